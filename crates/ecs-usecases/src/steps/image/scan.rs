//! The scan of an image: basic and enhanced findings as one shape, started and waited for if need be, and judged.

use super::gate::{Gate, Severity};
use crate::{
    clock::Timestamp,
    error::{Error, ErrorKind, Result},
    model::ecr,
    run::Run,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
    time::Duration,
};

const POLL: Duration = Duration::from_secs(5);
const SHOWN: usize = 10;

/// What the scan of an admitted image said.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ScanVerdict {
    /// AWS's status of the scan, or `NONE` for an image that was admitted without one.
    pub status: String,
    /// Digest of what was scanned: the image, or of an index the image of the wanted architecture.
    pub digest: String,
    /// Number of findings by severity.
    pub counts: BTreeMap<String, u32>,
    /// Ids of the findings that would have refused the image but for an exception.
    pub excepted: Vec<String>,
}

/// One finding, of either kind of scan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Finding {
    id: String,
    severity: Severity,
}

/// What is known of a scan at one moment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
enum Seen {
    /// There is no such image, as for a child of an index that was never pushed by itself.
    NoImage,
    /// It was never scanned.
    NoScan,
    /// It is being scanned.
    Running { status: String },
    /// It can't be scanned, or its findings are gone.
    Failed { status: String, reason: String },
    /// It was scanned.
    Done { status: String, counts: BTreeMap<String, u32>, findings: Vec<Finding> },
}

/// Refuse the image unless the first of `digests` that was scanned meets the gate. If none was, the first that exists is.
pub(super) async fn judge(run: &Run, repository: &str, digests: &[String], gate: &Gate) -> Result<ScanVerdict> {
    let (mut digest, mut seen) = (String::new(), Seen::NoImage);
    for candidate in digests {
        let found = run.wait("read the scan", look(run, repository, candidate)).await?;
        if seen == Seen::NoImage || !matches!(found, Seen::NoImage | Seen::NoScan) {
            (digest, seen) = (candidate.clone(), found);
        }
        if !matches!(seen, Seen::NoImage | Seen::NoScan) {
            break;
        }
    }
    let name = format!("{repository}@{digest}");
    if seen == Seen::NoScan && !gate.require_scan {
        run.warn(format!("{name} is admitted without a scan"));
        return Ok(ScanVerdict { status: "NONE".into(), digest, ..ScanVerdict::default() });
    }
    let start = matches!(seen, Seen::NoScan);
    if start {
        start_scan(run, repository, &digest).await?;
    }
    if start || matches!(seen, Seen::Running { .. }) {
        let limit = run.now().await? + gate.scan_timeout.0;
        seen = run.wait("wait for the scan", follow(run, repository, &digest, limit)).await?;
    }
    let refused = |why: String| Error::new(ErrorKind::Refused, why).on(name.clone());
    match seen {
        Seen::Done { status, counts, findings } => {
            let now = run.now().await?;
            weigh(&status, counts, &findings, gate, now)
                .map(|verdict| ScanVerdict { digest, ..verdict })
                .map_err(|error| error.on(name))
                .inspect(|verdict| {
                    if let Some(count) = verdict.counts.get(Severity::Undefined.as_str()).filter(|count| **count > 0) {
                        run.warn(format!("the scan of {repository} has {count} findings without a severity"));
                    }
                })
        }
        Seen::NoImage => Err(Error::new(ErrorKind::NotFound, "the image is gone from the repository").on(name)),
        Seen::Failed { status, reason } => Err(refused(format!("the image has no valid scan: {status}{reason}"))
            .advise("Find out why it can't be scanned and scan it again; without a scan's result no image is admitted.")),
        Seen::NoScan => Err(refused(format!("the scan did not begin within {}", gate.scan_timeout)).advise(LATER)),
        Seen::Running { status } => {
            Err(refused(format!("the scan did not end within {}: it is {status}", gate.scan_timeout)).advise(LATER))
        }
    }
}

const LATER: &str = "Try again later, or give the scan more time with scan_timeout.";

