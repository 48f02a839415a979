//! UC17: one image to the same service in many Regions and accounts, wave by wave.

use crate::{
    error::{Error, ErrorKind, Result},
    run::Run,
    span::Span,
    steps::{
        Change, DeploymentSettings, Gate, ImageReference, Rollout, Strategy,
        alarms::watch_alarms,
        analysis::Analysis,
        fleet::{self, Member, MemberOutcome, RollBack},
        image::{digest_of, wait_for_digest},
        patch::ConfigurationPatch,
        target::Target,
    },
    use_case::{Actor, Failure, Family, Stage, UseCase, UseCaseInfo},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Deploy one image, by its digest, to a service in many Regions and accounts: wave by wave, each wave with a bake.
///
/// The image has to be in every Region's own registry, with the same digest, before anything is changed; replication is
/// waited for. When a Region fails, or an alarm fires while a wave bakes, no further wave starts, and what was asked for is
/// rolled back.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MultiRegionDeployment {
    /// Image to deploy: `repository:tag` or `repository@digest` of the registry of the run's own account and Region. The tag
    /// is resolved there once; the digest is what is deployed everywhere.
    pub image: ImageReference,
    /// The waves, in order: by convention one Region first, then more.
    pub waves: Vec<Wave>,
    /// Container that gets the image; needed only where several could be meant.
    #[serde(default)]
    pub container: Option<String>,
    /// What the image has to meet in each Region.
    #[serde(default)]
    pub gate: Gate,
    /// How it is deployed, where a Region says nothing else; as the service is set when absent.
    #[serde(default)]
    pub strategy: Strategy,
    /// How the new revision is judged, by strategies that shift traffic; not at all when absent.
    #[serde(default)]
    pub analysis: Option<Analysis>,
    /// What changes in the services' settings: circuit breaker, alarms.
    #[serde(default)]
    pub settings: DeploymentSettings,
    /// What is undone when a Region fails.
    #[serde(default)]
    pub roll_back: RollBack,
    /// How long the image's replication to all Regions is waited for.
    #[serde(default = "half_an_hour")]
    pub replication_timeout: Span,
    /// How long each deployment may take.
    #[serde(default = "super::rolling_deployment::an_hour")]
    pub timeout: Span,
}

/// Regions that are deployed at the same time.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Wave {
    /// The services.
    pub regions: Vec<RegionalService>,
    /// How long the wave is watched before the next one starts.
    #[serde(default)]
    pub bake: Span,
}

/// A service in a Region.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RegionalService {
    /// Account and Region.
    pub target: Target,
    /// Cluster name or ARN.
    pub cluster: String,
    /// Service name or ARN.
    pub service: String,
    /// How it is deployed here, if otherwise than elsewhere.
    #[serde(default)]
    pub strategy: Option<Strategy>,
    /// CloudWatch alarms of the Region that fail the wave while it bakes.
    #[serde(default)]
    pub bake_alarms: Vec<String>,
}

fn half_an_hour() -> Span {
    Span::from_mins(30)
}

/// What came of the Regions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct MultiRegionOutcome {
    /// Digest that was deployed.
    pub digest: String,
    /// The waves, in order.
    pub waves: Vec<WaveOutcome>,
}

/// What came of a wave.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct WaveOutcome {
    /// Each Region.
    pub regions: Vec<MemberOutcome>,
    /// Alarms that fired while it baked.
    pub alarms: Vec<String>,
}

impl UseCase for MultiRegionDeployment {
    type Outcome = MultiRegionOutcome;

