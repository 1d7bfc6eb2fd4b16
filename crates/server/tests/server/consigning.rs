//! A sealing office gives its server a container's tables.

use railseal_inspection::documents::Document;
use railseal_inspection::finding::Finding;
use railseal_inspection::reconciliation::{Tree, reconcile};
use railseal_protocol::chain::CertificateChain;
use railseal_protocol::consigning::{
    Column, Consigned, Consigning, ConsigningRequest, Place, Problem, Summary, TableHash,
};
use railseal_protocol::enrolment::Enrolled;
use railseal_protocol::preparing::Papers;
use railseal_protocol::recognition::RevocationReason;
use railseal_protocol::rights::Role;
use railseal_protocol::time::Seconds;
use railseal_protocol::wire::{decode, encode};
use railseal_server::storage::PersonRole;

use crate::office::{NOW, Office};
use crate::phone::Phone;
use crate::preparing::{SEALINGS, asks_for, opened};
use crate::tables::{good, to_seal};

const CONSIGNMENTS: &str = "/api/v1/consignments";

fn asks(
    phone: &Phone,
    chain: &CertificateChain,
    files: &[Vec<u8>],
    change: impl FnOnce(&mut Consigning),
) -> ConsigningRequest {
    let hashes: Vec<TableHash> = files.iter().map(|file| TableHash::of(file)).collect();
    let mut consigning = Consigning {
        asked_at: NOW,
        container: to_seal().container,
        lock: to_seal().lock,
        train: None,
        route: ["CNCQI", "CNAKL", "KZALA"]
            .map(|station| station.parse().unwrap())
            .to_vec()
            .try_into()
            .unwrap(),
        bill_items: None,
        files: hashes.try_into().unwrap(),
        keep: false,
    };
    change(&mut consigning);
    let files: Vec<_> = files
        .iter()
        .cloned()
        .map(|file| file.try_into().unwrap())
        .collect();
    ConsigningRequest {
        consigning: phone.sign(&consigning, chain),
        officer: chain.clone(),
        files: files.try_into().unwrap(),
    }
}

async fn answered(office: &Office, request: &ConsigningRequest) -> Consigned {
    let (status, body) = office.call(CONSIGNMENTS, encode(request)).await;
    assert_eq!(status, 200);
    decode(&body, Consigned::LIMIT).unwrap()
}

async fn added_up(office: &Office, request: &ConsigningRequest) -> (Summary, bool) {
    match answered(office, request).await {
        Consigned::Read { summary, kept } => (summary, kept),
        Consigned::Faulty(faults) => panic!("{faults:?}"),
    }
}

#[tokio::test]
async fn tables_are_read_and_kept_only_when_that_is_asked() {
    let office = Office::of("CN");
    let phone = Phone::new(1);
    let chain = phone.enrol(&office).await;
    let files = good("chinese", "csv");
    let kept = || office.service.storage().consignment(&to_seal().container);

    let (summary, is_kept) = added_up(&office, &asks(&phone, &chain, &files, |_| {})).await;
    assert_eq!((summary.totals.items, is_kept), (4, false));
    assert!(kept().unwrap().is_none());

    let request = asks(&phone, &chain, &files, |asked| asked.keep = true);
    assert_eq!(added_up(&office, &request).await, (summary.clone(), true));
    let consignment = kept().unwrap().unwrap();
    assert_eq!(
        (consignment.totals, consignment.bill),
        (summary.totals, summary.bill)
    );
    assert_eq!(
        consignment.train,
        Some("X8003".parse().unwrap()),
        "the bill's"
    );
    assert_eq!(consignment.route.len(), 3);
    // Asked again, it is the same.
    assert_eq!(added_up(&office, &request).await, (summary, true));
    assert!(kept().unwrap().unwrap() == consignment);
}

#[tokio::test]
async fn what_was_kept_is_sealed_with_and_adds_up_at_the_wagon() {
    let office = Office::of("CN");
    opened(&office);
    let office = office.reopened();
    let phone = Phone::new(1);
    let chain = phone.enrol(&office).await;
    let request = asks(&phone, &chain, &good("kazakh", "json"), |asked| {
        asked.keep = true
    });
    let (summary, _) = added_up(&office, &request).await;

    let request = asks_for(&phone, &chain, |asked| {
        (asked.container, asked.lock) = (to_seal().container, to_seal().lock);
    });
    let (status, body) = office.call(SEALINGS, encode(&request)).await;
    assert_eq!(status, 200);
    let papers: Papers = decode(&body, Papers::LIMIT).unwrap();
    let issuer = office.root().anchor().verify(&papers.issuer).unwrap();
    assert_eq!(issuer.certificate().role(), Role::DocumentIssuer);
    let manifest = issuer.verify(&papers.manifest).unwrap();
    let documents = manifest.documents.iter().zip(papers.documents.iter());
    let documents: Vec<Document> = documents
        .map(|(entry, chunks)| {
            let bytes: Vec<u8> = chunks.iter().flat_map(|chunk| chunk.to_vec()).collect();
            Document::from_bytes(entry.kind, entry.encoding, &bytes).unwrap()
        })
        .collect();
    let tree = Tree::of(&documents).unwrap();
    let agree = Finding::TotalsAgree(summary.totals);
    assert_eq!(reconcile(&tree, &manifest), agree);
}

