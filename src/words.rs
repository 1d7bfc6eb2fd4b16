//! Words for people: one catalogue a language, each a single `match` over every [`Phrase`], so
//! that a language which lacks a phrase does not build. No sentence stands anywhere else.

pub mod catalogue;
#[cfg(not(target_arch = "wasm32"))]
mod chinese;
mod english;
mod finding;
pub mod order;
mod phrase;
#[cfg(not(target_arch = "wasm32"))]
mod russian;
mod trouble;

use railseal_inspection::documents::{ContentCategory, Load, ReceptacleKind};
use railseal_inspection::finding::{CheckKind, CheckResult};
use railseal_inspection::reading::Stage;
use railseal_inspection::record::EarlierDecision;
use railseal_inspection::verdict::Outcome;
use railseal_protocol::codes::{Disposition, SealCondition};
use railseal_protocol::journal::Event;
use railseal_protocol::manifest::Grams;
use railseal_protocol::status::LockState;
use serde::{Deserialize, Serialize};

pub use finding::Told;
pub use order::OrderPhrase;
pub use phrase::Phrase;
pub use trouble::Trouble;

/// What every language can say.
pub trait Said: Copy {
    /// It, in a language.
    fn said(self, language: Language) -> &'static str;
}

impl Said for Phrase {
    #[cfg(not(target_arch = "wasm32"))]
    fn said(self, language: Language) -> &'static str {
        match language {
            Language::English => english::say(self),
            Language::Russian => russian::say(self),
            Language::Chinese => chinese::say(self),
        }
    }

    /// In the browser only English is built in; what is not here yet is said in English.
    #[cfg(target_arch = "wasm32")]
    fn said(self, language: Language) -> &'static str {
        let line = catalogue::line(language, catalogue::Line::Phrase(self));
        line.unwrap_or_else(|| english::say(self))
    }
}

/// A language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Language {
    /// English.
    English,
    /// Russian.
    Russian,
    /// Chinese, simplified.
    Chinese,
}

impl Language {
    /// Every language.
    pub const ALL: [Self; 3] = [Self::English, Self::Russian, Self::Chinese];

    /// The language nearest to a browser's (BCP 47).
    pub fn nearest(tag: &str) -> Self {
        match tag.get(..2) {
            Some("ru" | "kk" | "be" | "ky") => Self::Russian,
            Some("zh") => Self::Chinese,
            _ => Self::English,
        }
    }

    /// Its tag (BCP 47).
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Russian => "ru",
            Self::Chinese => "zh-Hans",
        }
    }

    /// Its own name for itself.
    pub const fn name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Russian => "Русский",
            Self::Chinese => "中文",
        }
    }

    /// A phrase.
    pub fn say(self, phrase: impl Said) -> &'static str {
        phrase.said(self)
    }

    /// A phrase with its gaps `{0}`, `{1}` … filled.
    pub fn fill(self, phrase: impl Said, gaps: &[String]) -> String {
        fill(self.say(phrase), gaps)
    }

    /// A weight in kilograms.
    pub fn weight(self, grams: Grams) -> String {
        let (kilograms, rest) = (grams.0 / 1000, grams.0 % 1000);
        let point = match self {
            Self::English | Self::Chinese => '.',
            Self::Russian => ',',
        };
        let number = match rest {
            0 => kilograms.to_string(),
            _ if rest % 100 == 0 => format!("{kilograms}{point}{}", rest / 100),
            _ => format!("{kilograms}{point}{rest:03}"),
        };
        self.fill(Phrase::Kilograms, &[number])
    }

    /// Receptacles and their weight.
    pub fn load(self, load: Load) -> String {
        self.fill(
            Phrase::ReceptaclesAndWeight,
            &[load.receptacles.to_string(), self.weight(load.gross)],
        )
    }
}

fn fill(text: &str, gaps: &[String]) -> String {
    gaps.iter()
        .enumerate()
        .fold(text.to_owned(), |text, (place, gap)| {
            text.replace(&format!("{{{place}}}"), gap)
        })
}

