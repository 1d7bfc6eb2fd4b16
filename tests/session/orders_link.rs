//! The link is dropped at every segment of every order, either way, and every segment is lost and
//! doubled, and power is cut at every write: by the app's own rules against the real lock. Over the
//! next links the phone comes to know what the lock's journal says, and the lock has obeyed once.

#[path = "orders_link/bench.rs"]
mod bench;
#[path = "orders_link/deeds.rs"]
mod deeds;
#[path = "orders_link/writing.rs"]
mod writing;

use railseal::orders::carrying::{CarryError, carry};
use railseal::orders::composing::Hand;
use railseal_inspection::ordering::{Ended, OrderError, OrderStage, Ordering};
use railseal_lock::fake::Torn;
use railseal_protocol::call::Refusal;
use railseal_protocol::instruction::Outcome;
use railseal_protocol::journal::{Entry, Event, JournalHead};
use railseal_protocol::prior::InspectionId;
use railseal_protocol::session::Entropy;

use super::link::{Fault, FaultyLink};
use crate::world::{NOW, World};
use bench::Bench;
use deeds::{Deed, Expected};

/// How many links an order takes at the most: the faulty ones, and one that is whole.
const MOST_LINKS: usize = 3;

/// What comes after the first faulty link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Then {
    /// A link that is whole.
    Whole,
    /// One with the same fault at the same place.
    TheSame,
    /// A loss of the lock's power, and a link that is whole.
    Restarted,
}

/// One order in the making, on its phone.
struct Carried<'a> {
    deed: &'a Deed<'a>,
    known: JournalHead,
    order: Option<Ordering>,
    links: u8,
}

impl<'a> Carried<'a> {
    async fn begin(deed: &'a Deed<'a>) -> (Self, Bench) {
        let mut bench = Bench::of(deed.before.clone());
        let known = bench.lock.journal();
        deed.prepare(&mut bench).await;
        let begun = Self {
            deed,
            known,
            order: None,
            links: 0,
        };
        (begun, bench)
    }

    /// Goes on with it over one link; says how many segments that carried.
    async fn over_a_link(&mut self, bench: &mut Bench, fault: Option<(usize, Fault)>) -> usize {
        let (result, carried) = self.carry(bench, fault).await;
        assert!(result.is_ok() || fault.is_some(), "{:?}", result.err());
        carried
    }

    async fn over_a_failing_lock(&mut self, bench: &mut Bench) {
        let (result, _) = self.carry(bench, None).await;
        let failed = [OrderError::Refused(Refusal::Fault), OrderError::StillOpen];
        let failed = failed.map(|error| Err(CarryError::Order(error)));
        assert!(result == Ok(()) || failed.contains(&result), "{result:?}");
        let ended = self.order.as_ref().and_then(Ordering::ended);
        let accepted_only = matches!(
            ended,
            Some(
                Ended::Told {
                    outcome: Outcome::Accepted { .. },
                    ..
                } | Ended::Untold(Outcome::Accepted { .. })
            )
        );
        assert!(!accepted_only, "{ended:?}");
    }

    async fn carry(
        &mut self,
        bench: &mut Bench,
        fault: Option<(usize, Fault)>,
    ) -> (Result<(), CarryError>, usize) {
        self.links += 1;
        let wanted = (bench.lock.id(), self.known);
        let link = FaultyLink::to(bench, fault);
        let hand = Hand {
            officer: &self.deed.phone.officer,
            key: &self.deed.phone.key,
            now: NOW,
            inspection: InspectionId([6; 16]),
            grant: None,
        };
        let entropy = Entropy::from_random([self.links; 32]);
        let compose = async |prepared: &_| self.deed.make_out(&hand, prepared).await.map(Some);
        let result = carry(
            &link,
            wanted,
            &hand,
            entropy,
            &mut self.order,
            |_| {},
            compose,
        )
        .await;
        (result, link.carried.get())
    }

    fn is_ended(&self) -> bool {
        let stage = self.order.as_ref().map(Ordering::stage);
        stage == Some(OrderStage::Ended)
    }

