//! What one party trusts: its own administration's root, and through its lists the others'
//! (SPEC.md § Trust). A phone, a lock and a server each hold one [`Trust`] and ask it everything.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use crate::bounded::List;
use crate::chain::{Anchor, CertificateChain, ChainError, Holder, Root};
use crate::identifiers::Administration;
use crate::recognition::{
    ListAge, ListHeader, ListVersion, MAX_RECOGNISED, RecognitionList, RevocationList,
    RevocationReason, Revoked,
};
use crate::rights::Scope;
use crate::statement::{Signed, StatementError, Verified};
use crate::time::{Seconds, Timestamp, Within};
use crate::wire::DecodeError;

/// A revocation list with the chain of its signer, as it travels.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CarriedRevocations {
    /// The list.
    pub list: Signed<RevocationList>,
    /// Who signed it.
    pub signer: CertificateChain,
}

/// The lists that an administration's server hands out and phones carry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lists {
    /// The administration's own recognition list.
    pub recognition: Signed<RecognitionList>,
    /// Its own and every recognised administration's revocation list.
    pub revocations: List<CarriedRevocations, { MAX_RECOGNISED + 1 }>,
}

/// The highest versions ever accepted, which outlive the lists themselves, so that an old list
/// cannot come back in the place of a lost one; and the floor of time, raised only by what the
/// own root or list signer has signed, never by anybody's clock.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct HighestSeen {
    recognition: Option<ListVersion>,
    revocations: BTreeMap<Administration, ListVersion>,
    floor: Option<Timestamp>,
}

impl HighestSeen {
    /// How far one list may raise the floor: a mistake in one date must not end all time.
    const LARGEST_STEP: Seconds = Seconds::days(400);

    /// The moment that time cannot be before; none before the first list.
    pub fn floor(&self) -> Option<Timestamp> {
        self.floor
    }

    /// The highest version of the own recognition list.
    pub fn recognition(&self) -> Option<ListVersion> {
        self.recognition
    }

    /// The highest version of an administration's revocation list.
    pub fn revocations(&self, administration: Administration) -> Option<ListVersion> {
        self.revocations.get(&administration).copied()
    }

    fn raise_floor(&mut self, issued_at: Timestamp) {
        self.floor = Some(self.floor.map_or(issued_at, |floor| {
            floor.max(issued_at.min(floor.plus(Self::LARGEST_STEP)))
        }));
    }
}

/// Why a list was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ListError {
    /// Its signer's chain.
    #[error("the list signer: {0}")]
    Signer(ChainError),
    /// The list itself.
    #[error("the list: {0}")]
    Statement(#[from] StatementError),
    /// The signer's chain could not be read at all.
    #[error("the list signer's chain: {0}")]
    Unreadable(#[from] DecodeError),
    /// It is a list of another administration or realm than its signer.
    #[error("the list belongs to another administration")]
    OtherAdministration,
    /// The administration is not recognised, so nothing can verify its list.
    #[error("no root is known for the list's administration")]
    NoRoot,
    /// Its signer was not certified when the list was signed, or is withdrawn.
    #[error("the list signer does not count")]
    SignerDoesNotCount,
    /// Another list of the same version is already held: one of two truths.
    #[error("another list of version {}", .0.0)]
    OtherOfThisVersion(ListVersion),
    /// Older than one already seen.
    #[error("version {} after version {}", got.0, seen.0)]
    RolledBack {
        /// The highest seen.
        seen: ListVersion,
        /// The one that came.
        got: ListVersion,
    },
}

/// A list that should be there.
#[derive(Debug, Clone)]
enum Held<T> {
    Missing,
    Refused(ListError),
    Present(Verified<T>),
}

/// Why a list says nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoList {
    /// Nobody brought it.
    Missing,
    /// What was brought was not believed.
    Refused(ListError),
    /// It is past its end.
    Expired {
        /// Since when.
        since: Timestamp,
    },
}

/// What one party trusts.
#[derive(Debug, Clone)]
pub struct Trust {
    root: Root,
    seen: HighestSeen,
    recognition: Held<RecognitionList>,
    revocations: BTreeMap<Administration, Held<RevocationList>>,
    /// The believed revocation lists as they came, to pass on.
    carried: BTreeMap<Administration, CarriedRevocations>,
}

