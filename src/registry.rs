//! Where a container's documents are read: elsewhere than on the thread that draws the screen.

use std::future::Future;
use std::pin::Pin;

use railseal_inspection::reading::Reading;
use railseal_inspection::register::{Answer, Asked, CargoFindings};
use railseal_protocol::call::ChunkAddress;
use railseal_protocol::manifest::{Chunk, Manifest};
use railseal_protocol::statement::{Id, Verified};

/// The registry does not answer: its part of the app was not loaded, or has stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("what reads the documents does not answer")]
pub struct NoRegistry;

/// An answer that is on its way.
pub type Answering = Pin<Box<dyn Future<Output = Result<Answer, NoRegistry>>>>;

/// Answers one question after the other, in the order in which they are put.
pub trait Registry {
    /// Puts a question, at once; the answer may be waited for, or not.
    fn ask(&self, asked: &Asked) -> Answering;
}

/// What of a lock's documents the registry has been given.
#[derive(Debug, Default)]
pub struct Given {
    manifest: Option<Id<Manifest>>,
    /// How many chunks of each document.
    chunks: Vec<usize>,
}

impl Given {
    /// What it is still to be given of a reading.
    pub fn next_of(&mut self, reading: &Reading) -> Vec<Asked> {
        let cargo = reading.cargo();
        cargo.map_or_else(Vec::new, |(manifest, chunks)| self.next(manifest, chunks))
    }

    /// What it is still to be given of these documents. Of another manifest, or where there is less
    /// than before, it begins anew.
    pub fn next(&mut self, manifest: &Verified<Manifest>, chunks: &[Vec<Chunk>]) -> Vec<Asked> {
        let mut asked = Vec::new();
        let less = |(given, chunks): (&usize, &Vec<Chunk>)| *given > chunks.len();
        if self.manifest != Some(manifest.id()) || self.chunks.iter().zip(chunks).any(less) {
            let said = Box::new(Manifest::clone(manifest));
            asked.push(Asked::Begin(manifest.id(), said));
            self.manifest = Some(manifest.id());
            self.chunks = vec![0; chunks.len()];
        }
        for (document, (given, chunks)) in (0..).zip(self.chunks.iter_mut().zip(chunks)) {
            for (chunk, bytes) in (0..).zip(chunks).skip(*given) {
                asked.push(Asked::Take(ChunkAddress { document, chunk }, bytes.clone()));
            }
            *given = chunks.len();
        }
        asked
    }
}

/// What these documents come to.
pub async fn findings(
    registry: &impl Registry,
    manifest: &Verified<Manifest>,
    chunks: &[Vec<Chunk>],
) -> Result<CargoFindings, NoRegistry> {
    for asked in Given::default().next(manifest, chunks) {
        // They are answered in turn: the last answer tells whether they were.
        drop(registry.ask(&asked));
    }
    found(registry.ask(&Asked::Findings).await?)
}

/// The findings in an answer.
pub fn found(answer: Answer) -> Result<CargoFindings, NoRegistry> {
    match answer {
        Answer::Findings(found) => Ok(*found),
        _ => Err(NoRegistry),
    }
}
