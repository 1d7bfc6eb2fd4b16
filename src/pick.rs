//! One of several answers, as somebody picks it.

use leptos::prelude::*;

/// A handle: copies are the same pick. What is picked is remembered by its place, so that every question
/// is compiled once.
pub struct Pick<T: 'static> {
    all: &'static [T],
    place: RwSignal<Option<usize>>,
}

impl<T> Clone for Pick<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Pick<T> {}

impl<T: Copy + PartialEq> Pick<T> {
    /// Of these; nothing is picked yet.
    pub fn of(all: &'static [T]) -> Self {
        Self {
            all,
            place: RwSignal::new(None),
        }
    }

    /// Of these, with one that is picked already, if any.
    pub fn with(all: &'static [T], picked: Option<T>) -> Self {
        let place = picked.and_then(|picked| all.iter().position(|one| *one == picked));
        Self {
            all,
            place: RwSignal::new(place),
        }
    }

    /// What there is to pick from.
    pub fn all(self) -> &'static [T] {
        self.all
    }

    /// Where the one that is picked stands.
    pub fn place(self) -> RwSignal<Option<usize>> {
        self.place
    }

    /// The one that is picked, followed.
    pub fn get(self) -> Option<T> {
        self.at(self.place.get())
    }

    /// The one that is picked now.
    pub fn get_untracked(self) -> Option<T> {
        self.at(self.place.get_untracked())
    }

    /// Nothing is picked any more.
    pub fn clear(self) {
        self.place.set(None);
    }

    fn at(self, place: Option<usize>) -> Option<T> {
        self.all.get(place?).copied()
    }
}
