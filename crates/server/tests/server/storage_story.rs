//! One story over the storage, told to every backend.

use railseal_inspection::record::{DeviceId, Sequence};
use railseal_protocol::bounded::List;
use railseal_protocol::certificate::Person;
use railseal_protocol::chain::CertificateChain;
use railseal_protocol::grant::{CarriedGrant, Grant, GrantId};
use railseal_protocol::hash::Hash;
use railseal_protocol::journal::JournalHead;
use railseal_protocol::key::SigningKey;
use railseal_protocol::recognition::ListVersion;
use railseal_protocol::rights::Role;
use railseal_protocol::statement::{Id, Signed, Signer};
use railseal_protocol::status::SealCycle;
use railseal_protocol::time::{Seconds, Timestamp, Validity};
use railseal_server::storage::{
    Appointment, EnrolmentOffer, IssuedCertificate, KeptGrant, KeptList, ListKept, ListKind,
    NewRecord, OfficerStanding, PersonRole, Redemption, SqliteStorage, Storage,
};

use crate::office::{NOW, Office};
use crate::preparing::consignment;
use crate::pull::work_item;

/// Opens the same storage anew at each call, as another process would.
type Open<'a> = &'a dyn Fn() -> Box<dyn Storage>;

#[test]
fn sqlite() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("railseal.sqlite");
    tell(&|| Box::new(SqliteStorage::open(&file).unwrap()));
}

fn tell(open: Open<'_>) {
    open().check().unwrap();
    enrolments(open);
    grants(open);
    lists(open);
    work(open);
    consignments(open);
    records(open);
    journals(open);
}

fn enrolments(open: Open<'_>) {
    let (first, second) = certificates();
    let offer = EnrolmentOffer {
        fingerprint: hash(1),
        appointment: Appointment {
            role: PersonRole::Supervisor,
            person: Person {
                id: "0417".parse().unwrap(),
                name: "A. Serikova".parse().unwrap(),
                station: "KZDOS".parse().unwrap(),
            },
        },
        expires_at: NOW,
    };
    let storage = open();
    storage.offer_enrolment(&offer).unwrap();
    assert!(
        storage.offer_enrolment(&offer).is_err(),
        "one offer a fingerprint"
    );
    assert_eq!(storage.enrolment(&hash(2)).unwrap(), None);
    assert_eq!(
        open().enrolment(&hash(1)).unwrap(),
        Some((offer.clone(), None))
    );

    assert_eq!(
        storage.redeem(&hash(2), &first).unwrap(),
        Redemption::NoSuchCode
    );
    assert_eq!(
        storage.certificate(&first.id).unwrap(),
        None,
        "nothing was kept"
    );
    assert_eq!(storage.redeem(&hash(1), &first).unwrap(), Redemption::First);
    let before = Redemption::UsedBefore(first.clone());
    assert_eq!(open().redeem(&hash(1), &second).unwrap(), before);
    assert_eq!(storage.certificate(&second.id).unwrap(), None);
    let issued = Some(first.clone());
    assert_eq!(open().enrolment(&hash(1)).unwrap(), Some((offer, issued)));

    storage.keep_certificate(&second).unwrap();
    storage.keep_certificate(&second).unwrap();
    let ids: Vec<_> = open()
        .certificates()
        .unwrap()
        .iter()
        .map(|c| c.id)
        .collect();
    assert_eq!(ids, [second.id, first.id], "the latest first");
}

fn grants(open: Open<'_>) {
    let issuer = certificates().0.chain;
    let grant = |number: u8, holder, kept_at: Timestamp, until| {
        let grant = Grant {
            number: GrantId([number; 16]),
            lock: "CRXS20250417".parse().unwrap(),
            cycle: SealCycle(1),
            holder: Id::from_hash(hash(holder)),
            orders: List::empty(),
            place: "KZDOS".parse().unwrap(),
            validity: Validity { from: NOW, until },
        };
        let key = SigningKey::from_scalar(&[1; 32]).unwrap();
        let carried = CarriedGrant {
            grant: Signed::sign(&grant, Signer::Certificate(issuer.leaf.id()), &key),
            issuer: issuer.clone(),
        };
        KeptGrant::of(&carried, &grant, kept_at)
    };
    let (soon, later) = (NOW.plus(Seconds::new(1)), NOW.plus(Seconds::days(1)));
    let first = grant(1, 1, NOW, later);
    let second = grant(2, 1, soon, soon);
    let others = grant(3, 2, NOW, later);
    let storage = open();
    for grant in [&first, &second, &others, &first] {
        storage.keep_grant(grant).unwrap();
    }
    let ids = |grants: Vec<KeptGrant>| grants.iter().map(|g| g.id).collect::<Vec<_>>();
    assert_eq!(
        ids(open().grants().unwrap()),
        [second.id, others.id, first.id]
    );
    let of = |holder, at, limit| {
        let holder = Id::from_hash(hash(holder));
        open().grants_of(&holder, at, limit).unwrap()
    };
    assert_eq!(
        of(1, soon, 9),
        [second.clone(), first.clone()],
        "the last first"
    );
    assert_eq!(of(1, soon, 1), [second]);
    assert_eq!(of(1, later, 9), [first], "the other is past its end");
    assert_eq!(of(2, NOW, 9), [others]);
    assert_eq!(of(3, NOW, 9), []);
}

