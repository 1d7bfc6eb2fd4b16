//! Whether what the browser tests stand on holds: the Bluetooth service, and the browser's
//! clock, network and complaints, tried with a page that has no framework in it.

#![expect(clippy::unwrap_used, reason = "a failed step is a failed test")]

#[path = "stand_in/echo.rs"]
mod echo;
#[path = "stand_in/radio.rs"]
mod radio;
#[path = "stand_in/server.rs"]
mod server;

use std::time::Duration;

use railseal_tests::bluez::{LinkFault, Peripheral, PrivateBus, StandIn, StandInError};
use railseal_tests::browser::{
    AccessibilityFault, Browser, BrowserError, BrowserOptions, ErrorSource, Name, Tab, Viewport,
};

use self::echo::Echo;
use self::server::Server;

/// A page in a browser that has the given peripherals around it. Dropped from first to last: the
/// bus goes after the browser.
struct Stage {
    tab: Tab,
    _browser: Browser,
    _server: Server,
    stand_in: StandIn,
    _bus: PrivateBus,
}

impl Stage {
    async fn set(peripherals: Vec<Box<dyn Peripheral>>) -> Self {
        Self::set_for(BrowserOptions::default(), peripherals).await
    }

    async fn set_for(options: BrowserOptions, peripherals: Vec<Box<dyn Peripheral>>) -> Self {
        let bus = PrivateBus::start().await.unwrap();
        let stand_in = StandIn::start(&bus, echo::layout(), peripherals)
            .await
            .unwrap();
        let server = Server::start().await;
        let bus_address = Some(bus.address().to_owned());
        let options = BrowserOptions {
            bus_address,
            ..options
        };
        let browser = Browser::start(options).await.unwrap();
        let tab = browser.tab().await.unwrap();
        tab.goto(&server.url("/")).await.unwrap();
        Self {
            tab,
            _browser: browser,
            _server: server,
            stand_in,
            _bus: bus,
        }
    }

    async fn connect(&self, name: &str) {
        let chooser = self.tab.choose_bluetooth_device(name).await.unwrap();
        self.tab.click("button", "Choose a lock").await.unwrap();
        chooser.await.unwrap();
        self.tab
            .wait_for_text(&format!("chosen {name}"))
            .await
            .unwrap();
        self.tab.click("button", "Connect").await.unwrap();
        self.tab
            .wait_for_text("announced 457 bytes, the last 200")
            .await
            .unwrap();
    }

