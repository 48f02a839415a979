//! Read and shift the weights of a listener rule, and notice when somebody else shifted them.

use crate::{
    error::{Error, ErrorKind, Result},
    model::{
        ecs::Service,
        elbv2::{
            Action, ActionTypeEnum, DescribeListeners, DescribeRules, ForwardActionConfig, ModifyListener, ModifyRule,
            TargetGroupStickinessConfig, TargetGroupTuple,
        },
    },
    run::Run,
    span::Span,
};
use std::time::Duration;

/// The target groups of a service, the alternate ones included.
pub fn target_groups(service: &Service) -> Vec<String> {
    let mut groups = Vec::new();
    for balancer in &service.load_balancers {
        groups.extend(balancer.target_group_arn.clone());
        groups.extend(balancer.advanced_configuration.as_ref().and_then(|advanced| advanced.alternate_target_group_arn.clone()));
    }
    groups
}

/// A listener rule, or a listener's default action, that forwards to target groups by weight.
#[derive(Debug, Clone)]
pub struct WeightedRule {
    arn: String,
    /// All of its actions, as they were read; the forwarding one is the last.
    actions: Vec<Action>,
    /// How long a client stays with its target group, when the weights are shifted.
    sticky: Option<Span>,
    /// The weights before this run's last change of them.
    before: Option<Vec<(String, i32)>>,
}

/// How often the rule is read again if it is shown as it was before this run's own change.
const LOOKS: u32 = 4;
/// How long after each other.
const BETWEEN_LOOKS: Duration = Duration::from_secs(2);

impl WeightedRule {
    /// Read it. `arn` is a rule's or a listener's.
    pub async fn read(run: &Run, arn: &str) -> Result<Self> {
        let actions = if is_listener(arn) {
            let found = run.send(DescribeListeners { listener_arns: Some(vec![arn.to_owned()]), ..Default::default() }).await?;
            found.listeners.into_iter().next().map(|listener| listener.default_actions)
        } else {
            let found = run.send(DescribeRules { rule_arns: Some(vec![arn.to_owned()]), ..Default::default() }).await?;
            found.rules.into_iter().next().map(|rule| rule.actions)
        };
        let actions = actions.ok_or_else(|| Error::new(ErrorKind::NotFound, "there is no such listener rule").on(arn))?;
        if actions.last().and_then(|action| action.r#type.clone()) != Some(ActionTypeEnum::Forward) {
            return Err(Error::new(ErrorKind::Conflict, "the rule's last action does not forward to target groups").on(arn));
        }
        Ok(Self { arn: arn.to_owned(), actions, sticky: None, before: None })
    }

    /// The same, with clients that stay with the target group that they got first.
    #[must_use]
    pub fn sticky(mut self, sticky: Option<Span>) -> Self {
        self.sticky = sticky;
        self
    }

    /// ARN of the rule, or of the listener.
    pub fn arn(&self) -> &str {
        &self.arn
    }

    /// Target groups and their weights.
    pub fn weights(&self) -> Vec<(String, i32)> {
        let Some(action) = self.actions.last() else { return Vec::new() };
        let tuples = action.forward_config.as_ref().and_then(|forward| forward.target_groups.as_ref());
        match (tuples, &action.target_group_arn) {
            (Some(tuples), _) if !tuples.is_empty() => {
                tuples.iter().map(|tuple| (tuple.target_group_arn.clone().unwrap_or_default(), tuple.weight.unwrap_or(1))).collect()
            }
            (_, Some(group)) => vec![(group.clone(), 1)],
            _ => Vec::new(),
        }
    }

    /// Share of the traffic that a target group gets, in percent.
    pub fn share(&self, group: &str) -> f64 {
        let weights = self.weights();
        let all: i32 = weights.iter().map(|(_, weight)| weight).sum();
        let its: i32 = weights.iter().filter(|(arn, _)| arn == group).map(|(_, weight)| weight).sum();
        if all == 0 { 0.0 } else { f64::from(its) * 100.0 / f64::from(all) }
    }

