//! The docs' pages of the use cases: what each says of itself, what it takes and gives, and how a run of it looks.

pub(super) mod book;
mod calls;
mod rules;
mod tables;
#[cfg(test)]
mod tests;

use super::{
    MARK,
    model::{Api, Case, Definitions, Kind},
};
use crate::gallery;
use ecs_usecases::{
    catalog::{MatrixBy, decision_tree, matrix},
    use_case::{Actor, UseCaseInfo, registry},
};
use serde_json::Value;
use std::{fmt::Write, fs, path::Path};
use tables::{Types, cell, table};

/// Where the pages are.
const FOLDER: &str = "docs/src/use-cases";
const SUMMARY: &str = "docs/src/SUMMARY.md";
/// The page of the decision tree.
const TREE: &str = "docs/src/decision-tree.md";
const TREE_PICTURE: &str = "docs/src/decision-tree.svg";
const MATRICES: &str = "docs/src/matrices.md";
/// The page of use cases that are not in the catalog.
const HELPERS: &str = "approvals-and-follow-ups";
/// The line of the summary below which the pages are listed.
const HEAD: &str = "- [Use cases](use-cases/index.md)";

/// A use case with what it says of itself.
struct Told<'a> {
    info: &'static UseCaseInfo,
    case: &'a Case,
}

/// Every page, and the summary that lists them.
pub(super) fn files(root: &Path, api: &Api) -> Result<Vec<(String, String)>, String> {
    let told = |name: &str| api.cases.iter().find(|case| case.name == name);
    let all: Vec<_> = registry().iter().filter_map(|entry| Some(Told { info: &entry.info, case: told(entry.info.name)? })).collect();
    let (catalog, beside): (Vec<_>, Vec<_>) = all.into_iter().filter(|told| told.info.name != "noop").partition(|told| told.info.id > 0);
    let mut files = Vec::new();
    for told in &catalog {
        files.push((told.file(), format!("<!-- {MARK} -->\n\n{}{}", page(root, api, told)?, example(told))));
    }
    let helpers = beside.iter().map(|told| members_of(api, told, 2)).collect::<String>();
    let about =
        "Use cases beside the catalog, which others of it need: see [environments](../environments.md) and [journals](../journals.md).";
    let helpers = format!("<!-- {MARK} -->\n\n# Approvals, follow-ups and journals\n\n{about}\n\n{helpers}");
    files.push((format!("{FOLDER}/{HELPERS}.md"), helpers.trim_end().to_owned() + "\n"));
    files.push((format!("{FOLDER}/index.md"), index(api, &catalog)));
    files.extend(types(api));
    files.push(rules::file());
    files.push((TREE.to_owned(), tree()?));
    files.push((TREE_PICTURE.to_owned(), decision_tree().map_err(|error| error.to_string())?.to_svg()));
    files.push((MATRICES.to_owned(), matrices()?));
    let path = root.join(SUMMARY);
    let summary = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    files.push((SUMMARY.to_owned(), listed(&summary, &catalog)?));
    Ok(files)
}

/// The pages of the book and its summary, which are made anew each time and not committed.
pub(super) fn book(root: &Path, api: &Api) -> Result<Vec<(String, String)>, String> {
    let path = root.join(SUMMARY);
    let summary = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    book::files(root, api, &summary)
}

/// The decision tree, as a list and as a chart.
fn tree() -> Result<String, String> {
    let tree = decision_tree().map_err(|error| error.to_string())?;
    let about = "By these questions [a use case is chosen](choosing.md). The answers are those of `recommend`; what is left out is assumed, and told.";
    let mut questions = String::from("| question | what it is about | assumed | because |\n|---|---|---|---|\n");
    for question in &tree.questions {
        let why = [&question.why, &question.default_why].map(|text| cell(text));
        let _ = writeln!(questions, "| `{}` | {} {} | `{}` | {} |", question.id, question.ask, why[0], question.default, why[1]);
    }
    let (list, chart) = (tree.to_markdown(), tree.to_mermaid());
    Ok(format!(
        "<!-- {MARK} -->\n\n# The decision tree\n\n{about}\n\n{questions}\n## The ways\n\n![The tree: questions, answers and what they lead to](decision-tree.svg)\n\n{list}\n## As a chart\n\nIn Mermaid's form:\n\n```mermaid\n{chart}```\n"
    ))
}

