//! Power is cut at every write of something, torn in several ways, and again at every write of the
//! start after it.

use std::collections::HashSet;

use railseal_lock::Lock;
use railseal_lock::fake::{FakeHardware, Torn};
use railseal_lock::hardware::{Area, Bolt, Hardware};
use railseal_protocol::journal::JournalHead;

use super::scenes::{SEAL, UNSEAL};
use crate::world::World;

/// How a write ends at which power is cut: not begun; within the header of a record; with the header
/// and nothing after it; within the payload; whole, and nothing after it happens.
pub(super) const TEARS: [Torn; 5] = [
    Torn::Clean,
    Torn::After(7),
    Torn::After(16),
    Torn::After(100),
    Torn::After(usize::MAX),
];

/// The two ends of that.
pub(super) const NONE_OR_ALL: [Torn; 2] = [Torn::Clean, Torn::After(usize::MAX)];

/// What is cut once more at the start: not what is torn within, of which a start sees as much.
const CUT_AGAIN: [Torn; 3] = [Torn::Clean, Torn::After(16), Torn::After(usize::MAX)];

/// How a write of that start ends.
const TEARS_AGAIN: [Torn; 2] = [Torn::After(9), Torn::After(usize::MAX)];

const AREAS: [Area; 5] = [
    Area::Identity,
    Area::Journal,
    Area::Documents,
    Area::ListsA,
    Area::ListsB,
];

/// Where power was cut, and what the lock was.
#[derive(Debug, Clone)]
pub(super) struct Cut {
    pub(super) first: (u32, Torn),
    pub(super) again: Option<(u32, Torn)>,
    /// How far the journal reached before what was cut.
    pub(super) before: JournalHead,
    /// Where the bolt was without power.
    pub(super) bolt: Bolt,
}

/// How many places were tried.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Places {
    pub(super) once: u32,
    pub(super) twice: u32,
}

/// What is done to a lock, what happens while it has no power, and what must hold once it is back.
pub(super) struct Cutting<'a, T> {
    pub(super) before: &'a FakeHardware,
    pub(super) act: &'a dyn Fn(&mut Lock<FakeHardware>) -> T,
    pub(super) tears: &'a [Torn],
    pub(super) outage: fn(&mut FakeHardware),
    pub(super) check: &'a dyn Fn(Lock<FakeHardware>, &T, &Cut),
}

impl<T> Cutting<'_, T> {
    pub(super) fn everywhere(&self) -> Places {
        let mut places = Places::default();
        let mut seen = HashSet::new();
        for write in 0..self.writes() {
            // What the lock does until then is the same, however the write ends.
            let (none, ..) = self.cut(write, Torn::Clean);
            let (all, done, mut cut) = self.cut(write, Torn::After(usize::MAX));
            for torn in self.tears.iter().copied() {
                let body = between(&none, &all, torn);
                (cut.first, cut.again) = ((write, torn), None);
                places.once += 1;
                self.come_back(body.clone(), &done, &cut);
                // Bodies that are the same in every byte start the same.
                if !CUT_AGAIN.contains(&torn) || !seen.insert(marks_of(&body)) {
                    continue;
                }
                for again in 0..writes_of_a_start(body.clone()) {
                    for torn in TEARS_AGAIN {
                        let mut body = body.clone();
                        body.cut_power_after(again, torn);
                        assert!(Lock::start(&mut body).is_err(), "started without power");
                        body.restart();
                        cut.again = Some((again, torn));
                        places.twice += 1;
                        self.come_back(body, &done, &cut);
                    }
                }
            }
        }
        places
    }

    fn started(&self) -> Lock<FakeHardware> {
        let mut body = self.before.clone();
        body.restart();
        Lock::start(body).unwrap()
    }

    /// How many writes it takes when nothing is cut.
    fn writes(&self) -> u32 {
        let mut lock = self.started();
        let before = lock.hardware().writes();
        (self.act)(&mut lock);
        lock.hardware().writes() - before
    }

    /// The body without power at a write, and what was heard of it until then.
    fn cut(&self, write: u32, torn: Torn) -> (FakeHardware, T, Cut) {
        let mut lock = self.started();
        let before = lock.journal();
        lock.hardware_mut().cut_power_after(write, torn);
        let done = (self.act)(&mut lock);
        let mut body = lock.into_hardware();
        assert!(body.is_without_power(), "{write} {torn:?}");
        let bolt = body.bolt;
        (self.outage)(&mut body);
        body.restart();
        let first = (write, torn);
        (
            body,
            done,
            Cut {
                first,
                again: None,
                before,
                bolt,
            },
        )
    }

    fn come_back(&self, body: FakeHardware, done: &T, cut: &Cut) {
        let _named = Named(cut);
        (self.check)(Lock::start(body).unwrap(), done, cut);
    }
}

/// Says where power was cut, if something does not hold then.
struct Named<'a>(&'a Cut);

impl Drop for Named<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            println!("cut at {:?}, and again at {:?}", self.0.first, self.0.again);
        }
    }
}

/// The body where so much of a write has landed, made of the one without it and the one with all of
/// it: so one run of the lock serves for every tear.
fn between(none: &FakeHardware, all: &FakeHardware, torn: Torn) -> FakeHardware {
    let mut body = none.clone();
    let landed = match torn {
        Torn::Clean => 0,
        Torn::After(bytes) => bytes,
    };
    for area in AREAS {
        let (was, whole) = (bytes_of(none, area), bytes_of(all, area));
        // An erasure begins with the area; a record begins with its kind, which is never erased.
        let is_erased = whole.iter().all(|byte| *byte == 0xff);
        let differs = was.iter().zip(&whole).position(|(was, whole)| was != whole);
        let Some(first) = differs else {
            continue;
        };
        let from = if is_erased { 0 } else { first };
        let until = from.saturating_add(landed).min(whole.len());
        body.area_mut(area)[from..until].copy_from_slice(&whole[from..until]);
    }
    body
}

fn writes_of_a_start(mut body: FakeHardware) -> u32 {
    let before = body.writes();
    Lock::start(&mut body).unwrap();
    body.writes() - before
}

/// Everything that a start can see of a body.
fn marks_of(body: &FakeHardware) -> (Vec<Vec<u8>>, bool, Option<u64>) {
    let bytes = AREAS.map(|area| bytes_of(body, area)).to_vec();
    let wall = body.wall_clock.map(|wall| wall.as_unix());
    (bytes, body.bolt == Bolt::Held, wall)
}

fn bytes_of(body: &FakeHardware, area: Area) -> Vec<u8> {
    let mut bytes = vec![0; body.size(area)];
    body.read(area, 0, &mut bytes).unwrap();
    bytes
}

#[test]
fn what_is_made_of_two_bodies_is_what_the_body_tears() {
    let world = World::new();
    for (before, attempt) in [(SEAL.before, SEAL.attempt), (UNSEAL.before, UNSEAL.attempt)] {
        let cutting = Cutting {
            before: &before(&world).into_hardware(),
            act: &|lock| drop(attempt(&world, lock, 0)),
            tears: &[],
            outage: |_| {},
            check: &|_, (), _| {},
        };
        for write in 0..cutting.writes() {
            let (none, ..) = cutting.cut(write, Torn::Clean);
            let (all, ..) = cutting.cut(write, Torn::After(usize::MAX));
            for torn in TEARS {
                let (body, ..) = cutting.cut(write, torn);
                assert!(marks_of(&between(&none, &all, torn)) == marks_of(&body));
            }
        }
    }
}
