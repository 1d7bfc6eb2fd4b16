//! Whether a lock is what its journal says: asked over the air, as a phone would, and looked at.

use std::cell::RefCell;

use railseal_lock::Lock;
use railseal_lock::fake::FakeHardware;
use railseal_lock::hardware::Bolt;
use railseal_protocol::amendment::{Amendment, CarriedAmendment};
use railseal_protocol::call::{Answer, Call, ChunkAddress, Refusal};
use railseal_protocol::chain::Holder;
use railseal_protocol::manifest::{ChunkHash, Manifest, Sealing};
use railseal_protocol::prior::{CarriedDigest, InspectionDigest};
use railseal_protocol::statement::{Id, Statement, Verified};
use railseal_protocol::status::Status;
use railseal_protocol::trust::Trust;

use super::ledger::Ledger;
use crate::phone::Phone;
use crate::world::{NOW, World};

/// The parties, and what a phone of the owner's trusts and has verified before.
pub(super) struct Stage {
    pub(super) world: World,
    trust: Trust,
    lock: Holder,
    manifests: RefCell<Vec<Verified<Manifest>>>,
    amendments: RefCell<Vec<Verified<Amendment>>>,
    inspections: RefCell<Vec<Verified<InspectionDigest>>>,
}

impl Stage {
    pub(super) fn new() -> Self {
        let world = World::new();
        let trust = world.cn.trust(&world.kz);
        let lock = trust.verify(&world.identity().chain).unwrap();
        Self {
            world,
            trust,
            lock,
            manifests: RefCell::default(),
            amendments: RefCell::default(),
            inspections: RefCell::default(),
        }
    }

    fn manifest(&self, sealing: &Sealing) -> Manifest {
        let verify = || {
            let issuer = self.trust.verify(&sealing.issuer).unwrap();
            issuer.verify(&sealing.manifest).unwrap()
        };
        (*once(&self.manifests, sealing.manifest.id(), verify)).clone()
    }

    fn amendment(&self, carried: &CarriedAmendment) -> Amendment {
        let verify = || {
            let officer = self.trust.verify(&carried.officer).unwrap();
            officer.verify(&carried.amendment).unwrap()
        };
        (*once(&self.amendments, carried.amendment.id(), verify)).clone()
    }

    fn inspection(&self, carried: &CarriedDigest) -> InspectionDigest {
        let verify = || {
            let officer = self.trust.verify(&carried.officer).unwrap();
            officer.verify(&carried.digest).unwrap()
        };
        (*once(&self.inspections, carried.digest.id(), verify)).clone()
    }
}

/// What was verified under this id, now or before.
fn once<T: Statement + Clone>(
    known: &RefCell<Vec<Verified<T>>>,
    id: Id<T>,
    verify: impl FnOnce() -> Verified<T>,
) -> Verified<T> {
    let before = known.borrow().iter().find(|it| it.id() == id).cloned();
    before.unwrap_or_else(|| {
        let verified = verify();
        known.borrow_mut().push(verified.clone());
        verified
    })
}

/// Whether the documents of the cycle before must be there still.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Before {
    Kept,
    /// Writing the next sealing erases them before anything is journalled.
    MayBeErased,
}

/// Reads everything, and finds that lock, journal and memory say the same. The phone that has read
/// it may go on.
pub(super) fn ledger_of(
    stage: &Stage,
    lock: &mut Lock<FakeHardware>,
    before: Before,
) -> (Ledger, Phone) {
    // Who reads proves who they are, and a lock without a clock cannot judge that.
    let clock = lock.hardware().wall_clock;
    lock.hardware_mut().wall_clock = clock.or(Some(NOW));
    let mut reader = Reader {
        phone: Phone::connect(lock, 512),
        lock,
        stage,
    };
    let ledger = reader.read(before);
    let phone = reader.phone;
    lock.hardware_mut().wall_clock = clock;
    (ledger, phone)
}

struct Reader<'a> {
    phone: Phone,
    lock: &'a mut Lock<FakeHardware>,
    stage: &'a Stage,
}

