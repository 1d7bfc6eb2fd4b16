mod rows;

use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use railseal_inspection::record::InspectionRecord;
use railseal_protocol::certificate::Certificate;
use railseal_protocol::enrolment::WorkItem;
use railseal_protocol::hash::Hash;
use railseal_protocol::identifiers::{ContainerNumber, LockId};
use railseal_protocol::journal::JournalHead;
use railseal_protocol::statement::Id;
use railseal_protocol::time::Timestamp;
use railseal_protocol::wire::encode;
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};

use super::{
    Consignment, EnrolmentOffer, IssuedCertificate, KeptGrant, KeptList, KeptRecord, ListKept,
    NewRecord, Redemption, Storage, StorageError,
};
use rows::{Row, seconds};

/// The schema, a step a file, applied in order. A step that was ever released never changes.
const MIGRATIONS: [(u32, &str); 4] = [
    (1, include_str!("sqlite/migrations/0001_what_is_kept.sql")),
    (2, include_str!("sqlite/migrations/0002_journals_seen.sql")),
    (3, include_str!("sqlite/migrations/0003_consignments.sql")),
    (4, include_str!("sqlite/migrations/0004_grants.sql")),
];
/// The last step's number.
const SCHEMA: u32 = 4;

/// How long one process waits for another's transaction.
const PATIENCE: Duration = Duration::from_secs(10);

/// SQLite in one file, with a write-ahead log that reaches the disk at every commit. Several
/// processes may have it open: the server, and an operator's commands.
#[derive(Debug)]
pub struct SqliteStorage(Mutex<Connection>);

/// Why a SQLite file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SqliteError {
    /// SQLite refused.
    #[error("the database: {0}")]
    Database(#[from] rusqlite::Error),
    /// A newer server has written it.
    #[error("the database has schema {found}, and this server knows none above {known}")]
    NewerSchema {
        /// The database's.
        found: u32,
        /// The highest that this server knows.
        known: u32,
    },
}

impl SqliteStorage {
    /// Opens a file, makes it where there is none, and brings its schema up to date.
    pub fn open(file: &Path) -> Result<Self, SqliteError> {
        let mut connection = Connection::open(file)?;
        connection.busy_timeout(PATIENCE)?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.pragma_update(None, "foreign_keys", true)?;
        migrate(&mut connection)?;
        Ok(Self(Mutex::new(connection)))
    }

    /// A panic while the lock was held has rolled its transaction back: the connection is whole.
    fn connection(&self) -> MutexGuard<'_, Connection> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn within<T>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, StorageError>,
    ) -> Result<T, StorageError> {
        let mut connection = self.connection();
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let result = work(&transaction)?;
        transaction.commit()?;
        Ok(result)
    }

    fn all<T: Row>(
        &self,
        sql: &str,
        parameters: impl rusqlite::Params,
    ) -> Result<Vec<T>, StorageError> {
        let connection = self.connection();
        let mut statement = connection.prepare_cached(sql)?;
        let mut rows = statement.query(parameters)?;
        let mut all = Vec::new();
        while let Some(row) = rows.next()? {
            all.push(T::read(row)?);
        }
        Ok(all)
    }
}

impl From<rusqlite::Error> for StorageError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Backend(Box::new(error))
    }
}

fn migrate(connection: &mut Connection) -> Result<(), SqliteError> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let found: u32 = transaction.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    if found > SCHEMA {
        let known = SCHEMA;
        return Err(SqliteError::NewerSchema { found, known });
    }
    for (_, step) in MIGRATIONS.iter().filter(|(number, _)| *number > found) {
        transaction.execute_batch(step)?;
    }
    transaction.pragma_update(None, "user_version", SCHEMA)?;
    Ok(transaction.commit()?)
}

fn one<T: Row>(
    connection: &Connection,
    sql: &str,
    parameters: impl rusqlite::Params,
) -> Result<Option<T>, StorageError> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(parameters)?;
    rows.next()?.map(T::read).transpose()
}

fn insert_certificate(
    transaction: &Transaction<'_>,
    issued: &IssuedCertificate,
) -> Result<(), StorageError> {
    transaction.execute(
        "INSERT INTO certificates (id, role, issued_at, chain) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (id) DO NOTHING",
        params![
            issued.id.hash().as_bytes(),
            encode(&issued.role),
            seconds(issued.issued_at),
            issued.chain.to_wire()
        ],
    )?;
    Ok(())
}

