//! The targets of `fuzz`, on stable Rust: fed with what a seed makes of real inputs.
//!
//! `FUZZ_INPUTS` says how many inputs each target gets (150 without it), `FUZZ_SEED` from which seed (1). A million in all:
//! `FUZZ_INPUTS=143000 cargo nextest run -p ecs-usecases --features testkit,simulator-server -E 'binary(fuzzing)'`. What made a target panic
//! is kept in the target folder and named; a file that is put into `fuzz/seeds/TARGET` is tried each time.
#![allow(clippy::unwrap_used)]

mod scenario_files;

use ecs_usecases::testkit::fuzz::{Mutator, TARGETS, Target};
use std::{
    fs,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
};

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|text| text.parse().unwrap_or_else(|_| panic!("{name} is {text}, and not a number")))
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The files of a folder, by name; none if it is not there.
fn files(folder: &Path) -> Vec<Vec<u8>> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut files: Vec<_> = entries.map(|entry| entry.unwrap().path()).filter(|path| path.is_file()).collect();
    files.sort();
    files.into_iter().map(|file| fs::read(file).unwrap()).collect()
}

/// Real inputs: own ones, and those that other tests have.
fn seeds(target: &str) -> Vec<Vec<u8>> {
    let mut seeds = files(&root().join("fuzz/seeds").join(target));
    assert!(!seeds.is_empty() || target == "request", "{target} has no seeds");
    match target {
        "request" => seeds.extend(
            scenario_files::all()
                .into_iter()
                .flat_map(|case| case.steps)
                .map(|step| format!("{}\n{}", step.use_case, step.request).into_bytes()),
        ),
        "task_definition" => {
            let shared = std::env::var_os("ECS_USECASES_SHARED").map_or_else(|| root().join("../shared"), PathBuf::from);
            seeds.extend(files(&shared.join("fixtures/taskdefs")));
        }
        "journal_record" => {
            let versions = fs::read_dir(root().join("tests/histories")).unwrap().map(|entry| entry.unwrap().path());
            seeds.extend(versions.flat_map(|version| files(&version)).filter(|file| file.len() < 20_000));
        }
        _ => {}
    }
    seeds
}

/// Whether the target takes the input without a panic.
fn holds(target: Target, input: &[u8]) -> bool {
    catch_unwind(AssertUnwindSafe(|| (target.run)(input))).is_ok()
}

fn feed(name: &str) {
    let target = *TARGETS.iter().find(|target| target.name == name).unwrap();
    let (seed, inputs) = (number("FUZZ_SEED").unwrap_or(1), number("FUZZ_INPUTS").unwrap_or(150));
    let seeds = seeds(name);
    let mut mutator = Mutator::new(seed, seeds.clone());
    let all = seeds.into_iter().chain((0..inputs).map(|_| mutator.input()));
    let mut tried = 0;
    for input in all {
        tried += 1;
        if holds(target, &input) {
            continue;
        }
        let kept = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("fuzz-{name}-{tried}"));
        fs::write(&kept, &input).unwrap();
        panic!("{name} panics at input {tried} of seed {seed}, kept as {}:\n{}", kept.display(), String::from_utf8_lossy(&input));
    }
    println!("{name}: {tried} inputs");
}

macro_rules! feeds {
    ($($name:ident)*) => {$(
        #[test]
        fn $name() {
            feed(stringify!($name));
        }
    )*
        const FED: &[&str] = &[$(stringify!($name)),*];
    };
}

feeds! { journal_record request task_definition image_reference arn lifecycle_policy manifest }

#[test]
fn every_target_is_fed_here_and_by_cargo_fuzz() {
    let names: Vec<_> = TARGETS.iter().map(|target| target.name).collect();
    assert_eq!(names, FED);
    let manifest = fs::read_to_string(root().join("fuzz/Cargo.toml")).unwrap();
    for name in names {
        assert!(manifest.contains(&format!("path = \"fuzz_targets/{name}.rs\"")), "fuzz/Cargo.toml has no {name}");
        let source = fs::read_to_string(root().join(format!("fuzz/fuzz_targets/{name}.rs"))).unwrap();
        assert!(source.contains(&format!("fuzz::{name}(bytes)")), "{source}");
    }
}

#[test]
fn a_seed_makes_the_same_inputs_again() {
    let inputs = |seed| {
        let mut mutator = Mutator::new(seed, seeds("task_definition"));
        (0..50).map(|_| mutator.input()).collect::<Vec<_>>()
    };
    assert_eq!(inputs(7), inputs(7));
    assert_ne!(inputs(7), inputs(8));
}
