//! Elastic Load Balancing.

use super::{Bench, json};
use ecs_usecases::{
    error::ErrorKind,
    model::elbv2::{
        AddTags, CreateListener, CreateLoadBalancer, CreateRule, CreateTargetGroup, DeleteListener, DeleteLoadBalancer, DeleteRule,
        DeleteTargetGroup, DeregisterTargets, DescribeListeners, DescribeLoadBalancerAttributes, DescribeLoadBalancers, DescribeRules,
        DescribeTags, DescribeTargetGroupAttributes, DescribeTargetGroups, DescribeTargetHealth, ModifyListener,
        ModifyLoadBalancerAttributes, ModifyRule, ModifyTargetGroup, ModifyTargetGroupAttributes, RegisterTargets, RemoveTags,
        SetRulePriorities,
    },
    operations::elbv2::TABLE,
};
use serde_json::{Value, json};

#[tokio::test]
async fn operations() {
    let Some(bench) = Bench::start().await else { return };
    let balancer = load_balancer(&bench).await;
    let (blue, green) = (target_group(&bench, "blue").await, target_group(&bench, "green").await);
    attributes(&bench, &blue).await;
    let listener = listener(&bench, &balancer, &blue).await;
    rules(&bench, &listener, &blue, &green).await;
    targets(&bench, &blue).await;
    tags_and_settings(&bench, &balancer, &blue).await;
    bench.send::<DeleteListener>(json!({ "ListenerArn": listener })).await;
    bench.send::<DeleteLoadBalancer>(json!({ "LoadBalancerArn": balancer })).await;
    assert!(bench.send::<DescribeLoadBalancers>(json!({})).await.load_balancers.is_empty());
    bench.send::<DeleteTargetGroup>(json!({ "TargetGroupArn": green })).await;
    let error = bench.fail::<DescribeTargetGroups>(json!({ "TargetGroupArns": [green] })).await;
    assert_eq!((error.kind(), error.code()), (ErrorKind::NotFound, Some("TargetGroupNotFound")));
    bench.assert_covered(TABLE);
}

async fn load_balancer(bench: &Bench) -> String {
    let subnets = bench.moto.subnets();
    let request = json!({ "Name": "shop", "Subnets": subnets[..2], "Scheme": "internal", "Tags": [{ "Key": "team", "Value": "web" }] });
    bench.send::<CreateLoadBalancer>(request).await;
    let balancer = bench.send::<DescribeLoadBalancers>(json!({ "Names": ["shop"] })).await.load_balancers.remove(0);
    let described = json(&balancer);
    assert_eq!((&described["Scheme"], &described["Type"]), (&json!("internal"), &json!("application")));
    assert_eq!(balancer.availability_zones.len(), 2);
    assert!(balancer.created_time.is_some() && balancer.dns_name.is_some());
    balancer.load_balancer_arn.unwrap()
}

async fn tags_and_settings(bench: &Bench, balancer: &str, group: &str) {
    let added = json!([{ "Key": "stage", "Value": "test & more" }]);
    bench.send::<AddTags>(json!({ "ResourceArns": [balancer, group], "Tags": added })).await;
    bench.send::<RemoveTags>(json!({ "ResourceArns": [balancer], "TagKeys": ["team"] })).await;
    let shown = bench.send::<DescribeTags>(json!({ "ResourceArns": [balancer, group] })).await.tag_descriptions;
    assert_eq!((json(&shown[0].tags), json(&shown[1].tags)), (added.clone(), added));
    let attributes = json!([{ "Key": "idle_timeout.timeout_seconds", "Value": "90" }]);
    bench.send::<ModifyLoadBalancerAttributes>(json!({ "LoadBalancerArn": balancer, "Attributes": attributes })).await;
    let stored = bench.send::<DescribeLoadBalancerAttributes>(json!({ "LoadBalancerArn": balancer })).await.attributes;
    assert!(json(&stored).as_array().unwrap().contains(&attributes[0]), "{stored:?}");
    bench.send::<ModifyTargetGroup>(json!({ "TargetGroupArn": group, "HealthCheckPath": "/ready" })).await;
    let stored = bench.send::<DescribeTargetGroups>(json!({ "TargetGroupArns": [group] })).await.target_groups.remove(0);
    assert_eq!(stored.health_check_path.as_deref(), Some("/ready"));
}

