use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use axum_server::Handle;
use axum_server::tls_rustls::RustlsConfig;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio::task::JoinHandle;

use crate::http::router;
use crate::service::Service;

/// How long a stopping server lets requests finish.
const LAST_REQUESTS: Duration = Duration::from_secs(10);

/// A server's TLS identity: two PEM files.
#[derive(Debug, Clone)]
pub struct Tls {
    /// The certificate and its issuers', the server's own first.
    pub certificates: PathBuf,
    /// The private key.
    pub key: PathBuf,
}

/// Why the server does not listen, or has stopped listening.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The listener.
    #[error("listening: {0}")]
    Listening(#[from] std::io::Error),
    /// The folder has no app in it.
    #[error("{} has no index.html: `cargo xtask build` makes one", .0.display())]
    NoApp(PathBuf),
    /// A PEM file.
    #[error("{}: {source}", file.display())]
    Pem {
        /// Which file.
        file: PathBuf,
        /// What is wrong with it.
        source: rustls::pki_types::pem::Error,
    },
    /// Certificate and key make no identity.
    #[error("the TLS certificate and key: {0}")]
    Tls(#[from] rustls::Error),
    /// The serving task has panicked.
    #[error("the server has ended unexpectedly")]
    Ended,
}

/// A server that listens, until it is stopped.
#[derive(Debug)]
pub struct Running {
    address: SocketAddr,
    handle: Handle<SocketAddr>,
    task: JoinHandle<std::io::Result<()>>,
}

/// Serves on a listener, with the app from a folder if one is given, over TLS if an identity is
/// given. Must be called within a Tokio runtime.
pub fn serve(
    service: Arc<Service>,
    listener: TcpListener,
    dist: Option<&Path>,
    tls: Option<&Tls>,
) -> Result<Running, ServeError> {
    if let Some(dist) = dist.filter(|dist| !dist.join("index.html").is_file()) {
        return Err(ServeError::NoApp(dist.to_path_buf()));
    }
    listener.set_nonblocking(true)?;
    let address = listener.local_addr()?;
    let calls = router(service, dist).into_make_service_with_connect_info::<SocketAddr>();
    let handle = Handle::new();
    let server = axum_server::from_tcp(listener)?.handle(handle.clone());
    let task = match tls {
        None => tokio::spawn(server.serve(calls)),
        Some(tls) => {
            let acceptor = axum_server::tls_rustls::RustlsAcceptor::new(identity(tls)?);
            tokio::spawn(server.acceptor(acceptor).serve(calls))
        }
    };
    Ok(Running {
        address,
        handle,
        task,
    })
}

impl Running {
    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Takes no more requests, lets those under way finish for a while, and ends.
    pub async fn stop(self) -> Result<(), ServeError> {
        self.handle.graceful_shutdown(Some(LAST_REQUESTS));
        ended(self.task.await)
    }

    /// Waits until it ends by itself, which is an error.
    pub async fn ended(&mut self) -> ServeError {
        match ended((&mut self.task).await) {
            Ok(()) => ServeError::Ended,
            Err(error) => error,
        }
    }
}

fn ended(result: Result<std::io::Result<()>, tokio::task::JoinError>) -> Result<(), ServeError> {
    Ok(result.map_err(|_| ServeError::Ended)??)
}

fn identity(tls: &Tls) -> Result<RustlsConfig, ServeError> {
    let at = |file: &Path| {
        let file = file.to_path_buf();
        move |source| ServeError::Pem { file, source }
    };
    let certificates = CertificateDer::pem_file_iter(&tls.certificates)
        .and_then(Iterator::collect)
        .map_err(at(&tls.certificates))?;
    let key = PrivateKeyDer::from_pem_file(&tls.key).map_err(at(&tls.key))?;
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(certificates, key)?;
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(RustlsConfig::from_config(Arc::new(config)))
}
