//! What is ordered of the lock that is read: Kazakhstan's officer has it opened and China's officer
//! agrees; Kazakhstan's supervisor, whom no row admits, has it closed again under a grant.

use railseal_protocol::amendment::{Amendment, CarriedAmendment, Change};
use railseal_protocol::certificate::Subject;
use railseal_protocol::grant::{CarriedGrant, Grant, GrantId, Granted};
use railseal_protocol::hash::Hash;
use railseal_protocol::identifiers::LockId;
use railseal_protocol::instruction::{
    CarriedCoSignature, Challenge, CoSignature, Directive, Instruction, Order, ResealReason,
};
use railseal_protocol::journal::Uptime;
use railseal_protocol::manifest::{Grams, Totals};
use railseal_protocol::prior::{CarriedDigest, InspectionDigest, InspectionId};
use railseal_protocol::rules::OrderKind;
use railseal_protocol::statement::Id;
use railseal_protocol::status::{SealCycle, TamperCount};
use railseal_protocol::time::Validity;

use super::lock::{CONTAINER, digest, journal, manifest};
use super::{
    Authority, LOCK, NOW, Party, cargo, days_after, days_before, listed, parsed, person, random,
};

/// Kazakhstan's supervisor.
pub(crate) fn supervisor(own: &Authority) -> Party {
    own.issue("supervisor", Subject::Supervisor(person("1007")))
}

/// The first challenge that the lock drew, two days after it had started, as ours makes them: the
/// count in 4 bytes, and 16 bytes of a hash over its secret, the moment and the count.
pub(crate) fn challenge() -> Challenge {
    let (drawn_at, count) = (Uptime(172_800), 1u32.to_le_bytes());
    let parts: [&[u8]; 3] = [&random("challenges"), &drawn_at.0.to_le_bytes(), &count];
    let mark = Hash::of("challenge", &parts);
    let mut token = [0; 20];
    token[..4].copy_from_slice(&count);
    token[4..].copy_from_slice(&mark.as_bytes()[..16]);
    Challenge { drawn_at, token }
}

fn ordered(order: Order, cycle: u32, grant: Option<Id<Grant>>) -> Instruction {
    Instruction {
        lock: parsed::<LockId>(LOCK),
        cycle: SealCycle(cycle),
        container: Some(parsed(CONTAINER)),
        challenge: challenge(),
        order,
        grant,
    }
}

/// That the lock is opened.
pub(crate) fn unsealing() -> Instruction {
    ordered(Order::Unseal, 1, None)
}

/// That China's officer agrees to it.
pub(crate) fn cosignature(own: &Authority) -> CoSignature {
    CoSignature {
        instruction: own.officer().sign(&unsealing()).id(),
    }
}

pub(crate) fn carried_cosignature(own: &Authority, china: &Authority) -> CarriedCoSignature {
    CarriedCoSignature {
        cosignature: china.officer().sign(&cosignature(own)),
        person: china.officer().chain,
    }
}

/// The order to open, as it is brought to the lock.
pub(crate) fn directive(own: &Authority, china: &Authority) -> Directive {
    let officer = own.officer();
    Directive {
        instruction: officer.sign(&unsealing()),
        person: officer.chain,
        cosignatures: listed(vec![carried_cosignature(own, china)]),
        grant: None,
        amendment: None,
        inspection: None,
    }
}

/// That Kazakhstan's supervisor may have it closed again.
pub(crate) fn grant(own: &Authority) -> Grant {
    Grant {
        number: GrantId([0xb6; 16]),
        lock: parsed(LOCK),
        cycle: SealCycle(1),
        holder: supervisor(own).id(),
        orders: listed(vec![OrderKind::Unseal, OrderKind::Reseal]),
        place: parsed("KZDOS"),
        validity: Validity {
            from: days_before(1),
            until: days_after(1),
        },
    }
}

/// What a server answers to an officer who asks what was granted.
pub(crate) fn granted(own: &Authority, china: &Authority) -> Granted {
    Granted {
        grants: listed(vec![carried_grant(own, china)]),
    }
}

pub(crate) fn carried_grant(own: &Authority, china: &Authority) -> CarriedGrant {
    let server = china.server();
    CarriedGrant {
        grant: server.sign(&grant(own)),
        issuer: server.chain,
    }
}

/// What the supervisor found.
pub(crate) fn found(china: &Authority) -> InspectionDigest {
    InspectionDigest {
        inspection: InspectionId([0x3c; 16]),
        lock: parsed(LOCK),
        cycle: SealCycle(1),
        journal: journal(china).head,
        made_at: NOW,
        place: parsed("KZDOS"),
        ..digest(china)
    }
}

pub(crate) fn carried_finding(own: &Authority, china: &Authority) -> CarriedDigest {
    let supervisor = supervisor(own);
    CarriedDigest {
        digest: supervisor.sign(&found(china)),
        officer: supervisor.chain,
    }
}

/// What left the container at Dostyk.
pub(crate) fn changes() -> Vec<Change> {
    vec![Change::ItemDetained {
        receptacle: parsed(cargo::RECEPTACLE),
        item: parsed(cargo::ITEM),
        gross: Grams(700),
    }]
}

pub(crate) fn amendment(own: &Authority, china: &Authority) -> Amendment {
    Amendment {
        lock: parsed(LOCK),
        container: parsed(CONTAINER),
        manifest: china.issuer().sign(&manifest(china)).id(),
        previous: None,
        cycle: SealCycle(2),
        tampers: TamperCount(0),
        journal: journal(china).head,
        made_at: NOW,
        place: parsed("KZDOS"),
        inspection: Some(supervisor(own).sign(&found(china)).id()),
        changes: listed(changes()),
        totals: Totals {
            despatches: 1,
            receptacles: 1,
            items: 0,
            gross: Grams(22_000),
        },
    }
}

pub(crate) fn carried_amendment(own: &Authority, china: &Authority) -> CarriedAmendment {
    let supervisor = supervisor(own);
    CarriedAmendment {
        amendment: supervisor.sign(&amendment(own, china)),
        officer: supervisor.chain,
    }
}

/// That the lock is closed again.
pub(crate) fn resealing(own: &Authority, china: &Authority) -> Instruction {
    let order = Order::Reseal {
        amendment: supervisor(own).sign(&amendment(own, china)).id(),
        reason: ResealReason::Inspected,
    };
    let grant = china.server().sign(&grant(own)).id();
    ordered(order, 1, Some(grant))
}

/// The order to close again, with all that a directive can carry.
pub(crate) fn directive_with_everything(own: &Authority, china: &Authority) -> Directive {
    let supervisor = supervisor(own);
    let instruction = supervisor.sign(&resealing(own, china));
    let agreed = CoSignature {
        instruction: instruction.id(),
    };
    let agrees = |party: Party| CarriedCoSignature {
        cosignature: party.sign(&agreed),
        person: party.chain,
    };
    Directive {
        instruction,
        person: supervisor.chain,
        cosignatures: listed(vec![agrees(china.officer()), agrees(own.officer())]),
        grant: Some(Box::new(carried_grant(own, china))),
        amendment: Some(Box::new(carried_amendment(own, china).amendment)),
        inspection: Some(Box::new(carried_finding(own, china))),
    }
}
