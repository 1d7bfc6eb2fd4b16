//! What lists may do to one another.

use super::*;

#[test]
fn no_list_goes_back() {
    let field = Field::new();
    let mut trust = field.trust(|_| {});
    let older = field.own.recognition(6, &field.other, &EVERY_SCOPE);
    let rolled_back = ListError::RolledBack {
        seen: ListVersion(7),
        got: ListVersion(6),
    };
    let older = field.own.sign_recognition(&older);
    assert_eq!(trust.accept_recognition(&older), Err(rolled_back));
    assert_eq!(
        trust.recognition(NOW).unwrap().header.version,
        ListVersion(7)
    );

    // The lists are lost, what was seen is not: an old list cannot take their place.
    let root = Root::from_certificate(&field.own.root).unwrap();
    let mut later = Trust::new(root, trust.highest_seen().clone());
    assert_eq!(later.accept_recognition(&older), Err(rolled_back));
    assert_eq!(
        later.recognition(NOW).map(|list| list.id()),
        Err(NoList::Refused(rolled_back))
    );
    let lists = field.own.lists(&field.other);
    assert_eq!(later.accept(&lists), []);
}

#[test]
fn one_list_never_touches_anothers() {
    let field = Field::new();
    let lists = field.own.lists(&field.other);
    let mut forged = lists.revocations[1].clone();
    forged.list = field
        .own
        .list_signer
        .sign(&field.other.revocations(9, vec![]));
    let bundle = Lists {
        recognition: lists.recognition,
        revocations: listed(vec![forged, lists.revocations[0].clone()]),
    };
    let mut trust = field.own.trust();
    assert_eq!(
        trust.accept(&bundle),
        [ListError::Statement(StatementError::OtherSigner)]
    );
    let own: Administration = field.own.administration;
    assert!(trust.revocations(own, NOW).is_ok());
    assert!(trust.recognition(NOW).is_ok());

    // A good list stays when a bad one follows it.
    let mut trust = field.trust(|_| {});
    assert!(trust.accept_revocations(&bundle.revocations[0]).is_err());
    let other = field.other.administration;
    assert_eq!(
        trust.revocations(other, NOW).unwrap().header.version,
        ListVersion(5)
    );
}

#[test]
fn the_floor_is_raised_step_by_step() {
    let field = Field::new();
    let issued = |version, at| {
        field.recognition(|list| {
            list.header.version = ListVersion(version);
            list.header.issued_at = at;
        })
    };
    let mut trust = Trust::new(
        Root::from_certificate(&field.own.root).unwrap(),
        HighestSeen::default(),
    );
    assert_eq!(trust.highest_seen().floor(), None);
    trust.accept_recognition(&issued(1, NOW)).unwrap();
    assert_eq!(trust.highest_seen().floor(), Some(NOW));
    trust
        .accept_recognition(&issued(2, days_before(5)))
        .unwrap();
    assert_eq!(trust.highest_seen().floor(), Some(NOW));
    trust
        .accept_recognition(&issued(3, days_after(4000)))
        .unwrap();
    assert_eq!(trust.highest_seen().floor(), Some(days_after(400)));
    // One list is one step, however often it is brought, and at every start.
    for _ in 0..3 {
        trust
            .accept_recognition(&issued(3, days_after(4000)))
            .unwrap();
        let seen = trust.highest_seen().clone();
        trust = Trust::new(Root::from_certificate(&field.own.root).unwrap(), seen);
    }
    assert_eq!(trust.highest_seen().floor(), Some(days_after(400)));
}

