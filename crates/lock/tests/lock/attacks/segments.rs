//! Truncation and reordering: of segments, of messages, of an instruction's bytes, of chains, of
//! the journal.

use railseal_protocol::bounded::List;
use railseal_protocol::call::{Answer, Call, Refusal, Request, RequestId};
use railseal_protocol::instruction::Order;
use railseal_protocol::journal::{JournalError, JournalHead, RefusalReason, verify};
use railseal_protocol::wire::encode;

use super::{brought, is_shut, ordered, present};
use crate::garbage::Raw;
use crate::orders::{agreed, phone, refused};
use crate::phone::Phone;
use crate::world::World;

#[test]
fn an_instruction_of_which_a_segment_is_missing_is_not_heard() {
    let world = World::new();
    let mut lock = world.sealed();
    let unseal = ordered(&mut lock, &world.kz.officer, Order::Unseal);
    let call = Call::Instruct(Box::new(unseal));
    let count = Phone::connect(&mut lock, 60).segments(call.clone()).len();
    for missing in 0..count {
        let mut phone = Phone::connect(&mut lock, 60);
        let segments = phone.segments(call.clone());
        for (place, segment) in segments.iter().enumerate() {
            if place != missing && phone.say(&mut lock, segment).is_err() {
                break;
            }
        }
        assert!(is_shut(&lock), "without segment {missing} of {count}");
    }
}

#[test]
fn an_instruction_whose_segments_change_places_is_not_heard() {
    let world = World::new();
    let mut lock = world.sealed();
    let unseal = ordered(&mut lock, &world.kz.officer, Order::Unseal);
    let call = Call::Instruct(Box::new(unseal));
    let count = Phone::connect(&mut lock, 60).segments(call.clone()).len();
    for place in 1..count {
        let mut phone = Phone::connect(&mut lock, 60);
        let mut segments = phone.segments(call.clone());
        segments.swap(place - 1, place);
        let heard = segments
            .iter()
            .try_for_each(|s| phone.say(&mut lock, s).map(drop));
        assert!(heard.is_err(), "{place}");
        assert!(is_shut(&lock));
    }
}

#[test]
fn messages_that_change_places_or_are_left_out_end_the_session() {
    let world = World::new();
    let mut lock = world.sealed();
    let unseal = ordered(&mut lock, &world.kz.officer, Order::Unseal);
    let mut phone = phone(&mut lock);
    // The status is left out: what comes after it does not decrypt.
    let _left_out = phone.segments(Call::Status);
    let segments = phone.segments(Call::Instruct(Box::new(unseal)));
    let heard = segments
        .iter()
        .try_for_each(|s| phone.say(&mut lock, s).map(drop));
    assert!(heard.is_err());
    assert!(is_shut(&lock));
}

#[test]
fn a_request_cut_off_at_any_byte_is_unreadable() {
    let world = World::new();
    let mut lock = world.sealed();
    let unseal = ordered(&mut lock, &world.kz.officer, Order::Unseal);
    let request = Request {
        id: RequestId(1),
        call: Call::Instruct(Box::new(unseal)),
    };
    let whole = encode(&request);
    let mut raw = Raw::open(&mut lock);
    for length in 1..whole.len() {
        let response = raw.say(&mut lock, &whole[..length]).unwrap();
        assert_eq!(response.result, Err(Refusal::Unreadable), "{length}");
    }
    let mut longer = whole.clone();
    longer.push(0);
    let response = raw.say(&mut lock, &longer).unwrap();
    assert_eq!(response.result, Err(Refusal::Unreadable));
    assert!(is_shut(&lock));
    assert!(raw.say(&mut lock, &whole).unwrap().result.is_ok());
}

#[test]
fn a_chain_truncated_or_swapped_is_nobodys() {
    let world = World::new();
    let mut lock = world.sealed();
    let (officer, second) = (&world.kz.officer, &world.kz.second);
    let unseal = ordered(&mut lock, officer, Order::Unseal);
    let not_genuine = refused(RefusalReason::NotGenuine);

    let mut truncated = unseal.clone();
    truncated.person.issuers = List::empty();
    assert_eq!(brought(&mut lock, &truncated), not_genuine);
    let mut swapped = unseal.clone();
    swapped.person = second.chain.clone();
    assert_eq!(brought(&mut lock, &swapped), not_genuine);
    let mut lengthened = unseal.clone();
    let registrar = officer.chain.issuers.first().unwrap().clone();
    lengthened.person.issuers = vec![registrar.clone(), registrar].try_into().unwrap();
    assert_eq!(brought(&mut lock, &lengthened), not_genuine);
    let mut foreign = unseal.clone();
    foreign.person.issuers = world.cn.officer.chain.issuers.clone();
    assert_eq!(brought(&mut lock, &foreign), not_genuine);

    let joined = agreed(unseal, &[second]);
    let mut cosigned = joined.cosignatures.to_vec();
    cosigned[0].person = officer.chain.clone();
    let mut swapped = joined.clone();
    swapped.cosignatures = cosigned.try_into().unwrap();
    assert_eq!(brought(&mut lock, &swapped), not_genuine);
    assert!(is_shut(&lock));
}

#[test]
fn a_journal_truncated_reordered_or_with_an_entry_twice_is_found_out() {
    let world = World::new();
    let mut lock = world.sealed();
    let head = lock.journal();
    let mut phone = present(&mut lock, &world.kz.officer);
    let Ok(Answer::Journal(page)) = phone.ask(&mut lock, Call::ReadJournal { from: 0 }) else {
        panic!("no journal");
    };
    let entries = page.to_vec();
    let nothing = JournalHead::of_nothing(&lock.id());
    assert!(verify(nothing, &entries, &head).is_ok());
    for length in 0..entries.len() {
        let truncated = verify(nothing, &entries[..length], &head);
        assert!(matches!(truncated, Err(JournalError::OtherHead { .. })));
        let mut twice = entries.clone();
        twice.insert(length, entries[length].clone());
        assert!(verify(nothing, &twice, &head).is_err());
        let mut beheaded = entries.clone();
        beheaded.remove(length);
        assert!(verify(nothing, &beheaded, &head).is_err());
    }
    for place in 1..entries.len() {
        let mut reordered = entries.clone();
        reordered.swap(place - 1, place);
        let index = place as u32 - 1;
        let found = verify(nothing, &reordered, &head);
        assert_eq!(found, Err(JournalError::Broken { index }));
    }
}
