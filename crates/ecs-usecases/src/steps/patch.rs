//! [`ConfigurationPatch`]: what changes in a task definition besides the image, and what that comes to as a redacted diff.

use crate::{
    error::{Error, Result},
    model::ecs::{ContainerDefinition, HealthCheck, KeyValuePair, LogConfiguration, RegisterTaskDefinition, Secret},
    span::Span,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

/// What changes in a task definition besides the image. What is absent stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ConfigurationPatch {
    /// Container that is changed; needed only where several could be meant.
    pub container: Option<String>,
    /// Environment variables to set.
    pub environment: BTreeMap<String, String>,
    /// Environment variables to take away.
    pub remove_environment: Vec<String>,
    /// Secrets to set: name of the environment variable, and the ARN of a secret or the name or ARN of a parameter.
    pub secrets: BTreeMap<String, String>,
    /// Secrets to take away, by the name of the environment variable.
    pub remove_secrets: Vec<String>,
    /// CPU units of the whole task.
    pub cpu: Option<i32>,
    /// Memory of the whole task, in MiB.
    pub memory: Option<i32>,
    /// CPU units of the container.
    pub container_cpu: Option<i32>,
    /// Most memory of the container, in MiB.
    pub container_memory: Option<i32>,
    /// Memory that is kept for the container, in MiB.
    pub container_memory_reservation: Option<i32>,
    /// Command of the container.
    pub command: Option<Vec<String>>,
    /// How long the container has to stop, in whole seconds.
    pub stop_timeout: Option<Span>,
    /// Log configuration of the container, as ECS names its members; it takes the place of the whole.
    pub log_configuration: Option<serde_json::Map<String, Value>>,
    /// Health check of the container, as ECS names its members; it takes the place of the whole.
    pub health_check: Option<serde_json::Map<String, Value>>,
    /// ARN of the role that the task's containers have.
    pub task_role_arn: Option<String>,
    /// ARN of the role by which ECS pulls images, reads secrets and writes logs.
    pub execution_role_arn: Option<String>,
}

/// One member that changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SettingChange {
    /// Which, in ECS's names: `cpu`, `containerDefinitions[web].environment.LOG_LEVEL`.
    pub path: String,
    /// What it was; nothing if it was not set. Values of environment variables are not shown.
    pub before: Option<String>,
    /// What it will be; nothing if it is taken away.
    pub after: Option<String>,
}

impl ConfigurationPatch {
    /// Whether it says anything.
    pub fn is_empty(&self) -> bool {
        *self == Self { container: self.container.clone(), ..Self::default() }
    }

    /// Change the definition.
    pub fn apply(&self, definition: &mut RegisterTaskDefinition, container: &str) -> Result<()> {
        if let Some(cpu) = self.cpu {
            definition.cpu = Some(cpu.to_string());
        }
        if let Some(memory) = self.memory {
            definition.memory = Some(memory.to_string());
        }
        definition.task_role_arn = self.task_role_arn.clone().or(definition.task_role_arn.take());
        definition.execution_role_arn = self.execution_role_arn.clone().or(definition.execution_role_arn.take());
        for known in &mut definition.container_definitions {
            if known.name.as_deref() == Some(container) {
                self.apply_to(known)?;
            }
        }
        Ok(())
    }

