//! A deterministic ECS, with ECR, load balancers, alarms, logs, secrets, parameters and scaling, in memory and in virtual time.
//!
//! The same [`Scenario`] does the same to the millisecond, whatever the language or machine.

mod appconfig;
mod behaviour;
mod cloudwatch;
mod ecr;
mod ecs;
mod elbv2;
#[cfg(any(test, feature = "testkit"))]
mod invariants;
mod logs;
mod mirrored;
mod numbered;
mod page;
mod pairs;
mod parameters;
mod scaling;
mod scenario;
mod secrets;
mod state;
#[cfg(test)]
mod testing;
mod throttle;
mod world;

pub use behaviour::{FlagSource, FlaggedBehaviour, ImageBehaviour};
pub use elbv2::arns;
pub(crate) use mirrored::imports;
pub use scenario::{
    AlarmScript, ApplicationScript, ClusterScript, EnvironmentScript, FlagSetScript, Happening, ImageScript, InstanceScript,
    ListenerScript, LoadBalancerScript, RepositoryScript, RuleScript, Scenario, ServiceScript, TargetGroupScript,
};

use crate::{
    backend::{Call, Cloud, CloudBackend, Scope},
    clock::{Clock, Timestamp, VirtualClock},
    error::{Error, ErrorKind, Result},
    model::with_empty_lists,
    operations::{AnyOperation, Reply},
};
use async_trait::async_trait;
use serde_json::Value;
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use world::{Happens, World};

/// A simulated AWS.
pub struct Simulator {
    clock: VirtualClock,
    worlds: Mutex<BTreeMap<Scope, World>>,
    home: Scope,
}

impl Simulator {
    /// The world of this scenario, with its services steady.
    pub fn new(scenario: Scenario) -> Result<Arc<Self>> {
        let start = Timestamp::parse(&scenario.start)
            .ok_or_else(|| Error::invalid("start", format!("`{}` is not an RFC 3339 time", scenario.start)).while_("read the scenario"))?;
        let home = Scope::new(&scenario.account, &scenario.region);
        let mut world = World::new(home.clone(), scenario, Timestamp(start.0 - SETTLING.as_millis() as i64));
        build(&mut world).map_err(|error| error.while_("build the scenario"))?;
        let clock = VirtualClock::starting_at(world.now);
        let worlds = Mutex::new(BTreeMap::from([(home.clone(), world)]));
        Ok(Arc::new(Self { clock, worlds, home }))
    }

    /// This world without faults or retries.
    pub fn cloud(self: &Arc<Self>) -> Cloud {
        Cloud::new(self.clone(), self.home.clone())
    }

    /// The account and Region of the scenario.
    pub fn scope(&self) -> &Scope {
        &self.home
    }

    /// The scenario that it started from; after [`Simulator::restore`], the one that the state started from.
    pub fn scenario(&self) -> Scenario {
        self.worlds().get(&self.home).map(|world| world.scenario.clone()).unwrap_or_default()
    }

    /// The virtual time.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// The clock, for a backend that reaches this world by another way and shares its time.
    pub fn virtual_clock(&self) -> VirtualClock {
        self.clock.clone()
    }

    /// Let time pass.
    pub fn advance(&self, span: Duration) {
        self.advance_to(self.now() + span);
    }

    /// Let time pass until a moment; nothing happens if it has passed.
    pub fn advance_to(&self, moment: Timestamp) {
        self.clock.advance_to(moment);
        // The time is read when nobody can restore an earlier one any more.
        let mut worlds = self.worlds();
        let now = self.now();
        for world in worlds.values_mut() {
            catch_up(world, now);
        }
    }

    /// Change what the program in an image does. `image` is `repository:tag`, `repository@digest` or a full reference.
    /// Tasks that run already go on as they were.
    pub fn script_image(&self, image: &str, behaviour: ImageBehaviour) -> Result<()> {
        let mut worlds = self.worlds();
        let world = worlds.get_mut(&self.home).ok_or_else(|| Error::invalid("region", "the simulator has no such Region"))?;
        world.ecr.script(image, behaviour)
    }

    /// Push an image, as a builder would.
    pub fn push_image(&self, repository: &str, image: &ImageScript) -> Result<String> {
        let mut worlds = self.worlds();
        let now = self.now();
        let world = worlds.get_mut(&self.home).ok_or_else(|| Error::invalid("region", "the simulator has no such Region"))?;
        catch_up(world, now);
        ecr::push(world, repository, image)
    }

    /// What happened so far, a line each: of every account and Region the latest 100,000 lines.
    pub fn trace(&self) -> String {
        self.worlds().values().flat_map(|world| world.trace.iter()).fold(String::new(), |text, line| text + line + "\n")
    }

    /// What was not as it must be, a line each with its virtual time: traffic without a healthy target, a scheduler beyond
    /// the health percents, capacity or counts that are not those of the tasks, weights or statuses that were not asked for.
    #[cfg(any(test, feature = "testkit"))]
    pub fn violations(&self) -> Vec<String> {
        self.worlds().values().flat_map(|world| world.watcher.found().iter().cloned()).collect()
    }

    /// Send an operation in AWS's JSON form, such as `ecs:DescribeServices`.
    pub async fn call_json(self: &Arc<Self>, action: &str, request: Value) -> Result<Value> {
        let operation = AnyOperation::from_json(action, request)?;
        let call = Call { scope: Arc::new(self.home.clone()), operation, token: Arc::from(""), since: self.now() };
        let reply = self.call(call).await?;
        Ok(with_empty_lists(|| reply.to_json()))
    }

