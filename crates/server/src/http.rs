//! The service on HTTP.

mod app;
mod handlers;
mod headers;
mod limiter;
mod refusal;
mod request_log;
mod router;
mod wire_body;

pub use router::router;
