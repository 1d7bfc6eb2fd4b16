//! Which files a file of the PWA may make a browser fetch.
//!
//! Told without a parser of three languages: every quoted string, every `url(…)` of a style sheet, and every attribute
//! that a minifier has taken the quotes from. The caller keeps those that are names of files; a string that is one by chance makes the figure larger, never smaller.

use std::path::Path;

/// What `file` refers to, as paths inside the folder that is served. Not followed: manifests (their icons are fetched when
/// the app is installed), service workers (what they fetch is fetched after the first load), and anything not text.
pub(super) fn of(file: &str, bytes: &[u8]) -> impl Iterator<Item = String> {
    let text = match Path::new(file)
        .extension()
        .and_then(|extension| extension.to_str())
    {
        Some("html" | "js" | "mjs" | "css") if !is_service_worker(file) => {
            String::from_utf8_lossy(bytes).into_owned()
        }
        _ => String::new(),
    };
    let targets = quoted(&text)
        .chain(in_url(&text))
        .chain(in_unquoted_attributes(&text));
    let found: Vec<String> = targets.filter_map(|target| resolve(file, target)).collect();
    found.into_iter()
}

/// The usual names; the one way to tell a service worker from a script is how it is registered.
fn is_service_worker(file: &str) -> bool {
    let name = file.rsplit('/').next().unwrap_or(file);
    name.starts_with("sw.")
        || name.starts_with("sw-")
        || name.starts_with("service-worker")
        || name.starts_with("service_worker")
}

/// What stands between any two quotes of a kind on one line.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    let on_line = |line| {
        ['"', '\'', '`']
            .into_iter()
            .flat_map(move |quote| str::split(line, quote).skip(1))
    };
    text.lines().flat_map(on_line)
}

fn in_url(text: &str) -> impl Iterator<Item = &str> {
    text.split("url(")
        .skip(1)
        .filter_map(|rest| rest.split_once(')'))
        .map(|(target, _)| target)
}

fn in_unquoted_attributes(text: &str) -> impl Iterator<Item = &str> {
    text.split('=')
        .skip(1)
        .filter_map(|rest| rest.split([' ', '>', '\n']).next())
}

/// The path inside the served folder, or `None` for what lies elsewhere.
fn resolve(file: &str, target: &str) -> Option<String> {
    let target = target.split(['?', '#']).next().unwrap_or(target);
    if target.is_empty()
        || target.len() > 200
        || target.contains("//")
        || target.contains(char::is_whitespace)
    {
        return None;
    }
    let (base, relative) = match target.strip_prefix('/') {
        Some(absolute) => ("", absolute),
        None => (
            file.rsplit_once('/').map_or("", |(folder, _)| folder),
            target,
        ),
    };
    let mut parts: Vec<&str> = base.split('/').filter(|part| !part.is_empty()).collect();
    for part in relative.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            _ => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(file: &str, text: &str) -> Vec<String> {
        of(file, text.as_bytes()).collect()
    }

    #[test]
    fn attributes_imports_and_urls_are_found() {
        assert!(
            found(
                "index.html",
                r#"<link href="/app-1.css?v=2" integrity="sha384-x">"#
            )
            .contains(&"app-1.css".to_owned())
        );
        assert!(
            found("index.html", "<script type=module src=/boot.js></script>")
                .contains(&"boot.js".to_owned())
        );
        assert!(found("boot.js", "import init from './app.js';").contains(&"app.js".to_owned()));
        assert!(found("js/boot.js", "fetch(`../app.wasm`)").contains(&"app.wasm".to_owned()));
        assert_eq!(
            found("app.css", "a{background:url(/icons/lock.svg#x)}"),
            ["icons/lock.svg"]
        );
    }

    #[test]
    fn other_origins_and_other_folders_are_not() {
        assert!(
            !found("index.html", r#"<a href="https://example.org/app.js">"#)
                .iter()
                .any(|path| path.contains("app.js"))
        );
        assert_eq!(resolve("index.html", "../secret"), None);
    }

    #[test]
    fn a_manifest_and_a_service_worker_are_not_followed() {
        assert!(found("manifest.webmanifest", r#"{"icons":[{"src":"/icon.png"}]}"#).is_empty());
        assert!(found("sw.js", "cache.add('/training.wasm')").is_empty());
    }
}
