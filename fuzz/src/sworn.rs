//! A lock and a document issuer who are certified, and sign anything.

use railseal_inspection::Judgement;
use railseal_inspection::evidence::{Evidence, SealEvidence};
use railseal_inspection::verdict::Outcome;
use railseal_protocol::journal::{EntryBytes, JournalHead};
use railseal_protocol::manifest::{
    Chunk, ChunkHash, DocumentEntry, Encoding, Manifest, Policy, Sealing, chunks_of,
};
use railseal_protocol::statement::Statement;
use railseal_protocol::status::{LockState, Status};
use railseal_protocol::wire::decode;

use crate::cargo::kind_of;
use crate::parties::lock::CONTAINER;
use crate::parties::{LOCK, listed, parsed};
use crate::pieces::pieces;
use crate::reading::judged as verdict_of;
use crate::world::WORLD;

/// What is put right before it is signed, so that what comes after it is looked at: bits of the input's first byte.
struct PutRight(u8);

impl PutRight {
    fn lock_and_session(&self) -> bool {
        self.0 & 1 == 0
    }
    fn policy(&self) -> bool {
        self.0 & 2 == 0
    }
    fn documents(&self) -> bool {
        self.0 & 4 == 0
    }
    fn journal(&self) -> bool {
        self.0 & 8 == 0
    }
    fn manifest(&self) -> bool {
        self.0 & 16 == 0
    }
}

/// After the first byte come pieces: a status, a manifest, a policy, three documents, and journal entries. Each is signed
/// by whom it should be. It is judged without fail, and what passes agrees with itself.
pub fn swear(data: &[u8]) -> Judgement {
    let (put_right, rest) = data.split_first().unwrap_or((&0, &[]));
    let put_right = PutRight(*put_right);
    let mut pieces = pieces(rest);
    let mut next = || pieces.next().unwrap_or_default();
    let (status, manifest, policy) = (next(), next(), next());
    let documents = [next(), next(), next()];
    let journal: Vec<EntryBytes> = pieces
        .filter_map(|entry| entry.to_vec().try_into().ok())
        .collect();
    let (sealing, manifest) = sealing(&put_right, manifest, policy, documents);
    let status = status_of(&put_right, status, &sealing, &journal);
    let seal = SealEvidence {
        status: Some(WORLD.people.lock.sign(&status)),
        journal: journal.try_into().unwrap_or_else(|_| listed(vec![])),
        sealing: Some(sealing),
        ..SealEvidence::begin(parsed(LOCK), WORLD.session, WORLD.hello.clone())
    };
    let documents = documents.iter().map(|bytes| chunks(bytes)).collect();
    let evidence = Evidence { seal, documents };
    let judgement = verdict_of(&evidence, &status.journal);
    if judgement.verdict.outcome() == Outcome::Pass {
        assert_eq!(status.state, LockState::Sealed);
        assert_eq!((status.lock, status.session), (parsed(LOCK), WORLD.session));
        assert_eq!((status.lock, status.cycle), (manifest.lock, manifest.cycle));
        assert_eq!(status.tampers, manifest.tampers);
        assert_eq!(manifest.container, parsed(CONTAINER));
        let register = judgement.register(&evidence);
        assert!(register.is_some_and(|register| register.whole().next().is_some()));
    }
    judgement
}

fn sealing(
    put_right: &PutRight,
    manifest_bytes: &[u8],
    policy_bytes: &[u8],
    documents: [&[u8]; 3],
) -> (Sealing, Manifest) {
    let otherwise = &WORLD.answers.said;
    let (issuer, sealer) = (&WORLD.people.issuer, &WORLD.people.sealer);
    let policy =
        sealer.sign(&said::<Policy>(policy_bytes).unwrap_or_else(|| otherwise.policy.clone()));
    let said = said::<Manifest>(manifest_bytes);
    let mut manifest = said.unwrap_or_else(|| otherwise.manifest.clone());
    if put_right.policy() {
        manifest.policy = policy.id();
    }
    if put_right.documents() {
        let entries = (0..).zip(documents).filter_map(|(kind, bytes)| {
            Some(DocumentEntry {
                kind: kind_of(kind, bytes)?,
                encoding: Encoding::Lines,
                length: u32::try_from(bytes.len()).ok()?,
                chunks: listed(chunks(bytes).iter().map(|c| ChunkHash::of(c)).collect()),
            })
        });
        manifest.documents = listed(entries.collect());
    }
    let sealing = Sealing {
        manifest: issuer.sign(&manifest),
        issuer: issuer.chain.clone(),
        policy,
        sealer: sealer.chain.clone(),
    };
    (sealing, manifest)
}

fn status_of(
    put_right: &PutRight,
    bytes: &[u8],
    sealing: &Sealing,
    journal: &[EntryBytes],
) -> Status {
    let said = said::<Status>(bytes);
    let mut status = said.unwrap_or_else(|| WORLD.answers.said.status.clone());
    if put_right.lock_and_session() {
        (status.lock, status.session) = (parsed(LOCK), WORLD.session);
    }
    if put_right.journal() {
        let nothing = JournalHead::of_nothing(&status.lock);
        status.journal = journal
            .iter()
            .fold(nothing, |head, entry| head.after(entry));
    }
    if put_right.manifest() {
        status.manifest = Some(sealing.manifest.id());
    }
    status
}

fn said<T: Statement>(bytes: &[u8]) -> Option<T> {
    decode(bytes, T::LIMIT).ok()
}

/// In few chunks, so that the manifest can name them all.
fn chunks(document: &[u8]) -> Vec<Chunk> {
    chunks_of(document, 1024)
}
