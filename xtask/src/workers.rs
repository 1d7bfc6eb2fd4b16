//! The workers, put beside the app in dist/: Wasm of their own, named by what is in it, as Trunk names its own.
//!
//! Trunk makes workers too, but names none of them by its contents, and the server lets browsers keep for good what is.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use data_encoding::{BASE64, HEXLOWER};
use sha2::{Digest, Sha256, Sha384};

use crate::{
    project::Project,
    wasm::{self, Profile, WasmError},
};

/// A worker of the app's.
#[derive(Debug)]
pub(crate) struct Worker {
    /// What the names of its files begin with, before a hyphen; index.html has a `meta` of this name.
    pub(crate) name: &'static str,
    /// What it does, for people.
    pub(crate) does: &'static str,
    package: &'static str,
    /// What the worker does with its Wasm.
    script: &'static str,
    profile: Profile,
    /// The most that it may weigh, in brotli-compressed bytes.
    pub(crate) budget: usize,
}

/// Every worker.
pub(crate) const ALL: [Worker; 2] = [OPTICS, PAPERS];

const OPTICS: Worker = Worker {
    name: "optics",
    does: "what draws and reads codes",
    package: "railseal-optics",
    script: "crates/optics/src/worker.js",
    profile: Profile::Small,
    // It is fetched while somebody holds a phone up to a label: with this much it is there two seconds later at 0.5
    // Mbit/s. (Half of it is a table of products that its error correction looks up.)
    budget: 125_000,
};

/// What reads the documents.
pub(crate) const PAPERS: Worker = Worker {
    name: "papers",
    does: "what reads the documents",
    package: "railseal-papers",
    script: "crates/papers/src/worker.js",
    // It is waited for at the wagon.
    profile: Profile::Fast,
    budget: 100_000,
};

impl Worker {
    /// Whether a file of dist/ is this worker's.
    pub(crate) fn owns(&self, file: &str) -> bool {
        let rest = file.strip_prefix(self.name);
        rest.is_some_and(|rest| rest.starts_with('-'))
    }

    /// Where index.html names it, for the app to find; what stands there before there is one.
    fn unnamed(&self) -> String {
        format!(r#"<meta name="{}" content="">"#, self.name)
    }
}

#[derive(Debug, thiserror::Error)]
pub(crate) enum WorkersError {
    #[error("{} could not be read ({source})", path.display())]
    NotRead { path: PathBuf, source: io::Error },
    #[error("{} could not be written ({source})", path.display())]
    NotWritten { path: PathBuf, source: io::Error },
    #[error("index.html has no place for the worker's name: `{0}`")]
    NoPlace(String),
    #[error(transparent)]
    Wasm(#[from] WasmError),
}

/// Builds a worker, the tools being there, and puts it into the app that stands in dist/.
pub(crate) fn add_to(dist: &Path, project: &Project, worker: &Worker) -> Result<(), WorkersError> {
    let built = wasm::build(project, worker.package, worker.name, worker.profile)?;
    let wasm = read(&built.wasm)?;
    let wasm_name = write(dist, worker, "_bg.wasm", &wasm)?;
    let script = script(
        &text(&built.script)?,
        &text(&project.root().join(worker.script))?,
        &wasm_name,
        &wasm,
    );
    let script_name = write(dist, worker, ".js", script.as_bytes())?;

    let index = dist.join("index.html");
    let page = named_in(&text(&index)?, worker, &script_name)?;
    fs::write(&index, page).map_err(|source| WorkersError::NotWritten {
        path: index,
        source,
    })
}

/// One file: a worker of several would ask the server for each in turn. The glue starts its Wasm once only, so it stands
/// in a function that makes it anew.
fn script(glue: &str, worker: &str, wasm_name: &str, wasm: &[u8]) -> String {
    let integrity = BASE64.encode(&Sha384::digest(wasm));
    format!(
        "const WASM = {{ name: \"/{wasm_name}\", integrity: \"sha384-{integrity}\" }};\n\
         const instantiate = () => {{\n{glue}\nreturn wasm_bindgen;\n}};\n{worker}"
    )
}

fn named_in(page: &str, worker: &Worker, script_name: &str) -> Result<String, WorkersError> {
    let unnamed = worker.unnamed();
    let Some((before, after)) = page.split_once(&unnamed) else {
        return Err(WorkersError::NoPlace(unnamed));
    };
    let name = worker.name;
    Ok(format!(
        r#"{before}<meta name="{name}" content="/{script_name}">{after}"#
    ))
}

/// Writes a file that is named by what is in it; gives its name.
fn write(
    dist: &Path,
    worker: &Worker,
    ending: &str,
    contents: &[u8],
) -> Result<String, WorkersError> {
    let hash = HEXLOWER.encode(&Sha256::digest(contents));
    let hash = hash.get(..16).unwrap_or_default();
    let name = format!("{}-{hash}{ending}", worker.name);
    let path = dist.join(&name);
    match fs::write(&path, contents) {
        Ok(()) => Ok(name),
        Err(source) => Err(WorkersError::NotWritten { path, source }),
    }
}

fn read(path: &Path) -> Result<Vec<u8>, WorkersError> {
    let bytes = fs::read(path);
    bytes.map_err(|source| WorkersError::NotRead {
        path: path.to_owned(),
        source,
    })
}

fn text(path: &Path) -> Result<String, WorkersError> {
    Ok(String::from_utf8_lossy(&read(path)?).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_names_the_worker_and_the_worker_its_wasm() {
        let [optics, papers] = &ALL;
        let page = format!("<head>{}</head>", optics.unnamed());
        let page = named_in(&page, optics, "optics-0f.js");
        let named = r#"<head><meta name="optics" content="/optics-0f.js"></head>"#;
        assert!(page.is_ok_and(|page| page == named));
        assert!(matches!(
            named_in("<head>", papers, "x"),
            Err(WorkersError::NoPlace(_))
        ));
        assert!(papers.owns("papers-0f.js") && !papers.owns("paper.svg"));
        let script = script(
            "let wasm_bindgen;",
            "work();",
            "optics-1a_bg.wasm",
            b"\0asm",
        );
        assert!(script.contains(r#"name: "/optics-1a_bg.wasm", integrity: "sha384-"#));
        assert!(script.ends_with("return wasm_bindgen;\n};\nwork();"));
    }
}