async fn target_group(bench: &Bench, name: &str) -> String {
    let request = json!({
        "Name": name,
        "Protocol": "HTTP",
        "Port": 8080,
        "VpcId": bench.moto.vpc(),
        "TargetType": "ip",
        "HealthCheckProtocol": "HTTP",
        "HealthCheckPort": "8081",
        "HealthCheckPath": "/health?deep=1&x=ü",
        "HealthCheckIntervalSeconds": 10,
        "HealthCheckTimeoutSeconds": 4,
        "HealthyThresholdCount": 2,
        "UnhealthyThresholdCount": 3,
        "Matcher": { "HttpCode": "200-299" },
    });
    bench.send::<CreateTargetGroup>(request.clone()).await;
    let group = bench.send::<DescribeTargetGroups>(json!({ "Names": [name] })).await.target_groups.remove(0);
    let described = json(&group);
    for (member, value) in request.as_object().unwrap().iter().filter(|(member, _)| *member != "Name") {
        assert_eq!(&described[member], value, "{member}");
    }
    group.target_group_arn.unwrap()
}

async fn attributes(bench: &Bench, group: &str) {
    let attributes =
        json!([{ "Key": "deregistration_delay.timeout_seconds", "Value": "17" }, { "Key": "stickiness.enabled", "Value": "true" }]);
    bench.send::<ModifyTargetGroupAttributes>(json!({ "TargetGroupArn": group, "Attributes": attributes })).await;
    let stored = json(&bench.send::<DescribeTargetGroupAttributes>(json!({ "TargetGroupArn": group })).await.attributes);
    for attribute in attributes.as_array().unwrap() {
        assert!(stored.as_array().unwrap().contains(attribute), "{attribute} in {stored}");
    }
}

async fn listener(bench: &Bench, balancer: &str, group: &str) -> String {
    let request = json!({
        "LoadBalancerArn": balancer,
        "Protocol": "HTTP",
        "Port": 80,
        "DefaultActions": [{ "Type": "forward", "TargetGroupArn": group }],
    });
    let listener = bench.send::<CreateListener>(request).await.listeners.remove(0).listener_arn.unwrap();
    let fixed = json!([{
        "Type": "fixed-response",
        "Order": 1,
        "FixedResponseConfig": { "StatusCode": "503", "ContentType": "text/plain", "MessageBody": "a <b> & c" },
    }]);
    bench.send::<ModifyListener>(json!({ "ListenerArn": listener, "Port": 81, "DefaultActions": fixed })).await;
    let described = bench.send::<DescribeListeners>(json!({ "LoadBalancerArn": balancer })).await.listeners.remove(0);
    assert_eq!(described.port, Some(81));
    assert_eq!(json(&described.default_actions), fixed);
    listener
}

