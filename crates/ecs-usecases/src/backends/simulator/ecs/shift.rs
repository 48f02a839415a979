//! Blue/green, canary and linear deployments: stages, and the traffic that each step shifts.

use super::{ServiceId, deployments, hooks, invalid, requested, scheduler, services::Service};
use crate::{
    backends::simulator::{elbv2, world::World},
    clock::Timestamp,
    error::Result,
    model::ecs::{self as shapes, DeploymentConfiguration, DeploymentRolloutState, DeploymentStrategy},
};
use std::time::Duration;

/// The stages in their order; `RECONCILE_SERVICE` comes first only when more than one revision is active.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) enum Stage {
    ReconcileService,
    PreScaleUp,
    ScaleUp,
    PostScaleUp,
    TestTrafficShift,
    PostTestTrafficShift,
    PreProductionTrafficShift,
    ProductionTrafficShift,
    PostProductionTrafficShift,
    BakeTime,
    CleanUp,
}

impl Stage {
    const ALL: [Self; 11] = [
        Self::ReconcileService,
        Self::PreScaleUp,
        Self::ScaleUp,
        Self::PostScaleUp,
        Self::TestTrafficShift,
        Self::PostTestTrafficShift,
        Self::PreProductionTrafficShift,
        Self::ProductionTrafficShift,
        Self::PostProductionTrafficShift,
        Self::BakeTime,
        Self::CleanUp,
    ];

    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::ReconcileService => "RECONCILE_SERVICE",
            Self::PreScaleUp => "PRE_SCALE_UP",
            Self::ScaleUp => "SCALE_UP",
            Self::PostScaleUp => "POST_SCALE_UP",
            Self::TestTrafficShift => "TEST_TRAFFIC_SHIFT",
            Self::PostTestTrafficShift => "POST_TEST_TRAFFIC_SHIFT",
            Self::PreProductionTrafficShift => "PRE_PRODUCTION_TRAFFIC_SHIFT",
            Self::ProductionTrafficShift => "PRODUCTION_TRAFFIC_SHIFT",
            Self::PostProductionTrafficShift => "POST_PRODUCTION_TRAFFIC_SHIFT",
            Self::BakeTime => "BAKE_TIME",
            Self::CleanUp => "CLEAN_UP",
        }
    }
}

/// The rules of one load balancer of the service.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
struct Route {
    production: String,
    test: Option<String>,
    blue: String,
    green: String,
}

#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub(crate) struct Shift {
    routes: Vec<Route>,
    pub(crate) stage: Stage,
    /// Shares of production traffic, in percent, a step each.
    steps: Vec<f64>,
    next_step: usize,
    step_bake: Duration,
    bake: Duration,
    wait_until: Option<Timestamp>,
    ended: bool,
    /// Share of production traffic of the new revision now.
    pub(crate) percent: f64,
    pub(crate) test_percent: f64,
}

impl Shift {
    /// The shift that a deployment of this service would do; none for a rolling deployment, or when nothing runs yet.
    pub(crate) fn prepare(world: &World, id: ServiceId) -> Result<Option<Self>> {
        let service = &world.ecs.services[id];
        let configuration = service.settings.deployment_configuration.clone().unwrap_or_default();
        if !deployments::shifts(&configuration)
            || !service.rollouts.iter().any(|rollout| rollout.state == DeploymentRolloutState::Completed)
        {
            return Ok(None);
        }
        let mut routes = Vec::new();
        for (balancer, live) in service.settings.load_balancers.iter().flatten().zip(&service.live_groups) {
            let advanced = balancer.advanced_configuration.clone().unwrap_or_default();
            let (Some(main), Some(alternate), Some(production)) =
                (balancer.target_group_arn.clone(), advanced.alternate_target_group_arn, advanced.production_listener_rule)
            else {
                return Err(invalid("advancedConfiguration is required on all load balancers for this deployment strategy."));
            };
            let weighted = elbv2::weights(world, &production).into_iter().filter(|(_, weight)| *weight > 0).count();
            // Traffic that ECS itself is shifting goes back when the deployment that shifts it is stopped.
            let shifting = service.current.is_some_and(|current| service.history[current].shift.as_ref().is_some_and(Self::goes_on));
            if weighted != 1 && !shifting {
                return Err(invalid(format!("Exactly one target group of {production} must have traffic before the deployment starts.")));
            }
            let green = if *live == main { alternate } else { main };
            routes.push(Route { production, test: advanced.test_listener_rule, blue: live.clone(), green });
        }
        let several = service.rollouts.len() > 1;
        let (steps, step_bake) = steps(&configuration);
        Ok(Some(Self {
            routes,
            stage: if several { Stage::ReconcileService } else { Stage::PreScaleUp },
            steps,
            next_step: 0,
            step_bake,
            bake: minutes(configuration.bake_time_in_minutes, 0),
            wait_until: None,
            ended: false,
            percent: 0.0,
            test_percent: 0.0,
        }))
    }

