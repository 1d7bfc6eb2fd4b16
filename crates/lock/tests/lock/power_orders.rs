//! Power is cut at every write of every instruction over the air, and at every write of the start
//! after it: the journal explains what the lock is, nothing ran twice, nothing is lost.

mod cutting;
mod happenings;
mod holding;
mod ledger;
mod lists;
pub(crate) mod scenes;
mod sealing;
mod settling;

use settling::{Force, at_every_write_of};

/// Orders, and what happens to the lock while it has no power.
macro_rules! orders {
    ($forces:expr, $($name:ident: $scene:ident),* $(,)?) => {$(
        #[test]
        fn $name() {
            at_every_write_of(&scenes::$scene, $forces);
        }
    )*};
}

orders! {
    &[Force::None, Force::LeverCut, Force::CaseOpened],
    unseal: UNSEAL,
    reseal: RESEAL,
    amend: AMEND,
    clear_tamper: CLEAR_TAMPER,
    set_clock: SET_CLOCK,
    hand_over: HAND_OVER,
    deactivate_inspected: DEACTIVATE_INSPECTED,
    seal: SEAL,
}

orders! {
    &[Force::None],
    unseal_by_two: UNSEAL_BY_TWO,
    unseal_by_a_grant: UNSEAL_BY_A_GRANT,
    set_a_lost_clock: SET_LOST_CLOCK,
    deactivate: DEACTIVATE,
    seal_again: SEAL_AGAIN,
    seal_after_the_end: SEAL_AFTER_THE_END,
}
