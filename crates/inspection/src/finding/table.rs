//! The table: what each finding's code is, and what it comes to.

use core::fmt;

use super::{CheckKind, CheckResult, Code, Finding, Problem};

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.kind.prefix(), self.number)
    }
}

impl CheckKind {
    /// Whether the check needs nothing but the lock's own evidence: whoever has that evidence and
    /// the same lists comes to the same finding.
    pub(crate) const fn rests_on_the_seal_alone(self) -> bool {
        matches!(
            self,
            Self::Lock
                | Self::Tamper
                | Self::Shut
                | Self::Status
                | Self::Journal
                | Self::Manifest
                | Self::Container
                | Self::Battery
                | Self::Presence
                | Self::Continuity
        )
    }

    const fn prefix(self) -> &'static str {
        match self {
            Self::Lock => "LK",
            Self::Certificate => "CT",
            Self::Presence => "PR",
            Self::Continuity => "CN",
            Self::Tamper => "TP",
            Self::Shut => "SH",
            Self::Events => "EV",
            Self::Status => "ST",
            Self::Journal => "JN",
            Self::Manifest => "MF",
            Self::Issuer => "IS",
            Self::Container => "BX",
            Self::Totals => "TT",
            Self::Documents => "DC",
            Self::Inspections => "PI",
            Self::Amendments => "AM",
            Self::Identifiers => "ID",
            Self::Route => "RT",
            Self::Lists => "LS",
            Self::Clock => "CK",
            Self::Battery => "BT",
        }
    }
}

impl Finding {
    /// Its code.
    pub const fn code(&self) -> Code {
        let (kind, number, _) = self.row();
        Code { kind, number }
    }

    /// What was checked.
    pub const fn kind(&self) -> CheckKind {
        self.row().0
    }

    /// What it came to.
    pub const fn result(&self) -> CheckResult {
        self.row().2
    }

