//! A whole lock verified, decoded and reconciled in Chromium: by our Wasm as the app does it, and
//! by an equivalent in JavaScript.

mod chromium;
mod fixture;
mod script;
mod server;

use std::path::PathBuf;
use std::time::Duration;

use serde_json::{Map, Value};

use chromium::{Chromium, ChromiumError};
use fixture::{Fixture, FixtureError};
use server::Server;

/// How long one page may take.
const PATIENCE: Duration = Duration::from_secs(300);

const MIB: f64 = 1024.0 * 1024.0;

/// Where what is not made here stands.
#[derive(Debug)]
pub struct Parts {
    /// Chromium's program.
    pub chromium: PathBuf,
    /// The folder of the page, with its Wasm.
    pub page: PathBuf,
    /// The folder of JavaScript's libraries.
    pub scripts: PathBuf,
}

/// Why nothing was measured.
#[derive(Debug, thiserror::Error)]
pub enum VerdictError {
    /// No lock to read.
    #[error(transparent)]
    Fixture(#[from] FixtureError),
    /// No page.
    #[error("the page's server: {0}")]
    Server(#[from] std::io::Error),
    /// No browser.
    #[error(transparent)]
    Chromium(#[from] ChromiumError),
    /// The page says what went wrong.
    #[error("the page: {0}")]
    Page(String),
}

/// Figures by name, the unit at the name's end.
pub fn measure(parts: &Parts) -> Result<Map<String, Value>, VerdictError> {
    let fixture = Fixture::make()?;
    let server = Server::start(parts, &fixture)?;
    let mut figures = fixture.figures();
    let (timed, _) = visit(parts, &server, "both")?;
    figures.extend(timed);
    // Each by itself, in a browser of its own: the most that a process ever had does not go down.
    for side in ["nothing", "ours", "js"] {
        let (said, peak) = visit(parts, &server, side)?;
        if let Some(bytes) = peak {
            figures.insert(format!("{side}_tab_peak_mib"), mib(bytes));
        }
        if let Some(bytes) = said.get("memory_bytes").and_then(Value::as_u64) {
            figures.insert(format!("{side}_page_memory_mib"), mib(bytes));
        }
    }
    Ok(figures)
}

/// Opens the page in a browser of its own; gives what it says, and the most memory that its tab had.
fn visit(
    parts: &Parts,
    server: &Server,
    side: &str,
) -> Result<(Map<String, Value>, Option<u64>), VerdictError> {
    let page = format!("http://{}/?{side}", server.address());
    let chromium = Chromium::open(&parts.chromium, &page)?;
    let said = server
        .said(PATIENCE)
        .ok_or_else(|| VerdictError::Page("it said nothing in time".to_owned()))?;
    let peak = chromium.tab_peak();
    match serde_json::from_slice(&said) {
        Ok(Value::Object(said)) => match said.get("error") {
            Some(error) => Err(VerdictError::Page(error.to_string())),
            None => Ok((said, peak)),
        },
        _ => Err(VerdictError::Page("it said no figures".to_owned())),
    }
}

fn mib(bytes: u64) -> Value {
    Value::from((bytes as f64 / MIB * 10.0).round() / 10.0)
}