    /// The shift of a deployment that goes on already, from where AWS shows that it stands; none if it shifts no traffic.
    pub(super) fn under_way(service: &Service, shown: &shapes::ServiceDeployment, now: Timestamp) -> Option<Self> {
        let configuration = shown.deployment_configuration.clone().unwrap_or_default();
        let stage = shown.lifecycle_stage.as_ref()?;
        let stage = Stage::ALL.into_iter().find(|known| known.as_str() == stage.as_str())?;
        if !deployments::shifts(&configuration) {
            return None;
        }
        let route = |(balancer, live): (&shapes::LoadBalancer, &String)| {
            let advanced = balancer.advanced_configuration.clone()?;
            let (main, alternate) = (balancer.target_group_arn.clone()?, advanced.alternate_target_group_arn?);
            let green = if *live == main { alternate } else { main };
            Some(Route { production: advanced.production_listener_rule?, test: advanced.test_listener_rule, blue: live.clone(), green })
        };
        let routes = service.settings.load_balancers.iter().flatten().zip(&service.live_groups).map(route).collect::<Option<_>>()?;
        let target = shown.target_service_revision.as_ref();
        let percent = target.and_then(|target| target.requested_production_traffic_weight).unwrap_or(0.0);
        let (steps, step_bake) = steps(&configuration);
        let next_step = steps.iter().filter(|step| **step <= percent + 0.05).count();
        let bake = minutes(configuration.bake_time_in_minutes, 0);
        let since = shown.updated_at.unwrap_or(now);
        let wait_until = match stage {
            Stage::ProductionTrafficShift if next_step < steps.len() => Some(since + step_bake),
            Stage::BakeTime => Some(since + bake),
            _ => None,
        };
        let test_percent = target.and_then(|target| target.requested_test_traffic_weight).unwrap_or(0.0);
        Some(Self { routes, stage, steps, next_step, step_bake, bake, wait_until, ended: false, percent, test_percent })
    }

    pub(crate) fn green_groups(&self) -> Vec<String> {
        self.routes.iter().map(|route| route.green.clone()).collect()
    }

    /// The production rule of each load balancer, with the target groups of the old and of the new revision.
    #[cfg(any(test, feature = "testkit"))]
    pub(crate) fn production_routes(&self) -> impl Iterator<Item = (String, String, String)> + '_ {
        self.routes.iter().map(|route| (route.production.clone(), route.blue.clone(), route.green.clone()))
    }

    /// Both revisions run side by side and traffic is not settled yet.
    pub(crate) fn goes_on(&self) -> bool {
        !self.ended && self.stage != Stage::CleanUp
    }

    pub(crate) fn end(&mut self) {
        self.ended = true;
        self.percent = 0.0;
        self.test_percent = 0.0;
    }

    /// All traffic is on the new revision for good, and the old one is being taken away: there is no way back.
    pub(crate) fn cleans_up(&self) -> bool {
        !self.ended && self.stage == Stage::CleanUp
    }

    /// Put the target group of the new revision into the rules, without any traffic: a group that no rule names has no
    /// health checks.
    pub(crate) fn introduce(&self, world: &mut World) {
        send(world, self, 0.0, false);
    }

    /// Give the traffic back to the revision that had it.
    pub(crate) fn give_back(world: &mut World, id: ServiceId) {
        let service = &world.ecs.services[id];
        let shift = service.current.and_then(|current| service.history[current].shift.clone());
        if let Some(shift) = shift.filter(Shift::goes_on) {
            send(world, &shift, 0.0, false);
            send(world, &shift, 0.0, true);
        }
    }
}

fn minutes(value: Option<i32>, default: i32) -> Duration {
    Duration::from_secs(60 * u64::from(value.unwrap_or(default).unsigned_abs()))
}

fn steps(configuration: &DeploymentConfiguration) -> (Vec<f64>, Duration) {
    match configuration.strategy {
        Some(DeploymentStrategy::Canary) => {
            let canary = configuration.canary_configuration.clone().unwrap_or_default();
            let percent = canary.canary_percent.unwrap_or(5.0);
            let steps = if percent >= 100.0 { vec![100.0] } else { vec![percent, 100.0] };
            (steps, minutes(canary.canary_bake_time_in_minutes, 10))
        }
        Some(DeploymentStrategy::Linear) => {
            let linear = configuration.linear_configuration.clone().unwrap_or_default();
            let step = linear.step_percent.unwrap_or(10.0).max(3.0);
            let count = (100.0 / step).ceil() as u32;
            let steps = (1..=count).map(|number| (step * f64::from(number)).min(100.0)).collect();
            (steps, minutes(linear.step_bake_time_in_minutes, 6))
        }
        _ => (vec![100.0], Duration::ZERO),
    }
}

/// Set the weights of the production (or test) rules so that green has this share, in percent.
fn send(world: &mut World, shift: &Shift, percent: f64, test: bool) {
    // Weights go to 999, and shares are given in tenths of a percent.
    let green = ((percent * 10.0).round() as i32).clamp(0, 1000);
    let weights = match green {
        0 => (999, 0),
        1000 => (0, 999),
        green if green % 10 == 0 => (100 - green / 10, green / 10),
        green => (1000 - green, green),
    };
    for route in &shift.routes {
        let Some(rule) = (if test { route.test.as_ref() } else { Some(&route.production) }) else { continue };
        if let Err(error) = elbv2::set_weights(world, rule, &[(&route.blue, weights.0), (&route.green, weights.1)]) {
            world.note(format!("weights of {rule} could not be set: {error}"));
        }
    }
}