    /// Set the weights, unless they are no longer what this run knows. What it knows then.
    pub async fn shift(self, run: &Run, weights: &[(String, i32)]) -> Result<Self> {
        let mut actions = self.unchanged(run).await?.actions;
        if let Some(action) = actions.last_mut() {
            let tuple = |(arn, weight): &(String, i32)| TargetGroupTuple {
                target_group_arn: Some(arn.clone()),
                weight: Some(*weight),
                ..Default::default()
            };
            let forward = action.forward_config.get_or_insert_with(ForwardActionConfig::default);
            forward.target_groups = Some(weights.iter().map(tuple).collect());
            if let Some(sticky) = self.sticky {
                forward.target_group_stickiness_config = Some(TargetGroupStickinessConfig {
                    enabled: Some(true),
                    duration_seconds: Some(sticky.0.as_secs() as i32),
                    ..Default::default()
                });
            }
            // A single target group is told twice by AWS, and only once in a change.
            action.target_group_arn = None;
        }
        self.write(run, actions).await
    }

    /// Read it again. An error if the weights are no longer what this run knows.
    async fn unchanged(&self, run: &Run) -> Result<Self> {
        let mut now = Self::read(run, &self.arn).await?;
        // A reader may still be shown what was before.
        for _ in 1..LOOKS {
            if now.weights() == self.weights() || self.before != Some(now.weights()) {
                break;
            }
            run.sleep(BETWEEN_LOOKS).await?;
            now = Self::read(run, &self.arn).await?;
        }
        if now.weights() == self.weights() {
            return Ok(now);
        }
        Err(Error::new(ErrorKind::Conflict, "someone changed the weights of the rule meanwhile; they were left as they are")
            .on(&self.arn)
            .advise("Find out who changes the rule, and deploy when nobody else does."))
    }

    /// Put back the actions that were read at first, unless the weights are no longer what this run knows.
    pub async fn put_back(self, run: &Run, first: &Self) -> Result<Self> {
        self.unchanged(run).await?;
        let mut actions = first.actions.clone();
        if let Some(action) = actions.last_mut().filter(|action| action.forward_config.is_some()) {
            action.target_group_arn = None;
        }
        self.write(run, actions).await
    }

    async fn write(self, run: &Run, actions: Vec<Action>) -> Result<Self> {
        let before = Some(self.weights());
        if is_listener(&self.arn) {
            run.send(ModifyListener { listener_arn: self.arn.clone(), default_actions: Some(actions.clone()), ..Default::default() })
                .await?;
        } else {
            run.send(ModifyRule { rule_arn: self.arn.clone(), actions: Some(actions.clone()), ..Default::default() }).await?;
        }
        Ok(Self { arn: self.arn, actions, sticky: self.sticky, before })
    }
}

fn is_listener(arn: &str) -> bool {
    arn.contains(":listener/")
}

/// Weights that give the second target group this share, in percent. Weights go to 999; shares are in tenths of a percent.
pub fn weights_for(baseline: &str, canary: &str, percent: f64) -> Vec<(String, i32)> {
    let tenths = ((percent * 10.0).round() as i32).clamp(0, 1000);
    let (rest, share) = match tenths {
        0 => (100, 0),
        1000 => (0, 100),
        tenths if tenths % 10 == 0 => (100 - tenths / 10, tenths / 10),
        tenths => (1000 - tenths, tenths),
    };
    vec![(baseline.to_owned(), rest), (canary.to_owned(), share)]
}

#[cfg(test)]
mod tests {
    use super::weights_for;

    #[test]
    fn tenths_of_a_percent_are_kept() {
        let of = |percent: f64| weights_for("b", "c", percent).into_iter().map(|(_, weight)| weight).collect::<Vec<_>>();
        assert_eq!(of(5.0), [95, 5]);
        assert_eq!(of(0.1), [999, 1]);
        assert_eq!(of(99.9), [1, 999]);
        assert_eq!(of(100.0), [0, 100]);
        assert_eq!(of(0.0), [100, 0]);
    }
}
