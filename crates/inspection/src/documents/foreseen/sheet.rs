//! A detail sheet, item by item, each field foreseen from the items before it.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::str::FromStr;

use railseal_protocol::bounded::Text;
use railseal_protocol::identifiers::{Administration, DespatchId, ItemId};
use railseal_protocol::manifest::Grams;
use railseal_protocol::wire::DecodeError;

use super::Rows;
use super::choices::Choice;
use super::coder::{Coder, Odds};
use super::numbers::{Number, tree};
use super::texts::{Known, Spelling, Texts, parsed};
use crate::documents::{Content, ContentCategory, ItemLine, Money, Party, Written};

/// How many goods, currencies and senders have odds of their own; what comes after shares the last.
const OWN: usize = 1024;

/// Texts that come again as a whole, in the context of something, or of nothing.
struct Strings<T> {
    known: Known<T>,
    choice: Choice,
    texts: Texts,
}

impl<T: FromStr + Clone> Strings<T> {
    fn new() -> Self {
        Self {
            known: Known::new(),
            choice: Choice::among(0),
            texts: Texts::new(),
        }
    }

    fn code<C: Coder>(
        &mut self,
        coder: &mut C,
        spelling: &mut Spelling,
        within: Option<u32>,
        (string, most): (&str, usize),
    ) -> Result<u32, DecodeError> {
        let Self {
            known,
            choice,
            texts,
        } = self;
        let number = known.number::<C>(string);
        choice.code(coder, within, number, |coder| {
            known.add::<C>(texts.code(coder, spelling, string, most)?)
        })
    }

    fn at(&self, number: u32) -> Result<T, DecodeError> {
        self.known.at(number).cloned()
    }
}

/// Names, addresses and countries on one side.
struct Side {
    names: Texts,
    addresses: Texts,
    countries: Strings<Administration>,
}

impl Side {
    fn new() -> Self {
        Self {
            names: Texts::new(),
            addresses: Texts::new(),
            countries: Strings::new(),
        }
    }

    fn code<C: Coder>(
        &mut self,
        coder: &mut C,
        spelling: &mut Spelling,
        party: Option<&Party>,
    ) -> Result<Party, DecodeError> {
        let name = party.map_or("", |party| party.name.as_str());
        let name = parsed(self.names.code(coder, spelling, name, 96)?)?;
        let address = party.map_or("", |party| party.address.as_str());
        let address = parsed(self.addresses.code(coder, spelling, address, 192)?)?;
        let country = party.map_or(String::new(), |party| party.country.to_string());
        let country = self.countries.code(coder, spelling, None, (&country, 2))?;
        Ok(Party {
            name,
            address,
            country: self.countries.at(country)?,
        })
    }
}

/// A number of each of so many, by the goods.
struct Amounts {
    by: Vec<(Number, [Odds; 16])>,
    each: Vec<Odds>,
}

impl Amounts {
    fn new() -> Self {
        Self {
            by: Vec::new(),
            each: alloc::vec![Odds::NEW; 10],
        }
    }

    /// So much of so many, by its last decimal and the rest; of one of them, where it is divisible.
    fn code(
        &mut self,
        coder: &mut impl Coder,
        of: u32,
        (value, many): (u64, u32),
    ) -> Result<u64, DecodeError> {
        let many = many.max(1);
        let each = self.each.get_mut(many.min(9) as usize);
        let each = each.ok_or(DecodeError::Malformed)?;
        let many = u64::from(many);
        let each = coder.decide(each, value.is_multiple_of(many))?;
        let one = if each { value / many } else { value };
        let (number, last) = own(&mut self.by, of, || (Number::new(), [Odds::NEW; 16]))?;
        let last = u64::from(tree(coder, last, 4, (one % 10) as u32)?);
        if last > 9 {
            return Err(DecodeError::Malformed);
        }
        let rest = number.code(coder, one / 10)?;
        let one = rest.checked_mul(10).and_then(|tens| tens.checked_add(last));
        let all = one.and_then(|one| {
            if each {
                one.checked_mul(many)
            } else {
                Some(one)
            }
        });
        all.ok_or(DecodeError::Malformed)
    }
}

