//! The rules for a binding.

use crate::{guard::guarded_now, session::wire, twin::read};
use ecs_usecases::{
    Error, Result,
    rules::{self, posture},
};
use serde_json::Value;

/// All rules, as a list shows them.
pub fn rules_list() -> Result<Value> {
    guarded_now(|| wire(&rules::list()))
}

/// What all rules say of the task definition file of this name and text.
pub fn rules_check_file(name: &str, text: &str) -> Result<Value> {
    guarded_now(|| wire(&posture::check_file(name, text)?))
}

/// What all rules say of a resource of this kind, called `resource`, that is given as JSON.
pub fn rules_check(kind: &str, resource: &str, json: &str) -> Result<Value> {
    guarded_now(|| {
        let kind = read::<posture::ResourceKind>(kind.into(), "kind")?;
        wire(&posture::check_json(kind, resource, json)?)
    })
}

/// A report as a text: `sarif`, `junit`, `markdown`, `html` or `csv`.
pub fn rules_text(report: Value, form: &str) -> Result<String> {
    guarded_now(|| {
        let report = read::<posture::PostureReport>(report, "report")?;
        match form {
            "sarif" => Ok(report.to_sarif()),
            "junit" => Ok(report.to_junit()),
            "markdown" => Ok(report.to_markdown()),
            "html" => Ok(report.to_html()),
            "csv" => Ok(report.to_csv()),
            _ => Err(Error::invalid("form", format!("`{form}` is none of sarif, junit, markdown, html and csv"))),
        }
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_report_goes_out_and_comes_back() {
        let text = r#"{ "family": "web", "containerDefinitions": [{ "name": "a", "image": "nginx", "memory": 9, "privileged": true }] }"#;
        let report = rules_check_file("web.json", text).unwrap();
        assert!(rules_text(report.clone(), "sarif").unwrap().contains("ECS-PRIVILEGED"));
        assert!(rules_text(report.clone(), "pdf").unwrap_err().to_string().contains("`pdf`"));
        assert!(rules_text(serde_json::json!({ "checks": 1 }), "html").is_err());
        assert!(rules_check_file("web.json", "{").is_err());
        assert!(rules_list().unwrap().as_array().unwrap().len() > 80);
    }
}
