//! Posture: what AWS accepts, and what scanners, auditors and the Well-Architected Framework ask all the same.
//!
//! A [`PostureRule`] is one function about one kind of resource, with what it says, why, how bad each source calls it, and examples.
//! Rules stand in one table a topic beside their functions; a kind of resource is a type that implements [`Subject`]. A rule says
//! of a subject that it fails, that it can't be told or that it does not apply; otherwise the subject passes. A rule that panics is
//! an error of that rule alone.

mod by_kind;
mod capacity_provider;
mod cluster;
mod file;
mod listener;
mod load_balancer;
mod not_asked;
mod policy;
mod registry;
mod report;
mod repository;
mod service;
mod settings;
mod source;
mod subject;
mod target_group;
mod task_definition;

#[cfg(test)]
mod tests;

pub use by_kind::check_json;
pub use file::{MAX_FILE_BYTES, check_file};
pub use not_asked::NOT_ASKED;
pub use report::{Check, FilePlace, Outcome, PillarScore, PostureReport};
pub use source::{Level, Source, Tool};
pub use subject::{
    AccountFacts, ClusterFacts, ListenerFacts, LoadBalancerFacts, RegistryFacts, RepositoryFacts, ResourceKind, ServiceFacts,
    TargetGroupFacts,
};

use super::Pillar;
use schemars::JsonSchema;
use serde::Serialize;
use std::fmt;

/// One kind of resource that rules look at.
pub trait Subject: Sized + 'static {
    /// What it is.
    const KIND: ResourceKind;

    /// Its rules, a table a topic, in the order in which they run.
    const TABLES: &'static [(&'static str, &'static [PostureRule<Self>])];
}

/// All rules of a kind of resource, in the order in which they run.
pub fn rules<T: Subject>() -> impl Iterator<Item = &'static PostureRule<T>> {
    T::TABLES.iter().flat_map(|(_, rules)| rules.iter())
}

/// What a rule is about, whatever it inspects.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
pub struct About {
    /// The stable name, such as `ECS-PRIVILEGED`.
    pub id: &'static str,
    /// What must hold, in a sentence.
    pub title: &'static str,
    /// The pillar of the Well-Architected Framework that it serves most.
    pub pillar: Pillar,
    /// How bad a finding is: the worst that one of its sources says, or our own judgement where no source has a level.
    pub level: Level,
    /// What to do, in a sentence.
    pub remedy: &'static str,
    /// The AWS documentation page that it comes from.
    pub documentation: &'static str,
    /// The rules of others that ask the same.
    pub sources: &'static [Source],
}

/// One rule about a `T`.
pub struct PostureRule<T: 'static> {
    /// What it says.
    pub about: About,
    /// A JSON object with `passes` and `fails`: subjects that pass and subjects that fail.
    pub examples: &'static str,
    pub(crate) check: fn(&T, &mut Checked),
}

impl<T> fmt::Debug for PostureRule<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PostureRule").field("about", &self.about).finish_non_exhaustive()
    }
}

/// Where a rule puts what it finds about one subject.
#[derive(Debug, Default)]
pub struct Checked {
    failures: Vec<(String, String)>,
    unknown: Option<String>,
    not_applicable: bool,
}

impl Checked {
    /// It does not hold at `path`.
    pub(crate) fn fail(&mut self, path: impl Into<String>, message: impl Into<String>) {
        self.failures.push((path.into(), message.into()));
    }

    /// It can't be told, since `missing` is not known.
    pub(crate) fn unknown(&mut self, missing: impl Into<String>) {
        self.unknown = Some(missing.into());
    }

    /// It does not apply to this subject.
    pub(crate) fn not_applicable(&mut self) {
        self.not_applicable = true;
    }
}

/// Hold one subject, called `resource`, against all rules of its kind.
pub fn check<T: Subject>(resource: &str, subject: &T) -> PostureReport {
    check_with(resource, subject, rules::<T>())
}

/// Hold one subject against these rules.
pub fn check_with<'a, T: Subject>(resource: &str, subject: &T, rules: impl Iterator<Item = &'a PostureRule<T>>) -> PostureReport {
    let mut report = PostureReport::default();
    for rule in rules {
        report.add(T::KIND, resource, &rule.about, run(rule, subject));
    }
    report
}

/// What one rule says, or what it panicked with.
fn run<T>(rule: &PostureRule<T>, subject: &T) -> std::result::Result<Checked, String> {
    let call = std::panic::AssertUnwindSafe(|| {
        let mut checked = Checked::default();
        (rule.check)(subject, &mut checked);
        checked
    });
    std::panic::catch_unwind(call).map_err(|panic| said(panic.as_ref()))
}

/// What a panic said.
fn said(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "it panicked".to_owned())
}

/// What all rules are about, with the kind of resource, in the order of their ids.
pub fn all() -> Vec<(ResourceKind, &'static About)> {
    fn of<T: Subject>(into: &mut Vec<(ResourceKind, &'static About)>) {
        into.extend(rules::<T>().map(|rule| (T::KIND, &rule.about)));
    }
    let mut found = Vec::new();
    of::<crate::model::ecs::RegisterTaskDefinition>(&mut found);
    of::<ServiceFacts>(&mut found);
    of::<ClusterFacts>(&mut found);
    of::<crate::model::ecs::CapacityProvider>(&mut found);
    of::<RepositoryFacts>(&mut found);
    of::<RegistryFacts>(&mut found);
    of::<LoadBalancerFacts>(&mut found);
    of::<ListenerFacts>(&mut found);
    of::<TargetGroupFacts>(&mut found);
    of::<AccountFacts>(&mut found);
    found.sort_by_key(|(_, about)| about.id);
    found
}
