//! What everything is made of: encodings, identifiers, keys, and the enums without fields.

use railseal_protocol::bounded::{Bytes, List, Text};
use railseal_protocol::certificate::Realm;
use railseal_protocol::codes::{ControlResult, Disposition, Incident, SealCondition};
use railseal_protocol::hash::Hash;
use railseal_protocol::identifiers::{
    Administration, ContainerNumber, DespatchId, ItemId, LockId, OfficeCode, PersonId,
    ReceptacleId, StationCode, TrainNumber,
};
use railseal_protocol::instruction::ResealReason;
use railseal_protocol::journal::{Event, ListKind, RefusalReason};
use railseal_protocol::key::{AgreementKey, PublicKey};
use railseal_protocol::manifest::Encoding;
use railseal_protocol::recognition::RevocationReason;
use railseal_protocol::rights::ROLES;
use railseal_protocol::rules::{ORDERS, OrderKind};
use railseal_protocol::session::agreement_key;
use railseal_protocol::status::LockState;
use railseal_protocol::time::Validity;
use railseal_protocol::wire::decode;
use serde::Serialize;

use crate::block::Block;
use crate::parties::cargo::{DESPATCH, ITEM, RECEPTACLE};
use crate::parties::lock::CONTAINER;
use crate::parties::{LOCK, NOW, agreement, days_after, days_before, key, listed, parsed, scalar};

pub(crate) fn blocks() -> Vec<Block> {
    vec![encoding(), identifiers(), keys(), enums()]
}

fn encoding() -> Block {
    let text: Text<64> = parsed("Достык");
    let list: List<u16, 8> = listed(vec![1, 300]);
    let bytes: Bytes<8> = vec![0xca, 0xfe].try_into().unwrap();
    let validity = Validity {
        from: days_before(1),
        until: days_after(13),
    };
    Block::hex("encoding")
        .value(&true, "a bool: true")
        .value(&87u8, "a u8: 87, always one byte")
        .value(&127u32, "a varint: 127")
        .value(&128u32, "a varint: 128")
        .value(&300u32, "a varint: 300")
        .value(&NOW, "a moment: 1,790,000,000 seconds")
        .value(&text, "a text: its length in bytes, then UTF-8")
        .value(&list, "a list of two varints: 1 and 300")
        .value(&bytes, "a byte string of two bytes")
        .value(&None::<u32>, "an option: none")
        .value(&Some(300u32), "an option: some, and the value")
        .value(&validity, "a struct: its fields, one after the other")
        .value(&LockState::Open, "an enum: the index of its member")
        .value(
            &Event::ClockSet { from: Some(NOW) },
            "an enum with fields: the index, then they",
        )
        .value(&Hash::of("chunk", &[b"abc"]), "a hash: 32 bytes, no length")
}

fn identifiers() -> Block {
    fn id<T: Serialize + std::str::FromStr<Err: std::fmt::Debug>>(
        block: Block,
        kind: &str,
        text: &str,
    ) -> Block {
        block.value(&parsed::<T>(text), &format!("{kind} {text}"))
    }
    let block = Block::hex("identifiers");
    let block = id::<Administration>(block, "Administration", "KZ");
    let block = id::<LockId>(block, "LockId", LOCK);
    let block = id::<ContainerNumber>(block, "ContainerNumber", CONTAINER);
    let block = id::<ItemId>(block, "ItemId", ITEM);
    let block = id::<OfficeCode>(block, "OfficeCode", "CNCKGA");
    let block = id::<DespatchId>(block, "DespatchId", DESPATCH);
    let block = id::<ReceptacleId>(block, "ReceptacleId", RECEPTACLE);
    let block = id::<PersonId>(block, "PersonId", "1042");
    let block = id::<StationCode>(block, "StationCode", "KZDOS");
    id::<TrainNumber>(block, "TrainNumber", "X8015")
}

