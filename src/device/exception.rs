//! What the browser throws, as a closed list: the names of `DOMException` (Web IDL §2.8.1) that
//! the APIs we call can raise, and the script errors they throw for a wrong argument.

/// The name of something thrown. The message beside it is the browser's own and differs from
/// one to the next, so nothing is ever decided by it but which words to choose ([`Hint`]).
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
        member(thrown, "name").map_or(Self::Foreign, |name| Self::named(&name))
    }
}

/// What a message tells beyond its name. Chromium has one name for a chooser that was closed and
/// for settings that forbid it, and one for whatever goes wrong with a call; in its messages they
/// differ. Only the choice between words hangs on this: a message that is not known here is taken
/// by its name alone, and the words for that are right in either case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Hint {
    /// The person's settings, an administrator's, or the system's forbid it.
    Forbidden,
    /// An earlier call to the same device is still under way.
    StillCalling,
    /// The device is no longer heard.
    OutOfReach,
}

/// Parts of Chromium's messages (content/browser/bluetooth, blink/modules/bluetooth).
const HINTS: [(Hint, &str); 6] = [
    (Hint::Forbidden, "has disabled Web Bluetooth"),
    (Hint::Forbidden, "Web Bluetooth API globally disabled"),
    (Hint::Forbidden, "denied the browser permission"),
    (Hint::StillCalling, "onnection already in progress"),
    (Hint::OutOfReach, "no longer in range"),
    (Hint::OutOfReach, "doesn't exist anymore"),
];

impl Hint {
    /// What `message` hints at, if anything.
    pub fn in_message(message: &str) -> Option<Self> {
        HINTS
            .iter()
            .find(|(_, part)| message.contains(part))
            .map(|(hint, _)| *hint)
    }

    /// What was thrown hints at this.
    #[cfg(target_arch = "wasm32")]
    pub(crate) fn of(thrown: &wasm_bindgen::JsValue) -> Option<Self> {
        Self::in_message(&member(thrown, "message")?)
    }
}

#[cfg(target_arch = "wasm32")]
fn member(thrown: &wasm_bindgen::JsValue, name: &str) -> Option<String> {
    js_sys::Reflect::get(thrown, &name.into())
        .ok()
        .and_then(|member| member.as_string())
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

    #[test]
    fn chromiums_messages_hint_at_what_its_names_do_not_tell() {
        for (message, hint) in [
            (
                "User or their enterprise policy has disabled Web Bluetooth.",
                Some(Hint::Forbidden),
            ),
            ("Connection already in progress.", Some(Hint::StillCalling)),
            (
                "Bluetooth Device is no longer in range.",
                Some(Hint::OutOfReach),
            ),
            ("User cancelled the requestDevice() chooser.", None),
            ("", None),
        ] {
            assert_eq!(Hint::in_message(message), hint, "{message}");
        }
    }
}
