//! Where the journal is that processes hand on to each other.

use crate::{
    REGION,
    moto::{self, Moto},
};
use ecs_usecases::{
    Client,
    backend::Cloud,
    backends::aws::AwsBackend,
    journal::{DynamoDbJournal, Journal, SqliteJournal},
    use_cases::JournalSetup,
};
use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

const TABLE: &str = "runs";
/// Marks a place that is a server, and not a file.
const SERVER: &str = "http://";

/// A file, or a table of moto.
pub enum Kept {
    File(PathBuf),
    Table(Moto),
}

impl Kept {
    pub fn in_a_file() -> Self {
        let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("kills-{}.sqlite", std::process::id()));
        remove(&file);
        Self::File(file)
    }

    /// A table that the use case has made. None without moto, where that is not required.
    pub async fn in_a_table() -> Option<Self> {
        let moto = Moto::start(&[])?;
        let aws = AwsBackend::builder().endpoint_url(moto.url()).region(REGION).credentials("test", "test").build().await;
        let scope = aws.scope().await.unwrap();
        Client::of(Cloud::new(Arc::new(aws), scope)).run(JournalSetup::named(TABLE)).await.unwrap();
        Some(Self::Table(moto))
    }

    /// By which another process finds it.
    pub fn place(&self) -> String {
        match self {
            Self::File(file) => file.display().to_string(),
            Self::Table(moto) => moto.url(),
        }
    }

    pub fn journal(&self) -> Arc<dyn Journal> {
        open(&self.place())
    }
}

impl Drop for Kept {
    fn drop(&mut self) {
        if let Self::File(file) = self {
            remove(file);
        }
    }
}

fn remove(file: &Path) {
    for end in ["", "-wal", "-shm"] {
        let _ = fs::remove_file(format!("{}{end}", file.display()));
    }
}

/// The journal at this place.
pub fn open(place: &str) -> Arc<dyn Journal> {
    if !place.starts_with(SERVER) {
        return Arc::new(SqliteJournal::open(place).unwrap());
    }
    Arc::new(DynamoDbJournal::new(&moto::config(place), TABLE))
}
