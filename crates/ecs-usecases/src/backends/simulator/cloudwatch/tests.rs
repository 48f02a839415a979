#![allow(clippy::unwrap_used)]

use super::*;
use crate::{
    backends::simulator::{
        AlarmScript, ListenerScript, LoadBalancerScript, Scenario, TargetGroupScript, catch_up,
        elbv2::{self, App, arns},
    },
    clock::Timestamp,
    model::cloudwatch::*,
};
use std::time::Duration;

fn world_of(alarms: Vec<AlarmScript>) -> World {
    let scenario = Scenario {
        target_groups: vec![TargetGroupScript { name: "web".into(), ..TargetGroupScript::default() }],
        load_balancers: vec![LoadBalancerScript {
            name: "front".into(),
            listeners: vec![ListenerScript {
                forward: [("web".to_owned(), 1)].into(),
                requests_per_second: 10.0,
                ..ListenerScript::default()
            }],
            ..LoadBalancerScript::default()
        }],
        alarms,
        ..Scenario::default()
    };
    let start = Timestamp::parse("2026-01-01T00:00:00Z").unwrap();
    let mut world = World::new(crate::backend::Scope::new(&scenario.account, &scenario.region), scenario, start);
    crate::backends::simulator::elbv2::build(&mut world).unwrap();
    build(&mut world).unwrap();
    world
}

fn advance(world: &mut World, seconds: u64) {
    let until = world.now + Duration::from_secs(seconds);
    catch_up(world, until);
}

fn add(world: &mut World, id: &str, error_rate: f64, latency_ms: f64) {
    let arn = arns::target_group_arn(&world.scope, "web");
    let app = App { up_at: Some(world.now), fails_health_check: false, error_rate, latency_ms, program: None };
    elbv2::register_target(world, &arn, id, 80, "eu-west-1a", app).unwrap();
}

fn dimensions(world: &World) -> Vec<Dimension> {
    let group = arns::target_group_arn(&world.scope, "web");
    let balancer = arns::load_balancer_arn(&world.scope, "application", "front");
    let dimension = |name: &str, value: &str| Dimension { name: Some(name.into()), value: Some(value.into()), ..Dimension::default() };
    vec![
        dimension("LoadBalancer", arns::load_balancer_dimension(&balancer)),
        dimension("TargetGroup", arns::target_group_dimension(&group)),
    ]
}

fn query(world: &mut World, namespace: &str, name: &str, stat: &str, period: i32, dimensions: Vec<Dimension>) -> Result<MetricDataResult> {
    let metric =
        Metric { namespace: Some(namespace.into()), metric_name: Some(name.into()), dimensions: Some(dimensions), ..Metric::default() };
    let stat = MetricStat { metric: Some(metric), period: Some(period), stat: Some(stat.into()), ..MetricStat::default() };
    let request = GetMetricData {
        metric_data_queries: vec![MetricDataQuery { id: Some("m1".into()), metric_stat: Some(stat), ..MetricDataQuery::default() }],
        start_time: Timestamp::parse("2026-01-01T00:00:00Z").unwrap(),
        end_time: world.now + Duration::from_mins(1),
        scan_by: Some(ScanBy::TimestampAscending),
        ..GetMetricData::default()
    };
    Ok(query::get(world, &request)?.metric_data_results.remove(0))
}

fn load(world: &mut World, name: &str, stat: &str) -> Vec<f64> {
    let dimensions = dimensions(world);
    query(world, "AWS/ApplicationELB", name, stat, 60, dimensions).unwrap().values
}

