#![allow(clippy::unwrap_used)]

use super::*;
use crate::{
    backends::simulator::{ImageBehaviour, ImageScript, RepositoryScript, Scenario, build as build_all, catch_up},
    clock::Timestamp,
    model::ecr::*,
    span::Span,
};
use std::{collections::BTreeSet, time::Duration};

const DAY: u64 = 86_400;

fn world_of(repositories: Vec<RepositoryScript>) -> World {
    let scenario = Scenario { repositories, ..Scenario::default() };
    let start = Timestamp::parse("2026-01-01T00:00:00Z").unwrap();
    let mut world = World::new(crate::backend::Scope::new(&scenario.account, &scenario.region), scenario, start);
    build_all(&mut world).unwrap();
    world
}

fn advance(world: &mut World, seconds: u64) {
    let until = world.now + Duration::from_secs(seconds);
    catch_up(world, until);
}

fn image(tags: &[&str]) -> ImageScript {
    ImageScript { tags: tags.iter().map(|tag| (*tag).to_owned()).collect(), ..ImageScript::default() }
}

fn web(images: Vec<ImageScript>) -> World {
    world_of(vec![RepositoryScript { name: "web".into(), images, ..RepositoryScript::default() }])
}

fn code<T: std::fmt::Debug>(result: Result<T>) -> String {
    result.unwrap_err().code().unwrap_or_default().to_owned()
}

fn tag(tag: &str) -> ImageIdentifier {
    ImageIdentifier { image_tag: Some(tag.into()), ..ImageIdentifier::default() }
}

fn manifest_of(world: &World, name: &str) -> Image {
    let request = BatchGetImage { repository_name: "web".into(), image_ids: vec![tag(name)], ..BatchGetImage::default() };
    batch::get(world, &request).unwrap().images.remove(0)
}

fn retag(world: &mut World, from: &str, to: &str) -> Result<PutImageResponse> {
    let image_manifest = manifest_of(world, from).image_manifest.unwrap();
    push::put(world, &PutImage { repository_name: "web".into(), image_manifest, image_tag: Some(to.into()), ..PutImage::default() })
}

fn set_mutability(world: &mut World, mode: &str, filters: &[&str]) -> Result<PutImageTagMutabilityResponse> {
    let filter = |text: &&str| ImageTagMutabilityExclusionFilter {
        filter_type: Some(ImageTagMutabilityExclusionFilterType::Wildcard),
        filter: Some((*text).to_owned()),
        ..ImageTagMutabilityExclusionFilter::default()
    };
    let request = PutImageTagMutability {
        repository_name: "web".into(),
        image_tag_mutability: ImageTagMutability::from(mode),
        image_tag_mutability_exclusion_filters: Some(filters.iter().map(filter).collect()),
        ..PutImageTagMutability::default()
    };
    repositories::put_mutability(world, &request)
}

#[test]
fn tags_move_as_mutability_allows() {
    let mut world = web(vec![image(&["v1"]), image(&["v2"]), image(&["dev"])]);
    assert_eq!(code(retag(&mut world, "v1", "v1")), "ImageAlreadyExistsException");
    retag(&mut world, "v1", "v2").unwrap();
    assert_eq!(resolve(&world, "web:v2"), resolve(&world, "web:v1"));
    set_mutability(&mut world, "IMMUTABLE", &[]).unwrap();
    assert_eq!(code(retag(&mut world, "dev", "v2")), "ImageTagAlreadyExistsException");
    retag(&mut world, "dev", "new").unwrap();
    assert_eq!(code(set_mutability(&mut world, "IMMUTABLE_WITH_EXCLUSION", &[])), "InvalidParameterException");
    assert_eq!(code(set_mutability(&mut world, "IMMUTABLE", &["a"])), "InvalidParameterException");
    set_mutability(&mut world, "IMMUTABLE_WITH_EXCLUSION", &["de*"]).unwrap();
    retag(&mut world, "v1", "dev").unwrap();
    assert_eq!(code(retag(&mut world, "new", "v1")), "ImageTagAlreadyExistsException");
    set_mutability(&mut world, "MUTABLE_WITH_EXCLUSION", &["v*"]).unwrap();
    assert_eq!(code(retag(&mut world, "new", "v1")), "ImageTagAlreadyExistsException");
    retag(&mut world, "new", "dev").unwrap();
}

