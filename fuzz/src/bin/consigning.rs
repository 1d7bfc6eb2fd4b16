#![no_main]
libfuzzer_sys::fuzz_target!(|data: &[u8]| railseal_fuzz::consigning(data));
