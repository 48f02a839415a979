//! Ways to deploy.

mod blue_green_deployment;
mod canary_deployment;
mod configuration_change;
mod linear_deployment;
mod rollback;
mod rolling_deployment;

pub use blue_green_deployment::{BlueGreenDeployment, BlueGreenMethod};
pub use canary_deployment::{CanaryDeployment, CanaryMethod};
pub use configuration_change::ConfigurationChange;
pub use linear_deployment::{LinearDeployment, LinearMethod};
pub use rollback::{Rollback, RollbackTarget};
pub use rolling_deployment::RollingDeployment;
