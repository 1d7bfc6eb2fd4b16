//! A detail sheet, line by line, each field foreseen from the lines before it.

use std::collections::HashMap;

use railseal_inspection::documents::{
    Content, ContentCategory, DetailSheet, ItemLine, Money, Party,
};
use railseal_protocol::manifest::Grams;

use super::coder::{Coder, Odds, Short};
use super::words::{Choice, Number, Texts, mixed, tree};

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

/// All that is learnt.
#[derive(Default)]
pub struct Lines {
    texts: Texts,
    parties: Vec<Party>,
    choice: Choice,
    /// Descriptions, HS codes, currencies and countries, each once.
    strings: Vec<String>,
    known: HashMap<String, u32>,
    numbers: HashMap<u64, Number>,
    small: HashMap<u64, [Odds; 256]>,
    ids: HashMap<u32, (String, u32)>,
    flags: HashMap<u64, Odds>,
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
        let recipient = self.party(coder, item.map(|item| &item.recipient), 1)?;
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
        let within = [mixed(&[10])];
        let known = party.and_then(|party| self.parties.iter().position(|known| known == party));
        let known = known.map(|place| place as u32);
        let place = match self.choice.code(coder, &within, known)? {
            Some(place) => place,
            None => {
                let party = self.party(coder, party, 0)?;
                self.parties.push(party);
                self.parties.len() as u32 - 1
            }
        };
        self.choice.came(&within, place);
        Ok(place)
    }

    fn party(
        &mut self,
        coder: &mut impl Coder,
        party: Option<&Party>,
        side: u64,
    ) -> Result<Party, Short> {
        let name = party.map_or("", |party| party.name.as_str());
        let name = self.texts.code(coder, NAME + 16 * side, name)?;
        let address = party.map_or("", |party| party.address.as_str());
        let address = self.texts.code(coder, ADDRESS + 16 * side, address)?;
        let country = party.map(|party| party.country.to_string());
        let country = self.string(coder, &[mixed(&[11, side])], country.as_deref())?;
        Ok(Party {
            name: name.parse().map_err(|_| Short)?,
            address: address.parse().map_err(|_| Short)?,
            country: country.parse().map_err(|_| Short)?,
        })
    }

    /// One of the strings that come again, or a new one.
    fn string(
        &mut self,
        coder: &mut impl Coder,
        within: &[u64],
        string: Option<&str>,
    ) -> Result<String, Short> {
        let place = self.place(coder, within, string, SHORT)?;
        Ok(self.strings[place as usize].clone())
    }

    fn place(
        &mut self,
        coder: &mut impl Coder,
        within: &[u64],
        string: Option<&str>,
        kind: u64,
    ) -> Result<u32, Short> {
        let known = string.and_then(|string| self.known.get(string).copied());
        let place = match self.choice.code(coder, within, known)? {
            Some(place) => place,
            None => {
                let read = self.texts.code(coder, kind, string.unwrap_or(""))?;
                match self.known.get(&read) {
                    Some(place) => *place,
                    None => {
                        let place = self.strings.len() as u32;
                        self.strings.push(read.clone());
                        self.known.insert(read, place);
                        place
                    }
                }
            }
        };
        self.choice.came(within, place);
        Ok(place)
    }

    /// An item's id: mostly the sender's next, with the right digit.
    fn id(
        &mut self,
        coder: &mut impl Coder,
        sender: u32,
        id: Option<&str>,
    ) -> Result<String, Short> {
        let last = self.ids.get(&sender).cloned();
        let given = id.and_then(split);
        let usual = id.is_none() || given.is_some();
        if !self.flag(coder, 20, usual)? {
            return self.texts.code(coder, SHORT, id.unwrap_or(""));
        }
        let (service, serial) = given.unwrap_or_default();
        let follows = last
            .as_ref()
            .is_some_and(|(before, at)| *before == service && serial > *at);
        let (service, serial) = if self.flag(coder, 21, follows)? {
            let (before, at) = last.ok_or(Short)?;
            let more = self.number(coder, &[22], serial.wrapping_sub(at))?;
            (before, at.wrapping_add(more))
        } else {
            let service = self.string(coder, &[mixed(&[23])], Some(&service))?;
            let high = self.small(coder, &[24], 8, serial >> 24)?;
            let mut read = high;
            for place in [16, 8, 0] {
                read = read << 8 | self.small(coder, &[25, place], 8, serial >> place & 255)?;
            }
            (service, read)
        };
        self.ids.insert(sender, (service.clone(), serial));
        joined(&service, serial).ok_or(Short)
    }

    fn content(
        &mut self,
        coder: &mut impl Coder,
        sender: u32,
        content: Option<&Content>,
    ) -> Result<Content, Short> {
        let description = content.map(|content| content.description.as_str());
        let within = [mixed(&[30, u64::from(sender)]), mixed(&[31])];
        let what = self.place(coder, &within, description, GOODS)?;
        let described = mixed(&[32, u64::from(what)]);
        let hs = content.map(|content| content.hs.as_str());
        let hs = self.place(coder, &[described, mixed(&[33])], hs, SHORT)?;
        let origin = content.map(|content| content.origin.to_string());
        let by_sender = mixed(&[34, u64::from(sender)]);
        let origin = self.string(coder, &[by_sender, mixed(&[34])], origin.as_deref())?;
        let quantity = content.map_or(0, |content| content.quantity);
        let quantity = self.number(coder, &[35], quantity)?;
        let net = content.map_or(0, |content| content.net.0 as u32);
        let many = u64::from(quantity.min(4));
        let net = self.amount(coder, &[36, u64::from(hs), many], net, quantity)?;
        let currency = content.map(|content| content.value.currency.as_str());
        let by_sender = mixed(&[37, u64::from(sender)]);
        let currency = self.place(coder, &[by_sender, mixed(&[37])], currency, SHORT)?;
        let value = content.map_or(0, |content| content.value.minor as u32);
        let about = [38, u64::from(hs), u64::from(currency)];
        let value = self.amount(coder, &about, value, quantity)?;
        Ok(Content {
            description: self.strings[what as usize].parse().map_err(|_| Short)?,
            quantity,
            net: Grams(u64::from(net)),
            value: Money {
                minor: u64::from(value),
                currency: self.strings[currency as usize].parse().map_err(|_| Short)?,
            },
            hs: self.strings[hs as usize].parse().map_err(|_| Short)?,
            origin: origin.parse().map_err(|_| Short)?,
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

/// The service and serial of an id that is right and of China.
fn split(id: &str) -> Option<(String, u32)> {
    let (service, rest) = id.split_at_checked(2)?;
    let serial: u32 = rest.get(..8)?.parse().ok()?;
    (joined(service, serial)? == id).then(|| (service.to_owned(), serial))
}

fn joined(service: &str, serial: u32) -> Option<String> {
    railseal_mail::item_id(service, serial)
        .ok()
        .map(|id| id.as_str().to_owned())
}
