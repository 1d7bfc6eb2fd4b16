//! Grants on this device: fetched from the own server, or brought over from another phone or a
//! file. Each is verified before it is kept, and again whenever it is taken out; what is past its
//! end goes.

use railseal_inspection::Judgement;
use railseal_protocol::bounded::List;
use railseal_protocol::chain::Holder;
use railseal_protocol::grant::{CarriedGrant, Grant, Granted, MAX_GRANTED};
use railseal_protocol::identifiers::Administration;
use railseal_protocol::journal::Event;
use railseal_protocol::rights::Scope;
use railseal_protocol::rules::{Counts, GrantUse, OrderKind};
use railseal_protocol::statement::{Id, StatementError, Verified};
use railseal_protocol::time::{Timestamp, Within};
use railseal_protocol::trust::{Standing, Trust, TrustError};
use railseal_protocol::wire::{DecodeError, decode};

use crate::device::http::Http;
use crate::device::keys::Signer;
use crate::device::store::{Drawers, StoreError};
use crate::officer::{Kept, Officer};
use crate::sync::{SyncError, ask};

/// Where the server gives what was granted.
pub const GRANTS: &str = "/api/v1/grants";

/// The most that are kept: as many brought over as a server gives at once.
const MOST: usize = 2 * MAX_GRANTED;