#[test]
fn metrics_of_load_balancing_are_there_by_complete_minutes() {
    let mut world = world_of(Vec::new());
    add(&mut world, "10.0.0.1", 0.0, 20.0);
    add(&mut world, "10.0.0.2", 50.0, 100.0);
    advance(&mut world, 150);
    assert_eq!(load(&mut world, "RequestCount", "Sum"), [300.0, 600.0]);
    assert_eq!(load(&mut world, "HTTPCode_Target_2XX_Count", "Sum"), [225.0, 450.0]);
    assert_eq!(load(&mut world, "HTTPCode_Target_5XX_Count", "Sum"), [75.0, 150.0]);
    assert_eq!(load(&mut world, "HTTPCode_Target_5XX_Count", "Average"), [1.0, 1.0]);
    let average = load(&mut world, "TargetResponseTime", "Average");
    assert!((average[0] - 0.06).abs() < 1e-9, "{average:?}");
    assert_eq!(load(&mut world, "TargetResponseTime", "p50"), [0.02, 0.02]);
    assert_eq!(load(&mut world, "TargetResponseTime", "p99"), [0.1, 0.1]);
    assert_eq!(load(&mut world, "HealthyHostCount", "Maximum"), [2.0, 2.0]);
    assert_eq!(load(&mut world, "HealthyHostCount", "Minimum"), [0.0, 2.0]);
    let balancer = vec![dimensions(&world).remove(0)];
    let refused = query(&mut world, "AWS/ApplicationELB", "HTTPCode_ELB_5XX_Count", "Sum", 60, balancer.clone()).unwrap();
    assert_eq!((refused.values, refused.status_code), (vec![300.0], Some(StatusCode::Complete)));
    let hours = query(&mut world, "AWS/ApplicationELB", "RequestCount", "Sum", 300, balancer).unwrap();
    assert_eq!(hours.values, [900.0]);
    let none = query(&mut world, "AWS/ApplicationELB", "Nothing", "Sum", 60, Vec::new()).unwrap();
    assert_eq!((none.values.len(), none.status_code), (0, Some(StatusCode::Complete)));
}

#[test]
fn what_programs_put_is_read_back() {
    let mut world = world_of(Vec::new());
    let datum = |value: Option<f64>, values: Option<Vec<f64>>| MetricDatum {
        metric_name: Some("orders".into()),
        value,
        values,
        ..MetricDatum::default()
    };
    let request = PutMetricData {
        namespace: "Shop".into(),
        metric_data: Some(vec![datum(Some(3.0), None), datum(None, Some(vec![4.0, 5.0]))]),
        ..PutMetricData::default()
    };
    metrics::put(&mut world, &request).unwrap();
    assert!(query(&mut world, "Shop", "orders", "Sum", 60, Vec::new()).unwrap().values.is_empty());
    advance(&mut world, 60);
    assert_eq!(query(&mut world, "Shop", "orders", "Sum", 60, Vec::new()).unwrap().values, [12.0]);
    assert_eq!(query(&mut world, "Shop", "orders", "Average", 60, Vec::new()).unwrap().values, [4.0]);
    let refused = metrics::put(&mut world, &PutMetricData { namespace: "AWS/ECS".into(), ..PutMetricData::default() });
    assert_eq!(refused.unwrap_err().code(), Some("InvalidParameterValue"));
}

#[test]
fn queries_are_validated_and_paged() {
    let mut world = world_of(Vec::new());
    add(&mut world, "10.0.0.1", 0.0, 20.0);
    advance(&mut world, 600);
    assert_eq!(query(&mut world, "A", "b", "Sum", 61, Vec::new()).unwrap_err().code(), Some("ValidationError"));
    assert_eq!(query(&mut world, "A", "b", "Median", 60, Vec::new()).unwrap_err().code(), Some("ValidationError"));
    let metric = Metric {
        namespace: Some("AWS/ApplicationELB".into()),
        metric_name: Some("RequestCount".into()),
        dimensions: Some(dimensions(&world)),
        ..Metric::default()
    };
    let stat = MetricStat { metric: Some(metric), period: Some(60), stat: Some("Sum".into()), ..MetricStat::default() };
    let mut request = GetMetricData {
        metric_data_queries: vec![MetricDataQuery { id: Some("m1".into()), metric_stat: Some(stat), ..MetricDataQuery::default() }],
        end_time: world.now,
        max_datapoints: Some(4),
        ..GetMetricData::default()
    };
    let mut pages = Vec::new();
    loop {
        let mut reply = query::get(&mut world, &request).unwrap();
        pages.push(reply.metric_data_results.remove(0).values.len());
        request.next_token = reply.next_token;
        if request.next_token.is_none() {
            break;
        }
    }
    assert_eq!(pages, [4, 4, 2]);
    request.metric_data_queries[0].expression = Some("m1 / 2".into());
    assert_eq!(query::get(&mut world, &request).unwrap_err().code(), Some("ValidationError"));
}

