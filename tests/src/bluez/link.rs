//! One peripheral's link: one task that does one thing after the other, which is what keeps
//! segments, notifications and drops in the order in which they happened.

use std::time::Duration;

use tokio::sync::{mpsc, oneshot, watch};
use tokio::time::{MissedTickBehavior, interval};

use super::Peripheral;
use super::conduct::Conduct;
use super::objects::Refusal;
use super::presence::Presence;
use super::process::Process;

/// The largest value an attribute can have (Bluetooth Core, vol. 3, part F, 3.2.9).
const LARGEST_VALUE: usize = 512;

/// How often a peripheral that nobody is connected with advertises. Whoever scans may miss one.
const ADVERTISED_EVERY: Duration = Duration::from_millis(250);

/// Something a peripheral did that no radio could carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LinkFault {
    /// A notification larger than [`Peripheral::segment_limit`]; the link was dropped.
    #[error("a notification of {got} bytes on a link that carries {limit}")]
    NotificationTooLong {
        /// Its length in bytes.
        got: usize,
        /// What the link carries.
        limit: usize,
    },
    /// An announcement larger than any attribute can be; the read was refused.
    #[error("an announcement of {got} bytes, but no attribute is longer than {LARGEST_VALUE}")]
    AnnouncementTooLong {
        /// Its length in bytes.
        got: usize,
    },
}

/// What the world may know of a link.
#[derive(Clone, Debug, Default)]
pub(super) struct LinkState {
    pub(super) in_reach: bool,
    pub(super) connected: bool,
    pub(super) resolved: bool,
    pub(super) subscribed: bool,
    /// It has fallen silent, as it was to.
    pub(super) silent: bool,
    pub(super) fault: Option<LinkFault>,
}

type Answer<T> = oneshot::Sender<Result<T, Refusal>>;

/// What Chromium or the test wants of a link.
#[derive(Debug)]
pub(super) enum Order {
    Connect(Answer<()>),
    Disconnect(Answer<()>),
    Read(usize, Answer<Vec<u8>>),
    Write(Vec<u8>, WriteKind, Answer<()>),
    Subscribe(bool, Answer<()>),
    /// A peripheral of another process says a segment.
    Notified(Vec<u8>),
    /// Answers whether there was a link.
    DropLink(oneshot::Sender<bool>),
    DropAfter(usize, oneshot::Sender<()>),
    Reach(bool, oneshot::Sender<()>),
    Behave(Conduct, oneshot::Sender<()>),
    /// From the next link on, a peripheral of another process is on one that carries so many bytes.
    Carry(usize, oneshot::Sender<()>),
}

/// Whether whoever writes is told what becomes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WriteKind {
    /// It is.
    Request,
    /// It is not.
    Command,
}

impl WriteKind {
    /// BlueZ's word.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Command => "command",
        }
    }
}

/// What stands at the far end of a link.
pub(super) enum Far {
    /// A peripheral of the test's own process.
    Here(Box<dyn Peripheral>),
    /// A process that has registered.
    There(Process),
}

/// The task's own state.
pub(super) struct Link {
    presence: Presence,
    far: Far,
    orders: mpsc::UnboundedSender<Order>,
    state: watch::Sender<LinkState>,
    /// How many segments may still pass before the link drops by order of the test.
    segments_left: Option<usize>,
    conduct: Conduct,
    /// Calls that are never answered: BlueZ would give up on them, and a phone would not.
    ignored: Vec<Answer<()>>,
}

impl Link {
    pub(super) fn new(
        presence: Presence,
        far: Far,
        orders: mpsc::UnboundedSender<Order>,
        state: watch::Sender<LinkState>,
    ) -> Self {
        Self {
            presence,
            far,
            orders,
            state,
            segments_left: None,
            conduct: Conduct::Well,
            ignored: Vec::new(),
        }
    }

