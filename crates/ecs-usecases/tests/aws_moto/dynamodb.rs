//! DynamoDB: the table of a journal is set up, and set up again.

use super::{Bench, json};
use ecs_usecases::{
    Client,
    error::ErrorKind,
    model::dynamodb::{
        CreateTable, DescribeContinuousBackups, DescribeTable, DescribeTimeToLive, ListTagsOfResource, TagResource, UpdateTable,
    },
    operations::dynamodb,
    use_cases::JournalSetup,
};
use serde_json::{Value, json};
use std::collections::BTreeMap;

fn setup() -> JournalSetup {
    JournalSetup { tags: BTreeMap::from([("team".into(), "shop".into())]), ..JournalSetup::named("runs") }
}

fn told(changes: &[ecs_usecases::use_cases::foundation::JournalTableChange]) -> Vec<&str> {
    changes.iter().map(|change| change.what.as_str()).collect()
}

#[tokio::test]
async fn a_journals_table_is_set_up_once() {
    let Some(bench) = Bench::start().await else { return };
    let client = Client::of(bench.cloud.clone());
    let done = client.run(setup()).await.unwrap();
    assert!(done.created && done.table_arn.ends_with(":table/runs"), "{done:?}");
    assert_eq!(told(&done.changes), ["table", "time_to_live", "point_in_time_recovery"]);
    let named = json!({ "TableName": "runs" });
    let table = json(&bench.send::<DescribeTable>(named.clone()).await.table);
    assert_eq!((&table["TableStatus"], &table["DeletionProtectionEnabled"]), (&json!("ACTIVE"), &json!(true)));
    assert_eq!(table["BillingModeSummary"]["BillingMode"], "PAY_PER_REQUEST");
    let lives = json(&bench.send::<DescribeTimeToLive>(named.clone()).await);
    assert_eq!(lives["TimeToLiveDescription"]["AttributeName"], JournalSetup::EXPIRES_AT);
    let backups = json(&bench.send::<DescribeContinuousBackups>(named).await);
    let recovery = &backups["ContinuousBackupsDescription"]["PointInTimeRecoveryDescription"]["PointInTimeRecoveryStatus"];
    assert_eq!(recovery, "ENABLED");
    let again = client.run(setup()).await.unwrap();
    assert_eq!((again.created, again.changes.len()), (false, 0), "{again:?}");
    // What somebody changed meanwhile is changed back.
    bench.send::<UpdateTable>(json!({ "TableName": "runs", "DeletionProtectionEnabled": false })).await;
    let tags = json!([{ "Key": "team", "Value": "other" }, { "Key": "owner", "Value": "a" }]);
    bench.send::<TagResource>(json!({ "ResourceArn": done.table_arn, "Tags": tags })).await;
    let mended = client.run(setup()).await.unwrap();
    assert_eq!(told(&mended.changes), ["tags.team", "deletion_protection"]);
    let tags = bench.send::<ListTagsOfResource>(json!({ "ResourceArn": done.table_arn })).await.tags;
    let tags: BTreeMap<_, _> = tags.into_iter().map(|tag| (tag.key.unwrap(), tag.value.unwrap())).collect();
    assert_eq!(tags, BTreeMap::from([("owner".to_owned(), "a".to_owned()), ("team".to_owned(), "shop".to_owned())]));
    bench.assert_covered(dynamodb::TABLE);
}

#[tokio::test]
async fn a_table_of_something_else_is_refused() {
    let Some(bench) = Bench::start().await else { return };
    let create = json!({
        "TableName": "runs", "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": [{ "AttributeName": "id", "AttributeType": "S" }],
        "KeySchema": [{ "AttributeName": "id", "KeyType": "HASH" }],
    });
    bench.send::<CreateTable>(create.clone()).await;
    let error = Client::of(bench.cloud.clone()).run(setup()).await.unwrap_err();
    assert_eq!((error.kind(), error.details().resource.as_deref()), (ErrorKind::Refused, Some("runs")), "{error:?}");
    let table = json(&bench.send::<DescribeTable>(json!({ "TableName": "runs" })).await.table);
    assert_eq!(
        (&table["DeletionProtectionEnabled"], &table["BillingModeSummary"]["BillingMode"]),
        (&json!(false), &json!("PAY_PER_REQUEST"))
    );
    let error = bench.fail::<CreateTable>(create).await;
    assert_eq!((error.kind(), error.code()), (ErrorKind::Conflict, Some("ResourceInUseException")));
    let error = bench.fail::<DescribeTable>(json!({ "TableName": "missing" })).await;
    assert_eq!((error.kind(), error.code()), (ErrorKind::NotFound, Some("ResourceNotFoundException")));
    assert_eq!(Value::Null, table["Replicas"]);
}
