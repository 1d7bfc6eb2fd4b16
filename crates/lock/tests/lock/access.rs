//! Who may read what, who is refused, and what of it the journal says.

use railseal_lock::{Dropped, Lock};
use railseal_protocol::call::{Answer, Call, ChunkAddress, Presence, Presentation, Refusal};
use railseal_protocol::journal::{Event, RefusalReason};
use railseal_protocol::statement::Signed;
use railseal_protocol::time::Seconds;

use crate::phone::{Phone, journal_of};
use crate::world::{Holder, NOW, World};

const CHUNK: Call = Call::ReadChunk(ChunkAddress {
    document: 0,
    chunk: 0,
});
const JOURNAL: Call = Call::ReadJournal { from: 0 };

#[test]
fn each_role_reads_what_its_rights_say() {
    let world = World::new();
    let mut lock = world.lock();
    let inspected = vec![world.digest(&world.cn.officer, None)];
    let order = world.order_after(&lock, inspected);
    lock.seal(&order).unwrap();
    let chain = Call::ReadChain {
        certificate: world.cn.officer.chain.leaf.id(),
    };
    let mut reads = |who: Option<&Holder>| {
        let mut phone = Phone::connect(&mut lock, 244);
        if let Some(who) = who {
            assert_eq!(phone.present(&mut lock, who), Ok(Answer::Welcome));
        }
        [
            Call::Status,
            JOURNAL,
            chain.clone(),
            Call::Blink,
            Call::ReadSealing,
            Call::ReadInspection { back: 0 },
            CHUNK,
        ]
        .map(|call| match phone.ask(&mut lock, call) {
            Ok(_) => true,
            Err(refusal) => {
                assert_eq!(refusal, Refusal::PresenceNeeded);
                false
            }
        })
    };
    assert_eq!(
        reads(None),
        [true, false, false, false, false, false, false]
    );
    assert_eq!(
        reads(Some(&world.kz.staff)),
        [true, true, true, true, false, false, false]
    );
    assert_eq!(reads(Some(&world.kz.officer)), [true; 7]);
    assert_eq!(reads(Some(&world.cn.officer)), [true; 7]);
}

#[test]
fn each_stranger_is_refused_for_the_right_reason_and_journalled() {
    let world = World::new();
    let mut lock = world.sealed();
    let cases = [
        (&world.xx.officer, RefusalReason::NotRecognised),
        (&world.kz.expired, RefusalReason::NotInTime),
        (&world.kz.revoked, RefusalReason::Revoked),
        (&world.cn.issuer, RefusalReason::NoRight),
    ];
    for (who, reason) in cases {
        let mut phone = Phone::connect(&mut lock, 512);
        assert_eq!(
            phone.present(&mut lock, who),
            Err(Refusal::NotWelcome(reason))
        );
        assert_eq!(phone.ask(&mut lock, JOURNAL), Err(Refusal::PresenceNeeded));
    }
    let mut phone = Phone::connect(&mut lock, 512);
    let forged = Presentation {
        chain: world.kz.officer.chain.clone(),
        ..phone.presentation(&lock, &world.kz.staff)
    };
    assert_eq!(
        phone.ask(&mut lock, Call::Present(Box::new(forged))),
        Err(Refusal::NotWelcome(RefusalReason::NotGenuine))
    );
    let other = Presence {
        session: phone.session(),
        lock: "RSLA00000099".parse().unwrap(),
    };
    let elsewhere = Presentation {
        presence: Signed::sign(&other, world.kz.officer.signer(), &world.kz.officer.key),
        chain: world.kz.officer.chain.clone(),
    };
    assert_eq!(
        phone.ask(&mut lock, Call::Present(Box::new(elsewhere))),
        Err(Refusal::NotWelcome(RefusalReason::NotForHere))
    );
    let told = refusals(&mut lock, &world);
    assert_eq!(
        told,
        [
            (RefusalReason::NotRecognised, 1),
            // Whoever was refused asked for the journal all the same: that is a refusal too.
            (RefusalReason::NoRight, 1),
            (RefusalReason::NotInTime, 1),
            (RefusalReason::NoRight, 1),
            (RefusalReason::Revoked, 1),
            (RefusalReason::NoRight, 2),
            (RefusalReason::NotGenuine, 1),
            (RefusalReason::NotForHere, 1),
        ]
    );
}

