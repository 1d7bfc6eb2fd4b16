use std::net::TcpListener;
use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;
use railseal_server::logging::{self, LogFormat};
use railseal_server::{Service, Tls, serve};
use tokio::signal::unix::{SignalKind, signal};

use super::{Data, Failure};

#[derive(Debug, Args)]
#[command(after_help = "\
Phones need HTTPS to reach Bluetooth: give --tls-cert and --tls-key, or put a proxy in front that has them.

Examples:
  railseal-server serve --data /srv/railseal --dist dist --listen 127.0.0.1:8080
  railseal-server serve --data /srv/railseal --dist dist --listen '[::]:443' --tls-cert cert.pem --tls-key key.pem --log-json")]
pub(super) struct Serve {
    #[command(flatten)]
    data: Data,
    /// The folder with the built app; without it, only the API is served
    #[arg(long, value_name = "DIR")]
    dist: Option<PathBuf>,
    /// The address and port to listen on
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080")]
    listen: String,
    /// The TLS certificate and its issuers, in PEM
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    tls_cert: Option<PathBuf>,
    /// The TLS certificate's private key, in PEM
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    tls_key: Option<PathBuf>,
    /// Log one JSON object a line
    #[arg(long)]
    log_json: bool,
}

impl Serve {
    pub(super) fn run(self) -> Result<(), Failure> {
        let format = if self.log_json {
            LogFormat::Json
        } else {
            LogFormat::Text
        };
        logging::start(format, logging::FOR_AN_OPERATOR);
        let service = self.data.open()?;
        let listener = TcpListener::bind(&self.listen).map_err(|source| Failure::Listen {
            address: self.listen.clone(),
            source,
        })?;
        tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .build()
            .map_err(Failure::Runtime)?
            .block_on(self.serve(Arc::new(service), listener))
    }

    async fn serve(self, service: Arc<Service>, listener: TcpListener) -> Result<(), Failure> {
        let mut terminate = signal(SignalKind::terminate()).map_err(Failure::Signals)?;
        let mut interrupt = signal(SignalKind::interrupt()).map_err(Failure::Signals)?;
        let administration = service.administration();
        let tls = self
            .tls_cert
            .zip(self.tls_key)
            .map(|(certificates, key)| Tls { certificates, key });
        let mut running = serve(service, listener, self.dist.as_deref(), tls.as_ref())?;
        tracing::info!(
            %administration,
            address = %running.address(),
            tls = tls.is_some(),
            "serving"
        );
        tokio::select! {
            error = running.ended() => return Err(error.into()),
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
        tracing::info!("stopping");
        Ok(running.stop().await?)
    }
}
