//! How this device joins an administration: a one-time code, a key made here, and the root that
//! the code vouches for.

use railseal_inspection::record::DeviceId;
use railseal_protocol::chain::{Root, RootError};
use railseal_protocol::enrolment::{Enrolled, EnrolmentCode, EnrolmentRequest, possession_message};
use railseal_protocol::key::{PublicKey, Signature};
use railseal_protocol::trust::{HighestSeen, Trust, TrustError};
use railseal_protocol::wire::{DecodeError, decode, encode};

use crate::device::http::{Http, HttpError};
use crate::device::keys::{KeyError, Signer};
use crate::device::store::{Drawers, StoreError};
use crate::officer::{Kept, Officer, OfficerError};

/// Where the server enrols.
pub const PATH: &str = "/api/v1/enrol";

/// Why a device was not enrolled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EnrolmentError {
    /// The server was not reached.
    #[error("the server: {0}")]
    Http(#[from] HttpError),
    /// The code is unknown, used or past its time.
    #[error("the server does not take the code")]
    CodeRefused,
    /// Too many codes were tried; later ones may be taken.
    #[error("too many tries")]
    TooManyTries,
    /// The server answered something else.
    #[error("the server answered {0}")]
    Answered(u16),
    /// Its answer cannot be read.
    #[error("the server's answer: {0}")]
    Unreadable(#[from] DecodeError),
    /// Its root is no root.
    #[error("the root: {0}")]
    Root(#[from] RootError),
    /// Its root is not the one that the code was made for.
    #[error("another root than the code's")]
    OtherRoot,
    /// The certificate is not one of its root's.
    #[error("the certificate: {0}")]
    Certificate(#[from] TrustError),
    /// The certificate is for another key than this device's.
    #[error("a certificate for another key")]
    OtherKey,
    /// The key.
    #[error("the key: {0}")]
    Key(#[from] KeyError),
    /// The key that the browser made is no P-256 key.
    #[error("the browser's key is of no use")]
    BadKey,
    /// The store.
    #[error("the store: {0}")]
    Store(#[from] StoreError),
    /// What was just kept cannot be read back.
    #[error("what was kept: {0}")]
    Kept(#[from] OfficerError),
}

/// The name under which a device keeps the private half of a key.
pub fn key_name(key: &PublicKey) -> String {
    key.to_sec1()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// Enrols with a code and a fresh key, which the caller has already kept. Done only when
/// everything is on the disk.
pub async fn enrol(
    code: &EnrolmentCode,
    device: DeviceId,
    key: &impl Signer,
    http: &impl Http,
    drawers: &impl Drawers,
) -> Result<Officer, EnrolmentError> {
    let public =
        PublicKey::from_sec1(&key.public_key_sec1()).map_err(|_| EnrolmentError::BadKey)?;
    let message = possession_message(code.secret(), &public);
    let possession = Signature::from_bytes(&key.sign(&message).await?);
    let request = EnrolmentRequest {
        secret: *code.secret(),
        key: public,
        possession,
    };
    let reply = http.post(PATH, &encode(&request)).await?;
    match reply.status {
        200 => {}
        403 | 410 => return Err(EnrolmentError::CodeRefused),
        429 => return Err(EnrolmentError::TooManyTries),
        status => return Err(EnrolmentError::Answered(status)),
    }
    let enrolled: Enrolled = decode(&reply.bytes, Enrolled::LIMIT)?;
    let root = Root::from_certificate(&enrolled.root)?;
    if !code.is_for(&root) {
        return Err(EnrolmentError::OtherRoot);
    }
    let holder = Trust::new(root, HighestSeen::default()).verify(&enrolled.officer)?;
    if holder.certificate().key != public {
        return Err(EnrolmentError::OtherKey);
    }
    let mut puts = vec![Kept::Enrolled.put(&enrolled), Kept::Device.put(&device)];
    let before: Option<Enrolled> = Kept::Enrolled.read(drawers).await.unwrap_or(None);
    if before.is_none_or(|before| before.root.id() != enrolled.root.id()) {
        // Under another root, what the earlier one's lists had come to says nothing.
        puts.push(Kept::HighestSeen.put(&HighestSeen::default()));
        puts.extend([Kept::Lists, Kept::Server, Kept::Worklist, Kept::Grants].map(Kept::clear));
    }
    drawers.keep(&puts).await?;
    Officer::load(drawers)
        .await?
        .ok_or(EnrolmentError::OtherRoot)
}
