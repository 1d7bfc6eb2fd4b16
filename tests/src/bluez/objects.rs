//! The D-Bus objects that Chromium looks at, with the properties and methods it uses.
//!
//! They hold no rules: what a method asks goes to the [`Link`](super::link::Link) of its device,
//! and what a property says is read from that link's published state.

use std::collections::HashMap;

use tokio::sync::{mpsc, oneshot, watch};
use zbus::zvariant::{ObjectPath, OwnedObjectPath, OwnedValue, Value};

use super::conduct::{CallRefusal, Part};
use super::link::{LinkState, Order, WriteKind};

/// Where the one adapter stands.
pub(super) const ADAPTER: &str = "/org/bluez/hci0";

/// How strong each device is received, in dBm.
pub(super) const RSSI: i16 = -48;

/// What BlueZ answers when it refuses. Chromium turns each into a Web Bluetooth exception.
#[derive(Debug, zbus::DBusError)]
#[zbus(prefix = "org.bluez.Error")]
pub(super) enum Refusal {
    #[zbus(error)]
    Bus(zbus::Error),
    AuthenticationRejected(String),
    Failed(String),
    InProgress(String),
    InvalidOffset(String),
    InvalidValueLength(String),
    NotConnected(String),
    NotReady(String),
    NotSupported(String),
}

impl From<CallRefusal> for Refusal {
    fn from(refusal: CallRefusal) -> Self {
        match refusal {
            CallRefusal::Aborted => Self::Failed("le-connection-abort-by-local".into()),
            CallRefusal::InProgress => Self::InProgress("Operation already in progress".into()),
            CallRefusal::NotReady => Self::NotReady("Resource Not Ready".into()),
            CallRefusal::AuthenticationRejected => {
                Self::AuthenticationRejected("Authentication Rejected".into())
            }
        }
    }
}

/// `org.bluez.Adapter1`: able to discover while it is powered.
#[derive(Clone, Debug)]
pub(super) struct Adapter {
    discovering: watch::Sender<bool>,
    powered: watch::Sender<bool>,
}

impl Adapter {
    /// An adapter, switched on, that tells through `discovering` whether Chromium scans.
    pub(super) fn new(discovering: watch::Sender<bool>) -> Self {
        let (powered, _) = watch::channel(true);
        Self {
            discovering,
            powered,
        }
    }

    /// Whether it is switched on from now on; whoever looks must still be told.
    pub(super) fn switch(&self, on: bool) {
        self.powered.send_replace(on);
        if !on {
            self.discovering.send_replace(false);
        }
    }

    pub(super) fn is_powered(&self) -> bool {
        *self.powered.borrow()
    }
}

#[zbus::interface(name = "org.bluez.Adapter1")]
impl Adapter {
    fn set_discovery_filter(&self, _filter: HashMap<String, OwnedValue>) {}

    async fn start_discovery(
        &self,
        #[zbus(signal_emitter)] emitter: zbus::object_server::SignalEmitter<'_>,
    ) -> Result<(), Refusal> {
        if !self.is_powered() {
            return Err(CallRefusal::NotReady.into());
        }
        self.discovering.send_replace(true);
        Ok(self.discovering_changed(&emitter).await?)
    }

    async fn stop_discovery(
        &self,
        #[zbus(signal_emitter)] emitter: zbus::object_server::SignalEmitter<'_>,
    ) -> Result<(), Refusal> {
        self.discovering.send_replace(false);
        Ok(self.discovering_changed(&emitter).await?)
    }

    #[zbus(property)]
    fn address(&self) -> &str {
        "C0:5E:A1:FF:FF:FF"
    }

    #[zbus(property)]
    fn name(&self) -> &str {
        "stand-in"
    }

    #[zbus(property)]
    fn alias(&self) -> &str {
        "stand-in"
    }

    #[zbus(property)]
    fn powered(&self) -> bool {
        self.is_powered()
    }

