//! Branches of a run that go to other accounts and Regions.
#![allow(clippy::unwrap_used)]

use async_trait::async_trait;
use ecs_usecases::{
    Client, Error, ErrorKind, Event, EventDetail, Mirror, Result, Run, RunOptions, Simulator, UseCase,
    backend::{Call, CloudBackend, Layer, Scope},
    clock::Clock,
    journal::MemoryJournal,
    model::{
        ecs::{CreateCluster, DescribeClusters},
        sts::GetCallerIdentity,
    },
    operations::Reply,
    simulator::Scenario,
    use_case::UseCaseInfo,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};
use tokio::sync::{Notify, mpsc};

const ROLE: &str = "arn:aws:iam::444455556666:role/deployer";

fn places() -> [(&'static str, Scope, Option<String>); 3] {
    [
        ("home", Scope::new("111122223333", "eu-west-1"), None),
        ("america", Scope::new("111122223333", "us-east-1"), None),
        ("other", Scope::new("444455556666", "eu-west-1"), Some(ROLE.into())),
    ]
}

/// Make a cluster in every place at the same time, each named after its place.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
struct Everywhere {}

impl UseCase for Everywhere {
    type Outcome = Vec<String>;
    const INFO: UseCaseInfo = UseCaseInfo { name: "everywhere", ..ecs_usecases::use_cases::Noop::INFO };

    async fn run(self, run: &Run) -> Result<Vec<String>> {
        let branches: Vec<Run> = places().into_iter().map(|(name, scope, role)| run.at(name, scope, role)).collect();
        let work = branches.iter().map(|branch| async move {
            branch.sleep(Duration::from_secs(5)).await?;
            branch.step("make", branch.send(CreateCluster { cluster_name: Some("main".into()), ..Default::default() })).await?;
            // A branch of a branch goes where that goes.
            let look = branch.branch("look");
            let found = look.send(DescribeClusters { clusters: Some(vec!["main".into()]), ..Default::default() }).await?;
            found.clusters[0].cluster_arn.clone().ok_or_else(|| Error::new(ErrorKind::NotFound, "no cluster"))
        });
        run.join(work).await.into_iter().collect()
    }
}

/// An action, where it went, and by which role.
type Went = (String, Scope, Option<String>);

/// Where each call went, by which role; and after so many calls the process ends.
#[derive(Clone, Default)]
struct Seen {
    calls: Arc<Mutex<Vec<Went>>>,
    left: Arc<AtomicUsize>,
    ended: Arc<Notify>,
}

struct Watching(Seen, Arc<dyn CloudBackend>);

impl Layer for Seen {
    fn layer(self, inner: Arc<dyn CloudBackend>) -> Arc<dyn CloudBackend> {
        Arc::new(Watching(self, inner))
    }
}

#[async_trait]
impl CloudBackend for Watching {
    async fn call(&self, call: Call) -> Result<Reply> {
        if self.0.left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1)).is_err() {
            self.0.ended.notify_one();
            return std::future::pending().await;
        }
        let action = call.operation.info().action();
        self.0.calls.lock().unwrap().push((action, (*call.scope).clone(), call.role.as_deref().map(str::to_owned)));
        self.1.call(call).await
    }
    fn clock(&self) -> &dyn Clock {
        self.1.clock()
    }
}

fn world() -> Arc<Simulator> {
    let elsewhere =
        places().into_iter().skip(1).map(|(_, scope, _)| Scenario { account: scope.account, region: scope.region, ..Scenario::default() });
    Simulator::new(Scenario { elsewhere: elsewhere.collect(), ..Scenario::default() }).unwrap()
}

fn arns() -> Vec<String> {
    places().iter().map(|(_, scope, _)| format!("arn:aws:ecs:{}:{}:cluster/main", scope.region, scope.account)).collect()
}

