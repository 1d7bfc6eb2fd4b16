//! A mail list, receptacle by receptacle.

use alloc::string::ToString;

use railseal_protocol::identifiers::{DespatchId, ReceptacleId, ReceptacleWeight};
use railseal_protocol::manifest::Grams;
use railseal_protocol::wire::DecodeError;

use super::Rows;
use super::coder::{Coder, Odds};
use super::numbers::{Number, tree};
use super::texts::{Spelling, Texts, parsed};
use crate::documents::{ReceptacleKind, ReceptacleLine, Written};

/// All that is learnt of a list.
pub(in crate::documents) struct List {
    despatch: DespatchId,
    /// The serial of the receptacle before.
    serial: u32,
    kinds: [Odds; 4],
    registered: Odds,
    weights: Number,
    items: Number,
    usual: Odds,
    last: Odds,
    serials: Number,
    written: Texts,
    spelling: Spelling,
}

impl Rows for List {
    type Row = ReceptacleLine;

    const MOST: usize = 1000;

    fn of(despatch: DespatchId) -> Self {
        Self {
            despatch,
            serial: 0,
            kinds: [Odds::NEW; 4],
            registered: Odds::NEW,
            weights: Number::new(),
            items: Number::new(),
            usual: Odds::NEW,
            last: Odds::NEW,
            serials: Number::new(),
            written: Texts::new(),
            spelling: Spelling::new(),
        }
    }

    fn code<C: Coder>(
        &mut self,
        coder: &mut C,
        line: Option<&ReceptacleLine>,
    ) -> Result<ReceptacleLine, DecodeError> {
        let kind = line.and_then(|line| {
            ReceptacleKind::ALL
                .iter()
                .position(|kind| *kind == line.kind)
        });
        let kind = tree(coder, &mut self.kinds, 2, kind.unwrap_or(0) as u32)?;
        let kind = ReceptacleKind::ALL
            .get(kind as usize)
            .ok_or(DecodeError::Malformed)?;
        let registered = line.is_some_and(|line| line.registered);
        let registered = coder.decide(&mut self.registered, registered)?;
        let gross = self
            .weights
            .code(coder, line.map_or(0, |line| line.gross.0))?;
        let items = line.map_or(0, |line| u64::from(line.items));
        let items = self.items.code(coder, items)?;
        let written = line.map_or("", |line| line.id.as_str());
        Ok(ReceptacleLine {
            id: self.id(coder, (registered, gross), written)?,
            kind: *kind,
            gross: Grams(gross),
            items: u32::try_from(items).map_err(|_| DecodeError::Malformed)?,
            registered,
        })
    }

    fn size(_: &ReceptacleLine) -> usize {
        128
    }
}

impl List {
    /// A receptacle's id: mostly what the despatch, the receptacle before and the rest of the line
    /// say.
    fn id<C: Coder>(
        &mut self,
        coder: &mut C,
        (registered, gross): (bool, u64),
        written: &str,
    ) -> Result<Written, DecodeError> {
        let weight = weight_of(gross);
        let given: Option<ReceptacleId> = written.parse().ok();
        let given = given.map_or((self.serial, false), |id| (id.serial(), id.is_last()));
        let make =
            |(serial, last)| ReceptacleId::of(self.despatch, serial, (last, registered), weight);
        let usual = make(given).is_ok_and(|id| id.to_string() == written) && given.0 >= self.serial;
        if !coder.decide(&mut self.usual, usual)? {
            let text = self.written.code(coder, &mut self.spelling, written, 32)?;
            return parsed(text);
        }
        let last = coder.decide(&mut self.last, given.1)?;
        let more = self
            .serials
            .code(coder, u64::from(given.0.wrapping_sub(self.serial)))?;
        let serial = u64::from(self.serial).saturating_add(more);
        let serial = u32::try_from(serial).map_err(|_| DecodeError::Malformed)?;
        let id = ReceptacleId::of(self.despatch, serial, (last, registered), weight);
        self.serial = serial;
        parsed(&id.map_err(|_| DecodeError::Malformed)?.to_string())
    }
}

/// What an identifier says of a gross weight: whole tenths of a kilogram, up to what it can say.
fn weight_of(grams: u64) -> ReceptacleWeight {
    match u16::try_from(grams / 100) {
        Ok(tenths) if tenths < 9999 => ReceptacleWeight::Hectograms(tenths),
        _ => ReceptacleWeight::OverScale,
    }
}
