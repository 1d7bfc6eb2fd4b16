//! Which device: the browser's own chooser.

use std::cell::Cell;
use std::future::Future;
use std::rc::Rc;

use js_sys::{Array, Promise};
use wasm_bindgen::{JsCast, JsValue};

use super::RadioError;
use super::externs::{Bluetooth, BluetoothDevice, bluetooth_of_navigator, promised};
use crate::device::dictionary::dictionary;
use crate::device::exception::{Exception, Hint};

/// A device that the officer chose. It stays connectable for as long as the page lives.
#[derive(Clone)]
pub struct Device {
    pub(super) device: BluetoothDevice,
    /// How often it was connected to: the last connection is the one that may hang up.
    pub(super) attempts: Rc<Cell<u32>>,
}

impl Device {
    /// The name it advertises: a claim, nothing proved.
    pub fn name(&self) -> Option<String> {
        self.device.name()
    }

    /// What the browser calls it, for this site and as long as it is permitted.
    pub fn id(&self) -> String {
        self.device.id()
    }
}

/// Which advertised names the chooser offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Name<'a> {
    /// This one only.
    Exactly(&'a str),
    /// Those that begin like this.
    StartingWith(&'a str),
}

/// Opens the browser's chooser, filtered to devices that advertise `service` and such a name. It
/// opens at the call, not at the first poll: browsers allow that only in answer to a tap.
pub fn choose(
    service: &str,
    name: Name<'_>,
) -> impl Future<Output = Result<Device, RadioError>> + use<> {
    let chooser = bluetooth_of_navigator().map(|bluetooth| {
        let chosen = open(&bluetooth, service, name);
        (bluetooth, chosen)
    });
    async move {
        let (bluetooth, chosen) = chooser.ok_or(RadioError::Unsupported)?;
        match chosen.await {
            Ok(device) => Ok(Device {
                device: device.unchecked_into(),
                attempts: Rc::new(Cell::new(0)),
            }),
            Err(thrown) => Err(RadioError::while_choosing(
                Exception::of(&thrown),
                Hint::of(&thrown),
                has_adapter(&bluetooth).await,
            )),
        }
    }
}

fn open(bluetooth: &Bluetooth, service: &str, name: Name<'_>) -> Promise {
    let services = ("services", Array::of1(&service.into()).into());
    let name = match name {
        Name::Exactly(name) => ("name", JsValue::from_str(name)),
        Name::StartingWith(prefix) => ("namePrefix", JsValue::from_str(prefix)),
    };
    let filter = dictionary([services, name]);
    let options = dictionary([("filters", Array::of1(&filter).into())]);
    promised(bluetooth.request_device(&options))
}

/// A browser that cannot say counts as having one: the chooser will tell.
async fn has_adapter(bluetooth: &Bluetooth) -> bool {
    promised(bluetooth.get_availability())
        .await
        .map_or(true, |answer| answer.is_truthy())
}
