//! What a lock is sealed with: judged before anything is written, and written to locks that behave
//! and locks that do not.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may fail by it")]

#[path = "../../protocol/tests/parties/mod.rs"]
mod parties;

use parties::lock::{carried_digest, journal_before_sealing, manifest, meet, policy, status};
use parties::talk::{papers, preparation};
use parties::{
    Authority, LOCK, NOW, OTHER_LOCK, agreement, china, elsewhere, kazakhstan, listed, parsed,
};
use railseal_inspection::evidence::SealEvidence;
use railseal_inspection::register::Register;
use railseal_inspection::sealing::{
    Lawful, PapersError, Share, WriteWant, Writing, WritingError, before, verify,
};
use railseal_protocol::call::{Answer, Call, ChunkAddress, Refusal, Written};
use railseal_protocol::chain::Holder;
use railseal_protocol::hash::Hash;
use railseal_protocol::journal::{Entry, Event, RefusalReason};
use railseal_protocol::manifest::{Manifest, chunks_of};
use railseal_protocol::preparing::Papers;
use railseal_protocol::session::{LockHello, agreement_key};
use railseal_protocol::statement::Id;
use railseal_protocol::status::{LockState, SealCycle, Status, TamperCount};
use railseal_protocol::trust::Trust;
use railseal_protocol::wire::decode;

struct Scene {
    office: Authority,
    trust: Trust,
    officer: Holder,
}

impl Scene {
    fn new() -> Self {
        let office = china();
        let trust = office.trusting(&kazakhstan());
        let officer = trust.verify(&office.officer().chain).unwrap();
        Self {
            office,
            trust,
            officer,
        }
    }

    fn judge(&self, papers: &Papers) -> Result<Lawful, PapersError> {
        let policy = self.office.officer().sign(&policy());
        let asked = preparation(&self.office);
        let who = (&asked, &policy, &self.officer);
        let genuine = verify(&self.trust, who, papers, NOW)?;
        let register = Register::holding(&genuine.manifest, &genuine.chunks);
        genuine.judged(register.findings())
    }

    /// The same papers under a manifest with something changed.
    fn with(&self, change: impl FnOnce(&mut Manifest)) -> Papers {
        let mut manifest = manifest(&self.office);
        change(&mut manifest);
        Papers {
            manifest: self.office.issuer().sign(&manifest),
            ..papers(&self.office)
        }
    }

    fn lawful(&self) -> Lawful {
        self.judge(&papers(&self.office)).unwrap()
    }

    /// With two prior inspections to write before the chunks.
    fn inspected(&self) -> Lawful {
        let last = carried_digest(&self.office);
        let inspected = self.with(|manifest| manifest.inspection = Some(last.digest.id()));
        let inspections = listed(vec![last.clone(), last]);
        self.judge(&Papers {
            inspections,
            ..inspected
        })
        .unwrap()
    }

    /// What the session with the lock has shown.
    fn seal(&self) -> SealEvidence {
        let hello = LockHello {
            chain: self.office.lock().chain,
            agreement: agreement_key(&agreement(LOCK)).unwrap(),
        };
        SealEvidence::begin(parsed(LOCK), meet(&self.office).phone.id(), hello)
    }

    /// The lock in stock, as it answers; with something changed.
    fn status(&self, change: impl FnOnce(&mut Status)) -> Answer {
        let mut now = status(&self.office, meet(&self.office).phone.id());
        now.state = LockState::InStock;
        now.cycle = SealCycle(0);
        now.journal = journal_before_sealing(LOCK).head;
        now.manifest = None;
        change(&mut now);
        Answer::Status(self.office.lock().sign(&now))
    }

    /// As far as WriteSealing, asked and not answered.
    fn begun<'a>(&self, lawful: &'a Lawful) -> Writing<'a> {
        let mut writing = Writing::begin(self.seal(), lawful);
        assert_eq!(writing.next(), Some(WriteWant::Ask(Call::Status)));
        writing.take(&self.trust, Ok(self.status(|_| {}))).unwrap();
        let Some(WriteWant::Proof(presence)) = writing.next() else {
            panic!("no proof is wanted");
        };
        let signed = self.office.officer().sign(&presence);
        writing.prove(signed, &self.officer);
        writing.take(&self.trust, Ok(Answer::Welcome)).unwrap();
        writing
    }
}

fn written(inspections: u8, next: Option<(u8, u16)>) -> Result<Answer, Refusal> {
    let next = next.map(|(document, chunk)| ChunkAddress { document, chunk });
    Ok(Answer::Written(Written { inspections, next }))
}

