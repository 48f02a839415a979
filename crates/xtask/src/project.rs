//! Where things are, and how programs are run.

use std::{
    ffi::OsString,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
};

/// What a command gives, or why it could not be run.
pub(crate) type Outcome<T> = Result<T, String>;

/// The workspace.
pub(crate) struct Project {
    pub(crate) root: PathBuf,
    pub(crate) target: PathBuf,
}

impl Project {
    /// The workspace that this program was built in.
    pub(crate) fn find() -> Self {
        let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
        let root = here.ancestors().nth(2).map_or(here.clone(), PathBuf::from);
        let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |target| root.join(target));
        Self { root, target }
    }

    /// The Python package's crate.
    pub(crate) fn python_crate(&self) -> PathBuf {
        self.root.join("crates/ecs-usecases-py")
    }

    /// The npm package's crate.
    pub(crate) fn node_crate(&self) -> PathBuf {
        self.root.join("crates/ecs-usecases-node")
    }

    /// The Python of the virtual environment.
    pub(crate) fn python(&self) -> PathBuf {
        crate::install::venv_program(&self.target.join("python"), "python")
    }

    /// Cargo, with Python known to the bindings.
    pub(crate) fn cargo(&self, args: &[&str]) -> Program {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let program = Program::new(cargo, args).dir(&self.root).env("PYO3_BUILD_EXTENSION_MODULE", "1");
        // Absolute, whether or not the environment has been made: the same value keeps what was built.
        program.env("PYO3_PYTHON", self.python())
    }
}

/// Whether the AWS backend is left out: it takes minutes to build, and most changes don't touch it.
pub(crate) fn without_aws() -> bool {
    std::env::var_os("ECS_USECASES_WITHOUT_AWS").is_some_and(|value| value != "0")
}

/// The features that everything but the bindings is built with.
pub(crate) fn library_features() -> &'static str {
    if without_aws() {
        "ecs-usecases/simulator-server,ecs-usecases/sqlite,ecs-usecases/testkit"
    } else {
        "ecs-usecases/aws-all,ecs-usecases/simulator-server,ecs-usecases/sqlite,ecs-usecases/testkit"
    }
}

/// The features that the bindings are built with.
pub(crate) fn binding_features() -> &'static str {
    if without_aws() { "" } else { "ecs-usecases-py/aws,ecs-usecases-node/aws" }
}

/// A program to be run.
pub(crate) struct Program {
    name: OsString,
    args: Vec<OsString>,
    expression: duct::Expression,
}

impl Program {
    /// This program with these arguments.
    pub(crate) fn new<A: AsRef<std::ffi::OsStr>>(name: impl Into<OsString>, args: &[A]) -> Self {
        let name = name.into();
        let args: Vec<OsString> = args.iter().map(|arg| arg.as_ref().to_owned()).collect();
        let expression = duct::cmd(&name, &args);
        Self { name, args, expression }
    }

    /// In this folder.
    pub(crate) fn dir(mut self, dir: &Path) -> Self {
        self.expression = self.expression.dir(dir);
        self
    }

    /// With this in its environment.
    pub(crate) fn env(mut self, name: &str, value: impl Into<OsString>) -> Self {
        self.expression = self.expression.env(name, value);
        self
    }

    /// Run it, show what it prints, and give whether it succeeded and what it printed.
    pub(crate) fn watch(self) -> Outcome<(bool, String)> {
        let said = self.said();
        println!("$ {said}");
        let failed = |error: std::io::Error| format!("{said}: {error}");
        let reader = self.expression.stderr_to_stdout().unchecked().reader().map_err(failed)?;
        let mut lines = BufReader::new(&reader);
        let mut printed = String::new();
        let mut line = Vec::new();
        while lines.read_until(b'\n', &mut line).map_err(failed)? > 0 {
            let text = String::from_utf8_lossy(&line);
            print!("{text}");
            printed += &text;
            line.clear();
        }
        let success = reader.try_wait().map_err(failed)?.is_some_and(|output| output.status.success());
        Ok((success, printed))
    }

    /// Run it and show what it prints; it has to succeed.
    pub(crate) fn must(self) -> Outcome<()> {
        let said = self.said();
        self.watch()?.0.then_some(()).ok_or_else(|| format!("`{said}` failed"))
    }

    /// Run it and give what it prints on its standard output; it has to succeed.
    pub(crate) fn read(self) -> Outcome<String> {
        let said = self.said();
        self.expression.read().map_err(|error| format!("{said}: {error}"))
    }

    /// Run it and give what it prints on its standard output, and what on the other one; it has to succeed.
    pub(crate) fn both(self) -> Outcome<(String, String)> {
        let said = self.said();
        let output = self.expression.stdout_capture().stderr_capture().run().map_err(|error| format!("{said}: {error}"))?;
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Ok((text(&output.stdout), text(&output.stderr)))
    }

    fn said(&self) -> String {
        let name = Path::new(&self.name).file_name().unwrap_or(&self.name);
        std::iter::once(name)
            .chain(self.args.iter().map(OsString::as_os_str))
            .map(|part| part.to_string_lossy())
            .collect::<Vec<_>>()
            .join(" ")
    }
}

/// Whether a program is on PATH.
pub(crate) fn on_path(name: &str) -> bool {
    let paths = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&paths).any(|folder| folder.join(name).is_file() || folder.join(format!("{name}.exe")).is_file())
}
