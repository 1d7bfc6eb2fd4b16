//! What can go wrong with the radio, and how it shows in the browser's exceptions.

use crate::device::exception::Exception;
#[cfg(any(test, target_arch = "wasm32"))]
use crate::device::exception::Hint;

/// Why there is no device, no link, or no longer one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RadioError {
    /// This browser has no Web Bluetooth, or the page was not served over a secure connection.
    #[error("no web bluetooth")]
    Unsupported,
    /// The browser finds no Bluetooth adapter. Chromium finds one that is switched off all the
    /// same; other browsers may not.
    #[error("no bluetooth adapter")]
    NoAdapter,
    /// Bluetooth is switched off.
    #[error("bluetooth switched off")]
    SwitchedOff,
    /// The system, the browser or a policy does not let this page use Bluetooth.
    #[error("bluetooth not permitted")]
    PermissionRefused,
    /// The officer closed the chooser without choosing, whether or not it listed anything: the
    /// browser does not tell the two apart; nor, with Bluetooth switched off, that it was that.
    #[error("nothing chosen")]
    ChooserCancelled,
    /// The device did not answer within the time allowed.
    #[error("connecting took too long")]
    ConnectTimedOut,
    /// Connected, but the device says nothing for longer than anything of ours takes.
    #[error("no answer")]
    NoAnswer,
    /// The device is not heard any more: too far away, or asleep.
    #[error("device out of reach")]
    OutOfReach,
    /// The device did not take the connection: busy with another phone, most likely, or just gone.
    #[error("connection not taken")]
    NotTaken,
    /// This device's own Bluetooth is still at an earlier connection to it.
    #[error("still connecting")]
    StillConnecting,
    /// The device lacks what every one of our locks has.
    #[error("not a railseal lock: {missing:?}")]
    NotARailsealLock {
        /// What it lacks.
        missing: Part,
    },
    /// The connection broke.
    #[error("link lost")]
    LinkLost,
    /// The device sent more than anything of ours does, and is no longer listened to.
    #[error("flooded")]
    Flooded,
    /// The browser would not do it, or gave up on it, in its own words.
    #[error("refused with {}", .0.code())]
    Refused(Exception),
}

/// A part of the service (DESIGN §4.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The service itself.
    Service,
    /// The characteristic to read, or its being readable.
    Announcement,
    /// The characteristic to write to, or its being writable.
    Inbox,
    /// The characteristic that notifies, or its notifying.
    Outbox,
}

impl RadioError {
    /// Whether what was last sent may have reached the lock. Before there is a link nothing of
    /// ours is sent; after that only the lock can tell, but for what is too long to send at all.
    pub fn may_have_happened(self) -> bool {
        match self {
            Self::LinkLost | Self::NoAnswer | Self::Flooded => true,
            Self::Refused(exception) => exception != Exception::InvalidModification,
            Self::Unsupported
            | Self::NoAdapter
            | Self::SwitchedOff
            | Self::PermissionRefused
            | Self::ChooserCancelled
            | Self::ConnectTimedOut
            | Self::OutOfReach
            | Self::NotTaken
            | Self::StillConnecting
            | Self::NotARailsealLock { .. } => false,
        }
    }

    /// Whether the same step can end better if it is simply done again, by the officer if it
    /// needs a tap, with Bluetooth switched on if it was off.
    pub fn worth_a_retry(self) -> bool {
        match self {
            Self::NoAdapter
            | Self::SwitchedOff
            | Self::ChooserCancelled
            | Self::ConnectTimedOut
            | Self::OutOfReach
            | Self::NotTaken
            | Self::StillConnecting
            | Self::NoAnswer
            | Self::LinkLost => true,
            Self::Unsupported
            | Self::PermissionRefused
            | Self::NotARailsealLock { .. }
            | Self::Flooded => false,
            // `NotSupportedError` is what browsers make of any failure that the radio gives no
            // reason for.
            Self::Refused(exception) => matches!(
                exception,
                Exception::Network
                    | Exception::NotSupported
                    | Exception::Abort
                    | Exception::Timeout
                    | Exception::InvalidState
                    | Exception::Operation
                    | Exception::Unknown
            ),
        }
    }
}

/// What an exception means, by the step that met it.
#[cfg(any(test, target_arch = "wasm32"))]
impl RadioError {
    /// From the chooser. `NotFoundError` is all that it says of a missing adapter, of settings
    /// that forbid it, of an empty list and of a change of mind, so whether there is an adapter is
    /// asked separately; and where settings forbid it, that answers no.
    pub(super) fn while_choosing(exception: Exception, hint: Option<Hint>, adapter: bool) -> Self {
        match exception {
            Exception::NotFound if hint == Some(Hint::Forbidden) => Self::PermissionRefused,
            Exception::NotFound if !adapter => Self::NoAdapter,
            Exception::NotFound | Exception::Abort => Self::ChooserCancelled,
            Exception::Security | Exception::NotAllowed => Self::PermissionRefused,
            other => Self::Refused(other),
        }
    }

