//! What a finding says to an officer: what was found, and what to do.

mod journey;
#[cfg(test)]
mod samples;

use railseal_inspection::finding::{Finding, Problem, WhichList};
use railseal_protocol::manifest::{DocumentKind, Totals};
use railseal_protocol::time::{Seconds, Timestamp};

use super::{Language, Phrase};
use crate::local_time::Zone;

/// A finding in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// What was found.
    pub found: String,
    /// What to do; none where there is nothing to do.
    pub what_to_do: Option<&'static str>,
}

impl Language {
    /// A finding in words, its times in a station's zone.
    pub fn tell(self, finding: &Finding, zone: Zone) -> Told {
        let (phrase, gaps, to_do) = Teller {
            language: self,
            zone,
        }
        .row(finding);
        Told {
            found: self.fill(phrase, &gaps),
            what_to_do: to_do.map(|phrase| self.say(phrase)),
        }
    }

    /// A document's name.
    pub fn document(self, kind: &DocumentKind) -> String {
        match kind {
            DocumentKind::DeliveryBill => self.say(Phrase::DocumentBill).to_owned(),
            DocumentKind::MailList(id) => self.fill(Phrase::DocumentListOf, &[id.to_string()]),
            DocumentKind::DetailSheet(id) => self.fill(Phrase::DocumentSheetOf, &[id.to_string()]),
        }
    }

    /// Totals in words.
    pub fn totals(self, totals: &Totals) -> String {
        self.fill(Phrase::TotalsInWords, &self.total_gaps(totals))
    }

    fn total_gaps(self, totals: &Totals) -> Vec<String> {
        vec![
            totals.despatches.to_string(),
            totals.receptacles.to_string(),
            totals.items.to_string(),
            self.weight(totals.gross),
        ]
    }

    fn duration(self, seconds: Seconds) -> String {
        let (phrase, length) = match seconds.get() {
            s if s < 2 * 3600 => (Phrase::DurationMinutes, s.div_ceil(60)),
            s if s < 2 * 86_400 => (Phrase::DurationHours, s / 3600),
            s => (Phrase::DurationDays, s / 86_400),
        };
        self.fill(phrase, &[length.to_string()])
    }
}

type Row = (Phrase, Vec<String>, Option<Phrase>);

struct Teller {
    language: Language,
    zone: Zone,
}

