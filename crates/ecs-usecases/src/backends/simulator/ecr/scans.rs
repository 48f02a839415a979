//! Basic scanning: a scan takes a while, then its findings can be read.

use super::{
    cut,
    images::{self, Stored},
    page_size, repositories,
};
use crate::{
    backends::simulator::world::{World, aws_error},
    clock::Timestamp,
    error::{ErrorKind, Result},
    model::ecr::{
        Attribute, DescribeImageScanFindings, DescribeImageScanFindingsResponse, FindingSeverity, ImageIdentifier, ImageScanFinding,
        ImageScanFindings, ImageScanFindingsSummary, ImageScanStatus, ScanStatus, ScanType, StartImageScan, StartImageScanResponse,
    },
};
use std::collections::BTreeMap;

/// How long a scan takes, in milliseconds.
pub(super) const TAKES: i64 = 20_000;
const DAY: i64 = 24 * 60 * 60 * 1000;

/// A scan of an image.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, serde::Deserialize)]
pub(super) struct Scan {
    started: Timestamp,
}

impl Scan {
    fn completed(self, now: Timestamp) -> Option<Timestamp> {
        Some(Timestamp(self.started.0 + TAKES)).filter(|end| *end <= now)
    }
}

/// Start a scan of an image.
pub(super) fn begin(world: &mut World, repository: &str, digest: &str, started: Timestamp) {
    if let Some(image) = world.ecr.repositories.get_mut(repository).and_then(|held| held.images.get_mut(digest)) {
        image.scan = Some(Scan { started });
    }
}

/// The same, unless it was scanned before.
pub(super) fn begin_first(world: &mut World, repository: &str, digest: &str, started: Timestamp) {
    if let Some(image) = world.ecr.repositories.get_mut(repository).and_then(|held| held.images.get_mut(digest)) {
        image.scan.get_or_insert(Scan { started });
    }
}

fn status(done: bool) -> ImageScanStatus {
    let (status, description) =
        if done { (ScanStatus::Complete, Some("The scan was completed successfully.".to_owned())) } else { (ScanStatus::InProgress, None) };
    ImageScanStatus { status: Some(status), description, ..ImageScanStatus::default() }
}

/// How many findings an image has by severity.
fn counts(world: &World, digest: &str) -> BTreeMap<FindingSeverity, i32> {
    let findings = world.ecr.contents.get(digest).map(|content| &content.findings);
    let found = findings.into_iter().flatten().filter(|(_, count)| **count > 0);
    found.map(|(severity, count)| (FindingSeverity::from(severity.as_str()), *count as i32)).collect()
}

/// When the source of vulnerabilities was last updated before a scan: at the start of its day.
fn source_updated(completed: Timestamp) -> Timestamp {
    Timestamp(completed.0.div_euclid(DAY) * DAY)
}

/// The scan of an image as `DescribeImages` tells it.
pub(super) fn summary(world: &World, digest: &str, image: &Stored) -> (Option<ImageScanStatus>, Option<ImageScanFindingsSummary>) {
    let Some(scan) = image.scan else {
        let shown = image.shown.as_ref().map(|shown| &shown.detail);
        return shown.map_or((None, None), |shown| (shown.image_scan_status.clone(), shown.image_scan_findings_summary.clone()));
    };
    let completed = scan.completed(world.now);
    let summary = completed.map(|completed| ImageScanFindingsSummary {
        image_scan_completed_at: Some(completed),
        vulnerability_source_updated_at: Some(source_updated(completed)),
        finding_severity_counts: counts(world, digest),
        ..ImageScanFindingsSummary::default()
    });
    (Some(status(completed.is_some())), summary)
}

fn identified(digest: &str, id: &ImageIdentifier) -> ImageIdentifier {
    ImageIdentifier { image_digest: Some(digest.to_owned()), image_tag: id.image_tag.clone(), ..ImageIdentifier::default() }
}

pub(super) fn start(world: &mut World, request: &StartImageScan) -> Result<StartImageScanResponse> {
    let name = &request.repository_name;
    let held = repositories::find(world, request.registry_id.as_ref(), name)?;
    let (digest, image) = images::find(held, &request.image_id).ok_or_else(|| images::no_image(world, name, &request.image_id))?;
    let enhanced = world.ecr.scanning.as_ref().is_some_and(|scanning| scanning.scan_type == Some(ScanType::Enhanced));
    if enhanced {
        return Err(aws_error(ErrorKind::InvalidRequest, "ValidationException", "This feature is disabled"));
    }
    if image.archived_at.is_some() {
        return Err(aws_error(ErrorKind::Conflict, "ImageArchivedException", "The image is archived"));
    }
    if image.scan.is_some_and(|scan| world.now.0 - scan.started.0 < DAY) {
        let message = "The scan quota per image has been exceeded. Wait and try again.";
        return Err(aws_error(ErrorKind::QuotaExceeded, "LimitExceededException", message));
    }
    let digest = digest.clone();
    let reply = StartImageScanResponse {
        registry_id: held.shape.registry_id.clone(),
        repository_name: Some(name.clone()),
        image_id: Some(identified(&digest, &request.image_id)),
        image_scan_status: Some(status(false)),
        ..StartImageScanResponse::default()
    };
    let now = world.now;
    begin(world, name, &digest, now);
    Ok(reply)
}

