//! Every type that holds a secret and can be printed, printed.

use std::fmt::Debug;
use std::sync::Arc;

use railseal_inspection::documents::{
    BillLine, Content, ContentCategory, DeliveryBill, DetailSheet, Document, ItemLine, Load,
    MailList, Money, Party, ReceptacleKind, ReceptacleLine, SealedContainer,
};
use railseal_inspection::evidence::{Evidence, SealEvidence};
use railseal_inspection::packing::Cargo;
use railseal_lock::fake::FakeHardware;
use railseal_lock::{Connection, Identity, Lock, SealOrder};
use railseal_peripheral::keys::Keys;
use railseal_peripheral::{Body, StateFolder};
use railseal_protocol::call::{Answer, RequestId, Response};
use railseal_protocol::certificate::Realm;
use railseal_protocol::manifest::{Chunk, Grams};
use railseal_protocol::phone::{Greeted, Greeting};
use railseal_protocol::segment::SegmentSize;
use railseal_server::authority::{Authority, Founding, RootKey};
use railseal_server::service::{NewDocumentIssuer, NewLock};
use railseal_server::{FixedClock, NoRandomness, Random, Service};

use crate::parties::lock::{meet, sealing};
use crate::parties::talk::{SECRET, enrolment_code, enrolment_request_of};
use crate::parties::{
    LOCK, NOW, agreement, cargo, china, entropy, kazakhstan, key, listed, parsed, random, scalar,
};

/// A type's name, what `Debug` says of one of it in both of its forms, what it must say, and what it must not.
pub(crate) struct Shown {
    pub(crate) name: &'static str,
    pub(crate) printed: String,
    pub(crate) pretty: String,
    pub(crate) snapshot: &'static str,
    pub(crate) secrets: Vec<Vec<u8>>,
}

fn shown<T: Debug>(name: &'static str, of: &T, snapshot: &'static str, secrets: &[&[u8]]) -> Shown {
    Shown {
        name,
        printed: format!("{of:?}"),
        pretty: format!("{of:#?}"),
        snapshot,
        secrets: secrets.iter().map(|secret| secret.to_vec()).collect(),
    }
}

/// Every one of them.
pub(crate) fn all() -> Vec<Shown> {
    let mut all = protocols();
    all.extend(inspections());
    all.extend(locks());
    all.extend(peripherals());
    all.extend(servers());
    all
}

fn protocols() -> Vec<Shown> {
    let own = kazakhstan();
    let code: &[u8] = &[0x12, 0x34, 0x56, 0x78, 0x9a];
    let (phones, locks) = (random("phone"), random("lock"));
    let agreed = agreement(LOCK);
    let session: [&[u8]; 3] = [&phones, &locks, agreed.as_bytes()];
    let chunk = Chunk::try_from(cargo::sheet()).unwrap();
    let response = Response {
        id: RequestId(7),
        result: Ok(Answer::Chunk(chunk.clone())),
    };
    vec![
        shown(
            "SigningKey",
            &key("KZ officer"),
            "SigningKey(…)",
            &[&scalar("KZ officer")],
        ),
        shown(
            "AgreementSecret",
            &agreement(LOCK),
            "AgreementSecret(…)",
            &session,
        ),
        shown("Entropy", &entropy("phone"), "Entropy(…)", &session),
        shown("EnrolmentSecret", &SECRET, "EnrolmentSecret(…)", &[code]),
        shown(
            "EnrolmentCode",
            &enrolment_code(&own),
            "EnrolmentCode(KZ…)",
            &[code],
        ),
        shown(
            "EnrolmentRequest",
            &enrolment_request_of(&own, &own.officer().key),
            concat!(
                "EnrolmentRequest { secret: EnrolmentSecret(…), key: PublicKey(0350b61610…), ",
                "possession: Signature(d9af51c9…) }"
            ),
            &[code],
        ),
        shown(
            "Session",
            &meet(&china()).phone,
            "Session { id: SessionId(ce6f7409…), .. }",
            &session,
        ),
        shown(
            "Conversation",
            &conversation(),
            concat!(
                "Conversation { session: Session { id: SessionId(6bbafce3…), .. }, cutter: Cutter { ",
                "size: SegmentSize(244), count: 1 }, gatherer: Gatherer { count: 2, message: None }, ",
                "asked: 0 }"
            ),
            &session,
        ),
        shown(
            "Answer",
            &Answer::Chunk(chunk),
            "Chunk(Bytes(112))",
            &cargo_secrets(),
        ),
        shown(
            "Response",
            &response,
            "Response { id: RequestId(7), result: Ok(Chunk(Bytes(112))) }",
            &cargo_secrets(),
        ),
    ]
}

/// What nobody is to read in a log of what a container holds.
fn cargo_secrets() -> [&'static [u8]; 5] {
    [
        b"cotton shirts",
        b"Sender",
        b"Chongqing",
        cargo::ITEM.as_bytes(),
        b"620520",
    ]
}

