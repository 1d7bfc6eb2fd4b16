//! A lock of the train that two people have opened and closed again over the air, and amended once more.

use railseal::enrolment::enrol;
use railseal::officer::Kept;
use railseal_inspection::record::DeviceId;
use railseal_lock::hardware::Lever;
use railseal_protocol::amendment::{Amendment, Change, left_after};
use railseal_protocol::announcement::Announcement;
use railseal_protocol::bounded::List;
use railseal_protocol::call::{Answer, Call};
use railseal_protocol::chain::CertificateChain;
use railseal_protocol::codes::{Disposition, SealCondition};
use railseal_protocol::enrolment::Enrolled;
use railseal_protocol::instruction::{
    CarriedCoSignature, CoSignature, Directive, Instruction, Order, Outcome, ResealReason,
};
use railseal_protocol::key::SigningKey;
use railseal_protocol::manifest::{Grams, Totals};
use railseal_protocol::phone::{Conversation, Greeted, Greeting};
use railseal_protocol::prior::{CarriedDigest, InspectionDigest, InspectionId};
use railseal_protocol::session::Entropy;
use railseal_protocol::statement::{Id, Signed, Signer, Statement};
use railseal_tests::bluez::Peripheral as _;
use railseal_tests::demonstration::Condition;
use railseal_tests::demonstration::lock::DemonstrationLock;
use railseal_tests::phone::{MemoryDrawers, MemoryKey};

use super::crossing::{Crossing, NOW};

/// Somebody who signs.
struct Person {
    key: SigningKey,
    chain: CertificateChain,
}

impl Person {
    fn sign<T: Statement>(&self, value: &T) -> Signed<T> {
        let signer = Signer::Certificate(self.chain.leaf.id());
        Signed::sign(value, signer, &self.key)
    }
}

/// Who orders, and who agrees.
pub(crate) struct People {
    orders: Person,
    agrees: Person,
    /// What the manifest says the container holds, and the inspection that the lock carries last.
    totals: Totals,
    last: Option<Id<InspectionDigest>>,
}

impl People {
    /// The crossing's officer, and a supervisor beside.
    pub(crate) async fn at(crossing: &Crossing) -> Self {
        let (drawers, scalar) = (MemoryDrawers::default(), [8; 32]);
        let code = crossing.demonstration.supervisor_code().unwrap();
        let key = MemoryKey::from_scalar(&scalar).unwrap();
        let (device, network) = (DeviceId([2; 16]), &crossing.network);
        enrol(&code, device, &key, network, &drawers).await.unwrap();
        let evidence = crossing.read(Condition::InspectedBefore, 244).await;
        let judgement = crossing.judge(&evidence, None);
        Self {
            orders: person(&crossing.drawers, [7; 32]).await,
            agrees: person(&drawers, scalar).await,
            totals: judgement.manifest.unwrap().totals,
            last: judgement.inspections.first().map(|last| last.digest.id()),
        }
    }

    /// Takes a lock of the train, has it opened, closed again with an inspection, and amended.
    pub(crate) fn amend_twice(&self, crossing: &Crossing, which: Condition) -> DemonstrationLock {
        let mut lock = crossing.demonstration.lock(which, NOW).unwrap();
        self.order(&mut lock, Order::Unseal, None, None);
        for lever in [Lever::Out, Lever::In] {
            lock.lock.hardware_mut().lever = lever;
            lock.lock.tick().unwrap();
        }
        let inspection = self.inspect(&lock);
        let mut first = self.amendment(&lock, None, self.totals, detained());
        first.cycle = lock.lock.cycle().next();
        first.inspection = Some(inspection.digest.id());
        let signed = self.orders.sign(&first);
        let (amendment, reason) = (signed.id(), ResealReason::Inspected);
        let order = Order::Reseal { amendment, reason };
        self.order(&mut lock, order, Some(signed), Some(inspection));
        let second = self.amendment(&lock, Some(amendment), first.totals, split());
        let signed = self.orders.sign(&second);
        let amendment = signed.id();
        self.order(&mut lock, Order::Amend { amendment }, Some(signed), None);
        lock
    }

