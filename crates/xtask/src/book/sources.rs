//! The sources of the book: what is in `docs/src`, the pages of all use cases with what the catalog says of them, pictures of
//! their stages, the decisions, and the examples that pages include or link to.

use crate::{
    generate::{self, slug},
    project::Outcome,
};
use ecs_usecases::catalog;
use std::{fmt::Write, fs, path::Path};

/// Folders beside `docs/src` that pages link to, as they do and as they are in the book.
const BESIDE: [(&str, &str, &str); 3] = [
    ("docs/decisions", "../decisions/", "decisions"),
    ("docs/reference", "../reference/", "reference"),
    ("examples", "../../examples/", "examples"),
];
/// What programs leave in folders of sources.
const LEFT_BEHIND: [&str; 2] = ["__pycache__", "node_modules"];

/// Lay them out in this folder, in the place of what was there. Gives how many use cases have a page.
pub(super) fn lay_out(root: &Path, folder: &Path) -> Outcome<usize> {
    if folder.exists() {
        fs::remove_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    }
    let source = folder.join("src");
    copy(&root.join("docs/src"), &source)?;
    for (from, _, place) in BESIDE {
        copy(&root.join(from), &source.join(place))?;
    }
    for file in ["book.toml", "book.css"] {
        write(&folder.join(file), &read(&root.join("docs").join(file))?)?;
    }
    for item in catalog::list() {
        let entry = catalog::get(item.id).map_err(|error| error.to_string())?;
        write(&source.join(generate::stages_picture(&slug(item.name))), &entry.stages_svg())?;
    }
    for (file, text) in generate::book(root)? {
        write(&folder.join(file.strip_prefix("docs/").unwrap_or(&file)), &text)?;
    }
    let summary = source.join("SUMMARY.md");
    let more = decisions(&source.join("decisions"))?;
    write(&summary, &format!("{}- [Coverage of AWS's operations](reference/coverage.md)\n{more}", read(&summary)?))?;
    for entry in entries(&source)? {
        if entry.extension().is_some_and(|kind| kind == "md") {
            let text = BESIDE.iter().fold(read(&entry)?, |text, (_, out, place)| text.replace(&format!("]({out}"), &format!("]({place}/")));
            write(&entry, &text)?;
        }
    }
    Ok(catalog::list().len())
}

/// A page that lists the decisions; gives their lines of the summary.
fn decisions(folder: &Path) -> Outcome<String> {
    let mut page = String::from("# Decisions\n\nWhy things are as they are, each with what speaks against it.\n\n");
    let mut summary = String::from("- [Decisions](decisions/index.md)\n");
    for path in entries(folder)? {
        let text = read(&path)?;
        let title = text.lines().next().and_then(|line| line.strip_prefix("# ")).unwrap_or_default().to_owned();
        let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let _ = writeln!(page, "- [{title}]({file})");
        let _ = writeln!(summary, "  - [{title}](decisions/{file})");
    }
    write(&folder.join("index.md"), &page)?;
    Ok(summary)
}

fn read(path: &Path) -> Outcome<String> {
    fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}

fn write(path: &Path, text: &str) -> Outcome<()> {
    let failed = |error: std::io::Error| format!("{}: {error}", path.display());
    fs::create_dir_all(path.parent().unwrap_or(path)).map_err(failed)?;
    fs::write(path, text).map_err(failed)
}

/// What is in a folder, in the order of names.
fn entries(folder: &Path) -> Outcome<Vec<std::path::PathBuf>> {
    let failed = |error: std::io::Error| format!("{}: {error}", folder.display());
    let mut all = fs::read_dir(folder).map_err(failed)?.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>, _>>().map_err(failed)?;
    all.sort();
    Ok(all)
}

fn copy(from: &Path, to: &Path) -> Outcome<()> {
    fs::create_dir_all(to).map_err(|error| format!("{}: {error}", to.display()))?;
    for path in entries(from)? {
        let name = path.file_name().unwrap_or_default();
        if LEFT_BEHIND.iter().any(|left| name == *left) {
            continue;
        }
        if path.is_dir() {
            copy(&path, &to.join(name))?;
        } else {
            fs::copy(&path, to.join(name)).map_err(|error| format!("{}: {error}", path.display()))?;
        }
    }
    Ok(())
}
