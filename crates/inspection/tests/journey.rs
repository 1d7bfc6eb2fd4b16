//! What is judged of a lock's journey: who did what since sealing, whether time went forward,
//! whether the route fits; and that whom the journal names is asked for.
#![expect(clippy::unwrap_used, reason = "a test may fail by it")]

#[path = "../../protocol/tests/parties/mod.rs"]
mod parties;

use parties::lock::{CONTAINER, Journal, journal, manifest, meet, sealing, status};
use parties::{
    Authority, LOCK, NOW, Party, agreement, china, days_after, days_before, elsewhere, kazakhstan,
    listed, parsed,
};
use railseal_inspection::evidence::{Evidence, SealEvidence};
use railseal_inspection::finding::{CheckKind, Finding, Problem};
use railseal_inspection::reading::{Reading, Want};
use railseal_inspection::verdict::Outcome;
use railseal_inspection::{Judgement, Question, judge};
use railseal_protocol::bounded::List;
use railseal_protocol::call::{Answer, Call, Presence, Refusal};
use railseal_protocol::chain::CertificateChain;
use railseal_protocol::identifiers::StationCode;
use railseal_protocol::journal::{Entry, Event};
use railseal_protocol::manifest::{Chunk, chunks_of};
use railseal_protocol::recognition::{RevocationReason, Revoked};
use railseal_protocol::session::agreement_key;
use railseal_protocol::statement::Signed;
use railseal_protocol::status::Status;
use railseal_protocol::time::{Seconds, Timestamp};
use railseal_protocol::trust::Trust;
use railseal_protocol::wire::{decode, encode};

/// What was received from China's lock, with more in its journal than its sealing.
struct Scene {
    own: Authority,
    other: Authority,
    journal: Journal,
    people: Vec<CertificateChain>,
    change: fn(&mut Status),
}

impl Scene {
    fn new() -> Self {
        let (own, other) = (kazakhstan(), china());
        let journal = journal(&other);
        Self {
            own,
            other,
            journal,
            people: vec![],
            change: |_| {},
        }
    }

    /// Something happened, by somebody's order or nobody's.
    fn and(mut self, event: Event, who: Option<&Party>) -> Self {
        self.journal.write(event, who.map(Party::id));
        self
    }

    fn shown(mut self, whose: &Party) -> Self {
        self.people.push(whose.chain.clone());
        self
    }

    fn seal(&self) -> SealEvidence {
        let met = meet(&self.other);
        let session = met.phone.id();
        let mut status = status(&self.other, session);
        status.journal = self.journal.head;
        (self.change)(&mut status);
        SealEvidence {
            lock: parsed(LOCK),
            session,
            chain: self.other.lock().chain,
            agreement: agreement_key(&agreement(LOCK)).unwrap(),
            status: Some(self.other.lock().sign(&status)),
            journal: listed(self.journal.entries.clone()),
            sealing: Some(sealing(&self.other)),
            lamp: None,
            inspections: List::empty(),
            amendments: List::empty(),
            people: listed(self.people.clone()),
            refused: None,
        }
    }

    fn evidence(&self) -> Evidence {
        Evidence {
            seal: self.seal(),
            documents: documents(),
        }
    }

    fn trust(&self) -> Trust {
        self.own.trusting(&self.other)
    }

    fn judged(&self) -> Judgement {
        self.judged_by(&self.trust(), NOW)
    }

    fn judged_by(&self, trust: &Trust, now: Timestamp) -> Judgement {
        let place: StationCode = parsed("KZDOS");
        judge(&Question {
            evidence: &self.evidence(),
            trust,
            now,
            place: &place,
            seen: &[journal(&self.other).head],
            painted: Some(parsed(CONTAINER)),
            lamp: None,
        })
    }

    fn found(&self, kind: CheckKind) -> Finding {
        found(&self.judged(), kind)
    }
}

fn found(judgement: &Judgement, kind: CheckKind) -> Finding {
    judgement.verdict.finding(kind).unwrap().clone()
}

fn documents() -> Vec<Vec<Chunk>> {
    [
        parties::cargo::bill(),
        parties::cargo::list(),
        parties::cargo::sheet(),
    ]
    .map(|document| chunks_of(&document, 64))
    .into()
}

