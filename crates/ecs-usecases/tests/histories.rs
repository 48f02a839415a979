//! Runs of earlier versions, replayed by this one.
//!
//! `UPDATE_HISTORIES=1 cargo nextest run -p ecs-usecases --features testkit,simulator-server -E 'binary(histories)'` records those
//! that are missing for the present version, and leaves the others as they are; `UPDATE_HISTORIES=again` records all of this version anew.
#![allow(clippy::unwrap_used)]

mod scenario_files;
mod versioned;
mod worlds;

use ecs_usecases::{
    Client, ErrorKind, Result, RunOptions, Simulator, UseCase,
    journal::{Journal, MemoryJournal, RunFilter, RunState},
    simulator::Scenario,
    testkit::history::History,
    use_case::registry,
};
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

/// The folder of all histories: one folder a version in it.
fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/histories")
}

/// All histories with their files, by version and name.
fn all() -> Vec<(PathBuf, History)> {
    let mut found = Vec::new();
    for version in fs::read_dir(folder()).unwrap() {
        for file in fs::read_dir(version.unwrap().path()).unwrap() {
            let file = file.unwrap().path();
            let history = History::read(&fs::read_to_string(&file).unwrap()).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
            found.push((file, history));
        }
    }
    found.sort_by(|(one, _), (other, _)| one.cmp(other));
    found
}

async fn record(name: &str, scenario: &Scenario, journal: &dyn Journal, run_id: &str) -> History {
    History::of(name, (&scenario.account, &scenario.region), journal, run_id).await.unwrap()
}

/// Of each use case the shortest run that succeeded, and the shortest that failed, of all that the scenarios have.
async fn shortest() -> BTreeMap<String, String> {
    let mut shortest: BTreeMap<String, String> = BTreeMap::new();
    for case in scenario_files::all() {
        let simulator = Simulator::new(case.scenario.clone()).unwrap();
        let journal = Arc::new(MemoryJournal::default());
        case.run(&simulator.client().journal(journal.clone()), &simulator).await.unwrap();
        for head in journal.heads(&RunFilter::default()).await.unwrap() {
            let mut history = record(&case.name, &case.scenario, &*journal, &head.run_id).await;
            if !history.is_replayable() {
                let mut steps = case.steps.iter().filter(|step| step.use_case == head.use_case);
                history = steps.find_map(|step| history.clone().with_request(step.request.clone()).ok()).unwrap();
            }
            let name = format!("{}-{}.jsonl", history.use_case(), if history.succeeded() { "succeeds" } else { "fails" });
            let text = history.text();
            let is_shorter = shortest.get(&name).is_none_or(|known| (text.len(), &text) < (known.len(), known));
            if is_shorter {
                shortest.insert(name, text);
            }
        }
    }
    shortest
}

async fn update(again: bool) {
    let folder = folder().join(env!("CARGO_PKG_VERSION"));
    fs::create_dir_all(&folder).unwrap();
    for (name, text) in shortest().await {
        let file = folder.join(name);
        if again || !file.exists() {
            fs::write(file, text).unwrap();
        }
    }
}

#[tokio::test]
async fn every_history_is_replayed() {
    match std::env::var("UPDATE_HISTORIES").as_deref() {
        Ok("again") => update(true).await,
        Ok("1") => update(false).await,
        _ => {}
    }
    let histories = all();
    assert!(histories.len() >= registry().len(), "only {} histories were found", histories.len());
    let mut wrong = Vec::new();
    for (file, history) in &histories {
        if let Err(error) = history.replay().await {
            wrong.push(format!("{}: {error}", file.display()));
        }
    }
    assert!(wrong.is_empty(), "docs/src/versioning.md tells how to change a use case:\n{}", wrong.join("\n"));
    for entry in registry() {
        let has_one = histories.iter().any(|(_, history)| history.use_case() == entry.info.name && history.succeeded());
        assert!(has_one, "no history of a {} that succeeded: record one with UPDATE_HISTORIES=1", entry.info.name);
    }
}

