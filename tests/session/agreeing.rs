//! Two phones agree to one order: what goes over is verified, whole, and of two people.

use railseal::enrolment::enrol;
use railseal::officer::Officer;
use railseal::orders::agreement::{AgreementError, Request, agreed_to_bytes, read_agreed};
use railseal::signing::sign;
use railseal::sync::pull;
use railseal_protocol::amendment::{Amendment, Change};
use railseal_protocol::instruction::{
    CarriedCoSignature, Challenge, Instruction, Order, ResealReason,
};
use railseal_protocol::journal::JournalHead;
use railseal_protocol::manifest::Grams;
use railseal_protocol::statement::Id;
use railseal_protocol::status::{SealCycle, TamperCount};
use railseal_protocol::wire::decode;
use railseal_tests::demonstration::{Condition, Demonstration};
use railseal_tests::phone::{MemoryDrawers, MemoryKey};

use super::crossing::{Crossing, NOW};

/// An inspector who orders, and a supervisor who is asked to agree.
struct Two {
    crossing: Crossing,
    key: MemoryKey,
    other: Officer,
}

impl Two {
    async fn meet() -> Self {
        let crossing = Crossing::open().await;
        let (key, other) = another(&crossing, Demonstration::supervisor_code, 6).await;
        Self {
            crossing,
            key,
            other,
        }
    }

    async fn request(&self) -> Request {
        let (officer, key) = (&self.crossing.officer, &self.crossing.key);
        let amendment = amendment();
        let amendment = sign(key, &officer.holder, &amendment).await.unwrap();
        let order = Order::Reseal {
            amendment: amendment.id(),
            reason: ResealReason::Inspected,
        };
        let instruction = sign(key, &officer.holder, &instruction(order)).await;
        Request {
            instruction: instruction.unwrap(),
            person: officer.holder.chain().clone(),
            amendment: Some(amendment),
            inspection: None,
        }
    }

    fn reads(&self, bytes: &[u8]) -> Result<(), AgreementError> {
        let (trust, holder) = (&self.other.trust, &self.other.holder);
        Request::read(bytes, trust, holder).map(drop)
    }
}

async fn another(
    crossing: &Crossing,
    code: impl FnOnce(
        &Demonstration,
    ) -> Result<
        railseal_protocol::enrolment::EnrolmentCode,
        railseal_tests::demonstration::DemonstrationError,
    >,
    scalar: u8,
) -> (MemoryKey, Officer) {
    let code = code(&crossing.demonstration).unwrap();
    let key = MemoryKey::from_scalar(&[scalar; 32]).unwrap();
    let drawers = MemoryDrawers::default();
    let device = railseal_inspection::record::DeviceId([scalar; 16]);
    let officer = enrol(&code, device, &key, &crossing.network, &drawers)
        .await
        .unwrap();
    let pulled = pull(&officer, &key, &crossing.network, &drawers, NOW).await;
    (key, pulled.unwrap())
}

fn instruction(order: Order) -> Instruction {
    Instruction {
        lock: Condition::Intact.lock().unwrap(),
        cycle: SealCycle(1),
        container: Condition::Intact.container().ok(),
        challenge: decode::<Challenge>(&[0; 21], 21).unwrap(),
        order,
        grant: None,
    }
}

fn amendment() -> Amendment {
    let lock = Condition::Intact.lock().unwrap();
    Amendment {
        lock,
        container: Condition::Intact.container().unwrap(),
        manifest: Id::from_hash(railseal_protocol::hash::Hash::of("test", &[])),
        previous: None,
        cycle: SealCycle(2),
        tampers: TamperCount(0),
        journal: JournalHead::of_nothing(&lock),
        made_at: NOW,
        place: "KZDOS".parse().unwrap(),
        inspection: None,
        changes: vec![Change::ItemDetained {
            receptacle: "CNCKGXKZALAXCUN60214001000214".parse().unwrap(),
            item: "CP000010005CN".parse().unwrap(),
            gross: Grams(400),
        }]
        .try_into()
        .unwrap(),
        totals: railseal_protocol::manifest::Totals::default(),
    }
}

