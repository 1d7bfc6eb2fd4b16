//! What comes of the vectors of which this crate has the types: the same as comes of them by hand.

use railseal_inspection::push::{Arrival, Push, Pushed};
use railseal_inspection::record::{CarriedRecord, InspectionRecord};
use railseal_protocol::statement::Statement;
use railseal_protocol::wire::decode;

use crate::code;
use crate::form::{Kind, Vector};
use crate::outcome::{Outcome, chain, decode_code, verified};

/// What comes of a vector by the types of this crate; none where they are not what it is about.
pub(crate) fn typed(vector: &Vector) -> Option<String> {
    let result = match vector.kind() {
        Kind::Statement => statement(vector)?,
        Kind::Message => message(vector)?,
        Kind::Root
        | Kind::Lists
        | Kind::Chain
        | Kind::Standing
        | Kind::Journal
        | Kind::Announcement
        | Kind::Segments
        | Kind::Session
        | Kind::EnrolmentCode
        | Kind::EnrolmentRequest => return None,
    };
    Some(result.err().unwrap_or_else(|| code::VERIFIED.to_owned()))
}

fn statement(vector: &Vector) -> Option<Outcome> {
    let context = vector.header("statement");
    if context == InspectionRecord::CONTEXT {
        Some(by_holder::<InspectionRecord>(vector))
    } else if context == Arrival::CONTEXT {
        Some(by_holder::<Arrival>(vector))
    } else {
        None
    }
}

fn by_holder<T: Statement>(vector: &Vector) -> Outcome {
    let (_, holder) = chain(vector)?;
    verified::<T>(vector, &holder, vector.bytes("statement"))
}

fn message(vector: &Vector) -> Option<Outcome> {
    let bytes = vector.bytes("bytes");
    Some(match vector.header("message") {
        "CarriedRecord" => CarriedRecord::from_wire(bytes)
            .map(drop)
            .map_err(decode_code),
        "Push" => decode::<Push>(bytes, Push::LIMIT)
            .map(drop)
            .map_err(decode_code),
        "Pushed" => decode::<Pushed>(bytes, Pushed::LIMIT)
            .map(drop)
            .map_err(decode_code),
        _ => return None,
    })
}
