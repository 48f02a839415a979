//! What tests need from package registries, installed below the target folder, again only when the pins change.

use crate::project::{Outcome, Program, Project};
use sha2::{Digest, Sha256};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// The Python that makes the virtual environment.
const PYTHON: &str = "ECS_USECASES_BASE_PYTHON";

/// A virtual environment with the development requirements.
pub(crate) fn python(project: &Project) -> Outcome<()> {
    venv(&project.target.join("python"), &project.python_crate().join("requirements-dev.txt"))
}

/// A virtual environment in this folder with what this file requires.
pub(crate) fn venv(folder: &Path, pins: &Path) -> Outcome<()> {
    let base = std::env::var_os(PYTHON).unwrap_or_else(|| "python3".into());
    let version = Program::new(&base, &["-c", "import sys; print('%d.%d' % sys.version_info[:2])"]).read()?;
    let parts: Vec<u32> = version.trim().split('.').filter_map(|part| part.parse().ok()).collect();
    if parts < vec![3, 11] {
        return Err(format!("python3 is {version}; 3.11 or later is needed: name one in {PYTHON}"));
    }
    once(folder, &[pins], &version, || {
        Program::new(&base, &["-m", "venv", "--clear", &folder.to_string_lossy()]).must()?;
        let install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement", &pins.to_string_lossy()];
        Program::new(venv_program(folder, "python"), &install).must()
    })
}

/// A program of a virtual environment.
pub(crate) fn venv_program(folder: &Path, name: &str) -> PathBuf {
    folder.join(if cfg!(windows) { format!("Scripts/{name}.exe") } else { format!("bin/{name}") })
}

/// The npm package's development dependencies, outside of the source tree, with the package itself linked beside them.
pub(crate) fn node(project: &Project) -> Outcome<()> {
    let source = project.node_crate();
    let folder = project.target.join("node");
    npm(&folder, &source, || {
        // With it, what is below would find the package there instead of the linked one.
        fs::remove_file(folder.join("package.json")).map_err(|error| format!("{}: {error}", folder.display()))?;
        let link = folder.join("node_modules/ecs-usecases");
        if link.symlink_metadata().is_err() {
            link_folder(&source, &link).map_err(|error| format!("{}: {error}", link.display()))?;
        }
        Ok(())
    })
}

/// In this folder the npm packages that the lock file in another folder pins; then what else there is to do.
pub(crate) fn npm(folder: &Path, source: &Path, then: impl FnOnce() -> Outcome<()>) -> Outcome<()> {
    let pins = ["package.json", "package-lock.json"];
    let places: Vec<_> = pins.iter().map(|pin| source.join(pin)).collect();
    once(folder, &places.iter().map(AsRef::as_ref).collect::<Vec<_>>(), "", || {
        fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        for (pin, place) in pins.iter().zip(&places) {
            fs::copy(place, folder.join(pin)).map_err(|error| format!("{}: {error}", place.display()))?;
        }
        Program::new("npm", &["ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"]).dir(folder).must()?;
        then()
    })
}

/// The program that makes the book: pinned, since the pages of another version would look and link otherwise.
const MDBOOK: &str = "0.5.4";

/// mdBook; `None` if it can't be installed here.
pub(crate) fn mdbook(project: &Project) -> Outcome<Option<PathBuf>> {
    let tools = project.target.join("tools");
    let own = tools.join(if cfg!(windows) { "bin/mdbook.exe" } else { "bin/mdbook" });
    let is_it = |program: &Path| Program::new(program, &["--version"]).read().is_ok_and(|told| told.trim() == format!("mdbook v{MDBOOK}"));
    for known in [own.clone(), PathBuf::from("mdbook")] {
        if is_it(&known) {
            return Ok(Some(known));
        }
    }
    // Not optimised, and without its server: a fourth of the time to build it, and the book takes seconds all the same.
    let install = ["install", "--quiet", "--locked", "--force", "--debug", "--no-default-features", "--features", "search"];
    let more = ["--root", &tools.to_string_lossy(), "--version", MDBOOK, "mdbook"];
    let program = project.cargo(&[install.as_slice(), more.as_slice()].concat());
    // Its own target folder, so that it does not disturb ours.
    let program = program.env("CARGO_TARGET_DIR", tools.join("target")).env("CARGO_PROFILE_DEV_DEBUG", "0");
    if program.watch()?.0 {
        return Ok(Some(own));
    }
    println!("mdBook can't be installed here");
    Ok(None)
}

/// Install into a folder, unless that has been done with the same pins.
fn once(folder: &Path, pins: &[&Path], more: &str, install: impl FnOnce() -> Outcome<()>) -> Outcome<()> {
    let stamp = folder.join("installed");
    let wanted = hash(pins, more)?;
    if fs::read_to_string(&stamp).is_ok_and(|known| known == wanted) {
        return Ok(());
    }
    install()?;
    fs::write(&stamp, wanted).map_err(|error| format!("{}: {error}", stamp.display()))
}

#[cfg(unix)]
fn link_folder(source: &Path, link: &Path) -> std::io::Result<()> {
    std::os::unix::fs::symlink(source, link)
}

#[cfg(windows)]
fn link_folder(source: &Path, link: &Path) -> std::io::Result<()> {
    std::os::windows::fs::symlink_dir(source, link)
}

fn hash(files: &[&Path], more: &str) -> Outcome<String> {
    let mut hash = Sha256::new();
    for file in files {
        hash.update(fs::read(file).map_err(|error| format!("{}: {error}", file.display()))?);
    }
    hash.update(more);
    Ok(hash.finalize().iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}")))
}
