//! A detail sheet, line by line, each field foreseen from the lines before it.

use std::collections::HashMap;

use railseal_inspection::documents::{
    Content, ContentCategory, DetailSheet, ItemLine, Money, Party,
};
use railseal_protocol::manifest::Grams;

use super::coder::{Coder, Odds, Short};
use super::words::{ByHeading, Choice, Number, Texts, kept, mixed, tree};

const NAME: u64 = 1;
const ADDRESS: u64 = 2;
const GOODS: u64 = 3;
const SHORT: u64 = 4;

const CATEGORIES: [ContentCategory; 6] = [
    ContentCategory::Gift,
    ContentCategory::Documents,
    ContentCategory::CommercialSample,
    ContentCategory::SaleOfGoods,
    ContentCategory::ReturnedGoods,
    ContentCategory::Other,
];

/// Strings that come again: descriptions, HS codes, currencies and countries.
struct Strings {
    all: Vec<String>,
    known: HashMap<String, u32>,
    choice: Choice,
}

impl Strings {
    /// One that came before in one of these contexts, or a new one, as a text of its kind.
    fn code(
        &mut self,
        coder: &mut impl Coder,
        texts: &mut Texts,
        (within, kind): (&[u64], u64),
        string: Option<&str>,
    ) -> Result<u32, Short> {
        let Self { all, known, choice } = self;
        let place = string.and_then(|string| known.get(string).copied());
        choice.code(coder, within, place, |coder| {
            let read = texts.code(coder, kind, string.unwrap_or(""))?;
            Ok(kept(all, known, read))
        })
    }

    fn at(&self, place: u32) -> &str {
        &self.all[place as usize]
    }
}

/// All that is learnt.
pub struct Lines {
    texts: Texts,
    strings: Strings,
    parties: Vec<Party>,
    senders: Choice,
    numbers: ByHeading<Number>,
    small: ByHeading<[Odds; 256]>,
    /// The service and serial of each sender's last item.
    ids: HashMap<u32, (u32, u32)>,
    flags: ByHeading<Odds>,
}

impl Default for Lines {
    fn default() -> Self {
        Self {
            texts: Texts::default(),
            strings: Strings {
                all: Vec::new(),
                known: HashMap::new(),
                choice: Choice::of(2),
            },
            parties: Vec::new(),
            senders: Choice::of(1),
            numbers: ByHeading::default(),
            small: ByHeading::default(),
            ids: HashMap::new(),
            flags: ByHeading::default(),
        }
    }
}

impl Lines {
    /// A whole sheet's items.
    pub fn code(
        &mut self,
        coder: &mut impl Coder,
        sheet: Option<&DetailSheet>,
        items: usize,
    ) -> Result<Vec<ItemLine>, Short> {
        let mut read: Vec<ItemLine> = Vec::new();
        for place in 0..items {
            let item = sheet.and_then(|sheet| sheet.items.get(place));
            let item = self.item(coder, item, read.last())?;
            read.push(item);
        }
        Ok(read)
    }

    fn flag(&mut self, coder: &mut impl Coder, of: u64, value: bool) -> Result<bool, Short> {
        coder.decide(self.flags.entry(of).or_insert(Odds::NEW), value)
    }

    fn number(&mut self, coder: &mut impl Coder, of: &[u64], value: u32) -> Result<u32, Short> {
        let number = self.numbers.entry(mixed(of)).or_default();
        number.code(coder, value)
    }

    fn small(
        &mut self,
        coder: &mut impl Coder,
        of: &[u64],
        bits: u32,
        value: u32,
    ) -> Result<u32, Short> {
        let odds = self.small.entry(mixed(of)).or_insert([Odds::NEW; 256]);
        tree(coder, odds, bits, value)
    }