    fn apply_to(&self, container: &mut ContainerDefinition) -> Result<()> {
        self.check_names(container)?;
        if !self.environment.is_empty() || !self.remove_environment.is_empty() {
            let known = container.environment.take().unwrap_or_default();
            let wanted = self.environment.iter().map(|(name, value)| KeyValuePair {
                name: Some(name.clone()),
                value: Some(value.clone()),
                ..Default::default()
            });
            container.environment = Some(merged(known, wanted, &self.remove_environment, |pair| pair.name.as_deref()));
        }
        if !self.secrets.is_empty() || !self.remove_secrets.is_empty() {
            let known = container.secrets.take().unwrap_or_default();
            let wanted = self.secrets.iter().map(|(name, from)| Secret {
                name: Some(name.clone()),
                value_from: Some(from.clone()),
                ..Default::default()
            });
            container.secrets = Some(merged(known, wanted, &self.remove_secrets, |secret| secret.name.as_deref()));
        }
        container.cpu = self.container_cpu.or(container.cpu);
        container.memory = self.container_memory.or(container.memory);
        container.memory_reservation = self.container_memory_reservation.or(container.memory_reservation);
        container.command = self.command.clone().or(container.command.take());
        if let Some(span) = self.stop_timeout {
            container.stop_timeout = Some(span.0.as_secs() as i32);
        }
        if let Some(logs) = &self.log_configuration {
            container.log_configuration = Some(read::<LogConfiguration>(logs, "log_configuration")?);
        }
        if let Some(check) = &self.health_check {
            container.health_check = Some(read::<HealthCheck>(check, "health_check")?);
        }
        Ok(())
    }

    /// A name can't be both a plain variable and a secret; what is taken away has to be there.
    fn check_names(&self, container: &ContainerDefinition) -> Result<()> {
        let plain = |name: &String| container.environment.iter().flatten().any(|pair| pair.name.as_ref() == Some(name));
        let secret = |name: &String| container.secrets.iter().flatten().any(|secret| secret.name.as_ref() == Some(name));
        for name in self.environment.keys() {
            if self.secrets.contains_key(name) || (secret(name) && !self.remove_secrets.contains(name)) {
                return Err(Error::invalid(format!("environment.{name}"), format!("{name} is a secret of the container too"))
                    .advise("Take the secret away (remove_secrets) to make it a plain variable."));
            }
        }
        for name in self.secrets.keys() {
            if plain(name) && !self.remove_environment.contains(name) {
                return Err(Error::invalid(format!("secrets.{name}"), format!("{name} is a plain variable of the container too"))
                    .advise("Take the plain variable away (remove_environment)."));
            }
        }
        if let Some(name) = self.remove_environment.iter().find(|name| !plain(name)) {
            return Err(Error::invalid("remove_environment", format!("the container has no variable {name}")));
        }
        if let Some(name) = self.remove_secrets.iter().find(|name| !secret(name)) {
            return Err(Error::invalid("remove_secrets", format!("the container has no secret {name}")));
        }
        Ok(())
    }
}

fn read<T: serde::de::DeserializeOwned>(members: &serde_json::Map<String, Value>, path: &str) -> Result<T> {
    crate::error::read(Value::Object(members.clone()), path)
}

/// What is known in its order, changed, without what is taken away, and then what is new.
fn merged<T>(known: Vec<T>, wanted: impl Iterator<Item = T>, removed: &[String], name: impl Fn(&T) -> Option<&str>) -> Vec<T> {
    let mut wanted: Vec<T> = wanted.collect();
    let mut merged = Vec::new();
    for old in known {
        if let Some(index) = wanted.iter().position(|new| name(new) == name(&old)) {
            merged.push(wanted.remove(index));
        } else if !removed.iter().any(|removed| Some(removed.as_str()) == name(&old)) {
            merged.push(old);
        }
    }
    merged.extend(wanted);
    merged
}

/// What differs between two definitions, by path. Values of environment variables are never shown.
pub fn differences(before: &RegisterTaskDefinition, after: &RegisterTaskDefinition) -> Vec<SettingChange> {
    let of = |definition: &RegisterTaskDefinition| {
        let mut flat = BTreeMap::new();
        let mut document = serde_json::to_value(definition).unwrap_or_default();
        if let Some(members) = document.as_object_mut() {
            members.shift_remove("tags");
        }
        flatten(&document, String::new(), &mut flat);
        flat
    };
    let (before, after) = (of(before), of(after));
    let paths: std::collections::BTreeSet<_> = before.keys().chain(after.keys()).cloned().collect();
    let shown = |path: &str, value: Option<&String>| value.map(|value| if is_hidden(path) { "[hidden]".to_owned() } else { value.clone() });
    paths
        .into_iter()
        .filter(|path| before.get(path) != after.get(path))
        .map(|path| SettingChange { before: shown(&path, before.get(&path)), after: shown(&path, after.get(&path)), path })
        .collect()
}

