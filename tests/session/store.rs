//! What is in the store when things are not as they should be.

use std::sync::Arc;

use railseal::device::store::{Drawer, Drawers, Put, StoreKey};
use railseal::enrolment::enrol;
use railseal::officer::Officer;
use railseal::outbox::{self, Outbox, Whereabouts};
use railseal::sync::{pull, push};
use railseal_inspection::push::Rejection;
use railseal_inspection::record::{DeviceId, Sequence};
use railseal_inspection::verdict::Outcome;
use railseal_server::{FixedClock, router};
use railseal_tests::demonstration::Condition;
use railseal_tests::phone::{MemoryKey, Network};

use super::crossing::{Crossing, NOW};
use super::verdicts::draft;

#[tokio::test]
async fn a_record_that_cannot_be_read_blocks_none_of_the_others() {
    let crossing = Crossing::open().await;
    let evidence = crossing.read(Condition::Intact, 244).await;
    let torn = Put {
        drawer: Drawer::Records,
        key: StoreKey::Number(1),
        bytes: b"not a record".to_vec(),
    };
    crossing.drawers.keep(&[torn]).await.unwrap();
    let draft = draft(&crossing, &evidence);
    let saved = outbox::save(&crossing.officer, &crossing.key, &crossing.drawers, &draft).await;
    assert_eq!(saved, Ok(Sequence(2)));

    push(&crossing.officer, &crossing.network, &crossing.drawers, NOW)
        .await
        .unwrap();
    let outbox = Outbox::load(&crossing.drawers, &crossing.officer.trust)
        .await
        .unwrap();
    let places: Vec<_> = outbox
        .records()
        .iter()
        .map(|record| record.whereabouts)
        .collect();
    assert_eq!(
        places,
        [
            Whereabouts::Rejected(Rejection::Unreadable),
            Whereabouts::Received { at: NOW }
        ]
    );
    assert_eq!(
        outbox.records()[0].bytes,
        b"not a record",
        "it is kept as it is"
    );
}

#[tokio::test]
async fn enrolling_again_keeps_the_records_and_their_verdicts() {
    let crossing = Crossing::open().await;
    let evidence = crossing.read(Condition::Intact, 244).await;
    let draft = draft(&crossing, &evidence);
    outbox::save(&crossing.officer, &crossing.key, &crossing.drawers, &draft)
        .await
        .unwrap();

    let key = MemoryKey::from_scalar(&[8; 32]).unwrap();
    let code = crossing.demonstration.supervisor_code().unwrap();
    let device = crossing.officer.device;
    let again = enrol(&code, device, &key, &crossing.network, &crossing.drawers)
        .await
        .unwrap();
    assert!(
        again.worklist.is_some(),
        "the same administration's work is still there"
    );
    let outbox = Outbox::load(&crossing.drawers, &again.trust).await.unwrap();
    let record = outbox.records()[0].record.as_ref().unwrap();
    assert_eq!(record.verdict.outcome(), Outcome::Pass);
}

#[tokio::test]
async fn enrolling_under_another_root_takes_nothing_of_the_earlier_ones_lists() {
    let crossing = Crossing::open().await;
    let clock = Arc::new(FixedClock::at(NOW));
    let china = crossing.demonstration.china(clock).unwrap();
    let code = crossing.demonstration.code_at(&china).unwrap();
    let network = Network::with(router(Arc::new(china), None));
    let key = MemoryKey::from_scalar(&[9; 32]).unwrap();
    let device = DeviceId([2; 16]);
    let officer = enrol(&code, device, &key, &network, &crossing.drawers)
        .await
        .unwrap();
    assert!(officer.trust.recognition(NOW).is_err());
    assert!(officer.worklist.is_none());
    assert_eq!(officer.trust.highest_seen().floor(), None);

    pull(&officer, &key, &network, &crossing.drawers, NOW)
        .await
        .unwrap();
    let officer = Officer::load(&crossing.drawers).await.unwrap().unwrap();
    assert!(officer.trust.recognition(NOW).is_ok());
}
