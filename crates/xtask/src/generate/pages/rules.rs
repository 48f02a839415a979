//! The page that lists all rules.

use super::{MARK, tables::table};
use ecs_usecases::rules::{self, RuleItem, posture::NOT_ASKED};
use std::fmt::Write;

const FILE: &str = "docs/src/rules-table.md";

/// Titles of the kinds of resource, in the order of the page.
const KINDS: [(&str, &str); 10] = [
    ("task_definition", "Task definitions"),
    ("service", "Services"),
    ("cluster", "Clusters"),
    ("capacity_provider", "Capacity providers"),
    ("repository", "Repositories"),
    ("registry", "Registries"),
    ("load_balancer", "Load balancers"),
    ("listener", "Listeners"),
    ("target_group", "Target groups"),
    ("account", "Accounts"),
];

/// The page.
pub(super) fn file() -> (String, String) {
    let list = rules::list();
    let mut text = format!("<!-- {MARK} -->\n\n# All rules\n\n");
    let posture = list.iter().filter(|rule| !rule.registration).count();
    let _ = writeln!(
        text,
        "{} rules of registration and {posture} of posture. What they are for is in [rules](rules.md).\n",
        list.len() - posture
    );
    for (kind, title) in KINDS {
        let row = |rule: &RuleItem| {
            let remedy = if rule.remedy.is_empty() { String::new() } else { format!(" {}.", rule.remedy) };
            vec![
                format!("`{}`", rule.id),
                rule.level.as_str().to_owned(),
                rule.pillar.as_str().replace('_', " "),
                format!("{}{remedy}", rule.title),
                rule.documentation.clone(),
                rule.sources.join(", "),
            ]
        };
        let of_kind = |registration: bool| list.iter().filter(move |rule| rule.kind.as_str() == kind && rule.registration == registration);
        let head = ["rule", "level", "pillar", "what must hold, and what to do", "source", "the same elsewhere"];
        for (registration, title) in [(true, format!("{title}: registration")), (false, title.to_owned())] {
            let rows = table(&head, of_kind(registration).map(row));
            if !rows.is_empty() {
                let _ = writeln!(text, "## {title}\n\n{rows}");
            }
        }
    }
    let reason = |(tool, id, reason): &(&str, &str, &str)| vec![(*tool).to_owned(), (*id).to_owned(), (*reason).to_owned()];
    let _ = writeln!(text, "## Not asked\n\n{}", table(&["whose", "rule", "why not"], NOT_ASKED.iter().map(reason)));
    (FILE.to_owned(), text.trim_end().to_owned() + "\n")
}

#[cfg(test)]
mod tests {
    use super::{KINDS, file};
    use ecs_usecases::rules;

    #[test]
    fn every_rule_has_a_row() {
        let (_, text) = file();
        for rule in rules::list() {
            assert!(KINDS.iter().any(|(kind, _)| *kind == rule.kind.as_str()), "{}", rule.id);
            assert_eq!(text.matches(&format!("| `{}` |", rule.id)).count(), 1, "{}", rule.id);
        }
    }
}
