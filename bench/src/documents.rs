//! What an item costs, in bytes, in several encodings of the same container.

use std::collections::BTreeMap;
use std::io::{self, Write as _};
use std::time::{Duration, Instant};

use railseal_inspection::documents::{
    DeliveryBill, DetailSheet, Document, DocumentError, MailList, SealedContainer,
};
use railseal_mail::{Container, MailError, Plan};
use railseal_protocol::identifiers::IdentifierError;
use railseal_protocol::manifest::{DocumentKind, Encoding};
use railseal_protocol::time::Timestamp;

/// The strongest that each compressor has.
const BROTLI: u32 = 11;
const ZSTD: i32 = 19;

/// How often each is read.
const TURNS: usize = 5;

/// Why nothing was measured.
#[derive(Debug, thiserror::Error)]
pub enum MeasureError {
    /// No container.
    #[error("a container: {0}")]
    Mail(#[from] MailError),
    /// No container's number.
    #[error("an identifier: {0}")]
    Identifier(#[from] IdentifierError),
    /// Not written as JSON.
    #[error("JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// Not written as CBOR.
    #[error("CBOR: {0}")]
    Cbor(#[from] ciborium::ser::Error<io::Error>),
    /// Not compressed.
    #[error("a compressor: {0}")]
    Compressor(#[from] io::Error),
    /// Ours is not read.
    #[error("ours: {0}")]
    Document(#[from] DocumentError),
    /// Ours reads back as something else.
    #[error("ours: a document reads back as something else")]
    ReadsOtherwise,
}

/// Bytes an item, by encoding; and what ours are of JSON under brotli.
pub fn measure() -> Result<BTreeMap<&'static str, f64>, MeasureError> {
    let sealed = SealedContainer {
        container: "CSQU3054383".parse()?,
        lock: "RSLK00000121".parse()?,
    };
    let date = Timestamp::from_unix(1_800_000_000);
    let container = Container::make(Plan::FULL, sealed, date)?;
    let documents = container.documents();
    let written = |encoding| -> Vec<Vec<u8>> {
        let documents = documents.iter();
        documents
            .map(|(_, document)| document.to_bytes(encoding))
            .collect()
    };
    let (lines, foreseen) = (
        written(Encoding::Lines).concat(),
        written(Encoding::Foreseen),
    );
    let all = (&container.bill, &container.lists, &container.sheets);
    let json = serde_json::to_vec(&all)?;
    let mut cbor = Vec::new();
    ciborium::into_writer(&all, &mut cbor)?;
    let json_brotli = brotli(&json)?;
    let own: usize = foreseen.iter().map(Vec::len).sum();
    let sizes = [
        ("json_bytes_per_item", json.len()),
        ("json_brotli11_bytes_per_item", json_brotli),
        ("cbor_zstd19_bytes_per_item", zstd(&cbor)?),
        ("lines_bytes_per_item", lines.len()),
        ("lines_zstd19_bytes_per_item", zstd(&lines)?),
        ("lines_brotli11_bytes_per_item", brotli(&lines)?),
        ("foreseen_bytes_per_item", own),
    ];
    let per_item = |bytes: usize| rounded(bytes as f64 / container.items() as f64);
    let sizes = sizes.map(|(name, bytes)| (name, per_item(bytes)));
    let share = own as f64 / json_brotli as f64;
    let ratios = [
        ("foreseen_of_json_brotli11_ratio", rounded(share)),
        (
            "foreseen_read_of_json_read_time_ratio",
            rounded(reading(&documents, &foreseen, &json)?),
        ),
    ];
    Ok(sizes.into_iter().chain(ratios).collect())
}

/// How long ours takes to be read, against JSON that lies there uncompressed: the best of several
/// turns of each.
fn reading(
    documents: &[(DocumentKind, Document)],
    foreseen: &[Vec<u8>],
    json: &[u8],
) -> Result<f64, MeasureError> {
    let (mut own, mut other) = (Duration::MAX, Duration::MAX);
    for _ in 0..TURNS {
        let started = Instant::now();
        let read = documents
            .iter()
            .zip(foreseen)
            .map(|((kind, _), bytes)| Document::from_bytes(*kind, Encoding::Foreseen, bytes))
            .collect::<Result<Vec<_>, _>>()?;
        own = own.min(started.elapsed());
        if !read
            .iter()
            .eq(documents.iter().map(|(_, document)| document))
        {
            return Err(MeasureError::ReadsOtherwise);
        }
        let started = Instant::now();
        let read: (DeliveryBill, Vec<MailList>, Vec<DetailSheet>) = serde_json::from_slice(json)?;
        other = other.min(started.elapsed());
        drop(read);
    }
    eprintln!("read in {own:?}, JSON in {other:?}");
    Ok(own.as_secs_f64() / other.as_secs_f64())
}

fn rounded(figure: f64) -> f64 {
    (figure * 1000.0).round() / 1000.0
}

fn brotli(bytes: &[u8]) -> io::Result<usize> {
    let mut out = Vec::new();
    let mut writer = brotli::CompressorWriter::new(&mut out, 1 << 16, BROTLI, 24);
    writer.write_all(bytes)?;
    drop(writer);
    Ok(out.len())
}

fn zstd(bytes: &[u8]) -> io::Result<usize> {
    Ok(zstd::encode_all(bytes, ZSTD)?.len())
}
