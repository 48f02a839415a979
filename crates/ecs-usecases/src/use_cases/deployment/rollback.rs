//! UC08: go back to the last good revision, a named one, or a version of the image.

use super::rolling_deployment::an_hour;
use crate::{
    error::{Error, ErrorKind, Result},
    model::{
        ecr::{DescribeImages, ImageIdentifier},
        ecs::{
            DeploymentRolloutState, DescribeServiceRevisions, ListServiceDeployments, ListTaskDefinitions, Service,
            ServiceDeploymentStatus, ServiceRevision, SortOrder, StopServiceDeployment, StopServiceDeploymentStopType, TaskDefinition,
        },
    },
    run::Run,
    span::Span,
    steps::{
        Change, DeploymentOutcome, Ending, Gate, IfBusy, ImageReference, OnFailure, Rollout, Strategy, conclude,
        deployment::Started,
        follow_deployment,
        patch::ConfigurationPatch,
        restore::held_state,
        revision::{Registered, register, to_register},
        scaling::{self, ScalingLimits},
        service::{self, Before, Known},
        service_before,
        verdict::Restorer,
    },
    use_case::{Actor, Failure, Family, Stage, UseCase, UseCaseInfo},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Go back to the last good revision, a named one, or a version of the image.
///
/// A deployment that goes on is stopped first, which rolls it back. A target whose image is gone from ECR is refused, with
/// the targets that still can be gone back to; a deregistered task definition is registered again.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Rollback {
    /// Cluster name or ARN.
    pub cluster: String,
    /// Service name or ARN.
    pub service: String,
    /// Where to go back to.
    #[serde(default)]
    pub to: RollbackTarget,
    /// Tasks wanted afterwards. When absent, as many as before the deployment that is gone back from, if that is recorded
    /// and the service is not scaled; as many as now otherwise.
    #[serde(default)]
    pub desired_count: Option<i32>,
    /// Scaling limits afterwards, of a service that is scaled; those of before the deployment that is gone back from when
    /// absent, if they are recorded.
    #[serde(default)]
    pub scaling_limits: Option<ScalingLimits>,
    /// How to get back; as the service is set when absent.
    #[serde(default)]
    pub strategy: Strategy,
    /// Gate for a version of the image; a revision that ran well before is not scanned again.
    #[serde(default)]
    pub gate: Gate,
    /// What to do when going back fails as well.
    #[serde(default)]
    pub on_failure: OnFailure,
    /// How long it may take.
    #[serde(default = "an_hour")]
    pub timeout: Span,
}

/// Where to go back to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum RollbackTarget {
    /// The revision of the last deployment that succeeded before the present one.
    #[default]
    LastGood,
    /// A task definition.
    TaskDefinition {
        /// `family:revision`, or an ARN.
        name: String,
    },
    /// A service revision.
    ServiceRevision {
        /// Its ARN.
        arn: String,
    },
    /// The present task definition with another version of the image.
    Image {
        /// Image with a tag or digest.
        image: ImageReference,
    },
}

impl UseCase for Rollback {
    type Outcome = DeploymentOutcome;

    const INFO: UseCaseInfo = UseCaseInfo {
        id: 8,
        title: "Rollback",
        name: "rollback",
        family: Family::Deployment,
        actors: &[Actor::OperationsTeam],
        stages: &[
            Stage {
                name: "stop the running deployment",
                responsible: Actor::OperationsTeam,
                takes: &["service deployment"],
                leaves: &["verdict"],
            },
            Stage {
                name: "choose the target",
                responsible: Actor::OperationsTeam,
                takes: &["deployment history"],
                leaves: &["task definition"],
            },
            Stage {
                name: "check the images",
                responsible: Actor::OperationsTeam,
                takes: &["task definition"],
                leaves: &["images that exist"],
            },
            Stage {
                name: "start the deployment",
                responsible: Actor::OperationsTeam,
                takes: &["task definition"],
                leaves: &["service deployment"],
            },
            Stage {
                name: "follow the deployment",
                responsible: Actor::OperationsTeam,
                takes: &["service deployment"],
                leaves: &["verdict", "evidence"],
            },
        ],
        failures: &[
            Failure {
                when: "somebody else deploys the service meanwhile",
                then: "that deployment is left as it is; the error says that it took the place",
            },
            Failure { when: "no earlier deployment succeeded", then: "nothing was changed" },
            Failure {
                when: "the target's image is gone from ECR",
                then: "nothing was changed; the error names the targets that still exist",
            },
            Failure { when: "the target's tasks fail as well", then: "the revision from before is put back, unless on_failure says keep" },
        ],
    };

