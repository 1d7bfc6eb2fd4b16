//! Whatever is decoded encodes to exactly the bytes received (SPEC.md § Encoding).

use std::fmt::Debug;

use railseal_protocol::key::Signature;
use railseal_protocol::statement::{Signed, Signer, Statement, Unsigned};
use railseal_protocol::wire::{decode, encode};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A message: what is decoded within its limit has no other bytes than these, and can be shown in a log.
pub(crate) fn message<T: Serialize + DeserializeOwned + Debug>(data: &[u8], limit: usize) {
    let _ = decoded::<T>(data, limit);
}

/// The same, for who looks at the value too.
pub(crate) fn decoded<T: Serialize + DeserializeOwned + Debug>(
    data: &[u8],
    limit: usize,
) -> Option<T> {
    let value = decode::<T>(data, limit).ok()?;
    assert!(data.len() <= limit, "longer than its limit");
    assert_eq!(encode(&value), data, "another encoding was accepted");
    let _ = format!("{value:?}");
    Some(value)
}

/// A statement and its envelope: likewise, and whatever can be signed fits its envelope.
pub(crate) fn statement<T: Statement + Debug>(data: &[u8]) {
    if let Some(value) = decoded::<T>(data, T::LIMIT) {
        let unsigned = Unsigned::new(&value, Signer::Root);
        assert!(unsigned.message().ends_with(data), "other bytes are signed");
        let id = unsigned.id();
        let wire = unsigned.attach(Signature::from_bytes(&[7; 64])).to_wire();
        let again = Signed::<T>::from_wire(&wire);
        assert_eq!(again.map(|signed| signed.id()), Ok(id), "its envelope");
    }
    if let Ok(signed) = Signed::<T>::from_wire(data) {
        assert_eq!(signed.to_wire(), data, "another envelope was accepted");
    }
}
