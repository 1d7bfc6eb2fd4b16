//! The lock, living: one thread that does one thing after the other, and looks at the sensors every
//! second.

use std::io::{self, Write};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use railseal_lock::hardware::Lamp;
use railseal_lock::{Connection, Dropped, Lock};
use railseal_protocol::segment::SegmentSize;
use railseal_protocol::status::LockState;
use tokio::sync::{mpsc, watch};

use crate::body::Body;
use crate::keyboard::{HELP, Typed, possible};
use crate::reception::{LinkNumber, Reception};
use crate::sensors::Reading;

/// How often the lock looks at its sensors by itself.
const TICK: Duration = Duration::from_secs(1);

/// What the lock is to do next.
#[derive(Debug)]
pub(crate) enum Order {
    /// Hear a segment.
    Segment {
        link: LinkNumber,
        size: SegmentSize,
        segment: Vec<u8>,
    },
    /// Forget a link.
    Ended(LinkNumber),
    /// Do what was typed.
    Typed(Typed),
}

/// Segments to notify, in order.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) link: LinkNumber,
    pub(crate) segments: Vec<Vec<u8>>,
}

/// A lock with everything that it is joined to.
pub(crate) struct Runner {
    lock: Lock<Body>,
    reception: Arc<Reception>,
    answers: mpsc::Sender<Answer>,
    /// What the lock claims to be, for whoever reads the announcement.
    state: watch::Sender<LockState>,
    connection: Option<(LinkNumber, Connection)>,
    shown: Lamp,
    memory: Memory,
}

/// Whether the memory has failed, which is told once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Memory {
    Sound,
    Failed,
}

/// Whether the lock goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Power {
    On,
    Off,
}

impl Runner {
    pub(crate) fn new(
        lock: Lock<Body>,
        reception: Arc<Reception>,
        answers: mpsc::Sender<Answer>,
        state: watch::Sender<LockState>,
    ) -> Self {
        Self {
            lock,
            reception,
            answers,
            state,
            connection: None,
            shown: Lamp::Dark,
            memory: Memory::Sound,
        }
    }

    /// Obeys until the power is cut or nobody can give orders any more.
    pub(crate) fn live(mut self, orders: &Receiver<Order>) {
        let mut due = Instant::now();
        loop {
            // First, so that no phone can keep the lock from looking.
            if Instant::now() >= due {
                due = Instant::now() + TICK;
                self.look();
            }
            self.show();
            let power = match orders.recv_timeout(due.saturating_duration_since(Instant::now())) {
                Ok(order) => self.obey(order),
                Err(RecvTimeoutError::Timeout) => Power::On,
                Err(RecvTimeoutError::Disconnected) => Power::Off,
            };
            if power == Power::Off {
                return;
            }
        }
    }

    fn obey(&mut self, order: Order) -> Power {
        match order {
            Order::Segment {
                link,
                size,
                segment,
            } => self.hear(link, size, &segment),
            Order::Ended(link) => {
                self.connection.take_if(|(open, _)| *open == link);
            }
            Order::Typed(Typed::Reading(reading)) => self.feel(reading),
            Order::Typed(Typed::Status) => self.say_status(),
            Order::Typed(Typed::Help) => say(HELP),
            Order::Typed(Typed::Quit) => return Power::Off,
        }
        Power::On
    }

    fn hear(&mut self, link: LinkNumber, size: SegmentSize, segment: &[u8]) {
        let open = self.connection.take_if(|(open, _)| *open == link);
        let mut connection = open.map_or_else(|| Connection::open(size), |(_, open)| open);
        let heard = self.lock.receive(&mut connection, segment);
        self.connection = Some((link, connection));
        match heard {
            Ok(segments) if segments.is_empty() => {}
            Ok(segments) => {
                // A phone that asks on without hearing the answers is not served.
                if self.answers.try_send(Answer { link, segments }).is_err() {
                    self.reception.end(link);
                }
            }
            // What was under way when it was dropped.
            Err(Dropped::Before) => {}
            Err(dropped) => {
                say(format_args!("the phone is hung up on: {dropped}"));
                self.reception.end(link);
            }
        }
    }

    fn feel(&mut self, reading: Reading) {
        let body = self.lock.hardware_mut();
        if let Err(error) = possible(reading, body.sensors()) {
            return say(error);
        }
        if let Err(error) = body.feel(reading) {
            return say(error);
        }
        // A sensor that changes wakes the lock.
        self.look();
        say(format_args!(
            "{reading}: the lock is {:?}",
            self.lock.state()
        ));
    }

    fn look(&mut self) {
        let memory = match self.lock.tick() {
            Ok(()) => Memory::Sound,
            Err(error) => {
                if self.memory == Memory::Sound {
                    say(format_args!("{error}: the lock can record nothing more"));
                }
                Memory::Failed
            }
        };
        self.memory = memory;
    }

    /// What can be seen from outside: the lamp, and what the lock claims.
    fn show(&mut self) {
        let lamp = self.lock.hardware().lamp();
        if lamp != self.shown {
            self.shown = lamp;
            match lamp {
                Lamp::Blinking(code) => say(format_args!("the lamp blinks {code}")),
                Lamp::Dark => say("the lamp is dark"),
            }
        }
        let state = self.lock.state();
        self.state.send_if_modified(|claimed| {
            let changed = *claimed != state;
            *claimed = state;
            changed
        });
    }

    fn say_status(&self) {
        let lock = &self.lock;
        say(format_args!(
            "{}: {:?}, seal cycle {}, broken {} times, {} entries in the journal",
            lock.id(),
            lock.state(),
            lock.cycle().0,
            lock.tampers().0,
            lock.journal().length
        ));
        let container = lock.container().map(|container| container.to_string());
        say(format_args!(
            "container: {}",
            container.as_deref().unwrap_or("none yet")
        ));
        say(match self.connection {
            Some(_) => "phone: linked",
            None => "phone: none",
        });
        for reading in lock.hardware().sensors().readings() {
            say(format_args!("  {reading}"));
        }
    }
}

/// Says a line to whoever stands before the lock. A lock goes on when nobody listens.
pub(crate) fn say(line: impl std::fmt::Display) {
    let _ = writeln!(io::stdout(), "{line}");
}
