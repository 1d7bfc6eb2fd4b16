//! Route and time: is it plausible that this container is here, now.

use railseal_protocol::journal::Entry;
use railseal_protocol::manifest::Manifest;
use railseal_protocol::time::{Seconds, Timestamp};

use super::lists::CLOCKS_APART;
use super::{Question, lock};
use crate::finding::Finding;

pub(super) fn route(
    question: &Question<'_>,
    manifest: Option<&Manifest>,
    journal: Option<&[Entry]>,
) -> Finding {
    let (Some(manifest), Some(journal)) = (manifest, journal) else {
        return Finding::RouteUnknown;
    };
    if let Some(by) = later(manifest.issued_at, question.at()) {
        return Finding::RouteAhead { by };
    }
    let sealed_at = lock::sealing(journal, manifest.cycle)
        .and_then(|place| journal.get(place))
        .and_then(|entry| entry.time.wall);
    if let Some(by) = sealed_at.and_then(|sealed_at| later(manifest.issued_at, sealed_at)) {
        return Finding::RouteSealedBefore { by };
    }
    if manifest.route.contains(question.place) {
        Finding::RoutePlausible(question.place.clone())
    } else {
        Finding::RouteLeft {
            here: question.place.clone(),
        }
    }
}

/// By how much the first moment is later than the second; none within what clocks may be apart.
fn later(first: Timestamp, second: Timestamp) -> Option<Seconds> {
    (first > second.plus(CLOCKS_APART)).then(|| first.apart(second))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_clocks_cannot_explain_is_later() {
        let now = Timestamp::from_unix(1_795_413_600);
        assert_eq!(later(now, now), None);
        assert_eq!(later(now.plus(CLOCKS_APART), now), None);
        let ahead = now.plus(CLOCKS_APART).plus(Seconds::new(1));
        assert_eq!(later(ahead, now), Some(ahead.apart(now)));
        assert_eq!(later(now, ahead), None);
    }
}
