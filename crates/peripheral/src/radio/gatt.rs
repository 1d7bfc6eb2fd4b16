//! The lock's objects on the bus, for BlueZ to find: one service, its three characteristics
//! (SPEC.md § Announcement), and the advertisement.
//!
//! BlueZ adds the outbox's client configuration by itself, and asks for no more than is here. Its
//! calls are answered in the order in which they come, each at once.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use railseal_protocol::announcement::{
    ANNOUNCEMENT, Announcement, INBOX, OUTBOX, SERVICE, advertised_name,
};
use railseal_protocol::segment::SegmentSize;
use zbus::Connection;
use zbus::zvariant::{ObjectPath, OwnedObjectPath, OwnedValue, Value};

use super::Face;
use super::error::RadioError;
use crate::reception::{NotTaken, Reception};

const APPLICATION_PATH: &str = "/railseal/lock";
const SERVICE_PATH: &str = "/railseal/lock/service";
const ANNOUNCEMENT_PATH: &str = "/railseal/lock/service/announcement";
const INBOX_PATH: &str = "/railseal/lock/service/inbox";
const OUTBOX_PATH: &str = "/railseal/lock/service/outbox";
const ADVERTISEMENT_PATH: &str = "/railseal/advertisement";

/// What the attribute protocol adds to a value that is written or notified, in bytes.
const ATTRIBUTE_HEADER: usize = 3;

/// How long BlueZ may take to answer.
pub(super) const PATIENCE: Duration = Duration::from_secs(30);

/// What BlueZ is told when a call is refused.
#[derive(Debug, zbus::DBusError)]
#[zbus(prefix = "org.bluez.Error")]
enum Refusal {
    #[zbus(error)]
    Bus(zbus::Error),
    Failed(String),
    InProgress(String),
    InvalidOffset(String),
}

impl From<NotTaken> for Refusal {
    fn from(reason: NotTaken) -> Self {
        match reason {
            NotTaken::Busy => Self::InProgress(reason.to_string()),
            NotTaken::Over => Self::Failed(reason.to_string()),
        }
    }
}

/// What BlueZ says with a call: where in the value, from whom, over what link.
type Options = HashMap<String, OwnedValue>;

/// Joins the system's bus with the lock's objects on it.
pub(super) async fn export(
    face: &Face,
    reception: &Arc<Reception>,
) -> Result<Connection, RadioError> {
    let build = async {
        zbus::connection::Builder::system()?
            .method_timeout(PATIENCE)
            .serve_at(APPLICATION_PATH, zbus::fdo::ObjectManager)?
            .serve_at(SERVICE_PATH, ServiceObject)?
            .serve_at(ANNOUNCEMENT_PATH, AnnouncementObject(face.clone()))?
            .serve_at(INBOX_PATH, InboxObject(Arc::clone(reception)))?
            .serve_at(OUTBOX_PATH, OutboxObject(Arc::clone(reception)))?
            .serve_at(ADVERTISEMENT_PATH, Advertisement(face.clone()))?
            .build()
            .await
    };
    build
        .await
        .map_err(|error| RadioError::NoBus(Box::new(error)))
}

pub(super) fn application() -> ObjectPath<'static> {
    ObjectPath::from_static_str_unchecked(APPLICATION_PATH)
}

pub(super) fn advertisement() -> ObjectPath<'static> {
    ObjectPath::from_static_str_unchecked(ADVERTISEMENT_PATH)
}

/// Notifies whoever has subscribed to the outbox.
pub(super) async fn notify(bus: &Connection, segment: Vec<u8>) -> Result<(), RadioError> {
    let changed = HashMap::from([("Value", Value::from(segment))]);
    let body = ("org.bluez.GattCharacteristic1", changed, Vec::<&str>::new());
    let interface = "org.freedesktop.DBus.Properties";
    bus.emit_signal(
        None::<&str>,
        OUTBOX_PATH,
        interface,
        "PropertiesChanged",
        &body,
    )
    .await
    .map_err(|_| RadioError::BusGone)
}

struct ServiceObject;

#[zbus::interface(name = "org.bluez.GattService1")]
impl ServiceObject {
    #[zbus(property, name = "UUID")]
    fn uuid(&self) -> &str {
        SERVICE
    }

    #[zbus(property)]
    fn primary(&self) -> bool {
        true
    }
}

struct AnnouncementObject(Face);

