//! Amazon ECS.

use super::{Bench, json};
use ecs_usecases::{
    error::ErrorKind,
    model::ecs::{
        CreateCluster, CreateService, DeleteCluster, DeleteService, DeleteTaskDefinitions, DeregisterTaskDefinition,
        DescribeCapacityProviders, DescribeClusters, DescribeContainerInstances, DescribeServices, DescribeTaskDefinition, DescribeTasks,
        ListAccountSettings, ListClusters, ListContainerInstances, ListServices, ListTagsForResource, ListTaskDefinitionFamilies,
        ListTaskDefinitions, ListTasks, PutClusterCapacityProviders, RegisterTaskDefinition, RunTask, StopTask, TagResource, UntagResource,
        UpdateCluster, UpdateService,
    },
    operations::ecs::TABLE,
};
use serde_json::{Value, json};

#[tokio::test]
async fn operations() {
    let Some(bench) = Bench::start().await else { return };
    bench.send::<CreateCluster>(json!({ "clusterName": "shop", "tags": [{ "key": "team", "value": "web" }] })).await;
    let clusters = bench.send::<DescribeClusters>(json!({ "clusters": ["shop"], "include": ["TAGS"] })).await.clusters;
    assert_eq!(json(&clusters[0].tags), json!([{ "key": "team", "value": "web" }]));

    clusters_and_settings(&bench).await;
    let revision = task_definitions(&bench).await;
    let service = services(&bench, &revision).await;
    tags(&bench, &service).await;
    tasks(&bench, &revision).await;
    instances(&bench).await;

    let deleted = bench.send::<DeleteService>(json!({ "cluster": "shop", "service": "web", "force": true })).await.service.unwrap();
    assert_eq!(deleted.service_arn, Some(service));
    let services = bench.send::<DescribeServices>(json!({ "cluster": "shop", "services": ["web"] })).await.services;
    assert_eq!(services[0].status.as_deref(), Some("INACTIVE"));
    bench.send::<DeregisterTaskDefinition>(json!({ "taskDefinition": revision })).await;
    assert!(bench.send::<ListTaskDefinitions>(json!({ "familyPrefix": "web", "status": "ACTIVE" })).await.task_definition_arns.is_empty());
    assert_eq!(bench.send::<ListTaskDefinitionFamilies>(json!({ "familyPrefix": "we" })).await.families, ["web"]);
    let deleted = bench.send::<DeleteTaskDefinitions>(json!({ "taskDefinitions": [revision, "none:1"] })).await;
    assert_eq!(json(&deleted.task_definitions[0])["status"], "DELETE_IN_PROGRESS");
    assert_eq!(deleted.failures.len(), 1);
    bench.send::<DeleteCluster>(json!({ "cluster": "shop" })).await;
    let clusters = bench.send::<DescribeClusters>(json!({ "clusters": ["shop"] })).await.clusters;
    assert!(clusters.is_empty() || clusters[0].status.as_deref() == Some("INACTIVE"));
    bench.assert_covered(TABLE);
}

async fn clusters_and_settings(bench: &Bench) {
    let listed = bench.send::<ListClusters>(json!({})).await.cluster_arns;
    assert!(listed.len() == 1 && listed[0].ends_with("cluster/shop"), "{listed:?}");
    let settings = json!([{ "name": "containerInsights", "value": "enabled" }]);
    bench.send::<UpdateCluster>(json!({ "cluster": "shop", "settings": settings })).await;
    let spot = json!([{ "capacityProvider": "FARGATE_SPOT", "weight": 1, "base": 2 }]);
    let put = json!({ "cluster": "shop", "capacityProviders": ["FARGATE_SPOT"], "defaultCapacityProviderStrategy": spot });
    bench.send::<PutClusterCapacityProviders>(put).await;
    let include = json!({ "clusters": ["shop"], "include": ["SETTINGS", "CONFIGURATIONS"] });
    let cluster = json(&bench.send::<DescribeClusters>(include).await.clusters[0]);
    assert_eq!((&cluster["settings"], &cluster["defaultCapacityProviderStrategy"]), (&settings, &spot));
    assert_eq!(cluster["capacityProviders"], json!(["FARGATE_SPOT"]));
    let none = bench.send::<DescribeCapacityProviders>(json!({ "capacityProviders": ["none"] })).await;
    assert_eq!(none.failures[0].reason.as_deref(), Some("MISSING"));
    assert!(bench.send::<ListAccountSettings>(json!({ "name": "containerInsights" })).await.settings.is_empty());
}