impl Trust {
    /// Trust in one's own root only, with what was seen before.
    pub fn new(root: Root, seen: HighestSeen) -> Self {
        Self {
            root,
            seen,
            recognition: Held::Missing,
            revocations: BTreeMap::new(),
            carried: BTreeMap::new(),
        }
    }

    /// The own root.
    pub fn root(&self) -> &Root {
        &self.root
    }

    /// The highest versions seen, to be kept beside the lists.
    pub fn highest_seen(&self) -> &HighestSeen {
        &self.seen
    }

    /// The lists that are believed, to be kept or passed on; none without a recognition list.
    pub fn lists(&self) -> Option<Lists> {
        let Held::Present(recognition) = &self.recognition else {
            return None;
        };
        let carried: Vec<CarriedRevocations> = self.carried.values().cloned().collect();
        let revocations = carried.try_into().ok()?;
        Some(Lists {
            recognition: recognition.signed().clone(),
            revocations,
        })
    }

    /// Takes every list of a bundle that is believed; says which were not, and why. One
    /// administration's list never touches another's.
    pub fn accept(&mut self, lists: &Lists) -> Vec<ListError> {
        let mut refused = Vec::new();
        refused.extend(self.accept_recognition(&lists.recognition).err());
        for carried in lists.revocations.iter() {
            refused.extend(self.accept_revocations(carried).err());
        }
        refused
    }

    /// Takes a newer recognition list of the own administration. One that is not believed leaves
    /// an earlier one in place, and is remembered where there was none.
    pub fn accept_recognition(
        &mut self,
        signed: &Signed<RecognitionList>,
    ) -> Result<(), ListError> {
        let anchor = self.root.anchor();
        let result = anchor
            .verify_statement(signed)
            .map_err(ListError::from)
            .and_then(|list| {
                belongs(&list.header, &anchor)?;
                not_older(self.seen.recognition, list.header.version)?;
                not_another(&self.recognition, &list, |list| &list.header)?;
                Ok(list)
            });
        match result {
            Ok(list) => {
                let version = Some(list.header.version);
                // A list that was seen before has had its step.
                if self.seen.recognition < version {
                    self.seen.raise_floor(list.header.issued_at);
                }
                self.seen.recognition = version;
                self.forget_others(&list);
                self.recognition = Held::Present(list);
                Ok(())
            }
            Err(error) => {
                if !matches!(self.recognition, Held::Present(_)) {
                    self.recognition = Held::Refused(error);
                }
                Err(error)
            }
        }
    }

    /// Forgets the revocation lists of whom the new list no longer names, or names with another
    /// root: nothing that is held could verify them now.
    fn forget_others(&mut self, list: &RecognitionList) {
        let own = self.root.certificate().administration;
        let earlier = match &self.recognition {
            Held::Present(earlier) => Some(earlier),
            Held::Missing | Held::Refused(_) => None,
        };
        let root_in = |list: &RecognitionList, of| list.entry(of).map(|entry| entry.root);
        let stays = |of: Administration| {
            of == own
                || (root_in(list, of).is_some()
                    && earlier.is_none_or(|earlier| root_in(earlier, of) == root_in(list, of)))
        };
        self.revocations.retain(|of, _| stays(*of));
        self.carried.retain(|of, _| stays(*of));
    }

    /// Takes a newer revocation list of the own or a recognised administration.
    pub fn accept_revocations(&mut self, carried: &CarriedRevocations) -> Result<(), ListError> {
        let administration = carried.signer.claimed_administration()?;
        let result = self.verify_revocations(administration, carried);
        let held = self
            .revocations
            .entry(administration)
            .or_insert(Held::Missing);
        match result {
            Ok(list) => {
                let version = list.header.version;
                let before = self.seen.revocations.insert(administration, version);
                let is_own = administration == self.root.certificate().administration;
                if is_own && before < Some(version) {
                    self.seen.raise_floor(list.header.issued_at);
                }
                *held = Held::Present(list);
                self.carried.insert(administration, carried.clone());
                Ok(())
            }
            Err(error) => {
                if !matches!(held, Held::Present(_)) {
                    *held = Held::Refused(error);
                }
                Err(error)
            }
        }
    }