#[zbus::interface(name = "org.bluez.GattCharacteristic1", spawn = false)]
impl AnnouncementObject {
    fn read_value(&self, options: Options) -> Result<Vec<u8>, Refusal> {
        let announcement = Announcement {
            lock: self.0.lock,
            claimed: *self.0.claimed.borrow(),
            segment: segment_size(&options),
        };
        let mut value = announcement.to_wire();
        let offset = usize::from(number(&options, "offset").unwrap_or(0));
        if offset > value.len() {
            return Err(Refusal::InvalidOffset("beyond the announcement".into()));
        }
        Ok(value.split_off(offset))
    }

    #[zbus(property, name = "UUID")]
    fn uuid(&self) -> &str {
        ANNOUNCEMENT
    }

    #[zbus(property)]
    fn service(&self) -> ObjectPath<'_> {
        ObjectPath::from_static_str_unchecked(SERVICE_PATH)
    }

    #[zbus(property)]
    fn flags(&self) -> Vec<&str> {
        vec!["read"]
    }
}

struct InboxObject(Arc<Reception>);

#[zbus::interface(name = "org.bluez.GattCharacteristic1", spawn = false)]
impl InboxObject {
    fn write_value(&self, segment: Vec<u8>, options: Options) -> Result<(), Refusal> {
        let phone = phone(&options).ok_or_else(|| Refusal::Failed("from no device".into()))?;
        let size = segment_size(&options);
        Ok(self.0.hear(phone, size, segment, Instant::now())?)
    }

    #[zbus(property, name = "UUID")]
    fn uuid(&self) -> &str {
        INBOX
    }

    #[zbus(property)]
    fn service(&self) -> ObjectPath<'_> {
        ObjectPath::from_static_str_unchecked(SERVICE_PATH)
    }

    #[zbus(property)]
    fn flags(&self) -> Vec<&str> {
        vec!["write", "write-without-response"]
    }
}

struct OutboxObject(Arc<Reception>);

/// BlueZ says when any phone subscribes, and when the last one that had has left or subscribes no
/// more. Which one, it does not say.
#[zbus::interface(name = "org.bluez.GattCharacteristic1", spawn = false)]
impl OutboxObject {
    /// Whoever it is: only who speaks is a caller.
    fn start_notify(&self) {}

    fn stop_notify(&self) {
        self.0.clear();
    }

    #[zbus(property, name = "UUID")]
    fn uuid(&self) -> &str {
        OUTBOX
    }

    #[zbus(property)]
    fn service(&self) -> ObjectPath<'_> {
        ObjectPath::from_static_str_unchecked(SERVICE_PATH)
    }

    #[zbus(property)]
    fn flags(&self) -> Vec<&str> {
        vec!["notify"]
    }
}

struct Advertisement(Face);

#[zbus::interface(name = "org.bluez.LEAdvertisement1")]
impl Advertisement {
    /// BlueZ advertises no more. If the radio is gone, that is told apart.
    fn release(&self) {}

    #[zbus(property, name = "Type")]
    fn kind(&self) -> &str {
        "peripheral"
    }

    #[zbus(property, name = "ServiceUUIDs")]
    fn service_uuids(&self) -> Vec<&str> {
        vec![SERVICE]
    }

    #[zbus(property)]
    fn local_name(&self) -> String {
        advertised_name(&self.0.lock)
    }

    /// For phones that look only for what wants to be found.
    #[zbus(property)]
    fn discoverable(&self) -> bool {
        true
    }
}

/// What the link carries. A BlueZ that does not say leaves what every link carries.
fn segment_size(options: &Options) -> SegmentSize {
    let unit = number(options, "mtu").map_or(0, usize::from);
    SegmentSize::clamped(unit.saturating_sub(ATTRIBUTE_HEADER))
}

fn number(options: &Options, name: &str) -> Option<u16> {
    options.get(name)?.downcast_ref().ok()
}

fn phone(options: &Options) -> Option<OwnedObjectPath> {
    let path: ObjectPath<'_> = options.get("device")?.downcast_ref().ok()?;
    Some(path.to_owned().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options(mtu: Option<u16>) -> Options {
        let mtu = mtu.map(|mtu| ("mtu".to_owned(), OwnedValue::from(mtu)));
        mtu.into_iter().collect()
    }

    #[test]
    fn a_segment_is_what_the_link_carries() {
        for (mtu, size) in [
            (None, 20),
            (Some(0), 20),
            (Some(23), 20),
            (Some(247), 244),
            (Some(517), 512),
            (Some(u16::MAX), 512),
        ] {
            assert_eq!(segment_size(&options(mtu)).get(), size, "{mtu:?}");
        }
    }
}
