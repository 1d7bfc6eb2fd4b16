//! An append-only log of records in one area of flash.
//!
//! A record is a header of 16 bytes (kind, three zeros, length, checksum of the payload, checksum
//! of these twelve bytes; numbers little-endian), then the payload, then `0xff` up to a multiple of
//! 8 bytes. A loss of power leaves a record's beginning: if the header is torn, no payload was
//! written, and the next record begins 16 bytes on; if the payload is torn, the header tells where
//! it would have ended. Either way it is skipped, the same at every start. The checksums find torn
//! writes, not forgery: that is for signatures and the journal's chain.

use alloc::vec;
use alloc::vec::Vec;

use crate::hardware::{Area, FlashError, Hardware};

const HEADER: usize = 16;
const UNIT: usize = 8;

/// What a record is. Never `0xff`, which is what erased flash reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Kind(pub(crate) u8);

/// Where a whole record lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Slot {
    pub(crate) kind: Kind,
    offset: usize,
    pub(crate) length: usize,
}

/// Why a record was not added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum LogError {
    #[error("{needed} bytes where {left} are left")]
    Full { needed: usize, left: usize },
    #[error(transparent)]
    Flash(#[from] FlashError),
}

/// A log, and where its whole records lie.
#[derive(Debug, Clone)]
pub(crate) struct Log {
    area: Area,
    size: usize,
    slots: Vec<Slot>,
    end: usize,
    writing: Writing,
}

/// Whether the log's end is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Writing {
    Sound,
    /// A write failed, and nobody knows how much of it landed: only a new start finds out.
    Failed,
}

impl Log {
    /// Erases the area, and begins a log there.
    pub(crate) fn begin(hardware: &mut impl Hardware, area: Area) -> Result<Self, FlashError> {
        hardware.erase(area)?;
        Ok(Self::blank(area, hardware.size(area)))
    }

    /// Finds every whole record.
    pub(crate) fn open(hardware: &impl Hardware, area: Area) -> Result<Self, FlashError> {
        let mut log = Self::blank(area, hardware.size(area));
        while log.end + HEADER <= log.size {
            let mut header = [0; HEADER];
            hardware.read(area, log.end, &mut header)?;
            match Found::at(&header, log.end, log.size) {
                Found::Blank => break,
                Found::TornHeader => log.end += HEADER,
                Found::Record { slot, checksum } => {
                    if payload_checksum(hardware, area, &slot)? == checksum {
                        log.slots.push(slot);
                    }
                    log.end += footprint(slot.length);
                }
            }
        }
        Ok(log)
    }

    fn blank(area: Area, size: usize) -> Self {
        Self {
            area,
            size,
            slots: Vec::new(),
            end: 0,
            writing: Writing::Sound,
        }
    }

    /// The whole records, in the order in which they were added.
    pub(crate) fn slots(&self) -> &[Slot] {
        &self.slots
    }

    /// How many bytes are left, headers and padding included.
    pub(crate) fn left(&self) -> usize {
        self.size.saturating_sub(self.end)
    }

    /// Whether a write has failed since the last start.
    pub(crate) fn has_failed(&self) -> bool {
        self.writing == Writing::Failed
    }

    /// Reads a record's payload.
    pub(crate) fn read(
        &self,
        hardware: &impl Hardware,
        slot: &Slot,
    ) -> Result<Vec<u8>, FlashError> {
        let mut payload = vec![0; slot.length];
        hardware.read(self.area, slot.offset, &mut payload)?;
        Ok(payload)
    }

    /// Adds a record. Once this is back without an error, the record is there for good.
    pub(crate) fn append(
        &mut self,
        hardware: &mut impl Hardware,
        kind: Kind,
        payload: &[u8],
    ) -> Result<Slot, LogError> {
        let (needed, left) = (footprint(payload.len()), self.left());
        if needed > left {
            return Err(LogError::Full { needed, left });
        }
        if self.has_failed() {
            return Err(FlashError::Failed(self.area).into());
        }
        let written = self.write(hardware, kind, payload);
        match written {
            Ok(slot) => {
                self.slots.push(slot);
                self.end += needed;
                Ok(slot)
            }
            Err(error) => {
                self.writing = Writing::Failed;
                Err(error.into())
            }
        }
    }

