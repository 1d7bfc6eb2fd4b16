use railseal_protocol::bounded::List;
use railseal_protocol::consigning::{Fault, Faults, MAX_FAULTS, Place, Problem};

/// The faults found so far: the first ones, and how many more.
#[derive(Default)]
pub(super) struct Found {
    listed: Vec<Fault>,
    more: u32,
}

impl Found {
    pub(super) fn add(&mut self, place: Place, problem: Problem) {
        if self.listed.len() < MAX_FAULTS {
            self.listed.push(Fault { place, problem });
        } else {
            self.more = self.more.saturating_add(1);
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.listed.is_empty()
    }

    pub(super) fn into_faults(self) -> Faults {
        let mut listed = self.listed;
        listed.truncate(MAX_FAULTS);
        Faults {
            listed: List::try_from(listed).unwrap_or(List::empty()),
            more: self.more,
        }
    }
}

/// A length as it travels.
pub(super) fn number(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
