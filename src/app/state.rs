//! What the screens show.

use std::rc::Rc;

use leptos::prelude::*;
use railseal_inspection::Judgement;
use railseal_inspection::evidence::Evidence;
use railseal_inspection::examination::Examining;
use railseal_inspection::record::{Acts, EarlierDecision, MAX_SEEN};
use railseal_inspection::register::{self, Overview};
use railseal_protocol::bounded::List;
use railseal_protocol::identifiers::{ContainerNumber, LockId};
use railseal_protocol::journal::JournalHead;
use railseal_protocol::lamp::LampCode;
use railseal_protocol::status::LockState;

use super::agreeing::Agreeing;
use super::bringing::Lists;
use super::ordering::{OrderAtHand, OrderView};
use super::papers::{Cargo, Since};
use super::sealing::Preparing;
use super::visiting::AtHand;
use crate::device::http::SameOrigin;
use crate::device::keys::OfficerKey;
use crate::device::page;
use crate::device::papers::Papers;
use crate::device::store::Store;
use crate::live::{Handler, LiveText, handler, live_text};
use crate::local_time::Zone;
use crate::officer::Officer;
use crate::outbox::Outbox;
use crate::registry::Given;
use crate::route::Screen;
use crate::visit::log::ConnectionLog;
use crate::visit::{Attempt, Step, StopSign};
use crate::words::{Language, Said, Trouble};

/// Whether there is an officer on this device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Phase {
    /// The store is being opened.
    Starting,
    /// The store cannot be used.
    Broken(Trouble),
    /// Nobody is enrolled yet.
    Enrolling,
    /// An officer is enrolled.
    Working,
}

/// Whether the language chosen can be spoken. Until it can, English is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Words {
    /// It can.
    Here,
    /// It is being loaded.
    Loading(Language),
    /// It could not be loaded.
    Missing(Language),
}

/// What goes on in the background of a button, or what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Busy {
    /// Nothing yet.
    Idle,
    /// It goes on.
    Working,
    /// It ended well.
    Done,
    /// It did not.
    Failed(Trouble),
}

/// The visit to the lock at hand.
#[derive(Debug, Clone)]
pub enum Visit {
    /// None.
    None,
    /// The lock is being read.
    Running(Step),
    /// It ended early.
    Failed(Failure),
    /// Everything that could be read has been.
    Read(Rc<Evidence>),
}

/// Why a visit ended early, and the way out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// What happened, and what to do.
    pub trouble: Trouble,
    /// The button for it.
    pub remedy: Remedy,
}

/// What a button can do about a failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remedy {
    /// The same again: with the lock that was chosen, or with the chooser if none was.
    TryAgain,
    /// Another lock.
    ChooseAnother,
    /// Nothing, in this browser.
    None,
}

/// The number on the container, as somebody took it off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Painted {
    /// Nobody has yet.
    NotYet,
    /// It cannot be read.
    Unreadable,
    /// This.
    Number(ContainerNumber),
}

/// What the lock's lamp blinks, as somebody read it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lamp {
    /// Nobody has yet.
    NotYet,
    /// It cannot be read.
    Unreadable,
    /// This.
    Code(LampCode),
}

/// What the device gives, once it is open.
pub(super) struct Desk {
    pub(super) store: Store,
    pub(super) key: Option<OfficerKey>,
    pub(super) http: SameOrigin,
}

