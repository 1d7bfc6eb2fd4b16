//! A lock in stock at Chongqing, and a container that is to be sealed with it.

use std::path::Path;

use railseal_protocol::enrolment::WorkItem;
use railseal_protocol::identifiers::{ContainerNumber, LockId};
use railseal_protocol::manifest::Chunk;
use railseal_protocol::preparing::Chunks;
use railseal_protocol::time::{Seconds, Timestamp};
use railseal_server::Service;
use railseal_server::storage::Consignment;

use super::cargo::{self, Flaw};
use super::lock::{DemonstrationLock, LockFile};
use super::sealing::{SealingOffice, route};
use super::{Condition, Demonstration, DemonstrationError};

const LOCK: &str = "RSLK00000129";
/// Fictional, but for the check digit.
const CONTAINER: &str = "RSXU4012344";
const TRAIN: &str = "X8003";

/// A container that is to be sealed, and the lock for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ToBeSealed {
    /// The lock.
    pub lock: LockId,
    /// The container.
    pub container: ContainerNumber,
}

impl ToBeSealed {
    /// The demonstration's.
    pub fn of_the_demonstration() -> Result<Self, DemonstrationError> {
        Ok(Self {
            lock: LOCK.parse()?,
            container: CONTAINER.parse()?,
        })
    }
}

impl Demonstration {
    /// The lock in stock, as it hangs on the container's door now.
    pub fn stock_lock(&self, now: Timestamp) -> Result<DemonstrationLock, DemonstrationError> {
        let lock = ToBeSealed::of_the_demonstration()?.lock;
        let lamps = self.lamps.clone();
        Ok(DemonstrationLock::wake(&self.locks(), lock, now, lamps)?)
    }

    /// A container is to be sealed with a lock, at a server of its administration: with documents of
    /// its own, and work for whoever seals it.
    pub fn give_to_seal(
        &self,
        server: &Service,
        what: &ToBeSealed,
    ) -> Result<(), DemonstrationError> {
        give(server, what)
    }

    /// Kazakhstan's customs expect such a container.
    pub fn expect(&self, what: &ToBeSealed) -> Result<(), DemonstrationError> {
        Ok(self.server.put_work(&work(what)?)?)
    }
}

/// Commissions the lock into a folder, and gives both servers the work.
pub(super) fn keep(
    office: &SealingOffice<'_>,
    expecting: &Service,
    folder: &Path,
    commissioned_at: Timestamp,
) -> Result<(), DemonstrationError> {
    let what = ToBeSealed::of_the_demonstration()?;
    let new = office.administration.new_lock(what.lock)?;
    let lock = office.commissioned(&new, commissioned_at)?;
    LockFile::of(lock.into_hardware(), Seconds::new(0), None).keep(folder, what.lock)?;
    give(office.administration, &what)?;
    Ok(expecting.put_work(&work(&what)?)?)
}

fn give(server: &Service, what: &ToBeSealed) -> Result<(), DemonstrationError> {
    let ToBeSealed { lock, container } = *what;
    let batch = 2 + u32::try_from(Condition::ALL.len()).unwrap_or(0);
    let cargo = cargo::make(container, lock, server.now(), batch, Flaw::None)?;
    let documents: Vec<Chunks> = cargo
        .chunks
        .into_iter()
        .map(|chunks: Vec<Chunk>| chunks.try_into())
        .collect::<Result<_, _>>()?;
    server.put_consignment(&Consignment {
        container,
        lock,
        train: Some(TRAIN.parse()?),
        route: route()?,
        entries: cargo.entries,
        documents: documents.try_into()?,
        totals: cargo.totals,
        bill: cargo.totals,
        inspections: Vec::new().try_into()?,
    })?;
    Ok(server.put_work(&work(what)?)?)
}

fn work(what: &ToBeSealed) -> Result<WorkItem, DemonstrationError> {
    Ok(WorkItem {
        train: TRAIN.parse()?,
        container: what.container,
        lock: what.lock,
        origin: "CNCQI".parse()?,
        destination: "KZALA".parse()?,
        last_seen: None,
    })
}
