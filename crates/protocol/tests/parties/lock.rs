//! The lock that is read: its journal, what it was sealed with, and its status.

use railseal_protocol::certificate::Certificate;
use railseal_protocol::codes::{ControlResult, Disposition, SealCondition};
use railseal_protocol::hash::Hash;
use railseal_protocol::journal::{
    BootCount, Entry, EntryBytes, Event, JournalHead, LockTime, Uptime, entry_bytes,
};
use railseal_protocol::lamp::LampShown;
use railseal_protocol::manifest::{
    ChunkHash, DocumentEntry, DocumentKind, Encoding, Grams, Manifest, Policy, PolicyRow, Sealing,
    Totals, chunks_of,
};
use railseal_protocol::prior::{CarriedDigest, InspectionDigest, InspectionId};
use railseal_protocol::rights::Role;
use railseal_protocol::session::{AwaitingLock, Session, SessionId, answer};
use railseal_protocol::statement::Id;
use railseal_protocol::status::{BatteryPercent, LockState, SealCycle, Status, TamperCount};
use railseal_protocol::time::Seconds;

use super::{
    Authority, LOCK, NOW, OTHER_LOCK, agreement, cargo, days_before, entropy, listed, parsed,
};

/// The container of the tests: the published example of ISO 6346.
pub(crate) const CONTAINER: &str = "CSQU3054383";

/// A journal in the making.
#[derive(Clone)]
pub(crate) struct Journal {
    pub(crate) entries: Vec<EntryBytes>,
    pub(crate) head: JournalHead,
}

impl Journal {
    pub(crate) fn of(lock: &str) -> Self {
        Self {
            entries: Vec::new(),
            head: JournalHead::of_nothing(&parsed(lock)),
        }
    }

    pub(crate) fn write(&mut self, event: Event, who: Option<Id<Certificate>>) {
        let entry = Entry {
            index: self.head.length,
            previous: self.head.hash,
            time: time_after(self.head.length),
            event,
            who,
            instruction: None,
        };
        self.append(entry_bytes(&entry));
    }

    /// Adds an entry's bytes, whatever they are.
    pub(crate) fn append(&mut self, bytes: Vec<u8>) {
        self.head = self.head.after(&bytes);
        self.entries.push(bytes.try_into().unwrap());
    }
}

/// The lock's clocks, ten minutes further with every entry.
pub(crate) fn time_after(entries: u32) -> LockTime {
    LockTime {
        wall: Some(days_before(2).plus(Seconds::new(u64::from(entries) * 600))),
        uptime: Uptime(entries * 600),
        boot: BootCount(1),
    }
}

/// The journal before sealing: set up, and fixed to its container.
pub(crate) fn journal_before_sealing(lock: &str) -> Journal {
    let mut journal = Journal::of(lock);
    journal.write(Event::Commissioned, None);
    journal.write(Event::Bound(parsed(CONTAINER)), None);
    journal
}

/// The whole journal: sealed in one cycle by China's officer.
pub(crate) fn journal(china: &Authority) -> Journal {
    let cycle = SealCycle(1);
    let sealer = Some(china.officer().id());
    let manifest = china.issuer().sign(&manifest(china)).id();
    let mut journal = journal_before_sealing(LOCK);
    journal.write(Event::SealAccepted { cycle, manifest }, sealer);
    journal.write(Event::LeverInserted, None);
    journal.write(Event::Sealed { cycle }, sealer);
    journal
}

pub(crate) fn policy() -> Policy {
    let row = |administration, role, station: Option<&str>| PolicyRow {
        administration: parsed(administration),
        role,
        station: station.map(parsed),
    };
    Policy {
        rows: listed(vec![
            row("CN", Role::Officer, None),
            row("KZ", Role::Officer, Some("KZDOS")),
        ]),
        quorum: 2,
        presence: false,
    }
}

