//! One finding of every kind there is, for the tests that hold code, words and docs/FINDINGS.md
//! together.

use railseal_inspection::documents::Load;
use railseal_inspection::finding::{Finding, Problem, WhichList};
use railseal_protocol::codes::Disposition;
use railseal_protocol::identifiers::StationCode;
use railseal_protocol::journal::RefusalReason;
use railseal_protocol::manifest::{DocumentKind, Grams, Totals};
use railseal_protocol::recognition::{ListVersion, RevocationReason};
use railseal_protocol::status::{BatteryPercent, LockState, SealCycle, TamperCount};
use railseal_protocol::time::{Seconds, Timestamp};

pub(super) fn samples() -> Vec<Finding> {
    use Finding as F;
    let moment = Timestamp::from_unix(1_795_413_600);
    let kz = "KZ".parse().unwrap();
    let lock = "RSLK00000017".parse().unwrap();
    let container = "CSQU3054383".parse().unwrap();
    let here: StationCode = "KZDOS".parse().unwrap();
    let despatch = "CNCKGXKZALAXCUN60214".parse().unwrap();
    let list = WhichList::Revocation(kz);
    let load = Load {
        receptacles: 3,
        gross: Grams(62_400),
    };
    let totals = Totals {
        despatches: 2,
        receptacles: 5,
        items: 20,
        gross: Grams(98_400),
    };
    let problems = [
        Problem::Expired,
        Problem::NotYetValid,
        Problem::Revoked {
            from: moment,
            reason: RevocationReason::DeviceLost,
        },
        Problem::NotRecognised(kz),
        Problem::OutOfScope(kz),
        Problem::CannotSay(WhichList::Recognition),
        Problem::NoTime,
    ];
    let document = DocumentKind::DeliveryBill;
    let mut all = vec![
        F::LockGenuine {
            lock,
            administration: kz,
        },
        F::LockChainUnreadable,
        F::LockChainForged,
        F::LockNotALock,
        F::LockIsAnother {
            announced: lock,
            certified: lock,
        },
        F::LockKeyDiffers,
        F::LockRootUnknown,
        F::LockNotRecognised(kz),
        F::CertificateCounts(kz),
        F::CertificateUnknown,
        F::TampersAsSealed(TamperCount(0)),
        F::TampersGrown {
            sealed: TamperCount(0),
            now: TamperCount(1),
        },
        F::TampersGoneBack {
            sealed: TamperCount(1),
            now: TamperCount(0),
        },
        F::TampersUnknown,
        F::ShutSinceSealing {
            cycle: SealCycle(1),
            sealed_at: Some(moment),
        },
        F::ShutBrokenByForce { entry: 4, at: None },
        F::ShutUnsealedSince {
            entry: 5,
            at: Some(moment),
        },
        F::ShutNotSealed(LockState::Open),
        F::ShutNeverSealed(SealCycle(1)),
        F::ShutUnknown,
        F::StatusFresh,
        F::StatusMissing,
        F::StatusForged,
        F::StatusOfAnother,
        F::JournalUnbroken { entries: 9 },
        F::JournalMissing { refused: None },
        F::JournalMissing {
            refused: Some(RefusalReason::Revoked),
        },
        F::JournalBroken { entry: 3 },
        F::ManifestGenuine { issued_at: moment },
        F::ManifestMissing,
        F::ManifestChainForged,
        F::ManifestForged,
        F::ManifestOfAnotherLock(lock),
        F::ManifestOfAnotherCycle(SealCycle(2)),
        F::ManifestNotTheLocks,
        F::ManifestJournalDiffers,
        F::ManifestPolicyForged,
        F::ManifestRootUnknown,
        F::ManifestNotRecognised(kz),
        F::IssuerCounts(kz),
        F::IssuerUnknown,
        F::ContainerMatches(container),
        F::ContainerNotTyped,
        F::ContainerDiffers {
            painted: container,
            manifest: container,
        },
        F::ContainerUnknown,
        F::TotalsAgree(totals),
        F::TotalsSheetDiffers {
            despatch,
            receptacle: 0,
            listed: 5,
            sheet: 4,
        },
        F::TotalsListDiffers {
            despatch,
            bill: load,
            listed: load,
        },
        F::TotalsManifestDiffers {
            manifest: totals,
            documents: totals,
        },
        F::TotalsBillDiffers {
            manifest: totals,
            bill: totals,
        },
        F::TotalsOtherPair,
        F::TotalsUnknown,
        F::DocumentsComplete {
            documents: 5,
            bytes: 4200,
        },
        F::DocumentsMissing {
            document,
            have: 1,
            of: 3,
        },
        F::DocumentsForged { document, chunk: 0 },
        F::DocumentsSwapped {
            document,
            chunk: 0,
            is_of: document,
            is: 1,
        },
        F::DocumentsCut { document, chunk: 0 },
        F::DocumentsUnreadable(document),
        F::DocumentsNotSealed,
        F::DocumentsUnknown,
        F::IdentifiersRight { checked: 25 },
        F::IdentifiersWrong {
            wrong: 1,
            despatch,
            line: 0,
        },
        F::IdentifiersTwice { despatch, line: 1 },
        F::IdentifiersUnknown,
        F::ListsFresh,
        F::ListsRefreshDue {
            list,
            since: moment,
        },
        F::ListsMissing(list),
        F::ListsRefused(list),
        F::ListsRolledBack {
            list,
            seen: ListVersion(4),
            got: ListVersion(3),
        },
        F::ListsExpired {
            list: WhichList::Recognition,
            since: moment,
        },
        F::ClocksAgree,
        F::ClockBehindFloor {
            behind: Seconds::days(3),
        },
        F::ClockOfLockLost,
        F::ClocksApart {
            by: Seconds::new(900),
        },
        F::ClockUnknown,
        F::BatteryGood(BatteryPercent::WARNING),
        F::BatteryLow(BatteryPercent::WARNING),
        F::BatteryUnknown,
        F::PresenceShown,
        F::PresenceNotAsked,
        F::PresenceSkipped,
        F::PresenceOtherCode,
        F::PresenceForged,
        F::PresenceNoLamp,
        F::PresenceUnknown,
        F::ContinuityKept { seen: 6 },
        F::ContinuityFirst,
        F::ContinuityForked { entry: 3 },
        F::ContinuityGoneBack { seen: 8, now: 6 },
        F::ContinuityUnknown,
        F::EventsAccounted { acts: 2, people: 1 },
        F::EventsUnknown,
        F::EventsPersonMissing { entry: 5 },
        F::EventsPersonForged { entry: 5 },
        F::EventsWithoutCause { entry: 5 },
        F::InspectionsNone,
        F::InspectionsUnknown,
        F::AmendmentsNone,
        F::AmendmentsCount {
            amendments: 1,
            totals,
        },
        F::AmendmentsForged { back: 0 },
        F::AmendmentsOfAnother { back: 0 },
        F::AmendmentsMissing { back: 0 },
        F::AmendmentsDoNotAddUp { back: 0 },
        F::AmendmentsUnknown,
        F::InspectionsForged { back: 0 },
        F::InspectionsOfAnother { back: 0 },
        F::InspectionsMissing { back: 1 },
        F::InspectionsHeld(Disposition::Detain),
        F::InspectionsCount { inspections: 2 },
        F::RoutePlausible(here.clone()),
        F::RouteLeft { here },
        F::RouteSealedBefore {
            by: Seconds::new(1800),
        },
        F::RouteAhead {
            by: Seconds::new(1800),
        },
        F::RouteUnknown,
        F::ListsRootExpired { since: moment },
        F::ClockOfLockWentBack { entry: 4 },
    ];
    all.extend(problems.map(F::CertificateProblem));
    all.extend(problems.map(F::IssuerProblem));
    all.extend(problems.map(|problem| F::EventsProblem { entry: 5, problem }));
    all.extend(problems.map(|problem| F::InspectionsProblem { back: 0, problem }));
    all.extend(problems.map(|problem| F::AmendmentsProblem { back: 0, problem }));
    all.sort_by_key(|finding| finding.code());
    all
}
