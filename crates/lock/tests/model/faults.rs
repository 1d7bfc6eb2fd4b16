//! Locks that break a promise, each another: what the model must find.

use railseal_lock::Lock;
use railseal_lock::fake::FakeHardware;
use railseal_lock::hardware::{Area, Bolt, Lever};

use railseal_protocol::journal::{ENTRY_LIMIT, Entry, Event};
use railseal_protocol::status::LockState;
use railseal_protocol::wire::decode;

use crate::checks::View;
use crate::happening::Happening;
use crate::machine::{Deed, Said};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// It refuses what has no quorum, and frees the bolt all the same.
    OpensForOne,
    /// It moves the bolt again when an instruction comes again.
    ActsAgain,
    /// A restart costs it the last entry of its journal.
    LosesAnEntry,
    /// It does not see that its lever was cut.
    OverlooksForce,
    /// Its latch ends when time passes.
    Unlatches,
    /// A restart sets its tamper counter back.
    ForgetsTheCount,
    /// It tells of an outcome that its journal does not have.
    TellsOfAnother,
    /// After a while it denies what it was asked.
    Denies,
}

impl Fault {
    /// What goes wrong before a deed.
    pub(crate) fn before(self, deed: Deed, lock: &mut Lock<FakeHardware>) {
        let restarts = deed == Deed::Happen(Happening::Restart);
        if self == Self::LosesAnEntry && restarts {
            let end = lock.entries(0).unwrap().last().unwrap().len();
            let journal = lock.hardware_mut().area_mut(Area::Journal);
            let used = journal.iter().rposition(|byte| *byte != 0xff).unwrap() + 1;
            journal[used - end - 16..].fill(0xff);
        }
    }

    /// What goes wrong in a deed, and with its answer.
    pub(crate) fn answers(self, deed: Deed, said: Said, lock: &mut Lock<FakeHardware>) -> Said {
        match (self, deed, said) {
            (Self::OpensForOne, Deed::Bring(_), Said::Refused) => {
                lock.hardware_mut().bolt = Bolt::Free;
                said
            }
            (Self::ActsAgain, Deed::Bring(_), Said::Ended(_, outcome))
                if event(lock, outcome) == Event::Unsealed =>
            {
                lock.hardware_mut().bolt = Bolt::Free;
                said
            }
            (Self::TellsOfAnother, Deed::Bring(_), Said::Ended(accepted, outcome)) => {
                Said::Ended(accepted, outcome + 1)
            }
            (Self::Denies, Deed::Ask(_), Said::Ended(..)) => Said::Void,
            _ => said,
        }
    }

    /// What goes wrong with the lock as it is seen.
    pub(crate) fn distort(self, deed: Deed, view: &mut View) {
        if self == Self::ForgetsTheCount && deed == Deed::Happen(Happening::Restart) {
            view.tampers = 0;
        }
        if self == Self::Unlatches && deed == Deed::Happen(Happening::Minute) {
            view.state = LockState::Open;
        }
    }

    /// What goes wrong with its sensors.
    pub(crate) fn blinds(self, lock: &mut Lock<FakeHardware>) {
        if self == Self::OverlooksForce && lock.hardware().lever == Lever::Cut {
            lock.hardware_mut().lever = Lever::In;
        }
    }
}

fn event(lock: &Lock<FakeHardware>, index: u8) -> Event {
    let entries = lock.entries(u32::from(index)).unwrap();
    let entry: Entry = decode(&entries[0], ENTRY_LIMIT).unwrap();
    entry.event
}
