//! What is said and sent between phone, lock and server.

use railseal_protocol::announcement::Announcement;
use railseal_protocol::call::{Presence, Presentation};
use railseal_protocol::chain::Root;
use railseal_protocol::consigning::{
    Column, Consigned, Consigning, ConsigningRequest, DespatchSummary, Fault, Faults, Place,
    Problem, Summary, Table, TableHash,
};
use railseal_protocol::enrolment::{
    Enrolled, EnrolmentCode, EnrolmentRequest, EnrolmentSecret, Pull, PullRequest, Pulled,
    WorkItem, Worklist, possession_message,
};
use railseal_protocol::key::{Signature, SigningKey};
use railseal_protocol::manifest::{Grams, Totals, chunks_of};
use railseal_protocol::preparing::{Papers, Preparation, PreparationRequest};
use railseal_protocol::segment::{Cutter, SegmentSize};
use railseal_protocol::status::LockState;

use super::by_hand::sign_message;
use super::lock::{CONTAINER, journal, manifest, meet, policy, sealing};
use super::{Authority, LOCK, NOW, cargo, listed, parsed};

pub(crate) fn presence(china: &Authority) -> Presence {
    Presence {
        session: meet(china).phone.id(),
        lock: parsed(LOCK),
    }
}

pub(crate) fn worklist(china: &Authority) -> Worklist {
    let item = WorkItem {
        train: parsed("X8015"),
        container: parsed(CONTAINER),
        lock: parsed(LOCK),
        origin: parsed("CNCKG"),
        destination: parsed("KZALA"),
        last_seen: Some(journal(china).head),
    };
    Worklist {
        issued_at: NOW,
        items: listed(vec![item]),
    }
}

/// The announcement of the lock that is read.
pub(crate) fn announced() -> Announcement {
    Announcement {
        lock: parsed(LOCK),
        claimed: LockState::Sealed,
        segment: SegmentSize::clamped(244),
    }
}

/// Two messages, cut for the smallest link.
pub(crate) fn two_messages_cut() -> ([Vec<u8>; 2], Vec<Vec<u8>>) {
    let messages = [(0..50).collect(), vec![0xee; 19]];
    let mut cutter = Cutter::new(SegmentSize::SMALLEST);
    let segments = messages
        .iter()
        .flat_map(|message: &Vec<u8>| cutter.cut(message))
        .collect();
    (messages, segments)
}

/// The secret of the tests' enrolment code.
pub(crate) const SECRET: EnrolmentSecret =
    EnrolmentSecret::from_random([0x12, 0x34, 0x56, 0x78, 0x9a]);

/// What a phone sends to enrol, its possession signed by any key.
pub(crate) fn enrolment_request_of(own: &Authority, signer: &SigningKey) -> EnrolmentRequest {
    let key = own.officer().key.public();
    let message = possession_message(&SECRET, &key);
    let possession = sign_message(&message, signer.to_scalar());
    EnrolmentRequest {
        secret: SECRET,
        key,
        possession: Signature::from_bytes(&possession),
    }
}

/// The code under which Kazakhstan's officer enrols.
pub(crate) fn enrolment_code(own: &Authority) -> EnrolmentCode {
    EnrolmentCode::new(&Root::from_certificate(&own.root).unwrap(), SECRET)
}

/// What the server answers.
pub(crate) fn enrolled(own: &Authority) -> Enrolled {
    Enrolled {
        root: own.root.clone(),
        officer: own.officer().chain,
    }
}

pub(crate) fn pull_request(own: &Authority) -> PullRequest {
    let officer = own.officer();
    PullRequest {
        pull: officer.sign(&Pull { asked_at: NOW }),
        officer: officer.chain,
    }
}

pub(crate) fn pulled(own: &Authority, china: &Authority) -> Pulled {
    let server = own.server();
    Pulled {
        lists: own.lists(china),
        worklist: server.sign(&worklist(china)),
        server: server.chain,
    }
}

/// China's sealing office, with the lock before it as it was before its first sealing.
pub(crate) fn preparation(china: &Authority) -> Preparation {
    let manifest = manifest(china);
    Preparation::named_by(&manifest, manifest.issued_at)
}

pub(crate) fn preparation_request(china: &Authority) -> PreparationRequest {
    let officer = china.officer();
    PreparationRequest {
        preparation: officer.sign(&preparation(china)),
        policy: officer.sign(&policy()),
        officer: officer.chain,
    }
}

/// What China's server answers.
pub(crate) fn papers(china: &Authority) -> Papers {
    let sealing = sealing(china);
    let documents = [cargo::bill(), cargo::list(), cargo::sheet()];
    let chunks = |bytes: &Vec<u8>| listed(chunks_of(bytes, 64));
    Papers {
        manifest: sealing.manifest,
        issuer: sealing.issuer,
        documents: listed(documents.iter().map(chunks).collect()),
        inspections: listed(Vec::new()),
    }
}

/// The tables of China's office: two files, the third of which is missing.
const TABLES: [&str; 2] = [
    "despatch,receptacle,type,gross weight (kg),items\n\
     CNCKGAKZALABCUN60001,CNCKGAKZALABCUN60001001100227,bag,22.7,1\n",
    "item,description\nRR000000080CN,绿茶\n",
];

pub(crate) fn consigning() -> Consigning {
    let hash = |file: &&str| TableHash::of(file.as_bytes());
    Consigning {
        asked_at: NOW,
        container: parsed(CONTAINER),
        lock: parsed(LOCK),
        train: Some(parsed("X8015")),
        route: listed(vec![parsed("CNCKG"), parsed("KZDOS"), parsed("KZALA")]),
        bill_items: Some(900),
        files: listed(TABLES.iter().map(hash).collect()),
        keep: true,
    }
}

pub(crate) fn consigning_request(china: &Authority) -> ConsigningRequest {
    let officer = china.officer();
    let file = |file: &&str| file.as_bytes().to_vec().try_into().unwrap();
    ConsigningRequest {
        consigning: officer.sign(&consigning()),
        officer: officer.chain,
        files: listed(TABLES.iter().map(file).collect()),
    }
}

/// What China's server answers, where nothing is wrong with the tables.
pub(crate) fn consigned() -> Consigned {
    let totals = Totals {
        despatches: 1,
        receptacles: 1,
        items: 1,
        gross: Grams(22_700),
    };
    let despatch = DespatchSummary {
        despatch: parsed("CNCKGAKZALABCUN60001"),
        receptacles: 1,
        items: 1,
        gross: Grams(22_700),
    };
    Consigned::Read {
        summary: Summary {
            despatches: listed(vec![despatch]),
            totals,
            bill: Totals {
                items: 900,
                ..totals
            },
        },
        kept: true,
    }
}

/// And where something is.
pub(crate) fn faults() -> Faults {
    let column = Column::HsCode;
    let faults = [
        (
            Place::Field {
                file: 1,
                row: 2,
                column: Column::Item,
            },
            Problem::WrongCheckDigit { wanted: 0, got: 1 },
        ),
        (Place::Column { file: 1, column }, Problem::MissingColumn),
        (Place::Files, Problem::MissingTable(Table::DeliveryBill)),
    ];
    let faults = faults.map(|(place, problem)| Fault { place, problem });
    Faults {
        listed: listed(faults.to_vec()),
        more: 0,
    }
}

pub(crate) fn presentation(own: &Authority, china: &Authority) -> Presentation {
    let officer = own.officer();
    Presentation {
        presence: officer.sign(&presence(china)),
        chain: officer.chain,
    }
}