#[test]
fn the_floor_is_raised_by_the_own_list_signer_and_by_nobody_elses() {
    let field = Field::new();
    let mut trust = field.own.trust();
    trust.accept(&field.own.lists(&field.other));
    assert_eq!(
        trust.highest_seen().floor(),
        Some(field.own.header(1).issued_at)
    );
    for (authority, floor) in [
        (&field.other, field.own.header(1).issued_at),
        (&field.own, days_after(1)),
    ] {
        let mut list = authority.revocations(9, vec![]);
        list.header.issued_at = days_after(1);
        trust
            .accept_revocations(&authority.sign_revocations(&list))
            .unwrap();
        assert_eq!(trust.highest_seen().floor(), Some(floor));
    }
}

#[test]
fn a_list_signer_that_is_withdrawn_or_not_certified_then_is_not_believed() {
    let field = Field::new();
    let mut trust = field.own.trust();
    trust.accept(&field.own.lists(&field.other));
    let mut late = field.own.revocations(9, vec![]);
    late.header.issued_at = days_after(40_000);
    let late = field.own.sign_revocations(&late);
    assert_eq!(
        trust.accept_revocations(&late),
        Err(ListError::SignerDoesNotCount)
    );

    let signer = late.signer.leaf.id();
    let withdrawn = Revoked {
        certificate: signer,
        from: NOW,
        reason: RevocationReason::Superseded,
    };
    let last = field
        .own
        .sign_revocations(&field.own.revocations(9, vec![withdrawn]));
    assert_eq!(trust.accept_revocations(&last), Ok(()));
    let next = field
        .own
        .sign_revocations(&field.own.revocations(10, vec![]));
    assert_eq!(
        trust.accept_revocations(&next),
        Err(ListError::SignerDoesNotCount)
    );
}

#[test]
fn two_lists_of_one_version_are_not_both_believed() {
    let field = Field::new();
    let mut trust = field.own.trust();
    trust.accept(&field.own.lists(&field.other));
    let same = field
        .own
        .sign_revocations(&field.own.revocations(3, vec![]));
    assert_eq!(trust.accept_revocations(&same), Ok(()));
    let revoked = Revoked {
        certificate: same.signer.leaf.id(),
        from: NOW,
        reason: RevocationReason::Superseded,
    };
    let other = field
        .own
        .sign_revocations(&field.own.revocations(3, vec![revoked]));
    let refused = Err(ListError::OtherOfThisVersion(ListVersion(3)));
    assert_eq!(trust.accept_revocations(&other), refused);

    let held = trust.recognition(NOW).unwrap().header.version;
    let other = field.recognition(|list| {
        list.header.version = held;
        list.recognised = listed(vec![]);
    });
    let refused = Err(ListError::OtherOfThisVersion(held));
    assert_eq!(trust.accept_recognition(&other), refused);
}

#[test]
fn what_a_newer_list_no_longer_names_is_forgotten_and_not_passed_on() {
    let field = Field::new();
    let other = field.other.administration;
    let mut trust = field.own.trust();
    trust.accept(&field.own.lists(&field.other));
    let carried = |trust: &Trust| trust.lists().unwrap().revocations.len();
    assert!(trust.revocations(other, NOW).is_ok());
    assert_eq!(carried(&trust), 2);

    // The same root again: its list stays.
    let again = field.recognition(|list| list.header.version = ListVersion(8));
    trust.accept_recognition(&again).unwrap();
    assert!(trust.revocations(other, NOW).is_ok());

    let cases: [&dyn Fn(&mut RecognitionList); 2] =
        [&|list| list.recognised = listed(vec![]), &|list| {
            let mut entry = list.recognised[0].clone();
            entry.root = key("another root").public();
            list.recognised = listed(vec![entry]);
        }];
    for change in cases {
        let mut trust = trust.clone();
        let newer = field.recognition(|list| {
            list.header.version = ListVersion(9);
            change(list);
        });
        trust.accept_recognition(&newer).unwrap();
        assert_eq!(
            trust.revocations(other, NOW).err(),
            Some(NoList::Missing),
            "nothing that is held could verify it now"
        );
        assert!(trust.revocations(field.own.administration, NOW).is_ok());
        assert_eq!(carried(&trust), 1);
    }
}
