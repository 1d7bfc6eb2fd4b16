//! A stand-in for BlueZ: the D-Bus service through which Chromium on Linux speaks Bluetooth.
//!
//! Chromium's own Bluetooth code runs unmodified against it, so a page under test does a real
//! `requestDevice`, a real connection and real notifications; only the radio is missing. The
//! [`StandIn`] owns `org.bluez` on a [`PrivateBus`] and carries each segment between the page
//! and a [`Peripheral`] that lives in the test's own process, or a process of its own that has
//! registered its service and its advertisement as it would with BlueZ.
//!
//! Three things must hold, or Chromium behaves in ways that are hard to explain: the stand-in is
//! up before the browser starts, the bus outlives the browser (declare it first), and every
//! peripheral has a name of its own.

mod air;
mod bus;
mod conduct;
mod link;
mod managers;
mod objects;
mod presence;
mod process;

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{oneshot, watch};
use tokio::task::JoinHandle;

use self::air::{Air, Device};
pub use self::bus::{BusError, PrivateBus};
pub use self::conduct::{CallRefusal, Conduct, Part};
pub use self::link::LinkFault;
use self::link::{LinkState, Order};
use self::objects::Adapter;

/// How long a wait for a connection or a disconnection lasts before it is an error.
const PATIENCE: Duration = Duration::from_secs(30);

/// The UUIDs, as lower-case strings with hyphens, of the one service each peripheral offers.
#[derive(Clone, Debug)]
pub struct GattLayout {
    /// The primary service.
    pub service: String,
    /// The characteristic that is read before any session.
    pub announcement: String,
    /// The characteristic the page writes to, with or without response.
    pub inbox: String,
    /// The characteristic that notifies.
    pub outbox: String,
}

/// What stands at the other end of the link.
///
/// The calls come one at a time, in the order in which the page caused them.
pub trait Peripheral: Send + 'static {
    /// The advertised name, which is also how the test speaks of this peripheral.
    fn name(&self) -> String;

    /// A central has connected.
    fn connected(&mut self);

    /// The announcement's whole value; the link reads it in as many pieces as it takes.
    fn read_announcement(&mut self) -> Vec<u8>;

    /// Takes one segment and gives the segments to notify, in order.
    fn write_inbox(&mut self, segment: &[u8]) -> Vec<Vec<u8>>;

    /// The link is gone, whoever ended it.
    fn disconnected(&mut self);

    /// The largest segment the link carries, in bytes. A larger write is refused; a larger
    /// notification is a [`LinkFault`] and drops the link.
    fn segment_limit(&self) -> usize;
}

/// BlueZ as far as Chromium can tell, with one adapter and the given peripherals in reach.
#[derive(Debug)]
pub struct StandIn {
    air: Arc<Air>,
    noticing: JoinHandle<()>,
}

