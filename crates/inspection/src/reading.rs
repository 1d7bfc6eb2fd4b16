//! The order in which a lock is read, without any radio: what to ask next, what to do with the
//! answer, how far it has come. First what answers the officer's question, then the documents.

use alloc::boxed::Box;
use alloc::vec::Vec;

use railseal_protocol::call::{Answer, Call, ChunkAddress, Presence, Presentation, Refusal};
use railseal_protocol::chain::CertificateChain;
use railseal_protocol::journal::EntryBytes;
use railseal_protocol::manifest::{Chunk, DocumentEntry, Manifest};
use railseal_protocol::statement::{Signed, Verified};
use railseal_protocol::status::Status;
use railseal_protocol::trust::Trust;

use crate::evidence::{Evidence, MAX_JOURNAL, SealEvidence};
use crate::judge::{first_forged, verify_lock, verify_manifest};

/// What a reading wants next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Want {
    /// Ask the lock this.
    Ask(Call),
    /// Have the officer's key sign this, and give it to [`Reading::prove`].
    Proof(Presence),
}

/// What a reading is at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// The lock's status.
    Status,
    /// Proving who asks.
    Presence,
    /// The journal.
    Journal,
    /// Manifest and policy.
    Manifest,
    /// The documents.
    Documents,
    /// Everything that could be read has been.
    Finished,
}

/// How far a reading has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// What it is at.
    pub stage: Stage,
    /// How much of that stage has come: entries, or bytes of documents.
    pub done: u32,
    /// How much of it there is, once that is known.
    pub of: Option<u32>,
}

/// What the lock did wrong. The connection is of no more use; what was read so far stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReadingError {
    /// It answered something that was not asked.
    #[error("the lock answered something that was not asked")]
    NotAsked,
    /// It gave no journal entries where it says there are more.
    #[error("the lock gave {got} of {wanted} journal entries")]
    JournalEnded {
        /// How many it signed for.
        wanted: u32,
        /// How many it gave.
        got: u32,
    },
    /// Its journal is longer than a phone reads.
    #[error("a journal of {0} entries")]
    JournalTooLong(u32),
    /// It cannot answer now.
    #[error("the lock refused: {0}")]
    Refused(Refusal),
}

/// A lock being read.
pub struct Reading {
    seal: SealEvidence,
    journal: Vec<EntryBytes>,
    journal_length: u32,
    proof: Option<Presentation>,
    manifest: Option<Verified<Manifest>>,
    documents: Vec<Vec<Chunk>>,
    stage: Stage,
}

impl Reading {
    /// Begins with what the session's beginning has shown.
    pub fn begin(seal: SealEvidence) -> Self {
        Self {
            seal,
            journal: Vec::new(),
            journal_length: 0,
            proof: None,
            manifest: None,
            documents: Vec::new(),
            stage: Stage::Status,
        }
    }

    /// What to do next; nothing when everything that could be read has been.
    pub fn next(&self) -> Option<Want> {
        match self.stage {
            Stage::Status => Some(Want::Ask(Call::Status)),
            Stage::Presence => Some(match &self.proof {
                None => Want::Proof(Presence {
                    session: self.seal.session,
                    lock: self.seal.lock,
                }),
                Some(proof) => Want::Ask(Call::Present(Box::new(proof.clone()))),
            }),
            Stage::Journal => {
                let from = u32::try_from(self.journal.len()).unwrap_or(u32::MAX);
                Some(Want::Ask(Call::ReadJournal { from }))
            }
            Stage::Manifest => Some(Want::Ask(Call::ReadSealing)),
            Stage::Documents => self.next_chunk().map(|at| Want::Ask(Call::ReadChunk(at))),
            Stage::Finished => None,
        }
    }

    /// Takes the officer's signed presence.
    pub fn prove(&mut self, presence: Signed<Presence>, chain: CertificateChain) {
        self.proof = Some(Presentation { presence, chain });
    }