    fn verify_revocations(
        &self,
        administration: Administration,
        carried: &CarriedRevocations,
    ) -> Result<Verified<RevocationList>, ListError> {
        let anchor = self.known_anchor(administration).ok_or(ListError::NoRoot)?;
        let signer = anchor.verify(&carried.signer).map_err(ListError::Signer)?;
        let list = signer.verify(&carried.list)?;
        belongs(&list.header, &anchor)?;
        self.signer_counts(&signer, &list.header)?;
        not_older(
            self.seen.revocations.get(&administration).copied(),
            list.header.version,
        )?;
        if let Some(held) = self.revocations.get(&administration) {
            not_another(held, &list, |list| &list.header)?;
        }
        Ok(list)
    }

    /// A list signer must have been certified when the list was signed, and not be withdrawn by
    /// the list that is held.
    fn signer_counts(&self, signer: &Holder, header: &ListHeader) -> Result<(), ListError> {
        if self.is_withdrawn_as_held(signer)
            || signer.validity_at(header.issued_at) != Within::Valid
        {
            return Err(ListError::SignerDoesNotCount);
        }
        Ok(())
    }

    /// A root's key, whatever the age of the list that names it.
    fn known_anchor(&self, administration: Administration) -> Option<Anchor> {
        let own = self.root.anchor();
        if administration == own.administration {
            return Some(own);
        }
        match &self.recognition {
            Held::Present(list) => list.entry(administration).map(|entry| Anchor {
                realm: own.realm,
                administration,
                key: entry.root,
            }),
            Held::Missing | Held::Refused(_) => None,
        }
    }

    /// The root that a chain can be verified from. An expired list still names keys, so that what
    /// is forged is found out even then; [`Trust::standing`] then says *cannot say*.
    pub fn anchor(&self, administration: Administration) -> Result<Anchor, AnchorError> {
        match (self.known_anchor(administration), &self.recognition) {
            (Some(anchor), _) => Ok(anchor),
            (None, Held::Present(_)) => Err(AnchorError::NotRecognised(administration)),
            (None, Held::Missing) => Err(AnchorError::NoRecognition(NoList::Missing)),
            (None, Held::Refused(error)) => {
                Err(AnchorError::NoRecognition(NoList::Refused(*error)))
            }
        }
    }

    /// Finds the root that a chain claims, and verifies the chain from it.
    pub fn verify(&self, chain: &CertificateChain) -> Result<Holder, TrustError> {
        let administration = chain.claimed_administration()?;
        Ok(self.anchor(administration)?.verify(chain)?)
    }

    /// The own recognition list, unless it says nothing at that moment.
    pub fn recognition(&self, at: Timestamp) -> Result<&Verified<RecognitionList>, NoList> {
        usable(&self.recognition, |list| &list.header, at)
    }

    /// An administration's revocation list, unless it says nothing at that moment.
    pub fn revocations(
        &self,
        administration: Administration,
        at: Timestamp,
    ) -> Result<&Verified<RevocationList>, NoList> {
        self.revocations
            .get(&administration)
            .map_or(Err(NoList::Missing), |held| {
                usable(held, |list| &list.header, at)
            })
    }

    /// Whether a verified holder counts for a scope now: recognised, in time, and not withdrawn.
    /// `scope` is not asked of one's own administration.
    pub fn standing(&self, holder: &Holder, scope: Scope, now: Timestamp) -> Standing {
        self.standing_of_act(holder, scope, now, now)
    }

    /// Whether what a verified holder did at `acted_at` counts now: its certificates were in time
    /// then, and were not withdrawn by then. A key that may be in other hands counts for nothing,
    /// whatever the date on what it signed.
    pub fn standing_of_act(
        &self,
        holder: &Holder,
        scope: Scope,
        acted_at: Timestamp,
        now: Timestamp,
    ) -> Standing {
        match holder.validity_at(acted_at) {
            Within::NotYet => return Standing::NotYetValid,
            Within::Over => return Standing::Expired,
            Within::Valid => {}
        }
        let administration = holder.certificate().administration;
        let recognised = match self.recognised_for(administration, scope, now) {
            Ok(age) => age,
            Err(standing) => return standing,
        };
        let list = match self.revocations(administration, now) {
            Ok(list) => list,
            Err(reason) => {
                return Standing::CannotSay {
                    administration: Some(administration),
                    reason,
                };
            }
        };
        let withdrawn = |revoked: &&Revoked| {
            acted_at >= revoked.from
                || (revoked.reason == RevocationReason::KeyCompromised && now >= revoked.from)
        };
        let mut revocations = holder
            .certificates()
            .filter_map(|c| list.revocation(&c.id()));
        if let Some(revoked) = revocations.find(withdrawn) {
            return Standing::Revoked(revoked.clone());
        }
        match recognised.max(list.header.age(now)) {
            ListAge::Fresh => Standing::Good,
            ListAge::RefreshDue | ListAge::Expired => Standing::GoodOnAgedLists,
        }
    }

