//! The parts of a record that only some inspections have: what was ordered at the lock, what was
//! recognised of an earlier inspection, the inspection in short. A new kind of part is appended;
//! what the record begins with stays as it is.

use alloc::boxed::Box;
use alloc::vec::Vec;

use railseal_protocol::bounded::List;
use railseal_protocol::chain::Holder;
use railseal_protocol::instruction::{Directive, Instruction, Outcome};
use railseal_protocol::journal::{Entry, EntryBytes, JournalHead, verify};
use railseal_protocol::prior::InspectionDigest;
use railseal_protocol::session::SessionId;
use railseal_protocol::statement::{Id, Signed, Verified};
use railseal_protocol::status::Status;
use railseal_protocol::trust::Trust;
use serde::{Deserialize, Serialize};

use crate::evidence::SealEvidence;
use crate::examination::Examination;
use crate::judge::verify_lock;

/// The most parts that a record has.
pub const MAX_PARTS: usize = 8;
/// The most instructions that a record tells of.
pub const MAX_ACTS: usize = 8;
/// The most journal entries that are read after the instructions.
pub const MAX_AFTER: usize = 128;

/// What only some inspections have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Part {
    /// What was ordered, and how the lock's own journal tells of it.
    Acts(Box<Acts>),
    /// What was decided about the last earlier inspection that the lock carries.
    Earlier(Earlier),
    /// This inspection in short, as it went into the lock.
    Digest(Box<Signed<InspectionDigest>>),
    /// What was found in the container.
    Examination(Box<Examination>),
}

/// What was ordered at the lock during an inspection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acts {
    /// Each instruction with everybody's signatures, in order.
    pub directives: List<Directive, MAX_ACTS>,
    /// The session in which the lock told what became of them.
    pub session: SessionId,
    /// The lock's status then, whose head the entries lead to.
    pub status: Signed<Status>,
    /// The journal's entries since the evidence.
    pub entries: List<EntryBytes, MAX_AFTER>,
}

/// What an officer makes of an earlier inspection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Earlier {
    /// Which inspection.
    pub inspection: Id<InspectionDigest>,
    /// What was decided.
    pub decision: EarlierDecision,
}

/// Whether an earlier inspection is taken for one's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum EarlierDecision {
    /// It is recognised: nothing is inspected again.
    Recognised,
    /// It is inspected again.
    InspectedAgain,
}

impl EarlierDecision {
    /// Every decision.
    pub const ALL: [Self; 2] = [Self::Recognised, Self::InspectedAgain];
}

/// An instruction that the lock has carried out, or that came to nothing, by its own journal.
#[derive(Debug, Clone)]
pub struct ProvenAct {
    /// What was ordered.
    pub instruction: Verified<Instruction>,
    /// Who ordered it.
    pub orderer: Holder,
    /// Where the journal tells of it; none where the lock never accepted it.
    pub outcome: Option<Outcome>,
}

/// Every act of a record, by the lock's own journal.
#[derive(Debug, Clone)]
pub struct ProvenActs {
    /// The acts, in order.
    pub acts: Vec<ProvenAct>,
    /// How far the journal reached after them.
    pub journal: JournalHead,
}

impl Acts {
    /// The same with what was ordered before, in the same visit: the later account tells of all.
    #[must_use]
    pub fn after(mut self, earlier: Self) -> Self {
        let all = [earlier.directives.to_vec(), self.directives.to_vec()].concat();
        if let Ok(all) = all.try_into() {
            self.directives = all;
        }
        self
    }

    /// Verifies every instruction, the lock's later status, and that its journal goes on from the
    /// evidence to it; gives what became of each, by the journal. None where anything does not
    /// verify.
    pub fn verify(&self, trust: &Trust, seal: &SealEvidence) -> Option<ProvenActs> {
        let lock = verify_lock(trust, seal).ok()?;
        let status = lock.verify(&self.status).ok()?;
        if status.session != self.session || status.lock != seal.lock {
            return None;
        }
        let evident = seal.journal.iter();
        let head = evident.fold(JournalHead::of_nothing(&seal.lock), |head, entry| {
            head.after(entry)
        });
        let entries = verify(head, &self.entries, &status.journal).ok()?;
        let acts: Option<Vec<ProvenAct>> = self
            .directives
            .iter()
            .map(|directive| prove(trust, directive, seal, &entries))
            .collect();
        Some(ProvenActs {
            acts: acts?,
            journal: status.journal,
        })
    }
}

fn prove(
    trust: &Trust,
    directive: &Directive,
    seal: &SealEvidence,
    entries: &[Entry],
) -> Option<ProvenAct> {
    let orderer = trust.verify(&directive.person).ok()?;
    let instruction = orderer.verify(&directive.instruction).ok()?;
    if instruction.lock != seal.lock {
        return None;
    }
    let id = instruction.id();
    for carried in directive.cosignatures.iter() {
        let person = trust.verify(&carried.person).ok()?;
        let agreed = person.verify(&carried.cosignature).ok()?;
        if agreed.instruction != id {
            return None;
        }
    }
    Some(ProvenAct {
        outcome: outcome_of(&id, entries),
        instruction,
        orderer,
    })
}

/// What became of an instruction, by the entries that name it.
pub fn outcome_of(instruction: &Id<Instruction>, entries: &[Entry]) -> Option<Outcome> {
    let named = || {
        let names = |entry: &&Entry| entry.instruction.as_ref() == Some(instruction.hash());
        entries.iter().filter(names)
    };
    let accepted = named().find(|entry| {
        let event = &entry.event;
        event.is_acceptance() || event.takes_note()
    })?;
    let last = named().next_back()?;
    let entry = accepted.index;
    Some(if accepted.event.takes_note() || last.index > entry {
        Outcome::Ended {
            accepted: entry,
            outcome: last.index,
        }
    } else {
        Outcome::Accepted { entry }
    })
}
