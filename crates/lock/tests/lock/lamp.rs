//! The lamp: what it blinks, for whom, and for how long.

use railseal_lock::Lock;
use railseal_lock::blinking::LAMP_SECONDS;
use railseal_lock::fake::FakeHardware;
use railseal_lock::hardware::Lamp;
use railseal_protocol::call::{Answer, Call, Refusal};
use railseal_protocol::lamp::LampShown;
use railseal_protocol::time::Seconds;

use crate::phone::Phone;
use crate::world::World;

/// What the lock says that it blinks, verified by its own chain.
fn asked(world: &World, phone: &mut Phone, lock: &mut Lock<FakeHardware>) -> LampShown {
    let Ok(Answer::Blinking(signed)) = phone.ask(lock, Call::Blink) else {
        panic!("the lock does not blink");
    };
    let trust = world.kz.trust(&world.cn);
    let shown = trust.verify(&phone.hello.chain).unwrap().verify(&signed);
    (*shown.unwrap()).clone()
}

#[test]
fn it_blinks_what_the_lock_signs_for_this_session() {
    let world = World::new();
    let mut lock = world.sealed();
    let mut codes = Vec::new();
    for _ in 0..3 {
        let mut phone = Phone::connect(&mut lock, 244);
        phone.present(&mut lock, &world.kz.staff).unwrap();
        let shown = asked(&world, &mut phone, &mut lock);
        assert_eq!((shown.session, shown.lock), (phone.session(), lock.id()));
        assert_eq!(
            lock.hardware().lamp,
            Some(Lamp::Blinking(shown.code)),
            "the lamp shows what was signed"
        );
        assert_eq!(asked(&world, &mut phone, &mut lock), shown, "asked again");
        codes.push(u8::from(shown.code));
    }
    codes.dedup();
    assert!(codes.len() > 1, "every session draws its own");
}

#[test]
fn it_goes_out_by_itself_and_at_a_restart() {
    let world = World::new();
    let mut lock = world.sealed();
    let blink = |lock: &mut Lock<FakeHardware>| {
        let mut phone = Phone::connect(lock, 244);
        phone.present(lock, &world.kz.officer).unwrap();
        phone.ask(lock, Call::Blink).unwrap();
    };
    blink(&mut lock);
    lock.hardware_mut()
        .advance(Seconds::new(u64::from(LAMP_SECONDS) - 1));
    lock.tick().unwrap();
    assert_ne!(lock.hardware().lamp, Some(Lamp::Dark));
    lock.hardware_mut().advance(Seconds::new(1));
    lock.tick().unwrap();
    assert_eq!(lock.hardware().lamp, Some(Lamp::Dark));

    blink(&mut lock);
    let lock = Lock::start(lock.into_hardware()).unwrap();
    assert_eq!(lock.hardware().lamp, Some(Lamp::Dark));
}

#[test]
fn a_lock_whose_lamp_is_broken_says_so() {
    let world = World::new();
    let mut lock = world.sealed();
    lock.hardware_mut().lamp = None;
    let mut phone = Phone::connect(&mut lock, 244);
    phone.present(&mut lock, &world.kz.officer).unwrap();
    assert_eq!(phone.ask(&mut lock, Call::Blink), Err(Refusal::Nothing));
}
