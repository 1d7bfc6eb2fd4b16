//! Who may do what: one closed table (SPEC.md § Roles and rights), used by lock, server and app.

use serde::{Deserialize, Serialize};

/// What a certificate's holder is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Role {
    /// An administration's root, kept offline.
    Root,
    /// Issues certificates.
    Registrar,
    /// Signs revocation lists.
    ListSigner,
    /// A customs officer.
    Officer,
    /// A customs officer who may override a verdict.
    Supervisor,
    /// Railway staff, who take over and hand over.
    RailwayStaff,
    /// A smart lock.
    Lock,
    /// Signs manifests and documents.
    DocumentIssuer,
    /// A customs server.
    Server,
}

/// Every role, in the order of the wire.
pub const ROLES: [Role; 9] = [
    Role::Root,
    Role::Registrar,
    Role::ListSigner,
    Role::Officer,
    Role::Supervisor,
    Role::RailwayStaff,
    Role::Lock,
    Role::DocumentIssuer,
    Role::Server,
];

/// What a role may be needed for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Right {
    /// Sign a certificate (which ones, the issuer's own certificate says).
    IssueCertificate,
    /// Sign a recognition list.
    Recognise,
    /// Sign a revocation list.
    Revoke,
    /// Sign what a lock says of itself: its status, and what its lamp blinks.
    ReportStatus,
    /// Sign a manifest.
    IssueManifest,
    /// Sign a seal cycle's policy.
    SetPolicy,
    /// Prove presence at a lock.
    Present,
    /// Sign an inspection.
    Inspect,
    /// Sign a worklist.
    AssignWork,
    /// Confirm that a record has arrived.
    ConfirmArrival,
    /// Read a lock's journal over the air.
    ReadJournal,
    /// Read a lock's documents over the air.
    ReadDocuments,
    /// Ask the own customs server for lists and work.
    AskServer,
    /// Sign an instruction to a lock.
    Instruct,
    /// Agree to another's instruction.
    CoSign,
    /// Sign what has changed since a manifest was made out.
    Amend,
    /// Sign a grant.
    IssueGrant,
}

/// Every right.
pub const RIGHTS: [Right; 17] = [
    Right::IssueCertificate,
    Right::Recognise,
    Right::Revoke,
    Right::ReportStatus,
    Right::IssueManifest,
    Right::SetPolicy,
    Right::Present,
    Right::Inspect,
    Right::AssignWork,
    Right::ConfirmArrival,
    Right::ReadJournal,
    Right::ReadDocuments,
    Right::AskServer,
    Right::Instruct,
    Right::CoSign,
    Right::Amend,
    Right::IssueGrant,
];

impl Role {
    /// The table.
    pub const fn may(self, right: Right) -> bool {
        match right {
            Right::IssueCertificate => matches!(self, Role::Root | Role::Registrar),
            Right::Recognise => matches!(self, Role::Root),
            Right::Revoke => matches!(self, Role::ListSigner),
            Right::ReportStatus => matches!(self, Role::Lock),
            Right::IssueManifest => matches!(self, Role::DocumentIssuer),
            Right::SetPolicy | Right::Inspect | Right::ReadDocuments | Right::Amend => {
                matches!(self, Role::Officer | Role::Supervisor)
            }
            Right::Present
            | Right::ReadJournal
            | Right::AskServer
            | Right::Instruct
            | Right::CoSign => {
                matches!(self, Role::Officer | Role::Supervisor | Role::RailwayStaff)
            }
            Right::AssignWork | Right::ConfirmArrival | Right::IssueGrant => {
                matches!(self, Role::Server)
            }
        }
    }
}

/// What one administration recognises another for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Scope {
    /// Its locks are locks.
    Locks,
    /// Its manifests and documents are believed.
    Documents,
    /// Its officers inspect: their presence and their records count.
    Inspections,
    /// Its officers may unseal, where the policy says so.
    Unsealing,
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::String;

    /// SPEC.md prints the table; this keeps the page and the code the same.
    #[test]
    fn the_table_is_the_one_in_the_specification() {
        let spec = include_str!("../SPEC.md");
        for role in ROLES {
            let mut row = alloc::format!("| {role:?} |");
            for right in RIGHTS {
                row.push_str(if role.may(right) { " yes |" } else { " – |" });
            }
            assert!(spec.contains(&row), "SPEC.md lacks the row {row}");
        }
        let mut head = String::from("| role |");
        for right in RIGHTS {
            head.push_str(&alloc::format!(" {right:?} |"));
        }
        assert!(spec.contains(&head), "SPEC.md lacks the head {head}");
    }
}
