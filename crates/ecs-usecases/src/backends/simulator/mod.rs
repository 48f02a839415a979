//! A deterministic ECS, with ECR, load balancers, alarms, logs, secrets, parameters and scaling, in memory and in virtual time.
//!
//! The same [`Scenario`] does the same to the millisecond, whatever the language or machine.

mod appconfig;
mod behaviour;
mod cloudwatch;
mod dynamodb;
mod ecr;
mod ecs;
mod elbv2;
#[cfg(feature = "testkit")]
mod fork;
mod glob;
mod iam;
#[cfg(any(test, feature = "testkit"))]
mod invariants;
mod logs;
mod mirrored;
mod numbered;
mod page;
mod pairs;
mod parameters;
mod quotas;
mod scaling;
mod scenario;
mod secrets;
mod state;
mod sts;
#[cfg(test)]
mod testing;
mod throttle;
mod web;
mod world;
mod worlds;

pub use behaviour::{CommandBehaviour, FlagSource, FlaggedBehaviour, ImageBehaviour};
#[cfg(test)]
pub(crate) use ecs::{Amount, Used};
pub(crate) use ecs::{Capacity, Class, Now as ServiceNow, Standing};
pub use elbv2::arns;
#[cfg(test)]
pub(crate) use mirrored::MeteredClass;
pub(crate) use mirrored::{Metered, imports, supposing};
pub use scenario::{
    AlarmScript, ApplicationScript, ClusterScript, EnvironmentScript, FlagSetScript, Happening, ImageScript, InstanceScript,
    ListenerScript, LoadBalancerScript, Outage, OutageScript, ReplicationScript, RepositoryScript, RoleScript, RuleScript, Scenario,
    ServiceScript, TargetGroupScript,
};
#[cfg(feature = "simulator-server")]
pub(crate) use sts::SESSION;

use crate::{
    backend::{Call, Cloud, CloudBackend, Scope},
    clock::{Clock, Timestamp, VirtualClock},
    error::{Error, ErrorKind, Result},
    layers::Fault,
    model::{http::SendRequest, with_empty_lists},
    operations::{self, AnyOperation, Reply},
};
use async_trait::async_trait;
use iam::Account;
use serde_json::Value;
use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use world::{Happens, Letter, World};
use worlds::Worlds;

/// A simulated AWS.
pub struct Simulator {
    clock: VirtualClock,
    worlds: Mutex<Worlds>,
    home: Scope,
}

