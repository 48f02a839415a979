//! No secret leaves: values that are unlike any other are put wherever a world and a request can hold secrets, and nothing that
//! the library gives out has one of them in it.
#![allow(clippy::unwrap_used)]

mod common;
mod scenario_files;
mod secrets_planted;

use common::{Hang, Noted};
use ecs_usecases::{
    CancelToken, Client, ErrorKind, Recorder, RehearsalOptions, Result, RunOptions, Simulator,
    backend::Cloud,
    journal::{Journal, MemoryJournal},
    layers::{Faults, Retry},
    model::ecs::DescribeTaskDefinition,
};
use secrets_planted::{Listening, Planted};
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};
use tracing::instrument::WithSubscriber;

/// What was given out, and what it is called.
#[derive(Default)]
struct Outputs {
    texts: Vec<(String, String)>,
    /// What is wrong besides.
    wrong: Vec<String>,
}

impl Outputs {
    fn add(&mut self, name: impl Into<String>, text: impl Into<String>) {
        self.texts.push((name.into(), text.into()));
    }

    fn json(&mut self, name: &str, value: &impl serde::Serialize) {
        self.add(name, serde_json::to_string(value).unwrap());
    }

    fn result(&mut self, name: &str, result: &Result<Value>) {
        match result {
            Ok(outcome) => self.json(&format!("outcome of {name}"), outcome),
            Err(error) => {
                self.json(&format!("error of {name} as JSON"), error);
                self.add(format!("error of {name}"), error.to_string());
                self.add(format!("error of {name} by Debug"), format!("{error:?} {error:#?}"));
            }
        }
        self.add(format!("result of {name} by Debug"), format!("{result:?}"));
    }

    async fn journal(&mut self, journal: &Arc<dyn Journal>, client: &Client, run_id: &str) {
        for record in journal.load(run_id).await.unwrap() {
            self.add("the journal", record.body.clone());
            self.add("a record by Debug", format!("{record:?}"));
        }
        let Ok(story) = client.show_run(run_id).await else { return };
        self.json("the story", &story);
        self.add("the story by Debug", format!("{story:?}"));
    }

    /// Where a planted value is.
    fn leaks(&self, planted: &Planted) -> Vec<String> {
        let mut leaks = Vec::new();
        for (place, value) in &planted.values {
            for (name, text) in &self.texts {
                if let Some(at) = text.find(value.as_str()) {
                    let from = text[..at].char_indices().rev().nth(100).map_or(0, |(index, _)| index);
                    let until = text[at..].char_indices().nth(60).map_or(text.len(), |(index, _)| at + index);
                    leaks.push(format!("{}: {place} is in {name}: {}", planted.name, &text[from..until]));
                }
            }
        }
        leaks
    }
}

/// How a run ended, and what it made: what has to be the same after it was killed.
async fn end(simulator: &Arc<Simulator>, planted: &Planted, result: &Result<Value>) -> Value {
    let mut definitions = Vec::new();
    for service in &planted.scenario.services {
        let family = service.task_definition.as_ref().and_then(|document| document["family"].as_str()).unwrap_or(&service.name);
        let request = DescribeTaskDefinition { task_definition: family.to_owned(), ..DescribeTaskDefinition::default() };
        let newest = simulator.cloud().send(request).await.ok().and_then(|reply| reply.task_definition);
        let newest = newest.map(|it| json!([it.task_definition_arn, it.container_definitions]));
        definitions.push(newest.unwrap_or_default());
    }
    let ended = match result {
        Ok(outcome) => json!({ "ending": outcome["verdict"]["ending"] }),
        Err(error) => {
            json!({ "error": error.kind(), "ending": error.details().outcome.as_ref().map(|it| it["verdict"]["ending"].clone()) })
        }
    };
    json!({ "result": ended, "definitions": definitions })
}

async fn simulator(planted: &Planted) -> Arc<Simulator> {
    let simulator = Simulator::new(planted.scenario.clone()).unwrap();
    planted.put_stores(&simulator).await;
    simulator
}

fn cloud(simulator: &Arc<Simulator>) -> Cloud {
    simulator.cloud().with(Faults::new(simulator.faults()).since(simulator.start()))
}

