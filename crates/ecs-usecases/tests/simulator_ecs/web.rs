//! Requests over HTTP that arrive at simulated load balancers.

use super::support::{image, scenario};
use ecs_usecases::{
    ErrorKind, Simulator,
    backend::Scope,
    model::http::{SendRequest, SendRequestResponse},
    simulator::{ImageBehaviour, ListenerScript, LoadBalancerScript, RuleScript, Scenario},
    span::Span,
};
use serde_json::{Value, json};
use std::sync::Arc;

struct Web(Arc<Simulator>, String);

impl Web {
    /// The shop with a second listener, and its load balancer's name.
    async fn open(mut shop: Scenario) -> Self {
        let quiet = |port| ListenerScript { port, forward: [("green".into(), 1)].into(), ..ListenerScript::default() };
        shop.load_balancers[0].listeners.push(quiet(8080));
        shop.load_balancers[0].listeners[0].rules =
            vec![RuleScript { priority: 7, path: "/green/*".into(), forward: [("green".into(), 1)].into(), ..RuleScript::default() }];
        Self::of(Simulator::new(shop).unwrap(), "front").await
    }

    async fn of(simulator: Arc<Simulator>, balancer: &str) -> Self {
        let found = simulator.call_json("elasticloadbalancing:DescribeLoadBalancers", json!({"Names": [balancer]})).await.unwrap();
        let name = found["LoadBalancers"][0]["DNSName"].as_str().unwrap().to_owned();
        Self(simulator, name)
    }

    async fn send(&self, request: SendRequest) -> Result<SendRequestResponse, ErrorKind> {
        self.0.cloud().send(request).await.map_err(|error| error.kind())
    }

    async fn get(&self, rest: &str) -> Result<SendRequestResponse, ErrorKind> {
        self.send(SendRequest { url: format!("http://{}{rest}", self.1), ..SendRequest::default() }).await
    }

    async fn status(&self, rest: &str) -> i32 {
        self.get(rest).await.unwrap().status
    }

    async fn elb(&self, action: &str, request: Value) -> Value {
        self.0.call_json(&format!("elasticloadbalancing:{action}"), request).await.unwrap()
    }
}

#[tokio::test]
async fn requests_are_routed_by_port_and_path_to_healthy_targets() {
    let web = Web::open(scenario(2, json!({}))).await;
    let reply = web.get("/").await.unwrap();
    assert_eq!((reply.status, reply.body.as_str(), reply.latency_ms.to_bits()), (200, "ok", 20f64.to_bits()));
    assert!(reply.headers["x-simulated-image"].contains("shop/web"), "{reply:?}");
    // The other group has no targets.
    for rest in ["/green/x", ":8080/"] {
        assert_eq!(web.status(rest).await, 503, "{rest}");
    }
    assert_eq!(web.status("/green").await, 200);
    let head =
        web.send(SendRequest { url: format!("http://{}/", web.1), method: Some("head".into()), ..SendRequest::default() }).await.unwrap();
    assert_eq!((head.status, head.body.as_str()), (200, ""));
}

#[tokio::test]
async fn what_cannot_be_reached_is_an_error() {
    let web = Web::open(scenario(1, json!({}))).await;
    let send = async |url: &str, method: Option<&str>| {
        web.send(SendRequest { url: url.into(), method: method.map(str::to_owned), ..SendRequest::default() }).await.unwrap_err()
    };
    assert_eq!(send("http://nowhere.example.com/", None).await, ErrorKind::Network);
    assert_eq!(web.get(":9999/").await.unwrap_err(), ErrorKind::Network);
    assert_eq!(send(&format!("https://{}:80/", web.1), None).await, ErrorKind::Network);
    for (url, method) in [("front", None), ("ftp://front/", None), ("http://a b/", None), ("http://front/", Some("POST"))] {
        assert_eq!(send(url, method).await, ErrorKind::InvalidRequest, "{url}");
    }
}

