//! Repositories, their images, and the registry's settings.

use super::{
    Mirror,
    reading::pages,
    thing::{Known, Thing},
};
use crate::{
    backend::Scope,
    backends::simulator::imports::ecr as put,
    error::{ErrorKind, Result},
    model::ecr::{
        BatchGetImage, DescribeImageScanFindings, DescribeImages, DescribeRegistry, DescribeRepositories, GetLifecyclePolicy,
        GetRegistryScanningConfiguration, GetRepositoryPolicy, ImageDetail, ImageIdentifier, ListTagsForResource,
    },
};
use serde_json::Value;

/// Images that BatchGetImage takes at once.
const IMAGES: usize = 100;

impl Mirror {
    pub(super) async fn repository(&self, scope: &Scope, name: &str) -> Result<()> {
        let describe = DescribeRepositories { repository_names: Some(vec![name.to_owned()]), ..Default::default() };
        for repository in self.find(scope, describe).await?.unwrap_or_default().repositories {
            self.simulator.change(scope, |world| put::repository(world, repository))?;
        }
        Ok(())
    }

    pub(super) async fn repositories(&self, known: &mut Known, scope: &Scope) -> Result<()> {
        for repository in pages!(self, scope, DescribeRepositories::default(), next_token, next_token, repositories) {
            known.insert((scope.clone(), Thing::Repository(repository.repository_name.clone().unwrap_or_default())));
            self.simulator.change(scope, |world| put::repository(world, repository))?;
        }
        Ok(())
    }

    pub(super) async fn policy(&self, known: &mut Known, scope: &Scope, name: &str) -> Result<()> {
        self.import(known, scope, Thing::Repository(name.to_owned())).await?;
        let get = GetRepositoryPolicy { repository_name: name.to_owned(), ..Default::default() };
        match self.find(scope, get).await?.and_then(|found| found.policy_text) {
            Some(text) => self.simulator.change(scope, |world| put::policy(world, name, text)),
            None => Ok(()),
        }
    }

    pub(super) async fn lifecycle(&self, known: &mut Known, scope: &Scope, name: &str) -> Result<()> {
        self.import(known, scope, Thing::Repository(name.to_owned())).await?;
        let get = GetLifecyclePolicy { repository_name: name.to_owned(), ..Default::default() };
        let Some(found) = self.find(scope, get).await? else { return Ok(()) };
        let Some(text) = found.lifecycle_policy_text else { return Ok(()) };
        self.simulator.change(scope, |world| put::lifecycle(world, name, text, found.last_evaluated_at))
    }

    pub(super) async fn repository_tags(&self, known: &mut Known, scope: &Scope, name: &str) -> Result<()> {
        self.import(known, scope, Thing::Repository(name.to_owned())).await?;
        let resource_arn = format!("arn:aws:ecr:{}:{}:repository/{name}", scope.region, scope.account);
        match self.find(scope, ListTagsForResource { resource_arn, ..Default::default() }).await? {
            Some(found) => self.simulator.change(scope, |world| put::tags(world, name, found.tags)),
            None => Ok(()),
        }
    }

    pub(super) async fn image(&self, known: &mut Known, scope: &Scope, repository: &str, id: &str) -> Result<()> {
        self.import(known, scope, Thing::Repository(repository.to_owned())).await?;
        let describe =
            DescribeImages { repository_name: repository.to_owned(), image_ids: Some(vec![identifier(id)]), ..Default::default() };
        let details = self.find(scope, describe).await?.unwrap_or_default().image_details;
        self.put_images(known, scope, repository, details).await
    }

    pub(super) async fn images(&self, known: &mut Known, scope: &Scope, repository: &str) -> Result<()> {
        self.import(known, scope, Thing::Repository(repository.to_owned())).await?;
        if !self.simulator.change(scope, |world| put::has_repository(world, repository))? {
            return Ok(());
        }
        let describe = DescribeImages { repository_name: repository.to_owned(), ..Default::default() };
        let details = pages!(self, scope, describe, next_token, next_token, image_details);
        self.put_images(known, scope, repository, details).await
    }