    /// The world of an account and Region; an empty one if nobody has called there.
    fn world<'a>(&self, worlds: &'a mut BTreeMap<Scope, World>, scope: &Scope, now: Timestamp) -> Result<&'a mut World> {
        if !worlds.contains_key(scope) {
            if worlds.len() >= MOST_SCOPES {
                return Err(too_many_scopes());
            }
            let home = worlds.get(&self.home).map(|home| &home.scenario);
            let empty = Scenario {
                account: scope.account.clone(),
                region: scope.region.clone(),
                seed: home.map_or(1, |home| home.seed),
                throttling: home.is_none_or(|home| home.throttling),
                ..Scenario::default()
            };
            worlds.insert(scope.clone(), World::new(scope.clone(), empty, now));
        }
        let Some(world) = worlds.get_mut(scope) else { unreachable!("it was just put there") };
        Ok(world)
    }

    fn worlds(&self) -> MutexGuard<'_, BTreeMap<Scope, World>> {
        self.worlds.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl CloudBackend for Simulator {
    async fn call(&self, call: Call) -> Result<Reply> {
        let mut worlds = self.worlds();
        let now = self.clock.now();
        let world = self.world(&mut worlds, &call.scope, now).map_err(|error| call.blame(error))?;
        catch_up(world, now);
        let throttled = if world.scenario.throttling { world.buckets.take(&call.operation, now) } else { Ok(()) };
        let answered = throttled.and_then(|()| answer(world, &call.operation));
        #[cfg(any(test, feature = "testkit"))]
        invariants::check(world, &invariants::After::call(&call.operation));
        answered.map_err(|error| call.blame(error))
    }

    fn clock(&self) -> &dyn Clock {
        &self.clock
    }
}

/// Accounts and Regions that a simulator holds at most: each that is called becomes a world of its own, to stay.
const MOST_SCOPES: usize = 1000;

fn too_many_scopes() -> Error {
    let message = format!("the simulator holds at most {MOST_SCOPES} accounts and Regions");
    Error::new(ErrorKind::QuotaExceeded, message).with_code("LimitExceededException")
}

fn answer(world: &mut World, operation: &AnyOperation) -> Result<Reply> {
    match operation {
        AnyOperation::Ecs(request) => ecs::answer(world, request).map(Reply::Ecs),
        AnyOperation::Ecr(request) => ecr::answer(world, request).map(Reply::Ecr),
        AnyOperation::Elbv2(request) => elbv2::answer(world, request).map(Reply::Elbv2),
        AnyOperation::CloudWatch(request) => cloudwatch::answer(world, request).map(Reply::CloudWatch),
        AnyOperation::Logs(request) => logs::answer(world, request).map(Reply::Logs),
        AnyOperation::SecretsManager(request) => secrets::answer(world, request).map(Reply::SecretsManager),
        AnyOperation::Ssm(request) => parameters::answer(world, request).map(Reply::Ssm),
        AnyOperation::ApplicationAutoScaling(request) => scaling::answer(world, request).map(Reply::ApplicationAutoScaling),
        AnyOperation::AppConfig(request) => appconfig::answer(world, request).map(Reply::AppConfig),
        AnyOperation::AppConfigData(request) => appconfig::answer_data(world, request).map(Reply::AppConfigData),
    }
}

/// Let everything happen that is due until `limit`.
fn catch_up(world: &mut World, limit: Timestamp) {
    while let Some(what) = world.next_until(limit) {
        #[cfg(any(test, feature = "testkit"))]
        let after = invariants::After::event(world, &what);
        match what {
            Happens::Ecs(moves) => ecs::move_on(world, moves),
            Happens::Elbv2(moves) => elbv2::move_on(world, moves),
            Happens::CloudWatch(moves) => cloudwatch::move_on(world, moves),
            Happens::Ecr(moves) => ecr::move_on(world, moves),
            Happens::Secrets(moves) => secrets::move_on(world, &moves),
            Happens::Scaling(moves) => scaling::move_on(world, moves),
            Happens::AppConfig(moves) => appconfig::move_on(world, moves),
            Happens::Happening(index) => happen(world, index),
        }
        #[cfg(any(test, feature = "testkit"))]
        invariants::check(world, &after);
    }
    world.now = world.now.max(limit);
}

fn happen(world: &mut World, index: usize) {
    let Happening { action, request, .. } = world.scenario.happenings[index].clone();
    let result = AnyOperation::from_json(&action, request).and_then(|operation| answer(world, &operation));
    world.note(format!("someone else called {action}: {}", result.map_or_else(|error| error.to_string(), |_| "done".into())));
}

/// Services have this long to become steady before the simulation starts.
const SETTLING: Duration = Duration::from_hours(1);

/// Put everything in place, in the order in which one thing needs another.
fn build(world: &mut World) -> Result<()> {
    ecr::build(world)?;
    elbv2::build(world)?;
    cloudwatch::build(world)?;
    appconfig::build(world)?;
    ecs::build(world)?;
    #[cfg(any(test, feature = "testkit"))]
    invariants::check(world, &invariants::After::Other);
    let start = world.now + SETTLING;
    catch_up(world, start);
    let unsteady = ecs::not_steady(world);
    if !unsteady.is_empty() {
        return Err(Error::invalid("services", format!("not steady after an hour: {}", unsteady.join("; "))));
    }
    world.trace.clear();
    for (index, happening) in world.scenario.happenings.clone().into_iter().enumerate() {
        world.schedule(happening.after.0, Happens::Happening(index));
    }
    Ok(())
}
