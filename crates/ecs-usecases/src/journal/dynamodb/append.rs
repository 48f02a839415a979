//! Appends: transactions that hold the lease's token and the head's number against what is stored.

use super::{
    DynamoDbJournal, failure,
    items::{self, Item, head_key, lease_key, listed_key, number, seconds, text},
    read::{between, internal},
};
use crate::{
    clock::{Clock, SystemClock, Timestamp},
    error::{Error, ErrorKind, Result},
    journal::{
        Fence, Record, RunHead, RunState, is_repeated,
        lease::of_run,
        sha256,
        table::{EXPIRES_AT, PARTITION_KEY, SORT_KEY},
    },
};
use aws_sdk_dynamodb::types::{
    CancellationReason, ConditionCheck, Delete, DeleteRequest, Put, ReturnValuesOnConditionCheckFailure::AllOld, TransactWriteItem, Update,
    WriteRequest,
};
use backon::{BackoffBuilder, ExponentialBuilder};
use std::time::Duration;

/// A transaction has at most 100 actions; three are the token, the head and the list.
const ACTIONS: usize = 97;
/// A transaction has at most 4 MB, keys and numbers included.
const BYTES: usize = 3_500_000;
/// The highest number that a record's key has room for.
const LAST: u64 = 9_999_999_999;
/// `BatchWriteItem` takes at most this many.
const DELETES: usize = 25;

pub(super) async fn append(journal: &DynamoDbJournal, records: &[Record], head: &RunHead, fence: Option<&Fence>) -> Result<()> {
    let Some(first) = records.first() else {
        let Some(fence) = fence else { return Ok(()) };
        return fence.check(super::leases::lease(journal, &fence.resource).await?.as_ref());
    };
    let before = first.number.saturating_sub(1);
    let append = Append { journal, records, head, fence, before };
    let mut lots = lots(records);
    let last = lots.pop().unwrap_or_default();
    // What doesn't fit into one transaction goes first, and does not count before the head says so. Who else begins takes the mark.
    let mark = (!lots.is_empty()).then(|| sha256(&[&head.run_id, &head.hash, &SystemClock.now().to_string()]));
    for (at, lot) in lots.into_iter().enumerate() {
        let marked = append.mark(mark.as_deref().unwrap_or_default(), at == 0)?;
        if append.commit(marked, lot).await? == Done::Already {
            return Ok(());
        }
    }
    let ends = head.state != RunState::Open;
    let expires = journal.settings.keep_finished.filter(|_| ends).map(|keep| DynamoDbJournal::now() + keep);
    let mut rest = last;
    if before == 0 || ends {
        rest.push(items::listed(head, expires));
    }
    if append.commit(append.move_head(mark.as_deref(), expires)?, rest).await? == Done::Written
        && let Some(moment) = expires
    {
        expire(journal, head, moment).await?;
    }
    Ok(())
}

struct Append<'a> {
    journal: &'a DynamoDbJournal,
    records: &'a [Record],
    head: &'a RunHead,
    fence: Option<&'a Fence>,
    before: u64,
}

#[derive(Debug, PartialEq, Eq)]
enum Done {
    Written,
    /// It had been before.
    Already,
}

