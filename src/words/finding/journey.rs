//! What is said of the lock's journey: is it here, does its journal go on, who ordered what, who
//! inspected it, is it where it should be.

use railseal_inspection::finding::Finding;

use super::{Row, Teller, fine, held, to};
use crate::words::Phrase;

impl Teller {
    pub(super) fn journey(&self, finding: &Finding) -> Row {
        use Finding as F;
        use Phrase as P;
        match finding {
            F::PresenceShown => fine(P::FoundPresenceShown, []),
            F::PresenceNotAsked => fine(P::FoundPresenceNotAsked, []),
            F::PresenceSkipped => to(P::DoReadLamp, P::FoundPresenceSkipped, []),
            F::PresenceOtherCode => to(P::DoHoldRelay, P::FoundPresenceOtherCode, []),
            F::PresenceForged => held(P::FoundPresenceForged, []),
            F::PresenceNoLamp => to(P::DoNoLamp, P::FoundPresenceNoLamp, []),
            F::PresenceUnknown => to(P::DoReadAgain, P::FoundPresenceUnknown, []),

            F::ContinuityKept { seen } => fine(P::FoundContinuityKept, [seen.to_string()]),
            F::ContinuityFirst => to(P::DoFirstSight, P::FoundContinuityFirst, []),
            F::ContinuityForked { entry } => held(P::FoundContinuityForked, [entry.to_string()]),
            F::ContinuityGoneBack { seen, now } => held(
                P::FoundContinuityGoneBack,
                [seen.to_string(), now.to_string()],
            ),

            F::EventsAccounted { .. }
            | F::EventsProblem { .. }
            | F::EventsUnknown
            | F::EventsPersonMissing { .. }
            | F::EventsPersonForged { .. }
            | F::EventsWithoutCause { .. } => self.events(finding),

            F::InspectionsNone
            | F::InspectionsCount { .. }
            | F::InspectionsProblem { .. }
            | F::InspectionsForged { .. }
            | F::InspectionsOfAnother { .. }
            | F::InspectionsMissing { .. }
            | F::InspectionsHeld(_)
            | F::InspectionsUnknown => self.inspections(finding),

            F::AmendmentsNone
            | F::AmendmentsCount { .. }
            | F::AmendmentsProblem { .. }
            | F::AmendmentsForged { .. }
            | F::AmendmentsOfAnother { .. }
            | F::AmendmentsMissing { .. }
            | F::AmendmentsDoNotAddUp { .. }
            | F::AmendmentsUnknown => self.amendments(finding),

            F::RoutePlausible(here) => fine(P::FoundRoutePlausible, [here.to_string()]),
            F::RouteLeft { here } => to(P::DoNoteRoute, P::FoundRouteLeft, [here.to_string()]),
            F::RouteSealedBefore { by } => to(
                P::DoNoteRoute,
                P::FoundRouteSealedBefore,
                [self.language.duration(*by)],
            ),
            F::RouteAhead { by } => to(
                P::DoSetClock,
                P::FoundRouteAhead,
                [self.language.duration(*by)],
            ),
            F::RouteUnknown => to(P::DoReadAgain, P::FoundRouteUnknown, []),
            _ => to(P::DoReadAgain, P::FoundContinuityUnknown, []),
        }
    }

    fn events(&self, finding: &Finding) -> Row {
        use Finding as F;
        use Phrase as P;
        match finding {
            F::EventsAccounted { acts, people } => fine(
                P::FoundEventsAccounted,
                [acts.to_string(), people.to_string()],
            ),
            F::EventsProblem { entry, problem } => {
                let (phrase, gaps, to_do) = self.problem(problem);
                let why = self.language.fill(phrase, &gaps);
                (P::FoundEventsProblem, vec![entry.to_string(), why], to_do)
            }
            F::EventsPersonMissing { entry } => to(
                P::DoReadAgain,
                P::FoundEventsPersonMissing,
                [entry.to_string()],
            ),
            F::EventsPersonForged { entry } => {
                held(P::FoundEventsPersonForged, [entry.to_string()])
            }
            F::EventsWithoutCause { entry } => {
                held(P::FoundEventsWithoutCause, [entry.to_string()])
            }
            _ => to(P::DoReadAgain, P::FoundEventsUnknown, []),
        }
    }

    fn amendments(&self, finding: &Finding) -> Row {
        use Finding as F;
        use Phrase as P;
        let number = |back: &u8| (u32::from(*back) + 1).to_string();
        match finding {
            F::AmendmentsNone => fine(P::FoundAmendmentsNone, []),
            F::AmendmentsCount { amendments, totals } => fine(
                P::FoundAmendmentsCount,
                [amendments.to_string(), self.language.totals(totals)],
            ),
            F::AmendmentsProblem { back, problem } => {
                let (phrase, gaps, to_do) = self.problem(problem);
                let why = self.language.fill(phrase, &gaps);
                (P::FoundAmendmentsProblem, vec![number(back), why], to_do)
            }
            F::AmendmentsForged { back } => held(P::FoundAmendmentsForged, [number(back)]),
            F::AmendmentsOfAnother { back } => held(P::FoundAmendmentsOfAnother, [number(back)]),
            F::AmendmentsMissing { back } => {
                to(P::DoReadAgain, P::FoundAmendmentsMissing, [number(back)])
            }
            F::AmendmentsDoNotAddUp { back } => held(P::FoundAmendmentsDoNotAddUp, [number(back)]),
            _ => to(P::DoReadAgain, P::FoundAmendmentsUnknown, []),
        }
    }

    fn inspections(&self, finding: &Finding) -> Row {
        use Finding as F;
        use Phrase as P;
        let number = |back: &u8| (u32::from(*back) + 1).to_string();
        match finding {
            F::InspectionsNone => fine(P::FoundInspectionsNone, []),
            F::InspectionsCount { inspections } => {
                fine(P::FoundInspectionsCount, [inspections.to_string()])
            }
            F::InspectionsProblem { back, problem } => {
                let (phrase, gaps, _) = self.problem(problem);
                let why = self.language.fill(phrase, &gaps);
                to(
                    P::DoInspectAgain,
                    P::FoundInspectionsProblem,
                    [number(back), why],
                )
            }
            F::InspectionsForged { back } => held(P::FoundInspectionsForged, [number(back)]),
            F::InspectionsOfAnother { back } => held(P::FoundInspectionsOfAnother, [number(back)]),
            F::InspectionsMissing { back } => {
                to(P::DoReadAgain, P::FoundInspectionsMissing, [number(back)])
            }
            F::InspectionsHeld(disposition) => {
                let decided = self.language.say(P::disposition(*disposition)).to_owned();
                to(P::DoAskHeld, P::FoundInspectionsHeld, [decided])
            }
            _ => to(P::DoReadAgain, P::FoundInspectionsUnknown, []),
        }
    }
}
