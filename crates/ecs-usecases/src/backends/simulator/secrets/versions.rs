//! Versions of a secret and their staging labels.

use super::{Held, invalid_parameter};
use crate::{backends::simulator::world::aws_error, clock::Timestamp, error::ErrorKind, error::Result, model::Secret};
use serde::{Deserialize, Serialize};
use std::time::Duration;

pub(super) const CURRENT: &str = "AWSCURRENT";
const PREVIOUS: &str = "AWSPREVIOUS";
/// Versions without labels that are kept, however old they are.
const KEPT: usize = 100;
const DAY: Duration = Duration::from_hours(24);

/// A version. `Debug` does not show its value.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Version {
    pub(super) value: Value,
    pub(super) stages: Vec<String>,
    pub(super) created_at: Timestamp,
}

/// Text, or base64 of bytes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) enum Value {
    Text(Secret),
    Binary(Secret),
}

impl Value {
    /// The value that a request gives, if it gives one.
    pub(super) fn given(text: Option<&Secret>, binary: Option<&Secret>) -> Result<Option<Self>> {
        let (value, bytes) = match (text, binary) {
            (None, None) => return Ok(None),
            (Some(_), Some(_)) => {
                return Err(invalid_parameter(
                    "You can't specify both a binary secret value and a string secret value in the same secret.",
                ));
            }
            (Some(text), None) => (Self::Text(text.clone()), text.expose().len()),
            (None, Some(binary)) => (Self::Binary(binary.clone()), decoded(binary.expose())?),
        };
        if !(1..=65_536).contains(&bytes) {
            return Err(invalid_parameter("The secret value must have 1 to 65536 bytes."));
        }
        Ok(Some(value))
    }

    pub(super) fn text(&self) -> Option<Secret> {
        if let Self::Text(text) = self { Some(text.clone()) } else { None }
    }

    pub(super) fn binary(&self) -> Option<Secret> {
        if let Self::Binary(bytes) = self { Some(bytes.clone()) } else { None }
    }
}

/// How many bytes base64 text stands for.
fn decoded(base64: &str) -> Result<usize> {
    let digits = base64.trim_end_matches('=');
    let fine = base64.len().is_multiple_of(4)
        && base64.len() - digits.len() <= 2
        && digits.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'+' || byte == b'/');
    if fine { Ok(digits.len() * 3 / 4) } else { Err(invalid_parameter("SecretBinary must be base64 text.")) }
}

impl Held {
    /// The version with this label.
    pub(super) fn at(&self, stage: &str) -> Option<&String> {
        self.versions.iter().find(|(_, version)| version.stages.iter().any(|known| known == stage)).map(|(id, _)| id)
    }

    /// Add a version with these labels, which other versions lose. The version that was current becomes the previous one.
    pub(super) fn add(&mut self, id: &str, value: Value, stages: &[String], now: Timestamp) {
        let before = self.at(CURRENT).cloned();
        let becomes_current = stages.iter().any(|stage| stage == CURRENT);
        self.versions.insert(id.to_owned(), Version { value, stages: Vec::new(), created_at: now });
        for stage in stages {
            self.label(id, stage);
        }
        if let Some(before) = before.filter(|before| becomes_current && before != id) {
            self.label(&before, PREVIOUS);
        }
        self.changed_at = now;
        self.prune(now);
    }

    fn label(&mut self, id: &str, stage: &str) {
        for version in self.versions.values_mut() {
            version.stages.retain(|known| known != stage);
        }
        if let Some(version) = self.versions.get_mut(id) {
            version.stages.push(stage.to_owned());
        }
    }

    /// Drop the oldest versions that nothing labels, but none that is younger than a day.
    fn prune(&mut self, now: Timestamp) {
        let unlabelled = self.versions.iter().filter(|(_, version)| version.stages.is_empty());
        let mut old: Vec<(Timestamp, String)> = unlabelled.map(|(id, version)| (version.created_at, id.clone())).collect();
        old.sort();
        let excess = self.versions.len().saturating_sub(KEPT);
        for (_, id) in old.into_iter().take(excess).filter(|(created, _)| now.since(*created) > DAY) {
            self.versions.remove(&id);
        }
    }

    /// Whether a version of this id with this value is there already; an error if it has another value.
    pub(super) fn repeats(&self, id: &str, value: &Value) -> Result<bool> {
        match self.versions.get(id) {
            None => Ok(false),
            Some(known) if known.value == *value => Ok(true),
            Some(_) => Err(self.token_in_use(id)),
        }
    }

    pub(super) fn token_in_use(&self, id: &str) -> crate::error::Error {
        let message =
            format!("You can't use ClientRequestToken {id} because that value is already in use for a version of secret {}.", self.arn);
        aws_error(ErrorKind::Conflict, "ResourceExistsException", message)
    }
}
