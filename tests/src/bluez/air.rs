//! Everything in reach of the one adapter: the peripherals of the test's own process from the
//! start, those of other processes from when they have registered until they end.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use futures::StreamExt;
use tokio::sync::{mpsc, oneshot, watch};
use tokio::task::JoinHandle;
use zbus::Connection;
use zbus::fdo::DBusProxy;
use zbus::names::OwnedUniqueName;

use super::link::{Far, Link, LinkState, Order};
use super::managers::{AdvertisingManager, GattManager};
use super::objects::{ADAPTER, Adapter, Refusal};
use super::presence::Presence;
use super::process::{Application, Process};
use super::{GattLayout, Peripheral, StandInError};

/// The adapter, and what it hears.
#[derive(Debug)]
pub(super) struct Air {
    // Keeps the name and the objects on the bus.
    pub(super) connection: Connection,
    pub(super) gatt: GattLayout,
    pub(super) adapter: Adapter,
    scanned: watch::Receiver<bool>,
    devices: watch::Sender<BTreeMap<String, Device>>,
    /// Each name keeps its address, whoever comes to bear it.
    names: Mutex<Vec<String>>,
    registered: Mutex<HashMap<OwnedUniqueName, Registered>>,
}

/// What a process has registered so far. With both, it is in reach.
#[derive(Debug, Default)]
pub(super) struct Registered {
    pub(super) application: Option<Application>,
    pub(super) advertised: Option<Advertised>,
}

/// How a process goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gone {
    /// It says nothing more.
    Silent,
    /// With all that the adapter heard.
    WithTheAdapter,
}

/// What is advertised.
#[derive(Clone, Debug)]
pub(super) struct Advertised {
    pub(super) name: String,
}

/// A peripheral, as the test may speak of it.
#[derive(Clone, Debug)]
pub(super) struct Device {
    pub(super) orders: mpsc::UnboundedSender<Order>,
    pub(super) state: watch::Receiver<LinkState>,
    _task: Arc<Task>,
}

#[derive(Debug)]
struct Task(JoinHandle<()>);

impl Drop for Task {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl Air {
    pub(super) fn new(
        connection: Connection,
        gatt: GattLayout,
        adapter: Adapter,
        scanned: watch::Receiver<bool>,
    ) -> Arc<Self> {
        Arc::new(Self {
            connection,
            gatt,
            adapter,
            scanned,
            devices: watch::Sender::new(BTreeMap::new()),
            names: Mutex::default(),
            registered: Mutex::default(),
        })
    }

    /// Lets other processes register on the adapter, and notices when they end.
    pub(super) async fn open_to_processes(self: &Arc<Self>) -> zbus::Result<JoinHandle<()>> {
        self.serve_managers().await?;
        let bus = DBusProxy::new(&self.connection).await?;
        let mut changes = bus.receive_name_owner_changed().await?;
        let air = Arc::clone(self);
        Ok(tokio::spawn(async move {
            while let Some(change) = changes.next().await {
                let Ok(args) = change.args() else { continue };
                if let (Some(gone), None) = (args.old_owner().as_ref(), args.new_owner().as_ref()) {
                    air.unregister(&gone.to_owned().into(), Gone::Silent).await;
                }
            }
        }))
    }

    pub(super) async fn serve_managers(self: &Arc<Self>) -> zbus::Result<()> {
        let server = self.connection.object_server();
        server
            .at(ADAPTER, GattManager(Arc::downgrade(self)))
            .await?;
        server
            .at(ADAPTER, AdvertisingManager(Arc::downgrade(self)))
            .await?;
        Ok(())
    }

    /// Takes away where processes register, and with it whatever they had registered.
    pub(super) async fn remove_managers(&self) -> zbus::Result<()> {
        let server = self.connection.object_server();
        server.remove::<GattManager, _>(ADAPTER).await?;
        server.remove::<AdvertisingManager, _>(ADAPTER).await?;
        let owners: Vec<_> = lock(&self.registered).keys().cloned().collect();
        for owner in owners {
            self.unregister(&owner, Gone::WithTheAdapter).await;
        }
        Ok(())
    }

