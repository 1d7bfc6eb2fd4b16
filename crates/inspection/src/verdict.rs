//! The verdict: every check's finding, and the whole as the worst of its parts.

use alloc::vec::Vec;

use railseal_protocol::bounded::List;
use serde::{Deserialize, Serialize};

use crate::finding::{CheckKind, CheckResult, Finding};

/// The most findings that one verdict has: one a check.
pub const MAX_FINDINGS: usize = 21;

/// What an officer is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Outcome {
    /// Everything was checked, and is true.
    Pass,
    /// True, but something is stale or minor.
    Caution,
    /// Something needed is missing. It is neither of the others.
    CannotSay,
    /// Something is wrong.
    Hold,
}

impl From<CheckResult> for Outcome {
    fn from(result: CheckResult) -> Self {
        match result {
            CheckResult::Passed => Self::Pass,
            CheckResult::Caution => Self::Caution,
            CheckResult::CannotSay => Self::CannotSay,
            CheckResult::Failed => Self::Hold,
        }
    }
}

/// Every check's finding, one a check. A verdict that lacks a check cannot be made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    findings: List<Finding, MAX_FINDINGS>,
}

impl Verdict {
    /// Puts the findings of all checks together, in the order in which they are told.
    pub(crate) fn of(findings: [Finding; MAX_FINDINGS]) -> Self {
        let order = |finding: &Finding| (core::cmp::Reverse(finding.result()), finding.kind());
        // The library's sorting is made for thousands: for two dozen it would be most of what a phone
        // downloads for this file.
        let mut told: Vec<Finding> = Vec::with_capacity(MAX_FINDINGS);
        for finding in findings {
            let place = told.partition_point(|before| order(before) <= order(&finding));
            told.insert(place, finding);
        }
        // An array of MAX_FINDINGS is never longer than MAX_FINDINGS.
        Self {
            findings: told.try_into().unwrap_or(List::empty()),
        }
    }

    /// What the officer is told: the worst of the parts. A verdict from the wire that does not
    /// have exactly one finding for every check says nothing.
    pub fn outcome(&self) -> Outcome {
        if !self.is_whole() {
            return Outcome::CannotSay;
        }
        self.findings
            .iter()
            .map(|finding| Outcome::from(finding.result()))
            .max()
            .unwrap_or(Outcome::CannotSay)
    }

    /// Every finding, the gravest first.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// The finding that decides.
    pub fn reason(&self) -> Option<&Finding> {
        self.findings.first()
    }

    /// What one check found.
    pub fn finding(&self, kind: CheckKind) -> Option<&Finding> {
        self.findings.iter().find(|finding| finding.kind() == kind)
    }

    fn is_whole(&self) -> bool {
        let findings = self.findings.iter();
        let of = |kind| findings.clone().filter(move |f| f.kind() == kind).count();
        self.findings.len() == MAX_FINDINGS && findings.clone().all(|f| of(f.kind()) == 1)
    }
}
