//! How rows become what the field speaks of.

use std::str::FromStr;

use railseal_inspection::record::{DeviceId, InspectionRecord, Sequence};
use railseal_protocol::chain::CertificateChain;
use railseal_protocol::enrolment::WorkItem;
use railseal_protocol::grant::CarriedGrant;
use railseal_protocol::hash::Hash;
use railseal_protocol::journal::JournalHead;
use railseal_protocol::recognition::ListVersion;
use railseal_protocol::statement::Id;
use railseal_protocol::time::Timestamp;
use railseal_protocol::wire::decode;
use rusqlite::{Transaction, params};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::storage::{
    Consignment, EnrolmentOffer, IssuedCertificate, KeptGrant, KeptKind, KeptList, KeptRecord,
    NewRecord, StorageError,
};

/// The most bytes of a small value in a column.
const SMALL: usize = 1024;

/// What is read from one row.
pub(super) trait Row: Sized {
    const KIND: KeptKind;

    fn read(row: &rusqlite::Row<'_>) -> Result<Self, StorageError>;

    fn unreadable() -> StorageError {
        StorageError::Unreadable(Self::KIND)
    }
}

impl Row for EnrolmentOffer {
    const KIND: KeptKind = KeptKind::Enrolment;

    fn read(row: &rusqlite::Row<'_>) -> Result<Self, StorageError> {
        Ok(Self {
            fingerprint: Hash::from_bytes(row.get("fingerprint")?),
            appointment: value::<Self, _>(row, "appointment")?,
            expires_at: moment::<Self>(row, "expires_at")?,
        })
    }
}

impl Row for IssuedCertificate {
    const KIND: KeptKind = KeptKind::Certificate;

    fn read(row: &rusqlite::Row<'_>) -> Result<Self, StorageError> {
        let chain: Vec<u8> = row.get("chain")?;
        let chain = CertificateChain::from_wire(&chain).map_err(|_| Self::unreadable())?;
        let role = value::<Self, _>(row, "role")?;
        Ok(Self::of(chain, role, moment::<Self>(row, "issued_at")?))
    }
}

impl Row for KeptGrant {
    const KIND: KeptKind = KeptKind::Grant;

    fn read(row: &rusqlite::Row<'_>) -> Result<Self, StorageError> {
        let bytes: Vec<u8> = row.get("bytes")?;
        let carried = decode(&bytes, CarriedGrant::WIRE_LIMIT);
        Ok(Self {
            id: Id::from_hash(Hash::from_bytes(row.get("id")?)),
            holder: Id::from_hash(Hash::from_bytes(row.get("holder")?)),
            kept_at: moment::<Self>(row, "kept_at")?,
            until: moment::<Self>(row, "until")?,
            carried: carried.map_err(|_| Self::unreadable())?,
        })
    }
}

impl Row for KeptList {
    const KIND: KeptKind = KeptKind::List;

    fn read(row: &rusqlite::Row<'_>) -> Result<Self, StorageError> {
        Ok(Self {
            kind: word::<Self, _>(row, "kind")?,
            administration: word::<Self, _>(row, "administration")?,
            version: ListVersion(row.get("version")?),
            bytes: row.get("bytes")?,
        })
    }
}

impl Row for WorkItem {
    const KIND: KeptKind = KeptKind::Work;

    fn read(row: &rusqlite::Row<'_>) -> Result<Self, StorageError> {
        value::<Self, _>(row, "item")
    }
}

impl Row for Consignment {
    const KIND: KeptKind = KeptKind::Consignment;

    fn read(row: &rusqlite::Row<'_>) -> Result<Self, StorageError> {
        let bytes: Vec<u8> = row.get("consignment")?;
        decode(&bytes, Self::LIMIT).map_err(|_| Self::unreadable())
    }
}

impl Row for KeptRecord {
    const KIND: KeptKind = KeptKind::Record;

    fn read(row: &rusqlite::Row<'_>) -> Result<Self, StorageError> {
        let sequence: i64 = row.get("sequence")?;
        let previous: Option<[u8; 32]> = row.get("previous")?;
        let record = NewRecord {
            id: Id::read(row)?,
            bytes: row.get("bytes")?,
            device: DeviceId(row.get("device")?),
            sequence: Sequence(sequence.cast_unsigned()),
            previous: previous.map(|bytes| Id::from_hash(Hash::from_bytes(bytes))),
            administration: word::<Self, _>(row, "administration")?,
            officer: word::<Self, _>(row, "officer")?,
            standing: word::<Self, _>(row, "standing")?,
            seal_confirmed: row.get("seal_confirmed")?,
        };
        Ok(Self {
            record,
            arrived_at: moment::<Self>(row, "arrived_at")?,
        })
    }
}

impl Row for Id<InspectionRecord> {
    const KIND: KeptKind = KeptKind::Record;

    fn read(row: &rusqlite::Row<'_>) -> Result<Self, StorageError> {
        Ok(Self::from_hash(Hash::from_bytes(row.get("id")?)))
    }
}

impl Row for JournalHead {
    const KIND: KeptKind = KeptKind::JournalSeen;

    fn read(row: &rusqlite::Row<'_>) -> Result<Self, StorageError> {
        Ok(Self {
            length: row.get("length")?,
            hash: Hash::from_bytes(row.get("hash")?),
        })
    }
}

/// Keeps a record unless it is there; says when it first arrived.
pub(super) fn insert_record(
    transaction: &Transaction<'_>,
    record: &NewRecord,
    arrived_at: Timestamp,
) -> Result<Timestamp, StorageError> {
    let mut insert = transaction.prepare_cached(
        "INSERT INTO records (id, bytes, arrived_at, device, sequence, previous, administration,
             officer, standing, seal_confirmed)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) ON CONFLICT (id) DO NOTHING",
    )?;
    insert.execute(params![
        record.id.hash().as_bytes(),
        record.bytes,
        seconds(arrived_at),
        record.device.0,
        record.sequence.0.cast_signed(),
        record.previous.as_ref().map(|id| id.hash().as_bytes()),
        record.administration.to_string(),
        record.officer.to_string(),
        record.standing.word(),
        record.seal_confirmed,
    ])?;
    let mut first = transaction.prepare_cached("SELECT arrived_at FROM records WHERE id = ?1")?;
    let mut rows = first.query([record.id.hash().as_bytes()])?;
    let row = rows.next()?.ok_or_else(KeptRecord::unreadable)?;
    moment::<KeptRecord>(row, "arrived_at")
}

/// A moment as SQLite keeps it. Later ones than it can hold are kept as the latest that it can.
pub(super) fn seconds(moment: Timestamp) -> i64 {
    i64::try_from(moment.as_unix()).unwrap_or(i64::MAX)
}

fn moment<R: Row>(row: &rusqlite::Row<'_>, column: &str) -> Result<Timestamp, StorageError> {
    let seconds: i64 = row.get(column)?;
    u64::try_from(seconds)
        .map(Timestamp::from_unix)
        .map_err(|_| R::unreadable())
}

fn word<R: Row, T: FromStr>(row: &rusqlite::Row<'_>, column: &str) -> Result<T, StorageError> {
    let word: String = row.get(column)?;
    word.parse().map_err(|_| R::unreadable())
}

fn value<R: Row, T: Serialize + DeserializeOwned>(
    row: &rusqlite::Row<'_>,
    column: &str,
) -> Result<T, StorageError> {
    let bytes: Vec<u8> = row.get(column)?;
    decode(&bytes, SMALL).map_err(|_| R::unreadable())
}
