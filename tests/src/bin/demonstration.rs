//! The demonstration: a customs server with a train of locks, and on request a browser
//! joined to them. `cargo xtask start` runs it. A lock of somebody's own can be sealed into it.

use std::fmt::Display;
use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::{Args, Parser, Subcommand};
use railseal_lock::Lock;
use railseal_peripheral::folder::FolderError;
use railseal_peripheral::{Body, StateFolder};
use railseal_protocol::identifiers::{ContainerNumber, LockId};
use railseal_server::logging::{self, LogFormat};
use railseal_server::storage::PersonRole;
use railseal_server::{Clock, Running, ServeError, Service, SystemClock, Tls, serve};
use railseal_tests::demonstration::{Demonstration, DemonstrationError, ToBeSealed};
use railseal_tests::walk::{WalkError, walk};

#[derive(Parser)]
#[command(about = "A customs server with a demonstration train of locks")]
struct Command {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Set the demonstration up if it is not there yet, and serve it.
    Start(Start),
    /// Seal a container of the demonstration's with a lock that stands in a state folder, as
    /// `railseal-peripheral` runs it (docs/PERIPHERAL.md).
    Seal(Seal),
    /// Give the office at Chongqing a container to seal with such a lock from the app, over the air.
    Give(Give),
}

#[derive(Args)]
struct Give {
    /// Where the demonstration is kept.
    #[arg(long)]
    data: PathBuf,
    /// The lock's ID code. The lock must be one of China's.
    #[arg(long)]
    lock: LockId,
    /// The number on the container.
    #[arg(long, default_value = "RSXU3989322")]
    container: ContainerNumber,
}

#[derive(Args)]
struct Seal {
    /// Where the demonstration is kept.
    #[arg(long)]
    data: PathBuf,
    /// The lock's state folder. The lock must be one of China's, and not run.
    #[arg(long)]
    state: PathBuf,
    /// The number on the container.
    #[arg(long, default_value = "RSXU3989322")]
    container: ContainerNumber,
}

#[derive(Args)]
struct Start {
    /// Where the demonstration is kept.
    #[arg(long)]
    data: PathBuf,
    /// The built app.
    #[arg(long)]
    dist: PathBuf,
    /// Where to listen.
    #[arg(long)]
    listen: SocketAddr,
    /// Also open Chromium, joined to the locks.
    #[arg(long)]
    locks: bool,
    /// The server's TLS certificate, PEM.
    #[arg(long, requires = "tls_key")]
    tls_cert: Option<PathBuf>,
    /// The key of the TLS certificate, PEM.
    #[arg(long, requires = "tls_cert")]
    tls_key: Option<PathBuf>,
}