    /// From connecting, before there is anything to ask for. Chromium has `InvalidStateError` for
    /// an adapter that is not ready, and `NetworkError` for all else.
    pub(super) fn while_connecting(exception: Exception, hint: Option<Hint>) -> Self {
        match (exception, hint) {
            (Exception::InvalidState, _) => Self::SwitchedOff,
            (Exception::Network, Some(Hint::StillCalling)) => Self::StillConnecting,
            (Exception::Network, Some(Hint::OutOfReach)) | (Exception::NotFound, _) => {
                Self::OutOfReach
            }
            (Exception::Network | Exception::Abort | Exception::Timeout, _) => Self::NotTaken,
            (Exception::Security | Exception::NotAllowed, _) => Self::PermissionRefused,
            (other, _) => Self::Refused(other),
        }
    }

    /// From asking the device for `part`.
    pub(super) fn while_asking_for(part: Part, exception: Exception, connected: bool) -> Self {
        match exception {
            _ if !connected => Self::LinkLost,
            Exception::NotFound => Self::NotARailsealLock { missing: part },
            Exception::Security | Exception::NotAllowed => Self::PermissionRefused,
            other => Self::Refused(other),
        }
    }

    /// From reading or writing on a link that was there.
    pub(super) fn while_linked(exception: Exception, connected: bool) -> Self {
        if connected {
            Self::Refused(exception)
        } else {
            Self::LinkLost
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_closed_chooser_a_missing_adapter_and_a_refused_permission_are_told_apart() {
        let chosen = |hint, adapter| RadioError::while_choosing(Exception::NotFound, hint, adapter);
        assert_eq!(chosen(None, true), RadioError::ChooserCancelled);
        assert_eq!(chosen(None, false), RadioError::NoAdapter);
        for adapter in [true, false] {
            assert_eq!(
                chosen(Some(Hint::Forbidden), adapter),
                RadioError::PermissionRefused
            );
            assert_eq!(
                RadioError::while_choosing(Exception::Security, None, adapter),
                RadioError::PermissionRefused
            );
        }
    }

    #[test]
    fn a_call_that_comes_to_nothing_is_worth_another() {
        for (exception, hint, error) in [
            (Exception::Network, None, RadioError::NotTaken),
            (
                Exception::Network,
                Some(Hint::OutOfReach),
                RadioError::OutOfReach,
            ),
            (
                Exception::Network,
                Some(Hint::StillCalling),
                RadioError::StillConnecting,
            ),
            (Exception::InvalidState, None, RadioError::SwitchedOff),
        ] {
            assert_eq!(RadioError::while_connecting(exception, hint), error);
            assert!(error.worth_a_retry());
            assert!(!error.may_have_happened());
        }
    }

    #[test]
    fn a_foreign_device_is_named_by_what_it_lacks() {
        let error = RadioError::while_asking_for(Part::Service, Exception::NotFound, true);
        assert_eq!(
            error,
            RadioError::NotARailsealLock {
                missing: Part::Service
            }
        );
        assert!(!error.worth_a_retry());
    }

    #[test]
    fn a_part_that_fails_for_no_reason_given_is_not_missing() {
        let error = RadioError::while_asking_for(Part::Outbox, Exception::NotSupported, true);
        assert_eq!(error, RadioError::Refused(Exception::NotSupported));
        assert!(error.worth_a_retry());
    }

    #[test]
    fn whatever_the_exception_a_link_that_is_gone_is_lost() {
        for exception in [
            Exception::Network,
            Exception::InvalidState,
            Exception::NotSupported,
        ] {
            assert_eq!(
                RadioError::while_linked(exception, false),
                RadioError::LinkLost
            );
            assert_eq!(
                RadioError::while_asking_for(Part::Inbox, exception, false),
                RadioError::LinkLost
            );
        }
        assert!(RadioError::LinkLost.may_have_happened());
        assert!(RadioError::LinkLost.worth_a_retry());
    }

    #[test]
    fn a_write_that_failed_may_still_have_gone_out_unless_it_was_too_long() {
        let error = RadioError::while_linked(Exception::Network, true);
        assert_eq!(error, RadioError::Refused(Exception::Network));
        assert!(error.may_have_happened());
        assert!(error.worth_a_retry());
        let too_long = RadioError::while_linked(Exception::InvalidModification, true);
        assert!(!too_long.may_have_happened());
        assert!(!too_long.worth_a_retry());
    }
}
