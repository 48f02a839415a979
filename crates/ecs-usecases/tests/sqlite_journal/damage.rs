//! A file that is no longer what it was.

use super::{Folder, block_on, intent, read_run, write_run};
use ecs_usecases::{
    clock::Timestamp,
    error::{Error, ErrorKind},
    journal::{Journal, RunHead, SqliteJournal, Writer},
};
use rusqlite::{Connection, params};
use std::{fs, path::Path, sync::Arc};

const RECORDS: usize = 6;

/// A file that holds two runs, with nothing left in the log.
fn filled(folder: &Folder) {
    let journal: Arc<dyn Journal> = Arc::new(SqliteJournal::open(folder.file()).unwrap());
    block_on(write_run(&journal, "other", RECORDS)).unwrap();
    block_on(write_run(&journal, "run", RECORDS)).unwrap();
    drop(journal);
    settle(&folder.file());
}

/// Put what is in the log into the file.
fn settle(file: &Path) {
    sql(file, "PRAGMA wal_checkpoint(TRUNCATE)");
}

fn sql(file: &Path, text: &str) {
    Connection::open(file).unwrap().execute_batch(text).unwrap();
}

fn is_damage(error: &Error) -> bool {
    (error.kind(), error.code()) == (ErrorKind::Internal, Some("JournalDamaged"))
}

/// The file with one byte of it changed.
fn with_flipped(file: &Path, whole: &[u8], at: usize) {
    let mut changed = whole.to_vec();
    changed[at] ^= 0x20;
    fs::write(file, changed).unwrap();
    for log in ["runs.db-wal", "runs.db-shm"] {
        let _ = fs::remove_file(file.with_file_name(log));
    }
}

#[test]
fn a_flipped_byte_in_any_record_is_found_and_the_record_named() {
    let folder = Folder::fresh();
    filled(&folder);
    let records = read_run(&folder.file(), "run").unwrap();
    settle(&folder.file());
    let whole = fs::read(folder.file()).unwrap();
    for record in &records {
        let body = record.body.as_bytes();
        let start = whole.windows(body.len()).position(|part| part == body).unwrap();
        for at in [0, body.len() / 3, body.len() / 2, body.len() - 1] {
            with_flipped(&folder.file(), &whole, start + at);
            let error = read_run(&folder.file(), "run").unwrap_err();
            let named = format!("record {} of run run", record.number);
            assert!(is_damage(&error) && error.to_string().contains(&named), "{named}, byte {at}: {error}");
            assert_eq!(read_run(&folder.file(), "other").unwrap().len(), RECORDS);
        }
        // Its hash stands before its text.
        with_flipped(&folder.file(), &whole, start - 5);
        let error = read_run(&folder.file(), "run").unwrap_err();
        assert!(is_damage(&error), "{error}");
    }
}

#[test]
fn a_record_that_is_missing_is_named_wherever_it_was() {
    for number in 1..=RECORDS {
        let folder = Folder::fresh();
        filled(&folder);
        let connection = Connection::open(folder.file()).unwrap();
        let run: i64 = connection.query_row("SELECT run FROM runs WHERE run_id = 'run'", [], |row| row.get(0)).unwrap();
        assert_eq!(connection.execute("DELETE FROM records WHERE id = ?1", params![(run << 32) + number as i64]).unwrap(), 1);
        let error = read_run(&folder.file(), "run").unwrap_err();
        assert!(is_damage(&error) && error.to_string().contains(&format!("record {number} of run run")), "{error}");
        assert_eq!(read_run(&folder.file(), "other").unwrap().len(), RECORDS);
    }
}

#[test]
fn a_record_that_is_cut_is_named() {
    let folder = Folder::fresh();
    filled(&folder);
    sql(&folder.file(), "UPDATE records SET body = substr(body, 1, length(body) - 9) WHERE id = (SELECT max(id) FROM records)");
    let error = read_run(&folder.file(), "run").unwrap_err();
    assert!(is_damage(&error) && error.to_string().contains(&format!("record {RECORDS} of run run")), "{error}");
}

