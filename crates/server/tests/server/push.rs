use railseal_inspection::push::{Arrival, Push, Pushed, Rejection};
use railseal_inspection::record::CarriedRecord;
use railseal_protocol::recognition::RevocationReason;
use railseal_protocol::rights::Scope;
use railseal_protocol::time::{Seconds, Timestamp};
use railseal_protocol::wire::{decode, encode};
use railseal_server::storage::OfficerStanding;

use crate::office::{NOW, Office};
use crate::phone::Phone;

const PUSH: &str = "/api/v1/inspections";

async fn pushed(office: &Office, records: &[Vec<u8>]) -> Pushed {
    let records: Vec<_> = records
        .iter()
        .map(|bytes| bytes.clone().try_into().unwrap())
        .collect();
    let push = Push {
        records: records.try_into().unwrap(),
    };
    let (status, body) = office.call(PUSH, encode(&push)).await;
    assert_eq!(status, 200, "{}", String::from_utf8_lossy(&body));
    decode(&body, Pushed::LIMIT).unwrap()
}

/// Verifies the confirmations as a phone does.
fn arrivals(office: &Office, pushed: &Pushed) -> Vec<Result<Arrival, Rejection>> {
    let server = office.root().anchor().verify(&pushed.server).unwrap();
    let verified = |result: &Result<_, _>| match result {
        Ok(signed) => Ok(Arrival::clone(&server.verify(signed).unwrap())),
        Err(rejection) => Err(*rejection),
    };
    pushed.results.iter().map(verified).collect()
}

fn arrived(record: &CarriedRecord, arrived_at: Timestamp) -> Result<Arrival, Rejection> {
    Ok(Arrival {
        record: record.record.id(),
        arrived_at,
    })
}

#[tokio::test]
async fn a_bad_record_blocks_no_other_and_a_second_push_changes_nothing() {
    let office = Office::of("KZ");
    let phone = Phone::new(1);
    let chain = phone.enrol(&office).await;
    let (first, second) = (
        phone.inspect(&office, &chain, 1),
        phone.inspect(&office, &chain, 2),
    );
    let mut forged = first.to_wire();
    forged[40] ^= 1;
    let stranger = Phone::new(3).inspect(&office, &chain, 3);
    let records = [
        first.to_wire(),
        vec![1, 2, 3],
        forged,
        stranger.to_wire(),
        second.to_wire(),
    ];
    let answer = pushed(&office, &records).await;
    let results = arrivals(&office, &answer);
    assert_eq!(results[0], arrived(&first, NOW));
    assert_eq!(results[1], Err(Rejection::Unreadable));
    assert!(results[2].is_err());
    assert_eq!(results[3], Err(Rejection::NotGenuine));
    assert_eq!(results[4], arrived(&second, NOW));

    office.clock.set(NOW.plus(Seconds::new(60)));
    let again = pushed(&office, &records).await;
    assert_eq!(again, answer, "the same answer, byte for byte");
    let stored = office.service.storage().latest_records(9).unwrap();
    assert_eq!(stored, [second.record.id(), first.record.id()]);
    let kept = office.service.storage().record(&first.record.id());
    let kept = kept.unwrap().unwrap();
    assert_eq!(kept.record.bytes, first.to_wire(), "the bytes received");
    assert_eq!(kept.record.standing, OfficerStanding::Good);
    assert!(kept.record.seal_confirmed);
}

#[tokio::test]
async fn a_lawful_record_of_a_withdrawn_officer_is_kept() {
    let office = Office::of("KZ");
    let phone = Phone::new(1);
    let chain = phone.enrol(&office).await;
    let record = phone.inspect(&office, &chain, 1);
    let later = NOW.plus(Seconds::days(1));
    office.clock.set(later);
    let id = chain.leaf.id();
    office
        .service
        .revoke(id, RevocationReason::ServiceEnded)
        .unwrap();
    let answer = pushed(&office, &[record.to_wire()]).await;
    assert_eq!(arrivals(&office, &answer), [arrived(&record, later)]);
    let id = chain.leaf.id();
    office
        .service
        .revoke(id, RevocationReason::KeyCompromised)
        .unwrap();
    let second = phone.inspect(&office, &chain, 2);
    pushed(&office, &[second.to_wire()]).await;
    let kept = office.service.storage().record(&second.record.id());
    let standing = kept.unwrap().unwrap().record.standing;
    assert_eq!(
        standing,
        OfficerStanding::Revoked,
        "kept, and not recognised"
    );
}

#[tokio::test]
async fn an_officer_of_another_administration_must_be_recognised() {
    let (office, other) = (Office::of("KZ"), Office::of("CN"));
    let phone = Phone::new(1);
    let chain = phone.enrol(&other).await;
    let record = phone.inspect(&other, &chain, 1);
    let answer = pushed(&office, &[record.to_wire()]).await;
    let refused = [Err(Rejection::OfficerNotKnown)];
    assert_eq!(arrivals(&office, &answer), refused);
    office.recognises(&[&other], &[Scope::Inspections]);
    let answer = pushed(&office, &[record.to_wire()]).await;
    assert_eq!(arrivals(&office, &answer), [arrived(&record, NOW)]);
    let kept = office.service.storage().record(&record.record.id());
    let standing = kept.unwrap().unwrap().record.standing;
    let no_revocations_yet = OfficerStanding::CannotSay;
    assert_eq!(standing, no_revocations_yet);
}

#[tokio::test]
async fn a_push_has_a_size() {
    let office = Office::of("KZ");
    let refused = office.refused(PUSH, vec![0; Push::LIMIT + 1]).await;
    assert_eq!(refused, (413, "too-large".into()));
}
