//! A visit to one lock: from the first byte over the air to everything that could be read.

mod bringing;
pub mod log;
mod persistence;
mod reconnecting;
mod stop;

use railseal_inspection::evidence::{Evidence, SealEvidence};
use railseal_inspection::reading::{Progress, Reading, ReadingError, Want};
use railseal_protocol::announcement::{
    ANNOUNCEMENT, Announcement, AnnouncementError, INBOX, OUTBOX, SERVICE,
};
use railseal_protocol::call::{Answer, Call, Refusal};
use railseal_protocol::identifiers::LockId;
use railseal_protocol::phone::{Conversation, ConversationError, Greeted, Greeting};
use railseal_protocol::session::{Entropy, LockHello};

use crate::device::bluetooth::{GattLayout, RadioError, RadioLink};
use crate::device::keys::{KeyError, Signer};
use crate::officer::Officer;
use crate::signing::sign;

pub use bringing::{Bringing, bring};
pub use persistence::Attempt;
pub use reconnecting::{Callable, Open, Surroundings, Way, read_over_links};
pub use stop::{StopSign, Stopped};

/// A lock's service, as the radio is to look for it.
pub const GATT: GattLayout = GattLayout {
    service: SERVICE,
    announcement: ANNOUNCEMENT,
    inbox: INBOX,
    outbox: OUTBOX,
};

/// What a visit is at. A handshake begins a session: a code that the lamp blinked before counts no
/// more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Waiting for the link.
    Connecting,
    /// The encrypted session and the lock's certificate.
    Handshake(LockId),
    /// Reading it.
    Reading(LockId, Progress),
}

/// Why a visit ended early. Reading changes nothing in a lock: it can always be begun again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum VisitError {
    /// The radio.
    #[error("the radio: {0}")]
    Radio(#[from] RadioError),
    /// What the lock announced.
    #[error("the announcement: {0}")]
    Announcement(#[from] AnnouncementError),
    /// Another lock than the one that was scanned, tapped or chosen by its name.
    #[error("lock {wanted} was wanted, and {answered} answered")]
    OtherLock {
        /// The one that was wanted.
        wanted: LockId,
        /// The one that the announcement names.
        answered: LockId,
    },
    /// The session.
    #[error("the session: {0}")]
    Conversation(#[from] ConversationError),
    /// The lock's answers.
    #[error("the reading: {0}")]
    Reading(#[from] ReadingError),
    /// The officer's key.
    #[error("the key: {0}")]
    Key(#[from] KeyError),
}

impl VisitError {
    /// Whether calling the same lock again can end better; if not, another one is to be chosen.
    pub fn worth_a_retry(self) -> bool {
        match self {
            Self::Radio(error) => error.worth_a_retry(),
            Self::Conversation(_) | Self::Reading(_) | Self::Key(_) => true,
            Self::Announcement(AnnouncementError::Unreadable(_)) => true,
            Self::Announcement(_) | Self::OtherLock { .. } => false,
        }
    }
}

/// Reads everything that the lock gives, if it is the one `wanted`, telling how far it has come. What was read is in `kept`,
/// also where the link ended early: given back over a new link, the reading goes on from there.
pub async fn read(
    link: &impl RadioLink,
    wanted: Option<LockId>,
    officer: &Officer,
    key: &impl Signer,
    entropy: Entropy,
    kept: &mut Option<Reading>,
    tell: impl FnMut(Step),
) -> Result<Evidence, VisitError> {
    let read = read_on(link, wanted, officer, key, entropy, kept, (tell, |_| {}));
    Ok(read.await?.0)
}

/// The same, and the session goes on.
async fn read_on(
    link: &impl RadioLink,
    wanted: Option<LockId>,
    officer: &Officer,
    key: &impl Signer,
    entropy: Entropy,
    kept: &mut Option<Reading>,
    (mut tell, came): (impl FnMut(Step), impl Fn(&Reading)),
) -> Result<(Evidence, Conversation), VisitError> {
    let announcement = Announcement::from_wire(&link.announcement().await?)?;
    let lock = announcement.lock;
    if let Some(wanted) = wanted.filter(|wanted| *wanted != lock) {
        return Err(VisitError::OtherLock {
            wanted,
            answered: lock,
        });
    }
    tell(Step::Handshake(lock));
    let (mut conversation, hello) = greet(link, &announcement, entropy).await?;
    let seal = SealEvidence::begin(lock, conversation.session(), hello);
    let begun = match kept.take() {
        Some(earlier) => earlier.resume(seal),
        None => Reading::begin(seal),
    };
    let reading = kept.insert(begun);
    while let Some(want) = reading.next() {
        tell(Step::Reading(lock, reading.progress()));
        match want {
            Want::Proof(presence) => {
                let signed = sign(key, &officer.holder, &presence).await?;
                reading.prove(signed, &officer.holder);
            }
            Want::Ask(call) => {
                let answer = ask(link, &mut conversation, call).await?;
                reading.take(&officer.trust, answer)?;
                came(reading);
            }
        }
    }
    tell(Step::Reading(lock, reading.progress()));
    Ok((reading.evidence(), conversation))
}

pub(crate) async fn greet(
    link: &impl RadioLink,
    announcement: &Announcement,
    entropy: Entropy,
) -> Result<(Conversation, LockHello), VisitError> {
    let (mut greeting, segments) = Greeting::begin(announcement, entropy)?;
    send(link, &segments).await?;
    loop {
        match greeting.take(&link.receive().await?)? {
            Greeted::NotYet(more) => greeting = more,
            Greeted::Done(conversation, hello) => return Ok((conversation, hello)),
        }
    }
}

pub(crate) async fn ask(
    link: &impl RadioLink,
    conversation: &mut Conversation,
    call: Call,
) -> Result<Result<Answer, Refusal>, VisitError> {
    send(link, &conversation.ask(call)?).await?;
    loop {
        if let Some(answer) = conversation.take(&link.receive().await?)? {
            return Ok(answer);
        }
    }
}

async fn send(link: &impl RadioLink, segments: &[Vec<u8>]) -> Result<(), RadioError> {
    for segment in segments {
        link.send(segment).await?;
    }
    Ok(())
}