    async fn run(self, run: &Run) -> Result<DeploymentOutcome> {
        let mut seen = None;
        if self.to == RollbackTarget::LastGood {
            match self.stop_running(run).await? {
                Stop::WentBack(outcome) => return conclude(*outcome),
                Stop::NotBack(now) => seen = Some(now),
            }
        }
        let before = service_before(run, &self.cluster, &self.service, IfBusy::Replace).await?;
        // What ECS itself went back to meanwhile is nobody's deployment.
        let known = match seen {
            Some(now) if last_completed(&now) != Some(before.task_definition()) => Known::Seen(now),
            _ => Known::seen(&before),
        };
        let change = match &self.to {
            RollbackTarget::Image { image } => {
                Change::Image { image: image.clone(), container: None, patch: ConfigurationPatch::default() }
            }
            target => self.revision(run, &before, target).await?,
        };
        if matches!(&change, Change::Revision(arn) if *arn == before.task_definition()) && service::going_on(&before.service).is_none() {
            return Err(Error::new(ErrorKind::Conflict, format!("the service runs {} already", before.task_definition()))
                .on(&self.service)
                .advise("Name another target to go back to."));
        }
        // What the revision that is left behind says of the state before it is the state to go back to.
        let state = scaling::state_before(&before.tags).filter(|_| !matches!(change, Change::Image { .. }));
        let limits = self.scaling_limits.or(state.and_then(|state| state.scaling)).filter(|_| before.scaling.is_some());
        // A service that is scaled keeps as many tasks as its load wants.
        let desired = state.map(|state| state.desired).filter(|desired| *desired > 0 && before.scaling.is_none());
        let rollout = Rollout {
            gate: self.gate.clone(),
            strategy: self.strategy.clone(),
            desired_count: self.desired_count.or(desired),
            if_busy: IfBusy::Replace,
            known,
            on_failure: self.on_failure,
            timeout: self.timeout,
            ..Rollout::new(&self.cluster, &self.service, change)
        };
        let outcome = rollout.perform(run).await?;
        if let Some(limits) = limits.filter(|limits| before.scaling != Some(*limits)) {
            let set = run.step("restore the scaling limits", scaling::set_limits(run, &before.service, limits)).await;
            set.map_err(|error| error.leaving(format!("service {} set to {}", self.service, outcome.state.task_definition)))?;
        }
        Ok(outcome)
    }
}

/// What came of stopping the deployment that goes on.
enum Stop {
    /// ECS went back. The outcome tells whether that still holds.
    WentBack(Box<DeploymentOutcome>),
    /// ECS did not go back: none went on, the endpoint can't stop one, or it was stopped and left at that. The service was like this.
    NotBack(Box<Service>),
}

/// The task definition of the latest deployment that was completed before the one that goes on: ECS goes back to it.
fn last_completed(service: &Service) -> Option<String> {
    let others = service.deployments.iter().filter(|deployment| {
        deployment.status.as_deref() != Some("PRIMARY") && deployment.rollout_state == Some(DeploymentRolloutState::Completed)
    });
    others.max_by_key(|deployment| deployment.created_at)?.task_definition.clone()
}

impl Rollback {
    /// Go back to the last good revision.
    pub fn new(cluster: impl Into<String>, service: impl Into<String>) -> Self {
        Self {
            cluster: cluster.into(),
            service: service.into(),
            to: RollbackTarget::default(),
            desired_count: None,
            scaling_limits: None,
            strategy: Strategy::default(),
            gate: Gate::default(),
            on_failure: OnFailure::default(),
            timeout: an_hour(),
        }
    }

