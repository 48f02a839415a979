//! [`CatalogEntry`]: what is written of a use case, with what the code says of it.

use super::{
    CatalogItem, calls,
    document::{FailureDocument, StageDocument, UseCaseDocument},
    implementation, policy,
};
use crate::{
    error::{self, Result},
    use_case::Family,
};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

/// An entry of the catalog.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct CatalogEntry {
    /// What is written of it. Actors, stages and failures of a use case that is implemented are the code's.
    #[serde(flatten)]
    pub document: UseCaseDocument,
    /// Its family.
    pub family: Family,
    /// Whether this version can run it.
    pub implemented: bool,
    /// The IAM actions of the calls that it makes in the scenario tests; empty as long as it is not implemented.
    pub actions: Vec<String>,
    /// An IAM policy that allows them, each on the resources that AWS can narrow it to, with roles passed to ECS and tasks only.
    /// What your account is called and has is a placeholder, such as `${Account}` or `${Cluster}`. Absent as long as it is not
    /// implemented.
    pub iam_policy: Option<Value>,
}

impl CatalogEntry {
    pub(super) fn read(item: CatalogItem, json: &str) -> Result<Self> {
        let mut document: UseCaseDocument = error::read(&mut serde_json::Deserializer::from_str(json), item.name)?;
        if let Some(entry) = implementation(item.name) {
            let info = &entry.info;
            let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
            document.actors = info.actors.to_vec();
            document.stages = info
                .stages
                .iter()
                .map(|stage| StageDocument {
                    name: stage.name.to_owned(),
                    responsible: Some(stage.responsible),
                    takes: owned(stage.takes),
                    leaves: owned(stage.leaves),
                    does: String::new(),
                })
                .collect();
            let failure =
                |failure: &crate::use_case::Failure| FailureDocument { when: failure.when.to_owned(), then: failure.then.to_owned() };
            document.failures = info.failures.iter().map(failure).collect();
        }
        let calls = calls::of(item.name);
        let actions = calls.iter().map(|action| (*action).to_owned()).collect();
        Ok(Self {
            document,
            family: item.family,
            implemented: item.implemented,
            actions,
            iam_policy: policy::of(calls, calls::passed_to(item.name)),
        })
    }
}
