//! The entries of the catalog hold against the code.
#![allow(clippy::unwrap_used)]

mod scenario_files;

use async_trait::async_trait;
use ecs_usecases::{
    Client, Error, ErrorKind, Simulator,
    backend::{Call, CloudBackend, Layer},
    catalog,
    clock::Clock,
    layers::RateBudget,
    operations::{AnyOperation, Reply},
    use_case::registry,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
    fs,
    path::Path,
    sync::{Arc, Mutex},
};

#[test]
fn every_use_case_of_the_catalog_has_an_entry() {
    let ids: Vec<_> = catalog::list().iter().map(|item| item.id.to_owned()).collect();
    let expected: Vec<_> = (1..=72).map(|number| format!("UC{number:02}")).collect();
    assert_eq!(ids, expected);
    for item in catalog::list() {
        let entry = catalog::get(item.id).unwrap();
        assert_eq!((entry.document.id.as_str(), entry.document.name.as_str()), (item.id, item.name));
        assert_eq!(entry.document.title.to_lowercase(), item.name.replace('_', ""), "{}", item.id);
        assert!(std::ptr::eq(entry, catalog::get(item.name).unwrap()) && std::ptr::eq(entry, catalog::get(item.title).unwrap()));
    }
}

#[test]
fn what_is_implemented_is_told_by_the_code() {
    for item in catalog::list() {
        let entry = catalog::get(item.id).unwrap();
        let found = registry().iter().find(|known| known.info.name == item.name);
        assert_eq!(entry.implemented, found.is_some(), "{}", item.name);
        let text = fs::read_to_string(file(item.id, item.name)).unwrap();
        let own = |key: &str| text.lines().any(|line| line.starts_with(key));
        if let Some(found) = found {
            assert_eq!((found.info.id, found.info.family), (item.id[2..].parse().unwrap(), item.family), "{}", item.name);
            assert!(!own("stages:") && !own("actors:") && !own("failures:"), "{}: the code says them", item.name);
            assert_eq!(entry.document.stages.len(), found.info.stages.len());
        }
        assert_eq!(entry.actions.is_empty(), found.is_none(), "{}: {:?}", item.name, entry.actions);
    }
    // What is not in the catalog has no number in it.
    for known in registry().iter().filter(|known| catalog::get(known.info.name).is_err()) {
        assert_eq!(known.info.id, 0, "{}", known.info.name);
    }
}

fn file(id: &str, name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("src/catalog/entries/{}_{name}.yaml", id.to_lowercase()))
}

