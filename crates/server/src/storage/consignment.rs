use railseal_protocol::bounded::List;
use railseal_protocol::identifiers::{ContainerNumber, LockId, StationCode, TrainNumber};
use railseal_protocol::manifest::{DocumentEntry, MAX_DOCUMENTS, MAX_ROUTE, Totals};
use railseal_protocol::preparing::{Chunks, Papers};
use railseal_protocol::prior::{CarriedDigest, MAX_INSPECTIONS};
use serde::{Deserialize, Serialize};

/// What a container is to be sealed with, as it was given to the server. `Debug` prints no word of
/// the documents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consignment {
    /// The container.
    pub container: ContainerNumber,
    /// The lock that is to close it.
    pub lock: LockId,
    /// The train, where one is known.
    pub train: Option<TrainNumber>,
    /// The stations from the sealing to the end, both included.
    pub route: List<StationCode, MAX_ROUTE>,
    /// What the manifest is to say of each document.
    pub entries: List<DocumentEntry, MAX_DOCUMENTS>,
    /// The documents, in that order.
    pub documents: List<Chunks, MAX_DOCUMENTS>,
    /// What this container holds.
    pub totals: Totals,
    /// What the whole delivery bill says.
    pub bill: Totals,
    /// Who inspected the container before, the last first.
    pub inspections: List<CarriedDigest, MAX_INSPECTIONS>,
}

impl Consignment {
    /// The most bytes it has: what it becomes must fit the answer to a phone.
    pub const LIMIT: usize = Papers::LIMIT;
}
