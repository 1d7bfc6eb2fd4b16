//! The lock's process without a browser: what its command line refuses, and that it outlives the
//! Bluetooth service.

use std::os::unix::fs::PermissionsExt;
use std::sync::Arc;

use railseal_protocol::status::LockState;
use railseal_server::SystemClock;
use railseal_tests::bluez::{PrivateBus, StandIn};
use railseal_tests::demonstration::Demonstration;
use railseal_tests::walk::layout;

use super::lock_process::{LockInFolder, LockProcess, done, refused};

const NO_BUS: &str = "unix:path=/nonexistent";

fn demonstration() -> (tempfile::TempDir, Demonstration) {
    let folder = tempfile::tempdir().unwrap();
    let clock = Arc::new(SystemClock);
    let demonstration = Demonstration::open_or_create(folder.path(), clock).unwrap();
    (folder, demonstration)
}

async fn bluetooth(bus: &PrivateBus) -> StandIn {
    StandIn::start(bus, layout(), Vec::new()).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_commissioning_that_cannot_be_says_why_and_costs_nothing() {
    let (_folder, demonstration) = demonstration();
    let lock = LockInFolder::in_stock(&demonstration).await;
    let at = lock.folder();
    let commission = "commission --state NEW --chain chain --root-certificate root --lists lists";

    let new = commission.replace("NEW", "new");
    let nothing = refused(at, &new, NO_BUS).await;
    assert!(nothing.contains("there is no lock in new"), "{nothing}");
    let keys = "keys --state new --lock RSLK00000121";
    let made = done(at, keys).await;
    assert_eq!(done(at, keys).await, made);
    let others = refused(at, &new, NO_BUS).await;
    assert!(others.contains("names another signing key"), "{others}");
    assert_eq!(done(at, keys).await, made);
    let not_a_chain = new.replace("--chain chain", "--chain root");
    let not_a_chain = refused(at, &not_a_chain, NO_BUS).await;
    assert!(
        not_a_chain.contains("root is not a lock's chain"),
        "{not_a_chain}"
    );
    let early = refused(at, "run --state new", NO_BUS).await;
    assert!(early.contains("not commissioned"), "{early}");

    let again = refused(at, &commission.replace("NEW", "state"), NO_BUS).await;
    assert!(again.contains("no keys in state that wait"), "{again}");
    assert_eq!(lock.wakes_here().state(), LockState::InStock);
    let mode = |path: &std::path::Path| path.metadata().unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&lock.state()), 0o700);
    for entry in std::fs::read_dir(lock.state()).unwrap() {
        let path = entry.unwrap().path();
        assert_eq!(mode(&path), 0o600, "{}", path.display());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_missing_of_bluetooth_is_told() {
    let (_folder, demonstration) = demonstration();
    let lock = LockInFolder::in_stock(&demonstration).await;
    let at = lock.folder();
    let run = "run --state state";
    let no_bus = refused(at, run, NO_BUS).await;
    assert!(no_bus.contains("message bus cannot be reached"), "{no_bus}");
    let bus = PrivateBus::start().await.unwrap();
    let no_service = refused(at, run, bus.address()).await;
    assert!(no_service.contains("BlueZ does not run"), "{no_service}");
    let service = bluetooth(&bus).await;
    let other = format!("{run} --adapter hci7");
    let no_adapter = refused(at, &other, bus.address()).await;
    assert!(
        no_adapter.contains("no Bluetooth adapter hci7 (there is: hci0)"),
        "{no_adapter}"
    );
    let process = LockProcess::start(&bus, &lock.state());
    service
        .wait_advertised(&lock.wagon.advertised)
        .await
        .unwrap();
    let twice = refused(at, run, bus.address()).await;
    assert!(twice.contains("runs already"), "{twice}");
    process.quits().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn it_outlives_the_bluetooth_service_and_the_adapter() {
    let (_folder, demonstration) = demonstration();
    let lock = LockInFolder::in_stock(&demonstration).await;
    let name = &lock.wagon.advertised;
    let bus = PrivateBus::start().await.unwrap();
    let first = bluetooth(&bus).await;
    let mut process = LockProcess::start(&bus, &lock.state());
    first.wait_advertised(name).await.unwrap();

    first.remove_adapter().await.unwrap();
    process.says("Bluetooth has gone").await;
    first.wait_gone(name).await.unwrap();
    first.insert_adapter().await.unwrap();
    first.wait_advertised(name).await.unwrap();

    drop(first);
    process.says("Bluetooth has gone").await;
    let second = bluetooth(&bus).await;
    second.wait_advertised(name).await.unwrap();
    process.quits().await;
    second.wait_gone(name).await.unwrap();
}