fn conversation() -> railseal_protocol::phone::Conversation {
    let announcement = crate::parties::talk::announced();
    let (mut greeting, segments) = Greeting::begin(&announcement, entropy("phone")).unwrap();
    let mut lock = lock();
    let mut connection = Connection::open(announcement.segment);
    let mut replies = Vec::new();
    for segment in segments {
        replies.extend(lock.receive(&mut connection, &segment).unwrap());
    }
    for reply in replies {
        match greeting.take(&reply).unwrap() {
            Greeted::NotYet(more) => greeting = more,
            Greeted::Done(conversation, _) => return conversation,
        }
    }
    panic!("the lock did not answer")
}

fn inspections() -> Vec<Shown> {
    let none: &[&[u8]] = &cargo_secrets();
    let numbers: &[&[u8]] = &[b"2600", b"22700", cargo::RECEPTACLE.as_bytes()];
    let load = Load {
        receptacles: 1,
        gross: Grams(22_700),
    };
    let line = BillLine {
        despatch: parsed(cargo::DESPATCH),
        letters: load,
        parcels: Load::default(),
        ems: Load::default(),
        registered: true,
    };
    let receptacle = ReceptacleLine {
        id: parsed(cargo::RECEPTACLE),
        kind: ReceptacleKind::Bag,
        gross: Grams(22_700),
        items: 1,
        registered: true,
    };
    let party = Party {
        name: parsed("Sender"),
        address: parsed("Chongqing"),
        country: parsed("CN"),
    };
    let money = Money {
        minor: 2600,
        currency: parsed("USD"),
    };
    let content = Content {
        description: parsed("cotton shirts"),
        quantity: 2,
        net: Grams(420),
        value: money.clone(),
        hs: parsed("620520"),
        origin: parsed("CN"),
    };
    let item = ItemLine {
        id: parsed(cargo::ITEM),
        receptacle: 0,
        sender: party.clone(),
        recipient: party.clone(),
        category: ContentCategory::SaleOfGoods,
        contents: listed(vec![content.clone()]),
    };
    let bill = DeliveryBill {
        date: NOW,
        origin: parsed("CNCKGA"),
        destination: parsed("KZALAA"),
        train: None,
        containers: listed(vec![SealedContainer {
            container: parsed("CSQU3054383"),
            lock: parsed(LOCK),
        }]),
        lines: listed(vec![line.clone()]),
    };
    let list = MailList {
        despatch: parsed(cargo::DESPATCH),
        receptacles: listed(vec![receptacle.clone()]),
    };
    let sheet = DetailSheet {
        despatch: parsed(cargo::DESPATCH),
        items: listed(vec![item.clone()]),
    };
    let whole = Cargo {
        bill: bill.clone(),
        lists: vec![list.clone()],
        sheets: vec![sheet.clone()],
    };
    vec![
        shown(
            "Cargo",
            &whole,
            concat!(
                "Cargo { bill: DeliveryBill { containers: 1, lines: 1, .. }, ",
                "lists: [MailList { receptacles: 1, .. }], sheets: [DetailSheet { items: 1, .. }] }"
            ),
            none,
        ),
        shown("Load", &load, "Load(…)", numbers),
        shown("BillLine", &line, "BillLine(…)", numbers),
        shown("ReceptacleLine", &receptacle, "ReceptacleLine(…)", numbers),
        shown("Party", &party, "Party(…)", none),
        shown("Money", &money, "Money(…)", numbers),
        shown("Content", &content, "Content(…)", none),
        shown("ItemLine", &item, "ItemLine(…)", none),
        shown(
            "DeliveryBill",
            &bill,
            "DeliveryBill { containers: 1, lines: 1, .. }",
            numbers,
        ),
        shown(
            "MailList",
            &list,
            "MailList { receptacles: 1, .. }",
            numbers,
        ),
        shown("DetailSheet", &sheet, "DetailSheet { items: 1, .. }", none),
        shown(
            "Document",
            &Document::DetailSheet(sheet),
            "DetailSheet(DetailSheet { items: 1, .. })",
            none,
        ),
        shown(
            "Evidence",
            &evidence(),
            concat!(
                "Evidence { seal: SealEvidence { lock: RSLF00001201, session: SessionId(ce6f7409…), ",
                "chain: CertificateChain { leaf: Signed(93 bytes by Certificate(387690ff…)), ",
                "issuers: List([Signed(55 bytes by Root)]) }, agreement: AgreementKey(f625c350…), ",
                "status: None, journal: List([]), sealing: None, lamp: None, inspections: List([]), ",
                "amendments: List([]), people: List([]), refused: None }, documents: [[Bytes(112)]] }"
            ),
            none,
        ),
    ]
}

fn evidence() -> Evidence {
    let met = meet(&china());
    let hello = railseal_protocol::session::LockHello {
        chain: china().lock().chain,
        agreement: railseal_protocol::session::agreement_key(&agreement(LOCK)).unwrap(),
    };
    Evidence {
        seal: SealEvidence::begin(parsed(LOCK), met.phone.id(), hello),
        documents: vec![vec![cargo::sheet().try_into().unwrap()]],
    }
}

