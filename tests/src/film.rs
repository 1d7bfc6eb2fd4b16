//! A film for Chromium's camera, of codes held before it one after the other.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use railseal_optics::Drawing;

/// What an ordinary camera gives when nothing else is asked of it.
const WIDTH: usize = 640;
const HEIGHT: usize = 480;
/// A sheet of paper and its print, as the camera's light makes them.
const PAPER: u8 = 205;
const PRINT: u8 = 40;
/// Neither of the colours leans anywhere.
const GREY: u8 = 128;

/// Writes a film (YUV4MPEG2) that shows each code for so many tenths of a second, over and over.
pub fn write(path: &Path, codes: &[Drawing], tenths: usize) -> io::Result<()> {
    let mut film = BufWriter::new(File::create(path)?);
    writeln!(film, "YUV4MPEG2 W{WIDTH} H{HEIGHT} F10:1 Ip A1:1 C420jpeg")?;
    for code in codes {
        let light = light(code);
        for _ in 0..tenths {
            writeln!(film, "FRAME")?;
            film.write_all(&light)?;
            film.write_all(&[GREY; WIDTH * HEIGHT / 2])?;
        }
    }
    film.flush()
}

/// A picture with the code in its middle, as large as it fits in with a little of the table around.
fn light(code: &Drawing) -> Vec<u8> {
    let side = code.side as usize;
    let module = (HEIGHT - 16) / side;
    let (left, top) = ((WIDTH - side * module) / 2, (HEIGHT - side * module) / 2);
    let mut light = vec![GREY; WIDTH * HEIGHT];
    let mut fill = |x: usize, y: usize, width: usize, height: usize, with: u8| {
        for row in light.chunks_exact_mut(WIDTH).skip(y).take(height) {
            row[x..x + width].fill(with);
        }
    };
    fill(left, top, side * module, side * module, PAPER);
    for (x, y, length) in code.runs() {
        let (x, y, length) = (x as usize, y as usize, length as usize);
        let (x, y) = (left + x * module, top + y * module);
        fill(x, y, length * module, module, PRINT);
    }
    light
}
