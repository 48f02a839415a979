//! Requests to simulated load balancers: the server is the proxy that leads to them.

use super::http::{Answer, connect, read, send};
use ecs_usecases::{
    server::{Pace, ServerOptions, SimulatorServer},
    simulator::{
        ImageBehaviour, ImageScript, ListenerScript, LoadBalancerScript, RepositoryScript, Scenario, ServiceScript, TargetGroupScript,
    },
};
use serde_json::json;
use std::{
    io::{BufReader, Write},
    time::Duration,
};

fn server(behaviour: ImageBehaviour) -> (SimulatorServer, String) {
    let mut shop = super::shop();
    shop.repositories = vec![RepositoryScript {
        name: "shop/web".into(),
        images: vec![ImageScript { tags: vec!["1.0".into()], behaviour, ..ImageScript::default() }],
        ..RepositoryScript::default()
    }];
    let scenario = Scenario {
        target_groups: vec![TargetGroupScript { name: "blue".into(), ..TargetGroupScript::default() }],
        load_balancers: vec![LoadBalancerScript {
            name: "front".into(),
            listeners: vec![ListenerScript { forward: [("blue".into(), 1)].into(), ..ListenerScript::default() }],
            ..LoadBalancerScript::default()
        }],
        services: vec![ServiceScript { target_group: Some("blue".into()), ..shop.services[0].clone() }],
        ..shop
    };
    let options = ServerOptions { pace: Pace::Manual, patience: Duration::from_secs(1), ..ServerOptions::default() };
    let server = SimulatorServer::start(scenario, options).unwrap();
    let simulator = server.simulator();
    let asked = simulator.call_json("elasticloadbalancing:DescribeLoadBalancers", json!({}));
    let found = tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(asked).unwrap();
    let name = found["LoadBalancers"][0]["DNSName"].as_str().unwrap().to_owned();
    (server, name)
}

/// As a client asks its proxy; an error means that the connection was closed.
fn by_proxy(server: &SimulatorServer, method: &str, url: &str) -> std::io::Result<Answer> {
    let mut stream = connect(server);
    let host = url.split("//").nth(1).unwrap().split('/').next().unwrap();
    write!(stream, "{method} {url} HTTP/1.1\r\nHost: {host}\r\nContent-Length: 0\r\n\r\n")?;
    read(&mut BufReader::new(stream))
}

#[test]
fn a_load_balancer_answers_by_its_name() {
    let (server, name) = server(ImageBehaviour::default());
    let answer = by_proxy(&server, "GET", &format!("http://{name}/health?deep=1")).unwrap();
    assert_eq!((answer.status, answer.text().as_str()), (200, "ok"));
    assert!(answer.headers.contains("x-simulated-image: "), "{}", answer.headers);
    let by_host = send(&server, "GET", "/", &[], b"");
    assert!(by_host.text().contains("_simulator"), "the server itself: {}", by_host.text());
    let mut stream = connect(&server);
    write!(stream, "GET / HTTP/1.1\r\nHost: {name}\r\n\r\n").unwrap();
    assert_eq!(read(&mut BufReader::new(stream)).unwrap().text(), "ok");
    assert_eq!(by_proxy(&server, "POST", &format!("http://{name}/")).unwrap().status, 501);
    assert_eq!(server.calls(), [("http:SendRequest".to_owned(), 3)].into());
    // What leads nowhere has no answer.
    for url in ["http://nowhere.example/".to_owned(), format!("http://{name}:81/")] {
        assert!(by_proxy(&server, "GET", &url).is_err(), "{url}");
    }
    server.set_faults(vec![serde_json::from_value(json!({ "action": "http:SendRequest", "kind": "drop_before" })).unwrap()]);
    assert!(by_proxy(&server, "GET", &format!("http://{name}/")).is_err());
    assert_eq!(by_proxy(&server, "GET", &format!("http://{name}/")).unwrap().status, 200);
}

#[test]
fn a_program_that_takes_too_long_says_nothing() {
    let (server, name) = server(ImageBehaviour { latency_ms: 60_000.0, ..ImageBehaviour::default() });
    assert!(by_proxy(&server, "GET", &format!("http://{name}/")).is_err());
}
