//! `test`: the tests of all languages.

use crate::{
    install, native,
    native::Profile,
    project::{Outcome, Program, Project, library_features, on_path, without_aws},
    summary::{self, Counts},
    wire,
};

/// Run all tests and print the closing summary. Gives whether none failed.
pub(crate) fn run(project: &Project) -> Outcome<bool> {
    Ok(summary::close(&all(project)?))
}

/// Run the tests of every language, whether or not those of another fail.
pub(crate) fn all(project: &Project) -> Outcome<Vec<(&'static str, Counts)>> {
    // The library's own tests need Python too: an emulator of AWS.
    install::python(project)?;
    let ready = prepare(project);
    if let Err(why) = &ready {
        eprintln!("{why}");
    }
    let language = |tests: fn(&Project) -> Outcome<Counts>| match &ready {
        Ok(()) => tests(project).unwrap_or_else(|why| {
            eprintln!("{why}");
            Counts::of(false)
        }),
        Err(_) => Counts::of(false),
    };
    let wire = || {
        wire::all(project).unwrap_or_else(|why| {
            eprintln!("{why}");
            Counts::of(false)
        })
    };
    Ok(vec![("rust", rust(project)?), ("python", language(python)), ("node", language(node)), ("wire", wire())])
}

/// What the bindings' tests need.
pub(crate) fn prepare(project: &Project) -> Outcome<()> {
    install::node(project)?;
    native::build(project, Profile::Debug, &project.python_crate().join("python/ecs_usecases"), &project.node_crate())
}

fn rust(project: &Project) -> Outcome<Counts> {
    // The bindings' native code can't be linked into a test program.
    let scope = ["--workspace", "--exclude", "ecs-usecases-py", "--exclude", "ecs-usecases-node", "--features", library_features()];
    let cargo = |args: &[&str]| {
        let program = project.cargo(&[args, &scope].concat()).env("ECS_USECASES_PYTHON", project.python());
        // The same random worlds every time, so that a change is judged by what it changed; by hand they differ.
        let program = if std::env::var_os("PROPTEST_RNG_SEED").is_some() { program } else { program.env("PROPTEST_RNG_SEED", "20261124") };
        if without_aws() { program } else { program.env("ECS_USECASES_REQUIRE_MOTO", "1") }
    };
    let tests = if on_path("cargo-nextest") {
        let (success, printed) =
            cargo(&["nextest", "run", "--no-fail-fast", "--no-tests=pass", "--status-level=fail", "--final-status-level=fail"]).watch()?;
        summary::nextest(&printed).given(success)
    } else {
        let (success, printed) = cargo(&["test", "--quiet", "--no-fail-fast", "--all-targets"]).watch()?;
        summary::cargo_test(&printed).given(success)
    };
    let (success, printed) = cargo(&["test", "--quiet", "--doc"]).watch()?;
    Ok(tests + summary::cargo_test(&printed).given(success))
}

fn python(project: &Project) -> Outcome<Counts> {
    let program = Program::new(project.python(), &["-m", "pytest", "--quiet", "--color=no", "tests"]);
    let (success, printed) = program.dir(&project.python_crate()).env("RUST_BACKTRACE", "0").watch()?;
    Ok(summary::pytest(&printed).given(success))
}

fn node(project: &Project) -> Outcome<Counts> {
    let folder = project.node_crate();
    let mut args = vec!["--test".to_owned(), "--test-reporter=spec".to_owned()];
    args.extend(files(&folder.join("test"), "test.mjs")?);
    let program = Program::new("node", &args).dir(&folder).env("RUST_BACKTRACE", "0");
    let program = if without_aws() { program } else { program.env("ECS_USECASES_PYTHON", project.python()) };
    let (success, printed) = program.watch()?;
    Ok(summary::node(&printed).given(success))
}

/// The files of a folder whose names end so, sorted.
pub(crate) fn files(folder: &std::path::Path, end: &str) -> Outcome<Vec<String>> {
    let entries = std::fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut files: Vec<String> =
        entries.filter_map(|entry| entry.ok()?.path().to_str().map(str::to_owned)).filter(|path| path.ends_with(end)).collect();
    files.sort();
    Ok(files)
}
