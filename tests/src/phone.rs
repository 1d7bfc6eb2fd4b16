//! A phone without a browser: the app's own rules over memory, a key in memory, the server's
//! router in the same process, and a lock at the other end of a function call.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, VecDeque};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::ConnectInfo;
use axum::http::Request;
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};
use railseal::device::bluetooth::{RadioError, RadioLink};
use railseal::device::http::{Http, HttpError, Reply};
use railseal::device::keys::{KeyError, Signer};
use railseal::device::store::{Drawer, Drawers, Put, StoreError, StoreKey};
use railseal::registry::{Answering, NoRegistry, Registry};
use railseal_inspection::register::{Answer, Asked, Register, answer};
use railseal_protocol::wire::encode;
use tower::ServiceExt;

use crate::bluez::Peripheral;

/// An officer's key, in memory.
pub struct MemoryKey(SigningKey);

impl MemoryKey {
    /// The key of this scalar.
    pub fn from_scalar(scalar: &[u8; 32]) -> Result<Self, KeyError> {
        SigningKey::from_slice(scalar)
            .map(Self)
            .map_err(|_| KeyError::WrongLength {
                expected: 32,
                got: scalar.len(),
            })
    }
}

impl Signer for MemoryKey {
    fn public_key_sec1(&self) -> [u8; 65] {
        let point = self.0.verifying_key().to_sec1_point(false);
        let mut bytes = [0; 65];
        bytes.copy_from_slice(point.as_bytes());
        bytes
    }

    async fn sign(&self, message: &[u8]) -> Result<[u8; 64], KeyError> {
        let signature: Signature = self.0.sign(message);
        Ok(signature.to_bytes().into())
    }
}

/// A store in memory, which remembers like a disk and can be looked into.
#[derive(Default)]
pub struct MemoryDrawers {
    kept: RefCell<BTreeMap<(String, StoreKey), Vec<u8>>>,
}

impl MemoryDrawers {
    fn name(drawer: Drawer) -> String {
        format!("{drawer:?}")
    }
}

impl Drawers for MemoryDrawers {
    async fn keep(&self, puts: &[Put]) -> Result<(), StoreError> {
        let mut kept = self.kept.borrow_mut();
        let place = |put: &Put| (Self::name(put.drawer), put.key.clone());
        if puts
            .iter()
            .any(|put| put.drawer.writes_once() && kept.contains_key(&place(put)))
        {
            return Err(StoreError::AlreadyKept);
        }
        kept.extend(puts.iter().map(|put| (place(put), put.bytes.clone())));
        Ok(())
    }

    async fn read(&self, drawer: Drawer, key: &StoreKey) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(self
            .kept
            .borrow()
            .get(&(Self::name(drawer), key.clone()))
            .cloned())
    }

    async fn read_all(&self, drawer: Drawer) -> Result<Vec<(StoreKey, Vec<u8>)>, StoreError> {
        let name = Self::name(drawer);
        let kept = self.kept.borrow();
        let in_drawer = kept.iter().filter(|((drawer, _), _)| *drawer == name);
        Ok(in_drawer
            .map(|((_, key), bytes)| (key.clone(), bytes.clone()))
            .collect())
    }

    async fn remove(&self, drawer: Drawer, key: &StoreKey) -> Result<(), StoreError> {
        self.kept
            .borrow_mut()
            .remove(&(Self::name(drawer), key.clone()));
        Ok(())
    }
}

/// The customs server, in this process; or none, when the network is down.
pub struct Network {
    router: Router,
    up: Cell<bool>,
}

impl Network {
    /// A network with this server on it.
    pub fn with(router: Router) -> Self {
        Self {
            router,
            up: Cell::new(true),
        }
    }

    /// Whether requests get through from now on.
    pub fn set_up(&self, up: bool) {
        self.up.set(up);
    }

    async fn ask(&self, method: &str, path: &str, body: Vec<u8>) -> Result<Reply, HttpError> {
        if !self.up.get() {
            return Err(HttpError::Offline);
        }
        let phone = std::net::SocketAddr::from(([127, 0, 0, 1], 40_000));
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("content-type", "application/octet-stream")
            .extension(ConnectInfo(phone))
            .body(Body::from(body))
            .map_err(|_| HttpError::Unreachable)?;
        let response = self
            .router
            .clone()
            .oneshot(request)
            .await
            .map_err(|never| match never {})?;
        let status = response.status().as_u16();
        let most = 8 * 1024 * 1024;
        let bytes = to_bytes(response.into_body(), most)
            .await
            .map_err(|_| HttpError::TooLarge { most })?;
        Ok(Reply {
            status,
            bytes: bytes.to_vec(),
        })
    }
}

impl Http for Network {
    async fn get(&self, path: &str) -> Result<Reply, HttpError> {
        self.ask("GET", path, Vec::new()).await
    }

    async fn post(&self, path: &str, bytes: &[u8]) -> Result<Reply, HttpError> {
        self.ask("POST", path, bytes.to_vec()).await
    }
}

/// A link to a lock in this process: what is sent is answered at once.
pub struct DirectLink<P: Peripheral> {
    lock: RefCell<P>,
    answered: RefCell<VecDeque<Vec<u8>>>,
}

impl<P: Peripheral> DirectLink<P> {
    /// Connects.
    pub fn to(mut lock: P) -> Self {
        lock.connected();
        Self {
            lock: RefCell::new(lock),
            answered: RefCell::default(),
        }
    }
}

impl<P: Peripheral> RadioLink for DirectLink<P> {
    async fn announcement(&self) -> Result<Vec<u8>, RadioError> {
        Ok(self.lock.borrow_mut().read_announcement())
    }

    async fn send(&self, segment: &[u8]) -> Result<(), RadioError> {
        let segments = self.lock.borrow_mut().write_inbox(segment);
        self.answered.borrow_mut().extend(segments);
        Ok(())
    }

    async fn receive(&self) -> Result<Vec<u8>, RadioError> {
        self.answered
            .borrow_mut()
            .pop_front()
            .ok_or(RadioError::LinkLost)
    }
}

/// A registry in this process.
#[derive(Default)]
pub struct Here(RefCell<Option<Register>>);

impl Registry for Here {
    fn ask(&self, asked: &Asked) -> Answering {
        let answer = answer(&mut self.0.borrow_mut(), &encode(asked));
        Box::pin(async move { Answer::from_wire(&answer).map_err(|_| NoRegistry) })
    }
}
