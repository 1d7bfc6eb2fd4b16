//! Signed statements: certificates, lists, journal, status, manifest, policy.

use railseal_protocol::certificate::{DocumentIssuer, Person, Registrar, Server, Subject};
use railseal_protocol::hash::Hash;
use railseal_protocol::journal::{Event, JournalHead, ListKind, LockTime, RefusalReason};
use railseal_protocol::manifest::{ChunkHash, DocumentKind};
use railseal_protocol::recognition::{ListHeader, ListVersion, RevocationReason, Revoked};
use railseal_protocol::rights::Role;
use railseal_protocol::statement::Statement;
use railseal_protocol::status::{BatteryPercent, SealCycle};
use railseal_protocol::wire::{decode, encode};

use crate::block::Block;
use crate::parties::by_hand::{self, Envelope};
use crate::parties::cargo;
use crate::parties::lock::{CONTAINER, Journal, digest, journal, manifest, policy, status_now};
use crate::parties::order;
use crate::parties::{
    Authority, EVERY_SCOPE, LOCK, NOW, Party, china, days_before, kazakhstan, listed, lock_subject,
    parsed, person,
};

pub(crate) fn blocks() -> Vec<Block> {
    let (own, other) = (kazakhstan(), china());
    let mut blocks = status(&other);
    blocks.extend(certificates(&own));
    blocks.extend(lists(&own, &other));
    blocks.extend(journal_blocks(&other));
    blocks.push(events(&own, &other));
    blocks.push(manifest_block(&other));
    blocks.push(policy_block());
    blocks.push(digest_block(&other));
    blocks.extend(documents());
    blocks
}

/// Puts the envelope that a party signs around a statement's fields.
pub(crate) fn signed_by<T: Statement>(block: Block, signer: &Party, value: &T) -> Block {
    let envelope = Envelope::from_wire(&signer.sign(value).to_wire());
    let length = by_hand::varint(envelope.bytes.len() as u64);
    block
        .signed(&length, &envelope.signer, &envelope.signature)
        .is(&envelope.to_wire())
}

fn time(block: Block, time: LockTime) -> Block {
    block
        .value(&time.wall, "wall clock: some, 2026-09-21T14:13:20Z")
        .value(&time.uptime, "172,800 seconds since the lock started")
        .value(&time.boot, "its first start")
}

pub(crate) fn head(block: Block, head: JournalHead, what: &str) -> Block {
    block
        .value(&head.length, &format!("{what}: {} entries", head.length))
        .value(&head.hash, "and the hash of the last")
}

fn status(other: &Authority) -> Vec<Block> {
    let (lock, status) = (other.lock(), status_now(other));
    let block = Block::hex("status")
        .value(&status.session, "session")
        .value(&status.lock, "lock: RSLF00001201")
        .value(&status.state, "state: Sealed")
        .value(&status.cycle, "seal cycle 1");
    let block = head(block, status.journal, "journal").value(&status.tampers, "never broken");
    let block = time(block, status.time)
        .value(&status.battery, "battery: 87 per cent")
        .value(&status.manifest, "manifest: some, and its id")
        .value(&status.amended, "amended: none");
    let whole = signed_by(block, &lock, &status);
    let id = lock.sign(&status).id();
    let message = Block::hex("message")
        .bytes(*b"railseal/1 ", "`railseal/1 `")
        .bytes(*b"status", "`status`: the context")
        .bytes([0], "zero")
        .bytes(*lock.id().hash().as_bytes(), "signer")
        .bytes(encode(&status), "the statement's bytes");
    let id = Block::hex("status id").bytes(*id.hash().as_bytes(), "SHA-256 over the message");
    vec![whole, message, id]
}

