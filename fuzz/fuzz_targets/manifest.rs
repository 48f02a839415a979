//! See `ecs_usecases::testkit::fuzz`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| ecs_usecases::testkit::fuzz::manifest(bytes));