#[test]
fn images_are_put_by_their_manifest() {
    let behaviour = ImageBehaviour { error_rate: 7.0, ..ImageBehaviour::default() };
    let scripted = ImageScript { behaviour: behaviour.clone(), findings: Some([("HIGH".to_owned(), 2)].into()), ..image(&["v1"]) };
    let world = web(vec![scripted]);
    let found = manifest_of(&world, "v1");
    let (text, digest) = (found.image_manifest.unwrap(), found.image_id.unwrap().image_digest.unwrap());
    assert_eq!(digest, manifests::sha256(&text));
    // In another account: the same digest, the same program, the same findings.
    let mut other = World::new(crate::backend::Scope::new("444455556666", "us-east-1"), Scenario::default(), world.now);
    let create = CreateRepository { repository_name: "web".into(), ..CreateRepository::default() };
    repositories::create(&mut other, &create).unwrap();
    let mut request = PutImage { repository_name: "web".into(), image_manifest: text, image_tag: Some("v1".into()), ..PutImage::default() };
    request.image_digest = Some(manifests::sha256("other"));
    assert_eq!(code(push::put(&mut other, &request)), "ImageDigestDoesNotMatchException");
    request.image_digest = Some(digest.clone());
    push::put(&mut other, &request).unwrap();
    let resolved = resolve(&other, "444455556666.dkr.ecr.us-east-1.amazonaws.com/web:v1").unwrap();
    assert_eq!((resolved.digest, resolved.behaviour), (digest.clone(), behaviour));
    assert_eq!(other.ecr.contents[&digest].findings["HIGH"], 2);
    request.image_manifest = "no".into();
    assert_eq!(code(push::put(&mut other, &request)), "InvalidParameterException");
    request.repository_name = "none".into();
    assert_eq!(code(push::put(&mut other, &request)), "RepositoryNotFoundException");
}

#[test]
fn an_index_has_an_image_for_each_architecture() {
    let both = ImageScript { architectures: vec!["X86_64".into(), "ARM64".into()], ..image(&["v1"]) };
    let world = web(vec![both, ImageScript { architectures: vec!["ARM64".into()], ..image(&["arm"]) }]);
    let found = manifest_of(&world, "v1");
    assert_eq!(found.image_manifest_media_type.as_deref(), Some(manifests::INDEX));
    let index: serde_json::Value = serde_json::from_str(&found.image_manifest.unwrap()).unwrap();
    assert_eq!(index["manifests"][0]["platform"]["architecture"], "amd64");
    assert_eq!(index["manifests"][1]["platform"]["architecture"], "arm64");
    let child = index["manifests"][1]["digest"].as_str().unwrap().to_owned();
    let id = ImageIdentifier { image_digest: Some(child.clone()), ..ImageIdentifier::default() };
    let request = BatchGetImage { repository_name: "web".into(), image_ids: vec![id], ..BatchGetImage::default() };
    let text = batch::get(&world, &request).unwrap().images[0].image_manifest.clone().unwrap();
    let single: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(single["annotations"]["org.opencontainers.image.architecture"], "arm64");
    let resolved = resolve(&world, "web:v1").unwrap();
    assert_eq!((resolved.architectures, resolved.size_mib), (vec!["X86_64".to_owned(), "ARM64".to_owned()], 100));
    assert_eq!(resolve(&world, &format!("web@{child}")).unwrap().architectures, ["ARM64"]);
    assert_eq!(resolve(&world, "web:arm").unwrap().architectures, ["ARM64"]);
    assert_eq!(resolve(&world, "999999999999.dkr.ecr.eu-west-1.amazonaws.com/web:v1"), None);
    // It can't be put where its images are not.
    let mut other = world_of(vec![RepositoryScript { name: "web".into(), ..RepositoryScript::default() }]);
    let image_manifest = index.to_string();
    let result = push::put(&mut other, &PutImage { repository_name: "web".into(), image_manifest, ..PutImage::default() });
    assert_eq!(code(result), "ReferencedImagesNotFoundException");
}