#[tokio::test]
async fn the_program_answers_as_it_behaves() {
    let faulty = ImageBehaviour { error_rate: 25.0, latency_ms: 300.0, ..ImageBehaviour::default() };
    let mut shop = scenario(2, json!({}));
    shop.repositories[0].images.push(image("quarter", faulty));
    shop.services[0].image = "shop/web:quarter".into();
    let counts = async || {
        let web = Web::open(shop.clone()).await;
        let mut failed = Vec::new();
        for number in 0..400 {
            let reply = web.get("/").await.unwrap();
            assert_eq!(reply.latency_ms.to_bits(), 300f64.to_bits());
            if reply.status == 500 {
                failed.push(number);
            }
        }
        failed
    };
    let failed = counts().await;
    assert!((70..130).contains(&failed.len()), "{} of 400", failed.len());
    assert_eq!(failed, counts().await, "the same seed, the same answers");
    let web = Web::open(shop.clone()).await;
    let hurried = SendRequest { url: format!("http://{}/", web.1), timeout: Some(Span::from_millis(200)), ..SendRequest::default() };
    assert_eq!(web.send(hurried).await.unwrap_err(), ErrorKind::Timeout);
}

#[tokio::test]
async fn weights_decide_who_answers() {
    let mut shop = scenario(2, json!({}));
    shop.services.push(ecs_usecases::simulator::ServiceScript {
        name: "canary".into(),
        image: "shop/web:1.1".into(),
        target_group: Some("green".into()),
        alternate_target_group: None,
        ..shop.services[0].clone()
    });
    shop.services[0].alternate_target_group = None;
    shop.load_balancers[0].listeners[0].forward = [("blue".into(), 80), ("green".into(), 20)].into();
    let web = Web::open(shop).await;
    let mut canaries = 0;
    for _ in 0..500 {
        canaries += usize::from(web.get("/").await.unwrap().headers["x-simulated-image"].ends_with("1.1"));
    }
    assert!((60..140).contains(&canaries), "{canaries} of 500");
}

#[tokio::test]
async fn rules_look_at_hosts_headers_methods_and_queries() {
    let web = Web::open(scenario(1, json!({}))).await;
    let balancers = web.elb("DescribeLoadBalancers", json!({})).await;
    let listeners = web.elb("DescribeListeners", json!({"LoadBalancerArn": balancers["LoadBalancers"][0]["LoadBalancerArn"]})).await;
    let listener = listeners["Listeners"].as_array().unwrap().iter().find(|one| one["Port"] == 80).unwrap()["ListenerArn"].clone();
    let conditions = [
        json!([{"Field": "host-header", "HostHeaderConfig": {"Values": ["*.Shop.example.com"]}}, {"Field": "path-pattern", "Values": ["/who"]}]),
        json!([{"Field": "http-header", "HttpHeaderConfig": {"HttpHeaderName": "X-Test", "Values": ["yes*"]}}]),
        json!([{"Field": "query-string", "QueryStringConfig": {"Values": [{"Key": "beta", "Value": "on"}]}}]),
        json!([{"Field": "http-request-method", "HttpRequestMethodConfig": {"Values": ["OPTIONS"]}}]),
        json!([{"Field": "path-pattern", "PathPatternConfig": {"RegexValues": ["/v[0-9]+/x"]}}]),
    ];
    for (index, conditions) in conditions.iter().enumerate() {
        let answer = json!({"StatusCode": format!("{}", 210 + index), "MessageBody": "here", "ContentType": "text/plain"});
        let rule = json!({"ListenerArn": listener, "Priority": 20 + index, "Conditions": conditions, "Actions": [{"Type": "fixed-response", "FixedResponseConfig": answer}]});
        web.elb("CreateRule", rule).await;
    }
    let redirect = json!({"Protocol": "HTTPS", "Port": "443", "StatusCode": "HTTP_301"});
    let away = json!([{"Field": "path-pattern", "Values": ["/old/*"]}]);
    let rule =
        json!({"ListenerArn": listener, "Priority": 30, "Conditions": away, "Actions": [{"Type": "redirect", "RedirectConfig": redirect}]});
    web.elb("CreateRule", rule).await;

    let status = async |url: &str, method: &str, header: Option<(&str, &str)>| {
        let headers = header.map(|(name, value)| [(name.to_owned(), value.to_owned())].into());
        let request = SendRequest { url: url.into(), method: Some(method.into()), headers, ..SendRequest::default() };
        web.send(request).await.map(|reply| reply.status)
    };
    let own = format!("http://{}", web.1);
    // A name that a rule asks for leads there, too.
    assert_eq!(status("http://eu.shop.example.com/who", "GET", None).await, Ok(210));
    assert_eq!(status("http://eu.shop.example.com/", "GET", None).await, Ok(200));
    assert_eq!(status(&format!("{own}/who"), "GET", Some(("Host", "eu.shop.example.com"))).await, Ok(210));
    assert_eq!(status(&format!("{own}/who"), "GET", None).await, Ok(200));
    assert_eq!(status(&own, "GET", Some(("x-test", "YES please"))).await, Ok(211));
    assert_eq!(status(&format!("{own}/?a=1&beta=on"), "GET", None).await, Ok(212));
    assert_eq!(status(&own, "OPTIONS", None).await, Ok(213));
    assert_eq!(status(&format!("{own}/v12/x"), "GET", None).await, Ok(214));
    let moved = web.get("/old/page?a=1").await.unwrap();
    assert_eq!((moved.status, &moved.headers["location"]), (301, &format!("https://{}:443/old/page?a=1", web.1)));
}