    /// The table. A number, once given, keeps its meaning.
    const fn row(&self) -> (CheckKind, u8, CheckResult) {
        use CheckKind as K;
        use CheckResult::{CannotSay, Caution, Failed, Passed};
        match self {
            Self::LockGenuine { .. } => (K::Lock, 0, Passed),
            Self::LockChainUnreadable => (K::Lock, 1, Failed),
            Self::LockChainForged => (K::Lock, 2, Failed),
            Self::LockNotALock => (K::Lock, 3, Failed),
            Self::LockIsAnother { .. } => (K::Lock, 4, Failed),
            Self::LockKeyDiffers => (K::Lock, 5, Failed),
            Self::LockRootUnknown => (K::Lock, 6, CannotSay),
            Self::LockNotRecognised(_) => (K::Lock, 7, Failed),

            Self::CertificateCounts(_) => (K::Certificate, 0, Passed),
            Self::CertificateProblem(problem) => problem.row(K::Certificate),
            Self::CertificateUnknown => (K::Certificate, 7, CannotSay),

            Self::TampersAsSealed(_) => (K::Tamper, 0, Passed),
            Self::TampersGrown { .. } => (K::Tamper, 1, Failed),
            Self::TampersGoneBack { .. } => (K::Tamper, 2, Failed),
            Self::TampersUnknown => (K::Tamper, 3, CannotSay),

            Self::ShutSinceSealing { .. } => (K::Shut, 0, Passed),
            Self::ShutBrokenByForce { .. } => (K::Shut, 1, Failed),
            Self::ShutUnsealedSince { .. } => (K::Shut, 2, Failed),
            Self::ShutNotSealed(_) => (K::Shut, 3, Failed),
            Self::ShutNeverSealed(_) => (K::Shut, 4, Failed),
            Self::ShutUnknown => (K::Shut, 5, CannotSay),

            Self::StatusFresh => (K::Status, 0, Passed),
            Self::StatusMissing => (K::Status, 1, CannotSay),
            Self::StatusForged => (K::Status, 2, Failed),
            Self::StatusOfAnother => (K::Status, 3, Failed),

            Self::JournalUnbroken { .. } => (K::Journal, 0, Passed),
            Self::JournalMissing { .. } => (K::Journal, 1, CannotSay),
            Self::JournalBroken { .. } => (K::Journal, 2, Failed),

            Self::ManifestGenuine { .. } => (K::Manifest, 0, Passed),
            Self::ManifestMissing => (K::Manifest, 1, CannotSay),
            Self::ManifestChainForged => (K::Manifest, 2, Failed),
            Self::ManifestForged => (K::Manifest, 3, Failed),
            Self::ManifestOfAnotherLock(_) => (K::Manifest, 4, Failed),
            Self::ManifestOfAnotherCycle(_) => (K::Manifest, 5, Failed),
            Self::ManifestNotTheLocks => (K::Manifest, 6, Failed),
            Self::ManifestJournalDiffers => (K::Manifest, 7, Failed),
            Self::ManifestPolicyForged => (K::Manifest, 8, Failed),
            Self::ManifestRootUnknown => (K::Manifest, 9, CannotSay),
            Self::ManifestNotRecognised(_) => (K::Manifest, 10, Failed),

            Self::IssuerCounts(_) => (K::Issuer, 0, Passed),
            Self::IssuerProblem(problem) => problem.row(K::Issuer),
            Self::IssuerUnknown => (K::Issuer, 7, CannotSay),

            Self::ContainerMatches(_) => (K::Container, 0, Passed),
            Self::ContainerNotTyped => (K::Container, 1, CannotSay),
            Self::ContainerDiffers { .. } => (K::Container, 2, Failed),
            Self::ContainerUnknown => (K::Container, 3, CannotSay),

            Self::TotalsAgree(_) => (K::Totals, 0, Passed),
            Self::TotalsSheetDiffers { .. } => (K::Totals, 1, Failed),
            Self::TotalsListDiffers { .. } => (K::Totals, 2, Failed),
            Self::TotalsManifestDiffers { .. } => (K::Totals, 3, Failed),
            Self::TotalsBillDiffers { .. } => (K::Totals, 4, Failed),
            Self::TotalsOtherPair => (K::Totals, 5, Failed),
            Self::TotalsUnknown => (K::Totals, 6, CannotSay),

            Self::DocumentsComplete { .. } => (K::Documents, 0, Passed),
            Self::DocumentsMissing { .. } => (K::Documents, 1, CannotSay),
            Self::DocumentsForged { .. } => (K::Documents, 2, Failed),
            Self::DocumentsUnreadable(_) => (K::Documents, 3, Failed),
            Self::DocumentsNotSealed => (K::Documents, 4, Failed),
            Self::DocumentsUnknown => (K::Documents, 5, CannotSay),

            Self::IdentifiersRight { .. } => (K::Identifiers, 0, Passed),
            Self::IdentifiersWrong { .. } => (K::Identifiers, 1, Caution),
            Self::IdentifiersUnknown => (K::Identifiers, 2, CannotSay),

            Self::ListsFresh => (K::Lists, 0, Passed),
            Self::ListsRefreshDue { .. } => (K::Lists, 1, Caution),
            Self::ListsMissing(_) => (K::Lists, 2, CannotSay),
            Self::ListsRefused(_) => (K::Lists, 3, CannotSay),
            Self::ListsRolledBack { .. } => (K::Lists, 4, CannotSay),
            Self::ListsExpired { .. } => (K::Lists, 5, CannotSay),

            Self::ClocksAgree => (K::Clock, 0, Passed),
            Self::ClockBehindFloor { .. } => (K::Clock, 1, CannotSay),
            Self::ClockOfLockLost => (K::Clock, 2, Caution),
            Self::ClocksApart { .. } => (K::Clock, 3, Caution),
            Self::ClockUnknown => (K::Clock, 4, CannotSay),

            Self::BatteryGood(_) => (K::Battery, 0, Passed),
            Self::BatteryLow(_) => (K::Battery, 1, Caution),
            Self::BatteryUnknown => (K::Battery, 2, CannotSay),

            Self::PresenceShown => (K::Presence, 0, Passed),
            Self::PresenceNotAsked => (K::Presence, 1, Passed),
            Self::PresenceSkipped => (K::Presence, 2, CannotSay),
            Self::PresenceOtherCode => (K::Presence, 3, Failed),
            Self::PresenceForged => (K::Presence, 4, Failed),
            Self::PresenceNoLamp => (K::Presence, 5, CannotSay),
            Self::PresenceUnknown => (K::Presence, 6, CannotSay),

            Self::ContinuityKept { .. } => (K::Continuity, 0, Passed),
            Self::ContinuityFirst => (K::Continuity, 1, Caution),
            Self::ContinuityForked { .. } => (K::Continuity, 2, Failed),
            Self::ContinuityGoneBack { .. } => (K::Continuity, 3, Failed),
            Self::ContinuityUnknown => (K::Continuity, 4, CannotSay),

            Self::EventsAccounted { .. } => (K::Events, 0, Passed),
            Self::EventsProblem { problem, .. } => problem.row(K::Events),
            Self::EventsUnknown => (K::Events, 7, CannotSay),
            Self::EventsPersonMissing { .. } => (K::Events, 9, CannotSay),
            Self::EventsPersonForged { .. } => (K::Events, 10, Failed),
            Self::EventsWithoutCause { .. } => (K::Events, 11, Failed),

            Self::InspectionsNone => (K::Inspections, 0, Passed),
            // Whoever does not count here inspects for another: the officer inspects again.
            Self::InspectionsProblem { problem, .. } => {
                let (kind, number, _) = problem.row(K::Inspections);
                (kind, number, Caution)
            }
            Self::InspectionsUnknown => (K::Inspections, 7, CannotSay),
            Self::InspectionsForged { .. } => (K::Inspections, 9, Failed),
            Self::InspectionsOfAnother { .. } => (K::Inspections, 10, Failed),
            Self::InspectionsMissing { .. } => (K::Inspections, 11, CannotSay),
            Self::InspectionsHeld(_) => (K::Inspections, 12, Caution),
            Self::InspectionsCount { .. } => (K::Inspections, 13, Passed),

            Self::RoutePlausible(_) => (K::Route, 0, Passed),
            Self::RouteLeft { .. } => (K::Route, 1, Caution),
            Self::RouteSealedBefore { .. } => (K::Route, 2, Caution),
            Self::RouteAhead { .. } => (K::Route, 3, Caution),
            Self::RouteUnknown => (K::Route, 4, CannotSay),

            Self::ListsRootExpired { .. } => (K::Lists, 6, CannotSay),
            Self::ClockOfLockWentBack { .. } => (K::Clock, 5, Caution),

            Self::AmendmentsNone => (K::Amendments, 0, Passed),
            Self::AmendmentsProblem { problem, .. } => problem.row(K::Amendments),
            Self::AmendmentsUnknown => (K::Amendments, 7, CannotSay),
            Self::AmendmentsForged { .. } => (K::Amendments, 9, Failed),
            Self::AmendmentsOfAnother { .. } => (K::Amendments, 10, Failed),
            Self::AmendmentsMissing { .. } => (K::Amendments, 11, CannotSay),
            Self::AmendmentsDoNotAddUp { .. } => (K::Amendments, 12, Failed),
            Self::AmendmentsCount { .. } => (K::Amendments, 13, Passed),

            Self::DocumentsSwapped { .. } => (K::Documents, 6, Failed),
            Self::DocumentsCut { .. } => (K::Documents, 7, Failed),
            Self::IdentifiersTwice { .. } => (K::Identifiers, 3, Caution),
        }
    }
}

impl Problem {
    const fn row(&self, kind: CheckKind) -> (CheckKind, u8, CheckResult) {
        match self {
            Self::Expired => (kind, 1, CheckResult::Failed),
            Self::NotYetValid => (kind, 2, CheckResult::Failed),
            Self::Revoked { .. } => (kind, 3, CheckResult::Failed),
            Self::NotRecognised(_) => (kind, 4, CheckResult::Failed),
            Self::OutOfScope(_) => (kind, 5, CheckResult::Failed),
            Self::CannotSay(_) => (kind, 6, CheckResult::CannotSay),
            // 7 is the check's own: nobody who could count.
            Self::NoTime => (kind, 8, CheckResult::CannotSay),
        }
    }
}
