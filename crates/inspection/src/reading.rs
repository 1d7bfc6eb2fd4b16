//! The order in which a lock is read, without any radio: what to ask next, what to do with the
//! answer, how far it has come. First what answers the officer's question, then the documents.

use alloc::vec::Vec;

use railseal_protocol::amendment::{CarriedAmendment, MAX_AMENDMENTS};
use railseal_protocol::bounded::List;
use railseal_protocol::call::{Answer, Call, ChunkAddress, Presence, Refusal};
use railseal_protocol::certificate::Certificate;
use railseal_protocol::chain::{CertificateChain, Holder};
use railseal_protocol::identifiers::LockId;
use railseal_protocol::journal::{self, EntryBytes, JournalHead};
use railseal_protocol::manifest::{Chunk, ChunkHash, Manifest, Sealing};
use railseal_protocol::prior::{CarriedDigest, MAX_INSPECTIONS};
use railseal_protocol::rights::Right;
use railseal_protocol::statement::{Id, Signed, Verified};
use railseal_protocol::status::Status;
use railseal_protocol::trust::Trust;

use crate::evidence::{Evidence, MAX_JOURNAL, MAX_PEOPLE, SealEvidence};
use crate::judge::{people_of, since_order, verify_lock, verify_manifest, verify_policy};
use crate::proof::Proof;

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
    /// The lamp, where the policy asks for it.
    Lamp,
    /// The amendments to the manifest.
    Amendments,
    /// The prior inspections.
    Inspections,
    /// The certificates of those whom the journal names.
    People,
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
    /// Whether the lamp blinks a code that the officer is to read off it.
    pub lamp_blinks: bool,
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

/// A lock being read, over one link or several.
pub struct Reading {
    seal: SealEvidence,
    status: Option<Verified<Status>>,
    journal: Vec<EntryBytes>,
    /// How many of the entries came over an earlier link.
    kept_entries: usize,
    proof: Proof,
    /// Whether whoever reads may have the documents: what is not theirs is not asked for.
    documents_too: bool,
    cargo: Option<Cargo>,
    amendments: Vec<CarriedAmendment>,
    amendments_end: bool,
    inspections: Vec<CarriedDigest>,
    inspections_end: bool,
    people: Vec<CertificateChain>,
    /// Whose chains are still to be asked for.
    named: Vec<Id<Certificate>>,
    stage: Stage,
}

/// What is read only once a manifest has verified.
struct Cargo {
    manifest: Verified<Manifest>,
    lamp_asked: bool,
    documents: Vec<Vec<Chunk>>,
    /// Whether a chunk of a document is not the one that was sealed.
    forged: Vec<bool>,
}

impl Reading {
    /// Begins with what the session's beginning has shown.
    pub fn begin(seal: SealEvidence) -> Self {
        Self {
            seal,
            status: None,
            journal: Vec::new(),
            kept_entries: 0,
            proof: Proof::default(),
            documents_too: true,
            cargo: None,
            amendments: Vec::new(),
            amendments_end: false,
            inspections: Vec::new(),
            inspections_end: false,
            people: Vec::new(),
            named: Vec::new(),
            stage: Stage::Status,
        }
    }

    /// Goes on over another session with the same lock. What was said for the earlier session
    /// alone is asked again: the status, the proof and the lamp; journal entries, the manifest
    /// and every chunk that has come stay, if the new status bears them out. Of another lock,
    /// nothing stays.
    pub fn resume(self, seal: SealEvidence) -> Self {
        if seal.lock != self.seal.lock || seal.agreement != self.seal.agreement {
            return Self::begin(seal);
        }
        let seal = SealEvidence {
            sealing: self.seal.sealing,
            ..seal
        };
        Self {
            seal,
            status: None,
            kept_entries: self.journal.len(),
            proof: Proof::default(),
            named: Vec::new(),
            stage: Stage::Status,
            ..self
        }
    }

    /// Which lock is read.
    pub fn lock(&self) -> LockId {
        self.seal.lock
    }

