//! `sanitize`: the life of both bindings under valgrind. Of what it says only what the library has a part in counts:
//! interpreters and engines have oddities of their own.

use crate::{
    install,
    project::{Outcome, Program, Project, on_path},
    test,
};
use std::{fs, path::Path};

/// Run both programs; gives whether nothing of the library's was found.
pub(crate) fn run(project: &Project) -> Outcome<bool> {
    if !on_path("valgrind") {
        return Err("valgrind is needed: `apt-get install valgrind`, say".into());
    }
    install::python(project)?;
    test::prepare(project)?;
    let folder = project.target.join("sanitize");
    let failed = |error: std::io::Error| format!("{}: {error}", folder.display());
    if folder.is_dir() {
        fs::remove_dir_all(&folder).map_err(failed)?;
    }
    fs::create_dir_all(&folder).map_err(failed)?;
    let scripts = project.root.join("crates/xtask/sanitize");
    let script = |name: &str| scripts.join(name).to_string_lossy().into_owned();
    let python = watch(&folder, "python", &[project.python().to_string_lossy().into_owned(), script("lifecycle.py")], |program| {
        program.env("PYTHONPATH", project.python_crate().join("python")).env("PYTHONMALLOC", "malloc")
    })?;
    let known = format!("--suppressions={}", script("node.supp"));
    let node = watch(&folder, "node", &[&known, "node", "--jitless", &script("lifecycle.mjs")].map(str::to_owned), |program| {
        program.env("ECS_USECASES_PACKAGE", project.node_crate().join("index.js"))
    })?;
    Ok(python && node)
}

/// Run a program under valgrind, and print what was found.
fn watch(folder: &Path, name: &str, args: &[String], with: impl Fn(Program) -> Program) -> Outcome<bool> {
    let log = format!("--log-file={}", folder.join(format!("{name}.%p.log")).display());
    let valgrind = [&log, "--num-callers=40", "--leak-check=full", "--show-leak-kinds=definite", "--errors-for-leak-kinds=definite"];
    let args: Vec<String> = valgrind.into_iter().map(str::to_owned).chain(args.iter().cloned()).collect();
    let (success, printed) = with(Program::new("valgrind", &args)).watch()?;
    let done = success && printed.lines().any(|line| line == "done");
    let mut clean = true;
    for log in test::files(folder, ".log")?
        .iter()
        .filter(|file| Path::new(file).file_name().is_some_and(|file| file.to_string_lossy().starts_with(name)))
    {
        let said = fs::read_to_string(log).map_err(|error| format!("{log}: {error}"))?;
        let child = said
            .lines()
            .filter_map(|line| line.split_once("Parent PID: "))
            .any(|(_, pid)| folder.join(format!("{name}.{pid}.log")).is_file());
        let mut paragraphs = paragraphs(&said);
        if child {
            // What threads of its parent held is lost on purpose: dropping it would wait for them.
            paragraphs.retain(|paragraph| !paragraph.contains("definitely lost"));
        }
        let ours: Vec<_> = paragraphs.iter().filter(|paragraph| is_ours(paragraph)).collect();
        for paragraph in &ours {
            println!("{paragraph}\n");
        }
        let lost =
            said.lines().find(|line| line.contains("definitely lost: ")).and_then(|line| line.split("== ").nth(1)).unwrap_or("no summary");
        let process = if child { "a forked child" } else { name };
        println!("sanitize {process}: {} of {} paragraphs name the library; in all {}", ours.len(), paragraphs.len(), lost.trim());
        clean &= ours.is_empty();
    }
    if !done {
        println!("sanitize {name}: it did not get to its end");
    }
    Ok(done && clean)
}

/// What valgrind says, without the numbers of processes.
fn paragraphs(said: &str) -> Vec<String> {
    let lines = said.lines().map(|line| line.split_once("== ").map_or("", |(_, text)| text).trim_end());
    let text = lines.collect::<Vec<_>>().join("\n");
    text.split("\n\n").filter(|paragraph| paragraph.contains(" at 0x")).map(|paragraph| paragraph.trim_matches('\n').to_owned()).collect()
}

/// Whether the library has a part in it: a frame of Rust, or of its file when the frame has no line.
fn is_ours(paragraph: &str) -> bool {
    paragraph.contains(".rs:") || paragraph.contains("_native.abi3") || paragraph.contains("/native/ecs-usecases.")
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAID: &str = "\
==7== Memcheck, a memory error detector
==7== 
==7== Thread 3 worker:
==7== Invalid read of size 8
==7==    at 0x1: clone (sync.rs:2388)
==7==    by 0x2: start (thread.c:1)
==7== 
==7== Conditional jump or move depends on uninitialised value(s)
==7==    at 0x3: PyObject_Free (obmalloc.c:1)
==7== 
==7== LEAK SUMMARY:
==7==    definitely lost: 0 bytes in 0 blocks
";

    #[test]
    fn what_the_library_has_a_part_in_is_told_apart() {
        let all = paragraphs(SAID);
        assert_eq!(all.len(), 2);
        assert!(all[0].ends_with("start (thread.c:1)"));
        assert_eq!(all.iter().map(|paragraph| is_ours(paragraph)).collect::<Vec<_>>(), [true, false]);
    }
}
