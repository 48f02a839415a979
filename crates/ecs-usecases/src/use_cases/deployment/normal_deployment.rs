//! UC06: one image through the environments, each with its checks and, where it says so, an approval.

use super::environment::{self, Environment, EnvironmentOutcome};
use crate::{
    error::{Error, Result},
    run::Run,
    steps::{ImageReference, image::digest_of},
    use_case::{Actor, Failure, Family, Stage, UseCase, UseCaseInfo},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Deploy one image through the environments in order: the same digest in each, checked, and approved where that is asked.
///
/// An environment that fails its deployment or its checks is put back to what it ran, and the image goes no further.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NormalDeployment {
    /// Image to deploy: `repository:tag` or `repository@digest` of the first environment's registry. The tag is resolved
    /// there once; the digest is what is promoted.
    pub image: ImageReference,
    /// The environments, in order: development, staging, production.
    pub environments: Vec<Environment>,
    /// Name of the first environment to deploy to; those before it are skipped.
    #[serde(default)]
    pub start_at: Option<String>,
    /// Name of the last environment to deploy to; all when absent.
    #[serde(default)]
    pub up_to: Option<String>,
    /// Who asks for it: an approval by the same person does not count.
    pub requested_by: String,
}

/// What came of the environments.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct NormalDeploymentOutcome {
    /// Digest that was deployed.
    pub digest: String,
    /// The environments that the image reached, in order.
    pub environments: Vec<EnvironmentOutcome>,
}

impl UseCase for NormalDeployment {
    type Outcome = NormalDeploymentOutcome;

    const INFO: UseCaseInfo = UseCaseInfo {
        id: 6,
        title: "NormalDeployment",
        name: "normal_deployment",
        family: Family::Deployment,
        actors: &[Actor::CicdPipeline, Actor::DevelopmentTeam, Actor::OperationsTeam, Actor::VulnerabilityManagementTeam],
        stages: &[
            Stage { name: "resolve the image", responsible: Actor::CicdPipeline, takes: &["image"], leaves: &["digest"] },
            Stage {
                name: "approve",
                responsible: Actor::OperationsTeam,
                takes: &["digest", "environment"],
                leaves: &["approval that is used up"],
            },
            Stage {
                name: "deploy to the environment",
                responsible: Actor::CicdPipeline,
                takes: &["digest", "strategy"],
                leaves: &["verdict", "evidence"],
            },
            Stage { name: "check", responsible: Actor::DevelopmentTeam, takes: &["checks"], leaves: &["what each check found"] },
            Stage {
                name: "promote",
                responsible: Actor::CicdPipeline,
                takes: &["verdict", "what each check found"],
                leaves: &["next environment"],
            },
        ],
        failures: &[
            Failure { when: "an environment is not known, or the request can't be right", then: "nothing was changed" },
            Failure {
                when: "nobody but the requester has approved, or the approval is over or of another image",
                then: "the environment was not changed; those before it keep the image",
            },
            Failure {
                when: "a deployment or a check fails",
                then: "that environment runs again what it ran before; those before it keep the image",
            },
        ],
    };

    async fn run(self, run: &Run) -> Result<NormalDeploymentOutcome> {
        let environments = self.chosen()?;
        let Some(first) = environments.first() else { return Err(Error::invalid("environments", "there is no environment")) };
        let digest = run.step("resolve the image", digest_of(&first.target.branch(run, "image"), &self.image)).await?;
        let image = ImageReference::parse(format!("{}@{digest}", self.image.repository()))?;
        let mut outcome = NormalDeploymentOutcome { digest, environments: Vec::new() };
        for environment in environments {
            let branch = environment.target.branch(run, &environment.name);
            let reached = environment::deploy(&branch, environment, &image, &outcome.digest, &self.requested_by).await;
            match reached {
                Ok(reached) => outcome.environments.push(reached),
                Err((error, reached)) => {
                    outcome.environments.extend(reached.map(|reached| *reached));
                    let told: Vec<_> = outcome.environments.iter().filter(|reached| reached.deployed).collect();
                    let error = told.iter().fold(error, |error, reached| error.leaving(format!("{} runs the new image", reached.name)));
                    return Err(error.while_(format!("deploy to {}", environment.name)).with_outcome(&outcome));
                }
            }
        }
        Ok(outcome)
    }
}

impl NormalDeployment {
    /// Deploy this image to these environments.
    pub fn new(image: ImageReference, environments: Vec<Environment>, requested_by: impl Into<String>) -> Self {
        Self { image, environments, start_at: None, up_to: None, requested_by: requested_by.into() }
    }

    /// The environments that are meant, checked.
    fn chosen(&self) -> Result<&[Environment]> {
        if self.requested_by.trim().is_empty() {
            return Err(Error::invalid("requested_by", "somebody asks for it"));
        }
        if self.image.host().is_some() && self.environments.len() > 1 {
            return Err(Error::invalid("image", "environments may have registries of their own: name the image without a host"));
        }
        for (index, environment) in self.environments.iter().enumerate() {
            environment.check(&format!("environments[{index}]"))?;
            if self.environments[..index].iter().any(|other| other.name == environment.name) {
                return Err(Error::invalid(
                    format!("environments[{index}].name"),
                    format!("there are two environments {}", environment.name),
                ));
            }
        }
        let names = || self.environments.iter().map(|environment| environment.name.as_str()).collect::<Vec<_>>().join(", ");
        let place = |path: &str, name: &String| {
            self.environments
                .iter()
                .position(|environment| environment.name == *name)
                .ok_or_else(|| Error::invalid(path, format!("there is no environment {name}")).advise(format!("There are: {}.", names())))
        };
        let first = self.start_at.as_ref().map_or(Ok(0), |name| place("start_at", name))?;
        let last = match &self.up_to {
            Some(name) => place("up_to", name)?,
            None => self.environments.len().saturating_sub(1),
        };
        if first > last {
            return Err(Error::invalid("up_to", "it comes before `start_at`"));
        }
        Ok(self.environments.get(first..=last).unwrap_or_default())
    }
}
