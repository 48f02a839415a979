//! What is there now.

use crate::{
    error::{Error, ErrorKind, Result},
    model::dynamodb::{
        ContinuousBackupsDescription, DescribeContinuousBackups, DescribeTable, DescribeTimeToLive, ListTagsOfResource, TableDescription,
        TableStatus, TimeToLiveDescription,
    },
    run::Run,
};
use std::{collections::BTreeMap, time::Duration};

/// A table is active within seconds; one that a large change is made to, within minutes.
const PATIENCE: Duration = Duration::from_mins(15);
const BETWEEN: Duration = Duration::from_secs(3);

/// The table as it is; `None` if there is none.
pub(super) async fn table(run: &Run, name: &str) -> Result<Option<TableDescription>> {
    match run.send(DescribeTable { table_name: name.to_owned(), ..Default::default() }).await {
        Ok(found) => Ok(found.table),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Wait until the table is active.
pub(super) async fn active(run: &Run, name: &str) -> Result<TableDescription> {
    run.wait("the table is active", async {
        let until = run.cloud().clock().now() + PATIENCE;
        loop {
            let describe = DescribeTable { table_name: name.to_owned(), ..Default::default() };
            let status = match run.observe(describe).await {
                Ok(found) => {
                    let table = found.table.unwrap_or_default();
                    match &table.table_status {
                        Some(TableStatus::Active) => return Ok(table),
                        Some(status @ (TableStatus::Creating | TableStatus::Updating)) => status.clone(),
                        status => return Err(not_active(name, status.as_ref())),
                    }
                }
                // A new table may not be seen at once.
                Err(error) if error.kind() == ErrorKind::NotFound => TableStatus::Creating,
                Err(error) => return Err(error),
            };
            if run.cloud().clock().now() >= until {
                return Err(not_active(name, Some(&status)).advise("Run again: it goes on from what is there."));
            }
            run.pause(BETWEEN).await?;
        }
    })
    .await
}

fn not_active(name: &str, status: Option<&TableStatus>) -> Error {
    let status = status.map_or("of no status", TableStatus::as_str);
    Error::new(ErrorKind::Conflict, format!("the table `{name}` is {status} and not ACTIVE")).on(name)
}

pub(super) async fn time_to_live(run: &Run, name: &str) -> Result<TimeToLiveDescription> {
    let describe = DescribeTimeToLive { table_name: name.to_owned(), ..Default::default() };
    Ok(run.send(describe).await?.time_to_live_description.unwrap_or_default())
}

pub(super) async fn backups(run: &Run, name: &str) -> Result<ContinuousBackupsDescription> {
    let describe = DescribeContinuousBackups { table_name: name.to_owned(), ..Default::default() };
    Ok(run.send(describe).await?.continuous_backups_description.unwrap_or_default())
}

pub(super) async fn tags(run: &Run, arn: &str) -> Result<BTreeMap<String, String>> {
    let mut list = ListTagsOfResource { resource_arn: arn.to_owned(), ..Default::default() };
    let mut tags = BTreeMap::new();
    loop {
        let page = run.send(list.clone()).await?;
        tags.extend(page.tags.into_iter().filter_map(|tag| Some((tag.key?, tag.value.unwrap_or_default()))));
        list.next_token = page.next_token;
        if list.next_token.is_none() {
            return Ok(tags);
        }
    }
}
