//! Amendments: what lawfully changed since a manifest was made out (SPEC.md § Amendments). The
//! manifest itself never changes; each amendment names it, and the amendment before it.

use serde::{Deserialize, Serialize};

use crate::bounded::{List, Text};
use crate::chain::CertificateChain;
use crate::identifiers::{ContainerNumber, LockId, StationCode};
use crate::journal::JournalHead;
use crate::manifest::{Grams, Manifest, Totals};
use crate::prior::InspectionDigest;
use crate::rights::Right;
use crate::statement::{Id, Signed, Statement};
use crate::status::{SealCycle, TamperCount};
use crate::time::Timestamp;

/// The most amendments to one manifest.
pub const MAX_AMENDMENTS: usize = 8;
/// The most changes in one amendment.
pub const MAX_CHANGES: usize = 32;

/// What changed. Signed by the officer who orders it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amendment {
    /// The lock.
    pub lock: LockId,
    /// The container it closes.
    pub container: ContainerNumber,
    /// The manifest that is amended.
    pub manifest: Id<Manifest>,
    /// The amendment before this one; none for the first.
    pub previous: Option<Id<Amendment>>,
    /// The seal cycle in which it holds: the one that a reseal begins, else the present one.
    pub cycle: SealCycle,
    /// The lock's tamper counter when it was made out.
    pub tampers: TamperCount,
    /// A head of the lock's journal, as the officer read it.
    pub journal: JournalHead,
    /// When, by the officer's device.
    pub made_at: Timestamp,
    /// Where.
    pub place: StationCode,
    /// The inspection that led to it, which the lock carries from now on; none where there was none.
    pub inspection: Option<Id<InspectionDigest>>,
    /// What changed.
    pub changes: List<Change, MAX_CHANGES>,
    /// What the container holds now: what it held before, with the changes.
    pub totals: Totals,
}

impl Statement for Amendment {
    const CONTEXT: &'static str = "amendment";
    const LIMIT: usize = 3 * 1024;
    const RIGHT: Right = Right::Amend;
}

/// One lawful change. Identifiers are as written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Change {
    /// An item was taken out and kept.
    ItemDetained {
        /// The receptacle it was in.
        receptacle: Text<32>,
        /// The item.
        item: Text<32>,
        /// By how much the receptacle is lighter.
        gross: Grams,
    },
    /// A whole receptacle was taken out and kept.
    ReceptacleDetained {
        /// Which.
        receptacle: Text<32>,
        /// How many items were in it.
        items: u32,
        /// Its weight.
        gross: Grams,
    },
    /// A receptacle's content is now in two.
    ReceptacleSplit {
        /// Which.
        receptacle: Text<32>,
        /// The new one.
        into: Text<32>,
    },
    /// The container was closed by another lock before.
    LockReplaced {
        /// By this one.
        lock: LockId,
    },
}

/// A change takes out more than there was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("change {index} takes out more than there was")]
pub struct MoreThanThereWas {
    /// Which change, from 0.
    pub index: usize,
}

impl Change {
    /// What it leaves of such totals; none where it takes out more than there was.
    fn leaves(&self, of: Totals) -> Option<Totals> {
        let mut left = of;
        match self {
            Self::ItemDetained { gross, .. } => {
                left.items = of.items.checked_sub(1)?;
                left.gross = Grams(of.gross.0.checked_sub(gross.0)?);
            }
            Self::ReceptacleDetained { items, gross, .. } => {
                left.receptacles = of.receptacles.checked_sub(1)?;
                left.items = of.items.checked_sub(*items)?;
                left.gross = Grams(of.gross.0.checked_sub(gross.0)?);
            }
            Self::ReceptacleSplit { .. } => left.receptacles = of.receptacles.checked_add(1)?,
            Self::LockReplaced { .. } => {}
        }
        Some(left)
    }
}

/// What changes leave of what there was.
pub fn left_after(changes: &[Change], before: Totals) -> Result<Totals, MoreThanThereWas> {
    changes
        .iter()
        .enumerate()
        .try_fold(before, |totals, (index, change)| {
            change.leaves(totals).ok_or(MoreThanThereWas { index })
        })
}

/// An amendment with the chain of its officer, as it travels.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CarriedAmendment {
    /// What changed.
    pub amendment: Signed<Amendment>,
    /// The officer.
    pub officer: CertificateChain,
}

impl CarriedAmendment {
    /// The most bytes it has.
    pub const WIRE_LIMIT: usize = Signed::<Amendment>::WIRE_LIMIT + CertificateChain::WIRE_LIMIT;
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;

    const BEFORE: Totals = Totals {
        despatches: 1,
        receptacles: 2,
        items: 3,
        gross: Grams(9_000),
    };

    fn item(gross: u64) -> Change {
        Change::ItemDetained {
            receptacle: "CNCKGAKZALAACUN60001001110227".parse().unwrap(),
            item: "RR000000080CN".parse().unwrap(),
            gross: Grams(gross),
        }
    }

    #[test]
    fn every_change_has_its_share() {
        let receptacle: Text<32> = "CNCKGAKZALAACUN60001001110227".parse().unwrap();
        let changes = vec![
            item(400),
            Change::ReceptacleSplit {
                receptacle: receptacle.clone(),
                into: receptacle.clone(),
            },
            Change::ReceptacleDetained {
                receptacle,
                items: 2,
                gross: Grams(8_000),
            },
            Change::LockReplaced {
                lock: "RSLF00001201".parse().unwrap(),
            },
        ];
        let left = Totals {
            despatches: 1,
            receptacles: 2,
            items: 0,
            gross: Grams(600),
        };
        assert_eq!(left_after(&changes, BEFORE), Ok(left));
    }

    #[test]
    fn nothing_takes_out_more_than_there_was() {
        assert_eq!(
            left_after(&[item(1), item(9_000)], BEFORE),
            Err(MoreThanThereWas { index: 1 })
        );
        let items = [item(0), item(0), item(0), item(0)];
        assert_eq!(
            left_after(&items, BEFORE),
            Err(MoreThanThereWas { index: 3 })
        );
    }
}