impl Teller {
    fn row(&self, finding: &Finding) -> Row {
        use Finding as F;
        use Phrase as P;
        match finding {
            F::LockGenuine {
                lock,
                administration,
            } => fine(
                P::FoundLockGenuine,
                [lock.to_string(), administration.to_string()],
            ),
            F::LockChainUnreadable => held(P::FoundLockChainUnreadable, []),
            F::LockChainForged => held(P::FoundLockChainForged, []),
            F::LockNotALock => held(P::FoundLockNotALock, []),
            F::LockIsAnother {
                announced,
                certified,
            } => held(
                P::FoundLockIsAnother,
                [announced.to_string(), certified.to_string()],
            ),
            F::LockKeyDiffers => held(P::FoundLockKeyDiffers, []),
            F::LockRootUnknown => to(P::DoSync, P::FoundLockRootUnknown, []),
            F::LockNotRecognised(administration) => to(
                P::DoHoldRecognition,
                P::FoundLockNotRecognised,
                [administration.to_string()],
            ),

            F::CertificateCounts(administration) => {
                fine(P::FoundCertificateCounts, [administration.to_string()])
            }
            F::CertificateUnknown => to(P::DoReadAgain, P::FoundCertificateUnknown, []),
            F::CertificateProblem(problem) | F::IssuerProblem(problem) => self.problem(problem),

            F::TampersAsSealed(count) => fine(P::FoundTampersAsSealed, [count.0.to_string()]),
            F::TampersGrown { sealed, now } => opened(
                P::FoundTampersGrown,
                [sealed.0.to_string(), now.0.to_string()],
            ),
            F::TampersGoneBack { sealed, now } => held(
                P::FoundTampersGoneBack,
                [sealed.0.to_string(), now.0.to_string()],
            ),
            F::TampersUnknown => to(P::DoReadAgain, P::FoundTampersUnknown, []),

            F::ShutSinceSealing { cycle, sealed_at } => fine(
                P::FoundShutSinceSealing,
                [cycle.0.to_string(), self.maybe(*sealed_at)],
            ),
            F::ShutBrokenByForce { entry, at } => opened(
                P::FoundShutBrokenByForce,
                [entry.to_string(), self.maybe(*at)],
            ),
            F::ShutUnsealedSince { entry, at } => opened(
                P::FoundShutUnsealedSince,
                [entry.to_string(), self.maybe(*at)],
            ),
            F::ShutNotSealed(state) => {
                let state = self.language.say(P::state(*state)).to_owned();
                opened(P::FoundShutNotSealed, [state])
            }
            F::ShutNeverSealed(cycle) => opened(P::FoundShutNeverSealed, [cycle.0.to_string()]),
            F::ShutUnknown => to(P::DoReadAgain, P::FoundShutUnknown, []),

            F::StatusFresh => fine(P::FoundStatusFresh, []),
            F::StatusMissing => to(P::DoReadAgain, P::FoundStatusMissing, []),
            F::StatusForged => held(P::FoundStatusForged, []),
            F::StatusOfAnother => held(P::FoundStatusOfAnother, []),

            F::JournalUnbroken { entries } => fine(P::FoundJournalUnbroken, [entries.to_string()]),
            F::JournalMissing { refused: None } => to(P::DoReadAgain, P::FoundJournalMissing, []),
            F::JournalMissing { refused: Some(_) } => to(P::DoAccess, P::FoundJournalRefused, []),
            F::JournalBroken { entry } => held(P::FoundJournalBroken, [entry.to_string()]),

            F::ManifestGenuine { .. }
            | F::ManifestMissing
            | F::ManifestChainForged
            | F::ManifestForged
            | F::ManifestOfAnotherLock(_)
            | F::ManifestOfAnotherCycle(_)
            | F::ManifestNotTheLocks
            | F::ManifestJournalDiffers
            | F::ManifestPolicyForged
            | F::ManifestRootUnknown
            | F::ManifestNotRecognised(_) => self.manifest(finding),

            F::IssuerCounts(administration) => {
                fine(P::FoundIssuerCounts, [administration.to_string()])
            }
            F::IssuerUnknown => to(P::DoReadAgain, P::FoundIssuerUnknown, []),

            F::ContainerMatches(number) => fine(P::FoundContainerMatches, [number.to_string()]),
            F::ContainerNotTyped => to(P::DoTypeNumber, P::FoundContainerNotTyped, []),
            F::ContainerDiffers { painted, manifest } => to(
                P::DoHoldContainer,
                P::FoundContainerDiffers,
                [painted.to_string(), manifest.to_string()],
            ),
            F::ContainerUnknown => to(P::DoReadAgain, P::FoundContainerUnknown, []),

            F::TotalsAgree(_)
            | F::TotalsSheetDiffers { .. }
            | F::TotalsListDiffers { .. }
            | F::TotalsManifestDiffers { .. }
            | F::TotalsBillDiffers { .. }
            | F::TotalsOtherPair
            | F::TotalsUnknown => self.totals(finding),

            F::DocumentsComplete { documents, bytes } => fine(
                P::FoundDocumentsComplete,
                [documents.to_string(), bytes.to_string()],
            ),
            F::DocumentsMissing { document, have, of } => to(
                P::DoReadAgain,
                P::FoundDocumentsMissing,
                [
                    self.language.document(document),
                    have.to_string(),
                    of.to_string(),
                ],
            ),
            F::DocumentsForged { document, chunk } => held(
                P::FoundDocumentsForged,
                [self.language.document(document), (chunk + 1).to_string()],
            ),
            F::DocumentsSwapped {
                document,
                chunk,
                is_of,
                is,
            } => held(
                P::FoundDocumentsSwapped,
                [
                    self.language.document(document),
                    (chunk + 1).to_string(),
                    self.language.document(is_of),
                    (is + 1).to_string(),
                ],
            ),
            F::DocumentsCut { document, chunk } => held(
                P::FoundDocumentsCut,
                [self.language.document(document), (chunk + 1).to_string()],
            ),
            F::DocumentsUnreadable(document) => to(
                P::DoHoldCargo,
                P::FoundDocumentsUnreadable,
                [self.language.document(document)],
            ),
            F::DocumentsNotSealed => to(P::DoHoldCargo, P::FoundDocumentsNotSealed, []),
            F::DocumentsUnknown => to(P::DoReadAgain, P::FoundDocumentsUnknown, []),

            F::IdentifiersRight { checked } => {
                fine(P::FoundIdentifiersRight, [checked.to_string()])
            }
            F::IdentifiersTwice { despatch, line } => to(
                P::DoNoteIdentifiers,
                P::FoundIdentifiersTwice,
                [despatch.to_string(), (line + 1).to_string()],
            ),
            F::IdentifiersWrong {
                wrong,
                despatch,
                line,
            } => to(
                P::DoNoteIdentifiers,
                P::FoundIdentifiersWrong,
                [
                    wrong.to_string(),
                    despatch.to_string(),
                    (line + 1).to_string(),
                ],
            ),
            F::IdentifiersUnknown => to(P::DoReadAgain, P::FoundIdentifiersUnknown, []),

            F::ListsFresh
            | F::ListsRefreshDue { .. }
            | F::ListsMissing(_)
            | F::ListsRefused(_)
            | F::ListsRolledBack { .. }
            | F::ListsExpired { .. }
            | F::ListsRootExpired { .. } => self.lists(finding),

            F::ClocksAgree => fine(P::FoundClocksAgree, []),
            F::ClockBehindFloor { behind } => to(
                P::DoSetClock,
                P::FoundClockBehindFloor,
                [self.language.duration(*behind)],
            ),
            F::ClockOfLockLost => to(P::DoNoteClock, P::FoundClockOfLockLost, []),
            F::ClocksApart { by } => to(
                P::DoNoteClock,
                P::FoundClocksApart,
                [self.language.duration(*by)],
            ),
            F::ClockOfLockWentBack { entry } => to(
                P::DoNoteClock,
                P::FoundClockOfLockWentBack,
                [entry.to_string()],
            ),
            F::ClockUnknown => to(P::DoReadAgain, P::FoundClockUnknown, []),

            F::BatteryGood(charge) => fine(P::FoundBatteryGood, [charge.get().to_string()]),
            F::BatteryLow(charge) => {
                to(P::DoBattery, P::FoundBatteryLow, [charge.get().to_string()])
            }
            F::BatteryUnknown => to(P::DoReadAgain, P::FoundBatteryUnknown, []),

            F::PresenceShown
            | F::PresenceNotAsked
            | F::PresenceSkipped
            | F::PresenceOtherCode
            | F::PresenceForged
            | F::PresenceNoLamp
            | F::PresenceUnknown
            | F::ContinuityKept { .. }
            | F::ContinuityFirst
            | F::ContinuityForked { .. }
            | F::ContinuityGoneBack { .. }
            | F::ContinuityUnknown
            | F::EventsAccounted { .. }
            | F::EventsProblem { .. }
            | F::EventsUnknown
            | F::EventsPersonMissing { .. }
            | F::EventsPersonForged { .. }
            | F::EventsWithoutCause { .. }
            | F::InspectionsNone
            | F::InspectionsCount { .. }
            | F::InspectionsProblem { .. }
            | F::InspectionsForged { .. }
            | F::InspectionsOfAnother { .. }
            | F::InspectionsMissing { .. }
            | F::InspectionsHeld(_)
            | F::InspectionsUnknown
            | F::AmendmentsNone
            | F::AmendmentsCount { .. }
            | F::AmendmentsProblem { .. }
            | F::AmendmentsForged { .. }
            | F::AmendmentsOfAnother { .. }
            | F::AmendmentsMissing { .. }
            | F::AmendmentsDoNotAddUp { .. }
            | F::AmendmentsUnknown
            | F::RoutePlausible(_)
            | F::RouteLeft { .. }
            | F::RouteSealedBefore { .. }
            | F::RouteAhead { .. }
            | F::RouteUnknown => self.journey(finding),
        }
    }

