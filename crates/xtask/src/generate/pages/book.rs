//! The pages of the book: those of the repository with what the catalog says of their use cases, a page for each that is not
//! implemented yet, and one for each family.

use super::{FOLDER, HEAD, HELPERS, MARK, Told, page, table};
use crate::{gallery, generate::model::Api};
use ecs_usecases::{
    catalog::{self, CatalogEntry, CatalogItem},
    use_case::{Family, registry},
};
use serde_json::Value;
use std::{fmt::Write, path::Path};

/// Sections of an entry that an implemented use case's page has from the code, with more in them.
const FROM_CODE: [&str; 2] = ["Stages", "When it fails"];

/// What a family is about.
const FAMILIES: [(Family, &str); 8] = [
    (Family::Foundation, "What has to be there before anything is deployed: plans, repositories, pipelines, scans."),
    (Family::Deployment, "From one revision to the next, and back."),
    (Family::Workload, "Kinds of workload, and what each asks of a service."),
    (Family::Operations, "What runs is scaled, moved, watched and kept up to date."),
    (Family::Images, "Images on their way from a build to a task: scanned, signed, copied, kept and thrown away."),
    (Family::Resilience, "Zones and Regions that are lost, backups, and trying all that out."),
    (Family::Governance, "Rules, cost and evidence over many services and accounts."),
    (Family::Migration, "From elsewhere to ECS, and between its launch types."),
];

/// File and text of each page, and the summary.
pub(in crate::generate) fn files(root: &Path, api: &Api, summary: &str) -> Result<Vec<(String, String)>, String> {
    let mut files = Vec::new();
    for item in catalog::list() {
        let entry = catalog::get(item.id).map_err(|error| error.to_string())?;
        let text = match told(api, item.name) {
            Some(told) => implemented(root, api, &told, entry)?,
            None => planned(entry),
        };
        files.push((file(item.name), text));
    }
    for (family, about) in FAMILIES {
        files.push((format!("{FOLDER}/{}.md", family_page(family)), family_index(family, about)));
    }
    files.push((format!("{FOLDER}/index.md"), index()));
    files.push((super::SUMMARY.to_owned(), listed(summary)));
    Ok(files)
}

fn told<'a>(api: &'a Api, name: &str) -> Option<Told<'a>> {
    let entry = registry().iter().find(|entry| entry.info.name == name)?;
    Some(Told { info: &entry.info, case: api.cases.iter().find(|case| case.name == name)? })
}

/// Words of names that are not written as they are.
const WORDS: [(&str, &str); 9] = [
    ("ab", "A/B"),
    ("api", "API"),
    ("ci", "CI"),
    ("cicd", "CI/CD"),
    ("compose", "Compose"),
    ("ec2", "EC2"),
    ("gpu", "GPU"),
    ("kubernetes", "Kubernetes"),
    ("windows", "Windows"),
];

/// The name of a use case for people, who search for its words.
fn in_words(name: &str) -> String {
    let written = |word| WORDS.iter().find(|(known, _)| *known == word).map_or(word, |(_, written)| *written);
    let words: Vec<&str> = name.split('_').map(written).collect();
    let text = words.join(" ").replace("blue green", "blue/green");
    let mut letters = text.chars();
    letters.next().map(|first| first.to_ascii_uppercase().to_string() + letters.as_str()).unwrap_or_default()
}

/// The name of a use case's page, without its end.
pub(crate) fn slug(name: &str) -> String {
    name.replace('_', "-")
}

fn file(name: &str) -> String {
    format!("{FOLDER}/{}.md", slug(name))
}

/// The place of the picture of a use case's stages, below the sources.
pub(crate) fn stages_picture(slug: &str) -> String {
    format!("pictures/stages/{slug}.svg")
}

fn picture(entry: &CatalogEntry) -> String {
    let place = stages_picture(&slug(&entry.document.name));
    format!("![The stages of {}: who answers for each, what it takes and leaves](../{place})\n", entry.document.title)
}

