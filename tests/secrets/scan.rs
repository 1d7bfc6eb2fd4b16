//! Finds the types that hold a secret, by the text of the sources: whoever holds one of those that do, or has a field
//! that is called like one, does too.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// What a field that is a secret in itself may be called.
const TELLING: [&str; 6] = ["secret", "seed", "scalar", "private", "password", "entropy"];

/// A struct or an enum, as its source says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Declared {
    pub(crate) name: String,
    /// Whether it can be printed with `Debug`.
    pub(crate) prints: bool,
    /// Whether it then prints its parts, one by one.
    pub(crate) derives: bool,
    fields: Vec<String>,
    types: Vec<String>,
}

/// A package's sources, and the packages before it that it knows.
pub(crate) struct Package<'n> {
    pub(crate) name: &'n str,
    pub(crate) knows: &'n [&'n str],
    /// Names that mean a type of a crate that is not ours.
    pub(crate) foreign: &'n [&'n str],
    pub(crate) declared: Vec<Declared>,
}

/// Everything that is declared below a folder.
pub(crate) fn declared_in(folder: &Path) -> Vec<Declared> {
    let mut sources = Vec::new();
    read_sources(folder, &mut sources);
    declared(&sources.join("\n"))
}

/// Those that hold a secret: they are among `seeds`, hold one that does, or have a field called like one. With the package
/// of each.
pub(crate) fn holders<'p>(
    packages: &'p [Package<'p>],
    seeds: &[&str],
) -> Vec<(&'p str, &'p Declared)> {
    let mut found: BTreeSet<(&str, &str)> = BTreeSet::new();
    loop {
        let before = found.len();
        for package in packages {
            for one in &package.declared {
                let held = |name: &String| {
                    seeds.contains(&name.as_str())
                        || meant_by(packages, package, name)
                            .is_some_and(|owner| found.contains(&(owner, name.as_str())))
                };
                let is_seed = seeds.contains(&one.name.as_str());
                let telling = one
                    .fields
                    .iter()
                    .any(|field| TELLING.contains(&field.as_str()));
                if is_seed || telling || one.types.iter().any(held) {
                    found.insert((package.name, &one.name));
                }
            }
        }
        if found.len() == before {
            break;
        }
    }
    let all = packages.iter().flat_map(|package| {
        let named = package.declared.iter();
        named.map(|one| (package.name, one))
    });
    all.filter(|(package, one)| found.contains(&(*package, one.name.as_str())))
        .collect()
}

/// The package whose type is meant by a name: the own one's, or one's that it knows.
fn meant_by<'p>(packages: &'p [Package<'p>], of: &Package<'p>, name: &str) -> Option<&'p str> {
    if of.foreign.contains(&name) {
        return None;
    }
    let declares = |package: &&Package<'p>| package.declared.iter().any(|one| one.name == *name);
    let own = packages.iter().find(|package| package.name == of.name);
    let known = packages
        .iter()
        .filter(|package| of.knows.contains(&package.name));
    own.into_iter()
        .chain(known)
        .find(declares)
        .map(|package| package.name)
}

fn read_sources(folder: &Path, into: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            read_sources(&path, into);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            into.push(fs::read_to_string(path).unwrap());
        }
    }
}

/// The structs and enums of a source.
pub(crate) fn declared(source: &str) -> Vec<Declared> {
    let words = words(source);
    let mut all = Vec::new();
    let mut derives = false;
    for (at, word) in words.iter().enumerate() {
        match word.as_str() {
            "derive" => derives |= attribute(&words[at..]).any(|word| word == "Debug"),
            "fn" | "impl" | "mod" | "use" | "trait" => derives = false,
            "struct" | "enum" | "union" => {
                let name = &words[at + 1];
                let (fields, types) = members(&words[at + 2..], word == "enum");
                all.push(Declared {
                    name: name.clone(),
                    derives,
                    prints: derives || implements_debug(&words, name),
                    fields,
                    types,
                });
                derives = false;
            }
            _ => {}
        }
    }
    all
}

/// The words of an attribute's list.
fn attribute(words: &[String]) -> impl Iterator<Item = &String> {
    words.iter().take_while(|word| *word != "]")
}