/// Why the stand-in could not do as asked.
#[derive(Debug, thiserror::Error)]
pub enum StandInError {
    /// The bus refused something.
    #[error("the private bus failed")]
    Bus(#[from] zbus::Error),
    /// Two peripherals have the same name, so the test could not tell them apart.
    #[error("two peripherals are called {name}")]
    NameTaken {
        /// The name given twice.
        name: String,
    },
    /// No peripheral has this name.
    #[error("no peripheral is called {name}")]
    Unknown {
        /// The name asked for.
        name: String,
    },
    /// There is no link to drop.
    #[error("{name} is not connected")]
    NotConnected {
        /// The peripheral whose link was to be dropped.
        name: String,
    },
    /// The awaited state did not come.
    #[error("{name} was not {awaited} within {} s", PATIENCE.as_secs())]
    Late {
        /// The peripheral waited for.
        name: String,
        /// The state waited for.
        awaited: &'static str,
    },
    /// The task that serves the peripheral has ended, as it does when a peripheral panics.
    #[error("{name} no longer answers: its task has ended")]
    Gone {
        /// The peripheral whose task has ended.
        name: String,
    },
}

impl StandIn {
    /// Takes the name `org.bluez` on the bus, with all `peripherals` in reach.
    pub async fn start(
        bus: &PrivateBus,
        gatt: GattLayout,
        peripherals: Vec<Box<dyn Peripheral>>,
    ) -> Result<Self, StandInError> {
        let (discovering, scanned) = watch::channel(false);
        let adapter = Adapter::new(discovering);
        let connection = zbus::connection::Builder::address(bus.address())?
            .serve_at("/", zbus::fdo::ObjectManager)?
            .serve_at(objects::ADAPTER, adapter.clone())?
            .build()
            .await?;
        let air = Air::new(connection.clone(), gatt, adapter, scanned);
        for peripheral in peripherals {
            air.add(peripheral)?;
        }
        let noticing = air.open_to_processes().await?;
        let stand_in = Self { air, noticing };
        for name in stand_in.air.device_names() {
            stand_in.bring_into_reach(&name).await?;
        }
        // Last, so that whoever sees the name finds everything behind it.
        connection.request_name("org.bluez").await?;
        Ok(stand_in)
    }

    /// Drops the link now, as a walk behind the next wagon would.
    pub async fn drop_link(&self, name: &str) -> Result<(), StandInError> {
        let was_connected = self.order(name, Order::DropLink).await?;
        if was_connected {
            Ok(())
        } else {
            Err(StandInError::NotConnected { name: name.into() })
        }
    }

    /// Drops the link as soon as `segments` more have been carried, counted both ways; without a
    /// link, those of the next one count.
    pub async fn drop_link_after(&self, name: &str, segments: usize) -> Result<(), StandInError> {
        self.order(name, |done| Order::DropAfter(segments, done))
            .await
    }

    /// From now on the peripheral behaves like this, on the link that is up too.
    pub async fn behave(&self, name: &str, conduct: Conduct) -> Result<(), StandInError> {
        self.order(name, |done| Order::Behave(conduct, done)).await
    }

    /// Switches the adapter off or on, as a person does in the system's settings.
    pub async fn switch_adapter(&self, on: bool) -> Result<(), StandInError> {
        // First, so that a phone which calls again at once is refused.
        self.air.adapter.switch(on);
        if !on {
            for name in self.air.device_names() {
                self.order(&name, Order::DropLink).await?;
            }
        }
        let server = self.air.connection.object_server();
        let adapter = server.interface::<_, Adapter>(objects::ADAPTER).await?;
        let emitter = adapter.signal_emitter();
        adapter.get().await.powered_changed(emitter).await?;
        Ok(adapter.get().await.discovering_changed(emitter).await?)
    }

    /// Pulls the adapter out, and all that it hears with it; peripherals of this process that are to
    /// be heard again must be brought into reach again, those of others register again.
    pub async fn remove_adapter(&self) -> Result<(), StandInError> {
        self.air.remove_managers().await?;
        for name in self.air.device_names() {
            self.take_out_of_reach(&name).await?;
        }
        let server = self.air.connection.object_server();
        server.remove::<Adapter, _>(objects::ADAPTER).await?;
        Ok(())
    }

    /// Puts an adapter in, switched on.
    pub async fn insert_adapter(&self) -> Result<(), StandInError> {
        self.air.adapter.switch(true);
        let server = self.air.connection.object_server();
        let adapter = self.air.adapter.clone();
        server.at(objects::ADAPTER, adapter).await?;
        Ok(self.air.serve_managers().await?)
    }

    /// Returns once a process advertises this name and takes calls, at once if one does.
    pub async fn wait_advertised(&self, name: &str) -> Result<(), StandInError> {
        self.wait_devices(name, "advertised", true).await?;
        self.wait(name, "in reach", |state| state.in_reach).await
    }

    /// Returns once no process advertises this name any more, at once if none does.
    pub async fn wait_gone(&self, name: &str) -> Result<(), StandInError> {
        self.wait_devices(name, "gone", false).await
    }

