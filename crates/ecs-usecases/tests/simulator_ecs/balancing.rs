//! What clients ask Elastic Load Balancing for besides.

use super::support::*;
use ecs_usecases::simulator::{RuleScript, Scenario};
use serde_json::{Value, json};

fn scene() -> Scenario {
    let mut scene = scenario(1, json!({}));
    let rule =
        |priority| RuleScript { priority, path: format!("/{priority}"), forward: [("green".into(), 1)].into(), ..RuleScript::default() };
    scene.load_balancers[0].listeners[0].rules = vec![rule(1), rule(2)];
    scene
}

async fn elb(shop: &Shop, name: &str, request: Value) -> Value {
    shop.call(&format!("elasticloadbalancing:{name}"), request).await.unwrap_or_else(|error| panic!("{name}: {error}"))
}

async fn refused(shop: &Shop, name: &str, request: Value) -> String {
    shop.call(&format!("elasticloadbalancing:{name}"), request).await.unwrap_err().code().unwrap().to_owned()
}

async fn balancer(shop: &Shop) -> (Value, Value) {
    let balancer = elb(shop, "DescribeLoadBalancers", json!({})).await["LoadBalancers"][0]["LoadBalancerArn"].clone();
    let listeners = elb(shop, "DescribeListeners", json!({"LoadBalancerArn": balancer})).await;
    (balancer, listeners["Listeners"][0]["ListenerArn"].clone())
}

#[tokio::test]
async fn tags_are_kept_and_go_with_their_resource() {
    let shop = Shop::open(scene());
    let group = json!({"Name": "new", "Protocol": "HTTP", "Port": 80, "VpcId": "vpc-1", "Tags": [{"Key": "team", "Value": "web"}]});
    let group = elb(&shop, "CreateTargetGroup", group).await["TargetGroups"][0]["TargetGroupArn"].clone();
    let (balancer, listener) = balancer(&shop).await;
    let added = json!([{"Key": "team", "Value": "shop"}, {"Key": "stage", "Value": "test"}]);
    elb(&shop, "AddTags", json!({"ResourceArns": [group, listener], "Tags": added})).await;
    elb(&shop, "RemoveTags", json!({"ResourceArns": [group], "TagKeys": ["stage"]})).await;
    let shown = elb(&shop, "DescribeTags", json!({"ResourceArns": [group, listener, balancer]})).await["TagDescriptions"].clone();
    assert_eq!(shown[0]["Tags"], json!([{"Key": "team", "Value": "shop"}]));
    assert_eq!(shown[1]["Tags"], added);
    assert_eq!(shown[2], json!({"ResourceArn": balancer, "Tags": []}));
    let twice = json!({"ResourceArns": [group], "Tags": [{"Key": "a"}, {"Key": "a"}]});
    assert_eq!(refused(&shop, "AddTags", twice).await, "DuplicateTagKeys");
    elb(&shop, "DeleteTargetGroup", json!({"TargetGroupArn": group})).await;
    assert_eq!(refused(&shop, "DescribeTags", json!({"ResourceArns": [group]})).await, "TargetGroupNotFound");
}

#[tokio::test]
async fn a_protected_load_balancer_is_not_deleted() {
    let shop = Shop::open(scene());
    let (balancer, listener) = balancer(&shop).await;
    let named = json!({"LoadBalancerArn": balancer});
    let modify = |key: &str, value: &str| json!({"LoadBalancerArn": balancer, "Attributes": [{"Key": key, "Value": value}]});
    elb(&shop, "ModifyLoadBalancerAttributes", modify("deletion_protection.enabled", "true")).await;
    let all = elb(&shop, "DescribeLoadBalancerAttributes", named.clone()).await["Attributes"].clone();
    assert!(all.as_array().unwrap().contains(&json!({"Key": "deletion_protection.enabled", "Value": "true"})), "{all}");
    assert!(all.as_array().unwrap().contains(&json!({"Key": "idle_timeout.timeout_seconds", "Value": "60"})), "{all}");
    assert_eq!(refused(&shop, "ModifyLoadBalancerAttributes", modify("idle_timeout.timeout_seconds", "0")).await, "ValidationError");
    assert_eq!(
        refused(&shop, "ModifyLoadBalancerAttributes", modify("access_logs.s3.enabled", "true")).await,
        "InvalidConfigurationRequest"
    );
    assert_eq!(refused(&shop, "DeleteLoadBalancer", named.clone()).await, "OperationNotPermitted");
    elb(&shop, "ModifyLoadBalancerAttributes", modify("deletion_protection.enabled", "false")).await;
    elb(&shop, "DeleteLoadBalancer", named.clone()).await;
    elb(&shop, "DeleteLoadBalancer", named).await;
    assert_eq!(refused(&shop, "DescribeListeners", json!({"ListenerArns": [listener]})).await, "ListenerNotFound");
    let group = shop.group("blue").await;
    let health = elb(&shop, "DescribeTargetHealth", json!({"TargetGroupArn": group})).await;
    assert_eq!(health["TargetHealthDescriptions"][0]["TargetHealth"]["State"], "unused", "its targets stay registered");
}

