//! What happened on the air, for whoever gives support: when, which step, how many segments of
//! what size, what failed. Codes and numbers only, the same in every language.

use std::collections::VecDeque;
use std::fmt;
use std::time::Duration;

use railseal_inspection::reading::{ReadingError, Stage};
use railseal_inspection::renewing::{RenewError, Told};
use railseal_protocol::announcement::AnnouncementError;
use railseal_protocol::identifiers::LockId;
use railseal_protocol::journal::ListKind;

use super::{Attempt, Bringing, Step, VisitError};
use crate::device::bluetooth::{Part, RadioError};

/// The most entries that are kept; the oldest go.
const MOST: usize = 256;

/// Segments carried one way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Carried {
    /// How many.
    pub segments: u32,
    /// Their bytes.
    pub bytes: u32,
    /// The bytes of the largest.
    pub largest: u16,
}

/// Something that happened. It is `Copy`, so that there is no place in it for a document or a
/// name: numbers, a lock's id, and what went wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// The chooser was opened, for this lock or for any.
    Choosing(Option<LockId>),
    /// A device was chosen.
    Chosen,
    /// The device is called.
    Calling,
    /// There is a link, and the service on it.
    Connected,
    /// The reading has come to a step.
    Step(Step),
    /// Segments went to and fro.
    Carried {
        /// To the lock.
        sent: Carried,
        /// From it.
        received: Carried,
    },
    /// It failed.
    Failed(VisitError),
    /// It will be tried again after a pause.
    Again(Attempt, Duration),
    /// The officer stopped it.
    Stopped,
    /// Everything is read.
    Finished,
    /// Lists are brought to the lock.
    Bringing(Bringing),
}

/// The latest events, with the time since the log began.
#[derive(Debug, Clone, Default)]
pub struct ConnectionLog {
    entries: VecDeque<(Duration, Event)>,
    forgotten: u32,
}

impl ConnectionLog {
    /// Notes an event at a time since the log began.
    pub fn note(&mut self, at: Duration, event: Event) {
        // What a stage has come to is not a step of its own.
        if let (Event::Step(step), Some(last)) = (event, self.last_step())
            && name(step) == name(last)
        {
            return;
        }
        if self.entries.len() == MOST {
            self.entries.pop_front();
            self.forgotten = self.forgotten.saturating_add(1);
        }
        self.entries.push_back((at, event));
    }

    /// Counts a segment sent to the lock.
    pub fn sent(&mut self, at: Duration, bytes: usize) {
        self.carry(at, |sent, _| sent.count(bytes));
    }

    /// Counts a segment that came from the lock.
    pub fn received(&mut self, at: Duration, bytes: usize) {
        self.carry(at, |_, received| received.count(bytes));
    }

    /// Whether anything was noted.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The events, the oldest first, each with the time since the log began.
    pub fn entries(&self) -> impl Iterator<Item = &(Duration, Event)> {
        self.entries.iter()
    }

    fn carry(&mut self, at: Duration, count: impl FnOnce(&mut Carried, &mut Carried)) {
        let carried = |event: &Event| matches!(event, Event::Carried { .. });
        if !self.entries.back().is_some_and(|(_, last)| carried(last)) {
            let (sent, received) = Default::default();
            self.note(at, Event::Carried { sent, received });
        }
        if let Some((_, Event::Carried { sent, received })) = self.entries.back_mut() {
            count(sent, received);
        }
    }

    /// The step of this link that was noted last.
    fn last_step(&self) -> Option<Step> {
        let ends = |event: &Event| matches!(event, Event::Calling | Event::Choosing(_));
        self.entries
            .iter()
            .rev()
            .take_while(|(_, event)| !ends(event))
            .find_map(|(_, event)| match event {
                Event::Step(step) => Some(*step),
                _ => None,
            })
    }
}

impl Carried {
    fn count(&mut self, bytes: usize) {
        self.segments = self.segments.saturating_add(1);
        let bytes32 = u32::try_from(bytes).unwrap_or(u32::MAX);
        self.bytes = self.bytes.saturating_add(bytes32);
        self.largest = self.largest.max(u16::try_from(bytes).unwrap_or(u16::MAX));
    }
}