    fn inspect(&self, lock: &DemonstrationLock) -> CarriedDigest {
        let lock = &lock.lock;
        let digest = InspectionDigest {
            inspection: InspectionId([9; 16]),
            lock: lock.id(),
            container: lock.container().unwrap(),
            cycle: lock.cycle(),
            manifest: lock.manifest().unwrap(),
            journal: lock.journal(),
            made_at: NOW,
            place: "KZDOS".parse().unwrap(),
            condition: SealCondition::Right,
            disposition: Disposition::Release,
            results: List::empty(),
            previous: self.last,
        };
        CarriedDigest {
            digest: self.orders.sign(&digest),
            officer: self.orders.chain.clone(),
        }
    }

    fn amendment(
        &self,
        lock: &DemonstrationLock,
        previous: Option<Id<Amendment>>,
        before: Totals,
        changes: Vec<Change>,
    ) -> Amendment {
        let lock = &lock.lock;
        Amendment {
            lock: lock.id(),
            container: lock.container().unwrap(),
            manifest: lock.manifest().unwrap(),
            previous,
            cycle: lock.cycle(),
            tampers: lock.tampers(),
            journal: lock.journal(),
            made_at: NOW,
            place: "KZDOS".parse().unwrap(),
            inspection: None,
            totals: left_after(&changes, before).unwrap(),
            changes: changes.try_into().unwrap(),
        }
    }

    /// Orders something over a link of its own.
    fn order(
        &self,
        lock: &mut DemonstrationLock,
        order: Order,
        amendment: Option<Signed<Amendment>>,
        inspection: Option<CarriedDigest>,
    ) {
        let mut phone = Phone::connect(lock);
        let Answer::Challenge(challenge) = phone.ask(lock, Call::Challenge) else {
            panic!("no challenge");
        };
        let instruction = self.orders.sign(&Instruction {
            lock: lock.lock.id(),
            cycle: lock.lock.cycle(),
            container: lock.lock.container(),
            challenge,
            order,
            grant: None,
        });
        let agreed = CoSignature {
            instruction: instruction.id(),
        };
        let carried = CarriedCoSignature {
            cosignature: self.agrees.sign(&agreed),
            person: self.agrees.chain.clone(),
        };
        let directive = Directive {
            instruction,
            person: self.orders.chain.clone(),
            cosignatures: vec![carried].try_into().unwrap(),
            grant: None,
            amendment: amendment.map(Box::new),
            inspection: inspection.map(Box::new),
        };
        let answer = phone.ask(lock, Call::Instruct(Box::new(directive)));
        assert!(
            matches!(answer, Answer::Outcome(Outcome::Ended { .. })),
            "{answer:?}"
        );
        lock.disconnected();
    }
}

async fn person(drawers: &MemoryDrawers, scalar: [u8; 32]) -> Person {
    let enrolled: Enrolled = Kept::Enrolled.read(drawers).await.unwrap().unwrap();
    Person {
        key: SigningKey::from_scalar(&scalar).unwrap(),
        chain: enrolled.officer,
    }
}

fn detained() -> Vec<Change> {
    vec![Change::ItemDetained {
        receptacle: "CNCKGAKZALAACUN60001001110227".parse().unwrap(),
        item: "RR000000080CN".parse().unwrap(),
        gross: Grams(700),
    }]
}

fn split() -> Vec<Change> {
    vec![Change::ReceptacleSplit {
        receptacle: "CNCKGAKZALAACUN60001001110227".parse().unwrap(),
        into: "CNCKGAKZALAACUN60001002110060".parse().unwrap(),
    }]
}

/// A phone that only asks.
struct Phone(Conversation);

impl Phone {
    fn connect(lock: &mut DemonstrationLock) -> Self {
        lock.connected();
        let announcement = Announcement::from_wire(&lock.read_announcement()).unwrap();
        let entropy = Entropy::from_random([5; 32]);
        let (mut greeting, segments) = Greeting::begin(&announcement, entropy).unwrap();
        for segment in segments
            .iter()
            .flat_map(|segment| lock.write_inbox(segment))
        {
            match greeting.take(&segment).unwrap() {
                Greeted::Done(conversation, _) => return Self(conversation),
                Greeted::NotYet(again) => greeting = again,
            }
        }
        panic!("the lock did not answer");
    }

    fn ask(&mut self, lock: &mut DemonstrationLock, call: Call) -> Answer {
        let segments = self.0.ask(call).unwrap();
        for segment in segments
            .iter()
            .flat_map(|segment| lock.write_inbox(segment))
        {
            if let Some(answer) = self.0.take(&segment).unwrap() {
                return answer.unwrap();
            }
        }
        panic!("the lock did not answer");
    }
}
