//! The lock's history: does the journal go on from what was seen before, and who did what it tells.

use alloc::boxed::Box;
use alloc::vec::Vec;

use railseal_protocol::certificate::Certificate;
use railseal_protocol::chain::{CertificateChain, Holder};
use railseal_protocol::journal::{Entry, Event, JournalHead};
use railseal_protocol::rights::Scope;
use railseal_protocol::statement::Id;
use railseal_protocol::status::Status;
use railseal_protocol::time::Timestamp;
use railseal_protocol::trust::{AnchorError, TrustError};

use super::{Question, problem};
use crate::finding::{Finding, Problem, WhichList};

/// Holds the journal against every earlier sight of it. Two stories of one lock are a clone's, or
/// a journal's that was written anew.
pub(super) fn continuity(
    seen: &[JournalHead],
    status: Option<&Status>,
    journal: Option<&[Entry]>,
) -> Finding {
    let (Some(status), Some(journal)) = (status, journal) else {
        return Finding::ContinuityUnknown;
    };
    let mut longest = None;
    // Nobody has seen anything of a journal without entries.
    for head in seen.iter().filter(|head| head.length > 0) {
        match head_at(journal, status, head.length) {
            None => {
                return Finding::ContinuityGoneBack {
                    seen: head.length,
                    now: status.journal.length,
                };
            }
            Some(now) if now != *head => {
                return Finding::ContinuityForked {
                    entry: head.length - 1,
                };
            }
            Some(_) => longest = longest.max(Some(head.length)),
        }
    }
    longest.map_or(Finding::ContinuityFirst, |seen| Finding::ContinuityKept {
        seen,
    })
}

/// How far the journal reached when it had `length` entries; none where it never had as many.
pub(super) fn head_at(journal: &[Entry], status: &Status, length: u32) -> Option<JournalHead> {
    if length == status.journal.length {
        return Some(status.journal);
    }
    let next = journal.get(length as usize)?;
    Some(JournalHead {
        length,
        hash: next.previous,
    })
}

/// The entries since the sealing under the present manifest was ordered, that order included; none
/// where the journal tells of no such order. An order to close again keeps the manifest.
pub(crate) fn since_order<'a>(journal: &'a [Entry], status: &Status) -> Option<&'a [Entry]> {
    let ordered = journal.iter().rposition(|entry| match &entry.event {
        Event::SealAccepted { manifest, cycle } => {
            status.manifest == Some(*manifest) || *cycle == status.cycle
        }
        _ => false,
    })?;
    journal.get(ordered..)
}

/// Whom an entry names: who had it done, and who agreed or took over.
pub(crate) fn people_of(entry: &Entry) -> impl Iterator<Item = Id<Certificate>> + use<> {
    let other = match entry.event {
        Event::Agreed { by } => Some(by),
        Event::HandedOver { to } => Some(to),
        _ => None,
    };
    entry.who.into_iter().chain(other)
}

/// Holds every act since sealing against whoever is named for it.
pub(super) fn events(
    question: &Question<'_>,
    status: Option<&Status>,
    journal: Option<&[Entry]>,
) -> Finding {
    let since = status
        .zip(journal)
        .and_then(|(status, journal)| since_order(journal, status));
    let Some(since) = since else {
        return Finding::EventsUnknown;
    };
    // Whoever is named a hundred times is verified once.
    let mut people: Vec<(Id<Certificate>, Named)> = Vec::new();
    let (mut acts, mut worst) = (0u32, None::<Finding>);
    // The time of an entry that has none is the last that is known before it.
    let mut known = None;
    let mut closes_again = false;
    for entry in since {
        known = entry.time.wall.or(known);
        match entry.event {
            Event::SealAccepted { .. } => closes_again = false,
            Event::ResealAccepted { .. } => closes_again = true,
            _ => {}
        }
        let mut take = |found: Option<Finding>| {
            if let Some(found) = found
                && worst.as_ref().is_none_or(|w| found.result() > w.result())
            {
                worst = Some(found);
            }
        };
        if entry.who.is_none() && needs_a_person(&entry.event) {
            take(Some(Finding::EventsWithoutCause { entry: entry.index }));
        }
        acts += u32::from(entry.who.is_some());
        for who in people_of(entry) {
            let place = people.iter().position(|(known, _)| *known == who);
            let place = place.unwrap_or_else(|| {
                people.push((who, Named::of(question, &who)));
                people.len() - 1
            });
            let named = people.get(place).map(|(_, named)| named);
            take(named.and_then(|named| person(question, (entry, closes_again), named, known)));
        }
    }
    worst.unwrap_or(Finding::EventsAccounted {
        acts,
        people: u32::try_from(people.len()).unwrap_or(u32::MAX),
    })
}

