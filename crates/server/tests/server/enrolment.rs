use railseal_protocol::certificate::Subject;
use railseal_protocol::chain::Root;
use railseal_protocol::enrolment::{Enrolled, EnrolmentSecret};
use railseal_protocol::time::{Seconds, Within};
use railseal_protocol::wire::{decode, encode};
use railseal_server::storage::PersonRole;
use tower::ServiceExt;

use crate::office::{NOW, Office, post};
use crate::phone::Phone;

const ENROL: &str = "/api/v1/enrol";

#[tokio::test]
async fn a_code_enrols_one_phone_under_the_root_it_names() {
    let office = Office::of("KZ");
    let code = office.code_for(PersonRole::Supervisor);
    let request = encode(&Phone::new(1).request(code.secret()));
    let (status, body) = office.call(ENROL, request.clone()).await;
    assert_eq!(status, 200);
    let enrolled: Enrolled = decode(&body, Enrolled::LIMIT).unwrap();

    let root = Root::from_certificate(&enrolled.root).unwrap();
    assert!(code.is_for(&root));
    let holder = root.anchor().verify(&enrolled.officer).unwrap();
    assert!(matches!(
        holder.certificate().subject,
        Subject::Supervisor(_)
    ));
    assert_eq!(holder.validity_at(NOW), Within::Valid);
    let two_weeks = NOW.plus(Seconds::days(14));
    assert_eq!(
        holder.validity_at(two_weeks),
        Within::Over,
        "14 days at the most"
    );

    // The answer was lost on the way: the same phone asks again.
    assert_eq!(office.call(ENROL, request).await, (status, body));
    // Another phone does not get in.
    let other = encode(&Phone::new(2).request(code.secret()));
    let refused = office.refused(ENROL, other).await;
    assert_eq!(refused, (410, "code-used".into()));
}

#[tokio::test]
async fn a_code_expires() {
    let office = Office::of("KZ");
    let code = office.code();
    office.clock.set(NOW.plus(Seconds::new(24 * 3600 + 1)));
    let request = encode(&Phone::new(1).request(code.secret()));
    let refused = office.refused(ENROL, request).await;
    assert_eq!(refused, (410, "code-expired".into()));
}

#[tokio::test]
async fn a_key_of_somebody_else_is_not_certified() {
    let office = Office::of("KZ");
    let code = office.code();
    let mut request = Phone::new(1).request(code.secret());
    request.key = Phone::new(2).request(code.secret()).key;
    let refused = office.refused(ENROL, encode(&request)).await;
    assert_eq!(refused, (403, "not-in-possession".into()));
    // The code is still good.
    let request = encode(&Phone::new(1).request(code.secret()));
    assert_eq!(office.call(ENROL, request).await.0, 200);
}

#[tokio::test]
async fn guessing_soon_ends() {
    let office = Office::of("KZ");
    let router = office.router();
    let mut statuses = Vec::new();
    for guess in 0..12 {
        let secret = EnrolmentSecret::from_random([guess; 5]);
        let request = encode(&Phone::new(1).request(&secret));
        let response = router.clone().oneshot(post(ENROL, request)).await.unwrap();
        let wait = response.headers().get("retry-after");
        assert_eq!(wait.is_some(), response.status() == 429);
        statuses.push(response.status().as_u16());
    }
    assert_eq!(statuses, [[403; 10].as_slice(), &[429; 2]].concat());
}

#[tokio::test]
async fn what_is_no_request_is_refused() {
    let office = Office::of("KZ");
    let refused = office.refused(ENROL, vec![1, 2, 3]).await;
    assert_eq!(refused, (400, "unreadable".into()));
    let refused = office.refused(ENROL, vec![0; 1000]).await;
    assert_eq!(refused, (413, "too-large".into()));
    let mut form = post(ENROL, vec![1]);
    form.headers_mut().remove("content-type");
    let response = office.router().oneshot(form).await.unwrap();
    assert_eq!(response.status(), 415);
    let refused = office.refused("/api/v1/nothing", vec![]).await;
    assert_eq!(refused, (404, "no-such-call".into()));
    let refused = office.refused("/api/v9", vec![]).await;
    assert_eq!(refused, (404, "no-such-call".into()));
}
