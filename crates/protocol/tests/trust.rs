//! Who counts, for what, when, and by which lists: one table. Then what lists may do to one another.
#![expect(clippy::unwrap_used, reason = "a test may fail by it")]

mod parties;

use parties::{
    Authority, EVERY_SCOPE, NOW, Party, china, days_after, days_before, elsewhere, kazakhstan, key,
    listed, training,
};
use railseal_protocol::chain::{CertificateChain, ChainError, Root};
use railseal_protocol::identifiers::Administration;
use railseal_protocol::recognition::{
    ListVersion, RecognitionList, RevocationList, RevocationReason, Revoked,
};
use railseal_protocol::rights::Scope;
use railseal_protocol::statement::{Signed, Signer, StatementError};
use railseal_protocol::time::{Seconds, Timestamp};
use railseal_protocol::trust::{
    AnchorError, CarriedRevocations, HighestSeen, ListError, Lists, NoList, Standing, Trust,
    TrustError,
};

/// One row: who, for what, by which lists, acted when, judged when, and what must come of it.
struct Row<'a> {
    what: &'a str,
    trust: Trust,
    who: &'a CertificateChain,
    scope: Scope,
    acted_at: Timestamp,
    now: Timestamp,
    wanted: Result<Standing, TrustError>,
}

impl<'a> Row<'a> {
    fn new(
        what: &'a str,
        trust: Trust,
        who: &'a CertificateChain,
        wanted: Result<Standing, TrustError>,
    ) -> Self {
        Self {
            what,
            trust,
            who,
            scope: Scope::Locks,
            acted_at: NOW,
            now: NOW,
            wanted,
        }
    }

    fn for_scope(mut self, scope: Scope) -> Self {
        self.scope = scope;
        self
    }

    fn at(mut self, moment: Timestamp) -> Self {
        (self.acted_at, self.now) = (moment, moment);
        self
    }

    fn acted(mut self, moment: Timestamp) -> Self {
        self.acted_at = moment;
        self
    }

    fn check(self) {
        let got = self.trust.verify(self.who).map(|holder| {
            self.trust
                .standing_of_act(&holder, self.scope, self.acted_at, self.now)
        });
        assert_eq!(got, self.wanted, "{}", self.what);
    }
}

/// What a trust is given, besides its root.
struct Given {
    recognition: Option<Signed<RecognitionList>>,
    revocations: Vec<CarriedRevocations>,
}

/// Kazakhstan's phone, and China's lock in front of it.
struct Field {
    own: Authority,
    other: Authority,
    lock: Party,
    officer: Party,
}

impl Field {
    fn new() -> Self {
        let (own, other) = (kazakhstan(), china());
        let (lock, officer) = (other.lock(), own.officer());
        Self {
            own,
            other,
            lock,
            officer,
        }
    }

    /// Good lists, before something is done to them.
    fn given(&self) -> Given {
        let lists = self.own.lists(&self.other);
        Given {
            recognition: Some(lists.recognition),
            revocations: lists.revocations.to_vec(),
        }
    }

    fn trust(&self, change: impl FnOnce(&mut Given)) -> Trust {
        let mut given = self.given();
        change(&mut given);
        let mut trust = self.own.trust();
        if let Some(list) = &given.recognition {
            let _ = trust.accept_recognition(list);
        }
        for carried in &given.revocations {
            let _ = trust.accept_revocations(carried);
        }
        trust
    }

    /// A recognition list with something changed, signed by the own root.
    fn recognition(&self, change: impl FnOnce(&mut RecognitionList)) -> Signed<RecognitionList> {
        let mut list = self.own.recognition(8, &self.other, &EVERY_SCOPE);
        change(&mut list);
        self.own.sign_recognition(&list)
    }

    fn with_recognition(&self, change: impl FnOnce(&mut RecognitionList)) -> Trust {
        let list = self.recognition(change);
        self.trust(|given| given.recognition = Some(list))
    }

    /// China's revocation list with something changed, in the place of the good one.
    fn with_revocations(&self, change: impl FnOnce(&mut RevocationList)) -> Trust {
        let mut list = self.other.revocations(6, vec![]);
        change(&mut list);
        let list = self.other.sign_revocations(&list);
        self.trust(|given| given.revocations[1] = list)
    }