#[test]
fn a_history_that_was_edited_is_told() {
    let (file, _) = all().remove(0);
    let text = fs::read_to_string(file).unwrap();
    assert_eq!(History::read(&text).unwrap().text(), text);
    let edited = text.replacen("\"number\":2", "\"number\":2 ", 1);
    assert_ne!(edited, text);
    let error = History::read(&edited).unwrap_err();
    assert_eq!(error.code(), Some("JournalDamaged"), "{error}");
    let cut = text.lines().take(text.lines().count() - 1).fold(String::new(), |cut, line| cut + line + "\n");
    assert!(History::read(&cut).is_err());
}

/// A world with a service, and the journal in which a run of the first version is.
async fn begun(simulator: &Arc<Simulator>) -> Arc<MemoryJournal> {
    let journal = Arc::new(MemoryJournal::default());
    let scale = versioned::before::ScaleService { cluster: "main".into(), service: "web".into(), desired_count: 3 };
    assert_eq!(simulator.client().journal(journal.clone()).run(scale).await.unwrap(), 3);
    journal
}

fn world() -> (Scenario, Arc<Simulator>) {
    let scenario = worlds::shop(&worlds::breaker());
    (scenario.clone(), Simulator::new(scenario).unwrap())
}

#[tokio::test]
async fn a_changed_use_case_fails_with_the_step_and_both_actions() {
    let (scenario, simulator) = world();
    let journal = begun(&simulator).await;
    let history = record("scale", &scenario, &*journal, "run-1").await;
    history.replay_by::<versioned::before::ScaleService>().await.unwrap();
    let error = history.replay_by::<versioned::wrong::ScaleService>().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Diverged);
    assert_eq!(error.details().context, ["scale", "look"]);
    assert_eq!(
        error.details().message,
        "the journal of run run-1 records ecs:UpdateService at #1, where ecs:DescribeServices is asked for now"
    );
    history.replay_by::<versioned::after::ScaleService>().await.unwrap();
}

/// What a use case does differently, and what is said of it.
macro_rules! changed {
    ($name:ident, |$run:ident| $body:expr) => {
        #[derive(Debug, Clone, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
        struct $name {}
        impl UseCase for $name {
            type Outcome = i32;
            const INFO: ecs_usecases::use_case::UseCaseInfo =
                ecs_usecases::use_case::UseCaseInfo { name: "changed", ..ecs_usecases::use_cases::Noop::INFO };
            async fn run(self, $run: &ecs_usecases::Run) -> Result<i32> {
                $body
            }
        }
    };
}

fn look(cluster: &str) -> ecs_usecases::model::ecs::DescribeClusters {
    ecs_usecases::model::ecs::DescribeClusters { clusters: Some(vec![cluster.into()]), ..Default::default() }
}

changed!(Looks, |run| {
    run.wait("warm", async { Ok(()) }).await?;
    run.step("look", run.send(look("main"))).await?;
    run.now().await?;
    Ok(1)
});
changed!(AnotherRequest, |run| {
    run.wait("warm", async { Ok(()) }).await?;
    run.step("look", run.send(look("other"))).await?;
    run.now().await?;
    Ok(1)
});
changed!(AnotherFact, |run| {
    run.wait("cold", async { Ok(()) }).await?;
    Ok(1)
});
changed!(AFactInPlaceOfACall, |run| {
    run.wait("warm", async { Ok(()) }).await?;
    run.step("look", run.now()).await?;
    Ok(1)
});
changed!(ACallInPlaceOfAFact, |run| {
    run.step("look", run.send(look("main"))).await?;
    Ok(1)
});
changed!(Less, |run| {
    run.wait("warm", async { Ok(()) }).await?;
    run.step("look", run.send(look("main"))).await?;
    Ok(1)
});
changed!(More, |run| {
    run.wait("warm", async { Ok(()) }).await?;
    run.step("look", run.send(look("main"))).await?;
    run.now().await?;
    run.step("look again", run.send(look("main"))).await?;
    Ok(1)
});
changed!(AnotherEnd, |run| {
    run.wait("warm", async { Ok(()) }).await?;
    run.step("look", run.send(look("main"))).await?;
    run.now().await?;
    Ok(2)
});
changed!(Swallowed, |run| {
    run.wait("warm", async { Ok(()) }).await?;
    let _ = run.step("look", run.send(look("other"))).await;
    // What is done about the error is not done: it is not the world that is another.
    let cluster = ecs_usecases::model::ecs::CreateCluster { cluster_name: Some("other".into()), ..Default::default() };
    let _ = run.step("undo", run.send(cluster)).await;
    Ok(1)
});

