//! What the browser throws, as a closed list: the names of `DOMException` (Web IDL §2.8.1) that
//! the APIs we call can raise, and the script errors they throw for a wrong argument.

/// The name of something thrown. The message beside it is the browser's own and differs from
/// one to the next, so nothing is ever decided by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Exception {
    /// `AbortError`
    Abort,
    /// `ConstraintError`
    Constraint,
    /// `DataCloneError`
    DataClone,
    /// `DataError`
    Data,
    /// `InvalidAccessError`
    InvalidAccess,
    /// `InvalidModificationError`
    InvalidModification,
    /// `InvalidStateError`
    InvalidState,
    /// `NetworkError`
    Network,
    /// `NotAllowedError`
    NotAllowed,
    /// `NotFoundError`
    NotFound,
    /// `NotSupportedError`
    NotSupported,
    /// `OperationError`
    Operation,
    /// `QuotaExceededError`
    QuotaExceeded,
    /// `SecurityError`
    Security,
    /// `TimeoutError`
    Timeout,
    /// `TransactionInactiveError`
    TransactionInactive,
    /// `TypeError`
    Type,
    /// `UnknownError`: the browser's own word for a failure below it, such as a disk's.
    Unknown,
    /// `VersionError`
    Version,
    /// A name that is not on this list.
    Foreign,
}

const NAMES: [(Exception, &str); 19] = [
    (Exception::Abort, "AbortError"),
    (Exception::Constraint, "ConstraintError"),
    (Exception::DataClone, "DataCloneError"),
    (Exception::Data, "DataError"),
    (Exception::InvalidAccess, "InvalidAccessError"),
    (Exception::InvalidModification, "InvalidModificationError"),
    (Exception::InvalidState, "InvalidStateError"),
    (Exception::Network, "NetworkError"),
    (Exception::NotAllowed, "NotAllowedError"),
    (Exception::NotFound, "NotFoundError"),
    (Exception::NotSupported, "NotSupportedError"),
    (Exception::Operation, "OperationError"),
    (Exception::QuotaExceeded, "QuotaExceededError"),
    (Exception::Security, "SecurityError"),
    (Exception::Timeout, "TimeoutError"),
    (Exception::TransactionInactive, "TransactionInactiveError"),
    (Exception::Type, "TypeError"),
    (Exception::Unknown, "UnknownError"),
    (Exception::Version, "VersionError"),
];

impl Exception {
    /// The exception that bears `name`.
    pub fn named(name: &str) -> Self {
        NAMES
            .iter()
            .find(|(_, known)| *known == name)
            .map_or(Self::Foreign, |(exception, _)| *exception)
    }

    /// The name that the browser gives it: a stable code for logs and for a person to read out.
    pub fn code(self) -> &'static str {
        NAMES
            .iter()
            .find(|(exception, _)| *exception == self)
            .map_or("ForeignError", |(_, name)| name)
    }

    /// The name of what was thrown.
    #[cfg(target_arch = "wasm32")]
    pub(crate) fn of(thrown: &wasm_bindgen::JsValue) -> Self {
        js_sys::Reflect::get(thrown, &"name".into())
            .ok()
            .and_then(|name| name.as_string())
            .map_or(Self::Foreign, |name| Self::named(&name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_leads_back_to_its_exception() {
        for (exception, name) in NAMES {
            assert_eq!(Exception::named(name), exception);
            assert_eq!(exception.code(), name);
        }
    }

    #[test]
    fn a_name_off_the_list_is_foreign() {
        assert_eq!(Exception::named("EncodingError"), Exception::Foreign);
        assert_eq!(Exception::Foreign.code(), "ForeignError");
    }
}
