//! The line from Chongqing to Almaty, with a browser: one container with its lock, the servers of both
//! administrations, and as many phones as there are people.

use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::sync::Arc;

use railseal_inspection::documents::{DetailSheet, Document, MailList};
use railseal_protocol::manifest::DocumentKind;
use railseal_protocol::status::LockState;
use railseal_server::storage::PersonRole;
use railseal_server::{Clock, FixedClock, Running, Service, serve};
use railseal_tests::bluez::{Peripheral, PrivateBus, StandIn};
use railseal_tests::browser::{Browser, BrowserOptions, Tab};
use railseal_tests::demonstration::lock::OnTheDoor;
use railseal_tests::demonstration::{Demonstration, ToBeSealed};
use railseal_tests::pages::{AtTheWagon, Officer};
use railseal_tests::walk::{Camera, layout};

use super::crossing::{NOW, dist};

/// Whose server a phone asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Of {
    China,
    Kazakhstan,
}

pub(crate) struct Line {
    pub(crate) demonstration: Demonstration,
    pub(crate) what: ToBeSealed,
    pub(crate) door: OnTheDoor,
    pub(crate) wagon: AtTheWagon,
    china: Server,
    kazakhstan: Server,
    browser: Browser,
    _air: StandIn,
    // Last: the bus must outlive the browser.
    _bus: PrivateBus,
    _folder: tempfile::TempDir,
}

/// A server that runs, for the app and its calls.
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    /// The same data, for whoever works at the office.
    pub(crate) desk: Service,
    _running: Running,
}

/// Somebody's phone, enrolled.
pub(crate) struct Phone {
    pub(crate) tab: Tab,
}

impl Phone {
    pub(crate) fn officer(&self) -> Officer<'_> {
        Officer { tab: &self.tab }
    }

    /// Whoever cannot see it well can use it too, in light and in dark. Where a folder is named for them,
    /// there are pictures.
    pub(crate) async fn is_accessible(&self, step: &str) {
        is_accessible(&self.tab, step).await;
    }
}

/// The same of any tab.
pub(crate) async fn is_accessible(tab: &Tab, step: &str) {
    for dark in [true, false] {
        tab.set_dark(dark).await.unwrap();
        let faults = tab.accessibility_faults().await.unwrap();
        assert!(faults.is_empty(), "{step}, dark: {dark}: {faults:#?}");
    }
    if let Some(folder) = std::env::var_os("RAILSEAL_PICTURES") {
        let folder = Path::new(&folder);
        Camera { tab, folder }.shoot(step).await.unwrap();
    }
}

impl Line {
    pub(crate) async fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock: Arc<dyn Clock> = Arc::new(FixedClock::at(NOW));
        let demonstration = Demonstration::open_or_create(folder.path(), clock.clone()).unwrap();
        let again = Demonstration::open_or_create(folder.path(), clock.clone()).unwrap();
        let china = |()| demonstration.china(clock.clone()).unwrap();
        let china = Server::start(china(()), china(()));
        let desk = Demonstration::open_or_create(folder.path(), clock.clone()).unwrap();
        let kazakhstan = Server::start(again.server, desk.server);
        let what = ToBeSealed::of_the_demonstration().unwrap();
        let door = OnTheDoor::hang(demonstration.stock_lock(NOW).unwrap());
        let bus = PrivateBus::start().await.unwrap();
        let wagon = AtTheWagon {
            advertised: door.name(),
            lock: what.lock,
            painted: what.container.to_string(),
        };
        let lock = Box::new(door.clone());
        let air = StandIn::start(&bus, layout(), vec![lock]).await.unwrap();
        let options = BrowserOptions {
            bus_address: Some(bus.address().to_owned()),
            ..BrowserOptions::default()
        };
        Self {
            browser: Browser::start(options).await.unwrap(),
            demonstration,
            what,
            door,
            wagon,
            china,
            kazakhstan,
            _air: air,
            _bus: bus,
            _folder: folder,
        }
    }

    pub(crate) fn server(&self, of: Of) -> &Server {
        match of {
            Of::China => &self.china,
            Of::Kazakhstan => &self.kazakhstan,
        }
    }

    /// Connects to the lock, reads it, and takes the number off the container.
    pub(crate) async fn reads(&self, phone: &Phone) {
        let officer = phone.officer();
        officer.connects(&self.wagon).await.unwrap();
        officer.waits_for_the_reading().await.unwrap();
        officer.types_the_number(&self.wagon).await.unwrap();
    }

    pub(crate) fn state(&self) -> LockState {
        self.door.with(|door| door.lock.state())
    }

    /// Somebody of an administration, with a phone that has been enrolled: number, description, station.
    pub(crate) async fn phone(&self, of: Of, role: PersonRole, who: (&str, &str, &str)) -> Phone {
        let server = self.server(of);
        let code = self
            .demonstration
            .code_for(&server.desk, role, who)
            .unwrap();
        let tab = self.browser.tab_of_another().await.unwrap();
        tab.fixed_clock(NOW.as_unix() * 1000).await.unwrap();
        tab.goto(&format!("http://{}/", server.address))
            .await
            .unwrap();
        let phone = Phone { tab };
        phone.officer().enrols(&code.to_string()).await.unwrap();
        phone
    }

    /// The mail list and detail sheet of the container's first despatch.
    pub(crate) fn first_despatch(&self) -> (MailList, DetailSheet) {
        let storage = self.china.desk.storage();
        let consignment = storage.consignment(&self.what.container).unwrap().unwrap();
        let (mut list, mut sheet) = (None, None);
        for (entry, chunks) in consignment.entries.iter().zip(consignment.documents.iter()) {
            let bytes = chunks.iter().flat_map(|chunk| chunk.to_vec());
            let bytes: Vec<u8> = bytes.collect();
            if entry.kind == DocumentKind::DeliveryBill {
                continue;
            }
            match Document::from_bytes(entry.kind, entry.encoding, &bytes).unwrap() {
                Document::MailList(found) if list.is_none() => list = Some(found),
                Document::DetailSheet(found) if sheet.is_none() => sheet = Some(found),
                _ => {}
            }
        }
        (list.unwrap(), sheet.unwrap())
    }
}

impl Server {
    pub(crate) fn start(service: Service, desk: Service) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let running = serve(Arc::new(service), listener, Some(&dist()), None).unwrap();
        Self {
            address,
            desk,
            _running: running,
        }
    }
}
