//! Newer lists reach a lock by whoever meets it: a withdrawal of China's, by a phone of Kazakhstan's.

use std::sync::Arc;

use railseal::orders::composing::Wish;
use railseal_inspection::ordering::Ended;
use railseal_protocol::call::Refusal;
use railseal_protocol::identifiers::Administration;
use railseal_protocol::journal::{Event, ListKind, RefusalReason};
use railseal_protocol::manifest::{Policy, PolicyRow};
use railseal_protocol::recognition::RevocationReason;
use railseal_protocol::rights::Role;
use railseal_protocol::status::LockState;
use railseal_server::{FixedClock, Service};
use railseal_tests::demonstration::Demonstration;

use super::crossing::NOW;
use super::desk::{Desk, Met};

/// One of China's or of Kazakhstan's, wherever they serve.
fn policy() -> Policy {
    let row = |administration: &str| PolicyRow {
        administration: administration.parse().unwrap(),
        role: Role::Officer,
        station: None,
    };
    Policy {
        rows: vec![row("CN"), row("KZ")].try_into().unwrap(),
        quorum: 1,
        presence: false,
    }
}

struct Scene {
    china: Service,
    kazakhstan: Service,
    chinese: Desk,
    kazakh: Desk,
    lock: Met,
    _folder: tempfile::TempDir,
}

impl Scene {
    async fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(FixedClock::at(NOW));
        let open = || Demonstration::open_or_create(folder.path(), clock.clone()).unwrap();
        let demonstration = open();
        let china = || demonstration.china(clock.clone()).unwrap();
        let container = "CSQU3054383".parse().unwrap();
        let id = "RSLK00000098".parse().unwrap();
        let lock = demonstration.sealed_under(id, container, policy());
        let at_china = demonstration.code_at(&china()).unwrap();
        let at_kazakhstan = demonstration.inspector_code().unwrap();
        Self {
            china: china(),
            kazakhstan: open().server,
            chinese: Desk::at(china(), &at_china, 7).await,
            kazakh: Desk::at(open().server, &at_kazakhstan, 8).await,
            lock: Met::new(lock.unwrap()),
            _folder: folder,
        }
    }

    /// China withdraws its officer's certificate, and Kazakhstan's server takes the list in.
    fn withdraw(&self) {
        let id = self.chinese.officer.holder.certificate().id();
        let published = self.china.revoke(id, RevocationReason::DeviceLost);
        let file = published.unwrap().file.to_wire();
        self.kazakhstan.import(&file).unwrap();
    }
}

fn china() -> Administration {
    "CN".parse().unwrap()
}

#[tokio::test]
async fn a_withdrawal_reaches_a_lock_by_another_administrations_phone() {
    let mut scene = Scene::open().await;
    let (before, _) = scene.chinese.read_and_bring(&scene.lock).await;
    assert_eq!(before.seal.refused, None, "China's officer is welcome");
    let judgement = scene.chinese.judge(&before);

    scene.withdraw();
    scene.kazakh.sync().await;
    // From here on nobody has a network.
    scene.kazakh.network.set_up(false);
    scene.chinese.network.set_up(false);
    let (evidence, brought) = scene.kazakh.read_and_bring(&scene.lock).await;
    let of_china = brought.iter().find(|list| list.administration == china());
    let withdrawal = *of_china.unwrap();
    assert_eq!(withdrawal.kind, ListKind::Revocation);
    let line = format!("list CN revocation {} renewed", withdrawal.version.0);
    let log = scene.kazakh.notes.of_lists();
    assert_eq!(log.first(), Some(&line), "the owner's comes first");
    // Of Mongolia the lock's owner says nothing: that is noted, and no alarm.
    let refused = log.iter().find(|line| line.starts_with("list MN"));
    assert!(refused.unwrap().ends_with("refused NotRecognised"));

    // China's officer knows nothing of it, and the lock does.
    let (after, _) = scene.chinese.read(&scene.lock).await;
    assert_eq!(after.seal.refused, Some(RefusalReason::Revoked));
    let given = scene
        .chinese
        .give(&scene.lock, &judgement, &Wish::Unseal, None);
    let revoked = Refusal::NotObeyed(RefusalReason::Revoked);
    assert_eq!(given.await, Ended::Refused(revoked));
    let state = scene.lock.0.borrow().lock.state();
    assert_eq!(state, LockState::Sealed);

    // The journal tells of the list, and goes on from where the officer had read it.
    let (later, again) = scene.kazakh.read_and_bring(&scene.lock).await;
    assert_eq!(again, [], "nothing is brought twice");
    let judgement = scene.kazakh.judge(&later);
    let taken = Event::ListTaken {
        administration: china(),
        kind: ListKind::Revocation,
        version: withdrawal.version,
    };
    let journal = judgement.journal.unwrap();
    assert!(journal.iter().any(|entry| entry.event == taken));
    assert!(later.seal.journal.starts_with(&evidence.seal.journal));
}

#[tokio::test]
async fn what_did_not_come_through_is_brought_before_an_order() {
    let mut scene = Scene::open().await;
    scene.withdraw();
    scene.kazakh.sync().await;
    // The link ends with the reading.
    let (evidence, _) = scene.kazakh.read(&scene.lock).await;
    assert_eq!(scene.kazakh.notes.of_lists(), [""; 0]);
    let judgement = scene.kazakh.judge(&evidence);
    let given = scene
        .kazakh
        .give(&scene.lock, &judgement, &Wish::Unseal, None);
    // What was brought stands in the journal before the order, and spoils nothing of it.
    assert!(matches!(given.await, Ended::Told { .. }));
    let log = scene.kazakh.notes.of_lists();
    assert!(log[0].starts_with("list CN revocation"), "{log:?}");
    let (after, _) = scene.chinese.read(&scene.lock).await;
    assert_eq!(after.seal.refused, Some(RefusalReason::Revoked));
}

#[tokio::test]
async fn an_older_list_is_refused_and_the_visit_goes_on() {
    let mut scene = Scene::open().await;
    let older = scene.chinese.officer.trust.highest_seen().clone();
    let older = older.revocations(china()).unwrap().0;
    // China publishes, and the phone of its own that meets the lock later does not know.
    let published = scene.china.publish_revocations().unwrap();
    scene.kazakhstan.import(&published.file.to_wire()).unwrap();
    scene.kazakh.sync().await;
    scene.kazakh.read_and_bring(&scene.lock).await;

    let (_, brought) = scene.chinese.read_and_bring(&scene.lock).await;
    let kinds = brought.iter().filter(|list| list.administration == china());
    let kinds: Vec<ListKind> = kinds.map(|list| list.kind).collect();
    assert_eq!(kinds, [ListKind::Recognition], "its own list of the others");
    let line = format!("list CN revocation {older} refused DoesNotFit");
    let log = scene.chinese.notes.of_lists();
    assert!(log.contains(&line), "{log:?}");
    // It never will fit, and is not brought again.
    scene.chinese.read_and_bring(&scene.lock).await;
    assert_eq!(scene.chinese.notes.of_lists(), log);
}
