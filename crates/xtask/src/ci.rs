//! `ci`: everything that has to hold before a change is merged.

use crate::{
    book, generate, judges, pictures,
    project::{Outcome, Program, Project, library_features, on_path},
    summary::{self, Counts},
    test,
};
use std::{
    fs,
    path::PathBuf,
    time::{Duration, Instant},
};

/// A check; `None` when it can't be done here.
type Check = fn(&Project) -> Outcome<Option<bool>>;

const CHECKS: [(&str, Check); 14] = [
    ("fmt", fmt),
    ("generate", generated),
    ("pictures", drawn),
    ("clippy", clippy),
    ("docs", docs),
    ("book", book::run),
    ("deny", deny),
    ("mypy", mypy),
    ("pyright", pyright),
    ("stubtest", stubtest),
    ("tsc", tsc),
    ("examples: rust", rust_examples),
    ("examples: python", python_examples),
    ("examples: node", node_examples),
];

/// Run the tests and all checks, and print the closing summary. Gives whether nothing failed.
pub(crate) fn run(project: &Project) -> Outcome<bool> {
    let mut times = Vec::new();
    println!("== tests");
    let began = now();
    let mut parts = test::all(project)?;
    times.push(("tests", began.elapsed(), parts.iter().map(|(_, counts)| *counts).sum::<Counts>()));
    println!("\n== judges");
    let began = now();
    let judged = judges::all(project).unwrap_or_else(|why| {
        eprintln!("{why}");
        Counts::of(false)
    });
    times.push(("judges", began.elapsed(), judged));
    parts.push(("judges", judged));
    let mut checks = Counts::default();
    for (name, check) in CHECKS {
        println!("\n== {name}");
        let began = now();
        let counts = match check(project) {
            Ok(Some(passed)) => Counts::of(passed),
            Ok(None) => Counts { skipped: 1, ..Counts::default() },
            Err(why) => {
                eprintln!("{why}");
                Counts::of(false)
            }
        };
        times.push((name, began.elapsed(), counts));
        checks = checks + counts;
    }
    println!("\n== stages");
    for (name, took, counts) in times {
        println!("{name:<18} {:>7}  {}", seconds(took), verdict(counts));
    }
    parts.push(("checks", checks));
    Ok(summary::close(&parts))
}

#[allow(clippy::disallowed_methods)] // how long a stage takes is about this machine, not about a cloud
fn now() -> Instant {
    Instant::now()
}

fn seconds(span: Duration) -> String {
    format!("{:.1} s", span.as_secs_f64())
}

fn verdict(counts: Counts) -> &'static str {
    match counts {
        Counts { failed: 1.., .. } => "FAILED",
        Counts { passed: 0, skipped: 1.., .. } => "skipped",
        _ => "ok",
    }
}

fn passes(program: Program) -> Outcome<Option<bool>> {
    program.watch().map(|(success, _)| Some(success))
}

fn fmt(project: &Project) -> Outcome<Option<bool>> {
    passes(project.cargo(&["fmt", "--all", "--check"]))
}

fn generated(project: &Project) -> Outcome<Option<bool>> {
    generate::run(&project.root, true).map(Some)
}

fn drawn(project: &Project) -> Outcome<Option<bool>> {
    pictures::run(&project.root, true).map(Some)
}

fn clippy(project: &Project) -> Outcome<Option<bool>> {
    let features = format!("{},{}", library_features(), crate::project::binding_features());
    passes(project.cargo(&["clippy", "--quiet", "--workspace", "--all-targets", "--features", &features, "--", "--deny", "warnings"]))
}

fn docs(project: &Project) -> Outcome<Option<bool>> {
    let program = project.cargo(&["doc", "--quiet", "--no-deps", "--workspace", "--features", library_features()]);
    passes(program.env("RUSTDOCFLAGS", "--deny warnings"))
}

/// Licences, duplicates and sources. Advisories need a download, and are checked elsewhere.
fn deny(project: &Project) -> Outcome<Option<bool>> {
    let own = project.target.join("tools/bin/cargo-deny");
    if !on_path("cargo-deny") && !own.is_file() {
        let tools = project.target.join("tools");
        let install = project.cargo(&["install", "--quiet", "--locked", "--root", &tools.to_string_lossy(), "cargo-deny"]);
        // Its own target folder, so that it does not disturb ours.
        if !install.env("CARGO_TARGET_DIR", tools.join("target")).watch()?.0 {
            println!("cargo-deny can't be installed here");
            return Ok(None);
        }
    }
    // The crates of all platforms, which a build does not download.
    project.cargo(&["fetch", "--quiet", "--locked"]).must()?;
    let deny = if own.is_file() { own.into_os_string() } else { "cargo-deny".into() };
    passes(Program::new(deny, &["--offline", "--log-level", "error", "check", "bans", "licenses", "sources"]).dir(&project.root))
}

