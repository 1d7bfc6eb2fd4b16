//! English.

use super::OrderPhrase as P;

pub(super) const fn say(phrase: P) -> &'static str {
    match phrase {
        P::Title => "Orders to the lock",
        P::Button => "Orders to the lock",
        P::None => "In this state the lock takes no orders.",
        P::Seal => "Seal",
        P::Unseal => "Unseal",
        P::Reseal => "Seal again",
        P::Amend => "Note a change of the cargo",
        P::ClearTamper => "Clear the tampering",
        P::SetClock => "Set the lock’s clock",
        P::HandOver => "Hand over",
        P::Deactivate => "End the journey",
        P::SealMeans => "Manifest and documents are written into the lock, then it closes.",
        P::UnsealMeans => "The lever is freed. Pull it within a minute, or the lock closes again.",
        P::ResealMeans => "The lock closes again, and carries your inspection on.",
        P::AmendMeans => "The lock carries the change on. It stays as it is.",
        P::ClearTamperMeans => {
            "The latch ends and the lever is freed. What happened stays in the journal."
        }
        P::SetClockMeans => "The lock’s clock is set to this device’s time: {0}.",
        P::HandOverMeans => "Whoever takes over agrees on their own phone. The lock stays closed.",
        P::DeactivateMeans => "The documents in the lock are erased. This cannot be undone.",
        P::OnePerson => "You alone.",
        P::People => "{0} people must agree, you among them.",
        P::NotYours => "The lock would refuse this from you.",
        P::ByGrant => "By a grant of {0}: one use, until {1}.",
        P::GrantsTitle => "Grants on this device",
        P::GrantLock => "Lock {0}, seal cycle {1}",
        P::GrantOrders => "Once: {0}",
        P::GrantTime => "Granted by {0}, from {1} until {2}",
        P::GrantSpent => "Used. The lock takes it no more.",
        P::GrantTake => "Take a grant",
        P::GrantTakeHelp => {
            "What your own server has for you comes with every sync. A grant that reached you as a text goes in here."
        }
        P::GrantText => "The grant",
        P::GrantTaken => "The grant is kept.",
        P::ListsBringing => "The lock is brought this device’s lists …",
        P::ListsBrought => {
            "The lock was brought the lists of {0}. Whoever stands on them is refused from now on."
        }
        P::ReasonTitle => "Why was it open?",
        P::ReasonInspected => "inspected",
        P::ReasonTranshipped => "cargo moved, added or taken out",
        P::ReasonEmergency => "danger",
        P::ReasonTampered => "it had been broken",
        P::ResultTitle => "What did the control come to?",
        P::ChangesTitle => "What has changed of the cargo?",
        P::ChangesNone => "Nothing was taken out.",
        P::ChangeWhich => "Note one more change",
        P::AddDetained => "An item is detained",
        P::AddReceptacle => "A receptacle is detained",
        P::AddSplit => "A receptacle was split",
        P::AddLock => "The lock was replaced",
        P::Receptacle => "Receptacle",
        P::Item => "Item",
        P::Items => "Items in it",
        P::Grams => "Weight in grams",
        P::Into => "The new receptacle",
        P::LockBefore => "The lock before this one",
        P::Add => "Add",
        P::Remove => "Remove",
        P::ChangeDetained => "{0} out of {1}, {2} g",
        P::ChangeReceptacle => "receptacle {0} out, {1} items, {2} g",
        P::ChangeSplit => "{0} split, in part into {1}",
        P::ChangeLock => "closed by lock {0} before",
        P::AmendedTitle => "Changed since the sealing",
        P::ChangesTooMany => "That takes out more than there was. Check item and weight.",
        P::TotalsAfter => "Left in the container: {0}",
        P::Give => "Give the order",
        P::SealNoNumber => {
            "Read the lock again, and take the number off the container: it says what is sealed."
        }
        P::SealNoWork => "No container with this number and this lock is on your list of work.",
        P::PolicyTitle => "Who may unseal",
        P::PolicyAdmits => "Officers of {0}",
        P::PolicySupervisorsOnly => "{0}: supervisors only",
        P::PolicyStation => "{0}: only at this station (empty: anywhere)",
        P::QuorumTitle => "How many people must agree?",
        P::QuorumPeople => "{0}",
        P::LampAsked => "Ask for the lamp’s code at every inspection",
        P::Prepare => "Prepare the sealing",
        P::PrepareBusy => "The office makes the manifest out …",
        P::PreparedTitle => "Ready to be sealed",
        P::PreparedHolds => "The container holds {0}.",
        P::PreparedDocuments => "Documents: {0}. Route: {1}.",
        P::PreparedQuorum => "People who must agree to unseal: {0}.",
        P::IdentifiersDoubtful => {
            "A check digit in the documents is wrong. Look at them before you seal."
        }
        P::PrepareAgain => "Change it",
        P::SealNow => "Write and seal",
        P::WritingShare => "Written: {0} of {1}",
        P::Preparing => "The lock is asked how it is …",
        P::Gathering => "Waiting for those who must agree",
        P::Sending => "The order is on its way …",
        P::MayHaveHappened => "It may have happened",
        P::MayHaveHappenedMeans => {
            "The order was sent and no answer came. Do not give another: ask the lock what became of it."
        }
        P::AskTheLock => "Ask the lock",
        P::Confirming => "The lock’s journal is read …",
        P::AgreeTitle => "Others must agree",
        P::AgreeHelp => {
            "The other person opens Railseal, chooses “Agree to an order”, and takes this code. Then take theirs."
        }
        P::AgreedBy => "Agreed: {0}",
        P::AgreeMissing => "Still missing: {0}",
        P::TakeAgreement => "Their code",
        P::SendNow => "Send the order to the lock",
        P::ShowAgainst => "Code for the other phone",
        P::CosignLink => "Agree to an order",
        P::CosignTitle => "Agree to another’s order",
        P::CosignHelp => {
            "Take the code that the other phone shows. You see what you agree to before you sign."
        }
        P::CosignTake => "The order’s code",
        P::CosignAsks => "{0} ({1}) orders: {2}",
        P::CosignLock => "Lock {0}, container {1}, seal cycle {2}",
        P::CosignButton => "I agree",
        P::CosignDone => "Signed. Let the other phone take this code.",
        P::DoneSeal => "Sealed",
        P::DoneUnseal => "Unsealed",
        P::DoneReseal => "Sealed again",
        P::DoneAmend => "Change noted",
        P::DoneClearTamper => "Tampering cleared",
        P::DoneSetClock => "Clock set",
        P::DoneHandOver => "Handed over",
        P::DoneDeactivate => "Journey ended, documents erased",
        P::DoneBy => "The lock’s own journal says so, entry {0}.",
        P::CameToNothing => {
            "The lock accepted the order and could not carry it out. Look at lever and bolt, then order again."
        }
        P::Untold => "The lock says that it was carried out, and does not let its journal be read.",
        P::Void => "Nothing has happened. The order can be given anew.",
        P::Next => "Back to the orders",
        P::ReadSealed => "Read the sealed lock",
        P::PullLever => "Now pull the lever.",
    }
}
