//! One account in one Region: its resources, and the things that will happen.

use super::{
    appconfig, cloudwatch, dynamodb, ecr, ecs, elbv2, logs, parameters, scaling,
    scenario::{Happening, Outage, Scenario},
    secrets,
    throttle::Buckets,
};
use crate::{
    backend::Scope,
    clock::Timestamp,
    error::{Error, ErrorKind},
};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use sha2::{Digest, Sha256};
use std::{
    collections::{BTreeMap, VecDeque},
    fmt::Write,
    time::Duration,
};

/// Something that will happen at a known time.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub(crate) enum Happens {
    /// ECS: a task, a scheduler or a deployment moves.
    Ecs(ecs::Moves),
    /// Elastic Load Balancing: a target's health changes, or it has drained.
    Elbv2(elbv2::Moves),
    /// CloudWatch: an alarm is evaluated.
    CloudWatch(cloudwatch::Moves),
    /// ECR: a scan or a preview ends.
    Ecr(ecr::Moves),
    /// Secrets Manager: a recovery window is over.
    Secrets(secrets::Moves),
    /// Application Auto Scaling: policies are looked at, or a scheduled action is due.
    Scaling(scaling::Moves),
    /// AppConfig: a deployment grows or has baked, or its alarms are looked at.
    AppConfig(appconfig::Moves),
    /// AWS takes something away from tasks.
    Outage(Box<Outage>),
    /// DynamoDB: a table has been made or changed, or a setting of it has taken hold.
    DynamoDb(dynamodb::Moves),
    /// Someone else calls an operation: the index in the scenario.
    Happening(usize),
    /// The same, as the scenario of another account or Region has it.
    Asked(Box<Happening>),
}

/// Something that will happen in another account or Region.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub(crate) struct Letter {
    pub(crate) to: Scope,
    pub(crate) at: Timestamp,
    pub(crate) what: Happens,
}

/// Lines of the trace that are kept.
pub(crate) const TRACE_KEPT: usize = 100_000;

/// One account in one Region.
#[derive(Clone, serde::Serialize, serde::Deserialize)]
pub(crate) struct World {
    pub(crate) scope: Scope,
    pub(crate) scenario: Scenario,
    pub(crate) now: Timestamp,
    pub(crate) rng: ChaCha8Rng,
    pub(crate) ecs: ecs::State,
    pub(crate) ecr: ecr::State,
    pub(crate) elbv2: elbv2::State,
    pub(crate) cloudwatch: cloudwatch::State,
    pub(crate) logs: logs::State,
    pub(crate) secrets: secrets::State,
    pub(crate) parameters: parameters::State,
    pub(crate) scaling: scaling::State,
    #[serde(default)]
    pub(crate) appconfig: appconfig::State,
    #[serde(default)]
    pub(crate) dynamodb: dynamodb::State,
    pub(crate) buckets: Buckets,
    /// Counts what tasks take, where somebody wants to know.
    #[serde(skip)]
    pub(crate) meter: Option<Box<ecs::Meter>>,
    #[serde(with = "super::pairs")]
    queue: BTreeMap<(Timestamp, u64), Happens>,
    next_event: u64,
    next_id: u64,
    /// What it sends to others; it is handed over before anything else happens.
    #[serde(default)]
    pub(crate) outbox: Vec<Letter>,
    /// What happened, a line each; only the latest lines.
    pub(crate) trace: VecDeque<String>,
    /// Looks for what must never be.
    #[cfg(any(test, feature = "testkit"))]
    #[serde(default)]
    pub(crate) watcher: super::invariants::Watcher,
}

