//! What the example `deploy` writes where there is no terminal.
#![allow(clippy::unwrap_used)]

mod example;

use clap::Parser;
use example::{
    options::Options,
    plan::{Plan, RefusedAt},
    sink::Sink,
    story::{self, Ended},
};
use serde_json::{Value, json};

async fn tell(arguments: &[&str]) -> (Ended, String) {
    let options = Options::parse_from(std::iter::once(&"deploy").chain(arguments));
    let sink = Sink::default();
    let ended = story::tell(&options, &mut sink.show(&options)).await;
    (ended, sink.text())
}

/// The story of this definition, with these changes to the command line.
async fn tell_of(definition: &Value, arguments: &[&str]) -> (Ended, String) {
    let options = Options::parse_from(std::iter::once(&"deploy").chain(arguments));
    let sink = Sink::default();
    let plan = Plan::of_text(&definition.to_string(), &options);
    let ended = story::tell_plan(plan, options.strategy, &mut sink.show(&options)).await;
    (ended, sink.text())
}

fn definition(network_mode: &str, compatibility: &str) -> Value {
    json!({
        "family": "shop", "networkMode": network_mode, "requiresCompatibilities": [compatibility], "cpu": "256", "memory": "512",
        "executionRoleArn": "arn:aws:iam::222233334444:role/execution",
        "containerDefinitions": [
            {"name": "proxy", "image": "222233334444.dkr.ecr.us-east-1.amazonaws.com/team/proxy", "essential": true},
            {"name": "app", "image": "222233334444.dkr.ecr.us-east-1.amazonaws.com/team/app:v2", "portMappings": [{"containerPort": 80}]},
        ],
    })
}

#[tokio::test]
#[allow(clippy::disallowed_methods)] // Real time is what is tested here.
async fn the_story_goes_as_told_and_repeats() {
    let began = std::time::Instant::now();
    let (ended, first) = tell(&[]).await;
    assert!(began.elapsed().as_secs() < 5, "it took {:?}", began.elapsed());
    assert_eq!(ended.exit_code(), 0, "{first}");
    let Ended::Told(summary) = ended else { panic!("{first}") };
    assert_eq!(summary.chapters.len(), 6);
    let crash = &summary.chapters[1];
    assert!(crash.cause.contains("exited with code 3"), "{}", crash.cause);
    assert!(first.contains("stop code EssentialContainerExited") && first.contains("exit code 3"), "{first}");
    assert!(first.contains("Every deployment ended as it should."));
    assert!(!first.contains('\u{1b}'), "there is no terminal");
    let (_, second) = tell(&[]).await;
    assert_eq!(first, second);
    assert_ne!(first, tell(&["--seed=2"]).await.1);
}

#[tokio::test]
async fn json_is_a_value_a_line() {
    let (ended, text) = tell(&["--json", "--seed=7", "--desired-count=2"]).await;
    assert_eq!(ended.exit_code(), 0, "{text}");
    let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let (last, events) = lines.split_last().unwrap();
    assert_eq!((&last["type"], &last["summary"]["as_told"]), (&json!("summary"), &json!(true)));
    assert!(events.iter().all(|line| line["type"] == "event" && line["event"]["detail"]["type"].is_string()));
    assert_eq!(text, tell(&["--json", "--seed=7", "--desired-count=2"]).await.1);
}

#[tokio::test]
async fn every_seed_tells_the_same() {
    for seed in 10..20 {
        let (ended, text) = tell(&[&format!("--seed={seed}")]).await;
        assert_eq!(ended.exit_code(), 0, "seed {seed}: {text}");
    }
}

#[tokio::test]
async fn the_container_with_the_port_is_changed_and_judged() {
    for compatibility in ["FARGATE", "EC2"] {
        let (ended, text) = tell_of(&definition("awsvpc", compatibility), &[]).await;
        assert_eq!(ended.exit_code(), 0, "{text}");
        let Ended::Told(summary) = ended else { panic!("{text}") };
        // `v2` is the file's own tag already.
        assert_eq!(summary.chapters[0].image, "222233334444.dkr.ecr.us-east-1.amazonaws.com/team/app:v2-next");
        assert!(summary.skipped.is_empty());
    }
}

#[tokio::test]
async fn without_a_load_balancer_canaries_are_left_out() {
    for (mode, compatibility) in [("bridge", "EC2"), ("host", "EC2")] {
        let (ended, text) = tell_of(&definition(mode, compatibility), &[]).await;
        assert_eq!(ended.exit_code(), 0, "{text}");
        let Ended::Told(summary) = ended else { panic!("{text}") };
        assert_eq!((summary.chapters.len(), summary.skipped.len()), (2, 4));
        assert!(summary.skipped.iter().all(|line| text.contains(line.as_str()) && line.contains(mode)), "{text}");
    }
    let (ended, text) = tell_of(&definition("bridge", "EC2"), &["--strategy=canary"]).await;
    assert_eq!(ended.exit_code(), 2, "{text}");
    assert!(text.contains("nothing is left to deploy"), "{text}");
}

#[tokio::test]
async fn what_is_not_of_ecr_is_refused_by_the_admission_unless_allowed() {
    let mut definition = definition("awsvpc", "FARGATE");
    definition["containerDefinitions"][0]["image"] = json!("quay.io/team/proxy:1");
    let (ended, text) = tell_of(&definition, &[]).await;
    let Ended::Refused(refusal) = &ended else { panic!("{text}") };
    assert_eq!((refusal.at, ended.exit_code()), (RefusedAt::Admission, 2));
    assert!(text.contains("quay.io/team/proxy:1"), "{text}");
    let (ended, text) = tell_of(&definition, &["--allow-registry=quay.io"]).await;
    assert_eq!(ended.exit_code(), 0, "{text}");
}

#[tokio::test]
async fn a_file_that_can_not_be_read_is_refused() {
    let (ended, text) = tell(&["--json", "--task-definition=/nowhere/at/all.json"]).await;
    let line: Value = serde_json::from_str(&text).unwrap();
    assert_eq!((ended.exit_code(), &line["type"], &line["refusal"]["at"]), (2, &json!("refused"), &json!("reading")));
}