fn certificates(own: &Authority) -> Vec<Block> {
    let officer = own.officer();
    let certificate = own.certificate(&officer.key, Subject::Officer(person("1042")));
    let Subject::Officer(who) = &certificate.subject else {
        return vec![];
    };
    let leaf = Block::hex("certificate")
        .value(&certificate.realm, "realm: Operational")
        .value(&certificate.administration, "administration: KZ")
        .value(&certificate.validity.from, "from 2026-09-17T14:13:20Z")
        .value(&certificate.validity.until, "until 2026-10-01T14:13:20Z")
        .value(&certificate.key, "key")
        .bytes([3], "subject: Officer")
        .value(&who.id, "service number: 1042")
        .value(&who.name, "name: A. Officer")
        .value(&who.station, "station: KZDOS");
    let leaf = signed_by(leaf, &own.registrar, &certificate);
    let root = Envelope::from_wire(&own.root.to_wire());
    let root = Block::hex("root")
        .bytes(root.bytes.clone(), "the certificate, its subject Root")
        .signed(
            &by_hand::varint(root.bytes.len() as u64),
            &root.signer,
            &root.signature,
        )
        .is(&root.to_wire());
    let chain = Block::hex("chain")
        .bytes(officer.chain.leaf.to_wire(), "leaf: the officer's")
        .bytes([1], "one issuer")
        .bytes(officer.chain.issuers[0].to_wire(), "the registrar's")
        .is(&officer.chain.to_wire());
    vec![leaf, root, subjects(), chain]
}

fn subjects() -> Block {
    let may_issue = listed(vec![Role::Officer, Role::Lock]);
    let someone = || Person {
        id: parsed("1042"),
        name: parsed("A. O."),
        station: parsed("KZDOS"),
    };
    let server = Server {
        origin: parsed("a.example/log"),
        ledger_key: [0x11; 32],
    };
    let office = parsed("CNCKGA");
    Block::hex("subjects")
        .value(&Subject::Root, "Root")
        .value(
            &Subject::Registrar(Registrar { may_issue }),
            "Registrar: may issue Officer and Lock",
        )
        .value(&Subject::ListSigner, "ListSigner")
        .value(
            &Subject::Officer(someone()),
            "Officer: number, name, station",
        )
        .value(&Subject::Supervisor(someone()), "Supervisor: the same")
        .value(&Subject::RailwayStaff(someone()), "RailwayStaff: the same")
        .value(&lock_subject(LOCK), "Lock: ID code, agreement key")
        .value(
            &Subject::DocumentIssuer(DocumentIssuer { office }),
            "DocumentIssuer: its office",
        )
        .value(&Subject::Server(server), "Server: origin, ledger's key")
}

fn header(block: Block, header: &ListHeader) -> Block {
    block
        .value(&header.realm, "realm: Operational")
        .value(&header.administration, "administration: KZ")
        .value(&header.version, "version")
        .value(&header.issued_at, "issued at 2026-09-20T14:13:20Z")
        .value(&header.refresh_by, "refresh by 2026-09-28T14:13:20Z")
        .value(&header.expires_at, "expires at 2026-10-21T14:13:20Z")
}

fn lists(own: &Authority, other: &Authority) -> Vec<Block> {
    let list = own.recognition(7, other, &EVERY_SCOPE);
    let entry = &list.recognised[0];
    let recognition = header(Block::hex("recognition list"), &list.header)
        .bytes([1], "one administration")
        .value(&entry.administration, "CN")
        .value(&entry.root, "its root's key")
        .value(&entry.scopes, "four scopes: all")
        .is(&encode(&list));
    let revoked = Revoked {
        certificate: own.officer().id(),
        from: days_before(1),
        reason: RevocationReason::DeviceLost,
    };
    let list = own.revocations(4, vec![revoked.clone()]);
    let revocation = header(Block::hex("revocation list"), &list.header)
        .bytes([1], "one certificate")
        .value(&revoked.certificate, "its id")
        .value(&revoked.from, "from 2026-09-20T14:13:20Z")
        .value(&revoked.reason, "reason: DeviceLost")
        .is(&encode(&list));
    vec![recognition, revocation]
}