    const INFO: UseCaseInfo = UseCaseInfo {
        id: 17,
        title: "MultiRegionDeployment",
        name: "multi_region_deployment",
        family: Family::Deployment,
        actors: &[Actor::CicdPipeline, Actor::OperationsTeam, Actor::InfrastructureTeam],
        stages: &[
            Stage {
                name: "verify the image in each Region",
                responsible: Actor::CicdPipeline,
                takes: &["image", "replication"],
                leaves: &["digest in each Region"],
            },
            Stage {
                name: "deploy a wave",
                responsible: Actor::CicdPipeline,
                takes: &["digest in each Region"],
                leaves: &["verdict of each Region"],
            },
            Stage { name: "bake the wave", responsible: Actor::OperationsTeam, takes: &["alarms"], leaves: &["go or no-go"] },
            Stage {
                name: "roll back in reverse order",
                responsible: Actor::OperationsTeam,
                takes: &["verdict of each Region"],
                leaves: &["state that holds in each Region"],
            },
        ],
        failures: &[
            Failure {
                when: "the image is not in a Region's registry in time, with the digest that it has at home",
                then: "nothing was changed; the error names the Regions",
            },
            Failure {
                when: "a Region fails or can't be reached, or an alarm fires while a wave bakes",
                then: "no further wave starts; nothing, this wave or all waves are rolled back, as asked",
            },
            Failure { when: "rolling a Region back fails", then: "the error names the Region that still runs the new version" },
        ],
    };

    async fn run(self, run: &Run) -> Result<MultiRegionOutcome> {
        let names = self.check()?;
        let digest = run.step("verify the image in each Region", self.verify(run, &names)).await?;
        let members = self.members(&names, &digest)?;
        let mut outcome = MultiRegionOutcome { digest, waves: Vec::new() };
        for (index, wave) in self.waves.iter().enumerate() {
            let number = index + 1;
            let regions = run.step(&format!("deploy wave {number}"), fleet::deploy(run, &members[index], usize::MAX)).await?;
            let mut failure = fleet::failure(&regions);
            let mut alarms = Vec::new();
            if failure.is_none() && !wave.bake.0.is_zero() {
                let baked = run.step(&format!("bake wave {number}"), bake(run, wave, &names[index])).await;
                alarms = match baked {
                    Err(error) if error.kind() != ErrorKind::Cancelled => {
                        outcome.waves.push(WaveOutcome { regions, alarms });
                        let all: Vec<_> = outcome.waves.iter().flat_map(|wave| wave.regions.clone()).collect();
                        return Err(fleet::left_by(error, &all).with_outcome(&outcome));
                    }
                    other => other?,
                };
                failure = (!alarms.is_empty()).then(|| format!("alarm {} fired while wave {number} baked", alarms.join(", ")));
            }
            outcome.waves.push(WaveOutcome { regions, alarms });
            if let Some(failure) = failure {
                run.step("roll back in reverse order", self.undo(run, &members, &mut outcome, &failure)).await?;
                let all: Vec<_> = outcome.waves.iter().flat_map(|wave| wave.regions.clone()).collect();
                return Err(fleet::failed(failure, &all, &outcome));
            }
        }
        Ok(outcome)
    }
}

impl MultiRegionDeployment {
    /// Deploy in these waves, everything else as it is by default.
    pub fn new(image: ImageReference, waves: Vec<Wave>) -> Self {
        Self {
            image,
            waves,
            container: None,
            gate: Gate::default(),
            strategy: Strategy::default(),
            analysis: None,
            settings: DeploymentSettings::default(),
            roll_back: RollBack::default(),
            replication_timeout: half_an_hour(),
            timeout: super::rolling_deployment::an_hour(),
        }
    }

    /// What can be wrong with the request by itself. The names of the Regions' branches.
    fn check(&self) -> Result<Vec<Vec<String>>> {
        self.strategy.check("strategy")?;
        if self.image.host().is_some() {
            return Err(Error::invalid("image", "every Region has a registry of its own: name the image without a host"));
        }
        let mut seen = BTreeSet::new();
        let mut names = Vec::new();
        for (index, wave) in self.waves.iter().enumerate() {
            let mut of_wave = Vec::new();
            for (place, region) in wave.regions.iter().enumerate() {
                let path = format!("waves[{index}].regions[{place}]");
                region.target.check(&format!("{path}.target"))?;
                if let Some(strategy) = &region.strategy {
                    strategy.check(&format!("{path}.strategy"))?;
                }
                if !seen.insert((region.target.clone(), region.cluster.clone(), region.service.clone())) {
                    return Err(Error::invalid(path, "this service is named twice"));
                }
                let place = region.target.region.as_deref().unwrap_or("home");
                let account = region.target.account.as_ref().map(|account| format!("{account} ")).unwrap_or_default();
                of_wave.push(format!("{account}{place} {}/{}", region.cluster, region.service));
            }
            if of_wave.is_empty() {
                return Err(Error::invalid(format!("waves[{index}].regions"), "a wave without a Region deploys nothing"));
            }
            names.push(of_wave);
        }
        if names.is_empty() {
            return Err(Error::invalid("waves", "there is no wave"));
        }
        Ok(names)
    }

