//! [`Target`]: where a service is, when it is not where the run is.

use crate::{
    backend::Scope,
    error::{Error, Result},
    run::Run,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Account and Region of a service, and the role by which they are reached. What is absent is the run's own.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Target {
    /// Region.
    pub region: Option<String>,
    /// Account id.
    pub account: Option<String>,
    /// ARN of a role in that account, which is assumed.
    pub role_arn: Option<String>,
}

impl Target {
    /// Refuse an account that can't be one. `path` names the target in the request.
    pub fn check(&self, path: &str) -> Result<()> {
        let is_account = |account: &String| account.len() == 12 && account.bytes().all(|byte| byte.is_ascii_digit());
        if self.account.as_ref().is_some_and(|account| !is_account(account)) {
            return Err(Error::invalid(format!("{path}.account"), "an account id has twelve digits"));
        }
        Ok(())
    }

    /// Account and Region, with the run's own where the target says nothing.
    pub fn scope(&self, run: &Run) -> Scope {
        let own = run.cloud().scope();
        Scope::new(self.account.as_ref().unwrap_or(&own.account), self.region.as_ref().unwrap_or(&own.region))
    }

    /// A branch of the run that works there.
    pub fn branch(&self, run: &Run, name: &str) -> Run {
        if *self == Self::default() {
            return run.branch(name);
        }
        run.at(name, self.scope(run), self.role_arn.clone())
    }
}
