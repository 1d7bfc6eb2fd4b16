//! What a first load of the PWA weighs: every file that index.html makes a browser fetch, raw and brotli-compressed.

mod references;

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt, fs, io,
    path::{Path, PathBuf},
};

use brotli::enc::{BrotliEncoderMaxCompressedSize, BrotliEncoderParams};

/// The most that a first load may weigh, in brotli-compressed bytes. (Issue 2.)
pub(crate) const BROTLI_BUDGET: usize = 350_000;

/// The files of a first load, in the order of their paths.
#[derive(Debug)]
pub(crate) struct FirstLoad {
    files: BTreeMap<String, Weight>,
}

/// Bytes of one file, or of several.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
struct Weight {
    raw: usize,
    brotli: usize,
}

#[derive(Debug, thiserror::Error)]
pub(crate) enum FirstLoadError {
    #[error("{} could not be read ({source}): run `cargo xtask build`", path.display())]
    NotRead { path: PathBuf, source: io::Error },
    #[error("{} could not be compressed ({source})", path.display())]
    NotCompressed { path: PathBuf, source: io::Error },
    #[error(
        "nothing that index.html loads is Wasm, so the figures would be false: name it in index.html or a script of it"
    )]
    NoWasm,
    #[error(
        "a first load weighs {brotli} bytes in brotli, {} over the budget of {budget}: \
         make it smaller, or load a part of it later",
        brotli.saturating_sub(*budget)
    )]
    OverBudget { brotli: usize, budget: usize },
}

impl FirstLoad {
    /// Follows index.html through everything it loads, and weighs it.
    pub(crate) fn measure(dist: &Path) -> Result<Self, FirstLoadError> {
        let mut files = BTreeMap::new();
        let mut waiting = BTreeSet::from(["index.html".to_owned()]);
        while let Some(file) = waiting.pop_first() {
            let path = dist.join(&file);
            let bytes = fs::read(&path).map_err(|source| FirstLoadError::NotRead {
                path: path.clone(),
                source,
            })?;
            let referred = references::of(&file, &bytes).filter(|next| dist.join(next).is_file());
            waiting.extend(referred.filter(|next| *next != file && !files.contains_key(next)));
            let brotli = brotli_size(&bytes)
                .map_err(|source| FirstLoadError::NotCompressed { path, source })?;
            files.insert(
                file,
                Weight {
                    raw: bytes.len(),
                    brotli,
                },
            );
        }
        if files.keys().any(|file| file.ends_with(".wasm")) {
            Ok(Self { files })
        } else {
            Err(FirstLoadError::NoWasm)
        }
    }

    /// Refuses what weighs more than `budget` brotli-compressed bytes.
    pub(crate) fn within(&self, budget: usize) -> Result<(), FirstLoadError> {
        match self.total().brotli {
            brotli if brotli > budget => Err(FirstLoadError::OverBudget { brotli, budget }),
            _ => Ok(()),
        }
    }

    /// The figures that are watched over time.
    pub(crate) fn figures(&self) -> BTreeMap<&'static str, serde_json::Number> {
        let total = self.total();
        let wasm = self.sum(|file| file.ends_with(".wasm"));
        BTreeMap::from([
            ("first_load_raw_bytes", total.raw.into()),
            ("first_load_brotli_bytes", total.brotli.into()),
            ("first_load_wasm_raw_bytes", wasm.raw.into()),
            ("first_load_wasm_brotli_bytes", wasm.brotli.into()),
            ("first_load_files_count", self.files.len().into()),
        ])
    }

    fn total(&self) -> Weight {
        self.sum(|_| true)
    }

    fn sum(&self, counts: impl Fn(&str) -> bool) -> Weight {
        let counted = self.files.iter().filter(|(file, _)| counts(file));
        counted.fold(Weight::default(), |sum, (_, weight)| Weight {
            raw: sum.raw + weight.raw,
            brotli: sum.brotli + weight.brotli,
        })
    }
}

/// The table that `cargo xtask build` prints.
impl fmt::Display for FirstLoad {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let longest = self
            .files
            .keys()
            .map(String::len)
            .max()
            .unwrap_or(0)
            .max(24);
        writeln!(
            f,
            "{:<longest$}  {:>10}  {:>10}",
            "first load", "raw", "brotli"
        )?;
        for (file, weight) in &self.files {
            writeln!(
                f,
                "{file:<longest$}  {:>10}  {:>10}",
                weight.raw, weight.brotli
            )?;
        }
        let total = self.total();
        writeln!(
            f,
            "{:<longest$}  {:>10}  {:>10}",
            "total, bytes", total.raw, total.brotli
        )?;
        writeln!(
            f,
            "{:<longest$}  {:>10}  {:>10}",
            "budget", "", BROTLI_BUDGET
        )
    }
}

/// The size at quality 11 with the largest window that browsers accept, as a server would have it ready.
fn brotli_size(bytes: &[u8]) -> io::Result<usize> {
    let parameters = BrotliEncoderParams {
        quality: 11,
        lgwin: 24,
        size_hint: bytes.len(),
        ..Default::default()
    };
    let mut compressed = Vec::with_capacity(BrotliEncoderMaxCompressedSize(bytes.len()));
    brotli::BrotliCompress(&mut &bytes[..], &mut compressed, &parameters)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weighing(brotli: usize) -> FirstLoad {
        FirstLoad {
            files: BTreeMap::from([(
                "app.wasm".to_owned(),
                Weight {
                    raw: brotli * 3,
                    brotli,
                },
            )]),
        }
    }

    #[test]
    fn one_byte_over_the_budget_fails() {
        assert!(weighing(350_000).within(350_000).is_ok());
        let refused = weighing(350_001).within(350_000);
        assert!(matches!(
            refused,
            Err(FirstLoadError::OverBudget {
                brotli: 350_001,
                budget: 350_000
            })
        ));
    }

    #[test]
    fn all_that_index_html_leads_to_is_weighed_and_nothing_else() -> io::Result<()> {
        let dist = tempfile::tempdir()?;
        for (file, contents) in [
            (
                "index.html",
                r#"<link rel="stylesheet" href="/app.css"><script type="module" src="/boot.js"></script>"#,
            ),
            (
                "boot.js",
                "import init from './app.js'; init('/app_bg.wasm')",
            ),
            ("app.js", "export default 1"),
            ("app_bg.wasm", "\0asm"),
            ("app.css", "body { background: url(paper.svg) }"),
            ("paper.svg", "<svg/>"),
            ("training.wasm", "later"),
        ] {
            fs::write(dist.path().join(file), contents)?;
        }
        let first_load = FirstLoad::measure(dist.path()).map_err(io::Error::other)?;
        let files: Vec<&str> = first_load.files.keys().map(String::as_str).collect();
        assert_eq!(
            files,
            [
                "app.css",
                "app.js",
                "app_bg.wasm",
                "boot.js",
                "index.html",
                "paper.svg"
            ]
        );
        Ok(())
    }

    #[test]
    fn figures_without_the_wasm_are_refused() -> io::Result<()> {
        let dist = tempfile::tempdir()?;
        fs::write(dist.path().join("index.html"), "<p>nothing</p>")?;
        assert!(matches!(
            FirstLoad::measure(dist.path()),
            Err(FirstLoadError::NoWasm)
        ));
        Ok(())
    }

    #[test]
    fn compression_compresses() {
        assert!(brotli_size(&[7; 10_000]).is_ok_and(|size| size < 100));
    }
}
