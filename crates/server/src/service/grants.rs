use railseal_protocol::bounded::List;
use railseal_protocol::certificate::{Certificate, Subject};
use railseal_protocol::chain::{CertificateChain, Holder};
use railseal_protocol::enrolment::PullRequest;
use railseal_protocol::grant::{CarriedGrant, Grant, GrantId, Granted, MAX_GRANTED};
use railseal_protocol::identifiers::{LockId, PersonId};
use railseal_protocol::rights::{Role, Scope};
use railseal_protocol::rules::{Authority, Bound, OrderKind};
use railseal_protocol::statement::{Id, StatementError, Verified};
use railseal_protocol::status::{LockState, SealCycle};
use railseal_protocol::time::{Seconds, Timestamp, Validity, Within};
use railseal_protocol::trust::{Standing, TrustError};

use super::{PullError, Service};
use crate::exchange::ExchangeFile;
use crate::random::{NoRandomness, draw};
use crate::storage::{IssuedCertificate, KeptGrant, OfficerStanding, StorageError};

/// The longest time for which a grant is issued: that of a person's certificate.
pub const LONGEST_GRANT: Seconds = Seconds::days(14);

/// Who is to hold a grant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GrantHolder {
    /// Whoever holds this certificate, which this server has issued.
    Certificate(Id<Certificate>),
    /// A person who is enrolled here, by the certificate that was issued last of those that count.
    Person(PersonId),
    /// An officer of this or a recognised administration, by the chain that was handed over.
    Chain(CertificateChain),
}

/// What is to be granted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GrantRequest {
    /// For which lock of this administration.
    pub lock: LockId,
    /// For which of its seal cycles.
    pub cycle: SealCycle,
    /// To whom.
    pub holder: GrantHolder,
    /// What may be ordered: one of these, once.
    pub orders: Vec<OrderKind>,
    /// When.
    pub validity: Validity,
}

