//! A link to a lock: [`RadioLink`] by Web Bluetooth.

use std::rc::Rc;

use gloo::events::EventListener;
use js_sys::{DataView, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};

use super::chooser::Device;
use super::connection::Connection;
use super::externs::{BluetoothRemoteGattCharacteristic, promised};
use super::queue::Queue;
use super::turns::Turns;
use super::{GattLayout, Part, RadioError, RadioLink};
use crate::device::exception::Exception;

/// An open link. Dropping it stops listening and hangs up.
pub struct Link {
    // Dropped in this order: nothing is heard any more when the connection ends.
    _listeners: [EventListener; 2],
    announcement: BluetoothRemoteGattCharacteristic,
    inbox: Inbox,
    heard: Rc<Queue>,
    turns: Turns,
    connection: Connection,
}

/// How segments are written. Without a response is faster; some platforms want one.
enum Inbox {
    WithoutResponse(BluetoothRemoteGattCharacteristic),
    WithResponse(BluetoothRemoteGattCharacteristic),
}

impl Link {
    /// Hangs up, as dropping the link does.
    pub fn close(self) {}

    /// Answers when the link has ended by itself, with the reason.
    pub async fn lost(&self) -> RadioError {
        self.heard.ended().await
    }

    pub(super) async fn open(
        device: &Device,
        connection: Connection,
        layout: &GattLayout,
    ) -> Result<Self, RadioError> {
        connection.made().await?;
        let service = connection.service(layout.service).await?;
        let find = |part, uuid| connection.characteristic(part, &service, uuid);
        let announcement = find(Part::Announcement, layout.announcement).await?;
        let inbox = Inbox::of(find(Part::Inbox, layout.inbox).await?)?;
        let outbox = find(Part::Outbox, layout.outbox).await?;
        need(Part::Announcement, announcement.properties().read())?;
        need(Part::Outbox, outbox.properties().notify())?;

        let heard = Rc::new(Queue::new());
        // Both before notifications begin, so that not one is missed.
        let listeners = [hear_segments(&outbox, &heard), hear_the_end(device, &heard)];
        let _: JsValue = connection
            .part(Part::Outbox, outbox.start_notifications())
            .await?;
        Ok(Self {
            _listeners: listeners,
            announcement,
            inbox,
            heard,
            turns: Turns::new(),
            connection,
        })
    }

    fn fault(&self, thrown: JsValue) -> RadioError {
        RadioError::while_linked(Exception::of(&thrown), self.connection.is_up())
    }
}

impl RadioLink for Link {
    async fn announcement(&self) -> Result<Vec<u8>, RadioError> {
        let read = self
            .turns
            .take(|| promised(self.announcement.read_value()))
            .await;
        Ok(bytes(
            read.map_err(|thrown| self.fault(thrown))?.unchecked_ref(),
        ))
    }

    async fn send(&self, segment: &[u8]) -> Result<(), RadioError> {
        let segment = Uint8Array::from(segment);
        let written = self.turns.take(|| {
            promised(match &self.inbox {
                Inbox::WithoutResponse(inbox) => inbox.write_value_without_response(&segment),
                Inbox::WithResponse(inbox) => inbox.write_value_with_response(&segment),
            })
        });
        written.await.map(drop).map_err(|thrown| self.fault(thrown))
    }

    async fn receive(&self) -> Result<Vec<u8>, RadioError> {
        self.heard.next().await
    }
}

impl Inbox {
    fn of(inbox: BluetoothRemoteGattCharacteristic) -> Result<Self, RadioError> {
        let properties = inbox.properties();
        if properties.write_without_response() {
            return Ok(Self::WithoutResponse(inbox));
        }
        need(Part::Inbox, properties.write())?;
        Ok(Self::WithResponse(inbox))
    }
}

fn need(part: Part, able: bool) -> Result<(), RadioError> {
    if able {
        Ok(())
    } else {
        Err(RadioError::NotARailsealLock { missing: part })
    }
}

fn hear_segments(outbox: &BluetoothRemoteGattCharacteristic, heard: &Rc<Queue>) -> EventListener {
    let (source, heard) = (outbox.clone(), Rc::clone(heard));
    EventListener::new(outbox, "characteristicvaluechanged", move |_| {
        if let Some(segment) = source.value() {
            heard.push(bytes(&segment));
        }
    })
}

fn hear_the_end(device: &Device, heard: &Rc<Queue>) -> EventListener {
    let heard = Rc::clone(heard);
    EventListener::new(&device.device, "gattserverdisconnected", move |_| {
        heard.end(RadioError::LinkLost);
    })
}

fn bytes(view: &DataView) -> Vec<u8> {
    let (from, length) = (view.byte_offset() as u32, view.byte_length() as u32);
    Uint8Array::new_with_byte_offset_and_length(&view.buffer(), from, length).to_vec()
}
