//! Follows a run of a plan, and tells where it leaves the plan.

use super::{Plan, PlannedWrite};
use crate::{
    error::{Error, ErrorKind, Result},
    run::{CancelToken, Witness, Writing},
};
use async_trait::async_trait;
use std::{
    collections::{BTreeMap, VecDeque},
    sync::{Mutex, MutexGuard, PoisonError},
};

/// The writes that are still to come, a list a branch.
pub(crate) struct Follow {
    state: Mutex<State>,
    strict: Option<CancelToken>,
}

struct State {
    left: BTreeMap<String, VecDeque<Step>>,
    done: Vec<String>,
    stopped: Option<Error>,
}

/// A write, as far as two runs have it in common.
#[derive(Clone, PartialEq)]
struct Step {
    action: String,
    place: String,
    resource: String,
    shown: String,
}

impl Step {
    fn new(action: &str, account: &str, region: &str, resource: Option<&str>) -> Self {
        let resource = resource.unwrap_or_default();
        Self {
            action: action.to_owned(),
            place: format!("{account}/{region}"),
            resource: masked(resource),
            shown: if resource.is_empty() { action.to_owned() } else { format!("{action} on {resource}") },
        }
    }

    fn is(&self, other: &Self) -> bool {
        (&self.action, &self.place, &self.resource) == (&other.action, &other.place, &other.resource)
    }
}

impl From<&PlannedWrite> for Step {
    fn from(write: &PlannedWrite) -> Self {
        Self::new(&write.action, &write.account, &write.region, write.resource.as_deref())
    }
}

/// Without what only AWS chooses: ids, and the numbers of revisions.
pub(super) fn masked(resource: &str) -> String {
    let chosen = |part: &str| {
        let digits = part.bytes().filter(u8::is_ascii_digit).count();
        let number = digits == part.len() && digits > 0;
        part == "*"
            || number
            || (part.len() >= 16 && digits >= 4 && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_'))
    };
    // The account of an ARN is chosen by nobody; it is the same on both sides.
    let mut text = String::with_capacity(resource.len());
    for part in resource.split_inclusive(['/', ':', ',']) {
        let bare = part.trim_end_matches(['/', ':', ',']);
        text.push_str(if chosen(bare) && bare.len() != 12 { "*" } else { bare });
        text.push_str(&part[bare.len()..]);
    }
    text
}

impl Follow {
    /// Follow this plan. `strict`: the run is cancelled by this token before it writes what is not planned.
    pub(crate) fn new(plan: &Plan, strict: Option<CancelToken>) -> Self {
        let mut left: BTreeMap<String, VecDeque<Step>> = BTreeMap::new();
        for write in &plan.writes {
            left.entry(write.branch.clone()).or_default().push_back(write.into());
        }
        Self { state: Mutex::new(State { left, done: Vec::new(), stopped: None }), strict }
    }

    /// The error that says why a strict run was stopped.
    pub(crate) fn stopped(&self) -> Option<Error> {
        self.state().stopped.clone()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl Witness for Follow {
    async fn before(&self, write: &Writing<'_>) -> Result<Option<String>> {
        let scope = &write.call.scope;
        let resource = write.call.operation.resource();
        let step = Step::new(&write.call.operation.info().action(), &scope.account, &scope.region, resource.as_deref());
        let mut state = self.state();
        let left = state.left.entry(write.branch.to_owned()).or_default();
        let place = left.iter().position(|planned| planned.is(&step));
        if place == Some(0) {
            left.pop_front();
            state.done.push(step.shown);
            return Ok(None);
        }
        let instead = left.front().map_or_else(|| "nothing more is planned".to_owned(), |planned| format!("{} is planned", planned.shown));
        let deviates = format!("{} is not what the plan has here: {instead}", step.shown);
        if let Some(cancel) = self.strict.as_ref().filter(|_| !write.replayed) {
            cancel.cancel();
            let error = Error::new(ErrorKind::Conflict, deviates).advise("Look at what was done, and make a new plan.");
            let error = state.done.iter().fold(error, |error, done| error.leaving(done.clone()));
            return Err(state.stopped.insert(error).clone());
        }
        if let Some(place) = place {
            // What comes before it is left out.
            left.drain(..=place);
        }
        state.done.push(step.shown);
        Ok(Some(deviates))
    }

    fn over(&self, succeeded: bool) -> Vec<String> {
        let state = self.state();
        let left = state.left.values().flatten().filter(|_| succeeded);
        left.map(|step| format!("{} was planned, and was not done", step.shown)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::masked;

    #[test]
    fn what_only_aws_chooses_is_masked() {
        let rule = |id: &str| format!("arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener-rule/app/front/{id}");
        assert_eq!(masked(&rule("50dc6c495c0c9188")), masked(&rule("9683b2d02a6cabee")));
        assert_eq!(masked("web:12"), masked("web:13"));
        assert_ne!(masked("web:12"), masked("api:12"));
        assert_ne!(
            masked("arn:aws:ecs:eu-west-1:111122223333:service/main/web"),
            masked("arn:aws:ecs:eu-west-1:444455556666:service/main/web")
        );
        assert_eq!(masked("a-service-with-a-long-name"), "a-service-with-a-long-name");
    }
}