/// The page of the repository, and what the catalog says beyond it.
fn implemented(root: &Path, api: &Api, told: &Told<'_>, entry: &CatalogEntry) -> Result<String, String> {
    let mut text = page(root, api, told)?.replace("\n## Stages\n", &format!("\n## Stages\n\n{}", picture(entry)));
    if let Some(example) = gallery::example_of(&entry.document.name) {
        text = text.trim_end().to_owned() + "\n\n" + &included(&example);
    }
    let markdown = entry.to_markdown();
    for (heading, body) in sections(&markdown) {
        match heading {
            None => {
                let body = body.split_once("\n\n").map_or("", |(_, rest)| rest);
                let _ = writeln!(text, "\n## In the catalog\n\n{}", body.trim());
            }
            Some(heading) if FROM_CODE.contains(&heading) => {}
            Some(heading) => {
                let _ = writeln!(text, "\n## {heading}\n\n{}", body.trim());
            }
        }
    }
    Ok(headed(&with_links(&text, entry), entry))
}

/// The page of a use case that is data only.
fn planned(entry: &CatalogEntry) -> String {
    let text = entry.to_markdown().replace("\n## Stages\n", &format!("\n## Stages\n\n{}", picture(entry)));
    headed(&with_links(&text, entry), entry)
}

