//! UC22: several services that depend on each other, each after those that it needs.

use crate::{
    error::{Error, Result},
    run::Run,
    span::Span,
    steps::{
        Change, DeploymentSettings, Gate, ImageReference, OnFailure, Rollout, Strategy,
        analysis::Analysis,
        fleet::{self, Member, MemberOutcome, RollBack},
        patch::ConfigurationPatch,
        target::Target,
    },
    use_case::{Actor, Failure, Family, Stage, UseCase, UseCaseInfo},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Deploy several services in the order of their dependencies, at the same time where they are free of each other.
///
/// A service starts only when those that it depends on are deployed and healthy. When one fails no further one is started,
/// and those that were deployed are rolled back in reverse order.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MicroservicesDeployment {
    /// The services.
    pub services: Vec<Microservice>,
    /// What is undone when one fails.
    #[serde(default)]
    pub roll_back: RollBack,
    /// Services that are deployed at the same time, at most.
    #[serde(default = "ten")]
    pub at_once: u32,
    /// What the images have to meet.
    #[serde(default)]
    pub gate: Gate,
    /// How long each may take.
    #[serde(default = "super::rolling_deployment::an_hour")]
    pub timeout: Span,
}

/// One of the services.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Microservice {
    /// Name by which others depend on it; the service's name when absent.
    #[serde(default)]
    pub name: Option<String>,
    /// Cluster name or ARN.
    pub cluster: String,
    /// Service name or ARN.
    pub service: String,
    /// Image to deploy, with a tag or digest.
    pub image: ImageReference,
    /// Container that gets the image; needed only where several could be meant.
    #[serde(default)]
    pub container: Option<String>,
    /// Names of the services that have to be deployed before.
    #[serde(default)]
    pub depends_on: Vec<String>,
    /// How it is deployed; as the service is set when absent.
    #[serde(default)]
    pub strategy: Strategy,
    /// How it is judged, by strategies that shift traffic; not at all when absent.
    #[serde(default)]
    pub analysis: Option<Analysis>,
    /// What changes in its settings: circuit breaker, alarms.
    #[serde(default)]
    pub settings: DeploymentSettings,
    /// Account and Region, if they are not the run's.
    #[serde(default)]
    pub target: Target,
}

fn ten() -> u32 {
    10
}

/// What came of the services.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct MicroservicesOutcome {
    /// Each service, in the order of the request.
    pub services: Vec<MemberOutcome>,
}

impl UseCase for MicroservicesDeployment {
    type Outcome = MicroservicesOutcome;

    const INFO: UseCaseInfo = UseCaseInfo {
        id: 22,
        title: "MicroservicesDeployment",
        name: "microservices_deployment",
        family: Family::Deployment,
        actors: &[Actor::CicdPipeline, Actor::DevelopmentTeam, Actor::OperationsTeam],
        stages: &[
            Stage {
                name: "order the services",
                responsible: Actor::DevelopmentTeam,
                takes: &["services", "dependencies"],
                leaves: &["order"],
            },
            Stage {
                name: "deploy each service",
                responsible: Actor::CicdPipeline,
                takes: &["images", "order"],
                leaves: &["verdict of each service"],
            },
            Stage {
                name: "roll back in reverse order",
                responsible: Actor::OperationsTeam,
                takes: &["verdict of each service"],
                leaves: &["state that holds of each service"],
            },
        ],
        failures: &[
            Failure { when: "services depend on each other in a circle, or on one that is not there", then: "nothing was changed" },
            Failure {
                when: "a service fails",
                then: "it undoes its own work, no further one is started, and those before it are rolled back in reverse order, as roll_back says",
            },
            Failure { when: "rolling one back fails", then: "the error names the service that still runs the new version" },
        ],
    };

    async fn run(self, run: &Run) -> Result<MicroservicesOutcome> {
        let members = self.members()?;
        let mut services = fleet::deploy(run, &members, self.at_once as usize).await?;
        let Some(failure) = fleet::failure(&services) else { return Ok(MicroservicesOutcome { services }) };
        if self.roll_back != RollBack::Nothing {
            fleet::roll_back(run, &members, &mut services, &failure).await?;
        }
        let outcome = MicroservicesOutcome { services };
        Err(fleet::failed(failure, &outcome.services, &outcome))
    }
}

impl MicroservicesDeployment {
    /// Deploy these, everything else as it is by default.
    pub fn new(services: Vec<Microservice>) -> Self {
        Self {
            services,
            roll_back: RollBack::default(),
            at_once: ten(),
            gate: Gate::default(),
            timeout: super::rolling_deployment::an_hour(),
        }
    }

    fn members(&self) -> Result<Vec<Member>> {
        if self.services.is_empty() {
            return Err(Error::invalid("services", "there is nothing to deploy"));
        }
        if self.at_once == 0 {
            return Err(Error::invalid("at_once", "at least one service is deployed at a time"));
        }
        let mut order = BTreeMap::new();
        let mut members = Vec::new();
        for (index, service) in self.services.iter().enumerate() {
            let name = service.name.clone().unwrap_or_else(|| service.service.clone());
            service.strategy.check(&format!("services[{index}].strategy"))?;
            service.target.check(&format!("services[{index}].target"))?;
            if order.insert(name.clone(), service.depends_on.clone()).is_some() {
                return Err(Error::invalid(format!("services[{index}].name"), format!("there are two services {name}")));
            }
            let change =
                Change::Image { image: service.image.clone(), container: service.container.clone(), patch: ConfigurationPatch::default() };
            let rollout = Rollout {
                gate: self.gate.clone(),
                strategy: service.strategy.clone(),
                settings: service.settings.clone(),
                analysis: service.analysis.clone(),
                on_failure: OnFailure::Restore,
                timeout: self.timeout,
                ..Rollout::new(&service.cluster, &service.service, change)
            };
            members.push(Member { name, target: service.target.clone(), rollout, after: service.depends_on.clone() });
        }
        fleet::check_order(&order, "services")?;
        Ok(members)
    }
}