#[test]
fn an_earlier_session_proves_nothing_in_this_one() {
    let world = World::new();
    let mut lock = world.sealed();
    let earlier = Phone::connect(&mut lock, 512).presentation(&lock, &world.kz.officer);
    let mut phone = Phone::connect(&mut lock, 512);
    assert_eq!(
        phone.ask(&mut lock, Call::Present(Box::new(earlier))),
        Err(Refusal::NotWelcome(RefusalReason::NotForHere))
    );
}

#[test]
fn a_lost_or_turned_back_clock_cannot_say() {
    let world = World::new();
    for clock in [None, Some(NOW.minus(Seconds::days(30)))] {
        let mut lock = world.sealed();
        lock.hardware_mut().wall_clock = clock;
        let mut phone = Phone::connect(&mut lock, 512);
        assert_eq!(
            phone.present(&mut lock, &world.cn.officer),
            Err(Refusal::NotWelcome(RefusalReason::CannotSay))
        );
        assert!(phone.ask(&mut lock, Call::Status).is_ok());
    }
}

#[test]
fn expired_lists_cannot_say() {
    let world = World::new();
    let mut lock = world.sealed();
    lock.hardware_mut().advance(Seconds::days(61));
    let mut phone = Phone::connect(&mut lock, 512);
    assert_eq!(
        phone.present(&mut lock, &world.kz.officer),
        Err(Refusal::NotWelcome(RefusalReason::CannotSay))
    );
}

#[test]
fn a_connection_that_is_refused_too_often_is_dropped() {
    let world = World::new();
    let mut lock = world.sealed();
    let mut phone = Phone::connect(&mut lock, 512);
    for _ in 0..5 {
        assert!(phone.present(&mut lock, &world.xx.officer).is_err());
    }
    let presentation = phone.presentation(&lock, &world.kz.officer);
    let call = Call::Present(Box::new(presentation));
    assert_eq!(
        phone.try_ask(&mut lock, call),
        Err(Dropped::RefusedTooOften)
    );
    assert_eq!(phone.try_ask(&mut lock, Call::Status), Err(Dropped::Before));
}

#[test]
fn refusals_cannot_fill_the_journal() {
    let world = World::new();
    let mut lock = world.sealed();
    let before = lock.journal().length;
    let wall = lock.hardware().wall_clock;
    let mut counted = [0, 0];
    for attempt in 0..400 {
        let mut phone = Phone::connect(&mut lock, 512);
        for again in 0..5 {
            // Alternating reasons, and a clock that comes and goes.
            let lost = (attempt + again) % 2 == 0;
            lock.hardware_mut().wall_clock = if lost { None } else { wall };
            assert!(phone.present(&mut lock, &world.xx.officer).is_err());
            counted[usize::from(lost)] += 1;
        }
    }
    lock.hardware_mut().wall_clock = wall;
    assert_eq!(counted, [1000, 1000]);
    // 1, 1, 2, 4, … 256 and so 512 of each 1,000.
    let entries = lock.journal().length - before;
    assert!(entries <= 2 * 11, "{entries} entries");
    let told = refusals(&mut lock, &world);
    let sum: u32 = told.iter().map(|(_, count)| count).sum();
    assert_eq!(sum, 2 * 512);
}

#[test]
fn refusals_do_not_move_the_head_that_a_manifest_names() {
    let world = World::new();
    let mut lock = world.lock();
    let order = world.order(&lock, &[]);
    for _ in 0..3 {
        let mut phone = Phone::connect(&mut lock, 512);
        assert!(phone.present(&mut lock, &world.xx.officer).is_err());
    }
    lock.seal(&order).unwrap();
    assert_eq!(
        refusals(&mut lock, &world),
        [(RefusalReason::NotRecognised, 3)]
    );
}

fn refusals(
    lock: &mut Lock<railseal_lock::fake::FakeHardware>,
    world: &World,
) -> Vec<(RefusalReason, u32)> {
    let trust = world.kz.trust(&world.cn);
    let journal = journal_of(lock, &world.kz.officer, &trust);
    let refused = journal.into_iter().filter_map(|entry| match entry.event {
        Event::Refused { reason, count } => Some((reason, count)),
        _ => None,
    });
    refused.collect()
}