    fn revoking(&self, party: &Party, from: Timestamp, reason: RevocationReason) -> Trust {
        self.with_revocations(|list| list.revoked = listed(vec![revoked(party, from, reason)]))
    }

    fn cannot_say(&self, whose: Option<&Authority>, reason: NoList) -> Standing {
        Standing::CannotSay {
            administration: whose.map(|authority| authority.administration),
            reason,
        }
    }
}

fn revoked(party: &Party, from: Timestamp, reason: RevocationReason) -> Revoked {
    Revoked {
        certificate: party.id(),
        from,
        reason,
    }
}

const FORGED: ListError = ListError::Statement(StatementError::BadSignature);

#[test]
fn who_is_recognised_and_for_what() {
    let field = Field::new();
    let stranger = elsewhere();
    let unknown = stranger.lock();
    let not_recognised = TrustError::Anchor(AnchorError::NotRecognised(stranger.administration));
    let none = |reason| Err(TrustError::Anchor(AnchorError::NoRecognition(reason)));
    let good = || field.trust(|_| {});
    let (lock, officer) = (&field.lock.chain, &field.officer.chain);
    let rows = [
        Row::new("a recognised lock", good(), lock, Ok(Standing::Good)),
        Row::new("an own officer", good(), officer, Ok(Standing::Good))
            .for_scope(Scope::Inspections),
        Row::new(
            "an own officer, without recognition",
            field.trust(|given| given.recognition = None),
            officer,
            Ok(Standing::Good),
        ),
        Row::new("a stranger", good(), &unknown.chain, Err(not_recognised)),
        Row::new(
            "recognised for documents only",
            field.with_recognition(|list| {
                list.recognised = {
                    let mut entry = list.recognised[0].clone();
                    entry.scopes = listed(vec![Scope::Documents]);
                    listed(vec![entry])
                }
            }),
            lock,
            Ok(Standing::OutOfScope),
        ),
        Row::new(
            "no longer recognised",
            field.with_recognition(|list| list.recognised = listed(vec![])),
            lock,
            Err(TrustError::Anchor(AnchorError::NotRecognised(
                field.other.administration,
            ))),
        ),
        Row::new(
            "no recognition list",
            field.trust(|given| given.recognition = None),
            lock,
            none(NoList::Missing),
        ),
        Row::new(
            "a forged recognition list",
            field.trust(|given| {
                let list = field.own.recognition(8, &field.other, &EVERY_SCOPE);
                given.recognition = Some(Signed::sign(&list, Signer::Root, &key("another")));
            }),
            lock,
            none(NoList::Refused(FORGED)),
        ),
    ];
    rows.into_iter().for_each(Row::check);
}

#[test]
fn lists_age() {
    let field = Field::new();
    let lock = &field.lock.chain;
    let (due, end) = (days_after(7), days_after(30));
    let second = Seconds::new(1);
    let good = || field.trust(|_| {});
    let expired = |whose| Ok(field.cannot_say(whose, NoList::Expired { since: end }));
    let sooner = Seconds::days(1);
    let rows = [
        Row::new("the last fresh second", good(), lock, Ok(Standing::Good)).at(due),
        Row::new(
            "a newer one is due",
            good(),
            lock,
            Ok(Standing::GoodOnAgedLists),
        )
        .at(due.plus(second)),
        Row::new(
            "the last second of all",
            good(),
            lock,
            Ok(Standing::GoodOnAgedLists),
        )
        .at(end),
        Row::new("all lists expired", good(), lock, expired(None)).at(end.plus(second)),
        Row::new(
            "only the other's revocations expired",
            field.with_recognition(|list| list.header.expires_at = days_after(300)),
            lock,
            expired(Some(&field.other)),
        )
        .at(end.plus(second)),
        Row::new(
            "only the other's revocations aged",
            field.with_revocations(|list| list.header.refresh_by = NOW.minus(sooner)),
            lock,
            Ok(Standing::GoodOnAgedLists),
        ),
        Row::new(
            "no revocation list of the other's",
            field.trust(|given| given.revocations.truncate(1)),
            lock,
            Ok(field.cannot_say(Some(&field.other), NoList::Missing)),
        ),
        Row::new(
            "no own revocation list",
            field.trust(|given| drop(given.revocations.remove(0))),
            &field.officer.chain,
            Ok(field.cannot_say(Some(&field.own), NoList::Missing)),
        ),
        Row::new(
            "a revocation list of another signer's",
            field.trust(|given| {
                let list = field.other.revocations(6, vec![]);
                given.revocations[1].list = field.own.list_signer.sign(&list);
            }),
            lock,
            Ok(field.cannot_say(
                Some(&field.other),
                NoList::Refused(ListError::Statement(StatementError::OtherSigner)),
            )),
        ),
    ];
    rows.into_iter().for_each(Row::check);
}