/// Why nothing was granted.
#[derive(Debug, thiserror::Error)]
pub enum GrantError {
    /// Nothing could be ordered by it.
    #[error("a grant is for one order at least")]
    NoOrders,
    /// An order that no policy is asked for.
    #[error("{0:?} never rests on a grant")]
    NotGrantable(OrderKind),
    /// It would end before it begins.
    #[error("the grant would end before it begins")]
    Reversed,
    /// It would last too long.
    #[error("the grant would last {got}, and none lasts longer than {most}")]
    TooLong {
        /// The most.
        most: Seconds,
        /// What was wanted.
        got: Seconds,
    },
    /// It would have ended already.
    #[error("the grant would have ended already")]
    Over,
    /// This server has certified no such lock, and no lock obeys another administration's grants.
    #[error("{0} is no lock of this administration")]
    OtherLock(LockId),
    /// Nobody here holds such a certificate, or is such a person.
    #[error(
        "nobody of this administration is that holder: an officer of another is given by a file"
    )]
    UnknownHolder,
    /// The chain that was handed over is not believed.
    #[error("the holder's certificate: {0}")]
    Chain(#[from] TrustError),
    /// Only customs officers are granted anything.
    #[error("the holder is {0:?}, not of customs")]
    NotOfCustoms(Role),
    /// The holder's certificate is withdrawn, past its end, or of no recognised administration.
    #[error("the holder's certificate does not count: {}", .0.word())]
    NotInStanding(OfficerStanding),
    /// No randomness.
    #[error(transparent)]
    NoRandomness(#[from] NoRandomness),
    /// The storage.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Why another administration's grant was not taken in.
#[derive(Debug, thiserror::Error)]
pub enum GrantImportError {
    /// The file holds something else.
    #[error("the file holds no grant")]
    NoGrant,
    /// Its issuer is not believed.
    #[error("the grant's issuer: {0}")]
    Issuer(#[from] TrustError),
    /// It does not verify.
    #[error("the grant: {0}")]
    Statement(#[from] StatementError),
    /// Its issuer does not count.
    #[error("the grant's issuer does not count: {}", .0.word())]
    NotInStanding(OfficerStanding),
    /// Its holder has no certificate of this server's.
    #[error("the grant is nobody's of this administration")]
    NotOurs,
    /// It is past its end.
    #[error("the grant is past its end")]
    Over,
    /// The storage.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl Service {
    /// Grants one use, and keeps the grant for its holder to fetch.
    pub fn grant(&self, request: GrantRequest) -> Result<CarriedGrant, GrantError> {
        let now = self.now();
        request.is_possible(now)?;
        if !self.has_certified(&request.lock)? {
            return Err(GrantError::OtherLock(request.lock));
        }
        let begins = request.validity.from.max(now);
        let holder = self.grant_holder(&request.holder, begins)?;
        let certificate = holder.certificate();
        let role = certificate.role();
        let person = match certificate.person() {
            Some(person) if matches!(role, Role::Officer | Role::Supervisor) => person,
            _ => return Err(GrantError::NotOfCustoms(role)),
        };
        self.counts_at(&holder, begins)?
            .map_err(GrantError::NotInStanding)?;
        let grant = Grant {
            number: GrantId(draw(&*self.random)?),
            lock: request.lock,
            cycle: request.cycle,
            holder: certificate.id(),
            // There are no more kinds of orders than a grant can name.
            orders: request
                .orders
                .try_into()
                .map_err(|_| GrantError::NoOrders)?,
            place: person.station.clone(),
            validity: request.validity,
        };
        let carried = CarriedGrant {
            grant: self.authority.sign(&grant),
            issuer: self.authority.server_chain().clone(),
        };
        self.storage
            .keep_grant(&KeptGrant::of(&carried, &grant, now))?;
        tracing::info!(grant = %carried.grant.id().hash().short(), lock = %grant.lock, "granted");
        Ok(carried)
    }

    /// Takes in what another administration has granted an officer of this one.
    pub fn import_grant(&self, file: &ExchangeFile) -> Result<Verified<Grant>, GrantImportError> {
        let ExchangeFile::Grant(carried) = file else {
            return Err(GrantImportError::NoGrant);
        };
        let (trust, now) = (self.trust()?, self.now());
        let issuer = trust.verify(&carried.issuer)?;
        let grant = issuer.verify(&carried.grant)?;
        match trust.standing(&issuer, Scope::Unsealing, now) {
            Standing::Good | Standing::GoodOnAgedLists => {}
            other => return Err(GrantImportError::NotInStanding((&other).into())),
        }
        if self.storage.certificate(&grant.holder)?.is_none() {
            return Err(GrantImportError::NotOurs);
        }
        if grant.validity.at(now) == Within::Over {
            return Err(GrantImportError::Over);
        }
        self.storage
            .keep_grant(&KeptGrant::of(carried, &grant, now))?;
        Ok(grant)
    }

    /// Every grant that is kept and verifies, the last first.
    pub fn grants(&self) -> Result<Vec<Verified<Grant>>, StorageError> {
        let trust = self.trust()?;
        let verified = |kept: &KeptGrant| {
            let issuer = trust.verify(&kept.carried.issuer).ok()?;
            issuer.verify(&kept.carried.grant).ok()
        };
        Ok(self.storage.grants()?.iter().filter_map(verified).collect())
    }

    /// Gives an officer of this administration what was granted to the certificate that asks.
    pub fn granted(&self, request: &PullRequest) -> Result<Granted, PullError> {
        let (officer, _) = self.asked_by(&request.officer, &request.pull, |pull| pull.asked_at)?;
        let holder = officer.certificate().id();
        let most = u32::try_from(MAX_GRANTED).unwrap_or(u32::MAX);
        let kept = self.storage.grants_of(&holder, self.now(), most)?;
        let grants: Vec<CarriedGrant> = kept.into_iter().map(|kept| kept.carried).collect();
        Ok(Granted {
            // The storage gives no more than it was asked for.
            grants: grants.try_into().unwrap_or(List::empty()),
        })
    }

    /// The chain of a person or certificate of this administration, for another one to grant to.
    pub fn holder_chain(&self, holder: &GrantHolder) -> Result<CertificateChain, GrantError> {
        let holder = self.grant_holder(holder, self.now())?;
        Ok(holder.chain().clone())
    }

    fn grant_holder(&self, holder: &GrantHolder, at: Timestamp) -> Result<Holder, GrantError> {
        let trust = self.trust()?;
        match holder {
            GrantHolder::Chain(chain) => Ok(trust.verify(chain)?),
            GrantHolder::Certificate(id) => {
                let issued = self.storage.certificate(id)?;
                let issued = issued.ok_or(GrantError::UnknownHolder)?;
                Ok(trust.verify(&issued.chain)?)
            }
            GrantHolder::Person(person) => {
                let issued = self.storage.certificates()?;
                let of_person = |issued: &IssuedCertificate| {
                    let holder = trust.verify(&issued.chain).ok()?;
                    let known = holder.certificate().person()?.id == *person;
                    known.then_some(holder)
                };
                let all: Vec<Holder> = issued.iter().filter_map(of_person).collect();
                let mut last = None;
                for holder in all {
                    if self.counts_at(&holder, at)?.is_ok() {
                        return Ok(holder);
                    }
                    last.get_or_insert(holder);
                }
                last.ok_or(GrantError::UnknownHolder)
            }
        }
    }

    fn counts_at(
        &self,
        holder: &Holder,
        at: Timestamp,
    ) -> Result<Result<(), OfficerStanding>, StorageError> {
        let trust = self.trust()?;
        let standing = trust.standing_of_act(holder, Scope::Unsealing, at, self.now());
        Ok(match standing {
            Standing::Good | Standing::GoodOnAgedLists => Ok(()),
            other => Err((&other).into()),
        })
    }

    fn has_certified(&self, lock: &LockId) -> Result<bool, StorageError> {
        let anchor = self.authority.root().anchor();
        let locks = self.storage.certificates()?.into_iter();
        let mut locks = locks.filter(|issued| issued.role == Role::Lock);
        Ok(locks.any(|issued| {
            let holder = anchor.verify(&issued.chain);
            holder.is_ok_and(|holder| match &holder.certificate().subject {
                Subject::Lock(subject) => subject.id == *lock,
                _ => false,
            })
        }))
    }
}

impl GrantRequest {
    fn is_possible(&self, now: Timestamp) -> Result<(), GrantError> {
        if self.orders.is_empty() {
            return Err(GrantError::NoOrders);
        }
        if let Some(order) = self.orders.iter().find(|order| !is_grantable(**order)) {
            return Err(GrantError::NotGrantable(*order));
        }
        let Validity { from, until } = self.validity;
        if until < from {
            return Err(GrantError::Reversed);
        }
        let (most, got) = (LONGEST_GRANT, until.apart(from));
        if got > most {
            return Err(GrantError::TooLong { most, got });
        }
        if self.validity.at(now) == Within::Over {
            return Err(GrantError::Over);
        }
        Ok(())
    }
}

/// Whether there is a state in which a policy is asked for the order: a grant stands in for
/// nothing else.
fn is_grantable(order: OrderKind) -> bool {
    let states = [LockState::Sealed, LockState::Open, LockState::Tampered];
    let mut asked = states
        .iter()
        .filter_map(|state| order.authority(*state, Bound::UnderPolicy));
    asked.any(|authority| authority == Authority::Policy)
}