    /// Resolve the image at home, and wait until every Region has it by its digest.
    async fn verify(&self, run: &Run, names: &[Vec<String>]) -> Result<String> {
        let digest = digest_of(run, &self.image).await?;
        let regions = self.waves.iter().zip(names).flat_map(|(wave, names)| wave.regions.iter().zip(names));
        let looks = regions.map(|(region, name)| {
            let branch = region.target.branch(run, &format!("image for {name}"));
            let (digest, limit) = (&digest, self.replication_timeout);
            async move { (name, wait_for_digest(&branch, self.image.repository(), digest, limit).await) }
        });
        let (mut missing, mut unknown) = (Vec::new(), Vec::new());
        for (name, found) in run.join(looks).await {
            match found {
                Ok(true) => {}
                Ok(false) => missing.push(name.clone()),
                Err(error) if error.kind() == ErrorKind::Cancelled => return Err(error),
                Err(error) => unknown.push(format!("{name}: {}", error.details().message)),
            }
        }
        if !unknown.is_empty() {
            return Err(Error::new(ErrorKind::Refused, format!("the image could not be looked for: {}", unknown.join("; ")))
                .on(self.image.as_str())
                .advise("Deploy when the Region answers again, or leave it out."));
        }
        if !missing.is_empty() {
            let message = format!("{digest} was not there after {}: {}", self.replication_timeout, missing.join(", "));
            return Err(Error::new(ErrorKind::Refused, message).on(self.image.as_str()).advise(
                "Replicate the repository to these Regions (RepositorySetup, `replication`); images pushed before are not replicated.",
            ));
        }
        Ok(digest)
    }

    fn members(&self, names: &[Vec<String>], digest: &str) -> Result<Vec<Vec<Member>>> {
        let image = ImageReference::parse(format!("{}@{digest}", self.image.repository()))?;
        let member = |region: &RegionalService, name: &String| {
            let patch = ConfigurationPatch::default();
            let change = Change::Image { image: image.clone(), container: self.container.clone(), patch };
            let rollout = Rollout {
                gate: self.gate.clone(),
                strategy: region.strategy.clone().unwrap_or_else(|| self.strategy.clone()),
                settings: self.settings.clone(),
                analysis: self.analysis.clone(),
                timeout: self.timeout,
                ..Rollout::new(&region.cluster, &region.service, change)
            };
            Member { name: name.clone(), target: region.target.clone(), rollout, after: Vec::new() }
        };
        let of_wave =
            |(wave, names): (&Wave, &Vec<String>)| wave.regions.iter().zip(names).map(|(region, name)| member(region, name)).collect();
        Ok(self.waves.iter().zip(names).map(of_wave).collect())
    }

    /// Roll back what was asked for: the last wave first.
    async fn undo(&self, run: &Run, members: &[Vec<Member>], outcome: &mut MultiRegionOutcome, reason: &str) -> Result<()> {
        let waves = match self.roll_back {
            RollBack::Nothing => 0,
            RollBack::Wave => 1,
            RollBack::All => outcome.waves.len(),
        };
        for index in (0..outcome.waves.len()).rev().take(waves) {
            fleet::roll_back(run, &members[index], &mut outcome.waves[index].regions, reason).await?;
        }
        Ok(())
    }
}

/// Watch the wave's alarms in each Region for as long as it bakes. Those that fired, with their Region.
async fn bake(run: &Run, wave: &Wave, names: &[String]) -> Result<Vec<String>> {
    let watches = wave.regions.iter().zip(names).map(|(region, name)| {
        let branch = region.target.branch(run, &format!("bake {name}"));
        async move {
            let fired = watch_alarms(&branch, &region.bake_alarms, wave.bake).await?;
            Ok(fired.into_iter().map(|alarm| format!("{alarm} of {name}")).collect::<Vec<_>>())
        }
    });
    let mut fired = Vec::new();
    for found in run.join(watches).await {
        fired.extend(found?);
    }
    Ok(fired)
}