async fn task_definitions(bench: &Bench) -> String {
    let definition = json!({
        "family": "web",
        "networkMode": "awsvpc",
        "requiresCompatibilities": ["FARGATE"],
        "cpu": "256",
        "memory": "512",
        "containerDefinitions": [{
            "name": "app",
            "image": "shop/web:1",
            "memory": 256,
            "essential": true,
            "environment": [{ "name": "MODE", "value": "ü" }],
            "portMappings": [{ "containerPort": 8080, "protocol": "tcp" }],
            "dockerLabels": { "a.b": "c" },
        }],
        "tags": [{ "key": "team", "value": "web" }],
    });
    let registered = bench.send::<RegisterTaskDefinition>(definition.clone()).await.task_definition.unwrap();
    let revision = registered.task_definition_arn.unwrap();
    let described = bench.send::<DescribeTaskDefinition>(json!({ "taskDefinition": "web:1", "include": ["TAGS"] })).await;
    assert_eq!(json(&described.tags), definition["tags"]);
    let container = json(&described.task_definition.unwrap().container_definitions[0]);
    for (member, value) in definition["containerDefinitions"][0].as_object().unwrap() {
        let stored = &container[member];
        match value {
            Value::Array(_) if member == "portMappings" => assert_eq!(stored[0]["containerPort"], value[0]["containerPort"]),
            _ => assert_eq!(stored, value, "{member}"),
        }
    }
    let listed = bench.send::<ListTaskDefinitions>(json!({ "familyPrefix": "web" })).await;
    assert_eq!(listed.task_definition_arns, [revision.as_str()]);
    revision
}

async fn services(bench: &Bench, revision: &str) -> String {
    let request = json!({
        "cluster": "shop",
        "serviceName": "web",
        "taskDefinition": revision,
        "desiredCount": 2,
        "clientToken": "0123",
        "tags": [{ "key": "team", "value": "web" }],
    });
    let created = bench.send::<CreateService>(request).await.service.unwrap();
    let arn = created.service_arn.unwrap();
    assert!(created.deployments[0].created_at.is_some());
    bench.send::<UpdateService>(json!({ "cluster": "shop", "service": "web", "desiredCount": 3 })).await;
    let described = bench.send::<DescribeServices>(json!({ "cluster": "shop", "services": ["web", "none"] })).await;
    assert_eq!(described.services[0].desired_count, Some(3));
    assert_eq!(described.services[0].task_definition.as_deref(), Some(revision));
    assert_eq!(described.failures[0].reason.as_deref(), Some("MISSING"));
    assert_eq!(bench.send::<ListServices>(json!({ "cluster": "shop" })).await.service_arns, [arn.as_str()]);
    arn
}

async fn tags(bench: &Bench, service: &str) {
    bench.send::<TagResource>(json!({ "resourceArn": service, "tags": [{ "key": "stage", "value": "test" }] })).await;
    let tags = bench.send::<ListTagsForResource>(json!({ "resourceArn": service })).await.tags;
    assert_eq!(json(&tags), json!([{ "key": "stage", "value": "test" }, { "key": "team", "value": "web" }]));
    bench.send::<UntagResource>(json!({ "resourceArn": service, "tagKeys": ["team"] })).await;
    let tags = bench.send::<ListTagsForResource>(json!({ "resourceArn": service })).await.tags;
    assert_eq!(json(&tags), json!([{ "key": "stage", "value": "test" }]));
}

