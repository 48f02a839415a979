//! The control endpoints, and what they do to AWS's operations.

use super::{
    http::{control, ecs, send},
    server, shop,
};
use ecs_usecases::{
    layers::{Fault, FaultKind},
    server::{Pace, ServerOptions, SimulatorServer},
};
use serde_json::{Value, json};
use std::time::Duration;

fn describe(server: &SimulatorServer) -> Value {
    ecs(server, "DescribeServices", &json!({"cluster": "main", "services": ["web"]})).json()["services"][0].clone()
}

#[test]
fn an_operation_is_answered_as_aws_does() {
    let server = server();
    let answer = ecs(&server, "ListServices", &json!({"cluster": "main"}));
    assert_eq!(answer.status, 200);
    assert!(answer.headers.contains("content-type: application/x-amz-json-1.1"), "{}", answer.headers);
    assert!(answer.headers.contains("x-amzn-requestid: "), "{}", answer.headers);
    assert_eq!(answer.json()["serviceArns"][0], "arn:aws:ecs:eu-west-1:111122223333:service/main/web");
    let error = ecs(&server, "ListServices", &json!({"cluster": "other"}));
    assert_eq!((error.status, error.json()), (400, json!({"__type": "ClusterNotFoundException", "message": "Cluster not found."})));
    assert_eq!(server.calls(), [("ecs:ListServices".to_owned(), 2)].into());
}

#[test]
fn accounts_and_regions_are_worlds_of_their_own() {
    let server = server();
    let list = |credential: &str| {
        let authorization = format!("AWS4-HMAC-SHA256 Credential={credential}/20260101/eu-west-1/ecs/aws4_request, Signature=0");
        let target = ("X-Amz-Target", "AmazonEC2ContainerServiceV20141113.ListTaskDefinitions");
        send(&server, "POST", "/", &[target, ("Authorization", &authorization)], b"{}").json()["taskDefinitionArns"].clone()
    };
    assert_eq!(list("simulated"), json!(["arn:aws:ecs:eu-west-1:111122223333:task-definition/web:1"]));
    assert_eq!(list("444455556666"), json!([]));
}

#[test]
fn time_passes_as_it_is_told_to() {
    let server = server();
    let before = server.simulator().now();
    assert_eq!(control(&server, "POST", "/time/advance", &json!({"span": "90s"})).status, 200);
    assert_eq!(server.simulator().now().since(before).as_secs(), 90);
    assert_eq!(control(&server, "PUT", "/time", &json!({"pace": 10_000})).json()["pace"], json!(10_000.0));
    // A minute of virtual time is six milliseconds.
    while server.simulator().now().since(before).as_secs() < 150 {
        assert_eq!(control(&server, "GET", "/time", &Value::Null).status, 200);
    }
    for wrong in [json!({"pace": 0}), json!({"pace": "quick"}), json!({"pace": -1}), json!({}), json!({"pace": 1e9}), json!([])] {
        assert_eq!(control(&server, "PUT", "/time", &wrong).status, 400, "{wrong}");
    }
}

#[test]
fn a_new_world_begins_at_its_start_and_time_goes_on_after_a_jump() {
    let server = server();
    control(&server, "POST", "/time/advance", &json!({"span": "5h"}));
    server.set_pace(Pace::Times(1000.0));
    let made = control(&server, "POST", "/world", &json!({"start": "2026-03-01T00:00:00Z"})).json();
    assert_eq!(made["now"], "2026-03-01T00:00:00.000Z");
    let after_a_jump = server.simulator().now() + Duration::from_hours(24);
    server.simulator().advance(Duration::from_hours(24));
    let later = after_a_jump + Duration::from_secs(30);
    // Thirty milliseconds of real time, not a minute and a half.
    let seen = (0..2_000).any(|_| {
        control(&server, "GET", "/time", &Value::Null);
        server.simulator().now() > later
    });
    assert!(seen, "time stands still at {}", server.simulator().now());
}

#[test]
fn a_world_is_made_and_images_are_scripted() {
    let server = server();
    let image = json!({"repository": "shop/web", "image": {"tags": ["2.0"]}});
    assert!(control(&server, "POST", "/images", &image).json()["digest"].as_str().unwrap().starts_with("sha256:"));
    let script = json!({"image": "shop/web:2.0", "behaviour": {"crash_after": "1s"}});
    assert_eq!(control(&server, "POST", "/behaviour", &script).status, 200);
    assert_eq!(control(&server, "POST", "/behaviour", &json!({"image": "shop/web:3.0", "behaviour": {}})).status, 404);
    let wrong = control(&server, "POST", "/world", &json!({"clusters": [{"nmae": "x"}]}));
    assert_eq!((wrong.status, wrong.json()["error"]["resource"].clone()), (400, json!("clusters[0].nmae")));
    assert_eq!(describe(&server)["runningCount"], 2);
    let made = control(&server, "POST", "/world", &json!({"account": "999988887777", "region": "us-east-1"}));
    assert_eq!(made.json()["scope"], json!({"account": "999988887777", "region": "us-east-1"}));
    assert_eq!(ecs(&server, "DescribeServices", &json!({"services": ["web"]})).status, 400);
    assert_eq!(control(&server, "GET", "/nonsense", &Value::Null).status, 404);
}

