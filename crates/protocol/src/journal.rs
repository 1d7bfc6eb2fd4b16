//! The lock's own append-only record (SPEC.md § Journal): entries chained by hash, the head of
//! the chain signed in every status.

use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use crate::amendment::Amendment;
use crate::bounded::Bytes;
use crate::certificate::Certificate;
use crate::grant::Grant;
use crate::hash::Hash;
use crate::identifiers::{Administration, ContainerNumber, LockId};
use crate::manifest::Manifest;
use crate::prior::InspectionDigest;
use crate::recognition::ListVersion;
use crate::statement::Id;
use crate::status::{BatteryPercent, SealCycle};
use crate::time::Timestamp;
use crate::wire::{DecodeError, decode, encode};

/// The most bytes an entry has.
pub const ENTRY_LIMIT: usize = 192;

/// An entry as it was written: what is hashed, stored and sent.
pub type EntryBytes = Bytes<ENTRY_LIMIT>;

/// A lock's time in all the ways it can tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LockTime {
    /// The clock on the wall, if it runs.
    pub wall: Option<Timestamp>,
    /// Seconds since the lock last started.
    pub uptime: Uptime,
    /// How often it has started.
    pub boot: BootCount,
}

/// Seconds since a lock last started.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Uptime(pub u32);

/// How often a lock has started.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct BootCount(pub u32);

/// One entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its place, from 0.
    pub index: u32,
    /// The hash of the entry before it; of the first: [`JournalHead::of_nothing`].
    pub previous: Hash,
    /// When, as the lock could tell.
    pub time: LockTime,
    /// What happened.
    pub event: Event,
    /// Who had it done, by certificate; none where nobody did.
    pub who: Option<Id<Certificate>>,
    /// The hash of the instruction that asked for it, where one did.
    pub instruction: Option<Hash>,
}

/// What can happen to a lock (DOMAIN.md §5).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Event {
    /// The lock was set up and given its certificate.
    Commissioned,
    /// Fixed to a container, before sealing.
    Bound(ContainerNumber),
    /// An order to seal was found lawful; its outcome follows.
    SealAccepted {
        /// The cycle that begins.
        cycle: SealCycle,
        /// The manifest it is sealed under.
        manifest: Id<Manifest>,
    },
    /// The lever is in and held.
    Sealed {
        /// The cycle that has begun.
        cycle: SealCycle,
    },
    /// The lever could not be held.
    SealFailed,
    /// An order to unseal was found lawful; its outcome follows.
    UnsealAccepted,
    /// The lever is free.
    Unsealed,
    /// An order was refused; so many times in a row for this reason.
    Refused {
        /// Why.
        reason: RefusalReason,
        /// How many in a row share this entry.
        count: u32,
    },
    /// The lever went in.
    LeverInserted,
    /// The lever was pulled after an unsealing.
    LeverPulled,
    /// The lever was forced or cut.
    LeverCut,
    /// The casing was opened.
    CaseOpened,
    /// The motor could not move.
    MotorStuck,
    /// Unsealed, but the lever was not pulled in time: locked again.
    Relocked,
    /// The battery fell under its warning level.
    BatteryLow(BatteryPercent),
    /// The clock was set.
    ClockSet {
        /// What it showed before, if it ran.
        from: Option<Timestamp>,
    },
    /// The clock has stopped or forgotten.
    ClockLost,
    /// The lock started, after power was lost or by itself.
    Restarted,
    /// An order was accepted before a restart, and its outcome read from the sensors after it.
    Recovered {
        /// Whether the lever was held.
        held: bool,
    },
    /// A newer recognition or revocation list was taken.
    ListTaken {
        /// Whose.
        administration: Administration,
        /// Which.
        kind: ListKind,
        /// Which state of it.
        version: ListVersion,
    },
    /// Documents were written.
    DocumentsWritten,
    /// Documents were read.
    DocumentsRead,
    /// Documents were erased.
    DocumentsErased,
    /// A latched tamper was cleared after inspection.
    TamperCleared,
    /// The journey is over.
    Deactivated,
    /// An order to close again was found lawful; its outcome follows.
    ResealAccepted {
        /// The cycle that begins.
        cycle: SealCycle,
        /// What has changed since the manifest.
        amendment: Id<Amendment>,
    },
    /// An amendment was added.
    Amended {
        /// Which.
        amendment: Id<Amendment>,
    },
    /// An order to end a latched tamper was found lawful; its outcome follows.
    ClearAccepted,
    /// An order to set the clock was found lawful; its outcome follows.
    ClockAccepted {
        /// To this moment.
        to: Timestamp,
    },
    /// The sealed lock went from one person to another.
    HandedOver {
        /// Who took it.
        to: Id<Certificate>,
    },
    /// An order to end the journey was found lawful; its outcome follows.
    DeactivateAccepted {
        /// The last inspection; none where nobody inspected.
        inspection: Option<Id<InspectionDigest>>,
    },
    /// The order that the next entry accepts rests on a grant. Without that entry, the grant was
    /// not used.
    GrantUsed {
        /// Which.
        grant: Id<Grant>,
    },
    /// The bolt or the clock stayed as it was: the order that was accepted came to nothing.
    CameToNothing,
    /// Somebody agrees to the order that is accepted next.
    Agreed {
        /// Who.
        by: Id<Certificate>,
    },
}