impl Phrase {
    /// The word for an outcome.
    pub const fn outcome(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Pass => Self::OutcomePass,
            Outcome::Caution => Self::OutcomeCaution,
            Outcome::CannotSay => Self::OutcomeCannotSay,
            Outcome::Hold => Self::OutcomeHold,
        }
    }

    /// The word for what one check came to.
    pub const fn result(result: CheckResult) -> Self {
        match result {
            CheckResult::Passed => Self::CheckPassed,
            CheckResult::Caution => Self::CheckCaution,
            CheckResult::CannotSay => Self::CheckCannotSay,
            CheckResult::Failed => Self::CheckFailed,
        }
    }

    /// What is checked.
    pub const fn check(kind: CheckKind) -> Self {
        match kind {
            CheckKind::Lock => Self::KindLock,
            CheckKind::Certificate => Self::KindCertificate,
            CheckKind::Presence => Self::KindPresence,
            CheckKind::Continuity => Self::KindContinuity,
            CheckKind::Tamper => Self::KindTamper,
            CheckKind::Shut => Self::KindShut,
            CheckKind::Events => Self::KindEvents,
            CheckKind::Status => Self::KindStatus,
            CheckKind::Journal => Self::KindJournal,
            CheckKind::Manifest => Self::KindManifest,
            CheckKind::Issuer => Self::KindIssuer,
            CheckKind::Container => Self::KindContainer,
            CheckKind::Totals => Self::KindTotals,
            CheckKind::Documents => Self::KindDocuments,
            CheckKind::Inspections => Self::KindInspections,
            CheckKind::Amendments => Self::KindAmendments,
            CheckKind::Identifiers => Self::KindIdentifiers,
            CheckKind::Route => Self::KindRoute,
            CheckKind::Lists => Self::KindLists,
            CheckKind::Clock => Self::KindClock,
            CheckKind::Battery => Self::KindBattery,
        }
    }

    /// A lock's state.
    pub const fn state(state: LockState) -> Self {
        match state {
            LockState::InStock => Self::StateInStock,
            LockState::Sealed => Self::StateSealed,
            LockState::Unsealed => Self::StateUnsealed,
            LockState::Open => Self::StateOpen,
            LockState::Tampered => Self::StateTampered,
            LockState::Fault => Self::StateFault,
            LockState::Deactivated => Self::StateDeactivated,
        }
    }

    /// What a reading is at.
    pub const fn stage(stage: Stage) -> Self {
        match stage {
            Stage::Status => Self::StageStatus,
            Stage::Presence => Self::StagePresence,
            Stage::Journal => Self::StageJournal,
            Stage::Manifest
            | Stage::Lamp
            | Stage::Amendments
            | Stage::Inspections
            | Stage::People => Self::StageManifest,
            Stage::Documents => Self::StageDocuments,
            Stage::Finished => Self::StageFinished,
        }
    }

    /// A seal's condition.
    pub const fn condition(condition: SealCondition) -> Self {
        match condition {
            SealCondition::Right => Self::ConditionRight,
            SealCondition::Damaged => Self::ConditionDamaged,
            SealCondition::Missing => Self::ConditionMissing,
            SealCondition::Broken => Self::ConditionBroken,
            SealCondition::FaultyElectronics => Self::ConditionFaulty,
        }
    }

    /// What is made of an earlier inspection.
    pub const fn earlier(decision: EarlierDecision) -> Self {
        match decision {
            EarlierDecision::Recognised => Self::EarlierRecognised,
            EarlierDecision::InspectedAgain => Self::EarlierAgain,
        }
    }

    /// A decision.
    pub const fn disposition(disposition: Disposition) -> Self {
        match disposition {
            Disposition::Release => Self::DispositionRelease,
            Disposition::Examine => Self::DispositionExamine,
            Disposition::Detain => Self::DispositionDetain,
            Disposition::Return => Self::DispositionReturn,
        }
    }

    /// A receptacle.
    pub const fn receptacle(kind: ReceptacleKind) -> Self {
        match kind {
            ReceptacleKind::Bag => Self::ReceptacleBag,
            ReceptacleKind::Tray => Self::ReceptacleTray,
            ReceptacleKind::OutsideParcel => Self::ReceptacleParcel,
        }
    }

    /// What kind of sending an item is.
    pub const fn category(category: ContentCategory) -> Self {
        match category {
            ContentCategory::Gift => Self::CategoryGift,
            ContentCategory::Documents => Self::CategoryDocuments,
            ContentCategory::CommercialSample => Self::CategorySample,
            ContentCategory::SaleOfGoods => Self::CategorySale,
            ContentCategory::ReturnedGoods => Self::CategoryReturned,
            ContentCategory::Other => Self::CategoryOther,
        }
    }

    /// What happened to a lock.
    pub const fn event(event: &Event) -> Self {
        match event {
            Event::Commissioned => Self::EventCommissioned,
            Event::Bound(_) => Self::EventBound,
            Event::SealAccepted { .. } => Self::EventSealAccepted,
            Event::Sealed { .. } => Self::EventSealed,
            Event::SealFailed => Self::EventSealFailed,
            Event::UnsealAccepted => Self::EventUnsealAccepted,
            Event::Unsealed => Self::EventUnsealed,
            Event::Refused { .. } => Self::EventRefused,
            Event::LeverInserted => Self::EventLeverInserted,
            Event::LeverPulled => Self::EventLeverPulled,
            Event::LeverCut => Self::EventLeverCut,
            Event::CaseOpened => Self::EventCaseOpened,
            Event::MotorStuck => Self::EventMotorStuck,
            Event::Relocked => Self::EventRelocked,
            Event::BatteryLow(_) => Self::EventBatteryLow,
            Event::ClockSet { .. } => Self::EventClockSet,
            Event::ClockLost => Self::EventClockLost,
            Event::Restarted => Self::EventRestarted,
            Event::Recovered { .. } => Self::EventRecovered,
            Event::ListTaken { .. } => Self::EventListTaken,
            Event::DocumentsWritten => Self::EventDocumentsWritten,
            Event::DocumentsRead => Self::EventDocumentsRead,
            Event::DocumentsErased => Self::EventDocumentsErased,
            Event::TamperCleared => Self::EventTamperCleared,
            Event::Deactivated => Self::EventDeactivated,
            Event::ResealAccepted { .. } => Self::EventResealAccepted,
            Event::Amended { .. } => Self::EventAmended,
            Event::ClearAccepted => Self::EventClearAccepted,
            Event::ClockAccepted { .. } => Self::EventClockAccepted,
            Event::HandedOver { .. } => Self::EventHandedOver,
            Event::DeactivateAccepted { .. } => Self::EventDeactivateAccepted,
            Event::GrantUsed { .. } => Self::EventGrantUsed,
            Event::CameToNothing => Self::EventCameToNothing,
            Event::Agreed { .. } => Self::EventAgreed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gaps(text: &str) -> Vec<&str> {
        let mut gaps: Vec<&str> = text
            .match_indices('{')
            .filter_map(|(at, _)| text.get(at..at + 3))
            .collect();
        gaps.sort_unstable();
        gaps.dedup();
        gaps
    }

    #[test]
    fn every_language_says_every_phrase_with_the_same_gaps() {
        for &phrase in Phrase::ALL {
            let english = Language::English.say(phrase);
            assert!(!english.is_empty(), "{phrase:?}");
            for language in Language::ALL {
                let text = language.say(phrase);
                assert!(!text.is_empty(), "{language:?} {phrase:?}");
                assert_eq!(gaps(text), gaps(english), "{language:?} {phrase:?}");
            }
        }
    }

    #[test]
    fn languages_are_not_each_other() {
        let same: Vec<Phrase> = Phrase::ALL
            .iter()
            .copied()
            .filter(|phrase| {
                let english = Language::English.say(*phrase);
                english.chars().filter(|c| c.is_alphabetic()).count() > 12
                    && (Language::Russian.say(*phrase) == english
                        || Language::Chinese.say(*phrase) == english)
            })
            .collect();
        assert_eq!(same, [], "left in English");
    }

    #[test]
    fn weights_as_people_write_them() {
        assert_eq!(Language::English.weight(Grams(6_728_800)), "6728.8 kg");
        assert_eq!(Language::English.weight(Grams(22_000)), "22 kg");
        assert_eq!(Language::English.weight(Grams(1_005)), "1.005 kg");
        assert_eq!(Language::Russian.weight(Grams(500)), "0,5 кг");
    }

    #[test]
    fn the_nearest_language() {
        assert_eq!(Language::nearest("ru-KZ"), Language::Russian);
        assert_eq!(Language::nearest("zh-CN"), Language::Chinese);
        assert_eq!(Language::nearest("de"), Language::English);
    }
}