#[test]
fn the_scene_of_the_vectors_passes() {
    let judgement = Scene::new().judged();
    assert_eq!(
        judgement.verdict.outcome(),
        Outcome::Pass,
        "{:?}",
        judgement.verdict.reason()
    );
    let findings = parties::inspection::findings(&china());
    let theirs: Vec<Vec<u8>> = findings.into_iter().map(|(_, bytes)| bytes).collect();
    let ours: Vec<Vec<u8>> = judgement.verdict.findings().iter().map(encode).collect();
    assert_eq!(ours, theirs, "the verdict in the vector `inspection`");
}

#[test]
fn an_act_needs_somebody_who_counted_when_it_was_done() {
    let (own, other) = (kazakhstan(), china());
    let (officer, stranger, staff) = (own.officer(), elsewhere().officer(), own.staff());
    let unsealed = |who: Option<&Party>| Scene::new().and(Event::UnsealAccepted, who);
    let problem = |problem| Finding::EventsProblem { entry: 5, problem };
    let events = |scene: Scene| scene.found(CheckKind::Events);
    assert_eq!(
        events(unsealed(Some(&officer)).shown(&officer)),
        Finding::EventsAccounted { acts: 3, people: 2 }
    );
    assert_eq!(
        events(unsealed(None)),
        Finding::EventsWithoutCause { entry: 5 }
    );
    assert_eq!(
        events(unsealed(Some(&officer))),
        Finding::EventsPersonMissing { entry: 5 }
    );
    let own_code = elsewhere().administration;
    assert_eq!(
        events(unsealed(Some(&stranger)).shown(&stranger)),
        problem(Problem::NotRecognised(own_code))
    );
    let mut forged = own.officer();
    forged.chain.issuers = other.officer().chain.issuers;
    assert_eq!(
        events(unsealed(Some(&officer)).shown(&forged)),
        Finding::EventsPersonForged { entry: 5 }
    );
    // What only the sensors tell needs nobody; who reads is no act of opening.
    assert_eq!(
        events(
            Scene::new()
                .and(Event::LeverInserted, None)
                .and(Event::DocumentsRead, Some(&staff))
                .shown(&staff)
        ),
        Finding::EventsAccounted { acts: 3, people: 2 }
    );
}

#[test]
fn whoever_was_withdrawn_by_then_does_not_count_and_later_does_no_harm() {
    let scene = Scene::new();
    let sealer = scene.other.officer();
    let sealed_at = days_before(2);
    let cases = [
        (days_before(3), RevocationReason::ServiceEnded, false),
        (days_before(1), RevocationReason::ServiceEnded, true),
        (days_before(1), RevocationReason::KeyCompromised, false),
    ];
    for (from, reason, counts) in cases {
        let revoked = Revoked {
            certificate: sealer.id(),
            from,
            reason,
        };
        let mut trust = scene.trust();
        let list = scene.other.revocations(9, vec![revoked]);
        trust
            .accept_revocations(&scene.other.sign_revocations(&list))
            .unwrap();
        let judgement = scene.judged_by(&trust, NOW);
        let wanted = if counts {
            Finding::EventsAccounted { acts: 2, people: 1 }
        } else {
            let problem = Problem::Revoked { from, reason };
            Finding::EventsProblem { entry: 2, problem }
        };
        assert_eq!(found(&judgement, CheckKind::Events), wanted);
        let outcome = judgement.verdict.outcome();
        assert_eq!(outcome == Outcome::Pass, counts, "sealed at {sealed_at:?}");
    }
}

#[test]
fn a_clock_that_went_back_and_a_root_past_its_end_are_told() {
    let mut scene = Scene::new();
    scene.change = |status| status.time.wall = Some(days_before(3));
    assert_eq!(
        scene.found(CheckKind::Clock),
        Finding::ClockOfLockWentBack { entry: 4 }
    );

    let scene = Scene::new();
    let later = days_after(4000);
    let root_ends = days_after(3000);
    assert_eq!(
        found(&scene.judged_by(&scene.trust(), later), CheckKind::Lists),
        Finding::ListsRootExpired { since: root_ends }
    );
}