async fn start_scan(run: &Run, repository: &str, digest: &str) -> Result<()> {
    let scan = ecr::StartImageScan { repository_name: repository.to_owned(), image_id: by_digest(digest), ..Default::default() };
    match run.send(scan).await {
        Ok(_) => Ok(()),
        // One scan a day: another has just been started, by a push or by somebody else.
        Err(error) if error.code() == Some("LimitExceededException") => Ok(()),
        Err(error) if error.code() == Some("UnsupportedImageTypeException") => {
            Err(Error::new(ErrorKind::Refused, "the image is of a type that ECR can't scan")
                .during("ecr:StartImageScan")
                .on(format!("{repository}@{digest}"))
                .with_code("UnsupportedImageTypeException")
                .advise("Use enhanced scanning, or scan it elsewhere and turn require_scan off for it."))
        }
        // With enhanced scanning only the rules of the registry start scans.
        Err(error) if error.code() == Some("ValidationException") => Err(Error::new(
            ErrorKind::Refused,
            format!("the image was never scanned, and a scan can't be started: {}", error.details().message),
        )
        .during("ecr:StartImageScan")
        .on(format!("{repository}@{digest}"))
        .with_code("ValidationException")
        .advise("Include the repository in a rule of the registry's enhanced scanning: RepositorySetup does with `scan` enhanced.")),
        Err(error) => Err(error
            .while_("start the scan of an image that has none")
            .advise("Allow ecr:StartImageScan, or turn on scanning for the repository and push the image again.")),
    }
}

async fn follow(run: &Run, repository: &str, digest: &str, limit: Timestamp) -> Result<Seen> {
    loop {
        let seen = look(run, repository, digest).await?;
        let now = run.cloud().clock().now();
        if !matches!(seen, Seen::NoScan | Seen::Running { .. }) || now >= limit {
            return Ok(seen);
        }
        run.pause(POLL.min(limit.since(now))).await?;
    }
}

fn by_digest(digest: &str) -> ecr::ImageIdentifier {
    ecr::ImageIdentifier { image_digest: Some(digest.to_owned()), ..Default::default() }
}

/// Read all pages of what ECR says of the scan now.
async fn look(run: &Run, repository: &str, digest: &str) -> Result<Seen> {
    let mut all: Option<(String, ecr::ImageScanFindings)> = None;
    let mut next_token = None;
    loop {
        let describe = ecr::DescribeImageScanFindings {
            repository_name: repository.to_owned(),
            image_id: by_digest(digest),
            next_token,
            max_results: Some(1000),
            ..Default::default()
        };
        let page = match run.observe(describe).await {
            Ok(page) => page,
            Err(error) if error.code() == Some("ScanNotFoundException") => return Ok(Seen::NoScan),
            Err(error) if error.code() == Some("ImageNotFoundException") => return Ok(Seen::NoImage),
            Err(error) => return Err(error),
        };
        let status = page.image_scan_status.unwrap_or_default();
        match status.status {
            Some(ecr::ScanStatus::Complete | ecr::ScanStatus::Active) => {}
            Some(ecr::ScanStatus::InProgress | ecr::ScanStatus::Pending) => {
                return Ok(Seen::Running { status: status.status.unwrap_or_default().to_string() });
            }
            other => {
                let reason = status.description.map(|text| format!(" ({text})")).unwrap_or_default();
                return Ok(Seen::Failed { status: other.map_or_else(|| "no status".into(), |status| status.to_string()), reason });
            }
        }
        let found = page.image_scan_findings.unwrap_or_default();
        match &mut all {
            None => all = Some((status.status.unwrap_or_default().to_string(), found)),
            Some((_, known)) => {
                known.findings.extend(found.findings);
                known.enhanced_findings.extend(found.enhanced_findings);
                if known.finding_severity_counts.is_empty() {
                    known.finding_severity_counts = found.finding_severity_counts;
                }
            }
        }
        next_token = page.next_token.filter(|token| !token.is_empty());
        if next_token.is_none() {
            let (status, found) = all.unwrap_or_default();
            return Ok(done(status, found));
        }
    }
}

