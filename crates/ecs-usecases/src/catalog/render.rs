//! An entry for people: Markdown, and HTML for a notebook or a page.

use super::{CatalogEntry, picture};
use minijinja::{AutoEscape, Environment, UndefinedBehavior, context, escape_formatter, value::Serde};
use std::{path::Path, sync::LazyLock};

const MARKDOWN: &str = "entry.md";
const HTML: &str = "entry.html";

static TEMPLATES: LazyLock<Environment<'static>> =
    LazyLock::new(|| environment(&[(MARKDOWN, include_str!("template/entry.md")), (HTML, include_str!("template/entry.html"))]));

/// Whether a template is of this kind, by the extension of its name.
fn is_of(name: &str, kind: &str) -> bool {
    Path::new(name).extension().is_some_and(|extension| extension == kind)
}

/// An environment of these templates: `.html` escapes, `.md` keeps the cells of tables together, `words` tells names as words.
pub(super) fn environment(templates: &[(&'static str, &'static str)]) -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|name| if is_of(name, "html") { AutoEscape::Html } else { AutoEscape::None });
    environment.set_formatter(|out, state, value| {
        if !is_of(state.name(), "md") {
            return escape_formatter(out, state, value);
        }
        // A bar would end a cell of a table, and a line break the row.
        let text = if value.is_none() { String::new() } else { value.to_string() };
        Ok(out.write_str(&text.replace('|', "\\|").replace(['\r', '\n'], " "))?)
    });
    environment.add_filter("words", |name: Option<String>| words(&name.unwrap_or_default()));
    for (name, text) in templates {
        environment.add_template(name, text).expect("the template is a constant");
    }
    environment
}

/// Names that are not words with blanks between them.
const NAMES: [(&str, &str); 23] = [
    ("api", "API"),
    ("cicd_pipeline", "CI/CD pipeline"),
    ("ci", "CI"),
    ("hpc", "HPC"),
    ("ec2", "EC2"),
    ("fargate", "Fargate"),
    ("fargate_spot", "Fargate Spot"),
    ("managed_instances", "ECS Managed Instances"),
    ("external", "external (ECS Anywhere)"),
    ("blue_green", "blue/green"),
    ("windows", "Windows"),
    ("security_hub", "Security Hub"),
    ("pci_dss", "PCI DSS"),
    ("hipaa", "HIPAA"),
    ("soc2", "SOC 2"),
    ("gdpr", "GDPR"),
    ("nist_800_53", "NIST 800-53"),
    ("cis", "CIS"),
    ("build_and_push", "build and push"),
    ("ecr", "Amazon ECR"),
    ("cicd", "CI/CD"),
    ("not_applicable", "not applicable"),
    ("", "not said"),
];

/// A name of the data in words.
pub(super) fn words(name: &str) -> String {
    NAMES.iter().find(|(known, _)| *known == name).map_or_else(|| name.replace('_', " "), |(_, words)| (*words).to_owned())
}

impl CatalogEntry {
    /// Its stages as a picture (SVG): who answers for each, what it takes and what it leaves.
    pub fn stages_svg(&self) -> String {
        picture::stages(self)
    }

    /// As Markdown.
    pub fn to_markdown(&self) -> String {
        self.render(MARKDOWN)
    }

    /// As a part of an HTML page: no script, no style of its own.
    pub fn to_html(&self) -> String {
        self.render(HTML)
    }

    fn render(&self, template: &str) -> String {
        let sections = [
            ("Networking", &self.document.networking),
            ("Scaling", &self.document.scaling),
            ("Security", &self.document.security),
            ("Monitoring", &self.document.monitoring),
            ("CI/CD", &self.document.cicd),
            ("Cost", &self.document.cost),
            ("Recovery", &self.document.recovery),
        ];
        let policy = self.iam_policy.as_ref().map(|policy| format!("{policy:#}"));
        let template = TEMPLATES.get_template(template).expect("it was added");
        template
            .render(context! { entry => Serde(self), sections => Serde(sections), policy })
            .expect("an entry has every value that the template names")
    }
}