fn errors_alarm() -> AlarmScript {
    AlarmScript { name: "errors".into(), target_group: Some("web".into()), threshold: 10.0, ..AlarmScript::default() }
}

#[test]
fn an_alarm_fires_and_clears() {
    let mut world = world_of(vec![errors_alarm(), AlarmScript { name: "red".into(), firing: true, ..AlarmScript::default() }]);
    let arn = arns::target_group_arn(&world.scope, "web");
    add(&mut world, "10.0.0.1", 0.0, 20.0);
    advance(&mut world, 120);
    assert_eq!(alarm_state(&world, "errors"), Some(StateValue::Ok));
    add(&mut world, "10.0.0.2", 10.0, 20.0);
    // Healthy at 150 s, so the minute until 180 s has 150 requests to it, 15 of them failed; evaluated at 185 s.
    advance(&mut world, 64);
    assert_eq!(alarm_state(&world, "errors"), Some(StateValue::Ok));
    advance(&mut world, 1);
    assert_eq!(alarm_state(&world, "errors"), Some(StateValue::Alarm));
    let request = DescribeAlarms { state_value: Some(StateValue::Alarm), ..DescribeAlarms::default() };
    let firing = alarms::describe(&world, &request).unwrap().metric_alarms;
    assert_eq!(firing.iter().filter_map(|alarm| alarm.alarm_name.as_deref()).collect::<Vec<_>>(), ["errors", "red"]);
    let reason = firing[0].state_reason.clone().unwrap();
    assert_eq!(reason, "Threshold Crossed: 1 datapoint [15.0 (01/01/26 00:02:00)] was greater than the threshold (10.0).");
    elbv2::remove_target(&mut world, &arn, "10.0.0.2");
    advance(&mut world, 120);
    assert_eq!(alarm_state(&world, "errors"), Some(StateValue::Ok));
    assert_eq!(alarm_state(&world, "red"), Some(StateValue::Alarm));
    assert_eq!(alarm_state(&world, "nothing"), None);
    assert!(world.trace.iter().any(|line| line.contains("alarm errors went from OK to ALARM")));
}

#[test]
fn missing_data_is_treated_as_asked() {
    let verdict = |treat: &str, points: &str, needed: i32| {
        let shape = MetricAlarm {
            evaluation_periods: Some(points.len() as i32),
            datapoints_to_alarm: Some(needed),
            threshold: Some(0.5),
            comparison_operator: Some(ComparisonOperator::GreaterThanThreshold),
            treat_missing_data: Some(treat.into()),
            ..MetricAlarm::default()
        };
        evaluate::tests_verdict(&shape, points)
    };
    // The oldest first: X breaches, 0 does not, - is missing. From AWS's table, and around it.
    for (treat, points, needed, expected) in [
        ("missing", "0X0", 3, "OK"),
        ("missing", "XXX", 3, "ALARM"),
        ("missing", "---", 3, "INSUFFICIENT_DATA"),
        ("missing", "X--", 3, "ALARM"),
        ("missing", "--X", 3, "keep"),
        ("missing", "-XX", 2, "ALARM"),
        ("missing", "0--", 3, "OK"),
        ("ignore", "---", 3, "keep"),
        ("ignore", "X--", 3, "keep"),
        ("ignore", "0--", 3, "OK"),
        ("breaching", "---", 3, "ALARM"),
        ("breaching", "0--", 3, "OK"),
        ("breaching", "0--", 2, "ALARM"),
        ("notBreaching", "---", 1, "OK"),
        ("notBreaching", "X--", 1, "ALARM"),
        ("notBreaching", "X--", 2, "OK"),
    ] {
        assert_eq!(verdict(treat, points, needed), expected, "{treat} {points} {needed}");
    }
}

