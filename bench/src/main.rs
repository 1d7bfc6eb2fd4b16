//! Measurements against what others use, as one JSON object of named figures: `cargo xtask bench`
//! runs them.

mod documents;
#[path = "../../crates/protocol/tests/parties/mod.rs"]
mod parties;
mod verdict;

use std::env::Args;
use std::error::Error;
use std::path::PathBuf;
use std::process::ExitCode;

const USE: &str = "name a measurement: documents; or verdict, with Chromium, and the folders of the \
    page and of JavaScript's libraries";

fn main() -> ExitCode {
    let mut words = std::env::args();
    let json = match words.nth(1).as_deref() {
        Some("documents") => documents(),
        Some("verdict") => verdict(words),
        _ => Err(USE.into()),
    };
    match json {
        Ok(json) => {
            println!("{json}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("nothing was measured: {error}");
            ExitCode::FAILURE
        }
    }
}

fn documents() -> Result<String, Box<dyn Error>> {
    Ok(serde_json::to_string(&documents::measure()?)?)
}

fn verdict(mut words: Args) -> Result<String, Box<dyn Error>> {
    let mut next = |what: &str| {
        let word = words.next().map(PathBuf::from);
        word.ok_or_else(|| format!("{what} is not named"))
    };
    let parts = verdict::Parts {
        chromium: next("Chromium")?,
        page: next("the folder of the page")?,
        scripts: next("the folder of scripts")?,
    };
    Ok(serde_json::to_string(&verdict::measure(&parts)?)?)
}
