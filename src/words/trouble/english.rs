//! Troubles in English: what happened, and what to do.

use super::Kind;

pub(super) fn say(kind: Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::CodeLength => (
            "The code has {0} letters and digits where 18 are wanted.",
            "Compare it with what your registrar gave you.",
        ),
        Kind::CodeCharacter => (
            "The code has a character that no code has.",
            "Codes have letters and the digits 2 to 7 only; there is no 0 and no 1.",
        ),
        Kind::CodeRefused => (
            "The server does not take this code.",
            "It may be used or past its time. Ask your registrar for a new one.",
        ),
        Kind::TooManyTries => (
            "Too many codes were tried.",
            "Wait a minute, then try again.",
        ),
        Kind::OtherRoot => (
            "This server belongs to another administration than the code.",
            "Check the address, and ask your registrar.",
        ),
        Kind::NotReached => (
            "The server cannot be reached.",
            "Nothing is lost. Try again when there is a network.",
        ),
        Kind::ServerAnswer => (
            "The server gave an answer that is of no use.",
            "Nothing is lost. Try again later; if it stays so, tell your administration.",
        ),
        Kind::ServerNotBelieved => (
            "The server could not prove that it is your administration's.",
            "Nothing was taken from it. Tell your administration.",
        ),
        Kind::OfficerRefused => (
            "The server does not take your certificate any more.",
            "Ask your registrar for a new code and enrol again. Your inspections stay here.",
        ),
        Kind::ClocksApart => (
            "This device's clock and the server's are more than a day apart.",
            "Set this device's clock, then sync again.",
        ),
        Kind::Key => (
            "This browser did not sign.",
            "Close the other apps and try again. If it stays so, enrol again.",
        ),
        Kind::Store => (
            "This device could not save. Nothing is said to be saved that is not.",
            "Make room on the device or leave private mode, then try again.",
        ),
        Kind::StoreFull => (
            "There is no room left on this device.",
            "Delete other things from the device, then try again. The inspections here stay.",
        ),
        Kind::StoreTab => (
            "Another tab holds the app's store.",
            "Close the other tabs of this app, then try again.",
        ),
        Kind::StoreUnreadable => (
            "What this device has kept cannot be read.",
            "Do not clear the browser's data: inspections may be in it. Tell your administration.",
        ),
        Kind::NoBluetooth => (
            "This browser has no Web Bluetooth.",
            "Use Chrome or Edge on Android, Windows or ChromeOS. On an iPhone, a browser with Web Bluetooth is needed.",
        ),
        Kind::NoAdapter => (
            "The browser finds no Bluetooth on this device.",
            "If it is switched off, switch it on and try again. If the device has none, use another one.",
        ),
        Kind::SwitchedOff => (
            "Bluetooth is switched off.",
            "Switch it on in the system's settings, then try again.",
        ),
        Kind::NotPermitted => (
            "This app may not use Bluetooth.",
            "Allow Bluetooth for this site in the browser's settings, and nearby devices for the browser in the system's settings.",
        ),
        Kind::NothingChosen => (
            "No lock was chosen.",
            "If yours was not offered: switch Bluetooth on, stand closer, and touch the lever, which wakes a sleeping lock.",
        ),
        Kind::OutOfReach => (
            "The lock is out of reach.",
            "Stand closer, and touch its lever, which wakes a sleeping lock. Then try again.",
        ),
        Kind::NotTaken => (
            "The lock did not take the connection.",
            "Another phone may be connected to it: let it finish there first. Otherwise stand closer and try again.",
        ),
        Kind::StillConnecting => (
            "This device is still busy with an earlier connection to the lock.",
            "Close other tabs of this app and wait a moment. Then try again.",
        ),
        Kind::ConnectTimedOut => (
            "The lock did not answer.",
            "Touch its lever, which wakes a sleeping lock, and try again. If it stays so, switch Bluetooth off and on.",
        ),
        Kind::NoAnswer => (
            "The lock has fallen silent.",
            "Stay within ten metres and try again. What was read is kept.",
        ),
        Kind::NotALock => (
            "That device is not a Railseal lock.",
            "Choose the device whose name is RS- and the ID code on the casing.",
        ),
        Kind::LinkLost => (
            "The connection broke and could not be made again.",
            "Stand closer and try again: the reading goes on from there. It changes nothing in the lock.",
        ),
        Kind::Flooded => (
            "That device sends more than any lock does.",
            "Choose the lock by the number on its casing. If this was the lock, hold the container and inspect by hand.",
        ),
        Kind::Radio => (
            "Bluetooth failed.",
            "Switch Bluetooth off and on, then try again.",
        ),
        Kind::Stopped => (
            "You stopped the reading.",
            "What was read is kept: try again, and it goes on from there.",
        ),
        Kind::OtherLock => (
            "Lock {0} was wanted, and {1} answered.",
            "Compare the number on the casing and choose anew. If it happens again, hold the container: one lock answers in another's name.",
        ),
        Kind::LockUnclear => (
            "What the lock announces cannot be read.",
            "Try again. If it stays so, hold the container and inspect by hand.",
        ),
        Kind::LockOlder => (
            "The lock speaks an older protocol than this app.",
            "Inspect by hand, and have the lock updated.",
        ),
        Kind::LockNewer => (
            "The lock speaks a newer protocol than this app.",
            "Update this app, then try again.",
        ),
        Kind::LockMisspoke => (
            "The lock said something that makes no sense.",
            "Connect again. If it stays so, hold the container and inspect by hand.",
        ),
        Kind::LockBusy => (
            "The lock could not answer.",
            "Wait a moment, then connect again.",
        ),
        Kind::CasingLength => (
            "The number has {0} characters where 12 are wanted.",
            "It is on the lock's casing, as in RSLK00000017: four characters and eight digits.",
        ),
        Kind::CasingCharacter => (
            "The character at place {0} cannot stand there.",
            "A lock's number begins with a letter and ends with eight digits, as in RSLK00000017.",
        ),
        Kind::ScanNotPermitted => (
            "This page may not use the camera.",
            "Allow the camera in the browser's settings for this page, or type the number.",
        ),
        Kind::ScanNoCamera => (
            "There is no camera, or something else uses it.",
            "Close whatever uses the camera and scan again, or type the number.",
        ),
        Kind::ScanFailed => (
            "The camera gives no picture that can be read.",
            "Type the number that stands under the label.",
        ),
        Kind::ScanNotLoaded => (
            "What reads codes could not be loaded.",
            "Go where there is a network once and scan again, or type it.",
        ),
        Kind::PapersNotLoaded => (
            "What reads the documents could not be loaded.",
            "Go where there is a network once, load the app again, and read the lock again.",
        ),
        Kind::PartsForeign => (
            "This is nothing that another phone shows.",
            "Copy its whole text there, and paste it here.",
        ),
        Kind::PartsMixed => (
            "These parts do not belong together.",
            "Begin again, with one phone's codes only.",
        ),
        Kind::PartsMissing => (
            "Parts are missing: {0}.",
            "Copy the whole text once more, and paste it.",
        ),
        Kind::ContainerLength => (
            "The number has {0} characters where 11 are wanted.",
            "Four letters, the last of them U, J or Z, and seven digits.",
        ),
        Kind::ContainerCharacter => (
            "The character at place {0} cannot stand there.",
            "Four letters, the last of them U, J or Z, and seven digits.",
        ),
        Kind::ContainerCheck => (
            "The last digit does not fit: the others give {0}. Read the number again.",
            "Four letters, the last of them U, J or Z, and seven digits.",
        ),
        Kind::LampCode => (
            "A lamp's code has two digits.",
            "Count the flashes once more, and type both digits.",
        ),
        Kind::RefusedNotGenuine => (
            "The lock does not believe a signature.",
            "Enrol again if it stays so; tell your administration.",
        ),
        Kind::RefusedNotRecognised => (
            "The lock’s owner does not recognise this administration for it.",
            "Ask an officer whom the policy admits.",
        ),
        Kind::RefusedNotInTime => (
            "By the lock’s clock this is not in its time.",
            "Sync for a new certificate. If the lock’s clock is wrong, its owner can set it.",
        ),
        Kind::RefusedRevoked => (
            "A certificate was withdrawn.",
            "Somebody else must order, or agree.",
        ),
        Kind::RefusedCannotSay => (
            "The lock cannot tell: its clock is lost, or its lists are past their time.",
            "Sync, and connect again: your phone brings it newer lists. Its owner can always open it.",
        ),
        Kind::RefusedNoRight => ("Your role may not order this.", "Ask a customs officer."),
        Kind::RefusedNotForHere => (
            "The order is for another lock, container or seal cycle.",
            "Connect again, and order anew.",
        ),
        Kind::RefusedNotAdmitted => (
            "The policy of this sealing does not admit you.",
            "Ask an officer whom it admits, or your office for a grant.",
        ),
        Kind::RefusedQuorum => (
            "Too few people have agreed.",
            "Let another officer agree on their own phone.",
        ),
        Kind::RefusedStale => (
            "The lock waited too long for this order, or has restarted.",
            "Nothing has happened. Order anew.",
        ),
        Kind::RefusedWrongState => (
            "The lock takes no such order in its state.",
            "Look at the lever, then connect again.",
        ),
        Kind::RefusedDoesNotFit => (
            "The change or the inspection does not fit what the lock carries.",
            "Read the lock again, and fill it in anew.",
        ),
        Kind::RefusedGrant => ("The grant is not for this.", "Ask your office for another."),
        Kind::RefusedGrantUsed => ("The grant was used before.", "Ask your office for another."),
        Kind::RefusedSensors => (
            "The lever is not in, or the casing is open.",
            "Push the lever in until it clicks, then order again.",
        ),
        Kind::RefusedIncomplete => (
            "Something that the order needs did not come with it.",
            "Order anew.",
        ),
        Kind::RefusedNoRoom => (
            "The lock’s memory is full.",
            "Use another lock, and report this one.",
        ),
        Kind::OrderJournal => (
            "The lock’s journal does not go on from what was read.",
            "Read the lock again before you order anything.",
        ),
        Kind::OrderStillOpen => (
            "The lock accepted the order, and has not told what became of it.",
            "Look at the lever. Wait a moment, then ask the lock again.",
        ),
        Kind::OrderChanges => (
            "That takes out more than there was.",
            "Check items and weights.",
        ),
        Kind::OrderNothingRead => (
            "There is nothing that could be ordered.",
            "Read the lock first.",
        ),
        Kind::AgreementUnreadable => (
            "This is no code of Railseal’s, or not a whole one.",
            "Take it again from the other phone.",
        ),
        Kind::AgreementOtherHalf => (
            "This is the other half: an order where an agreement is wanted, or the other way round.",
            "Take the code that the other phone shows now.",
        ),
        Kind::AgreementNotWhole => (
            "The order names a change or an inspection that did not come with it.",
            "Do not agree. Take the code again from the other phone.",
        ),
        Kind::AgreementPerson => (
            "Who signed this cannot be believed here.",
            "Sync both phones. If it stays so, do not go on.",
        ),
        Kind::AgreementOtherOrder => (
            "This agrees to another order.",
            "Let the other person take your code again.",
        ),
        Kind::AgreementOwnOrder => ("This is the same person.", "Another person must agree."),
        Kind::GrantUnreadable => (
            "This is no grant, or not a whole one.",
            "Take the whole text, as it was sent to you.",
        ),
        Kind::GrantNotBelieved => (
            "Who issued this grant cannot be believed here.",
            "Sync, then take it again. If it stays so, ask whoever sent it.",
        ),
        Kind::GrantNotYours => (
            "This grant is another’s, or of an earlier certificate of yours.",
            "Ask for one to the certificate that this device has now.",
        ),
        Kind::GrantOver => ("This grant is past its end.", "Ask for a new one."),
        Kind::SealNothing => (
            "The office has given the server no documents for this container.",
            "Check the number on the container. Let the office hand the documents in, then prepare again.",
        ),
        Kind::SealOtherLock => (
            "This container is to be sealed with another lock.",
            "Take the lock that the work names.",
        ),
        Kind::SealNoIssuer => (
            "Nobody makes manifests out at this server.",
            "Let its operator open the office there.",
        ),
        Kind::SealPapersNotBelieved => (
            "The manifest cannot be believed.",
            "Sync, and prepare again. If it stays so, do not seal.",
        ),
        Kind::SealPapersOthers => (
            "The manifest and documents are not those that were asked for.",
            "Prepare again. If it stays so, report the server.",
        ),
        Kind::SealDoesNotAddUp => (
            "The documents do not add up.",
            "Do not seal. Let the office correct them, then prepare again.",
        ),
        Kind::SealMovedOn => (
            "Something has happened to the lock since the manifest was made out.",
            "Read the lock again, and prepare anew.",
        ),
        Kind::SealNobody => (
            "Nobody could unseal this container.",
            "Choose at least one administration, and one to five people.",
        ),
        Kind::SealPolicyTooLong => (
            "These are more administrations than a lock remembers.",
            "Choose fewer.",
        ),
        Kind::SealStation => (
            "This is no station’s code.",
            "Write it as on the route: country and place, such as KZDOS.",
        ),
        Kind::ChangeIncomplete => (
            "Something of the change is missing, or is no number.",
            "Fill in every field: numbers as they are written, weights in grams.",
        ),
    }
}
