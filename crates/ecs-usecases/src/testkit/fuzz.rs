//! What is fed with anything: each target takes bytes, and panics if what has to hold for all bytes does not.
//!
//! The same functions are run by `cargo fuzz` (folder `fuzz`), and, without nightly Rust, by the test `fuzzing`.

mod mutate;
mod worlds;

pub use mutate::Mutator;

use crate::{
    journal::{Record, verify},
    operations::sts,
    rules::{
        document::read_task_definition, placeholders, redact, secret_source, secret_sources, task_definition as definitions, to_error,
    },
    steps::image::{EcrRegistry, ImageReference, image_manifest_kinds, read_manifest},
    testkit::history::History,
    use_case::registry,
};
use serde_json::{Value, json};
use worlds::World;

/// A target.
#[derive(Debug, Clone, Copy)]
pub struct Target {
    /// Its name, as a file of `fuzz/fuzz_targets` has it.
    pub name: &'static str,
    /// What is done with the bytes.
    pub run: fn(&[u8]),
}

/// All targets.
pub const TARGETS: [Target; 7] = [
    Target { name: "journal_record", run: journal_record },
    Target { name: "request", run: request },
    Target { name: "task_definition", run: task_definition },
    Target { name: "image_reference", run: image_reference },
    Target { name: "arn", run: arn },
    Target { name: "lifecycle_policy", run: lifecycle_policy },
    Target { name: "manifest", run: manifest },
];

/// The text of a record, and the file of a history. What is read is written again as the same.
pub fn journal_record(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Ok(history) = History::read(text) {
        let again = History::read(&history.text()).unwrap_or_else(|error| panic!("what was written can't be read: {error}"));
        assert_eq!(again.text(), history.text(), "a history changes when it is written and read");
    }
    let mut records: Vec<Record> = Vec::new();
    for line in text.lines() {
        let before = records.last().map_or((0, String::new()), |last| (last.number, last.hash.clone()));
        let record = Record::of_text("run-1", (before.0, &before.1), line.to_owned());
        let _ = record.is_decision();
        if let Ok(body) = record.read() {
            let again = Record::seal("run-1", (before.0, &before.1), body.at, body.entry).and_then(|record| record.read());
            let again = again.unwrap_or_else(|error| panic!("what was read can't be read again: {error}"));
            assert_eq!((again.number, again.at), (record.number, body.at));
        }
        records.push(record);
    }
    let _ = verify("run-1", &records, None);
}

/// A use case's name, a line feed, and its request. The normal form of a request is a request, and its own normal form.
pub fn request(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let (name, text) = text.split_once('\n').unwrap_or(("", text));
    let Ok(request) = serde_json::from_str::<Value>(text) else { return };
    for entry in registry().iter().filter(|entry| name.is_empty() || entry.info.name == name) {
        let Ok(normal) = entry.normal(&request) else {
            assert!(entry.prepare(&request).is_err(), "{name} takes a request that has no normal form");
            continue;
        };
        assert_eq!(entry.normal(&normal).ok().as_ref(), Some(&normal), "the normal form of {name} has another normal form");
        assert!(entry.prepare(&normal).is_ok(), "{name} does not take the normal form of a request that it takes");
    }
    let hidden = redact::hidden("", "", &request);
    assert_eq!(redact::hidden("", "", &hidden), hidden, "what was hidden is hidden again otherwise");
}

/// A task definition's file. What is read is read again as the same, and the rules, the placeholders and the simulator take it.
pub fn task_definition(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let Ok(definition) = read_task_definition(text) else { return };
    let written = serde_json::to_string(&definition).unwrap_or_default();
    let again = read_task_definition(&written).unwrap_or_else(|error| panic!("what was written can't be read: {error}: {written}"));
    assert_eq!(again, definition, "a definition changes when it is written and read");
    let findings = definitions::check(&definition);
    let _ = (to_error(&findings), placeholders::placeholders(&definition), secret_sources(&definition));
    let _ = World::with(|world| world.ask("ecs:RegisterTaskDefinition", json!(definition)));
}