#[test]
fn a_batch_tells_what_it_could_not_get() {
    let world = web(vec![image(&["v1"]), image(&["v2"])]);
    let digest = resolve(&world, "web:v1").unwrap().digest;
    let id = |digest: Option<&str>, tag: Option<&str>| ImageIdentifier {
        image_digest: digest.map(str::to_owned),
        image_tag: tag.map(str::to_owned),
        ..ImageIdentifier::default()
    };
    let ids = vec![
        id(None, None),
        id(Some("sha256:x"), None),
        id(None, Some("v9")),
        id(Some(&digest), Some("v2")),
        id(Some(&digest), Some("v1")),
    ];
    let mut request = BatchGetImage { repository_name: "web".into(), image_ids: ids, ..BatchGetImage::default() };
    let reply = batch::get(&world, &request).unwrap();
    let codes: Vec<String> = reply.failures.iter().map(|failure| failure.failure_code.as_ref().unwrap().to_string()).collect();
    assert_eq!(codes, ["MissingDigestAndTag", "InvalidImageDigest", "ImageNotFound", "ImageTagDoesNotMatchDigest"]);
    assert_eq!(reply.images.len(), 1);
    request.image_ids = vec![tag("v1")];
    request.accepted_media_types = Some(vec![manifests::INDEX.into()]);
    assert_eq!(batch::get(&world, &request).unwrap().failures.len(), 1);
    request.image_ids.clear();
    assert_eq!(code(batch::get(&world, &request)), "InvalidParameterException");
}

#[test]
fn images_come_in_pages_and_filtered() {
    let mut images: Vec<ImageScript> = (0..7).map(|number| image(&[&format!("v{number}"), &format!("w{number}")])).collect();
    images.extend([image(&[]), image(&[])]);
    let world = web(images);
    let mut request = DescribeImages { repository_name: "web".into(), max_results: Some(4), ..DescribeImages::default() };
    let (mut sizes, mut seen) = (Vec::new(), BTreeSet::new());
    loop {
        let reply = images::describe(&world, &request).unwrap();
        sizes.push(reply.image_details.len());
        seen.extend(reply.image_details.into_iter().filter_map(|detail| detail.image_digest));
        request.next_token = reply.next_token;
        if request.next_token.is_none() {
            break;
        }
    }
    assert_eq!((sizes, seen.len()), (vec![4, 4, 1], 9));
    request.filter = Some(DescribeImagesFilter { tag_status: Some(TagStatus::Untagged), ..DescribeImagesFilter::default() });
    assert_eq!(images::describe(&world, &request).unwrap().image_details.len(), 2);
    let mut request = ListImages { repository_name: "web".into(), max_results: Some(5), ..ListImages::default() };
    let mut listed = Vec::new();
    loop {
        let reply = images::list(&world, &request).unwrap();
        listed.extend(reply.image_ids.into_iter().map(|id| (id.image_digest, id.image_tag)));
        request.next_token = reply.next_token;
        if request.next_token.is_none() {
            break;
        }
    }
    let distinct: BTreeSet<_> = listed.iter().cloned().collect();
    assert_eq!((listed.len(), distinct.len()), (16, 16));
    let missing = DescribeImages { repository_name: "web".into(), image_ids: Some(vec![tag("x")]), ..DescribeImages::default() };
    assert_eq!(code(images::describe(&world, &missing)), "ImageNotFoundException");
    let wrong = DescribeImages { repository_name: "web".into(), max_results: Some(1001), ..DescribeImages::default() };
    assert_eq!(code(images::describe(&world, &wrong)), "InvalidParameterException");
}

fn findings(world: &World, name: &str) -> Result<DescribeImageScanFindingsResponse> {
    let request = DescribeImageScanFindings { repository_name: "web".into(), image_id: tag(name), ..DescribeImageScanFindings::default() };
    scans::describe(world, &request)
}

