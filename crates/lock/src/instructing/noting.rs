//! What changes nothing of the seal: the clock, and who has the lock in hand.

use railseal_protocol::call::Refusal;
use railseal_protocol::journal::{Event, RefusalReason};
use railseal_protocol::time::{Seconds, Timestamp};

use super::Obeyed;
use crate::hardware::Hardware;
use crate::lock::Lock;

/// How far beyond the floor a clock may be set: a mistake must not end every certificate's time.
const FARTHEST: Seconds = Seconds::days(400);

impl<H: Hardware> Lock<H> {
    pub(super) fn carry_out_set_clock(
        &mut self,
        obeyed: &Obeyed<'_>,
        to: Timestamp,
    ) -> Result<(), Refusal> {
        let from = self.hardware.wall_clock();
        let floor = self.trust.highest_seen().floor();
        let goes_back = from.is_some_and(|from| to < from) || floor.is_some_and(|floor| to < floor);
        let is_too_far = floor.is_some_and(|floor| to > floor.plus(FARTHEST));
        if goes_back || is_too_far {
            return Err(Refusal::NotObeyed(RefusalReason::NotInTime));
        }
        self.accept(obeyed, Event::ClockAccepted { to })?;
        let set = self.hardware.set_clock(to);
        let runs = self.hardware.wall_clock().is_some_and(|now| now >= to);
        if set.is_ok() && runs {
            self.conclude(obeyed, Event::ClockSet { from })
        } else {
            self.conclude(obeyed, Event::CameToNothing)
        }
    }

    /// Who takes over is who agrees: the table lets there be one, of the other side.
    pub(super) fn carry_out_hand_over(&mut self, obeyed: &Obeyed<'_>) -> Result<(), Refusal> {
        let taker = obeyed.agrees.first();
        let to = taker.map(|taker| taker.certificate().id());
        let to = to.ok_or(Refusal::NotObeyed(RefusalReason::QuorumNotMet))?;
        self.accept(obeyed, Event::HandedOver { to })
    }
}
