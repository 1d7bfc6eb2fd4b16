//! Who may decide what against a verdict.

use railseal_inspection::record::{Decision, DecisionError};
use railseal_inspection::verdict::Outcome;
use railseal_protocol::codes::Disposition;
use railseal_protocol::rights::Role;

#[test]
fn releasing_against_the_verdict_takes_a_reason_and_on_hold_a_supervisor() {
    let decide = |disposition, outcome, role, reason: &str| {
        Decision::new(disposition, outcome, role, reason.parse().ok()).err()
    };
    use DecisionError::{ReasonNeeded, SupervisorNeeded};
    use Disposition::{Detain, Release};
    for (outcome, role, reason, wanted) in [
        (Outcome::Pass, Role::Officer, "", None),
        (Outcome::Caution, Role::Officer, "", None),
        (Outcome::CannotSay, Role::Officer, "", Some(ReasonNeeded)),
        (Outcome::CannotSay, Role::Officer, "  ", Some(ReasonNeeded)),
        (Outcome::CannotSay, Role::Officer, "counted by hand", None),
        (
            Outcome::Hold,
            Role::Officer,
            "counted by hand",
            Some(SupervisorNeeded),
        ),
        (Outcome::Hold, Role::Supervisor, "", Some(ReasonNeeded)),
        (Outcome::Hold, Role::Supervisor, "counted by hand", None),
    ] {
        assert_eq!(
            decide(Release, outcome, role, reason),
            wanted,
            "{outcome:?} {role:?} {reason}"
        );
        assert_eq!(decide(Detain, outcome, role, reason), None);
    }
}
