//! Every state that can be reached, breadth first: the first violation found is one of the
//! shortest.

use std::fmt::{self, Debug, Display};
use std::hash::Hash;

use crate::quick::Map;

/// What is explored.
pub(crate) trait Explored: Sized {
    type State: Copy + Eq + Hash;
    type Deed: Copy;
    type Broken: Debug;

    fn beginning(&self) -> Self::State;
    /// Whether what must hold in a state does.
    fn check(&mut self, state: Self::State) -> Result<(), Self::Broken>;
    /// Every state that follows; or the deed by which a promise is broken.
    fn next(&mut self, state: Self::State) -> Result<Next<Self>, (Self::Deed, Self::Broken)>;
    fn tell(&self, deed: Self::Deed) -> String;
}

/// What follows from a state, and by which deeds.
pub(crate) type Next<S> = Vec<(<S as Explored>::Deed, <S as Explored>::State)>;

/// What an exploration came to.
pub(crate) enum Found<B> {
    /// Every state was visited, and everything held.
    Everything(Explorations),
    /// A promise was broken, by these deeds.
    Violation { broken: B, trace: Vec<String> },
    /// There are more states than it was to visit.
    TooMany,
}

pub(crate) struct Explorations {
    pub(crate) states: usize,
    pub(crate) transitions: usize,
    pub(crate) depth: usize,
}

pub(crate) fn explore<S: Explored>(system: &mut S, most: usize) -> Found<S::Broken> {
    let beginning = system.beginning();
    let mut states = vec![beginning];
    let mut came: Vec<Option<(usize, S::Deed)>> = vec![None];
    let mut known: Map<S::State, ()> = Map::default();
    known.insert(beginning, ());
    let (mut at, mut transitions, mut depth, mut level_ends) = (0, 0, 0, states.len());
    while at < states.len() {
        if at == level_ends {
            (depth, level_ends) = (depth + 1, states.len());
        }
        let state = states[at];
        if let Err(broken) = system.check(state) {
            let trace = trace(system, &came, at, None);
            return Found::Violation { broken, trace };
        }
        let next = match system.next(state) {
            Ok(next) => next,
            Err((deed, broken)) => {
                let trace = trace(system, &came, at, Some(deed));
                return Found::Violation { broken, trace };
            }
        };
        transitions += next.len();
        for (deed, next) in next {
            if known.insert(next, ()).is_none() {
                states.push(next);
                came.push(Some((at, deed)));
            }
        }
        if states.len() > most {
            return Found::TooMany;
        }
        at += 1;
    }
    Found::Everything(Explorations {
        states: states.len(),
        transitions,
        depth,
    })
}

fn trace<S: Explored>(
    system: &S,
    came: &[Option<(usize, S::Deed)>],
    mut at: usize,
    last: Option<S::Deed>,
) -> Vec<String> {
    let mut deeds: Vec<S::Deed> = last.into_iter().collect();
    while let Some((from, deed)) = came[at] {
        deeds.push(deed);
        at = from;
    }
    deeds.reverse();
    let told = deeds.into_iter().map(|deed| system.tell(deed));
    std::iter::once("the beginning".to_owned())
        .chain(told)
        .collect()
}

impl<B: Debug> Display for Found<B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Everything(found) => write!(
                f,
                "{} states, {} transitions, at most {} deeds deep",
                found.states, found.transitions, found.depth
            ),
            Self::TooMany => f.write_str("too many states"),
            Self::Violation { broken, trace } => {
                writeln!(f, "{broken:?}")?;
                for (place, deed) in trace.iter().enumerate() {
                    writeln!(f, "{place:3}  {deed}")?;
                }
                Ok(())
            }
        }
    }
}
