//! What is said around orders: what can be ordered, who must agree, what became of it.

#[cfg(not(target_arch = "wasm32"))]
mod chinese;
mod english;
#[cfg(not(target_arch = "wasm32"))]
mod russian;

use railseal_inspection::ordering::OrderStage;
use railseal_protocol::codes::ControlResult;
use railseal_protocol::instruction::ResealReason;
use railseal_protocol::rules::OrderKind;

use super::{Language, Said};

/// The phrases, and for the tests the list of them all.
macro_rules! phrases {
    ($($name:ident,)*) => {
        /// A phrase about orders.
        #[expect(missing_docs, reason = "the English catalogue says what each says")]
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum OrderPhrase {
            $($name,)*
        }

        impl OrderPhrase {
            /// Every phrase.
            pub(crate) const ALL: &[Self] = &[$(Self::$name,)*];
        }
    };
}

phrases! {
    // What can be ordered
    Title,
    Button,
    None,
    Seal,
    Unseal,
    Reseal,
    Amend,
    ClearTamper,
    SetClock,
    HandOver,
    Deactivate,
    SealMeans,
    UnsealMeans,
    ResealMeans,
    AmendMeans,
    ClearTamperMeans,
    SetClockMeans,
    HandOverMeans,
    DeactivateMeans,
    OnePerson,
    People,
    NotYours,
    // What was granted, and the lists that a lock is brought
    ByGrant,
    GrantsTitle,
    GrantLock,
    GrantOrders,
    GrantTime,
    GrantSpent,
    GrantTake,
    GrantTakeHelp,
    GrantText,
    GrantTaken,
    ListsBringing,
    ListsBrought,
    // Filling it in
    ReasonTitle,
    ReasonInspected,
    ReasonTranshipped,
    ReasonEmergency,
    ReasonTampered,
    ResultTitle,
    ChangesTitle,
    ChangesNone,
    ChangeWhich,
    AddDetained,
    AddReceptacle,
    AddSplit,
    AddLock,
    Receptacle,
    Item,
    Items,
    Grams,
    Into,
    LockBefore,
    Add,
    Remove,
    ChangeDetained,
    ChangeReceptacle,
    ChangeSplit,
    ChangeLock,
    AmendedTitle,
    ChangesTooMany,
    TotalsAfter,
    Give,
    // Sealing
    SealNoNumber,
    SealNoWork,
    PolicyTitle,
    PolicyAdmits,
    PolicySupervisorsOnly,
    PolicyStation,
    QuorumTitle,
    QuorumPeople,
    LampAsked,
    Prepare,
    PrepareBusy,
    PreparedTitle,
    PreparedHolds,
    PreparedDocuments,
    PreparedQuorum,
    IdentifiersDoubtful,
    PrepareAgain,
    SealNow,
    WritingShare,
    // On its way
    Preparing,
    Gathering,
    Sending,
    MayHaveHappened,
    MayHaveHappenedMeans,
    AskTheLock,
    Confirming,
    // Others agree
    AgreeTitle,
    AgreeHelp,
    AgreedBy,
    AgreeMissing,
    TakeAgreement,
    SendNow,
    ShowAgainst,
    CosignLink,
    CosignTitle,
    CosignHelp,
    CosignTake,
    CosignAsks,
    CosignLock,
    CosignButton,
    CosignDone,
    // What became of it
    DoneSeal,
    DoneUnseal,
    DoneReseal,
    DoneAmend,
    DoneClearTamper,
    DoneSetClock,
    DoneHandOver,
    DoneDeactivate,
    DoneBy,
    CameToNothing,
    Untold,
    Void,
    Next,
    ReadSealed,
    PullLever,
}

impl Said for OrderPhrase {
    #[cfg(target_arch = "wasm32")]
    fn said(self, language: Language) -> &'static str {
        use super::catalogue::{Line, line};
        line(language, Line::Order(self)).unwrap_or_else(|| english::say(self))
    }

    #[cfg(not(target_arch = "wasm32"))]
    fn said(self, language: Language) -> &'static str {
        match language {
            Language::English => english::say(self),
            Language::Russian => russian::say(self),
            Language::Chinese => chinese::say(self),
        }
    }
}

impl OrderPhrase {
    /// An order's name.
    pub const fn name(kind: OrderKind) -> Self {
        match kind {
            OrderKind::Seal => Self::Seal,
            OrderKind::Unseal => Self::Unseal,
            OrderKind::Reseal => Self::Reseal,
            OrderKind::Amend => Self::Amend,
            OrderKind::ClearTamper => Self::ClearTamper,
            OrderKind::SetClock => Self::SetClock,
            OrderKind::HandOver => Self::HandOver,
            OrderKind::Deactivate => Self::Deactivate,
        }
    }

    /// What will happen.
    pub const fn means(kind: OrderKind) -> Self {
        match kind {
            OrderKind::Seal => Self::SealMeans,
            OrderKind::Reseal => Self::ResealMeans,
            OrderKind::Unseal => Self::UnsealMeans,
            OrderKind::Amend => Self::AmendMeans,
            OrderKind::ClearTamper => Self::ClearTamperMeans,
            OrderKind::SetClock => Self::SetClockMeans,
            OrderKind::HandOver => Self::HandOverMeans,
            OrderKind::Deactivate => Self::DeactivateMeans,
        }
    }

    /// What has happened.
    pub const fn done(kind: OrderKind) -> Self {
        match kind {
            OrderKind::Seal => Self::DoneSeal,
            OrderKind::Reseal => Self::DoneReseal,
            OrderKind::Unseal => Self::DoneUnseal,
            OrderKind::Amend => Self::DoneAmend,
            OrderKind::ClearTamper => Self::DoneClearTamper,
            OrderKind::SetClock => Self::DoneSetClock,
            OrderKind::HandOver => Self::DoneHandOver,
            OrderKind::Deactivate => Self::DoneDeactivate,
        }
    }

    /// What an order is at.
    pub const fn stage(stage: OrderStage) -> Self {
        match stage {
            OrderStage::Preparing => Self::Preparing,
            OrderStage::Gathering => Self::Gathering,
            OrderStage::Sending => Self::Sending,
            OrderStage::MayHaveHappened => Self::MayHaveHappened,
            OrderStage::Confirming | OrderStage::Ended => Self::Confirming,
        }
    }

    /// Why a lock was open.
    pub const fn reason(reason: ResealReason) -> Self {
        match reason {
            ResealReason::Inspected => Self::ReasonInspected,
            ResealReason::Transhipped => Self::ReasonTranshipped,
            ResealReason::Emergency => Self::ReasonEmergency,
            ResealReason::Tampered => Self::ReasonTampered,
        }
    }
}

/// The code is the word, the same in every language (DOMAIN.md §4).
impl Said for ControlResult {
    fn said(self, _: Language) -> &'static str {
        self.code()
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
        for &phrase in OrderPhrase::ALL {
            let english = Language::English.say(phrase);
            assert!(!english.is_empty(), "{phrase:?}");
            for language in Language::ALL {
                let text = language.say(phrase);
                assert!(!text.is_empty(), "{language:?} {phrase:?}");
                assert_eq!(gaps(text), gaps(english), "{language:?} {phrase:?}");
                let is_english = language == Language::English;
                assert!(is_english || text != english, "{language:?} {phrase:?}");
            }
        }
    }
}