/// An image reference. What is read is what was written, and its parts make it up.
pub fn image_reference(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let _ = EcrRegistry::of_host(text);
    let Ok(image) = ImageReference::parse(text) else { return };
    assert_eq!(image.as_str(), text);
    let host = image.host().map(|host| format!("{host}/")).unwrap_or_default();
    let tag = image.tag().map(|tag| format!(":{tag}")).unwrap_or_default();
    let digest = image.digest().map(|digest| format!("@{digest}")).unwrap_or_default();
    assert_eq!(format!("{host}{}{tag}{digest}", image.repository()), text);
    let (host, repository) = image.as_pulled();
    assert!(!host.is_empty() && !repository.is_empty(), "{text} is pulled from {host}/{repository}");
    let json = serde_json::to_value(&image).unwrap_or_default();
    assert_eq!(serde_json::from_value::<ImageReference>(json).ok().as_ref(), Some(&image));
    let _ = image.ecr();
}

/// An ARN, or a name in its place: of a role, and of whatever the simulator looks for.
pub fn arn(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Some(account) = sts::account_of(text) {
        assert_eq!(text.split(':').nth(4), Some(account));
    }
    let _ = secret_source(text);
    let list = json!([text]);
    World::with(|world| {
        for (action, request) in [
            ("ecs:ListTagsForResource", json!({"resourceArn": text})),
            ("ecs:DescribeClusters", json!({"clusters": list})),
            ("ecs:DescribeServices", json!({"cluster": text, "services": list})),
            ("ecs:DescribeServices", json!({"cluster": "main", "services": list})),
            ("ecs:DescribeTasks", json!({"cluster": "main", "tasks": list})),
            ("ecs:DescribeTaskDefinition", json!({"taskDefinition": text})),
            ("ecs:DescribeServiceDeployments", json!({"serviceDeploymentArns": list})),
            ("ecs:DescribeServiceRevisions", json!({"serviceRevisionArns": list})),
            ("ecs:ListServiceDeployments", json!({"cluster": "main", "service": text})),
            ("ecr:ListTagsForResource", json!({"resourceArn": text})),
            ("elasticloadbalancing:DescribeTargetGroups", json!({"TargetGroupArns": list})),
            ("elasticloadbalancing:DescribeTargetHealth", json!({"TargetGroupArn": text})),
            ("elasticloadbalancing:DescribeListeners", json!({"LoadBalancerArn": text})),
            ("elasticloadbalancing:DescribeRules", json!({"ListenerArn": text})),
            ("secretsmanager:DescribeSecret", json!({"SecretId": text})),
            ("ssm:GetParameter", json!({"Name": text})),
            ("ecs:UpdateService", json!({"cluster": "main", "service": "web", "taskDefinition": text})),
        ] {
            let _ = world.ask(action, request);
        }
    });
}

/// A lifecycle policy. One that is taken is given back as it was, and can be tried.
pub fn lifecycle_policy(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    World::with(|world| {
        let put = world.ask("ecr:PutLifecyclePolicy", json!({"repositoryName": "shop/web", "lifecyclePolicyText": text}));
        if put.is_ok() {
            let kept = world.ask("ecr:GetLifecyclePolicy", json!({"repositoryName": "shop/web"}));
            assert_eq!(kept.ok().as_ref().map(|kept| &kept["lifecyclePolicyText"]), Some(&json!(text)));
        }
        let tried = world.ask("ecr:StartLifecyclePolicyPreview", json!({"repositoryName": "shop/web", "lifecyclePolicyText": text}));
        assert_eq!(tried.is_ok(), put.is_ok(), "a policy is put or tried, but not both: {tried:?}");
        let _ = world.ask("ecr:GetLifecyclePolicyPreview", json!({"repositoryName": "shop/web"}));
        world.pass_a_day();
    });
}

/// An image's manifest. One that is pushed is given back byte for byte, and what it says of platforms is read.
pub fn manifest(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    for kind in image_manifest_kinds() {
        let _ = read_manifest(text, Some(kind), "sha256:0");
    }
    let _ = read_manifest(text, None, "sha256:0");
    World::with(|world| {
        let put = world.ask("ecr:PutImage", json!({"repositoryName": "shop/web", "imageManifest": text, "imageTag": "fuzzed"}));
        let Ok(put) = put else { return };
        let digest = &put["image"]["imageId"]["imageDigest"];
        let got = world.ask("ecr:BatchGetImage", json!({"repositoryName": "shop/web", "imageIds": [{"imageDigest": digest}]}));
        // By its own annotation the simulator gives a manifest any digest: also that of another.
        let is_own = text.contains("ecs-usecases.simulator.digest");
        assert!(is_own || got.is_ok_and(|got| got["images"][0]["imageManifest"] == *text), "{digest} is another manifest than was put");
        let _ = world.ask("ecr:DescribeImages", json!({"repositoryName": "shop/web"}));
    });
}
