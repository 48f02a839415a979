//! Tables of DynamoDB.

use super::Mirror;
use crate::{
    backend::Scope,
    backends::simulator::imports as put,
    error::Result,
    model::dynamodb::{DescribeContinuousBackups, DescribeTable, DescribeTimeToLive, ListTagsOfResource},
};

impl Mirror {
    pub(super) async fn table(&self, scope: &Scope, name: &str) -> Result<()> {
        let describe = DescribeTable { table_name: name.to_owned(), ..Default::default() };
        let Some(table) = self.find(scope, describe).await?.and_then(|found| found.table) else { return Ok(()) };
        let lives = DescribeTimeToLive { table_name: name.to_owned(), ..Default::default() };
        let lives = self.glance(scope, lives, "time to live is taken to be off").await?;
        let backups = DescribeContinuousBackups { table_name: name.to_owned(), ..Default::default() };
        let backups = self.glance(scope, backups, "point-in-time recovery is taken to be off").await?;
        let mut list = ListTagsOfResource { resource_arn: table.table_arn.clone().unwrap_or_default(), ..Default::default() };
        let mut tags = Vec::new();
        while let Some(page) = self.glance(scope, list.clone(), "the table is taken to have no tags").await? {
            tags.extend(page.tags);
            list.next_token = page.next_token;
            if list.next_token.is_none() {
                break;
            }
        }
        let lives = lives.and_then(|found| found.time_to_live_description);
        let backups = backups.and_then(|found| found.continuous_backups_description);
        self.simulator.change(scope, |world| put::dynamodb::table(world, table, tags, lives, backups))
    }
}
