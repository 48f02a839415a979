//! Leases: each put holds the token and the beat against what is stored.

use super::{DynamoDbJournal, failure, items};
use crate::{error::Result, journal::Lease};
use aws_sdk_dynamodb::operation::put_item::PutItemError;

pub(super) async fn lease(journal: &DynamoDbJournal, resource: &str) -> Result<Option<Lease>> {
    let get = journal.client.get_item().table_name(&journal.table).set_key(Some(items::lease_key(resource))).consistent_read(true);
    let found = get.send().await.map_err(|cause| failure::error(journal, "GetItem", cause))?.item;
    found.map(|item| items::read_lease(resource, &item)).transpose()
}

/// True if it was put.
pub(super) async fn put(journal: &DynamoDbJournal, known: Option<&Lease>, next: &Lease) -> Result<bool> {
    let mut put = journal.client.put_item().table_name(&journal.table).set_item(Some(items::lease(next)?));
    put = match known {
        None => put.condition_expression("attribute_not_exists(pk)"),
        Some(known) => put
            .condition_expression("#token = :token AND #beat = :beat")
            .expression_attribute_names("#token", "token")
            .expression_attribute_names("#beat", "beat")
            .expression_attribute_values(":token", items::number(known.token))
            .expression_attribute_values(":beat", items::number(known.beat)),
    };
    let Err(cause) = put.send().await else { return Ok(true) };
    let refused = cause.as_service_error().is_some_and(PutItemError::is_conditional_check_failed_exception);
    if !refused {
        return Err(failure::error(journal, "PutItem", cause));
    }
    // The SDK sends again what got no answer. It was put the first time if this very lease is there.
    Ok(lease(journal, &next.resource).await?.as_ref() == Some(next))
}
