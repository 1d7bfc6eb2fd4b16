use alloc::vec::Vec;

use railseal_protocol::call::{ChunkAddress, Written};
use railseal_protocol::chain::Holder;
use railseal_protocol::identifiers::ContainerNumber;
use railseal_protocol::journal::{Entry, Event};
use railseal_protocol::manifest::{Chunk, Manifest, Policy, Sealing};
use railseal_protocol::preparing::{Papers, Preparation};
use railseal_protocol::prior::CarriedDigest;
use railseal_protocol::rights::Scope;
use railseal_protocol::statement::{Id, Signed, StatementError, Verified};
use railseal_protocol::status::Status;
use railseal_protocol::time::Timestamp;
use railseal_protocol::trust::{Standing, Trust, TrustError};

use crate::finding::{CheckResult, Finding};
use crate::register::CargoFindings;

/// Everything that a lock is to be sealed with, made out for that lock by somebody who counts. Whether
/// the documents are whole and add up is for a register to find.
#[derive(Debug, Clone)]
pub struct Vouched {
    /// What the manifest says.
    pub manifest: Verified<Manifest>,
    /// The documents' chunks, in the manifest's order.
    pub chunks: Vec<Vec<Chunk>>,
    sealing: Sealing,
    inspections: Vec<CarriedDigest>,
}

/// Everything that a lock is to be sealed with: genuine, whole, and made out for that lock.
#[derive(Debug, Clone)]
pub struct Lawful {
    /// What the manifest says.
    pub manifest: Verified<Manifest>,
    /// Whether identifiers' check digits are right: a caution, and no reason not to seal.
    pub identifiers: Finding,
    pub(super) sealing: Sealing,
    pub(super) chunks: Vec<Vec<Chunk>>,
    pub(super) inspections: Vec<CarriedDigest>,
}

/// Why papers are of no use. Nothing was written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PapersError {
    /// Whoever made the manifest out is not known here.
    #[error("the manifest's issuer: {0}")]
    Issuer(#[from] TrustError),
    /// The manifest does not verify.
    #[error("the manifest: {0}")]
    Manifest(#[from] StatementError),
    /// Whoever made it out does not count for documents.
    #[error("the manifest's issuer does not count")]
    IssuerDoesNotCount,
    /// It was made out for something else than was asked.
    #[error("the manifest is not what was asked for")]
    NotAsAsked,
    /// A document is not the one that the manifest names, or a prior inspection is not.
    #[error("what came with the manifest is not what it names")]
    NotAsNamed,
    /// The documents' totals do not agree.
    #[error("the documents do not add up: {0:?}")]
    DoesNotAddUp(Finding),
}

/// What a lock is, as a manifest that begins its next seal cycle must name it. `journal` is the
/// lock's, as far as its status says.
pub fn before(
    status: &Status,
    journal: &[Entry],
    container: ContainerNumber,
    policy: Id<Policy>,
    asked_at: Timestamp,
) -> Preparation {
    Preparation {
        asked_at,
        container,
        lock: status.lock,
        cycle: status.cycle.next(),
        tampers: status.tampers,
        journal: status.journal,
        previous: manifest_before(journal),
        policy,
    }
}

/// The manifest of the last order to seal that was carried out, unless its documents were erased.
fn manifest_before(journal: &[Entry]) -> Option<Id<Manifest>> {
    let (mut ordered, mut sealed) = (None, None);
    for entry in journal {
        match &entry.event {
            Event::SealAccepted { manifest, .. } => ordered = Some(*manifest),
            Event::Sealed { .. } | Event::Recovered { held: true } => {
                sealed = ordered.take().or(sealed);
            }
            Event::SealFailed | Event::Recovered { held: false } => ordered = None,
            Event::DocumentsErased => sealed = None,
            _ => {}
        }
    }
    sealed
}

/// Judges papers that a server gave for what was asked of it, before any of it is written.
pub fn verify(
    trust: &Trust,
    (asked, policy, officer): (&Preparation, &Signed<Policy>, &Holder),
    papers: &Papers,
    now: Timestamp,
) -> Result<Vouched, PapersError> {
    let issuer = trust.verify(&papers.issuer)?;
    let manifest = issuer.verify(&papers.manifest)?;
    match trust.standing_of_act(&issuer, Scope::Documents, manifest.issued_at, now) {
        Standing::Good | Standing::GoodOnAgedLists => {}
        _ => return Err(PapersError::IssuerDoesNotCount),
    }
    if Preparation::named_by(&manifest, asked.asked_at) != *asked {
        return Err(PapersError::NotAsAsked);
    }
    let last = papers.inspections.first().map(|last| last.digest.id());
    if papers.documents.len() != manifest.documents.len() || last != manifest.inspection {
        return Err(PapersError::NotAsNamed);
    }
    Ok(Vouched {
        sealing: Sealing {
            manifest: papers.manifest.clone(),
            issuer: papers.issuer.clone(),
            policy: policy.clone(),
            sealer: officer.chain().clone(),
        },
        manifest,
        chunks: papers.documents.iter().map(|c| c.to_vec()).collect(),
        inspections: papers.inspections.to_vec(),
    })
}

impl Vouched {
    /// What is to be written, if a register has found that its documents are whole and add up.
    pub fn judged(self, cargo: CargoFindings) -> Result<Lawful, PapersError> {
        let whole = cargo.documents.result() == CheckResult::Passed;
        if cargo.manifest != self.manifest.id() || !whole {
            return Err(PapersError::NotAsNamed);
        }
        if cargo.totals.result() != CheckResult::Passed {
            return Err(PapersError::DoesNotAddUp(cargo.totals));
        }
        Ok(Lawful {
            identifiers: cargo.identifiers,
            sealing: self.sealing,
            manifest: self.manifest,
            chunks: self.chunks,
            inspections: self.inspections,
        })
    }
}

/// Two papers are the same where their manifests are: whatever else there is, it names.
impl PartialEq for Lawful {
    fn eq(&self, other: &Self) -> bool {
        self.manifest.id() == other.manifest.id()
    }
}

impl Eq for Lawful {}

impl Lawful {
    /// The policy, as the officer has signed it.
    pub fn policy(&self) -> Id<Policy> {
        self.sealing.policy.id()
    }

    pub(super) fn chunk(&self, address: ChunkAddress) -> Option<&Chunk> {
        let document = self.chunks.get(usize::from(address.document))?;
        document.get(usize::from(address.chunk))
    }

    /// How many pieces there are to write.
    pub(super) fn pieces(&self) -> u32 {
        let chunks: usize = self.chunks.iter().map(Vec::len).sum();
        count(self.inspections.len()) + count(chunks)
    }

    /// How many there are before the next.
    pub(super) fn pieces_until(&self, written: Written) -> u32 {
        let chunks = match written.next {
            None => self.chunks.iter().map(Vec::len).sum(),
            Some(address) => {
                let whole = self.chunks.iter().take(usize::from(address.document));
                whole.map(Vec::len).sum::<usize>() + usize::from(address.chunk)
            }
        };
        u32::from(written.inspections) + count(chunks)
    }
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
