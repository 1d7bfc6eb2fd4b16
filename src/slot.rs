//! A part of the app's state that screens follow.
//!
//! A signal of Leptos compiles anew for every type that it holds, and inlines into every screen that
//! reads it. Here only the reading of the value does; telling of a change is one signal's, the same
//! for all. A slot lives as long as the page: the app's state is made of them, a component's is not.

use std::any::Any;
use std::cell::{Ref, RefCell};
use std::marker::PhantomData;

use leptos::prelude::*;

thread_local! {
    static VALUES: RefCell<Vec<&'static dyn Any>> = const { RefCell::new(Vec::new()) };
}

/// A handle: copies are the same value.
pub struct Slot<T: 'static> {
    place: usize,
    changed: RwSignal<()>,
    of: PhantomData<fn() -> T>,
}

impl<T> Clone for Slot<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Slot<T> {}

/// Puts a value where it stays.
fn put(value: &'static dyn Any) -> usize {
    VALUES.with_borrow_mut(|values| {
        values.push(value);
        values.len() - 1
    })
}

fn at(place: usize) -> Option<&'static dyn Any> {
    VALUES.with_borrow(|values| values.get(place).copied())
}

impl<T> Slot<T> {
    /// With this value.
    pub fn new(value: T) -> Self {
        Self {
            place: put(Box::leak(Box::new(RefCell::new(value)))),
            changed: RwSignal::new(()),
            of: PhantomData,
        }
    }

    #[expect(
        clippy::expect_used,
        reason = "a slot's place was given to it with a value of its type, and none is ever taken away"
    )]
    fn cell(self) -> &'static RefCell<T> {
        let value = at(self.place).and_then(|value| value.downcast_ref());
        value.expect("a slot has its value")
    }

    fn told(self) -> Ref<'static, T> {
        self.changed.track();
        self.cell().borrow()
    }

    /// Looks at the value, and follows it.
    pub fn with<R>(self, look: impl FnOnce(&T) -> R) -> R {
        look(&self.told())
    }

    /// Looks at the value as it is now.
    pub fn with_untracked<R>(self, look: impl FnOnce(&T) -> R) -> R {
        look(&self.cell().borrow())
    }

    /// Changes the value, and tells whoever follows it.
    pub fn update(self, change: impl FnOnce(&mut T)) {
        change(&mut self.cell().borrow_mut());
        self.changed.notify();
    }

    /// Changes the value, and tells nobody.
    pub fn update_untracked(self, change: impl FnOnce(&mut T)) {
        change(&mut self.cell().borrow_mut());
    }

    /// Another value, of which whoever follows it is told.
    pub fn set(self, value: T) {
        self.set_untracked(value);
        self.changed.notify();
    }

    /// Another value, of which nobody is told.
    pub fn set_untracked(self, value: T) {
        // What was there is dropped once nothing is borrowed.
        let _before = self.cell().replace(value);
    }
}

impl<T: Clone> Slot<T> {
    /// The value, followed.
    pub fn get(self) -> T {
        self.told().clone()
    }

    /// The value as it is now.
    pub fn get_untracked(self) -> T {
        self.cell().borrow().clone()
    }
}
