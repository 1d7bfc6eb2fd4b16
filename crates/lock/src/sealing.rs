//! Sealing: the order is held against the lock's own trust, journal and flash before anything is
//! touched; then documents are written, the order is journalled as accepted, the bolt is driven,
//! and what the sensors say is journalled as the outcome.

mod completeness;
mod error;

use alloc::vec::Vec;

use railseal_protocol::call::ChunkAddress;
use railseal_protocol::certificate::Certificate;
use railseal_protocol::chain::{CertificateChain, Holder};
use railseal_protocol::instruction::MAX_QUORUM;
use railseal_protocol::journal::Event;
use railseal_protocol::manifest::{Chunk, Manifest, PolicyRow, Sealing};
use railseal_protocol::prior::{CarriedDigest, MAX_INSPECTIONS};
use railseal_protocol::rights::{Role, Scope};
use railseal_protocol::statement::{Id, Signed, Statement, Verified};
use railseal_protocol::status::SealCycle;
use railseal_protocol::time::Timestamp;
use railseal_protocol::trust::Standing;

pub use error::{SealError, Signatory};

use crate::account::Phase;
use crate::documents::Documents;
use crate::flash::LogError;
use crate::hardware::{Area, Bolt, FlashError, Hardware, Lever};
use crate::journal::{AppendError, Cause, ROOM_TO_SEAL};
use crate::lock::Lock;

/// An order to seal. Who orders is who signed the policy.
#[derive(Debug, Clone)]
pub struct SealOrder {
    /// Manifest and policy, with the chains of who signed them.
    pub sealing: Sealing,
    /// The chunks of each of the manifest's documents, in its order.
    pub documents: Vec<Vec<Chunk>>,
    /// The prior inspections that the manifest names, the last first.
    pub inspections: Vec<CarriedDigest>,
}

/// An order found lawful.
pub(crate) struct Lawful {
    pub(crate) manifest: Verified<Manifest>,
    sealer: Holder,
}

impl Lawful {
    /// By which certificate the policy was signed.
    pub(crate) fn sealer_certificate(&self) -> Id<Certificate> {
        self.sealer.certificate().id()
    }
}

impl<H: Hardware> Lock<H> {
    /// Seals at the bench, without a link. Comes back when the sensors have confirmed it, with the
    /// cycle that has begun.
    pub fn seal(&mut self, order: &SealOrder) -> Result<SealCycle, SealError> {
        self.notice().map_err(SealError::Flash)?;
        let Phase::Resting(_) = self.journal.account().phase else {
            return Err(SealError::State(self.state()));
        };
        let lawful = self.lawful(&order.sealing)?;
        completeness::check(&lawful.manifest.documents, &order.documents)?;
        Self::inspections_begin(&lawful.manifest, &order.inspections)?;
        self.has_room(order)?;
        self.lever_is_in()?;
        self.write_all(order)?;
        let cause = Cause {
            who: Some(lawful.sealer_certificate()),
            instruction: None,
        };
        self.begin_to_seal(&lawful, cause)?;
        self.close(lawful.manifest.cycle, cause)
    }

    /// Whether there is room for a whole cycle, and the lever is in.
    pub(crate) fn can_close(&self) -> Result<(), SealError> {
        self.has_journal_room()?;
        self.lever_is_in()
    }

    /// Seals with what was written before, by an instruction that was found lawful.
    pub(crate) fn seal_as_written(
        &mut self,
        lawful: &Lawful,
        cause: Cause,
    ) -> Result<SealCycle, SealError> {
        self.begin_to_seal(lawful, cause)?;
        self.close(lawful.manifest.cycle, cause)
    }

    /// Whether a sealing is lawful for this lock as it is, now.
    pub(crate) fn lawful(&self, sealing: &Sealing) -> Result<Lawful, SealError> {
        let lawful = self.judge(sealing)?;
        self.fits_this_lock(&lawful.manifest)?;
        Ok(lawful)
    }