#[test]
fn scans_take_a_while_and_are_limited_to_one_a_day() {
    let found = Some([("LOW".to_owned(), 3), ("CRITICAL".to_owned(), 1)].into());
    let mut world = web(vec![
        ImageScript { findings: None, ..image(&["never"]) },
        ImageScript { findings: found.clone(), age: Span::from_secs(2 * DAY), ..image(&["old"]) },
    ]);
    assert_eq!(code(findings(&world, "never")), "ScanNotFoundException");
    let done = findings(&world, "old").unwrap().image_scan_findings.unwrap();
    assert_eq!(done.finding_severity_counts, [(FindingSeverity::Low, 3), (FindingSeverity::Critical, 1)].into());
    assert_eq!(done.findings[0].severity, Some(FindingSeverity::Critical));
    assert!(done.findings[0].name.as_ref().unwrap().starts_with("CVE-20"));
    let start = |world: &mut World, name: &str| {
        scans::start(world, &StartImageScan { repository_name: "web".into(), image_id: tag(name), ..StartImageScan::default() })
    };
    for name in ["never", "old"] {
        let started = start(&mut world, name).unwrap().image_scan_status.unwrap().status;
        assert_eq!(started, Some(ScanStatus::InProgress));
        assert_eq!(code(start(&mut world, name)), "LimitExceededException");
    }
    advance(&mut world, 19);
    assert_eq!(findings(&world, "never").unwrap().image_scan_findings, None);
    advance(&mut world, 1);
    let reply = findings(&world, "never").unwrap();
    assert_eq!(reply.image_scan_status.unwrap().status, Some(ScanStatus::Complete));
    assert_eq!(reply.image_scan_findings.unwrap().findings, []);
    advance(&mut world, DAY);
    start(&mut world, "old").unwrap();
    // On push, once the repository asks for it.
    let scanning = PutImageScanningConfiguration {
        repository_name: "web".into(),
        image_scanning_configuration: ImageScanningConfiguration { scan_on_push: Some(true), ..ImageScanningConfiguration::default() },
        ..PutImageScanningConfiguration::default()
    };
    repositories::put_scanning(&mut world, &scanning).unwrap();
    super::push(&mut world, "web", &ImageScript { findings: found, ..image(&["pushed"]) }).unwrap();
    assert_eq!(findings(&world, "pushed").unwrap().image_scan_status.unwrap().status, Some(ScanStatus::InProgress));
    advance(&mut world, 20);
    assert_eq!(findings(&world, "pushed").unwrap().image_scan_findings.unwrap().findings.len(), 4);
}

#[test]
fn programs_are_scripted_by_reference() {
    let mut world = web(vec![image(&["v1"])]);
    let crash = ImageBehaviour { crash_after: Some(Span::from_secs(1)), ..ImageBehaviour::default() };
    world.ecr.script("web:v1", crash.clone()).unwrap();
    let digest = resolve(&world, "web:v1").unwrap().digest;
    let full = format!("111122223333.dkr.ecr.eu-west-1.amazonaws.com/web@{digest}");
    assert_eq!(resolve(&world, &full).unwrap().behaviour, crash);
    assert_eq!(resolve(&world, &format!("web:v1@{digest}")).unwrap().behaviour, crash);
    assert!(resolve(&world, "web").is_none());
    assert!(world.ecr.script("web:v2", crash).is_err());
    assert_eq!(world.ecr.repositories["web"].images[&digest].pulled_at, None);
    pulled(&mut world, "web:v1");
    assert_eq!(world.ecr.repositories["web"].images[&digest].pulled_at, Some(world.now));
}

#[test]
fn repositories_are_created_with_defaults_and_deleted() {
    let mut world = web(vec![image(&["v1"])]);
    let mut request = CreateRepository { repository_name: "team/api".into(), ..CreateRepository::default() };
    let created = repositories::create(&mut world, &request).unwrap().repository.unwrap();
    assert_eq!(created.repository_uri.as_deref(), Some("111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/api"));
    assert_eq!(created.encryption_configuration.unwrap().encryption_type, Some(EncryptionType::Aes256));
    assert_eq!(code(repositories::create(&mut world, &request)), "RepositoryAlreadyExistsException");
    request.repository_name = "Team".into();
    assert_eq!(code(repositories::create(&mut world, &request)), "InvalidParameterException");
    let mut delete = DeleteRepository { repository_name: "web".into(), ..DeleteRepository::default() };
    assert_eq!(code(repositories::delete(&mut world, &delete)), "RepositoryNotEmptyException");
    delete.force = Some(true);
    repositories::delete(&mut world, &delete).unwrap();
    assert_eq!(code(repositories::delete(&mut world, &delete)), "RepositoryNotFoundException");
    let resource_arn = created.repository_arn.unwrap();
    let label = |key: &str| Tag { key: Some(key.into()), value: Some("x".into()), ..Tag::default() };
    let mut request = TagResource { resource_arn: resource_arn.clone(), tags: vec![label("owner")], ..TagResource::default() };
    tags::tag(&mut world, &request).unwrap();
    request.tags = vec![label("aws:owner")];
    assert_eq!(code(tags::tag(&mut world, &request)), "InvalidTagParameterException");
    let list = ListTagsForResource { resource_arn, ..ListTagsForResource::default() };
    assert_eq!(tags::list(&mut world, &list).unwrap().tags.len(), 1);
}