impl Append<'_> {
    /// What the head must be.
    fn condition(&self, mark: Option<&str>) -> (String, Vec<(&'static str, aws_sdk_dynamodb::types::AttributeValue)>) {
        let mut condition = if self.before == 0 { "attribute_not_exists(#number)".to_owned() } else { "#number = :before".to_owned() };
        let mut values = Vec::new();
        if self.before > 0 {
            values.push((":before", number(self.before)));
        }
        if let Some(mark) = mark {
            condition += " AND #mark = :mark";
            values.push((":mark", text(mark)));
        }
        (condition, values)
    }

    /// Note on the head that this append is on its way, or see that it still is noted.
    fn mark(&self, mark: &str, first: bool) -> Result<TransactWriteItem> {
        let (condition, values) = self.condition((!first).then_some(mark));
        let mut update = Update::builder()
            .table_name(&self.journal.table)
            .set_key(Some(head_key(&self.head.run_id)))
            .update_expression("SET #mark = :mark")
            .condition_expression(condition)
            .expression_attribute_names("#number", "number")
            .expression_attribute_names("#mark", "mark")
            .expression_attribute_values(":mark", text(mark));
        for (name, value) in values {
            update = update.expression_attribute_values(name, value);
        }
        Ok(TransactWriteItem::builder().update(update.build().map_err(internal)?).build())
    }

    fn move_head(&self, mark: Option<&str>, expires: Option<Timestamp>) -> Result<TransactWriteItem> {
        let (condition, values) = self.condition(mark);
        let mut put = Put::builder()
            .table_name(&self.journal.table)
            .set_item(Some(items::head(self.head, expires)))
            .condition_expression(condition)
            .expression_attribute_names("#number", "number");
        if mark.is_some() {
            put = put.expression_attribute_names("#mark", "mark");
        }
        for (name, value) in values {
            put = put.expression_attribute_values(name, value);
        }
        Ok(TransactWriteItem::builder().put(put.build().map_err(internal)?).build())
    }

    /// One transaction: the head's, if the lease's token is the fence's, and these items.
    async fn commit(&self, head: TransactWriteItem, items: Vec<Item>) -> Result<Done> {
        let mut actions = Vec::with_capacity(items.len() + 2);
        if let Some(fence) = self.fence {
            let check = ConditionCheck::builder()
                .table_name(&self.journal.table)
                .set_key(Some(lease_key(&fence.resource)))
                .condition_expression("#token = :token")
                .expression_attribute_names("#token", "token")
                .expression_attribute_values(":token", number(fence.token))
                .return_values_on_condition_check_failure(AllOld);
            actions.push(TransactWriteItem::builder().condition_check(check.build().map_err(internal)?).build());
        }
        actions.push(head);
        for item in items {
            let put = Put::builder().table_name(&self.journal.table).set_item(Some(item));
            actions.push(TransactWriteItem::builder().put(put.build().map_err(internal)?).build());
        }
        let Some(reasons) = transact(self.journal, actions).await? else { return Ok(Done::Written) };
        let failed = |at: usize| reasons.get(at).and_then(|reason| reason.code.as_deref()) == Some("ConditionalCheckFailed");
        if let Some(fence) = self.fence
            && failed(0)
        {
            let stored = super::leases::lease(self.journal, &fence.resource).await?;
            // It has the token again only if somebody took it back since; that is no reason to go on.
            return Err(fence.lost(stored.as_ref()));
        }
        if failed(usize::from(self.fence.is_some())) {
            return self.resolve().await;
        }
        let why: Vec<_> = reasons.iter().filter_map(|reason| reason.message.as_deref()).collect();
        Err(Error::new(ErrorKind::ServiceFault, format!("the transaction was cancelled: {}", why.join("; "))).on(&self.journal.table))
    }

    /// The head is not what it must be: the records are there already, or others are.
    async fn resolve(&self) -> Result<Done> {
        let id = &self.head.run_id;
        let known = super::read::head(self.journal, id).await?;
        let last = known.map_or(0, |head| head.number).min(self.before + self.records.len() as u64);
        let mut there = Vec::new();
        if last > 0 {
            let first = self.before.max(1).min(last);
            for item in between(self.journal, id, first, last).await? {
                let number = items::string(&item, SORT_KEY).and_then(|sort| sort.split('/').nth(1)?.parse::<u64>().ok());
                if let (Some(number), Some(hash)) = (number, items::string(&item, "hash")) {
                    there.push((number, hash.to_owned()));
                }
            }
        }
        let hash_of = |number| there.iter().find(|(known, _)| *known == number).map(|(_, hash)| hash.as_str());
        if is_repeated(self.records, self.head, hash_of)? {
            return Ok(Done::Already);
        }
        let why = format!("record {} of run {id} was written at the same time by another process", self.before + 1);
        Err(Error::new(ErrorKind::Conflict, why).with_code("JournalMoved"))
    }
}

/// The records' items, divided into what a transaction takes.
fn lots(records: &[Record]) -> Vec<Vec<Item>> {
    let size = |item: &Item| items::string(item, "body").map_or(0, str::len) + 256;
    let (mut lots, mut bytes) = (vec![Vec::new()], 0);
    for item in records.iter().flat_map(items::record) {
        let lot = lots.last().map_or(0, Vec::len);
        if lot > 0 && (lot == ACTIONS || bytes + size(&item) > BYTES) {
            lots.push(Vec::new());
            bytes = 0;
        }
        bytes += size(&item);
        if let Some(lot) = lots.last_mut() {
            lot.push(item);
        }
    }
    lots
}

