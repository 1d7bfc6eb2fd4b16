//! Who is heard: one phone at a time. BlueZ notifies every phone that has subscribed, so that what
//! is said to one of two would reach the other.
//!
//! Nothing here waits: what comes over the bus is answered at once, and the lock works on it in a
//! thread of its own.

use std::sync::mpsc::{SyncSender, TrySendError};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use railseal_protocol::segment::{MESSAGE_LIMIT, SegmentSize};
use tokio::sync::Notify;
use zbus::zvariant::OwnedObjectPath;

use crate::runner::Order;

/// How many segments may wait for the lock. A phone says one message and hears the answer to it:
/// more than a whole message in the smallest segments is not said by a phone of ours.
pub(crate) const MOST_WAITING: usize = MESSAGE_LIMIT.div_ceil(SegmentSize::SMALLEST.get() - 1);

/// For how long a phone may say nothing before the lock is free for another: longer than an officer
/// needs for anything between two requests.
pub(crate) const LONGEST_SILENCE: Duration = Duration::from_secs(180);

/// One link, from its first segment to its end. No two have the same number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct LinkNumber(u64);

/// Why a segment is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum NotTaken {
    #[error("the lock is talking to another phone")]
    Busy,
    #[error("the lock hears no more on this link")]
    Over,
}

/// The phone that is heard, if any.
#[derive(Debug)]
pub(crate) struct Reception {
    orders: SyncSender<Order>,
    desk: Mutex<Desk>,
    ended: Notify,
}

#[derive(Debug)]
struct Desk {
    links: u64,
    caller: Option<Caller>,
}

#[derive(Debug)]
struct Caller {
    phone: OwnedObjectPath,
    link: LinkNumber,
    heard: Instant,
    /// Nothing more is heard; the link is to be closed.
    over: bool,
}

impl Reception {
    pub(crate) fn new(orders: SyncSender<Order>) -> Self {
        Self {
            orders,
            desk: Mutex::new(Desk {
                links: 0,
                caller: None,
            }),
            ended: Notify::new(),
        }
    }

    /// A phone says a segment, over a link that carries such segments.
    pub(crate) fn hear(
        &self,
        phone: OwnedObjectPath,
        size: SegmentSize,
        segment: Vec<u8>,
        now: Instant,
    ) -> Result<(), NotTaken> {
        let mut desk = self.desk();
        let caller = desk.caller(phone, now)?;
        caller.heard = now;
        let order = Order::Segment {
            link: caller.link,
            size,
            segment,
        };
        match self.orders.try_send(order) {
            Ok(()) => Ok(()),
            Err(TrySendError::Full(_) | TrySendError::Disconnected(_)) => {
                caller.over = true;
                self.ended.notify_one();
                Err(NotTaken::Over)
            }
        }
    }

    /// No phone is there any more that could hear an answer.
    pub(crate) fn clear(&self) {
        let caller = self.desk().caller.take();
        self.forget(caller);
    }

    /// A phone has left.
    pub(crate) fn left(&self, phone: &OwnedObjectPath) {
        let mut desk = self.desk();
        let caller = desk.caller.take_if(|caller| caller.phone == *phone);
        drop(desk);
        self.forget(caller);
    }

    /// The lock will hear no more on this link.
    pub(crate) fn end(&self, link: LinkNumber) {
        let mut desk = self.desk();
        if let Some(caller) = desk.caller.as_mut().filter(|caller| caller.link == link) {
            caller.over = true;
            self.ended.notify_one();
        }
    }

    /// Whether what is said on this link is still said to the one that it is meant for; whoever is
    /// answered is not silent.
    pub(crate) fn is_open(&self, link: LinkNumber, now: Instant) -> bool {
        let mut desk = self.desk();
        let caller = desk.caller.as_mut();
        caller
            .filter(|caller| caller.link == link && !caller.over)
            .map(|caller| caller.heard = now)
            .is_some()
    }

    /// Who is heard, or was until the link was over.
    pub(crate) fn phone(&self) -> Option<OwnedObjectPath> {
        self.desk()
            .caller
            .as_ref()
            .map(|caller| caller.phone.clone())
    }

    /// The phone whose link is to be closed: it is over, or has been silent for too long.
    pub(crate) fn overdue(&self, now: Instant) -> Option<OwnedObjectPath> {
        let mut desk = self.desk();
        let caller = desk.caller.as_mut()?;
        caller.over |= now.duration_since(caller.heard) >= LONGEST_SILENCE;
        caller.over.then(|| caller.phone.clone())
    }

