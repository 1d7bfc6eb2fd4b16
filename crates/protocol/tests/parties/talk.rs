//! What is said and sent between phone, lock and server.

use railseal_protocol::announcement::Announcement;
use railseal_protocol::call::{Presence, Presentation};
use railseal_protocol::chain::Root;
use railseal_protocol::enrolment::{
    Enrolled, EnrolmentCode, EnrolmentRequest, EnrolmentSecret, Pull, PullRequest, Pulled,
    WorkItem, Worklist, possession_message,
};
use railseal_protocol::key::{Signature, SigningKey};
use railseal_protocol::manifest::chunks_of;
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

pub(crate) fn presentation(own: &Authority, china: &Authority) -> Presentation {
    let officer = own.officer();
    Presentation {
        presence: officer.sign(&presence(china)),
        chain: officer.chain,
    }
}