#[test]
fn everything_is_written_once_the_last_inspection_first() {
    let scene = Scene::new();
    let lawful = scene.inspected();
    let chunks: Vec<usize> = papers(&scene.office)
        .documents
        .iter()
        .map(|d| d.len())
        .collect();
    let of = 2 + u32::try_from(chunks.iter().sum::<usize>()).unwrap();
    let mut writing = scene.begun(&lawful);
    assert_eq!(writing.share(), Share { written: 0, of });
    let (mut inspections, mut next) = (0_u8, Some((0_u8, 0_u16)));
    let mut shares = Vec::new();
    while let Some(want) = writing.next() {
        match want {
            WriteWant::Ask(Call::WriteSealing(_)) => {}
            WriteWant::Ask(Call::WriteInspection(_)) => inspections += 1,
            WriteWant::Ask(Call::WriteChunk { address, .. }) => {
                assert_eq!(inspections, 2, "inspections come first");
                let at = (address.document, address.chunk);
                assert_eq!(Some(at), next);
                let many = chunks[usize::from(at.0)];
                next = if usize::from(at.1) + 1 < many {
                    Some((at.0, at.1 + 1))
                } else {
                    Some((at.0 + 1, 0))
                        .filter(|(document, _)| usize::from(*document) < chunks.len())
                };
            }
            other => panic!("{other:?}"),
        }
        writing
            .take(&scene.trust, written(inspections, next))
            .unwrap();
        shares.push(writing.share().written);
    }
    assert!(shares.is_sorted());
    assert_eq!(writing.share(), Share { written: of, of });
}

#[test]
fn it_goes_on_with_what_the_lock_has_already() {
    let scene = Scene::new();
    let lawful = scene.lawful();
    let mut writing = scene.begun(&lawful);
    writing
        .take(&scene.trust, written(0, Some((1, 0))))
        .unwrap();
    let address = ChunkAddress {
        document: 1,
        chunk: 0,
    };
    assert!(matches!(
        writing.next(),
        Some(WriteWant::Ask(Call::WriteChunk { address: at, .. })) if at == address
    ));
    let mut writing = scene.begun(&lawful);
    writing.take(&scene.trust, written(0, None)).unwrap();
    assert_eq!(writing.next(), None);
}

#[test]
fn a_lock_that_misbehaves_is_left() {
    let scene = Scene::new();
    let lawful = scene.inspected();
    let cases = [
        // More inspections, and another chunk, than there are.
        (written(3, None), WritingError::NoSuchPiece),
        (written(0, Some((0, 200))), WritingError::NoSuchPiece),
        (written(0, Some((9, 0))), WritingError::NoSuchPiece),
        (Ok(Answer::Welcome), WritingError::NotAsked),
        (
            Err(Refusal::NotObeyed(RefusalReason::NoRoom)),
            WritingError::Refused(Refusal::NotObeyed(RefusalReason::NoRoom)),
        ),
    ];
    for (answer, error) in cases {
        let mut writing = scene.begun(&lawful);
        assert_eq!(writing.take(&scene.trust, answer), Err(error));
    }
    // One that takes pieces and never has them; and one that loses what it had.
    for next in [written(0, Some((0, 0))), written(0, None)] {
        let mut writing = scene.begun(&lawful);
        writing
            .take(&scene.trust, written(0, Some((0, 0))))
            .unwrap();
        writing
            .take(&scene.trust, written(1, Some((0, 0))))
            .unwrap();
        assert_eq!(
            writing.take(&scene.trust, next),
            Err(WritingError::NotAsked)
        );
    }
}

#[test]
fn a_lock_that_is_not_as_the_manifest_names_it_is_not_written_to() {
    let scene = Scene::new();
    let lawful = scene.lawful();
    let changed: [fn(&mut Status); 3] = [
        |status| status.cycle = SealCycle(1),
        |status| status.tampers = TamperCount(1),
        |status| status.journal.length += 1,
    ];
    for change in changed {
        let mut writing = Writing::begin(scene.seal(), &lawful);
        let taken = writing.take(&scene.trust, Ok(scene.status(change)));
        assert_eq!(taken, Err(WritingError::MovedOn));
    }
    let others: [fn(&mut Status); 2] = [
        |status| status.lock = parsed(OTHER_LOCK),
        |status| status.session = decode(&[0; 32], 32).unwrap(),
    ];
    for change in others {
        let mut writing = Writing::begin(scene.seal(), &lawful);
        let taken = writing.take(&scene.trust, Ok(scene.status(change)));
        assert_eq!(taken, Err(WritingError::NotTheLock));
    }
}