async fn instances(bench: &Bench) {
    let call = |action: &str, request: &Value| bench.moto.json("ecs", &format!("AmazonEC2ContainerServiceV20141113.{action}"), request);
    let form = "Action=RunInstances&Version=2016-11-15&ImageId=ami-12c6146b&MinCount=1&MaxCount=1&InstanceType=t3.large";
    let answer = bench.moto.query("ec2", form);
    let instance = answer.split("<instanceId>").nth(1).and_then(|rest| rest.split('<').next()).unwrap();
    let document = json!({ "instanceId": instance, "region": "eu-west-1" }).to_string();
    let registered = call("RegisterContainerInstance", &json!({ "cluster": "shop", "instanceIdentityDocument": document }));
    let arn = registered["containerInstance"]["containerInstanceArn"].as_str().unwrap();
    assert_eq!(bench.send::<ListContainerInstances>(json!({ "cluster": "shop" })).await.container_instance_arns, [arn]);
    let described = bench.send::<DescribeContainerInstances>(json!({ "cluster": "shop", "containerInstances": [arn] })).await;
    let instance = &described.container_instances[0];
    assert_eq!(instance.status.as_deref(), Some("ACTIVE"));
    assert!(
        instance.remaining_resources.iter().any(|resource| resource.name.as_deref() == Some("CPU") && resource.integer_value > Some(0))
    );
    call("DeregisterContainerInstance", &json!({ "cluster": "shop", "containerInstance": arn, "force": true }));
}

async fn tasks(bench: &Bench, revision: &str) {
    let subnet = bench.moto.subnets().remove(0);
    let run = json!({
        "cluster": "shop",
        "taskDefinition": revision,
        "launchType": "FARGATE",
        "startedBy": "ci",
        "overrides": { "containerOverrides": [{ "name": "app", "command": ["migrate", "ü"] }] },
        "tags": [{ "key": "run", "value": "7" }],
        "networkConfiguration": { "awsvpcConfiguration": { "subnets": [subnet], "securityGroups": [bench.moto.security_group()] } },
    });
    let started = bench.send::<RunTask>(run.clone()).await.tasks.remove(0);
    assert_eq!(json(&started)["overrides"]["containerOverrides"], run["overrides"]["containerOverrides"]);
    assert_eq!((started.started_by.as_deref(), json(&started.tags)), (Some("ci"), run["tags"].clone()));
    let task = started.task_arn.as_deref().unwrap();
    assert_eq!(bench.send::<ListTasks>(json!({ "cluster": "shop" })).await.task_arns, [task]);
    let stopped = bench.send::<StopTask>(json!({ "cluster": "shop", "task": task, "reason": "enough" })).await.task.unwrap();
    assert_eq!(stopped.stopped_reason.as_deref(), Some("enough"));
    let described = bench.send::<DescribeTasks>(json!({ "cluster": "shop", "tasks": [task] })).await.tasks;
    assert_eq!(described[0].desired_status.as_deref(), Some("STOPPED"));
    assert_eq!(described[0].task_definition_arn.as_deref(), Some(revision));
}

#[tokio::test]
async fn errors() {
    let Some(bench) = Bench::start().await else { return };
    let error = bench.fail::<ListServices>(json!({ "cluster": "none" })).await;
    assert_eq!((error.kind(), error.code()), (ErrorKind::NotFound, Some("ClusterNotFoundException")));
    assert_eq!(error.details().operation.as_deref(), Some("ecs:ListServices"));
    assert_eq!(error.details().resource.as_deref(), Some("none"));
    bench.send::<CreateCluster>(json!({ "clusterName": "shop" })).await;
    let error = bench.fail::<UpdateService>(json!({ "cluster": "shop", "service": "none" })).await;
    assert_eq!((error.kind(), error.code()), (ErrorKind::NotFound, Some("ServiceNotFoundException")));
    let error = bench.fail::<DescribeTaskDefinition>(json!({ "taskDefinition": "none:1" })).await;
    assert_eq!((error.kind(), error.code()), (ErrorKind::NotFound, Some("ClientException")));
}
