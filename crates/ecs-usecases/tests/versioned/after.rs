//! It asks for something more, and old runs go on without.

use ecs_usecases::{
    Result, Run, UseCase,
    model::ecs::{DescribeServices, UpdateService},
    use_case::UseCaseInfo,
};
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
        if run.has("looks_first").await? {
            let services =
                DescribeServices { cluster: Some(self.cluster.clone()), services: vec![self.service.clone()], ..Default::default() };
            let found = run.step("look", run.send(services)).await?;
            if found.services.first().is_some_and(|service| service.desired_count == Some(self.desired_count)) {
                return Ok(self.desired_count);
            }
        }
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