    fn judge(&self, sealing: &Sealing) -> Result<Lawful, SealError> {
        let now = self.judging_time()?;
        let issuer = self.chain(Signatory::Issuer, &sealing.issuer)?;
        let manifest = statement(Signatory::Issuer, &issuer, &sealing.manifest)?;
        let acted_at = manifest.issued_at;
        self.counts(Signatory::Issuer, &issuer, Scope::Documents, acted_at, now)?;
        let sealer = self.chain(Signatory::Sealer, &sealing.sealer)?;
        let policy = statement(Signatory::Sealer, &sealer, &sealing.policy)?;
        self.counts(Signatory::Sealer, &sealer, Scope::Unsealing, now, now)?;
        let (own, got) = (
            self.trust.root().certificate().administration,
            sealer.certificate().administration,
        );
        if got != own {
            return Err(SealError::NotTheOwner { expected: own, got });
        }
        if policy.id() != manifest.policy {
            return Err(SealError::OtherPolicy {
                expected: manifest.policy,
                got: policy.id(),
            });
        }
        let of_customs = |row: &PolicyRow| matches!(row.role, Role::Officer | Role::Supervisor);
        let somebody = policy.rows.iter().any(of_customs);
        if !somebody || !(1..=MAX_QUORUM).contains(&policy.quorum) {
            return Err(SealError::PolicyWithoutSense {
                rows: policy.rows.len(),
                quorum: policy.quorum,
            });
        }
        Ok(Lawful { manifest, sealer })
    }

    fn chain(&self, who: Signatory, chain: &CertificateChain) -> Result<Holder, SealError> {
        let holder = self.trust.verify(chain);
        holder.map_err(|error| SealError::Chain { who, error })
    }

    fn counts(
        &self,
        who: Signatory,
        holder: &Holder,
        scope: Scope,
        acted_at: Timestamp,
        now: Timestamp,
    ) -> Result<(), SealError> {
        let trust = &self.trust;
        match trust.standing_of_act(holder, scope, acted_at, now) {
            Standing::Good | Standing::GoodOnAgedLists => Ok(()),
            standing => Err(SealError::Standing { who, standing }),
        }
    }

    fn fits_this_lock(&self, manifest: &Manifest) -> Result<(), SealError> {
        let account = self.journal.account();
        let (lock, cycle, tampers) = (self.id(), account.cycle.next(), account.tampers);
        if manifest.lock != lock {
            return Err(SealError::OtherLock {
                expected: lock,
                got: manifest.lock,
            });
        }
        if manifest.cycle != cycle {
            return Err(SealError::OtherCycle {
                expected: cycle,
                got: manifest.cycle,
            });
        }
        if manifest.tampers != tampers {
            return Err(SealError::OtherTampers {
                expected: tampers,
                got: manifest.tampers,
            });
        }
        if manifest.journal != self.journal() {
            return Err(SealError::OtherJournal {
                expected: self.journal(),
                got: manifest.journal,
            });
        }
        if manifest.previous != account.manifest {
            return Err(SealError::OtherPrevious {
                expected: account.manifest,
                got: manifest.previous,
            });
        }
        Ok(())
    }

    /// Whether the last inspection is the one that the manifest names. How each names the one
    /// before it is signed: whoever reads them follows that, and judges who counts.
    fn inspections_begin(
        manifest: &Manifest,
        inspections: &[CarriedDigest],
    ) -> Result<(), SealError> {
        if inspections.len() > MAX_INSPECTIONS {
            return Err(SealError::TooManyInspections {
                got: inspections.len(),
            });
        }
        let (expected, got) = (
            manifest.inspection,
            inspections.first().map(|last| last.digest.id()),
        );
        if expected == got {
            Ok(())
        } else {
            Err(SealError::OtherInspection { expected, got })
        }
    }

    fn has_room(&self, order: &SealOrder) -> Result<(), SealError> {
        self.has_journal_room()?;
        let documents = Documents::needed_for(order);
        fits(
            Area::Documents,
            documents,
            self.hardware.size(Area::Documents),
        )?;
        let person = self.keeping.needed_for(&order.sealing.sealer);
        fits(Area::Identity, person, self.keeping.left())
    }

