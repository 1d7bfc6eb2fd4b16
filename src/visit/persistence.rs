//! How often a reading is taken up again by itself, and when. Only reading is: it changes nothing
//! in a lock. What does is never repeated, whatever the link does.

use std::time::Duration;

use super::{Step, VisitError};
use crate::device::bluetooth::RadioError;

/// How many links in a row may bring nothing new before the officer is asked.
const MOST: u8 = 3;
/// The same before there was any link: phones miss a first call now and then. And the same where
/// the officer has waited through a silence already.
const MOST_AT_FIRST: u8 = 1;

/// What the pause before a call is, by how many calls in a row have come to nothing.
const PAUSES: [Duration; MOST as usize] = [
    Duration::ZERO,
    Duration::from_secs(1),
    Duration::from_secs(3),
];
/// Whoever hangs up must be heard before calling again: Chromium would give the dying link.
const AFTER_HANGING_UP: Duration = Duration::from_secs(1);

/// Which of the calls that are made by themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attempt {
    /// Its number, from 1.
    pub number: u8,
    /// How many there may be in a row.
    pub of: u8,
    /// Whether there was a link before it.
    pub linked: bool,
}

/// What to do after a link has failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Next {
    /// Call the same lock again.
    Again {
        /// After this pause.
        after: Duration,
        /// As this attempt.
        attempt: Attempt,
    },
    /// Ask the officer.
    GiveUp,
}

/// How far the links of one reading have come, and how many in a row have brought nothing new.
#[derive(Debug, Default)]
pub(super) struct Persistence {
    furthest: Option<Step>,
    fruitless: u8,
}

impl Persistence {
    /// Takes note of a step. New ground makes up for the links that failed before it.
    pub(super) fn come_to(&mut self, step: Step) {
        let further = self
            .furthest
            .is_none_or(|furthest| rank(furthest) < rank(step));
        if step != Step::Connecting && further {
            self.furthest = Some(step);
            self.fruitless = 0;
        }
    }

    /// What to do after a link, or a call, ended like this.
    pub(super) fn after(&mut self, error: VisitError) -> Next {
        let linked = self.furthest.is_some();
        let of = if linked && !was_silence(error) {
            MOST
        } else {
            MOST_AT_FIRST
        };
        if !may_pass(error, linked) || self.fruitless >= of {
            return Next::GiveUp;
        }
        let pause = PAUSES.get(usize::from(self.fruitless));
        let pause = pause.copied().unwrap_or_default();
        let after = match error {
            VisitError::Radio(RadioError::LinkLost) => pause,
            _ => pause.max(AFTER_HANGING_UP),
        };
        self.fruitless += 1;
        let attempt = Attempt {
            number: self.fruitless,
            of,
            linked,
        };
        Next::Again { after, attempt }
    }
}

fn was_silence(error: VisitError) -> bool {
    let silences = [RadioError::NoAnswer, RadioError::ConnectTimedOut];
    matches!(error, VisitError::Radio(error) if silences.contains(&error))
}

/// Whether the next link can do better without anybody's doing.
fn may_pass(error: VisitError, linked: bool) -> bool {
    match error {
        VisitError::Radio(error) => match error {
            RadioError::LinkLost
            | RadioError::NoAnswer
            | RadioError::NotTaken
            | RadioError::StillConnecting => true,
            // Before there was a link the officer stands before the wrong wagon, or the lock
            // sleeps: waiting for it does not help.
            RadioError::OutOfReach | RadioError::ConnectTimedOut => linked,
            // Among them what a browser throws when a link goes while it is being opened.
            RadioError::Refused(_) => error.worth_a_retry(),
            RadioError::Unsupported
            | RadioError::NoAdapter
            | RadioError::SwitchedOff
            | RadioError::PermissionRefused
            | RadioError::ChooserCancelled
            | RadioError::NotARailsealLock { .. }
            | RadioError::Flooded => false,
        },
        // A segment lost or garbled on the way.
        VisitError::Conversation(_) => true,
        VisitError::Announcement(_)
        | VisitError::OtherLock { .. }
        | VisitError::Reading(_)
        | VisitError::Key(_) => false,
    }
}

