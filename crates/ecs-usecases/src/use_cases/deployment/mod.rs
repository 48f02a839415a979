//! Ways to deploy.

mod ab_test;
mod approve_deployment;
mod blue_green_deployment;
mod canary_deployment;
mod configuration_change;
mod emergency_hotfix;
mod environment;
mod feature_flag_release;
mod follow_ups;
mod linear_deployment;
mod microservices_deployment;
mod multi_region_deployment;
mod normal_deployment;
mod rollback;
mod rolling_deployment;
mod zero_downtime_deployment;

pub use ab_test::{AbSplit, AbTest, AbTestOutcome, AfterTest, ArmReport};
pub use approve_deployment::ApproveDeployment;
pub use blue_green_deployment::{BlueGreenDeployment, BlueGreenMethod};
pub use canary_deployment::{CanaryDeployment, CanaryMethod};
pub use configuration_change::ConfigurationChange;
pub use emergency_hotfix::{EmergencyHotfix, HotfixOutcome};
pub use environment::{Environment, EnvironmentOutcome};
pub use feature_flag_release::{FeatureFlagOutcome, FeatureFlagRelease};
pub use follow_ups::{CloseFollowUp, OpenFollowUps, OpenFollowUpsOutcome};
pub use linear_deployment::{LinearDeployment, LinearMethod};
pub use microservices_deployment::{Microservice, MicroservicesDeployment, MicroservicesOutcome};
pub use multi_region_deployment::{MultiRegionDeployment, MultiRegionOutcome, RegionalService, Wave, WaveOutcome};
pub use normal_deployment::{NormalDeployment, NormalDeploymentOutcome};
pub use rollback::{Rollback, RollbackTarget};
pub use rolling_deployment::RollingDeployment;
pub use zero_downtime_deployment::{Downtime, ZeroDowntimeDeployment, ZeroDowntimeOutcome};
