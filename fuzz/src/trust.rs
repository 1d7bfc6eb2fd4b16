//! What is believed: nothing but what somebody known has signed.

use railseal_inspection::push::Push;
use railseal_inspection::record::CarriedRecord;
use railseal_protocol::chain::CertificateChain;
use railseal_protocol::enrolment::Pulled;
use railseal_protocol::trust::Lists;

use crate::strict::decoded;
use crate::world::WORLD;

/// A chain that is believed is somebody's who has one: the scalars behind the keys are in no input.
pub(crate) fn certificate_chain(data: &[u8]) {
    let Some(chain) = decoded::<CertificateChain>(data, CertificateChain::WIRE_LIMIT) else {
        return;
    };
    let claimed = chain.claimed_administration();
    if let Ok(holder) = WORLD.trust.verify(&chain) {
        let administration = holder.certificate().administration;
        assert_eq!(claimed, Ok(administration));
        assert!(WORLD.trust.anchor(administration).is_ok());
        assert_eq!(holder.certificates().count(), 1 + chain.issuers.len());
    }
}

/// Lists that are believed are believed again by whoever they are passed on to.
pub(crate) fn lists(data: &[u8]) {
    let Some(lists) = decoded::<Lists>(data, Pulled::LIMIT) else {
        return;
    };
    let mut trust = WORLD.root_alone.clone();
    let refused = trust.accept(&lists);
    assert!(refused.len() <= 1 + lists.revocations.len());
    if let Some(kept) = trust.lists() {
        let mut again = WORLD.root_alone.clone();
        assert_eq!(again.accept(&kept), []);
        assert_eq!(again.lists(), Some(kept));
    }
}

/// A record that verifies is the one that the officer of the vectors has signed.
pub(crate) fn carried_record(data: &[u8]) {
    let Ok(record) = CarriedRecord::from_wire(data) else {
        return;
    };
    assert_eq!(record.to_wire(), data, "another envelope was accepted");
    if let Ok(verified) = record.verify(&WORLD.trust, crate::parties::NOW) {
        assert_eq!(*verified.record.id().hash(), WORLD.record);
    }
}

/// One record that cannot be read blocks no other; each is as much as it would be alone.
pub(crate) fn push(data: &[u8]) {
    let Some(push) = decoded::<Push>(data, Push::LIMIT) else {
        return;
    };
    // Signatures take their time, and the second record is read as the first is.
    for bytes in push.records.iter().take(2) {
        carried_record(bytes);
    }
}
