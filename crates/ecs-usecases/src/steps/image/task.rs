//! The images of a task's other containers.

use super::{EcrRegistry, Found, Gate, ImageReference, find};
use crate::{
    error::{Error, ErrorKind, Result},
    model::{ecr, ecs::ContainerDefinition},
    run::Run,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt::Write;

/// The image of a container that is not the one being deployed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TaskImage {
    /// Name of the container.
    pub container: String,
    /// The image as the task definition has it; it stays so.
    pub image: String,
    /// Host of its registry; `docker.io` when none is written.
    pub registry: String,
    /// Its digest now, for an image of the run's own ECR registry.
    pub digest: Option<String>,
}

/// Refuse the task unless the image of every container but `deployed` exists in the run's own ECR registry or comes from a
/// registry that the gate allows. All that is wrong is told at once. Nothing is changed.
pub async fn admit_task_images(
    run: &Run,
    containers: &[ContainerDefinition],
    deployed: Option<&str>,
    gate: &Gate,
) -> Result<Vec<TaskImage>> {
    let (mut admitted, mut wrong, mut outside) = (Vec::new(), Vec::new(), Vec::new());
    let others = containers.iter().filter(|container| deployed.is_none() || container.name.as_deref() != deployed);
    for container in others {
        let name = container.name.clone().unwrap_or_default();
        let Some(image) = &container.image else {
            wrong.push(format!("container {name} has no image"));
            continue;
        };
        let reference = match ImageReference::parse(image.as_str()) {
            Ok(reference) => reference,
            Err(error) => {
                wrong.push(format!("container {name}: {}", error.details().message));
                continue;
            }
        };
        let (host, repository) = reference.as_pulled();
        let digest = if EcrRegistry::of_host(&host).is_some_and(|registry| registry.is_of(run.cloud().scope())) {
            match own(run, &reference).await? {
                Ok(digest) => digest,
                Err(missing) => {
                    wrong.push(format!("container {name}: {image}: {missing}"));
                    continue;
                }
            }
        } else if gate.allows(&host, &repository) {
            None
        } else {
            wrong.push(format!("container {name}: {image} comes from {host}, which is not allowed"));
            outside.push(host);
            continue;
        };
        admitted.push(TaskImage { container: name, image: image.clone(), registry: host, digest });
    }
    if wrong.is_empty() {
        return Ok(admitted);
    }
    outside.sort_unstable();
    outside.dedup();
    let mut advice = "Correct the task definition, or push what is missing.".to_owned();
    if !outside.is_empty() {
        let _ = write!(advice, " Copy outside images to ECR, or add to allowed_registries: {}.", outside.join(", "));
    }
    Err(Error::new(ErrorKind::Refused, wrong.join("; ")).while_("admit the images of the task's other containers").advise(advice))
}

/// The digest of an image of the run's own registry, or what is missing.
async fn own(run: &Run, image: &ImageReference) -> Result<Result<Option<String>, String>> {
    let id = match image.digest() {
        Some(digest) => ecr::ImageIdentifier { image_digest: Some(digest.to_owned()), ..Default::default() },
        // A container runtime reads a name without a tag so.
        None => ecr::ImageIdentifier { image_tag: Some(image.tag().unwrap_or("latest").to_owned()), ..Default::default() },
    };
    Ok(match find(run, image.repository(), id).await? {
        Found::Image(detail) => Ok(detail.image_digest),
        Found::NoImage(_) => Err("there is no such image in the repository".to_owned()),
        Found::NoRepository(_) => Err(format!("there is no repository {}", image.repository())),
    })
}