    fn item(
        &mut self,
        coder: &mut impl Coder,
        item: Option<&ItemLine>,
        before: Option<&ItemLine>,
    ) -> Result<ItemLine, Short> {
        let was = before.map_or(0, |before| before.receptacle);
        let moved = item.map_or(0, |item| u32::from(item.receptacle.wrapping_sub(was)));
        let moved = self.number(coder, &[1], moved)?;
        let receptacle = was.wrapping_add(moved as u16);
        let sender = self.sender(coder, item.map(|item| &item.sender))?;
        let id = self.id(coder, sender, item.map(|item| item.id.as_str()))?;
        let recipient = item.map(|item| &item.recipient);
        let with = (&mut self.texts, &mut self.strings);
        let recipient = coded_party(coder, with, recipient, 1)?;
        let category = item.map_or(0, |item| place_of(item.category));
        let category = self.small(coder, &[2, u64::from(sender)], 3, category)?;
        let category = *CATEGORIES.get(category as usize).ok_or(Short)?;
        let many = item.map_or(0, |item| item.contents.len() as u32);
        let many = self.small(coder, &[3], 5, many)?;
        let mut contents = Vec::new();
        for place in 0..many as usize {
            let content = item.and_then(|item| item.contents.get(place));
            contents.push(self.content(coder, sender, content)?);
        }
        Ok(ItemLine {
            id: id.parse().map_err(|_| Short)?,
            receptacle,
            sender: self.parties[sender as usize].clone(),
            recipient,
            category,
            contents: contents.try_into().map_err(|_| Short)?,
        })
    }

    fn sender(&mut self, coder: &mut impl Coder, party: Option<&Party>) -> Result<u32, Short> {
        let known = party.and_then(|party| self.parties.iter().position(|known| known == party));
        let known = known.map(|place| place as u32);
        let Self {
            texts,
            strings,
            parties,
            senders,
            ..
        } = self;
        senders.code(coder, &[mixed(&[10])], known, |coder| {
            parties.push(coded_party(coder, (texts, strings), party, 0)?);
            Ok(parties.len() as u32 - 1)
        })
    }

    fn string(
        &mut self,
        coder: &mut impl Coder,
        about: (&[u64], u64),
        string: Option<&str>,
    ) -> Result<u32, Short> {
        self.strings.code(coder, &mut self.texts, about, string)
    }

    /// An item's id: mostly the sender's next, with the right digit.
    fn id(
        &mut self,
        coder: &mut impl Coder,
        sender: u32,
        id: Option<&str>,
    ) -> Result<String, Short> {
        let last = self.ids.get(&sender).copied();
        let given = id.and_then(split);
        let usual = id.is_none() || given.is_some();
        if !self.flag(coder, 20, usual)? {
            return self.texts.code(coder, SHORT, id.unwrap_or(""));
        }
        let (service, serial) = given.unwrap_or_default();
        let follows =
            last.is_some_and(|(before, at)| self.strings.at(before) == service && serial > at);
        let (service, serial) = if self.flag(coder, 21, follows)? {
            let (before, at) = last.ok_or(Short)?;
            let more = self.number(coder, &[22], serial.wrapping_sub(at))?;
            (before, at.wrapping_add(more))
        } else {
            let service = self.string(coder, (&[mixed(&[23])], SHORT), Some(service))?;
            let mut read = self.small(coder, &[24], 8, serial >> 24)?;
            for place in [16, 8, 0] {
                read = read << 8 | self.small(coder, &[25, place], 8, serial >> place & 255)?;
            }
            (service, read)
        };
        self.ids.insert(sender, (service, serial));
        joined(self.strings.at(service), serial)
    }

