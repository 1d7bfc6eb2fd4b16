//! What is granted, to whom, and who hands it out.

use railseal_protocol::chain::CertificateChain;
use railseal_protocol::grant::{CarriedGrant, Grant, Granted};
use railseal_protocol::recognition::RevocationReason;
use railseal_protocol::rights::{Role, Scope};
use railseal_protocol::rules::OrderKind;
use railseal_protocol::status::SealCycle;
use railseal_protocol::time::{Seconds, Validity};
use railseal_protocol::wire::{decode, encode};
use railseal_server::ExchangeFile;
use railseal_server::service::{
    GrantError, GrantHolder, GrantImportError, GrantRequest, ImportError, LONGEST_GRANT,
};
use railseal_server::storage::{OfficerStanding, PersonRole};

use crate::office::{NOW, Office};
use crate::phone::Phone;

const GRANTS: &str = "/api/v1/grants";
const LOCK: &str = "CRXS20250417";
const DAY: Seconds = Seconds::days(1);

fn wanted(holder: GrantHolder) -> GrantRequest {
    GrantRequest {
        lock: LOCK.parse().unwrap(),
        cycle: SealCycle(3),
        holder,
        orders: vec![OrderKind::Unseal],
        validity: Validity {
            from: NOW,
            until: NOW.plus(DAY),
        },
    }
}

/// An administration that has certified a lock.
fn office(administration: &str) -> Office {
    let office = Office::of(administration);
    office.service.new_lock(LOCK.parse().unwrap()).unwrap();
    office
}

fn enrolled(office: &Office, phone: &Phone, role: PersonRole) -> CertificateChain {
    let code = office.code_for(role);
    let request = phone.request(code.secret());
    office.service.enrol(&request).unwrap().officer
}

async fn granted(office: &Office, phone: &Phone, chain: &CertificateChain) -> Granted {
    let asked_at = office.service.now();
    let request = encode(&phone.pull(chain, asked_at));
    let (status, body) = office.call(GRANTS, request).await;
    assert_eq!(status, 200, "{}", String::from_utf8_lossy(&body));
    decode(&body, Granted::LIMIT).unwrap()
}

fn opened(office: &Office, carried: &CarriedGrant) -> Grant {
    let trust = office.service.trust().unwrap();
    let issuer = trust.verify(&carried.issuer).unwrap();
    assert_eq!(issuer.certificate().role(), Role::Server);
    let grant = issuer.verify(&carried.grant).unwrap();
    Grant::clone(&grant)
}

#[tokio::test]
async fn an_officer_fetches_what_was_granted_to_that_certificate_and_nothing_else() {
    let office = office("KZ");
    let (phone, other) = (Phone::new(1), Phone::new(2));
    let chain = phone.enrol(&office).await;
    let others = enrolled(&office, &other, PersonRole::Supervisor);
    let certificate = GrantHolder::Certificate(chain.leaf.id());
    let first = office.service.grant(wanted(certificate.clone())).unwrap();
    let second = office.service.grant(wanted(certificate)).unwrap();
    assert_ne!(
        first.grant.id(),
        second.grant.id(),
        "two grants for the same are two"
    );
    let to_another = GrantHolder::Certificate(others.leaf.id());
    office.service.grant(wanted(to_another)).unwrap();

    let fetched = granted(&office, &phone, &chain).await;
    assert_eq!(*fetched.grants, [second, first.clone()], "the last first");
    let grant = opened(&office, &first);
    assert_eq!(grant.holder, chain.leaf.id());
    assert_eq!(grant.place.to_string(), "KZDOS", "where the holder serves");
    assert_eq!(grant.cycle, SealCycle(3));
    assert_eq!(granted(&office, &other, &others).await.grants.len(), 1);
    assert_eq!(office.service.grants().unwrap().len(), 3);

    office.clock.set(NOW.plus(DAY).plus(Seconds::new(1)));
    assert_eq!(*granted(&office, &phone, &chain).await.grants, []);
}

