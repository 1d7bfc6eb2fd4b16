//! The self-test: the lives of one lock, each from a start to a loss of power, and in each the
//! steps that must hold. A further step is a function, and a line in [`LIVES`].

mod forcing;
mod opening;
mod reading;
mod refusing;
mod sealing;

use railseal_lock::Lock;

use crate::body::Body;
use crate::failure::Failure;
use crate::parties::Parties;
use crate::tested::Tested;

/// What a step has before it.
pub(crate) struct Scene {
    pub(crate) parties: Parties,
    pub(crate) lock: Tested,
}

/// Something that must hold.
pub(crate) struct Step {
    pub(crate) name: &'static str,
    pub(crate) run: fn(&mut Scene) -> Result<(), Failure>,
}

/// From a start to a loss of power.
pub(crate) struct Life {
    /// What the lock does first.
    pub(crate) begins: &'static str,
    /// Does it.
    pub(crate) begin: fn(Body, &Parties) -> Result<Lock<Body>, Failure>,
    pub(crate) steps: &'static [Step],
}

/// Every life but the last ends with a loss of power.
pub(crate) const LIVES: &[Life] = &[
    Life {
        begins: "commissioned",
        begin: sealing::commission,
        steps: &[
            step("what to seal with is written", sealing::write),
            step(
                "ordered to seal, and the power is cut in the acceptance's entry",
                sealing::is_cut_in_the_acceptance,
            ),
        ],
    },
    Life {
        begins: "started again, not sealed",
        begin: sealing::start_again_free,
        steps: &[
            step("what to seal with is written anew", sealing::write),
            step(
                "ordered to seal, and the power is cut in the outcome's entry",
                sealing::is_cut_in_the_outcome,
            ),
        ],
    },
    Life {
        begins: "started again, sealed",
        begin: sealing::start_again_held,
        steps: &[
            step(
                "the order is closed from the sensors, once",
                sealing::is_closed_once,
            ),
            step(
                "read over segments of 20 bytes",
                reading::in_smallest_segments,
            ),
            step(
                "read over segments of 244 bytes",
                reading::in_usual_segments,
            ),
            step(
                "a forged presence is refused, and journalled",
                refusing::forged_presence,
            ),
            step(
                "an order of one whom the policy does not admit is refused, and journalled",
                refusing::order_by_the_unadmitted,
            ),
            step(
                "unsealed by an officer whom the policy admits",
                opening::unseal,
            ),
            step("not pulled in time, and held again", opening::relock),
            step(
                "broken by force: the tamper is latched",
                forcing::break_open,
            ),
        ],
    },
    Life {
        begins: "started again, broken",
        begin: forcing::start_broken,
        steps: &[step("mending mends nothing", forcing::stays_latched)],
    },
];

const fn step(name: &'static str, run: fn(&mut Scene) -> Result<(), Failure>) -> Step {
    Step { name, run }
}
