use railseal_protocol::chain::CertificateChain;
use railseal_protocol::enrolment::{Pull, PullRequest, Pulled, WorkItem};
use railseal_protocol::recognition::RevocationReason;
use railseal_protocol::rights::Scope;
use railseal_protocol::time::Seconds;
use railseal_protocol::trust::{HighestSeen, Standing, Trust};
use railseal_protocol::wire::{decode, encode};

use crate::office::{NOW, Office};
use crate::phone::Phone;

const PULL: &str = "/api/v1/pull";

pub(crate) fn work_item(container: &str) -> WorkItem {
    WorkItem {
        train: "X8044".parse().unwrap(),
        container: container.parse().unwrap(),
        lock: "CRXS20250417".parse().unwrap(),
        origin: "CNCKG".parse().unwrap(),
        destination: "KZALA".parse().unwrap(),
        last_seen: None,
    }
}

async fn pulled(office: &Office, request: &PullRequest) -> Pulled {
    let (status, body) = office.call(PULL, encode(request)).await;
    assert_eq!(status, 200, "{}", String::from_utf8_lossy(&body));
    decode(&body, Pulled::LIMIT).unwrap()
}

#[tokio::test]
async fn an_officer_gets_lists_and_work_that_verify() {
    let office = Office::of("KZ");
    office.service.put_work(&work_item("CSQU3054383")).unwrap();
    let phone = Phone::new(1);
    let chain = phone.enrol(&office).await;
    let pulled = pulled(&office, &phone.pull(&chain, NOW)).await;

    let mut trust = Trust::new(office.root(), HighestSeen::default());
    assert_eq!(trust.accept(&pulled.lists), []);
    let server = trust.verify(&pulled.server).unwrap();
    let worklist = server.verify(&pulled.worklist).unwrap();
    assert_eq!(*worklist.items, [work_item("CSQU3054383")]);
    let officer = trust.verify(&chain).unwrap();
    let standing = trust.standing(&officer, Scope::Inspections, NOW);
    assert_eq!(standing, Standing::Good);
}

#[tokio::test]
async fn lists_are_renewed_before_they_age() {
    let office = Office::of("KZ");
    let phone = Phone::new(1);
    let chain = phone.enrol(&office).await;
    let later = NOW.plus(Seconds::days(13));
    office.clock.set(later);
    let pulled = pulled(&office, &phone.pull(&chain, later)).await;
    let mut trust = Trust::new(office.root(), HighestSeen::default());
    assert_eq!(trust.accept(&pulled.lists), []);
    let own = office.service.administration();
    assert_eq!(
        trust.revocations(own, later).unwrap().header.issued_at,
        later
    );
}

#[tokio::test]
async fn an_old_or_early_request_is_refused() {
    let office = Office::of("KZ");
    let phone = Phone::new(1);
    let chain = phone.enrol(&office).await;
    let a_day_and_a_bit = Seconds::new(86_401);
    for asked_at in [NOW.minus(a_day_and_a_bit), NOW.plus(a_day_and_a_bit)] {
        let request = encode(&phone.pull(&chain, asked_at));
        let refused = office.refused(PULL, request).await;
        assert_eq!(refused, (403, "clocks-apart".into()));
    }
}

#[tokio::test]
async fn only_officers_of_this_administration_are_answered() {
    let (office, other) = (Office::of("KZ"), Office::of("CN"));
    let phone = Phone::new(1);
    let foreign = phone.enrol(&other).await;
    let refused = office.refused(PULL, encode(&phone.pull(&foreign, NOW)));
    assert_eq!(refused.await, (403, "other-administration".into()));

    let impostor = Office::of("KZ");
    let forged = phone.enrol(&impostor).await;
    let refused = office.refused(PULL, encode(&phone.pull(&forged, NOW)));
    assert_eq!(refused.await, (403, "not-certified-here".into()));

    let own = phone.enrol(&office).await;
    let stolen = PullRequest {
        pull: Phone::new(2).sign(&Pull { asked_at: NOW }, &own),
        officer: own.clone(),
    };
    let refused = office.refused(PULL, encode(&stolen));
    assert_eq!(refused.await, (403, "not-genuine".into()));

    let server: CertificateChain = office.service.authority().server_chain().clone();
    let refused = office.refused(PULL, encode(&phone.pull(&server, NOW)));
    assert_eq!(refused.await, (403, "not-genuine".into()));
}

#[tokio::test]
async fn a_withdrawn_or_expired_officer_is_not_answered() {
    let office = Office::of("KZ");
    let phone = Phone::new(1);
    let chain = phone.enrol(&office).await;
    let later = NOW.plus(Seconds::days(15));
    office.clock.set(later);
    let refused = office.refused(PULL, encode(&phone.pull(&chain, later)));
    assert_eq!(refused.await, (403, "certificate-expired".into()));

    office.clock.set(NOW);
    let id = chain.leaf.id();
    office
        .service
        .revoke(id, RevocationReason::DeviceLost)
        .unwrap();
    let refused = office.refused(PULL, encode(&phone.pull(&chain, NOW)));
    assert_eq!(refused.await, (403, "certificate-revoked".into()));
}