    /// What to do next; nothing when everything that could be read has been.
    pub fn next(&self) -> Option<Want> {
        match self.stage {
            Stage::Status => Some(Want::Ask(Call::Status)),
            Stage::Presence => Some(match self.proof.shown(&self.seal) {
                Ok(call) => Want::Ask(call),
                Err(presence) => Want::Proof(presence),
            }),
            Stage::Journal => {
                let from = u32::try_from(self.journal.len()).unwrap_or(u32::MAX);
                Some(Want::Ask(Call::ReadJournal { from }))
            }
            Stage::Manifest => Some(Want::Ask(Call::ReadSealing)),
            Stage::Lamp => Some(Want::Ask(Call::Blink)),
            Stage::Amendments => {
                let back = u8::try_from(self.amendments.len()).unwrap_or(u8::MAX);
                Some(Want::Ask(Call::ReadAmendment { back }))
            }
            Stage::Inspections => {
                let back = u8::try_from(self.inspections.len()).unwrap_or(u8::MAX);
                Some(Want::Ask(Call::ReadInspection { back }))
            }
            Stage::People => self
                .named
                .first()
                .map(|&certificate| Want::Ask(Call::ReadChain { certificate })),
            Stage::Documents => self.next_chunk().map(|at| Want::Ask(Call::ReadChunk(at))),
            Stage::Finished => None,
        }
    }

    /// Takes the presence that whoever reads has signed.
    pub fn prove(&mut self, presence: Signed<Presence>, who: &Holder) {
        self.documents_too = who.certificate().role().may(Right::ReadDocuments);
        self.proof.take(presence, who);
    }

    /// Takes the lock's answer to what [`Reading::next`] wanted.
    pub fn take(
        &mut self,
        trust: &Trust,
        answer: Result<Answer, Refusal>,
    ) -> Result<(), ReadingError> {
        match (self.stage, answer) {
            (Stage::Status, Ok(Answer::Status(status))) => self.take_status(trust, status)?,
            (Stage::Presence, Ok(Answer::Welcome)) => self.stage = Stage::Journal,
            (Stage::Presence, Err(Refusal::NotWelcome(reason))) => {
                self.seal.refused = Some(reason);
                self.stage = Stage::Finished;
            }
            (Stage::Journal, Ok(Answer::Journal(entries))) => self.take_journal(&entries)?,
            (Stage::Manifest, Ok(Answer::Sealing(sealing))) => self.take_sealing(trust, *sealing),
            (Stage::Manifest, Err(Refusal::Nothing)) => self.stage = Stage::Finished,
            (Stage::Lamp, Ok(Answer::Blinking(shown))) => {
                self.seal.lamp = Some(shown);
                self.stage = Stage::Amendments;
            }
            // A lock without a lamp, or with one that is broken.
            (Stage::Lamp, Err(Refusal::Nothing | Refusal::Unreadable)) => {
                self.stage = Stage::Amendments;
            }
            (Stage::Amendments, Ok(Answer::Amendment(carried))) => self.amendments.push(*carried),
            (Stage::Amendments, Err(Refusal::Nothing | Refusal::Unreadable)) => {
                self.amendments_end = true;
            }
            (Stage::Inspections, Ok(Answer::Inspection(carried))) => {
                self.inspections.push(*carried);
            }
            (Stage::Inspections, Err(Refusal::Nothing | Refusal::Unreadable)) => {
                self.inspections_end = true;
            }
            (Stage::People, Ok(Answer::Chain(chain))) => {
                self.take_person();
                self.people.push(*chain);
            }
            (Stage::People, Err(Refusal::Nothing)) => self.take_person(),
            (Stage::Documents, Ok(Answer::Chunk(chunk))) => self.take_chunk(chunk)?,
            (_, Err(refusal)) => return Err(ReadingError::Refused(refusal)),
            (_, Ok(_)) => return Err(ReadingError::NotAsked),
        }
        self.skip_empty();
        Ok(())
    }

    /// How far it has come.
    pub fn progress(&self) -> Progress {
        let (done, of) = match (self.stage, &self.status, &self.cargo) {
            (Stage::Journal, Some(status), _) => (self.journal.len(), Some(status.journal.length)),
            (Stage::Documents, _, Some(cargo)) => (cargo.have(), Some(cargo.length())),
            _ => (0, None),
        };
        Progress {
            stage: self.stage,
            done: u32::try_from(done).unwrap_or(u32::MAX),
            of,
            lamp_blinks: self.seal.lamp.is_some(),
        }
    }

