//! What frees the lever.

use railseal_protocol::call::Refusal;
use railseal_protocol::journal::{Event, RefusalReason};

use super::Obeyed;
use crate::hardware::{Bolt, Casing, Hardware};
use crate::lock::Lock;

impl<H: Hardware> Lock<H> {
    pub(super) fn carry_out_unseal(&mut self, obeyed: &Obeyed<'_>) -> Result<(), Refusal> {
        self.accept(obeyed, Event::UnsealAccepted)?;
        let freed = self.free(obeyed, Event::Unsealed)?;
        if freed {
            self.free_since = Some(self.hardware.uptime());
        }
        Ok(())
    }

    /// A latch is not cleared while what would latch again at once is still so.
    pub(super) fn carry_out_clear(&mut self, obeyed: &Obeyed<'_>) -> Result<(), Refusal> {
        if self.hardware.casing() == Casing::Opened {
            return Err(Refusal::NotObeyed(RefusalReason::Sensors));
        }
        self.accept(obeyed, Event::ClearAccepted)?;
        self.free(obeyed, Event::TamperCleared).map(drop)
    }

    /// Drives the bolt, and journals what its sensor says.
    fn free(&mut self, obeyed: &Obeyed<'_>, done: Event) -> Result<bool, Refusal> {
        let driven = self.hardware.drive(Bolt::Free);
        if self.hardware.bolt() == Bolt::Free {
            self.conclude(obeyed, done)?;
            return Ok(true);
        }
        if driven.is_err() {
            self.conclude(obeyed, Event::MotorStuck)?;
        }
        self.conclude(obeyed, Event::CameToNothing)?;
        Ok(false)
    }
}
