//! What the simulator and the core cost, in one process.

use divan::{Bencher, counter::ItemsCount};
use ecs_usecases::{
    Client, Simulator,
    backend::Cloud,
    model::ecs::{DescribeClusters, DescribeServices, DescribeTaskDefinition, ListTasks, UpdateService},
    simulator::{
        ClusterScript, ImageScript, ListenerScript, LoadBalancerScript, RepositoryScript, Scenario, ServiceScript, TargetGroupScript,
    },
    span::Span,
    use_cases::{CanaryDeployment, Noop, RollingDeployment, deployment::CanaryMethod},
};
use std::sync::Arc;

fn main() {
    divan::main();
}

fn world(throttling: bool) -> Arc<Simulator> {
    let image = |tag: &str| ImageScript { tags: vec![tag.into()], ..ImageScript::default() };
    let group = |name: &str| TargetGroupScript { name: name.into(), ..TargetGroupScript::default() };
    Simulator::new(Scenario {
        throttling,
        clusters: vec![ClusterScript { name: "main".into(), ..ClusterScript::default() }],
        repositories: vec![RepositoryScript {
            name: "shop/web".into(),
            images: vec![image("1.0"), image("1.1")],
            ..RepositoryScript::default()
        }],
        target_groups: vec![group("blue"), group("green")],
        load_balancers: vec![LoadBalancerScript {
            name: "front".into(),
            listeners: vec![ListenerScript {
                forward: [("blue".into(), 1)].into(),
                requests_per_second: 50.0,
                ..ListenerScript::default()
            }],
            ..LoadBalancerScript::default()
        }],
        services: vec![ServiceScript {
            name: "web".into(),
            image: "shop/web:1.0".into(),
            desired_count: 2,
            target_group: Some("blue".into()),
            alternate_target_group: Some("green".into()),
            ..ServiceScript::default()
        }],
        ..Scenario::default()
    })
    .expect("the world is sound")
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().build().expect("a runtime")
}

const CALLS: usize = 1000;

/// Send the same operation a thousand times, one after the other, through one thread.
fn thousand<O, F>(bencher: Bencher<'_, '_>, operation: F)
where
    O: ecs_usecases::operations::Operation,
    F: Fn() -> O + Sync,
{
    let (runtime, cloud): (_, Cloud) = (runtime(), world(false).cloud());
    bencher.counter(ItemsCount::new(CALLS)).bench_local(|| {
        runtime.block_on(async {
            for _ in 0..CALLS {
                divan::black_box(cloud.send(operation()).await).expect("the call is answered");
            }
        });
    });
}

#[divan::bench]
fn describe_clusters(bencher: Bencher<'_, '_>) {
    thousand(bencher, || DescribeClusters { clusters: Some(vec!["main".into()]), ..Default::default() });
}

#[divan::bench]
fn list_tasks(bencher: Bencher<'_, '_>) {
    thousand(bencher, || ListTasks { cluster: Some("main".into()), service_name: Some("web".into()), ..Default::default() });
}

#[divan::bench]
fn update_service_without_change(bencher: Bencher<'_, '_>) {
    thousand(bencher, || UpdateService {
        cluster: Some("main".into()),
        service: "web".into(),
        desired_count: Some(2),
        ..Default::default()
    });
}

#[divan::bench]
fn describe_task_definition(bencher: Bencher<'_, '_>) {
    thousand(bencher, || DescribeTaskDefinition { task_definition: "web".into(), ..Default::default() });
}

#[divan::bench]
fn describe_services(bencher: Bencher<'_, '_>) {
    thousand(bencher, || DescribeServices { cluster: Some("main".into()), services: vec!["web".into()], ..Default::default() });
}

#[divan::bench]
fn noop_use_case(bencher: Bencher<'_, '_>) {
    let (runtime, client): (_, Client) = (runtime(), world(true).client());
    bencher.bench_local(|| runtime.block_on(client.run(Noop {})).expect("it does nothing"));
}

#[divan::bench]
fn whole_rolling_deployment(bencher: Bencher<'_, '_>) {
    let runtime = runtime();
    bencher.with_inputs(|| world(true)).bench_local_values(|simulator| {
        let deployment = RollingDeployment::new("main", "web", "shop/web:1.1".parse().expect("a reference"));
        runtime.block_on(simulator.client().run(deployment)).expect("it rolls out")
    });
}

#[divan::bench]
fn whole_canary(bencher: Bencher<'_, '_>) {
    let runtime = runtime();
    bencher.with_inputs(|| world(true)).bench_local_values(|simulator| {
        let method = CanaryMethod::Native { percent: 10.0, bake: Span::from_mins(10), routing: None };
        let canary = CanaryDeployment { method, ..CanaryDeployment::new("main", "web", "shop/web:1.1".parse().expect("a reference")) };
        runtime.block_on(simulator.client().run(canary)).expect("it passes")
    });
}

#[divan::bench]
fn build_a_world() -> Arc<Simulator> {
    world(true)
}