    fn manifest(&self, finding: &Finding) -> Row {
        use Finding as F;
        use Phrase as P;
        match finding {
            F::ManifestGenuine { issued_at } => {
                fine(P::FoundManifestGenuine, [self.zone.show(*issued_at)])
            }
            F::ManifestChainForged => held(P::FoundManifestChainForged, []),
            F::ManifestForged => held(P::FoundManifestForged, []),
            F::ManifestOfAnotherLock(lock) => {
                held(P::FoundManifestOfAnotherLock, [lock.to_string()])
            }
            F::ManifestOfAnotherCycle(cycle) => {
                held(P::FoundManifestOfAnotherCycle, [cycle.0.to_string()])
            }
            F::ManifestNotTheLocks => held(P::FoundManifestNotTheLocks, []),
            F::ManifestJournalDiffers => held(P::FoundManifestJournalDiffers, []),
            F::ManifestPolicyForged => held(P::FoundManifestPolicyForged, []),
            F::ManifestRootUnknown => to(P::DoSync, P::FoundManifestRootUnknown, []),
            F::ManifestNotRecognised(administration) => to(
                P::DoHoldRecognition,
                P::FoundManifestNotRecognised,
                [administration.to_string()],
            ),
            _ => to(P::DoReadAgain, P::FoundManifestMissing, []),
        }
    }

