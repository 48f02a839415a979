//! The scenario files as far as moto can: it stores, and never deploys. Each ends as in the simulator.

use super::Bench;
use crate::scenario_files::{self, Case, differences};
use ecs_usecases::{Client, Simulator, layers::Retry};
use serde_json::{Value, json};
use std::sync::Arc;

/// Which scenarios moto can, and which of their steps. All others need a rollout, scan findings or a load balancer's
/// health, which moto does not have: there a service that was created is being deployed for ever.
const CAN: [(&str, &[usize]); 3] = [("noop", &[0, 1]), ("refused-before-anything-changes", &[3, 4, 5]), ("repository-setup", &[0, 1])];

#[tokio::test]
async fn scenarios_without_a_rollout_end_as_in_the_simulator() {
    let cases = scenario_files::all();
    for (name, steps) in CAN {
        let Some(bench) = Bench::start().await else { return };
        let case = cases.iter().find(|case| case.name == name).unwrap_or_else(|| panic!("{name} is gone"));
        copy_world(case, &bench).await;
        let client = Client::of(bench.cloud.clone().with(Retry::default())).counted_ids();
        for step in steps {
            let step = &case.steps[*step];
            let (found, _) = step.run(&client).await;
            let differences = differences(&step.expect, &found, "");
            assert!(differences.is_empty(), "{name}: {}\n{found}", differences.join("\n"));
        }
    }
}

/// Make in moto what the scenario's world has at its start.
async fn copy_world(case: &Case, bench: &Bench) {
    let simulator = Simulator::new(case.scenario.clone()).unwrap();
    let tell = |action: &'static str, request: Value| call(&simulator, action, request);
    for cluster in &case.scenario.clusters {
        bench.send::<ecs_usecases::model::ecs::CreateCluster>(json!({"clusterName": cluster.name})).await;
    }
    for repository in &case.scenario.repositories {
        bench.send::<ecs_usecases::model::ecr::CreateRepository>(json!({"repositoryName": repository.name})).await;
        for tag in repository.images.iter().flat_map(|image| &image.tags) {
            let ids = json!({"repositoryName": repository.name, "imageIds": [{"imageTag": tag}]});
            let image = tell("ecr:BatchGetImage", ids).await["images"][0].clone();
            let put = json!({
                "repositoryName": repository.name, "imageTag": tag,
                "imageManifest": image["imageManifest"], "imageManifestMediaType": image["imageManifestMediaType"],
            });
            bench.send::<ecs_usecases::model::ecr::PutImage>(put).await;
        }
    }
    for service in &case.scenario.services {
        let described = tell("ecs:DescribeTaskDefinition", json!({"taskDefinition": service.name})).await;
        let mut definition = described["taskDefinition"].clone();
        for added in ["taskDefinitionArn", "revision", "status", "registeredAt", "registeredBy", "requiresAttributes", "compatibilities"] {
            definition.as_object_mut().unwrap().remove(added);
        }
        bench.send::<ecs_usecases::model::ecs::RegisterTaskDefinition>(definition).await;
        let create = json!({
            "cluster": service.cluster, "serviceName": service.name, "taskDefinition": service.name,
            "desiredCount": service.desired_count, "launchType": service.launch_type,
            "networkConfiguration": {"awsvpcConfiguration": {"subnets": bench.moto.subnets(), "securityGroups": [bench.moto.security_group()]}},
        });
        bench.send::<ecs_usecases::model::ecs::CreateService>(create).await;
    }
}

async fn call(simulator: &Arc<Simulator>, action: &str, request: Value) -> Value {
    simulator.call_json(action, request).await.unwrap_or_else(|error| panic!("{error:?}"))
}