    async fn send(&self, count: usize) {
        self.tab
            .fill("textbox", "Segments to send", &count.to_string())
            .await
            .unwrap();
        self.tab.click("button", "Send").await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn three_hundred_notifications_arrive_in_order() {
    let stage = Stage::set(vec![Box::new(Echo::new("RS 0001"))]).await;
    stage.connect("RS 0001").await;
    stage.send(100).await;
    stage.tab.wait_for_text("Received: 300").await.unwrap();
    stage.tab.wait_for_text("sent 100").await.unwrap();
    let numbers: Vec<u32> = stage.tab.evaluate("received").await.unwrap();
    assert_eq!(numbers, (0..300).collect::<Vec<_>>());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dropped_link_is_seen_and_can_be_made_again() {
    let stage = Stage::set(vec![Box::new(Echo::new("RS 0001"))]).await;
    let too_early = stage.stand_in.drop_link("RS 0001").await;
    assert!(matches!(too_early, Err(StandInError::NotConnected { .. })));
    stage.connect("RS 0001").await;
    stage.stand_in.wait_subscribed("RS 0001").await.unwrap();
    stage.stand_in.drop_link("RS 0001").await.unwrap();
    stage.tab.wait_for_text("Links lost: 1").await.unwrap();

    stage.tab.click("button", "Connect").await.unwrap();
    stage
        .tab
        .wait_for_text("announced 457 bytes")
        .await
        .unwrap();
    // Two segments with their three notifications each, then the third segment.
    stage.stand_in.drop_link_after("RS 0001", 9).await.unwrap();
    stage.send(10).await;
    stage.stand_in.wait_disconnected("RS 0001").await.unwrap();
    stage.tab.wait_for_text("Links lost: 2").await.unwrap();
    stage.tab.wait_for_text("Received: 6").await.unwrap();

    stage.tab.click("button", "Connect").await.unwrap();
    stage.stand_in.wait_subscribed("RS 0001").await.unwrap();
    stage.tab.click("button", "Disconnect").await.unwrap();
    stage.stand_in.wait_disconnected("RS 0001").await.unwrap();
    stage.tab.wait_for_text("Links lost: 3").await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn only_what_is_in_reach_can_be_chosen() {
    let (near, far) = (Echo::new("near"), Echo::new("far"));
    let stage = Stage::set(vec![Box::new(near), Box::new(far)]).await;
    stage.stand_in.take_out_of_reach("far").await.unwrap();
    let hasty = stage.tab.with_patience(Duration::from_secs(3));
    let chooser = hasty.choose_bluetooth_device("far").await.unwrap();
    stage.tab.click("button", "Choose a lock").await.unwrap();
    let refused = chooser.await;
    assert!(
        matches!(&refused, Err(BrowserError::NotOffered { offered, .. }) if offered == &["near"]),
        "{refused:?}"
    );
    stage
        .tab
        .wait_for_text("NotFoundError: User cancelled")
        .await
        .unwrap();

    stage.stand_in.bring_into_reach("far").await.unwrap();
    stage.connect("far").await;
    stage.stand_in.take_out_of_reach("far").await.unwrap();
    stage.tab.wait_for_text("Links lost: 1").await.unwrap();
    stage.tab.click("button", "Connect").await.unwrap();
    stage.tab.wait_for_text("NetworkError").await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cancelled_chooser_is_an_error_to_the_page() {
    let stage = Stage::set(vec![Box::new(Echo::new("RS 0001"))]).await;
    let chooser = stage.tab.cancel_bluetooth_chooser().await.unwrap();
    stage.tab.click("button", "Choose a lock").await.unwrap();
    chooser.await.unwrap();
    stage
        .tab
        .wait_for_text("NotFoundError: User cancelled")
        .await
        .unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_link_carries_no_more_than_its_limit() {
    let stage = Stage::set(vec![Box::new(Echo::too_wordy("RS 0001"))]).await;
    stage.connect("RS 0001").await;
    stage.tab.click("button", "Send too much").await.unwrap();
    stage
        .tab
        .wait_for_text("invalid attribute length")
        .await
        .unwrap();
    assert_eq!(stage.stand_in.last_fault("RS 0001").unwrap(), None);

    stage.send(1).await;
    stage.stand_in.wait_disconnected("RS 0001").await.unwrap();
    let fault = LinkFault::NotificationTooLong {
        got: 245,
        limit: 244,
    };
    assert_eq!(stage.stand_in.last_fault("RS 0001").unwrap(), Some(fault));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_clock_starts_where_the_test_says_and_goes_on() {
    const START: u64 = 1_600_000_000_000;
    let server = Server::start().await;
    let browser = Browser::start(BrowserOptions::default()).await.unwrap();
    let tab = browser.tab().await.unwrap();
    tab.fixed_clock(START).await.unwrap();
    tab.goto(&server.url("/")).await.unwrap();
    let first: u64 = tab.evaluate("Date.now()").await.unwrap();
    tab.reload().await.unwrap();
    let second: u64 = tab.evaluate("new Date().getTime()").await.unwrap();
    assert!(
        START <= first && first < second && second < START + 600_000,
        "{first}, {second}"
    );
    let same: bool = tab
        .evaluate(
            "new Date(0).getTime() === 0 && new Date() instanceof Date && Date().includes('2020')",
        )
        .await
        .unwrap();
    assert!(same);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_blocked_network_fails_every_request_and_notes_it() {
    let server = Server::start().await;
    let browser = Browser::start(BrowserOptions::default()).await.unwrap();
    let tab = browser.tab().await.unwrap();
    tab.goto(&server.url("/worker")).await.unwrap();
    tab.wait_for_text("worker ready").await.unwrap();
    let by_worker = server.url("/data?by=worker");
    let ask = "navigator.serviceWorker.ready.then((worker) => worker.active.postMessage(''))";
    tab.evaluate::<()>(ask).await.unwrap();
    tab.wait_for_text("data").await.unwrap();
    assert!(tab.requests().contains(&by_worker), "{:?}", tab.requests());
    assert!(tab.attempted_requests().is_empty());

    tab.block_network().await.unwrap();
    tab.evaluate::<()>(ask).await.unwrap();
    tab.wait_for_text("TypeError").await.unwrap();
    assert_eq!(tab.attempted_requests(), std::slice::from_ref(&by_worker));
    // What the service worker has kept needs no network, and asks for none.
    tab.goto(&server.url("/worker")).await.unwrap();
    tab.wait_for_text("worker ready").await.unwrap();
    tab.reload().await.unwrap();
    tab.wait_for_text("worker ready").await.unwrap();
    assert_eq!(tab.attempted_requests(), [by_worker]);
    let page = browser.tab().await.unwrap();
    let url = server.url("/");
    let refused = page.goto(&url).await;
    assert!(
        matches!(&refused, Err(BrowserError::NotLoaded { reason, .. })
            if reason == "net::ERR_EMPTY_RESPONSE"),
        "{refused:?}"
    );
    assert!(tab.attempted_requests().contains(&url));
    assert!(!tab.evaluate::<bool>("navigator.onLine").await.unwrap());

    let failed = page.reload().await;
    assert!(
        matches!(failed, Err(BrowserError::NotLoaded { .. })),
        "{failed:?}"
    );
    tab.unblock_network().await.unwrap();
    assert!(tab.evaluate::<bool>("navigator.onLine").await.unwrap());
    page.goto(&url).await.unwrap();
    page.click("button", "Fetch").await.unwrap();
    page.wait_for("status", Name::Any).await.unwrap();
    page.wait_for_text("data").await.unwrap();
    assert!(
        tab.requests()
            .iter()
            .all(|request| request.starts_with(&url))
    );
    browser.close().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_s_faults_and_complaints_are_found() {
    let server = Server::start().await;
    let options = BrowserOptions {
        viewport: Viewport::DESK,
        dark: true,
        ..Default::default()
    };
    let browser = Browser::start(options).await.unwrap();
    let tab = browser.tab().await.unwrap();
    tab.goto(&server.url("/")).await.unwrap();
    assert_eq!(tab.accessibility_faults().await.unwrap(), []);
    assert_eq!(tab.console_errors().await.unwrap(), []);
    assert_eq!(tab.csp_violations().await.unwrap(), []);

    tab.goto(&server.url("/faulty")).await.unwrap();
    let faults = tab.accessibility_faults().await.unwrap();
    let unnamed = |role: &str| AccessibilityFault::Unnamed { role: role.into() };
    assert!(faults.contains(&unnamed("button")), "{faults:?}");
    assert!(faults.contains(&unnamed("image")), "{faults:?}");
    assert!(
        faults.contains(&AccessibilityFault::MainLandmarks { found: 0 }),
        "{faults:?}"
    );
    assert!(
        faults.contains(&AccessibilityFault::TopHeadings { found: 2 }),
        "{faults:?}"
    );
    assert!(
        faults.contains(&AccessibilityFault::NoLanguage),
        "{faults:?}"
    );
    let small = |fault: &_| matches!(fault, AccessibilityFault::SmallTarget { width, .. } if *width == 30.0);
    assert!(faults.iter().any(small), "{faults:?}");
    let faint = |fault: &_| matches!(fault, AccessibilityFault::LowContrast { text, .. } if text == "hard to read");
    assert!(faults.iter().any(faint), "{faults:?}");
    assert_eq!(faults.len(), 7, "{faults:?}");

    let errors = tab.console_errors().await.unwrap();
    let complained = |source, text: &str| {
        errors
            .iter()
            .any(|error| error.source == source && error.text.contains(text))
    };
    assert!(
        complained(ErrorSource::Console, "something went wrong"),
        "{errors:?}"
    );
    assert!(
        complained(ErrorSource::Exception, "TypeError: not caught"),
        "{errors:?}"
    );
    let violations = tab.csp_violations().await.unwrap();
    assert_eq!(violations.len(), 1, "{violations:?}");
    assert_eq!(violations[0].directive, "img-src");

    let folder = tempfile::tempdir().unwrap();
    let picture = folder.path().join("page.png");
    tab.screenshot(&picture).await.unwrap();
    assert!(std::fs::read(&picture).unwrap().starts_with(b"\x89PNG"));
    assert!(
        tab.evaluate::<bool>("matchMedia('(prefers-color-scheme: dark)').matches")
            .await
            .unwrap()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn fields_are_filled_as_a_person_does() {
    let server = Server::start().await;
    let browser = Browser::start(BrowserOptions::default()).await.unwrap();
    let tab = browser.tab().await.unwrap();
    tab.goto(&server.url("/form")).await.unwrap();
    tab.fill("textbox", "Container", "MSKU 305438 3")
        .await
        .unwrap();
    tab.fill("Date", "Sealed on", "2026-11-20").await.unwrap();
    tab.fill("textbox", Name::containing("Notes"), "")
        .await
        .unwrap();
    tab.select("Office", "Brest North").await.unwrap();
    assert_eq!(
        tab.text_of("combobox", "Office").await.unwrap(),
        "Brest North"
    );
    tab.click("checkbox", "Seal intact").await.unwrap();
    tab.click("button", "Sign").await.unwrap();
    tab.wait_for_text("MSKU 305438 3 / 2026-11-20 / / Brest North / true")
        .await
        .unwrap();

    tab.fill("textbox", "Container", "again").await.unwrap();
    tab.press("Enter").await.unwrap();
    tab.wait_for_text("again / 2026-11-20").await.unwrap();
    tab.wait_text_gone("MSKU").await.unwrap();
    tab.goto(&server.url("/form#signed")).await.unwrap();
    tab.wait_for_text("again / 2026-11-20").await.unwrap();

    let veil = "document.body.insertAdjacentHTML('beforeend', '<div id=veil></div>')";
    tab.evaluate::<()>(veil).await.unwrap();
    let hasty = tab.with_patience(Duration::from_millis(200));
    let error = hasty.click("button", "Sign").await.unwrap_err().to_string();
    assert!(error.contains("covered by <div id=\"veil\">"), "{error}");
    tab.reload().await.unwrap();
    tab.wait_text_gone("again").await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_disappoints_is_described() {
    let server = Server::start().await;
    let browser = Browser::start(BrowserOptions::default()).await.unwrap();
    let tab = browser
        .tab()
        .await
        .unwrap()
        .with_patience(Duration::from_millis(200));
    tab.goto(&server.url("/")).await.unwrap();
    let error = tab.click("button", "Unseal").await.unwrap_err().to_string();
    assert!(
        error.contains("a button called \"Unseal\" to click; there is none"),
        "{error}"
    );
    assert!(error.contains("button \"Choose a lock\""), "{error}");
    assert_eq!(
        tab.text_of("textbox", "Segments to send").await.unwrap(),
        "0"
    );
    tab.press("Tab").await.unwrap();
    tab.wait_gone("button", "Unseal").await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_has_a_language_and_a_device() {
    let server = Server::start().await;
    let options = BrowserOptions {
        locale: "de-AT".into(),
        ..BrowserOptions::default()
    };
    let browser = Browser::start(options).await.unwrap();
    let tab = browser.tab().await.unwrap();
    let other = browser.tab().await.unwrap();
    let language = "[navigator.language, (0.5).toLocaleString()]";
    for tab in [&tab, &other] {
        tab.goto(&server.url("/")).await.unwrap();
        let spoken: [String; 2] = tab.evaluate(language).await.unwrap();
        assert_eq!(spoken, ["de-AT", "0,5"]);
    }
    let device = "[innerWidth, devicePixelRatio, navigator.maxTouchPoints]";
    assert_eq!(
        tab.evaluate::<[f64; 3]>(device).await.unwrap(),
        [412.0, 2.0, 1.0]
    );
    tab.set_viewport(Viewport::DESK).await.unwrap();
    assert_eq!(
        tab.evaluate::<[f64; 3]>(device).await.unwrap(),
        [1280.0, 1.0, 0.0]
    );
    let dark = "matchMedia('(prefers-color-scheme: dark)').matches";
    assert!(!tab.evaluate::<bool>(dark).await.unwrap());
    tab.set_dark(true).await.unwrap();
    assert!(tab.evaluate::<bool>(dark).await.unwrap());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_profile_outlives_its_browser() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start().await;
    let options = BrowserOptions {
        user_data_dir: Some(folder.path().into()),
        ..BrowserOptions::default()
    };
    let write = |text: &str| format!("localStorage.setItem('kept', '{text}')");
    let read = "localStorage.getItem('kept')";

    let browser = Browser::start(options.clone()).await.unwrap();
    let tab = browser.tab().await.unwrap();
    tab.goto(&server.url("/")).await.unwrap();
    tab.evaluate::<()>(&write("by closing")).await.unwrap();
    browser.close().await.unwrap();

    let browser = Browser::start(options.clone()).await.unwrap();
    let tab = browser.tab().await.unwrap();
    tab.goto(&server.url("/")).await.unwrap();
    assert_eq!(tab.evaluate::<String>(read).await.unwrap(), "by closing");
    browser.kill();

    let browser = Browser::start(options).await.unwrap();
    let tab = browser.tab().await.unwrap();
    tab.goto(&server.url("/")).await.unwrap();
    assert_eq!(tab.evaluate::<String>(read).await.unwrap(), "by closing");
}