#[tokio::test]
async fn calls_of_a_branch_go_where_it_goes() {
    let seen = Seen { left: Arc::new(AtomicUsize::new(usize::MAX)), ..Seen::default() };
    let (sender, mut receiver) = mpsc::unbounded_channel::<Event>();
    let client = Client::of(world().cloud().with(seen.clone()));
    let outcome = client.run_with(Everywhere {}, RunOptions { events: Some(sender), ..RunOptions::default() }).await.unwrap();
    assert_eq!(outcome, arns());
    for (_, scope, role) in places() {
        let calls = seen.calls.lock().unwrap();
        let there: Vec<_> =
            calls.iter().filter(|(_, found, by)| *found == scope && *by == role).map(|(action, ..)| action.as_str()).collect();
        assert_eq!(there, ["ecs:CreateCluster", "ecs:DescribeClusters"], "{scope:?}");
    }
    // Events name the branch.
    let mut changed = Vec::new();
    while let Ok(event) = receiver.try_recv() {
        if let EventDetail::Changed { .. } = event.detail {
            changed.push(event.step.join("/"));
        }
    }
    assert_eq!(changed, ["home/make", "america/make", "other/make"]);
}

#[tokio::test]
async fn a_mirror_reads_by_the_role_of_the_call() {
    let seen = Seen { left: Arc::new(AtomicUsize::new(usize::MAX)), ..Seen::default() };
    let live = world().cloud().with(seen.clone());
    let [.., (_, scope, role)] = places();
    let there = Mirror::new(&live).cloud().at(scope.clone(), role.clone());
    let clusters = DescribeClusters { clusters: Some(vec!["main".into()]), ..Default::default() };
    assert_eq!(there.send(clusters).await.unwrap().clusters, []);
    // Who calls is what the live cloud says.
    let caller = there.send(GetCallerIdentity::default()).await.unwrap();
    assert_eq!(caller.arn.as_deref(), Some("arn:aws:sts::444455556666:assumed-role/deployer/simulated"));
    let calls = seen.calls.lock().unwrap();
    assert!(calls.len() >= 2 && calls.iter().all(|(_, found, by)| (found, by) == (&scope, &role)), "{calls:?}");
}

#[tokio::test]
async fn a_run_that_ends_in_the_midst_of_its_branches_is_resumed() {
    for most in 0..6 {
        let journal = Arc::new(MemoryJournal::default());
        let simulator = world();
        let seen = Seen { left: Arc::new(AtomicUsize::new(most)), ..Seen::default() };
        let options = || RunOptions { run_id: Some("run-everywhere".into()), ..RunOptions::default() };
        let client = Client::of(simulator.cloud().with(seen.clone())).journal(journal.clone());
        tokio::select! {
            biased;
            () = seen.ended.notified() => {}
            outcome = client.run_with(Everywhere {}, options()) => panic!("it ended within {most} calls: {outcome:?}"),
        }
        seen.left.store(usize::MAX, Ordering::SeqCst);
        assert_eq!(client.run_with(Everywhere {}, options()).await.unwrap(), arns(), "after {most} calls");
        let calls = seen.calls.lock().unwrap();
        let made = |scope: &Scope| calls.iter().filter(|(action, found, _)| action == "ecs:CreateCluster" && found == scope).count();
        assert!(places().iter().all(|(_, scope, _)| made(scope) <= 1), "after {most} calls");
    }
}

#[tokio::test]
async fn a_record_of_another_place_is_not_taken() {
    #[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
    struct Sent {}
    static REGION: Mutex<&str> = Mutex::new("us-east-1");
    impl UseCase for Sent {
        type Outcome = ();
        const INFO: UseCaseInfo = UseCaseInfo { name: "sent", ..ecs_usecases::use_cases::Noop::INFO };
        async fn run(self, run: &Run) -> Result<()> {
            let region = *REGION.lock().unwrap();
            let branch = run.at("there", Scope::new("111122223333", region), None);
            branch.send(DescribeClusters::default()).await?;
            Err(Error::new(ErrorKind::Cancelled, "later"))
        }
    }
    let journal = Arc::new(MemoryJournal::default());
    let client = Client::of(world().cloud()).journal(journal);
    let options = || RunOptions { run_id: Some("run-sent".into()), ..RunOptions::default() };
    assert_eq!(client.run_with(Sent {}, options()).await.unwrap_err().kind(), ErrorKind::Cancelled);
    *REGION.lock().unwrap() = "eu-central-1";
    assert_eq!(client.run_with(Sent {}, options()).await.unwrap_err().kind(), ErrorKind::Diverged);
}
