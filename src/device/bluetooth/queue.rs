//! Notifications, from the browser's events to whoever awaits them.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::future::{Future, poll_fn};
use std::task::{Poll, Waker};

use super::RadioError;

/// The most segments that may wait: two megabytes at the largest size there is. A lock answers
/// requests, so what waits is one answer at the most.
const MOST_WAITING: usize = 4096;

/// Segments in the order they came, and then the end.
pub(super) struct Queue(RefCell<Inner>);

struct Inner {
    waiting: VecDeque<Vec<u8>>,
    end: Option<RadioError>,
    wakers: Vec<Waker>,
}

impl Queue {
    pub(super) fn new() -> Self {
        Self(RefCell::new(Inner {
            waiting: VecDeque::new(),
            end: None,
            wakers: Vec::new(),
        }))
    }

    /// Adds a segment; one that comes after the end, or is too many, is not heard.
    pub(super) fn push(&self, segment: Vec<u8>) {
        let mut inner = self.0.borrow_mut();
        if inner.end.is_some() {
            return;
        }
        if inner.waiting.len() == MOST_WAITING {
            inner.waiting.clear();
            inner.end = Some(RadioError::Flooded);
        } else {
            inner.waiting.push_back(segment);
        }
        inner.wake();
    }

    /// Ends it. The first reason stays.
    pub(super) fn end(&self, reason: RadioError) {
        let mut inner = self.0.borrow_mut();
        inner.end.get_or_insert(reason);
        inner.wake();
    }

    /// The next segment, or why there is none any more.
    pub(super) fn next(&self) -> impl Future<Output = Result<Vec<u8>, RadioError>> {
        self.poll(|inner| inner.waiting.pop_front().map(Ok).or(inner.end.map(Err)))
    }

    /// Why it ended, once it has.
    pub(super) fn ended(&self) -> impl Future<Output = RadioError> {
        self.poll(|inner| inner.end)
    }

    fn poll<T>(&self, take: impl Fn(&mut Inner) -> Option<T>) -> impl Future<Output = T> {
        poll_fn(move |context| {
            let mut inner = self.0.borrow_mut();
            if let Some(taken) = take(&mut inner) {
                return Poll::Ready(taken);
            }
            if !inner
                .wakers
                .iter()
                .any(|waker| waker.will_wake(context.waker()))
            {
                inner.wakers.push(context.waker().clone());
            }
            Poll::Pending
        })
    }
}

impl Inner {
    fn wake(&mut self) {
        self.wakers.drain(..).for_each(Waker::wake);
    }
}

#[cfg(test)]
mod tests {
    use std::pin::pin;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::task::{Context, Wake};

    use super::*;

    #[derive(Default)]
    struct Bell(AtomicUsize);

    impl Wake for Bell {
        fn wake(self: Arc<Self>) {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }

    fn now<T>(future: impl Future<Output = T>) -> Poll<T> {
        pin!(future).poll(&mut Context::from_waker(Waker::noop()))
    }

    #[test]
    fn segments_come_in_order_and_then_the_end() {
        let queue = Queue::new();
        queue.push(vec![1]);
        queue.push(vec![2]);
        queue.end(RadioError::LinkLost);
        queue.push(vec![3]);
        assert_eq!(now(queue.next()), Poll::Ready(Ok(vec![1])));
        assert_eq!(now(queue.next()), Poll::Ready(Ok(vec![2])));
        assert_eq!(now(queue.next()), Poll::Ready(Err(RadioError::LinkLost)));
        assert_eq!(now(queue.next()), Poll::Ready(Err(RadioError::LinkLost)));
    }

    #[test]
    fn whoever_waits_is_woken() {
        let queue = Queue::new();
        let bell = Arc::new(Bell::default());
        let waker = Waker::from(Arc::clone(&bell));
        let mut context = Context::from_waker(&waker);
        let (mut next, mut ended) = (pin!(queue.next()), pin!(queue.ended()));
        assert!(next.as_mut().poll(&mut context).is_pending());
        assert!(ended.as_mut().poll(&mut context).is_pending());
        queue.push(vec![7]);
        assert_eq!(bell.0.load(Ordering::Relaxed), 1);
        assert_eq!(next.as_mut().poll(&mut context), Poll::Ready(Ok(vec![7])));
        assert!(ended.as_mut().poll(&mut context).is_pending());
        queue.end(RadioError::LinkLost);
        assert_eq!(
            ended.as_mut().poll(&mut context),
            Poll::Ready(RadioError::LinkLost)
        );
    }

    #[test]
    fn a_flood_ends_it() {
        let queue = Queue::new();
        for _ in 0..=MOST_WAITING {
            queue.push(vec![0; 20]);
        }
        assert_eq!(now(queue.next()), Poll::Ready(Err(RadioError::Flooded)));
    }
}
