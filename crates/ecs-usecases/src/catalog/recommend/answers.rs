//! [`Answers`]: what a team says of its service.

use super::tree::{self, DecisionTree};
use crate::{
    catalog::document::{Framework, LaunchKind},
    error::{self, Error, ErrorKind, Result},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

/// What is said of a service and of what is to be done. What is left out is assumed, and the recommendation tells how.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Answers {
    /// What kind of work it is.
    pub work: Option<Work>,
    /// How urgent it is.
    pub urgency: Option<Urgency>,
    /// The Regions in which the service runs, the one to begin with first; one when absent.
    pub regions: Option<Vec<String>>,
    /// What the tasks keep, and whether two versions can run side by side.
    pub state: Option<TaskState>,
    /// Whether the service may be down while it is deployed.
    pub downtime: Option<DowntimePolicy>,
    /// Where the tasks run.
    pub launch_type: Option<LaunchKind>,
    /// What stands before the service.
    pub load_balancer: Option<LoadBalancerKind>,
    /// How many requests come in.
    pub traffic: Option<TrafficLevel>,
    /// How much the change can break.
    pub risk: Option<ChangeRisk>,
    /// How much capacity can be paid, and is there, besides what runs.
    pub budget: Option<CapacityBudget>,
    /// How the team deploys.
    pub team: Option<TeamPractice>,
    /// The frameworks that the service is held to.
    pub compliance: Option<Vec<Framework>>,
    /// Names of CloudWatch alarms of the service.
    pub alarms: Option<Vec<String>>,
    /// Cluster name or ARN, for the request.
    pub cluster: Option<String>,
    /// Service name or ARN, for the request.
    pub service: Option<String>,
    /// Image to deploy, with a tag or digest, for the request.
    pub image: Option<String>,
    /// Who asks for it, for requests that need an approval.
    pub requested_by: Option<String>,
    /// Why the normal way can't be taken, for an emergency.
    pub reason: Option<String>,
    /// ARN of the listener rule (or listener) of the production traffic, for weights of a listener.
    pub listener_rule_arn: Option<String>,
    /// ARN of a second target group on the same load balancer, for weights of a listener.
    pub target_group_arn: Option<String>,
}

/// Kinds of work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Work {
    /// A service that answers requests.
    Service,
    /// A service that takes its work from a queue or stream.
    Worker,
    /// A job that runs to its end.
    Batch,
    /// A task that runs by the clock.
    Scheduled,
    /// A task that an event starts.
    Event,
}

/// How urgent it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Urgency {
    /// It can take the time that its checks need.
    Routine,
    /// A fix has to go out now, past the normal way.
    Urgent,
    /// The last deployment broke the service and there is no fix yet.
    Broken,
}

/// What tasks keep.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TaskState {
    /// Tasks keep nothing.
    Stateless,
    /// Both versions write sessions or data that they share.
    Stateful,
    /// Two versions must never run at the same time.
    Exclusive,
}

/// Whether a service may be down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DowntimePolicy {
    /// No request may be dropped.
    None,
    /// An outage of some minutes is agreed.
    Allowed,
}

/// Kinds of load balancers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LoadBalancerKind {
    /// An Application Load Balancer.
    Application,
    /// A Network Load Balancer.
    Network,
    /// Nothing that could shift traffic.
    None,
}

/// How many requests come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TrafficLevel {
    /// No requests yet.
    None,
    /// Too few to compare two versions by a tenth of the traffic.
    Low,
    /// Enough to compare two versions by a tenth of the traffic: about 100 in ten minutes for that tenth.
    High,
}

/// How much a change can break.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ChangeRisk {
    /// Small and like many before it.
    Low,
    /// An ordinary release.
    Medium,
    /// A new version of a dependency, a rewrite, a change of data.
    High,
}

/// How much capacity there can be besides what runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CapacityBudget {
    /// A second full set of tasks for the time of the deployment.
    Double,
    /// Up to half as many tasks more.
    Partial,
    /// Nothing more than what runs.
    None,
}

/// How a team deploys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TeamPractice {
    /// Somebody starts it and stays with it.
    Manual,
    /// A pipeline that runs for hours and resumes.
    Pipeline,
}

