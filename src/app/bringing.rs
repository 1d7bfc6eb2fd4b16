//! The lists that the lock at hand is brought: after it was read, and before an order is sent.

use railseal_inspection::evidence::SealEvidence;
use railseal_inspection::renewing::Brought;
use railseal_protocol::identifiers::Administration;

use super::state::App;
use crate::device::bluetooth::RadioLink;
use crate::orders::carrying::Met;
use crate::visit::log::Event;
use crate::visit::{Open, Surroundings, VisitError};

/// What became of the lists for the lock at hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lists {
    /// They were not brought yet, or not all of them.
    NotYet,
    /// They are being brought.
    Running,
    /// They were brought, and of these administrations it has taken some.
    Brought(Vec<Administration>),
}

impl App {
    /// Brings the lock that was just read its lists over the same link, and hangs up.
    pub(super) async fn bring<L: RadioLink, S: Surroundings>(
        self,
        open: Open<'_, L, S>,
        seal: &SealEvidence,
    ) {
        let (Some(desk), Some(officer)) = (self.desk.get_untracked(), self.officer.get_untracked())
        else {
            return;
        };
        self.lists.set(Lists::Running);
        let brought = open.bring(seal, &officer.trust, &desk.store).await;
        self.show_brought(brought.as_deref());
    }

    /// Brings the lock what is left, over the link of an order.
    pub(super) async fn bring_before(
        self,
        link: &impl RadioLink,
        met: &mut Met,
    ) -> Result<(), VisitError> {
        let (Some(desk), Some(officer)) = (self.desk.get_untracked(), self.officer.get_untracked())
        else {
            return Ok(());
        };
        if matches!(self.lists.get_untracked(), Lists::Brought(_)) {
            return Ok(());
        }
        let note = |bringing| self.note(Event::Bringing(bringing));
        let brought = met.bring(link, &officer.trust, &desk.store, note).await;
        self.show_brought(brought.as_deref());
        brought.map(drop)
    }

    /// Another link is called: what is left is brought over that one.
    pub(super) fn lists_stopped(self) {
        if self.lists.get_untracked() == Lists::Running {
            self.lists.set(Lists::NotYet);
        }
    }

    /// That it failed is in the log of the connection: it is no alarm.
    fn show_brought(self, brought: Result<&[Brought], &VisitError>) {
        self.lists.set(match brought {
            Ok(brought) => {
                let mut whose = Vec::new();
                for list in brought {
                    if let Err(place) = whose.binary_search(&list.administration) {
                        whose.insert(place, list.administration);
                    }
                }
                Lists::Brought(whose)
            }
            Err(_) => Lists::NotYet,
        });
    }
}