/// What is known of one of many.
fn own<T>(all: &mut Vec<T>, of: u32, new: impl Fn() -> T) -> Result<&mut T, DecodeError> {
    let place = (of as usize).min(OWN - 1);
    while all.len() <= place {
        all.push(new());
    }
    all.get_mut(place).ok_or(DecodeError::Malformed)
}

/// All that is learnt of a sheet.
pub(in crate::documents) struct Sheet {
    spelling: Spelling,
    /// The receptacle of the item before.
    receptacle: u16,
    moved: Number,
    parties: Vec<Party>,
    senders: Choice,
    sender: Side,
    recipient: Side,
    categories: Vec<[Odds; 8]>,
    /// The service, country and serial of each sender's last item.
    ids: Vec<Option<(u32, u32)>>,
    usual: Odds,
    follows: Odds,
    gaps: Number,
    services: Strings<Text<4>>,
    serials: Number,
    written: Texts,
    many: [Odds; 32],
    descriptions: Strings<Text<128>>,
    hs: Strings<Text<6>>,
    origins: Strings<Administration>,
    quantities: Number,
    weights: Amounts,
    currencies: Strings<Text<3>>,
    values: Amounts,
}

impl Rows for Sheet {
    type Row = ItemLine;

    const MOST: usize = 32_768;

    fn of(_: DespatchId) -> Self {
        Self {
            spelling: Spelling::new(),
            receptacle: 0,
            moved: Number::new(),
            parties: Vec::new(),
            senders: Choice::among(0),
            sender: Side::new(),
            recipient: Side::new(),
            categories: Vec::new(),
            ids: Vec::new(),
            usual: Odds::NEW,
            follows: Odds::NEW,
            gaps: Number::new(),
            services: Strings::new(),
            serials: Number::new(),
            written: Texts::new(),
            many: [Odds::NEW; 32],
            descriptions: Strings::new(),
            hs: Strings::new(),
            origins: Strings::new(),
            quantities: Number::new(),
            weights: Amounts::new(),
            currencies: Strings::new(),
            values: Amounts::new(),
        }
    }

    fn code<C: Coder>(
        &mut self,
        coder: &mut C,
        item: Option<&ItemLine>,
    ) -> Result<ItemLine, DecodeError> {
        let moved = item.map_or(0, |item| item.receptacle.wrapping_sub(self.receptacle));
        let moved = self.moved.code(coder, u64::from(moved))?;
        let moved = u16::try_from(moved).map_err(|_| DecodeError::Malformed)?;
        self.receptacle = self.receptacle.wrapping_add(moved);
        let sender = self.sender(coder, item.map(|item| &item.sender))?;
        let id = self.id(coder, sender, item.map_or("", |item| item.id.as_str()))?;
        let recipient = item.map(|item| &item.recipient);
        let recipient = self.recipient.code(coder, &mut self.spelling, recipient)?;
        let odds = own(&mut self.categories, sender, || [Odds::NEW; 8])?;
        let category = item.map_or(0, |item| place_of(item.category));
        let category = tree(coder, odds, 3, category)?;
        let category = ContentCategory::ALL.get(category as usize);
        let many = item.map_or(0, |item| item.contents.len() as u32);
        let many = tree(coder, &mut self.many, 5, many)? as usize;
        let mut contents = Vec::with_capacity(many);
        for place in 0..many {
            let content = item.and_then(|item| item.contents.get(place));
            contents.push(self.content(coder, sender, content)?);
        }
        let sender = self.parties.get(sender as usize);
        Ok(ItemLine {
            id,
            receptacle: self.receptacle,
            sender: sender.ok_or(DecodeError::Malformed)?.clone(),
            recipient,
            category: *category.ok_or(DecodeError::Malformed)?,
            contents: contents.try_into().map_err(|_| DecodeError::Malformed)?,
        })
    }

    fn size(item: &ItemLine) -> usize {
        let party = |party: &Party| party.name.as_str().len() + party.address.as_str().len();
        let contents = item.contents.iter();
        let contents = contents.map(|content| 64 + content.description.as_str().len());
        128 + party(&item.sender) + party(&item.recipient) + contents.sum::<usize>()
    }
}