fn implements_debug(words: &[String], name: &str) -> bool {
    let says = |three: &[String]| three[0] == "Debug" && three[1] == "for" && three[2] == name;
    words.windows(3).any(says)
}

/// The names of the fields, and every name in their types. What comes before the body is parameters and their bounds.
fn members(words: &[String], of_enum: bool) -> (Vec<String>, Vec<String>) {
    let (mut fields, mut types, mut depth, mut angles) = (Vec::new(), Vec::new(), 0, 0);
    for (at, word) in words.iter().enumerate() {
        let next = words.get(at + 1).map_or("", String::as_str);
        match word.as_str() {
            ";" if depth == 0 => break,
            "<" => angles += 1,
            ">" => angles -= 1,
            "{" | "(" | "[" => depth += 1,
            "}" | ")" | "]" => {
                depth -= 1;
                // A tuple struct goes on with its semicolon, everything else ends with its body.
                if depth == 0 && word == "}" {
                    break;
                }
            }
            _ if depth == 0 || !is_name(word) => {}
            _ if next == ":" => fields.push(word.clone()),
            _ if of_enum && depth == 1 && angles == 0 => {}
            _ => types.push(word.clone()),
        }
    }
    (fields, types)
}

fn is_name(word: &str) -> bool {
    word.chars()
        .all(|sign| sign.is_alphanumeric() || sign == '_')
}

/// Names and signs, without comments and what is between quotes. `::` is one sign.
fn words(source: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for line in source.lines() {
        let line = line.split("//").next().unwrap_or_default();
        let mut rest = line;
        while let Some(sign) = rest.chars().next() {
            let name = rest
                .find(|sign: char| !(sign.is_alphanumeric() || sign == '_'))
                .unwrap_or(rest.len());
            let length = match sign {
                '"' => rest[1..].find('"').map_or(rest.len(), |end| end + 2),
                _ if rest.starts_with("::") => 2,
                _ if name > 0 => name,
                _ => sign.len_utf8(),
            };
            if sign != '"' && !sign.is_whitespace() {
                words.push(rest[..length].to_owned());
            }
            rest = &rest[length..];
        }
    }
    words
}

#[test]
fn a_key_in_a_field_of_a_field_is_found() {
    let source = "
        #[derive(Debug, Clone)]
        pub struct Ring<T> { keys: Vec<SigningKey>, size: u8 }
        /// Holds a Ring only in its name: SigningKey.
        #[derive(Debug)]
        enum Ringing { Bell(u8), SigningKey, Held { by: Option<Ring<u8>> } }
        struct Quiet(Box<[Ringing; 2]>);
        impl fmt::Debug for Quiet {}
        pub struct Mute(pub Quiet);
        #[derive(Debug)]
        pub struct Innocent { key: PublicKey }
        #[derive(Debug)]
        enum AlsoInnocent { SigningKey, Quiet { name: \"Ring\" } }
        #[derive(Debug)]
        pub struct Telling { seed: [u8; 32] }
    ";
    let packages = [Package {
        name: "one",
        knows: &[],
        foreign: &[],
        declared: declared(source),
    }];
    let found = holders(&packages, &["SigningKey"]);
    let found = found.iter().map(|(_, one)| (one.name.as_str(), one.prints));
    let found: Vec<_> = found.collect();
    assert_eq!(
        found,
        [
            ("Ring", true),
            ("Ringing", true),
            ("Quiet", true),
            ("Mute", false),
            ("Telling", true)
        ]
    );
}

#[test]
fn a_type_of_the_same_name_in_another_package_is_another() {
    let package = |name, knows, source| Package {
        name,
        knows,
        foreign: &[],
        declared: declared(source),
    };
    let packages = [
        package("far", &[], "struct Link(SigningKey);"),
        package("near", &["far"], "struct Link(u8); struct Uses(Link);"),
        package("next", &["far"], "struct Uses(Link);"),
        package("stranger", &[], "struct Uses(Link);"),
    ];
    let found = holders(&packages, &["SigningKey"]);
    let found = found
        .iter()
        .map(|(package, one)| (*package, one.name.as_str()));
    assert!(found.eq([("far", "Link"), ("next", "Uses")]));
}
