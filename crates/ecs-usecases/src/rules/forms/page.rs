//! A report for people: Markdown, and HTML for a notebook or a page.

use crate::rules::posture::{Check, Level, Outcome, PostureReport};
use minijinja::{AutoEscape, Environment, UndefinedBehavior, context, escape_formatter, value::Serde};
use serde::Serialize;
use std::sync::LazyLock;

const MARKDOWN: &str = "rules.md";
const HTML: &str = "rules.html";

static TEMPLATES: LazyLock<Environment<'static>> = LazyLock::new(|| {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|name| if name == HTML { AutoEscape::Html } else { AutoEscape::None });
    environment.set_formatter(|out, state, value| {
        if state.name() != MARKDOWN {
            return escape_formatter(out, state, value);
        }
        Ok(out.write_str(&in_cell(&value.to_string()))?)
    });
    environment.add_filter("words", |name: String| name.replace('_', " "));
    for (name, text) in [(MARKDOWN, include_str!("template/rules.md")), (HTML, include_str!("template/rules.html"))] {
        environment.add_template(name, text).expect("the template is a constant");
    }
    environment
});

/// Text that stays in its cell of a table, and is no HTML.
fn in_cell(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('|', "\\|");
    text.split(['\n', '\r']).collect::<Vec<_>>().join(" ")
}

/// How many failures have a level.
#[derive(Serialize)]
struct Severity {
    level: &'static str,
    failures: usize,
}

impl PostureReport {
    /// As Markdown: how many failures of each level, the scores by pillar, and every failure with what to do.
    pub fn to_markdown(&self) -> String {
        self.render(MARKDOWN)
    }

    /// The same as a part of an HTML page: no script, no style of its own.
    pub fn to_html(&self) -> String {
        self.render(HTML)
    }

    fn render(&self, template: &str) -> String {
        let failures = self.failures();
        let levels = [Level::Invalid, Level::Critical, Level::High, Level::Medium, Level::Low];
        let severities =
            levels.map(|level| Severity { level: level.as_str(), failures: failures.iter().filter(|check| check.level == level).count() });
        let errors: Vec<&Check> = self.errors().collect();
        let unknown: Vec<&Check> = self.checks.iter().filter(|check| check.outcome == Outcome::Unknown).collect();
        let counts = self.counts();
        let count = |outcome| counts.get(&outcome).copied().unwrap_or_default();
        let values = context! {
            severities => Serde(severities),
            scores => Serde(self.scores()),
            failures => Serde(failures),
            errors => Serde(errors),
            unknown => Serde(unknown),
            passed => count(Outcome::Passed),
            not_applicable => count(Outcome::NotApplicable),
        };
        let template = TEMPLATES.get_template(template).expect("it was added");
        template.render(values).expect("a report has every value that the template names")
    }
}
