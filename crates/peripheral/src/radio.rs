//! BlueZ: the lock's service and its advertisement, and what comes and goes over them.
//!
//! A segment to the phone is a change of the outbox's value (`StartNotify` and
//! `PropertiesChanged`). The lock outlives BlueZ: when the service or the adapter goes away and comes
//! back, it registers again.

mod error;
mod gatt;
mod proxies;
mod signs;

use std::sync::Arc;
use std::time::{Duration, Instant};

use railseal_protocol::announcement::advertised_name;
use railseal_protocol::identifiers::LockId;
use railseal_protocol::status::LockState;
use tokio::sync::{mpsc, watch};
use zbus::Connection;
use zbus::zvariant::OwnedObjectPath;

pub use error::RadioError;

use crate::reception::Reception;
use crate::runner::{Answer, say};
use proxies::{AdvertisingManagerProxy, Device1Proxy, GattManagerProxy};
use signs::{Sign, Signs};

/// How often links are looked at for whether they have been silent for too long.
const LOOK: Duration = Duration::from_secs(1);

/// What everybody may know of the lock.
#[derive(Debug, Clone)]
pub(crate) struct Face {
    pub(crate) lock: LockId,
    pub(crate) claimed: watch::Receiver<LockState>,
}

/// The radio of one lock.
#[derive(Debug)]
pub(crate) struct Radio {
    adapter: String,
    face: Face,
    reception: Arc<Reception>,
}

/// Looks whether there is an adapter that can be a peripheral, and switches it on.
pub(crate) async fn look_for(adapter: &str) -> Result<(), RadioError> {
    let bus = async {
        let builder = zbus::connection::Builder::system()?;
        builder.method_timeout(gatt::PATIENCE).build().await
    };
    let bus = bus.await;
    let bus = bus.map_err(|error| RadioError::NoBus(Box::new(error)))?;
    signs::find_adapter(&bus, adapter).await.map(drop)
}

/// Whether the lock can be heard of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Air {
    On,
    Off,
}

impl Radio {
    pub(crate) fn new(adapter: &str, face: Face, reception: Arc<Reception>) -> Self {
        Self {
            adapter: adapter.to_owned(),
            face,
            reception,
        }
    }

    /// Serves phones until the lock ends. Only the beginning can fail: later, the lock waits for what
    /// is missing to come back.
    pub(crate) async fn serve(self, mut answers: mpsc::Receiver<Answer>) -> Result<(), RadioError> {
        let bus = gatt::export(&self.face, &self.reception).await?;
        let mut signs = Signs::listen(&bus, &self.adapter).await?;
        self.register(&bus).await?;
        let mut air = Air::On;
        let mut look = tokio::time::interval(LOOK);
        loop {
            tokio::select! {
                answer = answers.recv() => match answer {
                    Some(answer) => self.notify(&bus, answer).await?,
                    None => return Ok(()),
                },
                sign = signs.next() => match sign {
                    Sign::PhoneLeft(phone) => self.phone_left(&bus, &phone).await,
                    Sign::RadioGone => {
                        self.reception.clear();
                        if air == Air::On {
                            say("Bluetooth has gone; the lock goes on, and waits for it");
                        }
                        air = Air::Off;
                    }
                    Sign::RadioBack if air == Air::Off => match self.register(&bus).await {
                        Ok(()) => air = Air::On,
                        Err(error) => say(format_args!("not back yet: {error}")),
                    },
                    Sign::RadioBack => {}
                    Sign::BusGone => return Err(RadioError::BusGone),
                },
                () = self.reception.link_over() => self.hang_up(&bus).await,
                _ = look.tick() => self.hang_up(&bus).await,
            }
        }
    }

    /// Makes the lock known to BlueZ, and through it to everybody.
    async fn register(&self, bus: &Connection) -> Result<(), RadioError> {
        let adapter = signs::find_adapter(bus, &self.adapter).await?;
        let gatt = GattManagerProxy::new(bus, &adapter).await?;
        gatt.register_application(&gatt::application(), Default::default())
            .await
            .map_err(RadioError::refused("the service"))?;
        let advertising = AdvertisingManagerProxy::new(bus, &adapter).await?;
        advertising
            .register_advertisement(&gatt::advertisement(), Default::default())
            .await
            .map_err(RadioError::refused("the advertisement"))?;
        say(format_args!(
            "{} can be found on {} (`help` says what can be typed)",
            advertised_name(&self.face.lock),
            self.adapter
        ));
        Ok(())
    }

    async fn notify(&self, bus: &Connection, answer: Answer) -> Result<(), RadioError> {
        for segment in answer.segments {
            // The rest of an answer to a phone that has left is for nobody.
            if !self.reception.is_open(answer.link, Instant::now()) {
                break;
            }
            gatt::notify(bus, segment).await?;
        }
        Ok(())
    }

    /// A phone may have called again since it was said to have left: then it is heard on.
    async fn phone_left(&self, bus: &Connection, phone: &OwnedObjectPath) {
        if self.reception.phone().as_ref() == Some(phone) && !is_connected(bus, phone).await {
            self.reception.left(phone);
        }
    }

    async fn hang_up(&self, bus: &Connection) {
        let Some(phone) = self.reception.overdue(Instant::now()) else {
            return;
        };
        let ended = async { Device1Proxy::new(bus, &phone).await?.disconnect().await };
        // A phone that cannot be hung up on is not there.
        if ended.await.is_err() || !is_connected(bus, &phone).await {
            self.reception.left(&phone);
        }
    }
}

async fn is_connected(bus: &Connection, phone: &OwnedObjectPath) -> bool {
    let connected = async { Device1Proxy::new(bus, phone).await?.connected().await };
    connected.await.unwrap_or(false)
}
