//! The crossing at Dostyk, with a browser: bus, locks, server, tab.

use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;

use railseal_protocol::time::Timestamp;
use railseal_server::{Clock, FixedClock, Running, SystemClock, serve};
use railseal_tests::bluez::{Peripheral, PrivateBus, StandIn};
use railseal_tests::browser::{Browser, BrowserOptions, Tab};
use railseal_tests::demonstration::Demonstration;
use railseal_tests::walk::{layout, train};

/// The day of every test here: 23 November 2026, 06:00 UTC.
pub(crate) const NOW: Timestamp = Timestamp::from_unix(1_795_413_600);

pub(crate) struct Crossing {
    pub(crate) demonstration: Demonstration,
    pub(crate) tab: Tab,
    pub(crate) address: SocketAddr,
    clock: Arc<dyn Clock>,
    server: Option<Running>,
    folder: tempfile::TempDir,
    _browser: Browser,
    pub(crate) train: StandIn,
    // Last: the bus must outlive the browser.
    pub(crate) bus: PrivateBus,
}

impl Crossing {
    /// Opens the app in a fresh browser, the clock standing at [`NOW`].
    pub(crate) async fn open() -> Self {
        Self::open_in(BrowserOptions::default()).await
    }

    /// The same, in a browser like this.
    pub(crate) async fn open_in(options: BrowserOptions) -> Self {
        let clock = Arc::new(FixedClock::at(NOW));
        let (folder, demonstration) = demonstration(clock.clone());
        let bus = PrivateBus::start().await.unwrap();
        let train = train(&demonstration, &bus, NOW).await.unwrap();
        let browser = browser(&bus, options).await;
        let tab = browser.tab().await.unwrap();
        tab.fixed_clock(NOW.as_unix() * 1000).await.unwrap();
        Self::set(demonstration, folder, clock, (browser, tab), (train, bus)).await
    }

    /// The same by everybody's real clock, with no lock in reach yet.
    pub(crate) async fn open_in_real_time() -> Self {
        let clock = Arc::new(SystemClock);
        let (folder, demonstration) = demonstration(clock.clone());
        let bus = PrivateBus::start().await.unwrap();
        let nobody = StandIn::start(&bus, layout(), Vec::new()).await.unwrap();
        let browser = browser(&bus, BrowserOptions::default()).await;
        let tab = browser.tab().await.unwrap();
        Self::set(demonstration, folder, clock, (browser, tab), (nobody, bus)).await
    }

    /// The same with one lock only, which somebody has sealed for it.
    pub(crate) async fn open_with(
        seal: impl FnOnce(&Demonstration) -> Box<dyn Peripheral>,
    ) -> Self {
        let clock = Arc::new(FixedClock::at(NOW));
        let (folder, demonstration) = demonstration(clock.clone());
        let bus = PrivateBus::start().await.unwrap();
        let lock = seal(&demonstration);
        let only = StandIn::start(&bus, layout(), vec![lock]).await.unwrap();
        let browser = browser(&bus, BrowserOptions::default()).await;
        let tab = browser.tab().await.unwrap();
        tab.fixed_clock(NOW.as_unix() * 1000).await.unwrap();
        Self::set(demonstration, folder, clock, (browser, tab), (only, bus)).await
    }

    async fn set(
        demonstration: Demonstration,
        folder: tempfile::TempDir,
        clock: Arc<dyn Clock>,
        (browser, tab): (Browser, Tab),
        (train, bus): (StandIn, PrivateBus),
    ) -> Self {
        let address = TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap();
        let mut crossing = Self {
            demonstration,
            tab,
            address,
            clock,
            server: None,
            folder,
            _browser: browser,
            train,
            bus,
        };
        crossing.start_server();
        crossing
            .tab
            .goto(&format!("http://{address}/"))
            .await
            .unwrap();
        crossing
    }

    /// A one-time code for the inspector.
    pub(crate) fn code(&self) -> String {
        self.demonstration.inspector_code().unwrap().to_string()
    }

    /// Starts the server, at the same address as before.
    pub(crate) fn start_server(&mut self) {
        let service = Demonstration::open_or_create(self.folder.path(), self.clock.clone())
            .unwrap()
            .server;
        let listener = TcpListener::bind(self.address).unwrap();
        let dist = dist();
        self.server = Some(serve(Arc::new(service), listener, Some(&dist), None).unwrap());
    }

    /// Stops the server: from now on nobody answers at its address.
    pub(crate) async fn stop_server(&mut self) {
        self.server.take().unwrap().stop().await.unwrap();
    }

    /// Nothing of the page went wrong, and nothing was asked of anybody but this server.
    pub(crate) async fn assert_quiet(&self) {
        assert_eq!(self.tab.csp_violations().await.unwrap().len(), 0);
        let origin = format!("http://{}/", self.address);
        let loaded: Vec<String> = self
            .tab
            .evaluate("performance.getEntriesByType('resource').map((entry) => entry.name)")
            .await
            .unwrap();
        assert!(loaded.len() > 5, "the app's own files at least: {loaded:?}");
        for url in self.tab.requests().iter().chain(&loaded) {
            assert!(url.starts_with(&origin), "{url} is of another origin");
        }
    }
}

fn demonstration(clock: Arc<dyn Clock>) -> (tempfile::TempDir, Demonstration) {
    let folder = tempfile::tempdir().unwrap();
    let demonstration = Demonstration::open_or_create(folder.path(), clock).unwrap();
    (folder, demonstration)
}

async fn browser(bus: &PrivateBus, options: BrowserOptions) -> Browser {
    let options = BrowserOptions {
        bus_address: Some(bus.address().to_owned()),
        ..options
    };
    Browser::start(options).await.unwrap()
}

/// The app as it is shipped: built by `cargo xtask build`, which `cargo xtask test` runs first.
pub(crate) fn dist() -> PathBuf {
    let here = concat!(env!("CARGO_MANIFEST_DIR"), "/../dist");
    let dist = std::env::var_os("RAILSEAL_DIST").map_or_else(|| here.into(), PathBuf::from);
    assert!(
        dist.join("index.html").is_file(),
        "no app in {}: run `cargo xtask build`",
        dist.display()
    );
    dist
}