#[test]
fn entries_hold_together() {
    let ids: BTreeSet<_> = catalog::list().iter().map(|item| item.id).collect();
    let mut wrong = Vec::new();
    for item in catalog::list() {
        let entry = &catalog::get(item.id).unwrap().document;
        let mut ensure = |holds: bool, what: &str| {
            if !holds {
                wrong.push(format!("{} {}: {what}", item.id, item.name));
            }
        };
        ensure(entry.related.iter().all(|id| ids.contains(id.as_str()) && id != item.id), "a related entry is not there");
        ensure(entry.related.len() >= 2, "related entries");
        ensure(
            entry.stages.iter().all(|stage| stage.responsible.is_some_and(|actor| entry.actors.contains(&actor))),
            "who answers for a stage",
        );
        ensure(entry.stages.len() >= 2 && entry.failures.len() >= 2, "stages and failures");
        let ecr = &entry.ecr;
        let sentences = [&ecr.naming, &ecr.tags, &ecr.lifecycle, &ecr.scan, &ecr.replication, &ecr.retention, &ecr.build_and_push];
        ensure(sentences.iter().all(|sentence| sentence.len() > 20), "ECR");
        ensure(entry.task.len() >= 3 && entry.service.len() >= 2, "settings");
        let settings = entry.task.iter().chain(&entry.service);
        ensure(
            settings.clone().all(|setting| ![&setting.setting, &setting.value, &setting.why].iter().any(|text| text.is_empty())),
            "a setting",
        );
        let lists = [&entry.networking, &entry.scaling, &entry.security, &entry.monitoring, &entry.cicd, &entry.cost, &entry.recovery];
        ensure(lists.iter().all(|list| list.len() >= 2 && list.iter().all(|line| line.len() > 20)), "a list");
        ensure(entry.pitfalls.len() >= 3 && entry.pitfalls.iter().all(|pitfall| !pitfall.instead.is_empty()), "pitfalls");
        let pillars: BTreeSet<_> = entry.best_practices.iter().filter_map(|practice| practice.pillar).collect();
        ensure(pillars.len() >= 4, "best practices for four pillars");
        ensure(entry.compliance.len() >= 2 && entry.compliance.iter().all(|control| control.framework.is_some()), "compliance");
        ensure(entry.integrations.len() >= 2, "integrations");
        ensure(!entry.application_types.is_empty() && !entry.launch_types.is_empty() && !entry.strategies.is_empty(), "kinds");
        ensure(entry.summary.len() <= 160 && entry.description.len() > 200, "summary and description");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_entry_is_shown_whole() {
    for item in catalog::list() {
        let entry = catalog::get(item.id).unwrap();
        let (markdown, html) = (entry.to_markdown(), entry.to_html());
        let told = |text: &str| markdown.contains(&text.replace('|', "\\|"));
        let document = &entry.document;
        let lists = [&document.networking, &document.scaling, &document.security, &document.monitoring, &document.cicd];
        let more = [&document.cost, &document.recovery];
        let lines: Vec<&String> = lists.into_iter().chain(more).flatten().collect();
        for text in lines.into_iter().chain([&document.description, &document.ecr.retention, &document.pitfalls[0].instead]) {
            assert!(told(text), "{}: {text} is not in\n{markdown}", item.id);
        }
        assert!(html.contains(&format!("<h2>{} {}</h2>", item.id, item.title)) && !html.contains("{{"), "{html}");
        assert_eq!(html.matches("<tr>").count(), html.matches("</tr>").count());
        assert!(!markdown.contains("\n\n\n\n"), "{markdown}");
    }
}

#[test]
fn what_is_not_there_is_told_with_the_nearest() {
    for (asked, nearest) in [("canary_deploy", "`canary_deployment`"), ("UC99", "UC"), ("RolingDeployment", "`rolling_deployment`")] {
        let error = catalog::get(asked).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::NotFound);
        assert!(error.details().advice.as_ref().unwrap().contains(nearest), "{error:?}");
    }
    for same in ["uc14", "Canary-Deployment", "canarydeployment", " UC14 "] {
        assert_eq!(catalog::get(same).unwrap().document.id, "UC14");
    }
}

/// What a use case needs permission for.
#[derive(Default)]
struct Needs {
    actions: BTreeSet<String>,
    /// The services that roles are passed to.
    passed_to: BTreeSet<&'static str>,
}

impl Needs {
    fn note(&mut self, operation: &AnyOperation) {
        let info = operation.info();
        // What goes over HTTP to an application needs no permission.
        if matches!(operation, AnyOperation::Http(_)) {
            return;
        }
        self.actions.insert(info.action());
        let request = operation.to_json();
        // Who makes something with tags needs the right to set tags, too.
        let tagged = ["tags", "Tags"].iter().any(|name| request.get(name).is_some_and(|tags| !tags.as_array().is_some_and(Vec::is_empty)));
        if tagged && !info.name.starts_with("Tag") {
            let name = match info.service {
                "elasticloadbalancing" => "AddTags",
                "ssm" => "AddTagsToResource",
                _ => "TagResource",
            };
            self.actions.insert(format!("{}:{name}", info.service));
        }
        // The roles of a task are passed on with its definition, and those by which ECS reaches load balancers and hooks with the service.
        if matches!(info.action().as_str(), "ecs:RegisterTaskDefinition" | "ecs:RunTask") {
            self.passed_to.insert("ecs-tasks.amazonaws.com");
        }
        if matches!(info.action().as_str(), "ecs:CreateService" | "ecs:UpdateService") && request.to_string().contains("\"roleArn\":") {
            self.passed_to.insert("ecs.amazonaws.com");
        }
    }

    fn all(mut self) -> (BTreeSet<String>, BTreeSet<&'static str>) {
        if !self.passed_to.is_empty() {
            self.actions.insert("iam:PassRole".into());
        }
        (self.actions, self.passed_to)
    }
}

/// Notes what is called.
#[derive(Clone, Default)]
struct Noting(Arc<Mutex<Needs>>);

impl Layer for Noting {
    fn layer(self, inner: Arc<dyn CloudBackend>) -> Arc<dyn CloudBackend> {
        Arc::new(Noted { inner, noted: self.0 })
    }
}

struct Noted {
    inner: Arc<dyn CloudBackend>,
    noted: Arc<Mutex<Needs>>,
}

#[async_trait]
impl CloudBackend for Noted {
    async fn call(&self, call: Call) -> Result<Reply, Error> {
        self.noted.lock().unwrap().note(&call.operation);
        self.inner.call(call).await
    }

    fn clock(&self) -> &dyn Clock {
        self.inner.clock()
    }
}

#[tokio::test]
async fn the_actions_of_an_entry_are_those_that_its_scenarios_call() {
    let mut called: BTreeMap<String, Needs> = BTreeMap::new();
    for case in scenario_files::all() {
        let simulator = Simulator::new(case.scenario.clone()).unwrap();
        let noting = Noting::default();
        let cloud = simulator.cloud().with(simulator.fault_layer()).with(noting.clone());
        let client = Client::within(RateBudget::default(), cloud).counted_ids();
        for step in &case.steps {
            step.run(&client).await;
            let noted = std::mem::take(&mut *noting.0.lock().unwrap());
            let needs = called.entry(step.use_case.clone()).or_default();
            needs.actions.extend(noted.actions);
            needs.passed_to.extend(noted.passed_to);
        }
    }
    let mut code = String::from(
        "//! Which IAM actions each use case needs for the calls that it makes in the scenario tests. Written by\n\
         //! `UPDATE_CALLS=1 cargo nextest run -p ecs-usecases --features testkit -E 'binary(catalog)'`.\n\n\
         /// The action of whoever names a role that AWS is to use.\n\
         pub(super) const PASS_ROLE: &str = \"iam:PassRole\";\n\n\
         /// Sorted. Empty for a use case that is not implemented.\n\
         pub(super) fn of(name: &str) -> &'static [&'static str] {\n    match name {\n",
    );
    let mut passing = String::from(
        "\n/// The services that its roles are passed to.\n\
         #[allow(clippy::match_same_arms)] // a use case, a line\n\
         pub(super) fn passed_to(name: &str) -> &'static [&'static str] {\n    match name {\n",
    );
    for (name, needs) in called.into_iter().filter(|(name, _)| catalog::get(name).is_ok()) {
        let (actions, passed_to) = needs.all();
        writeln!(code, "        {name:?} => &[").unwrap();
        for action in actions {
            writeln!(code, "            {action:?},").unwrap();
        }
        code += "        ],\n";
        if !passed_to.is_empty() {
            writeln!(passing, "        {name:?} => &{:?},", passed_to.iter().collect::<Vec<_>>()).unwrap();
        }
    }
    code += "        _ => &[],\n    }\n}\n";
    code += &passing;
    code += "        _ => &[],\n    }\n}\n";
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/catalog/calls.rs");
    if std::env::var_os("UPDATE_CALLS").is_some_and(|value| value != "0") {
        fs::write(&file, &code).unwrap();
    }
    assert_eq!(fs::read_to_string(&file).unwrap(), code, "UPDATE_CALLS=1 writes it anew");
}
