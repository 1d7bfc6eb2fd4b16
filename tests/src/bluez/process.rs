//! A peripheral in a process of its own, which has registered as it would with BlueZ: its
//! characteristics are called over the bus, with what BlueZ says of the phone and the link.

use std::collections::HashMap;

use futures::StreamExt;
use tokio::sync::{mpsc, watch};
use tokio::task::JoinHandle;
use zbus::fdo::ObjectManagerProxy;
use zbus::names::OwnedUniqueName;
use zbus::zvariant::{ObjectPath, OwnedObjectPath, OwnedValue, Value};
use zbus::{Connection, MatchRule, MessageStream};

use super::GattLayout;
use super::link::{LinkState, Order, WriteKind};
use super::objects::{ADAPTER, PhoneObject, Refusal};

const CHARACTERISTIC: &str = "org.bluez.GattCharacteristic1";
const PROPERTIES: &str = "org.freedesktop.DBus.Properties";

/// What a Bluetooth LE link usually carries in a segment, in bytes.
const USUAL_LIMIT: usize = 244;

/// What the attribute protocol adds to a segment, in bytes.
const ATTRIBUTE_HEADER: usize = 3;

/// An application's characteristics, by what they are for.
#[derive(Clone, Debug)]
pub(super) struct Application {
    owner: OwnedUniqueName,
    announcement: OwnedObjectPath,
    inbox: OwnedObjectPath,
    outbox: OwnedObjectPath,
}

impl Application {
    /// Asks the application what it has, as BlueZ does. It must have the whole service.
    pub(super) async fn find(
        connection: &Connection,
        owner: OwnedUniqueName,
        root: ObjectPath<'_>,
        gatt: &GattLayout,
    ) -> Result<Self, Refusal> {
        let manager = ObjectManagerProxy::new(connection, owner.clone(), root).await?;
        let objects = manager.get_managed_objects().await;
        let objects = objects.map_err(zbus::Error::from)?;
        let find = |interface: &str, uuid: &str, flags: &[&str]| {
            let found = objects.iter().find(|(_, interfaces)| {
                let mut those = interfaces.iter().filter(|(name, _)| **name == interface);
                those.any(|(_, properties)| has(properties, uuid, flags))
            });
            let found = found.map(|(path, _)| path.clone());
            found.ok_or_else(|| Refusal::Failed(format!("no {interface} {uuid} with {flags:?}")))
        };
        find("org.bluez.GattService1", &gatt.service, &[])?;
        let inbox = &["write", "write-without-response"];
        Ok(Self {
            announcement: find(CHARACTERISTIC, &gatt.announcement, &["read"])?,
            inbox: find(CHARACTERISTIC, &gatt.inbox, inbox)?,
            outbox: find(CHARACTERISTIC, &gatt.outbox, &["notify"])?,
            owner,
        })
    }
}

fn has(properties: &HashMap<String, OwnedValue>, uuid: &str, flags: &[&str]) -> bool {
    let get = |name| properties.get(name).cloned();
    let said = get("UUID").and_then(|value| String::try_from(value).ok());
    let flagged = get("Flags").and_then(|value| Vec::<String>::try_from(value).ok());
    let flagged = flagged.unwrap_or_default();
    said.as_deref() == Some(uuid)
        && flags
            .iter()
            .all(|flag| flagged.iter().any(|one| one == flag))
}

/// An application at the other end of a link.
#[derive(Debug)]
pub(super) struct Process {
    connection: Connection,
    application: Application,
    /// The phone, as the process sees it.
    phone: OwnedObjectPath,
    address: String,
    orders: mpsc::UnboundedSender<Order>,
    /// What the link carries in a segment, in bytes.
    pub(super) limit: usize,
    /// Passes notifications on; there is none before the first link.
    listening: Option<JoinHandle<()>>,
}

impl Process {
    pub(super) fn new(
        connection: Connection,
        application: Application,
        address: String,
        orders: &mpsc::UnboundedSender<Order>,
    ) -> Self {
        // Made of hexadecimal digits, underscores and slashes only.
        let phone = format!("{ADAPTER}/dev_{}", address.replace(':', "_"));
        Self {
            connection,
            application,
            phone: ObjectPath::from_string_unchecked(phone).into(),
            address,
            orders: orders.clone(),
            limit: USUAL_LIMIT,
            listening: None,
        }
    }

