//! What an officer can have done.

use std::rc::Rc;
use std::time::Duration;

use leptos::task::spawn_local;
use railseal_inspection::record::{
    Decision, DeviceId, Earlier, InspectionRecord, MAX_PARTS, Part, Sequence,
};
use railseal_inspection::{Judgement, Question, judge_with};
use railseal_protocol::bounded::{List, Text};
use railseal_protocol::codes::SealCondition;
use railseal_protocol::enrolment::{EnrolmentCode, Pulled};
use railseal_protocol::key::PublicKey;
use railseal_protocol::time::Timestamp;

use super::state::{App, Busy, Desk, Lamp, Painted, Phase, Visit};
use crate::device::http::SameOrigin;
use crate::device::keys::{OfficerKey, Signer};
use crate::device::online::{Change, watch};
use crate::device::store::{Store, ask_to_persist};
use crate::device::{clock, random};
use crate::enrolment::{EnrolmentError, enrol, key_name};
use crate::grants;
use crate::officer::{Kept, Officer};
use crate::outbox::{self, Outbox};
use crate::route::Screen;
use crate::sightings;
use crate::sync::{SyncError, pull, push};
use crate::words::Trouble;

/// The customs server: the one that this page came from.
const SERVER: SameOrigin = SameOrigin {
    patience: Duration::from_secs(30),
    most: Pulled::LIMIT,
};

impl App {
    /// Opens the store and takes the officer out of it.
    pub(super) fn open(self) {
        spawn_local(async move {
            match self.open_now().await {
                Ok(phase) => self.phase.set(phase),
                Err(trouble) => self.phase.set(Phase::Broken(trouble)),
            }
        });
        // A network that comes back is a good moment to hand over what waits here.
        let watch = watch(move |change| {
            if change == Change::Online && self.only_here() > 0 {
                self.sync();
            }
        });
        std::mem::forget(watch);
    }

    async fn open_now(self) -> Result<Phase, Trouble> {
        let store = Store::open().await?;
        if let Ok(Some(language)) = Kept::Language.read(&store).await {
            self.load_words(language);
        }
        let mut phase = Phase::Enrolling;
        let mut key = None;
        if let Some(officer) = Officer::load(&store).await? {
            key = store
                .key(&key_name(&officer.holder.certificate().key))
                .await?;
            self.outbox.set(Outbox::load(&store, &officer.trust).await?);
            self.officer.set(Some(officer));
        }
        if key.is_some() {
            phase = Phase::Working;
        }
        self.desk.set_untracked(Some(Rc::new(Desk {
            store,
            key,
            http: SERVER,
        })));
        Ok(phase)
    }

    /// Enrols this device with a code.
    pub fn enrol(self, code: EnrolmentCode) {
        let Some(desk) = self.desk.get_untracked() else {
            return;
        };
        self.enrolling.set(Busy::Working);
        spawn_local(async move {
            match self.enrol_now(&code, &desk).await {
                Ok(()) => {
                    self.enrolling.set(Busy::Idle);
                    self.phase.set(Phase::Working);
                    self.go(Screen::Work);
                    self.sync();
                }
                Err(trouble) => self.enrolling.set(Busy::Failed(trouble)),
            }
        });
    }

    async fn enrol_now(self, code: &EnrolmentCode, desk: &Rc<Desk>) -> Result<(), Trouble> {
        let device = match Kept::Device.read(&desk.store).await? {
            Some(device) => device,
            None => DeviceId(fresh()?),
        };
        let key = OfficerKey::generate().await.map_err(EnrolmentError::Key)?;
        // Under a name of its own, so that an enrolment which fails leaves an earlier key alone.
        let public =
            PublicKey::from_sec1(&key.public_key_sec1()).map_err(|_| EnrolmentError::BadKey)?;
        desk.store.keep_key(&key_name(&public), &key).await?;
        let officer = enrol(code, device, &key, &desk.http, &desk.store).await?;
        // Whether the browser promises it or not, the store is used all the same.
        let _ = ask_to_persist().await;
        self.officer.set(Some(officer));
        self.desk.set_untracked(Some(Rc::new(Desk {
            store: desk.store.clone(),
            key: Some(key),
            http: SERVER,
        })));
        Ok(())
    }

    /// Sends what waits here, and fetches lists and work.
    pub fn sync(self) {
        if self.syncing.get_untracked() == Busy::Working {
            return;
        }
        self.syncing.set(Busy::Working);
        spawn_local(async move {
            let result = self.sync_now().await;
            self.syncing.set(match result {
                Ok(()) => Busy::Done,
                Err(error) => Busy::Failed(error.into()),
            });
        });
    }

    async fn sync_now(self) -> Result<(), SyncError> {
        let (Some(desk), Some(officer)) = (self.desk.get_untracked(), self.officer.get_untracked())
        else {
            return Ok(());
        };
        let Some(key) = &desk.key else {
            return Ok(());
        };
        let now = Timestamp::from_unix(clock::now());
        let pushed = push(&officer, &desk.http, &desk.store, now).await;
        self.outbox
            .set(Outbox::load(&desk.store, &officer.trust).await?);
        pushed?;
        let officer = pull(&officer, key, &desk.http, &desk.store, now).await?;
        self.officer.set(Some(officer.clone()));
        // What could not be said may be said now.
        self.settle();
        let grants = grants::fetch(&officer, key, &desk.http, &desk.store, now).await?;
        self.carry(grants);
        Ok(())
    }