impl Answers {
    /// Read answers from JSON. A field or an answer that is not known is an error with the nearest one that is.
    pub fn from_json(given: &Value) -> Result<Self> {
        let Some(members) = given.as_object() else { return Err(Error::invalid("answers", "answers are an object")) };
        let known = serde_json::to_value(Self::default()).map_err(|error| Error::new(ErrorKind::Internal, error.to_string()))?;
        let fields: Vec<&str> = known.as_object().map(|fields| fields.keys().map(String::as_str).collect()).unwrap_or_default();
        for (field, answer) in members {
            if !fields.contains(&field.as_str()) {
                return Err(unknown(field, format!("there is no question `{field}`"), field, &fields));
            }
            let Some(question) = tree::read()?.question(field) else { continue };
            let texts: Vec<&str> = match answer {
                Value::String(text) => vec![text],
                Value::Array(items) => items.iter().filter_map(Value::as_str).collect(),
                _ => continue,
            };
            let known = question.known();
            // The Regions are not listed: AWS adds new ones.
            for text in texts.into_iter().filter(|_| field != "regions") {
                if !known.contains(&text) {
                    return Err(unknown(field, format!("`{text}` is no answer to `{field}`"), text, &known));
                }
            }
        }
        error::read(given, "answers")
    }

    /// The answers that are given, by question of the tree. What they imply is not among them.
    pub(super) fn given(&self, tree: &DecisionTree) -> Result<BTreeMap<String, String>> {
        let form = serde_json::to_value(self).map_err(|error| Error::new(ErrorKind::Internal, error.to_string()))?;
        let mut given = BTreeMap::new();
        for question in &tree.questions {
            let answer = match &form[&question.id] {
                Value::String(answer) => Some(answer.clone()),
                Value::Array(items) if question.id == "regions" => Some(self.regions(items.len())?.to_owned()),
                Value::Array(items) => {
                    let named = |of: &[String]| items.iter().any(|item| of.iter().any(|name| item == name));
                    // The last answer asks for most.
                    let answer = question.answers.iter().rev().find(|answer| named(&answer.of));
                    Some(answer.map_or_else(|| question.default.clone(), |answer| answer.answer.clone()))
                }
                _ => None,
            };
            given.extend(answer.map(|answer| (question.id.clone(), answer)));
        }
        if self.alarms.as_ref().is_some_and(|alarms| !alarms.is_empty()) {
            given.insert("alarms".into(), "given".into());
        }
        Ok(given)
    }

    fn regions(&self, count: usize) -> Result<&'static str> {
        let regions = self.regions.as_deref().unwrap_or_default();
        if let Some(twice) = regions.iter().enumerate().find(|(index, region)| regions[..*index].contains(region)) {
            return Err(Error::invalid(format!("regions[{}]", twice.0), format!("{} is there twice", twice.1)));
        }
        if let Some(empty) = regions.iter().position(|region| region.trim().is_empty()) {
            return Err(Error::invalid(format!("regions[{empty}]"), "a Region has a name"));
        }
        match count {
            0 => Err(Error::invalid("regions", "the service runs in one Region at least")),
            1 => Ok("one"),
            _ => Ok("several"),
        }
    }

    /// What fills the placeholders of a request.
    pub(super) fn values(&self) -> BTreeMap<&'static str, Value> {
        let texts = [
            ("cluster", &self.cluster),
            ("service", &self.service),
            ("image", &self.image),
            ("requested_by", &self.requested_by),
            ("reason", &self.reason),
            ("listener_rule_arn", &self.listener_rule_arn),
            ("target_group_arn", &self.target_group_arn),
        ];
        let lists = [("regions", &self.regions), ("alarms", &self.alarms)];
        let texts = texts.into_iter().filter_map(|(name, text)| Some((name, text.clone()?.into())));
        texts.chain(lists.into_iter().filter_map(|(name, list)| Some((name, list.clone()?.into())))).collect()
    }
}

/// An error that names the one of the known that looks most like what was given.
fn unknown(field: &str, message: String, given: &str, known: &[&str]) -> Error {
    let given = given.to_lowercase();
    let likeness = |known: &str| strsim::jaro_winkler(known, &given);
    let nearest = known.iter().max_by(|one, other| likeness(one).total_cmp(&likeness(other)));
    let error = Error::invalid(field, message);
    match nearest {
        Some(nearest) => error.advise(format!("Did you mean `{nearest}`? There are: {}.", known.join(", "))),
        None => error,
    }
}
