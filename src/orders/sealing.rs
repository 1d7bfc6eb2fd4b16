//! Sealing a lock: what it is to be sealed with is asked of the server, judged, and written into the
//! lock piece by piece; the order itself is one like any other.

use railseal_inspection::sealing::{
    Lawful, PapersError, Share, WriteWant, Writing, before, verify,
};
use railseal_protocol::identifiers::{Administration, ContainerNumber, StationCode};
use railseal_protocol::instruction::MAX_QUORUM;
use railseal_protocol::journal::Entry;
use railseal_protocol::manifest::{Policy, PolicyRow};
use railseal_protocol::preparing::{Papers, PreparationRequest};
use railseal_protocol::rights::{Role, Scope};
use railseal_protocol::status::Status;
use railseal_protocol::time::Timestamp;
use railseal_protocol::trust::Trust;
use railseal_protocol::wire::{DecodeError, decode, encode};

use super::carrying::{CarryError, Met};
use super::composing::Hand;
use crate::device::bluetooth::RadioLink;
use crate::device::http::{Http, HttpError};
use crate::device::keys::{KeyError, Signer};
use crate::officer::Officer;
use crate::registry::{NoRegistry, Registry, findings};
use crate::signing::sign;
use crate::sync::{SyncError, answered};
use crate::visit::{VisitError, ask};

/// Where the server makes manifests out.
pub const SEALINGS: &str = "/api/v1/sealings";

/// Why there is nothing to seal with. Nothing was written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PrepareError {
    /// The server was not reached, or does not listen.
    #[error("the server: {0}")]
    Server(#[from] SyncError),
    /// It has no documents for the container.
    #[error("the server has no documents for the container")]
    NothingToSeal,
    /// The container is to be sealed with another lock.
    #[error("the container is to be sealed with another lock")]
    OtherLock,
    /// Nobody makes manifests out there.
    #[error("nobody makes manifests out at the server")]
    NoDocumentIssuer,
    /// What it gave is of no use.
    #[error("the papers: {0}")]
    Papers(#[from] PapersError),
    /// What reads the documents does not answer.
    #[error(transparent)]
    Registry(#[from] NoRegistry),
    /// The key.
    #[error("the key: {0}")]
    Key(#[from] KeyError),
}

impl From<HttpError> for PrepareError {
    fn from(error: HttpError) -> Self {
        Self::Server(error.into())
    }
}

impl From<DecodeError> for PrepareError {
    fn from(error: DecodeError) -> Self {
        Self::Server(error.into())
    }
}

/// Who of one administration may unseal, as an officer fills it in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Admitted {
    /// Whose.
    pub administration: Administration,
    /// Supervisors only, and not every officer.
    pub supervisors_only: bool,
    /// Where; none for anywhere.
    pub station: Option<StationCode>,
}

/// Why a policy would seal nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PolicyError {
    /// Nobody is admitted.
    #[error("nobody may unseal")]
    Nobody,
    /// More administrations than a policy has rows for.
    #[error("more rows than a policy has")]
    TooMany,
    /// As many people as no lock asks for.
    #[error("{got} people, where 1 to {MAX_QUORUM} can be asked for")]
    Quorum {
        /// How many.
        got: u8,
    },
}

/// The policy that admits these.
pub fn policy(admitted: &[Admitted], quorum: u8, presence: bool) -> Result<Policy, PolicyError> {
    if !(1..=MAX_QUORUM).contains(&quorum) {
        return Err(PolicyError::Quorum { got: quorum });
    }
    let rows: Vec<PolicyRow> = admitted
        .iter()
        .flat_map(|who| {
            let officer = (!who.supervisors_only).then_some(Role::Officer);
            let roles = officer.into_iter().chain([Role::Supervisor]);
            roles.map(|role| PolicyRow {
                administration: who.administration,
                role,
                station: who.station.clone(),
            })
        })
        .collect();
    if rows.is_empty() {
        return Err(PolicyError::Nobody);
    }
    Ok(Policy {
        rows: rows.try_into().map_err(|_| PolicyError::TooMany)?,
        quorum,
        presence,
    })
}

/// The administrations that can be admitted: the own, then those whose officers it recognises for
/// unsealing.
pub fn administrations(trust: &Trust, now: Timestamp) -> Vec<Administration> {
    let own = trust.root().certificate().administration;
    let mut all = vec![own];
    if let Ok(list) = trust.recognition(now) {
        let peers = list.recognised.iter();
        let counts = peers.filter(|peer| peer.scopes.contains(&Scope::Unsealing));
        all.extend(counts.map(|peer| peer.administration));
    }
    all
}

/// Asks the server for everything that the lock is to be sealed with, and judges it.
pub async fn prepare(
    officer: &Officer,
    key: &impl Signer,
    (http, registry): (&impl Http, &impl Registry),
    (status, journal): (&Status, &[Entry]),
    (container, policy): (ContainerNumber, &Policy),
    now: Timestamp,
) -> Result<Lawful, PrepareError> {
    let policy = sign(key, &officer.holder, policy).await?;
    let asked = before(status, journal, container, policy.id(), now);
    let request = PreparationRequest {
        preparation: sign(key, &officer.holder, &asked).await?,
        policy,
        officer: officer.holder.chain().clone(),
    };
    let reply = http.post(SEALINGS, &encode(&request)).await?;
    // SPEC.md § HTTP: a refusal's body is one stable word.
    match (reply.status, reply.bytes.as_slice()) {
        (404, b"nothing-to-seal") => return Err(PrepareError::NothingToSeal),
        (409, b"other-lock") => return Err(PrepareError::OtherLock),
        (409, b"no-document-issuer") => return Err(PrepareError::NoDocumentIssuer),
        _ => {}
    }
    let papers: Papers = decode(&answered(reply)?, Papers::LIMIT)?;
    let who = (&asked, &request.policy, &officer.holder);
    let genuine = verify(&officer.trust, who, &papers, now)?;
    let cargo = findings(registry, &genuine.manifest, &genuine.chunks).await?;
    Ok(genuine.judged(cargo)?)
}

/// Writes into the lock what is not there yet, telling how far it has come.
pub async fn write(
    link: &impl RadioLink,
    met: &mut Met,
    hand: &Hand<'_, impl Signer>,
    lawful: &Lawful,
    tell: impl Fn(Share),
) -> Result<(), CarryError> {
    let mut writing = Writing::begin(met.seal.clone(), lawful);
    while let Some(want) = writing.next() {
        tell(writing.share());
        match want {
            WriteWant::Proof(presence) => {
                let signed = sign(hand.key, &hand.officer.holder, &presence).await;
                let signed = signed.map_err(VisitError::from)?;
                writing.prove(signed, &hand.officer.holder);
            }
            WriteWant::Ask(call) => {
                let answer = ask(link, &mut met.conversation, call).await?;
                writing.take(&hand.officer.trust, answer)?;
            }
        }
    }
    tell(writing.share());
    Ok(())
}
