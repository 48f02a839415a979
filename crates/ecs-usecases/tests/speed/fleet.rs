//! Many services at once in one account, and one image in many Regions.

use crate::counting::Counting;
use ecs_usecases::{
    Client, Simulator,
    clock::Clock,
    layers::RateBudget,
    operations::{OperationInfo, rates::Category},
    simulator::{ClusterScript, ImageScript, RepositoryScript, Scenario, ServiceScript},
    span::Span,
    steps::target::Target,
    use_cases::{
        MultiRegionDeployment, RollingDeployment,
        deployment::{RegionalService, Wave},
    },
};
use std::{collections::BTreeMap, sync::Arc};

/// What a fleet's deployment came to.
pub struct Fleet {
    /// From the first call to the last verdict.
    pub seconds: f64,
    /// The least that the buckets allow.
    pub bound: f64,
    /// The category that sets it, and its calls.
    pub narrowest: String,
    /// What one such deployment takes alone.
    pub alone: f64,
    pub succeeded: usize,
    pub calls: BTreeMap<String, usize>,
    pub throttled: usize,
    /// Services in a `DescribeServices`, on average: of the first reading of all, and of all.
    pub merged_first: f64,
    pub merged: f64,
}

fn repository() -> RepositoryScript {
    let image = |tag: &str| ImageScript { tags: vec![tag.into()], ..ImageScript::default() };
    RepositoryScript { name: "shop/web".into(), images: vec![image("1.0"), image("1.1")], ..RepositoryScript::default() }
}

fn world(services: usize) -> Scenario {
    let service = |number: usize| ServiceScript { name: format!("s{number}"), image: "shop/web:1.0".into(), ..ServiceScript::default() };
    Scenario {
        clusters: vec![ClusterScript { name: "main".into(), ..ClusterScript::default() }],
        repositories: vec![repository()],
        services: (0..services).map(service).collect(),
        // Room for all of them.
        quotas: [("L-3032A538".to_owned(), 100_000.0)].into(),
        ..Scenario::default()
    }
}

fn client(simulator: &Arc<Simulator>, budget: &RateBudget, counting: &Counting) -> Client {
    Client::within(budget.clone(), simulator.cloud().with(counting.clone())).counted_ids()
}

fn deployment(service: &str) -> RollingDeployment {
    RollingDeployment::new("main", service, "shop/web:1.1".parse().expect("a reference"))
}

/// Deploy to so many services at the same moment, each in a run of its own, with this share of the account's buckets.
pub async fn at_once(services: usize, share: f64) -> Fleet {
    let budget = || RateBudget::of_share(share).expect("a share");
    // What one needs: its calls, and its time.
    let simulator = Simulator::new(world(1)).expect("the world is sound");
    let one = Counting::default();
    client(&simulator, &budget(), &one).run(deployment("s0")).await.expect("it rolls out");
    // Until the deployment's own end: what comes after is not the buckets' doing.
    let history = simulator.call_json("ecs:ListServiceDeployments", serde_json::json!({"cluster": "main", "service": "s0"})).await;
    let finished = history.expect("a list")["serviceDeployments"][0]["finishedAt"].as_f64().expect("its end");
    let alone = finished - simulator.start().0 as f64 / 1000.0;

    let simulator = Simulator::new(world(services)).expect("the world is sound");
    let (counting, budget) = (Counting::default(), budget());
    let client = client(&simulator, &budget, &counting);
    let runs = (0..services).map(|number| {
        let client = client.clone();
        async move { client.run(deployment(&format!("s{number}"))).await.is_ok_and(|outcome| outcome.verdict.succeeded()) }
    });
    // In one: else the first would go on alone until the others are there.
    let mut results = Vec::new();
    let all = async { results = futures::future::join_all(runs).await };
    simulator.virtual_clock().drive(Box::pin(all)).await;
    let succeeded = results.into_iter().filter(|succeeded| *succeeded).count();
    let seconds = simulator.now().since(simulator.start()).as_secs_f64();

    let (narrowest, queue) = narrowest(&one, &budget, services);
    let described: Vec<_> = counting.calls().into_iter().filter(|call| call.info.name == "DescribeServices").collect();
    let average = |calls: &[_]| calls.iter().map(|call: &crate::counting::Counted| call.names).sum::<usize>() as f64 / calls.len() as f64;
    // Those that name every service once; before its first change each is read again.
    let mut named = 0;
    let read = |call: &crate::counting::Counted| {
        named += call.names;
        named - call.names < services
    };
    let first: Vec<_> = described.iter().filter(|call| call.at == simulator.start()).cloned().take_while(read).collect();
    Fleet {
        seconds,
        bound: queue + alone,
        narrowest,
        alone,
        succeeded,
        calls: counting.by_action(),
        throttled: counting.throttled(),
        merged_first: average(&first),
        merged: average(&described),
    }
}