    /// Takes what the lamp blinks, as somebody read it.
    pub fn take_lamp(self, lamp: Lamp) {
        self.lamp.set(lamp);
        self.settle();
    }

    /// Takes the container's number as somebody read it off the container.
    pub fn take_painted(self, painted: Painted) {
        self.painted.set(painted);
        self.settle();
    }

    /// Judges, as soon as everything is read, and the container's number and the lamp's code are
    /// taken.
    pub(super) fn settle(self) {
        let (evidence, whole) = match (self.visit.get_untracked(), self.coming.get_untracked()) {
            (Visit::Read(evidence), _) => (evidence, true),
            (Visit::Running(_), Some(evidence)) => (evidence, false),
            _ => return,
        };
        let found = self.cargo.get_untracked().filter(|_| whole);
        let painted = match self.painted.get_untracked() {
            Painted::NotYet => return,
            Painted::Unreadable => None,
            Painted::Number(number) => Some(number),
        };
        let lamp = match self.lamp.get_untracked() {
            Lamp::NotYet if evidence.seal.lamp.is_some() => return,
            Lamp::NotYet | Lamp::Unreadable => None,
            Lamp::Code(code) => Some(code),
        };
        let judgement = self.officer.with_untracked(|officer| {
            officer.as_ref().map(|officer| {
                let question = Question {
                    evidence: &evidence,
                    trust: &officer.trust,
                    now: Timestamp::from_unix(clock::now()),
                    place: &officer.person.station,
                    seen: &self.seen.get_untracked(),
                    painted,
                    lamp,
                };
                judge_with(&question, found.as_deref())
            })
        });
        let judgement = judgement.map(Rc::new);
        self.judgement.set(judgement.clone());
        // While its documents come, the lock may be judged again: it is not seen yet.
        if let (true, Some(desk), Some(judgement)) = (whole, self.desk.get_untracked(), judgement) {
            spawn_local(async move {
                // Without it, this device has not seen the lock; others still may have.
                let _ = sightings::remember(&judgement, &desk.store).await;
            });
        }
    }

    /// Signs what was decided, and shows the record once it is on the disk.
    pub fn sign(self, condition: SealCondition, decision: Decision, note: Text<1000>) {
        let Some(draft) = self.draft(condition, decision, note) else {
            return;
        };
        self.signing.set(Busy::Working);
        spawn_local(async move {
            match self.sign_now(&draft).await {
                Ok(sequence) => {
                    self.signing.set(Busy::Idle);
                    self.visit.set(Visit::None);
                    self.judgement.set(None);
                    self.forget_orders();
                    self.go(Screen::Record(sequence));
                    self.sync();
                }
                Err(trouble) => self.signing.set(Busy::Failed(trouble)),
            }
        });
    }

    fn draft(
        self,
        condition: SealCondition,
        decision: Decision,
        note: Text<1000>,
    ) -> Option<InspectionRecord> {
        let Visit::Read(evidence) = self.visit.get_untracked() else {
            return None;
        };
        let painted = match self.painted.get_untracked() {
            Painted::Number(number) => Some(number),
            Painted::NotYet | Painted::Unreadable => None,
        };
        let lamp = match self.lamp.get_untracked() {
            Lamp::Code(code) => Some(code),
            Lamp::NotYet | Lamp::Unreadable => None,
        };
        let judgement = self.judgement.get_untracked()?;
        let officer = self.officer.get_untracked()?;
        Some(InspectionRecord {
            device: officer.device,
            sequence: Sequence(0),
            previous: None,
            made_at: Timestamp::from_unix(clock::now()),
            place: officer.person.station,
            painted,
            lamp,
            seen: self.seen.get_untracked(),
            seal: evidence.seal.clone(),
            verdict: judgement.verdict.clone(),
            condition,
            decision,
            note,
            parts: self.parts(&judgement),
        })
    }

    /// What only some inspections have.
    fn parts(self, judgement: &Judgement) -> List<Part, MAX_PARTS> {
        let mut parts = Vec::new();
        let earlier = judgement.inspections.first();
        if let (Some(prior), Some(decision)) = (earlier, self.earlier.get_untracked()) {
            let inspection = prior.digest.id();
            parts.push(Part::Earlier(Earlier {
                inspection,
                decision,
            }));
        }
        if let Some(acts) = self.acts.get_untracked() {
            let digests = acts.directives.iter().rev();
            let digest = digests
                .filter_map(|directive| directive.inspection.as_ref())
                .next();
            parts.extend(digest.map(|carried| Part::Digest(Box::new(carried.digest.clone()))));
            parts.push(Part::Acts(Box::new(acts)));
        }
        parts.try_into().unwrap_or(List::empty())
    }

    async fn sign_now(self, draft: &InspectionRecord) -> Result<Sequence, Trouble> {
        let (Some(desk), Some(officer)) = (self.desk.get_untracked(), self.officer.get_untracked())
        else {
            return Err(Trouble::NOT_ENROLLED);
        };
        let key = desk.key.as_ref().ok_or(Trouble::NOT_ENROLLED)?;
        let sequence = outbox::save(&officer, key, &desk.store, draft).await?;
        self.outbox
            .set(Outbox::load(&desk.store, &officer.trust).await?);
        Ok(sequence)
    }
}

/// Random bytes for one use.
pub(super) fn fresh<const N: usize>() -> Result<[u8; N], Trouble> {
    let mut bytes = [0; N];
    random::fill(&mut bytes).map_err(|_| Trouble::NO_RANDOMNESS)?;
    Ok(bytes)
}
