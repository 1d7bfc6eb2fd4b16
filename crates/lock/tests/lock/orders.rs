//! What people order over the air: an instruction made out, co-signed, brought to the lock.

use railseal_lock::fake::FakeHardware;
use railseal_lock::{Hardware, Lock};
use railseal_protocol::amendment::{Amendment, Change, left_after};
use railseal_protocol::bounded::List;
use railseal_protocol::call::{Answer, Asked, Call, Refusal};
use railseal_protocol::codes::{Disposition, SealCondition};
use railseal_protocol::grant::{CarriedGrant, Grant, GrantId};
use railseal_protocol::instruction::{
    CarriedCoSignature, Challenge, CoSignature, Directive, Instruction, Order, Outcome,
    ResealReason,
};
use railseal_protocol::journal::RefusalReason;
use railseal_protocol::manifest::{Grams, Totals};
use railseal_protocol::prior::{CarriedDigest, InspectionDigest, InspectionId};
use railseal_protocol::rules::OrderKind;
use railseal_protocol::statement::{Id, Signed};
use railseal_protocol::status::SealCycle;
use railseal_protocol::time::{Seconds, Validity};

use crate::phone::Phone;
use crate::world::{CONTAINER, Holder, NOW, World, documents};

/// What the manifest of [`World::order`] says the container holds.
pub(crate) const TOTALS: Totals = Totals {
    despatches: 1,
    receptacles: 1,
    items: 1,
    gross: Grams(1000),
};

/// A phone at the lock, with nobody presented yet.
pub(crate) fn phone<H: Hardware>(lock: &mut Lock<H>) -> Phone {
    Phone::connect(lock, 244)
}

pub(crate) fn challenge<H: Hardware>(phone: &mut Phone, lock: &mut Lock<H>) -> Challenge {
    match phone.ask(lock, Call::Challenge) {
        Ok(Answer::Challenge(challenge)) => challenge,
        other => panic!("{other:?}"),
    }
}

/// An instruction that fits a lock as it is.
pub(crate) fn instruction<H: Hardware>(
    lock: &Lock<H>,
    challenge: Challenge,
    order: Order,
) -> Instruction {
    let container = match order {
        Order::Seal { .. } => Some(CONTAINER.parse().unwrap()),
        _ => lock.container(),
    };
    Instruction {
        lock: lock.id(),
        cycle: lock.cycle(),
        container,
        challenge,
        order,
        grant: None,
    }
}

/// An instruction, signed, with nobody else's signature.
pub(crate) fn directive(instruction: &Instruction, by: &Holder) -> Directive {
    Directive {
        instruction: Signed::sign(instruction, by.signer(), &by.key),
        person: by.chain.clone(),
        cosignatures: List::empty(),
        grant: None,
        amendment: None,
        inspection: None,
    }
}

/// The same, agreed to by others.
pub(crate) fn agreed(mut directive: Directive, others: &[&Holder]) -> Directive {
    let id = directive.instruction.id();
    let cosignatures = others.iter().map(|other| CarriedCoSignature {
        cosignature: Signed::sign(&CoSignature { instruction: id }, other.signer(), &other.key),
        person: other.chain.clone(),
    });
    directive.cosignatures = cosignatures.collect::<Vec<_>>().try_into().unwrap();
    directive
}

pub(crate) fn bring<H: Hardware>(
    phone: &mut Phone,
    lock: &mut Lock<H>,
    directive: &Directive,
) -> Result<Outcome, Refusal> {
    match phone.ask(lock, Call::Instruct(Box::new(directive.clone())))? {
        Answer::Outcome(outcome) => Ok(outcome),
        other => panic!("{other:?}"),
    }
}

/// Orders something on a connection of its own.
pub(crate) fn order<H: Hardware>(
    lock: &mut Lock<H>,
    by: &Holder,
    others: &[&Holder],
    order: Order,
) -> Result<Outcome, Refusal> {
    let mut phone = phone(lock);
    let challenge = challenge(&mut phone, lock);
    let instruction = instruction(lock, challenge, order);
    let directive = agreed(directive(&instruction, by), others);
    bring(&mut phone, lock, &directive)
}

pub(crate) fn refused(reason: RefusalReason) -> Result<Outcome, Refusal> {
    Err(Refusal::NotObeyed(reason))
}

