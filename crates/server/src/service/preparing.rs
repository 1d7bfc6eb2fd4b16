use railseal_protocol::identifiers::{ContainerNumber, LockId};
use railseal_protocol::manifest::Manifest;
use railseal_protocol::preparing::{Papers, PreparationRequest};
use railseal_protocol::rights::Role;
use railseal_protocol::statement::StatementError;

use super::Service;
use super::asking::AskError;
use crate::storage::{Consignment, StorageError};

/// Why no manifest was made out. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum PreparingError {
    /// Whoever asks.
    #[error(transparent)]
    Ask(#[from] AskError),
    /// Whoever asks is no officer.
    #[error("only an officer or a supervisor seals a lock")]
    NotOfCustoms,
    /// The policy is not the officer's own, or does not verify.
    #[error("the policy: {0}")]
    Policy(StatementError),
    /// The policy beside it is not the one that is named.
    #[error("the policy is another than the one that is named")]
    OtherPolicy,
    /// No documents were given for the container.
    #[error("no documents were given for {0}")]
    NothingToSeal(ContainerNumber),
    /// The container is to be sealed with another lock.
    #[error("the container is to be sealed with {0}")]
    OtherLock(LockId),
    /// Nobody makes manifests out here.
    #[error("no document issuer works at this server")]
    NoDocumentIssuer,
    /// The storage.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl Service {
    /// Keeps what a container is to be sealed with.
    pub fn put_consignment(&self, consignment: &Consignment) -> Result<(), StorageError> {
        self.storage.keep_consignment(consignment)
    }

    /// Makes a manifest out for the lock that an officer of this administration has before them, and
    /// gives everything that it is to be sealed with. Asked again, another manifest is made out, which
    /// says the same.
    pub fn prepare(&self, request: &PreparationRequest) -> Result<Papers, PreparingError> {
        let (officer, asked) = self.asked_by(&request.officer, &request.preparation, |asked| {
            asked.asked_at
        })?;
        if !matches!(
            officer.certificate().role(),
            Role::Officer | Role::Supervisor
        ) {
            return Err(PreparingError::NotOfCustoms);
        }
        let policy = officer.verify(&request.policy);
        let policy = policy.map_err(PreparingError::Policy)?;
        if policy.id() != asked.policy {
            return Err(PreparingError::OtherPolicy);
        }
        let consignment = self
            .storage
            .consignment(&asked.container)?
            .ok_or(PreparingError::NothingToSeal(asked.container))?;
        if consignment.lock != asked.lock {
            return Err(PreparingError::OtherLock(consignment.lock));
        }
        let manifest = Manifest {
            lock: asked.lock,
            container: consignment.container,
            cycle: asked.cycle,
            issued_at: self.now(),
            train: consignment.train,
            route: consignment.route,
            documents: consignment.entries,
            totals: consignment.totals,
            bill: consignment.bill,
            policy: asked.policy,
            tampers: asked.tampers,
            journal: asked.journal,
            previous: asked.previous,
            inspection: consignment.inspections.first().map(|last| last.digest.id()),
        };
        let (manifest, issuer) = self
            .authority
            .sign_manifest(&manifest)
            .ok_or(PreparingError::NoDocumentIssuer)?;
        tracing::info!(
            lock = %asked.lock,
            manifest = %manifest.id().hash().short(),
            "a manifest was made out"
        );
        Ok(Papers {
            manifest,
            issuer,
            documents: consignment.documents,
            inspections: consignment.inspections,
        })
    }
}