/// The most severe first.
const SEVERITIES: [FindingSeverity; 6] = [
    FindingSeverity::Critical,
    FindingSeverity::High,
    FindingSeverity::Medium,
    FindingSeverity::Low,
    FindingSeverity::Informational,
    FindingSeverity::Undefined,
];

const PACKAGES: [(&str, &str); 6] =
    [("openssl", "3.0.13"), ("zlib", "1.2.13"), ("glibc", "2.36"), ("curl", "7.88.1"), ("libxml2", "2.9.14"), ("expat", "2.5.0")];

/// A finding that is the same whenever the same image is scanned.
fn finding(world: &World, digest: &str, severity: &FindingSeverity, number: i32) -> ImageScanFinding {
    let hash = world.digest_of(&format!("finding/{digest}/{severity}/{number}"), 8);
    let hash = u32::from_str_radix(&hash, 16).unwrap_or(0);
    let name = format!("CVE-{}-{}", 2019 + hash % 7, 1000 + (hash >> 4) % 49_000);
    let (package, version) = PACKAGES[(hash >> 20) as usize % PACKAGES.len()];
    let score = match severity {
        FindingSeverity::Critical => 9.8,
        FindingSeverity::High => 7.5,
        FindingSeverity::Medium => 5.3,
        FindingSeverity::Low => 3.1,
        _ => 0.0,
    };
    let attribute = |key: &str, value: String| Attribute { key: Some(key.into()), value: Some(value), ..Attribute::default() };
    ImageScanFinding {
        description: Some(format!("A simulated vulnerability of {package} {version}.")),
        uri: Some(format!("https://www.cve.org/CVERecord?id={name}")),
        name: Some(name),
        severity: Some(severity.clone()),
        attributes: vec![
            attribute("package_name", package.to_owned()),
            attribute("package_version", version.to_owned()),
            attribute("CVSS3_SCORE", format!("{score:.1}")),
        ],
        ..ImageScanFinding::default()
    }
}

pub(super) fn describe(world: &World, request: &DescribeImageScanFindings) -> Result<DescribeImageScanFindingsResponse> {
    let name = &request.repository_name;
    let held = repositories::find(world, request.registry_id.as_ref(), name)?;
    let (digest, image) = images::find(held, &request.image_id).ok_or_else(|| images::no_image(world, name, &request.image_id))?;
    let Some(scan) = image.scan else {
        if let Some(findings) = image.shown.as_ref().and_then(|shown| shown.findings.clone()) {
            return Ok(DescribeImageScanFindingsResponse { image_id: Some(identified(digest, &request.image_id)), ..findings });
        }
        let tag = request.image_id.image_tag.as_deref().unwrap_or("null");
        let message = format!(
            "Image scan does not exist for the image with '{{imageDigest:'{digest}', imageTag:'{tag}'}}' in the repository with name '{name}' in the registry with id '{}'",
            world.scope.account
        );
        return Err(aws_error(ErrorKind::NotFound, "ScanNotFoundException", message));
    };
    let completed = scan.completed(world.now);
    let mut reply = DescribeImageScanFindingsResponse {
        registry_id: held.shape.registry_id.clone(),
        repository_name: Some(name.clone()),
        image_id: Some(identified(digest, &request.image_id)),
        image_scan_status: Some(status(completed.is_some())),
        ..DescribeImageScanFindingsResponse::default()
    };
    let Some(completed) = completed else { return Ok(reply) };
    let size = page_size(request.max_results, 100, 1000)?;
    let skipped: usize = match request.next_token.as_deref() {
        None => 0,
        Some(token) => token.parse().map_err(|_| super::invalid("The next token is not valid"))?,
    };
    let counts = counts(world, digest);
    let known = SEVERITIES.iter().filter_map(|severity| counts.get_key_value(severity));
    let unknown = counts.iter().filter(|(severity, _)| matches!(severity, FindingSeverity::Unknown(_)));
    let all = known.chain(unknown).flat_map(|(severity, count)| (0..*count).map(move |number| (severity, number)));
    let numbered: Vec<_> = all.enumerate().skip(skipped).take(size + 1).collect();
    let (page, next) = cut(numbered, size, |(index, _)| (index + 1).to_string());
    let findings = page.into_iter().map(|(_, (severity, number))| finding(world, digest, severity, number)).collect();
    reply.next_token = next;
    reply.image_scan_findings = Some(ImageScanFindings {
        image_scan_completed_at: Some(completed),
        vulnerability_source_updated_at: Some(source_updated(completed)),
        findings,
        finding_severity_counts: counts,
        ..ImageScanFindings::default()
    });
    Ok(reply)
}