/// An undisturbed run, with a plan and a rehearsal before it.
async fn whole(planted: &Planted, outputs: &mut Outputs) -> (Value, usize) {
    let world = simulator(planted).await;
    match world.client().plan_json(planted.use_case(), planted.request.clone(), RunOptions::default()).await {
        Ok(mut plan) => {
            outputs.add("the plan in Markdown", plan.to_markdown());
            // A plan is run by its request: that is as the caller gave it, and is the caller's to keep.
            plan.request = Value::Null;
            outputs.json("the plan", &plan);
            outputs.add("the plan by Debug", format!("{plan:?}"));
        }
        Err(error) => outputs.result("the plan", &Err(error)),
    }
    let rehearsed = world
        .client()
        .rehearse_json(planted.use_case(), planted.request.clone(), RehearsalOptions::default(), CancelToken::default())
        .await;
    match rehearsed {
        Ok(rehearsal) => {
            outputs.add("the rehearsal in Markdown", rehearsal.to_markdown());
            outputs.json("the rehearsal", &rehearsal);
            outputs.add("the rehearsal by Debug", format!("{rehearsal:?}"));
        }
        Err(error) => outputs.result("the rehearsal", &Err(error)),
    }
    let (journal, noted) = (Arc::new(MemoryJournal::default()) as Arc<dyn Journal>, Noted::default());
    let client = Client::of(cloud(&world).with(noted.clone()).with(Retry::default())).journal(journal.clone());
    let (events, recorder) = Recorder::channel();
    let options = RunOptions { run_id: Some("whole".into()), events: Some(events), ..RunOptions::default() };
    let result = client.invoke(planted.use_case(), planted.request.clone(), options).await;
    outputs.result("the run", &result);
    for event in recorder.events() {
        outputs.json("an event", &event);
        outputs.add("an event by Debug", format!("{event:?}"));
    }
    let report = recorder.report(Some(&result)).of(client.cloud().scope());
    outputs.json("the report", &report);
    outputs.add("the report in HTML", report.to_html());
    outputs.add("the report in Markdown", report.to_markdown());
    outputs.journal(&journal, &client, "whole").await;
    // Asked for again by its id.
    let options = RunOptions { run_id: Some("whole".into()), ..RunOptions::default() };
    outputs.result("the run asked for again", &client.invoke(planted.use_case(), planted.request.clone(), options).await);
    // What others stop there has an id that is made from the world, and so is another in this one.
    if planted.expects_error != result.is_err() && planted.name != "verdict-stopped-by-someone" {
        outputs.wrong.push(format!("{}: with secrets in it, it ends otherwise: {result:?}", planted.name));
    }
    (end(&world, planted, &result).await, noted.count())
}

/// A run that is killed at the call of this number, and resumed.
async fn killed(planted: &Planted, outputs: &mut Outputs, at: usize, done: bool) -> Option<Value> {
    let world = simulator(planted).await;
    let journal: Arc<dyn Journal> = Arc::new(MemoryJournal::default());
    let hang = Hang { at, done, seen: Arc::default(), reached: Arc::default() };
    let reached = hang.reached.clone();
    let options = || RunOptions { run_id: Some("killed".into()), ..RunOptions::default() };
    let first = Client::of(cloud(&world).with(hang).with(Retry::default())).journal(journal.clone());
    tokio::select! {
        biased;
        () = reached.notified() => {}
        _ = first.invoke(planted.use_case(), planted.request.clone(), options()) => return None,
    }
    let second = Client::of(cloud(&world).with(Retry::default())).journal(journal.clone());
    let by_id = second.resume("killed", RunOptions::default()).await;
    outputs.result("the run resumed by its id", &by_id);
    let result = if planted.pointers.is_empty() {
        by_id
    } else {
        let error = by_id.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidRequest, "{}: {error}", planted.name);
        for pointer in &planted.pointers {
            assert!(error.to_string().contains(pointer.as_str()), "{}: {pointer} is not named: {error}", planted.name);
        }
        second.invoke(planted.use_case(), planted.request.clone(), options()).await
    };
    outputs.result("the resumed run", &result);
    outputs.journal(&journal, &second, "killed").await;
    Some(end(&world, planted, &result).await)
}

/// Every fourth scenario file from this one on, so that they are looked at side by side.
async fn look_for_secrets(part: usize) {
    let (mut wrong, mut values, mut searched, mut bytes, mut resumed, mut whole_again) = (Vec::new(), 0, 0, 0, 0, 0);
    for (number, case) in scenario_files::all().into_iter().enumerate().filter(|(number, _)| number % PARTS == part) {
        let planted = Planted::new(number, case);
        let traced = Arc::new(Mutex::new(String::new()));
        let outputs = async {
            let mut outputs = Outputs::default();
            let (expected, calls) = whole(&planted, &mut outputs).await;
            // Another moment with each file.
            let (at, done) = (calls * (1 + number / PARTS % 7) / 8, (number / PARTS).is_multiple_of(2));
            if let Some(found) = killed(&planted, &mut outputs, at, done).await {
                resumed += 1;
                whole_again += usize::from(!planted.pointers.is_empty());
                if found != expected {
                    let how = format!("killed at {at} of {calls} (done: {done}) it ends otherwise");
                    outputs.wrong.push(format!("{}: {how}:\n  {expected}\n  {found}", planted.name));
                }
            }
            outputs
        };
        let mut outputs = outputs.with_subscriber(Listening(traced.clone())).await;
        outputs.add("what is traced", traced.lock().unwrap().clone());
        let leaks = outputs.leaks(&planted);
        outputs.wrong.extend(leaks);
        for wrong in &outputs.wrong {
            println!("{wrong}");
        }
        wrong.append(&mut outputs.wrong);
        values += planted.values.len();
        searched += outputs.texts.len();
        bytes += outputs.texts.iter().map(|(_, text)| text.len()).sum::<usize>();
    }
    println!("{values} values, {searched} texts of {bytes} bytes, {resumed} runs killed and resumed, {whole_again} by the whole request");
    assert!(resumed > 12 && values > 100, "{resumed} runs were resumed, {values} values planted");
    assert!(wrong.is_empty(), "{} are wrong", wrong.len());
}

const PARTS: usize = 4;

#[tokio::test]
async fn no_secret_is_given_out_1() {
    look_for_secrets(0).await;
}

#[tokio::test]
async fn no_secret_is_given_out_2() {
    look_for_secrets(1).await;
}

#[tokio::test]
async fn no_secret_is_given_out_3() {
    look_for_secrets(2).await;
}

#[tokio::test]
async fn no_secret_is_given_out_4() {
    look_for_secrets(3).await;
}
