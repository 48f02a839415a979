//! A use case, as it was when runs were begun.

use ecs_usecases::{Result, Run, UseCase, model::ecs::UpdateService, use_case::UseCaseInfo};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Set how many tasks a service runs.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct ScaleService {
    pub cluster: String,
    pub service: String,
    pub desired_count: i32,
}

impl UseCase for ScaleService {
    type Outcome = i32;
    const INFO: UseCaseInfo = UseCaseInfo { name: "scale_service", ..ecs_usecases::use_cases::Noop::INFO };

    async fn run(self, run: &Run) -> Result<i32> {
        let change = UpdateService {
            cluster: Some(self.cluster),
            service: self.service,
            desired_count: Some(self.desired_count),
            ..Default::default()
        };
        let changed = run.step("scale", run.send(change)).await?;
        Ok(changed.service.and_then(|service| service.desired_count).unwrap_or_default())
    }
}
