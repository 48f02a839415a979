//! Effects in DynamoDB.

use super::Look;
use crate::{
    error::Result,
    model::dynamodb::{self, TableDescription, TimeToLiveStatus},
    operations::{Reply, dynamodb as table},
};

impl Look<'_> {
    pub(super) async fn dynamodb(&self, request: &table::Request) -> Result<Option<Reply>> {
        use table::{Request, Response};
        let found = match request {
            Request::CreateTable(wanted) => {
                let found = self.table(&wanted.table_name).await?.filter(|found| self.since(found.creation_date_time));
                found.map(|found| {
                    let reply = dynamodb::CreateTableResponse { table_description: Some(found), ..Default::default() };
                    Response::CreateTable(Box::new(reply))
                })
            }
            Request::UpdateTable(wanted) => {
                let found = self.table(&wanted.table_name).await?.filter(|found| has(found, wanted));
                found.map(|found| {
                    let reply = dynamodb::UpdateTableResponse { table_description: Some(found), ..Default::default() };
                    Response::UpdateTable(Box::new(reply))
                })
            }
            Request::UpdateTimeToLive(wanted) => {
                let describe = dynamodb::DescribeTimeToLive { table_name: wanted.table_name.clone(), ..Default::default() };
                let found = self.find(describe).await?.and_then(|found| found.time_to_live_description).unwrap_or_default();
                let specification = &wanted.time_to_live_specification;
                let done = match found.time_to_live_status {
                    Some(TimeToLiveStatus::Enabling | TimeToLiveStatus::Enabled) => {
                        specification.enabled == Some(true) && found.attribute_name == specification.attribute_name
                    }
                    Some(TimeToLiveStatus::Disabling | TimeToLiveStatus::Disabled) => specification.enabled == Some(false),
                    _ => false,
                };
                done.then(|| {
                    let specification = Some(specification.clone());
                    let reply = dynamodb::UpdateTimeToLiveResponse { time_to_live_specification: specification, ..Default::default() };
                    Response::UpdateTimeToLive(Box::new(reply))
                })
            }
            _ => None,
        };
        Ok(found.map(Reply::DynamoDb))
    }

    async fn table(&self, name: &str) -> Result<Option<TableDescription>> {
        let describe = dynamodb::DescribeTable { table_name: name.to_owned(), ..Default::default() };
        Ok(self.find(describe).await?.and_then(|found| found.table))
    }
}

/// Whether a table has what an update asks for. What a description does not tell in the same form is taken as not done: asked for
/// again, it is set again.
fn has(found: &TableDescription, wanted: &dynamodb::UpdateTable) -> bool {
    let told = dynamodb::UpdateTable {
        table_name: wanted.table_name.clone(),
        billing_mode: wanted.billing_mode.as_ref().and_then(|_| found.billing_mode_summary.as_ref()?.billing_mode.clone()),
        deletion_protection_enabled: wanted.deletion_protection_enabled.and(found.deletion_protection_enabled),
        ..Default::default()
    };
    told == *wanted
}
