//! Agreeing to another's order, on one's own phone and without a network: what goes over as a code,
//! and what comes back.

use railseal_protocol::amendment::Amendment;
use railseal_protocol::chain::{CertificateChain, Holder};
use railseal_protocol::identifiers::Administration;
use railseal_protocol::instruction::{CarriedCoSignature, CoSignature, Instruction, Order};
use railseal_protocol::prior::InspectionDigest;
use railseal_protocol::statement::{Id, Signed, StatementError, Verified};
use railseal_protocol::trust::{Trust, TrustError};
use railseal_protocol::wire::{DecodeError, decode, encode};
use serde::{Deserialize, Serialize};

/// An order that somebody is asked to agree to, as it goes over, with what it names: nobody agrees
/// to a number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// The order.
    pub instruction: Signed<Instruction>,
    /// Who orders.
    pub person: CertificateChain,
    /// What is to be noted of the cargo, where the order names it.
    pub amendment: Option<Signed<Amendment>>,
    /// What was found, where order or amendment names it.
    pub inspection: Option<Signed<InspectionDigest>>,
}

/// What goes over: the kind first, so that neither is taken for the other.
#[derive(Serialize, Deserialize)]
enum Message {
    Request(Box<Request>),
    Agreed(Box<CarriedCoSignature>),
}

/// The most bytes of either.
pub const LIMIT: usize = 4
    + Signed::<Instruction>::WIRE_LIMIT
    + CertificateChain::WIRE_LIMIT
    + Signed::<Amendment>::WIRE_LIMIT
    + Signed::<InspectionDigest>::WIRE_LIMIT;

/// An order whose signature verifies: what somebody is asked to agree to.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The order.
    pub instruction: Verified<Instruction>,
    /// Who orders.
    pub orderer: Holder,
    /// What is to be noted of the cargo.
    pub amendment: Option<Verified<Amendment>>,
    /// What was found.
    pub inspection: Option<Verified<InspectionDigest>>,
}

/// Why what came over is of no use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AgreementError {
    /// It cannot be read.
    #[error("unreadable: {0}")]
    Unreadable(#[from] DecodeError),
    /// It is an order where an agreement was wanted, or the other way round.
    #[error("the other half was wanted")]
    OtherHalf,
    /// Who signed it is not known here.
    #[error("the person: {0}")]
    Person(#[from] TrustError),
    /// The signature does not verify.
    #[error("the signature: {0}")]
    Signature(#[from] StatementError),
    /// What the order names did not come with it, or something else did.
    #[error("what the order names is not what came with it")]
    NotWhole,
    /// It agrees to another order.
    #[error("it agrees to another order")]
    OtherOrder,
    /// It is the person's own order.
    #[error("nobody agrees to one's own order")]
    OwnOrder,
}

impl Request {
    /// Its bytes, to be shown as a code.
    pub fn to_bytes(&self) -> Vec<u8> {
        encode(&Message::Request(Box::new(self.clone())))
    }

    /// Takes what was scanned or pasted, and verifies it by what this phone trusts.
    pub fn read(bytes: &[u8], trust: &Trust, own: &Holder) -> Result<Asked, AgreementError> {
        let request = match decode(bytes, LIMIT)? {
            Message::Request(request) => *request,
            Message::Agreed(_) => return Err(AgreementError::OtherHalf),
        };
        let orderer = trust.verify(&request.person)?;
        let instruction = orderer.verify(&request.instruction)?;
        let amendment = request
            .amendment
            .map(|amendment| orderer.verify(&amendment));
        let amendment = amendment.transpose()?;
        let inspection = request.inspection.map(|digest| orderer.verify(&digest));
        let inspection = inspection.transpose()?;
        let named = names(&instruction.order, amendment.as_deref());
        let came = (
            amendment.as_ref().map(Verified::id),
            inspection.as_ref().map(Verified::id),
        );
        if came != named {
            return Err(AgreementError::NotWhole);
        }
        if is_same_person(&orderer, own) {
            return Err(AgreementError::OwnOrder);
        }
        Ok(Asked {
            instruction,
            orderer,
            amendment,
            inspection,
        })
    }
}

/// What an order names, directly or by its amendment.
fn names(
    order: &Order,
    amendment: Option<&Amendment>,
) -> (Option<Id<Amendment>>, Option<Id<InspectionDigest>>) {
    match order {
        Order::Reseal { amendment: id, .. } | Order::Amend { amendment: id } => (
            Some(*id),
            amendment.and_then(|amendment| amendment.inspection),
        ),
        Order::Deactivate { inspection } => (None, *inspection),
        Order::Seal { .. }
        | Order::Unseal
        | Order::ClearTamper
        | Order::SetClock { .. }
        | Order::HandOver => (None, None),
    }
}

impl Asked {
    /// What the person who agrees signs.
    pub fn cosignature(&self) -> CoSignature {
        CoSignature {
            instruction: self.instruction.id(),
        }
    }
}

/// The bytes of an agreement, to be shown as a code.
pub fn agreed_to_bytes(carried: &CarriedCoSignature) -> Vec<u8> {
    encode(&Message::Agreed(Box::new(carried.clone())))
}

/// Takes an agreement that was scanned or pasted: genuine, of somebody else, to this order.
pub fn read_agreed(
    bytes: &[u8],
    trust: &Trust,
    order: &Id<Instruction>,
    own: &Holder,
) -> Result<(CarriedCoSignature, Holder), AgreementError> {
    let carried = match decode(bytes, LIMIT)? {
        Message::Agreed(carried) => *carried,
        Message::Request(_) => return Err(AgreementError::OtherHalf),
    };
    let person = trust.verify(&carried.person)?;
    let cosignature = person.verify(&carried.cosignature)?;
    if cosignature.instruction != *order {
        return Err(AgreementError::OtherOrder);
    }
    if is_same_person(&person, own) {
        return Err(AgreementError::OwnOrder);
    }
    Ok((carried, person))
}

/// Whether two holders are one person, by however many certificates.
pub fn is_same_person(one: &Holder, other: &Holder) -> bool {
    fn who(
        holder: &Holder,
    ) -> (
        Administration,
        Option<&railseal_protocol::identifiers::PersonId>,
    ) {
        let certificate = holder.certificate();
        (
            certificate.administration,
            certificate.person().map(|person| &person.id),
        )
    }
    who(one) == who(other)
}
