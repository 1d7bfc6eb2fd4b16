use railseal_inspection::push::{Arrival, Push, Pushed, Rejection};
use railseal_inspection::record::CarriedRecord;
use railseal_protocol::identifiers::LockId;
use railseal_protocol::journal::JournalHead;
use railseal_protocol::time::Timestamp;
use railseal_protocol::trust::Trust;

use super::Service;
use crate::storage::{NewRecord, StorageError};

/// Why a push was not answered. Some of its records may be kept: the same push again is answered
/// as if it were the first.
#[derive(Debug, thiserror::Error)]
pub enum PushError {
    /// More results than an answer holds, which cannot be: a push holds no more records.
    #[error("more results than an answer holds")]
    TooMany,
    /// The storage.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl Service {
    /// Verifies every record again, keeps those that verify, and confirms each of them. A record
    /// that came before is confirmed as it was then; a bad one blocks no other.
    pub fn push(&self, push: &Push) -> Result<Pushed, PushError> {
        let now = self.now();
        let trust = self.trust()?;
        let judged: Vec<Result<Judged, Rejection>> = push
            .records
            .iter()
            .map(|bytes| judge(bytes, &trust, now))
            .collect();
        let good: Vec<NewRecord> = judged.iter().flatten().map(|j| j.record.clone()).collect();
        let arrivals = self.storage.keep_records(&good, now)?;
        // Should this fail, nothing is confirmed: the push comes again.
        let seen: Vec<_> = judged.iter().flatten().filter_map(|j| j.seen).collect();
        self.storage.see_journals(&seen)?;
        let rejected = judged.len() - good.len();
        tracing::info!(kept = good.len(), rejected, "records arrived");

        let mut arrivals = good.iter().zip(arrivals);
        let results = judged
            .iter()
            .filter_map(|judged| match judged {
                Err(rejection) => Some(Err(*rejection)),
                Ok(_) => arrivals.next().map(|(record, arrived_at)| {
                    Ok(self.authority.sign(&Arrival {
                        record: record.id,
                        arrived_at,
                    }))
                }),
            })
            .collect::<Vec<_>>();
        Ok(Pushed {
            server: self.authority.server_chain().clone(),
            results: results.try_into().map_err(|_| PushError::TooMany)?,
        })
    }
}

/// A record that is kept, and how far it shows the lock's journal to reach.
struct Judged {
    record: NewRecord,
    seen: Option<(LockId, JournalHead)>,
}

fn judge(bytes: &[u8], trust: &Trust, now: Timestamp) -> Result<Judged, Rejection> {
    let carried = CarriedRecord::from_wire(bytes).map_err(|_| Rejection::Unreadable)?;
    let verified = carried.verify(trust, now)?;
    let certificate = verified.officer.certificate();
    // Only people have the right to inspect.
    let person = certificate.person().ok_or(Rejection::NotGenuine)?;
    let record = NewRecord {
        id: verified.record.id(),
        bytes: bytes.to_vec(),
        device: verified.record.device,
        sequence: verified.record.sequence,
        previous: verified.record.previous,
        administration: certificate.administration,
        officer: person.id.clone(),
        standing: (&verified.standing).into(),
        seal_confirmed: verified.seal_confirmed,
    };
    let seen = verified
        .journal
        .map(|head| (verified.record.seal.lock, head));
    Ok(Judged { record, seen })
}