    /// Stop the deployment that goes on: ECS puts back the revision from before it.
    async fn stop_running(&self, run: &Run) -> Result<Stop> {
        run.step(
            "stop the running deployment",
            Box::pin(async {
                let now = service::read_service(run, &self.cluster, &self.service).await?;
                let (Some(id), Some(arn)) = (service::going_on(&now), now.current_service_deployment.clone()) else {
                    return Ok(Stop::NotBack(Box::new(now)));
                };
                let task_definition = now.task_definition.clone().unwrap_or_default();
                let created_at = service::primary(&now).and_then(|primary| primary.created_at).unwrap_or_default();
                let started = Started {
                    cluster: self.cluster.clone(),
                    service: self.service.clone(),
                    id,
                    arn: Some(arn.clone()),
                    task_definition,
                    created_at,
                    begun_at: None,
                };
                let rolls_back = Some(StopServiceDeploymentStopType::Rollback);
                let stop = StopServiceDeployment { service_deployment_arn: arn.clone(), stop_type: rolls_back, ..Default::default() };
                match run.send(stop).await {
                    Ok(_) => {}
                    // It has just ended, or the endpoint has no such operation: go back by a deployment.
                    Err(error) if matches!(error.kind(), ErrorKind::Conflict | ErrorKind::Unsupported) => {
                        return Ok(Stop::NotBack(Box::new(now)));
                    }
                    Err(error) => return Err(error),
                }
                let timeout = Span((run.now().await?).since(created_at) + self.timeout.0);
                let mut verdict = follow_deployment(run, &started, timeout).await?;
                if !matches!(verdict.ending, Ending::RolledBack | Ending::Superseded) {
                    run.warn(format!("the stopped deployment did not roll back: {}", verdict.cause));
                    return Ok(Stop::NotBack(Box::new(now)));
                }
                let mut state = held_state(run, &started, Some(Restorer::Ecs)).await?;
                match last_completed(&now).filter(|back| *back != state.task_definition) {
                    // Somebody else deployed before ECS had gone back.
                    _ if verdict.ending == Ending::Superseded => state.restored_by = None,
                    // Going back was asked for, and it is what happened.
                    None => {
                        verdict.ending = Ending::Succeeded;
                        verdict.cause = format!("the running deployment was stopped, and ECS went back to {}", state.task_definition);
                    }
                    Some(back) => {
                        verdict.ending = Ending::Superseded;
                        verdict.cause = format!("ECS went back to {back}, and another deployment set {} since", state.task_definition);
                        state.restored_by = None;
                    }
                }
                Ok(Stop::WentBack(Box::new(DeploymentOutcome {
                    service_arn: now.service_arn.unwrap_or_default(),
                    image: None,
                    task_definition: state.task_definition.clone(),
                    previous_task_definition: started.task_definition,
                    deployment_id: Some(started.id),
                    service_deployment_arn: Some(arn),
                    verdict,
                    state,
                    tests: Vec::new(),
                    analysis: Vec::new(),
                    changes: Vec::new(),
                })))
            }),
        )
        .await
    }

    /// The task definition to go back to, with its images in place.
    async fn revision(&self, run: &Run, before: &Before, target: &RollbackTarget) -> Result<Change> {
        let candidates = run.step("choose the target", self.candidates(run, before, target)).await?;
        run.step("check the images", async {
            let wanted = candidates.first().ok_or_else(|| {
                Error::new(ErrorKind::NotFound, "no earlier deployment of the service succeeded")
                    .on(&self.service)
                    .advise("Name a task definition or an image to go back to.")
            })?;
            if wanted.gone.is_empty() {
                return to_deploy(run, &wanted.found).await;
            }
            let possible = candidates.iter().skip(1).filter(|candidate| candidate.gone.is_empty());
            let others: Vec<_> = possible.map(|candidate| name(&candidate.found.definition)).collect();
            let advice = if others.is_empty() {
                "No earlier revision has its images any more: push the image again.".to_owned()
            } else {
                format!("Still possible: {}.", others.join(", "))
            };
            let message = format!("{} needs images that are gone from ECR: {}", name(&wanted.found.definition), wanted.gone.join(", "));
            Err(Error::new(ErrorKind::Refused, message).on(&self.service).advise(advice))
        })
        .await
    }

    /// The target, and after it those that could be chosen instead.
    async fn candidates(&self, run: &Run, before: &Before, target: &RollbackTarget) -> Result<Vec<Candidate>> {
        let current = before.task_definition();
        let mut names: Vec<String> = match target {
            RollbackTarget::TaskDefinition { name } => vec![name.clone()],
            RollbackTarget::ServiceRevision { arn } => {
                let found = self.revisions(run, vec![arn.clone()]).await?;
                vec![
                    found
                        .into_iter()
                        .next()
                        .and_then(|revision| revision.task_definition)
                        .ok_or_else(|| Error::new(ErrorKind::NotFound, "there is no such service revision").on(arn))?,
                ]
            }
            RollbackTarget::LastGood | RollbackTarget::Image { .. } => Vec::new(),
        };
        let mut good = match self.good_revisions(run).await {
            Ok(good) => good,
            // Without deployment history: the earlier revisions of the family.
            Err(error) if error.kind() == ErrorKind::Unsupported => self.earlier_revisions(run, before).await?,
            Err(error) => return Err(error),
        };
        good.retain(|name| *name != current && !names.contains(name));
        names.append(&mut good);
        let mut candidates: Vec<Candidate> = Vec::new();
        for name in names.into_iter().take(5) {
            let found = Registered::read(run, &name).await?;
            if !candidates.iter().any(|known| known.found.definition.task_definition_arn == found.definition.task_definition_arn) {
                let gone = gone_images(run, &found.definition).await?;
                candidates.push(Candidate { found, gone });
            }
        }
        Ok(candidates)
    }

