use data_encoding::BASE32_NOPAD;
use railseal_protocol::certificate::Certificate;
use railseal_protocol::chain::CertificateChain;
use railseal_protocol::grant::CarriedGrant;
use railseal_protocol::hash::Hash;
use railseal_protocol::recognition::RecognitionList;
use railseal_protocol::statement::Signed;
use railseal_protocol::trust::CarriedRevocations;
use railseal_protocol::wire::{DecodeError, decode, encode};
use serde::{Deserialize, Serialize};

/// What administrations hand one another as a file, and what an offline root hands its own
/// server. It proves nothing by itself: whoever takes it verifies it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum ExchangeFile {
    /// A root's certificate.
    Root(Signed<Certificate>),
    /// A recognition list.
    Recognition(Signed<RecognitionList>),
    /// A revocation list with its signer's chain.
    Revocations(CarriedRevocations),
    /// An officer's chain, for another administration to grant to.
    Officer(CertificateChain),
    /// A grant to another administration's officer.
    Grant(CarriedGrant),
}

/// How many bytes stand in one part of a text that is pasted: fewer than a phone takes.
const PART: usize = 1_500;

/// A grant as the text that its holder pastes into the app, in the app's form for what goes from
/// phone to phone.
pub fn grant_as_text(carried: &CarriedGrant) -> String {
    let bytes = encode(carried);
    let hash = Hash::of("parts", &[&bytes]);
    let mark = BASE32_NOPAD.encode(hash.as_bytes().get(..5).unwrap_or_default());
    let parts = bytes.chunks(PART);
    let of = parts.len();
    let parts = (1..).zip(parts).map(|(number, part)| {
        let part = BASE32_NOPAD.encode(part);
        format!("RS1/{number}/{of}/{mark}/{part}\n")
    });
    parts.collect()
}

impl ExchangeFile {
    /// The most bytes one has: a revocation list of the greatest length with its signer's chain.
    pub const LIMIT: usize = 256 * 1024;

    /// Decodes the envelope, not what is in it.
    pub fn from_wire(bytes: &[u8]) -> Result<Self, DecodeError> {
        decode(bytes, Self::LIMIT)
    }

    /// The file's bytes.
    pub fn to_wire(&self) -> Vec<u8> {
        encode(self)
    }
}
