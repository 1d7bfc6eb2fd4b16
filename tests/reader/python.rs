//! The Python process, and the lock that it talks to.

use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use railseal_tests::bluez::Peripheral;

/// A folder beside this package's manifest.
pub(crate) fn folder(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Runs the reader, and gives what it printed; what it complained of, where it did not end well.
pub(crate) fn run(arguments: &[&str], input: &str) -> Result<String, String> {
    let Some(python) = std::env::var_os("RAILSEAL_PYTHON") else {
        panic!(
            "RAILSEAL_PYTHON must name a Python with what tests/reader/requirements.txt says: `cargo xtask test` sets it up"
        );
    };
    let mut process = Command::new(python)
        .arg("-B")
        .arg(folder("reader"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = process.stdin.take().unwrap();
    stdin.write_all(input.as_bytes()).unwrap();
    drop(stdin);
    let output = process.wait_with_output().unwrap();
    let printed = String::from_utf8(output.stdout).unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    if output.status.success() {
        Ok(printed)
    } else {
        Err(printed + &said)
    }
}

/// Serves a lock to the next who connects, at the port given back. Each segment goes after its length in two bytes,
/// big-endian; the announcement goes first, unasked.
pub(crate) fn serve(mut lock: impl Peripheral) -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        stream.set_nodelay(true).unwrap();
        lock.connected();
        send(&mut stream, &lock.read_announcement());
        while let Some(segment) = receive(&mut stream) {
            for answer in lock.write_inbox(&segment) {
                send(&mut stream, &answer);
            }
        }
        lock.disconnected();
    });
    port
}

fn send(stream: &mut TcpStream, segment: &[u8]) {
    let length = u16::try_from(segment.len()).unwrap().to_be_bytes();
    stream.write_all(&[&length, segment].concat()).unwrap();
}

/// The next segment; none once the other end is gone.
fn receive(stream: &mut TcpStream) -> Option<Vec<u8>> {
    let mut length = [0; 2];
    stream.read_exact(&mut length).ok()?;
    let mut segment = vec![0; usize::from(u16::from_be_bytes(length))];
    stream.read_exact(&mut segment).ok()?;
    Some(segment)
}
