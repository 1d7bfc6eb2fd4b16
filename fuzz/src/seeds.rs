//! What a corpus begins with: the bytes of the protocol's vectors, good and bad, and whole visits to a lock.

mod codes;
mod tables;
mod talk;
mod vectors;

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;

/// The longest input that is kept, in bytes: long ones are slow, and rarely find what short ones do not.
pub const LONGEST: usize = 8 * 1024;

/// The inputs that each target begins with.
#[derive(Debug, Default)]
pub struct Seeds {
    by_target: BTreeMap<&'static str, BTreeSet<Vec<u8>>>,
}

impl Seeds {
    /// Makes them, from the vectors in a folder and from the parties that made those.
    pub fn from_vectors(folder: &Path) -> io::Result<Self> {
        let mut seeds = Self::default();
        for vector in vectors::all_in(folder)? {
            vectors::sow(&vector, &mut seeds);
        }
        talk::sow(&mut seeds);
        codes::sow(&mut seeds);
        tables::sow(folder, &mut seeds)?;
        Ok(seeds)
    }

    /// Those of one target, the shortest first.
    pub fn of(&self, target: &str) -> Vec<&[u8]> {
        let of_target = self.by_target.get(target).into_iter().flatten();
        let mut inputs: Vec<&[u8]> = of_target.map(Vec::as_slice).collect();
        inputs.sort_by_key(|input| input.len());
        inputs
    }

    fn add(&mut self, target: &'static str, input: impl Into<Vec<u8>>) {
        let input = input.into();
        if input.len() <= LONGEST {
            self.by_target.entry(target).or_default().insert(input);
        }
    }
}

/// Answers, one a piece, of a lock of which everything is true: it passes.
pub fn genuine_reading() -> Vec<u8> {
    talk::genuine_reading()
}

/// Everything that a certified lock and a certified issuer sign about a container, as the target `sworn` takes it.
pub fn genuine_oath() -> Vec<u8> {
    talk::genuine_oath()
}