/// What orders the steps of a reading by how far it has come.
fn rank(step: Step) -> (u8, u32) {
    use railseal_inspection::reading::Stage;
    match step {
        Step::Connecting => (0, 0),
        Step::Handshake(_) => (1, 0),
        Step::Reading(_, progress) => {
            let stage = match progress.stage {
                Stage::Status => 2,
                Stage::Presence => 3,
                Stage::Journal => 4,
                Stage::Manifest => 5,
                Stage::Lamp => 6,
                Stage::Amendments => 7,
                Stage::Inspections => 8,
                Stage::People => 9,
                Stage::Documents => 10,
                Stage::Finished => 11,
            };
            (stage, progress.done)
        }
    }
}

#[cfg(test)]
mod tests {
    use railseal_inspection::reading::{Progress, Stage};
    use railseal_protocol::announcement::AnnouncementError;
    use railseal_protocol::identifiers::LockId;

    use super::*;

    const LOST: VisitError = VisitError::Radio(RadioError::LinkLost);

    fn lock() -> LockId {
        "RSLK00000017".parse().unwrap()
    }

    fn documents(done: u32) -> Step {
        let progress = Progress {
            stage: Stage::Documents,
            done,
            of: Some(1000),
            lamp_blinks: false,
        };
        Step::Reading(lock(), progress)
    }

    fn pause(next: Next) -> Option<(Duration, u8, u8)> {
        match next {
            Next::Again { after, attempt } => Some((after, attempt.number, attempt.of)),
            Next::GiveUp => None,
        }
    }

    #[test]
    fn a_link_that_broke_is_made_again_at_once_then_later_then_not() {
        let mut persistence = Persistence::default();
        persistence.come_to(documents(10));
        let seconds = Duration::from_secs;
        assert_eq!(pause(persistence.after(LOST)), Some((seconds(0), 1, MOST)));
        assert_eq!(pause(persistence.after(LOST)), Some((seconds(1), 2, MOST)));
        // The same ground again is nothing new.
        persistence.come_to(Step::Handshake(lock()));
        persistence.come_to(documents(10));
        assert_eq!(pause(persistence.after(LOST)), Some((seconds(3), 3, MOST)));
        assert_eq!(persistence.after(LOST), Next::GiveUp);
    }

    #[test]
    fn as_long_as_every_link_brings_something_it_goes_on() {
        let mut persistence = Persistence::default();
        for done in 1..100 {
            persistence.come_to(documents(done));
            assert_eq!(pause(persistence.after(LOST)).map(|next| next.1), Some(1));
        }
    }

    #[test]
    fn after_hanging_up_there_is_a_pause() {
        let mut persistence = Persistence::default();
        persistence.come_to(documents(1));
        let silent = VisitError::Radio(RadioError::NoAnswer);
        let next = pause(persistence.after(silent)).unwrap();
        assert_eq!(next.0, AFTER_HANGING_UP);
    }

    #[test]
    fn a_first_call_is_made_twice_and_a_lock_that_is_not_there_is_not_waited_for() {
        let mut persistence = Persistence::default();
        let not_taken = VisitError::Radio(RadioError::NotTaken);
        assert!(pause(persistence.after(not_taken)).is_some());
        assert_eq!(persistence.after(not_taken), Next::GiveUp);
        for error in [RadioError::OutOfReach, RadioError::ConnectTimedOut] {
            let mut persistence = Persistence::default();
            assert_eq!(persistence.after(error.into()), Next::GiveUp);
            persistence.come_to(documents(1));
            assert!(pause(persistence.after(error.into())).is_some());
        }
    }

    #[test]
    fn what_another_link_cannot_cure_is_told_at_once() {
        for error in [
            VisitError::Radio(RadioError::SwitchedOff),
            VisitError::Radio(RadioError::Flooded),
            VisitError::Announcement(AnnouncementError::Newer { got: 9 }),
            VisitError::OtherLock {
                wanted: lock(),
                answered: "RSLK00000025".parse().unwrap(),
            },
        ] {
            let mut persistence = Persistence::default();
            persistence.come_to(documents(1));
            assert_eq!(persistence.after(error), Next::GiveUp, "{error}");
        }
    }
}