#[tokio::test]
async fn a_network_load_balancer_answers_nothing_by_itself() {
    let mut shop = scenario(1, json!({}));
    let group = |name: &str| ecs_usecases::simulator::TargetGroupScript {
        name: name.into(),
        protocol: "TCP".into(),
        ..ecs_usecases::simulator::TargetGroupScript::default()
    };
    let listener = |port, group: &str| ListenerScript {
        port,
        protocol: "TCP".into(),
        forward: [(group.to_owned(), 1)].into(),
        ..ListenerScript::default()
    };
    shop.target_groups = vec![group("blue"), group("green")];
    shop.services[0].alternate_target_group = None;
    shop.load_balancers = vec![LoadBalancerScript {
        name: "edge".into(),
        kind: "network".into(),
        listeners: vec![listener(80, "blue"), listener(81, "green")],
    }];
    let web = Web::of(Simulator::new(shop).unwrap(), "edge").await;
    assert_eq!(web.status("/any").await, 200);
    assert_eq!(web.get(":81/").await.unwrap_err(), ErrorKind::Network);
}

#[tokio::test]
async fn a_name_leads_to_the_same_place_from_everywhere() {
    let home = Scenario { elsewhere: vec![Scenario { region: "us-east-1".into(), ..scenario(1, json!({})) }], ..Scenario::default() };
    let simulator = Simulator::new(home).unwrap();
    let scope = Scope::new("111122223333", "us-east-1");
    let found = simulator.call_json_in(&scope, "elasticloadbalancing:DescribeLoadBalancers", json!({})).await.unwrap();
    let url = format!("http://{}/", found["LoadBalancers"][0]["DNSName"].as_str().unwrap());
    let reply = simulator.call_json("http:SendRequest", json!({"url": url, "timeout": "5s"})).await.unwrap();
    assert_eq!((&reply["status"], &reply["body"], &reply["latencyMs"]), (&json!(200), &json!("ok"), &json!(20.0)));
    let nowhere = simulator.call_json("http:SendRequest", json!({"url": "http://nowhere.example.com/"})).await.unwrap_err();
    assert_eq!(nowhere.details().resource.as_deref(), Some("http://nowhere.example.com/"));
}