#[tokio::test]
async fn a_person_is_granted_by_the_last_certificate_that_counts() {
    let office = office("KZ");
    let (lost, kept) = (Phone::new(1), Phone::new(2));
    let earlier = lost.enrol(&office).await;
    office.clock.set(NOW.plus(Seconds::new(60)));
    let later = kept.enrol(&office).await;
    let person = || GrantHolder::Person("0417".parse().unwrap());
    let grant = |holder| opened(&office, &office.service.grant(wanted(holder)).unwrap());
    assert_eq!(grant(person()).holder, later.leaf.id());
    let reason = RevocationReason::DeviceLost;
    office.service.revoke(later.leaf.id(), reason).unwrap();
    assert_eq!(grant(person()).holder, earlier.leaf.id());
    office.service.revoke(earlier.leaf.id(), reason).unwrap();
    let refused = office.service.grant(wanted(person())).unwrap_err();
    let revoked = OfficerStanding::Revoked;
    assert!(matches!(refused, GrantError::NotInStanding(of) if of == revoked));
}

#[tokio::test]
async fn what_no_lock_would_obey_is_not_granted() {
    let office = office("KZ");
    let chain = Phone::new(1).enrol(&office).await;
    let holder = || GrantHolder::Certificate(chain.leaf.id());
    let refused = |request| office.service.grant(request).unwrap_err();

    let nobody = wanted(GrantHolder::Person("9999".parse().unwrap()));
    assert!(matches!(refused(nobody), GrantError::UnknownHolder));
    let elsewhere = Phone::new(3).enrol(&Office::of("CN")).await;
    let unknown = wanted(GrantHolder::Certificate(elsewhere.leaf.id()));
    assert!(matches!(refused(unknown), GrantError::UnknownHolder));
    let unrecognised = wanted(GrantHolder::Chain(elsewhere));
    assert!(matches!(refused(unrecognised), GrantError::Chain(_)));
    let staff = enrolled(&office, &Phone::new(4), PersonRole::RailwayStaff);
    let staff = wanted(GrantHolder::Certificate(staff.leaf.id()));
    assert!(matches!(
        refused(staff),
        GrantError::NotOfCustoms(Role::RailwayStaff)
    ));
    let server = office.service.authority().server_chain().clone();
    let server = wanted(GrantHolder::Chain(server));
    assert!(matches!(
        refused(server),
        GrantError::NotOfCustoms(Role::Server)
    ));

    let lock = GrantRequest {
        lock: "CRXS20250418".parse().unwrap(),
        ..wanted(holder())
    };
    assert!(matches!(refused(lock), GrantError::OtherLock(_)));
    let nothing = GrantRequest {
        orders: vec![],
        ..wanted(holder())
    };
    assert!(matches!(refused(nothing), GrantError::NoOrders));
    for order in [OrderKind::Seal, OrderKind::SetClock, OrderKind::HandOver] {
        let owners = GrantRequest {
            orders: vec![OrderKind::Unseal, order],
            ..wanted(holder())
        };
        assert!(matches!(refused(owners), GrantError::NotGrantable(of) if of == order));
    }

    let lasting = |from, until| GrantRequest {
        validity: Validity { from, until },
        ..wanted(holder())
    };
    let reversed = lasting(NOW.plus(DAY), NOW);
    assert!(matches!(refused(reversed), GrantError::Reversed));
    let longest = NOW.plus(LONGEST_GRANT);
    assert!(office.service.grant(lasting(NOW, longest)).is_ok());
    let longer = lasting(NOW, longest.plus(Seconds::new(1)));
    assert!(matches!(refused(longer), GrantError::TooLong { .. }));
    let over = lasting(NOW.minus(DAY), NOW.minus(Seconds::new(1)));
    assert!(matches!(refused(over), GrantError::Over));
    // The certificate will have ended before the grant begins.
    let late = lasting(longest, longest.plus(DAY));
    let expired = OfficerStanding::Expired;
    assert!(matches!(refused(late), GrantError::NotInStanding(of) if of == expired));
}

