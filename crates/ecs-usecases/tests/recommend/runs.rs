//! What is recommended runs.

use super::{fitting, paths};
use ecs_usecases::{
    Client, Result, RunOptions, Simulator,
    catalog::{self, Answers, Recommendation},
    use_case::registry,
};
use serde_json::{Value, json};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// Each request that some answers lead to, with the answers. Those that lead to the same request in the same world stand for each other.
fn requests(alarms: &Value) -> Vec<(Recommendation, BTreeMap<String, String>)> {
    let tree = catalog::decision_tree().unwrap();
    let mut seen = BTreeSet::new();
    let mut requests = Vec::new();
    for path in paths::all(tree) {
        let mut given = path.given();
        given["alarms"] = alarms.clone();
        let answers = Answers::from_json(&given).unwrap_or_else(|error| panic!("{given}: {error:?}"));
        let recommended = catalog::recommend(&answers).unwrap_or_else(|error| panic!("{given}: {error:?}"));
        assert_eq!(recommended.leaf, path.end, "{given}");
        let world = serde_json::to_string(&fitting::world(&path.answers)).unwrap();
        if recommended.request.is_some() && seen.insert((recommended.leaf.clone(), json!(recommended.request).to_string(), world)) {
            requests.push((recommended, path.answers));
        }
    }
    requests
}

#[tokio::test]
async fn every_recommended_request_runs_to_its_end() {
    run_all(json!(null)).await;
}

#[tokio::test]
async fn every_recommended_request_runs_to_its_end_with_alarms() {
    run_all(json!(["errors"])).await;
}

async fn run_all(alarms: Value) {
    let mut ran = BTreeMap::<String, usize>::new();
    let mut wrong = Vec::new();
    for (recommended, answers) in requests(&alarms) {
        assert!(recommended.missing.is_empty(), "{}: {:?}", recommended.leaf, recommended.missing);
        if let Err(why) = run(&recommended, &answers).await {
            wrong.push(format!("{} {answers:?}\n  {}\n  {why}", recommended.leaf, recommended.request.as_ref().unwrap()));
        }
        *ran.entry(recommended.leaf).or_default() += 1;
    }
    let count = ran.values().sum::<usize>();
    assert!(wrong.is_empty(), "{} of {count}:\n{}", wrong.len(), wrong.join("\n"));
    // A leaf that does not run is one of a use case that this version does not have.
    let tree = catalog::decision_tree().unwrap();
    let implemented = |name: &str| registry().iter().any(|entry| entry.info.name == name);
    let expected: BTreeSet<_> = tree.leaves.iter().filter(|leaf| implemented(&leaf.use_case)).map(|leaf| leaf.id.as_str()).collect();
    assert_eq!(ran.keys().map(String::as_str).collect::<BTreeSet<_>>(), expected);
    println!("{count} requests of {} leaves ran: {ran:?}", ran.len());
}

