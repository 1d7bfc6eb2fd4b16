//! What BlueZ says by itself: phones that leave, adapters that come and go.

use std::collections::HashMap;
use std::pin::pin;

use futures::{StreamExt, stream};
use tokio::sync::mpsc;
use zbus::fdo::{DBusProxy, ManagedObjects, ObjectManagerProxy};
use zbus::message::Type;
use zbus::zvariant::{ObjectPath, OwnedObjectPath, OwnedValue};
use zbus::{Connection, MatchRule, Message, MessageStream};

use super::error::RadioError;
use super::proxies::Adapter1Proxy;

const BLUEZ: &str = "org.bluez";
const DEVICE: &str = "org.bluez.Device1";
const ADAPTER: &str = "org.bluez.Adapter1";
const GATT_MANAGER: &str = "org.bluez.GattManager1";
const ADVERTISING_MANAGER: &str = "org.bluez.LEAdvertisingManager1";

type Properties = HashMap<String, OwnedValue>;

/// Something that BlueZ said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Sign {
    /// A phone has left.
    PhoneLeft(OwnedObjectPath),
    /// BlueZ or the adapter has gone.
    RadioGone,
    /// BlueZ or the adapter has come.
    RadioBack,
    /// Nothing more can be said.
    BusGone,
}

/// Everything that BlueZ says from now on. It is listened to all the time: a bus whose signals
/// nobody takes brings no answers either.
#[derive(Debug)]
pub(super) struct Signs(mpsc::UnboundedReceiver<Sign>);

impl Signs {
    /// Begins to listen, for an adapter by its name.
    pub(super) async fn listen(bus: &Connection, adapter: &str) -> Result<Self, RadioError> {
        let rule = MatchRule::builder()
            .msg_type(Type::Signal)
            .sender(BLUEZ)?
            .build();
        let adapter = format!("/org/bluez/{adapter}");
        let said = MessageStream::for_match_rule(rule, bus, None).await?;
        let said = said.filter_map(move |message| {
            let sign = message.ok().and_then(|message| sign_in(&message, &adapter));
            std::future::ready(sign)
        });
        let owners = DBusProxy::new(bus).await?;
        let owners = owners
            .receive_name_owner_changed_with_args(&[(0, BLUEZ)])
            .await?;
        let owned = owners.filter_map(|change| {
            let owner = change.args().ok().map(|args| args.new_owner().is_some());
            std::future::ready(owner.map(|there| match there {
                true => Sign::RadioBack,
                false => Sign::RadioGone,
            }))
        });
        let (tell, told) = mpsc::unbounded_channel();
        tokio::spawn(async move {
            let mut signs = pin!(stream::select(said, owned));
            while let Some(sign) = signs.next().await {
                if tell.send(sign).is_err() {
                    return;
                }
            }
        });
        Ok(Self(told))
    }

    /// The next sign.
    pub(super) async fn next(&mut self) -> Sign {
        self.0.recv().await.unwrap_or(Sign::BusGone)
    }
}

/// What a signal means, if anything.
fn sign_in(message: &Message, adapter: &str) -> Option<Sign> {
    let header = message.header();
    let body = message.body();
    match header.member()?.as_str() {
        "PropertiesChanged" => {
            type Changed = (String, Properties, Vec<String>);
            let (interface, changed, _): Changed = body.deserialize().ok()?;
            let connected: bool = changed.get("Connected")?.downcast_ref().ok()?;
            let path = header.path()?.to_owned();
            (interface == DEVICE && !connected).then(|| Sign::PhoneLeft(path.into()))
        }
        "InterfacesRemoved" => {
            let (path, gone): (OwnedObjectPath, Vec<String>) = body.deserialize().ok()?;
            if gone.iter().any(|interface| interface == DEVICE) {
                return Some(Sign::PhoneLeft(path));
            }
            let manager = gone.iter().any(|interface| interface == GATT_MANAGER);
            (manager && path.as_str() == adapter).then_some(Sign::RadioGone)
        }
        "InterfacesAdded" => {
            type Added = (OwnedObjectPath, HashMap<String, Properties>);
            let (path, added): Added = body.deserialize().ok()?;
            // They may come one by one.
            let mut managers = [GATT_MANAGER, ADVERTISING_MANAGER].iter();
            let manager = managers.any(|interface| added.contains_key(*interface));
            (manager && path.as_str() == adapter).then_some(Sign::RadioBack)
        }
        _ => None,
    }
}

/// Where the adapter is, switched on and able to be a peripheral.
pub(super) async fn find_adapter(
    bus: &Connection,
    adapter: &str,
) -> Result<OwnedObjectPath, RadioError> {
    let manager = ObjectManagerProxy::new(bus, BLUEZ, "/").await?;
    let objects = manager
        .get_managed_objects()
        .await
        .map_err(|error| RadioError::from(zbus::Error::from(error)))?;
    let path = format!("/org/bluez/{adapter}");
    let path = ObjectPath::try_from(path).map_err(|_| no_adapter(adapter, &objects))?;
    let path = OwnedObjectPath::from(path);
    let interfaces = objects
        .get(&path)
        .ok_or_else(|| no_adapter(adapter, &objects))?;
    for needed in [GATT_MANAGER, ADVERTISING_MANAGER] {
        if !interfaces.keys().any(|interface| *interface == needed) {
            return Err(RadioError::CannotAdvertise {
                adapter: adapter.to_owned(),
            });
        }
    }
    let proxy = Adapter1Proxy::new(bus, &path).await?;
    if !proxy.powered().await? {
        proxy
            .set_powered(true)
            .await
            .map_err(|source| RadioError::SwitchedOff {
                adapter: adapter.to_owned(),
                source: Box::new(source),
            })?;
    }
    Ok(path)
}

fn no_adapter(wanted: &str, objects: &ManagedObjects) -> RadioError {
    let adapters = objects
        .iter()
        .filter(|(_, interfaces)| interfaces.keys().any(|interface| *interface == ADAPTER));
    let mut there: Vec<String> = adapters
        .filter_map(|(path, _)| path.as_str().strip_prefix("/org/bluez/"))
        .map(str::to_owned)
        .collect();
    there.sort_unstable();
    RadioError::NoAdapter {
        wanted: wanted.to_owned(),
        there,
    }
}
