//! Connecting, and hanging up in the end, however it ends.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use js_sys::Promise;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;

use super::chooser::Device;
use super::externs::{
    BluetoothRemoteGattCharacteristic, BluetoothRemoteGattServer, BluetoothRemoteGattService,
    promised,
};
use super::{GattLayout, Link, Part, RadioError};
use crate::device::exception::{Exception, Hint};
use crate::device::timer::within;

impl Device {
    /// Connects, finds the service's parts and listens to its outbox, all within `patience`. If
    /// any of it fails, or nobody waits for it any more, the device is hung up on.
    pub async fn connect(
        &self,
        layout: &GattLayout,
        patience: Duration,
    ) -> Result<Link, RadioError> {
        let connection = Connection::begin(self)?;
        within(patience, Link::open(self, connection, layout))
            .await
            .unwrap_or(Err(RadioError::ConnectTimedOut))
    }
}

/// A connection under way or made. Dropping it hangs up, also on a device that takes the call
/// only after that: `connect()` itself cannot be called off.
pub(super) struct Connection {
    server: BluetoothRemoteGattServer,
    connecting: Promise,
    attempts: Rc<Cell<u32>>,
    attempt: u32,
}

impl Connection {
    fn begin(device: &Device) -> Result<Self, RadioError> {
        let server = device.device.gatt().ok_or(RadioError::PermissionRefused)?;
        let attempt = device.attempts.get().wrapping_add(1);
        device.attempts.set(attempt);
        let attempts = Rc::clone(&device.attempts);
        Ok(Self {
            connecting: promised(server.connect()),
            server,
            attempts,
            attempt,
        })
    }

    pub(super) async fn made(&self) -> Result<(), RadioError> {
        let made = self.connecting.clone().await;
        made.map(drop).map_err(|thrown| {
            RadioError::while_connecting(Exception::of(&thrown), Hint::of(&thrown))
        })
    }

    pub(super) fn is_up(&self) -> bool {
        self.server.connected()
    }

    pub(super) async fn service(
        &self,
        uuid: &str,
    ) -> Result<BluetoothRemoteGattService, RadioError> {
        self.part(Part::Service, self.server.get_primary_service(uuid))
            .await
    }

    pub(super) async fn characteristic(
        &self,
        part: Part,
        service: &BluetoothRemoteGattService,
        uuid: &str,
    ) -> Result<BluetoothRemoteGattCharacteristic, RadioError> {
        self.part(part, service.get_characteristic(uuid)).await
    }

    /// Awaits a part of the service.
    pub(super) async fn part<T: JsCast>(
        &self,
        part: Part,
        asked: Result<Promise, JsValue>,
    ) -> Result<T, RadioError> {
        let answer = promised(asked).await.map_err(|thrown| {
            RadioError::while_asking_for(part, Exception::of(&thrown), self.is_up())
        })?;
        Ok(answer.unchecked_into())
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        let (attempts, attempt) = (Rc::clone(&self.attempts), self.attempt);
        // A later connection to the same device shares its server: that one is not ours to end.
        if attempts.get() != attempt {
            return;
        }
        self.server.disconnect();
        let (server, connecting) = (self.server.clone(), self.connecting.clone());
        spawn_local(async move {
            let late: Result<JsValue, JsValue> = connecting.await;
            if late.is_ok() && attempts.get() == attempt {
                server.disconnect();
            }
        });
    }
}
