//! The rules of posture, held against what is about to be deployed.

use crate::{
    clock::Timestamp,
    error::{Error, ErrorKind, Result},
    model::ecs::{DeploymentConfiguration, RegisterTaskDefinition, Service},
    rules::posture::{self, Level, ServiceFacts},
    steps::image::Gate,
};

/// Refuse a revision that fails a rule of this level or a worse one. `service` is as it runs, `configuration` as it will be.
pub(crate) fn rules_hold(
    level: Level,
    gate: &Gate,
    now: Timestamp,
    service: &Service,
    configuration: &DeploymentConfiguration,
    definition: &RegisterTaskDefinition,
) -> Result<()> {
    let facts = ServiceFacts {
        service: Service { deployment_configuration: Some(configuration.clone()), ..service.clone() },
        task_definition: Some(definition.clone()),
        ..ServiceFacts::default()
    };
    let mut report = posture::check(&definition.family, definition);
    report.extend(posture::check(service.service_name.as_deref().unwrap_or_default(), &facts));
    let refused: Vec<Error> = report
        .failures()
        .into_iter()
        .filter(|check| check.level >= level && !gate.excepts(&check.rule, now))
        .map(|check| {
            let place = if check.path.is_empty() { check.resource.clone() } else { format!("{} {}", check.resource, check.path) };
            let message = format!("{} ({}): {}", check.rule, check.level.as_str(), check.message);
            Error::new(ErrorKind::Refused, message).on(place).advise(format!("{}.", check.remedy))
        })
        .collect();
    refused
        .into_iter()
        .try_fold(super::Admission::default(), |mut admission, error| admission.see::<()>(Err(error)).map(|_| admission))?
        .finish()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use serde_json::json;

    fn said(gate: serde_json::Value) -> Result<()> {
        let definition = serde_json::from_value(json!({
            "family": "web", "containerDefinitions": [{ "name": "app", "image": "web", "memory": 64, "privileged": true }],
        }));
        let gate: Gate = serde_json::from_value(gate).unwrap();
        rules_hold(
            gate.fail_on_rules.unwrap(),
            &gate,
            Timestamp(0),
            &Service::default(),
            &DeploymentConfiguration::default(),
            &definition.unwrap(),
        )
    }

    #[test]
    fn only_what_the_gate_asks_is_refused() {
        assert!(said(json!({ "fail_on_rules": "invalid" })).is_ok());
        let error = said(json!({ "fail_on_rules": "high" })).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Refused);
        assert!(error.to_string().contains("ECS-PRIVILEGED (high)"), "{error}");
    }

    #[test]
    fn an_exception_holds_until_its_day() {
        let but = |until: &str| {
            let exceptions = json!([{ "finding": "ECS-PRIVILEGED", "until": until, "reason": "it mounts a file system" }]);
            let refused = said(json!({ "fail_on_rules": "low", "exceptions": exceptions }));
            refused.is_err_and(|error| error.to_string().contains("ECS-PRIVILEGED"))
        };
        assert!(!but("1970-01-02") && but("1969-12-30"));
    }
}
