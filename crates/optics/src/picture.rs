//! What a camera gives.

/// The least that a code of the smallest kind takes: a pixel for each of its modules.
const SHORTEST_SIDE: u32 = 21;

/// The most pixels that are looked at: 1,280 squared. Whoever gives more makes the picture smaller.
const MOST_PIXELS: usize = 1_638_400;

/// Bytes of a pixel as a canvas gives it: red, green, blue, opacity.
const RGBA: usize = 4;

/// A picture, in the light of its pixels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    width: usize,
    height: usize,
    light: Vec<u8>,
}

/// Why some bytes are no picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PictureError {
    /// No code fits into it, or it is more than is looked at.
    #[error("{width} by {height} pixels")]
    Size {
        /// In pixels.
        width: u32,
        /// In pixels.
        height: u32,
    },
    /// There are not as many bytes as its size takes.
    #[error("{got} bytes instead of {expected}")]
    Length {
        /// What its size takes.
        expected: usize,
        /// What there is.
        got: usize,
    },
}

impl Picture {
    /// Takes a picture as a canvas gives it: rows from the top, four bytes a pixel.
    pub fn from_rgba(width: u32, height: u32, rgba: &[u8]) -> Result<Self, PictureError> {
        let size = PictureError::Size { width, height };
        if width < SHORTEST_SIDE || height < SHORTEST_SIDE {
            return Err(size);
        }
        let (columns, rows) = (width as usize, height as usize);
        let pixels = columns.checked_mul(rows);
        let pixels = pixels.filter(|n| *n <= MOST_PIXELS).ok_or(size)?;
        let expected = pixels * RGBA;
        if rgba.len() != expected {
            let got = rgba.len();
            return Err(PictureError::Length { expected, got });
        }
        Ok(Self {
            width: columns,
            height: rows,
            light: rgba.chunks_exact(RGBA).map(light).collect(),
        })
    }

    pub(crate) fn width(&self) -> usize {
        self.width
    }

    pub(crate) fn height(&self) -> usize {
        self.height
    }

    /// The light of a pixel; what lies outside is dark.
    pub(crate) fn at(&self, x: usize, y: usize) -> u8 {
        let place = y * self.width + x;
        self.light.get(place).copied().unwrap_or_default()
    }
}

/// What an eye makes of a pixel's colours (ITU-R BT.601), in parts of 256.
fn light(pixel: &[u8]) -> u8 {
    let &[red, green, blue, ..] = pixel else {
        return 0;
    };
    let sum = 77 * u32::from(red) + 150 * u32::from(green) + 29 * u32::from(blue);
    u8::try_from(sum >> 8).unwrap_or(u8::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_as_large_as_it_says_and_neither_tiny_nor_huge() {
        for (width, height) in [
            (20, 480),
            (480, 20),
            (0, 0),
            (1281, 1280),
            (u32::MAX, u32::MAX),
        ] {
            assert_eq!(
                Picture::from_rgba(width, height, &[]),
                Err(PictureError::Size { width, height })
            );
        }
        assert_eq!(
            Picture::from_rgba(21, 21, &[0; 1763]),
            Err(PictureError::Length {
                expected: 1764,
                got: 1763
            })
        );
    }

    #[test]
    fn white_is_light_black_is_dark_and_green_is_lighter_than_blue() {
        assert_eq!(light(&[255, 255, 255, 255]), 255);
        assert_eq!(light(&[0, 0, 0, 255]), 0);
        assert!(light(&[0, 255, 0, 255]) > light(&[0, 0, 255, 255]));
    }
}
