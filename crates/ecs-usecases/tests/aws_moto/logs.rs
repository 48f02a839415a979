//! CloudWatch Logs.

use super::{Bench, json};
use ecs_usecases::{
    error::ErrorKind,
    model::logs::{
        CreateLogGroup, CreateLogStream, DeleteLogGroup, DeleteRetentionPolicy, DescribeLogGroups, DescribeLogStreams, FilterLogEvents,
        GetLogEvents, ListTagsForResource, PutLogEvents, PutRetentionPolicy, TagResource, UntagResource,
    },
    operations::logs::TABLE,
};
use serde_json::json;

#[tokio::test]
async fn operations() {
    let Some(bench) = Bench::start().await else { return };
    let group = json!({ "logGroupName": "/ecs/web" });
    bench.send::<CreateLogGroup>(json!({ "logGroupName": "/ecs/web", "tags": { "team": "web" } })).await;
    let error = bench.fail::<CreateLogGroup>(group.clone()).await;
    assert_eq!((error.kind(), error.code()), (ErrorKind::Conflict, Some("ResourceAlreadyExistsException")));
    bench.send::<PutRetentionPolicy>(json!({ "logGroupName": "/ecs/web", "retentionInDays": 7 })).await;
    let found = json(&bench.send::<DescribeLogGroups>(json!({ "logGroupNamePrefix": "/ecs" })).await.log_groups);
    assert_eq!((&found[0]["logGroupName"], &found[0]["retentionInDays"]), (&json!("/ecs/web"), &json!(7)));
    bench.send::<DeleteRetentionPolicy>(group.clone()).await;

    let stream = json!({ "logGroupName": "/ecs/web", "logStreamName": "web/app/1" });
    bench.send::<CreateLogStream>(stream.clone()).await;
    let now = bench.cloud.clock().now().0;
    let events = json!([{ "timestamp": now - 1000, "message": "started" }, { "timestamp": now, "message": "ERROR <oops> & more" }]);
    bench.send::<PutLogEvents>(json!({ "logGroupName": "/ecs/web", "logStreamName": "web/app/1", "logEvents": events })).await;
    let streams = json(&bench.send::<DescribeLogStreams>(group.clone()).await.log_streams);
    assert_eq!(streams[0]["logStreamName"], "web/app/1");
    let read = json(&bench.send::<GetLogEvents>(stream.clone()).await.events);
    assert_eq!((&read[1]["message"], &read[1]["timestamp"]), (&events[1]["message"], &events[1]["timestamp"]));
    let filter = json!({ "logGroupName": "/ecs/web", "filterPattern": "ERROR" });
    assert_eq!(json(&bench.send::<FilterLogEvents>(filter).await.events)[0]["message"], events[1]["message"]);

    let arn = found[0]["arn"].as_str().unwrap().trim_end_matches(":*");
    bench.send::<TagResource>(json!({ "resourceArn": arn, "tags": { "tier": "one" } })).await;
    bench.send::<UntagResource>(json!({ "resourceArn": arn, "tagKeys": ["team"] })).await;
    assert_eq!(json(&bench.send::<ListTagsForResource>(json!({ "resourceArn": arn })).await)["tags"], json!({ "tier": "one" }));
    bench.send::<DeleteLogGroup>(group.clone()).await;
    let error = bench.fail::<DescribeLogStreams>(group).await;
    assert_eq!((error.kind(), error.code()), (ErrorKind::NotFound, Some("ResourceNotFoundException")));
    bench.assert_covered(TABLE);
}