/// Run it as its team would: with the approvals that it needs, or after the deployment that is to be gone back from.
async fn run(recommended: &Recommendation, answers: &BTreeMap<String, String>) -> Result<(), String> {
    let simulator = Simulator::new(fitting::world(answers)).map_err(|error| format!("the world: {error:?}"))?;
    let client = simulator.client();
    let request = recommended.request.clone().unwrap();
    for environment in environments(recommended.use_case.name, &request) {
        let approval = json!({
            "environment": environment, "cluster": "main", "service": "web", "image": "shop/web:1.1",
            "requested_by": "ann", "approved_by": "ben", "role": "operations_team",
        });
        // An approval is given where the service is.
        let elsewhere = simulator.scenario().elsewhere.into_iter().map(|other| other.region);
        let region = elsewhere.into_iter().find(|region| *region == environment);
        let there = simulator.client_in(simulator.scope_in(region, None));
        invoke(&there, "approve_deployment", approval).await?;
    }
    let before = recommended.use_case.name == "rollback";
    if before {
        invoke(&client, "rolling_deployment", json!({ "cluster": "main", "service": "web", "image": "shop/web:1.1" })).await?;
    }
    let outcome = invoke(&client, recommended.use_case.name, request).await?;
    let mut endings = Vec::new();
    collect(&outcome, &mut endings);
    let regions = if answers.get("regions").is_some_and(|regions| regions == "several") { 3 } else { 1 };
    if endings.len() != regions || endings.iter().any(|ending| ending != "succeeded") {
        return Err(format!("{endings:?} in {regions} Regions"));
    }
    let tag = if before { "1.0" } else { "1.1" };
    let elsewhere = simulator.scenario().elsewhere.into_iter().map(|other| other.region);
    for region in std::iter::once("eu-west-1".to_owned()).chain(elsewhere) {
        let image = running(&simulator, &region).await.map_err(|error| format!("{error:?}"))?;
        let digest = digest(&simulator, &region, tag).await.map_err(|error| format!("{error:?}"))?;
        if !image.ends_with(&digest) && !image.ends_with(&format!("shop/web:{tag}")) {
            return Err(format!("{region} runs {image}, which is not {tag}"));
        }
    }
    let violations = simulator.violations();
    if violations.is_empty() { Ok(()) } else { Err(format!("{violations:?}")) }
}

/// The image of the only task definition of which the service has tasks.
async fn running(simulator: &Arc<Simulator>, region: &str) -> Result<String> {
    let scope = simulator.scope_in(Some(region.to_owned()), None);
    let call = async |action: &str, request: Value| simulator.call_json_in(&scope, action, request).await;
    let service = call("ecs:DescribeServices", json!({ "cluster": "main", "services": ["web"] })).await?["services"][0].take();
    let listed = call("ecs:ListTasks", json!({ "cluster": "main", "serviceName": "web", "desiredStatus": "RUNNING" })).await?;
    let tasks = call("ecs:DescribeTasks", json!({ "cluster": "main", "tasks": listed["taskArns"] })).await?["tasks"].take();
    let revisions: BTreeSet<_> = tasks.as_array().unwrap().iter().map(|task| task["taskDefinitionArn"].to_string()).collect();
    assert_eq!((tasks.as_array().unwrap().len(), revisions.len()), (4, 1), "{revisions:?} in {region}");
    let definition = call("ecs:DescribeTaskDefinition", json!({ "taskDefinition": service["taskDefinition"] })).await?;
    assert!(revisions.contains(&service["taskDefinition"].to_string()), "{revisions:?}");
    Ok(definition["taskDefinition"]["containerDefinitions"][0]["image"].as_str().unwrap().to_owned())
}

async fn digest(simulator: &Arc<Simulator>, region: &str, tag: &str) -> Result<String> {
    let scope = simulator.scope_in(Some(region.to_owned()), None);
    let asked = json!({ "repositoryName": "shop/web", "imageIds": [{ "imageTag": tag }] });
    let described = simulator.call_json_in(&scope, "ecr:DescribeImages", asked).await?;
    Ok(described["imageDetails"][0]["imageDigest"].as_str().unwrap().to_owned())
}

async fn invoke(client: &Client, name: &str, request: Value) -> Result<Value, String> {
    client.invoke(name, request, RunOptions::default()).await.map_err(|error| format!("{name}: {error:?}"))
}

/// The environments that want an approval.
fn environments(use_case: &str, request: &Value) -> Vec<String> {
    if use_case == "emergency_hotfix" {
        return vec!["hotfix".into()];
    }
    let environments = request["environments"].as_array().into_iter().flatten();
    let asking = environments.filter(|environment| environment.get("approval").is_some());
    asking.map(|environment| environment["name"].as_str().unwrap().to_owned()).collect()
}

/// How each deployment of an outcome ended.
fn collect(outcome: &Value, endings: &mut Vec<String>) {
    match outcome {
        Value::Object(members) => {
            if let Some(ending) = members.get("verdict").and_then(|verdict| verdict["ending"].as_str()) {
                endings.push(ending.to_owned());
            }
            members.values().for_each(|member| collect(member, endings));
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, endings)),
        _ => {}
    }
}
