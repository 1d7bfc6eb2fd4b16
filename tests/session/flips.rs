//! Each byte of each decrypted statement and document chunk is flipped before it is verified, one
//! at a time: each is refused or gives a named code, and none passes.

use std::collections::HashMap;
use std::thread;

use railseal::signing::sign;
use railseal_inspection::evidence::SealEvidence;
use railseal_inspection::reading::{Reading, Want};
use railseal_inspection::verdict::Outcome;
use railseal_protocol::announcement::Announcement;
use railseal_protocol::call::{Answer, Call, Refusal};
use railseal_protocol::chain::CertificateChain;
use railseal_protocol::phone::{Greeted, Greeting};
use railseal_protocol::segment::MESSAGE_LIMIT;
use railseal_protocol::session::{Entropy, LockHello, SessionId};
use railseal_protocol::wire::{decode, encode};
use railseal_tests::bluez::Peripheral;
use railseal_tests::demonstration::Condition;

use super::crossing::{Crossing, NOW, judge_at};

/// Everything that the intact lock said, decrypted, by what it was asked.
struct Transcript {
    session: SessionId,
    hello: LockHello,
    answers: HashMap<Vec<u8>, Vec<u8>>,
}

/// Which part of a transcript a flip hits.
#[derive(Debug, Clone)]
enum Part {
    Chain,
    Answer(Vec<u8>),
}

#[tokio::test]
async fn no_flipped_byte_passes() {
    let crossing = Crossing::open().await;
    let transcript = record(&crossing).await;
    assert_eq!(
        replay(&crossing, &transcript, None),
        Some(Outcome::Pass),
        "unflipped"
    );

    let mut flips: Vec<(Part, usize)> = (0..transcript.hello.chain.to_wire().len())
        .map(|at| (Part::Chain, at))
        .collect();
    for (call, answer) in &transcript.answers {
        flips.extend((0..answer.len()).map(|at| (Part::Answer(call.clone()), at)));
    }
    assert!(flips.len() > 3500, "a transcript of {} bytes", flips.len());
    let (first, second) = flips.split_at(flips.len() / 2);
    let officer = &crossing.officer;
    let passed: Vec<_> = thread::scope(|scope| {
        let work = [first, second].map(|half| {
            let transcript = &transcript;
            scope.spawn(move || {
                let passes = |flip: &&(Part, usize)| {
                    let outcome = replay_by(officer, transcript, Some(flip));
                    !matches!(outcome, None | Some(Outcome::Hold | Outcome::CannotSay))
                };
                half.iter().filter(passes).cloned().collect::<Vec<_>>()
            })
        });
        work.into_iter()
            .flat_map(|half| half.join().unwrap())
            .collect()
    });
    assert!(
        passed.is_empty(),
        "{} of {} flips pass: {:?}",
        passed.len(),
        flips.len(),
        passed.first()
    );
}

/// Has a real session with the lock, and keeps what it says.
async fn record(crossing: &Crossing) -> Transcript {
    let mut lock = crossing.demonstration.lock(Condition::Intact, NOW).unwrap();
    lock.connected();
    let announcement = Announcement::from_wire(&lock.read_announcement()).unwrap();
    let (mut greeting, segments) =
        Greeting::begin(&announcement, Entropy::from_random([5; 32])).unwrap();
    let mut incoming = segments
        .iter()
        .flat_map(|s| lock.write_inbox(s))
        .collect::<Vec<_>>();
    incoming.reverse();
    let (mut conversation, hello) = loop {
        match greeting.take(&incoming.pop().unwrap()).unwrap() {
            Greeted::NotYet(more) => greeting = more,
            Greeted::Done(conversation, hello) => break (conversation, hello),
        }
    };
    let session = conversation.session();
    let seal = SealEvidence::begin(announcement.lock, session, hello.clone());
    let mut reading = Reading::begin(seal);
    let mut answers = HashMap::new();
    while let Some(want) = reading.next() {
        let call = match want {
            Want::Proof(presence) => {
                let holder = &crossing.officer.holder;
                let signed = sign(&crossing.key, holder, &presence).await.unwrap();
                reading.prove(signed, holder);
                continue;
            }
            Want::Ask(call) => call,
        };
        let mut answer = None;
        for segment in conversation.ask(call.clone()).unwrap() {
            for notified in lock.write_inbox(&segment) {
                answer = conversation.take(&notified).unwrap();
            }
        }
        let answer = answer.unwrap();
        answers.insert(key(&call), encode(&answer));
        reading.take(&crossing.officer.trust, answer).unwrap();
    }
    Transcript {
        session,
        hello,
        answers,
    }
}

/// A call's name in the transcript. Who presents is the same in every replay.
fn key(call: &Call) -> Vec<u8> {
    match call {
        Call::Present(_) => b"present".to_vec(),
        other => encode(other),
    }
}

fn replay(
    crossing: &Crossing,
    transcript: &Transcript,
    flip: Option<&(Part, usize)>,
) -> Option<Outcome> {
    replay_by(&crossing.officer, transcript, flip)
}

/// Reads the transcript again with one byte flipped, and judges it. None: refused with an error.
fn replay_by(
    officer: &railseal::officer::Officer,
    transcript: &Transcript,
    flip: Option<&(Part, usize)>,
) -> Option<Outcome> {
    let mut hello = transcript.hello.clone();
    if let Some((Part::Chain, at)) = flip {
        let mut bytes = hello.chain.to_wire();
        bytes[*at] ^= 1;
        hello.chain = CertificateChain::from_wire(&bytes).ok()?;
    }
    let lock = Condition::Intact.lock().unwrap();
    let mut reading = Reading::begin(SealEvidence::begin(lock, transcript.session, hello));
    while let Some(want) = reading.next() {
        let call = match want {
            Want::Proof(_) => Call::ReadSealing,
            Want::Ask(call) => call,
        };
        // The proof itself is the phone's own: here it is only said to have been accepted.
        let name = if matches!(reading.next(), Some(Want::Proof(_))) {
            b"present".to_vec()
        } else {
            key(&call)
        };
        let mut bytes = transcript.answers.get(&name)?.clone();
        if let Some((Part::Answer(hit), at)) = flip
            && *hit == name
        {
            bytes[*at] ^= 1;
        }
        let answer: Result<Answer, Refusal> = decode(&bytes, MESSAGE_LIMIT).ok()?;
        reading.take(&officer.trust, answer).ok()?;
    }
    let evidence = reading.evidence();
    let judgement = judge_at(officer, &evidence, Condition::Intact.container().ok(), NOW);
    if judgement.verdict.outcome() != Outcome::Pass {
        assert!(
            !judgement
                .verdict
                .reason()
                .unwrap()
                .code()
                .to_string()
                .is_empty()
        );
    }
    Some(judgement.verdict.outcome())
}
