//! A lock in a process of its own: its binary, as somebody runs it on a computer with Bluetooth.

use std::path::Path;
use std::process::{Output, Stdio};
use std::sync::Arc;
use std::time::Duration;

use railseal_lock::Lock;
use railseal_peripheral::{Body, StateFolder};
use railseal_protocol::announcement::advertised_name;
use railseal_protocol::identifiers::{ContainerNumber, LockId};
use railseal_protocol::wire::encode;
use railseal_server::SystemClock;
use railseal_tests::bluez::PrivateBus;
use railseal_tests::demonstration::Demonstration;
use railseal_tests::pages::AtTheWagon;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};

const BINARY: &str = env!("CARGO_BIN_EXE_peripheral");

/// How long the process may take to say or do what is awaited.
const PATIENCE: Duration = Duration::from_secs(30);

/// A lock that runs.
pub(crate) struct LockProcess {
    child: Child,
    keyboard: ChildStdin,
    screen: Lines<BufReader<ChildStdout>>,
}

impl LockProcess {
    /// Lets the lock in a folder live, on the bus's adapter.
    pub(crate) fn start(bus: &PrivateBus, state: &Path) -> Self {
        let mut child = Command::new(BINARY)
            .args(["run", "--adapter", "hci0", "--state"])
            .arg(state)
            .env("DBUS_SYSTEM_BUS_ADDRESS", bus.address())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        Self {
            keyboard: child.stdin.take().unwrap(),
            screen: BufReader::new(child.stdout.take().unwrap()).lines(),
            child,
        }
    }

    /// Types a line.
    pub(crate) async fn types(&mut self, line: &str) {
        let line = format!("{line}\n");
        self.keyboard.write_all(line.as_bytes()).await.unwrap();
    }

    /// Waits for a line that begins so, and gives the rest of it.
    pub(crate) async fn says(&mut self, beginning: &str) -> String {
        let mut said = Vec::new();
        let line = async {
            while let Some(line) = self.screen.next_line().await.unwrap() {
                if let Some(rest) = line.strip_prefix(beginning) {
                    return rest.to_owned();
                }
                said.push(line);
            }
            panic!("the lock ended");
        };
        let waited = tokio::time::timeout(PATIENCE, line).await;
        waited.unwrap_or_else(|_| panic!("not {beginning:?}, but {said:?}"))
    }

    /// Asks again and again, until the line that begins so goes on like this.
    pub(crate) async fn says_in_time(&mut self, ask: &str, beginning: &str, rest: &str) {
        let said = async {
            loop {
                self.types(ask).await;
                if self.says(beginning).await == rest {
                    return;
                }
            }
        };
        let waited = tokio::time::timeout(PATIENCE, said).await;
        waited.unwrap_or_else(|_| panic!("never {beginning:?}{rest:?}"));
    }

    /// Cuts the power.
    pub(crate) async fn loses_power(mut self) {
        self.child.kill().await.unwrap();
    }

    /// Ends it as a person does.
    pub(crate) async fn quits(mut self) {
        self.types("quit").await;
        let ended = tokio::time::timeout(PATIENCE, self.child.wait()).await;
        assert!(ended.unwrap().unwrap().success());
    }
}

/// A lock in a folder, and where it hangs.
pub(crate) struct LockInFolder {
    pub(crate) wagon: AtTheWagon,
    container: ContainerNumber,
    folder: tempfile::TempDir,
}

impl LockInFolder {
    /// A lock of China's, as it leaves its maker: its keys made by its own binary and certified by
    /// their public halves, and commissioned by it with what the server hands out.
    pub(crate) async fn in_stock(demonstration: &Demonstration) -> Self {
        let lock: LockId = "RSLK00000121".parse().unwrap();
        let container: ContainerNumber = "RSXU3989322".parse().unwrap();
        let folder = tempfile::tempdir().unwrap();
        let at = folder.path();
        let printed = done(at, &format!("keys --state state --lock {lock}")).await;
        let word = |name: &str| {
            let mut words = printed.split_whitespace().skip_while(|word| *word != name);
            let hex = words.nth(1).unwrap();
            data_encoding::HEXLOWER.decode(hex.as_bytes()).unwrap()
        };
        let key = railseal_protocol::key::PublicKey::from_sec1(&word("--key")).unwrap();
        let agreement = word("--agreement").try_into().unwrap();
        let agreement = railseal_protocol::key::AgreementKey::from_bytes(agreement);

        let owner = demonstration.china(Arc::new(SystemClock)).unwrap();
        let chain = owner.certify_lock(lock, key, agreement).unwrap();
        let root = owner.authority().root().certificate().signed();
        for (file, bytes) in [
            ("chain", chain.to_wire()),
            ("root", root.to_wire()),
            ("lists", encode(&owner.lists().unwrap())),
        ] {
            std::fs::write(at.join(file), bytes).unwrap();
        }
        let papers = "--chain chain --root-certificate root --lists lists";
        done(at, &format!("commission --state state {papers}")).await;
        Self {
            wagon: AtTheWagon {
                advertised: advertised_name(&lock),
                lock,
                painted: container.to_string(),
            },
            container,
            folder,
        }
    }

    /// The same, sealed, with nobody's phone.
    pub(crate) async fn sealed(demonstration: &Demonstration) -> Self {
        let in_stock = Self::in_stock(demonstration).await;
        let mut lock = in_stock.wakes_here();
        demonstration.seal(&mut lock, in_stock.container).unwrap();
        in_stock
    }

    /// Where the state and the papers are.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Where its state is.
    pub(crate) fn state(&self) -> std::path::PathBuf {
        self.folder.path().join("state")
    }

    /// The lock in this process, to look at: no other may run it meanwhile.
    pub(crate) fn wakes_here(&self) -> Lock<Body> {
        let folder = StateFolder::open(&self.state()).unwrap();
        Lock::start(Body::switch_on(folder).unwrap()).unwrap()
    }
}

/// What the lock's binary says to this.
pub(crate) async fn done(folder: &Path, line: &str) -> String {
    let output = output_of(folder, line, "").await;
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{line}: {error}");
    String::from_utf8(output.stdout).unwrap()
}

/// Why the lock's binary does not do this, on a bus of this address.
pub(crate) async fn refused(folder: &Path, line: &str, bus: &str) -> String {
    let output = output_of(folder, line, bus).await;
    assert!(!output.status.success(), "{line}");
    let error = String::from_utf8(output.stderr).unwrap();
    assert!(!error.contains("panicked"), "{error}");
    error
}

async fn output_of(folder: &Path, line: &str, bus: &str) -> Output {
    let output = Command::new(BINARY)
        .current_dir(folder)
        .args(line.split(' '))
        .env("DBUS_SYSTEM_BUS_ADDRESS", bus)
        .stdin(Stdio::null())
        .kill_on_drop(true)
        .output();
    tokio::time::timeout(PATIENCE, output)
        .await
        .unwrap()
        .unwrap()
}
