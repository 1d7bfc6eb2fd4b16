//! What an item costs, in bytes, in several encodings of the same container.

use std::collections::BTreeMap;
use std::io::{self, Write as _};

use railseal_inspection::documents::{Document, SealedContainer};
use railseal_mail::{Container, MailError, Plan};
use railseal_protocol::identifiers::IdentifierError;
use railseal_protocol::manifest::Encoding;
use railseal_protocol::time::Timestamp;

use crate::foreseen::{self, ForeseenError};

/// The strongest that each compressor has.
const BROTLI: u32 = 11;
const ZSTD: i32 = 19;

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
    let after_each_other = foreseen::after_each_other(&container.sheets)? + above;
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
    let ratio = ("foreseen_of_json_brotli11_ratio", rounded(share));
    Ok(sizes.into_iter().chain([ratio]).collect())
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
