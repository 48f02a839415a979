//! What DynamoDB says, as an error that says what to do.

use super::DynamoDbJournal;
use crate::{
    backends::aws::client_error,
    error::{Error, ErrorKind},
    operations::{Effect, OperationInfo, Repeat},
};
use aws_sdk_dynamodb::{
    config::http::HttpResponse,
    error::{ProvideErrorMetadata, SdkError},
};

/// The error for a call of this name that failed.
pub(super) fn error<E>(journal: &DynamoDbJournal, name: &'static str, cause: SdkError<E, HttpResponse>) -> Error
where
    E: ProvideErrorMetadata + std::error::Error + 'static,
{
    // Only the name is looked at here.
    let operation = OperationInfo { service: "dynamodb", name, effect: Effect::Write, repeat: Repeat::Idempotent };
    let error = client_error(cause, &operation).on(&journal.table).while_("use the journal's table");
    if error.kind() == ErrorKind::NotFound {
        return error.advise("Run the use case journal_setup: it makes the table, with the keys that a journal needs");
    }
    error
}
