//! A sealing office: makes manifests out, seals locks, and later something happens to most of them.

use railseal_lock::fake::FakeHardware;
use railseal_lock::hardware::Lever;
use railseal_lock::{Hardware, Identity, Lock, SealOrder};
use railseal_mail::Plan;
use railseal_protocol::bounded::List;
use railseal_protocol::certificate::Certificate;
use railseal_protocol::chain::CertificateChain;
use railseal_protocol::codes::{ControlResult, Disposition, SealCondition};
use railseal_protocol::enrolment::EnrolmentRequest;
use railseal_protocol::hash::Hash;
use railseal_protocol::identifiers::{ContainerNumber, LockId, StationCode};
use railseal_protocol::journal::JournalHead;
use railseal_protocol::key::{AgreementSecret, SigningKey};
use railseal_protocol::manifest::{MAX_ROUTE, Manifest, Policy, PolicyRow, Sealing};
use railseal_protocol::prior::{CarriedDigest, InspectionDigest, InspectionId};
use railseal_protocol::rights::Role;
use railseal_protocol::statement::{Id, Signed, Signer};
use railseal_protocol::status::{BatteryPercent, SealCycle};
use railseal_protocol::time::{Seconds, Timestamp};
use railseal_protocol::wire::encode;
use railseal_server::service::{NewDocumentIssuer, NewLock};
use railseal_server::storage::{Appointment, PersonRole};
use railseal_server::{Service, SystemRandom, signing_key};

use super::cargo::{self, Flaw};
use super::lock::{Forgery, LockError, LockFile};
use super::{Condition, DemonstrationError, person};

/// How long after its sealing something happens to a lock.
const LATER: Seconds = Seconds::days(1);
/// By how much a clock is set back: more than clocks may be apart, less than a certificate's margin.
const SET_BACK: Seconds = Seconds::new(30 * 60);
/// Under the level at which a lock warns.
const LOW: u8 = 9;

/// The people and keys of a sealing office, as they are at its administration's clock.
pub(super) struct SealingOffice<'a> {
    pub(super) administration: &'a Service,
    officer: SigningKey,
    chain: CertificateChain,
    issuer: NewDocumentIssuer,
}

/// A lock that was sealed and sent on its way.
pub(super) struct SealedLock {
    pub(super) file: LockFile,
    /// How far its journal was last reported to reach.
    pub(super) reported: JournalHead,
    pub(super) certificate: Id<Certificate>,
}

/// What is sealed.
#[derive(Debug, Clone)]
pub(super) struct Consignment {
    pub(super) container: ContainerNumber,
    /// Keeps the identifiers of two containers apart.
    pub(super) batch: u32,
    pub(super) flaw: Flaw,
    pub(super) policy: Policy,
    pub(super) inspected_before: bool,
    /// Mail made up by this plan; the usual few items where there is none.
    pub(super) plan: Option<Plan>,
}

impl Consignment {
    fn of(condition: Condition) -> Result<Self, DemonstrationError> {
        Ok(Self {
            container: condition.sealed_container()?,
            batch: condition.batch(),
            flaw: condition.flaw(),
            policy: policy(condition == Condition::LampAsked)?,
            inspected_before: condition == Condition::InspectedBefore,
            plan: None,
        })
    }
}

impl<'a> SealingOffice<'a> {
    /// Enrols the officer who seals, and certifies who makes manifests out.
    pub(super) fn open(administration: &'a Service) -> Result<Self, DemonstrationError> {
        let issuer = administration.new_document_issuer("CNCKGX".parse()?)?;
        let officer = signing_key(&SystemRandom)?;
        let person = person("50003", "Sealing officer", "CNCQI")?;
        let role = PersonRole::Officer;
        let code = administration.new_code(Appointment { role, person }, 1)?;
        let enrolled = administration.enrol(&EnrolmentRequest::sign(*code.secret(), &officer))?;
        Ok(Self {
            administration,
            officer,
            chain: enrolled.officer,
            issuer,
        })
    }