#[test]
fn repository_policies_are_documents() {
    let mut world = web(Vec::new());
    let get = GetRepositoryPolicy { repository_name: "web".into(), ..GetRepositoryPolicy::default() };
    assert_eq!(code(policies::get(&world, &get)), "RepositoryPolicyNotFoundException");
    let text = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":["ecr:BatchGetImage"]}]}"#;
    let mut set = SetRepositoryPolicy { repository_name: "web".into(), policy_text: text.into(), ..SetRepositoryPolicy::default() };
    policies::set(&mut world, &set).unwrap();
    assert_eq!(policies::get(&world, &get).unwrap().policy_text.as_deref(), Some(text));
    set.policy_text = "{}".into();
    assert_eq!(code(policies::set(&mut world, &set)), "InvalidParameterException");
}

#[test]
fn a_policy_is_previewed_and_acts_within_a_day() {
    let old = |name: &str| ImageScript { age: Span::from_secs(30 * DAY), ..image(&[name]) };
    let mut world = web(vec![old("v1"), old("v2"), image(&["v3"]), image(&["v4"])]);
    let text = r#"{"rules": [{"rulePriority": 1, "description": "keep two", "selection": {"tagStatus": "any",
        "countType": "imageCountMoreThan", "countNumber": 2}, "action": {"type": "expire"}}]}"#;
    let mut start = StartLifecyclePolicyPreview { repository_name: "web".into(), ..StartLifecyclePolicyPreview::default() };
    let get = GetLifecyclePolicyPreview { repository_name: "web".into(), max_results: Some(1), ..GetLifecyclePolicyPreview::default() };
    assert_eq!(code(preview::start(&mut world, &start)), "LifecyclePolicyNotFoundException");
    assert_eq!(code(preview::get(&world, &get)), "LifecyclePolicyPreviewNotFoundException");
    start.lifecycle_policy_text = Some(text.into());
    preview::start(&mut world, &start).unwrap();
    assert_eq!(code(preview::start(&mut world, &start)), "LifecyclePolicyPreviewInProgressException");
    assert_eq!(preview::get(&world, &get).unwrap().status, Some(LifecyclePolicyPreviewStatus::InProgress));
    advance(&mut world, 5);
    let reply = preview::get(&world, &get).unwrap();
    assert_eq!((reply.status, reply.next_token.as_deref()), (Some(LifecyclePolicyPreviewStatus::Complete), Some("1")));
    assert_eq!((reply.preview_results.len(), reply.summary.unwrap().expiring_image_total_count), (1, Some(2)));
    assert_eq!(world.ecr.repositories["web"].images.len(), 4);
    let put = PutLifecyclePolicy { repository_name: "web".into(), lifecycle_policy_text: text.into(), ..PutLifecyclePolicy::default() };
    policies::put_lifecycle(&mut world, &put).unwrap();
    advance(&mut world, DAY);
    let left: Vec<&String> = world.ecr.repositories["web"].by_tag.keys().collect();
    assert_eq!(left, ["v3", "v4"]);
}

#[test]
fn every_operation_answers_or_fails_as_aws_does() {
    use crate::operations::ecr::{Request, TABLE};
    let mut world = world_of(vec![RepositoryScript { name: "web".into(), images: vec![image(&["v1"])], ..RepositoryScript::default() }]);
    for operation in TABLE {
        let request = Request::from_json(operation.name, serde_json::json!({})).unwrap();
        match answer(&mut world, &request) {
            Ok(reply) => assert!(request.reply_from_json(&reply.to_json()).unwrap() == reply, "{}", operation.name),
            Err(error) => assert!(error.code().is_some(), "{}: {error}", operation.name),
        }
    }
}
