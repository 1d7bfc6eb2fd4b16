//! What a lock is to be sealed with, written piece by piece: over however many links, it goes on
//! where the lock says it stopped.

use railseal::device::bluetooth::RadioLink;
use railseal_lock::SealOrder;
use railseal_protocol::announcement::Announcement;
use railseal_protocol::call::{Answer, Call, Presence, Presentation, Refusal, Written};
use railseal_protocol::identifiers::LockId;
use railseal_protocol::instruction::Order;
use railseal_protocol::phone::{Conversation, Greeted, Greeting};
use railseal_protocol::session::Entropy;
use railseal_protocol::statement::Signed;
use railseal_protocol::status::LockState;

use super::super::link::{Fault, FaultyLink};
use super::bench::Bench;
use crate::orders::{bring, challenge, directive, instruction, phone};
use crate::small::{in_stock, piece_after};
use crate::world::{Holder, World, documents};

/// The link is of no more use.
struct Broken;

/// A session over a link.
struct Talk<'a, L> {
    link: &'a L,
    conversation: Conversation,
}

impl<'a, L: RadioLink> Talk<'a, L> {
    async fn begin(link: &'a L) -> Result<Self, Broken> {
        let announced = link.announcement().await.map_err(|_| Broken)?;
        let announcement = Announcement::from_wire(&announced).unwrap();
        let entropy = Entropy::from_random([8; 32]);
        let (mut greeting, segments) = Greeting::begin(&announcement, entropy).unwrap();
        send(link, &segments).await?;
        loop {
            let segment = link.receive().await.map_err(|_| Broken)?;
            match greeting.take(&segment).map_err(|_| Broken)? {
                Greeted::NotYet(more) => greeting = more,
                Greeted::Done(conversation, _) => return Ok(Self { link, conversation }),
            }
        }
    }

    async fn ask(&mut self, call: Call) -> Result<Result<Answer, Refusal>, Broken> {
        let segments = self.conversation.ask(call).map_err(|_| Broken)?;
        send(self.link, &segments).await?;
        loop {
            let segment = self.link.receive().await.map_err(|_| Broken)?;
            if let Some(answer) = self.conversation.take(&segment).map_err(|_| Broken)? {
                return Ok(answer);
            }
        }
    }

    /// What is there, as the lock answers to a piece.
    async fn write(&mut self, call: Call) -> Result<Written, Broken> {
        match self.ask(call).await? {
            Ok(Answer::Written(written)) => Ok(written),
            other => panic!("{other:?}"),
        }
    }
}

async fn send(link: &impl RadioLink, segments: &[Vec<u8>]) -> Result<(), Broken> {
    for segment in segments {
        link.send(segment).await.map_err(|_| Broken)?;
    }
    Ok(())
}

/// What one link has heard of what is there: at its beginning, and at its end.
#[derive(Debug, Default, Clone, Copy)]
struct Heard {
    first: Option<Written>,
    last: Option<Written>,
}

async fn write(
    link: &impl RadioLink,
    lock: &LockId,
    (order, by): (&SealOrder, &Holder),
    heard: &mut Heard,
) -> Result<(), Broken> {
    let mut talk = Talk::begin(link).await?;
    let presence = Presence {
        session: talk.conversation.session(),
        lock: *lock,
    };
    let presentation = Presentation {
        presence: Signed::sign(&presence, by.signer(), &by.key),
        chain: by.chain.clone(),
    };
    let welcome = talk.ask(Call::Present(Box::new(presentation))).await?;
    assert_eq!(welcome, Ok(Answer::Welcome));
    let begin = Call::WriteSealing(Box::new(order.sealing.clone()));
    let mut written = talk.write(begin).await?;
    heard.first = Some(written);
    loop {
        heard.last = Some(written);
        let Some(piece) = piece_after(order, written) else {
            return Ok(());
        };
        written = talk.write(piece).await?;
    }
}

/// Writes everything over a link that is whole.
pub(super) async fn write_all(bench: &mut Bench, order: &SealOrder, by: &Holder) {
    let lock = bench.lock.id();
    let link = FaultyLink::to(bench, None);
    let done = write(&link, &lock, (order, by), &mut Heard::default()).await;
    assert!(done.is_ok());
}

