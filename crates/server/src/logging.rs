//! The log. It names methods, routes, counts, certificate ids and durations; it never names
//! cargo, people, codes, keys or addresses of pages with any of these in them.

use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt;

/// What each line of the log looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

/// What an operator needs.
pub const FOR_AN_OPERATOR: &str = "warn,railseal_server=info";

/// Sends the log to standard error. `RUST_LOG` chooses how much; without it, `usual` does. Where a
/// log has been started before, that one stays.
pub fn start(format: LogFormat, usual: &str) {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(usual));
    let log = fmt().with_env_filter(filter).with_writer(std::io::stderr);
    // The only error is that there is a log already.
    let _ = match format {
        LogFormat::Text => log.try_init(),
        LogFormat::Json => log.json().flatten_event(true).try_init(),
    };
}
