//! The journey's end: the documents are erased.

use railseal_protocol::call::Refusal;
use railseal_protocol::journal::Event;
use railseal_protocol::prior::InspectionDigest;
use railseal_protocol::statement::Id;

use super::Obeyed;
use crate::documents::Documents;
use crate::hardware::Hardware;
use crate::lock::Lock;

impl<H: Hardware> Lock<H> {
    pub(super) fn carry_out_deactivate(
        &mut self,
        obeyed: &Obeyed<'_>,
        named: Option<Id<InspectionDigest>>,
    ) -> Result<(), Refusal> {
        let inspection = self.inspection_of(obeyed, named)?;
        let accepted = Event::DeactivateAccepted { inspection: named };
        self.accept(obeyed, accepted)?;
        let erased = Documents::begin(&mut self.hardware);
        self.documents = erased.map_err(|_| Refusal::Interrupted)?;
        if let Some(inspection) = inspection {
            self.documents
                .add_later_inspection(&mut self.hardware, None, inspection)
                .map_err(|_| Refusal::Interrupted)?;
        }
        self.conclude(obeyed, Event::DocumentsErased)?;
        self.conclude(obeyed, Event::Deactivated)
    }
}
