//! A task definition file, held against the rules of registration and of posture, with the place of each finding.

use super::{Outcome, PostureReport, ResourceKind, check};
use crate::{
    error::{Error, ErrorKind, Result},
    model::ecs::RegisterTaskDefinition,
    rules::{document::read_task_definition, places::Places, task_definition},
};

/// The largest file that is read. Amazon ECS takes task definitions of at most 64 KiB.
pub const MAX_FILE_BYTES: usize = 1024 * 1024;

/// Hold the task definition in a file called `name` against all rules, those of registration and those of posture.
///
/// The text has one of the forms that [`read_task_definition`] takes. Every failure has its [`FilePlace`](super::FilePlace) in the file: that of the
/// member that it is about, or of the nearest part around it that is there.
///
/// An error is of the kind [`InvalidRequest`](ErrorKind::InvalidRequest), and names the line and the column, or the path of the
/// member, where the text is no task definition. A file above [`MAX_FILE_BYTES`] is refused before anything in it is read.
pub fn check_file(name: &str, text: &str) -> Result<PostureReport> {
    if text.len() > MAX_FILE_BYTES {
        let message = format!("{name} has {} bytes, and a task definition file has at most {MAX_FILE_BYTES}", text.len());
        return Err(Error::new(ErrorKind::InvalidRequest, message).on(name));
    }
    let definition = read_task_definition(text).map_err(|error| error.while_(format!("read {name}")))?;
    let mut report = PostureReport::default();
    report.add_registration(name, &definition);
    report.extend(check(name, &definition));
    let places = Places::of(text);
    for check in report.checks.iter_mut().filter(|check| check.outcome == Outcome::Failed) {
        check.place = Some(places.find(&check.path));
    }
    Ok(report)
}

impl PostureReport {
    /// Add what every rule of registration says: what it found, that it passed, or that it panicked.
    pub(super) fn add_registration(&mut self, resource: &str, definition: &RegisterTaskDefinition) {
        let kind = ResourceKind::TaskDefinition;
        for rule in task_definition::rules() {
            let call = std::panic::AssertUnwindSafe(|| {
                let mut findings = Vec::new();
                rule.run(definition, &mut findings);
                findings
            });
            match std::panic::catch_unwind(call) {
                Ok(findings) if findings.is_empty() => self.add_of_registration(kind, resource, rule, None),
                Ok(findings) => self.add_findings(kind, resource, &findings),
                Err(panic) => self.add_of_registration(kind, resource, rule, Some(super::said(panic.as_ref()))),
            }
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    const FILE: &str = r#"{
  "family": "web",
  "containerDefinitions": [
    {
      "name": "app",
      "image": "nginx:1.27",
      "memory": 128,
      "privileged": true,
      "healthCheck": { "command": ["CMD", "true"], "timeout": 900 }
    }
  ]
}
"#;

    fn place(report: &PostureReport, rule: &str) -> (u32, u32, u32, u32) {
        let failed = report.checks.iter().find(|check| check.rule == rule && check.outcome == Outcome::Failed);
        let place = failed.unwrap_or_else(|| panic!("{rule} did not fail: {report:#?}")).place.unwrap();
        (place.line, place.column, place.end_line, place.end_column)
    }

    #[test]
    fn findings_have_their_places() {
        let report = check_file("web.json", FILE).unwrap();
        assert_eq!(place(&report, "ECS-PRIVILEGED"), (8, 7, 8, 25));
        let wrapped = format!("{{\"taskDefinition\":\n{FILE}}}");
        let report = check_file("web.json", &wrapped).unwrap();
        assert_eq!(place(&report, "ECS-PRIVILEGED"), (9, 7, 9, 25));
        assert!(report.checks.iter().any(|check| check.outcome == Outcome::Passed && check.rule == "TD-CPU-MEMORY"), "passes are there");
        assert!(report.checks.iter().filter(|check| check.outcome != Outcome::Failed).all(|check| check.place.is_none()));
    }

    #[test]
    fn rules_of_registration_are_asked_once_each() {
        let report = check_file("web.json", FILE).unwrap();
        for rule in task_definition::rules() {
            let own: Vec<_> = report.checks.iter().filter(|check| check.rule == rule.id).collect();
            let failed = own.iter().filter(|check| check.outcome == Outcome::Failed).count();
            assert!(own.len() == failed.max(1), "{}: {own:?}", rule.id);
            assert!(own.iter().all(|check| check.title == rule.about), "{}", rule.id);
        }
    }

    #[test]
    fn what_is_no_task_definition_is_an_error_with_its_place() {
        let error = check_file("web.json", "{\n  \"family\": web\n}").unwrap_err();
        assert_eq!((error.kind(), error.details().resource.as_deref()), (ErrorKind::InvalidRequest, Some("line 2, column 13")));
        let large = format!("[{}]", " ".repeat(MAX_FILE_BYTES));
        let error = check_file("big.json", &large).unwrap_err();
        assert!(error.to_string().contains("1048578 bytes"), "{error}");
        let just = format!("{FILE}{}", " ".repeat(MAX_FILE_BYTES - FILE.len()));
        assert!(check_file("web.json", &just).is_ok());
    }
}
