//! A file that can't be written, and one that is full.

use super::{Folder, block_on, fact, read_run, write_run};
use ecs_usecases::{
    clock::Timestamp,
    error::ErrorKind,
    journal::{Entry, Journal, RunHead, SqliteJournal, SqliteSettings, Writer},
};
use serde_json::json;
use std::{fs, os::unix::fs::PermissionsExt, sync::Arc};

#[test]
fn a_full_disk_stops_the_run_and_leaves_what_was_written() {
    let folder = Folder::fresh();
    let settings = SqliteSettings { most_bytes: Some(400_000), ..SqliteSettings::default() };
    let journal: Arc<dyn Journal> = Arc::new(SqliteJournal::open_with(folder.file(), &settings).unwrap());
    let writer = Writer::new(journal.clone(), "run", "noop", None);
    let mut written = 0;
    let large = || Entry::Fact { position: "#1".into(), name: "large".into(), value: json!("x".repeat(10_000)) };
    let error = loop {
        match block_on(writer.append(Timestamp(0), if written == 0 { fact(0) } else { large() })) {
            Ok(()) => written += 1,
            Err(error) => break error,
        }
        assert!(written < 1_000, "it is never full");
    };
    assert_eq!(error.kind(), ErrorKind::QuotaExceeded, "{error:?}");
    assert!(written > 10, "{written}");
    // Another run that needs less room than there is, or none, is not told another's error for its own.
    assert_eq!(block_on(journal.load("run")).unwrap().len(), written);
    drop((writer, journal));
    assert_eq!(read_run(&folder.file(), "run").unwrap().len(), written);
    // With room, the run goes on.
    let journal: Arc<dyn Journal> = Arc::new(SqliteJournal::open(folder.file()).unwrap());
    let head: RunHead = block_on(journal.head("run")).unwrap().unwrap();
    block_on(Writer::after(journal, head, None).append(Timestamp(1), large())).unwrap();
    assert_eq!(read_run(&folder.file(), "run").unwrap().len(), written + 1);
}

#[test]
fn who_fills_the_disk_takes_nobody_with_it() {
    let folder = Folder::fresh();
    let settings = SqliteSettings { most_bytes: Some(400_000), ..SqliteSettings::default() };
    let journal: Arc<dyn Journal> = Arc::new(SqliteJournal::open_with(folder.file(), &settings).unwrap());
    let huge = Writer::new(journal.clone(), "huge", "noop", None);
    let huge = huge.append(Timestamp(0), Entry::Fact { position: "#1".into(), name: "huge".into(), value: json!("x".repeat(1_000_000)) });
    let small = write_run(&journal, "small", 5);
    let (huge, small) = block_on(futures::future::join(huge, small));
    assert_eq!(huge.unwrap_err().kind(), ErrorKind::QuotaExceeded);
    small.unwrap();
    assert!(block_on(journal.load("huge")).unwrap().is_empty());
    assert!(block_on(journal.head("huge")).unwrap().is_none());
}

#[test]
fn a_file_that_can_only_be_read_is_refused_by_name() {
    let folder = Folder::fresh();
    let journal: Arc<dyn Journal> = Arc::new(SqliteJournal::open(folder.file()).unwrap());
    block_on(write_run(&journal, "run", 3)).unwrap();
    drop(journal);
    fs::set_permissions(folder.file(), fs::Permissions::from_mode(0o444)).unwrap();
    if fs::OpenOptions::new().append(true).open(folder.file()).is_ok() {
        // Permissions don't bind this user. A folder can't be written as a file by anybody.
        let error = SqliteJournal::open(folder.path()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::AccessDenied, "{error:?}");
        return;
    }
    let error = SqliteJournal::open(folder.file()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::AccessDenied, "{error:?}");
    assert_eq!(error.details().resource.as_deref(), folder.file().to_str());
}

#[test]
fn a_folder_that_is_not_there_is_named() {
    let folder = Folder::fresh();
    let file = folder.path().join("missing/runs.db");
    let error = SqliteJournal::open(&file).unwrap_err();
    assert_eq!((error.kind(), error.details().resource.as_deref()), (ErrorKind::AccessDenied, file.to_str()), "{error:?}");
}
