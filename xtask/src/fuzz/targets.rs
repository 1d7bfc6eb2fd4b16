//! Which targets there are: the files of fuzz/src/bin/.

use std::fs;

use super::FuzzError;
use crate::project::Project;

/// Every target's name, in order.
pub(super) fn all(project: &Project) -> Result<Vec<String>, FuzzError> {
    let folder = project.root().join("fuzz/src/bin");
    let not_read = |source| FuzzError::File {
        path: folder.clone(),
        done: "read",
        source,
    };
    let mut names = Vec::new();
    for entry in fs::read_dir(&folder).map_err(not_read)? {
        let file = entry.map_err(not_read)?.path();
        let stem = file.file_stem().map(|stem| stem.to_string_lossy());
        names.extend(stem.map(|stem| stem.into_owned()));
    }
    names.sort();
    Ok(names)
}

/// Those that were named, in the order in which they were; all where none was.
pub(super) fn chosen(there: Vec<String>, named: &[String]) -> Result<Vec<String>, FuzzError> {
    match named.iter().find(|name| !there.contains(name)) {
        Some(unknown) => Err(FuzzError::Unknown {
            name: unknown.clone(),
            there,
        }),
        None if named.is_empty() => Ok(there),
        None => Ok(named.to_vec()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn without_a_name_it_is_all() {
        let all = names(&["segments", "status"]);
        assert!(chosen(all.clone(), &[]).is_ok_and(|chosen| chosen == all));
    }

    #[test]
    fn an_unknown_name_lists_what_there_is() {
        let refused = chosen(names(&["segments", "status"]), &names(&["state"]));
        let said = refused.map_err(|error| error.to_string());
        assert!(said.is_err_and(|said| said.contains("\"state\"") && said.contains("  status")));
    }
}
