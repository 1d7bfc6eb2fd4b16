//! The worker that draws and reads codes, put beside the app in dist/: named by what is in it, as Trunk names its own.
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
    wasm::{self, WasmError},
};

/// What the names of its files begin with.
pub(crate) const PREFIX: &str = "optics-";

/// What the worker does with its Wasm.
const WORKER: &str = "crates/optics/src/worker.js";

/// Where index.html names the worker, for the app to find; what stands there before there is one.
const UNNAMED: &str = r#"<meta name="optics" content="">"#;

#[derive(Debug, thiserror::Error)]
pub(crate) enum OpticsError {
    #[error("{} could not be read ({source})", path.display())]
    NotRead { path: PathBuf, source: io::Error },
    #[error("{} could not be written ({source})", path.display())]
    NotWritten { path: PathBuf, source: io::Error },
    #[error("index.html has no place for the worker's name: `{UNNAMED}`")]
    NoPlace,
    #[error(transparent)]
    Wasm(#[from] WasmError),
}

/// Builds the worker, the tools being there, and puts it into the app that stands in dist/.
pub(crate) fn add_to(dist: &Path, project: &Project) -> Result<(), OpticsError> {
    let built = wasm::build(project, "railseal-optics", "optics")?;
    let wasm = read(&built.wasm)?;
    let wasm_name = write(dist, "_bg.wasm", &wasm)?;
    let script = script(
        &text(&built.script)?,
        &text(&project.root().join(WORKER))?,
        &wasm_name,
        &wasm,
    );
    let script_name = write(dist, ".js", script.as_bytes())?;

    let index = dist.join("index.html");
    let page = named_in(&text(&index)?, &script_name)?;
    fs::write(&index, page).map_err(|source| OpticsError::NotWritten {
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

fn named_in(page: &str, script_name: &str) -> Result<String, OpticsError> {
    let (before, after) = page.split_once(UNNAMED).ok_or(OpticsError::NoPlace)?;
    Ok(format!(
        r#"{before}<meta name="optics" content="/{script_name}">{after}"#
    ))
}

/// Writes a file that is named by what is in it; gives its name.
fn write(dist: &Path, ending: &str, contents: &[u8]) -> Result<String, OpticsError> {
    let hash = HEXLOWER.encode(&Sha256::digest(contents));
    let hash = hash.get(..16).unwrap_or_default();
    let name = format!("{PREFIX}{hash}{ending}");
    let path = dist.join(&name);
    match fs::write(&path, contents) {
        Ok(()) => Ok(name),
        Err(source) => Err(OpticsError::NotWritten { path, source }),
    }
}

fn read(path: &Path) -> Result<Vec<u8>, OpticsError> {
    let bytes = fs::read(path);
    bytes.map_err(|source| OpticsError::NotRead {
        path: path.to_owned(),
        source,
    })
}

fn text(path: &Path) -> Result<String, OpticsError> {
    Ok(String::from_utf8_lossy(&read(path)?).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_names_the_worker_and_the_worker_its_wasm() {
        let page = named_in(&format!("<head>{UNNAMED}</head>"), "optics-0f.js");
        let named = r#"<head><meta name="optics" content="/optics-0f.js"></head>"#;
        assert!(page.is_ok_and(|page| page == named));
        assert!(matches!(named_in("<head>", "x"), Err(OpticsError::NoPlace)));
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
