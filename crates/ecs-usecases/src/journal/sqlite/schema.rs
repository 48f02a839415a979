//! The file: opened, made, and brought up to this version's form.

use super::{SqliteSettings, failure};
use crate::error::{Error, ErrorKind, Result};
use rusqlite::{Connection, ErrorCode, OpenFlags, TransactionBehavior};
use std::{path::Path, thread, time::Duration};

/// What SQLite's files of this kind are known by: `ecsj`.
const APPLICATION: i32 = 0x6563_736a;

/// What makes a file of each version from one of the version before. The number of steps is the version, kept in `user_version`.
const STEPS: &[&str] = &["
    CREATE TABLE runs (
        run INTEGER PRIMARY KEY,
        run_id TEXT NOT NULL UNIQUE,
        use_case TEXT NOT NULL,
        state TEXT NOT NULL,
        started_at INTEGER NOT NULL,
        updated_at INTEGER NOT NULL,
        number INTEGER NOT NULL,
        hash TEXT NOT NULL
    );
    CREATE INDEX runs_by_start ON runs (started_at DESC, run_id DESC);
    CREATE INDEX open_runs_by_start ON runs (started_at DESC, run_id DESC) WHERE state = 'open';
    -- A run's records lie side by side: id = run * 2^32 + number.
    CREATE TABLE records (
        id INTEGER PRIMARY KEY,
        hash TEXT NOT NULL,
        body TEXT NOT NULL
    );
    CREATE TABLE leases (
        resource TEXT NOT NULL PRIMARY KEY,
        token INTEGER NOT NULL,
        beat INTEGER NOT NULL,
        lease TEXT NOT NULL
    ) WITHOUT ROWID;
"];

/// Pause between attempts to turn the write-ahead log on, which SQLite does not wait for by itself.
const PAUSE: Duration = Duration::from_millis(20);

/// A connection to a journal's file that is there and has this version's form.
pub(super) fn open(path: &Path, settings: &SqliteSettings) -> Result<Connection> {
    let mut connection = connect(path, settings)?;
    migrate(&mut connection, STEPS)?;
    Ok(connection)
}

/// A connection, whatever the file is.
pub(super) fn connect(path: &Path, settings: &SqliteSettings) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags).map_err(|cause| failure::error(&cause))?;
    set_up(&connection, settings).map_err(|cause| failure::error(&cause))?;
    if connection.is_readonly(rusqlite::MAIN_DB).map_err(|cause| failure::error(&cause))? {
        return Err(Error::new(ErrorKind::AccessDenied, "the journal's file can only be read")
            .advise("Let the process write to the file and its folder: SQLite puts two files beside it"));
    }
    let mode = log_mode(&connection, settings)?;
    if mode != "wal" {
        return Err(Error::new(ErrorKind::Unsupported, format!("the journal's file can't have a write-ahead log, but only `{mode}`"))
            .advise("Put it on a disk of this machine"));
    }
    Ok(connection)
}

fn set_up(connection: &Connection, settings: &SqliteSettings) -> rusqlite::Result<()> {
    connection.busy_timeout(settings.patience)?;
    if let Some(bytes) = settings.most_bytes {
        let page: i64 = connection.pragma_query_value(None, "page_size", |row| row.get(0))?;
        let pages = (i64::try_from(bytes).unwrap_or(i64::MAX) / page).max(1);
        connection.pragma_update(None, "max_page_count", pages)?;
    }
    connection.pragma_update(None, "synchronous", "FULL")?;
    // Text of 1 MB a statement is nothing here; 16 MB of pages are.
    connection.pragma_update(None, "cache_size", -16_000)
}

/// Turn the write-ahead log on. Two processes that do so at the same time get in each other's way.
fn log_mode(connection: &Connection, settings: &SqliteSettings) -> Result<String> {
    let mut left = settings.patience.as_millis() / PAUSE.as_millis();
    loop {
        match connection.pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get(0)) {
            Err(cause) if left > 0 && cause.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) => {
                left -= 1;
                thread::sleep(PAUSE);
            }
            other => return other.map_err(|cause| failure::error(&cause)),
        }
    }
}

/// Bring the file up to the version that these steps lead to.
fn migrate(connection: &mut Connection, steps: &[&str]) -> Result<()> {
    let sql = |cause: rusqlite::Error| failure::error(&cause);
    if check(connection, steps)? == steps.len() {
        return Ok(());
    }
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(sql)?;
    // Another process may have been faster.
    let version = check(&transaction, steps)?;
    for step in &steps[version..] {
        transaction.execute_batch(step).map_err(sql)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION).map_err(sql)?;
    transaction.pragma_update(None, "user_version", steps.len() as i64).map_err(sql)?;
    transaction.commit().map_err(sql)
}

/// The version of the file; 0 of an empty one.
fn check(connection: &Connection, steps: &[&str]) -> Result<usize> {
    let number = |name: &str| connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
    let sql = |cause: rusqlite::Error| failure::error(&cause);
    let (application, version) = (number("application_id").map_err(sql)?, number("user_version").map_err(sql)?);
    let tables: i64 = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0)).map_err(sql)?;
    if application != i64::from(APPLICATION) && (application, version, tables) != (0, 0, 0) {
        return Err(
            Error::new(ErrorKind::InvalidRequest, "the file is a database of something else, not a journal").advise("Choose another file")
        );
    }
    usize::try_from(version).ok().filter(|version| *version <= steps.len()).ok_or_else(|| {
        Error::new(
            ErrorKind::Unsupported,
            format!("the journal's file has version {version}, and this library reads up to {}", steps.len()),
        )
        .advise("Use the version of the library that wrote it, or a newer one")
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_file_goes_through_all_versions_and_is_not_taken_back() {
        let mut connection = Connection::open_in_memory().unwrap();
        let steps = ["CREATE TABLE a (x)", "ALTER TABLE a ADD COLUMN y; INSERT INTO a VALUES (1, 2)"];
        migrate(&mut connection, &steps[..1]).unwrap();
        for _ in 0..2 {
            migrate(&mut connection, &steps).unwrap();
        }
        let rows: i64 = connection.query_row("SELECT count(*) FROM a WHERE y = 2", [], |row| row.get(0)).unwrap();
        assert_eq!(rows, 1);
        let error = migrate(&mut connection, &steps[..1]).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Unsupported);
        assert!(error.to_string().contains("version 2, and this library reads up to 1"), "{error}");
    }

    #[test]
    fn a_step_that_fails_leaves_the_version_before() {
        let mut connection = Connection::open_in_memory().unwrap();
        migrate(&mut connection, &["CREATE TABLE a (x)"]).unwrap();
        migrate(&mut connection, &["CREATE TABLE a (x)", "CREATE TABLE b (x); nonsense"]).unwrap_err();
        assert_eq!(check(&connection, &["CREATE TABLE a (x)"]).unwrap(), 1);
        let tables: i64 = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0)).unwrap();
        assert_eq!(tables, 1);
    }

    #[test]
    fn another_database_is_left_alone() {
        let mut connection = Connection::open_in_memory().unwrap();
        connection.execute_batch("CREATE TABLE cookies (x)").unwrap();
        assert_eq!(migrate(&mut connection, STEPS).unwrap_err().kind(), ErrorKind::InvalidRequest);
    }
}
