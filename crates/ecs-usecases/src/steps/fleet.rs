//! Several rollouts in one run: in the order of their dependencies, at the same time where they are free, and undone in
//! reverse order.

use super::{
    rollout::{Change, Rollout},
    service::{IfBusy, Known},
    target::Target,
    verdict::DeploymentOutcome,
};
use crate::{
    error::{Error, ErrorKind, Result},
    run::Run,
};
use futures::stream::{FuturesUnordered, StreamExt};
use petgraph::{algo::tarjan_scc, graphmap::DiGraphMap};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// One rollout among several.
#[derive(Debug, Clone)]
pub struct Member {
    /// Name, of which there is one in the fleet; also the name of its branch of the run.
    pub name: String,
    /// Where.
    pub target: Target,
    /// What.
    pub rollout: Rollout,
    /// Names of the members that have to be deployed before.
    pub after: Vec<String>,
}

/// What is undone when a member fails. The one that failed undoes its own work as its own request says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RollBack {
    /// Nothing else: start no further ones, and leave those that are deployed.
    Nothing,
    /// Those of the wave in which it failed.
    Wave,
    /// All that were deployed, the last one first.
    #[default]
    All,
}

/// How it went for a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MemberState {
    /// It was deployed, and is.
    Deployed,
    /// It failed; its outcome or error tells what holds.
    Failed,
    /// It was deployed, and was rolled back because another one failed.
    RolledBack,
    /// It was deployed, another one failed, and rolling it back failed too: its error tells what holds.
    RollbackFailed,
    /// It was not started, because another one failed.
    NotStarted,
}

/// What came of a member.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct MemberOutcome {
    /// Its name.
    pub name: String,
    /// Account.
    pub account: String,
    /// Region.
    pub region: String,
    /// How it went.
    pub state: MemberState,
    /// What came of its deployment, as far as there was one.
    pub outcome: Option<DeploymentOutcome>,
    /// How rolling it back went, if that was begun.
    #[serde(default)]
    pub rollback: Option<DeploymentOutcome>,
    /// Why it failed, or why it could not be rolled back.
    pub error: Option<String>,
}

/// Refuse unknown names and cycles, which are named.
pub fn check_order(members: &BTreeMap<String, Vec<String>>, path: &str) -> Result<()> {
    let mut graph = DiGraphMap::<&str, ()>::new();
    for (name, after) in members {
        graph.add_node(name);
        for earlier in after {
            if !members.contains_key(earlier) {
                return Err(Error::invalid(path, format!("{name} depends on {earlier}, which is not among them")));
            }
            graph.add_edge(name, earlier, ());
        }
    }
    for component in tarjan_scc(&graph) {
        let in_cycle = component.len() > 1 || component.first().is_some_and(|name| graph.contains_edge(name, name));
        if in_cycle {
            return Err(Error::invalid(path, format!("they depend on each other in a circle: {}", circle(&graph, &component)))
                .advise("Take one of these dependencies away."));
        }
    }
    Ok(())
}

/// A way round in a component in which each one is reached from each.
fn circle(graph: &DiGraphMap<&str, ()>, component: &[&str]) -> String {
    let members: BTreeSet<&str> = component.iter().copied().collect();
    let mut way: Vec<&str> = members.iter().copied().take(1).collect();
    loop {
        let Some(&here) = way.last() else { return String::new() };
        let next = graph.neighbors(here).filter(|next| members.contains(next)).min().unwrap_or(here);
        if let Some(start) = way.iter().position(|seen| *seen == next) {
            let mut round = way.split_off(start);
            round.push(next);
            return round.join(" -> ");
        }
        way.push(next);
    }
}

/// Deploy all, each one when those that it depends on are deployed, at most `limit` at the same time. When one fails no
/// further one is started, and those that go on are brought to their end. What came of each, in the order of `members`.
pub async fn deploy(run: &Run, members: &[Member], limit: usize) -> Result<Vec<MemberOutcome>> {
    let mut results: BTreeMap<usize, Result<DeploymentOutcome>> = BTreeMap::new();
    let mut started: BTreeSet<usize> = BTreeSet::new();
    let mut going = FuturesUnordered::new();
    loop {
        let deployed: BTreeSet<&str> =
            results.iter().filter(|(_, result)| result.is_ok()).map(|(index, _)| members[*index].name.as_str()).collect();
        let failed = results.values().any(Result::is_err);
        for (index, member) in members.iter().enumerate() {
            let free = member.after.iter().all(|earlier| deployed.contains(earlier.as_str()));
            if !failed && free && going.len() < limit.max(1) && started.insert(index) {
                let branch = member.target.branch(run, &member.name);
                going.push(async move { (index, Box::pin(member.rollout.perform(&branch)).await) });
            }
        }
        match going.next().await {
            Some((index, result)) => drop(results.insert(index, result)),
            None => break,
        }
    }
    if let Some(Err(cancelled)) = results.values().find(|result| matches!(result, Err(error) if error.kind() == ErrorKind::Cancelled)) {
        return Err(cancelled.clone());
    }
    Ok(members.iter().enumerate().map(|(index, member)| told(run, member, results.remove(&index))).collect())
}