    /// The phone is there, for the process too.
    pub(super) async fn connected(
        &mut self,
        state: watch::Receiver<LinkState>,
    ) -> zbus::Result<()> {
        if self.listening.is_none() {
            self.listening = Some(self.listen().await?);
        }
        let phone = PhoneObject {
            address: self.address.clone(),
            state,
            orders: self.orders.clone(),
        };
        let server = self.connection.object_server();
        server.at(&self.phone, phone).await?;
        self.tell_connected(true).await
    }

    pub(super) async fn disconnected(&self) -> zbus::Result<()> {
        self.tell_connected(false).await?;
        let server = self.connection.object_server();
        server.remove::<PhoneObject, _>(&self.phone).await?;
        Ok(())
    }

    pub(super) async fn read_announcement(&self) -> Result<Vec<u8>, Refusal> {
        let options = self.options();
        let path = &self.application.announcement;
        let answer = self.call(path, "ReadValue", &(options,)).await?;
        Ok(answer.body().deserialize()?)
    }

    pub(super) async fn write_inbox(&self, segment: &[u8], kind: WriteKind) -> Result<(), Refusal> {
        let mut options = self.options();
        options.insert("type", kind.word().into());
        let path = &self.application.inbox;
        let written = self.call(path, "WriteValue", &(segment, options)).await;
        match kind {
            WriteKind::Request => written.map(drop),
            // Nobody is told what becomes of it.
            WriteKind::Command => Ok(()),
        }
    }

    pub(super) async fn subscribe(&self, subscribed: bool) -> Result<(), Refusal> {
        let method = match subscribed {
            true => "StartNotify",
            false => "StopNotify",
        };
        let path = &self.application.outbox;
        self.call(path, method, &()).await.map(drop)
    }

    fn options(&self) -> HashMap<&'static str, Value<'_>> {
        let unit = u16::try_from(self.limit + ATTRIBUTE_HEADER).unwrap_or(u16::MAX);
        HashMap::from([
            ("device", Value::from(self.phone.as_ref())),
            ("link", Value::from("LE")),
            ("mtu", Value::from(unit)),
            ("offset", Value::from(0u16)),
        ])
    }

    async fn call<B>(
        &self,
        path: &OwnedObjectPath,
        method: &str,
        body: &B,
    ) -> Result<zbus::Message, Refusal>
    where
        B: serde::Serialize + zbus::zvariant::DynamicType,
    {
        let owner = Some(&self.application.owner);
        let called = self
            .connection
            .call_method(owner, path, Some(CHARACTERISTIC), method, body);
        called.await.map_err(|error| match error {
            zbus::Error::MethodError(_, words, _) => {
                Refusal::Failed(words.unwrap_or_else(|| "without a word".into()))
            }
            other => Refusal::Bus(other),
        })
    }

    async fn tell_connected(&self, connected: bool) -> zbus::Result<()> {
        let changed = HashMap::from([("Connected", Value::from(connected))]);
        let body = ("org.bluez.Device1", changed, Vec::<&str>::new());
        self.connection
            .emit_signal(
                None::<&str>,
                &self.phone,
                PROPERTIES,
                "PropertiesChanged",
                &body,
            )
            .await
    }

    /// Whatever the outbox's value becomes is notified.
    async fn listen(&self) -> zbus::Result<JoinHandle<()>> {
        let rule = MatchRule::builder()
            .msg_type(zbus::message::Type::Signal)
            .sender(&self.application.owner)?
            .path(&self.application.outbox)?
            .interface(PROPERTIES)?
            .member("PropertiesChanged")?
            .build();
        let mut changes = MessageStream::for_match_rule(rule, &self.connection, None).await?;
        let orders = self.orders.clone();
        Ok(tokio::spawn(async move {
            while let Some(Ok(message)) = changes.next().await {
                if let Some(value) = changed_value(&message)
                    && orders.send(Order::Notified(value)).is_err()
                {
                    return;
                }
            }
        }))
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        if let Some(listening) = &self.listening {
            listening.abort();
        }
    }
}

fn changed_value(message: &zbus::Message) -> Option<Vec<u8>> {
    type Changed = (String, HashMap<String, OwnedValue>, Vec<String>);
    let (_, mut changed, _): Changed = message.body().deserialize().ok()?;
    changed.remove("Value")?.try_into().ok()
}