/// Why a grant is of no use here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum GrantError {
    /// It cannot be read.
    #[error("unreadable: {0}")]
    Unreadable(#[from] DecodeError),
    /// Who issued it is not known here.
    #[error("the issuer: {0}")]
    Issuer(#[from] TrustError),
    /// Who issued it does not count.
    #[error("the issuer does not count")]
    IssuerDoesNotCount,
    /// It does not verify.
    #[error("the grant: {0}")]
    Statement(#[from] StatementError),
    /// It is another's.
    #[error("the grant is another's")]
    NotYours,
    /// It is past its end.
    #[error("the grant is past its end")]
    Over,
}

/// A grant of this officer's that verifies.
#[derive(Debug, Clone)]
pub struct HeldGrant {
    carried: CarriedGrant,
    grant: Verified<Grant>,
    of: Administration,
    used: bool,
}

impl HeldGrant {
    /// Verifies a grant by what this device trusts: genuine, and this officer's own.
    fn verify(carried: &CarriedGrant, trust: &Trust, own: &Holder) -> Result<Self, GrantError> {
        let issuer = trust.verify(&carried.issuer)?;
        let grant = issuer.verify(&carried.grant)?;
        if grant.holder != own.certificate().id() {
            return Err(GrantError::NotYours);
        }
        Ok(Self {
            carried: carried.clone(),
            of: issuer.certificate().administration,
            grant,
            used: false,
        })
    }

    /// The same, to be kept from now on: not past its end, by an issuer of whom nothing bad is known.
    fn take(
        carried: &CarriedGrant,
        trust: &Trust,
        own: &Holder,
        now: Timestamp,
    ) -> Result<Self, GrantError> {
        let held = Self::verify(carried, trust, own)?;
        let issuer = trust.verify(&carried.issuer)?;
        match trust.standing(&issuer, Scope::Unsealing, now) {
            // A list that is missing here says nothing against the issuer: the lock will judge.
            Standing::Good | Standing::GoodOnAgedLists | Standing::CannotSay { .. } => {}
            Standing::NotYetValid
            | Standing::Expired
            | Standing::Revoked(_)
            | Standing::NotRecognised
            | Standing::OutOfScope => return Err(GrantError::IssuerDoesNotCount),
        }
        if held.is_over(now) {
            return Err(GrantError::Over);
        }
        Ok(held)
    }

    /// Its id.
    pub fn id(&self) -> Id<Grant> {
        self.grant.id()
    }

    /// What it says.
    pub fn grant(&self) -> &Grant {
        &self.grant
    }

    /// As it travels.
    pub fn carried(&self) -> &CarriedGrant {
        &self.carried
    }

    /// Which administration has granted it.
    pub fn of(&self) -> Administration {
        self.of
    }

    /// Whether a lock is known to have taken it.
    pub fn is_used(&self) -> bool {
        self.used
    }

    fn is_over(&self, now: Timestamp) -> bool {
        self.grant.validity.at(now) == Within::Over
    }
}

/// The grants of an officer.
#[derive(Debug, Clone, Default)]
pub struct Grants(Vec<HeldGrant>);

/// As they are kept: each, and whether it was used.
type KeptGrants = List<(CarriedGrant, bool), MOST>;

impl Grants {
    /// Takes them out of the store. What is not believed any more is left out.
    pub async fn load(drawers: &impl Drawers, trust: &Trust, own: &Holder) -> Self {
        let kept: Option<KeptGrants> = Kept::Grants.read(drawers).await.unwrap_or(None);
        let kept = kept.iter().flat_map(|kept| kept.iter());
        let held = kept.filter_map(|(carried, used)| {
            let held = HeldGrant::verify(carried, trust, own).ok()?;
            Some(HeldGrant {
                used: *used,
                ..held
            })
        });
        Self(held.collect())
    }

    /// Those that are not past their end.
    pub fn at(&self, now: Timestamp) -> impl Iterator<Item = &HeldGrant> {
        self.0.iter().filter(move |held| !held.is_over(now))
    }

    /// One of them.
    pub fn find(&self, id: &Id<Grant>) -> Option<&HeldGrant> {
        self.0.iter().find(|held| held.id() == *id)
    }

    /// The one by which an officer whom the policy alone does not admit can order this of a lock
    /// as it was judged.
    pub fn fitting(
        &self,
        officer: &Officer,
        judgement: &Judgement,
        order: OrderKind,
        now: Timestamp,
    ) -> Option<&HeldGrant> {
        let own = officer.holder.certificate();
        if !judgement.policy.as_ref()?.names(own.administration) {
            return None;
        }
        let owner = judgement.lock.as_ref()?.certificate().administration;
        let status = judgement.status.as_ref()?;
        self.0.iter().find(|held| {
            let used = held.used || has_used(judgement, &held.id());
            let at = GrantUse {
                lock: &status.lock,
                cycle: status.cycle,
                owner,
                order,
                holder: own.id(),
                station: &officer.person.station,
                now,
                used,
            };
            held.grant.holds(held.of, Counts::Fully, &at).is_ok()
        })
    }

    /// The same with others, each once, without what is past its end.
    fn with(&self, others: Vec<HeldGrant>, now: Timestamp) -> Self {
        let mut all: Vec<HeldGrant> = self.at(now).cloned().collect();
        for held in others {
            if all.iter().all(|known| known.id() != held.id()) {
                all.insert(0, held);
            }
        }
        all.truncate(MOST);
        Self(all)
    }

    async fn keep(&self, drawers: &impl Drawers) -> Result<(), StoreError> {
        let kept = self.0.iter().map(|held| (held.carried.clone(), held.used));
        let kept: Vec<(CarriedGrant, bool)> = kept.collect();
        let kept: KeptGrants = kept.try_into().unwrap_or(List::empty());
        drawers.keep(&[Kept::Grants.put(&kept)]).await
    }
}

/// Whether the lock's journal tells that it has taken a grant: the order was accepted.
fn has_used(judgement: &Judgement, id: &Id<Grant>) -> bool {
    let Some(journal) = &judgement.journal else {
        return false;
    };
    let following = journal.iter().zip(journal.iter().skip(1));
    following
        .filter(|(entry, _)| matches!(&entry.event, Event::GrantUsed { grant } if grant == id))
        .any(|(_, next)| next.event.is_acceptance())
}

/// Fetches what was granted; keeps what is believed. Gives all that there are from now on.
pub async fn fetch(
    officer: &Officer,
    key: &impl Signer,
    http: &impl Http,
    drawers: &impl Drawers,
    now: Timestamp,
) -> Result<Grants, SyncError> {
    let granted = match ask(GRANTS, officer, key, http, now).await {
        Ok(answer) => decode(&answer, Granted::LIMIT)?,
        // A server of before there were grants has granted nothing.
        Err(SyncError::Answered(404)) => Granted {
            grants: List::empty(),
        },
        Err(error) => return Err(error),
    };
    let (trust, own) = (&officer.trust, &officer.holder);
    // The last issued comes first, and is to be first here.
    let newest_last = granted.grants.iter().rev();
    let taken = newest_last.filter_map(|carried| HeldGrant::take(carried, trust, own, now).ok());
    Ok(keep(officer, taken.collect(), drawers, now).await?)
}

/// Reads a grant that was brought over, and verifies it.
pub fn read(bytes: &[u8], officer: &Officer, now: Timestamp) -> Result<HeldGrant, GrantError> {
    let carried: CarriedGrant = decode(bytes, CarriedGrant::WIRE_LIMIT)?;
    HeldGrant::take(&carried, &officer.trust, &officer.holder, now)
}

/// Keeps a grant that was brought over. Gives all that there are from now on.
pub async fn take(
    held: HeldGrant,
    officer: &Officer,
    drawers: &impl Drawers,
    now: Timestamp,
) -> Result<Grants, StoreError> {
    keep(officer, vec![held], drawers, now).await
}

/// Remembers that a lock has taken a grant: it is offered no more.
pub async fn used(
    id: &Id<Grant>,
    officer: &Officer,
    drawers: &impl Drawers,
) -> Result<Grants, StoreError> {
    let mut grants = Grants::load(drawers, &officer.trust, &officer.holder).await;
    for held in grants.0.iter_mut().filter(|held| held.id() == *id) {
        held.used = true;
    }
    grants.keep(drawers).await?;
    Ok(grants)
}

/// What is in the store is what counts: something may have been used meanwhile.
async fn keep(
    officer: &Officer,
    more: Vec<HeldGrant>,
    drawers: &impl Drawers,
    now: Timestamp,
) -> Result<Grants, StoreError> {
    let grants = Grants::load(drawers, &officer.trust, &officer.holder).await;
    let grants = grants.with(more, now);
    grants.keep(drawers).await?;
    Ok(grants)
}