fn journal_blocks(other: &Authority) -> Vec<Block> {
    let Journal {
        entries,
        head: last,
    } = journal(other);
    let of_nothing = JournalHead::of_nothing(&parsed(LOCK));
    let entry: railseal_protocol::journal::Entry = decode(&entries[2], entries[2].len()).unwrap();
    let block = Block::hex("journal entry")
        .value(&entry.index, "index: the third entry")
        .value(&entry.previous, "the hash of the entry before it")
        .value(&entry.time, "wall clock, uptime, boot count")
        .value(&entry.event, "event: SealAccepted, cycle 1, the manifest")
        .value(&entry.who, "who: some, the officer's certificate")
        .value(&entry.instruction, "instruction: none")
        .is(&entries[2]);
    let heads = Block::hex("journal heads")
        .value(&of_nothing, "before the first entry")
        .value(&of_nothing.after(&entries[0]), "after the first")
        .value(&last, "after the fifth");
    vec![block, heads]
}

fn events(own: &Authority, other: &Authority) -> Block {
    let cycle = SealCycle(1);
    let amendment = order::supervisor(own)
        .sign(&order::amendment(own, other))
        .id();
    let found = order::supervisor(own).sign(&order::found(other)).id();
    let manifest = other.issuer().sign(&manifest(other)).id();
    let all = [
        Event::Commissioned,
        Event::Bound(parsed(CONTAINER)),
        Event::SealAccepted { cycle, manifest },
        Event::Sealed { cycle },
        Event::SealFailed,
        Event::UnsealAccepted,
        Event::Unsealed,
        Event::Refused {
            reason: RefusalReason::NotInTime,
            count: 3,
        },
        Event::LeverInserted,
        Event::LeverPulled,
        Event::LeverCut,
        Event::CaseOpened,
        Event::MotorStuck,
        Event::Relocked,
        Event::BatteryLow(BatteryPercent::try_from(14).unwrap()),
        Event::ClockSet { from: Some(NOW) },
        Event::ClockLost,
        Event::Restarted,
        Event::Recovered { held: true },
        Event::ListTaken {
            administration: parsed("KZ"),
            kind: ListKind::Revocation,
            version: ListVersion(4),
        },
        Event::DocumentsWritten,
        Event::DocumentsRead,
        Event::DocumentsErased,
        Event::TamperCleared,
        Event::Deactivated,
        Event::ResealAccepted {
            cycle: SealCycle(2),
            amendment,
        },
        Event::Amended { amendment },
        Event::ClearAccepted,
        Event::ClockAccepted { to: NOW },
        Event::HandedOver {
            to: own.staff().id(),
        },
        Event::DeactivateAccepted {
            inspection: Some(found),
        },
        Event::GrantUsed {
            grant: other.server().sign(&order::grant(own)).id(),
        },
        Event::CameToNothing,
        Event::Agreed {
            by: other.officer().id(),
        },
    ];
    let mut block = Block::hex("events");
    for (index, event) in all.iter().enumerate() {
        let bytes = encode(event);
        assert_eq!(usize::from(bytes[0]), index);
        let name = format!("{event:?}");
        let name = name.split([' ', '(']).next().unwrap();
        block = block.bytes(bytes, name);
    }
    let beyond = u8::try_from(all.len()).unwrap();
    assert!(decode::<Event>(&[beyond], 1).is_err(), "one more event");
    block
}

fn manifest_block(other: &Authority) -> Block {
    let (issuer, manifest) = (other.issuer(), manifest(other));
    let mut block = Block::hex("manifest")
        .value(&manifest.lock, "lock: RSLF00001201")
        .value(&manifest.container, "container: CSQU3054383")
        .value(&manifest.cycle, "seal cycle 1")
        .value(&manifest.issued_at, "issued at 2026-09-19T14:13:20Z")
        .value(&manifest.train, "train: some, X8015")
        .value(&manifest.route, "route: CNCKG, KZDOS, KZALA")
        .bytes([3], "three documents");
    for document in manifest.documents.iter() {
        let what = match document.kind {
            DocumentKind::DeliveryBill => "kind: DeliveryBill",
            DocumentKind::MailList(_) => "kind: MailList of a despatch",
            DocumentKind::DetailSheet(_) => "kind: DetailSheet of a despatch",
        };
        block = block
            .value(&document.kind, what)
            .value(&document.encoding, "encoding: Lines")
            .value(&document.length, "length in bytes")
            .value(&document.chunks, "how many chunks, and their hashes");
    }
    let totals = manifest.totals;
    block = block
        .value(&totals.despatches, "totals: 1 despatch")
        .value(&totals.receptacles, "1 receptacle")
        .value(&totals.items, "1 item")
        .value(&totals.gross, "22,700 grams")
        .value(&manifest.bill, "the whole bill: the same")
        .value(&manifest.policy, "policy: its id")
        .value(&manifest.tampers, "tamper counter before sealing");
    block = head(block, manifest.journal, "journal before sealing")
        .value(&manifest.previous, "manifest before it: none")
        .value(&manifest.inspection, "inspection before it: none");
    signed_by(block, &issuer, &manifest)
}