/// The app's state. A handle: copies are the same state.
#[derive(Clone, Copy)]
pub struct App {
    /// Whether there is an officer.
    pub phase: RwSignal<Phase, LocalStorage>,
    /// The language.
    pub language: RwSignal<Language>,
    /// Whether the language chosen can be spoken.
    pub words: RwSignal<Words>,
    /// Which screen.
    pub screen: RwSignal<Screen>,
    /// The officer.
    pub officer: RwSignal<Option<Officer>, LocalStorage>,
    /// The inspections on this device.
    pub outbox: RwSignal<Outbox, LocalStorage>,
    /// The visit at hand.
    pub visit: RwSignal<Visit, LocalStorage>,
    /// The call that is made by itself, after the link has gone or none came about.
    pub calling_again: RwSignal<Option<Attempt>>,
    /// What happened on the air since the page was opened.
    pub log: RwSignal<ConnectionLog, LocalStorage>,
    /// Whether that log is on the clipboard.
    pub copied: RwSignal<Option<bool>>,
    /// The lock that was chosen.
    pub(super) at_hand: StoredValue<Option<Rc<AtHand>>, LocalStorage>,
    /// The lock that the chooser was opened for, if it was for one.
    pub(super) wanted: StoredValue<Option<LockId>, LocalStorage>,
    /// Ends the reading under way.
    pub(super) stop_sign: StoredValue<StopSign, LocalStorage>,
    /// The container's number, in that visit.
    pub painted: RwSignal<Painted>,
    /// The lamp's code, in that visit.
    pub lamp: RwSignal<Lamp>,
    /// How far the lock's journal was known to reach before that visit.
    pub(super) seen: RwSignal<List<JournalHead, MAX_SEEN>, LocalStorage>,
    /// The lists that the lock is brought in that visit.
    pub lists: RwSignal<Lists, LocalStorage>,
    /// What the documents come to, in that visit.
    pub cargo: RwSignal<Cargo, LocalStorage>,
    /// How many items can be looked up.
    pub(super) register: RwSignal<Option<register::Progress>, LocalStorage>,
    /// The documents but for the items.
    pub overview: RwSignal<Option<Rc<Overview>>, LocalStorage>,
    /// What was read of the lock before its documents: they are coming.
    pub(super) coming: RwSignal<Option<Rc<Evidence>>, LocalStorage>,
    /// Since when they have been coming.
    pub(super) since: StoredValue<Since, LocalStorage>,
    /// What reads them.
    pub(super) papers: StoredValue<Option<Rc<Papers>>, LocalStorage>,
    /// What that was given of them.
    pub(super) given: StoredValue<Given, LocalStorage>,
    /// What came of that visit.
    pub judgement: RwSignal<Option<Rc<Judgement>>, LocalStorage>,
    /// What was found in the container so far.
    pub examining: RwSignal<Examining, LocalStorage>,
    /// Why something was not noted.
    pub examining_trouble: RwSignal<Option<Trouble>, LocalStorage>,
    /// What a lock is to be sealed with.
    pub preparing: RwSignal<Preparing, LocalStorage>,
    /// The order at hand, as the screen shows it.
    pub order: RwSignal<OrderView, LocalStorage>,
    /// The order at hand.
    pub(super) order_at_hand: StoredValue<Option<Rc<OrderAtHand>>, LocalStorage>,
    /// What was ordered in this visit, for the record.
    pub(super) acts: StoredValue<Option<Acts>, LocalStorage>,
    /// The lock's state after the last order.
    pub(super) last_state: RwSignal<Option<LockState>>,
    /// Another's order that this officer is asked to agree to.
    pub agreeing: RwSignal<Agreeing, LocalStorage>,
    /// What is made of the last earlier inspection.
    pub earlier: RwSignal<Option<EarlierDecision>>,
    /// Syncing.
    pub syncing: RwSignal<Busy, LocalStorage>,
    /// Enrolling.
    pub enrolling: RwSignal<Busy, LocalStorage>,
    /// Keeping a grant that was brought over.
    pub keeping_grant: RwSignal<Busy, LocalStorage>,
    /// Signing.
    pub signing: RwSignal<Busy, LocalStorage>,
    pub(super) desk: StoredValue<Option<Rc<Desk>>, LocalStorage>,
}

