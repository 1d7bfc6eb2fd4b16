//! Grants: authority given beforehand, for one lock and one use (SPEC.md § Grants). A grant stands
//! in for the policy's role and station, and for nothing else.

use serde::{Deserialize, Serialize};

use crate::bounded::List;
use crate::certificate::Certificate;
use crate::chain::CertificateChain;
use crate::identifiers::{LockId, StationCode};
use crate::rights::Right;
use crate::rules::OrderKind;
use crate::statement::{Id, Signed, Statement};
use crate::status::SealCycle;
use crate::time::Validity;

/// A grant, by 16 random bytes made with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct GrantId(pub [u8; 16]);

/// Authority for one use. Signed by a server of the administration that sealed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    /// Random, so that two grants for the same are two.
    pub number: GrantId,
    /// The lock.
    pub lock: LockId,
    /// The seal cycle.
    pub cycle: SealCycle,
    /// Whose it is.
    pub holder: Id<Certificate>,
    /// What may be ordered: one of these, once.
    pub orders: List<OrderKind, 8>,
    /// Where: the station that the holder's certificate must name.
    pub place: StationCode,
    /// When.
    pub validity: Validity,
}

impl Statement for Grant {
    const CONTEXT: &'static str = "grant";
    const LIMIT: usize = 128;
    const RIGHT: Right = Right::IssueGrant;
}

/// A grant with the chain of who issued it, as it travels.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CarriedGrant {
    /// The grant.
    pub grant: Signed<Grant>,
    /// Who issued it.
    pub issuer: CertificateChain,
}

impl CarriedGrant {
    /// The most bytes it has.
    pub const WIRE_LIMIT: usize = Signed::<Grant>::WIRE_LIMIT + CertificateChain::WIRE_LIMIT;
}

/// The most grants that a server hands an officer at once.
pub const MAX_GRANTED: usize = 32;

/// What a server has granted an officer, the last issued first, as it hands them out (SPEC.md § Pull).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Granted {
    /// The grants.
    pub grants: List<CarriedGrant, MAX_GRANTED>,
}

impl Granted {
    /// The most bytes it has.
    pub const LIMIT: usize = 1 + MAX_GRANTED * CarriedGrant::WIRE_LIMIT;
}