#[test]
fn papers_for_something_else_are_refused() {
    let scene = Scene::new();
    let changes: [fn(&mut Manifest); 6] = [
        |manifest| manifest.lock = parsed(OTHER_LOCK),
        |manifest| manifest.container = parsed("CBHU3202732"),
        |manifest| manifest.cycle = SealCycle(2),
        |manifest| manifest.tampers = TamperCount(1),
        |manifest| manifest.journal.length += 1,
        |manifest| {
            manifest.previous = Some(Id::from_hash(Hash::of("test", &[])));
        },
    ];
    for change in changes {
        let result = scene.judge(&scene.with(change));
        assert_eq!(result, Err(PapersError::NotAsAsked));
    }
}

#[test]
fn papers_that_are_not_what_their_manifest_names_are_refused() {
    let scene = Scene::new();
    let good = papers(&scene.office);
    let swapped = Papers {
        documents: listed(good.documents.iter().rev().cloned().collect()),
        ..good.clone()
    };
    let short = Papers {
        documents: listed(good.documents[..2].to_vec()),
        ..good.clone()
    };
    let mut chunks = good.documents.to_vec();
    chunks[0] = listed(chunks_of(b"another delivery bill", 64));
    let forged = Papers {
        documents: listed(chunks),
        ..good.clone()
    };
    let uninvited = Papers {
        inspections: listed(vec![carried_digest(&scene.office)]),
        ..good
    };
    for papers in [swapped, short, forged, uninvited] {
        assert_eq!(scene.judge(&papers), Err(PapersError::NotAsNamed));
    }
    let more = scene.with(|manifest| manifest.totals.items += 1);
    assert!(matches!(
        scene.judge(&more),
        Err(PapersError::DoesNotAddUp(_))
    ));
}

#[test]
fn papers_of_nobody_who_counts_are_refused() {
    let scene = Scene::new();
    let good = papers(&scene.office);
    let by_an_officer = Papers {
        issuer: scene.office.officer().chain,
        ..good.clone()
    };
    assert!(matches!(
        scene.judge(&by_an_officer),
        Err(PapersError::Manifest(_))
    ));
    let stranger = elsewhere();
    let of_a_stranger = Papers {
        manifest: stranger.issuer().sign(&manifest(&scene.office)),
        issuer: stranger.issuer().chain,
        ..good
    };
    assert!(matches!(
        scene.judge(&of_a_stranger),
        Err(PapersError::Issuer(_))
    ));
    let too_early = scene.with(|manifest| manifest.issued_at = parties::days_before(4000));
    assert_eq!(
        scene.judge(&too_early),
        Err(PapersError::IssuerDoesNotCount)
    );
}

#[test]
fn the_manifest_before_is_the_last_that_was_sealed_with() {
    let scene = Scene::new();
    let id = |bytes: &[u8]| Id::from_hash(Hash::of("test", &[bytes]));
    let (first, second): (Id<Manifest>, Id<Manifest>) = (id(b"first"), id(b"second"));
    let told = |events: &[Event]| {
        let mut journal = journal_before_sealing(LOCK);
        for event in events {
            journal.write(event.clone(), None);
        }
        let entries: Vec<Entry> = journal
            .entries
            .iter()
            .map(|bytes| decode(bytes, 4096).unwrap())
            .collect();
        let Answer::Status(signed) = scene.status(|_| {}) else {
            panic!("a status");
        };
        let lock = scene.trust.verify(&scene.office.lock().chain).unwrap();
        let status = lock.verify(&signed).unwrap();
        let policy = scene.office.officer().sign(&policy()).id();
        before(
            &status,
            &entries,
            parsed(parties::lock::CONTAINER),
            policy,
            NOW,
        )
        .previous
    };
    let accepted = |manifest| Event::SealAccepted {
        cycle: SealCycle(1),
        manifest,
    };
    let sealed = Event::Sealed {
        cycle: SealCycle(1),
    };
    let held = |held| Event::Recovered { held };
    assert_eq!(told(&[]), None);
    assert_eq!(told(&[accepted(first), sealed.clone()]), Some(first));
    assert_eq!(told(&[accepted(first), held(true)]), Some(first));
    assert_eq!(told(&[accepted(first), held(false)]), None);
    let then = [accepted(first), sealed.clone(), accepted(second)];
    let with = |last: Event| told(&[&then[..], &[last]].concat());
    assert_eq!(with(Event::SealFailed), Some(first));
    assert_eq!(with(sealed.clone()), Some(second));
    assert_eq!(
        told(&[accepted(first), sealed, Event::DocumentsErased]),
        None
    );
}
