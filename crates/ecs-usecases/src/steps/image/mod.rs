//! Image admission: what is deployed is a digest that exists, was scanned, meets the gate and runs on the task's CPU.

mod gate;
mod manifest;
mod reference;
mod scan;
mod task;

pub use gate::{FindingException, Gate, Severity};
#[cfg(feature = "testkit")]
pub(crate) use manifest::kinds as image_manifest_kinds;
pub(crate) use manifest::try_read as read_manifest;
pub(crate) use reference::check_repository;
pub use reference::{EcrRegistry, ImageReference};
pub use scan::ScanVerdict;
pub use task::{TaskImage, admit_task_images};

use crate::{
    error::{Error, ErrorKind, Result},
    model::{
        ecr,
        ecs::{CPUArchitecture, RuntimePlatform},
    },
    run::Run,
    span::Span,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// An image that met the gate, pinned.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AdmittedImage {
    /// Repository in the ECR registry of the run's account and Region.
    pub repository: String,
    /// The tag that was asked for.
    pub tag: Option<String>,
    /// The digest that the tag named when it was admitted, or that was asked for.
    pub digest: String,
    /// What goes into the task definition: `host/repository@digest`.
    pub uri: String,
    /// CPU architectures of the image as ECS names them. Empty if the image does not tell.
    pub architectures: Vec<String>,
    /// What its scan said.
    pub scan: ScanVerdict,
}

/// The CPU architecture that a task of this platform runs on.
pub fn wanted_architecture(platform: Option<&RuntimePlatform>) -> CPUArchitecture {
    platform.and_then(|platform| platform.cpu_architecture.clone()).unwrap_or(CPUArchitecture::X8664)
}

/// Resolve the image to a digest, and refuse it unless it meets the gate and runs on this architecture. Nothing is
/// changed, but that a scan is started if there is none and the gate wants one.
pub async fn admit_image(run: &Run, image: &ImageReference, architecture: &CPUArchitecture, gate: &Gate) -> Result<AdmittedImage> {
    let admission = async {
        gate.check()?;
        let host = own_registry(run, image)?;
        let repository = image.repository();
        let detail = resolve(run, image).await?;
        let digest =
            detail.image_digest.clone().ok_or_else(|| Error::new(ErrorKind::Internal, "ECR described an image without a digest"))?;
        if matches!(detail.image_status, Some(ecr::ImageStatus::Archived | ecr::ImageStatus::Activating)) {
            return Err(Error::new(ErrorKind::Refused, "the image is archived, so that it can't be pulled")
                .advise("Restore it to standard storage first."));
        }
        if let (Some(tag), Some(_)) = (image.tag(), image.digest())
            && !detail.image_tags.iter().any(|known| known == tag)
        {
            run.warn(format!("the tag {tag} no longer names {digest}; the digest is deployed"));
        }
        let platforms = manifest::platforms(run, repository, &digest).await?;
        let child = runs_on(run, image, &platforms, architecture)?;
        // ECR scans the images of an index, not the index.
        let scanned: Vec<_> = child.filter(|child| *child != digest).into_iter().chain([digest.clone()]).collect();
        let scan = scan::judge(run, repository, &scanned, gate).await?;
        Ok(AdmittedImage {
            repository: repository.to_owned(),
            tag: image.tag().map(str::to_owned),
            uri: format!("{host}/{repository}@{digest}"),
            digest,
            architectures: platforms.architectures(),
            scan,
        })
    };
    admission.await.map_err(|error| error.while_(format!("admit the image {image}")).on(image.as_str()))
}

/// The host of the run's own registry, in the form that the reference has it.
fn own_registry(run: &Run, image: &ImageReference) -> Result<String> {
    let scope = run.cloud().scope();
    let refused = |why: String| Error::new(ErrorKind::Refused, why).on(image.as_str());
    match (image.host(), image.ecr()) {
        (None, _) => Ok(EcrRegistry::host_of(scope)),
        (Some(host), Some(registry)) if registry.is_of(scope) => Ok(host.to_owned()),
        (Some(_), Some(EcrRegistry { account, region })) => Err(refused(format!(
            "the image is in the registry of account {account} in {region}, the run is in account {} in {}",
            scope.account, scope.region
        ))
        .advise("Promote or replicate the image to the registry of the run, by digest, and deploy it from there.")),
        (Some(host), None) => Err(refused(format!("`{host}` is not an ECR registry"))
            .advise("Push the image to ECR, or reach it through a pull-through cache, and deploy it from there.")),
    }
}