#[derive(Debug, thiserror::Error)]
enum StartError {
    #[error(transparent)]
    Demonstration(#[from] DemonstrationError),
    #[error("{address} cannot be listened on: {source}")]
    Listen {
        address: SocketAddr,
        source: std::io::Error,
    },
    #[error(transparent)]
    Serve(#[from] ServeError),
    #[error(transparent)]
    Walk(#[from] WalkError),
    #[error("the runtime: {0}")]
    Runtime(std::io::Error),
}

#[derive(Debug, thiserror::Error)]
enum SealingError {
    #[error(transparent)]
    Demonstration(#[from] DemonstrationError),
    #[error(transparent)]
    Folder(#[from] FolderError),
    #[error("the lock does not start: {0}")]
    Start(#[from] railseal_lock::lock::StartError),
}

fn main() -> ExitCode {
    match Command::parse().task {
        Task::Start(start) => {
            let runtime = tokio::runtime::Runtime::new().map_err(StartError::Runtime);
            told(runtime.and_then(|runtime| runtime.block_on(run(&start))))
        }
        Task::Seal(order) => told(seal(&order)),
        Task::Give(order) => told(give(&order)),
    }
}

fn told(done: Result<(), impl Display>) -> ExitCode {
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn seal(order: &Seal) -> Result<(), SealingError> {
    let demonstration = Demonstration::open_or_create(&order.data, Arc::new(SystemClock))?;
    let body = Body::switch_on(StateFolder::open(&order.state)?)?;
    let mut lock = Lock::start(body)?;
    demonstration.seal(&mut lock, order.container)?;
    println!(
        "{} holds container {}, and the officers at Dostyk expect it.",
        lock.id(),
        order.container
    );
    Ok(())
}

fn give(order: &Give) -> Result<(), DemonstrationError> {
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let demonstration = Demonstration::open_or_create(&order.data, clock.clone())?;
    let (lock, container) = (order.lock, order.container);
    let what = ToBeSealed { lock, container };
    demonstration.give_to_seal(&demonstration.china(clock)?, &what)?;
    demonstration.expect(&what)?;
    println!("The office at Chongqing is to seal {container} with {lock}.");
    Ok(())
}

async fn run(start: &Start) -> Result<(), StartError> {
    logging::start(LogFormat::Text, "railseal_server=warn");
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let demonstration = Demonstration::open_or_create(&start.data, clock.clone())?;
    let kazakhstan = Demonstration::open_or_create(&start.data, clock.clone())?.server;
    let running = listen(start, start.listen, kazakhstan)?;
    let mut beside = running.address();
    beside.set_port(beside.port().checked_add(1).unwrap_or_default());
    let china = listen(start, beside, demonstration.china(clock.clone())?)?;
    let desk = demonstration.china(clock)?;
    let scheme = if start.tls_cert.is_some() {
        "https"
    } else {
        "http"
    };
    let address = format!("{scheme}://{}", local(running.address()));
    println!();
    println!("The customs server of KZ, with a demonstration train: {address}");
    println!(
        "  inspector at Dostyk:  {}",
        demonstration.inspector_code()?
    );
    println!(
        "  supervisor at Dostyk: {}",
        demonstration.supervisor_code()?
    );
    let of_china = format!("{scheme}://{}", local(china.address()));
    println!("The customs server of CN, whose office has a container to seal: {of_china}");
    for (role, who) in OF_CHINA {
        let code = demonstration.code_for(&desk, role, who)?;
        println!("  {:<28} {code}", format!("{}:", who.1));
    }
    println!(
        "Each code enrols one device, once, within 24 hours. Codes, names and offices are fictional."
    );
    println!("Stop with Ctrl-C.");
    println!();
    if start.locks {
        walk(&demonstration, &address, &start.data.join("screenshots")).await?;
    }
    let ended = wait(running).await;
    china.stop().await?;
    ended
}

/// Whoever works with a lock on China's side of the line: number, description, station.
const OF_CHINA: [(PersonRole, (&str, &str, &str)); 3] = [
    (
        PersonRole::Officer,
        ("CN-50004", "sealing officer, Chongqing", "CNCQI"),
    ),
    (
        PersonRole::Officer,
        ("CN-50017", "inspector, Alashankou", "CNAKL"),
    ),
    (
        PersonRole::RailwayStaff,
        ("CR-3301", "train master, Alashankou", "CNAKL"),
    ),
];

fn listen(start: &Start, address: SocketAddr, service: Service) -> Result<Running, StartError> {
    let listener =
        TcpListener::bind(address).map_err(|source| StartError::Listen { address, source })?;
    let tls = match (&start.tls_cert, &start.tls_key) {
        (Some(certificates), Some(key)) => Some(Tls {
            certificates: certificates.clone(),
            key: key.clone(),
        }),
        _ => None,
    };
    Ok(serve(
        Arc::new(service),
        listener,
        Some(&start.dist),
        tls.as_ref(),
    )?)
}

/// An address that a browser on this machine can open.
fn local(mut address: SocketAddr) -> SocketAddr {
    if address.ip().is_unspecified() {
        address.set_ip(std::net::Ipv4Addr::LOCALHOST.into());
    }
    address
}

async fn wait(mut running: Running) -> Result<(), StartError> {
    tokio::select! {
        error = running.ended() => Err(error.into()),
        _ = tokio::signal::ctrl_c() => Ok(running.stop().await?),
    }
}