pub(crate) fn manifest(china: &Authority) -> Manifest {
    let before = journal_before_sealing(LOCK);
    let despatch = parsed(cargo::DESPATCH);
    let documents = [
        (DocumentKind::DeliveryBill, cargo::bill()),
        (DocumentKind::MailList(despatch), cargo::list()),
        (DocumentKind::DetailSheet(despatch), cargo::sheet()),
    ];
    let documents = documents.map(|(kind, bytes)| DocumentEntry {
        kind,
        encoding: Encoding::Lines,
        length: bytes.len() as u32,
        chunks: listed(
            chunks_of(&bytes, 64)
                .iter()
                .map(|chunk| ChunkHash::of(chunk))
                .collect(),
        ),
    });
    let totals = Totals {
        despatches: 1,
        receptacles: 1,
        items: 1,
        gross: Grams(22_700),
    };
    Manifest {
        lock: parsed(LOCK),
        container: parsed(CONTAINER),
        cycle: SealCycle(1),
        issued_at: days_before(2),
        train: Some(parsed("X8015")),
        route: listed(vec![parsed("CNCKG"), parsed("KZDOS"), parsed("KZALA")]),
        documents: listed(documents.to_vec()),
        totals,
        bill: totals,
        policy: china.officer().sign(&policy()).id(),
        tampers: TamperCount(0),
        journal: before.head,
        previous: None,
        inspection: None,
    }
}

pub(crate) fn sealing(china: &Authority) -> Sealing {
    let (issuer, sealer) = (china.issuer(), china.officer());
    Sealing {
        manifest: issuer.sign(&manifest(china)),
        issuer: issuer.chain,
        policy: sealer.sign(&policy()),
        sealer: sealer.chain,
    }
}

pub(crate) fn status(china: &Authority, session: SessionId) -> Status {
    Status {
        session,
        lock: parsed(LOCK),
        state: LockState::Sealed,
        cycle: SealCycle(1),
        journal: journal(china).head,
        tampers: TamperCount(0),
        time: LockTime {
            wall: Some(NOW),
            uptime: super::lock::time_after(288).uptime,
            boot: BootCount(1),
        },
        battery: BatteryPercent::try_from(87).unwrap(),
        manifest: Some(china.issuer().sign(&manifest(china)).id()),
        amended: None::<Hash>,
    }
}

/// Both ends of a session between Kazakhstan's phone and China's lock, and the two messages that
/// made it.
pub(crate) struct Met {
    pub(crate) phone: Session,
    pub(crate) lock: Session,
    pub(crate) from_phone: Vec<u8>,
    pub(crate) from_lock: Vec<u8>,
}

pub(crate) fn meet(china: &Authority) -> Met {
    let id = parsed(LOCK);
    let (awaiting, from_phone) = AwaitingLock::begin(&id, entropy("phone")).unwrap();
    let (lock, from_lock) = answer(
        &id,
        &agreement(LOCK),
        &china.lock().chain,
        entropy("lock"),
        &from_phone,
    )
    .unwrap();
    let (phone, _) = awaiting.finish(&from_lock).unwrap();
    Met {
        phone,
        lock,
        from_phone,
        from_lock,
    }
}

/// The status that the lock signs in that session.
pub(crate) fn status_now(china: &Authority) -> Status {
    status(china, meet(china).phone.id())
}

/// What its lamp blinks in that session.
pub(crate) fn lamp_shown(china: &Authority) -> LampShown {
    LampShown {
        session: meet(china).phone.id(),
        lock: parsed(LOCK),
        code: parsed("40"),
    }
}

/// A prior inspection of its container, by China's officer before it was sealed with this lock.
pub(crate) fn digest(china: &Authority) -> InspectionDigest {
    InspectionDigest {
        inspection: InspectionId([0xa5; 16]),
        lock: parsed(OTHER_LOCK),
        container: parsed(CONTAINER),
        cycle: SealCycle(3),
        manifest: china.issuer().sign(&manifest(china)).id(),
        journal: journal_before_sealing(OTHER_LOCK).head,
        made_at: days_before(3),
        place: parsed("CNCKG"),
        condition: SealCondition::Right,
        disposition: Disposition::Release,
        results: listed(vec![ControlResult::Satisfactory]),
        previous: None,
    }
}

pub(crate) fn carried_digest(china: &Authority) -> CarriedDigest {
    CarriedDigest {
        digest: china.officer().sign(&digest(china)),
        officer: china.officer().chain,
    }
}