async fn rules(bench: &Bench, listener: &str, blue: &str, green: &str) {
    let conditions = json!([
        { "Field": "host-header", "HostHeaderConfig": { "Values": ["shop.example"] } },
        { "Field": "path-pattern", "PathPatternConfig": { "Values": ["/a/*", "/b?"] } },
        { "Field": "http-header", "HttpHeaderConfig": { "HttpHeaderName": "X-Stage", "Values": ["test"] } },
        { "Field": "http-request-method", "HttpRequestMethodConfig": { "Values": ["GET"] } },
        { "Field": "query-string", "QueryStringConfig": { "Values": [{ "Key": "v", "Value": "2" }] } },
        { "Field": "source-ip", "SourceIpConfig": { "Values": ["10.0.0.0/8"] } },
    ]);
    let mut kinds: Vec<_> = conditions.as_array().unwrap().clone();
    // A rule takes five values at most, so the kinds are spread over two rules.
    let rest = kinds.split_off(3);
    let mut first = String::new();
    for (kinds, priority) in [(kinds, 10), (rest, 20)] {
        let request = json!({
            "ListenerArn": listener,
            "Priority": priority,
            "Conditions": kinds,
            "Actions": forward(blue, 100, green, 0),
            "Tags": [{ "Key": "stage", "Value": "test" }],
        });
        let rule = bench.send::<CreateRule>(request).await.rules.remove(0).rule_arn.unwrap();
        let stored = bench.send::<DescribeRules>(json!({ "RuleArns": [rule] })).await.rules.remove(0);
        assert_eq!(stored.priority, Some(priority.to_string()));
        assert_eq!(json(&stored.conditions), json!(kinds));
        first = rule;
    }
    let shifted = forward(blue, 90, green, 10);
    bench.send::<ModifyRule>(json!({ "RuleArn": first, "Actions": shifted })).await;
    let stored = json(&bench.send::<DescribeRules>(json!({ "RuleArns": [first] })).await.rules[0].actions);
    assert_eq!(stored[0]["ForwardConfig"], shifted[0]["ForwardConfig"]);
    let moved = json!({ "RulePriorities": [{ "RuleArn": first, "Priority": 4321 }] });
    let moved = bench.send::<SetRulePriorities>(moved).await.rules;
    assert_eq!((moved[0].rule_arn.as_deref(), moved[0].priority.as_deref()), (Some(first.as_str()), Some("4321")));
    bench.send::<DeleteRule>(json!({ "RuleArn": first })).await;
    let left = bench.send::<DescribeRules>(json!({ "ListenerArn": listener })).await.rules;
    assert!(left.iter().any(|rule| rule.is_default == Some(true)) && left.iter().all(|rule| rule.rule_arn.as_deref() != Some(&first)));
    for rule in left.iter().filter(|rule| rule.is_default != Some(true)) {
        bench.send::<DeleteRule>(json!({ "RuleArn": rule.rule_arn })).await;
    }
}

fn forward(blue: &str, blue_weight: i32, green: &str, green_weight: i32) -> Value {
    json!([{
        "Type": "forward",
        "ForwardConfig": {
            "TargetGroups": [{ "TargetGroupArn": blue, "Weight": blue_weight }, { "TargetGroupArn": green, "Weight": green_weight }],
            "TargetGroupStickinessConfig": { "Enabled": true, "DurationSeconds": 300 },
        },
    }])
}

async fn targets(bench: &Bench, group: &str) {
    let targets = json!([{ "Id": "10.0.0.1", "Port": 8080 }, { "Id": "10.0.0.2", "Port": 8080 }]);
    bench.send::<RegisterTargets>(json!({ "TargetGroupArn": group, "Targets": targets })).await;
    let health = bench.send::<DescribeTargetHealth>(json!({ "TargetGroupArn": group })).await.target_health_descriptions;
    assert_eq!(health.len(), 2);
    assert_eq!(json(&health[0].target)["Id"], "10.0.0.1");
    assert!(health.iter().all(|target| target.target_health.as_ref().is_some_and(|health| health.state.is_some())));
    bench.send::<DeregisterTargets>(json!({ "TargetGroupArn": group, "Targets": [targets[0]] })).await;
    let health = bench.send::<DescribeTargetHealth>(json!({ "TargetGroupArn": group, "Targets": [targets[1]] })).await;
    assert_eq!(json(&health.target_health_descriptions[0].target)["Id"], "10.0.0.2");
}

#[tokio::test]
async fn errors() {
    let Some(bench) = Bench::start().await else { return };
    let error = bench.fail::<DescribeTargetGroups>(json!({ "Names": ["none"] })).await;
    assert_eq!((error.kind(), error.code()), (ErrorKind::NotFound, Some("TargetGroupNotFound")));
    let error = bench.fail::<DescribeLoadBalancers>(json!({ "Names": ["none"] })).await;
    assert_eq!((error.kind(), error.code()), (ErrorKind::NotFound, Some("LoadBalancerNotFound")));
    assert_eq!(error.details().operation.as_deref(), Some("elasticloadbalancing:DescribeLoadBalancers"));
}
