//! Recognition and revocation between two administrations.

use railseal_protocol::hash::Hash;
use railseal_protocol::recognition::{ListVersion, RevocationReason};
use railseal_protocol::rights::Scope;
use railseal_protocol::statement::Id;
use railseal_protocol::time::Seconds;
use railseal_protocol::trust::{ListError, Standing};
use railseal_server::ExchangeFile;
use railseal_server::service::{ImportError, Peer, RecogniseError, RevokeError};
use railseal_server::storage::ListKind;

use crate::office::{NOW, Office};

fn revocations(office: &Office) -> Vec<u8> {
    office.service.publish_revocations().unwrap().file.to_wire()
}

fn root_file(office: &Office) -> Vec<u8> {
    ExchangeFile::Root(office.root().certificate().signed().clone()).to_wire()
}

#[test]
fn a_recognised_administrations_revocation_is_taken_in_and_counts() {
    let (office, other) = (Office::of("KZ"), Office::of("CN"));
    office.recognises(&[&other], &[Scope::Locks]);
    let lock = other.service.new_lock("CRXS20250417".parse().unwrap());
    let chain = lock.unwrap().chain;
    let standing = || {
        let trust = office.service.trust().unwrap();
        let holder = trust.verify(&chain).unwrap();
        trust.standing(&holder, Scope::Locks, NOW)
    };
    assert!(matches!(standing(), Standing::CannotSay { .. }));

    let imported = office.service.import(&revocations(&other)).unwrap();
    assert_eq!(imported.kind, ListKind::Revocations);
    assert!(!imported.known);
    assert_eq!(standing(), Standing::Good);

    let withdrawn = other
        .service
        .revoke(chain.leaf.id(), RevocationReason::KeyCompromised);
    let file = withdrawn.unwrap().file.to_wire();
    office.service.import(&file).unwrap();
    assert!(matches!(standing(), Standing::Revoked(_)));
    assert!(office.service.import(&file).unwrap().known);
}

#[test]
fn what_is_forged_rolled_back_or_of_a_stranger_replaces_nothing() {
    let (office, other) = (Office::of("KZ"), Office::of("CN"));
    let old = revocations(&other);
    let stranger = office.service.import(&old);
    assert!(matches!(
        stranger,
        Err(ImportError::List(ListError::NoRoot))
    ));

    office.recognises(&[&other], &[Scope::Locks]);
    office.service.import(&revocations(&other)).unwrap();
    let before = office.service.storage().lists().unwrap();

    let rolled_back = office.service.import(&old);
    let expected = ListError::RolledBack {
        seen: ListVersion(3),
        got: ListVersion(2),
    };
    assert!(matches!(rolled_back, Err(ImportError::List(error)) if error == expected));

    let impostor = Office::of("CN");
    for _ in 0..9 {
        revocations(&impostor);
    }
    let forged = office.service.import(&revocations(&impostor));
    let signer = matches!(forged, Err(ImportError::List(ListError::Signer(_))));
    assert!(signer, "{forged:?}");

    let good = revocations(&other);
    for place in 0..good.len() {
        let mut flipped = good.clone();
        flipped[place] ^= 1;
        assert!(office.service.import(&flipped).is_err(), "byte {place}");
    }
    let expired = revocations(&other);
    office.clock.set(NOW.plus(Seconds::days(31)));
    let expired = office.service.import(&expired);
    assert!(matches!(expired, Err(ImportError::Expired)));
    assert_eq!(office.service.storage().lists().unwrap(), before);
}

#[test]
fn a_root_is_taken_in_only_as_it_is_recognised() {
    let (office, other) = (Office::of("KZ"), Office::of("CN"));
    let unknown = office.service.import(&root_file(&other));
    assert!(matches!(unknown, Err(ImportError::NotRecognised(_))));
    office.recognises(&[&other], &[Scope::Locks]);
    let imported = office.service.import(&root_file(&other)).unwrap();
    assert_eq!(imported.kind, ListKind::Root);
    let impostor = office.service.import(&root_file(&Office::of("CN")));
    assert!(matches!(impostor, Err(ImportError::OtherRoot(_))));
}

#[test]
fn only_the_own_root_recognises() {
    let (office, other) = (Office::of("KZ"), Office::of("CN"));
    let service = &office.service;
    let foreign = service.recognise(&other.root_key(), &[]);
    assert!(matches!(foreign, Err(RecogniseError::OtherRootKey)));
    let peer = |office: &Office| Peer {
        root: office.root(),
        scopes: vec![Scope::Locks].try_into().unwrap(),
    };
    let oneself = service.recognise(&office.root_key(), &[peer(&office)]);
    assert!(matches!(oneself, Err(RecogniseError::Oneself)));
    let twice = service.recognise(&office.root_key(), &[peer(&other), peer(&other)]);
    assert!(matches!(twice, Err(RecogniseError::NamedTwice(_))));
    // A list of the own root, made elsewhere, comes back as a file.
    let (version, file) = service
        .recognise(&office.root_key(), &[peer(&other)])
        .unwrap();
    assert_eq!(version, ListVersion(2));
    assert!(service.import(&file.to_wire()).unwrap().known);
}

#[test]
fn only_what_was_issued_here_can_be_revoked() {
    let office = Office::of("KZ");
    let unknown = Id::from_hash(Hash::from_bytes([3; 32]));
    let revoked = office.service.revoke(unknown, RevocationReason::DeviceLost);
    assert!(matches!(revoked, Err(RevokeError::NotIssuedHere)));
}
