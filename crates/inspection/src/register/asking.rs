//! What is asked of a register that lives elsewhere, in a worker, as messages: each is answered in
//! its turn.

use alloc::boxed::Box;
use alloc::vec::Vec;

use railseal_protocol::bounded::Text;
use railseal_protocol::call::ChunkAddress;
use railseal_protocol::identifiers::{DespatchId, OfficeCode};
use railseal_protocol::manifest::{Chunk, Manifest, Totals};
use railseal_protocol::statement::Id;
use railseal_protocol::wire::{DecodeError, decode, encode};
use serde::{Deserialize, Serialize};

use super::{CargoFindings, Found, Progress, Register, Spot};
use crate::documents::{BillLine, ItemLine, Load, ReceptacleLine};
use crate::reconciliation::Tree;

/// The most bytes of one question.
const LIMIT: usize = 64 * 1024;

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Asked {
    /// Forget what was there.
    Forget,
    /// Forget what was there, and take this verified manifest's documents.
    Begin(Id<Manifest>, Box<Manifest>),
    /// Take a chunk.
    Take(ChunkAddress, Chunk),
    /// How much has come.
    Progress,
    /// What the documents come to.
    Findings,
    /// What there is.
    Overview,
    /// The items of a receptacle.
    Inside(DespatchId, u16),
    /// Items by identifier, name or HS code: so many at the most.
    Search(Text<96>, u16),
    /// What an identifier is.
    Spot(Text<64>),
}

/// The answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Answer {
    /// How much has come.
    Progress(Progress),
    /// What the documents come to.
    Findings(Box<CargoFindings>),
    /// What there is.
    Overview(Option<Overview>),
    /// Items.
    Items(Vec<ItemLine>),
    /// What was found.
    Found(Found),
    /// What it is.
    Spot(Box<Spot>),
    /// There is no register yet, or the question cannot be read.
    Nothing,
}

/// The documents but for the items.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overview {
    /// The office of origin, by the bill.
    pub origin: OfficeCode,
    /// The office of destination.
    pub destination: OfficeCode,
    /// This container's despatches.
    pub despatches: Vec<Despatch>,
    /// What they hold, by lists and sheets; none until everything is here and joins.
    pub totals: Option<Totals>,
}

/// A despatch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Despatch {
    /// Its id.
    pub id: DespatchId,
    /// What the bill says of it.
    pub load: Load,
    /// "R" on the bill: it holds registered or insured items.
    pub registered: bool,
    /// Its receptacles.
    pub receptacles: Vec<ReceptacleLine>,
}

impl Answer {
    /// Reads one.
    pub fn from_wire(bytes: &[u8]) -> Result<Self, DecodeError> {
        // It comes from next door, and a receptacle may hold what a whole sheet does.
        decode(bytes, usize::MAX)
    }
}

/// Answers a question, as bytes both.
pub fn answer(register: &mut Option<Register>, question: &[u8]) -> Vec<u8> {
    let answer = match decode(question, LIMIT) {
        Ok(asked) => said(register, asked),
        Err(_) => Answer::Nothing,
    };
    encode(&answer)
}

fn said(register: &mut Option<Register>, asked: Asked) -> Answer {
    match asked {
        Asked::Forget => {
            *register = None;
            Answer::Nothing
        }
        Asked::Begin(id, manifest) => {
            let begun = register.insert(Register::of(id, *manifest));
            Answer::Progress(begun.progress())
        }
        asked => register
            .as_mut()
            .map_or(Answer::Nothing, |register| told(register, asked)),
    }
}

fn told(register: &mut Register, asked: Asked) -> Answer {
    match asked {
        Asked::Forget | Asked::Begin(..) => Answer::Nothing,
        Asked::Progress => Answer::Progress(register.progress()),
        Asked::Findings => Answer::Findings(register.findings().into()),
        Asked::Take(at, chunk) => {
            register.take(at, &chunk);
            Answer::Progress(register.progress())
        }
        Asked::Overview => Answer::Overview(register.overview()),
        Asked::Inside(despatch, place) => Answer::Items(register.inside(despatch, place)),
        Asked::Search(text, most) => {
            Answer::Found(register.search(text.as_str(), usize::from(most)))
        }
        Asked::Spot(text) => Answer::Spot(register.spot(text.as_str()).into()),
    }
}

impl Register {
    /// The documents but for the items, once the bill has come.
    pub fn overview(&self) -> Option<Overview> {
        let bill = self.bill()?;
        let despatches = self.lists().map(|list| {
            let mut lines = bill.lines.iter();
            let line = lines.find(|line| line.despatch == list.despatch);
            Despatch {
                id: list.despatch,
                load: line.map_or_else(Load::default, BillLine::load),
                registered: line.is_some_and(|line| line.registered),
                receptacles: list.receptacles.to_vec(),
            }
        });
        let tree = Tree::of(self.whole());
        Some(Overview {
            origin: bill.origin,
            destination: bill.destination,
            despatches: despatches.collect(),
            totals: tree.ok().map(|tree| tree.totals()),
        })
    }
}
