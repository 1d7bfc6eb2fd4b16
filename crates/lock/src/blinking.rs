//! The lamp: a code drawn in a session, blinked for whoever stands in front of the lock.

use railseal_protocol::call::{Answer, Refusal};
use railseal_protocol::journal::Uptime;
use railseal_protocol::lamp::{LampCode, LampShown};
use railseal_protocol::session::SessionId;
use railseal_protocol::statement::{Signed, Signer};

use crate::hardware::{Hardware, Lamp};
use crate::lock::Lock;

/// For how many seconds the lamp blinks: time to read it a few times over.
pub const LAMP_SECONDS: u32 = 90;

impl<H: Hardware> Lock<H> {
    /// Draws a code for a session and blinks it; the same one if the session has one.
    pub(crate) fn blink(
        &mut self,
        session: SessionId,
        drawn: &mut Option<Signed<LampShown>>,
    ) -> Result<Answer, Refusal> {
        if let Some(shown) = drawn {
            return Ok(Answer::Blinking(shown.clone()));
        }
        let code = LampCode::draw(self.hardware.entropy().into_number());
        self.hardware
            .light(Lamp::Blinking(code))
            .map_err(|_| Refusal::Nothing)?;
        let end = self.hardware.uptime().0.saturating_add(LAMP_SECONDS);
        self.dark_at = Some(Uptime(end));
        let shown = LampShown {
            session,
            lock: self.id(),
            code,
        };
        let signer = Signer::Certificate(self.identity.certificate);
        let shown = Signed::sign(&shown, signer, &self.identity.signing);
        *drawn = Some(shown.clone());
        Ok(Answer::Blinking(shown))
    }

    /// Puts the lamp out when it has blinked long enough.
    pub(crate) fn put_out(&mut self) {
        if self
            .dark_at
            .is_some_and(|end| self.hardware.uptime() >= end)
        {
            self.dark_at = None;
            // A lamp that broke meanwhile is dark.
            let _ = self.hardware.light(Lamp::Dark);
        }
    }
}
