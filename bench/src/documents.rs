//! What an item costs, in bytes, in several encodings of the same container.

use std::collections::BTreeMap;
use std::io::{self, Write as _};
use std::time::{Duration, Instant};

use railseal_inspection::documents::{
    DeliveryBill, DetailSheet, Document, MailList, SealedContainer,
};
use railseal_mail::{Container, MailError, Plan};
use railseal_protocol::identifiers::IdentifierError;
use railseal_protocol::manifest::Encoding;
use railseal_protocol::time::Timestamp;

use crate::foreseen::{self, ForeseenError};

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
    /// The trial of our own.
    #[error("the trial: {0}")]
    Foreseen(#[from] ForeseenError),
    /// The trial reads back as something else.
    #[error("the trial: a detail sheet reads back as something else")]
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
    let (mut lines, mut above) = (Vec::new(), 0);
    for (_, document) in container.documents() {
        let bytes = document.to_bytes(Encoding::Lines);
        if !matches!(document, Document::DetailSheet(_)) {
            above += bytes.len();
        }
        lines.extend(bytes);
    }
    let all = (&container.bill, &container.lists, &container.sheets);
    let json = serde_json::to_vec(&all)?;
    let mut cbor = Vec::new();
    ciborium::into_writer(&all, &mut cbor)?;
    let json_brotli = brotli(&json)?;
    // The bill and the lists stay as they are.
    let alone = foreseen::alone(&container.sheets)? + above;
    let foreseen = foreseen::write(&container.sheets)?;
    let after_each_other = foreseen.len() + above;
    let sizes = [
        ("json_bytes_per_item", json.len()),
        ("json_brotli11_bytes_per_item", json_brotli),
        ("cbor_zstd19_bytes_per_item", zstd(&cbor)?),
        ("lines_bytes_per_item", lines.len()),
        ("lines_zstd19_bytes_per_item", zstd(&lines)?),
        ("lines_brotli11_bytes_per_item", brotli(&lines)?),
        ("foreseen_sheets_alone_bytes_per_item", alone),
        ("foreseen_bytes_per_item", after_each_other),
    ];
    let per_item = |bytes: usize| rounded(bytes as f64 / container.items() as f64);
    let sizes = sizes.map(|(name, bytes)| (name, per_item(bytes)));
    let share = after_each_other as f64 / json_brotli as f64;
    let ratios = [
        ("foreseen_of_json_brotli11_ratio", rounded(share)),
        (
            "foreseen_read_of_json_read_time_ratio",
            rounded(reading(&container, &foreseen, &json)?),
        ),
    ];
    Ok(sizes.into_iter().chain(ratios).collect())
}

/// How long the trial takes to be read, against JSON that lies there uncompressed: the best of
/// several turns of each.
fn reading(container: &Container, foreseen: &[u8], json: &[u8]) -> Result<f64, MeasureError> {
    let items: Vec<usize> = container
        .sheets
        .iter()
        .map(|sheet| sheet.items.len())
        .collect();
    let (mut own, mut other) = (Duration::MAX, Duration::MAX);
    for _ in 0..TURNS {
        let started = Instant::now();
        let read = foreseen::read(foreseen, &items)?;
        own = own.min(started.elapsed());
        let same = |(read, sheet): (&Vec<_>, &DetailSheet)| read.as_slice() == &*sheet.items;
        if !read.iter().zip(&container.sheets).all(same) {
            return Err(MeasureError::ReadsOtherwise);
        }
        let started = Instant::now();
        let read: (DeliveryBill, Vec<MailList>, Vec<DetailSheet>) = serde_json::from_slice(json)?;
        other = other.min(started.elapsed());
        drop(read);
    }
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
