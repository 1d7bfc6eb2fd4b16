//! English.

use super::Phrase;

pub(super) fn say(phrase: Phrase) -> &'static str {
    match phrase {
        // The frame
        Phrase::AppName => "Railseal",
        Phrase::Loading => "Starting …",
        Phrase::Language => "Language",
        Phrase::NavWork => "Work",
        Phrase::NavRecords => "Inspections",
        Phrase::OnlyHereNone => "Nothing waits on this device",
        Phrase::OnlyHereOne => "1 record exists only on this device",
        Phrase::OnlyHereMany => "{0} records exist only on this device",
        Phrase::Back => "Back",
        Phrase::TryAgain => "Try again",
        Phrase::Cancel => "Cancel",
        Phrase::WordsLoading => "{0} is being loaded …",
        Phrase::WordsMissing => {
            "{0} could not be loaded. Until then this is in English. Check the network, then try again."
        }
        Phrase::Code => "Code {0}",
        Phrase::Yes => "Yes",
        Phrase::No => "No",
        // Enrolment
        Phrase::EnrolTitle => "Enrol this device",
        Phrase::EnrolIntro => {
            "Type the one-time code that your registrar gave you. A signing key is made on this device and never leaves it."
        }
        Phrase::EnrolCode => "Enrolment code",
        Phrase::EnrolCodeHelp => {
            "For example KZ-ABCD-EFGH-IJKL-MNOP. Capitals and hyphens do not matter."
        }
        Phrase::EnrolButton => "Enrol",
        Phrase::EnrolBusy => "Enrolling …",
        Phrase::EnrolAgain => "Enrol again with a new code",
        // Work
        Phrase::WorkTitle => "Work",
        Phrase::WorkEmpty => {
            "The server has given no containers to expect. You can connect to any lock all the same."
        }
        Phrase::WorkExpected => "Expected containers",
        Phrase::WorkTrain => "Train {0}",
        Phrase::WorkRoute => "{0} to {1}",
        Phrase::Connect => "Connect to a lock",
        Phrase::ConnectHelp => {
            "Stand within ten metres. Choose the lock whose ID code is on the casing."
        }
        Phrase::ConnectTo => "Connect to {0}",
        Phrase::CasingTitle => "Lock's number on the casing",
        Phrase::CasingHelp => {
            "Type it, or scan its label: only this lock is offered then. For example RSLK00000017."
        }
        Phrase::CasingConnect => "Connect to this lock",
        Phrase::CasingScan => "Scan the label",
        Phrase::CasingScanHelp => "Hold the label of the casing into the picture.",
        Phrase::CasingScanStop => "Stop scanning",
        Phrase::CasingScanned => "Scanned: {0}",
        Phrase::ContinueVisit => "Continue with lock {0}",
        Phrase::ConnectingBusy => "Connecting …",
        Phrase::ListsTitle => "Lists and work",
        Phrase::ListsFreshUntil => "Lists of {0}: fresh until {1}",
        Phrase::ListsDue => "Lists of {0}: a newer one is due since {1}. Sync when you can.",
        Phrase::ListsNone => {
            "Lists are missing or past their end. No lock can pass until you sync."
        }
        Phrase::SyncNow => "Sync now",
        Phrase::SyncBusy => "Syncing …",
        Phrase::SyncDone => "In step with the server.",
        Phrase::Certified => "{0}, {1}, {2}",
        Phrase::CertificateUntil => "Your certificate is valid until {0}",
        // Reading
        Phrase::ReadingLock => "Lock {0}",
        Phrase::ReadingTitle => "Reading the lock",
        Phrase::NotReadTitle => "The lock is not read",
        Phrase::ChooseAnother => "Choose another lock",
        Phrase::StopReading => "Stop",
        Phrase::LinkUp => "Connected",
        Phrase::LinkAgain => "Connection lost. Reconnecting, {0} of {1} …",
        Phrase::LinkFirst => "No answer yet. Calling again, {0} of {1} …",
        Phrase::LinkClosed => "Connection closed",
        Phrase::LogTitle => "Connection log",
        Phrase::LogHelp => {
            "For support: when what happened on the air. It holds codes and numbers, and no word of the documents."
        }
        Phrase::LogEvents => "Seconds, and what happened",
        Phrase::LogEmpty => "There was no connection yet.",
        Phrase::LogCopy => "Copy",
        Phrase::LogCopied => "Copied",
        Phrase::LogNotCopied => "It could not be copied. Read it out instead.",
        Phrase::LogShow => "Show it as codes",
        Phrase::LogRead => "Read another phone's log",
        Phrase::LogOfAnother => "Another phone's log",
        Phrase::CodesHelp => "Hold the other phone's camera over this until it has all parts.",
        Phrase::CodesPicture => "A code for another phone's camera",
        Phrase::CodesPart => "Part {0} of {1}",
        Phrase::CodesHold => "Hold this part",
        Phrase::CodesCopy => "Copy as text",
        Phrase::CodesScan => "Scan the codes",
        Phrase::CodesScanHelp => "Hold the other phone's screen into the picture.",
        Phrase::CodesGathered => "{0} of {1} parts. To come: {2}",
        Phrase::CodesPaste => "Or paste its text",
        Phrase::CodesTake => "Take it",
        Phrase::StageConnecting => "Connecting",
        Phrase::StageHandshake => "Encrypted session and certificate",
        Phrase::StageStatus => "Signed status",
        Phrase::StagePresence => "Proving who you are",
        Phrase::StageJournal => "Journal",
        Phrase::StageManifest => "Manifest",
        Phrase::StageDocuments => "Documents",
        Phrase::StageFinished => "Everything is read",
        Phrase::StageProgress => "{0} of {1}",
        Phrase::PaintedTitle => "Container number as painted",
        Phrase::PaintedHelp => {
            "Read it off the container, not off a paper. Four letters and seven digits."
        }
        Phrase::PaintedConfirm => "Confirm number",
        Phrase::PaintedUnreadable => "The number cannot be read",
        Phrase::PaintedTaken => "Number taken: {0}",
        Phrase::PaintedSkipped => "No number taken",
        Phrase::LampTitle => "The two digits that the lamp blinks",
        Phrase::LampHelp => {
            "Count the flashes: the first digit, a pause, the second. Ten flashes are 0."
        }
        Phrase::LampConfirm => "Confirm code",
        Phrase::LampSkip => "The lamp cannot be read",
        Phrase::LampTaken => "Code taken: {0}",
        Phrase::LampSkipped => "No code taken",
        Phrase::PriorTitle => "Earlier inspections",
        Phrase::PriorLine => "{0}, {1}: {2} ({3})",
        Phrase::PriorResult => "Decided: {0}. Seal: {1}.",
        Phrase::PriorCounts => "Counts here",
        Phrase::PriorDoesNotCount => "Does not count here",
        Phrase::EarlierTitle => "The last earlier inspection",
        Phrase::EarlierRecognised => "I recognise it",
        Phrase::EarlierAgain => "I inspect again",
        Phrase::WaitingForNumber => "Type the container number to see the verdict.",
        // Verdict
        Phrase::OutcomePass => "Pass",
        Phrase::OutcomeCaution => "Caution",
        Phrase::OutcomeHold => "Hold",
        Phrase::OutcomeCannotSay => "Cannot say",
        Phrase::OutcomePassMeaning => "Genuine, shut since sealing, and the documents add up.",
        Phrase::OutcomeCautionMeaning => "True, but something is stale or minor. Read what it is.",
        Phrase::OutcomeHoldMeaning => "Something is wrong. Do not release.",
        Phrase::OutcomeCannotSayMeaning => {
            "Something that is needed is missing. This is not a pass."
        }
        Phrase::CheckPassed => "Passed",
        Phrase::CheckCaution => "Caution",
        Phrase::CheckCannotSay => "Cannot say",
        Phrase::CheckFailed => "Failed",
        Phrase::ChecksTitle => "Checks",
        Phrase::WhatToDo => "What to do",
        Phrase::Evidence => "Evidence",
        Phrase::DecideButton => "Decide and sign",
        Phrase::DocumentsButton => "Show the documents",
        Phrase::DocumentsNone => "No document was verified, so none is shown.",
        Phrase::JournalTitle => "Journal of the lock",
        Phrase::JournalEntry => "{0}. {1}, {2}",
        Phrase::TimeUnknown => "time unknown",
        // What is checked
        Phrase::KindLock => "Identity of the lock",
        Phrase::KindCertificate => "Certificate of the lock",
        Phrase::KindPresence => "The lock in front of you",
        Phrase::KindContinuity => "Continues what was seen before",
        Phrase::KindTamper => "Tamper counter",
        Phrase::KindShut => "Shut since sealing",
        Phrase::KindEvents => "Who ordered what",
        Phrase::KindStatus => "Status for this session",
        Phrase::KindJournal => "Journal unbroken",
        Phrase::KindManifest => "Manifest",
        Phrase::KindIssuer => "Issuer of the manifest",
        Phrase::KindContainer => "Container number",
        Phrase::KindTotals => "Totals",
        Phrase::KindDocuments => "Documents complete",
        Phrase::KindInspections => "Earlier inspections",
        Phrase::KindAmendments => "Amendments",
        Phrase::KindIdentifiers => "Identifiers",
        Phrase::KindRoute => "Route and time",
        Phrase::KindLists => "Lists",
        Phrase::KindClock => "Clocks",
        Phrase::KindBattery => "Battery",
        // What was found
        Phrase::FoundLockGenuine => "Lock {0} of {1} proved itself.",
        Phrase::FoundLockChainUnreadable => "The lock's certificate cannot be read.",
        Phrase::FoundLockChainForged => "The lock's certificate is forged or damaged.",
        Phrase::FoundLockNotALock => "What answered is not certified as a lock.",
        Phrase::FoundLockIsAnother => "It announced itself as {0}, but its certificate is for {1}.",
        Phrase::FoundLockKeyDiffers => {
            "It does not hold the key that its certificate names. It may be a copy."
        }
        Phrase::FoundLockRootUnknown => {
            "The recognition list that would identify this lock is missing."
        }
        Phrase::FoundLockNotRecognised => {
            "The lock belongs to {0}, which your administration does not recognise."
        }
        Phrase::FoundCertificateCounts => "The lock's certificate counts, under {0}.",
        Phrase::FoundCertificateUnknown => "There is no certificate that can be believed.",
        Phrase::FoundProblemExpired => "The certificate is past its end.",
        Phrase::FoundProblemNotYetValid => "The certificate is not valid yet.",
        Phrase::FoundProblemRevoked => "The certificate was withdrawn on {0}.",
        Phrase::FoundProblemNotRecognised => "{0} is not recognised.",
        Phrase::FoundProblemOutOfScope => "{0} is not recognised for this.",
        Phrase::FoundProblemCannotSay => "A list that would be needed is missing or past its end.",
        Phrase::FoundProblemNoTime => {
            "Without the right time it cannot be told whether the certificate counts."
        }
        Phrase::FoundTampersAsSealed => "The tamper counter is {0}, as at sealing.",
        Phrase::FoundTampersGrown => {
            "The lock was broken by force since sealing: its tamper counter was {0}, now it is {1}."
        }
        Phrase::FoundTampersGoneBack => {
            "The tamper counter went back from {0} to {1}. A genuine lock never does that."
        }
        Phrase::FoundTampersUnknown => "The tamper counter cannot be compared.",
        Phrase::FoundShutSinceSealing => "Shut since sealing {0} on {1}.",
        Phrase::FoundShutBrokenByForce => "Broken by force: journal entry {0}, {1}.",
        Phrase::FoundShutUnsealedSince => "Unsealed since: journal entry {0}, {1}.",
        Phrase::FoundShutNotSealed => "The lock is not sealed: {0}.",
        Phrase::FoundShutNeverSealed => "The journal does not tell of sealing {0}.",
        Phrase::FoundShutUnknown => "It cannot be told whether it stayed shut.",
        Phrase::FoundStatusFresh => "The status was signed for this session.",
        Phrase::FoundStatusMissing => "The lock gave no status that can be believed.",
        Phrase::FoundStatusForged => "The status is forged or damaged.",
        Phrase::FoundStatusOfAnother => {
            "The status belongs to another session. It may be a recording."
        }
        Phrase::FoundJournalUnbroken => "All {0} entries are chained up to the signed head.",
        Phrase::FoundJournalMissing => "The journal was not read to its end.",
        Phrase::FoundJournalRefused => "The lock did not accept you, and gave no journal.",
        Phrase::FoundJournalBroken => "The journal is broken at entry {0}.",
        Phrase::FoundManifestGenuine => "Genuine, for this lock and this sealing, made out on {0}.",
        Phrase::FoundManifestMissing => {
            "The manifest was not read, or nothing can be held against it."
        }
        Phrase::FoundManifestChainForged => {
            "The certificate of the manifest's issuer is forged or damaged."
        }
        Phrase::FoundManifestForged => "The manifest is forged or damaged.",
        Phrase::FoundManifestOfAnotherLock => "The manifest is of another lock: {0}.",
        Phrase::FoundManifestOfAnotherCycle => "The manifest is of another sealing: {0}.",
        Phrase::FoundManifestNotTheLocks => {
            "This is not the manifest that the lock was sealed under."
        }
        Phrase::FoundManifestJournalDiffers => {
            "The journal does not fit what the manifest says was before sealing."
        }
        Phrase::FoundManifestPolicyForged => {
            "The unsealing policy is forged, or not the one that the manifest names."
        }
        Phrase::FoundManifestRootUnknown => {
            "The recognition list that would identify the manifest's issuer is missing."
        }
        Phrase::FoundManifestNotRecognised => {
            "The manifest's issuer belongs to {0}, which is not recognised."
        }
        Phrase::FoundIssuerCounts => "The issuer counts, under {0}.",
        Phrase::FoundIssuerUnknown => "There is no issuer that can be believed.",
        Phrase::FoundContainerMatches => "{0} is painted, and {0} was sealed.",
        Phrase::FoundContainerNotTyped => "Nobody has taken the number off the container.",
        Phrase::FoundContainerDiffers => "{0} is painted, but the lock was sealed for {1}.",
        Phrase::FoundContainerUnknown => "There is no manifest to compare the number with.",
        Phrase::FoundTotalsAgree => {
            "All levels agree: {0} despatches, {1} receptacles, {2} items, {3}."
        }
        Phrase::FoundTotalsSheetDiffers => {
            "Despatch {0}, receptacle {1}: the mail list says {2} items, the detail sheet has {3}."
        }
        Phrase::FoundTotalsListDiffers => {
            "Despatch {0}: the delivery bill says {1}, the mail list comes to {2}."
        }
        Phrase::FoundTotalsManifestDiffers => "The manifest says {0}, the documents come to {1}.",
        Phrase::FoundTotalsBillDiffers => {
            "The manifest says {0} for the bill, the bill comes to {1}."
        }
        Phrase::FoundTotalsOtherPair => {
            "The delivery bill does not name this container with this lock."
        }
        Phrase::FoundTotalsUnknown => "The totals cannot be added up.",
        Phrase::FoundDocumentsComplete => {
            "All {0} documents are here, {1} bytes, each byte as sealed."
        }
        Phrase::FoundDocumentsMissing => "{0}: {1} of {2} parts are here.",
        Phrase::FoundDocumentsForged => "{0}: part {1} is not the one that was sealed.",
        Phrase::FoundDocumentsSwapped => "{0}: part {1} is part {3} of: {2}.",
        Phrase::FoundDocumentsCut => "{0}: part {1} is not as long as the one that was sealed.",
        Phrase::FoundDocumentsUnreadable => "{0}: as sealed, but it cannot be read.",
        Phrase::FoundDocumentsNotSealed => "The sealing office left a document out.",
        Phrase::FoundDocumentsUnknown => "There is no manifest to check the documents by.",
        Phrase::FoundIdentifiersRight => "All {0} identifiers are well-formed.",
        Phrase::FoundIdentifiersWrong => {
            "{0} identifiers are wrong, the first in despatch {1}, line {2}."
        }
        Phrase::FoundIdentifiersTwice => {
            "An identifier is listed twice, again in despatch {0}, line {1}."
        }
        Phrase::FoundIdentifiersUnknown => "There are no identifiers to check.",
        Phrase::FoundListsFresh => "Every list that was needed is here and fresh.",
        Phrase::FoundListsRefreshDue => "{0}: a newer one is due since {1}.",
        Phrase::FoundListsMissing => "{0}: missing.",
        Phrase::FoundListsRefused => "{0}: not believed, its signature or origin is wrong.",
        Phrase::FoundListsRolledBack => "{0}: version {1} came after version {2}.",
        Phrase::FoundListsExpired => "{0}: past its end since {1}.",
        Phrase::FoundClocksAgree => "This device's clock and the lock's agree.",
        Phrase::FoundClockBehindFloor => {
            "This device's clock is wrong: it shows a time that is {0} behind what is already certain."
        }
        Phrase::FoundClockOfLockLost => "The lock has lost its clock.",
        Phrase::FoundClocksApart => "This device's clock and the lock's are {0} apart.",
        Phrase::FoundClockUnknown => "The lock's clock is not known.",
        Phrase::FoundBatteryGood => "The battery is at {0} %.",
        Phrase::FoundBatteryLow => "The battery is low: {0} %.",
        Phrase::FoundPresenceShown => "The code typed is the one that this lock blinks.",
        Phrase::FoundPresenceNotAsked => "This seal does not ask for the lamp's code.",
        Phrase::FoundPresenceSkipped => "Nobody has typed what the lock's lamp blinks.",
        Phrase::FoundPresenceOtherCode => {
            "Another code was typed than this lock blinks: the lock that answers may stand elsewhere."
        }
        Phrase::FoundPresenceForged => "What the lock says of its lamp does not verify.",
        Phrase::FoundPresenceNoLamp => {
            "This seal asks for the lamp's code, and the lock does not blink."
        }
        Phrase::FoundPresenceUnknown => {
            "There is no policy that could be believed to say whether the lamp is asked for."
        }
        Phrase::FoundContinuityKept => {
            "The journal goes on from what was seen of this lock before, at {0} entries."
        }
        Phrase::FoundContinuityFirst => "Nobody is known to have seen this lock before.",
        Phrase::FoundContinuityForked => {
            "The journal tells another story than was seen before, from entry {0} or earlier: a copied lock, or a journal written anew."
        }
        Phrase::FoundContinuityGoneBack => {
            "The journal has {1} entries; {0} were seen before. It was set back."
        }
        Phrase::FoundContinuityUnknown => {
            "There is no journal to compare with what was seen before."
        }
        Phrase::FoundEventsAccounted => {
            "Each of {0} acts since sealing was ordered by a recognised person ({1} in all)."
        }
        Phrase::FoundEventsProblem => {
            "Whoever ordered entry {0} of the journal does not count. {1}"
        }
        Phrase::FoundEventsUnknown => "There is no journal to tell who ordered what.",
        Phrase::FoundEventsPersonMissing => {
            "The lock gives no certificate of whoever ordered entry {0}."
        }
        Phrase::FoundEventsPersonForged => {
            "The certificate of whoever ordered entry {0} does not verify."
        }
        Phrase::FoundEventsWithoutCause => {
            "Entry {0} tells of an act that only a person can order, and names none."
        }
        Phrase::FoundInspectionsNone => "Nobody has inspected this container before.",
        Phrase::FoundInspectionsCount => {
            "Inspected before {0} times, each time by somebody who counts here."
        }
        Phrase::FoundInspectionsProblem => {
            "An earlier inspection (number {0}, the last first) does not count here. {1}"
        }
        Phrase::FoundInspectionsForged => {
            "An earlier inspection (number {0}, the last first) is forged."
        }
        Phrase::FoundInspectionsOfAnother => {
            "An earlier inspection (number {0}, the last first) is of another container or takes another's place."
        }
        Phrase::FoundInspectionsMissing => {
            "An earlier inspection (number {0}, the last first) is named and was not read."
        }
        Phrase::FoundInspectionsHeld => {
            "The last inspection decided otherwise than to let it go on: {0}."
        }
        Phrase::FoundInspectionsUnknown => "There is no manifest to name earlier inspections.",
        Phrase::FoundAmendmentsNone => "Nothing has changed since the manifest was made out.",
        Phrase::FoundAmendmentsCount => "{0} lawful changes since the manifest. Now: {1}.",
        Phrase::FoundAmendmentsProblem => {
            "Change {0} was ordered by somebody who does not count: {1}"
        }
        Phrase::FoundAmendmentsForged => "Change {0} is forged.",
        Phrase::FoundAmendmentsOfAnother => "Change {0} is not the one that the lock tells of.",
        Phrase::FoundAmendmentsMissing => "Change {0} was not read.",
        Phrase::FoundAmendmentsDoNotAddUp => {
            "Change {0} does not add up with what there was before."
        }
        Phrase::FoundAmendmentsUnknown => {
            "Without a manifest there is nothing that could be changed."
        }
        Phrase::FoundRoutePlausible => "{0} is on the route, and the times follow one another.",
        Phrase::FoundRouteLeft => "{0} is not on the route that the manifest names.",
        Phrase::FoundRouteSealedBefore => "It was sealed {0} before its manifest was made out.",
        Phrase::FoundRouteAhead => "By this device's clock the manifest was made out {0} from now.",
        Phrase::FoundRouteUnknown => "There is no manifest to name the route.",
        Phrase::FoundListsRootExpired => {
            "The own administration's root certificate is past its end, since {0}."
        }
        Phrase::FoundClockOfLockWentBack => {
            "The lock's clock has gone back since entry {0} of its journal."
        }
        Phrase::FoundBatteryUnknown => "The battery's charge is not known.",
        Phrase::ListRecognition => "Recognition list",
        Phrase::ListRevocation => "Revocation list of {0}",
        Phrase::DurationMinutes => "{0} minutes",
        Phrase::DurationHours => "{0} hours",
        Phrase::DurationDays => "{0} days",
        Phrase::TotalsInWords => "{0} despatches, {1} receptacles, {2} items, {3}",
        // What to do about it
        Phrase::DoNothing => "Nothing to do.",
        Phrase::DoHoldForgery => {
            "Hold the container. Do not open it. Call your supervisor and quote the code."
        }
        Phrase::DoHoldOpened => {
            "Hold the container. Look at the lever and the doors, take photographs, and call your supervisor."
        }
        Phrase::DoHoldCargo => {
            "Hold the container and examine it: count the receptacles against the mail lists."
        }
        Phrase::DoHoldContainer => {
            "Read the number again. If it is right, hold the container: the lock belongs on another one."
        }
        Phrase::DoHoldRecognition => {
            "Hold the container. Ask your administration how locks of this origin are to be treated."
        }
        Phrase::DoReadAgain => {
            "Connect again and let the reading finish. If that does not help, inspect by hand."
        }
        Phrase::DoSync => {
            "Sync as soon as there is a network, then connect again. Until then inspect by hand."
        }
        Phrase::DoSyncSoon => "Go on, and sync as soon as there is a network.",
        Phrase::DoSetClock => "Set this device's clock, then connect again.",
        Phrase::DoNoteClock => "Go on, and note it. The lock's own times may be off.",
        Phrase::DoTypeNumber => "Read the number off the container and type it.",
        Phrase::DoNoteIdentifiers => {
            "Go on, and compare the named line with the receptacle or item."
        }
        Phrase::DoBattery => {
            "Go on, and ask for the battery to be charged or changed at the next stop."
        }
        Phrase::DoReadLamp => "Connect again, and type the two digits that the lamp blinks.",
        Phrase::DoNoLamp => {
            "Look at the lamp. If it stays dark, note it, and decide with a reason."
        }
        Phrase::DoHoldRelay => {
            "Hold the container. Connect again at the casing; if the code differs again, report the code to a supervisor."
        }
        Phrase::DoFirstSight => {
            "Go on, and compare the lock's number with the papers. Sync when there is a network."
        }
        Phrase::DoInspectAgain => {
            "Inspect the container yourself; the earlier inspection does not stand in for it."
        }
        Phrase::DoAskHeld => "Ask whoever inspected last, or a supervisor, before it goes on.",
        Phrase::DoNoteRoute => "Go on, and note it. Ask the railway why it is here.",
        Phrase::DoRenewRoot => {
            "Tell the administration that its root certificate must be renewed; verify by hand until then."
        }
        Phrase::DoAccess => {
            "Enrol again if your certificate is past its end; otherwise sync, and bring newer lists to the lock."
        }
        // States of a lock
        Phrase::StateInStock => "in stock",
        Phrase::StateSealed => "sealed",
        Phrase::StateUnsealed => "unsealed, lever still in",
        Phrase::StateOpen => "open",
        Phrase::StateTampered => "broken by force",
        Phrase::StateFault => "at fault",
        Phrase::StateDeactivated => "deactivated",
        // Events of a lock
        Phrase::EventCommissioned => "set up",
        Phrase::EventBound => "fixed to a container",
        Phrase::EventSealAccepted => "order to seal accepted",
        Phrase::EventSealed => "sealed",
        Phrase::EventSealFailed => "sealing failed",
        Phrase::EventUnsealAccepted => "order to unseal accepted",
        Phrase::EventUnsealed => "unsealed",
        Phrase::EventRefused => "refused",
        Phrase::EventLeverInserted => "lever put in",
        Phrase::EventLeverPulled => "lever pulled",
        Phrase::EventLeverCut => "lever forced or cut",
        Phrase::EventCaseOpened => "casing opened",
        Phrase::EventMotorStuck => "motor stuck",
        Phrase::EventRelocked => "locked again by itself",
        Phrase::EventBatteryLow => "battery low",
        Phrase::EventClockSet => "clock set",
        Phrase::EventClockLost => "clock lost",
        Phrase::EventRestarted => "restarted",
        Phrase::EventRecovered => "outcome read after a restart",
        Phrase::EventListTaken => "list taken",
        Phrase::EventDocumentsWritten => "documents written",
        Phrase::EventDocumentsRead => "documents read",
        Phrase::EventDocumentsErased => "documents erased",
        Phrase::EventTamperCleared => "tampering cleared",
        Phrase::EventDeactivated => "deactivated",
        Phrase::EventResealAccepted => "ordered closed again",
        Phrase::EventAmended => "amendment added",
        Phrase::EventClearAccepted => "ordered to clear the tampering",
        Phrase::EventClockAccepted => "ordered to set the clock",
        Phrase::EventHandedOver => "handed over",
        Phrase::EventDeactivateAccepted => "ordered deactivated",
        Phrase::EventGrantUsed => "a grant was used",
        Phrase::EventCameToNothing => "the order came to nothing",
        Phrase::EventAgreed => "another person agreed",
        // Documents
        Phrase::DocumentsTitle => "Documents",
        Phrase::DocumentBill => "Delivery bill",
        Phrase::DocumentList => "Mail list",
        Phrase::DocumentSheet => "Detail sheet",
        Phrase::DocumentListOf => "Mail list of {0}",
        Phrase::DocumentSheetOf => "Detail sheet of {0}",
        Phrase::DocumentOffices => "From {0} to {1}",
        Phrase::Registered => "registered or insured",
        Phrase::ItemsCount => "{0} items",
        Phrase::Sender => "Sender",
        Phrase::Recipient => "Recipient",
        Phrase::Contents => "Contents",
        Phrase::ContentLine => "{0} × {1}, {2}, {3} {4}, HS {5}, origin {6}",
        Phrase::ReceptacleBag => "Bag",
        Phrase::ReceptacleTray => "Tray",
        Phrase::ReceptacleParcel => "Outside parcel",
        Phrase::CategoryGift => "Gift",
        Phrase::CategoryDocuments => "Documents",
        Phrase::CategorySample => "Commercial sample",
        Phrase::CategorySale => "Sale of goods",
        Phrase::CategoryReturned => "Returned goods",
        Phrase::CategoryOther => "Other",
        Phrase::Kilograms => "{0} kg",
        Phrase::ReceptaclesAndWeight => "{0} receptacles, {1}",
        Phrase::InReceptacle => "in receptacle {0}",
        // Searching
        Phrase::ComingTitle => "Documents are coming",
        Phrase::ComingGood => {
            "Nothing is wrong with the seal so far. The verdict stands once the documents are read."
        }
        Phrase::ComingOpen => {
            "Something about the seal needs a look: see the checks. The verdict stands once the documents are read."
        }
        Phrase::TimeLeft => "About {0} s left",
        Phrase::ItemsHere => "{0} of {1} items can be looked up.",
        Phrase::SearchLabel => "Find an item or a bag",
        Phrase::SearchHelp => "A number, a name, or an HS code. For one number, press the button.",
        Phrase::SpotButton => "Look it up",
        Phrase::SearchNone => "Nothing like it is on these documents.",
        Phrase::SearchFound => "{0} found",
        Phrase::SearchFirst => "The first {0} of {1}. Type more to narrow it down.",
        Phrase::SpotItem => "It belongs in bag {0} of despatch {1}, which is on the bill.",
        Phrase::SpotTwice => "It is listed {0} times.",
        Phrase::SpotReceptacle => "A bag of despatch {0}, on the bill: {1}, {2} items.",
        Phrase::SpotNotHere => "It is on no document: it should not be in this container.",
        Phrase::SpotNotYet => "It is not among what has come so far. Wait for all documents.",
        Phrase::SpotWrongDigit => "A digit is wrong: the check digit would be {0}.",
        // Deciding
        Phrase::DecideTitle => "Decide and sign",
        Phrase::ConditionTitle => "Condition of the seal",
        Phrase::ConditionRight => "1 In right condition",
        Phrase::ConditionDamaged => "2 Damaged",
        Phrase::ConditionMissing => "3 Missing",
        Phrase::ConditionBroken => "4 Broken",
        Phrase::ConditionFaulty => "5 Faulty electronic seal",
        Phrase::DispositionTitle => "Decision",
        Phrase::DispositionRelease => "Release",
        Phrase::DispositionExamine => "Examine",
        Phrase::DispositionDetain => "Detain",
        Phrase::DispositionReturn => "Return",
        Phrase::ReasonTitle => "Reason for releasing against the verdict",
        Phrase::NoteTitle => "Note",
        Phrase::NoteHelp => "What the next officer should know. Optional.",
        Phrase::SignButton => "Sign and save",
        Phrase::SignBusy => "Signing and saving …",
        Phrase::ChooseBoth => "Choose one in every group.",
        Phrase::DecisionSupervisorNeeded => "Only a supervisor may release what is on hold.",
        Phrase::DecisionReasonNeeded => "Give the reason for releasing against the verdict.",
        // Inspections on this device
        Phrase::RecordsTitle => "Inspections on this device",
        Phrase::RecordsEmpty => "No inspection was signed on this device yet.",
        Phrase::RecordTitle => "Inspection {0}",
        Phrase::RecordSaved => "Signed and saved on this device",
        Phrase::RecordLine => "Lock {0}, container {1}",
        Phrase::RecordMadeAt => "Signed {0}",
        Phrase::RecordOnlyHere => "Only on this device. Sync when there is a network.",
        Phrase::RecordReceived => "Received by the server on {0}",
        Phrase::RecordRejected => "Refused by the server, and kept here: {0}",
        Phrase::RejectedUnreadable => "it cannot be read there",
        Phrase::RejectedOfficer => "your certificate is not known there",
        Phrase::RejectedNotGenuine => "the signature does not verify there",
        Phrase::RejectedDecision => "the decision was not yours to make",
        Phrase::RecordUnverifiable => {
            "The signature of this record no longer verifies on this device."
        }
        Phrase::RecordUnreadable => {
            "This record cannot be read on this device. It is kept as it is."
        }
    }
}
