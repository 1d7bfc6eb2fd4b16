//! A message bus of the test's own, so that nothing reaches or disturbs the machine's.

use std::io;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

const START_UP: Duration = Duration::from_secs(30);

/// A private `dbus-daemon`, stopped when dropped.
///
/// Chromium takes the loss of its bus badly: drop the browser first.
#[derive(Debug)]
pub struct PrivateBus {
    address: String,
    // Before the folder: the daemon is told to stop before its socket goes away.
    _daemon: Child,
    _folder: TempDir,
}

/// Why there is no private bus.
#[derive(Debug, thiserror::Error)]
pub enum BusError {
    /// There is no `dbus-daemon` to start.
    #[error("dbus-daemon is not in PATH: install it (Debian and Ubuntu: apt install dbus)")]
    NotInstalled,
    /// The system refused a folder, a file or a process.
    #[error("the private bus could not be set up")]
    Io(#[from] io::Error),
    /// The daemon ended, or said nothing, before it gave its address.
    #[error("dbus-daemon gave no address within {} s", START_UP.as_secs())]
    NoAddress,
}

impl PrivateBus {
    /// Starts the daemon and waits for its address.
    pub async fn start() -> Result<Self, BusError> {
        let folder = TempDir::with_prefix("railseal-bus-")?;
        let config = folder.path().join("bus.conf");
        tokio::fs::write(&config, configuration(&folder.path().join("socket"))).await?;
        let mut daemon = Command::new("dbus-daemon")
            .arg("--nofork")
            .arg("--print-address=1")
            .arg(format!("--config-file={}", config.display()))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .map_err(|error| match error.kind() {
                io::ErrorKind::NotFound => BusError::NotInstalled,
                _ => BusError::Io(error),
            })?;
        let stdout = daemon.stdout.take().ok_or(BusError::NoAddress)?;
        let mut lines = BufReader::new(stdout).lines();
        // The daemon prints its address once it accepts connections.
        let address = tokio::time::timeout(START_UP, lines.next_line())
            .await
            .map_err(|_| BusError::NoAddress)??
            .ok_or(BusError::NoAddress)?;
        Ok(Self {
            address,
            _daemon: daemon,
            _folder: folder,
        })
    }

    /// The address, in the form that `DBUS_SYSTEM_BUS_ADDRESS` takes.
    pub fn address(&self) -> &str {
        &self.address
    }
}

/// A system bus that lets anyone do anything. Chromium asks for many things at once while it
/// connects: 128 pending replies, the default, are not enough.
fn configuration(socket: &Path) -> String {
    format!(
        r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>system</type>
  <listen>unix:path={socket}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow user="*"/>
    <allow own="*"/>
    <allow send_type="method_call"/>
    <allow send_type="signal"/>
    <allow send_requested_reply="true" send_type="method_return"/>
    <allow send_requested_reply="true" send_type="error"/>
    <allow receive_type="method_call"/>
    <allow receive_type="method_return"/>
    <allow receive_type="error"/>
    <allow receive_type="signal"/>
  </policy>
  <limit name="max_replies_per_connection">50000</limit>
</busconfig>
"#,
        socket = socket.display()
    )
}
