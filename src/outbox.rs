//! The inspections on this device: numbered, chained, and never said to be saved before they are.

use railseal_inspection::push::{Arrival, Rejection};
use railseal_inspection::record::{CarriedRecord, InspectionRecord, Sequence};
use railseal_protocol::chain::CertificateChain;
use railseal_protocol::statement::{Id, Signed, Verified};
use railseal_protocol::time::Timestamp;
use railseal_protocol::trust::Trust;
use railseal_protocol::wire::{decode, encode};
use serde::{Deserialize, Serialize};

use crate::device::keys::{KeyError, Signer};
use crate::device::store::{Drawer, Drawers, Put, StoreError, StoreKey};
use crate::officer::Officer;
use crate::signing::sign;

const RECEIPT_LIMIT: usize = 8 * 1024;

/// How often a record is signed anew because another tab was faster.
const TRIES: usize = 16;

/// Why records cannot be listed or saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OutboxError {
    /// The store.
    #[error("the store: {0}")]
    Store(#[from] StoreError),
    /// Other tabs keep taking the place that this record was to have.
    #[error("no place among the records")]
    NoPlace,
    /// The key.
    #[error("the key: {0}")]
    Key(#[from] KeyError),
}

/// What the server said of a record, as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Receipt {
    /// It has arrived: the server's signed word for it.
    Arrived {
        /// The server.
        server: Box<CertificateChain>,
        /// Its word.
        arrival: Signed<Arrival>,
    },
    /// It was not stored.
    Rejected(Rejection),
}

impl Receipt {
    /// What to keep.
    pub fn put(&self, sequence: Sequence) -> Put {
        Put {
            drawer: Drawer::Receipts,
            key: StoreKey::Number(sequence.0),
            bytes: encode(self),
        }
    }
}

/// Where a record is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whereabouts {
    /// On this device, and nowhere else that this device knows of.
    OnlyHere,
    /// At the server too: its signed word was verified.
    Received {
        /// When it arrived.
        at: Timestamp,
    },
    /// Refused by the server, and kept here.
    Rejected(Rejection),
}

/// A record on this device.
#[derive(Debug, Clone)]
pub struct KeptRecord {
    /// Its place.
    pub sequence: Sequence,
    /// As it was kept, and is sent.
    pub bytes: Vec<u8>,
    /// The same, if it can still be read.
    pub carried: Option<CarriedRecord>,
    /// What it says, if its own signature still verifies.
    pub record: Option<Verified<InspectionRecord>>,
    /// Where it is.
    pub whereabouts: Whereabouts,
}

/// The inspections on this device, in order.
#[derive(Debug, Clone, Default)]
pub struct Outbox {
    records: Vec<KeptRecord>,
}

impl Outbox {
    /// Takes every record and receipt out of the store, and verifies them.
    pub async fn load(drawers: &impl Drawers, trust: &Trust) -> Result<Self, OutboxError> {
        let receipts = drawers.read_all(Drawer::Receipts).await?;
        let mut records = Vec::new();
        for (key, bytes) in drawers.read_all(Drawer::Records).await? {
            let StoreKey::Number(number) = key else {
                continue;
            };
            // One record that cannot be read blocks none of the others.
            let carried = CarriedRecord::from_wire(&bytes).ok();
            let receipt = receipts
                .iter()
                .find(|(key, _)| *key == StoreKey::Number(number))
                .and_then(|(_, bytes)| decode::<Receipt>(bytes, RECEIPT_LIMIT).ok());
            let id = carried.as_ref().map(|carried| carried.record.id());
            records.push(KeptRecord {
                sequence: Sequence(number),
                record: carried
                    .as_ref()
                    .and_then(|carried| verified(carried, trust)),
                whereabouts: receipt.map_or(Whereabouts::OnlyHere, |r| whereabouts(&r, id, trust)),
                carried,
                bytes,
            });
        }
        Ok(Self { records })
    }

    /// The records, the first first.
    pub fn records(&self) -> &[KeptRecord] {
        &self.records
    }

    /// Those that the server has not confirmed.
    pub fn unconfirmed(&self) -> impl Iterator<Item = &KeptRecord> {
        self.records
            .iter()
            .filter(|r| !matches!(r.whereabouts, Whereabouts::Received { .. }))
    }

    fn next(&self) -> (Sequence, Option<Id<InspectionRecord>>) {
        self.records.last().map_or((Sequence(1), None), |last| {
            (
                Sequence(last.sequence.0 + 1),
                last.carried.as_ref().map(|carried| carried.record.id()),
            )
        })
    }
}

fn verified(carried: &CarriedRecord, trust: &Trust) -> Option<Verified<InspectionRecord>> {
    trust
        .verify(&carried.officer)
        .ok()?
        .verify(&carried.record)
        .ok()
}

/// Only a receipt that verifies, and is for this record, says that it has arrived.
fn whereabouts(
    receipt: &Receipt,
    record: Option<Id<InspectionRecord>>,
    trust: &Trust,
) -> Whereabouts {
    match receipt {
        Receipt::Rejected(rejection) => Whereabouts::Rejected(*rejection),
        Receipt::Arrived { server, arrival } => trust
            .verify(server)
            .ok()
            .and_then(|server| server.verify(arrival).ok())
            .filter(|arrival| Some(arrival.record) == record)
            .map_or(Whereabouts::OnlyHere, |arrival| Whereabouts::Received {
                at: arrival.arrived_at,
            }),
    }
}

/// Signs an inspection and keeps it. When this answers, it is on the disk. `draft` is given its
/// place among the device's records, and signed again with the next one if another tab was faster.
pub async fn save(
    officer: &Officer,
    key: &impl Signer,
    drawers: &impl Drawers,
    draft: &InspectionRecord,
) -> Result<Sequence, OutboxError> {
    for _ in 0..TRIES {
        let (sequence, previous) = Outbox::load(drawers, &officer.trust).await?.next();
        let record = InspectionRecord {
            sequence,
            previous,
            ..draft.clone()
        };
        let carried = CarriedRecord {
            record: sign(key, &officer.holder, &record).await?,
            officer: officer.holder.chain().clone(),
        };
        let put = Put {
            drawer: Drawer::Records,
            key: StoreKey::Number(sequence.0),
            bytes: carried.to_wire(),
        };
        match drawers.keep(&[put]).await {
            Ok(()) => return Ok(sequence),
            Err(StoreError::AlreadyKept) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(OutboxError::NoPlace)
}
