//! What an examination comes to, and that whatever was noted can be taken back.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use railseal_inspection::documents::{ReceptacleKind, ReceptacleLine};
use railseal_inspection::examination::{
    Discrepancy, Examination, Examining, Full, ItemFound, MAX_ITEMS, ReceptacleFound, State,
};
use railseal_protocol::codes::{ControlResult, Incident};
use railseal_protocol::hash::Hash;
use railseal_protocol::identifiers::DespatchId;
use railseal_protocol::manifest::Grams;
use railseal_protocol::wire::{decode, encode};

fn despatch() -> DespatchId {
    "CNCKGXKZALAXCUN60214".parse().unwrap()
}

/// A bag of 22.7 kg with 48 items, by its list.
fn line() -> ReceptacleLine {
    ReceptacleLine {
        id: "CNCKGXKZALAXCUN60214001000227".parse().unwrap(),
        kind: ReceptacleKind::Bag,
        gross: Grams(22_700),
        items: 48,
        registered: false,
    }
}

fn found(state: State, weighed: Option<u64>, counted: Option<u32>) -> ReceptacleFound {
    ReceptacleFound {
        despatch: despatch(),
        place: 0,
        state,
        weighed: weighed.map(Grams),
        counted,
    }
}

fn item(id: &str, state: State) -> ItemFound {
    ItemFound {
        despatch: despatch(),
        receptacle: 0,
        item: id.parse().unwrap(),
        state,
    }
}

/// What is proposed after one bag was found like this.
fn after(found: ReceptacleFound) -> Option<ControlResult> {
    let mut examining = Examining::default();
    examining.look_at(found, line()).unwrap();
    examining.proposed()
}

#[test]
fn a_bag_differs_by_state_weight_and_count() {
    let weight = |weighed| found(State::InOrder, Some(weighed), None).discrepancies(&line());
    // A scale in the frost may show two hundred grams more or less.
    assert_eq!(weight(22_900), []);
    assert_eq!(weight(22_500), []);
    let listed = Grams(22_700);
    for other in [22_901, 22_499] {
        let weighed = Grams(other);
        assert_eq!(weight(other), [Discrepancy::Weight { listed, weighed }]);
    }
    let all = found(State::Opened, Some(20_000), Some(47)).discrepancies(&line());
    let count = Discrepancy::Count {
        listed: 48,
        counted: 47,
    };
    let weight = Discrepancy::Weight {
        listed,
        weighed: Grams(20_000),
    };
    assert_eq!(all, [Discrepancy::State(State::Opened), weight, count]);
}

#[test]
fn what_was_found_proposes_a_result() {
    use ControlResult::{Discrepancies, MinorDiscrepancies, Satisfactory};
    assert_eq!(Examining::default().proposed(), None);
    assert_eq!(
        after(found(State::InOrder, Some(22_700), Some(48))),
        Some(Satisfactory)
    );
    assert_eq!(
        after(found(State::InOrder, Some(20_000), None)),
        Some(MinorDiscrepancies)
    );
    assert_eq!(
        after(found(State::Damaged, None, None)),
        Some(MinorDiscrepancies)
    );
    assert_eq!(
        after(found(State::Missing, None, None)),
        Some(Discrepancies)
    );
    assert_eq!(after(found(State::Opened, None, None)), Some(Discrepancies));
    assert_eq!(
        after(found(State::InOrder, None, Some(47))),
        Some(Discrepancies)
    );

    let mut examining = Examining::default();
    examining
        .note_item(item("RB123456785US", State::Damaged))
        .unwrap();
    assert_eq!(examining.proposed(), Some(MinorDiscrepancies));
    examining
        .note_item(item("RB123456785US", State::Missing))
        .unwrap();
    assert_eq!(examining.proposed(), Some(Discrepancies));
    examining
        .note_item(item("RB123456785US", State::InOrder))
        .unwrap();
    assert!(examining.is_empty(), "taken back");
    examining
        .note_surplus("EE471108151FR".parse().unwrap())
        .unwrap();
    assert_eq!(examining.proposed(), Some(Discrepancies));
    // The officer decides.
    examining.decide(Some(ControlResult::NotSatisfactory));
    assert_eq!(examining.result(), Some(ControlResult::NotSatisfactory));
    examining.decide(None);
    assert_eq!(examining.result(), Some(Discrepancies));
}

#[test]
fn whatever_was_noted_can_be_taken_back_and_nothing_counts_twice() {
    let mut examining = Examining::default();
    for state in [State::Missing, State::InOrder] {
        examining.look_at(found(state, None, None), line()).unwrap();
    }
    assert_eq!(examining.looked_at(), (1, 0), "the later look counts");
    examining
        .note_item(item("RB123456785US", State::Missing))
        .unwrap();
    assert_eq!(
        examining.looked_at(),
        (1, 1),
        "its bag is not as it is listed"
    );
    examining
        .note_item(item("RB123456785US", State::InOrder))
        .unwrap();
    examining.take_back(despatch(), 0);
    let surplus = "EE471108151FR".parse().unwrap();
    for _ in 0..2 {
        examining
            .note_surplus("EE471108151FR".parse().unwrap())
            .unwrap();
        examining.keep_photo(Hash::of("photo", &[])).unwrap();
    }
    assert_eq!(
        (examining.surplus().len(), examining.photos().len()),
        (1, 1)
    );
    examining.forget_surplus(&surplus);
    for happened in [true, true, false] {
        examining.note_incident(Incident::SealsBroken, happened);
        examining.note_incident(Incident::LeftTheItinerary, true);
        let wanted = [Incident::LeftTheItinerary, Incident::SealsBroken];
        assert_eq!(examining.incidents(), &wanted[..1 + usize::from(happened)]);
    }
    let done = examining.done().unwrap();
    assert_eq!(
        (done.receptacles.len(), done.items.len(), done.surplus.len()),
        (0, 0, 0)
    );
    assert_eq!(done.incidents.len(), 1);
    assert_eq!(Examining::default().done(), None);
}

#[test]
fn a_record_has_room_for_so_many_and_says_when_it_is_full() {
    let mut examining = Examining::default();
    for serial in 0..MAX_ITEMS {
        let id = format!("item {serial}");
        examining.note_item(item(&id, State::Missing)).unwrap();
    }
    let more = examining.note_item(item("one more", State::Missing));
    assert_eq!(more, Err(Full));
    // One that is noted already may still change, or be taken back.
    examining.note_item(item("item 7", State::Damaged)).unwrap();
    examining.note_item(item("item 8", State::InOrder)).unwrap();
    assert_eq!(examining.items().len(), MAX_ITEMS - 1);
    let done = examining.done().unwrap();
    let bytes = encode(&done);
    assert_eq!(decode::<Examination>(&bytes, 64 * 1024), Ok(done));
}
