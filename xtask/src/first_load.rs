//! What a first load of the PWA weighs: every file that index.html makes a browser fetch, raw and brotli-compressed.
//! What the app fetches only when it is wanted is weighed by itself.

mod references;

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt, fs, io,
    path::{Path, PathBuf},
};

use brotli::enc::{BrotliEncoderMaxCompressedSize, BrotliEncoderParams};

use crate::workers::{self, Worker};

/// The most that a first load may weigh, in brotli-compressed bytes. (Issue 2.)
const BROTLI_BUDGET: usize = 350_000;

/// The files of a first load, and those of each worker, in the order of their paths.
#[derive(Debug)]
pub(crate) struct FirstLoad {
    files: BTreeMap<String, Weight>,
    /// In the order of [`workers::ALL`].
    workers: Vec<BTreeMap<String, Weight>>,
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
    #[error(
        "{does} weighs {brotli} bytes in brotli, {} over its budget of {budget}",
        brotli.saturating_sub(*budget)
    )]
    WorkerOverBudget {
        does: &'static str,
        brotli: usize,
        budget: usize,
    },
}

impl FirstLoad {
    /// Follows index.html through everything it loads, and weighs it; then what the app loads by itself.
    pub(crate) fn measure(dist: &Path) -> Result<Self, FirstLoadError> {
        let files = weigh(dist, BTreeSet::from(["index.html".to_owned()]))?;
        if !files.keys().any(|file| file.ends_with(".wasm")) {
            return Err(FirstLoadError::NoWasm);
        }
        let workers = workers::ALL.iter().map(|worker| of_worker(dist, worker));
        Ok(Self {
            files,
            workers: workers.collect::<Result<_, _>>()?,
        })
    }

    /// Refuses what weighs more than it may.
    pub(crate) fn within_budgets(&self) -> Result<(), FirstLoadError> {
        let (brotli, budget) = (sum(&self.files).brotli, BROTLI_BUDGET);
        if brotli > budget {
            return Err(FirstLoadError::OverBudget { brotli, budget });
        }
        for (worker, files) in workers::ALL.iter().zip(&self.workers) {
            let (brotli, budget) = (sum(files).brotli, worker.budget);
            if brotli > budget {
                return Err(FirstLoadError::WorkerOverBudget {
                    does: worker.does,
                    brotli,
                    budget,
                });
            }
        }
        Ok(())
    }

    /// The figures that are watched over time.
    pub(crate) fn figures(&self) -> BTreeMap<String, serde_json::Number> {
        let total = sum(&self.files);
        let wasm = self
            .files
            .iter()
            .filter(|(file, _)| file.ends_with(".wasm"));
        let wasm = sum(wasm);
        let first = [
            ("first_load_raw_bytes", total.raw),
            ("first_load_brotli_bytes", total.brotli),
            ("first_load_wasm_raw_bytes", wasm.raw),
            ("first_load_wasm_brotli_bytes", wasm.brotli),
            ("first_load_files_count", self.files.len()),
        ];
        let first = first.map(|(name, figure)| (name.to_owned(), figure.into()));
        let workers = workers::ALL.iter().zip(&self.workers);
        let workers = workers.flat_map(|(Worker { name, .. }, files)| {
            let Weight { raw, brotli } = sum(files);
            [
                (format!("{name}_raw_bytes"), raw.into()),
                (format!("{name}_brotli_bytes"), brotli.into()),
            ]
        });
        first.into_iter().chain(workers).collect()
    }
}

/// The tables that `cargo xtask build` prints.
impl fmt::Display for FirstLoad {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        table(f, "first load", &self.files, BROTLI_BUDGET)?;
        for (worker, files) in workers::ALL.iter().zip(&self.workers) {
            writeln!(f)?;
            table(f, worker.does, files, worker.budget)?;
        }
        Ok(())
    }
}

fn table(
    f: &mut fmt::Formatter<'_>,
    title: &str,
    files: &BTreeMap<String, Weight>,
    budget: usize,
) -> fmt::Result {
    let longest = files.keys().map(String::len).max().unwrap_or(0).max(36);
    writeln!(f, "{title:<longest$}  {:>10}  {:>10}", "raw", "brotli")?;
    let total = sum(files);
    let rows = files.iter().map(|(file, weight)| (file.as_str(), weight));
    for (name, Weight { raw, brotli }) in rows.chain([("total, bytes", &total)]) {
        writeln!(f, "{name:<longest$}  {raw:>10}  {brotli:>10}")?;
    }
    writeln!(f, "{:<longest$}  {:>10}  {budget:>10}", "budget", "")
}

