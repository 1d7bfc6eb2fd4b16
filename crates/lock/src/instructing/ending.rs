//! The journey's end: the documents are erased, and the last inspection is kept.

use railseal_protocol::call::Refusal;
use railseal_protocol::journal::{Event, RefusalReason};
use railseal_protocol::prior::InspectionDigest;
use railseal_protocol::statement::Id;

use super::Obeyed;
use crate::documents::Documents;
use crate::flash::LogError;
use crate::hardware::Hardware;
use crate::lock::Lock;

impl<H: Hardware> Lock<H> {
    pub(super) fn carry_out_deactivate(
        &mut self,
        obeyed: &Obeyed<'_>,
        named: Option<Id<InspectionDigest>>,
    ) -> Result<(), Refusal> {
        let inspection = self.inspection_of(obeyed, named)?;
        if let Some(inspection) = inspection {
            let kept = self.keeping.keep_inspection(&mut self.hardware, inspection);
            kept.map_err(|error| match error {
                LogError::Full { .. } => Refusal::NotObeyed(RefusalReason::NoRoom),
                LogError::Flash(_) => Refusal::Fault,
            })?;
        }
        let accepted = Event::DeactivateAccepted { inspection: named };
        self.accept(obeyed, accepted)?;
        let erased = Documents::begin(&mut self.hardware);
        self.documents = erased.map_err(|_| Refusal::Interrupted)?;
        self.conclude(obeyed, Event::DocumentsErased)?;
        self.conclude(obeyed, Event::Deactivated)
    }
}