fn told(run: &Run, member: &Member, result: Option<Result<DeploymentOutcome>>) -> MemberOutcome {
    let scope = member.target.scope(run);
    let (state, outcome, error) = match result {
        None => (MemberState::NotStarted, None, None),
        Some(Ok(outcome)) => (MemberState::Deployed, Some(outcome), None),
        Some(Err(error)) => (MemberState::Failed, error.outcome(), Some(error.to_string())),
    };
    MemberOutcome { name: member.name.clone(), account: scope.account, region: scope.region, state, outcome, rollback: None, error }
}

/// Put those that were deployed back to what they ran before, the last one first; those that nothing depends on at the same time.
pub async fn roll_back(run: &Run, members: &[Member], outcomes: &mut [MemberOutcome], reason: &str) -> Result<()> {
    let mut left: BTreeSet<usize> = (0..outcomes.len()).filter(|index| outcomes[*index].state == MemberState::Deployed).collect();
    while !left.is_empty() {
        // Those that no other one that is left depends on.
        let needed: BTreeSet<&str> = left.iter().flat_map(|index| members[*index].after.iter().map(String::as_str)).collect();
        let now: Vec<usize> = left.iter().copied().filter(|index| !needed.contains(members[*index].name.as_str())).collect();
        let back = now.iter().map(|&index| {
            let member = &members[index];
            let outcome = outcomes[index].outcome.as_ref();
            let previous = outcome.map(|outcome| outcome.previous_task_definition.clone());
            let deployed = outcome.map(|outcome| outcome.task_definition.clone()).unwrap_or_default();
            let branch = member.target.branch(run, &format!("roll back {}", member.name));
            let rollout = Rollout {
                strategy: member.rollout.strategy.clone(),
                analysis: None,
                if_busy: IfBusy::Refuse,
                known: Known::SetTo(deployed),
                timeout: member.rollout.timeout,
                ..Rollout::new(&member.rollout.cluster, &member.rollout.service, Change::Revision(previous.unwrap_or_default()))
            };
            async move {
                branch.warn(format!("it is rolled back because {reason}"));
                Box::pin(rollout.perform(&branch)).await
            }
        });
        let results = run.join(back).await;
        for (index, result) in now.into_iter().zip(results) {
            left.remove(&index);
            match result {
                Ok(rollback) => {
                    outcomes[index].state = MemberState::RolledBack;
                    outcomes[index].rollback = Some(rollback);
                }
                Err(error) if error.kind() == ErrorKind::Cancelled => return Err(error),
                Err(error) => {
                    outcomes[index].state = MemberState::RollbackFailed;
                    outcomes[index].rollback = error.outcome();
                    outcomes[index].error = Some(error.to_string());
                }
            }
        }
    }
    Ok(())
}

/// Which failed, in a sentence; nothing if none did.
pub fn failure(outcomes: &[MemberOutcome]) -> Option<String> {
    let failed: Vec<_> = outcomes
        .iter()
        .filter(|outcome| outcome.state == MemberState::Failed)
        .map(|outcome| format!("{} failed: {}", outcome.name, outcome.error.as_deref().unwrap_or("no reason given")))
        .collect();
    (!failed.is_empty()).then(|| failed.join("; "))
}

/// The error of several that did not all end as asked: it says of each what stands.
pub fn failed<T: Serialize>(message: String, outcomes: &[MemberOutcome], outcome: &T) -> Error {
    left_by(Error::new(ErrorKind::DeploymentFailed, message), outcomes).with_outcome(outcome)
}

/// The error with what stands of each.
pub fn left_by(mut error: Error, outcomes: &[MemberOutcome]) -> Error {
    for member in outcomes {
        let rollback = member.outcome.as_ref().zip(member.rollback.as_ref());
        let again = rollback.and_then(|(outcome, rollback)| outcome.registered_again(rollback));
        error = again.into_iter().fold(error, Error::leaving);
        let stands = match member.state {
            MemberState::Deployed => "runs",
            MemberState::RollbackFailed => "could not be rolled back and may run",
            MemberState::RolledBack | MemberState::Failed | MemberState::NotStarted => continue,
        };
        let arn = member.outcome.as_ref().map(|outcome| outcome.task_definition.as_str()).unwrap_or_default();
        let stands = format!("{} in {} {stands} the new {}", member.name, member.region, super::revision::family_and_revision(arn));
        error = error.leaving(stands);
    }
    error
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn order(pairs: &[(&str, &[&str])]) -> BTreeMap<String, Vec<String>> {
        pairs.iter().map(|(name, after)| ((*name).to_owned(), after.iter().map(|name| (*name).to_owned()).collect())).collect()
    }

    #[test]
    fn a_cycle_is_named() {
        let error = check_order(&order(&[("a", &["b"]), ("b", &["c"]), ("c", &["a"]), ("d", &["a"])]), "services").unwrap_err();
        assert_eq!(error.details().message, "they depend on each other in a circle: a -> b -> c -> a");
        assert!(check_order(&order(&[("a", &["a"])]), "services").unwrap_err().to_string().contains("a -> a"));
        assert!(check_order(&order(&[("a", &["x"])]), "services").unwrap_err().to_string().contains("x, which is not among them"));
        assert!(check_order(&order(&[("a", &["b", "c"]), ("b", &["c"]), ("c", &[])]), "services").is_ok());
    }
}
