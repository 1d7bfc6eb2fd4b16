//! One area of flash, in a file: NOR flash's rules, and on the disk before a write is back.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{FileExt, OpenOptionsExt};
use std::path::Path;

use railseal_lock::hardware::{Area, FlashError};

/// Nobody but the owner reads or writes what may hold keys.
pub(crate) const OWNER_ONLY: u32 = 0o600;

/// Every area.
pub(crate) const AREAS: [Area; 5] = [
    Area::Identity,
    Area::Journal,
    Area::Documents,
    Area::ListsA,
    Area::ListsB,
];

/// An area's file.
#[derive(Debug)]
pub(crate) struct AreaFile {
    area: Area,
    file: File,
    size: usize,
}

impl AreaFile {
    /// Makes an erased area, unless there is one.
    pub(crate) fn make(folder: &Path, area: Area) -> io::Result<()> {
        let path = folder.join(name(area));
        if path.try_exists()? {
            return Ok(());
        }
        replace(&path, &vec![0xff; usual_size(area)])
    }

    /// Opens an area that is there.
    pub(crate) fn open(folder: &Path, area: Area) -> io::Result<Self> {
        let path = folder.join(name(area));
        let file = OpenOptions::new().read(true).write(true).open(&path)?;
        let size = usize::try_from(file.metadata()?.len()).map_err(io::Error::other)?;
        Ok(Self { area, file, size })
    }

    pub(crate) fn size(&self) -> usize {
        self.size
    }

    pub(crate) fn read(&self, offset: usize, into: &mut [u8]) -> Result<(), FlashError> {
        let place = self.place(offset, into.len())?;
        self.file
            .read_exact_at(into, place)
            .map_err(|_| self.failed())
    }

    /// Clears bits and sets none, as programming does: over old bytes, it leaves neither.
    pub(crate) fn program(&self, offset: usize, bytes: &[u8]) -> Result<(), FlashError> {
        let mut there = vec![0; bytes.len()];
        self.read(offset, &mut there)?;
        for (old, new) in there.iter_mut().zip(bytes) {
            *old &= *new;
        }
        self.write(offset, &there)
    }

    pub(crate) fn erase(&self) -> Result<(), FlashError> {
        self.write(0, &vec![0xff; self.size])
    }

    fn write(&self, offset: usize, bytes: &[u8]) -> Result<(), FlashError> {
        let place = self.place(offset, bytes.len())?;
        let written = self.file.write_all_at(bytes, place);
        written
            .and_then(|()| self.file.sync_data())
            .map_err(|_| self.failed())
    }

    fn place(&self, offset: usize, length: usize) -> Result<u64, FlashError> {
        let beyond = FlashError::Beyond(self.area);
        match offset.checked_add(length) {
            Some(end) if end <= self.size => u64::try_from(offset).map_err(|_| beyond),
            _ => Err(beyond),
        }
    }

    fn failed(&self) -> FlashError {
        FlashError::Failed(self.area)
    }
}

/// Puts a whole new file in the place of what is there: after a loss of power it is the old one or
/// the new one.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let new = path.with_extension("new");
    let mut file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(OWNER_ONLY)
        .open(&new)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    std::fs::rename(&new, path)?;
    sync_folder_of(path)
}

/// Makes the coming or going of a file durable.
pub(crate) fn sync_folder_of(path: &Path) -> io::Result<()> {
    path.parent()
        .map_or(Ok(()), |folder| File::open(folder)?.sync_all())
}

const fn name(area: Area) -> &'static str {
    match area {
        Area::Identity => "identity.flash",
        Area::Journal => "journal.flash",
        Area::Documents => "documents.flash",
        Area::ListsA => "lists-a.flash",
        Area::ListsB => "lists-b.flash",
    }
}

/// In bytes.
const fn usual_size(area: Area) -> usize {
    match area {
        Area::Identity => 256 * 1024,
        Area::Journal => 128 * 1024,
        Area::Documents => 2 * 1024 * 1024,
        Area::ListsA | Area::ListsB => 64 * 1024,
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use proptest::prelude::*;
    use railseal_lock::Hardware;
    use railseal_lock::fake::FakeHardware;
    use railseal_protocol::time::Timestamp;

    use super::*;

    /// Something done to flash.
    #[derive(Debug, Clone)]
    enum Act {
        Program(usize, Vec<u8>),
        Erase,
        Reopen,
    }

    fn acts() -> impl Strategy<Value = Vec<Act>> {
        // Beyond the end, too.
        let offset = prop_oneof![0..512usize, 131_000..131_100usize, Just(usize::MAX)];
        let program = (offset, proptest::collection::vec(any::<u8>(), 0..64));
        let act = prop_oneof![
            8 => program.prop_map(|(offset, bytes)| Act::Program(offset, bytes)),
            1 => Just(Act::Erase),
            1 => Just(Act::Reopen),
        ];
        proptest::collection::vec(act, 0..12)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]
        #[test]
        fn the_file_does_what_the_fake_does(acts in acts()) {
            let area = Area::Journal;
            let folder = tempfile::tempdir().unwrap();
            AreaFile::make(folder.path(), area).unwrap();
            let mut file = AreaFile::open(folder.path(), area).unwrap();
            let mut fake = FakeHardware::new(Timestamp::from_unix(0));
            prop_assert_eq!(file.size(), fake.size(area));
            for act in acts {
                match act {
                    Act::Program(offset, bytes) => {
                        // The fake, too, refuses what no address reaches.
                        let refused = offset.checked_add(bytes.len()).is_none();
                        let expected = if refused { Err(FlashError::Beyond(area)) } else { fake.program(area, offset, &bytes) };
                        prop_assert_eq!(file.program(offset, &bytes), expected);
                    }
                    Act::Erase => prop_assert_eq!(file.erase(), fake.erase(area)),
                    Act::Reopen => {
                        AreaFile::make(folder.path(), area).unwrap();
                        file = AreaFile::open(folder.path(), area).unwrap();
                    }
                }
            }
            let (mut ours, mut theirs) = (vec![0; file.size()], vec![0; file.size()]);
            file.read(0, &mut ours).unwrap();
            fake.read(area, 0, &mut theirs).unwrap();
            prop_assert!(ours == theirs);
        }
    }

    #[test]
    fn only_the_owner_reads_it() {
        let folder = tempfile::tempdir().unwrap();
        AreaFile::make(folder.path(), Area::Identity).unwrap();
        let area = AreaFile::open(folder.path(), Area::Identity).unwrap();
        let mode = area.file.metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o777, OWNER_ONLY);
    }
}
