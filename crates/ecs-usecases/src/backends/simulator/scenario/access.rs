//! Who may do what in a scenario.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A role of IAM. Patterns of actions may have `*` and `?`: `ecs:*`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct RoleScript {
    /// Name.
    pub name: String,
    /// The services that may assume it.
    pub trust: Vec<String>,
    /// Actions that its policies allow: any, unless it is said.
    pub allow: Vec<String>,
    /// Actions that its policies deny, whatever is allowed.
    pub deny: Vec<String>,
}

impl Default for RoleScript {
    fn default() -> Self {
        Self { name: String::new(), trust: vec!["ecs-tasks.amazonaws.com".into()], allow: vec!["*".into()], deny: Vec::new() }
    }
}