/// Look the image up by digest, or by tag if that is all there is.
async fn resolve(run: &Run, image: &ImageReference) -> Result<ecr::ImageDetail> {
    let (image_digest, image_tag) = (image.digest().map(str::to_owned), image.tag().map(str::to_owned));
    if image_digest.is_none() && image_tag.is_none() {
        return Err(Error::invalid("image", "it has neither tag nor digest")
            .advise("Say which image: `repository:tag` or `repository@sha256:...`."));
    }
    let id = match image_digest {
        Some(digest) => ecr::ImageIdentifier { image_digest: Some(digest), ..Default::default() },
        None => ecr::ImageIdentifier { image_tag, ..Default::default() },
    };
    match find(run, image.repository(), id).await? {
        Found::Image(detail) => Ok(*detail),
        Found::NoRepository(error) => Err(error.advise(format!(
            "Create the repository {} in {} with the use case RepositorySetup, or correct the name.",
            image.repository(),
            run.cloud().scope().region
        ))),
        Found::NoImage(error) => {
            let tags = run.wait("recent tags", recent_tags(run, image.repository())).await?;
            Err(error.advise(if tags.is_empty() {
                "The repository has no tagged image; push one first.".to_owned()
            } else {
                format!("The most recent tags are: {}.", tags.join(", "))
            }))
        }
    }
}

/// The digest of an image of the run's own registry.
pub async fn digest_of(run: &Run, image: &ImageReference) -> Result<String> {
    let found = resolve(run, image).await?;
    found.image_digest.ok_or_else(|| Error::new(ErrorKind::Internal, "ECR described an image without a digest"))
}

/// Whether the run's own registry has an image of this digest, or gets it within `limit`.
pub async fn wait_for_digest(run: &Run, repository: &str, digest: &str, limit: Span) -> Result<bool> {
    let until = run.now().await? + limit.0;
    run.wait("the image is there", async {
        loop {
            let id = ecr::ImageIdentifier { image_digest: Some(digest.to_owned()), ..Default::default() };
            let describe = ecr::DescribeImages { repository_name: repository.to_owned(), image_ids: Some(vec![id]), ..Default::default() };
            match run.observe(describe).await {
                Ok(found) if !found.image_details.is_empty() => return Ok(true),
                Ok(_) => {}
                Err(error) if error.kind() == ErrorKind::NotFound => {}
                Err(error) => return Err(error),
            }
            let now = run.cloud().clock().now();
            if now >= until {
                return Ok(false);
            }
            run.pause(REPLICATING.min(until.since(now))).await?;
        }
    })
    .await
}

/// Replication takes seconds to minutes.
const REPLICATING: Duration = Duration::from_secs(10);

/// What a look for an image found.
enum Found {
    Image(Box<ecr::ImageDetail>),
    NoImage(Error),
    NoRepository(Error),
}

async fn find(run: &Run, repository: &str, id: ecr::ImageIdentifier) -> Result<Found> {
    let describe = ecr::DescribeImages { repository_name: repository.to_owned(), image_ids: Some(vec![id.clone()]), ..Default::default() };
    match run.send(describe).await {
        Ok(reply) => Ok(reply.image_details.into_iter().next().map_or_else(
            || {
                let what = id.image_digest.or(id.image_tag).unwrap_or_default();
                Found::NoImage(
                    Error::new(ErrorKind::NotFound, format!("{what} is not in the repository {repository}")).during("ecr:DescribeImages"),
                )
            },
            |detail| Found::Image(Box::new(detail)),
        )),
        Err(error) if error.code() == Some("ImageNotFoundException") => Ok(Found::NoImage(error)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Found::NoRepository(error)),
        Err(error) => Err(error),
    }
}

/// The tags of the five images that were pushed last, the newest first. It only serves an error's advice, so that a
/// failure to read them is no failure.
async fn recent_tags(run: &Run, repository: &str) -> Result<Vec<String>> {
    let mut images: Vec<ecr::ImageDetail> = Vec::new();
    let mut next_token = None;
    for _ in 0..10 {
        let describe = ecr::DescribeImages {
            repository_name: repository.to_owned(),
            next_token,
            max_results: Some(1000),
            filter: Some(ecr::DescribeImagesFilter { tag_status: Some(ecr::TagStatus::Tagged), ..Default::default() }),
            ..Default::default()
        };
        match run.observe(describe).await {
            Ok(page) => {
                images.extend(page.image_details);
                next_token = page.next_token.filter(|token| !token.is_empty());
            }
            Err(error) if error.kind() == ErrorKind::Cancelled => return Err(error),
            Err(_) => break,
        }
        if next_token.is_none() {
            break;
        }
    }
    images.sort_by_key(|image| std::cmp::Reverse(image.image_pushed_at));
    Ok(images.into_iter().take(5).flat_map(|image| image.image_tags).collect())
}

/// The digest that runs on this architecture; `None` if the image does not tell its architecture.
fn runs_on(run: &Run, image: &ImageReference, platforms: &manifest::Platforms, wanted: &CPUArchitecture) -> Result<Option<String>> {
    let wanted = manifest::as_ecs_names_it(wanted.as_str());
    if let Some(digest) = platforms.digests.get(&wanted) {
        return Ok(Some(digest.clone()));
    }
    if platforms.digests.is_empty() && !platforms.index {
        run.warn(format!("{image} does not tell its CPU architecture; the task wants {wanted}"));
        return Ok(None);
    }
    let has = if platforms.digests.is_empty() { "no architecture".to_owned() } else { platforms.architectures().join(", ") };
    Err(Error::new(ErrorKind::Refused, format!("the image has {has}, the task wants {wanted}"))
        .on(image.as_str())
        .advise(format!("Build the image for {wanted} too, or set cpuArchitecture in the task's runtimePlatform to one that it has.")))
}
