//! The way to a lock: choosing it, reading it over as many links as it takes, and what the officer
//! can do when it ends early.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use leptos::task::spawn_local;
use railseal_inspection::evidence::Evidence;
use railseal_inspection::reading::Reading;
use railseal_protocol::announcement::{NAME_PREFIX, SERVICE, advertised_name};
use railseal_protocol::identifiers::LockId;
use railseal_protocol::session::Entropy;

use super::acts::fresh;
use super::bringing::Lists;
use super::state::{App, Failure, Lamp, Painted, Remedy, Visit};
use crate::casing::lock_on_casing;
use crate::device::bluetooth::{Device, Name, RadioError, choose};
use crate::device::exception::Exception;
use crate::device::keys::KeyError;
use crate::device::page;
use crate::device::patience::Patient;
use crate::device::{clock, timer};
use crate::route::Screen;
use crate::visit::log::Event;
use crate::visit::{
    Attempt, Callable, GATT, Open, Step, StopSign, Surroundings, VisitError, Way, read_over_links,
};
use crate::words::Trouble;

/// A lock that has not connected by then is out of range, asleep, or busy.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(15);

/// The lock that was chosen, and what it has given so far.
pub(super) struct AtHand {
    device: Device,
    /// Which lock it is to be: as scanned or tapped, else as it calls itself.
    wanted: Option<LockId>,
    kept: RefCell<Option<Reading>>,
}

impl AtHand {
    pub(super) fn device(&self) -> &Device {
        &self.device
    }
}

impl App {
    /// Opens the browser's chooser for any lock. To be called in answer to a tap.
    pub fn connect(self) {
        self.choose(None);
    }

    /// Opens the browser's chooser for one lock only. To be called in answer to a tap.
    pub fn connect_to(self, lock: LockId) {
        self.choose(Some(lock));
    }

    /// Does again what failed, from where it had come to. To be called in answer to a tap.
    pub fn try_again(self) {
        match self.at_hand.get_untracked() {
            Some(at_hand) => {
                let stop = self.begin();
                spawn_local(async move {
                    // Stopped: whoever did it has said so.
                    let _ = stop.heeded_by(self.read(&at_hand)).await;
                });
            }
            None => self.choose(self.wanted.get_untracked()),
        }
    }

    /// Which lock was chosen, or is to be.
    pub fn lock_at_hand(self) -> Option<LockId> {
        let chosen = self
            .at_hand
            .with_untracked(|at_hand| at_hand.as_ref().and_then(|at_hand| at_hand.wanted));
        chosen.or(self.wanted.get_untracked())
    }

    /// Stops reading. What was read is kept.
    pub fn stop(self) {
        self.note(Event::Stopped);
        self.calling_again.set(None);
        self.stop_sign.with_untracked(StopSign::put_up);
        self.visit.set(Visit::Failed(Failure {
            trouble: Trouble::STOPPED,
            remedy: Remedy::TryAgain,
        }));
    }

    /// Puts the log of the connection on the clipboard. To be called in answer to a tap.
    pub fn copy_log(self) {
        let copied = page::copy(&self.log.with_untracked(ToString::to_string));
        spawn_local(async move {
            self.copied.set(Some(copied.await));
        });
    }

    fn choose(self, wanted: Option<LockId>) {
        let name = wanted.map(|lock| advertised_name(&lock));
        let name = name.as_deref();
        let chosen = choose(
            SERVICE,
            name.map_or(Name::StartingWith(NAME_PREFIX), Name::Exactly),
        );
        let stop = self.begin();
        self.wanted.set_untracked(wanted);
        self.at_hand.set_untracked(None);
        self.painted.set(Painted::NotYet);
        self.go(Screen::Lock);
        self.note(Event::Choosing(wanted));
        spawn_local(async move {
            // Stopped: whoever did it has said so.
            let _ = stop
                .heeded_by(async move {
                    match chosen.await {
                        Ok(device) => self.take(device, wanted).await,
                        Err(error) => {
                            self.note(Event::Failed(error.into()));
                            self.fail(error.into(), error != RadioError::Unsupported);
                        }
                    }
                })
                .await;
        });
    }

    async fn take(self, device: Device, wanted: Option<LockId>) {
        self.note(Event::Chosen);
        let named = || lock_on_casing(&device.name()?).ok();
        let wanted = wanted.or_else(named);
        let at_hand = Rc::new(AtHand {
            device,
            wanted,
            kept: RefCell::new(None),
        });
        self.at_hand.set_untracked(Some(Rc::clone(&at_hand)));
        self.read(&at_hand).await;
    }

