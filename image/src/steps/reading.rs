//! A whole reading, as the officer at the border makes it.

use railseal_protocol::call::{Answer, Call, ChunkAddress};
use railseal_protocol::manifest::ChunkHash;
use railseal_protocol::segment::SegmentSize;
use railseal_protocol::status::LockState;

use super::Scene;
use crate::cargo::DOCUMENTS;
use crate::failure::{Failure, same};
use crate::phone::Phone;

pub(super) fn in_smallest_segments(scene: &mut Scene) -> Result<(), Failure> {
    whole_reading(scene, SegmentSize::SMALLEST.get())
}

pub(super) fn in_usual_segments(scene: &mut Scene) -> Result<(), Failure> {
    whole_reading(scene, 244)
}

/// Status, presence, the journal to its signed head, the manifest, and every chunk it names.
fn whole_reading(scene: &mut Scene, size: usize) -> Result<(), Failure> {
    let Scene { parties, lock } = scene;
    let mut phone = Phone::connect(lock, size)?;
    let status = phone.status(lock, &parties.trust)?;
    same("the state", status.state, LockState::Sealed)?;
    phone.present(lock, &parties.kazakhstan.officer)?;
    phone.journal(lock, &status.journal)?;
    let Answer::Sealing(sealing) = phone.ask(lock, Call::ReadSealing)? else {
        return Err(Failure::OtherAnswer);
    };
    let issuer = parties.trust.verify(&sealing.issuer)?;
    let manifest = issuer.verify(&sealing.manifest)?;
    same(
        "the status's manifest",
        status.manifest,
        Some(manifest.id()),
    )?;
    same(
        "how many documents there are",
        manifest.documents.len(),
        DOCUMENTS.len(),
    )?;
    for (document, entry) in (0u8..).zip(manifest.documents.iter()) {
        for (chunk, hash) in (0u16..).zip(entry.chunks.iter()) {
            let address = ChunkAddress { document, chunk };
            let Answer::Chunk(bytes) = phone.ask(lock, Call::ReadChunk(address))? else {
                return Err(Failure::OtherAnswer);
            };
            same("a chunk's hash", ChunkHash::of(&bytes), *hash)?;
        }
    }
    Ok(())
}
