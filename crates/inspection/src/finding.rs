//! What a check can find, and what that means: one closed table (docs/FINDINGS.md).

use core::fmt;

use railseal_protocol::identifiers::{Administration, ContainerNumber, DespatchId, LockId};
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
    /// TP: the tamper counter is as it was at sealing.
    Tamper,
    /// SH: it has stayed shut since it was sealed.
    Shut,
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
    /// ID: the identifiers' check digits.
    Identifiers,
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
        )
    }

    const fn prefix(self) -> &'static str {
        match self {
            Self::Lock => "LK",
            Self::Certificate => "CT",
            Self::Tamper => "TP",
            Self::Shut => "SH",
            Self::Status => "ST",
            Self::Journal => "JN",
            Self::Manifest => "MF",
            Self::Issuer => "IS",
            Self::Container => "BX",
            Self::Totals => "TT",
            Self::Documents => "DC",
            Self::Identifiers => "ID",
            Self::Lists => "LS",
            Self::Clock => "CK",
            Self::Battery => "BT",
        }
    }
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