    /// From now on the link with a process carries segments of so many bytes, both ways; that of a
    /// [`Peripheral`] of this process carries what that one says.
    pub async fn carry(&self, name: &str, segment_limit: usize) -> Result<(), StandInError> {
        self.order(name, |done| Order::Carry(segment_limit, done))
            .await
    }

    /// Makes the device discoverable. Peripherals start in reach.
    pub async fn bring_into_reach(&self, name: &str) -> Result<(), StandInError> {
        self.order(name, |done| Order::Reach(true, done)).await
    }

    /// Drops the link if there is one and makes the device undiscoverable.
    pub async fn take_out_of_reach(&self, name: &str) -> Result<(), StandInError> {
        self.order(name, |done| Order::Reach(false, done)).await
    }

    /// Returns once the device is connected, at once if it is.
    pub async fn wait_connected(&self, name: &str) -> Result<(), StandInError> {
        self.wait(name, "connected", |state| state.connected).await
    }

    /// Returns once the page has subscribed to the outbox, at once if it has.
    pub async fn wait_subscribed(&self, name: &str) -> Result<(), StandInError> {
        self.wait(name, "subscribed to", |state| state.subscribed)
            .await
    }

    /// Returns once the device has fallen silent, as its [`Conduct`] was to; at once if it has.
    pub async fn wait_silent(&self, name: &str) -> Result<(), StandInError> {
        self.wait(name, "silent", |state| state.silent).await
    }

    /// Returns once the device is disconnected, at once if it is.
    pub async fn wait_disconnected(&self, name: &str) -> Result<(), StandInError> {
        self.wait(name, "disconnected", |state| !state.connected)
            .await
    }

    /// What the peripheral last did that no radio could carry, if anything.
    pub fn last_fault(&self, name: &str) -> Result<Option<LinkFault>, StandInError> {
        Ok(self.device(name)?.state.borrow().fault)
    }

    fn device(&self, name: &str) -> Result<Device, StandInError> {
        self.air.device(name)
    }

    async fn order<T>(
        &self,
        name: &str,
        order: impl FnOnce(oneshot::Sender<T>) -> Order,
    ) -> Result<T, StandInError> {
        let gone = || StandInError::Gone { name: name.into() };
        let (done, answer) = oneshot::channel();
        let device = self.device(name)?;
        device.orders.send(order(done)).map_err(|_| gone())?;
        answer.await.map_err(|_| gone())
    }

    async fn wait(
        &self,
        name: &str,
        awaited: &'static str,
        reached: impl FnMut(&LinkState) -> bool,
    ) -> Result<(), StandInError> {
        let mut state = self.device(name)?.state;
        let reached = async { state.wait_for(reached).await.map(drop) };
        in_time(tokio::time::timeout(PATIENCE, reached).await, name, awaited)
    }

    async fn wait_devices(
        &self,
        name: &str,
        awaited: &'static str,
        there: bool,
    ) -> Result<(), StandInError> {
        let mut devices = self.air.watch_devices();
        let reached = async {
            let reached = devices.wait_for(|devices| devices.contains_key(name) == there);
            reached.await.map(drop)
        };
        in_time(tokio::time::timeout(PATIENCE, reached).await, name, awaited)
    }
}

/// Whether the wait has ended by itself.
fn in_time(waited: Waited, name: &str, awaited: &'static str) -> Result<(), StandInError> {
    let name = name.into();
    match waited {
        Ok(Ok(())) => Ok(()),
        Ok(Err(_)) => Err(StandInError::Gone { name }),
        Err(_) => Err(StandInError::Late { name, awaited }),
    }
}

type Waited = Result<Result<(), watch::error::RecvError>, tokio::time::error::Elapsed>;

impl Drop for StandIn {
    fn drop(&mut self) {
        self.noticing.abort();
    }
}