impl Sheet {
    fn sender<C: Coder>(
        &mut self,
        coder: &mut C,
        party: Option<&Party>,
    ) -> Result<u32, DecodeError> {
        let Self {
            parties,
            senders,
            sender,
            spelling,
            ..
        } = self;
        let known = party.and_then(|party| parties.iter().position(|known| known == party));
        let known = known.map(|place| place as u32);
        senders.code(coder, None, known, |coder| {
            parties.push(sender.code(coder, spelling, party)?);
            Ok(parties.len() as u32 - 1)
        })
    }

    /// An item's id: mostly the sender's next, with the right digit.
    fn id<C: Coder>(
        &mut self,
        coder: &mut C,
        sender: u32,
        id: &str,
    ) -> Result<Written, DecodeError> {
        let split = split(id);
        let usual = coder.decide(&mut self.usual, split.is_some())?;
        if !usual {
            return parsed(self.written.code(coder, &mut self.spelling, id, 32)?);
        }
        let (around, serial) = split.unwrap_or_default();
        let last = *own(&mut self.ids, sender, || None)?;
        let follows = match last {
            Some((before, at)) if C::WRITES => {
                serial > at && self.services.known.at(before)?.as_str() == around
            }
            _ => false,
        };
        let (around, serial) = if coder.decide(&mut self.follows, follows)? {
            let (around, at) = last.ok_or(DecodeError::Malformed)?;
            let gap = self.gaps.code(coder, u64::from(serial.wrapping_sub(at)))?;
            let serial = u64::from(at) + gap;
            (
                around,
                u32::try_from(serial).map_err(|_| DecodeError::Malformed)?,
            )
        } else {
            let spelling = &mut self.spelling;
            let around = self.services.code(coder, spelling, None, (&around, 4))?;
            let serial = self.serials.code(coder, u64::from(serial))?;
            (
                around,
                u32::try_from(serial).map_err(|_| DecodeError::Malformed)?,
            )
        };
        *own(&mut self.ids, sender, || None)? = Some((around, serial));
        joined(self.services.known.at(around)?.as_str(), serial)
    }

    fn content<C: Coder>(
        &mut self,
        coder: &mut C,
        sender: u32,
        content: Option<&Content>,
    ) -> Result<Content, DecodeError> {
        let spelling = &mut self.spelling;
        let sender = Some(sender);
        let description = content.map_or("", |content| content.description.as_str());
        let what = self
            .descriptions
            .code(coder, spelling, sender, (description, 128))?;
        let hs = content.map_or("", |content| content.hs.as_str());
        let hs = self.hs.code(coder, spelling, Some(what), (hs, 6))?;
        let origin = content.map_or(String::new(), |content| content.origin.to_string());
        let origin = self.origins.code(coder, spelling, sender, (&origin, 2))?;
        let quantity = content.map_or(0, |content| content.quantity);
        let quantity = self.quantities.code(coder, u64::from(quantity))?;
        let quantity = u32::try_from(quantity).map_err(|_| DecodeError::Malformed)?;
        let net = content.map_or(0, |content| content.net.0);
        let net = self.weights.code(coder, hs, (net, quantity))?;
        let currency = content.map_or("", |content| content.value.currency.as_str());
        let currency = self
            .currencies
            .code(coder, spelling, sender, (currency, 3))?;
        let value = content.map_or(0, |content| content.value.minor);
        let about = hs.saturating_mul(4) + currency.min(3);
        let minor = self.values.code(coder, about, (value, quantity))?;
        Ok(Content {
            description: self.descriptions.at(what)?,
            quantity,
            net: Grams(net),
            value: Money {
                minor,
                currency: self.currencies.at(currency)?,
            },
            hs: self.hs.at(hs)?,
            origin: self.origins.at(origin)?,
        })
    }
}

fn place_of(category: ContentCategory) -> u32 {
    let place = ContentCategory::ALL
        .iter()
        .position(|known| *known == category);
    place.unwrap_or(0) as u32
}

/// The service with the country, and the serial, of an id that is right.
fn split(id: &str) -> Option<(String, u32)> {
    let id: ItemId = id.parse().ok()?;
    Some((format!("{}{}", id.service(), id.country()), id.serial()))
}

/// An id with the digit that checks it.
fn joined(around: &str, serial: u32) -> Result<Written, DecodeError> {
    let (service, country) = around.split_at_checked(2).ok_or(DecodeError::Malformed)?;
    let id = ItemId::with_check_digit(service, serial, country);
    parsed(id.map_err(|_| DecodeError::Malformed)?.as_str())
}
