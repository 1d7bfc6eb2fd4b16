//! The vectors' files (crates/protocol/vectors/README.md), taken apart.

use std::io;
use std::path::Path;

use railseal::orders::agreement::{Request, agreed_to_bytes};
use railseal_inspection::record::InspectionRecord;
use railseal_protocol::call::{Presence, Presentation};
use railseal_protocol::certificate::Certificate;
use railseal_protocol::chain::CertificateChain;
use railseal_protocol::consigning::ConsigningRequest;
use railseal_protocol::enrolment::{Enrolled, PullRequest, Pulled};
use railseal_protocol::hash::Hash;
use railseal_protocol::instruction::Directive;
use railseal_protocol::key::Signature;
use railseal_protocol::preparing::PreparationRequest;
use railseal_protocol::segment::{Cutter, SegmentSize};
use railseal_protocol::statement::{Signed, Statement};
use railseal_protocol::trust::CarriedRevocations;
use railseal_protocol::wire::decode;

use super::Seeds;
use crate::parties::by_hand::varint;
use crate::pieces::joined;

/// More than any vector has.
const LIMIT: usize = 1 << 20;

/// The header and blocks of one file.
pub(super) struct Vector {
    headers: Vec<(String, String)>,
    blocks: Vec<(String, Vec<u8>)>,
}

/// Every vector of a folder.
pub(super) fn all_in(folder: &Path) -> io::Result<Vec<Vector>> {
    let mut vectors = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "txt") {
            vectors.push(Vector::parse(&std::fs::read_to_string(path)?));
        }
    }
    Ok(vectors)
}

impl Vector {
    fn parse(text: &str) -> Self {
        let (mut headers, mut blocks) = (Vec::new(), Vec::<(String, Vec<u8>)>::new());
        for line in text.lines() {
            if let Some(name) = line.strip_prefix('[') {
                blocks.push((name.trim_end_matches(']').to_owned(), Vec::new()));
            } else if let Some((_, bytes)) = blocks.last_mut() {
                let two = |at: usize| u8::from_str_radix(line.get(at..at + 2)?, 16).ok();
                bytes.extend((0..line.len()).step_by(2).filter_map(two));
            } else if let Some((name, value)) = line.split_once(": ") {
                headers.push((name.to_owned(), value.to_owned()));
            }
        }
        Self { headers, blocks }
    }

    fn header(&self, name: &str) -> &str {
        let found = self.headers.iter().find(|(header, _)| header == name);
        found.map_or("", |(_, value)| value)
    }

    fn all<'v>(&'v self, name: &'v str) -> impl Iterator<Item = &'v [u8]> {
        let named = self.blocks.iter().filter(move |(block, _)| block == name);
        named.map(|(_, bytes)| bytes.as_slice())
    }
}

/// Gives every target what a vector has for it.
pub(super) fn sow(vector: &Vector, seeds: &mut Seeds) {
    for root in vector.all("root") {
        statement("certificate", root, seeds);
    }
    for bytes in vector.all("chain") {
        chain(bytes, seeds);
    }
    lists(vector, seeds);
    match vector.header("kind") {
        "statement" => {
            if let Some(target) = target_of_statement(vector.header("statement")) {
                for bytes in vector.all("statement") {
                    statement(target, bytes, seeds);
                }
            }
        }
        "message" => messages(vector, seeds),
        "journal" => {
            for entry in vector.all("entry") {
                seeds.add("journal_entry", entry);
            }
            seeds.add("journal", joined(vector.all("entry")));
        }
        "announcement" => {
            for bytes in vector.all("announcement") {
                seeds.add("announcement", bytes);
            }
        }
        "segments" => {
            let segments = joined(vector.all("segment"));
            seeds.add("segments", [&[10][..], &segments].concat());
        }
        "session" => session(vector, seeds),
        "enrolment code" => seeds.add("enrolment_code", vector.header("code")),
        "enrolment request" => {
            for bytes in vector.all("request") {
                seeds.add("enrolment_request", bytes);
            }
        }
        _ => {}
    }
}

/// The vectors name a statement by its context.
fn target_of_statement(context: &str) -> Option<&'static str> {
    let named = crate::TARGETS.iter().map(|target| target.name);
    let name = match context {
        InspectionRecord::CONTEXT => "inspection_record".to_owned(),
        other => other.replace([' ', '-'], "_"),
    };
    named.into_iter().find(|target| *target == name)
}

/// An envelope, and what is in it.
fn statement(target: &'static str, envelope: &[u8], seeds: &mut Seeds) {
    seeds.add(target, envelope);
    if let Ok((bytes, _, _)) = decode::<(Vec<u8>, Hash, Signature)>(envelope, LIMIT) {
        seeds.add(target, bytes);
    }
}