    #[zbus(property)]
    fn discovering(&self) -> bool {
        *self.discovering.borrow()
    }

    #[zbus(property)]
    fn discoverable(&self) -> bool {
        false
    }

    #[zbus(property, name = "UUIDs")]
    fn uuids(&self) -> Vec<String> {
        Vec::new()
    }
}

/// `org.bluez.Device1`: a peripheral in reach.
#[derive(Debug)]
pub(super) struct DeviceObject {
    pub(super) address: String,
    pub(super) name: String,
    pub(super) service: String,
    pub(super) adapter: Adapter,
    pub(super) state: watch::Receiver<LinkState>,
    pub(super) orders: mpsc::UnboundedSender<Order>,
}

#[zbus::interface(name = "org.bluez.Device1")]
impl DeviceObject {
    async fn connect(&self) -> Result<(), Refusal> {
        if !self.adapter.is_powered() {
            return Err(CallRefusal::NotReady.into());
        }
        ask(&self.orders, Order::Connect).await
    }

    async fn disconnect(&self) -> Result<(), Refusal> {
        // Where nobody is behind it any more, it is disconnected. Chromium takes no error for an
        // answer: it opens no link and no chooser after one.
        let _ = ask(&self.orders, Order::Disconnect).await;
        Ok(())
    }

    #[zbus(property)]
    fn address(&self) -> &str {
        &self.address
    }

    #[zbus(property)]
    fn name(&self) -> &str {
        &self.name
    }

    #[zbus(property)]
    fn alias(&self) -> &str {
        &self.name
    }

    /// Never paired: Chromium would keep the link of a paired device when the page lets go.
    #[zbus(property)]
    fn paired(&self) -> bool {
        false
    }

    #[zbus(property)]
    fn connected(&self) -> bool {
        self.state.borrow().connected
    }

    #[zbus(property)]
    fn services_resolved(&self) -> bool {
        self.state.borrow().resolved
    }

    #[zbus(property, name = "UUIDs")]
    fn uuids(&self) -> Vec<String> {
        vec![self.service.clone()]
    }

    #[zbus(property)]
    fn adapter(&self) -> ObjectPath<'static> {
        ObjectPath::from_static_str_unchecked(ADAPTER)
    }

    #[zbus(property, name = "RSSI")]
    fn rssi(&self) -> i16 {
        RSSI
    }
}

/// `org.bluez.Device1`: the phone, as long as it is linked with a peripheral of another process. It
/// offers nothing, so that no page is shown it.
#[derive(Debug)]
pub(super) struct PhoneObject {
    pub(super) address: String,
    pub(super) state: watch::Receiver<LinkState>,
    pub(super) orders: mpsc::UnboundedSender<Order>,
}

#[zbus::interface(name = "org.bluez.Device1")]
impl PhoneObject {
    async fn disconnect(&self) -> Result<(), Refusal> {
        ask(&self.orders, Order::Disconnect).await
    }

    #[zbus(property)]
    fn address(&self) -> &str {
        &self.address
    }

    #[zbus(property)]
    fn alias(&self) -> &str {
        "phone"
    }

    #[zbus(property)]
    fn paired(&self) -> bool {
        false
    }

    #[zbus(property)]
    fn connected(&self) -> bool {
        self.state.borrow().connected
    }

    #[zbus(property)]
    fn adapter(&self) -> ObjectPath<'static> {
        ObjectPath::from_static_str_unchecked(ADAPTER)
    }
}

/// `org.bluez.GattService1`.
#[derive(Debug)]
pub(super) struct ServiceObject {
    pub(super) uuid: String,
    pub(super) device: OwnedObjectPath,
}

#[zbus::interface(name = "org.bluez.GattService1")]
impl ServiceObject {
    #[zbus(property, name = "UUID")]
    fn uuid(&self) -> &str {
        &self.uuid
    }

    #[zbus(property)]
    fn primary(&self) -> bool {
        true
    }

