//! The examination: what an officer found in the container, bag by bag, and what it comes to.

use alloc::vec::Vec;

use railseal_protocol::bounded::{List, Text};
use railseal_protocol::codes::{ControlResult, Incident};
use railseal_protocol::hash::Hash;
use railseal_protocol::identifiers::DespatchId;
use railseal_protocol::manifest::Grams;
use serde::{Deserialize, Serialize};

use crate::documents::ReceptacleLine;

/// The most receptacles that a record tells of.
pub const MAX_RECEPTACLES: usize = 1000;
/// The most items that a record tells of.
pub const MAX_ITEMS: usize = 512;
/// The most photos of one examination.
pub const MAX_PHOTOS: usize = 16;

/// How much a scale may differ from the list: a receptacle's weight is written to 100 g, and a bag
/// in the frost weighs what the frost adds.
pub const TOLERANCE: Grams = Grams(200);

/// What was found. Part of the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Examination {
    /// The receptacles that were looked at, each once.
    pub receptacles: List<ReceptacleFound, MAX_RECEPTACLES>,
    /// Items that are not as they are listed, each once.
    pub items: List<ItemFound, MAX_ITEMS>,
    /// Whatever is there and on no list.
    pub surplus: List<Text<32>, MAX_ITEMS>,
    /// What the control came to.
    pub result: Option<ControlResult>,
    /// What happened on the way (EU NCTS CL019).
    pub incidents: List<Incident, 8>,
    /// The hash of each photo; the photos stay on the device.
    pub photos: List<Hash, MAX_PHOTOS>,
}

/// Whether a thing is as it should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum State {
    /// It is there, closed and whole.
    InOrder,
    /// It is not there.
    Missing,
    /// It is damaged.
    Damaged,
    /// Somebody has opened it.
    Opened,
}

impl State {
    /// Every state.
    pub const ALL: [Self; 4] = [Self::InOrder, Self::Missing, Self::Damaged, Self::Opened];
}

/// A receptacle that was looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceptacleFound {
    /// Its despatch.
    pub despatch: DespatchId,
    /// Its place on the despatch's list, from 0.
    pub place: u16,
    /// How it is.
    pub state: State,
    /// What the scale shows, if it was weighed.
    pub weighed: Option<Grams>,
    /// How many items are in it, if they were counted.
    pub counted: Option<u32>,
}

/// An item that is not as it is listed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemFound {
    /// Its despatch.
    pub despatch: DespatchId,
    /// The place, on the list, of the receptacle it should be in.
    pub receptacle: u16,
    /// Its id, as it is listed.
    pub item: Text<32>,
    /// How it is.
    pub state: State,
}

/// How a receptacle differs from its line on the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Discrepancy {
    /// It is missing, damaged or opened.
    State(State),
    /// It weighs something else.
    Weight {
        /// As listed.
        listed: Grams,
        /// On the scale.
        weighed: Grams,
    },
    /// Another number of items is in it.
    Count {
        /// As listed.
        listed: u32,
        /// Counted.
        counted: u32,
    },
}

impl ReceptacleFound {
    /// How it differs from its line on the list.
    pub fn discrepancies(&self, line: &ReceptacleLine) -> Vec<Discrepancy> {
        let state = (self.state != State::InOrder).then_some(Discrepancy::State(self.state));
        let weight = self.weighed.and_then(|weighed| {
            let listed = line.gross;
            let apart = weighed.0.abs_diff(listed.0) > TOLERANCE.0;
            apart.then_some(Discrepancy::Weight { listed, weighed })
        });
        let count = self.counted.and_then(|counted| {
            let listed = line.items;
            (counted != listed).then_some(Discrepancy::Count { listed, counted })
        });
        [state, weight, count].into_iter().flatten().collect()
    }
}

/// An examination under way: the officer adds to it, changes their mind, and takes back.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Examining {
    receptacles: Vec<(ReceptacleFound, ReceptacleLine)>,
    items: Vec<ItemFound>,
    surplus: Vec<Text<32>>,
    result: Option<ControlResult>,
    incidents: Vec<Incident>,
    photos: Vec<Hash>,
}

/// There is no room for more in one record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a record holds no more of these")]
pub struct Full;

impl Examining {
    /// Whether nothing was found or noted yet.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// What was found of a receptacle, if it was looked at.
    pub fn receptacle(&self, despatch: DespatchId, place: u16) -> Option<&ReceptacleFound> {
        let mut all = self.receptacles.iter().map(|(found, _)| found);
        all.find(|found| (found.despatch, found.place) == (despatch, place))
    }

    /// Takes what was found of a receptacle; it takes the place of what was found before.
    pub fn look_at(&mut self, found: ReceptacleFound, line: ReceptacleLine) -> Result<(), Full> {
        self.take_back(found.despatch, found.place);
        push(&mut self.receptacles, (found, line), MAX_RECEPTACLES)
    }

    /// Takes back what was found of a receptacle.
    pub fn take_back(&mut self, despatch: DespatchId, place: u16) {
        self.receptacles
            .retain(|(found, _)| (found.despatch, found.place) != (despatch, place));
    }

