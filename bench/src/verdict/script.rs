//! The same lock and container as JavaScript gets them: documents as JSON, and every signature with
//! the bytes that it is over.

use railseal_inspection::evidence::SealEvidence;
use railseal_mail::Container;
use railseal_protocol::chain::{CertificateChain, Holder, Root, RootError};
use railseal_protocol::journal::Entry;
use railseal_protocol::key::PublicKey;
use railseal_protocol::manifest::{CHUNK_LIMIT, Manifest, Totals};
use railseal_protocol::statement::{Signed, Statement, StatementError, Unsigned, Verified};
use railseal_protocol::trust::{HighestSeen, Lists, Trust, TrustError};
use railseal_protocol::wire::{DecodeError, decode};
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::parties::Authority;

/// More than an entry has.
const ENTRY: usize = 4096;

/// Why there is nothing for JavaScript.
#[derive(Debug, thiserror::Error)]
pub enum ScriptError {
    /// Not written as JSON.
    #[error("JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// A chain that was made up does not verify.
    #[error("a chain: {0}")]
    Trust(#[from] TrustError),
    /// Neither does the root.
    #[error("the root: {0}")]
    Root(#[from] RootError),
    /// Nor a statement.
    #[error("a statement: {0}")]
    Statement(#[from] StatementError),
    /// An entry.
    #[error("an entry: {0}")]
    Decode(#[from] DecodeError),
    /// Something is not there that was made.
    #[error("the evidence that was made up is not whole")]
    NotWhole,
}

/// Files for JavaScript.
pub(super) struct Script {
    pub(super) case: Vec<u8>,
    /// All documents, one after the other.
    pub(super) documents: Vec<u8>,
    pub(super) chunks: usize,
    pub(super) signatures: usize,
}

#[derive(Serialize)]
struct Case {
    signatures: Vec<Signature>,
    journal: Vec<EntryText>,
    /// The last entry's hash.
    head: String,
    manifest: ManifestText,
}

/// All in hexadecimal digits.
#[derive(Serialize)]
struct Signature {
    key: String,
    message: String,
    signature: String,
}

/// An entry as JSON, and the hash of the one before it.
#[derive(Serialize)]
struct EntryText {
    previous: String,
    entry: String,
}

#[derive(Serialize)]
struct ManifestText {
    container: String,
    lock: String,
    totals: Totals,
    bill: Totals,
    documents: Vec<DocumentText>,
}

#[derive(Serialize)]
struct DocumentText {
    kind: &'static str,
    length: usize,
    chunks: Vec<String>,
}

impl Script {
    pub(super) fn of(
        manifest: &Manifest,
        container: &Container,
        authorities: (&Authority, &Authority),
        seal: &SealEvidence,
    ) -> Result<Self, ScriptError> {
        let mut texts = vec![("bill", serde_json::to_vec(&container.bill)?)];
        for list in &container.lists {
            texts.push(("list", serde_json::to_vec(list)?));
        }
        for sheet in &container.sheets {
            texts.push(("sheet", serde_json::to_vec(sheet)?));
        }
        let documents: Vec<DocumentText> = texts
            .iter()
            .map(|(kind, text)| DocumentText {
                kind,
                length: text.len(),
                chunks: text.chunks(CHUNK_LIMIT).map(sha256).collect(),
            })
            .collect();
        let (journal, head) = journal(seal)?;
        let signatures = signatures(authorities, seal)?;
        Ok(Self {
            chunks: documents.iter().map(|text| text.chunks.len()).sum(),
            signatures: signatures.len(),
            case: serde_json::to_vec(&Case {
                signatures,
                journal,
                head,
                manifest: ManifestText {
                    container: manifest.container.to_string(),
                    lock: manifest.lock.to_string(),
                    totals: manifest.totals,
                    bill: manifest.bill,
                    documents,
                },
            })?,
            documents: texts.into_iter().flat_map(|(_, text)| text).collect(),
        })
    }
}

/// Every entry as JSON, chained by the hashes of that.
fn journal(seal: &SealEvidence) -> Result<(Vec<EntryText>, String), ScriptError> {
    let mut previous = sha256(b"journal");
    let mut texts = Vec::new();
    for bytes in seal.journal.iter() {
        let entry: Entry = decode(bytes, ENTRY)?;
        let entry = serde_json::to_string(&entry)?;
        let head = sha256(format!("{previous}{entry}").as_bytes());
        texts.push(EntryText { previous, entry });
        previous = head;
    }
    Ok((texts, previous))
}

/// Every signature that the app verifies, once each but for certificates that are in several chains:
/// those are verified with each of them, as in the app.
fn signatures(
    (own, other): (&Authority, &Authority),
    seal: &SealEvidence,
) -> Result<Vec<Signature>, ScriptError> {
    let root = Root::from_certificate(&own.root)?;
    let mut all = vec![signature(root.certificate(), &own.root_key.public())];
    let mut trust = Trust::new(root, HighestSeen::default());
    let lists: Lists = own.lists(other);
    trust.accept(&lists);
    let at = crate::parties::NOW;
    let recognition = trust.recognition(at).map_err(|_| ScriptError::NotWhole)?;
    all.push(signature(recognition, &own.root_key.public()));
    let root_of = |chain: &CertificateChain| match chain.claimed_administration() {
        Ok(administration) if administration == own.administration => own.root_key.public(),
        _ => other.root_key.public(),
    };
    let mut hold = |chain: &CertificateChain| -> Result<Holder, ScriptError> {
        let holder = trust.verify(chain)?;
        let mut key = root_of(chain);
        // The holder's own comes first, then those above it from the top down.
        let (own, above) = (holder.certificate(), holder.certificates().skip(1));
        for certificate in above.chain([own]) {
            all.push(signature(certificate, &key));
            key = certificate.key;
        }
        Ok(holder)
    };
    let lock = hold(&seal.chain)?;
    let sealing = seal.sealing.as_ref().ok_or(ScriptError::NotWhole)?;
    let (issuer, sealer) = (hold(&sealing.issuer)?, hold(&sealing.sealer)?);
    for chain in seal.people.iter() {
        hold(chain)?;
    }
    // Whoever sealed is one of those whom the journal names.
    hold(&sealing.sealer)?;
    let mut said = Vec::new();
    for carried in lists.revocations.iter() {
        said.push(by(&hold(&carried.signer)?, &carried.list)?);
    }
    for carried in seal.inspections.iter() {
        said.push(by(&hold(&carried.officer)?, &carried.digest)?);
    }
    let status = seal.status.as_ref().ok_or(ScriptError::NotWhole)?;
    let lamp = seal.lamp.as_ref().ok_or(ScriptError::NotWhole)?;
    said.push(by(&lock, status)?);
    said.push(by(&lock, lamp)?);
    said.push(by(&issuer, &sealing.manifest)?);
    said.push(by(&sealer, &sealing.policy)?);
    all.extend(said);
    Ok(all)
}

fn by<T: Statement>(holder: &Holder, signed: &Signed<T>) -> Result<Signature, ScriptError> {
    let verified = holder.verify(signed)?;
    Ok(signature(&verified, &holder.certificate().key))
}

fn signature<T: Statement>(verified: &Verified<T>, key: &PublicKey) -> Signature {
    let signed = verified.signed();
    let message = Unsigned::new(&**verified, signed.signer()).message();
    let wire = signed.to_wire();
    let (_, signature) = wire.split_at(wire.len().saturating_sub(64));
    Signature {
        key: hex(&key.to_sec1()),
        message: hex(&message),
        signature: hex(signature),
    }
}

fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
