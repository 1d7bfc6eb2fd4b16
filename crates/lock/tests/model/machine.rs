//! The lock as the model sees it: real locks, each state of one known by a number. What a lock does
//! in a state is done by the real lock, once, and looked up from then on.

use std::collections::{BTreeSet, HashSet};

use railseal_lock::Lock;
use railseal_lock::fake::{FakeHardware, Torn};
use railseal_lock::hardware::Lever;
use railseal_protocol::call::Refusal;
use railseal_protocol::instruction::Outcome;
use railseal_protocol::journal::RefusalReason;

use crate::checks::{Broken, Step, View};
use crate::faults::Fault;
use crate::happening::{Happening, PowerCut, has_freed, restarted};
use crate::letters::{LetterRef, Letters};
use crate::parked::Parked;
use crate::plans::Plan;
use crate::quick::Map;

/// A lock's state, by its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct LockRef(u32);

/// What is done to a lock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Deed {
    Bring(LetterRef),
    Ask(LetterRef),
    Happen(Happening),
}

/// What a lock answers, as far as a phone's next step depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Said {
    Nothing,
    Awaited,
    Void,
    Accepted,
    Ended(u8, u8),
    Refused,
    Fault,
}

pub(crate) struct Machine {
    pub(crate) letters: Letters,
    fault: Option<Fault>,
    nodes: Vec<(Parked, View)>,
    known: Map<(u64, (usize, u8, u32)), LockRef>,
    done: Map<(LockRef, Deed, Option<PowerCut>), (LockRef, Said)>,
    cuts: Map<(LockRef, Deed), Vec<(PowerCut, LockRef)>>,
    written: Map<(LockRef, Plan, u32), LetterRef>,
    /// What was seen of what is worth seeing.
    pub(crate) reached: BTreeSet<String>,
    /// How often a real lock has done something.
    pub(crate) real: usize,
}

/// What came of a deed.
struct Done {
    lock: Lock<FakeHardware>,
    said: Said,
    /// In how many writes.
    writes: u32,
    freed_by_a_start: bool,
}

impl Machine {
    pub(crate) fn new(letters: Letters, fault: Option<Fault>) -> Self {
        Self {
            letters,
            fault,
            nodes: Vec::new(),
            known: Map::default(),
            done: Map::default(),
            cuts: Map::default(),
            written: Map::default(),
            reached: BTreeSet::new(),
            real: 0,
        }
    }

    pub(crate) fn locks(&self) -> usize {
        self.nodes.len()
    }

    pub(crate) fn begin(&mut self, lock: Lock<FakeHardware>) -> LockRef {
        let view = View::begin(&lock);
        self.intern(lock, view)
    }

    pub(crate) fn view(&self, lock: LockRef) -> &View {
        &self.nodes[lock.0 as usize].1
    }

    /// Has a plan signed, under a challenge drawn for it: the one after so many. A lock remembers of
    /// a challenge that it was drawn only by how many there were, so it stays as it was.
    pub(crate) fn write(&mut self, at: LockRef, plan: Plan, count: u32) -> LetterRef {
        if let Some(known) = self.written.get(&(at, plan, count)) {
            return *known;
        }
        let mut lock = self.nodes[at.0 as usize].0.wake();
        for _ in 0..count {
            lock.draw_challenge();
        }
        let letter = self.letters.write(&mut lock, plan);
        self.written.insert((at, plan, count), letter);
        letter
    }

    /// What becomes of a lock, and what it answers.
    pub(crate) fn step(
        &mut self,
        at: LockRef,
        deed: Deed,
        cut: Option<PowerCut>,
    ) -> Result<(LockRef, Said), Broken> {
        if let Some(known) = self.done.get(&(at, deed, cut)) {
            return Ok(*known);
        }
        let Done {
            lock,
            said,
            freed_by_a_start,
            ..
        } = self.really(at, deed, cut);
        let (parked, before) = &self.nodes[at.0 as usize];
        let mut after = before.after(&mut Step {
            before: &parked.wake(),
            after: &lock,
            deed,
            freed_by_a_start,
            letters: &self.letters,
            reached: &mut self.reached,
        })?;
        if let Some(fault) = self.fault {
            fault.distort(deed, &mut after);
        }
        after.follows(before, deed)?;
        let to = self.intern(lock, after);
        self.done.insert((at, deed, cut), (to, said));
        Ok((to, said))
    }

