//! Which cells are tried: pairs of everything, and whatever is around each lawful case.

use std::collections::BTreeSet;

use railseal_protocol::hash::Hash;

use crate::bodies::STATES;
use crate::cells::{AGREEING, KINDS, SIGNATORIES};
use crate::page::Page;

/// Places in which every pair of values of two dimensions stands together in one at least, among
/// those where `counts`; and every pair of the first two, whatever counts.
pub(crate) fn covering(sizes: &[usize], counts: impl Fn(&[usize]) -> bool) -> Vec<Vec<usize>> {
    let mut chosen = Vec::new();
    for first in 0..sizes[0] {
        for second in 0..sizes[1] {
            let mut place = vec![0; sizes.len()];
            (place[0], place[1]) = (first, second);
            chosen.push(place);
        }
    }
    // Each lawful place of the table meets every value of each other dimension, and these meet each
    // other; the numbers that choose are drawn from a hash, the same in every run.
    let mut met = BTreeSet::new();
    let places: Vec<(usize, usize)> = (0..sizes[0])
        .flat_map(|first| (0..sizes[1]).map(move |second| (first, second)))
        .filter(|(first, second)| counts(&[*first, *second]))
        .collect();
    let wanted = pairs_wanted(places.len(), &sizes[2..]);
    let mut draw = 0_u32;
    while met.len() < wanted {
        draw += 1;
        let hash = Hash::of("cell", &[&draw.to_be_bytes()]);
        let bytes = hash.as_bytes();
        let table = usize::from(bytes[0]) % places.len();
        let rest: Vec<usize> = sizes[2..]
            .iter()
            .zip(&bytes[1..])
            .map(|(size, byte)| usize::from(*byte) % size)
            .collect();
        let values: Vec<usize> = [table].into_iter().chain(rest.clone()).collect();
        let mut pairs = BTreeSet::new();
        for a in 0..values.len() {
            for b in a + 1..values.len() {
                pairs.insert((a, b, values[a], values[b]));
            }
        }
        if pairs.iter().any(|pair| !met.contains(pair)) {
            met.extend(pairs);
            let (first, second) = places[table];
            let mut place = vec![first, second];
            place.extend(rest);
            chosen.push(place);
        }
    }
    chosen
}

fn pairs_wanted(table: usize, sizes: &[usize]) -> usize {
    let all: Vec<usize> = [table].into_iter().chain(sizes.iter().copied()).collect();
    let pairs = (0..all.len()).flat_map(|a| (a + 1..all.len()).map(move |b| (a, b)));
    pairs.map(|(a, b)| all[a] * all[b]).sum()
}

/// Around each case that is lawful: whatever else one dimension can be.
pub(crate) fn around_the_lawful(sizes: &[usize], page: &Page) -> Vec<Vec<usize>> {
    let by = |name: &str| SIGNATORIES.iter().position(|(by, _)| *by == name).unwrap();
    let agrees = |names: &[&str]| AGREEING.iter().position(|some| *some == names).unwrap();
    let mut chosen = Vec::new();
    for (first, kind) in KINDS.into_iter().enumerate() {
        for (second, body) in STATES.into_iter().enumerate() {
            let who = page.who(kind, body.is());
            let is_bound = body.is_under_a_policy();
            let (signs, joins) = match (who, is_bound) {
                ("owner", _) | ("policy, or owner", false) => (by("CN officer"), agrees(&[])),
                ("policy" | "policy, or owner", true) => (by("KZ officer"), agrees(&["KZ second"])),
                ("both sides", true) => (by("CN officer"), agrees(&["KZ staff"])),
                _ => continue,
            };
            let lawful = vec![first, second, 1, 0, signs, joins, 0];
            for dimension in 2..sizes.len() {
                for value in 0..sizes[dimension] {
                    let mut place = lawful.clone();
                    place[dimension] = value;
                    chosen.push(place);
                }
            }
        }
    }
    chosen
}
