//! What happens to a lock without anybody's order: hands, force, time, and power that is lost.

use railseal_lock::Lock;
use railseal_lock::fake::{FakeHardware, Torn};
use railseal_lock::hardware::{Bolt, Casing, Lever};
use railseal_protocol::time::Seconds;

use crate::checks::View;

/// What happens to a lock without anybody's order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Happening {
    LeverPulled,
    LeverPutIn,
    LeverCut,
    CaseOpened,
    CaseClosed,
    /// Time for a freed lever to be held again.
    Minute,
    /// Time for a challenge to be too old.
    QuarterHour,
    /// Power is lost, and comes back.
    Restart,
    /// The lever is cut while power is lost.
    CutInTheDark,
}

/// At which write power is lost; and whether it is lost once more when the lock has told of its
/// restart. Nobody gets an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct PowerCut {
    pub(crate) after_writes: u32,
    pub(crate) lands: bool,
    pub(crate) and_again: bool,
}

pub(crate) const HAPPENINGS: [Happening; 9] = [
    Happening::LeverPulled,
    Happening::LeverPutIn,
    Happening::LeverCut,
    Happening::CaseOpened,
    Happening::CaseClosed,
    Happening::Minute,
    Happening::QuarterHour,
    Happening::Restart,
    Happening::CutInTheDark,
];

impl PowerCut {
    pub(crate) fn torn(self) -> Torn {
        match self.lands {
            true => Torn::After(usize::MAX),
            false => Torn::Clean,
        }
    }
}

impl Happening {
    /// Whether it can happen to a lock as it is.
    pub(crate) fn is_possible(self, view: &View) -> bool {
        let free = view.bolt == Bolt::Free;
        match self {
            Self::LeverPulled => free && view.lever == Lever::In,
            Self::LeverPutIn => free && view.lever != Lever::In,
            Self::LeverCut | Self::CutInTheDark => view.lever == Lever::In,
            Self::CaseOpened => view.casing == Casing::Closed,
            Self::CaseClosed => view.casing == Casing::Opened,
            Self::Minute | Self::QuarterHour | Self::Restart => true,
        }
    }

    pub(crate) fn befalls(self, lock: &mut Lock<FakeHardware>) {
        let body = lock.hardware_mut();
        match self {
            Self::LeverPulled => body.lever = Lever::Out,
            Self::LeverPutIn => body.lever = Lever::In,
            Self::LeverCut => body.lever = Lever::Cut,
            Self::CaseOpened => body.casing = Casing::Opened,
            Self::CaseClosed => body.casing = Casing::Closed,
            Self::Minute => body.advance(Seconds::new(60)),
            Self::QuarterHour => body.advance(Seconds::new(901)),
            Self::Restart | Self::CutInTheDark => panic!("a lock without power notices nothing"),
        }
    }
}

/// Power comes back; where it is lost again while the lock starts, once more.
pub(crate) fn restarted(lock: &Lock<FakeHardware>, cut: Option<(u32, Torn)>) -> Lock<FakeHardware> {
    let mut body = lock.hardware().clone();
    body.restart();
    if let Some((after_writes, torn)) = cut {
        body.cut_power_after(after_writes, torn);
        let _ = lock.start_again(&mut body);
        body.restart();
    }
    lock.start_again(body).unwrap()
}

/// Whether a lock that was without power has freed, by starting, a lever that it held.
pub(crate) fn has_freed(off: &Lock<FakeHardware>, started: &Lock<FakeHardware>) -> bool {
    let (off, started) = (off.hardware(), started.hardware());
    off.bolt == Bolt::Held && off.lever == Lever::In && started.bolt == Bolt::Free
}