    /// Comes back when a link is over.
    pub(crate) async fn link_over(&self) {
        self.ended.notified().await;
    }

    fn forget(&self, caller: Option<Caller>) {
        if let Some(caller) = caller {
            // Where there is no room, the next segment of another link does the same.
            let _ = self.orders.try_send(Order::Ended(caller.link));
        }
    }

    /// No holder of it can panic with the desk in disorder.
    fn desk(&self) -> MutexGuard<'_, Desk> {
        self.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Desk {
    fn caller(&mut self, phone: OwnedObjectPath, now: Instant) -> Result<&mut Caller, NotTaken> {
        let Self { links, caller } = self;
        let caller = caller.get_or_insert_with(|| {
            *links += 1;
            Caller {
                phone: phone.clone(),
                link: LinkNumber(*links),
                heard: now,
                over: false,
            }
        });
        if caller.phone != phone {
            Err(NotTaken::Busy)
        } else if caller.over {
            Err(NotTaken::Over)
        } else {
            Ok(caller)
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::{Receiver, sync_channel};

    use super::*;

    const SMALLEST: SegmentSize = SegmentSize::SMALLEST;

    fn reception() -> (Reception, Receiver<Order>) {
        let (orders, received) = sync_channel(MOST_WAITING);
        (Reception::new(orders), received)
    }

    fn phone(name: &str) -> OwnedObjectPath {
        OwnedObjectPath::try_from(format!("/org/bluez/hci0/dev_{name}")).unwrap()
    }

    fn link_of(order: &Order) -> LinkNumber {
        match order {
            Order::Segment { link, .. } | Order::Ended(link) => *link,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn one_phone_at_a_time_and_each_link_is_another() {
        let (reception, received) = reception();
        let now = Instant::now();
        let hear = |name| reception.hear(phone(name), SMALLEST, vec![0xc0, 1], now);
        assert_eq!(hear("A"), Ok(()));
        assert_eq!(hear("A"), Ok(()));
        assert_eq!(hear("B"), Err(NotTaken::Busy));
        reception.left(&phone("B"));
        assert_eq!(hear("B"), Err(NotTaken::Busy));
        reception.left(&phone("A"));
        assert_eq!(hear("B"), Ok(()));
        let links: Vec<_> = received.try_iter().map(|order| link_of(&order)).collect();
        let [first, again, ended, second] = links[..] else {
            panic!("{links:?}");
        };
        assert_eq!((first, first), (again, ended));
        assert_ne!(first, second);
        assert!(!reception.is_open(first, now));
        assert!(reception.is_open(second, now));
    }

    #[test]
    fn a_phone_that_says_more_than_a_message_is_hung_up_on() {
        let (reception, _received) = reception();
        let now = Instant::now();
        let hear = || reception.hear(phone("A"), SMALLEST, vec![0x80, 1], now);
        for _ in 0..MOST_WAITING {
            assert_eq!(hear(), Ok(()));
        }
        assert_eq!(reception.overdue(now), None);
        assert_eq!(hear(), Err(NotTaken::Over));
        assert_eq!(reception.overdue(now), Some(phone("A")));
        // Until it has left.
        reception.clear();
        assert_eq!(reception.overdue(now), None);
    }

    #[test]
    fn a_phone_that_says_nothing_is_hung_up_on() {
        let (reception, received) = reception();
        let start = Instant::now();
        reception
            .hear(phone("A"), SMALLEST, vec![0xc0, 1], start)
            .unwrap();
        let link = link_of(&received.recv().unwrap());
        let answered = start + LONGEST_SILENCE / 2;
        assert!(reception.is_open(link, answered));
        assert_eq!(reception.overdue(start + LONGEST_SILENCE), None);
        let silent = answered + LONGEST_SILENCE;
        assert_eq!(reception.overdue(silent), Some(phone("A")));
        let late = reception.hear(phone("A"), SMALLEST, vec![0xc1, 1], silent);
        assert_eq!(late, Err(NotTaken::Over));
    }

    #[test]
    fn a_link_that_the_lock_ends_is_over() {
        let (reception, received) = reception();
        let now = Instant::now();
        reception
            .hear(phone("A"), SMALLEST, vec![0xc0, 1], now)
            .unwrap();
        reception.end(link_of(&received.recv().unwrap()));
        assert_eq!(reception.overdue(now), Some(phone("A")));
    }
}
