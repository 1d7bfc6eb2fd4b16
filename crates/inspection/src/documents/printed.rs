//! What `Debug` says of a document: how much there is in it, and nothing of what.

use core::fmt;

use super::{
    BillLine, Content, DeliveryBill, DetailSheet, ItemLine, Load, MailList, Money, Party,
    ReceptacleLine,
};

impl fmt::Debug for DeliveryBill {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DeliveryBill")
            .field("containers", &self.containers.len())
            .field("lines", &self.lines.len())
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for MailList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MailList")
            .field("receptacles", &self.receptacles.len())
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for DetailSheet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DetailSheet")
            .field("items", &self.items.len())
            .finish_non_exhaustive()
    }
}

/// A line says nothing but that it is one.
macro_rules! prints_its_name_only {
    ($($line:ident),*) => {$(
        impl fmt::Debug for $line {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($line), "(…)"))
            }
        }
    )*};
}

prints_its_name_only!(
    BillLine,
    Load,
    ReceptacleLine,
    ItemLine,
    Party,
    Content,
    Money
);
