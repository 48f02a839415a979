//! Deploy with the feature off by the service's own strategy, then turn on a feature flag in steps.

use super::{Ended, Strategy, by_ecs::ByEcs};
use crate::{
    error::Result,
    model::ecs::DeploymentConfiguration,
    run::Run,
    steps::{
        flag::Flag,
        flag_release::{FlagExposure, read_dark, release},
        revision::NewRevision,
        rollout::Rollout,
        service::Before,
        verdict::Ending,
    },
};

/// What was found out for one service.
pub(crate) struct Flagged {
    dark: ByEcs,
    exposure: FlagExposure,
    flag: Flag,
}

impl Flagged {
    pub(super) async fn prepare(run: &Run, exposure: &FlagExposure, rollout: &Rollout, before: &Before) -> Result<Self> {
        // While it is dark the new revision does what the old one does: what judges it is the flag's analysis.
        let dark = Rollout { analysis: None, tests: Vec::new(), ..rollout.clone() };
        let dark = ByEcs::prepare(run, &Strategy::Service, &dark, before).await?;
        let flag = read_dark(run, exposure).await?;
        Ok(Self { dark, exposure: exposure.clone(), flag })
    }

    pub(super) fn configuration(&self) -> &DeploymentConfiguration {
        self.dark.configuration()
    }

    pub(super) async fn deploy(&self, run: &Run, rollout: &Rollout, before: &Before, revision: &NewRevision) -> Result<Ended> {
        let mut ended = Box::pin(self.dark.deploy(run, rollout, before, revision)).await?;
        if !ended.verdict.succeeded() {
            return Ok(ended);
        }
        let service = before.service.service_name.as_deref().unwrap_or(&rollout.service);
        let analysis = rollout.analysis.clone().unwrap_or_default();
        let released = Box::pin(release(run, service, &self.exposure, &analysis, self.flag.clone())).await;
        let released = released.map_err(|error| error.leaving(ended.started.what()))?;
        ended.analysis.extend(released.judgements);
        if let Some(reason) = released.failed {
            ended.verdict.ending = Ending::RolledBack;
            ended.verdict.cause = format!("the flag {} was turned off, and the new revision runs dark: {reason}", self.exposure.flag.flag);
        }
        Ok(ended)
    }
}
