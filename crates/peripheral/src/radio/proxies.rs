//! What is asked of BlueZ (doc/org.bluez.*.rst in its source).

use std::collections::HashMap;

use zbus::zvariant::{ObjectPath, Value};

#[zbus::proxy(
    interface = "org.bluez.GattManager1",
    default_service = "org.bluez",
    gen_blocking = false
)]
pub(super) trait GattManager {
    fn register_application(
        &self,
        application: &ObjectPath<'_>,
        options: HashMap<&str, Value<'_>>,
    ) -> zbus::Result<()>;
}

#[zbus::proxy(
    interface = "org.bluez.LEAdvertisingManager1",
    default_service = "org.bluez",
    gen_blocking = false
)]
pub(super) trait AdvertisingManager {
    fn register_advertisement(
        &self,
        advertisement: &ObjectPath<'_>,
        options: HashMap<&str, Value<'_>>,
    ) -> zbus::Result<()>;
}

#[zbus::proxy(
    interface = "org.bluez.Adapter1",
    default_service = "org.bluez",
    gen_blocking = false
)]
pub(super) trait Adapter1 {
    #[zbus(property(emits_changed_signal = "false"))]
    fn powered(&self) -> zbus::Result<bool>;

    #[zbus(property)]
    fn set_powered(&self, powered: bool) -> zbus::Result<()>;
}

#[zbus::proxy(
    interface = "org.bluez.Device1",
    default_service = "org.bluez",
    gen_blocking = false
)]
pub(super) trait Device1 {
    fn disconnect(&self) -> zbus::Result<()>;

    // Asked each time: what is remembered may be of the link before.
    #[zbus(property(emits_changed_signal = "false"))]
    fn connected(&self) -> zbus::Result<bool>;
}