    /// Phone and lock say the same, and it was obeyed once or, where that must be, never.
    fn agrees(&self, bench: &Bench, then: Then) {
        let entries = bench.entries(self.known.length);
        let mut accepted = entries.iter().filter(|entry| accepts(entry));
        let (accepted, second) = (accepted.next(), accepted.next());
        assert_eq!(second, None, "obeyed twice");
        match (self.order.as_ref().and_then(Ordering::ended), accepted) {
            (
                Some(Ended::Told {
                    outcome,
                    entries: told,
                }),
                Some(accepted),
            ) => {
                let named = entries.iter().filter(|entry| entry.instruction.is_some());
                let named: Vec<Entry> = named.cloned().collect();
                assert_eq!(*told, named);
                let last = named.last().unwrap();
                let (accepted, outcome_is) = (accepted.index, last.index);
                let ended = Outcome::Ended {
                    accepted,
                    outcome: outcome_is,
                };
                assert_eq!(*outcome, ended);
                let Expected::Done(state, event) = self.deed.expected else {
                    panic!("obeyed");
                };
                if then == Then::Restarted && matches!(last.event, Event::Recovered { .. }) {
                    return;
                }
                assert!(event(&last.event), "{last:?}");
                assert_eq!(bench.lock.state(), state);
            }
            (Some(Ended::Refused(refusal)), None) => {
                let stale =
                    then == Then::Restarted && self.deed.may_be_refused_around_a_restart(*refusal);
                let expected = match self.deed.expected {
                    Expected::Refused(reason) => *refusal == Refusal::NotObeyed(reason),
                    Expected::Done(..) => false,
                };
                assert!(expected || stale, "{refusal}");
            }
            (Some(Ended::Void), None) => assert_eq!(then, Then::Restarted),
            other => panic!("{other:?}"),
        }
    }
}

fn accepts(entry: &Entry) -> bool {
    entry.event.is_acceptance() || entry.event.takes_note()
}

/// Cuts power at each write of an order in turn, and asks over the next link; says at how many.
async fn at_every_write(deed: &Deed<'_>, torn: Torn) -> usize {
    let (mut whole, mut bench) = Carried::begin(deed).await;
    let before = bench.lock.hardware().writes();
    whole.over_a_link(&mut bench, None).await;
    let writes = bench.lock.hardware().writes() - before;
    for write in 0..writes {
        let (mut carried, mut bench) = Carried::begin(deed).await;
        bench.lock.hardware_mut().cut_power_after(write, torn);
        // What a lock without power says is what one says whose memory fails.
        carried.over_a_failing_lock(&mut bench).await;
        let mut bench = bench.restarted();
        if !carried.is_ended() {
            carried.over_a_link(&mut bench, None).await;
        }
        assert!(carried.is_ended(), "at write {write}");
        carried.agrees(&bench, Then::Restarted);
    }
    writes as usize
}

/// Does one thing to each segment of an order in turn; says to how many.
async fn at_every_segment(deed: &Deed<'_>, fault: Fault, then: Then) -> usize {
    let (mut whole, mut bench) = Carried::begin(deed).await;
    let segments = whole.over_a_link(&mut bench, None).await;
    whole.agrees(&bench, Then::Whole);
    for place in 0..segments {
        let at = Some((place, fault));
        let (mut carried, mut bench) = Carried::begin(deed).await;
        carried.over_a_link(&mut bench, at).await;
        let mut links = 1;
        while !carried.is_ended() {
            assert!(links < MOST_LINKS, "{fault:?} at {place}: it does not end");
            if then == Then::Restarted && links == 1 {
                bench = bench.restarted();
            }
            let again = at.filter(|_| then == Then::TheSame && links == 1);
            carried.over_a_link(&mut bench, again).await;
            links += 1;
        }
        carried.agrees(&bench, then);
    }
    segments
}

async fn everywhere(deed: fn(&World) -> Deed<'_>, name: &str) {
    let world = World::new();
    let deed = deed(&world);
    let mut places = 0;
    for (fault, then) in [
        (Fault::DroppedBefore, Then::TheSame),
        (Fault::DroppedAfter, Then::Whole),
        (Fault::DroppedAfter, Then::Restarted),
        (Fault::Lost, Then::Whole),
        (Fault::Doubled, Then::Whole),
    ] {
        let tried = at_every_segment(&deed, fault, then).await;
        assert!(tried >= 8, "{tried} segments");
        places += tried;
    }
    let mut writes = 0;
    if matches!(deed.expected, Expected::Done(..)) {
        for torn in [Torn::Clean, Torn::After(usize::MAX)] {
            let tried = at_every_write(&deed, torn).await;
            assert!(tried > 0);
            writes += tried;
        }
    }
    println!("{name}: {places} segments, {writes} writes");
}

macro_rules! orders {
    ($($name:ident),* $(,)?) => {$(
        #[tokio::test]
        async fn $name() {
            everywhere(deeds::$name, stringify!($name)).await;
        }
    )*};
}

orders! {
    unseal,
    unseal_by_two,
    unseal_by_a_grant,
    reseal,
    amend,
    clear_tamper,
    set_clock,
    hand_over,
    deactivate,
    seal,
    refused,
}