#[tokio::test]
async fn another_administrations_officer_is_granted_by_files() {
    let (china, kazakhstan) = (office("CN"), Office::of("KZ"));
    let everything = [Scope::Documents, Scope::Inspections, Scope::Unsealing];
    china.recognises(&[&kazakhstan], &everything);
    kazakhstan.recognises(&[&china], &everything);
    for (one, other) in [(&china, &kazakhstan), (&kazakhstan, &china)] {
        let list = other.service.publish_revocations().unwrap().file;
        one.service.import(&list.to_wire()).unwrap();
    }
    let phone = Phone::new(1);
    let chain = phone.enrol(&kazakhstan).await;
    let person = GrantHolder::Person("0417".parse().unwrap());
    let handed_over = kazakhstan.service.holder_chain(&person).unwrap();
    assert_eq!(handed_over, chain);
    let carried = china
        .service
        .grant(wanted(GrantHolder::Chain(handed_over)))
        .unwrap();

    // Not from the server that granted it: the officer has a server of their own.
    let request = encode(&phone.pull(&chain, NOW));
    let refused = china.refused(GRANTS, request).await;
    assert_eq!(refused, (403, "other-administration".into()));

    let file = ExchangeFile::Grant(carried.clone());
    let taken = kazakhstan.service.import_grant(&file).unwrap();
    assert_eq!(taken.id(), carried.grant.id());
    let fetched = granted(&kazakhstan, &phone, &chain).await;
    assert_eq!(*fetched.grants, [carried]);

    assert!(matches!(
        kazakhstan.service.import(&file.to_wire()),
        Err(ImportError::NoList)
    ));
}

#[tokio::test]
async fn a_grant_is_taken_in_only_as_a_lock_would_take_it() {
    let (china, kazakhstan) = (office("CN"), Office::of("KZ"));
    china.recognises(&[&kazakhstan], &[Scope::Unsealing]);
    let list = kazakhstan.service.publish_revocations().unwrap().file;
    china.service.import(&list.to_wire()).unwrap();
    let chain = Phone::new(1).enrol(&kazakhstan).await;
    let holder = || GrantHolder::Chain(chain.clone());
    let granted = |holder| ExchangeFile::Grant(china.service.grant(wanted(holder)).unwrap());
    let refused = |file: &ExchangeFile| kazakhstan.service.import_grant(file).unwrap_err();

    let file = granted(holder());
    assert!(matches!(refused(&file), GrantImportError::Issuer(_)));
    // Recognised for the documents, and not to let anybody unseal.
    kazakhstan.recognises(&[&china], &[Scope::Documents]);
    let list = china.service.publish_revocations().unwrap().file;
    kazakhstan.service.import(&list.to_wire()).unwrap();
    let out_of_scope = OfficerStanding::OutOfScope;
    assert!(matches!(refused(&file), GrantImportError::NotInStanding(of) if of == out_of_scope));

    kazakhstan.recognises(&[&china], &[Scope::Unsealing]);
    let list = china.service.publish_revocations().unwrap().file;
    kazakhstan.service.import(&list.to_wire()).unwrap();
    let chinese = Phone::new(2).enrol(&china).await;
    let others = granted(GrantHolder::Chain(chinese));
    assert!(matches!(refused(&others), GrantImportError::NotOurs));
    let ExchangeFile::Grant(mut forged) = file.clone() else {
        panic!("it is a grant");
    };
    let mut bytes = forged.grant.to_wire();
    *bytes.last_mut().unwrap() ^= 1;
    forged.grant = decode(&bytes, bytes.len()).unwrap();
    let forged = ExchangeFile::Grant(forged);
    assert!(matches!(refused(&forged), GrantImportError::Statement(_)));
    let root = ExchangeFile::Root(china.root().certificate().signed().clone());
    assert!(matches!(refused(&root), GrantImportError::NoGrant));

    assert!(kazakhstan.service.import_grant(&file).is_ok());
    kazakhstan.clock.set(NOW.plus(Seconds::days(2)));
    assert!(matches!(refused(&file), GrantImportError::Over));
}
