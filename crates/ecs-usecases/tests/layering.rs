//! Imports go downwards: a module uses only what stands beneath it.
#![allow(clippy::unwrap_used)]

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

/// The modules from the bottom up. Those of one line may use each other.
const LAYERS: &[&[&str]] = &[
    &["error", "clock", "span", "cancel", "sync"],
    &["model"],
    &["operations", "rules"],
    &["backend", "event"],
    &["probe", "layers", "backends"],
    &["journal", "mirror", "server"],
    &["run"],
    &["use_case"],
    &["plan", "report"],
    &["rehearsal"],
    &["client", "steps"],
    &["use_cases"],
    &["catalog"],
    &["testkit"],
];

/// The registry is the one place that names every use case.
const ALLOWED: &[(&str, &str)] = &[("use_case", "use_cases")];

#[test]
fn imports_go_downwards() {
    let rank: BTreeMap<&str, usize> =
        LAYERS.iter().enumerate().flat_map(|(rank, names)| names.iter().map(move |name| (*name, rank))).collect();
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut wrong = Vec::new();
    let mut seen = 0;
    for file in files(&source) {
        let relative = file.strip_prefix(&source).unwrap();
        let module = relative.iter().next().unwrap().to_str().unwrap().trim_end_matches(".rs").to_owned();
        if module == "lib" {
            continue;
        }
        let own = *rank.get(module.as_str()).unwrap_or_else(|| panic!("{module} has no place in LAYERS"));
        for used in imports(&fs::read_to_string(&file).unwrap()) {
            let Some(&other) = rank.get(used.as_str()) else { continue };
            seen += 1;
            if other > own && !ALLOWED.contains(&(module.as_str(), used.as_str())) {
                wrong.push(format!("{} uses {used}, which stands above it", relative.display()));
            }
        }
    }
    assert!(seen > 100, "only {seen} imports were found: the test no longer reads them");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The journal in a table is no use of the cloud that a run's layers should see.
#[test]
fn only_the_aws_backend_and_the_journal_in_a_table_import_aws() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let aws = ["backends/aws", "journal/dynamodb.rs", "journal/dynamodb"].map(|path| source.join(path));
    let others = files(&source).into_iter().filter(|file| !aws.iter().any(|aws| file.starts_with(aws)));
    let wrong: Vec<_> = others.filter(|file| fs::read_to_string(file).unwrap().contains("aws_sdk_")).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|kind| kind == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The modules of this crate that a file names: `crate::module` and `use crate::{module::..., module}`.
fn imports(text: &str) -> Vec<String> {
    let code: String =
        text.lines().filter(|line| !line.trim_start().starts_with("//")).fold(String::new(), |code, line| code + line + "\n");
    let mut found = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        match rest.strip_prefix('{') {
            Some(list) => found.extend(names_in(list)),
            None => found.extend(name(rest)),
        }
    }
    found
}

fn name(text: &str) -> Option<String> {
    let end = text.find(|letter: char| !letter.is_alphanumeric() && letter != '_').unwrap_or(text.len());
    (end > 0).then(|| text[..end].to_owned())
}

/// The names at the top of a list in braces.
fn names_in(list: &str) -> Vec<String> {
    let (mut depth, mut item, mut names) = (1, String::new(), Vec::new());
    for letter in list.chars() {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 || (depth == 1 && letter == ',') {
            names.extend(name(item.trim()));
            item.clear();
        } else {
            item.push(letter);
        }
        if depth == 0 {
            break;
        }
    }
    names
}