/// The category whose bucket takes the longest to give out what so many services need, where one of them makes these calls: what
/// can be merged is merged to the full.
fn narrowest(one: &Counting, budget: &RateBudget, services: usize) -> (String, f64) {
    let mut needed: BTreeMap<Category, (&'static OperationInfo, f64)> = BTreeMap::new();
    for call in one.calls() {
        let Some(category) = Category::of(call.info) else { continue };
        let shared = match call.info.name {
            "DescribeServices" => 10.0,
            "DescribeServiceDeployments" => 20.0,
            "DescribeTasks" => 100.0,
            _ => 1.0,
        };
        needed.entry(category).or_insert((call.info, 0.0)).1 += services as f64 / shared;
    }
    let times = needed
        .iter()
        .map(|(category, (info, calls))| (format!("{category:?}, {calls:.0} calls"), budget.least_seconds(info, calls.ceil() as usize)));
    times.max_by(|one, other| one.1.total_cmp(&other.1)).unwrap_or_default()
}

/// What a deployment to many Regions came to.
pub struct Regions {
    pub seconds: f64,
    pub alone: f64,
    pub waves: usize,
    pub deployed: usize,
    pub calls: usize,
    pub throttled: usize,
}

const REGIONS: [&str; 20] = [
    "eu-west-1",
    "eu-west-2",
    "eu-west-3",
    "eu-central-1",
    "eu-central-2",
    "eu-north-1",
    "eu-south-1",
    "eu-south-2",
    "us-east-1",
    "us-east-2",
    "us-west-1",
    "us-west-2",
    "ca-central-1",
    "ca-west-1",
    "sa-east-1",
    "ap-south-1",
    "ap-south-2",
    "ap-southeast-1",
    "ap-southeast-2",
    "ap-northeast-1",
];

/// Deploy one image to `services` services in each of `regions` Regions, in waves that grow, each with a bake.
pub async fn in_waves(regions: usize, services: usize, waves: &[usize], bake: Span) -> Regions {
    let region = |number: usize| REGIONS[number].to_owned();
    let place = |number: usize| Scenario { region: region(number), seed: number as u64 + 1, ..world(services) };
    let mut scenario = place(0);
    scenario.elsewhere = (1..regions).map(place).collect();
    let simulator = Simulator::new(scenario).expect("the world is sound");
    let mut targets =
        (0..regions).flat_map(|number| (0..services).map(move |service| (number, service))).map(|(number, service)| RegionalService {
            target: Target { region: Some(region(number)), ..Target::default() },
            cluster: "main".into(),
            service: format!("s{service}"),
            strategy: None,
            bake_alarms: Vec::new(),
        });
    let waves: Vec<_> = waves.iter().map(|count| Wave { regions: targets.by_ref().take(*count).collect(), bake }).collect();
    let request = serde_json::json!({"image": "shop/web:1.1", "waves": waves});
    let deployment: MultiRegionDeployment = serde_json::from_value(request).expect("a request");
    let counting = Counting::default();
    let outcome = client(&simulator, &RateBudget::default(), &counting).run(deployment).await.expect("all Regions take it");
    let alone = {
        let simulator = Simulator::new(world(1)).expect("the world is sound");
        simulator.client().run(deployment_of_one()).await.expect("it rolls out");
        simulator.now().since(simulator.start()).as_secs_f64()
    };
    Regions {
        seconds: simulator.now().since(simulator.start()).as_secs_f64(),
        alone,
        waves: outcome.waves.len(),
        deployed: outcome.waves.iter().map(|wave| wave.regions.len()).sum(),
        calls: counting.calls().len(),
        throttled: counting.throttled(),
    }
}

fn deployment_of_one() -> RollingDeployment {
    deployment("s0")
}