#[test]
fn withdrawal_counts_from_its_moment() {
    let field = Field::new();
    let lock = &field.lock;
    let yesterday = days_before(1);
    let second = Seconds::new(1);
    let lost = RevocationReason::DeviceLost;
    let stolen = RevocationReason::KeyCompromised;
    let is_revoked =
        |party: &Party, from, reason| Ok(Standing::Revoked(revoked(party, from, reason)));
    let of_lock = |from, reason| field.revoking(lock, from, reason);
    let registrar = &field.other.registrar;
    let rows = [
        Row::new(
            "lost yesterday, acted today",
            of_lock(yesterday, lost),
            &lock.chain,
            is_revoked(lock, yesterday, lost),
        ),
        Row::new(
            "acted at that very second",
            of_lock(yesterday, lost),
            &lock.chain,
            is_revoked(lock, yesterday, lost),
        )
        .acted(yesterday),
        Row::new(
            "acted a second before",
            of_lock(yesterday, lost),
            &lock.chain,
            Ok(Standing::Good),
        )
        .acted(yesterday.minus(second)),
        Row::new(
            "a stolen key counts for nothing, whatever the date",
            of_lock(yesterday, stolen),
            &lock.chain,
            is_revoked(lock, yesterday, stolen),
        )
        .acted(days_before(20)),
        Row::new(
            "to be withdrawn tomorrow",
            of_lock(days_after(1), stolen),
            &lock.chain,
            Ok(Standing::Good),
        ),
        Row::new(
            "its issuer is withdrawn",
            field.revoking(registrar, yesterday, lost),
            &lock.chain,
            is_revoked(registrar, yesterday, lost),
        ),
        Row::new(
            "another's certificate is withdrawn",
            field.revoking(&field.other.server(), yesterday, stolen),
            &lock.chain,
            Ok(Standing::Good),
        ),
        Row::new(
            "past its end before it is asked who recognises it",
            field.trust(|given| given.recognition = None),
            &field.officer.chain,
            Ok(Standing::Expired),
        )
        .at(days_after(11)),
        Row::new(
            "its last second",
            field.with_recognition(|_| {}),
            &field.officer.chain,
            Ok(Standing::GoodOnAgedLists),
        )
        .at(days_after(10)),
        Row::new(
            "before its first",
            field.trust(|_| {}),
            &field.officer.chain,
            Ok(Standing::NotYetValid),
        )
        .at(days_before(4).minus(second)),
    ];
    rows.into_iter().for_each(Row::check);
}

#[test]
fn training_never_counts_in_earnest() {
    let (field, school) = (Field::new(), training());
    let bad = |step| {
        Err(TrustError::Chain(ChainError::Certificate {
            step,
            error: StatementError::BadSignature,
        }))
    };
    let pupil = school.officer();
    let mut trainee = school.trust();
    let own = school.sign_revocations(&school.revocations(1, vec![]));
    trainee.accept_revocations(&own).unwrap();
    let rows = [
        Row::new(
            "a pupil, shown in earnest",
            field.trust(|_| {}),
            &pupil.chain,
            bad(1),
        ),
        Row::new(
            "an officer, shown in training",
            trainee.clone(),
            &field.officer.chain,
            bad(1),
        ),
        Row::new(
            "a pupil, in training",
            trainee,
            &pupil.chain,
            Ok(Standing::Good),
        ),
    ];
    rows.into_iter().for_each(Row::check);
}

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