/// The service wants the tasks of the new revision.
pub(crate) fn wants_green(service: &Service) -> bool {
    let shift = service.current.and_then(|current| service.history[current].shift.as_ref());
    shift.is_none_or(|shift| !matches!(shift.stage, Stage::ReconcileService | Stage::PreScaleUp))
}

/// Move a shift on as far as it goes. True while both revisions are kept at full size.
pub(crate) fn advance(world: &mut World, id: ServiceId) -> bool {
    loop {
        let service = &world.ecs.services[id];
        let Some(current) = service.current else { return false };
        let Some(shift) = service.history[current].shift.as_ref().filter(|shift| shift.goes_on()) else { return false };
        let wait_until = shift.wait_until;
        if requested::waits(&service.history[current].status) {
            return true;
        }
        if !deployments::hooks_allow(world, id) {
            // A failed hook has ended the shift.
            let service = &world.ecs.services[id];
            return service.current.is_some_and(|current| service.history[current].shift.as_ref().is_some_and(Shift::goes_on));
        }
        if let Some(until) = wait_until.filter(|&until| until > world.now) {
            // Before that the scheduler looks anyway, and need not be woken twice.
            if until <= world.now + scheduler::LOOKS {
                scheduler::wake(world, id, until.since(world.now));
            }
            return true;
        }
        let service = &world.ecs.services[id];
        let Some(next) = service.history[current].shift.as_ref().and_then(|shift| after(world, id, shift)) else { return true };
        enter(world, id, current, next);
    }
}

/// The stage that comes next, or none while the present one is not over.
fn after(world: &World, id: ServiceId, shift: &Shift) -> Option<Stage> {
    let service = &world.ecs.services[id];
    Some(match shift.stage {
        Stage::ReconcileService => {
            let counts = |id: &str| scheduler::counts(world, service, Some(id));
            let kept = [service.rollouts.first(), scheduler::blue(service)].map(|kept| kept.map(|kept| kept.id.clone()));
            let others = service.rollouts.iter().filter(|rollout| !kept.contains(&Some(rollout.id.clone())));
            if others.map(|rollout| counts(&rollout.id)).any(|counts| counts.pending + counts.running > 0) {
                return None;
            }
            Stage::PreScaleUp
        }
        Stage::PreScaleUp => Stage::ScaleUp,
        Stage::ScaleUp => {
            let green = service.rollouts.first()?;
            let healthy = scheduler::counts(world, service, Some(&green.id)).healthy;
            if healthy < scheduler::desired(world, service) {
                return None;
            }
            Stage::PostScaleUp
        }
        Stage::PostScaleUp => Stage::TestTrafficShift,
        Stage::TestTrafficShift => Stage::PostTestTrafficShift,
        Stage::PostTestTrafficShift => Stage::PreProductionTrafficShift,
        Stage::PreProductionTrafficShift => Stage::ProductionTrafficShift,
        Stage::ProductionTrafficShift if shift.next_step < shift.steps.len() => Stage::PreProductionTrafficShift,
        Stage::ProductionTrafficShift => Stage::PostProductionTrafficShift,
        Stage::PostProductionTrafficShift => Stage::BakeTime,
        Stage::BakeTime | Stage::CleanUp => Stage::CleanUp,
    })
}

fn enter(world: &mut World, id: ServiceId, current: usize, stage: Stage) {
    let now = world.now;
    let name = world.ecs.services[id].name.clone();
    world.note(format!("service {name} enters {}", stage.as_str()));
    let Some(mut shift) = world.ecs.services[id].history[current].shift.clone() else { return };
    shift.stage = stage;
    shift.wait_until = None;
    match stage {
        Stage::TestTrafficShift if shift.routes.iter().any(|route| route.test.is_some()) => {
            shift.test_percent = 100.0;
            send(world, &shift, 100.0, true);
        }
        Stage::ProductionTrafficShift => {
            let percent = shift.steps[shift.next_step];
            shift.next_step += 1;
            shift.percent = percent;
            send(world, &shift, percent, false);
            if shift.next_step < shift.steps.len() {
                shift.wait_until = Some(now + shift.step_bake);
            }
        }
        Stage::BakeTime => shift.wait_until = Some(now + shift.bake),
        Stage::CleanUp => {
            world.note(format!("{} target groups lose their targets", shift.routes.len()));
            world.ecs.services[id].live_groups = shift.green_groups();
        }
        _ => {}
    }
    let deployment = &mut world.ecs.services[id].history[current];
    deployment.shift = Some(shift);
    deployment.updated_at = now;
    hooks::start(world, id, stage.as_str());
    scheduler::wake(world, id, Duration::from_secs(2));
}
