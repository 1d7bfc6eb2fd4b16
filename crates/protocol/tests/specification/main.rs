//! SPEC.md's bytes are the code's: every fenced block that is named `hex …` is made here from
//! fixed keys and compared with the page.
#![expect(clippy::unwrap_used, reason = "a test may fail by it")]

mod block;
mod consigning;
mod foundations;
mod link;
mod office;
mod orders;
#[path = "../parties/mod.rs"]
mod parties;
mod statements;

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use block::Block;

fn page() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("SPEC.md")
}

fn blocks() -> BTreeMap<String, String> {
    let all: Vec<Block> = [
        foundations::blocks(),
        statements::blocks(),
        orders::blocks(),
        link::blocks(),
        office::blocks(),
        consigning::blocks(),
    ]
    .into_iter()
    .flatten()
    .collect();
    let mut blocks = BTreeMap::new();
    for block in all {
        let twice = blocks.insert(block.fence().to_owned(), block.text());
        assert_eq!(twice, None, "{} is made twice", block.fence());
    }
    blocks
}

/// The page with every block as it should be, and the fences it has.
fn rewritten(page: &str, blocks: &BTreeMap<String, String>) -> (String, Vec<String>) {
    let (mut text, mut fences) = (String::new(), Vec::new());
    let mut inside = false;
    for line in page.lines() {
        if inside && line != "```" {
            continue;
        }
        inside = false;
        text.push_str(line);
        text.push('\n');
        if let Some(fence) = line.strip_prefix("```").filter(|f| f.starts_with("hex ")) {
            let block = blocks.get(fence);
            assert!(block.is_some(), "nothing makes the block {fence}");
            text.push_str(block.unwrap());
            fences.push(fence.to_owned());
            inside = true;
        }
    }
    (text, fences)
}

#[test]
fn the_bytes_on_the_page_are_the_ones_made() {
    let (page, blocks) = (fs::read_to_string(page()).unwrap(), blocks());
    let (wanted, mut fences) = rewritten(&page, &blocks);
    for (got, wanted) in page.lines().zip(wanted.lines()) {
        assert_eq!(got, wanted);
    }
    assert!(
        page == wanted,
        "a block of the page is cut short or too long"
    );
    fences.sort();
    let all: Vec<String> = blocks.into_keys().collect();
    assert_eq!(fences, all, "every block stands on the page once");
}

#[test]
fn every_file_that_the_page_names_is_there() {
    let page = fs::read_to_string(page()).unwrap();
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let names = page.split("](vectors/").skip(1);
    let mut count = 0;
    for name in names.filter_map(|rest| rest.split(')').next()) {
        assert!(folder.join("vectors").join(name).exists(), "{name}");
        count += 1;
    }
    assert!(count > 0);
}

#[test]
#[ignore = "writes SPEC.md: cargo test -p railseal-protocol --test specification -- --ignored regenerate"]
fn regenerate() {
    let text = fs::read_to_string(page()).unwrap();
    let (wanted, _) = rewritten(&text, &blocks());
    fs::write(page(), wanted).unwrap();
}