impl World {
    pub(crate) fn new(scope: Scope, scenario: Scenario, now: Timestamp) -> Self {
        let rng = ChaCha8Rng::seed_from_u64(scenario.seed);
        Self {
            scope,
            scenario,
            now,
            rng,
            ecs: ecs::State::default(),
            ecr: ecr::State::default(),
            elbv2: elbv2::State::default(),
            cloudwatch: cloudwatch::State::default(),
            logs: logs::State::default(),
            secrets: secrets::State::default(),
            parameters: parameters::State::default(),
            scaling: scaling::State::default(),
            appconfig: appconfig::State::default(),
            dynamodb: dynamodb::State::default(),
            buckets: Buckets::default(),
            meter: None,
            queue: BTreeMap::new(),
            next_event: 0,
            next_id: 0,
            outbox: Vec::new(),
            trace: VecDeque::new(),
            #[cfg(any(test, feature = "testkit"))]
            watcher: super::invariants::Watcher::default(),
        }
    }

    /// Let something happen after a span of time.
    pub(crate) fn schedule(&mut self, after: Duration, what: Happens) {
        self.schedule_at(self.now + after, what);
    }

    /// Let something happen at a moment; at once if that has passed.
    pub(crate) fn schedule_at(&mut self, moment: Timestamp, what: Happens) {
        self.next_event += 1;
        self.queue.insert((moment.max(self.now), self.next_event), what);
    }

    /// When the next thing happens.
    pub(crate) fn next_at(&self) -> Option<Timestamp> {
        self.queue.first_key_value().map(|(&(at, _), _)| at)
    }

    /// The next thing that happens until `limit`, with time moved on to it.
    pub(crate) fn next_until(&mut self, limit: Timestamp) -> Option<Happens> {
        let (&key, _) = self.queue.first_key_value()?;
        if key.0 > limit {
            return None;
        }
        let what = self.queue.remove(&key);
        self.now = self.now.max(key.0);
        what
    }

    /// A happening that is planned and that the scenario does not have.
    pub(crate) fn lost_happening(&self) -> Option<String> {
        let lost = |what: &Happens| matches!(what, Happens::Happening(index) if *index >= self.scenario.happenings.len());
        self.queue.values().any(lost).then(|| "a happening is planned that the scenario does not have".to_owned())
    }

    /// An ARN of this account and Region.
    pub(crate) fn arn(&self, service: &str, resource: &str) -> String {
        format!("arn:aws:{service}:{}:{}:{resource}", self.scope.region, self.scope.account)
    }

    /// The ARN of a role of this account.
    pub(crate) fn role_arn(&self, name: &str) -> String {
        format!("arn:aws:iam::{}:role/{name}", self.scope.account)
    }

    /// `length` hexadecimal digits that are the same whenever the same thing is named in the same account.
    pub(crate) fn digest_of(&self, what: &str, length: usize) -> String {
        let hash = Sha256::digest(format!("{}/{}/{what}", self.scope.account, self.scope.region));
        let mut text = hash.iter().fold(String::with_capacity(64), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        });
        text.truncate(length);
        text
    }

    /// A new id of `length` hexadecimal digits (at most 64).
    pub(crate) fn new_id(&mut self, kind: &str, length: usize) -> String {
        self.next_id += 1;
        self.digest_of(&format!("{}/{kind}/{}", self.scenario.seed, self.next_id), length)
    }

    /// Write down what happened. The oldest lines give way.
    pub(crate) fn note(&mut self, what: impl AsRef<str>) {
        let line = format!("{} {}", self.now, what.as_ref());
        if self.trace.len() == TRACE_KEPT {
            self.trace.pop_front();
        }
        self.trace.push_back(line);
    }
}

/// An error as AWS answers it.
pub(crate) fn aws_error(kind: ErrorKind, code: &str, message: impl Into<String>) -> Error {
    Error::new(kind, message).with_code(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_trace_keeps_its_latest_lines() {
        let scenario = Scenario::default();
        let mut world = World::new(Scope::new(&scenario.account, &scenario.region), scenario, Timestamp(0));
        for number in 0..TRACE_KEPT + 5 {
            world.note(format!("line {number}"));
        }
        assert_eq!(world.trace.len(), TRACE_KEPT);
        assert!(world.trace.front().is_some_and(|line| line.ends_with(" line 5")));
        assert!(world.trace.back().is_some_and(|line| line.ends_with(" line 100004")));
    }
}