    /// Notes how an item is; one that is in order is no longer noted.
    pub fn note_item(&mut self, found: ItemFound) -> Result<(), Full> {
        self.items.retain(|known| known.item != found.item);
        if found.state == State::InOrder {
            return Ok(());
        }
        push(&mut self.items, found, MAX_ITEMS)
    }

    /// Items that are not as they are listed.
    pub fn items(&self) -> &[ItemFound] {
        &self.items
    }

    /// Notes something that is there and on no list.
    pub fn note_surplus(&mut self, id: Text<32>) -> Result<(), Full> {
        if self.surplus.contains(&id) {
            return Ok(());
        }
        push(&mut self.surplus, id, MAX_ITEMS)
    }

    /// Takes back that something is there.
    pub fn forget_surplus(&mut self, id: &Text<32>) {
        self.surplus.retain(|known| known != id);
    }

    /// Whatever is there and on no list.
    pub fn surplus(&self) -> &[Text<32>] {
        &self.surplus
    }

    /// Notes an incident, or takes it back.
    pub fn note_incident(&mut self, incident: Incident, happened: bool) {
        let noted = |one: &Incident| match *one == incident {
            true => happened,
            false => self.incidents.contains(one),
        };
        self.incidents = Incident::ALL.into_iter().filter(noted).collect();
    }

    /// Incidents.
    pub fn incidents(&self) -> &[Incident] {
        &self.incidents
    }

    /// Keeps a photo's hash.
    pub fn keep_photo(&mut self, photo: Hash) -> Result<(), Full> {
        if self.photos.contains(&photo) {
            return Ok(());
        }
        push(&mut self.photos, photo, MAX_PHOTOS)
    }

    /// The photos' hashes.
    pub fn photos(&self) -> &[Hash] {
        &self.photos
    }

    /// How many receptacles were looked at, and how many of them are not as they are listed.
    pub fn looked_at(&self) -> (usize, usize) {
        let differs = |(found, line): &&(ReceptacleFound, ReceptacleLine)| {
            !found.discrepancies(line).is_empty() || self.has_items_of(found)
        };
        let differing = self.receptacles.iter().filter(differs);
        (self.receptacles.len(), differing.count())
    }

    /// Whether an item of a receptacle is not as it is listed.
    pub fn has_items_of(&self, receptacle: &ReceptacleFound) -> bool {
        let of = |item: &ItemFound| (item.despatch, item.receptacle);
        let wanted = (receptacle.despatch, receptacle.place);
        self.items.iter().any(|item| of(item) == wanted)
    }

    /// Takes what the officer makes of it; none for what is proposed.
    pub fn decide(&mut self, result: Option<ControlResult>) {
        self.result = result;
    }

    /// What the control came to: as the officer decided, else as is proposed.
    pub fn result(&self) -> Option<ControlResult> {
        self.result.or_else(|| self.proposed())
    }

    /// What the findings come to: satisfactory where all that was looked at is as listed; a minor
    /// discrepancy where it only differs in weight or is damaged; else a discrepancy. None where
    /// nothing was looked at.
    pub fn proposed(&self) -> Option<ControlResult> {
        let found = self.receptacles.iter();
        let mut all = found.flat_map(|(found, line)| found.discrepancies(line));
        let minor = |state| matches!(state, State::InOrder | State::Damaged);
        let grave = !self.surplus.is_empty()
            || !self.items.iter().all(|item| minor(item.state))
            || all.any(|discrepancy| match discrepancy {
                Discrepancy::State(state) => !minor(state),
                Discrepancy::Weight { .. } => false,
                Discrepancy::Count { .. } => true,
            });
        let (looked_at, differing) = self.looked_at();
        if grave {
            Some(ControlResult::Discrepancies)
        } else if differing > 0 || !self.items.is_empty() {
            Some(ControlResult::MinorDiscrepancies)
        } else {
            (looked_at > 0).then_some(ControlResult::Satisfactory)
        }
    }

    /// For the record; none where nothing was done.
    pub fn done(&self) -> Option<Examination> {
        if self.is_empty() {
            return None;
        }
        // Each was held to its limit as it came.
        let receptacles: Vec<ReceptacleFound> = self
            .receptacles
            .iter()
            .map(|(found, _)| found.clone())
            .collect();
        Some(Examination {
            receptacles: receptacles.try_into().unwrap_or(List::empty()),
            items: self.items.clone().try_into().unwrap_or(List::empty()),
            surplus: self.surplus.clone().try_into().unwrap_or(List::empty()),
            result: self.result(),
            incidents: self.incidents.clone().try_into().unwrap_or(List::empty()),
            photos: self.photos.clone().try_into().unwrap_or(List::empty()),
        })
    }
}

fn push<T>(all: &mut Vec<T>, one: T, most: usize) -> Result<(), Full> {
    if all.len() >= most {
        return Err(Full);
    }
    all.push(one);
    Ok(())
}