async fn said<U: UseCase>(history: &History) -> String {
    let error = history.replay_by::<U>().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Diverged, "{error}");
    format!("{}: {}", error.details().context[1..].join(" > "), error.details().message)
}

#[tokio::test]
async fn whatever_differs_is_told() {
    let (scenario, simulator) = world();
    let journal = Arc::new(MemoryJournal::default());
    simulator.client().journal(journal.clone()).run(Looks {}).await.unwrap();
    let history = record("looks", &scenario, &*journal, "run-1").await;
    history.replay_by::<Looks>().await.unwrap();
    let (run, read) = ("the journal of run run-1 records", "ecs:DescribeClusters");
    assert_eq!(
        said::<AnotherRequest>(&history).await,
        format!("look: {run} {read} at #2 with another request than it is asked for with now")
    );
    assert_eq!(said::<AnotherFact>(&history).await, format!(": {run} the fact `warm` at #1, where the fact `cold` is asked for now"));
    assert_eq!(said::<AFactInPlaceOfACall>(&history).await, format!("look: {run} {read} at #2, where the fact `now` is asked for now"));
    assert_eq!(said::<ACallInPlaceOfAFact>(&history).await, format!("look: {run} the fact `warm` at #1, where {read} is asked for now"));
    assert_eq!(said::<Less>(&history).await, ": the journal records the fact `now` at #3, where nothing is asked for now");
    assert_eq!(said::<More>(&history).await, format!("look again: the journal records nothing at #4, where {read} is asked for now"));
    assert_eq!(said::<AnotherEnd>(&history).await, ": it ended with 1, and ends with 2 now");
    assert_eq!(said::<Swallowed>(&history).await, format!("look: {run} {read} at #2 with another request than it is asked for with now"));
}

#[tokio::test]
async fn a_run_that_diverges_changes_nothing_and_can_be_finished_by_the_version_that_began_it() {
    let (_, simulator) = world();
    let journal = Arc::new(MemoryJournal::default());
    let client = || -> Client { simulator.client().journal(journal.clone()) };
    let options = || RunOptions { run_id: Some("run-x".into()), ..RunOptions::default() };
    // Interrupted right after it looked.
    let options_of_first = RunOptions { cancel: ecs_usecases::CancelToken::default(), ..options() };
    let cancel = options_of_first.cancel.clone();
    let (sender, mut events) = tokio::sync::mpsc::unbounded_channel();
    let options_of_first = RunOptions { events: Some(sender), ..options_of_first };
    let interrupted = client();
    let (first, ()) = tokio::join!(interrupted.run_with(Interrupted {}, options_of_first), async {
        while events.recv().await.is_some_and(|event| !matches!(event.detail, ecs_usecases::EventDetail::StepFinished { .. })) {}
        cancel.cancel();
    });
    assert_eq!(first.unwrap_err().kind(), ErrorKind::Cancelled);
    let trace = simulator.trace();
    let error = client().run_with(Swallowed {}, options()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Diverged, "{error}");
    assert_eq!(simulator.trace(), trace, "it changed nothing");
    assert_eq!(journal.head("run-x").await.unwrap().unwrap().state, RunState::Open);
    assert_eq!(client().run_with(Looks {}, options()).await.unwrap(), 1);
}

