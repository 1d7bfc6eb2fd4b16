use railseal_protocol::bounded::Text;
use railseal_protocol::certificate::Realm;
use railseal_protocol::chain::RootError;
use railseal_protocol::identifiers::Administration;

use super::ledger_key::LedgerKeyError;
use crate::random::NoRandomness;

/// Which administration is founded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Founding {
    /// The administration.
    pub administration: Administration,
    /// In earnest, or for training.
    pub realm: Realm,
    /// The origin line of its ledger (C2SP tlog-checkpoint), such as `customs.example/railseal`.
    pub origin: Text<128>,
}

/// Why an administration's keys could not be made.
#[derive(Debug, thiserror::Error)]
pub enum FoundingError {
    /// No randomness.
    #[error(transparent)]
    NoRandomness(#[from] NoRandomness),
    /// The new root does not verify.
    #[error(transparent)]
    Root(#[from] RootError),
    /// The ledger's key.
    #[error(transparent)]
    Ledger(#[from] LedgerKeyError),
}
