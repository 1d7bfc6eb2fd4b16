#![no_main]
libfuzzer_sys::fuzz_target!(|data: &[u8]| railseal_fuzz::tables_of_an_office(data));