impl App {
    pub(super) fn new() -> Self {
        let language =
            page::preferred_language().map_or(Language::English, |tag| Language::nearest(&tag));
        let screen = RwSignal::new(Screen::from_fragment(&page::fragment()));
        page::on_fragment(move |fragment| screen.set(Screen::from_fragment(fragment)));
        let app = Self {
            phase: RwSignal::new_local(Phase::Starting),
            language: RwSignal::new(Language::English),
            words: RwSignal::new(Words::Here),
            screen,
            officer: RwSignal::new_local(None),
            outbox: RwSignal::new_local(Outbox::default()),
            visit: RwSignal::new_local(Visit::None),
            calling_again: RwSignal::new(None),
            log: RwSignal::new_local(ConnectionLog::default()),
            copied: RwSignal::new(None),
            at_hand: StoredValue::new_local(None),
            wanted: StoredValue::new_local(None),
            stop_sign: StoredValue::new_local(StopSign::default()),
            painted: RwSignal::new(Painted::NotYet),
            lamp: RwSignal::new(Lamp::NotYet),
            seen: RwSignal::new_local(List::empty()),
            lists: RwSignal::new_local(Lists::NotYet),
            cargo: RwSignal::new_local(Cargo::NotYet),
            register: RwSignal::new_local(None),
            overview: RwSignal::new_local(None),
            coming: RwSignal::new_local(None),
            since: StoredValue::new_local(None),
            papers: StoredValue::new_local(None),
            given: StoredValue::new_local(Given::default()),
            judgement: RwSignal::new_local(None),
            examining: RwSignal::new_local(Examining::default()),
            examining_trouble: RwSignal::new_local(None),
            preparing: RwSignal::new_local(Preparing::Nothing),
            order: RwSignal::new_local(OrderView::None),
            order_at_hand: StoredValue::new_local(None),
            acts: StoredValue::new_local(None),
            last_state: RwSignal::new(None),
            agreeing: RwSignal::new_local(Agreeing::Nothing),
            earlier: RwSignal::new(None),
            syncing: RwSignal::new_local(Busy::Idle),
            enrolling: RwSignal::new_local(Busy::Idle),
            keeping_grant: RwSignal::new_local(Busy::Idle),
            signing: RwSignal::new_local(Busy::Idle),
            desk: StoredValue::new_local(None),
        };
        app.load_words(language);
        app
    }

    /// The state that the page provides.
    pub fn here() -> Self {
        expect_context()
    }

    /// A phrase in the language chosen.
    pub fn say(self, phrase: impl Said) -> &'static str {
        self.language.get().say(phrase)
    }

    /// A phrase with its gaps filled.
    pub fn fill(self, phrase: impl Said, gaps: &[String]) -> String {
        self.language.get().fill(phrase, gaps)
    }

    /// A phrase as it is shown: it changes with the language.
    pub(crate) fn said(self, phrase: impl Said + Send + 'static) -> LiveText {
        live_text(move || self.say(phrase))
    }

    /// A phrase with its gaps filled, as it is shown.
    pub(crate) fn filled(self, phrase: impl Said + Send + 'static, gaps: Vec<String>) -> LiveText {
        live_text(move || self.fill(phrase, &gaps))
    }

    /// What a tap does.
    pub(crate) fn tap(self, act: fn(Self)) -> Handler<leptos::ev::MouseEvent> {
        handler(move |_| act(self))
    }

    /// The zone of the officer's station.
    pub fn zone(self) -> Zone {
        self.officer.with(|officer| {
            officer
                .as_ref()
                .map_or(Zone::UTC, |officer| Zone::of(&officer.person.station))
        })
    }

    /// Goes to a screen, by its address.
    pub fn go(self, screen: Screen) {
        page::go(&screen.fragment());
    }

    /// Forgets what was ordered: another visit begins, or the record is signed.
    pub(super) fn forget_orders(self) {
        self.preparing.set(Preparing::Nothing);
        self.order.set(OrderView::None);
        self.order_at_hand.set_value(None);
        self.acts.set_value(None);
        self.last_state.set(None);
        self.earlier.set(None);
    }

    /// How many inspections exist only on this device.
    pub fn only_here(self) -> usize {
        self.outbox.with(|outbox| outbox.unconfirmed().count())
    }
}
