//! What the screens show.

use std::rc::Rc;

use leptos::prelude::*;
use railseal_inspection::Judgement;
use railseal_inspection::evidence::Evidence;
use railseal_inspection::record::{Acts, EarlierDecision, MAX_SEEN};
use railseal_inspection::register::{self, CargoFindings, Overview};
use railseal_protocol::bounded::List;
use railseal_protocol::identifiers::{ContainerNumber, LockId};
use railseal_protocol::journal::JournalHead;
use railseal_protocol::lamp::LampCode;
use railseal_protocol::status::LockState;

use super::agreeing::Agreeing;
use super::bringing::Lists;
use super::ordering::{OrderAtHand, OrderView};
use super::papers::Since;
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
use crate::pick::Pick;
use crate::registry::Given;
use crate::route::Screen;
use crate::slot::Slot;
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
    pub phase: Slot<Phase>,
    /// The language.
    pub language: Slot<Language>,
    /// Whether the language chosen can be spoken.
    pub words: Slot<Words>,
    /// Which screen.
    pub screen: Slot<Screen>,
    /// The officer.
    pub officer: Slot<Option<Officer>>,
    /// The inspections on this device.
    pub outbox: Slot<Outbox>,
    /// The visit at hand.
    pub visit: Slot<Visit>,
    /// The call that is made by itself, after the link has gone or none came about.
    pub calling_again: Slot<Option<Attempt>>,
    /// What happened on the air since the page was opened.
    pub log: Slot<ConnectionLog>,
    /// Whether that log is on the clipboard.
    pub copied: Slot<Option<bool>>,
    /// The lock that was chosen.
    pub(super) at_hand: Slot<Option<Rc<AtHand>>>,
    /// The lock that the chooser was opened for, if it was for one.
    pub(super) wanted: Slot<Option<LockId>>,
    /// Ends the reading under way.
    pub(super) stop_sign: Slot<StopSign>,
    /// The container's number, in that visit.
    pub painted: Slot<Painted>,
    /// The lamp's code, in that visit.
    pub lamp: Slot<Lamp>,
    /// How far the lock's journal was known to reach before that visit.
    pub(super) seen: Slot<List<JournalHead, MAX_SEEN>>,
    /// The lists that the lock is brought in that visit.
    pub lists: Slot<Lists>,
    /// What the documents come to, in that visit; none before they have all been read.
    pub(super) cargo: Slot<Option<Rc<CargoFindings>>>,
    /// How many items can be looked up.
    pub(super) register: Slot<Option<register::Progress>>,
    /// The documents but for the items.
    pub overview: Slot<Option<Rc<Overview>>>,
    /// What was read of the lock before its documents: they are coming.
    pub(super) coming: Slot<Option<Rc<Evidence>>>,
    /// Since when they have been coming.
    pub(super) since: Slot<Since>,
    /// What reads them.
    pub(super) papers: Slot<Option<Rc<Papers>>>,
    /// How many locks were at hand: an answer about an earlier one comes too late.
    pub(super) visits: Slot<u32>,
    /// What that was given of them.
    pub(super) given: Slot<Given>,
    /// What came of that visit.
    pub judgement: Slot<Option<Rc<Judgement>>>,
    /// What a lock is to be sealed with.
    pub preparing: Slot<Preparing>,
    /// The order at hand, as the screen shows it.
    pub order: Slot<OrderView>,
    /// The order at hand.
    pub(super) order_at_hand: Slot<Option<Rc<OrderAtHand>>>,
    /// What was ordered in this visit, for the record.
    pub(super) acts: Slot<Option<Acts>>,
    /// The lock's state after the last order.
    pub(super) last_state: Slot<Option<LockState>>,
    /// Another's order that this officer is asked to agree to.
    pub agreeing: Slot<Agreeing>,
    /// What is made of the last earlier inspection.
    pub earlier: Pick<EarlierDecision>,
    /// Syncing.
    pub syncing: Slot<Busy>,
    /// Enrolling.
    pub enrolling: Slot<Busy>,
    /// Keeping a grant that was brought over.
    pub keeping_grant: Slot<Busy>,
    /// Signing.
    pub signing: Slot<Busy>,
    pub(super) desk: Slot<Option<Rc<Desk>>>,
}

impl App {
    pub(super) fn new() -> Self {
        let language =
            page::preferred_language().map_or(Language::English, |tag| Language::nearest(&tag));
        let screen = Slot::new(Screen::from_fragment(&page::fragment()));
        page::on_fragment(move |fragment| screen.set(Screen::from_fragment(fragment)));
        let app = Self {
            phase: Slot::new(Phase::Starting),
            language: Slot::new(Language::English),
            words: Slot::new(Words::Here),
            screen,
            officer: Slot::new(None),
            outbox: Slot::new(Outbox::default()),
            visit: Slot::new(Visit::None),
            calling_again: Slot::new(None),
            log: Slot::new(ConnectionLog::default()),
            copied: Slot::new(None),
            at_hand: Slot::new(None),
            wanted: Slot::new(None),
            stop_sign: Slot::new(StopSign::default()),
            painted: Slot::new(Painted::NotYet),
            lamp: Slot::new(Lamp::NotYet),
            seen: Slot::new(List::empty()),
            lists: Slot::new(Lists::NotYet),
            cargo: Slot::new(None),
            register: Slot::new(None),
            overview: Slot::new(None),
            coming: Slot::new(None),
            since: Slot::new(None),
            papers: Slot::new(None),
            visits: Slot::new(0),
            given: Slot::new(Given::default()),
            judgement: Slot::new(None),
            preparing: Slot::new(Preparing::Nothing),
            order: Slot::new(OrderView::None),
            order_at_hand: Slot::new(None),
            acts: Slot::new(None),
            last_state: Slot::new(None),
            agreeing: Slot::new(Agreeing::Nothing),
            earlier: Pick::of(&EarlierDecision::ALL),
            syncing: Slot::new(Busy::Idle),
            enrolling: Slot::new(Busy::Idle),
            keeping_grant: Slot::new(Busy::Idle),
            signing: Slot::new(Busy::Idle),
            desk: Slot::new(None),
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
        self.order_at_hand.set_untracked(None);
        self.acts.set_untracked(None);
        self.last_state.set(None);
        self.earlier.clear();
    }

    /// How many inspections exist only on this device.
    pub fn only_here(self) -> usize {
        self.outbox.with(|outbox| outbox.unconfirmed().count())
    }
}
