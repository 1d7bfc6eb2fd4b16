//! What a check can find. What each finding means is one closed table (docs/FINDINGS.md).

mod table;

use railseal_protocol::codes::Disposition;
use railseal_protocol::identifiers::{
    Administration, ContainerNumber, DespatchId, LockId, StationCode,
};
use railseal_protocol::journal::RefusalReason;
use railseal_protocol::manifest::{DocumentKind, Totals};
use railseal_protocol::recognition::{ListVersion, RevocationReason};
use railseal_protocol::status::{BatteryPercent, LockState, SealCycle, TamperCount};
use railseal_protocol::time::{Seconds, Timestamp};
use serde::{Deserialize, Serialize};

use crate::documents::Load;

/// What is checked. The order is the one in which reasons are told: what the officer must act on
/// first comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum CheckKind {
    /// LK: the lock is the one it says it is.
    Lock,
    /// CT: the lock's certificate counts.
    Certificate,
    /// PR: the lock that speaks is the one in front of the officer.
    Presence,
    /// CN: the journal continues what anybody last saw of this lock.
    Continuity,
    /// TP: the tamper counter is as it was at sealing.
    Tamper,
    /// SH: it has stayed shut since it was sealed.
    Shut,
    /// EV: every act since sealing is accounted for by a recognised person.
    Events,
    /// ST: the status is the lock's own, for this session.
    Status,
    /// JN: the journal is unbroken.
    Journal,
    /// MF: the manifest is genuine, and of this lock and seal cycle.
    Manifest,
    /// IS: who made the manifest out counts.
    Issuer,
    /// BX: the container is the one painted here.
    Container,
    /// TT: the totals agree upwards.
    Totals,
    /// DC: the documents are complete and genuine.
    Documents,
    /// PI: the prior inspections that the lock carries.
    Inspections,
    /// AM: the amendments to the manifest.
    Amendments,
    /// ID: the identifiers' check digits.
    Identifiers,
    /// RT: route and time are plausible.
    Route,
    /// LS: the lists are there and fresh.
    Lists,
    /// CK: the clocks agree.
    Clock,
    /// BT: the battery.
    Battery,
}

/// What one check came to. In order of weight: the whole is the heaviest of its parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum CheckResult {
    /// True.
    Passed,
    /// True, but something is stale or minor.
    Caution,
    /// Something that is needed is missing.
    CannotSay,
    /// Something is wrong.
    Failed,
}

/// A finding's short code, the same in every language: `TP1`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code {
    kind: CheckKind,
    number: u8,
}

/// Which list a finding is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum WhichList {
    /// What the own administration says of the others.
    Recognition,
    /// What this administration has withdrawn.
    Revocation(Administration),
}

/// Why the holder of a certificate does not count, or only with caution.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Problem {
    /// A certificate is past its end.
    Expired,
    /// A certificate is not valid yet.
    NotYetValid,
    /// A certificate was withdrawn.
    Revoked {
        /// From when it counts no more.
        from: Timestamp,
        /// Why.
        reason: RevocationReason,
    },
    /// Its administration is not recognised.
    NotRecognised(Administration),
    /// Its administration is not recognised for this.
    OutOfScope(Administration),
    /// A list says nothing.
    CannotSay(WhichList),
    /// The device's clock is behind what is certain, so that *not yet valid* cannot be said.
    NoTime,
}