changed!(Interrupted, |run| {
    run.wait("warm", async { Ok(()) }).await?;
    run.step("look", run.send(look("main"))).await?;
    run.pause(std::time::Duration::from_secs(1)).await?;
    Err(ecs_usecases::Error::new(ErrorKind::Cancelled, "it was interrupted"))
});

/// The request of a version, and that of the next, which has another field.
mod grown {
    use super::{ErrorKind, Result, UseCase};
    use ecs_usecases::{Error, Run, use_case::UseCaseInfo, use_cases::Noop};

    macro_rules! request {
        ($name:ident { $($(#[$with:meta])* $field:ident),* }, $result:expr) => {
            #[derive(Debug, Clone, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
            pub struct $name { $($(#[$with])* pub $field: i32),* }
            impl UseCase for $name {
                type Outcome = i32;
                const INFO: UseCaseInfo = UseCaseInfo { name: "grown", ..Noop::INFO };
                async fn run(self, run: &Run) -> Result<i32> {
                    run.now().await?;
                    $result
                }
            }
        };
    }
    request!(Before { count }, Err(Error::new(ErrorKind::Cancelled, "it was interrupted")));
    request!(
        After {
            count,
            #[serde(default)]
            more
        },
        Ok(1)
    );
}

#[tokio::test]
async fn a_run_is_resumed_with_a_request_that_has_grown_by_a_default() {
    let (_, simulator) = world();
    let journal = Arc::new(MemoryJournal::default());
    let options = || RunOptions { run_id: Some("run-x".into()), ..RunOptions::default() };
    let client = || simulator.client().journal(journal.clone());
    assert_eq!(client().run_with(grown::Before { count: 3 }, options()).await.unwrap_err().kind(), ErrorKind::Cancelled);
    for other in [grown::After { count: 3, more: 1 }, grown::After { count: 4, more: 0 }] {
        assert_eq!(client().run_with(other, options()).await.unwrap_err().kind(), ErrorKind::Conflict);
    }
    assert_eq!(client().run_with(grown::After { count: 3, more: 0 }, options()).await.unwrap(), 1);
}

#[tokio::test]
async fn old_runs_go_on_without_the_change_and_new_ones_have_it() {
    let (scenario, simulator) = world();
    let journal = begun(&simulator).await;
    record("scale", &scenario, &*journal, "run-1").await.replay_by::<versioned::after::ScaleService>().await.unwrap();
    let scale = versioned::after::ScaleService { cluster: "main".into(), service: "web".into(), desired_count: 3 };
    let options = RunOptions { run_id: Some("run-new".into()), ..RunOptions::default() };
    assert_eq!(simulator.client().journal(journal.clone()).run_with(scale, options).await.unwrap(), 3);
    let new = record("scale", &scenario, &*journal, "run-new").await;
    assert!(new.text().contains("looks_first") && !new.text().contains("ecs:UpdateService"), "{}", new.text());
    new.replay_by::<versioned::after::ScaleService>().await.unwrap();
}

#[test]
fn the_page_shows_the_versions_that_are_tested() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = fs::read_to_string(root.join("../../docs/src/versioning.md")).unwrap();
    for version in ["before", "after"] {
        let source = fs::read_to_string(root.join(format!("tests/versioned/{version}.rs"))).unwrap();
        let code = &source[source.find("    async fn run(").unwrap()..source.rfind("\n}").unwrap()];
        let code: Vec<_> = code.lines().map(|line| line.strip_prefix("    ").unwrap_or(line)).collect();
        assert!(page.contains(&code.join("\n")), "docs/src/versioning.md does not show tests/versioned/{version}.rs as it is");
    }
}