#[tokio::test]
async fn a_listener_goes_with_its_rules() {
    let shop = Shop::open(scene());
    let (balancer, listener) = balancer(&shop).await;
    let rules = elb(&shop, "DescribeRules", json!({"ListenerArn": listener})).await["Rules"].clone();
    elb(&shop, "DeleteListener", json!({"ListenerArn": listener})).await;
    assert_eq!(refused(&shop, "DeleteListener", json!({"ListenerArn": listener})).await, "ListenerNotFound");
    assert_eq!(refused(&shop, "DescribeRules", json!({"RuleArns": [rules[0]["RuleArn"]]})).await, "RuleNotFound");
    let green = shop.group("green").await;
    elb(&shop, "DeleteTargetGroup", json!({"TargetGroupArn": green})).await;
    let actions = json!([{"Type": "forward", "TargetGroupArn": shop.group("blue").await}]);
    let again = json!({"LoadBalancerArn": balancer, "Protocol": "HTTP", "Port": 80, "DefaultActions": actions});
    elb(&shop, "CreateListener", again).await;
}

#[tokio::test]
async fn rules_change_places() {
    let shop = Shop::open(scene());
    let (_, listener) = balancer(&shop).await;
    let rules = elb(&shop, "DescribeRules", json!({"ListenerArn": listener})).await["Rules"].clone();
    let (one, two) = (rules[0]["RuleArn"].clone(), rules[1]["RuleArn"].clone());
    let set = |pairs: &[(&Value, i32)]| {
        let pairs: Vec<_> = pairs.iter().map(|(rule, priority)| json!({"RuleArn": rule, "Priority": priority})).collect();
        json!({"RulePriorities": pairs})
    };
    assert_eq!(refused(&shop, "SetRulePriorities", set(&[(&one, 2)])).await, "PriorityInUse");
    assert_eq!(refused(&shop, "SetRulePriorities", set(&[(&one, 7), (&two, 7)])).await, "PriorityInUse");
    assert_eq!(refused(&shop, "SetRulePriorities", set(&[(&rules[2]["RuleArn"], 3)])).await, "OperationNotPermitted");
    elb(&shop, "SetRulePriorities", set(&[(&one, 2), (&two, 1)])).await;
    let shown = elb(&shop, "DescribeRules", json!({"ListenerArn": listener})).await["Rules"].clone();
    assert_eq!((&shown[0]["RuleArn"], &shown[0]["Priority"], &shown[1]["RuleArn"]), (&two, &json!("1"), &one));
    elb(&shop, "SetRulePriorities", set(&[(&one, 9)])).await;
    let mut new = json!({"ListenerArn": listener, "Priority": 2, "Conditions": rules[0]["Conditions"], "Actions": rules[0]["Actions"]});
    let made = elb(&shop, "CreateRule", new.clone()).await["Rules"][0]["RuleArn"].clone();
    assert!(made != one && made != two, "the place of a rule that moved gets a rule of its own");
    new["Priority"] = json!(1);
    assert_eq!(refused(&shop, "CreateRule", new).await, "PriorityInUse");
}

#[tokio::test]
async fn the_checks_of_a_group_are_changed() {
    let shop = Shop::open(scene());
    let group = shop.group("blue").await;
    let modify =
        json!({"TargetGroupArn": group, "HealthCheckPath": "/ready", "HealthCheckIntervalSeconds": 60, "UnhealthyThresholdCount": 5});
    let changed = elb(&shop, "ModifyTargetGroup", modify).await["TargetGroups"][0].clone();
    assert_eq!((&changed["HealthCheckPath"], &changed["HealthCheckIntervalSeconds"]), (&json!("/ready"), &json!(60)));
    assert_eq!(changed["HealthyThresholdCount"], 5, "what is not named stays");
    let wrong = json!({"TargetGroupArn": group, "HealthCheckTimeoutSeconds": 60});
    assert_eq!(refused(&shop, "ModifyTargetGroup", wrong).await, "ValidationError");
    // Five checks a minute apart: a sick target is found five minutes after it registered, not after twenty seconds.
    shop.deploy("sick").await;
    shop.pass(240);
    assert!(shop.tasks("STOPPED").await.is_empty(), "{}", shop.0.trace());
    shop.pass(180);
    assert!(!shop.tasks("STOPPED").await.is_empty(), "{}", shop.0.trace());
}