fn keys() -> Block {
    let officer = key("KZ officer");
    let point: PublicKey = officer.public();
    let secret = agreement(LOCK);
    let agreement: AgreementKey = agreement_key(&secret).unwrap();
    Block::hex("keys")
        .bytes(scalar("KZ officer"), "private scalar of `KZ officer`")
        .value(&point, "its public key")
        .bytes(*secret.as_bytes(), "agreement secret of `RSLF00001201`")
        .value(&agreement, "its agreement key")
}

fn enums() -> Block {
    let mut block = Block::hex("enums");
    for realm in [Realm::Operational, Realm::Training] {
        block = block.value(&realm, &format!("Realm::{realm:?}"));
    }
    for role in ROLES {
        block = block.value(&role, &format!("Role::{role:?}"));
    }
    for scope in crate::parties::EVERY_SCOPE {
        block = block.value(&scope, &format!("Scope::{scope:?}"));
    }
    for reason in [
        RevocationReason::KeyCompromised,
        RevocationReason::DeviceLost,
        RevocationReason::ServiceEnded,
        RevocationReason::Superseded,
    ] {
        block = block.value(&reason, &format!("RevocationReason::{reason:?}"));
    }
    for state in [
        LockState::InStock,
        LockState::Sealed,
        LockState::Unsealed,
        LockState::Open,
        LockState::Tampered,
        LockState::Fault,
        LockState::Deactivated,
    ] {
        block = block.value(&state, &format!("LockState::{state:?}"));
    }
    for kind in [ListKind::Recognition, ListKind::Revocation] {
        block = block.value(&kind, &format!("ListKind::{kind:?}"));
    }
    for reason in REFUSAL_REASONS {
        block = block.value(&reason, &format!("RefusalReason::{reason:?}"));
    }
    for kind in ORDERS {
        block = block.value(&kind, &format!("OrderKind::{kind:?}"));
    }
    for reason in ResealReason::ALL {
        block = block.value(&reason, &format!("ResealReason::{reason:?}"));
    }
    let beyond = [REFUSAL_REASONS.len() as u8];
    assert!(
        decode::<RefusalReason>(&beyond, 1).is_err(),
        "one more reason"
    );
    let beyond = [ORDERS.len() as u8];
    assert!(decode::<OrderKind>(&beyond, 1).is_err(), "one more order");
    let beyond = [ResealReason::ALL.len() as u8];
    assert!(
        decode::<ResealReason>(&beyond, 1).is_err(),
        "one more reason to close again"
    );
    for encoding in [Encoding::Lines, Encoding::Foreseen] {
        block = block.value(&encoding, &format!("Encoding::{encoding:?}"));
    }
    for condition in SealCondition::ALL {
        block = block.value(&condition, &format!("SealCondition::{condition:?}"));
    }
    for disposition in Disposition::ALL {
        block = block.value(&disposition, &format!("Disposition::{disposition:?}"));
    }
    for result in ControlResult::ALL {
        block = block.value(&result, &format!("ControlResult::{result:?}"));
    }
    for incident in Incident::ALL {
        block = block.value(&incident, &format!("Incident::{incident:?}"));
    }
    block
}

const REFUSAL_REASONS: [RefusalReason; 17] = [
    RefusalReason::NotGenuine,
    RefusalReason::NotRecognised,
    RefusalReason::NotInTime,
    RefusalReason::Revoked,
    RefusalReason::CannotSay,
    RefusalReason::NoRight,
    RefusalReason::NotForHere,
    RefusalReason::NotAdmitted,
    RefusalReason::QuorumNotMet,
    RefusalReason::Stale,
    RefusalReason::WrongState,
    RefusalReason::DoesNotFit,
    RefusalReason::GrantDoesNotFit,
    RefusalReason::GrantUsed,
    RefusalReason::Sensors,
    RefusalReason::Incomplete,
    RefusalReason::NoRoom,
];