    /// Commissions a lock, seals a container with it, and lets happen to it what is its matter.
    pub(super) fn seal(
        &self,
        condition: Condition,
        commissioned_at: Timestamp,
    ) -> Result<SealedLock, DemonstrationError> {
        let new = self.administration.new_lock(condition.lock()?)?;
        let certificate = new.chain.leaf.id();
        let (mut lock, manifest, order) = self.sealed(&new, condition, commissioned_at)?;
        let mut reported = lock.journal();
        let mut forgery = None;
        let mut set_back = Seconds::new(0);
        match condition {
            Condition::Intact
            | Condition::TotalsDiffer
            | Condition::Revoked
            | Condition::WrongContainer
            | Condition::StaleList
            | Condition::Unrecognised
            | Condition::LampAsked
            | Condition::InspectedBefore => {}
            Condition::Tampered => {
                lock.hardware_mut().advance(LATER);
                lock.hardware_mut().lever = Lever::Cut;
                lock.tick().map_err(LockError::from)?;
            }
            Condition::LowBattery => {
                lock.hardware_mut().advance(LATER);
                if let Ok(low) = BatteryPercent::try_from(LOW) {
                    lock.hardware_mut().battery = low;
                }
                lock.tick().map_err(LockError::from)?;
            }
            Condition::ForgedManifest => forgery = Some(self.forged_manifest(&manifest, &order)?),
            Condition::JournalBroken => {
                forgery = Some(rebound(
                    condition.sealed_container()?,
                    Condition::Intact.container()?,
                ));
            }
            Condition::ClockSetBack => set_back = SET_BACK,
            Condition::Forked => {
                // The copy was set up an hour later: its journal has other hashes throughout.
                let later = commissioned_at.plus(Seconds::new(3600));
                reported = self.sealed(&new, condition, later)?.0.journal();
            }
        }
        Ok(SealedLock {
            file: LockFile::of(lock.into_hardware(), set_back, forgery),
            reported,
            certificate,
        })
    }

    /// A lock on a body of its own, sealed now.
    fn sealed(
        &self,
        new: &NewLock,
        condition: Condition,
        commissioned_at: Timestamp,
    ) -> Result<(Lock<FakeHardware>, Manifest, SealOrder), DemonstrationError> {
        let sealed_at = self.administration.now();
        let mut lock = self.commissioned(new, commissioned_at)?;
        let consignment = Consignment::of(condition)?;
        let (manifest, order) = self.order(&lock, &consignment, sealed_at)?;
        lock.seal(&order).map_err(LockError::from)?;
        Ok((lock, manifest, order))
    }

    /// A lock on a body of its own, in stock since then.
    pub(super) fn commissioned(
        &self,
        new: &NewLock,
        commissioned_at: Timestamp,
    ) -> Result<Lock<FakeHardware>, DemonstrationError> {
        let identity = Identity {
            signing: SigningKey::from_scalar(&new.signing.to_scalar())
                .map_err(|_| LockError::Key)?,
            agreement: AgreementSecret::from_bytes(*new.agreement.as_bytes()),
            chain: new.chain.clone(),
            root: self
                .administration
                .authority()
                .root()
                .certificate()
                .signed()
                .clone(),
            lists: self.administration.lists()?,
        };
        let hardware = FakeHardware::new(commissioned_at);
        let mut lock = Lock::commission(hardware, identity).map_err(LockError::from)?;
        let now = self.administration.now();
        lock.hardware_mut().advance(now.apart(commissioned_at));
        Ok(lock)
    }

    /// Seals a consignment with a lock of this administration, whatever its body, now.
    pub(super) fn seal_with<H: Hardware>(
        &self,
        lock: &mut Lock<H>,
        consignment: &Consignment,
    ) -> Result<(), DemonstrationError> {
        let (_, order) = self.order(lock, consignment, self.administration.now())?;
        lock.seal(&order).map_err(LockError::from)?;
        Ok(())
    }

