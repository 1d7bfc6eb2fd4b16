//! The customs server: one server is one administration.
//!
//! It issues the certificates of its officers and locks, keeps and hands out lists and work, and
//! takes in inspections, each of which it verifies again. [`Service`] is all of that without any
//! network; [`router`] puts it on HTTP; [`serve`] listens.
//!
//! ```no_run
//! # use std::{path::Path, sync::Arc};
//! # use railseal_server::{Service, SystemClock, serve};
//! # async fn run() -> Result<(), Box<dyn std::error::Error>> {
//! let service = Service::open(Path::new("data"), Arc::new(SystemClock))?;
//! let listener = std::net::TcpListener::bind("127.0.0.1:0")?;
//! let running = serve(Arc::new(service), listener, Some(Path::new("dist")), None)?;
//! println!("http://{}", running.address());
//! running.stop().await?;
//! # Ok(())
//! # }
//! ```
//!
//! What is never here: a root's private key ([`authority::RootKey`] is a file that the operator
//! keeps elsewhere), a second clock, and a word of cargo in a log.

pub mod authority;
mod clock;
mod exchange;
mod http;
pub mod logging;
mod random;
mod running;
pub mod service;
pub mod storage;
pub mod tables;

pub use clock::{Clock, FixedClock, SystemClock};
pub use exchange::{ExchangeFile, grant_as_text};
pub use http::router;
pub use random::{NoRandomness, Random, SystemRandom, agreement_secret, signing_key};
pub use running::{Running, ServeError, Tls, serve};
pub use service::Service;