fn sum<'w>(files: impl IntoIterator<Item = (&'w String, &'w Weight)>) -> Weight {
    let weights = files.into_iter().map(|(_, weight)| weight);
    weights.fold(Weight::default(), |sum, weight| Weight {
        raw: sum.raw + weight.raw,
        brotli: sum.brotli + weight.brotli,
    })
}

/// Weighs these files and all that they lead to, but for what the app fetches when it is wanted.
fn weigh(
    dist: &Path,
    mut waiting: BTreeSet<String>,
) -> Result<BTreeMap<String, Weight>, FirstLoadError> {
    let mut files = BTreeMap::new();
    while let Some(file) = waiting.pop_first() {
        let (bytes, weight) = weight(dist, &file)?;
        let referred = references::of(&file, &bytes)
            .filter(|next| dist.join(next).is_file() && !is_a_workers(next));
        waiting.extend(referred.filter(|next| *next != file && !files.contains_key(next)));
        files.insert(file, weight);
    }
    Ok(files)
}

fn is_a_workers(file: &str) -> bool {
    workers::ALL.iter().any(|worker| worker.owns(file))
}

fn of_worker(dist: &Path, worker: &Worker) -> Result<BTreeMap<String, Weight>, FirstLoadError> {
    let own = names_in(dist)?.filter(|file| worker.owns(file));
    own.map(|file| {
        let (_, weight) = weight(dist, &file)?;
        Ok((file, weight))
    })
    .collect()
}

/// A file, and what it weighs.
fn weight(dist: &Path, file: &str) -> Result<(Vec<u8>, Weight), FirstLoadError> {
    let path = dist.join(file);
    let bytes = match fs::read(&path) {
        Ok(bytes) => bytes,
        Err(source) => return Err(FirstLoadError::NotRead { path, source }),
    };
    let brotli =
        brotli_size(&bytes).map_err(|source| FirstLoadError::NotCompressed { path, source })?;
    let raw = bytes.len();
    Ok((bytes, Weight { raw, brotli }))
}

fn names_in(dist: &Path) -> Result<impl Iterator<Item = String>, FirstLoadError> {
    let entries = fs::read_dir(dist).map_err(|source| FirstLoadError::NotRead {
        path: dist.to_owned(),
        source,
    })?;
    let names = entries.flatten().map(|entry| entry.file_name());
    Ok(names.filter_map(|name| name.into_string().ok()))
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

    fn weighing(brotli: usize) -> BTreeMap<String, Weight> {
        let raw = brotli * 3;
        BTreeMap::from([("any.wasm".to_owned(), Weight { raw, brotli })])
    }

    fn of(first: usize, later: usize) -> FirstLoad {
        FirstLoad {
            files: weighing(first),
            workers: vec![weighing(later)],
        }
    }

    #[test]
    fn one_byte_over_a_budget_fails() {
        let (first, later) = (BROTLI_BUDGET, workers::ALL[0].budget);
        assert!(of(first, later).within_budgets().is_ok());
        assert!(matches!(
            of(first + 1, later).within_budgets(),
            Err(FirstLoadError::OverBudget {
                brotli: 350_001,
                ..
            })
        ));
        assert!(matches!(
            of(first, later + 1).within_budgets(),
            Err(FirstLoadError::WorkerOverBudget { .. })
        ));
    }

    #[test]
    fn all_that_index_html_leads_to_is_weighed_and_nothing_else() -> io::Result<()> {
        let dist = tempfile::tempdir()?;
        for (file, contents) in [
            (
                "index.html",
                r#"<link rel="stylesheet" href="/app.css"><meta content="/optics-1.js"><script type="module" src="/boot.js"></script>"#,
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
            ("optics-1.js", "fetch('/optics-2.wasm')"),
            ("optics-2.wasm", "later"),
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
        let optics: Vec<&str> = first_load.workers[0].keys().map(String::as_str).collect();
        assert_eq!(optics, ["optics-1.js", "optics-2.wasm"]);
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
