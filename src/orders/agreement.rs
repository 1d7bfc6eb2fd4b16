//! Agreeing to another's order, on one's own phone and without a network: what goes over as a code,
//! and what comes back.

use railseal_protocol::chain::{CertificateChain, Holder};
use railseal_protocol::identifiers::Administration;
use railseal_protocol::instruction::{CarriedCoSignature, CoSignature, Instruction};
use railseal_protocol::statement::{Id, Signed, StatementError, Verified};
use railseal_protocol::trust::{Trust, TrustError};
use railseal_protocol::wire::{DecodeError, decode, encode};
use serde::{Deserialize, Serialize};

/// An order that somebody is asked to agree to, as it goes over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// The order.
    pub instruction: Signed<Instruction>,
    /// Who orders.
    pub person: CertificateChain,
}

/// What goes over: the kind first, so that neither is taken for the other.
#[derive(Serialize, Deserialize)]
enum Message {
    Request(Request),
    Agreed(CarriedCoSignature),
}

/// The most bytes of either.
pub const LIMIT: usize = 2 + Signed::<Instruction>::WIRE_LIMIT + CertificateChain::WIRE_LIMIT;

/// An order whose signature verifies: what somebody is asked to agree to.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The order.
    pub instruction: Verified<Instruction>,
    /// Who orders.
    pub orderer: Holder,
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
        encode(&Message::Request(self.clone()))
    }

    /// Takes what was scanned or pasted, and verifies it by what this phone trusts.
    pub fn read(bytes: &[u8], trust: &Trust, own: &Holder) -> Result<Asked, AgreementError> {
        let request = match decode(bytes, LIMIT)? {
            Message::Request(request) => request,
            Message::Agreed(_) => return Err(AgreementError::OtherHalf),
        };
        let orderer = trust.verify(&request.person)?;
        let instruction = orderer.verify(&request.instruction)?;
        if is_same_person(&orderer, own) {
            return Err(AgreementError::OwnOrder);
        }
        Ok(Asked {
            instruction,
            orderer,
        })
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
    encode(&Message::Agreed(carried.clone()))
}

/// Takes an agreement that was scanned or pasted: genuine, of somebody else, to this order.
pub fn read_agreed(
    bytes: &[u8],
    trust: &Trust,
    order: &Id<Instruction>,
    own: &Holder,
) -> Result<(CarriedCoSignature, Holder), AgreementError> {
    let carried = match decode(bytes, LIMIT)? {
        Message::Agreed(carried) => carried,
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