    /// Task definitions of the deployments that succeeded, the latest first.
    async fn good_revisions(&self, run: &Run) -> Result<Vec<String>> {
        let list = ListServiceDeployments {
            service: self.service.clone(),
            cluster: Some(self.cluster.clone()),
            status: Some(vec![ServiceDeploymentStatus::Successful]),
            max_results: Some(20),
            ..Default::default()
        };
        let deployments = run.send(list).await?.service_deployments;
        let mut arns: Vec<String> = Vec::new();
        for arn in deployments.into_iter().filter_map(|deployment| deployment.target_service_revision_arn) {
            if !arns.contains(&arn) {
                arns.push(arn);
            }
        }
        if arns.is_empty() {
            return Ok(Vec::new());
        }
        let revisions = self.revisions(run, arns.clone()).await?;
        let definition =
            |arn: &String| revisions.iter().find(|revision| revision.service_revision_arn.as_ref() == Some(arn))?.task_definition.clone();
        Ok(arns.iter().filter_map(definition).collect())
    }

    async fn revisions(&self, run: &Run, arns: Vec<String>) -> Result<Vec<ServiceRevision>> {
        Ok(run.send(DescribeServiceRevisions { service_revision_arns: arns, ..Default::default() }).await?.service_revisions)
    }

    async fn earlier_revisions(&self, run: &Run, before: &Before) -> Result<Vec<String>> {
        let list = ListTaskDefinitions {
            family_prefix: before.definition.family.clone(),
            sort: Some(SortOrder::Desc),
            max_results: Some(20),
            ..Default::default()
        };
        run.warn("the endpoint keeps no deployment history: going back to the earlier revision of the task definition");
        let current = before.definition.revision.unwrap_or(i32::MAX);
        let number = |arn: &str| arn.rsplit(':').next().and_then(|number| number.parse::<i32>().ok()).unwrap_or(i32::MAX);
        Ok(run.send(list).await?.task_definition_arns.into_iter().filter(|arn| number(arn) < current).collect())
    }
}

/// What can be gone back to.
struct Candidate {
    found: Registered,
    /// Its images that are gone from ECR.
    gone: Vec<String>,
}

/// The definition itself, or that it is registered again if it was deregistered.
async fn to_deploy(run: &Run, found: &Registered) -> Result<Change> {
    let Some(again) = found.again(run)? else {
        return Ok(Change::Revision(found.definition.task_definition_arn.clone().unwrap_or_default()));
    };
    if run.has("a rollback registers again what is admitted").await? {
        return Ok(Change::Definition(Box::new(again)));
    }
    // It was registered here, without its tags and before anything else was checked.
    Ok(Change::Revision(register(run, to_register(&found.definition, &[])?).await?))
}

fn name(definition: &TaskDefinition) -> String {
    crate::steps::revision::family_and_revision(definition.task_definition_arn.as_deref().unwrap_or_default()).to_owned()
}

/// Images of the definition in the run's own registry that are no longer there.
async fn gone_images(run: &Run, definition: &TaskDefinition) -> Result<Vec<String>> {
    let mut gone = Vec::new();
    for image in definition.container_definitions.iter().filter_map(|container| container.image.as_deref()) {
        let Ok(reference) = ImageReference::parse(image) else { continue };
        if !reference.ecr().is_some_and(|registry| registry.is_of(run.cloud().scope())) {
            continue;
        }
        let id = ImageIdentifier {
            image_digest: reference.digest().map(str::to_owned),
            image_tag: reference.digest().is_none().then(|| reference.tag().unwrap_or("latest").to_owned()),
            ..Default::default()
        };
        let describe =
            DescribeImages { repository_name: reference.repository().to_owned(), image_ids: Some(vec![id]), ..Default::default() };
        match run.send(describe).await {
            Ok(found) if found.image_details.is_empty() => gone.push(image.to_owned()),
            Ok(_) => {}
            Err(error) if error.kind() == ErrorKind::NotFound => gone.push(image.to_owned()),
            Err(error) => return Err(error),
        }
    }
    Ok(gone)
}
