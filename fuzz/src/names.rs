//! What people write and type.

use std::fmt::{Debug, Display};
use std::str::FromStr;

use railseal_protocol::enrolment::EnrolmentCode;
use railseal_protocol::identifiers::{
    Administration, ContainerNumber, DespatchId, ItemId, LockId, OfficeCode, PersonId,
    ReceptacleId, StationCode, TrainNumber,
};
use railseal_protocol::wire::{decode, encode};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// An identifier is printed as it was written, and travels as its text.
pub(crate) fn identifiers(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    identifier::<Administration>(text);
    identifier::<ContainerNumber>(text);
    identifier::<DespatchId>(text);
    identifier::<ItemId>(text);
    identifier::<LockId>(text);
    identifier::<OfficeCode>(text);
    identifier::<PersonId>(text);
    identifier::<ReceptacleId>(text);
    identifier::<StationCode>(text);
    identifier::<TrainNumber>(text);
    parts_of_a_receptacle(text);
}

fn identifier<T>(text: &str)
where
    T: FromStr + Display + Debug + PartialEq + Serialize + DeserializeOwned,
{
    let parsed = text.parse::<T>().ok();
    if let Some(id) = &parsed {
        assert_eq!(id.to_string(), text);
    }
    let wire = encode(&text);
    let travelled = decode::<T>(&wire, wire.len()).ok();
    assert_eq!(travelled, parsed, "the wire and people's eyes differ");
}

/// Whatever a receptacle's or despatch's identifier says of itself can be asked for.
fn parts_of_a_receptacle(text: &str) {
    if let Ok(despatch) = text.parse::<DespatchId>() {
        let _ = (
            despatch.origin(),
            despatch.destination(),
            despatch.category(),
        );
    }
    if let Ok(receptacle) = text.parse::<ReceptacleId>() {
        assert!(receptacle.despatch().is_ok(), "{receptacle:?}");
        let _ = (receptacle.serial(), receptacle.weight());
        let _ = (receptacle.is_last(), receptacle.holds_registered());
    }
}

/// An enrolment code that was typed somehow is printed one way, which reads as the same code; nothing logs it.
pub(crate) fn enrolment_code(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    let Ok(code) = text.parse::<EnrolmentCode>() else {
        return;
    };
    let printed = code.to_string();
    assert_eq!(printed.parse(), Ok(code.clone()));
    assert!(!printed.contains(&format!("{code:?}")));
}