    /// Whether a certificate of a holder's stands on the list that is held of its administration,
    /// whatever the list's age and the moment that it names: all that can be said without a clock.
    pub fn is_withdrawn_as_held(&self, holder: &Holder) -> bool {
        match self.revocations.get(&holder.certificate().administration) {
            Some(Held::Present(list)) => holder
                .certificates()
                .any(|certificate| list.revocation(&certificate.id()).is_some()),
            Some(Held::Missing | Held::Refused(_)) | None => false,
        }
    }

    /// Whether an administration is recognised for a scope, and by how old a list.
    fn recognised_for(
        &self,
        administration: Administration,
        scope: Scope,
        now: Timestamp,
    ) -> Result<ListAge, Standing> {
        if administration == self.root.certificate().administration {
            return Ok(ListAge::Fresh);
        }
        let list = self
            .recognition(now)
            .map_err(|reason| Standing::CannotSay {
                administration: None,
                reason,
            })?;
        match list.entry(administration) {
            None => Err(Standing::NotRecognised),
            Some(entry) if !entry.scopes.contains(&scope) => Err(Standing::OutOfScope),
            Some(_) => Ok(list.header.age(now)),
        }
    }
}

fn belongs(header: &ListHeader, anchor: &Anchor) -> Result<(), ListError> {
    if header.administration == anchor.administration && header.realm == anchor.realm {
        Ok(())
    } else {
        Err(ListError::OtherAdministration)
    }
}

fn not_older(seen: Option<ListVersion>, got: ListVersion) -> Result<(), ListError> {
    match seen {
        Some(seen) if got < seen => Err(ListError::RolledBack { seen, got }),
        _ => Ok(()),
    }
}

/// Two lists of one version that say different things cannot both be the administration's.
fn not_another<T>(
    held: &Held<T>,
    got: &Verified<T>,
    header: impl Fn(&T) -> &ListHeader,
) -> Result<(), ListError> {
    match held {
        Held::Present(held)
            if header(held).version == header(got).version && held.id() != got.id() =>
        {
            Err(ListError::OtherOfThisVersion(header(got).version))
        }
        Held::Present(_) | Held::Missing | Held::Refused(_) => Ok(()),
    }
}

fn usable<T>(
    held: &Held<T>,
    header: impl Fn(&T) -> &ListHeader,
    at: Timestamp,
) -> Result<&Verified<T>, NoList> {
    match held {
        Held::Missing => Err(NoList::Missing),
        Held::Refused(error) => Err(NoList::Refused(*error)),
        Held::Present(list) => match header(list).age(at) {
            ListAge::Expired => Err(NoList::Expired {
                since: header(list).expires_at,
            }),
            ListAge::Fresh | ListAge::RefreshDue => Ok(list),
        },
    }
}

/// Why there is no root to verify from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AnchorError {
    /// The recognition list is there, and does not name this administration.
    #[error("{0} is not recognised")]
    NotRecognised(Administration),
    /// There is no recognition list to ask.
    #[error("there is no recognition list")]
    NoRecognition(NoList),
}

/// Why a chain was not believed, or could not be judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TrustError {
    /// It cannot be read.
    #[error("the chain: {0}")]
    Unreadable(#[from] DecodeError),
    /// There is no root for it.
    #[error(transparent)]
    Anchor(#[from] AnchorError),
    /// It does not verify.
    #[error(transparent)]
    Chain(#[from] ChainError),
}

/// Whether a verified holder counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// It does.
    Good,
    /// It does, by lists of which newer ones are due.
    GoodOnAgedLists,
    /// A certificate of its chain is not valid yet.
    NotYetValid,
    /// A certificate of its chain is past its end.
    Expired,
    /// Withdrawn.
    Revoked(Revoked),
    /// Its administration is not recognised.
    NotRecognised,
    /// Its administration is recognised, but not for this.
    OutOfScope,
    /// A list that would be needed says nothing.
    CannotSay {
        /// Whose revocation list is missing; none where it is the own recognition list.
        administration: Option<Administration>,
        /// Why it says nothing.
        reason: NoList,
    },
}