fn chain(bytes: &[u8], seeds: &mut Seeds) {
    seeds.add("certificate_chain", bytes);
    if let Ok(chain) = decode::<CertificateChain>(bytes, LIMIT) {
        let certificates = chain.issuers.iter().chain([&chain.leaf]);
        certificates.for_each(|one| certificate(one, seeds));
    }
}

fn certificate(signed: &Signed<Certificate>, seeds: &mut Seeds) {
    statement("certificate", &signed.to_wire(), seeds);
}

fn lists(vector: &Vector, seeds: &mut Seeds) {
    for recognition in vector.all("recognition") {
        statement("recognition_list", recognition, seeds);
        let mut lists = recognition.to_vec();
        lists.extend(varint(vector.all("revocations").count() as u64));
        lists.extend(vector.all("revocations").flatten());
        seeds.add("lists", lists);
    }
    for bytes in vector.all("revocations") {
        if let Ok(carried) = decode::<CarriedRevocations>(bytes, LIMIT) {
            statement("revocation_list", &carried.list.to_wire(), seeds);
            chain(&carried.signer.to_wire(), seeds);
        }
    }
}

fn messages(vector: &Vector, seeds: &mut Seeds) {
    for bytes in vector.all("bytes") {
        match vector.header("message") {
            "CarriedAmendment" => seeds.add("carried_amendment", bytes),
            "CarriedDigest" => seeds.add("carried_digest", bytes),
            "CarriedGrant" => seeds.add("carried_grant", bytes),
            "Granted" => seeds.add("granted", bytes),
            "Directive" => {
                seeds.add("directive", bytes);
                if let Ok(directive) = decode::<Directive>(bytes, LIMIT) {
                    agreement(directive, seeds);
                }
            }
            "CarriedRecord" => seeds.add("carried_record", bytes),
            "Enrolled" => {
                seeds.add("enrolled", bytes);
                if let Ok(enrolled) = decode::<Enrolled>(bytes, LIMIT) {
                    certificate(&enrolled.root, seeds);
                }
            }
            "Presentation" => {
                seeds.add("presentation", bytes);
                if let Ok(presentation) = decode::<Presentation>(bytes, LIMIT) {
                    let presence: Signed<Presence> = presentation.presence;
                    statement("presence", &presence.to_wire(), seeds);
                }
            }
            "PullRequest" => {
                seeds.add("pull_request", bytes);
                if let Ok(request) = decode::<PullRequest>(bytes, LIMIT) {
                    statement("pull", &request.pull.to_wire(), seeds);
                }
            }
            "Pulled" => {
                seeds.add("pulled", bytes);
                if let Ok(pulled) = decode::<Pulled>(bytes, LIMIT) {
                    statement("worklist", &pulled.worklist.to_wire(), seeds);
                }
            }
            "PreparationRequest" => {
                seeds.add("preparation_request", bytes);
                if let Ok(request) = decode::<PreparationRequest>(bytes, LIMIT) {
                    statement("preparation", &request.preparation.to_wire(), seeds);
                }
            }
            "ConsigningRequest" => {
                seeds.add("consigning_request", bytes);
                if let Ok(request) = decode::<ConsigningRequest>(bytes, LIMIT) {
                    statement("consigning", &request.consigning.to_wire(), seeds);
                }
            }
            "Consigned" => seeds.add("consigned", bytes),
            "Papers" => seeds.add("papers", bytes),
            "Push" => seeds.add("push", bytes),
            "Pushed" => seeds.add("pushed", bytes),
            "Sealing" => seeds.add("sealing", bytes),
            _ => {}
        }
    }
}

/// What each end hears of a session, in the segments that the announcement of the vectors allows.
fn session(vector: &Vector, seeds: &mut Seeds) {
    const SEGMENT: u8 = 122;
    let size = SegmentSize::clamped(usize::from(SEGMENT) * 2);
    let heard = |from: &[&str]| {
        let mut cutter = Cutter::new(size);
        let messages = from.iter().flat_map(|name| vector.all(name));
        joined(messages.flat_map(|message| cutter.cut(message)))
    };
    let by_the_lock = heard(&["phone handshake", "from phone"]);
    seeds.add("lock_link", [&[SEGMENT][..], &by_the_lock].concat());
    seeds.add("phone_link", heard(&["lock handshake", "from lock"]));
}

/// What the one who orders shows, and what each who agrees shows back.
fn agreement(directive: Directive, seeds: &mut Seeds) {
    for carried in directive.cosignatures.iter() {
        seeds.add("agreement", agreed_to_bytes(carried));
    }
    let request = Request {
        instruction: directive.instruction,
        person: directive.person,
        amendment: directive.amendment.map(|amendment| *amendment),
        inspection: directive.inspection.map(|carried| carried.digest),
    };
    seeds.add("agreement", request.to_bytes());
}