/// What one check found.
#[expect(missing_docs, reason = "each field is named and typed as what it is")]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Finding {
    /// The lock proved itself to be this one.
    LockGenuine {
        lock: LockId,
        administration: Administration,
    },
    /// Its chain cannot be read.
    LockChainUnreadable,
    /// Its chain does not verify.
    LockChainForged,
    /// Its certificate is not a lock's.
    LockNotALock,
    /// Its certificate is another lock's.
    LockIsAnother {
        announced: LockId,
        certified: LockId,
    },
    /// The session's key is not the certificate's.
    LockKeyDiffers,
    /// There is no recognition list to find its administration's root in.
    LockRootUnknown,
    /// Its administration is not recognised.
    LockNotRecognised(Administration),

    /// The lock's certificate counts.
    CertificateCounts(Administration),
    /// The lock's certificate does not count.
    CertificateProblem(Problem),
    /// There is no certificate that could be believed.
    CertificateUnknown,

    /// As often broken by force as before sealing.
    TampersAsSealed(TamperCount),
    /// Broken by force since sealing.
    TampersGrown {
        sealed: TamperCount,
        now: TamperCount,
    },
    /// The counter has gone back, which it never does.
    TampersGoneBack {
        sealed: TamperCount,
        now: TamperCount,
    },
    /// It cannot be compared.
    TampersUnknown,

    /// Shut since it was sealed.
    ShutSinceSealing {
        cycle: SealCycle,
        sealed_at: Option<Timestamp>,
    },
    /// Broken by force.
    ShutBrokenByForce { entry: u32, at: Option<Timestamp> },
    /// Unsealed since.
    ShutUnsealedSince { entry: u32, at: Option<Timestamp> },
    /// It is not sealed now.
    ShutNotSealed(LockState),
    /// The journal does not tell of this cycle's sealing.
    ShutNeverSealed(SealCycle),
    /// It cannot be told.
    ShutUnknown,

    /// The status is the lock's own, for this session.
    StatusFresh,
    /// There is none.
    StatusMissing,
    /// It does not verify.
    StatusForged,
    /// It is of another session or lock.
    StatusOfAnother,

    /// The journal is unbroken up to its signed head.
    JournalUnbroken { entries: u32 },
    /// It was not read.
    JournalMissing { refused: Option<RefusalReason> },
    /// It is broken, or does not end in the signed head.
    JournalBroken { entry: u32 },

    /// Genuine, and of this lock and seal cycle.
    ManifestGenuine { issued_at: Timestamp },
    /// It was not read.
    ManifestMissing,
    /// Its issuer's chain does not verify.
    ManifestChainForged,
    /// It does not verify.
    ManifestForged,
    /// It is another lock's.
    ManifestOfAnotherLock(LockId),
    /// It is of another seal cycle.
    ManifestOfAnotherCycle(SealCycle),
    /// It is not the one that the lock says it was sealed under.
    ManifestNotTheLocks,
    /// The journal does not contain what the manifest says was before sealing.
    ManifestJournalDiffers,
    /// The policy is not the one it names, or does not verify.
    ManifestPolicyForged,
    /// There is no recognition list to find its issuer's root in.
    ManifestRootUnknown,
    /// Its issuer's administration is not recognised.
    ManifestNotRecognised(Administration),

    /// Who made the manifest out counts.
    IssuerCounts(Administration),
    /// Who made the manifest out does not count.
    IssuerProblem(Problem),
    /// Nobody is known to have made it out.
    IssuerUnknown,

    /// The number painted is the manifest's.
    ContainerMatches(ContainerNumber),
    /// Nobody has typed the number that is painted.
    ContainerNotTyped,
    /// Another number is painted.
    ContainerDiffers {
        painted: ContainerNumber,
        manifest: ContainerNumber,
    },
    /// There is no manifest to compare it with.
    ContainerUnknown,

    /// The totals agree at every level.
    TotalsAgree(Totals),
    /// A receptacle's items on the sheet are not as many as its list says.
    TotalsSheetDiffers {
        despatch: DespatchId,
        receptacle: u16,
        listed: u32,
        sheet: u32,
    },
    /// A despatch's list does not come to what the bill says.
    TotalsListDiffers {
        despatch: DespatchId,
        bill: Load,
        listed: Load,
    },
    /// The lists do not come to what the manifest says.
    TotalsManifestDiffers { manifest: Totals, documents: Totals },
    /// The bill does not come to what the manifest says.
    TotalsBillDiffers { manifest: Totals, bill: Totals },
    /// The bill does not name this container with this lock.
    TotalsOtherPair,
    /// They cannot be added up.
    TotalsUnknown,

    /// Every document is here, chunk by chunk as the manifest says.
    DocumentsComplete { documents: u32, bytes: u32 },
    /// Some are not here yet.
    DocumentsMissing {
        document: DocumentKind,
        have: u32,
        of: u32,
    },
    /// A chunk is not the one that was sealed.
    DocumentsForged { document: DocumentKind, chunk: u32 },
    /// A document's bytes are as sealed, and still not a document.
    DocumentsUnreadable(DocumentKind),
    /// The manifest itself lacks a document.
    DocumentsNotSealed,
    /// There is no manifest to check them by.
    DocumentsUnknown,

    /// Every identifier's form and check digit are right.
    IdentifiersRight { checked: u32 },
    /// Some are wrong.
    IdentifiersWrong {
        wrong: u32,
        despatch: DespatchId,
        line: u32,
    },
    /// There is nothing to check.
    IdentifiersUnknown,

    /// Every list that was needed is there and fresh.
    ListsFresh,
    /// A newer one is due.
    ListsRefreshDue { list: WhichList, since: Timestamp },
    /// One is missing.
    ListsMissing(WhichList),
    /// One was not believed.
    ListsRefused(WhichList),
    /// One is older than one already seen.
    ListsRolledBack {
        list: WhichList,
        seen: ListVersion,
        got: ListVersion,
    },
    /// One is past its end.
    ListsExpired { list: WhichList, since: Timestamp },

    /// The clocks agree.
    ClocksAgree,
    /// This device's clock shows a time that is already past.
    ClockBehindFloor { behind: Seconds },
    /// The lock's clock has stopped or forgotten.
    ClockOfLockLost,
    /// The lock's clock and this device's are far apart.
    ClocksApart { by: Seconds },
    /// The lock's clock is not known.
    ClockUnknown,

    /// The battery will last.
    BatteryGood(BatteryPercent),
    /// The battery is low.
    BatteryLow(BatteryPercent),
    /// Nobody knows.
    BatteryUnknown,

    /// The officer typed what the lamp blinked.
    PresenceShown,
    /// The seal's policy does not ask for it.
    PresenceNotAsked,
    /// Nobody has typed what the lamp blinks.
    PresenceSkipped,
    /// Another code was typed than the lock blinks.
    PresenceOtherCode,
    /// What the lock says that it blinks does not verify, or is of another session.
    PresenceForged,
    /// The lock does not blink, though the policy asks for it.
    PresenceNoLamp,
    /// There is no policy to say whether it is asked for.
    PresenceUnknown,

    /// It continues what was seen when it had so many entries.
    ContinuityKept { seen: u32 },
    /// Nobody is known to have seen this lock before.
    ContinuityFirst,
    /// It tells another story than was seen: a clone, or a journal written anew.
    ContinuityForked { entry: u32 },
    /// It is shorter than was seen: it was set back.
    ContinuityGoneBack { seen: u32, now: u32 },
    /// There is no journal to compare.
    ContinuityUnknown,

    /// Every act since sealing is a recognised person's.
    EventsAccounted { acts: u32, people: u32 },
    /// Somebody who acted does not count.
    EventsProblem { entry: u32, problem: Problem },
    /// There is no journal to go by.
    EventsUnknown,
    /// Somebody acted of whom the lock gives no certificate.
    EventsPersonMissing { entry: u32 },
    /// Somebody acted whose certificate does not verify.
    EventsPersonForged { entry: u32 },
    /// Something was done that only a person can order, and no person is named.
    EventsWithoutCause { entry: u32 },

    /// Nobody has inspected it before.
    InspectionsNone,
    /// It was inspected before, each time by somebody who counts.
    InspectionsCount { inspections: u32 },
    /// One who inspected it does not count here.
    InspectionsProblem { back: u8, problem: Problem },
    /// An inspection's signature or chain does not verify.
    InspectionsForged { back: u8 },
    /// An inspection is of another container, or not the one that is named.
    InspectionsOfAnother { back: u8 },
    /// An inspection that is named was not read.
    InspectionsMissing { back: u8 },
    /// The last of them decided that it should not go on.
    InspectionsHeld(Disposition),
    /// There is no manifest to name them.
    InspectionsUnknown,

    /// This station is on the route, and the times follow one another.
    RoutePlausible(StationCode),
    /// This station is not on the route.
    RouteLeft { here: StationCode },
    /// It was sealed before its manifest was made out.
    RouteSealedBefore { by: Seconds },
    /// Its manifest was made out later than now.
    RouteAhead { by: Seconds },
    /// There is no manifest to go by.
    RouteUnknown,

    /// The own administration's root is past its end.
    ListsRootExpired { since: Timestamp },
    /// The lock's clock has gone back since sealing.
    ClockOfLockWentBack { entry: u32 },

    /// Nothing has changed since the manifest was made out.
    AmendmentsNone,
    /// What has changed is lawful, and adds up.
    AmendmentsCount { amendments: u32, totals: Totals },
    /// One who ordered a change does not count.
    AmendmentsProblem { back: u8, problem: Problem },
    /// An amendment's signature or chain does not verify.
    AmendmentsForged { back: u8 },
    /// An amendment is not the one that is named, or of another lock, manifest or cycle.
    AmendmentsOfAnother { back: u8 },
    /// An amendment that is named was not read.
    AmendmentsMissing { back: u8 },
    /// What an amendment leaves is not what there was, with its changes.
    AmendmentsDoNotAddUp { back: u8 },
    /// There is no manifest that could be amended.
    AmendmentsUnknown,

    /// A chunk stands where another belongs: it is another one that was sealed.
    DocumentsSwapped {
        document: DocumentKind,
        chunk: u32,
        is_of: DocumentKind,
        is: u32,
    },
    /// A chunk is shorter or longer than the one that was sealed.
    DocumentsCut { document: DocumentKind, chunk: u32 },
    /// An item or receptacle is listed more than once.
    IdentifiersTwice { despatch: DespatchId, line: u32 },
}
