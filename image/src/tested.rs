//! The lock that is tested. Whatever it does, it does on its own heap.

use core::ops::Deref;

use railseal_lock::Lock;

use crate::body::Body;
use crate::failure::Failure;
use crate::heap;

/// A lock that can be looked at by anybody, and acts through [`Tested::act`] only.
pub(crate) struct Tested(Lock<Body>);

impl Tested {
    /// A lock that begins.
    pub(crate) fn begin(
        begin: impl FnOnce() -> Result<Lock<Body>, Failure>,
    ) -> Result<Self, Failure> {
        heap::in_lock(begin).map(Self)
    }

    /// Lets the lock do something.
    pub(crate) fn act<T>(&mut self, act: impl FnOnce(&mut Lock<Body>) -> T) -> T {
        heap::in_lock(|| act(&mut self.0))
    }

    /// What the world does to its body.
    pub(crate) fn body(&mut self) -> &mut Body {
        self.0.hardware_mut()
    }
}

impl Deref for Tested {
    type Target = Lock<Body>;

    fn deref(&self) -> &Lock<Body> {
        &self.0
    }
}
