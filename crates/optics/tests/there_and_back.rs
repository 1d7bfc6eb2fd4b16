//! What is drawn is read, as a camera would have it: turned, from aside, unevenly lit; and nothing at all
//! makes the reader fall over unseen.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use proptest::prelude::*;
use railseal_optics::{Drawing, Picture, draw, read};

/// A code on white, as a canvas would have it: each module so many pixels wide, and looked at through `seen`, which
/// says where in the code, in modules, a pixel's light comes from.
struct Shot {
    side: u32,
    rgba: Vec<u8>,
}

impl Shot {
    fn of(drawing: &Drawing, side: u32, seen: impl Fn(f64, f64) -> (f64, f64)) -> Self {
        let dark = modules(drawing);
        let modules = f64::from(drawing.side);
        let light = |x: u32, y: u32| {
            let (u, v) = seen(
                f64::from(x) / f64::from(side),
                f64::from(y) / f64::from(side),
            );
            let inside = (0.0..1.0).contains(&u) && (0.0..1.0).contains(&v);
            let place = ((u * modules) as usize, (v * modules) as usize);
            if inside && dark[place.1][place.0] {
                30
            } else {
                225
            }
        };
        let pixels = (0..side).flat_map(|y| (0..side).map(move |x| (x, y)));
        let rgba = pixels.flat_map(|(x, y)| [light(x, y), light(x, y), light(x, y), 255]);
        Self {
            side,
            rgba: rgba.collect(),
        }
    }

    fn texts(&self) -> Vec<String> {
        let picture = Picture::from_rgba(self.side, self.side, &self.rgba).unwrap();
        read(&picture).unwrap()
    }
}

/// Row by row, whether each module is dark.
fn modules(drawing: &Drawing) -> Vec<Vec<bool>> {
    let side = drawing.side as usize;
    let mut dark = vec![vec![false; side]; side];
    for (x, y, length) in drawing.runs() {
        dark[y as usize][x as usize..][..length as usize].fill(true);
    }
    dark
}

fn straight(x: f64, y: f64) -> (f64, f64) {
    (x, y)
}

/// Turned about the middle, and a little smaller.
fn turned(degrees: f64) -> impl Fn(f64, f64) -> (f64, f64) {
    let (sin, cos) = degrees.to_radians().sin_cos();
    move |x, y| {
        let (x, y) = ((x - 0.5) * 1.45, (y - 0.5) * 1.45);
        (x * cos - y * sin + 0.5, x * sin + y * cos + 0.5)
    }
}

/// Looked at from aside: what is farther away is smaller.
fn from_aside(x: f64, y: f64) -> (f64, f64) {
    let away = 1.0 + 0.25 * x;
    let across = (x - 0.5) * 1.2 * away + 0.5;
    (across, (y - 0.5) * 1.2 * away + 0.5)
}

const LABEL: &str = "RS-RSLK00000017";

#[test]
fn a_label_is_read_however_it_is_held() {
    let label = draw(LABEL).unwrap();
    for degrees in [0.0, 7.0, 45.0, 90.0, 133.0, 180.0, 271.0] {
        let shot = Shot::of(&label, 480, turned(degrees));
        assert_eq!(shot.texts(), [LABEL], "{degrees} degrees");
    }
    assert_eq!(Shot::of(&label, 480, from_aside).texts(), [LABEL]);
}

/// The longest text that is ever one code, and the usual one of several.
#[test]
fn dense_codes_are_read() {
    let letters = "RAILSEAL/2345670".bytes().cycle().map(char::from);
    for (length, side) in [(420, 480), (2_500, 960)] {
        let text: String = letters.clone().take(length).collect();
        let code = draw(&text).unwrap();
        assert_eq!(Shot::of(&code, side, straight).texts(), [text.as_str()]);
        assert_eq!(Shot::of(&code, side, turned(3.0)).texts(), [text], "turned");
    }
}

#[test]
fn where_there_is_no_code_there_is_no_text() {
    let blank = Shot {
        side: 480,
        rgba: vec![225; 480 * 480 * 4],
    };
    assert_eq!(blank.texts(), [""; 0]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_text_comes_back(text in "[A-Z0-9 $%*+./:-]{1,300}") {
        let code = draw(&text).unwrap();
        prop_assert_eq!(Shot::of(&code, 600, straight).texts(), [text]);
    }

    /// A code with pieces overwritten is read as what it was, or not at all: never as another text.
    #[test]
    fn a_damaged_code_never_says_another_thing(
        blots in prop::collection::vec((0_usize..480, 0_usize..480, 1_usize..90, any::<u8>()), 1..12),
    ) {
        let mut shot = Shot::of(&draw(LABEL).unwrap(), 480, straight);
        for (left, top, size, light) in blots {
            for y in top..(top + size).min(480) {
                let row = &mut shot.rgba[y * 1920..][..1920];
                row[left * 4..(left + size).min(480) * 4].fill(light);
            }
        }
        let picture = Picture::from_rgba(480, 480, &shot.rgba).unwrap();
        for text in read(&picture).unwrap_or_default() {
            prop_assert_eq!(text, LABEL);
        }
    }
}