    /// Images with their manifests; those inside of an index before the index.
    async fn put_images(&self, known: &mut Known, scope: &Scope, repository: &str, details: Vec<ImageDetail>) -> Result<()> {
        for some in details.chunks(IMAGES) {
            let digests: Vec<String> = some.iter().filter_map(|detail| detail.image_digest.clone()).collect();
            let get = BatchGetImage {
                repository_name: repository.to_owned(),
                image_ids: digests.iter().map(|digest| identifier(digest)).collect(),
                accepted_media_types: Some(MEDIA_TYPES.map(str::to_owned).to_vec()),
                ..Default::default()
            };
            let images = self.find(scope, get).await?.unwrap_or_default().images;
            let of =
                |digest: &Option<String>| images.iter().find(|image| image.image_id.as_ref().is_some_and(|id| id.image_digest == *digest));
            let children = images.iter().filter_map(|image| image.image_manifest.as_deref()).flat_map(children);
            for child in children.filter(|child| !digests.contains(child)).collect::<Vec<_>>() {
                self.import(known, scope, Thing::Image(repository.to_owned(), child)).await?;
            }
            for detail in some {
                let Some(image) = of(&detail.image_digest) else { continue };
                let names = detail.image_digest.iter().chain(&detail.image_tags);
                known.extend(names.map(|name| (scope.clone(), Thing::Image(repository.to_owned(), name.clone()))));
                self.simulator.change(scope, |world| put::image(world, repository, detail.clone(), image))?;
            }
        }
        self.script(scope)
    }

    pub(super) async fn findings(&self, known: &mut Known, scope: &Scope, repository: &str, id: &str) -> Result<()> {
        self.import(known, scope, Thing::Image(repository.to_owned(), id.to_owned())).await?;
        let mut describe = DescribeImageScanFindings {
            repository_name: repository.to_owned(),
            image_id: identifier(id),
            max_results: Some(1000),
            ..Default::default()
        };
        let Some(mut found) = self.find(scope, describe.clone()).await? else { return Ok(()) };
        while let Some(token) = found.next_token.take() {
            describe.next_token = Some(token);
            let more = self.read(scope, describe.clone()).await?;
            if let (Some(all), Some(more)) = (&mut found.image_scan_findings, more.image_scan_findings) {
                all.findings.extend(more.findings);
            }
            found.next_token = more.next_token;
        }
        let Some(digest) = found.image_id.as_ref().and_then(|id| id.image_digest.clone()) else { return Ok(()) };
        self.simulator.change(scope, |world| put::findings(world, repository, &digest, found))
    }

    pub(super) async fn replication(&self, scope: &Scope) -> Result<()> {
        let found = self.read(scope, DescribeRegistry::default()).await?;
        self.simulator.change(scope, |world| put::replication(world, found.replication_configuration))
    }

    pub(super) async fn scanning(&self, scope: &Scope) -> Result<()> {
        match self.read(scope, GetRegistryScanningConfiguration::default()).await {
            Ok(found) => self.simulator.change(scope, |world| put::scanning(world, found.scanning_configuration)),
            // Only who changes it needs to know it.
            Err(error) if matches!(error.kind(), ErrorKind::AccessDenied | ErrorKind::Unsupported) => {
                self.warn("ecr:GetRegistryScanningConfiguration could not be read, so basic scanning is assumed".into());
                Ok(())
            }
            Err(error) => Err(error),
        }
    }
}

/// The forms of manifests that there are; AWS gives an older one if these are not asked for.
const MEDIA_TYPES: [&str; 4] = [
    "application/vnd.oci.image.index.v1+json",
    "application/vnd.oci.image.manifest.v1+json",
    "application/vnd.docker.distribution.manifest.list.v2+json",
    "application/vnd.docker.distribution.manifest.v2+json",
];

/// A tag or a digest.
fn identifier(id: &str) -> ImageIdentifier {
    let is_digest = id.contains(':');
    ImageIdentifier {
        image_digest: is_digest.then(|| id.to_owned()),
        image_tag: (!is_digest).then(|| id.to_owned()),
        ..ImageIdentifier::default()
    }
}

/// The digests inside of an index.
fn children(manifest: &str) -> Vec<String> {
    let manifest: Value = serde_json::from_str(manifest).unwrap_or_default();
    let inside = manifest["manifests"].as_array().into_iter().flatten();
    inside.filter_map(|child| child["digest"].as_str().map(str::to_owned)).collect()
}