/// What became of a directive, asked on a connection of its own.
pub(crate) fn outcome<H: Hardware>(
    lock: &mut Lock<H>,
    directive: &Directive,
    of: &Instruction,
) -> Outcome {
    let mut phone = phone(lock);
    let asked = Asked {
        instruction: directive.instruction.id(),
        challenge: of.challenge,
    };
    match phone.ask(lock, Call::AskOutcome(asked)) {
        Ok(Answer::Outcome(outcome)) => outcome,
        other => panic!("{other:?}"),
    }
}

/// Writes everything that a sealing needs over the air, and orders it.
pub(crate) fn seal_over_the_air<H: Hardware>(
    world: &World,
    lock: &mut Lock<H>,
    quorum: u8,
) -> Result<Outcome, Refusal> {
    let to_write = world.order_with(
        lock,
        &documents(300, 200),
        |_| {},
        |policy| {
            policy.quorum = quorum;
        },
    );
    let officer = &world.cn.officer;
    let mut phone = phone(lock);
    phone.present(lock, officer)?;
    let mut answer = phone.ask(lock, Call::WriteSealing(Box::new(to_write.sealing.clone())))?;
    loop {
        let Answer::Written(written) = answer else {
            panic!("{answer:?}");
        };
        let Some(address) = written.next else {
            break;
        };
        let chunks = &to_write.documents[usize::from(address.document)];
        let chunk = chunks[usize::from(address.chunk)].clone();
        answer = phone.ask(lock, Call::WriteChunk { address, chunk })?;
    }
    let challenge = challenge(&mut phone, lock);
    let order = Order::Seal {
        manifest: to_write.sealing.manifest.id(),
        policy: to_write.sealing.policy.id(),
    };
    let instruction = instruction(lock, challenge, order);
    bring(&mut phone, lock, &directive(&instruction, officer))
}

/// An inspection of a lock as it is, following the one it carries last.
pub(crate) fn inspection<H: Hardware>(
    lock: &Lock<H>,
    by: &Holder,
    previous: Option<Id<InspectionDigest>>,
) -> CarriedDigest {
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
        previous,
    };
    CarriedDigest {
        digest: Signed::sign(&digest, by.signer(), &by.key),
        officer: by.chain.clone(),
    }
}

/// An amendment that fits a lock as it is.
pub(crate) fn amendment<H: Hardware>(
    lock: &Lock<H>,
    cycle: SealCycle,
    before: Totals,
    previous: Option<Id<Amendment>>,
    changes: Vec<Change>,
) -> Amendment {
    Amendment {
        lock: lock.id(),
        container: lock.container().unwrap(),
        manifest: lock.manifest().unwrap(),
        previous,
        cycle,
        tampers: lock.tampers(),
        journal: lock.journal(),
        made_at: NOW,
        place: "KZDOS".parse().unwrap(),
        inspection: None,
        totals: left_after(&changes, before).unwrap(),
        changes: changes.try_into().unwrap(),
    }
}

/// The instruction to close again with an amendment, and what travels with it.
pub(crate) fn reseal(
    instruction: &Instruction,
    amendment: &Amendment,
    inspection: Option<CarriedDigest>,
    by: &Holder,
) -> Directive {
    let signed = Signed::sign(amendment, by.signer(), &by.key);
    let mut ordered = instruction.clone();
    ordered.order = Order::Reseal {
        amendment: signed.id(),
        reason: ResealReason::Inspected,
    };
    Directive {
        amendment: Some(Box::new(signed)),
        inspection: inspection.map(Box::new),
        ..directive(&ordered, by)
    }
}

/// A grant for whoever holds it to order something once.
pub(crate) fn grant<H: Hardware>(
    world: &World,
    lock: &Lock<H>,
    holder: &Holder,
    orders: &[OrderKind],
    change: impl FnOnce(&mut Grant),
) -> CarriedGrant {
    let mut grant = Grant {
        number: GrantId([4; 16]),
        lock: lock.id(),
        cycle: lock.cycle(),
        holder: holder.chain.leaf.id(),
        orders: orders.to_vec().try_into().unwrap(),
        place: "KZDOS".parse().unwrap(),
        validity: Validity {
            from: NOW.minus(Seconds::days(1)),
            until: NOW.plus(Seconds::days(1)),
        },
    };
    change(&mut grant);
    let server = &world.cn.server;
    CarriedGrant {
        grant: Signed::sign(&grant, server.signer(), &server.key),
        issuer: server.chain.clone(),
    }
}

/// Pulls the lever, or puts it in, and lets the lock notice.
pub(crate) fn lever(lock: &mut Lock<FakeHardware>, lever: railseal_lock::hardware::Lever) {
    lock.hardware_mut().lever = lever;
    lock.tick().unwrap();
}