    /// Ends what was under way, and begins anew with a sign of its own.
    fn begin(self) -> StopSign {
        self.stop_sign.with_untracked(StopSign::put_up);
        let stop = StopSign::default();
        self.stop_sign.set_untracked(stop.clone());
        self.lamp.set(Lamp::NotYet);
        self.judgement.set(None);
        self.forget_papers();
        self.lists.set(Lists::NotYet);
        self.forget_orders();
        self.calling_again.set(None);
        self.visit.set(Visit::Running(Step::Connecting));
        stop
    }

    async fn read(self, at_hand: &AtHand) {
        match self.read_now(at_hand, &self).await {
            Ok(None) => {}
            Ok(Some((evidence, open))) => {
                self.settle();
                // The officer looks at the verdict by now.
                self.bring(open, &evidence.seal).await;
            }
            Err(ReadError::Visit(error)) => self.fail(error.into(), error.worth_a_retry()),
            Err(ReadError::Other(trouble)) => self.fail(trouble, true),
        }
    }

    async fn read_now<'a>(
        self,
        at_hand: &AtHand,
        around: &'a Self,
    ) -> Result<Option<(Rc<Evidence>, Open<'a, Patient, Self>)>, ReadError> {
        let (Some(desk), Some(officer)) = (self.desk.get_untracked(), self.officer.get_untracked())
        else {
            return Ok(None);
        };
        let Some(key) = &desk.key else {
            return Ok(None);
        };
        let mut lent = Lent::of(&at_hand.kept);
        let (lock, wanted) = (Lock(&at_hand.device), at_hand.wanted);
        let kept = &mut lent.value;
        let (evidence, open) = read_over_links(&lock, wanted, &officer, key, kept, around)
            .await
            .map_err(ReadError::Visit)?;
        self.sum_up(kept.as_ref()).await;
        drop(lent);
        let looked = self.look_back(&evidence).await;
        looked.map_err(|error| ReadError::Other(error.into()))?;
        let evidence = Rc::new(evidence);
        self.visit.set(Visit::Read(Rc::clone(&evidence)));
        Ok(Some((evidence, open)))
    }

    fn fail(self, trouble: Trouble, worth_a_retry: bool) {
        let remedy = match (worth_a_retry, self.at_hand.with_untracked(Option::is_some)) {
            (true, _) => Remedy::TryAgain,
            (false, true) => Remedy::ChooseAnother,
            (false, false) => Remedy::None,
        };
        self.visit.set(Visit::Failed(Failure { trouble, remedy }));
    }
}

enum ReadError {
    Visit(VisitError),
    Other(Trouble),
}

/// Something on loan, given back whatever becomes of the borrower.
pub(super) struct Lent<'a, T> {
    pub(super) value: Option<T>,
    owner: &'a RefCell<Option<T>>,
}

impl<'a, T> Lent<'a, T> {
    pub(super) fn of(owner: &'a RefCell<Option<T>>) -> Self {
        Self {
            value: owner.take(),
            owner,
        }
    }
}

impl<T> Drop for Lent<'_, T> {
    fn drop(&mut self) {
        self.owner.replace(self.value.take());
    }
}

pub(super) struct Lock<'a>(pub(super) &'a Device);

impl Callable for Lock<'_> {
    type Link = Patient;

    async fn call(&self) -> Result<Patient, RadioError> {
        self.0.connect(&GATT, CONNECT_TIMEOUT).await.map(Patient)
    }
}

impl Surroundings for App {
    async fn sleep(&self, duration: Duration) {
        timer::sleep(duration).await;
    }

    fn entropy(&self) -> Result<Entropy, VisitError> {
        let refused = |_| KeyError::Refused(Exception::Operation);
        Ok(Entropy::from_random(fresh().map_err(refused)?))
    }

    fn note(&self, event: Event) {
        self.copied.set(None);
        self.log.update(|log| log.note(clock::uptime(), event));
    }

    fn carried(&self, way: Way, bytes: usize) {
        // Segments are many: the screen is not told of each.
        self.log.update_untracked(|log| match way {
            Way::Sent => log.sent(clock::uptime(), bytes),
            Way::Received => log.received(clock::uptime(), bytes),
        });
    }

    fn tell(&self, step: Step) {
        if matches!(step, Step::Handshake(_)) {
            // Another session: what the lamp blinked in an earlier one counts no more.
            self.lamp.set(Lamp::NotYet);
        }
        if let Step::Reading(_, progress) = step {
            self.take_time(progress);
        }
        self.visit.set(Visit::Running(step));
    }

    fn came(&self, reading: &Reading) {
        self.take_note(reading);
    }

    fn calling_again(&self, attempt: Option<Attempt>) {
        self.calling_again.set(attempt);
    }
}
