//! One peripheral's link: one task that does one thing after the other, which is what keeps
//! segments, notifications and drops in the order in which they happened.

use tokio::sync::{mpsc, oneshot, watch};

use super::Peripheral;
use super::conduct::Conduct;
use super::objects::Refusal;
use super::presence::Presence;

/// The largest value an attribute can have (Bluetooth Core, vol. 3, part F, 3.2.9).
const LARGEST_VALUE: usize = 512;

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
    pub(super) fault: Option<LinkFault>,
}

type Answer<T> = oneshot::Sender<Result<T, Refusal>>;

/// What Chromium or the test wants of a link.
#[derive(Debug)]
pub(super) enum Order {
    Connect(Answer<()>),
    Disconnect(Answer<()>),
    Read(usize, Answer<Vec<u8>>),
    Write(Vec<u8>, Answer<()>),
    Subscribe(bool, Answer<()>),
    /// Answers whether there was a link.
    DropLink(oneshot::Sender<bool>),
    DropAfter(usize, oneshot::Sender<()>),
    Reach(bool, oneshot::Sender<()>),
    Behave(Conduct, oneshot::Sender<()>),
}

/// The task's own state.
pub(super) struct Link {
    presence: Presence,
    peripheral: Box<dyn Peripheral>,
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
        peripheral: Box<dyn Peripheral>,
        orders: mpsc::UnboundedSender<Order>,
        state: watch::Sender<LinkState>,
    ) -> Self {
        Self {
            presence,
            peripheral,
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
        loop {
            let done = tokio::select! {
                order = orders.recv() => match order {
                    Some(order) => self.obey(order).await,
                    None => return,
                },
                scan = scanned.changed() => match scan {
                    Ok(()) => {
                        let scanned = *scanned.borrow_and_update();
                        self.answer_scan(scanned).await
                    }
                    Err(_) => return,
                },
            };
            // The bus fails only when it is gone, and then the test is over.
            if done.is_err() {
                return;
            }
        }
    }

    /// A lock in reach advertises all the time, and falls silent while it is connected.
    async fn answer_scan(&mut self, scanned: bool) -> zbus::Result<()> {
        let (in_reach, connected) = {
            let state = self.state.borrow();
            (state.in_reach, state.connected)
        };
        if scanned && in_reach && !connected {
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
                let _ = answer.send(self.read(offset));
            }
            Order::Write(segment, answer) => self.write(&segment, answer).await?,
            Order::Subscribe(subscribed, answer) => {
                let result = self.require_connection();
                if result.is_ok() {
                    self.state
                        .send_modify(|state| state.subscribed = subscribed);
                }
                let _ = answer.send(result);
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
                // Calls still under way are answered as it behaves now.
                for answer in std::mem::take(&mut self.ignored) {
                    self.take_call(answer).await?;
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
        self.peripheral.connected();
        self.state.send_modify(|state| state.connected = true);
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
        self.peripheral.disconnected();
        self.state.send_modify(|state| {
            state.connected = false;
            state.resolved = false;
            state.subscribed = false;
        });
        self.presence.tell_device("ServicesResolved", false).await?;
        self.presence.remove_gatt().await?;
        self.presence.tell_device("Connected", false).await
    }

    fn read(&mut self, offset: usize) -> Result<Vec<u8>, Refusal> {
        self.require_connection()?;
        let mut value = match &self.conduct {
            Conduct::Announces(bytes) => bytes.clone(),
            _ => self.peripheral.read_announcement(),
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

    async fn write(&mut self, segment: &[u8], answer: Answer<()>) -> zbus::Result<()> {
        let limit = self.peripheral.segment_limit();
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
        let notifications = self.peripheral.write_inbox(segment);
        let _ = answer.send(Ok(()));
        if self.spend_segment().await? {
            return Ok(());
        }
        for notification in notifications {
            // Without a subscription there is nobody to notify, as with a real radio.
            if !self.state.borrow().subscribed {
                return Ok(());
            }
            if notification.len() > limit {
                let fault = LinkFault::NotificationTooLong {
                    got: notification.len(),
                    limit,
                };
                self.state.send_modify(|state| state.fault = Some(fault));
                return self.disconnect().await;
            }
            if self.conduct.is_silent() {
                return Ok(());
            }
            let heard = self.conduct.said(notification);
            self.presence.notify(heard).await?;
            if self.spend_segment().await? {
                return Ok(());
            }
        }
        Ok(())
    }

    /// Counts a carried segment against the test's allowance; answers whether the link dropped.
    async fn spend_segment(&mut self) -> zbus::Result<bool> {
        self.conduct.count_segment();
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