/// One line an event: seconds since the log began, and codes. Of segments: how many, their bytes,
/// and the largest.
impl fmt::Display for ConnectionLog {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "railseal {} connection", env!("CARGO_PKG_VERSION"))?;
        if self.forgotten > 0 {
            writeln!(f, "forgotten {}", self.forgotten)?;
        }
        for (at, event) in &self.entries {
            writeln!(f, "{:4}.{:03} {event}", at.as_secs(), at.subsec_millis())?;
        }
        Ok(())
    }
}

impl fmt::Display for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Choosing(Some(lock)) => write!(f, "choosing {lock}"),
            Self::Choosing(None) => f.write_str("choosing any"),
            Self::Chosen => f.write_str("chosen"),
            Self::Calling => f.write_str("calling"),
            Self::Connected => f.write_str("connected"),
            Self::Step(step) => match step {
                Step::Handshake(lock) => write!(f, "step {} {lock}", name(*step)),
                Step::Connecting | Step::Reading(..) => write!(f, "step {}", name(*step)),
            },
            Self::Carried { sent, received } => write!(f, "sent {sent} received {received}"),
            Self::Failed(error) => write!(f, "failed {}", Code(*error)),
            Self::Again(attempt, pause) => write!(
                f,
                "again {} of {} in {}.{} s",
                attempt.number,
                attempt.of,
                pause.as_secs(),
                pause.subsec_millis() / 100
            ),
            Self::Stopped => f.write_str("stopped"),
            Self::Finished => f.write_str("finished"),
            Self::Bringing(bringing) => bringing.fmt(f),
        }
    }
}

/// Whose list, which kind, which version, and what the lock made of it.
impl fmt::Display for Bringing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Told { list, refused } = match self {
            Self::Told(told) => told,
            Self::Ended(RenewError::NotAsked) => return f.write_str("lists misspoke"),
            Self::Ended(RenewError::Refused(refusal)) => {
                return write!(f, "lists refused {refusal:?}");
            }
        };
        let kind = match list.kind {
            ListKind::Recognition => "recognition",
            ListKind::Revocation => "revocation",
        };
        write!(f, "list {} {kind} {}", list.administration, list.version.0)?;
        match refused {
            None => f.write_str(" renewed"),
            Some(reason) => write!(f, " refused {reason:?}"),
        }
    }
}

impl fmt::Display for Carried {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            segments,
            bytes,
            largest,
        } = self;
        write!(f, "{segments} {bytes}B max{largest}")
    }
}

const fn name(step: Step) -> &'static str {
    match step {
        Step::Connecting => "connecting",
        Step::Handshake(_) => "handshake",
        Step::Reading(_, progress) => match progress.stage {
            Stage::Status => "status",
            Stage::Presence => "presence",
            Stage::Journal => "journal",
            Stage::Manifest => "manifest",
            Stage::Lamp => "lamp",
            Stage::Amendments => "amendments",
            Stage::Inspections => "inspections",
            Stage::People => "people",
            Stage::Documents => "documents",
            Stage::Finished => "finished",
        },
    }
}

/// What went wrong, as a code to read out.
struct Code(VisitError);

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            VisitError::Radio(RadioError::Refused(exception)) => {
                write!(f, "radio refused {}", exception.code())
            }
            VisitError::Radio(RadioError::NotARailsealLock { missing }) => {
                write!(f, "radio lacks-{}", part(missing))
            }
            VisitError::Radio(error) => write!(f, "radio {}", radio(error)),
            VisitError::Announcement(AnnouncementError::Older { got }) => {
                write!(f, "announcement older {got}")
            }
            VisitError::Announcement(AnnouncementError::Newer { got }) => {
                write!(f, "announcement newer {got}")
            }
            VisitError::Announcement(AnnouncementError::Unreadable(_)) => {
                f.write_str("announcement unreadable")
            }
            VisitError::OtherLock { wanted, answered } => {
                write!(f, "other-lock {wanted} {answered}")
            }
            VisitError::Conversation(_) => f.write_str("session"),
            VisitError::Reading(ReadingError::Refused(_)) => f.write_str("reading refused"),
            VisitError::Reading(_) => f.write_str("reading"),
            VisitError::Key(_) => f.write_str("key"),
        }
    }
}

