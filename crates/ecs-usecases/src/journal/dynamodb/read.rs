//! What is read, always consistently.

use super::{
    DynamoDbJournal, failure,
    items::{self, Item, RUNS, head_key, read_head, string, text},
};
use crate::{
    error::Result,
    journal::{
        Record, RunFilter, RunHead, complete,
        table::{PARTITION_KEY, SORT_KEY},
    },
};
use aws_sdk_dynamodb::types::KeysAndAttributes;
use std::collections::HashMap;

/// `BatchGetItem` takes at most this many keys.
const KEYS: usize = 100;

pub(super) async fn head(journal: &DynamoDbJournal, run_id: &str) -> Result<Option<RunHead>> {
    let get = journal.client.get_item().table_name(&journal.table).set_key(Some(head_key(run_id))).consistent_read(true);
    let found = get.send().await.map_err(|cause| failure::error(journal, "GetItem", cause))?.item;
    found.map_or(Ok(None), |item| read_head(run_id, &item, DynamoDbJournal::now()))
}

pub(super) async fn load(journal: &DynamoDbJournal, run_id: &str) -> Result<Vec<Record>> {
    let Some(known) = head(journal, run_id).await? else { return Ok(Vec::new()) };
    let items = between(journal, run_id, 1, known.number).await?;
    let whole = items::records(run_id, &items).and_then(|records| complete(run_id, records, known.number, &known.hash));
    // It may have been forgotten amid the reading.
    if whole.is_err() && head(journal, run_id).await?.is_none() {
        return Ok(Vec::new());
    }
    whole
}

/// The items of the records from one number to another.
pub(super) async fn between(journal: &DynamoDbJournal, run_id: &str, first: u64, last: u64) -> Result<Vec<Item>> {
    let query = journal
        .client
        .query()
        .table_name(&journal.table)
        .consistent_read(true)
        .key_condition_expression("#pk = :run AND #sk BETWEEN :first AND :last")
        .expression_attribute_names("#pk", PARTITION_KEY)
        .expression_attribute_names("#sk", SORT_KEY)
        .expression_attribute_values(":run", text(items::run(run_id)))
        .expression_attribute_values(":first", text(items::part(first, 0)))
        .expression_attribute_values(":last", text(items::part(last, 999_999)));
    let mut pages = query.into_paginator().items().send();
    let mut found = Vec::new();
    while let Some(item) = pages.next().await {
        found.push(item.map_err(|cause| failure::error(journal, "Query", cause))?);
    }
    Ok(found)
}

pub(super) async fn heads(journal: &DynamoDbJournal, filter: &RunFilter) -> Result<Vec<RunHead>> {
    let mut query = journal
        .client
        .query()
        .table_name(&journal.table)
        .consistent_read(true)
        .scan_index_forward(false)
        .key_condition_expression("#pk = :runs")
        .expression_attribute_names("#pk", PARTITION_KEY)
        .expression_attribute_values(":runs", text(RUNS));
    let asked = [("state", filter.state.map(|state| state.as_str().to_owned())), ("use_case", filter.use_case.clone())];
    let asked: Vec<_> = asked.into_iter().filter_map(|(name, value)| Some((name, value?))).collect();
    for (name, value) in &asked {
        query = query.expression_attribute_names(format!("#{name}"), *name).expression_attribute_values(format!(":{name}"), text(value));
    }
    if !asked.is_empty() {
        let terms: Vec<_> = asked.iter().map(|(name, _)| format!("#{name} = :{name}")).collect();
        query = query.filter_expression(terms.join(" AND "));
    }
    let mut pages = query.into_paginator().send();
    let mut heads = Vec::new();
    while let Some(page) = pages.next().await {
        let items = page.map_err(|cause| failure::error(journal, "Query", cause))?.items.unwrap_or_default();
        let ids: Vec<_> = items.iter().filter_map(|item| string(item, "run_id")).collect();
        for ids in ids.chunks(KEYS) {
            let found = heads_of(journal, ids).await?;
            heads.extend(ids.iter().filter_map(|id| found.get(*id)).filter(|head| filter.fits(head)).cloned());
            if heads.len() >= filter.limit() {
                heads.truncate(filter.limit());
                return Ok(heads);
            }
        }
    }
    Ok(heads)
}

/// The heads of these runs, as far as they are there.
async fn heads_of(journal: &DynamoDbJournal, ids: &[&str]) -> Result<HashMap<String, RunHead>> {
    let now = DynamoDbJournal::now();
    let mut keys: Vec<Item> = ids.iter().map(|id| head_key(id)).collect();
    let mut found = HashMap::new();
    while !keys.is_empty() {
        let wanted = KeysAndAttributes::builder().set_keys(Some(keys)).consistent_read(true).build().map_err(internal)?;
        let got = journal.client.batch_get_item().request_items(&journal.table, wanted).send().await;
        let mut got = got.map_err(|cause| failure::error(journal, "BatchGetItem", cause))?;
        for item in got.responses.as_mut().and_then(|responses| responses.remove(&journal.table)).unwrap_or_default() {
            let Some(id) = string(&item, PARTITION_KEY).and_then(|partition| partition.strip_prefix("run/")) else { continue };
            if let Some(head) = read_head(id, &item, now)? {
                found.insert(id.to_owned(), head);
            }
        }
        // What did not fit into the answer, or was too much at once.
        let left = got.unprocessed_keys.as_mut().and_then(|keys| keys.remove(&journal.table));
        keys = left.map(|left| left.keys).unwrap_or_default();
    }
    Ok(found)
}

/// The SDK's builders refuse only what lacks a member.
pub(super) fn internal(cause: impl std::error::Error) -> crate::Error {
    crate::Error::new(crate::ErrorKind::Internal, format!("a request to DynamoDB can't be built: {cause}"))
}