impl Simulator {
    /// The world of this scenario, with its services steady, and the worlds of the accounts and Regions `elsewhere` in it.
    pub fn new(scenario: Scenario) -> Result<Arc<Self>> {
        let start = Timestamp::parse(&scenario.start)
            .ok_or_else(|| Error::invalid("start", format!("`{}` is not an RFC 3339 time", scenario.start)).while_("read the scenario"))?;
        let home = scenario.scope();
        let mut worlds = Worlds::new();
        for (place, scenario) in scenario.places()? {
            let mut world = World::new(scenario.scope(), scenario, Timestamp(start.0 - SETTLING.as_millis() as i64));
            build(&mut world).map_err(|error| error.within(&place).while_("build the scenario"))?;
            worlds.insert(world.scope.clone(), world);
        }
        for scope in worlds.keys().cloned().collect::<Vec<_>>() {
            worlds::deliver(&mut worlds, &scope);
        }
        Ok(Arc::new(Self { clock: VirtualClock::starting_at(start), worlds: Mutex::new(worlds), home }))
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

    /// The moment at which the scenario starts.
    pub fn start(&self) -> Timestamp {
        Timestamp::parse(&self.scenario().start).unwrap_or_default()
    }

    /// The faults of the scenario, those of other accounts and Regions too.
    pub fn faults(&self) -> Vec<Fault> {
        self.scenario().all_faults()
    }

    /// An account and Region; what is not said is the scenario's.
    pub fn scope_in(&self, region: Option<String>, account: Option<String>) -> Scope {
        Scope::new(account.unwrap_or_else(|| self.home.account.clone()), region.unwrap_or_else(|| self.home.region.clone()))
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
        worlds::catch_up(&mut worlds, now);
        for world in worlds.values_mut() {
            world.now = world.now.max(now);
        }
    }

    /// Change what the program in an image does. `image` is `repository:tag`, `repository@digest` or a full reference.
    /// Tasks that run already go on as they were.
    pub fn script_image(&self, image: &str, behaviour: ImageBehaviour) -> Result<()> {
        self.script_image_in(&self.home, image, behaviour)
    }

    /// The same in the registry of this account and Region.
    pub fn script_image_in(&self, scope: &Scope, image: &str, behaviour: ImageBehaviour) -> Result<()> {
        self.within(scope, |world| world.ecr.script(image, behaviour))
    }

    /// Push an image, as a builder would.
    pub fn push_image(&self, repository: &str, image: &ImageScript) -> Result<String> {
        self.push_image_in(&self.home, repository, image)
    }

    /// The same to the registry of this account and Region.
    pub fn push_image_in(&self, scope: &Scope, repository: &str, image: &ImageScript) -> Result<String> {
        self.within(scope, |world| ecr::push(world, repository, image))
    }

    /// Let AWS take something away from the tasks of the scenario's account and Region, now.
    pub fn strike(&self, outage: &Outage) -> Result<()> {
        self.strike_in(&self.home, outage)
    }

    /// The same in this account and Region.
    pub fn strike_in(&self, scope: &Scope, outage: &Outage) -> Result<()> {
        outage.check(&scope.region)?;
        self.within(scope, |world| {
            ecs::strike(world, outage);
            Ok(())
        })
    }

    /// What happened so far, a line each: of every account and Region the latest 100,000 lines. A line of another account or
    /// Region than the scenario's names it.
    pub fn trace(&self) -> String {
        worlds::trace(&self.worlds(), &self.home)
    }

    /// What was not as it must be, a line each with its virtual time: traffic without a healthy target, a scheduler beyond
    /// the health percents, capacity or counts that are not those of the tasks, weights or statuses that were not asked for.
    #[cfg(any(test, feature = "testkit"))]
    pub fn violations(&self) -> Vec<String> {
        self.worlds().values().flat_map(|world| world.watcher.found().iter().cloned()).collect()
    }

    /// Send an operation in AWS's JSON form, such as `ecs:DescribeServices`.
    pub async fn call_json(self: &Arc<Self>, action: &str, request: Value) -> Result<Value> {
        self.call_json_in(&self.home, action, request).await
    }

    /// The same in this account and Region.
    pub async fn call_json_in(self: &Arc<Self>, scope: &Scope, action: &str, request: Value) -> Result<Value> {
        let operation = AnyOperation::from_json(action, request)?;
        let call = Call::new(Arc::new(scope.clone()), operation, self.now());
        let reply = self.call(call).await?;
        Ok(with_empty_lists(|| reply.to_json()))
    }

    /// Another number whenever a service may have changed in what reads of it and of its deployments answer; none where only
    /// asking tells.
    pub(crate) fn changes_of(&self, scope: &Scope, cluster: &str, service: &str) -> Option<u64> {
        let mut worlds = self.worlds();
        let now = self.clock.now();
        worlds::catch_up(&mut worlds, now);
        let world = worlds.get_mut(scope)?;
        world.now = world.now.max(now);
        let changes = ecs::changes(world, cluster, service)?;
        #[cfg(any(test, feature = "testkit"))]
        invariants::is_as_said(world, cluster, service, changes);
        Some(changes)
    }

    fn worlds(&self) -> MutexGuard<'_, Worlds> {
        self.worlds.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Do something in the world of this account and Region, at the time that it is now, and hand over what it sends.
    fn within<T>(&self, scope: &Scope, work: impl FnOnce(&mut World) -> Result<T>) -> Result<T> {
        let mut worlds = self.worlds();
        let now = self.clock.now();
        worlds::open(&mut worlds, scope, &self.home, now)?;
        worlds::catch_up(&mut worlds, now);
        let world = worlds::open(&mut worlds, scope, &self.home, now)?;
        world.now = world.now.max(now);
        let done = work(world);
        worlds::deliver(&mut worlds, scope);
        done
    }
}

#[async_trait]
impl CloudBackend for Simulator {
    async fn call(&self, call: Call) -> Result<Reply> {
        let answered = match &call.operation {
            AnyOperation::Http(_) => Ok(()),
            _ => self.check_role(&call),
        };
        let answered = answered.and_then(|()| match &call.operation {
            AnyOperation::Iam(_) | AnyOperation::Sts(_) => {
                let worlds = self.worlds();
                answer_of_account(&worlds.values().map(|world| &world.scenario).collect::<Vec<_>>(), &call, self.now())
            }
            AnyOperation::Http(request) => {
                let operations::http::Request::SendRequest(sent) = request;
                self.within(&self.reached_by(sent).unwrap_or_else(|| (*call.scope).clone()), |world| answer(world, &call.operation))
            }
            _ => self.answer_in_world(&call),
        });
        answered.map_err(|error| call.blame(error))
    }

    fn clock(&self) -> &dyn Clock {
        &self.clock
    }
}

impl Simulator {
    /// Whether the role by which a call is made can be assumed.
    fn check_role(&self, call: &Call) -> Result<()> {
        let Some(role) = &call.role else { return Ok(()) };
        let worlds = self.worlds();
        let of = |id| Account::of(id, worlds.values().map(|world| &world.scenario));
        sts::check(&of(&self.home.account).caller().0, of, role).map(|_| ())
    }

