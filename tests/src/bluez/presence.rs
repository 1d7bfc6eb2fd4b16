//! What of a peripheral is seen on the bus: its objects, and the signals they send.

use std::collections::HashMap;

use tokio::sync::{mpsc, watch};
use zbus::Connection;
use zbus::zvariant::{ObjectPath, OwnedObjectPath, Value};

use super::GattLayout;
use super::conduct::{Conduct, Part};
use super::link::{LinkState, Order};
use super::objects::{
    ADAPTER, Adapter, CharacteristicObject, DescriptorObject, DeviceObject, RSSI, ServiceObject,
};

/// Where a device stands on the bus, what it is called and what it offers.
#[derive(Debug)]
pub(super) struct Presence {
    connection: Connection,
    adapter: Adapter,
    address: String,
    name: String,
    gatt: GattLayout,
    device: OwnedObjectPath,
    service: OwnedObjectPath,
    announcement: OwnedObjectPath,
    inbox: OwnedObjectPath,
    outbox: OwnedObjectPath,
    descriptor: OwnedObjectPath,
}

impl Presence {
    pub(super) fn new(
        connection: Connection,
        adapter: Adapter,
        index: usize,
        name: String,
        gatt: GattLayout,
    ) -> Self {
        let address = format!(
            "C0:5E:A1:00:{:02X}:{:02X}",
            (index >> 8) & 0xFF,
            index & 0xFF
        );
        let device = format!("{ADAPTER}/dev_{}", address.replace(':', "_"));
        // Made of hexadecimal digits, underscores and slashes only.
        let path =
            |below: &str| ObjectPath::from_string_unchecked(format!("{device}{below}")).into();
        Self {
            connection,
            adapter,
            device: path(""),
            service: path("/service0001"),
            announcement: path("/service0001/char0002"),
            inbox: path("/service0001/char0004"),
            outbox: path("/service0001/char0006"),
            descriptor: path("/service0001/char0006/desc0008"),
            address,
            name,
            gatt,
        }
    }

    /// Makes the device discoverable.
    pub(super) async fn appear(
        &self,
        state: watch::Receiver<LinkState>,
        orders: &mpsc::UnboundedSender<Order>,
    ) -> zbus::Result<()> {
        let device = DeviceObject {
            address: self.address.clone(),
            name: self.name.clone(),
            service: self.gatt.service.clone(),
            adapter: self.adapter.clone(),
            state,
            orders: orders.clone(),
        };
        let server = self.connection.object_server();
        // One that fell silent under the same name is still remembered.
        ignore_missing(server.remove::<DeviceObject, _>(&self.device).await)?;
        server.at(&self.device, device).await?;
        Ok(())
    }

    /// Is heard by a scan. Chromium offers a device it knew before only once it is heard anew.
    pub(super) async fn advertise(&self) -> zbus::Result<()> {
        self.tell(&self.device, "org.bluez.Device1", "RSSI", RSSI.into())
            .await
    }

    /// Makes the device undiscoverable.
    pub(super) async fn vanish(&self) -> zbus::Result<()> {
        self.connection
            .object_server()
            .remove::<DeviceObject, _>(&self.device)
            .await?;
        Ok(())
    }

    /// Shows the service, as far as this conduct has it.
    pub(super) async fn add_gatt(
        &self,
        orders: &mpsc::UnboundedSender<Order>,
        conduct: &Conduct,
    ) -> zbus::Result<()> {
        if *conduct == Conduct::LacksService {
            return Ok(());
        }
        let server = self.connection.object_server();
        let Self {
            gatt,
            device,
            service,
            ..
        } = self;
        let service_object = ServiceObject {
            uuid: gatt.service.clone(),
            device: device.clone(),
        };
        server.at(service, service_object).await?;
        for (path, uuid, part) in [
            (&self.announcement, &gatt.announcement, Part::Announcement),
            (&self.inbox, &gatt.inbox, Part::Inbox),
            (&self.outbox, &gatt.outbox, Part::Outbox),
        ] {
            if !conduct.offers(part) {
                continue;
            }
            let characteristic = CharacteristicObject {
                uuid: uuid.clone(),
                part,
                service: service.clone(),
                orders: orders.clone(),
            };
            server.at(path, characteristic).await?;
        }
        if conduct.offers(Part::Outbox) {
            let descriptor = DescriptorObject {
                characteristic: self.outbox.clone(),
            };
            server.at(&self.descriptor, descriptor).await?;
        }
        Ok(())
    }

    /// Removes whatever [`Presence::add_gatt`] has shown.
    pub(super) async fn remove_gatt(&self) -> zbus::Result<()> {
        let server = self.connection.object_server();
        ignore_missing(server.remove::<DescriptorObject, _>(&self.descriptor).await)?;
        for path in [&self.outbox, &self.inbox, &self.announcement] {
            ignore_missing(server.remove::<CharacteristicObject, _>(path).await)?;
        }
        ignore_missing(server.remove::<ServiceObject, _>(&self.service).await)
    }

    /// Notifies a value of the outbox.
    pub(super) async fn notify(&self, value: Vec<u8>) -> zbus::Result<()> {
        self.tell(
            &self.outbox,
            "org.bluez.GattCharacteristic1",
            "Value",
            value.into(),
        )
        .await
    }

    /// Tells that a property of the device has changed.
    pub(super) async fn tell_device(&self, property: &str, value: bool) -> zbus::Result<()> {
        self.tell(&self.device, "org.bluez.Device1", property, value.into())
            .await
    }

    async fn tell(
        &self,
        path: &OwnedObjectPath,
        interface: &str,
        property: &str,
        value: Value<'_>,
    ) -> zbus::Result<()> {
        let changed = HashMap::from([(property, value)]);
        let body = (interface, changed, Vec::<&str>::new());
        let properties = "org.freedesktop.DBus.Properties";
        self.connection
            .emit_signal(None::<&str>, path, properties, "PropertiesChanged", &body)
            .await
    }
}

fn ignore_missing(removed: zbus::Result<bool>) -> zbus::Result<()> {
    match removed {
        Ok(_) | Err(zbus::Error::InterfaceNotFound) => Ok(()),
        Err(error) => Err(error),
    }
}
