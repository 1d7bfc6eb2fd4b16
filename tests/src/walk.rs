//! A walk along the train: each lock is connected to, in Chromium, by the app's own
//! Bluetooth calls. With a display, the browser stays open for whoever wants to try; without one,
//! every step leaves a screenshot.

use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use railseal::visit::GATT;
use railseal::words::{Language, Phrase};
use railseal_protocol::time::Timestamp;

use crate::bluez::{BusError, GattLayout, Peripheral, PrivateBus, StandIn, StandInError};
use crate::browser::{Browser, BrowserError, BrowserOptions, Tab, Viewport};
use crate::demonstration::{Condition, Demonstration, DemonstrationError};
use crate::pages::{AtTheWagon, Officer};

/// Why the walk ended early.
#[derive(Debug, thiserror::Error)]
pub enum WalkError {
    /// The locks.
    #[error(transparent)]
    Demonstration(#[from] DemonstrationError),
    /// The private bus.
    #[error(transparent)]
    Bus(#[from] BusError),
    /// The stand-in for BlueZ.
    #[error(transparent)]
    StandIn(#[from] StandInError),
    /// The browser.
    #[error(transparent)]
    Browser(#[from] BrowserError),
    /// The folder for screenshots.
    #[error("{}: {source}", path.display())]
    Folder {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
}

/// The app's service, for the stand-in.
pub fn layout() -> GattLayout {
    GattLayout {
        service: GATT.service.into(),
        announcement: GATT.announcement.into(),
        inbox: GATT.inbox.into(),
        outbox: GATT.outbox.into(),
    }
}

/// Puts the train's locks within reach of a browser.
pub async fn train(
    demonstration: &Demonstration,
    bus: &PrivateBus,
    now: Timestamp,
) -> Result<StandIn, WalkError> {
    let mut locks: Vec<Box<dyn Peripheral>> = Vec::new();
    for condition in Condition::ALL {
        locks.push(Box::new(demonstration.lock(condition, now)?));
    }
    locks.push(Box::new(demonstration.stock_lock(now)?));
    Ok(StandIn::start(bus, layout(), locks).await?)
}

/// Walks along the train.
pub async fn walk(
    demonstration: &Demonstration,
    address: &str,
    folder: &Path,
) -> Result<(), WalkError> {
    let headless =
        std::env::var_os("DISPLAY").is_none() && std::env::var_os("WAYLAND_DISPLAY").is_none();
    let bus = PrivateBus::start().await?;
    let _train = train(demonstration, &bus, now()).await?;
    let options = BrowserOptions {
        bus_address: Some(bus.address().to_owned()),
        headless,
        ..BrowserOptions::default()
    };
    let browser = Browser::start(options).await?;
    let tab = browser.tab().await?;
    tab.goto(address).await?;
    if !headless {
        println!("Chromium is open, and the train's locks are within its reach:");
        for condition in Condition::ALL {
            let wagon = AtTheWagon::of(condition)?;
            println!(
                "  {} on container {}: {condition:?}",
                wagon.advertised, wagon.painted
            );
        }
        println!("Enrol with one of the codes above. Stop with Ctrl-C.");
        tokio::select! {
            () = demonstration.lamps.tell() => {}
            _ = tokio::signal::ctrl_c() => {}
        }
        return Ok(());
    }
    println!(
        "There is no display: walking along the train, a screenshot a step, in {}",
        folder.display()
    );
    std::fs::create_dir_all(folder).map_err(|source| WalkError::Folder {
        path: folder.to_path_buf(),
        source,
    })?;
    let camera = Camera { tab: &tab, folder };
    camera.shoot("0-enrol").await?;
    let officer = Officer { tab: &tab };
    officer
        .enrols(&demonstration.inspector_code()?.to_string())
        .await?;
    camera.shoot("1-work").await?;
    for (place, condition) in Condition::ALL.into_iter().enumerate() {
        visit(demonstration, &officer, &camera, place + 2, condition).await?;
    }
    browser.close().await?;
    println!("Every lock got the verdict that it should. The server goes on; stop it with Ctrl-C.");
    Ok(())
}

async fn visit(
    demonstration: &Demonstration,
    officer: &Officer<'_>,
    camera: &Camera<'_>,
    number: usize,
    condition: Condition,
) -> Result<(), WalkError> {
    let wagon = AtTheWagon::of(condition)?;
    let (outcome, code) = condition.expected();
    let outcome = Phrase::outcome(outcome);
    let step = |what: &str| format!("{number}-{condition:?}-{what}").to_lowercase();
    officer.connects(&wagon).await?;
    officer.waits_for_the_reading().await?;
    camera.shoot(&step("read")).await?;
    officer.types_the_number(&wagon).await?;
    if condition == Condition::LampAsked {
        let code = demonstration.lamps.read(wagon.lock).await;
        officer.types_the_lamp(code).await?;
    }
    officer.sees(outcome).await?;
    if let Some(code) = code {
        officer.sees_code(code).await?;
    }
    camera.shoot(&step("verdict")).await?;
    officer.opens_the_documents().await?;
    camera.shoot(&step("documents")).await?;
    let disposition = match outcome {
        Phrase::OutcomePass => Phrase::DispositionRelease,
        _ => Phrase::DispositionDetain,
    };
    officer
        .decides(Phrase::ConditionRight, disposition, "Seen at Dostyk.")
        .await?;
    camera.shoot(&step("decide")).await?;
    officer.signs().await?;
    officer.sees_it_received().await?;
    camera.shoot(&step("saved")).await?;
    println!(
        "  {}: {}{}",
        wagon.advertised,
        Language::English.say(outcome),
        code.map_or_else(String::new, |code| format!(" ({code})"))
    );
    Ok(())
}

/// Takes a picture on a phone and on a tablet, in light and in dark.
pub struct Camera<'a> {
    /// Of what.
    pub tab: &'a Tab,
    /// Where to.
    pub folder: &'a Path,
}

impl Camera<'_> {
    /// Takes the pictures of one step.
    pub async fn shoot(&self, step: &str) -> Result<(), BrowserError> {
        let tablet = Viewport {
            width: 1280,
            height: 800,
            scale: 1.0,
            mobile: true,
        };
        for (device, viewport) in [("tablet", tablet), ("phone", Viewport::PHONE)] {
            self.tab.set_viewport(viewport).await?;
            for (light, dark) in [("dark", true), ("light", false)] {
                self.tab.set_dark(dark).await?;
                let file = self.folder.join(format!("{step}-{device}-{light}.png"));
                self.tab.screenshot(&file).await?;
            }
        }
        Ok(())
    }
}

fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    Timestamp::from_unix(since.map_or(0, |since| since.as_secs()))
}