#[test]
fn a_crashing_image_is_rolled_back_on_the_wire() {
    let server = server();
    let family = ecs(&server, "DescribeTaskDefinition", &json!({"taskDefinition": "web"})).json()["taskDefinition"].clone();
    let mut container = family["containerDefinitions"][0].clone();
    container["image"] = container["image"].as_str().unwrap().replace(":1.0", ":crash").into();
    let register = json!({
        "family": "web", "containerDefinitions": [container], "cpu": "256", "memory": "512", "networkMode": "awsvpc",
        "requiresCompatibilities": ["FARGATE"], "executionRoleArn": family["executionRoleArn"],
    });
    assert_eq!(ecs(&server, "RegisterTaskDefinition", &register).status, 200);
    let breaker = json!({"deploymentCircuitBreaker": {"enable": true, "rollback": true}});
    let update = json!({"cluster": "main", "service": "web", "taskDefinition": "web:2", "deploymentConfiguration": breaker});
    assert_eq!(ecs(&server, "UpdateService", &update).json()["service"]["deployments"][0]["rolloutState"], "IN_PROGRESS");
    control(&server, "POST", "/time/advance", &json!({"span": "1h"}));
    let service = describe(&server);
    assert_eq!(service["taskDefinition"], "arn:aws:ecs:eu-west-1:111122223333:task-definition/web:1");
    let trace = control(&server, "GET", "/trace", &Value::Null).text();
    assert!(trace.contains("rolling back"), "{trace}");
}

#[test]
fn calls_fail_as_they_are_told_to() {
    let server = server();
    let fault = |kind, times| Fault::new("ecs:ListTasks", kind).times(times);
    let list = || ecs(&server, "ListTasks", &json!({"cluster": "main"}));
    let planned = json!([{"action": "ecs:ListTasks", "kind": "throttle"}, {"action": "ecs:ListTasks", "after": 1, "kind": "server_error"}]);
    assert_eq!(control(&server, "PUT", "/faults", &planned).json().as_array().unwrap().len(), 2);
    let throttled = list();
    assert_eq!((throttled.status, throttled.json()["__type"].clone()), (400, json!("ThrottlingException")));
    assert_eq!(list().status, 500);
    assert_eq!(list().status, 200);
    assert_eq!(control(&server, "GET", "/faults", &Value::Null).json(), json!([]));
    server.set_faults(vec![fault(FaultKind::Deny, 1)]);
    assert_eq!(list().json()["__type"], "AccessDeniedException");
}

#[test]
fn lost_calls_are_done_or_not_done() {
    let server = server();
    let scale = |count: i32| {
        let mut stream = super::http::connect(&server);
        let body = json!({"cluster": "main", "service": "web", "desiredCount": count}).to_string();
        let target = ("X-Amz-Target", "AmazonEC2ContainerServiceV20141113.UpdateService");
        super::http::write(&mut stream, "POST", "/", &[target], body.as_bytes()).unwrap();
        super::http::read(&mut std::io::BufReader::new(stream)).map(|answer| answer.status)
    };
    for (kind, expected) in [(FaultKind::DropBefore, 2), (FaultKind::DropAfter, 5)] {
        server.set_faults(vec![Fault::new("ecs:UpdateService", kind)]);
        assert!(scale(5).is_err(), "{kind:?} answered");
        assert_eq!(describe(&server)["desiredCount"], expected, "{kind:?}");
    }
}

#[test]
fn a_stale_read_shows_what_was_before() {
    let server = server();
    let stale = Fault::new("ecs:DescribeServices", FaultKind::Stale).after(1);
    server.set_faults(vec![stale]);
    assert_eq!(describe(&server)["desiredCount"], 2);
    assert_eq!(ecs(&server, "UpdateService", &json!({"cluster": "main", "service": "web", "desiredCount": 5})).status, 200);
    assert_eq!(describe(&server)["desiredCount"], 2, "the stale one");
    assert_eq!(describe(&server)["desiredCount"], 5);
}

#[test]
fn a_state_is_taken_along_to_another_server() {
    let (first, second) = (server(), server());
    assert_eq!(ecs(&first, "UpdateService", &json!({"cluster": "main", "service": "web", "desiredCount": 5})).status, 200);
    control(&first, "POST", "/time/advance", &json!({"span": "10s"}));
    let state = control(&first, "GET", "/state", &Value::Null).json();
    assert_eq!(control(&second, "PUT", "/state", &state).status, 200);
    for server in [&first, &second] {
        control(server, "POST", "/time/advance", &json!({"span": "10m"}));
    }
    assert_eq!(describe(&second)["runningCount"], 5);
    assert_eq!(describe(&first), describe(&second));
    for wrong in [json!({}), json!([]), json!({"version": 0}), json!("x")] {
        assert_eq!(control(&second, "PUT", "/state", &wrong).status, 400, "{wrong}");
    }
    assert_eq!(describe(&second)["runningCount"], 5);
}

#[test]
fn only_loopback_addresses_unless_allowed() {
    let address = "0.0.0.0:0".parse().unwrap();
    let Err(error) = SimulatorServer::start(shop(), ServerOptions { address, ..ServerOptions::default() }) else {
        panic!("it was allowed")
    };
    assert!(error.to_string().contains("other machines could reach"), "{error}");
    let server = SimulatorServer::start(shop(), ServerOptions { address, allow_remote: true, ..ServerOptions::default() }).unwrap();
    let taken = ServerOptions { address: ([127, 0, 0, 1], server.address().port()).into(), pace: Pace::Manual, ..ServerOptions::default() };
    assert!(SimulatorServer::start(shop(), taken).is_err());
}
