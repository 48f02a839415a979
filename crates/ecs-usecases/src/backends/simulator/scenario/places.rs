//! The accounts and Regions of a scenario, and what others do in them.

use super::Scenario;
use crate::{
    backend::Scope,
    error::{Error, Result},
    layers::Fault,
    span::Span,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Something that others do while a use case runs.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Happening {
    /// How long after the start.
    pub after: Span,
    /// An AWS action, such as `ecs:UpdateService`.
    pub action: String,
    /// Its request in AWS's form.
    #[serde(default)]
    pub request: serde_json::Value,
    /// The Region that is called; that of its scenario unless it is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// The account that is called; that of its scenario unless it is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
}

impl Happening {
    /// Where it happens, in the scenario of this account and Region.
    pub(crate) fn scope(&self, own: &Scope) -> Scope {
        Scope::new(self.account.as_ref().unwrap_or(&own.account), self.region.as_ref().unwrap_or(&own.region))
    }
}

impl Scenario {
    /// Its account and Region.
    pub fn scope(&self) -> Scope {
        Scope::new(&self.account, &self.region)
    }

    /// It and the scenarios elsewhere in it, each with the path of its fields.
    pub(crate) fn places(self) -> Result<Vec<(String, Self)>> {
        let wrong = |index: usize, field: &str, why: String| {
            Err(Error::invalid(format!("elsewhere[{index}].{field}"), why).while_("read the scenario"))
        };
        let mut seen = BTreeSet::from([self.scope()]);
        let mut others = Vec::with_capacity(self.elsewhere.len());
        for (index, other) in self.elsewhere.iter().enumerate() {
            if !other.elsewhere.is_empty() {
                return wrong(index, "elsewhere", "a scenario that is elsewhere has nothing elsewhere: list it beside this one".into());
            }
            if !seen.insert(other.scope()) {
                return wrong(index, "region", format!("account {} in {} is there already", other.account, other.region));
            }
            others.push((format!("elsewhere[{index}]."), Self { start: self.start.clone(), ..other.clone() }));
        }
        others.insert(0, (String::new(), self));
        Ok(others)
    }

    /// Its faults, and those of the scenarios elsewhere in it, which are about calls there unless they say otherwise.
    pub fn all_faults(&self) -> Vec<Fault> {
        let there = self.elsewhere.iter().flat_map(|other| {
            other.faults.iter().cloned().map(|mut fault| {
                fault.region.get_or_insert_with(|| other.region.clone());
                fault.account.get_or_insert_with(|| other.account.clone());
                fault
            })
        });
        self.faults.iter().cloned().chain(there).collect()
    }
}