#[test]
fn alarms_are_put_listed_and_deleted() {
    let mut world = world_of(Vec::new());
    let alarm = |name: &str| PutMetricAlarm {
        alarm_name: name.into(),
        namespace: Some("Shop".into()),
        metric_name: Some("orders".into()),
        statistic: Some(Statistic::Sum),
        period: Some(60),
        evaluation_periods: Some(2),
        threshold: Some(1.0),
        comparison_operator: Some(ComparisonOperator::LessThanThreshold),
        ..PutMetricAlarm::default()
    };
    for name in ["a1", "a2", "a3", "b1"] {
        alarms::put(&mut world, &alarm(name)).unwrap();
    }
    let wrong = PutMetricAlarm { datapoints_to_alarm: Some(3), ..alarm("c") };
    assert_eq!(alarms::put(&mut world, &wrong).unwrap_err().code(), Some("ValidationError"));
    let mut request = DescribeAlarms { alarm_name_prefix: Some("a".into()), max_records: Some(2), ..DescribeAlarms::default() };
    let first = alarms::describe(&world, &request).unwrap();
    request.next_token = first.next_token;
    let second = alarms::describe(&world, &request).unwrap();
    assert_eq!((first.metric_alarms.len(), second.metric_alarms.len(), second.next_token), (2, 1, None));
    advance(&mut world, 65);
    assert_eq!(alarm_state(&world, "a1"), Some(StateValue::InsufficientData));
    let delete =
        |names: &[&str]| DeleteAlarms { alarm_names: names.iter().map(|name| (*name).to_owned()).collect(), ..DeleteAlarms::default() };
    assert_eq!(alarms::delete(&mut world, &delete(&["a1", "x"])).unwrap_err().code(), Some("ResourceNotFound"));
    alarms::delete(&mut world, &delete(&["a1", "b1"])).unwrap();
    advance(&mut world, 3600);
    let names = DescribeAlarms { alarm_names: Some(vec!["a2".into(), "a1".into()]), ..DescribeAlarms::default() };
    assert_eq!(alarms::describe(&world, &names).unwrap().metric_alarms.len(), 1);
}

#[test]
fn every_operation_answers_or_fails_as_aws_does() {
    use crate::operations::cloudwatch::{Request, TABLE};
    let mut world = world_of(vec![errors_alarm()]);
    for operation in TABLE {
        let request = Request::from_json(operation.name, serde_json::json!({})).unwrap();
        match answer(&mut world, &request) {
            Ok(reply) => assert!(request.reply_from_json(&reply.to_json()).unwrap() == reply, "{}", operation.name),
            Err(error) => assert!(error.code().is_some(), "{}: {error}", operation.name),
        }
    }
}

#[test]
fn metrics_are_forgotten_a_day_after_their_last_value() {
    let mut world = world_of(Vec::new());
    let put = |world: &mut World, name: &str, timestamp: Option<Timestamp>, value: f64| {
        let datum = MetricDatum { metric_name: Some(name.into()), value: Some(value), timestamp, ..MetricDatum::default() };
        metrics::put(world, &PutMetricData { namespace: "Shop".into(), metric_data: Some(vec![datum]), ..PutMetricData::default() })
    };
    put(&mut world, "once", None, 1.0).unwrap();
    for _ in 0..3 * 24 * 60 {
        put(&mut world, "always", None, 1.0).unwrap();
        advance(&mut world, 60);
    }
    let custom = &world.cloudwatch.custom;
    assert_eq!(custom.keys().map(|key| key.name.as_str()).collect::<Vec<_>>(), ["always"]);
    assert_eq!(custom.values().map(std::collections::BTreeMap::len).collect::<Vec<_>>(), [24 * 60 + 1]);
    // Neither can a time far ahead make one that stays.
    for (hours, fine) in [(-15 * 24, false), (-13 * 24, true), (1, true), (3, false)] {
        let moment = Timestamp(world.now.0 + hours * 3_600_000);
        assert_eq!(put(&mut world, "late", Some(moment), 1.0).is_ok(), fine, "{hours}");
    }
    for value in [f64::NAN, f64::INFINITY, -3e108] {
        assert!(put(&mut world, "odd", None, value).is_err(), "{value}");
    }
}
