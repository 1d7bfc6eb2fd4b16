//! What an inspection is: the cargo's documents, their reconciliation, the findings, the verdict
//! and the record that an officer signs.
//!
//! Everything is judged from an [`evidence::Evidence`], which holds nothing but what was received:
//! the phone judges it at the wagon, the server judges it again.
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

pub mod documents;
pub mod evidence;
pub mod examination;
pub mod finding;
mod judge;
pub mod ordering;
pub mod packing;
mod proof;
pub mod push;
pub mod reading;
pub mod reconciliation;
pub mod record;
pub mod register;
pub mod renewing;
pub mod sealing;
pub mod verdict;

pub use judge::{Judgement, LawfulAmendment, PriorInspection, Question, judge, judge_with};