impl Reader<'_> {
    fn read(&mut self, before: Before) -> Ledger {
        assert_eq!(self.phone.hello.chain, *self.stage.lock.chain());
        let Ok(Answer::Status(signed)) = self.ask(Call::Status) else {
            panic!("no status");
        };
        let status = self.stage.lock.verify(&signed).unwrap();
        assert_eq!(status.session, self.phone.session());
        let presented = self.phone.present(self.lock, &self.stage.world.cn.officer);
        assert_eq!(presented, Ok(Answer::Welcome));
        let ledger = Ledger::of(self.phone.journal(self.lock, &status.journal));
        self.agrees(&ledger, &status);
        if status.manifest.is_none() && before == Before::MayBeErased {
            self.nothing_is_left();
            self.inspections_are(ledger.last_inspection, &[]);
        } else {
            assert_eq!(status.manifest, ledger.manifest);
            self.carries(&ledger, &status);
        }
        ledger
    }

    fn agrees(&self, ledger: &Ledger, status: &Status) {
        assert_eq!(status.state, ledger.state);
        assert_eq!(status.cycle.0, ledger.cycle);
        assert_eq!(status.tampers.0, ledger.tampers);
        assert_eq!(self.lock.container(), ledger.container);
        let bolt = if ledger.should_hold() {
            Bolt::Held
        } else {
            Bolt::Free
        };
        assert_eq!(self.lock.hardware().bolt, bolt, "{:?}", ledger.state);
    }

    fn ask(&mut self, call: Call) -> Result<Answer, Refusal> {
        self.phone.ask(self.lock, call)
    }

    fn nothing_is_left(&mut self) {
        assert_eq!(self.ask(Call::ReadSealing), Err(Refusal::Nothing));
        let address = ChunkAddress {
            document: 0,
            chunk: 0,
        };
        assert_eq!(self.ask(Call::ReadChunk(address)), Err(Refusal::Nothing));
        let amendment = self.ask(Call::ReadAmendment { back: 0 });
        assert_eq!(amendment, Err(Refusal::Nothing));
    }

    /// Manifest, documents, amendments and inspections are those that the journal names.
    fn carries(&mut self, ledger: &Ledger, status: &Status) {
        let Some(named) = ledger.manifest else {
            self.nothing_is_left();
            return self.inspections_are(ledger.last_inspection, &[]);
        };
        let manifest = self.documents_of(named);
        let amended = ledger.amendments.last().map(|id| *id.hash());
        assert_eq!(status.amended, amended);
        let later = self.inspections_of_amendments(ledger);
        self.inspections_are(later.first().copied().or(manifest.inspection), &later);
    }

    /// Each names the one before it; those of the amendments are among them, the last first.
    fn inspections_are(
        &mut self,
        last: Option<Id<InspectionDigest>>,
        later: &[Id<InspectionDigest>],
    ) {
        let (mut named, mut read) = (last, Vec::new());
        for back in 0.. {
            let carried = self.inspection(back);
            let id = carried.as_ref().map(|carried| carried.digest.id());
            assert_eq!(id, named, "inspection {back}");
            let Some(carried) = carried else {
                break;
            };
            read.extend(id);
            named = self.stage.inspection(&carried).previous;
        }
        assert!(read.starts_with(later));
    }

    fn documents_of(&mut self, named: Id<Manifest>) -> Manifest {
        let Ok(Answer::Sealing(sealing)) = self.ask(Call::ReadSealing) else {
            panic!("no sealing");
        };
        assert_eq!(sealing.manifest.id(), named);
        let manifest = self.stage.manifest(&sealing);
        for (document, entry) in (0..).zip(manifest.documents.iter()) {
            for (chunk, hash) in (0..).zip(entry.chunks.iter()) {
                let address = ChunkAddress { document, chunk };
                let Ok(Answer::Chunk(bytes)) = self.ask(Call::ReadChunk(address)) else {
                    panic!("no chunk {chunk} of document {document}");
                };
                assert_eq!(ChunkHash::of(&bytes), *hash);
            }
        }
        manifest
    }

    fn inspections_of_amendments(&mut self, ledger: &Ledger) -> Vec<Id<InspectionDigest>> {
        let mut inspections = Vec::new();
        let last_first = ledger.amendments.iter().rev().copied().map(Some);
        for (back, named) in (0..).zip(last_first.chain([None])) {
            let read = self.amendment(back);
            let id = read.as_ref().map(|carried| carried.amendment.id());
            assert_eq!(id, named, "amendment {back}");
            if let Some(carried) = read {
                let amendment = self.stage.amendment(&carried);
                inspections.extend(amendment.inspection);
            }
        }
        inspections
    }

    fn amendment(&mut self, back: u8) -> Option<CarriedAmendment> {
        match self.ask(Call::ReadAmendment { back }) {
            Ok(Answer::Amendment(carried)) => Some(*carried),
            Err(Refusal::Nothing) => None,
            other => panic!("{other:?}"),
        }
    }

    fn inspection(&mut self, back: u8) -> Option<CarriedDigest> {
        match self.ask(Call::ReadInspection { back }) {
            Ok(Answer::Inspection(carried)) => Some(*carried),
            Err(Refusal::Nothing) => None,
            other => panic!("{other:?}"),
        }
    }
}