/// The use cases by each thing that their entries say.
fn matrices() -> Result<String, String> {
    let about = "Which use cases have to do with what, as [`catalog.matrix`](catalog.md#matrices) tells it.";
    let mut text = format!("<!-- {MARK} -->\n\n# Matrices\n\n{about}\n");
    for by in MatrixBy::ALL {
        let matrix = matrix(by).map_err(|error| error.to_string())?;
        let _ = write!(text, "\n{}", matrix.to_markdown());
    }
    Ok(text)
}

/// Pages that no use case has any more.
pub(super) fn abandoned(root: &Path, files: &[(String, String)]) -> Result<Vec<String>, String> {
    let entries = fs::read_dir(root.join(FOLDER)).into_iter().flatten();
    let names = entries.map(|entry| Ok(format!("{FOLDER}/{}", entry.map_err(|error| error.to_string())?.file_name().to_string_lossy())));
    let names: Vec<String> = names.collect::<Result<_, String>>()?;
    Ok(names.into_iter().filter(|name| !files.iter().any(|(file, _)| file == name)).collect())
}

impl Told<'_> {
    fn file(&self) -> String {
        format!("{FOLDER}/{}.md", self.slug())
    }

    fn slug(&self) -> String {
        book::slug(self.info.name)
    }

    fn title(&self) -> String {
        format!("UC{:02} {}", self.info.id, self.info.title)
    }

    fn doc<'a>(&self, api: &'a Api) -> &'a str {
        api.inputs.get(&self.case.request).map_or("", |definition| &definition.doc)
    }
}

/// The page of a use case.
fn page(root: &Path, api: &Api, told: &Told<'_>) -> Result<String, String> {
    let name = told.info.name;
    let mut text = format!("# {}\n\n{}\n\n{}\n\n", told.title(), told.doc(api), called(told));
    for shown in gallery::pictures_of(name) {
        let about = shown.read(root)?.about;
        let _ = writeln!(text, "![{about}](../{})\n\n*{about}*\n", shown.picture());
    }
    if let Some(shown) = gallery::call_of(name) {
        let (_, request) = shown.read(root)?.steps.swap_remove(shown.step);
        text += "## Call it\n\n";
        let _ = writeln!(text, "The request of `tests/scenarios/{}.json`, step {}:\n", shown.scenario, shown.step + 1);
        for (language, code) in calls::calls(api, name, &told.case.request, &request) {
            let _ = writeln!(text, "```{language}\n{code}```\n");
        }
    }
    text += &members_of(api, told, 1);
    Ok(text.trim_end().to_owned() + "\n")
}

/// Where its example is in each language.
fn example(told: &Told<'_>) -> String {
    let Some(files) = gallery::example_of(told.info.name) else { return String::new() };
    let links = files.map(|(_, file)| format!("[{file}](../../../{file})"));
    format!("\n## As a program\n\n{}\n", links.join(", "))
}

/// How it is called in each language, and who takes part.
fn called(told: &Told<'_>) -> String {
    let name = told.info.name;
    let actors: Vec<_> = told.info.actors.iter().map(|actor| words(*actor)).collect();
    format!(
        "`{}` in Rust, `client.{name}` in Python, `client.{}` in TypeScript. Who takes part: {}.",
        told.info.title,
        super::names::camel(name),
        actors.join(", ")
    )
}

/// Stages, request, outcome and failures. A use case that has no page of its own has a heading at this level too.
fn members_of(api: &Api, told: &Told<'_>, level: usize) -> String {
    let mark = "#".repeat(level + 1);
    let mut text = String::new();
    if level > 1 {
        let _ = writeln!(text, "{} {}\n\n{}\n\n{}\n", "#".repeat(level), told.info.title, told.doc(api), called(told));
    }
    let stage = |stage: &ecs_usecases::use_case::Stage| {
        vec![stage.name.to_owned(), words(stage.responsible), stage.takes.join(", "), stage.leaves.join(", ")]
    };
    let _ = writeln!(text, "{mark} Stages\n\n{}", table(&["stage", "responsible", "takes", "leaves"], told.info.stages.iter().map(stage)));
    let requests = Types { definitions: &api.inputs, page: "types.md" };
    let request = members(&requests, &told.case.request, tables::written);
    let _ = writeln!(text, "{mark} Request\n\n{}", if request.is_empty() { "Nothing.\n" } else { &request });
    let outcomes = Types { definitions: &api.outputs, page: "outcomes.md" };
    let doc = api.outputs.get(&told.case.outcome).map_or("", |definition| &definition.doc);
    let _ = writeln!(text, "{mark} What comes back\n\n{doc}\n\n{}", members(&outcomes, &told.case.outcome, tables::read));
    let failure = |failure: &ecs_usecases::use_case::Failure| vec![failure.when.to_owned(), failure.then.to_owned()];
    let failures = table(&["when", "then"], told.info.failures.iter().map(failure));
    if !failures.is_empty() {
        let _ = writeln!(text, "{mark} When it fails\n\n{failures}");
    }
    text
}