/// Python's own checkers, on the package and on a program that uses it.
fn typed_python(project: &Project) -> Vec<String> {
    let folder = project.python_crate();
    let examples = project.root.join("examples/python");
    [folder.join("python/ecs_usecases"), folder.join("tests/typing_sample.py"), examples]
        .map(|path| path.to_string_lossy().into_owned())
        .to_vec()
}

fn on_package(project: &Project, args: &[String]) -> Program {
    let folder = project.python_crate();
    Program::new(project.python(), args).dir(&folder).env("PYTHONPATH", folder.join("python")).env("MYPYPATH", folder.join("python"))
}

fn mypy(project: &Project) -> Outcome<Option<bool>> {
    let cache = project.target.join("mypy").to_string_lossy().into_owned();
    let args = ["-m", "mypy", "--strict", "--cache-dir", &cache].map(str::to_owned).to_vec();
    passes(on_package(project, &[args, typed_python(project)].concat()))
}

fn pyright(project: &Project) -> Outcome<Option<bool>> {
    let python = project.python().to_string_lossy().into_owned();
    let args = ["-m", "pyright", "--pythonpath", &python].map(str::to_owned).to_vec();
    passes(on_package(project, &[args, typed_python(project)].concat()).env("PYRIGHT_PYTHON_IGNORE_WARNINGS", "1"))
}

fn stubtest(project: &Project) -> Outcome<Option<bool>> {
    passes(on_package(project, &["-m", "mypy.stubtest", "ecs_usecases._native"].map(str::to_owned)))
}

fn tsc(project: &Project) -> Outcome<Option<bool>> {
    let folder = project.target.join("node");
    let examples = copied_examples(project)?;
    let (tsc, roots) = (folder.join("node_modules/typescript/bin/tsc"), folder.join("node_modules/@types"));
    let common = |args: &[&str]| {
        let mut all: Vec<String> = [tsc.to_string_lossy(), "--typeRoots".into(), roots.to_string_lossy()].map(String::from).to_vec();
        all.extend(args.iter().map(|arg| (*arg).to_owned()));
        Program::new("node", &all).dir(&project.node_crate())
    };
    let package = common(&["--project", "."]).watch()?.0;
    let files = [test::files(&examples, ".ts")?, test::files(&examples, ".mjs")?].concat();
    let mut args = vec![
        "--noEmit",
        "--strict",
        "--allowJs",
        "--checkJs",
        "--target",
        "es2022",
        "--module",
        "nodenext",
        "--types",
        "node",
        "--skipLibCheck",
    ];
    args.extend(files.iter().map(String::as_str));
    Ok(Some(package && (files.is_empty() || common(&args).watch()?.0)))
}

/// Every example of the library is run; every file, and every folder with a `main.rs`, has to be one.
fn rust_examples(project: &Project) -> Outcome<Option<bool>> {
    let manifest = fs::read_to_string(project.root.join("crates/ecs-usecases/Cargo.toml")).map_err(|error| error.to_string())?;
    let mut all = true;
    for entry in fs::read_dir(project.root.join("examples")).map_err(|error| error.to_string())? {
        let path = entry.map_err(|error| error.to_string())?.path();
        let name = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        let source = match path.extension().and_then(|kind| kind.to_str()) {
            Some("rs") => format!("{name}.rs"),
            None if path.join("main.rs").is_file() => format!("{name}/main.rs"),
            _ => continue,
        };
        if !manifest.contains(&format!("path = \"../../examples/{source}\"")) {
            println!("examples/{source} is not an example in crates/ecs-usecases/Cargo.toml");
            all = false;
            continue;
        }
        let mut args = vec!["run", "--quiet", "--package", "ecs-usecases", "--example", name, "--features", library_features()];
        if name == "simulator-server" {
            // It would serve until it is stopped.
            args.extend(["--", "--port", "0", "--check"]);
        }
        all &= project.cargo(&args).watch()?.0;
    }
    Ok(Some(all))
}

fn python_examples(project: &Project) -> Outcome<Option<bool>> {
    let mut all = true;
    for file in test::files(&project.root.join("examples/python"), ".py")? {
        all &= on_package(project, &[file]).watch()?.0;
    }
    Ok(Some(all))
}

fn node_examples(project: &Project) -> Outcome<Option<bool>> {
    let folder = copied_examples(project)?;
    let mut all = true;
    for file in test::files(&folder, ".mjs")? {
        all &= Program::new("node", &[file]).dir(&folder).watch()?.0;
    }
    Ok(Some(all))
}

/// The examples where Node finds the package by its name.
fn copied_examples(project: &Project) -> Outcome<PathBuf> {
    let folder = project.target.join("node/examples");
    if folder.is_dir() {
        fs::remove_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    }
    crate::native::copy_folder(&project.root.join("examples/node"), &folder)?;
    crate::native::copy_folder(&project.root.join("examples/worlds"), &project.target.join("node/worlds"))?;
    // A package of their own: inside of the library's they would be given the library by its folder, not by its name.
    let scope = folder.join("package.json");
    fs::write(&scope, "{ \"private\": true, \"type\": \"module\" }\n").map_err(|error| format!("{}: {error}", scope.display()))?;
    Ok(folder)
}