/// Send a transaction, again where another one was in its way. Gives why it was cancelled, if it was.
async fn transact(journal: &DynamoDbJournal, actions: Vec<TransactWriteItem>) -> Result<Option<Vec<CancellationReason>>> {
    let mut delays = ExponentialBuilder::default()
        .with_min_delay(Duration::from_millis(50))
        .with_max_delay(Duration::from_secs(2))
        .with_max_times(10)
        .with_jitter()
        .build();
    loop {
        let Err(cause) = journal.client.transact_write_items().set_transact_items(Some(actions.clone())).send().await else {
            return Ok(None);
        };
        let cancelled = cause.as_service_error().and_then(|error| match error {
            aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError::TransactionCanceledException(cancelled) => {
                Some(cancelled.cancellation_reasons().to_vec())
            }
            _ => None,
        });
        let Some(reasons) = cancelled else { return Err(failure::error(journal, "TransactWriteItems", cause)) };
        let codes: Vec<_> = reasons.iter().filter_map(|reason| reason.code.as_deref()).filter(|code| *code != "None").collect();
        let passes = |code: &&str| matches!(*code, "TransactionConflict" | "ThrottlingError" | "ProvisionedThroughputExceeded");
        if codes.is_empty() || !codes.iter().all(passes) {
            return Ok(Some(reasons));
        }
        let Some(delay) = delays.next() else { return Err(failure::error(journal, "TransactWriteItems", cause)) };
        SystemClock.sleep_until(SystemClock.now() + delay).await;
    }
}

/// Let the records of a run end with its head.
async fn expire(journal: &DynamoDbJournal, head: &RunHead, moment: Timestamp) -> Result<()> {
    let stamp = |key: Item| {
        let update = Update::builder()
            .table_name(&journal.table)
            .set_key(Some(key))
            .update_expression("SET #ends = :ends")
            .condition_expression("attribute_exists(#pk)")
            .expression_attribute_names("#ends", EXPIRES_AT)
            .expression_attribute_names("#pk", PARTITION_KEY)
            .expression_attribute_values(":ends", number(seconds(moment)));
        Ok::<_, Error>(TransactWriteItem::builder().update(update.build().map_err(internal)?).build())
    };
    let items = between(journal, &head.run_id, 1, head.number).await?;
    let keys: Vec<Item> = items.into_iter().map(key_of).collect();
    for lot in keys.chunks(ACTIONS) {
        let stamped = lot.iter().cloned().map(stamp).collect::<Result<Vec<_>>>()?;
        if transact(journal, stamped).await?.is_some() {
            // Somebody forgets the run at the same time.
            return Ok(());
        }
    }
    Ok(())
}

/// Forget a run that has ended. Its head goes first: what is left of a run without one does not count.
pub(super) async fn forget(journal: &DynamoDbJournal, run_id: &str) -> Result<()> {
    let Some(head) = super::read::head(journal, run_id).await?.filter(|head| head.state != RunState::Open) else { return Ok(()) };
    let same = Delete::builder()
        .table_name(&journal.table)
        .set_key(Some(head_key(run_id)))
        .condition_expression("#hash = :hash")
        .expression_attribute_names("#hash", "hash")
        .expression_attribute_values(":hash", text(&head.hash))
        .build()
        .map_err(internal)?;
    let listed = Delete::builder().table_name(&journal.table).set_key(Some(listed_key(&head))).build().map_err(internal)?;
    let both = [same, listed].map(|delete| TransactWriteItem::builder().delete(delete).build());
    if transact(journal, both.to_vec()).await?.is_some() {
        return Ok(());
    }
    // With those that an append left that never counted.
    let mut keys: Vec<Item> = between(journal, run_id, 1, LAST).await?.into_iter().map(key_of).collect();
    keys.push(lease_key(&of_run(run_id)));
    let requests = keys.into_iter().map(|key| {
        let delete = DeleteRequest::builder().set_key(Some(key)).build().map_err(internal)?;
        Ok(WriteRequest::builder().delete_request(delete).build())
    });
    let requests = requests.collect::<Result<Vec<_>>>()?;
    for lot in requests.chunks(DELETES) {
        let mut left = lot.to_vec();
        while !left.is_empty() {
            let done = journal.client.batch_write_item().request_items(&journal.table, left).send().await;
            let mut done = done.map_err(|cause| failure::error(journal, "BatchWriteItem", cause))?;
            left = done.unprocessed_items.as_mut().and_then(|items| items.remove(&journal.table)).unwrap_or_default();
        }
    }
    Ok(())
}

fn key_of(item: Item) -> Item {
    item.into_iter().filter(|(name, _)| name == PARTITION_KEY || name == SORT_KEY).collect()
}
