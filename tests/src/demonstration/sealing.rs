//! The sealing office at Chongqing: makes manifests out, seals locks, and later something happens
//! to three of them.

use std::sync::Arc;

use railseal_lock::fake::FakeHardware;
use railseal_lock::hardware::Lever;
use railseal_lock::{Identity, Lock, SealOrder};
use railseal_protocol::chain::CertificateChain;
use railseal_protocol::enrolment::EnrolmentRequest;
use railseal_protocol::journal::JournalHead;
use railseal_protocol::key::SigningKey;
use railseal_protocol::manifest::{Manifest, Policy, PolicyRow, Sealing};
use railseal_protocol::rights::Role;
use railseal_protocol::statement::{Signed, Signer};
use railseal_protocol::time::{Seconds, Timestamp};
use railseal_server::service::NewDocumentIssuer;
use railseal_server::storage::{Appointment, PersonRole};
use railseal_server::{FixedClock, Service, SystemRandom, signing_key};

use super::cargo::Cargo;
use super::lock::{LockError, LockFile};
use super::{Condition, DemonstrationError, person};

/// How long after its sealing a lock is cut.
const CUT_AFTER: Seconds = Seconds::days(1);

/// The people and keys of the sealing office.
pub(super) struct SealingOffice {
    officer: SigningKey,
    chain: CertificateChain,
    issuer: NewDocumentIssuer,
    sealed_at: Timestamp,
}

impl SealingOffice {
    /// Enrols the officer who seals, and from then on stands at the moment of sealing.
    pub(super) fn open(
        china: &Service,
        sealed_at: Timestamp,
        clock: Arc<FixedClock>,
    ) -> Result<Self, DemonstrationError> {
        let issuer = china.new_document_issuer("CNCKGX".parse()?)?;
        let officer = signing_key(&SystemRandom)?;
        let sealer = person("CN-50003", "Sealing officer, Chongqing", "CNCQI")?;
        let code = china.new_code(
            Appointment {
                role: PersonRole::Officer,
                person: sealer,
            },
            1,
        )?;
        let enrolled = china.enrol(&EnrolmentRequest::sign(*code.secret(), &officer))?;
        clock.set(sealed_at);
        Ok(Self {
            officer,
            chain: enrolled.officer,
            issuer,
            sealed_at,
        })
    }

    /// Commissions a lock, seals a container with it, and lets happen to it what is its matter.
    /// Says how far the lock's journal reached when the office last saw it.
    pub(super) fn seal(
        &self,
        china: &Service,
        condition: Condition,
        commissioned_at: Timestamp,
    ) -> Result<(LockFile, JournalHead), DemonstrationError> {
        let new = china.new_lock(condition.lock()?)?;
        let identity = Identity {
            signing: new.signing,
            agreement: new.agreement,
            chain: new.chain,
            root: china.authority().root().certificate().signed().clone(),
            lists: china.lists()?,
        };
        let hardware = FakeHardware::new(commissioned_at);
        let mut lock = Lock::commission(hardware, identity).map_err(LockError::from)?;
        lock.hardware_mut()
            .advance(self.sealed_at.apart(commissioned_at));

        let (manifest, order) = self.order(&lock, condition)?;
        lock.seal(&order).map_err(LockError::from)?;
        let seen = lock.journal();
        let mut forgery = None;
        match condition {
            Condition::Intact | Condition::TotalsDiffer => {}
            Condition::Tampered => {
                lock.hardware_mut().advance(CUT_AFTER);
                lock.hardware_mut().lever = Lever::Cut;
                lock.tick().map_err(LockError::from)?;
            }
            Condition::ForgedManifest => {
                let forger = signing_key(&SystemRandom)?;
                let manifest = Signed::sign(&manifest, self.issuer_signs(), &forger);
                let forged = Sealing {
                    manifest,
                    ..order.sealing.clone()
                };
                forgery = Some((order.sealing.clone(), forged));
            }
        }
        Ok((LockFile::of(lock.into_hardware(), forgery), seen))
    }

    fn order(
        &self,
        lock: &Lock<FakeHardware>,
        condition: Condition,
    ) -> Result<(Manifest, SealOrder), DemonstrationError> {
        let sealer = Signer::Certificate(self.chain.leaf.id());
        let policy = Signed::sign(&policy()?, sealer, &self.officer);
        let (container, id) = (condition.container()?, condition.lock()?);
        let batch = id.as_bytes().last().map_or(0, |digit| u32::from(*digit));
        let cargo = Cargo::make(container, id, self.sealed_at, batch, condition.flaw())?;
        let manifest = Manifest {
            lock: id,
            container,
            cycle: lock.cycle().next(),
            issued_at: self.sealed_at,
            train: Some("X8001".parse()?),
            route: vec![
                "CNCQI".parse()?,
                "CNAKL".parse()?,
                "KZDOS".parse()?,
                "KZALA".parse()?,
            ]
            .try_into()?,
            documents: cargo.entries.try_into()?,
            totals: cargo.totals,
            bill: cargo.totals,
            policy: policy.id(),
            tampers: lock.tampers(),
            journal: lock.journal(),
            previous: None,
            inspection: None,
        };
        let sealing = Sealing {
            manifest: Signed::sign(&manifest, self.issuer_signs(), &self.issuer.key),
            issuer: self.issuer.chain.clone(),
            policy,
            sealer: self.chain.clone(),
        };
        Ok((
            manifest,
            SealOrder {
                sealing,
                documents: cargo.chunks,
                inspections: Vec::new(),
            },
        ))
    }

    fn issuer_signs(&self) -> Signer {
        Signer::Certificate(self.issuer.chain.leaf.id())
    }
}

/// Two persons must agree: of Kazakhstan's or China's customs, wherever they serve.
fn policy() -> Result<Policy, DemonstrationError> {
    let mut rows = Vec::new();
    for administration in ["KZ", "CN"] {
        for role in [Role::Officer, Role::Supervisor] {
            let administration = administration.parse()?;
            rows.push(PolicyRow {
                administration,
                role,
                station: None,
            });
        }
    }
    Ok(Policy {
        rows: rows.try_into()?,
        quorum: 2,
        presence: false,
    })
}