    fn order<H: Hardware>(
        &self,
        lock: &Lock<H>,
        consignment: &Consignment,
        sealed_at: Timestamp,
    ) -> Result<(Manifest, SealOrder), DemonstrationError> {
        let policy = Signed::sign(&consignment.policy, self.officer_signs(), &self.officer);
        let (container, id) = (consignment.container, lock.id());
        let inspections = if consignment.inspected_before {
            self.inspections(container, sealed_at)?
        } else {
            Vec::new()
        };
        let (batch, flaw) = (consignment.batch, consignment.flaw);
        let cargo = match consignment.plan {
            None => cargo::make(container, id, sealed_at, batch, flaw)?,
            Some(plan) => cargo::full(container, id, sealed_at, plan)?,
        };
        let manifest = Manifest {
            lock: id,
            container,
            cycle: lock.cycle().next(),
            issued_at: sealed_at,
            train: Some("X8001".parse()?),
            route: route()?,
            documents: cargo.entries,
            totals: cargo.totals,
            bill: cargo.totals,
            policy: policy.id(),
            tampers: lock.tampers(),
            journal: lock.journal(),
            previous: None,
            inspection: inspections.first().map(|last| last.digest.id()),
        };
        let sealing = Sealing {
            manifest: Signed::sign(&manifest, self.issuer_signs(), &self.issuer.key),
            issuer: self.issuer.chain.clone(),
            policy,
            sealer: self.chain.clone(),
        };
        let order = SealOrder {
            sealing,
            documents: cargo.chunks,
            inspections,
        };
        Ok((manifest, order))
    }

    /// The container was examined twice under an earlier lock; the last first.
    fn inspections(
        &self,
        container: ContainerNumber,
        sealed_at: Timestamp,
    ) -> Result<Vec<CarriedDigest>, DemonstrationError> {
        let lock: LockId = "RSLK00000009".parse()?;
        let mut previous = None;
        let mut carried = Vec::new();
        for (place, disposition) in [Disposition::Examine, Disposition::Release]
            .into_iter()
            .enumerate()
        {
            let hours_before = 2 - u64::try_from(place).unwrap_or(0);
            let digest = InspectionDigest {
                inspection: InspectionId([u8::try_from(place).unwrap_or(0); 16]),
                lock,
                container,
                cycle: SealCycle(1),
                manifest: Id::from_hash(Hash::of("demonstration", &[])),
                journal: JournalHead::of_nothing(&lock),
                made_at: sealed_at.minus(Seconds::new(hours_before * 3600)),
                place: "CNCQI".parse()?,
                condition: SealCondition::Right,
                disposition,
                results: vec![ControlResult::Satisfactory].try_into()?,
                previous,
            };
            let digest = Signed::sign(&digest, self.officer_signs(), &self.officer);
            previous = Some(digest.id());
            let officer = self.chain.clone();
            carried.insert(0, CarriedDigest { digest, officer });
        }
        Ok(carried)
    }

    /// The same manifest under a signature that is not its issuer's.
    fn forged_manifest(
        &self,
        manifest: &Manifest,
        order: &SealOrder,
    ) -> Result<Forgery, DemonstrationError> {
        let forger = signing_key(&SystemRandom)?;
        let genuine = &order.sealing;
        let manifest = Signed::sign(manifest, self.issuer_signs(), &forger);
        let forged = Sealing {
            manifest,
            ..genuine.clone()
        };
        Ok(Forgery {
            of_the_journal: false,
            genuine: encode(genuine),
            forged: encode(&forged),
        })
    }

    fn issuer_signs(&self) -> Signer {
        Signer::Certificate(self.issuer.chain.leaf.id())
    }

    fn officer_signs(&self) -> Signer {
        Signer::Certificate(self.chain.leaf.id())
    }
}

/// The journal says that the lock was fixed to another container.
fn rebound(container: ContainerNumber, other: ContainerNumber) -> Forgery {
    Forgery {
        of_the_journal: true,
        genuine: encode(&container),
        forged: encode(&other),
    }
}

/// From the sealing to the end.
pub(super) fn route() -> Result<List<StationCode, MAX_ROUTE>, DemonstrationError> {
    let stations = ["CNCQI", "CNAKL", "KZDOS", "KZALA"].map(str::parse);
    Ok(stations
        .into_iter()
        .collect::<Result<Vec<_>, _>>()?
        .try_into()?)
}

/// Two persons must agree: of Kazakhstan's or China's customs, wherever they serve.
pub(super) fn policy(presence: bool) -> Result<Policy, DemonstrationError> {
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
        presence,
    })
}
