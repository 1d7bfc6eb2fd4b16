//! The lock's process without a browser: what its command line refuses, and that it outlives the
//! Bluetooth service.

use std::collections::HashMap;
use std::os::unix::fs::PermissionsExt;
use std::sync::Arc;

use railseal_protocol::announcement::Announcement;
use railseal_protocol::segment::SegmentSize;
use railseal_protocol::status::LockState;
use railseal_server::SystemClock;
use railseal_tests::bluez::{PrivateBus, StandIn};
use railseal_tests::demonstration::Demonstration;
use railseal_tests::walk::layout;
use zbus::zvariant::Value;

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
    let early = refused(at, "run --state new", NO_BUS).await;
    assert!(early.contains("not commissioned"), "{early}");
    let others = refused(at, &new, NO_BUS).await;
    assert!(others.contains("names another signing key"), "{others}");
    assert_eq!(done(at, keys).await, made);
    let not_a_chain = new.replace("--chain chain", "--chain root");
    let not_a_chain = refused(at, &not_a_chain, NO_BUS).await;
    assert!(
        not_a_chain.contains("root is not a lock's chain"),
        "{not_a_chain}"
    );

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
    // The journal is not spent on trying: it was commissioned, and starts here.
    assert_eq!(lock.wakes_here().journal().length, 2);
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

/// The lock as the phone's own Bluetooth service shows it: the first name heard has this address.
const DEVICE: &str = "/org/bluez/hci0/dev_C0_5E_A1_00_00_00";

/// A phone that says what it likes.
struct RudePhone(zbus::Connection);

impl RudePhone {
    async fn on(bus: &PrivateBus) -> Self {
        let builder = zbus::connection::Builder::address(bus.address()).unwrap();
        Self(builder.build().await.unwrap())
    }

    async fn asks<B>(&self, path: &str, method: &str, body: &B) -> zbus::Message
    where
        B: serde::Serialize + zbus::zvariant::DynamicType,
    {
        let (interface, path) = match path {
            "" => ("org.bluez.Device1", DEVICE.to_owned()),
            below => ("org.bluez.GattCharacteristic1", format!("{DEVICE}{below}")),
        };
        let called = self
            .0
            .call_method(Some("org.bluez"), path, Some(interface), method, body);
        called.await.unwrap()
    }

    async fn connects(&self) {
        self.asks("", "Connect", &()).await;
        self.asks("/service0001/char0006", "StartNotify", &()).await;
    }

    async fn says(&self, segment: &[u8]) {
        let options = HashMap::from([("type", Value::from("command"))]);
        self.asks("/service0001/char0004", "WriteValue", &(segment, options))
            .await;
    }

    async fn reads_announcement(&self, offset: u16) -> Vec<u8> {
        let options = HashMap::from([("offset", Value::from(offset))]);
        let read = self
            .asks("/service0001/char0002", "ReadValue", &(options,))
            .await;
        read.body().deserialize().unwrap()
    }
}

/// As when a phone leaves that another one, or a bond, lets BlueZ say nothing of.
#[tokio::test(flavor = "multi_thread")]
async fn a_phone_that_leaves_unsubscribed_is_forgotten() {
    let (_folder, demonstration) = demonstration();
    let lock = LockInFolder::in_stock(&demonstration).await;
    let name = &lock.wagon.advertised;
    let bus = PrivateBus::start().await.unwrap();
    let service = bluetooth(&bus).await;
    let mut process = LockProcess::start(&bus, &lock.state());
    service.wait_advertised(name).await.unwrap();
    let phone = RudePhone::on(&bus).await;
    for _ in 0..2 {
        phone.asks("", "Connect", &()).await;
        // A message's beginning: on a link that went on, it would be out of order.
        phone.says(&[0x80, 1]).await;
        process.says_in_time("status", "phone: ", "linked").await;
        service.drop_link(name).await.unwrap();
        process.says_in_time("status", "phone: ", "none").await;
    }
    process.quits().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_phone_that_says_what_no_phone_says_is_hung_up_on_and_the_next_is_heard() {
    let (_folder, demonstration) = demonstration();
    let lock = LockInFolder::in_stock(&demonstration).await;
    let name = &lock.wagon.advertised;
    let bus = PrivateBus::start().await.unwrap();
    let service = bluetooth(&bus).await;
    let mut process = LockProcess::start(&bus, &lock.state());
    service.wait_advertised(name).await.unwrap();
    let phone = RudePhone::on(&bus).await;
    for (segment, why) in [
        (&[0xc5, 1][..], "segment 5 where 0 was due"),
        (&[0xc0], "a segment of 1 bytes"),
        (&[0xc0, 1, 2, 3], "the session"),
    ] {
        phone.connects().await;
        phone.says(segment).await;
        let said = process.says("the phone is hung up on: ").await;
        assert!(said.contains(why), "{said}");
        service.wait_disconnected(name).await.unwrap();
    }
    phone.connects().await;
    let announced = phone.reads_announcement(0).await;
    let announcement = Announcement::from_wire(&announced).unwrap();
    assert_eq!(announcement.lock, lock.wagon.lock);
    assert_eq!(announcement.claimed, LockState::InStock);
    assert_eq!(announcement.segment, SegmentSize::clamped(244));
    assert_eq!(phone.reads_announcement(5).await, announced[5..]);
    process.quits().await;
}
