//! A report as SARIF 2.1.0, which code scanning systems show beside the code.

use crate::rules::{
    Pillar,
    posture::{Check, Level, Outcome, PostureReport},
};
use serde_json::json;
use serde_sarif::sarif::{
    ArtifactLocation, Invocation, Location, LogicalLocation, Message, MultiformatMessageString, Notification, PhysicalLocation,
    PropertyBag, Region, ReportingConfiguration, ReportingDescriptor, ReportingDescriptorReference, Result, ResultKind, ResultLevel, Run,
    Sarif, Tool, ToolComponent,
};
use std::{collections::BTreeMap, fmt::Write};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

impl PostureReport {
    /// As SARIF 2.1.0: one run, with all rules that were asked, a result for each failure, and a notification for each rule that
    /// failed itself. A failure of a file has its place in it; all others have the resource and the path as logical location.
    pub fn to_sarif(&self) -> String {
        let mut rules: Vec<&Check> = Vec::new();
        for check in &self.checks {
            if !rules.iter().any(|known| known.rule == check.rule) {
                rules.push(check);
            }
        }
        let index = |rule: &str| rules.iter().position(|known| known.rule == rule).map(|at| at as i64);
        let failed = self.checks.iter().filter(|check| check.outcome == Outcome::Failed);
        let errors: Vec<Notification> = self.errors().map(|check| notification(check, index(&check.rule))).collect();
        let driver = ToolComponent::builder()
            .name(env!("CARGO_PKG_NAME"))
            .semantic_version(env!("CARGO_PKG_VERSION"))
            .rules(rules.iter().map(|check| descriptor(check)).collect::<Vec<_>>())
            .build();
        let invocation = Invocation::builder().execution_successful(errors.is_empty()).tool_execution_notifications(errors).build();
        let run = Run::builder()
            .tool(Tool::builder().driver(driver).build())
            .column_kind("unicodeCodePoints")
            .invocations([invocation])
            .results(failed.map(|check| result(check, index(&check.rule))).collect::<Vec<_>>())
            .build();
        let sarif = Sarif::builder().schema(SCHEMA).version("2.1.0").runs([run]).build();
        serde_json::to_string_pretty(&sarif).expect("SARIF is JSON")
    }
}

fn message(text: impl Into<String>) -> Message {
    Message { text: Some(text.into()), ..Message::default() }
}

fn text(text: impl Into<String>) -> MultiformatMessageString {
    MultiformatMessageString::builder().text(text).build()
}

/// What code scanning calls it.
fn level(level: Level) -> ResultLevel {
    match level {
        Level::Invalid | Level::Critical | Level::High => ResultLevel::Error,
        Level::Medium => ResultLevel::Warning,
        Level::Low => ResultLevel::Note,
    }
}

/// The score by which GitHub ranks a finding of security: critical above 9, high from 7, medium from 4.
fn security_severity(level: Level) -> &'static str {
    match level {
        Level::Critical => "9.5",
        Level::High | Level::Invalid => "8.0",
        Level::Medium => "5.5",
        Level::Low => "2.5",
    }
}

/// What is said of a rule.
fn descriptor(check: &Check) -> ReportingDescriptor {
    let sources = if check.sources.is_empty() { String::new() } else { format!(" The same is asked by {}.", check.sources.join(", ")) };
    let help = format!("{} Source: {}.{sources}", check.title, check.documentation);
    let mut properties = BTreeMap::from([
        ("precision".to_owned(), json!("high")),
        ("level".to_owned(), json!(check.level.as_str())),
        ("pillar".to_owned(), json!(check.pillar.as_str())),
    ]);
    if check.pillar == Pillar::Security {
        properties.insert("security-severity".to_owned(), json!(security_severity(check.level)));
    }
    let configuration = ReportingConfiguration::builder().level(level(check.level).to_string()).build();
    let tags: Vec<String> = ["aws", check.kind.as_str(), check.pillar.as_str()].map(Into::into).into();
    ReportingDescriptor::builder()
        .id(check.rule.as_ref())
        .short_description(text(check.title.as_ref()))
        .full_description(text(check.title.as_ref()))
        .help(text(help))
        .default_configuration(configuration)
        .properties(PropertyBag { tags: Some(tags), additional_properties: properties })
        .build()
}

fn result(check: &Check, rule_index: Option<i64>) -> Result {
    let remedy = if check.remedy.is_empty() { String::new() } else { format!(" {}.", check.remedy.trim_end_matches('.')) };
    // Of the path, not of the line: a finding stays itself when lines are added above it.
    let fingerprint = format!("{}:{}:{}", check.rule, check.resource, check.path);
    let mut result = Result::builder()
        .rule_id(check.rule.as_ref())
        .kind(ResultKind::Fail)
        .level(level(check.level))
        .message(message(format!("{}.{remedy}", check.message.trim_end_matches('.'))))
        .locations([location(check)])
        .partial_fingerprints(BTreeMap::from([("path/v1".to_owned(), fingerprint)]))
        .build();
    result.rule_index = rule_index;
    result
}

fn location(check: &Check) -> Location {
    let name = if check.path.is_empty() { check.resource.clone() } else { format!("{}: {}", check.resource, check.path) };
    let physical = check.place.map(|place| PhysicalLocation {
        artifact_location: Some(ArtifactLocation { uri: Some(uri(&check.resource)), ..ArtifactLocation::default() }),
        region: Some(Region {
            start_line: Some(place.line.into()),
            start_column: Some(place.column.into()),
            end_line: Some(place.end_line.into()),
            end_column: Some(place.end_column.into()),
            ..Region::default()
        }),
        ..PhysicalLocation::default()
    });
    Location {
        physical_location: physical,
        logical_locations: Some(vec![LogicalLocation {
            fully_qualified_name: Some(name),
            kind: Some(if check.path.is_empty() { "resource" } else { "member" }.into()),
            ..LogicalLocation::default()
        }]),
        ..Location::default()
    }
}

fn notification(check: &Check, index: Option<i64>) -> Notification {
    let rule = ReportingDescriptorReference { id: Some(check.rule.to_string()), index, ..ReportingDescriptorReference::default() };
    Notification::builder()
        .associated_rule(rule)
        .level("error")
        .message(message(format!("The rule itself failed on {}: {}", check.resource, check.message)))
        .build()
}

/// A path as a URI reference: `/` between its parts, and other signs by their bytes.
fn uri(path: &str) -> String {
    let path = path.replace('\\', "/");
    let path = path.strip_prefix("./").unwrap_or(&path);
    let mut text = String::new();
    if path.starts_with('/') {
        text += "file://";
    } else if path.as_bytes().get(1) == Some(&b':') {
        text += "file:///";
    }
    let drive = usize::from(text == "file:///");
    for (at, byte) in path.bytes().enumerate() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) || (drive == 1 && at == 1) {
            text.push(byte.into());
        } else {
            let _ = write!(text, "%{byte:02X}");
        }
    }
    text
}