const fn radio(error: RadioError) -> &'static str {
    match error {
        RadioError::Unsupported => "unsupported",
        RadioError::NoAdapter => "no-adapter",
        RadioError::SwitchedOff => "switched-off",
        RadioError::PermissionRefused => "permission-refused",
        RadioError::ChooserCancelled => "nothing-chosen",
        RadioError::ConnectTimedOut => "connect-timed-out",
        RadioError::NoAnswer => "no-answer",
        RadioError::OutOfReach => "out-of-reach",
        RadioError::NotTaken => "not-taken",
        RadioError::StillConnecting => "still-connecting",
        RadioError::NotARailsealLock { .. } => "not-a-lock",
        RadioError::LinkLost => "link-lost",
        RadioError::Flooded => "flooded",
        RadioError::Refused(_) => "refused",
    }
}

const fn part(part: Part) -> &'static str {
    match part {
        Part::Service => "service",
        Part::Announcement => "announcement",
        Part::Inbox => "inbox",
        Part::Outbox => "outbox",
    }
}

#[cfg(test)]
mod tests {
    use railseal_inspection::reading::Progress;
    use railseal_inspection::renewing::Brought;
    use railseal_protocol::call::Refusal;
    use railseal_protocol::journal::RefusalReason;
    use railseal_protocol::recognition::ListVersion;

    use super::*;
    use crate::device::exception::Exception;

    /// What can be copied bit by bit owns nothing: no text, no bytes, no document.
    const fn owns_nothing<T: Copy + 'static>() {}
    const _: () = owns_nothing::<Event>();
    const _: () = assert!(size_of::<Event>() <= 64);

    fn lock() -> LockId {
        "RSLK00000017".parse().unwrap()
    }

    fn documents(done: u32) -> Event {
        let progress = Progress {
            stage: Stage::Documents,
            done,
            of: Some(90),
            lamp_blinks: false,
        };
        Event::Step(Step::Reading(lock(), progress))
    }

    #[test]
    fn a_visit_is_told_line_by_line() {
        let mut log = ConnectionLog::default();
        let mut at = 0;
        let mut tick = || {
            at += 250;
            Duration::from_millis(at)
        };
        let attempt = Attempt {
            number: 1,
            of: 3,
            linked: true,
        };
        log.note(tick(), Event::Choosing(Some(lock())));
        log.note(tick(), Event::Chosen);
        log.note(tick(), Event::Calling);
        log.note(tick(), Event::Connected);
        log.note(tick(), Event::Step(Step::Handshake(lock())));
        log.sent(tick(), 52);
        log.received(tick(), 244);
        log.received(tick(), 100);
        log.note(tick(), documents(0));
        log.note(tick(), documents(45));
        log.note(tick(), Event::Failed(RadioError::LinkLost.into()));
        log.note(tick(), Event::Again(attempt, Duration::from_secs(1)));
        let refused = RadioError::Refused(Exception::Network);
        log.note(tick(), Event::Failed(refused.into()));
        let list = Brought {
            administration: "CN".parse().unwrap(),
            kind: ListKind::Revocation,
            version: ListVersion(12),
        };
        for refused in [None, Some(RefusalReason::DoesNotFit)] {
            let told = Bringing::Told(Told { list, refused });
            log.note(tick(), Event::Bringing(told));
        }
        let fault = Bringing::Ended(RenewError::Refused(Refusal::Fault));
        log.note(tick(), Event::Bringing(fault));
        let told = log.to_string();
        let lines: Vec<&str> = told.lines().skip(1).collect();
        assert_eq!(
            lines,
            [
                "   0.250 choosing RSLK00000017",
                "   0.500 chosen",
                "   0.750 calling",
                "   1.000 connected",
                "   1.250 step handshake RSLK00000017",
                "   1.500 sent 1 52B max52 received 2 344B max244",
                "   2.250 step documents",
                "   2.750 failed radio link-lost",
                "   3.000 again 1 of 3 in 1.0 s",
                "   3.250 failed radio refused NetworkError",
                "   3.500 list CN revocation 12 renewed",
                "   3.750 list CN revocation 12 refused DoesNotFit",
                "   4.000 lists refused Fault",
            ]
        );
    }

    #[test]
    fn the_oldest_go_and_are_counted() {
        let mut log = ConnectionLog::default();
        for _ in 0..MOST + 2 {
            log.note(Duration::ZERO, Event::Calling);
        }
        assert_eq!(log.entries().count(), MOST);
        assert!(log.to_string().contains("forgotten 2\n"));
    }
}
