//! A sign that ends what is under way.

use std::cell::{Cell, RefCell};
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::rc::Rc;
use std::task::{Poll, Waker};

/// A sign that somebody puts up once, and all its copies show.
#[derive(Debug, Clone, Default)]
pub struct StopSign(Rc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    up: Cell<bool>,
    waker: RefCell<Option<Waker>>,
}

/// The sign went up first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stopped;

impl StopSign {
    /// Puts the sign up.
    pub fn put_up(&self) {
        self.0.up.set(true);
        if let Some(waker) = self.0.waker.borrow_mut().take() {
            waker.wake();
        }
    }

    /// What `work` comes to, unless the sign goes up before: then it is dropped. One piece of work
    /// at a time heeds a sign.
    pub async fn heeded_by<W: Future>(&self, work: W) -> Result<W::Output, Stopped> {
        let mut work = pin!(work);
        poll_fn(|context| {
            if self.0.up.get() {
                return Poll::Ready(Err(Stopped));
            }
            *self.0.waker.borrow_mut() = Some(context.waker().clone());
            work.as_mut().poll(context).map(Ok)
        })
        .await
    }
}

#[cfg(test)]
mod tests {
    use std::future::{pending, ready};
    use std::task::Context;

    use super::*;

    fn now<T>(future: impl Future<Output = T>) -> Poll<T> {
        pin!(future).poll(&mut Context::from_waker(Waker::noop()))
    }

    #[test]
    fn work_goes_on_until_the_sign_is_up() {
        let sign = StopSign::default();
        assert_eq!(now(sign.heeded_by(ready(1))), Poll::Ready(Ok(1)));
        let mut work = pin!(sign.heeded_by(pending::<()>()));
        let mut context = Context::from_waker(Waker::noop());
        assert!(work.as_mut().poll(&mut context).is_pending());
        sign.clone().put_up();
        assert_eq!(work.as_mut().poll(&mut context), Poll::Ready(Err(Stopped)));
    }
}
