//! What the verdict rests on: the lists, and the clocks.

use alloc::vec::Vec;

use railseal_protocol::chain::Holder;
use railseal_protocol::journal::Entry;
use railseal_protocol::recognition::{ListAge, ListHeader};
use railseal_protocol::statement::Verified;
use railseal_protocol::status::Status;
use railseal_protocol::time::{Seconds, Timestamp, Within};
use railseal_protocol::trust::{ListError, NoList};

use super::Question;
use crate::finding::{Finding, WhichList};

/// How far apart the lock's clock and this device's may be. ISO 18185 allows a lock ±5 s a day:
/// ten minutes is four months of it.
pub(super) const CLOCKS_APART: Seconds = Seconds::new(600);

/// Looks at every list that the verdict needs: the own recognition list, and the revocation lists
/// of the own administration, the lock's and the issuer's.
pub(super) fn lists(
    question: &Question<'_>,
    lock: Option<&Holder>,
    issuer: Option<&Holder>,
) -> Finding {
    let (trust, at) = (question.trust, question.at());
    let mut administrations = Vec::from([trust.root().certificate().administration]);
    administrations.extend(
        [lock, issuer]
            .into_iter()
            .flatten()
            .map(|holder| holder.certificate().administration),
    );
    administrations.dedup();
    let recognition = trust.recognition(at).map(|list| list.header);
    let mut worst = match trust.root().certificate().validity.at(at) {
        // A root's certificate that is not valid yet is a clock's matter.
        Within::NotYet | Within::Valid => one(WhichList::Recognition, recognition, question),
        Within::Over => Finding::ListsRootExpired {
            since: trust.root().certificate().validity.until,
        },
    };
    for administration in administrations {
        let revocation = trust
            .revocations(administration, at)
            .map(|list| list.header);
        let finding = one(WhichList::Revocation(administration), revocation, question);
        if finding.result() > worst.result() {
            worst = finding;
        }
    }
    worst
}

fn one(list: WhichList, header: Result<ListHeader, NoList>, question: &Question<'_>) -> Finding {
    match header {
        Ok(header) => match header.age(question.at()) {
            ListAge::Fresh => Finding::ListsFresh,
            ListAge::RefreshDue => Finding::ListsRefreshDue {
                list,
                since: header.refresh_by,
            },
            ListAge::Expired => Finding::ListsExpired {
                list,
                since: header.expires_at,
            },
        },
        Err(NoList::Missing) => Finding::ListsMissing(list),
        Err(NoList::Expired { since }) => Finding::ListsExpired { list, since },
        Err(NoList::Refused(ListError::RolledBack { seen, got })) => {
            Finding::ListsRolledBack { list, seen, got }
        }
        Err(NoList::Refused(_)) => Finding::ListsRefused(list),
    }
}

pub(super) fn clock(
    question: &Question<'_>,
    status: Option<&Verified<Status>>,
    journal: Option<&[Entry]>,
) -> Finding {
    if let Some(floor) = question.trust.highest_seen().floor()
        && question.now.plus(CLOCKS_APART) < floor
    {
        return Finding::ClockBehindFloor {
            behind: floor.apart(question.now),
        };
    }
    match status.map(|status| status.time.wall) {
        None => Finding::ClockUnknown,
        Some(None) => Finding::ClockOfLockLost,
        Some(Some(wall)) if let Some(entry) = went_back(journal, wall) => {
            Finding::ClockOfLockWentBack { entry }
        }
        Some(Some(wall)) if wall.apart(question.now) > CLOCKS_APART => Finding::ClocksApart {
            by: wall.apart(question.now),
        },
        Some(Some(_)) => Finding::ClocksAgree,
    }
}

/// The first entry after which an earlier time is told, up to the time that it is now.
fn went_back(journal: Option<&[Entry]>, now: Timestamp) -> Option<u32> {
    let told = journal?
        .iter()
        .filter_map(|entry| entry.time.wall.map(|wall| (entry.index, wall)));
    let after = told.clone().skip(1).map(|(_, wall)| wall).chain([now]);
    told.zip(after)
        .find(|((_, earlier), later)| later < earlier)
        .map(|((index, _), _)| index)
}