    fn totals(&self, finding: &Finding) -> Row {
        use Finding as F;
        use Phrase as P;
        let say = self.language;
        match finding {
            F::TotalsAgree(totals) => (P::FoundTotalsAgree, say.total_gaps(totals), None),
            F::TotalsSheetDiffers {
                despatch,
                receptacle,
                listed,
                sheet,
            } => to(
                P::DoHoldCargo,
                P::FoundTotalsSheetDiffers,
                [
                    despatch.to_string(),
                    (receptacle + 1).to_string(),
                    listed.to_string(),
                    sheet.to_string(),
                ],
            ),
            F::TotalsListDiffers {
                despatch,
                bill,
                listed,
            } => to(
                P::DoHoldCargo,
                P::FoundTotalsListDiffers,
                [despatch.to_string(), say.load(*bill), say.load(*listed)],
            ),
            F::TotalsManifestDiffers {
                manifest,
                documents,
            } => to(
                P::DoHoldCargo,
                P::FoundTotalsManifestDiffers,
                [say.totals(manifest), say.totals(documents)],
            ),
            F::TotalsBillDiffers { manifest, bill } => to(
                P::DoHoldCargo,
                P::FoundTotalsBillDiffers,
                [say.totals(manifest), say.totals(bill)],
            ),
            F::TotalsOtherPair => to(P::DoHoldCargo, P::FoundTotalsOtherPair, []),
            _ => to(P::DoReadAgain, P::FoundTotalsUnknown, []),
        }
    }

    fn lists(&self, finding: &Finding) -> Row {
        use Finding as F;
        use Phrase as P;
        match finding {
            F::ListsRefreshDue { list, since } => to(
                P::DoSyncSoon,
                P::FoundListsRefreshDue,
                [self.list(list), self.zone.show(*since)],
            ),
            F::ListsMissing(list) => to(P::DoSync, P::FoundListsMissing, [self.list(list)]),
            F::ListsRefused(list) => to(P::DoSync, P::FoundListsRefused, [self.list(list)]),
            F::ListsRolledBack { list, seen, got } => to(
                P::DoSync,
                P::FoundListsRolledBack,
                [self.list(list), got.0.to_string(), seen.0.to_string()],
            ),
            F::ListsExpired { list, since } => to(
                P::DoSync,
                P::FoundListsExpired,
                [self.list(list), self.zone.show(*since)],
            ),
            F::ListsRootExpired { since } => to(
                P::DoRenewRoot,
                P::FoundListsRootExpired,
                [self.zone.show(*since)],
            ),
            _ => fine(P::FoundListsFresh, []),
        }
    }

    fn problem(&self, problem: &Problem) -> Row {
        use Phrase as P;
        match problem {
            Problem::Expired => held(P::FoundProblemExpired, []),
            Problem::NotYetValid => held(P::FoundProblemNotYetValid, []),
            Problem::Revoked { from, .. } => held(P::FoundProblemRevoked, [self.zone.show(*from)]),
            Problem::NotRecognised(administration) => to(
                P::DoHoldRecognition,
                P::FoundProblemNotRecognised,
                [administration.to_string()],
            ),
            Problem::OutOfScope(administration) => to(
                P::DoHoldRecognition,
                P::FoundProblemOutOfScope,
                [administration.to_string()],
            ),
            Problem::CannotSay(_) => to(P::DoSync, P::FoundProblemCannotSay, []),
            Problem::NoTime => to(P::DoSetClock, P::FoundProblemNoTime, []),
        }
    }

