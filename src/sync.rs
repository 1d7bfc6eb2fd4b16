//! What goes to and comes from the customs server when there is one. Nothing is verified on the
//! device's behalf: what comes is verified here before it replaces anything.

use railseal_inspection::push::{Push, Pushed, RecordBytes};
use railseal_inspection::record::CarriedRecord;
use railseal_protocol::enrolment::{Pull, PullRequest, Pulled};
use railseal_protocol::rights::Scope;
use railseal_protocol::statement::StatementError;
use railseal_protocol::time::Timestamp;
use railseal_protocol::trust::{Standing, TrustError};
use railseal_protocol::wire::{DecodeError, decode, encode};

use crate::device::http::{Http, HttpError, Reply};
use crate::device::keys::{KeyError, Signer};
use crate::device::store::{Drawers, StoreError};
use crate::grants::Grants;
use crate::officer::{Kept, Officer};
use crate::outbox::{KeptRecord, Outbox, OutboxError, Receipt};
use crate::signing::sign;

/// Where the server gives lists and work.
pub const PULL: &str = "/api/v1/pull";
/// Where the server takes inspections.
pub const PUSH: &str = "/api/v1/inspections";

/// How many records are sent at once: few enough for the largest to fit [`Push::LIMIT`].
const BATCH: usize = Push::LIMIT / CarriedRecord::WIRE_LIMIT;

/// Why lists or records did not get through. What is on the device stays as it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SyncError {
    /// The server was not reached.
    #[error("the server: {0}")]
    Http(#[from] HttpError),
    /// The server does not take this officer any more.
    #[error("the server does not take this officer")]
    OfficerRefused,
    /// The server's clock and this device's are too far apart.
    #[error("clocks too far apart")]
    ClocksApart,
    /// The server answered something else.
    #[error("the server answered {0}")]
    Answered(u16),
    /// Its answer cannot be read.
    #[error("the server's answer: {0}")]
    Unreadable(#[from] DecodeError),
    /// Its certificate is not one of the own administration's.
    #[error("the server's certificate: {0}")]
    Server(#[from] TrustError),
    /// Its certificate is past its end or withdrawn.
    #[error("the server's certificate does not count")]
    ServerDoesNotCount,
    /// What it signed does not verify.
    #[error("the server's statement: {0}")]
    Statement(#[from] StatementError),
    /// It answered for other records than were sent.
    #[error("an answer for other records")]
    OtherRecords,
    /// The key.
    #[error("the key: {0}")]
    Key(#[from] KeyError),
    /// The store.
    #[error("the store: {0}")]
    Store(#[from] StoreError),
    /// The records on this device.
    #[error("the records here: {0}")]
    Outbox(#[from] OutboxError),
}

/// Fetches lists and work; keeps what is believed. Gives the officer as they are from now on.
pub async fn pull(
    officer: &Officer,
    key: &impl Signer,
    http: &impl Http,
    drawers: &impl Drawers,
    now: Timestamp,
) -> Result<Officer, SyncError> {
    let pulled = ask(PULL, officer, key, http, now).await?;
    let pulled: Pulled = decode(&pulled, Pulled::LIMIT)?;

    let mut trust = officer.trust.clone();
    trust.accept(&pulled.lists);
    let server = trust.verify(&pulled.server)?;
    counts(trust.standing(&server, Scope::Inspections, now))?;
    let worklist = server.verify(&pulled.worklist)?;
    let mut puts = vec![
        Kept::HighestSeen.put(trust.highest_seen()),
        Kept::Server.put(&pulled.server),
        Kept::Worklist.put(&pulled.worklist),
    ];
    puts.extend(trust.lists().map(|lists| Kept::Lists.put(&lists)));
    drawers.keep(&puts).await?;
    let grants = Grants::load(drawers, &trust, &officer.holder).await;
    Ok(Officer {
        trust,
        grants,
        worklist: Some(worklist),
        ..officer.clone()
    })
}

/// Sends every record that the server has not confirmed yet. A record counts as received only
/// when the server's signed arrival has been verified and is on the disk.
pub async fn push(
    officer: &Officer,
    http: &impl Http,
    drawers: &impl Drawers,
    now: Timestamp,
) -> Result<(), SyncError> {
    let outbox = Outbox::load(drawers, &officer.trust).await?;
    // What is too long for any record is not sent, and blocks no other.
    let unsent: Vec<(&KeptRecord, RecordBytes)> = outbox
        .unconfirmed()
        .filter_map(|record| Some((record, record.bytes.clone().try_into().ok()?)))
        .collect();
    for batch in unsent.chunks(BATCH) {
        let records: Vec<RecordBytes> = batch.iter().map(|(_, bytes)| bytes.clone()).collect();
        let push = Push {
            records: records.try_into().map_err(|_| SyncError::OtherRecords)?,
        };
        let pushed: Pushed = decode(&post(http, PUSH, &encode(&push)).await?, Pushed::LIMIT)?;
        if pushed.results.len() != batch.len() {
            return Err(SyncError::OtherRecords);
        }
        let server = officer.trust.verify(&pushed.server)?;
        counts(officer.trust.standing(&server, Scope::Inspections, now))?;
        let mut puts = Vec::with_capacity(batch.len());
        for ((record, _), result) in batch.iter().zip(pushed.results.iter()) {
            let receipt = match result {
                Ok(arrival) => {
                    let verified = server.verify(arrival)?;
                    let sent = record.carried.as_ref().map(|carried| carried.record.id());
                    if Some(verified.record) != sent {
                        return Err(SyncError::OtherRecords);
                    }
                    Receipt::Arrived {
                        server: Box::new(pushed.server.clone()),
                        arrival: arrival.clone(),
                    }
                }
                Err(rejection) => Receipt::Rejected(*rejection),
            };
            puts.push(receipt.put(record.sequence));
        }
        drawers.keep(&puts).await?;
    }
    Ok(())
}

/// Asks the server what it has for the officer, proven by the officer's key.
pub(crate) async fn ask(
    path: &str,
    officer: &Officer,
    key: &impl Signer,
    http: &impl Http,
    now: Timestamp,
) -> Result<Vec<u8>, SyncError> {
    let request = PullRequest {
        pull: sign(key, &officer.holder, &Pull { asked_at: now }).await?,
        officer: officer.holder.chain().clone(),
    };
    post(http, path, &encode(&request)).await
}

async fn post(http: &impl Http, path: &str, body: &[u8]) -> Result<Vec<u8>, SyncError> {
    answered(http.post(path, body).await?)
}

/// What was asked for, or why it was not given.
pub(crate) fn answered(reply: Reply) -> Result<Vec<u8>, SyncError> {
    match reply.status {
        200 => Ok(reply.bytes),
        // SPEC.md § HTTP: a refusal's body is one stable word.
        403 if reply.bytes == b"clocks-apart" => Err(SyncError::ClocksApart),
        401 | 403 => Err(SyncError::OfficerRefused),
        status => Err(SyncError::Answered(status)),
    }
}

fn counts(standing: Standing) -> Result<(), SyncError> {
    match standing {
        Standing::Good | Standing::GoodOnAgedLists => Ok(()),
        // A list that is missing here says nothing against the own server.
        Standing::CannotSay { .. } => Ok(()),
        Standing::NotYetValid
        | Standing::Expired
        | Standing::Revoked(_)
        | Standing::NotRecognised
        | Standing::OutOfScope => Err(SyncError::ServerDoesNotCount),
    }
}