impl Event {
    /// Whether the event breaks a seal by force: each raises the tamper counter by one.
    pub fn is_tampering(&self) -> bool {
        matches!(self, Self::LeverCut | Self::CaseOpened)
    }

    /// Whether the event is all there is of an order that only has something noted.
    pub fn takes_note(&self) -> bool {
        matches!(self, Self::Amended { .. } | Self::HandedOver { .. })
    }

    /// Whether the event accepts an order whose outcome is still to come.
    pub fn is_acceptance(&self) -> bool {
        matches!(
            self,
            Self::SealAccepted { .. }
                | Self::ResealAccepted { .. }
                | Self::UnsealAccepted
                | Self::ClearAccepted
                | Self::ClockAccepted { .. }
                | Self::DeactivateAccepted { .. }
        )
    }
}

/// Which list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ListKind {
    /// What an administration says of the others.
    Recognition,
    /// What it has withdrawn.
    Revocation,
}

/// Why a lock refused somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum RefusalReason {
    /// The signature or chain does not verify.
    NotGenuine,
    /// The administration is not recognised, or not for this.
    NotRecognised,
    /// The certificate is not valid at this time.
    NotInTime,
    /// The certificate is withdrawn.
    Revoked,
    /// A list that would be needed is missing or past its end.
    CannotSay,
    /// The role has not the right.
    NoRight,
    /// It names another lock, session, cycle, container or person.
    NotForHere,
    /// The policy, or the table of who may order what, does not admit the person.
    NotAdmitted,
    /// Fewer persons agree than the policy asks for, or more signed than the order has use for.
    QuorumNotMet,
    /// The lock has not drawn the challenge, or too long ago, or it was used.
    Stale,
    /// The order has no place in the lock's state.
    WrongState,
    /// The manifest, policy, amendment or inspection does not fit the lock's.
    DoesNotFit,
    /// The grant is for another lock, cycle, person, place or order, or does not verify.
    GrantDoesNotFit,
    /// The grant was used before.
    GrantUsed,
    /// The lever is not in, or the casing is open.
    Sensors,
    /// Something that the order needs was not written to the lock.
    Incomplete,
    /// The lock's memory has no room for it.
    NoRoom,
}

/// How far a journal reaches: how many entries, and the hash of the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct JournalHead {
    /// How many entries.
    pub length: u32,
    /// The last entry's hash.
    pub hash: Hash,
}

impl JournalHead {
    /// A lock's journal before its first entry. It depends on the lock, so that no two locks'
    /// journals share a beginning.
    pub fn of_nothing(lock: &LockId) -> Self {
        Self {
            length: 0,
            hash: Hash::of("journal", &[lock.as_bytes()]),
        }
    }

    /// The head after one more entry, given as written.
    pub fn after(&self, entry: &[u8]) -> Self {
        Self {
            length: self.length.saturating_add(1),
            hash: Hash::of("journal entry", &[self.hash.as_bytes(), entry]),
        }
    }
}

/// Why journal entries were not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum JournalError {
    /// An entry cannot be read.
    #[error("entry {index}: {error}")]
    Unreadable {
        /// Which.
        index: u32,
        /// Why.
        error: DecodeError,
    },
    /// An entry does not follow from the one before it.
    #[error("entry {index} does not follow from the one before it")]
    Broken {
        /// Which.
        index: u32,
    },
    /// The entries do not end in the head that the lock has signed.
    #[error("{got} entries do not end in the signed head of {signed}")]
    OtherHead {
        /// How many the lock has signed for.
        signed: u32,
        /// How many there are.
        got: u32,
    },
}

/// Encodes an entry as it is stored, hashed and sent.
pub fn entry_bytes(entry: &Entry) -> Vec<u8> {
    encode(entry)
}

/// Reads entries that follow `from`, and verifies that they end in `head`.
pub fn verify(
    from: JournalHead,
    entries: &[EntryBytes],
    head: &JournalHead,
) -> Result<Vec<Entry>, JournalError> {
    let mut reached = from;
    let mut read = Vec::with_capacity(entries.len());
    for bytes in entries {
        let index = reached.length;
        let entry: Entry = decode(bytes, ENTRY_LIMIT)
            .map_err(|error| JournalError::Unreadable { index, error })?;
        if entry.index != index || entry.previous != reached.hash {
            return Err(JournalError::Broken { index });
        }
        reached = reached.after(bytes);
        read.push(entry);
    }
    if reached == *head {
        Ok(read)
    } else {
        Err(JournalError::OtherHead {
            signed: head.length,
            got: reached.length,
        })
    }
}
