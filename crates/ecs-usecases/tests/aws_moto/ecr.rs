//! Amazon ECR.

use super::{Bench, json};
use ecs_usecases::{
    error::ErrorKind,
    model::ecr::{
        BatchCheckLayerAvailability, BatchDeleteImage, BatchGetImage, CreateRepository, DeleteLifecyclePolicy, DeleteRepository,
        DeleteRepositoryPolicy, DescribeImageScanFindings, DescribeImages, DescribeRegistry, DescribeRepositories, GetAuthorizationToken,
        GetLifecyclePolicy, GetRegistryScanningConfiguration, GetRepositoryPolicy, ListImages, ListTagsForResource, PutImage,
        PutImageScanningConfiguration, PutImageTagMutability, PutLifecyclePolicy, PutRegistryScanningConfiguration,
        PutReplicationConfiguration, SetRepositoryPolicy, StartImageScan, TagResource, UntagResource,
    },
    operations::ecr::TABLE,
};
use serde_json::{Value, json};

const MANIFEST_TYPE: &str = "application/vnd.docker.distribution.manifest.v2+json";

#[tokio::test]
async fn operations() {
    let Some(bench) = Bench::start().await else { return };
    let created = bench
        .send::<CreateRepository>(json!({ "repositoryName": "shop/web", "tags": [{ "Key": "team", "Value": "web" }] }))
        .await
        .repository
        .unwrap();
    let arn = created.repository_arn.unwrap();
    repository_settings(&bench).await;
    tags(&bench, &arn).await;
    policies(&bench).await;
    images(&bench).await;
    registry(&bench).await;
    bench.send::<DeleteRepository>(json!({ "repositoryName": "shop/web", "force": true })).await;
    assert!(bench.send::<DescribeRepositories>(json!({})).await.repositories.is_empty());
    bench.assert_covered(TABLE);
}

async fn repository_settings(bench: &Bench) {
    bench.send::<PutImageTagMutability>(json!({ "repositoryName": "shop/web", "imageTagMutability": "IMMUTABLE" })).await;
    let scanning = json!({ "scanOnPush": true });
    bench.send::<PutImageScanningConfiguration>(json!({ "repositoryName": "shop/web", "imageScanningConfiguration": scanning })).await;
    let repository = json(&bench.send::<DescribeRepositories>(json!({ "repositoryNames": ["shop/web"] })).await.repositories[0]);
    assert_eq!(repository["imageTagMutability"], "IMMUTABLE");
    assert_eq!(repository["imageScanningConfiguration"], scanning);
}

async fn tags(bench: &Bench, arn: &str) {
    bench.send::<TagResource>(json!({ "resourceArn": arn, "tags": [{ "Key": "stage", "Value": "test" }] })).await;
    bench.send::<UntagResource>(json!({ "resourceArn": arn, "tagKeys": ["team"] })).await;
    let tags = bench.send::<ListTagsForResource>(json!({ "resourceArn": arn })).await.tags;
    assert_eq!(json(&tags), json!([{ "Key": "stage", "Value": "test" }]));
}

async fn policies(bench: &Bench) {
    let lifecycle = json!({ "rules": [{
        "rulePriority": 1,
        "selection": { "tagStatus": "untagged", "countType": "imageCountMoreThan", "countNumber": 5 },
        "action": { "type": "expire" },
    }] });
    let repository = json!({ "repositoryName": "shop/web" });
    bench.send::<PutLifecyclePolicy>(json!({ "repositoryName": "shop/web", "lifecyclePolicyText": lifecycle.to_string() })).await;
    let stored = bench.send::<GetLifecyclePolicy>(repository.clone()).await.lifecycle_policy_text.unwrap();
    assert_eq!(serde_json::from_str::<Value>(&stored).unwrap(), lifecycle);
    bench.send::<DeleteLifecyclePolicy>(repository.clone()).await;
    let error = bench.fail::<GetLifecyclePolicy>(repository.clone()).await;
    assert_eq!((error.kind(), error.code()), (ErrorKind::NotFound, Some("LifecyclePolicyNotFoundException")));

    let policy = json!({ "Version": "2012-10-17", "Statement": [{
        "Sid": "pull", "Effect": "Allow", "Principal": "*", "Action": ["ecr:BatchGetImage"],
    }] });
    bench.send::<SetRepositoryPolicy>(json!({ "repositoryName": "shop/web", "policyText": policy.to_string() })).await;
    let stored = bench.send::<GetRepositoryPolicy>(repository.clone()).await.policy_text.unwrap();
    assert_eq!(serde_json::from_str::<Value>(&stored).unwrap()["Statement"][0]["Sid"], "pull");
    bench.send::<DeleteRepositoryPolicy>(repository.clone()).await;
    let error = bench.fail::<GetRepositoryPolicy>(repository).await;
    assert_eq!((error.kind(), error.code()), (ErrorKind::NotFound, Some("RepositoryPolicyNotFoundException")));
}

