//! One of those that came already: by what came before it, and by how often each came.

use alloc::vec;
use alloc::vec::Vec;

use railseal_protocol::wire::DecodeError;

use super::coder::{Coder, Odds};
use super::numbers::Fixed;
use super::texts::MOST;

/// The most contexts: two for each of the most words.
const CONTEXTS: usize = 2 * MOST;

/// The most members of one context, and of all contexts of one kind of choice: what is over is not
/// learnt.
const MEMBERS: usize = 1 << 15;
const ALL_MEMBERS: usize = 1 << 18;

/// How many sizes of a context are told apart, by powers of two.
const SIZES: usize = 16;

/// What came in one context, the most frequent first, and whether what comes is among it.
struct Context {
    /// Who, and how often.
    members: Vec<(u32, u32)>,
    known: Odds,
    first: Odds,
}

impl Context {
    const NEW: Self = Self {
        members: Vec::new(),
        known: Odds::NEW,
        first: Odds::NEW,
    };

    fn add(&mut self, member: u32) {
        if self.members.len() < MEMBERS && (member as usize) < MOST {
            self.members.push((member, 1));
        }
    }

    /// What stands there came once more: it changes places with the first that came as often, so that the most
    /// frequent stay first.
    fn came(&mut self, place: usize) {
        let Some((_, before)) = self.members.get(place).copied() else {
            return;
        };
        let first = self.members.partition_point(|(_, count)| *count > before);
        if first < place {
            self.members.swap(first, place);
        }
        if let Some((_, count)) = self.members.get_mut(first.min(place)) {
            *count = before.saturating_add(1);
        }
    }
}

/// What is known of contexts of one size that are of no experience themselves.
#[derive(Debug, Clone)]
struct Alike {
    known: Odds,
    first: Odds,
    places: Fixed,
}

impl Alike {
    fn all() -> Vec<Self> {
        let one = Self {
            known: Odds::NEW,
            first: Odds::NEW,
            places: Fixed::NEW,
        };
        vec![one; SIZES]
    }
}

/// A choice in contexts by number, and in one for all of them.
pub(super) struct Choice {
    by: Vec<Context>,
    /// How many members there are in those.
    members: usize,
    by_alike: Vec<Alike>,
    all: Context,
    all_alike: Vec<Alike>,
}

impl Choice {
    /// Among so many that are there from the beginning.
    pub(super) fn among(members: u32) -> Self {
        Self {
            by: Vec::new(),
            members: 0,
            by_alike: Alike::all(),
            all: Context {
                members: (0..members).map(|member| (member, 1)).collect(),
                ..Context::NEW
            },
            all_alike: Alike::all(),
        }
    }

    /// A member that came in this context before, or else in any; or what `new` makes of it. Where
    /// it was found in its context, the one for all learns nothing: what that foresees is what the
    /// others did not.
    pub(super) fn code<C: Coder>(
        &mut self,
        coder: &mut C,
        within: Option<u32>,
        member: Option<u32>,
        new: impl FnOnce(&mut C) -> Result<u32, DecodeError>,
    ) -> Result<u32, DecodeError> {
        let within = within.map(|within| within as usize);
        let context = within.and_then(|within| self.by.get_mut(within));
        if let Some(context) = context
            && let Some(found) = find(coder, context, &mut self.by_alike, member)?
        {
            return Ok(found);
        }
        let found = find(coder, &mut self.all, &mut self.all_alike, member)?;
        let member = match found {
            Some(member) => member,
            None => {
                let member = new(coder)?;
                self.all.add(member);
                member
            }
        };
        let kept = |within: &usize| *within < CONTEXTS && self.members < ALL_MEMBERS;
        if let Some(within) = within.filter(kept) {
            if self.by.len() <= within {
                self.by.resize_with(within + 1, || Context::NEW);
            }
            if let Some(context) = self.by.get_mut(within) {
                context.add(member);
                self.members += 1;
            }
        }
        Ok(member)
    }
}

fn find<C: Coder>(
    coder: &mut C,
    context: &mut Context,
    alike: &mut [Alike],
    member: Option<u32>,
) -> Result<Option<u32>, DecodeError> {
    let Some(size) = context.members.len().checked_ilog2() else {
        return Ok(None);
    };
    let alike = alike.get_mut(size as usize);
    let alike = alike.ok_or(DecodeError::Malformed)?;
    let place = if C::WRITES {
        let mut members = context.members.iter();
        member.and_then(|member| members.position(|(known, _)| *known == member))
    } else {
        None
    };
    if !both(coder, &mut context.known, &mut alike.known, place.is_some())? {
        return Ok(None);
    }
    let place = place.unwrap_or(0);
    let first = both(coder, &mut context.first, &mut alike.first, place == 0)?;
    let place = match (first, context.members.len()) {
        (true, _) => 0,
        (false, 2) => 1,
        (false, _) => {
            let after = place.saturating_sub(1) as u32;
            alike.places.code(coder, size + 1, after)? as usize + 1
        }
    };
    let (member, _) = *context.members.get(place).ok_or(DecodeError::Malformed)?;
    context.came(place);
    Ok(Some(member))
}

/// A decision that two experiences foresee: the own one once there is one, else that of all alike.
fn both(
    coder: &mut impl Coder,
    own: &mut Odds,
    alike: &mut Odds,
    taken: bool,
) -> Result<bool, DecodeError> {
    if own.is_new() {
        let taken = coder.decide(alike, taken)?;
        *own = alike.halfway(taken);
        Ok(taken)
    } else {
        let taken = coder.decide(own, taken)?;
        alike.learn(taken);
        Ok(taken)
    }
}