    fn has_journal_room(&self) -> Result<(), SealError> {
        let left = self.journal.left();
        if left < ROOM_TO_SEAL {
            return Err(SealError::JournalRoom {
                needed: ROOM_TO_SEAL,
                left,
            });
        }
        Ok(())
    }

    fn lever_is_in(&self) -> Result<(), SealError> {
        match self.hardware.lever() {
            Lever::In => Ok(()),
            lever @ (Lever::Out | Lever::Cut) => Err(SealError::Lever(lever)),
        }
    }

    /// Writes everything that the sealed lock must have.
    fn write_all(&mut self, order: &SealOrder) -> Result<(), SealError> {
        let hardware = &mut self.hardware;
        self.writing = None;
        let documents = &mut self.documents;
        let before = |error| before(Area::Documents, error);
        documents
            .begin_sealing(hardware, &order.sealing)
            .map_err(before)?;
        for carried in &order.inspections {
            documents
                .add_inspection(hardware, carried)
                .map_err(before)?;
        }
        for (document, chunks) in (0u8..).zip(&order.documents) {
            for (place, bytes) in (0u16..).zip(chunks) {
                let address = ChunkAddress {
                    document,
                    chunk: place,
                };
                documents
                    .add_chunk(hardware, address, bytes)
                    .map_err(before)?;
            }
        }
        Ok(())
    }

    /// Journals that what is written is to be sealed, the acceptance last.
    fn begin_to_seal(&mut self, lawful: &Lawful, cause: Cause) -> Result<(), SealError> {
        self.keeping
            .keep_person(&mut self.hardware, lawful.sealer.chain())
            .map_err(|error| before(Area::Identity, error))?;
        let manifest = &lawful.manifest;
        if self.container() != Some(manifest.container) {
            self.tell(Event::Bound(manifest.container), cause)
                .map_err(SealError::Flash)?;
        }
        self.tell(Event::DocumentsWritten, cause)
            .map_err(SealError::Flash)?;
        let accepted = Event::SealAccepted {
            cycle: manifest.cycle,
            manifest: manifest.id(),
        };
        // Should this write fail, the entry may have landed all the same.
        self.tell(accepted, cause).map_err(SealError::Interrupted)
    }

    /// Drives the bolt, and journals what the sensors say.
    pub(crate) fn close(&mut self, cycle: SealCycle, cause: Cause) -> Result<SealCycle, SealError> {
        let driven = self.hardware.drive(Bolt::Held);
        if self.holds() {
            self.tell(Event::Sealed { cycle }, cause)
                .map_err(SealError::Interrupted)?;
            self.writing = None;
            // What waited for the sealing; if it finds no place now, it goes on waiting.
            let _ = self.write_refusals();
            let _ = self.tell_of_lists();
            return Ok(cycle);
        }
        // Whatever the bolt did, it holds no lever; it must not catch one later.
        let _ = self.hardware.drive(Bolt::Free);
        if driven.is_err() {
            self.tell(Event::MotorStuck, cause)
                .map_err(SealError::Interrupted)?;
        }
        self.tell(Event::SealFailed, cause)
            .map_err(SealError::Interrupted)?;
        Err(SealError::NotHeld)
    }

    pub(crate) fn tell(&mut self, event: Event, cause: Cause) -> Result<(), FlashError> {
        match self.record(event, cause) {
            Ok(()) => Ok(()),
            Err(AppendError::Flash(error)) => Err(error),
            // Room was found before; a journal without it now is not the one that was measured.
            Err(AppendError::Full) => Err(FlashError::Beyond(Area::Journal)),
        }
    }
}

fn statement<T: Statement>(
    who: Signatory,
    holder: &Holder,
    signed: &Signed<T>,
) -> Result<Verified<T>, SealError> {
    let verified = holder.verify(signed);
    verified.map_err(|error| SealError::Statement { who, error })
}

fn fits(area: Area, needed: usize, left: usize) -> Result<(), SealError> {
    if needed > left {
        Err(SealError::Room { area, needed, left })
    } else {
        Ok(())
    }
}

fn before(area: Area, error: LogError) -> SealError {
    match error {
        LogError::Full { needed, left } => SealError::Room { area, needed, left },
        LogError::Flash(error) => SealError::Flash(error),
    }
}
