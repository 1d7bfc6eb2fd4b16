//! The prior inspections that a lock carries from a sealing on.

use railseal_lock::{Lock, SealError, SealOrder};
use railseal_protocol::call::{Answer, Call, Refusal};
use railseal_protocol::prior::MAX_INSPECTIONS;

use crate::phone::Phone;
use crate::world::World;

#[test]
fn they_are_read_the_last_first_and_after_a_restart_too() {
    let world = World::new();
    let mut lock = world.lock();
    let first = world.digest(&world.cn.officer, None);
    let last = world.digest(&world.kz.officer, Some(&first));
    let order = world.order_after(&lock, vec![last.clone(), first.clone()]);
    lock.seal(&order).unwrap();
    for _ in 0..2 {
        let mut phone = Phone::connect(&mut lock, 244);
        phone.present(&mut lock, &world.kz.officer).unwrap();
        let mut read = |back| phone.ask(&mut lock, Call::ReadInspection { back });
        assert_eq!(read(0), Ok(Answer::Inspection(Box::new(last.clone()))));
        assert_eq!(read(1), Ok(Answer::Inspection(Box::new(first.clone()))));
        assert_eq!(read(2), Err(Refusal::Nothing));
        lock = Lock::start(lock.into_hardware()).unwrap();
    }
}

#[test]
fn a_lock_takes_only_those_that_the_manifest_names() {
    let world = World::new();
    let mut lock = world.lock();
    let one = world.digest(&world.cn.officer, None);
    let other = world.digest(&world.kz.officer, Some(&one));
    let (expected, got) = (Some(one.digest.id()), Some(other.digest.id()));
    let named = world.order_after(&lock, vec![one]);
    let with = |inspections| SealOrder {
        inspections,
        ..named.clone()
    };
    assert_eq!(
        lock.seal(&with(vec![other.clone()])),
        Err(SealError::OtherInspection { expected, got })
    );
    assert_eq!(
        lock.seal(&with(vec![])),
        Err(SealError::OtherInspection {
            expected,
            got: None
        })
    );
    let many = MAX_INSPECTIONS + 1;
    assert_eq!(
        lock.seal(&with(vec![other; many])),
        Err(SealError::TooManyInspections { got: many })
    );
    lock.seal(&named).unwrap();
}
