//! `bench`: the library's benchmarks, and what a call costs from Python and Node.

use crate::{
    install, native,
    native::Profile,
    project::{Outcome, Program, Project},
};
use std::path::PathBuf;

/// One measurement: what, how long in microseconds, and how long it may take.
struct Measured {
    what: String,
    micros: f64,
    aim: f64,
}

/// Run the benchmarks and print the table. Gives whether every aim is met.
pub(crate) fn run(project: &Project) -> Outcome<bool> {
    install::python(project)?;
    // Only benchmarks: without a name cargo would build the unit tests for speed, too.
    if project.root.join("crates/ecs-usecases/benches").is_dir() {
        // Without the test kit, which checks the simulated world after every call.
        project.cargo(&["bench", "--quiet", "--package", "ecs-usecases", "--bench", "*"]).must()?;
    }
    let (python, node) = release_bindings(project)?;
    let scripts = [
        ("python", Program::new(project.python(), &[project.python_crate().join("bench/overhead.py")]).env("PYTHONPATH", &python)),
        ("node", Program::new("node", &[node.join("bench/overhead.mjs")])),
    ];
    let mut table = Vec::new();
    for (language, script) in scripts {
        table.extend(script.read()?.lines().map(|line| read(language, line)).collect::<Outcome<Vec<_>>>()?);
    }
    println!("\n{:<44} {:>12} {:>12}", "overhead", "microseconds", "aim");
    for Measured { what, micros, aim } in &table {
        println!("{what:<44} {micros:>12.1} {aim:>12.0}{}", if micros > aim { "  MISSED" } else { "" });
    }
    Ok(table.iter().all(|measured| measured.micros <= measured.aim))
}

/// Build the packages for speed; gives their folders. They are copies, so that the packages beside the sources keep what
/// tests use.
pub(crate) fn release_bindings(project: &Project) -> Outcome<(PathBuf, PathBuf)> {
    let (python, node) = packages(project);
    native::copy_folder(&project.python_crate().join("python"), &python)?;
    native::copy_folder(&project.node_crate(), &node)?;
    native::build(project, Profile::Release, &python.join("ecs_usecases"), &node)?;
    Ok((python, node))
}

/// Where the packages that were built for speed are.
pub(crate) fn packages(project: &Project) -> (PathBuf, PathBuf) {
    (project.target.join("bench/python"), project.target.join("bench/node"))
}

/// A line of a script: `{"what": .., "micros": .., "aim": ..}`.
fn read(language: &str, line: &str) -> Outcome<Measured> {
    let wrong = || format!("{language}: not a measurement: {line}");
    let value: serde_json::Value = serde_json::from_str(line).map_err(|_| wrong())?;
    Ok(Measured {
        what: format!("{language}: {}", value["what"].as_str().ok_or_else(wrong)?),
        micros: value["micros"].as_f64().ok_or_else(wrong)?,
        aim: value["aim"].as_f64().ok_or_else(wrong)?,
    })
}