async fn images(bench: &Bench) {
    let manifest = json!({
        "schemaVersion": 2,
        "mediaType": MANIFEST_TYPE,
        "config": { "mediaType": "application/vnd.docker.container.image.v1+json", "size": 10, "digest": format!("sha256:{}", "0".repeat(64)) },
        "layers": [{ "mediaType": "application/vnd.docker.image.rootfs.diff.tar.gzip", "size": 20, "digest": format!("sha256:{}", "1".repeat(64)) }],
    })
    .to_string();
    let put = json!({ "repositoryName": "shop/web", "imageManifest": manifest, "imageManifestMediaType": MANIFEST_TYPE, "imageTag": "1" });
    let digest = bench.send::<PutImage>(put).await.image.unwrap().image_id.unwrap().image_digest.unwrap();
    let by_tag = json!({ "repositoryName": "shop/web", "imageIds": [{ "imageTag": "1" }] });
    let details = bench.send::<DescribeImages>(by_tag.clone()).await.image_details;
    assert_eq!((details[0].image_digest.as_ref(), details[0].image_tags.as_slice()), (Some(&digest), ["1".to_owned()].as_slice()));
    assert!(details[0].image_pushed_at.is_some());
    let images = bench.send::<BatchGetImage>(by_tag).await.images;
    assert_eq!(images[0].image_manifest.as_deref(), Some(manifest.as_str()));
    let listed = bench.send::<ListImages>(json!({ "repositoryName": "shop/web" })).await.image_ids;
    assert_eq!(listed[0].image_digest.as_ref(), Some(&digest));

    let image = json!({ "repositoryName": "shop/web", "imageId": { "imageTag": "1" } });
    let error = bench.fail::<DescribeImageScanFindings>(image.clone()).await;
    assert_eq!((error.kind(), error.code()), (ErrorKind::NotFound, Some("ScanNotFoundException")));
    bench.send::<StartImageScan>(image.clone()).await;
    let scan = bench.send::<DescribeImageScanFindings>(image).await;
    assert_eq!(json(&scan.image_scan_status)["status"], "COMPLETE");
    let findings = scan.image_scan_findings.unwrap();
    assert!(!findings.findings.is_empty() && !findings.finding_severity_counts.is_empty());

    // moto knows only layers that were uploaded, not those of a manifest.
    let digest_of_layer = format!("sha256:{}", "1".repeat(64));
    let check = json!({ "repositoryName": "shop/web", "layerDigests": [digest_of_layer, "x"] });
    let failures = json(&bench.send::<BatchCheckLayerAvailability>(check).await.failures);
    assert_eq!((&failures[0]["layerDigest"], &failures[0]["failureCode"]), (&json!(digest_of_layer), &json!("MissingLayerDigest")));
    assert_eq!(failures[1]["failureCode"], "InvalidLayerDigest");
    let delete = json!({ "repositoryName": "shop/web", "imageIds": [{ "imageTag": "1" }, { "imageTag": "none" }] });
    let deleted = bench.send::<BatchDeleteImage>(delete).await;
    assert_eq!(deleted.image_ids[0].image_digest.as_ref(), Some(&digest));
    assert_eq!(json(&deleted.failures[0])["failureCode"], "ImageNotFound");
}

async fn registry(bench: &Bench) {
    let login = bench.send::<GetAuthorizationToken>(json!({})).await.authorization_data.remove(0);
    assert!(login.proxy_endpoint.unwrap().ends_with(".dkr.ecr.eu-west-1.amazonaws.com"));
    assert!(login.authorization_token.is_some() && login.expires_at.is_some());
    let replication = json!({ "rules": [{ "destinations": [{ "region": "eu-central-1", "registryId": "123456789012" }] }] });
    bench.send::<PutReplicationConfiguration>(json!({ "replicationConfiguration": replication })).await;
    let stored = json(&bench.send::<DescribeRegistry>(json!({})).await.replication_configuration);
    assert_eq!(stored["rules"][0]["destinations"], replication["rules"][0]["destinations"]);
    let rules = json!([{ "scanFrequency": "SCAN_ON_PUSH", "repositoryFilters": [{ "filter": "*", "filterType": "WILDCARD" }] }]);
    bench.send::<PutRegistryScanningConfiguration>(json!({ "scanType": "BASIC", "rules": rules })).await;
    let stored = json(&bench.send::<GetRegistryScanningConfiguration>(json!({})).await.scanning_configuration);
    assert_eq!(stored["rules"], rules);
}

#[tokio::test]
async fn errors() {
    let Some(bench) = Bench::start().await else { return };
    let error = bench.fail::<DescribeRepositories>(json!({ "repositoryNames": ["none"] })).await;
    assert_eq!((error.kind(), error.code()), (ErrorKind::NotFound, Some("RepositoryNotFoundException")));
    assert_eq!(error.details().resource.as_deref(), Some("none"));
    bench.send::<CreateRepository>(json!({ "repositoryName": "shop" })).await;
    let error = bench.fail::<CreateRepository>(json!({ "repositoryName": "shop" })).await;
    assert_eq!((error.kind(), error.code()), (ErrorKind::Conflict, Some("RepositoryAlreadyExistsException")));
    let error = bench.fail::<DescribeImages>(json!({ "repositoryName": "shop", "imageIds": [{ "imageTag": "none" }] })).await;
    assert_eq!((error.kind(), error.code()), (ErrorKind::NotFound, Some("ImageNotFoundException")));
}
