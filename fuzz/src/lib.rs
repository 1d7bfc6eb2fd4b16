//! What must hold of any bytes whatever: one function a target, which panics where it does not hold.
//!
//! A target is a line of the table below, a file of one line in src/bin/ that hands libFuzzer's bytes to it, and a
//! folder of inputs in corpus/. `cargo xtask fuzz` looks for new inputs; the workspace's tests replay the kept ones.
//!
//! Nobody is asked for a random number: the parties, their keys and their entropy are those of the protocol's tests, so
//! that an input does the same every time.
#![warn(missing_docs)]

mod cargo;
mod codes;
mod journal;
mod link;
mod lock_end;
mod names;
#[path = "../../crates/protocol/tests/parties/mod.rs"]
#[expect(
    clippy::unwrap_used,
    reason = "the parties of the protocol's tests, where it may"
)]
mod parties;
mod phone_end;
mod pieces;
mod reading;
pub mod seeds;
mod strict;
mod sworn;
mod tables;
mod trust;
mod world;

use railseal_inspection::push::{Arrival, Pushed};
use railseal_inspection::record::InspectionRecord;
use railseal_protocol::amendment::{Amendment, CarriedAmendment};
use railseal_protocol::call::{Presence, Presentation, Request, Response};
use railseal_protocol::certificate::Certificate;
use railseal_protocol::consigning::{Consigned, Consigning, ConsigningRequest};
use railseal_protocol::enrolment::{
    Enrolled, EnrolmentRequest, Pull, PullRequest, Pulled, Worklist,
};
use railseal_protocol::grant::{CarriedGrant, Grant, Granted};
use railseal_protocol::instruction::{CoSignature, Directive, Instruction};
use railseal_protocol::journal::{ENTRY_LIMIT, Entry};
use railseal_protocol::lamp::LampShown;
use railseal_protocol::manifest::{Manifest, Policy, Sealing};
use railseal_protocol::preparing::{Papers, Preparation, PreparationRequest};
use railseal_protocol::prior::{CarriedDigest, InspectionDigest};
use railseal_protocol::recognition::{RecognitionList, RevocationList};
use railseal_protocol::segment::MESSAGE_LIMIT;
use railseal_protocol::status::Status;

pub use reading::read;
pub use sworn::swear;

use strict::{message, statement};

/// One target.
#[derive(Debug, Clone, Copy)]
pub struct Target {
    /// Its name: that of its file in src/bin/ and of its folder in corpus/.
    pub name: &'static str,
    /// Panics where what must hold of any bytes does not hold of these.
    pub run: fn(&[u8]),
}

macro_rules! targets {
    ($($name:ident => $run:expr;)*) => {
        $(
            #[doc = concat!("Runs the target `", stringify!($name), "` on these bytes.")]
            pub fn $name(data: &[u8]) {
                ($run)(data);
            }
        )*

        /// Every target.
        pub const TARGETS: &[Target] = &[
            $(Target { name: stringify!($name), run: $name },)*
        ];
    };
}

targets! {
    // The link, and both ends of a session
    announcement => link::announcement;
    segments => link::segments;
    lock_link => lock_end::anything;
    lock_requests => lock_end::requests;
    phone_link => phone_end::anything;
    phone_responses => phone_end::responses;

    // What a phone makes of a lock
    reading => |data| drop(read(data));
    sworn => |data| drop(swear(data));

    // Every statement
    amendment => statement::<Amendment>;
    arrival => statement::<Arrival>;
    certificate => statement::<Certificate>;
    co_signature => statement::<CoSignature>;
    consigning => statement::<Consigning>;
    grant => statement::<Grant>;
    inspection_digest => statement::<InspectionDigest>;
    inspection_record => statement::<InspectionRecord>;
    instruction => statement::<Instruction>;
    lamp => statement::<LampShown>;
    manifest => statement::<Manifest>;
    policy => statement::<Policy>;
    preparation => statement::<Preparation>;
    presence => statement::<Presence>;
    pull => statement::<Pull>;
    recognition_list => statement::<RecognitionList>;
    revocation_list => statement::<RevocationList>;
    status => statement::<Status>;
    worklist => statement::<Worklist>;

    // What they travel in
    carried_record => trust::carried_record;
    carried_amendment => |data| message::<CarriedAmendment>(data, CarriedAmendment::WIRE_LIMIT);
    carried_digest => |data| message::<CarriedDigest>(data, CarriedDigest::WIRE_LIMIT);
    carried_grant => |data| message::<CarriedGrant>(data, CarriedGrant::WIRE_LIMIT);
    certificate_chain => trust::certificate_chain;
    consigned => |data| message::<Consigned>(data, Consigned::LIMIT);
    consigning_request => |data| message::<ConsigningRequest>(data, ConsigningRequest::LIMIT);
    directive => |data| message::<Directive>(data, Directive::WIRE_LIMIT);
    enrolled => |data| message::<Enrolled>(data, Enrolled::LIMIT);
    enrolment_request => |data| message::<EnrolmentRequest>(data, EnrolmentRequest::LIMIT);
    granted => |data| message::<Granted>(data, Granted::LIMIT);
    lists => trust::lists;
    papers => |data| message::<Papers>(data, Papers::LIMIT);
    preparation_request => |data| message::<PreparationRequest>(data, PreparationRequest::LIMIT);
    presentation => |data| message::<Presentation>(data, MESSAGE_LIMIT);
    pull_request => |data| message::<PullRequest>(data, PullRequest::LIMIT);
    pulled => |data| message::<Pulled>(data, Pulled::LIMIT);
    push => trust::push;
    pushed => |data| message::<Pushed>(data, Pushed::LIMIT);
    request => |data| message::<Request>(data, MESSAGE_LIMIT);
    response => |data| message::<Response>(data, MESSAGE_LIMIT);
    sealing => |data| message::<Sealing>(data, Sealing::WIRE_LIMIT);

    // Journal, documents, names
    journal => journal::verified;
    journal_entry => |data| message::<Entry>(data, ENTRY_LIMIT);
    documents => cargo::document;
    foreseen => cargo::foreseen;
    reconciliation => cargo::reconciled;
    tables => tables::any;
    tables_of_an_office => tables::of_an_office;
    enrolment_code => names::enrolment_code;
    agreement => codes::agreement;
    part => codes::part;
    parts => codes::parts;
    identifiers => names::identifiers;
}
