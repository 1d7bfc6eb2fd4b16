//! One bag with one letter in it: the three documents, written by hand from SPEC.md § Documents.
//! Their types are in crates/inspection, which this crate does not know; a tuple has the same
//! bytes as a struct of its fields, and an enum's member without fields is its index.

use railseal_protocol::bounded::Text;
use railseal_protocol::identifiers::{
    Administration, ContainerNumber, DespatchId, LockId, OfficeCode, TrainNumber,
};
use railseal_protocol::manifest::Grams;
use railseal_protocol::time::Timestamp;
use railseal_protocol::wire::encode;

use super::lock::CONTAINER;
use super::{LOCK, days_before, parsed};

/// The despatch of the tests.
pub(crate) const DESPATCH: &str = "CNCKGAKZALAACUN60001";
/// Its one receptacle, the last, of 22.7 kg.
pub(crate) const RECEPTACLE: &str = "CNCKGAKZALAACUN60001001110227";
/// Its one item: a published example of UPU S10.
pub(crate) const ITEM: &str = "RR000000080CN";

type Load = (u32, Grams);

pub(crate) type Bill = (
    Timestamp,
    OfficeCode,
    OfficeCode,
    Option<TrainNumber>,
    Vec<(ContainerNumber, LockId)>,
    Vec<(DespatchId, Load, Load, Load, bool)>,
);

pub(crate) fn bill_fields() -> Bill {
    let none = (0, Grams(0));
    let letters = (1, Grams(22_700));
    (
        days_before(2),
        parsed("CNCKGA"),
        parsed("KZALAA"),
        Some(parsed("X8015")),
        vec![(parsed(CONTAINER), parsed(LOCK))],
        vec![(parsed(DESPATCH), letters, none, none, true)],
    )
}

type Receptacle = (Text<32>, u8, Grams, u32, bool);

pub(crate) fn list_fields() -> (DespatchId, Vec<Receptacle>) {
    const BAG: u8 = 0;
    let receptacle = (parsed(RECEPTACLE), BAG, Grams(22_700), 1, true);
    (parsed(DESPATCH), vec![receptacle])
}

type Party = (Text<96>, Text<192>, Administration);
type Content = (
    Text<128>,
    u32,
    Grams,
    (u64, Text<3>),
    Text<6>,
    Administration,
);
type Item = (Text<32>, u16, Party, Party, u8, Vec<Content>);

pub(crate) fn sheet_fields() -> (DespatchId, Vec<Item>) {
    const SALE_OF_GOODS: u8 = 3;
    let sender = (parsed("Sender"), parsed("Chongqing"), parsed("CN"));
    let recipient = (parsed("Recipient"), parsed("Almaty"), parsed("KZ"));
    let content = (
        parsed("cotton shirts"),
        2,
        Grams(420),
        (2_600, parsed("USD")),
        parsed("620520"),
        parsed("CN"),
    );
    let item = (
        parsed(ITEM),
        0,
        sender,
        recipient,
        SALE_OF_GOODS,
        vec![content],
    );
    (parsed(DESPATCH), vec![item])
}

pub(crate) fn bill() -> Vec<u8> {
    encode(&bill_fields())
}

pub(crate) fn list() -> Vec<u8> {
    encode(&list_fields())
}

pub(crate) fn sheet() -> Vec<u8> {
    encode(&sheet_fields())
}