    fn answer_in_world(&self, call: &Call) -> Result<Reply> {
        self.within(&call.scope, |world| {
            let now = world.now;
            let throttled = if world.scenario.throttling { world.buckets.take(&call.operation, now) } else { Ok(()) };
            let answered = throttled.and_then(|()| answer(world, &call.operation));
            #[cfg(any(test, feature = "testkit"))]
            invariants::check(world, &invariants::After::call(&call.operation));
            answered
        })
    }

    /// Whether a request arrives at a load balancer, in whichever account and Region.
    #[cfg(feature = "simulator-server")]
    pub(crate) fn is_reached_by(&self, request: &SendRequest) -> bool {
        self.reached_by(request).is_some()
    }

    /// The account and Region whose load balancer a request arrives at. Names are the same everywhere.
    fn reached_by(&self, request: &SendRequest) -> Option<Scope> {
        let mut worlds = self.worlds();
        worlds::catch_up(&mut worlds, self.clock.now());
        worlds.iter().find(|(_, world)| web::is_reached_by(world, request)).map(|(scope, _)| scope.clone())
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
        AnyOperation::DynamoDb(request) => dynamodb::answer(world, request).map(Reply::DynamoDb),
        AnyOperation::ServiceQuotas(request) => quotas::answer(world, request).map(Reply::ServiceQuotas),
        AnyOperation::Http(request) => web::answer(world, request).map(Reply::Http),
        AnyOperation::Iam(_) | AnyOperation::Sts(_) => {
            let call = Call::new(Arc::new(world.scope.clone()), operation.clone(), world.now);
            answer_of_account(&[&world.scenario], &call, world.now)
        }
    }
}

/// Answer an operation of a service that is the same in all Regions of an account.
fn answer_of_account(scenarios: &[&Scenario], call: &Call, now: Timestamp) -> Result<Reply> {
    let of = |id| Account::of(id, scenarios.iter().copied());
    let account = of(&call.scope.account);
    match &call.operation {
        AnyOperation::Iam(request) => iam::answer(&account, request).map(Reply::Iam),
        AnyOperation::Sts(request) => sts::answer(&account, of, call.role.as_deref(), request, now).map(Reply::Sts),
        _ => Err(Error::new(ErrorKind::Internal, "the operation is not one of an account")),
    }
}

/// Let everything happen in a world that is due until `limit`.
fn catch_up(world: &mut World, limit: Timestamp) {
    while step(world, limit) {}
    world.now = world.now.max(limit);
}

/// Let the next thing happen that is due until `limit`. False if there is none.
fn step(world: &mut World, limit: Timestamp) -> bool {
    let Some(what) = world.next_until(limit) else { return false };
    #[cfg(any(test, feature = "testkit"))]
    let after = invariants::After::event(world, &what);
    match what {
        Happens::Ecs(moves) => ecs::move_on(world, moves),
        Happens::Elbv2(moves) => elbv2::move_on(world, moves),
        Happens::CloudWatch(moves) => cloudwatch::move_on(world, moves),
        Happens::Ecr(moves) => ecr::move_on(world, moves),
        Happens::Secrets(moves) => secrets::move_on(world, &moves),
        Happens::Scaling(moves) => scaling::move_on(world, moves),
        Happens::DynamoDb(moves) => dynamodb::move_on(world, moves),
        Happens::AppConfig(moves) => appconfig::move_on(world, moves),
        Happens::Outage(outage) => ecs::strike(world, &outage),
        Happens::Happening(index) => {
            let happening = world.scenario.happenings[index].clone();
            happen(world, happening);
        }
        Happens::Asked(happening) => happen(world, *happening),
    }
    #[cfg(any(test, feature = "testkit"))]
    invariants::check(world, &after);
    true
}

fn happen(world: &mut World, happening: Happening) {
    let Happening { action, request, .. } = happening;
    let result = AnyOperation::from_json(&action, request).and_then(|operation| answer(world, &operation));
    world.note(format!("someone else called {action}: {}", result.map_or_else(|error| error.to_string(), |_| "done".into())));
}

/// Services have this long to become steady before the simulation starts.
const SETTLING: Duration = Duration::from_hours(1);

/// Put everything in place, in the order in which one thing needs another.
fn build(world: &mut World) -> Result<()> {
    quotas::build(world)?;
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
    for (index, outage) in world.scenario.outages.clone().into_iter().enumerate() {
        outage.outage.check(&world.scope.region).map_err(|error| error.within(&format!("outages[{index}].outage.")))?;
        world.schedule(outage.after.0, Happens::outage(outage.outage));
    }
    for (index, happening) in world.scenario.happenings.clone().into_iter().enumerate() {
        let to = happening.scope(&world.scope);
        if to == world.scope {
            world.schedule(happening.after.0, Happens::Happening(index));
        } else {
            let at = world.now + happening.after.0;
            world.outbox.push(Letter { to, at, what: Happens::Asked(Box::new(happening)) });
        }
    }
    Ok(())
}