    /// Takes the lock's answer to what [`Reading::next`] wanted.
    pub fn take(
        &mut self,
        trust: &Trust,
        answer: Result<Answer, Refusal>,
    ) -> Result<(), ReadingError> {
        match (self.stage, answer) {
            (Stage::Status, Ok(Answer::Status(status))) => self.take_status(trust, status),
            (Stage::Presence, Ok(Answer::Welcome)) => {
                self.stage = Stage::Journal;
                self.skip_empty();
                Ok(())
            }
            (Stage::Journal, Ok(Answer::Journal(entries))) => self.take_journal(&entries),
            (Stage::Manifest, Ok(Answer::Sealing(sealing))) => {
                self.manifest = verify_manifest(trust, &sealing)
                    .ok()
                    .map(|(_, manifest)| manifest);
                let documents = self.manifest.as_ref().map_or(0, |m| m.documents.len());
                self.documents = (0..documents).map(|_| Vec::new()).collect();
                self.seal.sealing = Some(*sealing);
                self.stage = Stage::Documents;
                self.skip_empty();
                Ok(())
            }
            (Stage::Manifest, Err(Refusal::Nothing)) => {
                self.stage = Stage::Finished;
                Ok(())
            }
            (Stage::Documents, Ok(Answer::Chunk(chunk))) => {
                let address = self.next_chunk().ok_or(ReadingError::NotAsked)?;
                if let Some(chunks) = self.documents.get_mut(usize::from(address.document)) {
                    chunks.push(chunk);
                }
                self.skip_empty();
                Ok(())
            }
            (Stage::Presence, Err(Refusal::NotWelcome(reason))) => {
                self.seal.refused = Some(reason);
                self.stage = Stage::Finished;
                Ok(())
            }
            (_, Err(refusal)) => Err(ReadingError::Refused(refusal)),
            (_, Ok(_)) => Err(ReadingError::NotAsked),
        }
    }

    /// How far it has come.
    pub fn progress(&self) -> Progress {
        let (done, of) = match self.stage {
            Stage::Journal => (self.journal.len(), Some(self.journal_length)),
            Stage::Documents => {
                let bytes = self
                    .documents
                    .iter()
                    .flatten()
                    .map(|chunk| chunk.len())
                    .sum();
                (bytes, self.document_bytes())
            }
            Stage::Status | Stage::Presence | Stage::Manifest | Stage::Finished => (0, None),
        };
        Progress {
            stage: self.stage,
            done: u32::try_from(done).unwrap_or(u32::MAX),
            of,
        }
    }

    /// What has been received so far.
    pub fn evidence(&self) -> Evidence {
        let mut seal = self.seal.clone();
        if let Ok(journal) = self.journal.clone().try_into() {
            seal.journal = journal;
        }
        Evidence {
            seal,
            documents: self.documents.clone(),
        }
    }

    /// Goes on only with a lock that can be verified: of any other, nothing that it says next
    /// could be.
    fn take_status(&mut self, trust: &Trust, signed: Signed<Status>) -> Result<(), ReadingError> {
        let status = verify_lock(trust, &self.seal)
            .ok()
            .and_then(|lock| lock.verify(&signed).ok());
        self.seal.status = Some(signed);
        let Some(status) = status else {
            self.stage = Stage::Finished;
            return Ok(());
        };
        let length = status.journal.length;
        if length as usize > MAX_JOURNAL {
            return Err(ReadingError::JournalTooLong(length));
        }
        self.journal_length = length;
        self.stage = Stage::Presence;
        Ok(())
    }

    fn take_journal(&mut self, entries: &[EntryBytes]) -> Result<(), ReadingError> {
        let wanted = self.journal_length as usize - self.journal.len();
        if entries.is_empty() {
            return Err(ReadingError::JournalEnded {
                wanted: self.journal_length,
                got: u32::try_from(self.journal.len()).unwrap_or(u32::MAX),
            });
        }
        self.journal.extend(entries.iter().take(wanted).cloned());
        self.skip_empty();
        Ok(())
    }

    /// Goes on to the next stage where this one has nothing left.
    fn skip_empty(&mut self) {
        if self.stage == Stage::Journal && self.journal.len() >= self.journal_length as usize {
            self.stage = Stage::Manifest;
        }
        if self.stage == Stage::Documents && self.next_chunk().is_none() {
            self.stage = Stage::Finished;
        }
    }

    /// The next chunk wanted: of the first document that is neither whole nor already known to be
    /// forged.
    fn next_chunk(&self) -> Option<ChunkAddress> {
        let entries = &self.manifest.as_ref()?.documents;
        let open = |(index, (entry, chunks)): (usize, (&DocumentEntry, &Vec<_>))| {
            let whole = chunks.len() >= entry.chunks.len();
            (!whole && first_forged(entry, chunks).is_none()).then(|| {
                Some(ChunkAddress {
                    document: u8::try_from(index).ok()?,
                    chunk: u16::try_from(chunks.len()).ok()?,
                })
            })
        };
        entries
            .iter()
            .zip(&self.documents)
            .enumerate()
            .find_map(open)
            .flatten()
    }

    fn document_bytes(&self) -> Option<u32> {
        let entries = &self.manifest.as_ref()?.documents;
        Some(
            entries
                .iter()
                .fold(0, |sum: u32, entry| sum.saturating_add(entry.length)),
        )
    }
}