fn digest_block(other: &Authority) -> Block {
    let digest = digest(other);
    let block = Block::hex("inspection digest")
        .value(&digest.inspection, "inspection: 16 random bytes")
        .value(&digest.lock, "lock: RSLF00001202")
        .value(&digest.container, "container: CSQU3054383")
        .value(&digest.cycle, "seal cycle 3")
        .value(&digest.manifest, "manifest: its id");
    let block = head(block, digest.journal, "journal")
        .value(&digest.made_at, "made at 2026-09-18T14:13:20Z")
        .value(&digest.place, "at CNCKG")
        .value(&digest.condition, "condition: Right")
        .value(&digest.disposition, "disposition: Release")
        .value(&digest.results, "one result: A1, satisfactory")
        .value(&digest.previous, "inspection before it: none");
    signed_by(block, &other.officer(), &digest)
}

fn policy_block() -> Block {
    let policy = policy();
    Block::hex("policy")
        .bytes([2], "two rows")
        .value(&policy.rows[0], "CN, Officer, any station")
        .value(&policy.rows[1], "KZ, Officer, some: KZDOS")
        .value(&policy.quorum, "two persons must agree")
        .value(&policy.presence, "the lamp's code is not asked for")
        .is(&encode(&policy))
}

fn documents() -> Vec<Block> {
    let (date, origin, destination, train, containers, lines) = cargo::bill_fields();
    let line = lines[0];
    let bill = Block::hex("delivery bill")
        .value(&date, "date")
        .value(&origin, "origin: CNCKGA")
        .value(&destination, "destination: KZALAA")
        .value(&train, "train: some, X8015")
        .value(&containers, "one container and its lock")
        .bytes([1], "one line")
        .value(&line.0, "despatch")
        .value(&line.1, "letters: 1 receptacle, 22,700 grams")
        .value(&line.2, "parcels: none")
        .value(&line.3, "EMS: none")
        .value(&line.4, "registered or insured items: yes")
        .is(&cargo::bill());
    let (despatch, receptacles) = cargo::list_fields();
    let receptacle = &receptacles[0];
    let list = Block::hex("mail list")
        .value(&despatch, "despatch")
        .bytes([1], "one receptacle")
        .value(&receptacle.0, "its id, as written")
        .value(&receptacle.1, "kind: Bag")
        .value(&receptacle.2, "gross: 22,700 grams")
        .value(&receptacle.3, "items: 1")
        .value(&receptacle.4, "registered or insured: yes")
        .is(&cargo::list());
    let (despatch, items) = cargo::sheet_fields();
    let item = &items[0];
    let content = &item.5[0];
    let sheet = Block::hex("detail sheet")
        .value(&despatch, "despatch")
        .bytes([1], "one item")
        .value(&item.0, "its id, as written")
        .value(&item.1, "in the list's first receptacle")
        .value(&item.2, "sender: name, address, country")
        .value(&item.3, "recipient: name, address, country")
        .value(&item.4, "category: SaleOfGoods")
        .bytes([1], "one content")
        .value(&content.0, "cotton shirts")
        .value(&content.1, "quantity: 2")
        .value(&content.2, "net: 420 grams")
        .value(&content.3, "value: 2,600 of the smallest unit, USD")
        .value(&content.4, "HS code: 620520")
        .value(&content.5, "origin: CN")
        .is(&cargo::sheet());
    let chunk: Hash = decode(&encode(&ChunkHash::of(&cargo::list())), 32).unwrap();
    let chunk =
        Block::hex("chunk hash").value(&chunk, "of the mail list below, which is one chunk");
    vec![bill, list, sheet, chunk]
}