/// The example of a use case, from its files: the gate runs them.
fn included(example: &[(&'static str, String)]) -> String {
    let mut text = String::from("## As a program\n\n");
    for (language, file) in example {
        let _ = writeln!(text, "<details><summary>{file}</summary>\n\n```{language}\n{{{{#include ../{file}}}}}\n```\n\n</details>\n");
    }
    text
}

/// The parts of an entry below its headings; the first, its head, has none.
fn sections(markdown: &str) -> Vec<(Option<&str>, &str)> {
    markdown
        .split("\n## ")
        .enumerate()
        .map(|(place, part)| match part.split_once('\n') {
            Some((heading, body)) if place > 0 => (Some(heading), body),
            _ => (None, part),
        })
        .collect()
}

/// The related entries as links.
fn with_links(text: &str, entry: &CatalogEntry) -> String {
    let related =
        |id: &String| catalog::get(id).map(|other| format!("[{id} {}]({}.md)", in_words(&other.document.name), slug(&other.document.name)));
    let links: Vec<String> = entry.document.related.iter().filter_map(|id| related(id).ok()).collect();
    let line = format!("\nRelated: {}", entry.document.related.join(", "));
    text.replace(&line, &format!("\n## Related\n\n{}", links.join(", "))).trim_end().to_owned() + "\n"
}

/// The heading in words: what is searched for is words, and the code's name is told below it.
fn headed(text: &str, entry: &CatalogEntry) -> String {
    let document = &entry.document;
    text.replacen(&format!("# {} {}\n", document.id, document.title), &format!("# {} {}\n", document.id, in_words(&document.name)), 1)
}

fn family_page(family: Family) -> String {
    format!("family-{}", name(family))
}

fn name(family: Family) -> String {
    serde_json::to_value(family).ok().as_ref().and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn title(family: Family) -> String {
    let name = name(family);
    let mut letters = name.chars();
    letters.next().map(|first| first.to_ascii_uppercase().to_string() + letters.as_str()).unwrap_or_default()
}

fn of(family: Family) -> impl Iterator<Item = &'static CatalogItem> {
    catalog::list().iter().filter(move |item| item.family == family)
}

fn rows(family: Family) -> String {
    let row = |item: &CatalogItem| {
        let link = format!("[{}]({}.md)", item.title, slug(item.name));
        let complexity = serde_json::to_value(item.complexity).ok();
        let complexity = complexity.as_ref().and_then(Value::as_str).unwrap_or_default().to_owned();
        let runs = if item.implemented { "yes" } else { "not yet" };
        vec![item.id.to_owned(), link, item.summary.to_owned(), complexity, runs.to_owned()]
    };
    table(&["", "use case", "what it does", "complexity", "runs"], of(family).map(row))
}

fn family_index(family: Family, about: &str) -> String {
    format!("<!-- {MARK} -->\n\n# {}\n\n{about}\n\n{}", title(family), rows(family))
}

fn index() -> String {
    let all = catalog::list().len();
    let implemented = catalog::list().iter().filter(|item| item.implemented).count();
    let mut text = format!(
        "# Use cases\n\nA page each: {all} use cases, of which this version runs {implemented}. [Deployments](../deployments.md) tells \
         which deployment is for what, and [the catalog](../catalog.md) how to have all this as data.\n"
    );
    for (family, about) in FAMILIES {
        let _ = writeln!(text, "\n## {}\n\n{about}\n\n{}", title(family), rows(family).trim_end());
    }
    let _ = writeln!(
        text,
        "\nBeside the catalog: [approvals, follow-ups and journals]({HELPERS}.md). What requests are made of is in [types](types.md), \
         and what outcomes are made of in [outcomes](outcomes.md)."
    );
    text
}

/// The summary with the families in the place of the use cases that the repository has pages of.
fn listed(summary: &str) -> String {
    let mut lines = Vec::new();
    for line in summary.lines() {
        let is_use_case = line.starts_with("  - [UC");
        if !is_use_case {
            lines.push(line.to_owned());
        }
        if line == HEAD {
            for (family, _) in FAMILIES {
                lines.push(format!("  - [{}](use-cases/{}.md)", title(family), family_page(family)));
                lines.extend(
                    of(family).map(|item| format!("    - [{} {}](use-cases/{}.md)", item.id, in_words(item.name), slug(item.name))),
                );
            }
        }
    }
    lines.join("\n") + "\n"
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::{generate::collect, project::Project};
    use std::collections::BTreeMap;

    fn book() -> BTreeMap<String, String> {
        let root = Project::find().root;
        let (api, _) = collect().unwrap();
        let summary = std::fs::read_to_string(root.join(super::super::SUMMARY)).unwrap();
        files(&root, &api, &summary).unwrap().into_iter().collect()
    }

    #[test]
    fn every_use_case_has_a_page_with_everything_and_is_listed() {
        let book = book();
        let summary = &book[super::super::SUMMARY];
        for item in catalog::list() {
            let text = &book[&file(item.name)];
            let entry = catalog::get(item.id).unwrap();
            assert_eq!(text.matches("\n## Stages\n").count(), 1, "{}", item.name);
            let headings =
                ["Stages", "When it fails", "Amazon ECR", "Task definition", "Service", "Pitfalls", "Best practices", "Compliance"];
            for heading in headings.iter().chain(entry.iam_policy.is_some().then_some(&"IAM policy")) {
                assert_eq!(text.matches(&format!("\n## {heading}\n")).count(), 1, "{}: {heading}", item.name);
            }
            assert!(text.starts_with(&format!("# {} {}\n", item.id, in_words(item.name))), "{}", item.name);
            assert!(text.contains(&stages_picture(&slug(item.name))), "{}", item.name);
            assert_eq!(text.contains("**Not implemented yet"), !item.implemented, "{}", item.name);
            assert_eq!(text.contains("\n## Request\n"), item.implemented, "{}", item.name);
            assert!(text.contains("\n## Related\n\n[UC"), "{}", item.name);
            assert_eq!(text.contains("{{#include"), gallery::example_of(item.name).is_some(), "{}", item.name);
            assert_eq!(summary.matches(&format!("(use-cases/{}.md)", slug(item.name))).count(), 1, "{}", item.name);
        }
        for line in ["- [Use cases](use-cases/index.md)", "  - [What outcomes are made of](use-cases/outcomes.md)", "- [Errors](errors.md)"]
        {
            assert!(summary.lines().any(|known| known == line), "{summary}");
        }
    }

    #[test]
    fn names_are_told_in_words() {
        let told = ["ab_test", "blue_green_deployment", "cicd_infrastructure_setup", "migrate_from_ec2"].map(in_words);
        assert_eq!(told, ["A/B test", "Blue/green deployment", "CI/CD infrastructure setup", "Migrate from EC2"]);
    }

    #[test]
    fn every_family_has_a_page_and_every_use_case_is_in_one() {
        let listed: usize = FAMILIES.iter().map(|(family, _)| of(*family).count()).sum();
        assert_eq!(listed, catalog::list().len());
        let book = book();
        for (family, about) in FAMILIES {
            assert!(book[&format!("{FOLDER}/{}.md", family_page(family))].contains(about));
        }
    }
}
