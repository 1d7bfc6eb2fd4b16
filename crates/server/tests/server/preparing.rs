use railseal_protocol::bounded::List;
use railseal_protocol::chain::CertificateChain;
use railseal_protocol::enrolment::Enrolled;
use railseal_protocol::journal::JournalHead;
use railseal_protocol::manifest::{
    ChunkHash, DocumentEntry, DocumentKind, Encoding, Grams, Policy, PolicyRow, Totals, chunks_of,
};
use railseal_protocol::preparing::{Papers, Preparation, PreparationRequest};
use railseal_protocol::recognition::RevocationReason;
use railseal_protocol::rights::Role;
use railseal_protocol::status::{SealCycle, TamperCount};
use railseal_protocol::time::Seconds;
use railseal_protocol::wire::{decode, encode};
use railseal_server::Service;
use railseal_server::service::OfficeError;
use railseal_server::storage::{Consignment, PersonRole};

use crate::office::{NOW, Office};
use crate::phone::Phone;

pub(crate) const SEALINGS: &str = "/api/v1/sealings";
const CONTAINER: &str = "CSQU3054383";
const LOCK: &str = "CRXS20250417";

pub(crate) fn consignment(container: &str, bytes: &[u8]) -> Consignment {
    let chunks = chunks_of(bytes, 4);
    let hashes: Vec<ChunkHash> = chunks.iter().map(|chunk| ChunkHash::of(chunk)).collect();
    let totals = Totals {
        despatches: 1,
        receptacles: 2,
        items: 3,
        gross: Grams(4),
    };
    Consignment {
        container: container.parse().unwrap(),
        lock: LOCK.parse().unwrap(),
        train: None,
        route: vec!["CNCKG".parse().unwrap()].try_into().unwrap(),
        entries: vec![DocumentEntry {
            kind: DocumentKind::DeliveryBill,
            encoding: Encoding::Lines,
            length: u32::try_from(bytes.len()).unwrap(),
            chunks: hashes.try_into().unwrap(),
        }]
        .try_into()
        .unwrap(),
        documents: vec![chunks.try_into().unwrap()].try_into().unwrap(),
        totals,
        bill: totals,
        inspections: List::empty(),
    }
}

fn policy() -> Policy {
    let row = PolicyRow {
        administration: "KZ".parse().unwrap(),
        role: Role::Officer,
        station: None,
    };
    Policy {
        rows: vec![row].try_into().unwrap(),
        quorum: 1,
        presence: false,
    }
}

fn asks(phone: &Phone, chain: &CertificateChain) -> PreparationRequest {
    asks_for(phone, chain, |_| {})
}

pub(crate) fn asks_for(
    phone: &Phone,
    chain: &CertificateChain,
    change: impl FnOnce(&mut Preparation),
) -> PreparationRequest {
    let policy = phone.sign(&policy(), chain);
    let lock = LOCK.parse().unwrap();
    let mut preparation = Preparation {
        asked_at: NOW,
        container: CONTAINER.parse().unwrap(),
        lock,
        cycle: SealCycle(3),
        tampers: TamperCount(1),
        journal: JournalHead::of_nothing(&lock),
        previous: None,
        policy: policy.id(),
    };
    change(&mut preparation);
    PreparationRequest {
        preparation: phone.sign(&preparation, chain),
        policy,
        officer: chain.clone(),
    }
}

/// An office that has documents for a container, and somebody who makes manifests out.
fn sealing_office() -> Office {
    let office = Office::of("KZ");
    opened(&office);
    let consignment = consignment(CONTAINER, b"the delivery bill");
    office.service.put_consignment(&consignment).unwrap();
    office.reopened()
}

pub(crate) fn opened(office: &Office) {
    let mut service = Service::open(&office.data(), office.clock.clone()).unwrap();
    service
        .open_office(&office.data(), "KZALAX".parse().unwrap())
        .unwrap();
}

