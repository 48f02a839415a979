//! Every journal does what the suite asks of it.
#![allow(clippy::unwrap_used)]

use ecs_usecases::{journal::MemoryJournal, testkit::journal::conforms};
use std::sync::Arc;

#[tokio::test]
async fn in_memory() {
    conforms(Arc::new(MemoryJournal::default()), "memory").await.unwrap();
}