    /// Every different thing that becomes of a lock whose power is lost within a deed.
    pub(crate) fn cuts(
        &mut self,
        at: LockRef,
        deed: Deed,
    ) -> Result<Vec<(PowerCut, LockRef)>, (PowerCut, Broken)> {
        if let Some(known) = self.cuts.get(&(at, deed)) {
            return Ok(known.clone());
        }
        let Done { writes, .. } = self.really(at, deed, None);
        let mut different = HashSet::new();
        let mut cuts = Vec::new();
        for after_writes in 0..writes {
            for (lands, and_again) in [(false, false), (false, true), (true, false), (true, true)] {
                let cut = PowerCut {
                    after_writes,
                    lands,
                    and_again,
                };
                let stepped = self.step(at, deed, Some(cut));
                let (to, _) = stepped.map_err(|broken| (cut, broken))?;
                if different.insert(to) {
                    cuts.push((cut, to));
                }
            }
        }
        self.cuts.insert((at, deed), cuts.clone());
        Ok(cuts)
    }

    /// The lock does it.
    fn really(&mut self, at: LockRef, deed: Deed, cut: Option<PowerCut>) -> Done {
        self.real += 1;
        let mut lock = self.nodes[at.0 as usize].0.wake();
        let before = lock.hardware().writes();
        if let Some(fault) = self.fault {
            fault.before(deed, &mut lock);
        }
        let mut said = Said::Nothing;
        let off = match deed {
            Deed::Happen(Happening::Restart | Happening::CutInTheDark) => {
                if deed == Deed::Happen(Happening::CutInTheDark) {
                    lock.hardware_mut().lever = Lever::Cut;
                }
                let off = lock.clone();
                lock = restarted(&lock, cut.map(|cut| (cut.after_writes, cut.torn())));
                Some(off)
            }
            _ => {
                if let Some(cut) = cut {
                    let body = lock.hardware_mut();
                    body.cut_power_after(cut.after_writes, cut.torn());
                }
                said = self.does(&mut lock, deed);
                cut.map(|cut| {
                    let again = (1, Torn::Clean);
                    let started = restarted(&lock, cut.and_again.then_some(again));
                    std::mem::replace(&mut lock, started)
                })
            }
        };
        Done {
            writes: lock.hardware().writes() - before,
            freed_by_a_start: off.is_some_and(|off| has_freed(&off, &lock)),
            lock,
            said,
        }
    }

    fn does(&mut self, lock: &mut Lock<FakeHardware>, deed: Deed) -> Said {
        let answer = match deed {
            Deed::Happen(happening) => {
                happening.befalls(lock);
                if let Some(fault) = self.fault {
                    fault.blinds(lock);
                }
                // Where power is cut within it, nothing comes of it.
                let _ = lock.tick();
                return Said::Nothing;
            }
            Deed::Bring(letter) => lock.bring(&self.letters.get(letter).attested),
            Deed::Ask(letter) => lock.ask(&self.letters.get(letter).asked),
        };
        if let Err(Refusal::NotObeyed(reason)) = answer {
            self.reached.insert(self.refused(deed, reason));
        }
        let said = said(answer);
        match self.fault {
            Some(fault) => fault.answers(deed, said, lock),
            None => said,
        }
    }

    fn refused(&self, deed: Deed, reason: RefusalReason) -> String {
        match deed {
            Deed::Bring(letter) => format!("{} refused: {reason:?}", self.letters.get(letter).plan),
            other => panic!("{other:?} was refused"),
        }
    }

    fn intern(&mut self, lock: Lock<FakeHardware>, view: View) -> LockRef {
        let mut parked = Parked::park(lock);
        let fresh = LockRef(u32::try_from(self.nodes.len()).unwrap());
        let known = self.known.entry((parked.fingerprint(), view.history()));
        let at = *known.or_insert(fresh);
        if at == fresh {
            self.nodes.push((parked, view));
        }
        at
    }
}

fn said(answer: Result<Outcome, Refusal>) -> Said {
    let short = |index| u8::try_from(index).unwrap();
    match answer {
        Ok(Outcome::Awaited) => Said::Awaited,
        Ok(Outcome::Void) => Said::Void,
        Ok(Outcome::Accepted { .. }) => Said::Accepted,
        Ok(Outcome::Ended { accepted, outcome }) => Said::Ended(short(accepted), short(outcome)),
        Err(Refusal::NotObeyed(_)) => Said::Refused,
        Err(Refusal::Fault | Refusal::Interrupted) => Said::Fault,
        Err(other) => panic!("{other:?}"),
    }
}
