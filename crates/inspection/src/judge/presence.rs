//! Presence: is the lock that speaks the one in front of the officer.

use railseal_protocol::chain::Holder;
use railseal_protocol::manifest::Policy;

use super::Question;
use crate::finding::Finding;

/// Holds what was typed against what the lock has signed that it blinks, where the policy asks.
pub(super) fn presence(
    question: &Question<'_>,
    lock: Option<&Holder>,
    policy: Option<&Policy>,
) -> Finding {
    let seal = &question.evidence.seal;
    let (Some(lock), Some(policy)) = (lock, policy) else {
        return Finding::PresenceUnknown;
    };
    let Some(signed) = &seal.lamp else {
        return if policy.presence {
            Finding::PresenceNoLamp
        } else {
            Finding::PresenceNotAsked
        };
    };
    match lock.verify(signed) {
        Ok(shown) if shown.session == seal.session && shown.lock == seal.lock => {
            match question.lamp {
                Some(typed) if typed == shown.code => Finding::PresenceShown,
                Some(_) => Finding::PresenceOtherCode,
                None => Finding::PresenceSkipped,
            }
        }
        _ => Finding::PresenceForged,
    }
}