    /// Programs a record and reads it back: what cannot be read again was not recorded.
    fn write(
        &self,
        hardware: &mut impl Hardware,
        kind: Kind,
        payload: &[u8],
    ) -> Result<Slot, FlashError> {
        let slot = Slot {
            kind,
            offset: self.end + HEADER,
            length: payload.len(),
        };
        hardware.program(self.area, self.end, &record(kind, payload))?;
        if payload_checksum(&*hardware, self.area, &slot)? == Checksum::of(payload) {
            Ok(slot)
        } else {
            Err(FlashError::Failed(self.area))
        }
    }
}

/// How many bytes a record takes, all in all.
pub(crate) const fn footprint(length: usize) -> usize {
    HEADER + length.next_multiple_of(UNIT)
}

fn record(kind: Kind, payload: &[u8]) -> Vec<u8> {
    let mut record = Vec::with_capacity(footprint(payload.len()));
    record.extend_from_slice(&[kind.0, 0, 0, 0]);
    let length = u32::try_from(payload.len()).unwrap_or(u32::MAX);
    record.extend_from_slice(&length.to_le_bytes());
    record.extend_from_slice(&Checksum::of(payload).to_le_bytes());
    let header = Checksum::of(&record);
    record.extend_from_slice(&header.to_le_bytes());
    record.extend_from_slice(payload);
    record.resize(footprint(payload.len()), 0xff);
    record
}

/// What stands where a record may begin.
enum Found {
    Blank,
    TornHeader,
    Record { slot: Slot, checksum: Checksum },
}

impl Found {
    fn at(header: &[u8; HEADER], offset: usize, size: usize) -> Self {
        if *header == [0xff; HEADER] {
            return Self::Blank;
        }
        let [fields @ .., c0, c1, c2, c3] = header;
        let [kind, _, _, _, l0, l1, l2, l3, p0, p1, p2, p3] = *fields;
        let length = u32::from_le_bytes([l0, l1, l2, l3]) as usize;
        let fits = length <= size && footprint(length) <= size.saturating_sub(offset);
        if !fits || Checksum::of(fields) != Checksum::from_le_bytes([*c0, *c1, *c2, *c3]) {
            return Self::TornHeader;
        }
        Self::Record {
            slot: Slot {
                kind: Kind(kind),
                offset: offset + HEADER,
                length,
            },
            checksum: Checksum::from_le_bytes([p0, p1, p2, p3]),
        }
    }
}

fn payload_checksum(
    hardware: &impl Hardware,
    area: Area,
    slot: &Slot,
) -> Result<Checksum, FlashError> {
    let mut sum = Sum::begin();
    let mut piece = [0; 256];
    let mut done = 0;
    while done < slot.length {
        let length = piece.len().min(slot.length - done);
        let (piece, _) = piece.split_at_mut(length);
        hardware.read(area, slot.offset + done, piece)?;
        sum.take(piece);
        done += length;
    }
    Ok(sum.finish())
}

/// A CRC-32 (ISO-HDLC).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Checksum(u32);

impl Checksum {
    fn of(bytes: &[u8]) -> Self {
        let mut sum = Sum::begin();
        sum.take(bytes);
        sum.finish()
    }

    const fn from_le_bytes(bytes: [u8; 4]) -> Self {
        Self(u32::from_le_bytes(bytes))
    }

    const fn to_le_bytes(self) -> [u8; 4] {
        self.0.to_le_bytes()
    }
}

/// A checksum in the making.
struct Sum(u32);

impl Sum {
    const POLYNOMIAL: u32 = 0xedb8_8320;

    const fn begin() -> Self {
        Self(u32::MAX)
    }

    fn take(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 ^= u32::from(*byte);
            for _ in 0..8 {
                let carry = Self::POLYNOMIAL & (self.0 & 1).wrapping_neg();
                self.0 = self.0 >> 1 ^ carry;
            }
        }
    }

    fn finish(self) -> Checksum {
        Checksum(!self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_is_the_published_one() {
        assert_eq!(Checksum::of(b"123456789"), Checksum(0xcbf4_3926));
    }
}