/// A sealing with two prior inspections and two documents, for a lock that runs.
fn to_write(world: &World, bench: &Bench) -> SealOrder {
    let earlier = world.digest(&world.cn.officer, None);
    let last = world.digest(&world.kz.officer, Some(&earlier));
    let named = Some(last.digest.id());
    let pieces = documents(300, 200);
    let order = world.order_with(
        &bench.lock,
        &pieces,
        |manifest| manifest.inspection = named,
        |_| {},
    );
    SealOrder {
        inspections: vec![last, earlier],
        ..order
    }
}

/// With what was written, the lock is sealed: with every chunk, and each inspection once.
fn can_be_sealed(bench: &mut Bench, order: &SealOrder, by: &Holder) {
    let lock = &mut bench.lock;
    let mut phone = phone(lock);
    let challenge = challenge(&mut phone, lock);
    let ordered = Order::Seal {
        manifest: order.sealing.manifest.id(),
        policy: order.sealing.policy.id(),
    };
    let instruction = instruction(lock, challenge, ordered);
    assert!(bring(&mut phone, lock, &directive(&instruction, by)).is_ok());
    assert_eq!(lock.state(), LockState::Sealed);
    assert_eq!(phone.present(lock, by), Ok(Answer::Welcome));
    for (back, carried) in (0..).zip(&order.inspections) {
        let read = phone.ask(lock, Call::ReadInspection { back });
        assert_eq!(read, Ok(Answer::Inspection(Box::new(carried.clone()))));
    }
    let back = order.inspections.len() as u8;
    let one_more = phone.ask(lock, Call::ReadInspection { back });
    assert_eq!(one_more, Err(Refusal::Nothing));
}

/// How far a sealing has come: the inspections, then the first chunk that is missing.
fn progress(written: Written) -> (u8, bool, u8, u16) {
    let next = written.next.map(|next| (next.document, next.chunk));
    let (document, chunk) = next.unwrap_or_default();
    (written.inspections, next.is_none(), document, chunk)
}

async fn at_every_segment(fault: Fault) -> usize {
    let world = World::new();
    let by = &world.cn.officer;
    let before = in_stock(&world).into_hardware();
    let mut bench = Bench::of(before.clone());
    let order = to_write(&world, &bench);
    let lock = bench.lock.id();
    let link = FaultyLink::to(&mut bench, None);
    let whole = write(&link, &lock, (&order, by), &mut Heard::default()).await;
    assert!(whole.is_ok());
    let segments = link.carried.get();
    drop(link);
    can_be_sealed(&mut bench, &order, by);
    let mut gone_on = 0;
    for place in 0..segments {
        let mut bench = Bench::of(before.clone());
        let mut heard = Heard::default();
        let link = FaultyLink::to(&mut bench, Some((place, fault)));
        let broken = write(&link, &lock, (&order, by), &mut heard).await;
        drop(link);
        if broken.is_err() {
            let mut resumed = Heard::default();
            let link = FaultyLink::to(&mut bench, None);
            let done = write(&link, &lock, (&order, by), &mut resumed).await;
            assert!(done.is_ok(), "{fault:?} at {place}");
            drop(link);
            // What the lock has answered for is there.
            if let (Some(last), Some(first)) = (heard.last, resumed.first) {
                assert!(progress(first) >= progress(last), "{fault:?} at {place}");
                gone_on += 1;
            }
        }
        can_be_sealed(&mut bench, &order, by);
    }
    assert!(gone_on > 5, "{gone_on}");
    segments
}

#[tokio::test]
async fn the_pieces_of_a_sealing_go_on_where_they_stopped() {
    let mut places = 0;
    for fault in [
        Fault::DroppedBefore,
        Fault::DroppedAfter,
        Fault::Lost,
        Fault::Doubled,
    ] {
        places += at_every_segment(fault).await;
    }
    println!("writing a sealing: {places} places");
    assert!(places >= 80, "{places}");
}
