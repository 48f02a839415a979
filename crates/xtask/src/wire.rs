//! `wire`: clients that other people wrote, against the simulator server.

use crate::{
    install,
    project::{Outcome, Program, Project},
    summary::{self, Counts},
    test,
};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// A client's program: the variable that the tests find it by, the requirements file that brings it, its name.
const CLIENTS: [(&str, &str, &str); 3] = [
    ("ECS_USECASES_AWSCLI", "awscli", "aws"),
    ("ECS_USECASES_ECS_DEPLOY", "clients", "ecs"),
    ("ECS_USECASES_DEPLOYFISH", "deployfish", "deploy"),
];

/// What the tests themselves run in.
const TESTS: &str = "clients";

/// Run the tests over the wire and print the closing summary. Gives whether none failed.
pub(crate) fn run(project: &Project) -> Outcome<bool> {
    Ok(summary::close(&[("wire", all(project)?)]))
}

/// Run all tests over the wire.
pub(crate) fn all(project: &Project) -> Outcome<Counts> {
    let wire = Wire::of(project);
    install(project)?;
    let server = build(project)?;
    Ok(wire.python(&server)? + wire.node(&server)?)
}

/// Install the clients.
pub(crate) fn install(project: &Project) -> Outcome<()> {
    Wire::of(project).install()
}

/// A program that a requirements file brings.
pub(crate) fn program(project: &Project, requirements: &str, name: &str) -> PathBuf {
    install::venv_program(&Wire::of(project).installed.join(requirements), name)
}

/// The server that the clients talk to. It has nothing of AWS's SDK in it.
fn build(project: &Project) -> Outcome<PathBuf> {
    let args = ["build", "--quiet", "--package", "ecs-usecases", "--example", "simulator-server", "--features", "simulator-server"];
    project.cargo(&args).must()?;
    Ok(project.target.join("debug/examples").join(format!("simulator-server{}", std::env::consts::EXE_SUFFIX)))
}

struct Wire {
    sources: PathBuf,
    installed: PathBuf,
}

impl Wire {
    fn of(project: &Project) -> Self {
        Self { sources: project.root.join("tests/wire"), installed: project.target.join("wire") }
    }

    /// A virtual environment for each requirements file, since what they pin does not agree, and a folder of npm packages.
    fn install(&self) -> Outcome<()> {
        for pins in test::files(&self.sources.join("requirements"), ".txt")? {
            let pins = Path::new(&pins);
            install::venv(&self.installed.join(pins.file_stem().unwrap_or_default()), pins)?;
        }
        install::npm(&self.sdk_js(), &self.sources.join("clients/sdk-js"), || Ok(()))
    }

    fn sdk_js(&self) -> PathBuf {
        self.installed.join("sdk-js")
    }

    fn python(&self, server: &Path) -> Outcome<Counts> {
        let python = install::venv_program(&self.installed.join(TESTS), "python");
        let args = ["-m", "pytest", "--quiet", "--color=no", "-p", "no:cacheprovider", "."];
        let mut program = Program::new(python, &args).dir(&self.sources).env("ECS_USECASES_SIMULATOR_SERVER", server);
        for (variable, environment, name) in CLIENTS {
            program = program.env(variable, install::venv_program(&self.installed.join(environment), name));
        }
        let (success, printed) = program.watch()?;
        Ok(summary::pytest(&printed).given(success))
    }

    /// The tests are copied to where Node finds the packages.
    fn node(&self, server: &Path) -> Outcome<Counts> {
        let folder = self.sdk_js();
        for file in test::files(&self.sources.join("clients/sdk-js"), ".mjs")? {
            let copy = folder.join(Path::new(&file).file_name().unwrap_or_default());
            fs::copy(&file, &copy).map_err(|error| format!("{}: {error}", copy.display()))?;
        }
        let mut args = vec!["--test".to_owned(), "--test-reporter=spec".to_owned()];
        args.extend(test::files(&folder, ".test.mjs")?);
        let (success, printed) = Program::new("node", &args).dir(&folder).env("ECS_USECASES_SIMULATOR_SERVER", server).watch()?;
        Ok(summary::node(&printed).given(success))
    }
}