    /// The manifest, once it has verified, and what has come of its documents.
    pub fn cargo(&self) -> Option<(&Verified<Manifest>, &[Vec<Chunk>])> {
        let cargo = self.cargo.as_ref()?;
        Some((&cargo.manifest, &cargo.documents))
    }

    /// What has been received so far.
    pub fn evidence(&self) -> Evidence {
        let mut seal = self.seal.clone();
        // Each was held to its limit as it came.
        seal.journal = self.journal.clone().try_into().unwrap_or(List::empty());
        seal.inspections = self.inspections.clone().try_into().unwrap_or(List::empty());
        seal.amendments = self.amendments.clone().try_into().unwrap_or(List::empty());
        seal.people = self.people.clone().try_into().unwrap_or(List::empty());
        let cargo = self.cargo.as_ref();
        Evidence {
            seal,
            documents: cargo.map_or_else(Vec::new, |cargo| cargo.documents.clone()),
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
        if self.journal.len() > length as usize {
            self.forget_journal();
        }
        let sealed_under = |cargo: &Cargo| status.manifest == Some(cargo.manifest.id());
        if !self.cargo.as_ref().is_some_and(sealed_under) {
            self.forget_cargo();
        }
        let last = self
            .amendments
            .first()
            .map(|last| *last.amendment.id().hash());
        if last != status.amended {
            self.forget_amendments();
            self.inspections.clear();
            self.inspections_end = false;
        }
        self.status = Some(status);
        self.stage = Stage::Presence;
        Ok(())
    }

    fn take_journal(&mut self, entries: &[EntryBytes]) -> Result<(), ReadingError> {
        let signed = self
            .status
            .as_ref()
            .map_or(0, |status| status.journal.length);
        let wanted = (signed as usize).saturating_sub(self.journal.len());
        if entries.is_empty() {
            return Err(ReadingError::JournalEnded {
                wanted: signed,
                got: u32::try_from(self.journal.len()).unwrap_or(u32::MAX),
            });
        }
        self.journal.extend(entries.iter().take(wanted).cloned());
        Ok(())
    }

    fn take_sealing(&mut self, trust: &Trust, sealing: Sealing) {
        self.cargo = verify_manifest(trust, &sealing)
            .ok()
            .map(|(_, manifest)| Cargo {
                lamp_asked: verify_policy(trust, &sealing, &manifest)
                    .is_some_and(|policy| policy.presence),
                documents: manifest.documents.iter().map(|_| Vec::new()).collect(),
                forged: manifest.documents.iter().map(|_| false).collect(),
                manifest,
            });
        self.seal.sealing = Some(sealing);
        self.stage = Stage::Lamp;
    }

    fn take_person(&mut self) {
        if !self.named.is_empty() {
            self.named.remove(0);
        }
    }

    fn take_chunk(&mut self, chunk: Chunk) -> Result<(), ReadingError> {
        let address = self.next_chunk().ok_or(ReadingError::NotAsked)?;
        if let Some(cargo) = &mut self.cargo {
            cargo.take(address, chunk);
        }
        Ok(())
    }

    /// Goes on to the next stage for as long as this one has nothing left.
    fn skip_empty(&mut self) {
        if self.stage == Stage::Journal && self.journal_is_whole() {
            if self.kept_entries > 0 && self.entries().is_none() {
                // What an earlier link brought and what this one did are not of one journal.
                self.forget_journal();
                return;
            }
            self.stage = Stage::Manifest;
        }
        if self.stage == Stage::Manifest && (self.cargo.is_some() || !self.documents_too) {
            self.stage = Stage::Lamp;
        }
        let asked = self.cargo.as_ref().is_some_and(|cargo| cargo.lamp_asked);
        if self.stage == Stage::Lamp && !asked {
            self.stage = Stage::Amendments;
        }
        if self.stage == Stage::Amendments && !self.wants_amendment() {
            self.stage = Stage::Inspections;
        }
        if self.stage == Stage::Inspections && !self.wants_inspection() {
            self.named = self.unknown_people();
            self.stage = Stage::People;
        }
        if self.stage == Stage::People && self.named.is_empty() {
            self.stage = Stage::Documents;
        }
        if self.stage == Stage::Documents && self.next_chunk().is_none() {
            self.stage = Stage::Finished;
        }
    }

    fn journal_is_whole(&self) -> bool {
        let signed = self
            .status
            .as_ref()
            .map_or(0, |status| status.journal.length);
        self.journal.len() >= signed as usize
    }

    /// The journal's entries, once they are whole and unbroken.
    fn entries(&self) -> Option<Vec<journal::Entry>> {
        let status = self.status.as_ref()?;
        let beginning = JournalHead::of_nothing(&self.seal.lock);
        journal::verify(beginning, &self.journal, &status.journal).ok()
    }

    /// Whether the status names amendments that have not all come.
    fn wants_amendment(&self) -> bool {
        self.cargo.is_some()
            && self.is_amended()
            && !self.amendments_end
            && self.amendments.len() < MAX_AMENDMENTS
    }

    fn is_amended(&self) -> bool {
        self.status
            .as_ref()
            .is_some_and(|status| status.amended.is_some())
    }

    /// Whether the manifest, or an amendment, may name inspections that have not all come.
    fn wants_inspection(&self) -> bool {
        let Some(cargo) = &self.cargo else {
            return false;
        };
        !self.inspections_end
            && (cargo.manifest.inspection.is_some() || self.is_amended())
            && self.inspections.len() < MAX_INSPECTIONS
    }

    /// Whom the journal names since sealing, and whose chain has not come.
    fn unknown_people(&self) -> Vec<Id<Certificate>> {
        let (Some(status), Some(entries)) = (&self.status, self.entries()) else {
            return Vec::new();
        };
        let since = since_order(&entries, status).unwrap_or(&[]);
        let sealer = self.seal.sealing.iter().map(|sealing| &sealing.sealer);
        let mut known: Vec<Id<Certificate>> = sealer
            .chain(&self.people)
            .map(|chain| chain.leaf.id())
            .collect();
        let had = known.len();
        for who in since.iter().flat_map(people_of) {
            if !known.contains(&who) {
                known.push(who);
            }
        }
        let room = MAX_PEOPLE.saturating_sub(self.people.len());
        known.into_iter().skip(had).take(room).collect()
    }

    fn forget_journal(&mut self) {
        self.journal.clear();
        self.kept_entries = 0;
    }

    fn forget_cargo(&mut self) {
        self.cargo = None;
        self.seal.sealing = None;
        self.inspections.clear();
        self.inspections_end = false;
        self.forget_amendments();
    }

    fn forget_amendments(&mut self) {
        self.amendments.clear();
        self.amendments_end = false;
    }

    fn next_chunk(&self) -> Option<ChunkAddress> {
        self.cargo.as_ref()?.next_chunk()
    }
}

impl Cargo {
    /// The next chunk wanted: of the first document that is neither whole nor already known to be
    /// forged.
    fn next_chunk(&self) -> Option<ChunkAddress> {
        let states = self.documents.iter().zip(&self.forged);
        let mut documents = self.manifest.documents.iter().zip(states).enumerate();
        documents.find_map(|(index, (entry, (chunks, forged)))| {
            let open = !forged && chunks.len() < entry.chunks.len();
            open.then(|| {
                Some(ChunkAddress {
                    document: u8::try_from(index).ok()?,
                    chunk: u16::try_from(chunks.len()).ok()?,
                })
            })?
        })
    }

    /// Takes a chunk, and holds it against the manifest.
    fn take(&mut self, at: ChunkAddress, chunk: Chunk) {
        let place = usize::from(at.document);
        let due = self.manifest.documents.get(place);
        let due = due.and_then(|entry| entry.chunks.get(usize::from(at.chunk)));
        let as_sealed = due == Some(&ChunkHash::of(&chunk));
        if let (Some(chunks), Some(forged)) =
            (self.documents.get_mut(place), self.forged.get_mut(place))
        {
            chunks.push(chunk);
            *forged = !as_sealed;
        }
    }

    /// How many bytes of the documents have come.
    fn have(&self) -> usize {
        let chunks = self.documents.iter().flatten();
        chunks.map(|chunk| chunk.len()).sum()
    }

    /// How many bytes the documents have.
    fn length(&self) -> u32 {
        let entries = self.manifest.documents.iter();
        entries.fold(0, |sum: u32, entry| sum.saturating_add(entry.length))
    }
}
