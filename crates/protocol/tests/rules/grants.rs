//! A grant is held against everything it names: every combination of what fits and what does not.

use railseal_protocol::certificate::Certificate;
use railseal_protocol::grant::{Grant, GrantId};
use railseal_protocol::hash::Hash;
use railseal_protocol::identifiers::{Administration, LockId, StationCode};
use railseal_protocol::journal::RefusalReason;
use railseal_protocol::rules::{Counts, GrantUse, ORDERS, OrderKind};
use railseal_protocol::statement::Id;
use railseal_protocol::status::SealCycle;
use railseal_protocol::time::{Timestamp, Validity};

const FROM: Timestamp = Timestamp::from_unix(1_000);
const UNTIL: Timestamp = Timestamp::from_unix(2_000);

fn holder(name: &str) -> Id<Certificate> {
    Id::from_hash(Hash::of("a certificate", &[name.as_bytes()]))
}

#[test]
fn the_first_thing_that_does_not_fit_is_the_reason() {
    let lock: LockId = "RSLA00000017".parse().unwrap();
    let other: LockId = "RSLA00000099".parse().unwrap();
    let [own, peer]: [Administration; 2] = ["CN", "KZ"].map(|code| code.parse().unwrap());
    let [here, there]: [StationCode; 2] = ["KZDOS", "CNCKG"].map(|code| code.parse().unwrap());
    let standings = [
        Counts::Fully,
        Counts::AsFarAsHeld,
        Counts::Not(RefusalReason::Revoked),
    ];
    // The moment before it, its first, its last, the one after.
    let moments = [999, 1_000, 2_000, 2_001].map(Timestamp::from_unix);
    let mut cells = 0;
    for wrong in 0_u8..64 {
        let is = |bit: u8| wrong & (1 << bit) != 0;
        let grant = Grant {
            number: GrantId([1; 16]),
            lock: if is(0) { other } else { lock },
            cycle: SealCycle(if is(1) { 4 } else { 3 }),
            holder: holder(if is(2) { "another" } else { "who orders" }),
            place: if is(3) { there.clone() } else { here.clone() },
            orders: if is(4) {
                vec![OrderKind::Amend].try_into().unwrap()
            } else {
                vec![OrderKind::Amend, OrderKind::Unseal]
                    .try_into()
                    .unwrap()
            },
            validity: Validity {
                from: FROM,
                until: UNTIL,
            },
        };
        let issuer = if is(5) { peer } else { own };
        for counts in standings {
            for now in moments {
                for used in [false, true] {
                    let at = GrantUse {
                        lock: &lock,
                        cycle: SealCycle(3),
                        owner: own,
                        order: OrderKind::Unseal,
                        holder: holder("who orders"),
                        station: &here,
                        now,
                        used,
                    };
                    let expected = match counts {
                        Counts::Not(reason) => Err(reason),
                        Counts::AsFarAsHeld => Err(RefusalReason::CannotSay),
                        Counts::Fully if wrong != 0 => Err(RefusalReason::GrantDoesNotFit),
                        Counts::Fully if used => Err(RefusalReason::GrantUsed),
                        Counts::Fully if now < FROM || now > UNTIL => Err(RefusalReason::NotInTime),
                        Counts::Fully => Ok(()),
                    };
                    assert_eq!(
                        grant.holds(issuer, counts, &at),
                        expected,
                        "{grant:?} {at:?}"
                    );
                    cells += 1;
                }
            }
        }
    }
    assert_eq!(cells, 64 * 3 * 4 * 2);
}

#[test]
fn it_is_for_the_orders_that_it_names_and_no_other() {
    let lock: LockId = "RSLA00000017".parse().unwrap();
    let place: StationCode = "KZDOS".parse().unwrap();
    let own: Administration = "CN".parse().unwrap();
    for granted in ORDERS {
        for order in ORDERS {
            let grant = Grant {
                number: GrantId([1; 16]),
                lock,
                cycle: SealCycle(3),
                holder: holder("who orders"),
                place: place.clone(),
                orders: vec![granted].try_into().unwrap(),
                validity: Validity {
                    from: FROM,
                    until: UNTIL,
                },
            };
            let at = GrantUse {
                lock: &lock,
                cycle: SealCycle(3),
                owner: own,
                order,
                holder: holder("who orders"),
                station: &place,
                now: FROM,
                used: false,
            };
            let expected = if granted == order {
                Ok(())
            } else {
                Err(RefusalReason::GrantDoesNotFit)
            };
            assert_eq!(grant.holds(own, Counts::Fully, &at), expected);
        }
    }
}
