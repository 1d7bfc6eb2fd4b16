//! Bytes in parts: some, one alone, one that is lost, one that was altered.

use railseal::parts::{Shown, as_text, split};

use super::Seeds;

pub(super) fn sow(seeds: &mut Seeds) {
    let bytes: Vec<u8> = (0..=255).cycle().take(600).collect();
    let some = split(&bytes, Shown::InTurn).unwrap_or_default();
    for part in &some {
        seeds.add("part", part.to_string());
    }
    seeds.add("parts", as_text(&some));
    seeds.add("parts", as_text(&some).replace('\n', " \r\n\t"));
    for shown in [Shown::InTurn, Shown::Alone] {
        let few = split(b"the lock is open", shown).unwrap_or_default();
        seeds.add("part", as_text(&few).trim_end().to_owned());
        seeds.add("parts", as_text(&few));
        seeds.add("parts", as_text(&few).to_lowercase());
        seeds.add("parts", as_text(&few).replace("ORU", "ORV"));
    }
    seeds.add("parts", as_text(some.get(1..).unwrap_or_default()));
    seeds.add("part", "RS1/01/1/6RZ6SOWN/ORUGKIDMN5RWWIDJOMQG64DFNY");
    seeds.add("part", "RS1/2/1/6RZ6SOWN/ORUGKIDMN5RWWIDJOMQG64DFNY");
}
