//! The phone's own store: drawers of bytes, and one drawer for the officer's key.
//!
//! What [`Drawers::keep`] has answered with `Ok` is on the disk, whole; what it has answered with
//! an error is not there at all. Nothing else may be said about saving (DESIGN §8, §10).

use std::fmt;
use std::future::Future;

use crate::device::exception::Exception;

#[cfg(target_arch = "wasm32")]
mod indexed_db;
#[cfg(target_arch = "wasm32")]
mod persistence;
#[cfg(target_arch = "wasm32")]
mod schema;

#[cfg(target_arch = "wasm32")]
pub use indexed_db::Store;
#[cfg(target_arch = "wasm32")]
pub use persistence::{ask_to_persist, persisted};

/// Where bytes are put. (The officer's key has a drawer of its own, to which bytes do not go.)
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Drawer {
    /// Chains, lists and worklist, by name.
    Authority,
    /// Inspection records, by number. Each is written once: a second one under the same number is
    /// [`StoreError::AlreadyKept`], so that two tabs cannot overwrite one another's record.
    Records,
    /// Receipts, by their record's number.
    Receipts,
    /// Everything else that is to be there after a restart, by name.
    State,
}

impl Drawer {
    /// Whether what is in here is never replaced.
    pub fn writes_once(self) -> bool {
        matches!(self, Self::Records)
    }
}

/// Where in a drawer. Names come before numbers, each in their own order.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StoreKey {
    /// By name.
    Name(String),
    /// By number.
    Number(u64),
}

/// One thing to keep.
#[derive(Clone, PartialEq, Eq)]
pub struct Put {
    /// In which drawer.
    pub drawer: Drawer,
    /// Under what.
    pub key: StoreKey,
    /// What.
    pub bytes: Vec<u8>,
}

/// Without the bytes, which may hold what nobody but the officer is to read.
impl fmt::Debug for Put {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { drawer, key, bytes } = self;
        write!(f, "Put({drawer:?}, {key:?}, {} bytes)", bytes.len())
    }
}

/// Why the store did not do as it was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// The browser gives this page no store (private mode, or storage switched off), or cannot
    /// open the one there is.
    #[error("no store")]
    Unavailable,
    /// Another tab holds the store open in an older form and does not let go.
    #[error("another tab holds the store")]
    Blocked,
    /// A newer version of the app has been here and changed the store's form.
    #[error("store of a newer version")]
    Newer,
    /// The store was closed under us: by a newer version in another tab, or by clearing the data.
    #[error("store closed")]
    Closed,
    /// No room left.
    #[error("no room")]
    QuotaExceeded,
    /// There is something under this key, in a drawer that writes once.
    #[error("already kept")]
    AlreadyKept,
    /// The browser gave up half-way and undid it all.
    #[error("aborted")]
    Aborted,
    /// What is in the drawer is not what this app puts there.
    #[error("unreadable")]
    Unreadable,
    /// The browser would not, in its own words.
    #[error("refused with {}", .0.code())]
    Refused(Exception),
}

impl StoreError {
    /// Whether some of it may have been kept all the same: never, a transaction is all or nothing.
    pub fn may_have_happened(self) -> bool {
        false
    }

    /// Whether the same call can end better later, on a store opened again.
    pub fn worth_a_retry(self) -> bool {
        match self {
            Self::Blocked | Self::Closed | Self::QuotaExceeded | Self::Aborted => true,
            Self::Unavailable | Self::Newer | Self::AlreadyKept | Self::Unreadable => false,
            Self::Refused(exception) => matches!(
                exception,
                Exception::Abort | Exception::Timeout | Exception::Unknown
            ),
        }
    }

    /// What an exception from an open store means.
    #[cfg(any(test, target_arch = "wasm32"))]
    pub(crate) fn from_use(exception: Exception) -> Self {
        match exception {
            Exception::QuotaExceeded => Self::QuotaExceeded,
            Exception::Constraint => Self::AlreadyKept,
            Exception::InvalidState => Self::Closed,
            Exception::Abort => Self::Aborted,
            other => Self::Refused(other),
        }
    }

    /// What an exception at opening the store means.
    #[cfg(any(test, target_arch = "wasm32"))]
    pub(crate) fn from_opening(exception: Exception) -> Self {
        match exception {
            Exception::Version => Self::Newer,
            Exception::QuotaExceeded => Self::QuotaExceeded,
            Exception::Abort => Self::Aborted,
            // Private modes and switched-off storage throw any of these.
            Exception::Security
            | Exception::InvalidState
            | Exception::NotAllowed
            | Exception::NotSupported
            | Exception::Unknown
            | Exception::Type => Self::Unavailable,
            other => Self::Refused(other),
        }
    }
}

/// Drawers, as the rules see them.
pub trait Drawers {
    /// Keeps all of `puts` or none, in one transaction that is on the disk before this answers.
    fn keep(&self, puts: &[Put]) -> impl Future<Output = Result<(), StoreError>>;

    /// What is under `key`.
    fn read(
        &self,
        drawer: Drawer,
        key: &StoreKey,
    ) -> impl Future<Output = Result<Option<Vec<u8>>, StoreError>>;

    /// Everything in `drawer`, in the order of its keys.
    fn read_all(
        &self,
        drawer: Drawer,
    ) -> impl Future<Output = Result<Vec<(StoreKey, Vec<u8>)>, StoreError>>;

    /// Takes out what is under `key`, if anything is.
    fn remove(
        &self,
        drawer: Drawer,
        key: &StoreKey,
    ) -> impl Future<Output = Result<(), StoreError>>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_told_from_a_missing_store() {
        let full = StoreError::from_use(Exception::QuotaExceeded);
        assert_eq!(full, StoreError::QuotaExceeded);
        assert!(full.worth_a_retry());
        let private = StoreError::from_opening(Exception::Security);
        assert_eq!(private, StoreError::Unavailable);
        assert!(!private.worth_a_retry());
    }

    #[test]
    fn a_database_of_a_newer_app_is_left_alone() {
        assert_eq!(
            StoreError::from_opening(Exception::Version),
            StoreError::Newer
        );
        assert!(!StoreError::Newer.worth_a_retry());
    }

    #[test]
    fn what_is_kept_prints_without_its_bytes() {
        let put = Put {
            drawer: Drawer::Records,
            key: StoreKey::Number(7),
            bytes: b"cargo".to_vec(),
        };
        assert_eq!(format!("{put:?}"), "Put(Records, Number(7), 5 bytes)");
    }

    #[test]
    fn a_record_is_written_once() {
        assert!(Drawer::Records.writes_once());
        assert!(!Drawer::State.writes_once());
        assert_eq!(
            StoreError::from_use(Exception::Constraint),
            StoreError::AlreadyKept
        );
    }
}