#[tokio::test]
async fn faults_are_told_with_their_place_and_nothing_is_kept() {
    let office = Office::of("CN");
    let phone = Phone::new(1);
    let chain = phone.enrol(&office).await;
    let [bill, lists, sheets] = good("russian", "csv");
    let sheets = String::from_utf8(sheets).unwrap();
    let sheets = sheets
        .replace("CP087001024CN", "CP087001025CN")
        .into_bytes();
    let request = asks(&phone, &chain, &[bill, lists, sheets], |asked| {
        asked.keep = true
    });
    let Consigned::Faulty(faults) = answered(&office, &request).await else {
        panic!("a wrong check digit was taken");
    };
    let (file, row, column) = (2, 4, Column::Item);
    assert_eq!(faults.more, 0);
    assert_eq!(faults.listed[0].place, Place::Field { file, row, column });
    let digit = Problem::WrongCheckDigit { wanted: 4, got: 5 };
    assert_eq!(faults.listed[0].problem, digit);
    let kept = office.service.storage().consignment(&to_seal().container);
    assert!(kept.unwrap().is_none());
}

#[tokio::test]
async fn only_customs_of_this_administration_give_tables() {
    let office = Office::of("CN");
    let phone = Phone::new(1);
    let files = good("russian", "csv");
    let code = office.code_for(PersonRole::RailwayStaff);
    let (_, body) = office
        .call("/api/v1/enrol", encode(&phone.request(code.secret())))
        .await;
    let staff = decode::<Enrolled>(&body, Enrolled::LIMIT).unwrap().officer;
    let foreign = phone.enrol(&Office::of("KZ")).await;
    let own = phone.enrol(&office).await;
    let stolen = ConsigningRequest {
        officer: own.clone(),
        ..asks(&Phone::new(2), &own, &files, |_| {})
    };
    let late = asks(&phone, &own, &files, |asked| {
        asked.asked_at = NOW.minus(Seconds::days(2));
    });
    let cases = [
        (asks(&phone, &staff, &files, |_| {}), "not-of-customs"),
        (
            asks(&phone, &foreign, &files, |_| {}),
            "other-administration",
        ),
        (stolen, "not-genuine"),
        (late, "clocks-apart"),
    ];
    for (request, word) in cases {
        let refused = office.refused(CONSIGNMENTS, encode(&request)).await;
        assert_eq!(refused, (403, word.into()));
    }
    let service = &office.service;
    service
        .revoke(own.leaf.id(), RevocationReason::DeviceLost)
        .unwrap();
    let request = asks(&phone, &own, &files, |_| {});
    let refused = office.refused(CONSIGNMENTS, encode(&request)).await;
    assert_eq!(refused, (403, "certificate-revoked".into()));
}

#[tokio::test]
async fn files_are_the_ones_that_were_signed() {
    let office = Office::of("CN");
    let phone = Phone::new(1);
    let chain = phone.enrol(&office).await;
    let [bill, lists, sheets] = good("russian", "csv");
    let signed = asks(
        &phone,
        &chain,
        &[bill.clone(), lists.clone(), sheets.clone()],
        |asked| {
            asked.keep = true;
        },
    );
    let file = |bytes: &[u8]| bytes.to_vec().try_into().unwrap();
    let changed = [&sheets[..], b"\n"].concat();
    let others = [
        vec![file(&bill), file(&lists), file(&changed)],
        vec![file(&lists), file(&bill), file(&sheets)],
        vec![file(&bill), file(&lists)],
        vec![file(&bill), file(&lists), file(&sheets), file(&sheets)],
        vec![],
    ];
    for files in others {
        let request = ConsigningRequest {
            files: files.try_into().unwrap(),
            ..signed.clone()
        };
        let refused = office.refused(CONSIGNMENTS, encode(&request)).await;
        assert_eq!(refused, (403, "other-files".into()));
    }
    let kept = office.service.storage().consignment(&to_seal().container);
    assert!(kept.unwrap().is_none());
}

#[tokio::test]
async fn a_body_beyond_its_limit_is_refused_unread() {
    let office = Office::of("CN");
    let refused = office.refused(CONSIGNMENTS, vec![0; ConsigningRequest::LIMIT + 1]);
    assert_eq!(refused.await, (413, "too-large".into()));
    let refused = office.refused(CONSIGNMENTS, vec![0xff; 4096]);
    assert_eq!(refused.await, (400, "unreadable".into()));
}
