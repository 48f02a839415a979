//! What SQLite says, as an error that says what to do.

use crate::error::{Error, ErrorKind};
use rusqlite::{Error as Sql, ErrorCode};

/// AWS-like code of the error of a journal that is no longer what it was.
const DAMAGED: &str = "JournalDamaged";

/// The error for what SQLite could not do.
pub(super) fn error(cause: &Sql) -> Error {
    let Some(code) = cause.sqlite_error_code() else {
        return Error::new(ErrorKind::Internal, format!("the journal's file: {cause}"));
    };
    let (kind, advice) = match code {
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => (
            ErrorKind::Conflict,
            "Another process writes to the journal all the time: resume the run later, or give the processes files of their own",
        ),
        ErrorCode::DiskFull => (ErrorKind::QuotaExceeded, "Make room on the disk, then resume the run"),
        ErrorCode::ReadOnly | ErrorCode::PermissionDenied | ErrorCode::CannotOpen => {
            (ErrorKind::AccessDenied, "Let the process write to the file and its folder: SQLite puts two files beside it")
        }
        ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => {
            return Error::new(ErrorKind::Internal, format!("the journal is damaged: {cause}"))
                .with_code(DAMAGED)
                .advise("Restore the file from a copy. What its runs changed stands; look at it before another run is started");
        }
        ErrorCode::SystemIoFailure => (ErrorKind::ServiceFault, "Look at the disk and its room, then resume the run"),
        ErrorCode::TooBig => (ErrorKind::InvalidRequest, "A record has at most a billion bytes"),
        _ => return Error::new(ErrorKind::Internal, format!("the journal's file: {cause}")),
    };
    Error::new(kind, format!("the journal's file: {cause}")).advise(advice)
}

/// Whether the file is no longer a database, or not a whole one.
pub(super) fn is_damage(cause: &Sql) -> bool {
    matches!(cause.sqlite_error_code(), Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase))
        || matches!(cause, Sql::InvalidColumnType(..) | Sql::FromSqlConversionFailure(..) | Sql::Utf8Error(..))
}
