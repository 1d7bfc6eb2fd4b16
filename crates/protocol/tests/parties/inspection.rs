//! The bytes of crates/inspection that travel, written by hand from SPEC.md § Inspections, because
//! this crate does not know those types. That theirs have these bytes, crates/inspection tests
//! with the vectors `inspection` and `arrival`.

use railseal_protocol::amendment::CarriedAmendment;
use railseal_protocol::bounded::Text;
use railseal_protocol::chain::CertificateChain;
use railseal_protocol::hash::Hash;
use railseal_protocol::identifiers::StationCode;
use railseal_protocol::journal::RefusalReason;
use railseal_protocol::key::AgreementKey;
use railseal_protocol::lamp::{LampCode, LampShown};
use railseal_protocol::prior::CarriedDigest;
use railseal_protocol::session::agreement_key;
use railseal_protocol::statement::Signed;
use railseal_protocol::status::{BatteryPercent, SealCycle, TamperCount};
use railseal_protocol::time::Timestamp;
use railseal_protocol::wire::encode;

use super::by_hand::{Envelope, varint};
use super::lock::{CONTAINER, Journal, journal, meet, sealing, status_now, time_after};
use super::{Authority, LOCK, NOW, Party, agreement, parsed};

/// The record's context.
pub(crate) const CONTEXT: &str = "inspection 3";

const PLACE: &str = "KZDOS";

/// A struct's fields, each with its bytes.
pub(crate) type Fields = Vec<(&'static str, Vec<u8>)>;

/// The struct's bytes: those of its fields.
pub(crate) fn joined(fields: &Fields) -> Vec<u8> {
    fields.iter().flat_map(|(_, bytes)| bytes.clone()).collect()
}

/// What the phone has received from the lock.
pub(crate) fn seal_evidence(china: &Authority) -> Fields {
    let session = meet(china).phone.id();
    let proven: AgreementKey = agreement_key(&agreement(LOCK)).unwrap();
    let Journal { entries, .. } = journal(china);
    vec![
        ("lock", encode(&LOCK)),
        ("session", encode(&session)),
        ("chain", china.lock().chain.to_wire()),
        ("agreement", encode(&proven)),
        (
            "status",
            encode(&Some(china.lock().sign(&status_now(china)))),
        ),
        ("journal", encode(&entries)),
        ("sealing", encode(&Some(sealing(china)))),
        ("lamp", encode(&None::<Signed<LampShown>>)),
        ("inspections", encode(&Vec::<CarriedDigest>::new())),
        ("amendments", encode(&Vec::<CarriedAmendment>::new())),
        ("people", encode(&Vec::<CertificateChain>::new())),
        ("refused", encode(&None::<RefusalReason>)),
    ]
}

/// What the phone made of it: everything was checked, and is true.
pub(crate) fn findings(china: &Authority) -> Fields {
    let manifest = super::lock::manifest(china);
    let bytes: u32 = manifest.documents.iter().map(|d| d.length).sum();
    let totals = manifest.totals;
    vec![
        ("LockGenuine", encode(&(0u8, LOCK, "CN"))),
        ("CertificateCounts", encode(&(8u8, "CN"))),
        ("PresenceNotAsked", encode(&77u8)),
        ("ContinuityKept", encode(&(83u8, 5u32))),
        ("TampersAsSealed", encode(&(11u8, TamperCount(0)))),
        (
            "ShutSinceSealing",
            encode(&(15u8, SealCycle(1), time_after(4).wall)),
        ),
        ("EventsAccounted", encode(&(88u8, 2u32, 1u32))),
        ("StatusFresh", encode(&21u8)),
        ("JournalUnbroken", encode(&(25u8, 5u32))),
        ("ManifestGenuine", encode(&(28u8, manifest.issued_at))),
        ("IssuerCounts", encode(&(39u8, "CN"))),
        ("ContainerMatches", encode(&(42u8, CONTAINER))),
        ("TotalsAgree", encode(&(46u8, totals))),
        ("DocumentsComplete", encode(&(53u8, 3u32, bytes))),
        ("InspectionsNone", encode(&94u8)),
        ("AmendmentsNone", encode(&109u8)),
        ("IdentifiersRight", encode(&(59u8, 2u32))),
        ("RoutePlausible", encode(&(102u8, PLACE))),
        ("ListsFresh", encode(&62u8)),
        ("ClocksAgree", encode(&68u8)),
        (
            "BatteryGood",
            encode(&(73u8, BatteryPercent::try_from(87).unwrap())),
        ),
    ]
}

/// The officer's record.
pub(crate) fn record(china: &Authority) -> Fields {
    const RIGHT_CONDITION: u8 = 0;
    const RELEASE: u8 = 0;
    let place: StationCode = parsed(PLACE);
    let findings = findings(china);
    let mut verdict = varint(findings.len() as u64);
    verdict.extend(joined(&findings));
    vec![
        ("device", encode(&[0x5au8; 16])),
        ("sequence", encode(&1u64)),
        ("previous", encode(&None::<Hash>)),
        ("made_at", encode(&NOW)),
        ("place", encode(&place)),
        ("painted", encode(&Some(CONTAINER))),
        ("lamp", encode(&None::<LampCode>)),
        ("seen", encode(&vec![journal(china).head])),
        ("seal", joined(&seal_evidence(china))),
        ("verdict", verdict),
        ("condition", encode(&RIGHT_CONDITION)),
        ("decision", encode(&(RELEASE, None::<Text<500>>))),
        ("note", encode(&"")),
        ("parts", encode(&Vec::<u8>::new())),
    ]
}

pub(crate) fn signed_record(officer: &Party, china: &Authority) -> Envelope {
    officer.sign_bytes(CONTEXT, &joined(&record(china)))
}

/// A record with its officer's chain, as it is stored and sent.
pub(crate) fn carried_record(officer: &Party, china: &Authority) -> Vec<u8> {
    let mut bytes = signed_record(officer, china).to_wire();
    bytes.extend(officer.chain.to_wire());
    bytes
}

/// The id of the record of the tests.
pub(crate) fn record_id(officer: &Party, china: &Authority) -> Hash {
    let envelope = signed_record(officer, china);
    let id = super::by_hand::id(CONTEXT, envelope.signer, &envelope.bytes);
    Hash::from_bytes(id)
}

/// That the record has arrived.
pub(crate) fn arrival(officer: &Party, china: &Authority) -> (Hash, Timestamp) {
    (record_id(officer, china), NOW)
}

pub(crate) fn signed_arrival(server: &Party, officer: &Party, china: &Authority) -> Envelope {
    server.sign_bytes("arrival", &encode(&arrival(officer, china)))
}
