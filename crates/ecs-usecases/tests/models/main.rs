//! Journals and leases beside models of them: whatever is done in whatever order, both say the same.
//!
//! 256 cases of each, or as many as `PROPTEST_CASES` says:
//! `PROPTEST_CASES=20000 cargo nextest run -p ecs-usecases --features testkit,sqlite -E 'binary(models)'`.
#![allow(clippy::unwrap_used)]

mod journal_model;
mod journal_test;
mod lease_model;
mod lease_test;

use proptest::test_runner::Config;

/// How many cases are tried.
pub fn cases() -> Config {
    let asked = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok());
    // Most steps of leases are only possible sometimes: those that are not are no sign of anything.
    let (failure_persistence, max_local_rejects) = (None, u32::MAX);
    Config { cases: asked.unwrap_or(256), failure_persistence, max_local_rejects, max_shrink_iters: 20_000, ..Config::default() }
}
