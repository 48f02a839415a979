//! Ways to deploy.

mod canary_deployment;
mod native_canary;
mod rollback;
mod rolling_deployment;
mod weighted_canary;

pub use canary_deployment::{CanaryDeployment, CanaryMethod, CanaryRouting};
pub use rollback::{Rollback, RollbackTarget};
pub use rolling_deployment::{CircuitBreaker, RollingDeployment};