fn done(status: String, found: ecr::ImageScanFindings) -> Seen {
    let basic = found.findings.into_iter().map(|finding| Finding {
        id: finding.name.unwrap_or_else(|| "finding without a name".into()),
        severity: Severity::of(finding.severity.unwrap_or_default().as_str()),
    });
    let enhanced = found.enhanced_findings.into_iter().filter(|finding| finding.status.as_deref().is_none_or(|status| status == "ACTIVE"));
    let enhanced = enhanced.map(|finding| Finding {
        id: finding
            .package_vulnerability_details
            .and_then(|details| details.vulnerability_id)
            .or(finding.title)
            .or(finding.finding_arn)
            .unwrap_or_else(|| "finding without a name".into()),
        severity: Severity::of(finding.severity.as_deref().unwrap_or_default()),
    });
    let findings: Vec<_> = basic.chain(enhanced).collect();
    let mut counts: BTreeMap<String, u32> = BTreeMap::new();
    for (severity, count) in &found.finding_severity_counts {
        *counts.entry(Severity::of(severity.as_str()).as_str().to_owned()).or_default() += u32::try_from(*count).unwrap_or(0);
    }
    Seen::Done { status, counts, findings }
}

/// Let it pass, or refuse it with the counts and the worst findings.
fn weigh(status: &str, counts: BTreeMap<String, u32>, findings: &[Finding], gate: &Gate, now: Timestamp) -> Result<ScanVerdict> {
    let mut listed: BTreeMap<Severity, u32> = BTreeMap::new();
    let mut blocking: BTreeMap<Severity, (u32, BTreeSet<&str>)> = BTreeMap::new();
    let mut excepted = BTreeSet::new();
    for finding in findings {
        *listed.entry(finding.severity).or_default() += 1;
        if finding.severity < gate.fail_on {
            continue;
        }
        if gate.excepts(&finding.id, now) {
            excepted.insert(finding.id.clone());
        } else {
            let (count, ids) = blocking.entry(finding.severity).or_default();
            *count += 1;
            ids.insert(&finding.id);
        }
    }
    // What is counted but not listed can't be excepted.
    let mut all = counts;
    for (severity, count) in &listed {
        let known = all.entry(severity.as_str().to_owned()).or_default();
        *known = (*known).max(*count);
    }
    for (severity, count) in &all {
        let severity = Severity::of(severity);
        let unlisted = count - listed.get(&severity).copied().unwrap_or(0);
        if severity >= gate.fail_on && unlisted > 0 {
            blocking.entry(severity).or_default().0 += unlisted;
        }
    }
    if blocking.is_empty() {
        let excepted = excepted.into_iter().collect();
        return Ok(ScanVerdict { status: status.to_owned(), digest: String::new(), counts: all, excepted });
    }
    let told: Vec<_> = blocking.iter().rev().map(|(severity, (count, _))| format!("{count} {}", severity.as_str())).collect();
    let ids: Vec<_> = blocking.values().rev().flat_map(|(_, ids)| ids.iter().copied()).collect();
    let mut message = format!("the scan has findings of severity {} or above: {}", gate.fail_on.as_str(), told.join(", "));
    if !ids.is_empty() {
        let more = if ids.len() > SHOWN { format!(" and {} more", ids.len() - SHOWN) } else { String::new() };
        let _ = write!(message, "; {}{more}", ids[..ids.len().min(SHOWN)].join(", "));
    }
    let over: Vec<_> =
        ids.iter().filter_map(|id| gate.expired(id, now)).map(|over| format!("{} until {}", over.finding, over.until)).collect();
    if !over.is_empty() {
        let _ = write!(message, "; exceptions that are over: {}", over.join(", "));
    }
    Err(Error::new(ErrorKind::Refused, message)
        .advise("Deploy an image in which they are fixed, or have the Security Team give an exception with an end and a reason."))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
#[path = "scan_tests.rs"]
mod tests;