#[tokio::test]
async fn who_agrees_sees_what_it_is_and_the_order_gets_the_signature() {
    let two = Two::meet().await;
    let request = two.request().await;
    let (trust, holder) = (&two.other.trust, &two.other.holder);
    let asked = Request::read(&request.to_bytes(), trust, holder).unwrap();
    assert_eq!(asked.amendment.as_deref(), Some(&amendment()));
    let cosignature = sign(&two.key, holder, &asked.cosignature()).await.unwrap();
    let carried = CarriedCoSignature {
        cosignature,
        person: holder.chain().clone(),
    };
    let own = &two.crossing.officer;
    let (agreed, person) = read_agreed(
        &agreed_to_bytes(&carried),
        &own.trust,
        &request.instruction.id(),
        &own.holder,
    )
    .unwrap();
    assert_eq!(agreed, carried);
    assert_eq!(person.certificate().id(), holder.certificate().id());

    let id = instruction(Order::Unseal);
    let other = sign(&two.crossing.key, &own.holder, &id).await.unwrap();
    let bytes = agreed_to_bytes(&carried);
    let of_another = read_agreed(&bytes, &own.trust, &other.id(), &own.holder);
    assert_eq!(of_another.unwrap_err(), AgreementError::OtherOrder);
    let own_half = read_agreed(&request.to_bytes(), &own.trust, &other.id(), &own.holder);
    assert_eq!(own_half.unwrap_err(), AgreementError::OtherHalf);
    assert_eq!(two.reads(&bytes), Err(AgreementError::OtherHalf));
}

#[tokio::test]
async fn nobody_agrees_to_what_did_not_come() {
    let two = Two::meet().await;
    let whole = two.request().await;
    let (key, holder) = (&two.crossing.key, &two.crossing.officer.holder);
    let without = Request {
        amendment: None,
        ..whole.clone()
    };
    let mut changed = amendment();
    changed.made_at = NOW.plus(railseal_protocol::time::Seconds::new(1));
    let with_another = Request {
        amendment: Some(sign(key, holder, &changed).await.unwrap()),
        ..whole.clone()
    };
    let unseal = sign(key, holder, &instruction(Order::Unseal)).await;
    let with_too_much = Request {
        instruction: unseal.unwrap(),
        ..whole.clone()
    };
    for request in [without, with_another, with_too_much] {
        let result = two.reads(&request.to_bytes());
        assert_eq!(result, Err(AgreementError::NotWhole));
    }
    // Signed by somebody else than the one who orders.
    let forged = Request {
        amendment: Some(
            sign(&two.key, &two.other.holder, &amendment())
                .await
                .unwrap(),
        ),
        ..whole
    };
    let result = two.reads(&forged.to_bytes());
    assert!(matches!(result, Err(AgreementError::Signature(_))));
}

#[tokio::test]
async fn one_person_is_not_two_and_a_stranger_is_nobody() {
    let two = Two::meet().await;
    let request = two.request().await.to_bytes();
    // The same inspector, on another phone.
    let (_, again) = another(&two.crossing, Demonstration::inspector_code, 4).await;
    let result = Request::read(&request, &again.trust, &again.holder);
    assert_eq!(result.unwrap_err(), AgreementError::OwnOrder);
    let stranger = Crossing::open().await.officer;
    let result = Request::read(&request, &stranger.trust, &stranger.holder);
    assert!(matches!(result.unwrap_err(), AgreementError::Person(_)));
    let cut = &request[..request.len() - 1];
    assert!(matches!(two.reads(cut), Err(AgreementError::Unreadable(_))));
    let more = [request.as_slice(), &[0]].concat();
    assert!(matches!(
        two.reads(&more),
        Err(AgreementError::Unreadable(_))
    ));
}