const CERTIFICATE: &str = "SELECT role, issued_at, chain FROM certificates WHERE id = ?1";
const CERTIFICATES: &str =
    "SELECT role, issued_at, chain FROM certificates ORDER BY issued_at DESC, id";
const ENROLMENT: &str =
    "SELECT fingerprint, appointment, expires_at FROM enrolments WHERE fingerprint = ?1";
const ENROLLED: &str = "SELECT role, issued_at, chain FROM certificates
     WHERE id = (SELECT certificate FROM enrolments WHERE fingerprint = ?1)";
const GRANTS: &str = "SELECT id, holder, kept_at, until, bytes FROM grants
     ORDER BY kept_at DESC, rowid DESC";
const GRANTS_OF: &str = "SELECT id, holder, kept_at, until, bytes FROM grants
     WHERE holder = ?1 AND until >= ?2 ORDER BY kept_at DESC, rowid DESC LIMIT ?3";
const LISTS: &str =
    "SELECT kind, administration, version, bytes FROM lists ORDER BY kind, administration";
const LIST: &str = "SELECT kind, administration, version, bytes FROM lists
     WHERE kind = ?1 AND administration = ?2";
const RECORD: &str = "SELECT id, bytes, device, sequence, previous, administration, officer,
     standing, seal_confirmed, arrived_at FROM records WHERE id = ?1";

impl Storage for SqliteStorage {
    fn check(&self) -> Result<(), StorageError> {
        self.connection()
            .query_row("SELECT 1 FROM lists LIMIT 1", [], |_| Ok(()))
            .optional()?;
        Ok(())
    }

    fn offer_enrolment(&self, offer: &EnrolmentOffer) -> Result<(), StorageError> {
        self.connection().execute(
            "INSERT INTO enrolments (fingerprint, appointment, expires_at) VALUES (?1, ?2, ?3)",
            params![
                offer.fingerprint.as_bytes(),
                encode(&offer.appointment),
                seconds(offer.expires_at)
            ],
        )?;
        Ok(())
    }

    fn enrolment(
        &self,
        fingerprint: &Hash,
    ) -> Result<Option<(EnrolmentOffer, Option<IssuedCertificate>)>, StorageError> {
        self.within(|transaction| {
            let Some(offer) = one(transaction, ENROLMENT, [fingerprint.as_bytes()])? else {
                return Ok(None);
            };
            let issued = one(transaction, ENROLLED, [fingerprint.as_bytes()])?;
            Ok(Some((offer, issued)))
        })
    }

    fn redeem(
        &self,
        fingerprint: &Hash,
        issued: &IssuedCertificate,
    ) -> Result<Redemption, StorageError> {
        self.within(|transaction| {
            if let Some(before) = one(transaction, ENROLLED, [fingerprint.as_bytes()])? {
                return Ok(Redemption::UsedBefore(before));
            }
            if one::<EnrolmentOffer>(transaction, ENROLMENT, [fingerprint.as_bytes()])?.is_none() {
                return Ok(Redemption::NoSuchCode);
            }
            insert_certificate(transaction, issued)?;
            transaction.execute(
                "UPDATE enrolments SET certificate = ?2 WHERE fingerprint = ?1",
                params![fingerprint.as_bytes(), issued.id.hash().as_bytes()],
            )?;
            Ok(Redemption::First)
        })
    }

    fn keep_certificate(&self, issued: &IssuedCertificate) -> Result<(), StorageError> {
        self.within(|transaction| insert_certificate(transaction, issued))
    }

    fn certificate(&self, id: &Id<Certificate>) -> Result<Option<IssuedCertificate>, StorageError> {
        one(&self.connection(), CERTIFICATE, [id.hash().as_bytes()])
    }

    fn certificates(&self) -> Result<Vec<IssuedCertificate>, StorageError> {
        self.all(CERTIFICATES, [])
    }

    fn keep_grant(&self, grant: &KeptGrant) -> Result<(), StorageError> {
        self.connection().execute(
            "INSERT INTO grants (id, holder, kept_at, until, bytes) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (id) DO NOTHING",
            params![
                grant.id.hash().as_bytes(),
                grant.holder.hash().as_bytes(),
                seconds(grant.kept_at),
                seconds(grant.until),
                encode(&grant.carried)
            ],
        )?;
        Ok(())
    }

