//! Application Auto Scaling, and Service Quotas.

use super::{Bench, json};
use ecs_usecases::{
    error::ErrorKind,
    model::{
        application_autoscaling::{
            DeleteScalingPolicy, DeleteScheduledAction, DeregisterScalableTarget, DescribeScalableTargets, DescribeScalingPolicies,
            DescribeScheduledActions, PutScalingPolicy, PutScheduledAction, RegisterScalableTarget,
        },
        ecs::{CreateCluster, CreateService, RegisterTaskDefinition},
        service_quotas::GetServiceQuota,
    },
    operations::{application_autoscaling, service_quotas},
};
use serde_json::{Value, json};

/// The scalable dimension of a service, with these members.
fn of_the_service(more: &Value) -> Value {
    let mut request =
        json!({ "ServiceNamespace": "ecs", "ResourceId": "service/shop/web", "ScalableDimension": "ecs:service:DesiredCount" });
    request.as_object_mut().unwrap().extend(more.as_object().cloned().unwrap());
    request
}

#[tokio::test]
async fn operations() {
    let Some(bench) = Bench::start().await else { return };
    bench.send::<CreateCluster>(json!({ "clusterName": "shop" })).await;
    let container = json!([{ "name": "app", "image": "nginx", "memory": 128 }]);
    bench.send::<RegisterTaskDefinition>(json!({ "family": "web", "containerDefinitions": container })).await;
    let service = json!({ "cluster": "shop", "serviceName": "web", "taskDefinition": "web", "desiredCount": 1 });
    bench.send::<CreateService>(service).await;

    bench.send::<RegisterScalableTarget>(of_the_service(&json!({ "MinCapacity": 1, "MaxCapacity": 5 }))).await;
    let targets = bench.send::<DescribeScalableTargets>(json!({ "ServiceNamespace": "ecs" })).await.scalable_targets;
    assert_eq!((json(&targets[0])["MaxCapacity"].clone(), targets.len()), (json!(5), 1));
    let tracking =
        json!({ "TargetValue": 60.5, "PredefinedMetricSpecification": { "PredefinedMetricType": "ECSServiceAverageCPUUtilization" } });
    let policy =
        json!({ "PolicyName": "cpu", "PolicyType": "TargetTrackingScaling", "TargetTrackingScalingPolicyConfiguration": tracking });
    bench.send::<PutScalingPolicy>(of_the_service(&policy)).await;
    let policies = json(&bench.send::<DescribeScalingPolicies>(json!({ "ServiceNamespace": "ecs" })).await.scaling_policies);
    assert_eq!(policies[0]["TargetTrackingScalingPolicyConfiguration"]["TargetValue"], 60.5);
    let action = json!({
        "ScheduledActionName": "night", "Schedule": "cron(0 0 * * ? *)", "ScalableTargetAction": { "MinCapacity": 1, "MaxCapacity": 1 },
    });
    bench.send::<PutScheduledAction>(of_the_service(&action)).await;
    let actions = json(&bench.send::<DescribeScheduledActions>(json!({ "ServiceNamespace": "ecs" })).await.scheduled_actions);
    assert_eq!((&actions[0]["Schedule"], &actions[0]["ScalableTargetAction"]), (&action["Schedule"], &action["ScalableTargetAction"]));
    bench.send::<DeleteScheduledAction>(of_the_service(&json!({ "ScheduledActionName": "night" }))).await;
    bench.send::<DeleteScalingPolicy>(of_the_service(&json!({ "PolicyName": "cpu" }))).await;
    bench.send::<DeregisterScalableTarget>(of_the_service(&json!({}))).await;
    let error = bench.fail::<DeregisterScalableTarget>(of_the_service(&json!({}))).await;
    // AWS says ObjectNotFoundException.
    assert_eq!((error.kind(), error.code()), (ErrorKind::InvalidRequest, Some("ValidationException")), "{error:?}");
    bench.assert_covered(application_autoscaling::TABLE);
}

#[tokio::test]
async fn quotas() {
    let Some(bench) = Bench::start().await else { return };
    let quota = bench.send::<GetServiceQuota>(json!({ "ServiceCode": "vpc", "QuotaCode": "L-F678F1CE" })).await.quota.unwrap();
    assert_eq!((quota.quota_name.as_deref(), quota.value), (Some("VPCs per Region"), Some(5.0)));
    let error = bench.fail::<GetServiceQuota>(json!({ "ServiceCode": "vpc", "QuotaCode": "L-0" })).await;
    assert_eq!((error.kind(), error.code()), (ErrorKind::NotFound, Some("NoSuchResourceException")));
    bench.assert_covered(service_quotas::TABLE);
}
