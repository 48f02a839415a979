//! The sources of the book: what is in `docs/src`, the pages of all use cases with what the catalog says of them, pictures of
//! their stages, and the examples that the pages include.

use crate::{
    gallery,
    generate::{self, slug},
    project::Outcome,
};
use ecs_usecases::catalog;
use std::{fs, path::Path};

/// Lay them out in this folder, in the place of what was there. Gives how many use cases have a page.
pub(super) fn lay_out(root: &Path, folder: &Path) -> Outcome<usize> {
    if folder.exists() {
        fs::remove_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    }
    let source = folder.join("src");
    copy(&root.join("docs/src"), &source)?;
    for file in ["book.toml", "book.css"] {
        write(&folder.join(file), &read(&root.join("docs").join(file))?)?;
    }
    for item in catalog::list() {
        for (_, file) in gallery::example_of(item.name).into_iter().flatten() {
            write(&folder.join(&file), &read(&root.join(&file))?)?;
        }
        let entry = catalog::get(item.id).map_err(|error| error.to_string())?;
        write(&source.join(generate::stages_picture(&slug(item.name))), &entry.stages_svg())?;
    }
    for (file, text) in generate::book(root)? {
        write(&folder.join(file.strip_prefix("docs/").unwrap_or(&file)), &text)?;
    }
    Ok(catalog::list().len())
}

fn read(path: &Path) -> Outcome<String> {
    fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}

fn write(path: &Path, text: &str) -> Outcome<()> {
    let failed = |error: std::io::Error| format!("{}: {error}", path.display());
    fs::create_dir_all(path.parent().unwrap_or(path)).map_err(failed)?;
    fs::write(path, text).map_err(failed)
}

fn copy(from: &Path, to: &Path) -> Outcome<()> {
    let failed = |error: std::io::Error| format!("{}: {error}", from.display());
    fs::create_dir_all(to).map_err(failed)?;
    for entry in fs::read_dir(from).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let place = to.join(path.file_name().unwrap_or_default());
        if path.is_dir() {
            copy(&path, &place)?;
        } else {
            fs::copy(&path, &place).map_err(failed)?;
        }
    }
    Ok(())
}
