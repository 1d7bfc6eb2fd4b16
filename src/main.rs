//! Railseal's PWA: where it begins in the browser.

#[cfg(target_arch = "wasm32")]
fn main() {
    railseal::app::start();
}

/// On the host there is no page to show; the rules of the library are tested there. What is made
/// there are the files of the languages that are not built into the app.
#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    use railseal::words::Language;
    use railseal::words::catalogue::{file, file_name, path};
    let mut arguments = std::env::args_os().skip(1);
    let (Some("words"), Some(folder), None) = (
        arguments.next().as_deref().and_then(|word| word.to_str()),
        arguments.next(),
        arguments.next(),
    ) else {
        eprintln!(
            "this is the page's entry point: run `cargo xtask start` instead\n\
             usage: railseal words FOLDER   writes the languages that the app loads when asked"
        );
        return std::process::ExitCode::FAILURE;
    };
    let folder = std::path::PathBuf::from(folder);
    for language in Language::ALL.into_iter().filter(|l| path(*l).is_some()) {
        let place = folder.join(file_name(language));
        if let Err(error) = std::fs::write(&place, file(language)) {
            eprintln!("{} could not be written: {error}", place.display());
            return std::process::ExitCode::FAILURE;
        }
    }
    std::process::ExitCode::SUCCESS
}
