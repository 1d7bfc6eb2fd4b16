//! Where a peripheral of another process makes itself known: `GattManager1` and
//! `LEAdvertisingManager1` on the adapter, as much of them as BlueZ's own clients use.

use std::collections::HashMap;
use std::sync::{Arc, Weak};

use zbus::fdo::PropertiesProxy;
use zbus::message::Header;
use zbus::names::OwnedUniqueName;
use zbus::zvariant::{ObjectPath, OwnedValue};

use super::air::{Advertised, Air, Gone};
use super::objects::Refusal;
use super::process::Application;

/// The longest name that a scan response has room for, in bytes.
const LONGEST_NAME: usize = 29;

/// `org.bluez.GattManager1`.
#[derive(Debug)]
pub(super) struct GattManager(pub(super) Weak<Air>);

#[zbus::interface(name = "org.bluez.GattManager1")]
impl GattManager {
    async fn register_application(
        &self,
        application: ObjectPath<'_>,
        _options: HashMap<String, OwnedValue>,
        #[zbus(header)] header: Header<'_>,
    ) -> Result<(), Refusal> {
        let owner = sender(&header)?;
        let air = there(&self.0)?;
        let found =
            Application::find(&air.connection, owner.clone(), application, &air.gatt).await?;
        air.register(owner, |registered| registered.application = Some(found))
            .await
    }

    async fn unregister_application(
        &self,
        _application: ObjectPath<'_>,
        #[zbus(header)] header: Header<'_>,
    ) -> Result<(), Refusal> {
        let owner = sender(&header)?;
        there(&self.0)?.unregister(&owner, Gone::Silent).await;
        Ok(())
    }
}

/// `org.bluez.LEAdvertisingManager1`.
#[derive(Debug)]
pub(super) struct AdvertisingManager(pub(super) Weak<Air>);

#[zbus::interface(name = "org.bluez.LEAdvertisingManager1")]
impl AdvertisingManager {
    async fn register_advertisement(
        &self,
        advertisement: ObjectPath<'_>,
        _options: HashMap<String, OwnedValue>,
        #[zbus(header)] header: Header<'_>,
    ) -> Result<(), Refusal> {
        let owner = sender(&header)?;
        let air = there(&self.0)?;
        let advertised = read(&air, &owner, advertisement).await?;
        air.register(owner, |registered| registered.advertised = Some(advertised))
            .await
    }

    async fn unregister_advertisement(
        &self,
        _advertisement: ObjectPath<'_>,
        #[zbus(header)] header: Header<'_>,
    ) -> Result<(), Refusal> {
        let owner = sender(&header)?;
        there(&self.0)?.unregister(&owner, Gone::Silent).await;
        Ok(())
    }
}

/// What the advertisement says.
async fn read(
    air: &Air,
    owner: &OwnedUniqueName,
    advertisement: ObjectPath<'_>,
) -> Result<Advertised, Refusal> {
    let properties = PropertiesProxy::new(&air.connection, owner.clone(), advertisement).await?;
    let interface = "org.bluez.LEAdvertisement1".try_into();
    let interface = interface.map_err(zbus::Error::from)?;
    let said = properties.get_all(interface).await;
    let mut said = said.map_err(zbus::Error::from)?;
    let mut take = |name: &str| {
        let missing = || Refusal::Failed(format!("the advertisement has no {name}"));
        said.remove(name).ok_or_else(missing)
    };
    let other = |_| Refusal::Failed("the advertisement has something of another type".into());
    let kind = String::try_from(take("Type")?).map_err(other)?;
    let name = String::try_from(take("LocalName")?).map_err(other)?;
    let services = Vec::<String>::try_from(take("ServiceUUIDs")?).map_err(other)?;
    if kind != "peripheral" || !services.contains(&air.gatt.service) {
        return Err(Refusal::Failed("no peripheral of this service".into()));
    }
    if name.len() > LONGEST_NAME {
        return Err(Refusal::InvalidValueLength(name));
    }
    Ok(Advertised { name })
}

fn there(air: &Weak<Air>) -> Result<Arc<Air>, Refusal> {
    let gone = || Refusal::Failed("the stand-in has stopped".into());
    air.upgrade().ok_or_else(gone)
}

fn sender(header: &Header<'_>) -> Result<OwnedUniqueName, Refusal> {
    let sender = header.sender().map(|sender| sender.to_owned().into());
    sender.ok_or_else(|| Refusal::Failed("from nobody".into()))
}