    fn list(&self, list: &WhichList) -> String {
        match list {
            WhichList::Recognition => self.language.say(Phrase::ListRecognition).to_owned(),
            WhichList::Revocation(administration) => self
                .language
                .fill(Phrase::ListRevocation, &[administration.to_string()]),
        }
    }

    fn maybe(&self, moment: Option<Timestamp>) -> String {
        moment.map_or_else(
            || self.language.say(Phrase::TimeUnknown).to_owned(),
            |moment| self.zone.show(moment),
        )
    }
}

fn fine<const N: usize>(phrase: Phrase, gaps: [String; N]) -> Row {
    (phrase, Vec::from(gaps), None)
}

fn held<const N: usize>(phrase: Phrase, gaps: [String; N]) -> Row {
    to(Phrase::DoHoldForgery, phrase, gaps)
}

fn opened<const N: usize>(phrase: Phrase, gaps: [String; N]) -> Row {
    to(Phrase::DoHoldOpened, phrase, gaps)
}

fn to<const N: usize>(to_do: Phrase, phrase: Phrase, gaps: [String; N]) -> Row {
    (phrase, Vec::from(gaps), Some(to_do))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use railseal_inspection::finding::CheckResult;
    use railseal_inspection::verdict::MAX_FINDINGS;

    use super::samples::samples;
    use super::*;

    #[test]
    fn every_check_numbers_its_findings_without_gaps() {
        let mut numbers: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        for finding in samples() {
            let code = finding.code().to_string();
            let (kind, number) = code.split_at(2);
            numbers
                .entry(kind.to_owned())
                .or_default()
                .push(number.parse().unwrap());
        }
        assert_eq!(numbers.len(), MAX_FINDINGS);
        for (kind, mut numbers) in numbers {
            numbers.sort_unstable();
            numbers.dedup();
            let last = u32::try_from(numbers.len()).unwrap() - 1;
            assert_eq!(numbers, (0..=last).collect::<Vec<_>>(), "{kind}");
        }
    }

    #[test]
    fn every_finding_is_told_whole_in_every_language() {
        for finding in samples() {
            for language in Language::ALL {
                let told = language.tell(&finding, Zone::UTC);
                assert!(!told.found.contains(['{', '}']), "{told:?}");
                let passed = finding.result() == CheckResult::Passed;
                assert_eq!(told.what_to_do.is_none(), passed, "{finding:?}");
            }
        }
    }

    /// Set `RAILSEAL_WRITE_DOCS` to write the page anew.
    #[test]
    fn the_page_of_findings_is_true() {
        let page = page();
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/FINDINGS.md");
        if std::env::var_os("RAILSEAL_WRITE_DOCS").is_some() {
            std::fs::write(path, &page).unwrap();
        }
        assert_eq!(std::fs::read_to_string(path).unwrap_or_default(), page);
    }

    fn page() -> String {
        let teller = Teller {
            language: Language::English,
            zone: Zone::UTC,
        };
        let mut page = String::from(
            "# Findings\n\n\
             Every code that a verdict can show. A code, once given, keeps its meaning. The verdict is the worst of its\n\
             parts: *failed* holds, then *cannot say*, then *caution*, then *passed*. Gaps are filled from the evidence.\n\n\
             | code | check | result | what was found | what to do |\n|---|---|---|---|---|\n",
        );
        let mut last = String::new();
        for finding in samples() {
            let (phrase, _, to_do) = teller.row(&finding);
            let row = format!(
                "| {} | {} | {} | {} | {} |\n",
                finding.code(),
                Language::English.say(Phrase::check(finding.kind())),
                Language::English
                    .say(Phrase::result(finding.result()))
                    .to_lowercase(),
                Language::English.say(phrase),
                to_do.map_or("", |phrase| Language::English.say(phrase)),
            );
            if row != last {
                page.push_str(&row);
            }
            last = row;
        }
        page
    }
}