fn members(types: &Types<'_>, name: &str, table: impl Fn(&Types<'_>, &[super::model::Field]) -> String) -> String {
    match types.definitions.get(name).map(|definition| &definition.kind) {
        Some(Kind::Record(fields)) => table(types, fields),
        _ => format!("{}\n", types.words(&super::model::Type::Named(name.to_owned()))),
    }
}

/// The list of all.
fn index(api: &Api, catalog: &[Told<'_>]) -> String {
    let first = |doc: &str| doc.split("\n\n").next().unwrap_or_default().to_owned();
    let row = |told: &Told<'_>| {
        vec![format!("UC{:02}", told.info.id), format!("[{}]({}.md)", told.info.title, told.slug()), cell(&first(told.doc(api)))]
    };
    let table = table(&["", "use case", "what it does"], catalog.iter().map(row));
    format!(
        "<!-- {MARK} -->\n\n# Use cases\n\nA page each. [Deployments](../deployments.md) tells which one is for what.\n\n{table}\n\
         Beside the catalog: [approvals, follow-ups and journals]({HELPERS}.md). What requests are made of is in [types](types.md), and what \
         outcomes are made of in [outcomes](outcomes.md). A duration is text such as `90s`, `5m` or `1h 30m`, or a number of seconds; \
         a moment is a time in RFC 3339.\n"
    )
}

/// The pages of the types of requests and outcomes.
fn types(api: &Api) -> Vec<(String, String)> {
    let all = |definitions: &Definitions, of: &[&str], title: &str, about: &str, written: bool| {
        // On their own page they are mentioned without its name.
        let types = Types { definitions, page: "" };
        let wanted = definitions.reach(of.iter().copied());
        let told = definitions.iter().filter(|(name, _)| wanted.contains(name.as_str()) && !of.contains(&name.as_str()));
        let told = told.map(|(name, definition)| types.tell(name, definition, if written { tables::written } else { tables::read }));
        format!("<!-- {MARK} -->\n\n# {title}\n\n{about}\n\n{}", told.collect::<Vec<_>>().join("\n"))
    };
    let of = |name: fn(&Case) -> &str| api.cases.iter().map(name).collect::<Vec<_>>();
    let (requests, outcomes) = (of(|case| &case.request), of(|case| &case.outcome));
    let about = "The types that requests of [use cases](index.md) mention, in their JSON form; TypeScript has the members in camelCase.";
    let inputs = all(&api.inputs, &requests, "What requests are made of", about, true);
    let about = "The types that outcomes of [use cases](index.md) mention, in their JSON form; TypeScript has the members in camelCase.";
    // An outcome that is a part of another one is told of here, too.
    let parts: Vec<&str> =
        outcomes.iter().copied().filter(|name| !api.outputs.iter().any(|(_, definition)| definition.mentions().contains(name))).collect();
    let outputs = all(&api.outputs, &parts, "What outcomes are made of", about, false);
    let outputs = outputs.trim_end().to_owned() + "\n";
    vec![(format!("{FOLDER}/types.md"), inputs), (format!("{FOLDER}/outcomes.md"), outputs)]
}

/// The summary with the pages below their head, in the order of the catalog.
fn listed(summary: &str, catalog: &[Told<'_>]) -> Result<String, String> {
    if !summary.lines().any(|line| line == HEAD) {
        return Err(format!("{SUMMARY}: there is no line `{HEAD}`"));
    }
    let mut lines = Vec::new();
    for line in summary.lines().filter(|line| !line.starts_with("  - [") || !line.contains("](use-cases/")) {
        lines.push(line.to_owned());
        if line == HEAD {
            lines.extend(catalog.iter().map(|told| format!("  - [{}](use-cases/{}.md)", told.title(), told.slug())));
            lines.push(format!("  - [Approvals, follow-ups and journals](use-cases/{HELPERS}.md)"));
            lines.push("  - [What requests are made of](use-cases/types.md)".to_owned());
            lines.push("  - [What outcomes are made of](use-cases/outcomes.md)".to_owned());
        }
    }
    Ok(lines.join("\n") + "\n")
}

/// An actor in words.
fn words(actor: Actor) -> String {
    let name = serde_json::to_value(actor).ok();
    name.as_ref().and_then(Value::as_str).unwrap_or_default().replace('_', " ").replace("cicd", "CI/CD")
}
