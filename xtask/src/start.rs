//! `cargo xtask start`: from a fresh clone to a served app with a demonstration, in one command.

use std::{
    io,
    net::{IpAddr, SocketAddr, TcpListener},
    path::{self, PathBuf},
    process::ExitCode,
};

use crate::{
    invocation::RunError,
    project::Project,
    pwa::{self, BuildError},
    step::{Steps, announce},
    tools::{self, ToolsError},
};

/// How to start.
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// Also open Chromium, joined to the demonstration's locks through a stand-in for the system's Bluetooth
    #[arg(long)]
    locks: bool,
    /// The port to serve on
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// The address to serve on; 0.0.0.0 lets phones on the same network in (they also need --tls-cert)
    #[arg(long, default_value = "127.0.0.1")]
    host: IpAddr,
    /// Where the server keeps its data [default: data/ in the repository]
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// The server's TLS certificate chain, PEM
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    tls_cert: Option<PathBuf>,
    /// The key of that certificate, PEM
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    tls_key: Option<PathBuf>,
}

#[derive(Debug, thiserror::Error)]
pub(crate) enum StartError {
    #[error("{address} cannot be served on ({source}): choose another with --port")]
    AddressTaken {
        address: SocketAddr,
        source: io::Error,
    },
    #[error("{} is not a file: check --tls-cert and --tls-key", file.display())]
    NoTlsFile { file: PathBuf },
    #[error("{} cannot be made absolute ({source})", path.display())]
    NoPath { path: PathBuf, source: io::Error },
    #[error(transparent)]
    Tools(#[from] ToolsError),
    #[error(transparent)]
    Build(#[from] BuildError),
    #[error(transparent)]
    Run(#[from] RunError),
}

/// Builds the app and hands over to the demonstration, which runs until it is stopped.
pub(crate) fn start(
    project: &mut Project,
    steps: &mut Steps,
    options: &Options,
) -> Result<ExitCode, StartError> {
    // What would only fail after the long build is found out before it.
    let address = SocketAddr::new(options.host, options.port);
    TcpListener::bind(address).map_err(|source| StartError::AddressTaken { address, source })?;
    let arguments = demonstration_arguments(project, options, address)?;

    let for_locks = if options.locks {
        tools::FOR_A_BROWSER
    } else {
        &[]
    };
    tools::set_up(project, steps, tools::FOR_THE_PWA.iter().chain(for_locks))?;
    pwa::build(project, steps)?;
    let demonstration = project.cargo().words("run --package railseal-tests");
    let demonstration = demonstration.words("--bin demonstration --");
    announce("starting the demonstration (it is compiled first where needed; Ctrl-C stops it)");
    Ok(demonstration.args(arguments).hand_over()?)
}

/// The demonstration's command line. It runs in the repository's root, so the caller's paths are made absolute.
fn demonstration_arguments(
    project: &Project,
    options: &Options,
    address: SocketAddr,
) -> Result<Vec<PathBuf>, StartError> {
    let data = match &options.data {
        Some(folder) => absolute(folder)?,
        None => project.root().join("data"),
    };
    let mut arguments: Vec<PathBuf> = vec![
        "start".into(),
        "--data".into(),
        data,
        "--dist".into(),
        project.dist(),
    ];
    arguments.extend(["--listen".into(), address.to_string().into()]);
    if options.locks {
        arguments.push("--locks".into());
    }
    for (flag, file) in [
        ("--tls-cert", &options.tls_cert),
        ("--tls-key", &options.tls_key),
    ] {
        if let Some(file) = file {
            if !file.is_file() {
                return Err(StartError::NoTlsFile { file: file.clone() });
            }
            arguments.extend([flag.into(), absolute(file)?]);
        }
    }
    Ok(arguments)
}

fn absolute(path: &PathBuf) -> Result<PathBuf, StartError> {
    path::absolute(path).map_err(|source| StartError::NoPath {
        path: path.clone(),
        source,
    })
}
