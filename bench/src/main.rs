//! Measurements against what others use, as one JSON object of named figures: `cargo xtask bench`
//! runs them.

mod documents;

use std::process::ExitCode;

fn main() -> ExitCode {
    let name = std::env::args().nth(1);
    if name.as_deref() != Some("documents") {
        eprintln!("name a measurement: documents");
        return ExitCode::FAILURE;
    }
    let figures = documents::measure().map_err(|error| error.to_string());
    let json = figures
        .and_then(|figures| serde_json::to_string(&figures).map_err(|error| error.to_string()));
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
