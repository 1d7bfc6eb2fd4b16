//! Railseal's PWA: where it begins in the browser.

#[cfg(target_arch = "wasm32")]
fn main() {
    railseal::app::start();
}

/// On the host there is no page to show; the rules of the library are tested there.
#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("this is the page's entry point: run `cargo xtask start` instead");
}