    fn grants(&self) -> Result<Vec<KeptGrant>, StorageError> {
        self.all(GRANTS, [])
    }

    fn grants_of(
        &self,
        holder: &Id<Certificate>,
        at: Timestamp,
        limit: u32,
    ) -> Result<Vec<KeptGrant>, StorageError> {
        let parameters = params![holder.hash().as_bytes(), seconds(at), limit];
        self.all(GRANTS_OF, parameters)
    }

    fn keep_list(&self, list: &KeptList) -> Result<ListKept, StorageError> {
        self.within(|transaction| {
            let administration = list.administration.to_string();
            let before: Option<KeptList> =
                one(transaction, LIST, params![list.kind.word(), administration])?;
            match before {
                Some(before) if before.version > list.version => return Ok(ListKept::Older),
                Some(before) if before.version == list.version => {
                    return Ok(if before.bytes == list.bytes {
                        ListKept::Same
                    } else {
                        ListKept::OtherOfThisVersion
                    });
                }
                _ => {}
            }
            transaction.execute(
                "INSERT OR REPLACE INTO lists (kind, administration, version, bytes)
                 VALUES (?1, ?2, ?3, ?4)",
                params![list.kind.word(), administration, list.version.0, list.bytes],
            )?;
            Ok(ListKept::Newer)
        })
    }

    fn lists(&self) -> Result<Vec<KeptList>, StorageError> {
        self.all(LISTS, [])
    }

    fn put_work(&self, item: &WorkItem) -> Result<(), StorageError> {
        self.connection().execute(
            "INSERT OR REPLACE INTO work (container, train, item) VALUES (?1, ?2, ?3)",
            params![
                item.container.to_string(),
                item.train.to_string(),
                encode(item)
            ],
        )?;
        Ok(())
    }

    fn remove_work(&self, container: &ContainerNumber) -> Result<bool, StorageError> {
        let removed = self.connection().execute(
            "DELETE FROM work WHERE container = ?1",
            [container.to_string()],
        )?;
        Ok(removed > 0)
    }

    fn work(&self) -> Result<Vec<WorkItem>, StorageError> {
        self.all("SELECT item FROM work ORDER BY train, container", [])
    }

    fn keep_consignment(&self, consignment: &Consignment) -> Result<(), StorageError> {
        self.connection().execute(
            "INSERT OR REPLACE INTO consignments (container, consignment) VALUES (?1, ?2)",
            params![consignment.container.to_string(), encode(consignment)],
        )?;
        Ok(())
    }

    fn consignment(
        &self,
        container: &ContainerNumber,
    ) -> Result<Option<Consignment>, StorageError> {
        one(
            &self.connection(),
            "SELECT consignment FROM consignments WHERE container = ?1",
            [container.to_string()],
        )
    }

    fn keep_records(
        &self,
        records: &[NewRecord],
        arrived_at: Timestamp,
    ) -> Result<Vec<Timestamp>, StorageError> {
        self.within(|transaction| {
            records
                .iter()
                .map(|record| rows::insert_record(transaction, record, arrived_at))
                .collect()
        })
    }

    fn record(&self, id: &Id<InspectionRecord>) -> Result<Option<KeptRecord>, StorageError> {
        one(&self.connection(), RECORD, [id.hash().as_bytes()])
    }

    fn latest_records(&self, limit: u32) -> Result<Vec<Id<InspectionRecord>>, StorageError> {
        self.all(
            "SELECT id FROM records ORDER BY arrival DESC LIMIT ?1",
            [limit],
        )
    }

    fn see_journals(&self, seen: &[(LockId, JournalHead)]) -> Result<(), StorageError> {
        self.within(|transaction| {
            let mut see = transaction.prepare_cached(
                "INSERT INTO journals_seen (lock, length, hash) VALUES (?1, ?2, ?3)
                 ON CONFLICT (lock) DO UPDATE SET length = excluded.length, hash = excluded.hash
                 WHERE excluded.length > journals_seen.length",
            )?;
            for (lock, head) in seen {
                see.execute(params![lock.to_string(), head.length, head.hash.as_bytes()])?;
            }
            Ok(())
        })
    }

    fn journal_seen(&self, lock: &LockId) -> Result<Option<JournalHead>, StorageError> {
        one(
            &self.connection(),
            "SELECT length, hash FROM journals_seen WHERE lock = ?1",
            [lock.to_string()],
        )
    }
}