    /// Obeys until the bus or the stand-in goes away.
    pub(super) async fn serve(
        mut self,
        mut orders: mpsc::UnboundedReceiver<Order>,
        mut scanned: watch::Receiver<bool>,
    ) {
        let mut advertised = interval(ADVERTISED_EVERY);
        advertised.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            let scans = *scanned.borrow();
            let done = tokio::select! {
                order = orders.recv() => match order {
                    Some(order) => self.obey(order).await,
                    None => return,
                },
                scan = scanned.changed() => match scan {
                    Ok(()) => Ok(()),
                    Err(_) => return,
                },
                _ = advertised.tick(), if scans => self.advertise().await,
            };
            // The bus fails only when it is gone, and then the test is over.
            if done.is_err() {
                return;
            }
        }
    }

    /// A lock in reach advertises all the time, and falls silent while it is connected.
    async fn advertise(&mut self) -> zbus::Result<()> {
        let (in_reach, connected) = {
            let state = self.state.borrow();
            (state.in_reach, state.connected)
        };
        if in_reach && !connected {
            self.presence.advertise().await
        } else {
            Ok(())
        }
    }

    async fn obey(&mut self, order: Order) -> zbus::Result<()> {
        // An answer nobody waits for any more is no one's loss, here and below.
        match order {
            Order::Connect(answer) => self.take_call(answer).await?,
            Order::Disconnect(answer) => {
                self.disconnect().await?;
                let _ = answer.send(Ok(()));
            }
            Order::Read(offset, answer) => {
                let _ = answer.send(self.read(offset).await);
            }
            Order::Write(segment, kind, answer) => self.write(&segment, kind, answer).await?,
            Order::Subscribe(subscribed, answer) => {
                let _ = answer.send(self.subscribe(subscribed).await);
            }
            Order::Notified(segment) => {
                self.say(segment).await?;
            }
            Order::DropLink(answer) => {
                let was_connected = self.state.borrow().connected;
                self.disconnect().await?;
                let _ = answer.send(was_connected);
            }
            Order::DropAfter(segments, done) => {
                self.segments_left = Some(segments);
                let _ = done.send(());
            }
            Order::Reach(in_reach, done) => {
                self.reach(in_reach).await?;
                let _ = done.send(());
            }
            Order::Behave(conduct, done) => {
                self.conduct = conduct;
                self.publish_silence();
                // Calls still under way are answered as it behaves now.
                for answer in std::mem::take(&mut self.ignored) {
                    self.take_call(answer).await?;
                }
                let _ = done.send(());
            }
            Order::Carry(limit, done) => {
                if let Far::There(process) = &mut self.far {
                    process.limit = limit;
                }
                let _ = done.send(());
            }
        }
        Ok(())
    }

    async fn take_call(&mut self, answer: Answer<()>) -> zbus::Result<()> {
        if !self.conduct.hears_call() {
            self.ignored.push(answer);
            return Ok(());
        }
        let result = match self.conduct {
            Conduct::RefusesCalls(refusal) => Err(refusal.into()),
            _ => {
                self.connect().await?;
                Ok(())
            }
        };
        let _ = answer.send(result);
        Ok(())
    }

    async fn connect(&mut self) -> zbus::Result<()> {
        if self.state.borrow().connected {
            return Ok(());
        }
        self.state.send_modify(|state| state.connected = true);
        match &mut self.far {
            Far::Here(peripheral) => peripheral.connected(),
            Far::There(process) => process.connected(self.state.subscribe()).await?,
        }
        self.presence.tell_device("Connected", true).await?;
        self.presence.add_gatt(&self.orders, &self.conduct).await?;
        self.state.send_modify(|state| state.resolved = true);
        self.presence.tell_device("ServicesResolved", true).await
    }

    async fn disconnect(&mut self) -> zbus::Result<()> {
        if !self.state.borrow().connected {
            return Ok(());
        }
        self.segments_left = None;
        let was_subscribed = self.state.borrow().subscribed;
        self.state.send_modify(|state| {
            state.connected = false;
            state.resolved = false;
            state.subscribed = false;
        });
        match &mut self.far {
            Far::Here(peripheral) => peripheral.disconnected(),
            Far::There(process) => {
                if was_subscribed {
                    // A process that has ended is told nothing.
                    let _ = process.subscribe(false).await;
                }
                process.disconnected().await?;
            }
        }
        self.presence.tell_device("ServicesResolved", false).await?;
        self.presence.remove_gatt().await?;
        self.presence.tell_device("Connected", false).await
    }

    async fn subscribe(&mut self, subscribed: bool) -> Result<(), Refusal> {
        self.require_connection()?;
        if let Far::There(process) = &self.far {
            process.subscribe(subscribed).await?;
        }
        self.state
            .send_modify(|state| state.subscribed = subscribed);
        Ok(())
    }

    async fn read(&mut self, offset: usize) -> Result<Vec<u8>, Refusal> {
        self.require_connection()?;
        let mut value = match (&self.conduct, &mut self.far) {
            (Conduct::Announces(bytes), _) => bytes.clone(),
            (_, Far::Here(peripheral)) => peripheral.read_announcement(),
            (_, Far::There(process)) => process.read_announcement().await?,
        };
        if value.len() > LARGEST_VALUE {
            let fault = LinkFault::AnnouncementTooLong { got: value.len() };
            self.state.send_modify(|state| state.fault = Some(fault));
            return Err(Refusal::InvalidValueLength(fault.to_string()));
        }
        if offset > value.len() {
            return Err(Refusal::InvalidOffset(format!(
                "{offset} of {} bytes",
                value.len()
            )));
        }
        Ok(value.split_off(offset))
    }

    async fn write(
        &mut self,
        segment: &[u8],
        kind: WriteKind,
        answer: Answer<()>,
    ) -> zbus::Result<()> {
        let limit = self.limit();
        if let Err(refusal) = self.require_connection() {
            let _ = answer.send(Err(refusal));
            return Ok(());
        }
        if segment.len() > limit {
            let text = format!("{} bytes on a link that carries {limit}", segment.len());
            let _ = answer.send(Err(Refusal::InvalidValueLength(text)));
            return Ok(());
        }
        if self.conduct.is_silent() {
            let _ = answer.send(Ok(()));
            return Ok(());
        }
        let (written, notifications) = match &mut self.far {
            Far::Here(peripheral) => (Ok(()), peripheral.write_inbox(segment)),
            // What it says comes by itself.
            Far::There(process) => (process.write_inbox(segment, kind).await, Vec::new()),
        };
        let _ = answer.send(written);
        if self.spend_segment().await? {
            return Ok(());
        }
        for notification in notifications {
            if !self.say(notification).await? {
                return Ok(());
            }
        }
        Ok(())
    }

    /// Carries a segment to the page; answers whether the peripheral may go on.
    async fn say(&mut self, notification: Vec<u8>) -> zbus::Result<bool> {
        // Without a subscription there is nobody to notify, as with a real radio.
        if !self.state.borrow().subscribed {
            return Ok(false);
        }
        let (got, limit) = (notification.len(), self.limit());
        if got > limit {
            let fault = LinkFault::NotificationTooLong { got, limit };
            self.state.send_modify(|state| state.fault = Some(fault));
            self.disconnect().await?;
            return Ok(false);
        }
        if self.conduct.is_silent() {
            return Ok(false);
        }
        let heard = self.conduct.said(notification);
        self.presence.notify(heard).await?;
        Ok(!self.spend_segment().await?)
    }

    fn limit(&self) -> usize {
        match &self.far {
            Far::Here(peripheral) => peripheral.segment_limit(),
            Far::There(process) => process.limit,
        }
    }

    fn publish_silence(&self) {
        let silent = self.conduct.is_silent();
        self.state.send_modify(|state| state.silent = silent);
    }

    /// Counts a carried segment against the test's allowance; answers whether the link dropped.
    async fn spend_segment(&mut self) -> zbus::Result<bool> {
        self.conduct.count_segment();
        self.publish_silence();
        let Some(left) = self.segments_left.as_mut() else {
            return Ok(false);
        };
        *left = left.saturating_sub(1);
        if *left > 0 {
            return Ok(false);
        }
        self.disconnect().await?;
        Ok(true)
    }

    async fn reach(&mut self, in_reach: bool) -> zbus::Result<()> {
        if self.state.borrow().in_reach == in_reach {
            return Ok(());
        }
        if in_reach {
            self.presence
                .appear(self.state.subscribe(), &self.orders)
                .await?;
        } else {
            self.disconnect().await?;
            self.presence.vanish().await?;
        }
        self.state.send_modify(|state| state.in_reach = in_reach);
        Ok(())
    }

    fn require_connection(&self) -> Result<(), Refusal> {
        if self.state.borrow().connected {
            Ok(())
        } else {
            Err(Refusal::NotConnected("there is no link".into()))
        }
    }
}
