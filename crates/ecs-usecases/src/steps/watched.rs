//! What is kept of the looks at one deployment: what shows only for a while is evidence at its end.

use super::{
    deployment::Started,
    traffic,
    verdict::{HookRun, UnhealthyTarget},
};
use crate::{
    error::Result,
    event::EventDetail,
    model::{
        ecs::{
            DeploymentLifecycleHookDetail, DeploymentLifecycleHookStatus as HookStatus, DeploymentLifecycleHookTargetType, Service,
            ServiceDeployment,
        },
        elbv2::{DescribeTargetHealth, TargetHealthStateEnum as State},
    },
    run::Run,
};
use std::collections::{BTreeMap, BTreeSet};

/// Unhealthy targets that are kept; more say nothing new.
const KEPT_TARGETS: usize = 10;

/// The lifecycle stages in which the targets of the new revision are to be healthy: before, while and after traffic shifts.
const WITH_TRAFFIC: [&str; 3] = ["PRE_PRODUCTION_TRAFFIC_SHIFT", "PRODUCTION_TRAFFIC_SHIFT", "BAKE_TIME"];

/// What the looks at a deployment have shown so far. What is new in it is told.
#[derive(Debug, Clone, Default)]
pub(crate) struct Watched {
    pub(super) lowest_running: Option<i32>,
    pub(super) hooks: Vec<HookRun>,
    pub(super) unhealthy: Vec<UnhealthyTarget>,
    /// Alarms that were told.
    alarms: BTreeSet<String>,
    /// Healthy, unhealthy, initial and draining targets of each target group, as they were told.
    targets: BTreeMap<String, [i32; 4]>,
    failed: i32,
    /// Of these stages, those in which the targets were looked at.
    stages: BTreeSet<String>,
}

impl Watched {
    /// Take in one look. The load balancer is asked only when tasks have failed, and once in each lifecycle stage in
    /// which traffic goes to the new revision.
    pub(super) async fn note(
        &mut self,
        run: &Run,
        started: &Started,
        service: &Service,
        deployment: Option<&ServiceDeployment>,
    ) -> Result<()> {
        if let Some(running) = service.running_count {
            self.lowest_running = Some(self.lowest_running.map_or(running, |lowest| lowest.min(running)));
        }
        let stage = deployment.and_then(|deployment| deployment.lifecycle_stage.as_ref()).map(ToString::to_string);
        if let Some(deployment) = deployment {
            self.note_alarms(run, deployment);
            // The latest come first.
            for hook in deployment.lifecycle_hook_details.iter().rev() {
                self.note_hook(hook, stage.clone(), deployment);
            }
        }
        let ours = service.deployments.iter().find(|deployment| deployment.id.as_deref() == Some(&started.id));
        let failed = ours.and_then(|ours| ours.failed_tasks).unwrap_or(self.failed);
        let has_failed = failed > self.failed;
        self.failed = failed;
        let is_new_stage = stage.is_some_and(|stage| WITH_TRAFFIC.contains(&stage.as_str()) && self.stages.insert(stage));
        if has_failed || is_new_stage {
            self.look_at_targets(run, service, true).await?;
        }
        Ok(())
    }

    fn note_alarms(&mut self, run: &Run, deployment: &ServiceDeployment) {
        for name in deployment.alarms.iter().flat_map(|alarms| &alarms.triggered_alarm_names) {
            if self.alarms.insert(name.clone()) {
                run.emit(EventDetail::Alarm { name: name.clone(), state: "ALARM".into(), reason: None });
            }
        }
    }

    /// AWS shows a hook without its stage: it is the only one for which it is configured, or that of the deployment while the
    /// hook goes on.
    fn note_hook(&mut self, hook: &DeploymentLifecycleHookDetail, stage: Option<String>, deployment: &ServiceDeployment) {
        let status = hook.status.as_ref().map(ToString::to_string);
        if let Some(known) = self.hooks.iter_mut().find(|known| known.hook_id == hook.hook_id) {
            known.status = status;
            return;
        }
        let goes_on = matches!(hook.status, Some(HookStatus::AwaitingAction | HookStatus::InProgress));
        let pauses = hook.target_type == Some(DeploymentLifecycleHookTargetType::Pause);
        let function = hook.target_arn.as_deref().and_then(|arn| arn.split(":function:").nth(1));
        let name = if pauses { "PAUSE" } else { function.or(hook.target_arn.as_deref()).unwrap_or_default() };
        self.hooks.push(HookRun {
            name: name.to_owned(),
            hook_id: hook.hook_id.clone(),
            stage: only_stage(hook, deployment).or_else(|| stage.filter(|_| goes_on)),
            status,
        });
    }

    /// Ask the load balancer for the health of all targets. Counts that differ from those that were told are told, if `tells` or
    /// if something is unhealthy.
    pub(super) async fn look_at_targets(&mut self, run: &Run, service: &Service, tells: bool) -> Result<()> {
        for group in traffic::target_groups(service) {
            let describe = DescribeTargetHealth { target_group_arn: group.clone(), ..Default::default() };
            // Evidence is good to have; a role that may not read it, or a group that is gone, is no reason to fail.
            let Some(described) = run.observe_if_allowed(describe).await? else { continue };
            let mut counts = [0; 4];
            for target in described.target_health_descriptions {
                let health = target.target_health.unwrap_or_default();
                match health.state {
                    Some(State::Healthy) => counts[0] += 1,
                    Some(State::Unhealthy) => {
                        counts[1] += 1;
                        self.keep(UnhealthyTarget {
                            target_group_arn: group.clone(),
                            target: target.target.and_then(|target| target.id).unwrap_or_default(),
                            reason: health.reason.map(|reason| reason.to_string()),
                            description: health.description,
                        });
                    }
                    Some(State::Initial) => counts[2] += 1,
                    Some(State::Draining) => counts[3] += 1,
                    _ => {}
                }
            }
            let told = self.targets.get(&group);
            let worth = told.is_some() || counts[1] > 0 || (tells && counts != [0; 4]);
            if told != Some(&counts) && worth {
                self.targets.insert(group.clone(), counts);
                let [healthy, unhealthy, initial, draining] = counts;
                run.emit(EventDetail::Health { target_group: group, healthy, unhealthy, initial, draining });
            }
        }
        Ok(())
    }

    fn keep(&mut self, target: UnhealthyTarget) {
        let known = self.unhealthy.iter().any(|known| known.target == target.target && known.target_group_arn == target.target_group_arn);
        if !known && self.unhealthy.len() < KEPT_TARGETS {
            self.unhealthy.push(target);
        }
    }
}

/// The lifecycle stage of a hook that is configured for one only.
fn only_stage(hook: &DeploymentLifecycleHookDetail, deployment: &ServiceDeployment) -> Option<String> {
    let configured = deployment.deployment_configuration.as_ref()?.lifecycle_hooks.as_ref()?;
    let mut stages = configured
        .iter()
        .filter(|configured| {
            // A hook is a Lambda function unless it says otherwise.
            let kind = configured.target_type.clone().unwrap_or(DeploymentLifecycleHookTargetType::AwsLambda);
            configured.hook_target_arn == hook.target_arn && Some(kind) == hook.target_type
        })
        .flat_map(|configured| configured.lifecycle_stages.iter().flatten());
    let first = stages.next()?.to_string();
    stages.next().is_none().then_some(first)
}