/// What is known of a person whom entries name.
enum Named {
    /// The chain was not given.
    Missing,
    /// It is nobody's.
    Forged,
    /// It cannot be said whether it is anybody's, or nobody here recognises whose.
    Unknown(Problem),
    Person(Box<Holder>),
}

impl Named {
    fn of(question: &Question<'_>, who: &Id<Certificate>) -> Self {
        let Some(chain) = chain_of(question, who) else {
            return Self::Missing;
        };
        match question.trust.verify(chain) {
            Ok(holder) => Self::Person(Box::new(holder)),
            Err(TrustError::Anchor(AnchorError::NoRecognition(_))) => {
                Self::Unknown(Problem::CannotSay(WhichList::Recognition))
            }
            Err(TrustError::Anchor(AnchorError::NotRecognised(_)))
                if question.trust.recognition(question.at()).is_err() =>
            {
                // A list past its end cannot say that somebody is not recognised.
                Self::Unknown(Problem::CannotSay(WhichList::Recognition))
            }
            Err(TrustError::Anchor(AnchorError::NotRecognised(administration))) => {
                Self::Unknown(Problem::NotRecognised(administration))
            }
            Err(TrustError::Unreadable(_) | TrustError::Chain(_)) => Self::Forged,
        }
    }
}

/// What is wrong with a person whom an entry names, if something is.
fn person(
    question: &Question<'_>,
    (act, closes_again): (&Entry, bool),
    named: &Named,
    acted_at: Option<Timestamp>,
) -> Option<Finding> {
    let entry = act.index;
    let problem = match named {
        Named::Missing => return Some(Finding::EventsPersonMissing { entry }),
        Named::Forged => return Some(Finding::EventsPersonForged { entry }),
        Named::Unknown(problem) => *problem,
        Named::Person(holder) => {
            let now = question.at();
            let standing = question.trust.standing_of_act(
                holder,
                scope(&act.event, closes_again),
                acted_at.unwrap_or(now),
                now,
            );
            problem(question, standing, holder)?
        }
    };
    Some(Finding::EventsProblem { entry, problem })
}

/// The chain of whoever sealed came with the manifest; the others' were asked for.
fn chain_of<'a>(question: &Question<'a>, who: &Id<Certificate>) -> Option<&'a CertificateChain> {
    let seal = &question.evidence.seal;
    let sealer = seal.sealing.iter().map(|sealing| &sealing.sealer);
    sealer
        .chain(seal.people.iter())
        .find(|chain| chain.leaf.id() == *who)
}

/// What somebody must be recognised for to have it done.
fn scope(event: &Event, closes_again: bool) -> Scope {
    match event {
        Event::Sealed { .. } if closes_again => Scope::Unsealing,
        Event::SealAccepted { .. } | Event::Sealed { .. } => Scope::Documents,
        Event::UnsealAccepted
        | Event::Unsealed
        | Event::ResealAccepted { .. }
        | Event::Amended { .. }
        | Event::ClearAccepted
        | Event::TamperCleared
        | Event::ClockAccepted { .. }
        | Event::ClockSet { .. }
        | Event::DeactivateAccepted { .. }
        | Event::DocumentsErased
        | Event::Deactivated
        | Event::GrantUsed { .. } => Scope::Unsealing,
        _ => Scope::Inspections,
    }
}

/// What a lock does only when a person orders it.
fn needs_a_person(event: &Event) -> bool {
    matches!(
        event,
        Event::SealAccepted { .. }
            | Event::UnsealAccepted
            | Event::TamperCleared
            | Event::ClockSet { .. }
            | Event::DocumentsErased
            | Event::Deactivated
            | Event::ResealAccepted { .. }
            | Event::Amended { .. }
            | Event::ClearAccepted
            | Event::ClockAccepted { .. }
            | Event::HandedOver { .. }
            | Event::DeactivateAccepted { .. }
            | Event::GrantUsed { .. }
            | Event::Agreed { .. }
    )
}
