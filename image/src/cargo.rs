//! What the lock is sealed with: a manifest almost as long as any may be, a policy, and documents.
//! A document's bytes are made when they are needed: the heap is the lock's.

use alloc::vec;
use alloc::vec::Vec;

use railseal_lock::{Hardware, Lock};
use railseal_protocol::bounded::List;
use railseal_protocol::call::ChunkAddress;
use railseal_protocol::identifiers::ContainerNumber;
use railseal_protocol::manifest::{
    CHUNK_LIMIT, Chunk, ChunkHash, DocumentEntry, DocumentKind, Encoding, Grams, MAX_CHUNKS,
    Manifest, Policy, PolicyRow, Sealing, Totals,
};
use railseal_protocol::rights::Role;

use crate::failure::PartyError;
use crate::parties::{NOW, Parties};

/// A document, in bytes.
#[derive(Clone, Copy)]
pub(crate) struct Document {
    length: usize,
    /// How many bytes a chunk has; the last may have fewer.
    chunk: usize,
}

/// One of a chunk that is as long as any may be and a part of one, two of so many chunks that the
/// manifest is almost as long as any may be, and one of a single byte.
pub(crate) const DOCUMENTS: [Document; 4] = [
    Document {
        length: 20_000,
        chunk: CHUNK_LIMIT,
    },
    Document {
        length: 16 * MAX_CHUNKS,
        chunk: 16,
    },
    Document {
        length: 16 * 100,
        chunk: 16,
    },
    Document {
        length: 1,
        chunk: CHUNK_LIMIT,
    },
];

/// The container's number.
pub(crate) fn container() -> Result<ContainerNumber, PartyError> {
    Ok("CSQU3054383".parse()?)
}

/// A chunk of a document; empty where there is none.
pub(crate) fn chunk(address: ChunkAddress) -> Result<Chunk, PartyError> {
    let place = usize::from(address.document);
    let Some(Document { length, chunk }) = DOCUMENTS.get(place).copied() else {
        return Ok(Vec::new().try_into()?);
    };
    let begin = length.min(usize::from(address.chunk) * chunk);
    let end = length.min(begin + chunk);
    let byte = |place: usize| (place * 7 + place / 256).to_le_bytes()[0];
    let bytes: Vec<u8> = (begin..end).map(byte).collect();
    Ok(bytes.try_into()?)
}

/// What fits a lock as it is, signed by China's issuer and officer: Kazakhstan's officers may unseal.
pub(crate) fn sealing<H: Hardware>(
    parties: &Parties,
    lock: &Lock<H>,
) -> Result<Sealing, PartyError> {
    let row = PolicyRow {
        administration: parties.kazakhstan.code,
        role: Role::Officer,
        station: None,
    };
    let policy = parties.china.officer.sign(&Policy {
        rows: vec![row].try_into()?,
        quorum: 1,
        presence: false,
    });
    let mut documents = Vec::new();
    for (place, document) in (0u8..).zip(DOCUMENTS) {
        documents.push(entry(place, document)?);
    }
    let totals = Totals {
        despatches: 1,
        receptacles: 1,
        items: 1,
        gross: Grams(1_000),
    };
    let manifest = parties.issuer.sign(&Manifest {
        lock: lock.id(),
        container: container()?,
        cycle: lock.cycle().next(),
        issued_at: NOW,
        train: None,
        route: vec!["CNCKG".parse()?, "KZALA".parse()?].try_into()?,
        documents: documents.try_into()?,
        totals,
        bill: totals,
        policy: policy.id(),
        tampers: lock.tampers(),
        journal: lock.journal(),
        previous: None,
        inspection: None,
    });
    Ok(Sealing {
        manifest,
        issuer: parties.issuer.chain.clone(),
        policy,
        sealer: parties.china.officer.chain.clone(),
    })
}

fn entry(place: u8, document: Document) -> Result<DocumentEntry, PartyError> {
    let Document { length, chunk } = document;
    let count = u16::try_from(length.div_ceil(chunk)).unwrap_or(u16::MAX);
    let mut hashes = Vec::new();
    for chunk in 0..count {
        let address = ChunkAddress {
            document: place,
            chunk,
        };
        hashes.push(ChunkHash::of(&self::chunk(address)?));
    }
    let chunks: List<ChunkHash, MAX_CHUNKS> = hashes.try_into()?;
    Ok(DocumentEntry {
        kind: DocumentKind::DeliveryBill,
        encoding: Encoding::Lines,
        length: u32::try_from(length).unwrap_or(u32::MAX),
        chunks,
    })
}