fn lists(open: Open<'_>) {
    let list = |administration: &str, version, byte| KeptList {
        kind: ListKind::Revocations,
        administration: administration.parse().unwrap(),
        version: ListVersion(version),
        bytes: vec![byte],
    };
    let storage = open();
    let keep = |list: &KeptList| storage.keep_list(list).unwrap();
    assert_eq!(keep(&list("KZ", 2, 1)), ListKept::Newer);
    assert_eq!(keep(&list("KZ", 2, 1)), ListKept::Same);
    assert_eq!(keep(&list("KZ", 2, 9)), ListKept::OtherOfThisVersion);
    assert_eq!(keep(&list("KZ", 1, 1)), ListKept::Older);
    assert_eq!(keep(&list("CN", 1, 3)), ListKept::Newer);
    assert_eq!(
        open().lists().unwrap(),
        [list("CN", 1, 3), list("KZ", 2, 1)]
    );
    assert_eq!(keep(&list("KZ", 3, 4)), ListKept::Newer);
    assert_eq!(
        open().lists().unwrap(),
        [list("CN", 1, 3), list("KZ", 3, 4)]
    );
}

fn work(open: Open<'_>) {
    let (first, mut second) = (work_item("CSQU3054383"), work_item("MSKU0000006"));
    let storage = open();
    storage.put_work(&second).unwrap();
    storage.put_work(&first).unwrap();
    assert_eq!(open().work().unwrap(), [first.clone(), second.clone()]);
    second.train = "A1".parse().unwrap();
    storage.put_work(&second).unwrap();
    assert_eq!(open().work().unwrap(), [second.clone(), first.clone()]);
    assert!(storage.remove_work(&second.container).unwrap());
    assert!(!storage.remove_work(&second.container).unwrap());
    assert_eq!(open().work().unwrap(), [first]);
}

fn consignments(open: Open<'_>) {
    let (first, second) = (
        consignment("CSQU3054383", b"a bill"),
        consignment("MSKU0000006", b"another"),
    );
    let storage = open();
    storage.keep_consignment(&first).unwrap();
    storage.keep_consignment(&second).unwrap();
    let corrected = consignment("CSQU3054383", b"a bill, corrected");
    storage.keep_consignment(&corrected).unwrap();
    let of = |container: &str| open().consignment(&container.parse().unwrap()).unwrap();
    assert_eq!(of("CSQU3054383"), Some(corrected));
    assert_eq!(of("MSKU0000006"), Some(second));
    assert_eq!(of("CBHU3202732"), None);
}

fn records(open: Open<'_>) {
    let storage = open();
    let kept = storage.keep_records(&[record(1), record(2)], NOW).unwrap();
    assert_eq!(kept, [NOW, NOW]);
    let later = NOW.plus(Seconds::days(1));
    let mut other_bytes = record(2);
    other_bytes.bytes = vec![0xff];
    let kept = storage.keep_records(&[other_bytes, record(3)], later);
    assert_eq!(
        kept.unwrap(),
        [NOW, later],
        "what is there stays as it came"
    );

    let second = open().record(&record(2).id).unwrap().unwrap();
    assert_eq!((second.record, second.arrived_at), (record(2), NOW));
    assert_eq!(storage.record(&record(9).id).unwrap(), None);
    let latest = open().latest_records(2).unwrap();
    assert_eq!(latest, [record(3).id, record(2).id]);
}

fn journals(open: Open<'_>) {
    let (lock, other) = (
        "CRXS20250417".parse().unwrap(),
        "CRXS20250418".parse().unwrap(),
    );
    let head = |length, byte| JournalHead {
        length,
        hash: hash(byte),
    };
    let storage = open();
    assert_eq!(storage.journal_seen(&lock).unwrap(), None);
    storage
        .see_journals(&[(lock, head(6, 1)), (other, head(2, 9))])
        .unwrap();
    storage.see_journals(&[(lock, head(6, 2))]).unwrap();
    storage.see_journals(&[(lock, head(4, 3))]).unwrap();
    assert_eq!(
        open().journal_seen(&lock).unwrap(),
        Some(head(6, 1)),
        "what reaches no further does not take its place"
    );
    storage.see_journals(&[(lock, head(7, 4))]).unwrap();
    assert_eq!(open().journal_seen(&lock).unwrap(), Some(head(7, 4)));
    assert_eq!(open().journal_seen(&other).unwrap(), Some(head(2, 9)));
}

fn record(number: u8) -> NewRecord {
    NewRecord {
        id: Id::from_hash(hash(number)),
        bytes: vec![number; 9],
        device: DeviceId([7; 16]),
        sequence: Sequence(u64::from(number)),
        previous: (number > 1).then(|| Id::from_hash(hash(number - 1))),
        administration: "KZ".parse().unwrap(),
        officer: "0417".parse().unwrap(),
        standing: OfficerStanding::GoodOnAgedLists,
        seal_confirmed: number != 2,
    }
}

fn certificates() -> (IssuedCertificate, IssuedCertificate) {
    let office = Office::of("KZ");
    let issue = |number, issued_at: Timestamp| {
        let key = SigningKey::from_scalar(&[number; 32]).unwrap().public();
        let office_code = "CNCKGA".parse().unwrap();
        let chain: CertificateChain = office
            .service
            .certify_document_issuer(office_code, key)
            .unwrap();
        IssuedCertificate::of(chain, Role::DocumentIssuer, issued_at)
    };
    (issue(1, NOW), issue(2, NOW.plus(Seconds::new(1))))
}

fn hash(number: u8) -> Hash {
    Hash::from_bytes([number; 32])
}
