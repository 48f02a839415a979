//! `judges`: cfn-lint and Checkov on the same resources as our rules, verdict by verdict.

use crate::{
    install,
    native::{self, Profile},
    project::{Outcome, Program, Project},
    summary::{self, Counts},
};

/// Build the Python package, compare the verdicts and print the closing summary. Gives whether none failed.
pub(crate) fn run(project: &Project) -> Outcome<bool> {
    install::node(project)?;
    native::build(project, Profile::Debug, &project.python_crate().join("python/ecs_usecases"), &project.node_crate())?;
    Ok(summary::close(&[("judges", all(project)?)]))
}

/// Compare the verdicts. The Python package has to be built.
pub(crate) fn all(project: &Project) -> Outcome<Counts> {
    let sources = project.root.join("tests/judges");
    let installed = project.target.join("judges");
    install::venv(&installed, &sources.join("requirements.txt"))?;
    let args = ["-m", "pytest", "--quiet", "--color=no", "-p", "no:cacheprovider", "."];
    let program = Program::new(install::venv_program(&installed, "python"), &args)
        .dir(&sources)
        .env("PYTHONPATH", project.python_crate().join("python"));
    let (success, printed) = program.watch()?;
    Ok(summary::pytest(&printed).given(success))
}