#[test]
fn an_append_whose_end_never_reached_the_disk_is_as_if_it_had_not_been() {
    let folder = Folder::fresh();
    filled(&folder);
    // A process that never closes the file, as one that is killed: its log stays.
    let journal: Arc<dyn Journal> = Arc::new(SqliteJournal::open(folder.file()).unwrap());
    let head = block_on(journal.head("run")).unwrap().unwrap();
    let mut lengths = Vec::new();
    let writer = Writer::after(journal.clone(), head, None);
    for number in 0..3 {
        block_on(writer.append(Timestamp(2_000), intent(number))).unwrap();
        lengths.push(fs::metadata(folder.file().with_extension("db-wal")).unwrap().len());
    }
    let log = fs::read(folder.file().with_extension("db-wal")).unwrap();
    let mut seen = Vec::new();
    for end in (0..=log.len()).step_by(97) {
        let copies = folder.path().join(end.to_string());
        fs::create_dir_all(&copies).unwrap();
        let copy = copies.join("runs.db");
        fs::copy(folder.file(), &copy).unwrap();
        fs::write(copies.join("runs.db-wal"), &log[..end]).unwrap();
        let whole = lengths.iter().filter(|length| **length <= end as u64).count();
        let records = read_run(&copy, "run").unwrap();
        assert_eq!(records.len(), RECORDS + whole, "the log ends at {end} of {lengths:?}");
        seen.push(whole);
        // And the run goes on from there.
        let again: Arc<dyn Journal> = Arc::new(SqliteJournal::open(&copy).unwrap());
        let head: RunHead = block_on(again.head("run")).unwrap().unwrap();
        block_on(Writer::after(again, head, None).append(Timestamp(3_000), intent(9))).unwrap();
        assert_eq!(read_run(&copy, "run").unwrap().len(), RECORDS + whole + 1);
    }
    seen.dedup();
    assert_eq!(seen, [0, 1, 2], "each state was seen");
}

#[test]
fn a_file_that_was_cut_short_is_an_error_and_never_less_than_was_written() {
    let folder = Folder::fresh();
    filled(&folder);
    let whole = fs::read(folder.file()).unwrap();
    let mut found = 0;
    for end in (512..whole.len()).step_by(1024) {
        fs::write(folder.file(), &whole[..end]).unwrap();
        for log in ["db-wal", "db-shm"] {
            let _ = fs::remove_file(folder.file().with_extension(log));
        }
        // A page that is not of this run may be what is missing.
        match read_run(&folder.file(), "run") {
            Ok(records) => assert_eq!(records.len(), RECORDS, "cut at {end}"),
            Err(error) => {
                assert!(is_damage(&error), "cut at {end}: {error:?}");
                found += 1;
            }
        }
    }
    assert!(found > 10, "only {found} cuts were found");
}

#[test]
fn what_is_no_journal_is_refused() {
    let folder = Folder::fresh();
    fs::write(folder.file(), "this is a letter, not a database. ".repeat(100)).unwrap();
    let error = SqliteJournal::open(folder.file()).unwrap_err();
    assert!(is_damage(&error), "{error:?}");
    fs::remove_file(folder.file()).unwrap();
    sql(&folder.file(), "CREATE TABLE cookies (name TEXT)");
    let error = SqliteJournal::open(folder.file()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidRequest, "{error}");
    assert_eq!(error.details().resource.as_deref(), folder.file().to_str());
}

#[test]
fn a_file_of_a_newer_version_is_refused() {
    let folder = Folder::fresh();
    filled(&folder);
    sql(&folder.file(), "PRAGMA user_version = 99");
    let error = SqliteJournal::open(folder.file()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unsupported);
    assert!(error.to_string().contains("version 99"), "{error}");
    sql(&folder.file(), "PRAGMA user_version = 1");
    assert_eq!(read_run(&folder.file(), "run").unwrap().len(), RECORDS);
}