    /// A peripheral of the test's own process, not in reach yet.
    pub(super) fn add(&self, peripheral: Box<dyn Peripheral>) -> Result<(), StandInError> {
        let name = peripheral.name();
        self.start(&name, |_| Far::Here(peripheral))
            .map_err(|name| StandInError::NameTaken { name })
    }

    /// A process has registered one thing more.
    pub(super) async fn register(
        &self,
        owner: OwnedUniqueName,
        add: impl FnOnce(&mut Registered),
    ) -> Result<(), Refusal> {
        let whole = {
            let mut registered = lock(&self.registered);
            let registered = registered.entry(owner.clone()).or_default();
            add(registered);
            registered
                .application
                .clone()
                .zip(registered.advertised.clone())
        };
        let Some((application, Advertised { name })) = whole else {
            return Ok(());
        };
        let phone = self.address_of_phone(&name);
        let started = self.start(&name, |orders| {
            Far::There(Process::new(
                self.connection.clone(),
                application,
                phone,
                orders,
            ))
        });
        if started.is_err() {
            lock(&self.registered).remove(&owner);
            return Err(Refusal::Failed(format!("{name} is advertised already")));
        }
        self.reach(&name, true).await;
        Ok(())
    }

    /// A process has ended, or wants to be heard no more. BlueZ keeps a device that it has heard for
    /// half a minute after that: so its object stays, with nobody behind it, until one comes that
    /// bears its name, or the adapter goes.
    pub(super) async fn unregister(&self, owner: &OwnedUniqueName, how: Gone) {
        let gone = lock(&self.registered).remove(owner);
        if let Some(Advertised { name }) = gone.and_then(|gone| gone.advertised) {
            match how {
                Gone::Silent => self.order(&name, Order::DropLink).await,
                Gone::WithTheAdapter => self.reach(&name, false).await,
            }
            self.devices.send_modify(|devices| {
                devices.remove(&name);
            });
        }
    }

    pub(super) fn device(&self, name: &str) -> Result<Device, StandInError> {
        let device = self.devices.borrow().get(name).cloned();
        device.ok_or_else(|| StandInError::Unknown { name: name.into() })
    }

    pub(super) fn device_names(&self) -> Vec<String> {
        self.devices.borrow().keys().cloned().collect()
    }

    /// Every device, now and whenever one comes or goes.
    pub(super) fn watch_devices(&self) -> watch::Receiver<BTreeMap<String, Device>> {
        self.devices.subscribe()
    }

    /// Gives the name back where it is taken.
    fn start(
        &self,
        name: &str,
        far: impl FnOnce(&mpsc::UnboundedSender<Order>) -> Far,
    ) -> Result<(), String> {
        if self.devices.borrow().contains_key(name) {
            return Err(name.into());
        }
        let presence = Presence::new(
            self.connection.clone(),
            self.adapter.clone(),
            self.place_of(name),
            name.into(),
            self.gatt.clone(),
        );
        let (orders, received) = mpsc::unbounded_channel();
        let (publish, state) = watch::channel(LinkState::default());
        let link = Link::new(presence, far(&orders), orders.clone(), publish);
        let task = tokio::spawn(link.serve(received, self.scanned.clone()));
        let device = Device {
            orders,
            state,
            _task: Arc::new(Task(task)),
        };
        self.devices.send_modify(|devices| {
            devices.insert(name.into(), device);
        });
        Ok(())
    }

    async fn reach(&self, name: &str, in_reach: bool) {
        self.order(name, |done| Order::Reach(in_reach, done)).await;
    }

    async fn order<T>(&self, name: &str, order: impl FnOnce(oneshot::Sender<T>) -> Order) {
        let Ok(device) = self.device(name) else {
            return;
        };
        let (done, answer) = oneshot::channel();
        // A device whose task has ended is out of reach.
        if device.orders.send(order(done)).is_ok() {
            let _ = answer.await;
        }
    }

    fn place_of(&self, name: &str) -> usize {
        let mut names = lock(&self.names);
        match names.iter().position(|known| known == name) {
            Some(place) => place,
            None => {
                names.push(name.into());
                names.len() - 1
            }
        }
    }

    /// The phone's address, as the process is told it.
    fn address_of_phone(&self, name: &str) -> String {
        format!("C0:5E:A1:FE:00:{:02X}", self.place_of(name) & 0xFF)
    }
}

/// Nobody who holds it can panic with it in disorder.
fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