#[tokio::test]
async fn a_manifest_is_made_out_for_the_lock_as_the_officer_has_it() {
    let office = sealing_office();
    let phone = Phone::new(1);
    let chain = phone.enrol(&office).await;
    let request = asks(&phone, &chain);
    let (status, body) = office.call(SEALINGS, encode(&request)).await;
    assert_eq!(status, 200);
    let papers: Papers = decode(&body, Papers::LIMIT).unwrap();
    let root = office.root();
    let issuer = root.anchor().verify(&papers.issuer).unwrap();
    assert_eq!(issuer.certificate().role(), Role::DocumentIssuer);
    let manifest = issuer.verify(&papers.manifest).unwrap();
    let officer = root.anchor().verify(&chain).unwrap();
    let asked = officer.verify(&request.preparation).unwrap();
    assert_eq!((manifest.lock, manifest.cycle), (asked.lock, SealCycle(3)));
    assert_eq!(
        (manifest.tampers, manifest.journal),
        (TamperCount(1), asked.journal)
    );
    assert_eq!((manifest.policy, manifest.previous), (asked.policy, None));
    let kept = office.service.storage().consignment(&asked.container);
    let kept = kept.unwrap().unwrap();
    assert_eq!(
        (manifest.totals, &manifest.documents),
        (kept.totals, &kept.entries)
    );
    assert_eq!(papers.documents, kept.documents);
}

#[tokio::test]
async fn only_customs_of_this_administration_seal() {
    let office = sealing_office();
    let phone = Phone::new(1);
    let code = office.code_for(PersonRole::RailwayStaff);
    let request = phone.request(code.secret());
    let (_, body) = office.call("/api/v1/enrol", encode(&request)).await;
    let staff = decode::<Enrolled>(&body, Enrolled::LIMIT).unwrap().officer;
    let refused = office.refused(SEALINGS, encode(&asks(&phone, &staff)));
    assert_eq!(refused.await, (403, "not-of-customs".into()));

    let foreign = phone.enrol(&Office::of("CN")).await;
    let refused = office.refused(SEALINGS, encode(&asks(&phone, &foreign)));
    assert_eq!(refused.await, (403, "other-administration".into()));

    let own = phone.enrol(&office).await;
    let stolen = PreparationRequest {
        officer: own.clone(),
        ..asks(&Phone::new(2), &own)
    };
    let refused = office.refused(SEALINGS, encode(&stolen));
    assert_eq!(refused.await, (403, "not-genuine".into()));
    let service = &office.service;
    service
        .revoke(own.leaf.id(), RevocationReason::DeviceLost)
        .unwrap();
    let refused = office.refused(SEALINGS, encode(&asks(&phone, &own)));
    assert_eq!(refused.await, (403, "certificate-revoked".into()));
}

#[tokio::test]
async fn what_does_not_fit_is_refused() {
    let office = sealing_office();
    let phone = Phone::new(1);
    let chain = phone.enrol(&office).await;
    let of_another = PreparationRequest {
        policy: Phone::new(2).sign(&policy(), &chain),
        ..asks(&phone, &chain)
    };
    let mut other_policy = policy();
    other_policy.quorum = 2;
    let another = PreparationRequest {
        policy: phone.sign(&other_policy, &chain),
        ..asks(&phone, &chain)
    };
    let cases = [
        (of_another, 403, "not-genuine"),
        (another, 403, "not-genuine"),
        (
            asks_for(&phone, &chain, |p| {
                p.container = "CBHU3202732".parse().unwrap();
            }),
            404,
            "nothing-to-seal",
        ),
        (
            asks_for(&phone, &chain, |p| p.lock = "CRXS20250418".parse().unwrap()),
            409,
            "other-lock",
        ),
        (
            asks_for(&phone, &chain, |p| {
                p.asked_at = NOW.minus(Seconds::days(2));
            }),
            403,
            "clocks-apart",
        ),
    ];
    for (request, status, word) in cases {
        let refused = office.refused(SEALINGS, encode(&request)).await;
        assert_eq!(refused, (status, word.into()));
    }
}

#[tokio::test]
async fn without_a_document_issuer_nothing_is_made_out_and_one_is_enough() {
    let office = Office::of("KZ");
    office
        .service
        .put_consignment(&consignment(CONTAINER, b"the delivery bill"))
        .unwrap();
    let phone = Phone::new(1);
    let chain = phone.enrol(&office).await;
    let refused = office.refused(SEALINGS, encode(&asks(&phone, &chain)));
    assert_eq!(refused.await, (409, "no-document-issuer".into()));

    opened(&office);
    let mut again = Service::open(&office.data(), office.clock.clone()).unwrap();
    let result = again.open_office(&office.data(), "KZALAX".parse().unwrap());
    assert!(matches!(result, Err(OfficeError::OpenedBefore)));
    let office = office.reopened();
    let (status, _) = office.call(SEALINGS, encode(&asks(&phone, &chain))).await;
    assert_eq!(status, 200);
}
