//! Sealed, then read to the last byte over a session.

use railseal_lock::fake::FakeHardware;
use railseal_lock::{Connection, Lock};
use railseal_protocol::call::{Answer, Call, ChunkAddress, Refusal};
use railseal_protocol::certificate::Subject;
use railseal_protocol::journal::Event;
use railseal_protocol::manifest::ChunkHash;
use railseal_protocol::status::{LockState, SealCycle};

use crate::phone::Phone;
use crate::world::{CONTAINER, LOCK, World, documents};

fn everything_is_read(size: usize) {
    let world = World::new();
    let trust = world.kz.trust(&world.cn);
    let mut lock = world.lock();
    let documents = documents(40_000, 16 * 1024);
    let order = world.order(&lock, &documents);
    assert_eq!(lock.seal(&order), Ok(SealCycle(1)));
    assert_eq!(lock.container(), CONTAINER.parse().ok());

    let mut phone = Phone::connect(&mut lock, size);
    let status = phone.status(&mut lock, &trust);
    assert_eq!(status.state, LockState::Sealed);
    assert_eq!(status.cycle, SealCycle(1));
    assert_eq!(status.manifest, Some(order.sealing.manifest.id()));
    let holder = trust.verify(&phone.hello.chain).unwrap();
    let Subject::Lock(subject) = &holder.certificate().subject else {
        panic!("not a lock");
    };
    assert_eq!(subject.agreement, phone.hello.agreement);

    assert_eq!(
        phone.present(&mut lock, &world.kz.officer),
        Ok(Answer::Welcome)
    );
    let journal = phone.journal(&mut lock, &status.journal);
    let who = world.cn.officer.chain.leaf.id();
    assert!(matches!(
        journal.last().map(|entry| (&entry.event, entry.who)),
        Some((Event::Sealed { cycle: SealCycle(1) }, Some(w))) if w == who
    ));
    assert_eq!(
        phone.ask(&mut lock, Call::ReadChain { certificate: who }),
        Ok(Answer::Chain(Box::new(world.cn.officer.chain.clone())))
    );
    assert_eq!(
        phone.ask(&mut lock, Call::ReadSealing),
        Ok(Answer::Sealing(Box::new(order.sealing.clone())))
    );
    let issuer = trust.verify(&order.sealing.issuer).unwrap();
    let manifest = issuer.verify(&order.sealing.manifest).unwrap();
    for (document, (entry, (bytes, _))) in manifest.documents.iter().zip(&documents).enumerate() {
        let mut read = Vec::new();
        for (chunk, hash) in entry.chunks.iter().enumerate() {
            let address = ChunkAddress {
                document: document as u8,
                chunk: chunk as u16,
            };
            let Ok(Answer::Chunk(chunk)) = phone.ask(&mut lock, Call::ReadChunk(address)) else {
                panic!("no chunk");
            };
            assert_eq!(ChunkHash::of(&chunk), *hash);
            read.extend_from_slice(&chunk);
        }
        assert_eq!(read, *bytes);
    }
    let beyond = ChunkAddress {
        document: 0,
        chunk: 3,
    };
    assert_eq!(
        phone.ask(&mut lock, Call::ReadChunk(beyond)),
        Err(Refusal::Nothing)
    );
}

#[test]
fn everything_is_read_in_the_smallest_segments() {
    everything_is_read(20);
}

#[test]
fn everything_is_read_in_usual_segments() {
    everything_is_read(244);
}

#[test]
fn everything_is_read_in_the_largest_segments() {
    everything_is_read(512);
}

#[test]
fn a_lock_in_stock_has_no_documents() {
    let world = World::new();
    let mut lock = world.lock();
    let mut phone = Phone::connect(&mut lock, 244);
    let status = phone.status(&mut lock, &world.kz.trust(&world.cn));
    assert_eq!((status.state, status.manifest), (LockState::InStock, None));
    assert_eq!(
        phone.present(&mut lock, &world.cn.officer),
        Ok(Answer::Welcome)
    );
    assert_eq!(
        phone.ask(&mut lock, Call::ReadSealing),
        Err(Refusal::Nothing)
    );
}

#[test]
fn the_advertised_name_carries_the_id_code() {
    assert_eq!(World::new().lock().advertised_name(), format!("RS-{LOCK}"));
}

#[test]
fn a_lock_and_its_connections_can_be_served_from_any_thread() {
    fn sent<T: Send>() {}
    sent::<Lock<FakeHardware>>();
    sent::<Connection>();
}
