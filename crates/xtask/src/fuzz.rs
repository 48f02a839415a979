//! `fuzz`: a target of the folder `fuzz` under libFuzzer, which needs nightly Rust and cargo-fuzz.

use crate::project::{Outcome, Program, Project};
use std::fs;

/// What to fuzz, and how long.
#[derive(clap::Args)]
pub(crate) struct What {
    /// The target, a file of `fuzz/fuzz_targets`; all of them, one after another, without it.
    target: Option<String>,
    /// How long each is run.
    #[arg(long, default_value_t = 60)]
    seconds: u64,
    /// End after this many inputs of each.
    #[arg(long)]
    inputs: Option<u64>,
}

/// Run it. Gives whether no input made a target panic.
pub(crate) fn run(project: &Project, what: &What) -> Outcome<bool> {
    let folder = project.root.join("fuzz");
    let known = targets(project)?;
    let wanted = match &what.target {
        None => known,
        Some(target) if known.contains(target) => vec![target.clone()],
        Some(target) => return Err(format!("there is no target {target}, but {}", known.join(", "))),
    };
    let tools = project.target.join("tools");
    let own = tools.join("bin").join(format!("cargo-fuzz{}", std::env::consts::EXE_SUFFIX));
    let program = if own.exists() { own.into_os_string() } else { "cargo-fuzz".into() };
    if Program::new(&program, &["--version"]).read().is_err() {
        return Err(format!("cargo-fuzz is not there: `cargo install --locked cargo-fuzz --root {}`", tools.display()));
    }
    let mut sound = true;
    for target in wanted {
        let (corpus, seeds) = (folder.join("corpus").join(&target), folder.join("seeds").join(&target));
        fs::create_dir_all(&corpus).map_err(|error| format!("{}: {error}", corpus.display()))?;
        // The library has no unsafe code: there is nothing that the address sanitizer could find, and it takes half an hour to build.
        let mut args = ["fuzz", "run", "--sanitizer", "none", "--target-dir"].map(str::to_owned).to_vec();
        args.push(project.target.join("fuzz").to_string_lossy().into_owned());
        args.extend([target, corpus.to_string_lossy().into_owned()]);
        args.extend(seeds.is_dir().then(|| seeds.to_string_lossy().into_owned()));
        args.extend(["--".to_owned(), format!("-max_total_time={}", what.seconds), "-max_len=20000".into(), "-timeout=20".into()]);
        args.extend(what.inputs.map(|inputs| format!("-runs={inputs}")));
        // The toolchain that runs this would be taken otherwise.
        let program = Program::new(&program, &args).dir(&folder).env("RUSTUP_TOOLCHAIN", "nightly").env("CARGO", "cargo");
        sound &= program.watch()?.0;
    }
    Ok(sound)
}

fn targets(project: &Project) -> Outcome<Vec<String>> {
    let folder = project.root.join("fuzz/fuzz_targets");
    let failed = |error: std::io::Error| format!("{}: {error}", folder.display());
    let mut names = Vec::new();
    for entry in fs::read_dir(&folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        names.extend(path.file_stem().map(|name| name.to_string_lossy().into_owned()));
    }
    names.sort();
    Ok(names)
}
