//! What all parties of Railseal agree on: identifiers, signed statements, certificates and
//! recognition, the journal, and the session on the wire. SPEC.md, beside this crate's manifest,
//! says it in bytes; each type here links its section by name.
//!
//! Nothing here reads a clock, a random source, a network or a disk.
#![no_std]
#![cfg_attr(not(test), deny(clippy::indexing_slicing))]
#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        reason = "tests may"
    )
)]

extern crate alloc;

pub mod amendment;
pub mod announcement;
pub mod bounded;
pub mod call;
pub mod certificate;
pub mod chain;
pub mod codes;
pub mod consigning;
pub mod digits;
pub mod enrolment;
pub mod grant;
pub mod hash;
pub mod identifiers;
pub mod instruction;
pub mod journal;
pub mod key;
pub mod lamp;
pub mod manifest;
pub mod phone;
pub mod preparing;
pub mod prior;
pub mod recognition;
pub mod rights;
pub mod rules;
pub mod segment;
pub mod session;
pub mod statement;
pub mod status;
pub mod time;
pub mod trust;
pub mod wire;