    #[zbus(property)]
    fn device(&self) -> OwnedObjectPath {
        self.device.clone()
    }
}

/// `org.bluez.GattCharacteristic1`.
#[derive(Debug)]
pub(super) struct CharacteristicObject {
    pub(super) uuid: String,
    pub(super) part: Part,
    pub(super) service: OwnedObjectPath,
    pub(super) orders: mpsc::UnboundedSender<Order>,
}

// Not spawned: segments are passed on in the order in which they came over the bus.
#[zbus::interface(name = "org.bluez.GattCharacteristic1", spawn = false)]
impl CharacteristicObject {
    async fn read_value(&self, options: HashMap<String, OwnedValue>) -> Result<Vec<u8>, Refusal> {
        let offset = match options.get("offset").map(|value| &**value) {
            Some(Value::U16(offset)) => usize::from(*offset),
            _ => 0,
        };
        self.only(Part::Announcement)?;
        ask(&self.orders, |answer| Order::Read(offset, answer)).await
    }

    async fn write_value(
        &self,
        value: Vec<u8>,
        options: HashMap<String, OwnedValue>,
    ) -> Result<(), Refusal> {
        self.only(Part::Inbox)?;
        let kind = match options.get("type").map(|value| &**value) {
            Some(Value::Str(word)) if word.as_str() == WriteKind::Command.word() => {
                WriteKind::Command
            }
            _ => WriteKind::Request,
        };
        ask(&self.orders, |answer| Order::Write(value, kind, answer)).await
    }

    async fn start_notify(&self) -> Result<(), Refusal> {
        self.only(Part::Outbox)?;
        ask(&self.orders, |answer| Order::Subscribe(true, answer)).await
    }

    async fn stop_notify(&self) -> Result<(), Refusal> {
        self.only(Part::Outbox)?;
        ask(&self.orders, |answer| Order::Subscribe(false, answer)).await
    }

    #[zbus(property, name = "UUID")]
    fn uuid(&self) -> &str {
        &self.uuid
    }

    #[zbus(property)]
    fn service(&self) -> OwnedObjectPath {
        self.service.clone()
    }

    #[zbus(property)]
    fn flags(&self) -> Vec<&str> {
        match self.part {
            Part::Announcement => vec!["read"],
            Part::Inbox => vec!["write", "write-without-response"],
            Part::Outbox => vec!["notify"],
        }
    }
}

impl CharacteristicObject {
    fn only(&self, part: Part) -> Result<(), Refusal> {
        if self.part == part {
            Ok(())
        } else {
            Err(Refusal::NotSupported(format!(
                "the {:?} cannot do that",
                self.part
            )))
        }
    }
}

/// `org.bluez.GattDescriptor1`: the client characteristic configuration. Chromium starts no
/// notifications without one, though it never reads or writes it.
#[derive(Debug)]
pub(super) struct DescriptorObject {
    pub(super) characteristic: OwnedObjectPath,
}

#[zbus::interface(name = "org.bluez.GattDescriptor1")]
impl DescriptorObject {
    #[zbus(property, name = "UUID")]
    fn uuid(&self) -> &str {
        "00002902-0000-1000-8000-00805f9b34fb"
    }

    #[zbus(property)]
    fn characteristic(&self) -> OwnedObjectPath {
        self.characteristic.clone()
    }

    #[zbus(property)]
    fn flags(&self) -> Vec<&str> {
        vec!["read", "write"]
    }
}

async fn ask<T>(
    orders: &mpsc::UnboundedSender<Order>,
    order: impl FnOnce(oneshot::Sender<Result<T, Refusal>>) -> Order,
) -> Result<T, Refusal> {
    let gone = || Refusal::Failed("the stand-in has stopped".into());
    let (answer, answered) = oneshot::channel();
    orders.send(order(answer)).map_err(|_| gone())?;
    answered.await.map_err(|_| gone())?
}
