//! The server on a real socket.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;

use railseal_server::{ServeError, Service, serve};

use crate::office::Office;

fn ask(address: SocketAddr) -> std::io::Result<String> {
    let mut stream = TcpStream::connect(address)?;
    stream.write_all(b"GET /healthz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n")?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    Ok(answer)
}

#[tokio::test(flavor = "multi_thread")]
async fn it_stops_and_starts_again_on_the_same_port() {
    let office = Office::of("KZ");
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let running = serve(Arc::clone(&office.service), listener, None, None).unwrap();
    let address = running.address();
    let asked = tokio::task::spawn_blocking(move || ask(address))
        .await
        .unwrap();
    assert!(asked.unwrap().starts_with("HTTP/1.1 200 OK"));
    running.stop().await.unwrap();
    assert!(ask(address).is_err(), "nobody listens");

    let service = Service::open(&office.data(), office.clock.clone()).unwrap();
    let listener = TcpListener::bind(address).unwrap();
    let running = serve(Arc::new(service), listener, None, None).unwrap();
    let asked = tokio::task::spawn_blocking(move || ask(address))
        .await
        .unwrap();
    assert!(asked.unwrap().contains("ok\n"));
    running.stop().await.unwrap();
}

#[tokio::test]
async fn a_folder_without_an_app_is_said() {
    let office = Office::of("KZ");
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let empty = office.folder.path();
    let refused = serve(Arc::clone(&office.service), listener, Some(empty), None);
    assert!(matches!(refused, Err(ServeError::NoApp(_))));
}