    fn content(
        &mut self,
        coder: &mut impl Coder,
        sender: u32,
        content: Option<&Content>,
    ) -> Result<Content, Short> {
        let description = content.map(|content| content.description.as_str());
        let within = [mixed(&[30, u64::from(sender)]), mixed(&[31])];
        let what = self.string(coder, (&within, GOODS), description)?;
        let hs = content.map(|content| content.hs.as_str());
        let within = [mixed(&[32, u64::from(what)]), mixed(&[33])];
        let hs = self.string(coder, (&within, SHORT), hs)?;
        let origin = content.map(|content| content.origin.to_string());
        let within = [mixed(&[34, u64::from(sender)]), mixed(&[34])];
        let origin = self.string(coder, (&within, SHORT), origin.as_deref())?;
        let quantity = content.map_or(0, |content| content.quantity);
        let quantity = self.number(coder, &[35], quantity)?;
        let net = content.map_or(0, |content| content.net.0 as u32);
        let many = u64::from(quantity.min(4));
        let net = self.amount(coder, &[36, u64::from(hs), many], net, quantity)?;
        let currency = content.map(|content| content.value.currency.as_str());
        let within = [mixed(&[37, u64::from(sender)]), mixed(&[37])];
        let currency = self.string(coder, (&within, SHORT), currency)?;
        let value = content.map_or(0, |content| content.value.minor as u32);
        let about = [38, u64::from(hs), u64::from(currency)];
        let value = self.amount(coder, &about, value, quantity)?;
        let text = |place| self.strings.at(place);
        Ok(Content {
            description: text(what).parse().map_err(|_| Short)?,
            quantity,
            net: Grams(u64::from(net)),
            value: Money {
                minor: u64::from(value),
                currency: text(currency).parse().map_err(|_| Short)?,
            },
            hs: text(hs).parse().map_err(|_| Short)?,
            origin: text(origin).parse().map_err(|_| Short)?,
        })
    }

    /// So much of each of so many, by its last decimal and the rest.
    fn amount(
        &mut self,
        coder: &mut impl Coder,
        of: &[u64],
        value: u32,
        quantity: u32,
    ) -> Result<u32, Short> {
        let many = quantity.max(1);
        let of = mixed(of);
        let each = value.is_multiple_of(many);
        let each = self.flag(coder, mixed(&[40, u64::from(many.min(9))]), each)?;
        let one = if each { value / many } else { value };
        let last = self.small(coder, &[41, of], 4, one % 10)?;
        let rest = self.number(coder, &[42, of], one / 10)?;
        let one = rest.wrapping_mul(10).wrapping_add(last);
        Ok(if each { one.wrapping_mul(many) } else { one })
    }
}

fn place_of(category: ContentCategory) -> u32 {
    let place = CATEGORIES.iter().position(|known| *known == category);
    place.unwrap_or(0) as u32
}

/// Somebody on one side, word for word.
fn coded_party(
    coder: &mut impl Coder,
    (texts, strings): (&mut Texts, &mut Strings),
    party: Option<&Party>,
    side: u64,
) -> Result<Party, Short> {
    let name = party.map_or("", |party| party.name.as_str());
    let name = texts.code(coder, NAME + 16 * side, name)?;
    let address = party.map_or("", |party| party.address.as_str());
    let address = texts.code(coder, ADDRESS + 16 * side, address)?;
    let country = party.map(|party| party.country.to_string());
    let about: (&[u64], u64) = (&[mixed(&[11, side])], SHORT);
    let country = strings.code(coder, texts, about, country.as_deref())?;
    Ok(Party {
        name: name.parse().map_err(|_| Short)?,
        address: address.parse().map_err(|_| Short)?,
        country: strings.at(country).parse().map_err(|_| Short)?,
    })
}

/// The service and serial of an id that is right and of China.
fn split(id: &str) -> Option<(&str, u32)> {
    let (service, rest) = id.split_at_checked(2)?;
    let serial: u32 = rest.get(..8)?.parse().ok()?;
    (joined(service, serial).as_deref() == Ok(id)).then_some((service, serial))
}

/// An id with the digit that checks it.
fn joined(service: &str, serial: u32) -> Result<String, Short> {
    let id = railseal_mail::item_id(service, serial).map_err(|_| Short)?;
    Ok(id.as_str().to_owned())
}