fn locks() -> Vec<Shown> {
    let agreed = agreement(LOCK);
    let keys: &[&[u8]] = &[&scalar("CN lock"), agreed.as_bytes()];
    let order = SealOrder {
        sealing: sealing(&china()),
        documents: vec![vec![cargo::sheet().try_into().unwrap()]],
        inspections: Vec::new(),
    };
    let lock = lock();
    vec![
        shown("Identity", &identity(), "Identity(…)", keys),
        shown(
            "Lock",
            &lock,
            "Lock { id: RSLF00001201, phase: Resting(InStock), .. }",
            keys,
        ),
        shown(
            "FakeHardware",
            lock.hardware(),
            "FakeHardware { lever: In, casing: Closed, bolt: Free, power: On, writes: 10, .. }",
            keys,
        ),
        shown(
            "Connection",
            &Connection::open(SegmentSize::SMALLEST),
            concat!(
                "Connection { cutter: Cutter { size: SegmentSize(20), count: 0 }, gatherer: Gatherer ",
                "{ count: 0, message: None }, stage: Greeting }"
            ),
            keys,
        ),
        shown(
            "SealOrder",
            &order,
            concat!(
                "SealOrder { sealing: Sealing { manifest: Signed(352 bytes by ",
                "Certificate(2f751816…)), issuer: CertificateChain { leaf: Signed(55 bytes by ",
                "Certificate(387690ff…)), issuers: List([Signed(55 bytes by Root)]) }, policy: ",
                "Signed(19 bytes by Certificate(dfbdf59c…)), sealer: CertificateChain { leaf: ",
                "Signed(70 bytes by Certificate(387690ff…)), issuers: List([Signed(55 bytes by ",
                "Root)]) } }, documents: [[Bytes(112)]], inspections: [] }"
            ),
            &cargo_secrets(),
        ),
    ]
}

fn identity() -> Identity {
    let lock = china().lock();
    Identity {
        signing: lock.key,
        agreement: agreement(LOCK),
        chain: lock.chain,
        root: china().root,
        lists: china().lists(&kazakhstan()),
    }
}

fn lock() -> Lock<FakeHardware> {
    Lock::commission(FakeHardware::new(NOW), identity()).unwrap()
}

/// Draws the same bytes again and again.
struct TheSame;

/// What it draws.
const DRAWN: u8 = 0x5a;

impl Random for TheSame {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), NoRandomness> {
        bytes.fill(DRAWN);
        Ok(())
    }
}

fn peripherals() -> Vec<Shown> {
    let parent = tempfile::tempdir().unwrap();
    let folder = StateFolder::open_or_create(parent.path()).unwrap();
    let keys = Keys::open_or_make(&folder).unwrap();
    let kept = std::fs::read(parent.path().join("keys")).unwrap();
    let (signing, agreement) = kept.split_at(32);
    let body = Body::make(folder).unwrap();
    vec![
        shown("Keys", &keys, "Keys(…)", &[signing, agreement]),
        shown(
            "Body",
            &body,
            "Body { sensors: Sensors { lever: In, casing: Closed, battery: BatteryPercent(100), motor: Runs, clock: Runs { ahead: 0 }, bolt: Free }, .. }",
            &[signing, agreement],
        ),
    ]
}

fn servers() -> Vec<Shown> {
    let drawn: &[&[u8]] = &[&[DRAWN; 32]];
    let founding = Founding {
        administration: parsed("KZ"),
        realm: Realm::Training,
        origin: parsed("customs.example/railseal"),
    };
    let (authority, root): (Authority, RootKey) =
        Authority::create(&founding, NOW, &TheSame).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let root_file = folder.path().join("root.key");
    let clock = Arc::new(FixedClock::at(NOW));
    let service =
        Service::create(&folder.path().join("data"), &root_file, &founding, clock).unwrap();
    let root_key = std::fs::read_to_string(&root_file).unwrap();
    let (lock, issuer) = (china().lock(), china().issuer());
    let new_lock = NewLock {
        signing: lock.key,
        agreement: agreement(LOCK),
        chain: lock.chain,
    };
    let new_issuer = NewDocumentIssuer {
        key: issuer.key,
        chain: issuer.chain,
    };
    vec![
        shown("Authority", &authority, "Authority(KZ)", drawn),
        shown("RootKey", &root, "RootKey(…)", drawn),
        shown(
            "Service",
            &service,
            "Service(KZ)",
            &[root_key.trim().as_bytes()],
        ),
        shown(
            "NewLock",
            &new_lock,
            "NewLock(…)",
            &[&scalar("CN lock"), agreement(LOCK).as_bytes()],
        ),
        shown(
            "NewDocumentIssuer",
            &new_issuer,
            "NewDocumentIssuer(…)",
            &[&scalar("CN document issuer")],
        ),
    ]
}
