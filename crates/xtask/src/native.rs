//! The native code of both bindings: built by one run of cargo, then copied to where each language looks for it.

use crate::project::{Outcome, Project, binding_features};
use std::{fs, path::Path};

/// How the native code is built.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Profile {
    /// Quickly.
    Debug,
    /// For speed.
    Release,
}

/// Build both and put them beside the Python package and the npm package at these places.
pub(crate) fn build(project: &Project, profile: Profile, python: &Path, node: &Path) -> Outcome<()> {
    let mut args =
        vec!["build", "--quiet", "--package", "ecs-usecases-py", "--package", "ecs-usecases-node", "--features", binding_features()];
    let folder = match profile {
        Profile::Debug => "debug",
        Profile::Release => {
            args.push("--release");
            "release"
        }
    };
    project.cargo(&args).must()?;
    let built = project.target.join(folder);
    copy(&built.join(library("_native")), &python.join(if cfg!(windows) { "_native.pyd" } else { "_native.abi3.so" }))?;
    copy(&built.join(library("ecs_usecases_node")), &node.join(format!("native/ecs-usecases.{}.node", platform())))
}

/// The name of a dynamic library of this crate.
fn library(name: &str) -> String {
    format!("{}{name}{}", std::env::consts::DLL_PREFIX, std::env::consts::DLL_SUFFIX)
}

/// The platform in the words of Node; `lib/native.js` says the same.
fn platform() -> String {
    let arch = match std::env::consts::ARCH {
        "x86_64" => "x64",
        "aarch64" => "arm64",
        other => other,
    };
    match std::env::consts::OS {
        "macos" => format!("darwin-{arch}"),
        "windows" => format!("win32-{arch}-msvc"),
        os => format!("{os}-{arch}-{}", if cfg!(target_env = "musl") { "musl" } else { "gnu" }),
    }
}

/// Put a new file in place of the old one: a process that has loaded the old one keeps it.
fn copy(from: &Path, to: &Path) -> Outcome<()> {
    let failed = |error: std::io::Error| format!("{} to {}: {error}", from.display(), to.display());
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    let beside = to.with_extension("new");
    fs::copy(from, &beside).and_then(|_| fs::rename(&beside, to)).map_err(failed)
}

/// Copy a folder's files, and those of its folders, but for what was built.
pub(crate) fn copy_folder(from: &Path, to: &Path) -> Outcome<()> {
    let failed = |error: std::io::Error| format!("{}: {error}", from.display());
    fs::create_dir_all(to).map_err(failed)?;
    for entry in fs::read_dir(from).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let Some(name) = path.file_name() else { continue };
        let built = ["__pycache__", "native", "target", "node_modules"].iter().any(|folder| name == *folder);
        if path.is_dir() && !built {
            copy_folder(&path, &to.join(name))?;
        } else if path.is_file() && path.extension().is_none_or(|kind| kind != "so" && kind != "node") {
            fs::copy(&path, to.join(name)).map_err(failed)?;
        }
    }
    Ok(())
}