/// Values of plain environment variables, and whatever else a container is given in the clear.
fn is_hidden(path: &str) -> bool {
    path.contains(".environment.")
        || path.contains(".options.") && ["token", "key", "secret", "password"].iter().any(|word| path.to_lowercase().contains(word))
}

/// Members by their path; things of a list by their name where they have one.
fn flatten(value: &Value, path: String, flat: &mut BTreeMap<String, String>) {
    let join = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
    match value {
        Value::Object(members) => members.iter().for_each(|(name, value)| flatten(value, join(name), flat)),
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                let name = item["name"].as_str();
                match (name, item.get("value").or_else(|| item.get("valueFrom"))) {
                    (Some(name), Some(value)) => flatten(value, join(name), flat),
                    (Some(name), None) => flatten(item, format!("{path}[{name}]"), flat),
                    (None, _) => flatten(item, format!("{path}[{index}]"), flat),
                }
            }
        }
        Value::String(text) => drop(flat.insert(path, text.clone())),
        other => drop(flat.insert(path, other.to_string())),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use serde_json::json;

    fn definition() -> RegisterTaskDefinition {
        serde_json::from_value(json!({
            "family": "web", "cpu": "256",
            "containerDefinitions": [{
                "name": "web", "image": "web:1",
                "environment": [{"name": "LEVEL", "value": "info"}, {"name": "MODE", "value": "a"}],
                "secrets": [{"name": "DB", "valueFrom": "/db"}],
            }],
        }))
        .unwrap()
    }

    #[test]
    fn a_patch_changes_what_it_names_and_nothing_else() {
        let patch: ConfigurationPatch = serde_json::from_value(json!({
            "environment": {"LEVEL": "debug", "NEW": "1"}, "remove_environment": ["MODE"], "secrets": {"KEY": "/key"}, "cpu": 512,
            "stop_timeout": "60s",
        }))
        .unwrap();
        let (before, mut after) = (definition(), definition());
        patch.apply(&mut after, "web").unwrap();
        let told: Vec<_> = differences(&before, &after)
            .into_iter()
            .map(|change| format!("{} {:?} {:?}", change.path, change.before.as_deref(), change.after.as_deref()))
            .collect();
        assert_eq!(
            told,
            [
                r#"containerDefinitions[web].environment.LEVEL Some("[hidden]") Some("[hidden]")"#,
                r#"containerDefinitions[web].environment.MODE Some("[hidden]") None"#,
                r#"containerDefinitions[web].environment.NEW None Some("[hidden]")"#,
                r#"containerDefinitions[web].secrets.KEY None Some("/key")"#,
                r#"containerDefinitions[web].stopTimeout None Some("60")"#,
                r#"cpu Some("256") Some("512")"#,
            ]
        );
    }

    #[test]
    fn a_name_is_a_variable_or_a_secret() {
        let wrong = |patch: Value| {
            let patch: ConfigurationPatch = serde_json::from_value(patch).unwrap();
            patch.apply(&mut definition(), "web").unwrap_err().details().resource.clone().unwrap()
        };
        assert_eq!(wrong(json!({"environment": {"DB": "x"}})), "environment.DB");
        assert_eq!(wrong(json!({"secrets": {"MODE": "/x"}})), "secrets.MODE");
        assert_eq!(wrong(json!({"remove_environment": ["NONE"]})), "remove_environment");
        let moved: ConfigurationPatch = serde_json::from_value(json!({"secrets": {"MODE": "/x"}, "remove_environment": ["MODE"]})).unwrap();
        assert!(moved.apply(&mut definition(), "web").is_ok());
    }
}
