//! Every journal does what the suite asks of it.
#![allow(clippy::unwrap_used)]

use ecs_usecases::{journal::MemoryJournal, testkit::journal::conforms};
use std::sync::Arc;

#[tokio::test]
async fn in_memory() {
    conforms(Arc::new(MemoryJournal::default()), "memory").await.unwrap();
}

#[cfg(feature = "sqlite")]
#[tokio::test]
async fn in_a_file() {
    let file = std::env::temp_dir().join(format!("ecs-usecases-journal-{}.db", std::process::id()));
    conforms(Arc::new(ecs_usecases::journal::SqliteJournal::open(&file).unwrap()), "file").await.unwrap();
    for ending in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{ending}", file.display()));
    }
}
