//! [`Signer`] by Web Cryptography (ECDSA, §23).

use std::fmt;

use js_sys::{Array, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CryptoKey, CryptoKeyPair, SubtleCrypto};

use super::{KeyError, Signer};
use crate::device::dictionary::dictionary;
use crate::device::exception::Exception;

/// A key pair whose private half only the browser can use. [`Store`](crate::device::store::Store)
/// keeps it as it is.
#[derive(Clone)]
pub struct OfficerKey {
    pair: CryptoKeyPair,
    public: [u8; 65],
}

impl OfficerKey {
    /// Makes a new one.
    pub async fn generate() -> Result<Self, KeyError> {
        let algorithm = dictionary([("name", "ECDSA".into()), ("namedCurve", "P-256".into())]);
        let extractable = false;
        let usages = Array::of1(&"sign".into());
        let pair = subtle()?
            .generate_key_with_object(&algorithm, extractable, &usages)
            .map_err(refused)?
            .await
            .map_err(refused)?;
        let pair: CryptoKeyPair = pair.unchecked_into();
        let public = subtle()?
            .export_key("raw", &pair.get_public_key())
            .map_err(refused)?
            .await
            .map_err(refused)?;
        Ok(Self {
            pair,
            public: bytes(public)?,
        })
    }

    /// Takes up again what [`to_kept`](Self::to_kept) gave; `None` if this is something else, or a
    /// key that could be taken out of the browser.
    pub(crate) fn from_kept(kept: &JsValue) -> Option<Self> {
        let member = |name: &str| Reflect::get(kept, &name.into()).ok();
        let private: CryptoKey = member("privateKey")?.dyn_into().ok()?;
        let public_key: CryptoKey = member("publicKey")?.dyn_into().ok()?;
        let public: Uint8Array = member("sec1")?.dyn_into().ok()?;
        if private.extractable() || private.type_() != "private" {
            return None;
        }
        let pair = CryptoKeyPair::new(&private, &public_key);
        Some(Self {
            pair,
            public: public.to_vec().try_into().ok()?,
        })
    }

    /// The pair, and the public half's bytes, as one object that IndexedDB can keep.
    pub(crate) fn to_kept(&self) -> JsValue {
        dictionary([
            ("privateKey", self.pair.get_private_key().into()),
            ("publicKey", self.pair.get_public_key().into()),
            ("sec1", Uint8Array::from(self.public.as_slice()).into()),
        ])
        .into()
    }
}

impl Signer for OfficerKey {
    fn public_key_sec1(&self) -> [u8; 65] {
        self.public
    }

    async fn sign(&self, message: &[u8]) -> Result<[u8; 64], KeyError> {
        let algorithm = dictionary([("name", "ECDSA".into()), ("hash", "SHA-256".into())]);
        let signature = subtle()?
            .sign_with_object_and_u8_array(&algorithm, &self.pair.get_private_key(), message)
            .map_err(refused)?
            .await
            .map_err(refused)?;
        bytes(signature)
    }
}

impl fmt::Debug for OfficerKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OfficerKey(…)")
    }
}

/// `crypto.subtle` is missing, whatever its type says, where the page is not secure.
fn subtle() -> Result<SubtleCrypto, KeyError> {
    let crypto = web_sys::window()
        .and_then(|window| window.crypto().ok())
        .ok_or(KeyError::Unsupported)?;
    let subtle: JsValue = crypto.subtle().into();
    subtle.dyn_into().map_err(|_| KeyError::Unsupported)
}

fn bytes<const N: usize>(buffer: JsValue) -> Result<[u8; N], KeyError> {
    let bytes = Uint8Array::new(&buffer).to_vec();
    let got = bytes.len();
    bytes
        .try_into()
        .map_err(|_| KeyError::WrongLength { expected: N, got })
}

fn refused(thrown: JsValue) -> KeyError {
    KeyError::Refused(Exception::of(&thrown))
}