#[test]
fn a_manifest_of_the_future_is_a_caution() {
    let scene = Scene::new();
    let issued_at = manifest(&scene.other).issued_at;
    // Lists from before the sealing, so that the floor lets this device's clock be that far back.
    let mut trust = scene.own.trust();
    let mut lists = scene.own.lists(&scene.other);
    let mut recognition = scene
        .own
        .recognition(1, &scene.other, &parties::EVERY_SCOPE);
    recognition.header.issued_at = days_before(5);
    lists.recognition = scene.own.sign_recognition(&recognition);
    let back = |authority: &Authority| {
        let mut list = authority.revocations(3, vec![]);
        list.header.issued_at = days_before(5);
        authority.sign_revocations(&list)
    };
    lists.revocations = listed(vec![back(&scene.own), back(&scene.other)]);
    assert_eq!(trust.accept(&lists), []);
    let now = issued_at.minus(Seconds::new(3600));
    assert_eq!(
        found(&scene.judged_by(&trust, now), CheckKind::Route),
        Finding::RouteAhead {
            by: Seconds::new(3600)
        }
    );
}

/// A lock that answers what it is asked, from the scene.
fn answer(scene: &Scene, call: Call) -> Result<Answer, Refusal> {
    let seal = scene.seal();
    match call {
        Call::Status => Ok(Answer::Status(seal.status.unwrap())),
        Call::Present(_) => Ok(Answer::Welcome),
        Call::ReadJournal { from } => {
            let entries = &scene.journal.entries[from as usize..];
            Ok(Answer::Journal(listed(entries.to_vec())))
        }
        Call::ReadSealing => Ok(Answer::Sealing(Box::new(seal.sealing.unwrap()))),
        Call::ReadChain { certificate } => {
            let mut people = scene.people.iter();
            let chain = people.find(|chain| chain.leaf.id() == certificate);
            chain.map_or(Err(Refusal::Nothing), |chain| {
                Ok(Answer::Chain(Box::new(chain.clone())))
            })
        }
        Call::ReadChunk(at) => {
            let chunk = &documents()[usize::from(at.document)][usize::from(at.chunk)];
            Ok(Answer::Chunk(chunk.clone()))
        }
        _ => Err(Refusal::Nothing),
    }
}

/// Reads the scene's lock to the end; gives what was asked for, too.
fn read(scene: &Scene, who: &Party) -> (Evidence, Vec<Call>) {
    let (trust, mut asked) = (scene.trust(), Vec::new());
    let holder = trust.verify(&who.chain).unwrap();
    let mut reading = Reading::begin(SealEvidence {
        status: None,
        journal: List::empty(),
        sealing: None,
        people: List::empty(),
        ..scene.seal()
    });
    while let Some(want) = reading.next() {
        match want {
            Want::Proof(presence) => {
                let signed: Signed<Presence> = who.sign(&presence);
                reading.prove(signed, &holder);
            }
            Want::Ask(call) => {
                asked.push(call.clone());
                reading.take(&trust, answer(scene, call)).unwrap();
            }
        }
    }
    (reading.evidence(), asked)
}

#[test]
fn whom_the_journal_names_is_asked_for_once_and_the_sealer_not_at_all() {
    let officer = kazakhstan().officer();
    let (staff, stranger) = (kazakhstan().staff(), elsewhere().officer());
    let scene = Scene::new()
        .and(Event::DocumentsRead, Some(&officer))
        .and(Event::DocumentsRead, Some(&staff))
        .and(Event::DocumentsRead, Some(&officer))
        .and(Event::DocumentsRead, Some(&stranger))
        .shown(&officer)
        .shown(&staff);
    let (evidence, asked) = read(&scene, &officer);
    let chains: Vec<_> = asked
        .into_iter()
        .filter_map(|call| match call {
            Call::ReadChain { certificate } => Some(certificate),
            _ => None,
        })
        .collect();
    assert_eq!(chains, [officer.id(), staff.id(), stranger.id()]);
    assert_eq!(
        evidence.seal.people.to_vec(),
        [officer.chain, staff.chain],
        "the lock has nothing of the third"
    );
    assert_eq!(evidence, {
        let mut whole = scene.evidence();
        whole.seal.people = evidence.seal.people.clone();
        whole
    });
}

#[test]
fn railway_staff_ask_for_nothing_that_is_not_theirs() {
    let scene = Scene::new();
    let (evidence, asked) = read(&scene, &kazakhstan().staff());
    assert!(asked.iter().all(|call| matches!(
        call,
        Call::Status | Call::Present(_) | Call::ReadJournal { .. } | Call::ReadChain { .. }
    )));
    assert_eq!(evidence.seal.sealing, None);
    let entries: Vec<Entry> = evidence
        .seal
        .journal
        .iter()
        .map(|bytes| decode(bytes, 192).unwrap())
        .collect();
    assert_eq!(entries.len(), 5);
}
