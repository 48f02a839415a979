//! Answers by what is there.

use super::{Answer, EcrStatus};
use crate::catalog::review::live::{ImageFacts, RepositoryFacts, ServiceFacts};

/// What each repository answers.
pub(super) fn each_repository(facts: &ServiceFacts, answer: impl Fn(&RepositoryFacts) -> Answer) -> Answer {
    if facts.repositories.is_empty() && facts.images.iter().any(|image| image.registry.is_some()) {
        return Answer::unknown("no repository of the service's images could be read");
    }
    Answer::all(facts.repositories.iter().map(answer), "no image of the service is in a private ECR repository")
}

/// What each image in a private ECR registry answers.
pub(super) fn each_image(facts: &ServiceFacts, answer: impl Fn(&ImageFacts) -> Answer) -> Answer {
    let images = facts.images.iter().filter(|image| image.registry.is_some());
    Answer::all(images.map(answer), "no image of the service is in a private ECR registry")
}

/// Unknown if one of these reads failed.
pub(super) fn unless_unread(facts: &RepositoryFacts, actions: &[&str], answer: impl FnOnce() -> Answer) -> Answer {
    match actions.iter().find(|action| facts.unread.contains(**action)) {
        Some(action) => Answer::unknown(format!("{}: {action} could not be read", facts.name())),
        None => answer(),
    }
}

/// The repository of an image.
pub(super) fn repository_of<'a>(facts: &'a ServiceFacts, image: &ImageFacts) -> Option<&'a RepositoryFacts> {
    let (reference, registry) = (image.reference.as_ref()?, image.registry.as_ref()?);
    facts.repositories.iter().find(|known| {
        known.name() == reference.repository()
            && known.region == registry.region
            && known.repository.registry_id.as_deref() == Some(registry.account.as_str())
    })
}

/// The image is not there, or could not be read.
pub(super) fn not_there(image: &ImageFacts) -> Answer {
    let status = if image.gone { EcrStatus::Fail } else { EcrStatus::Unknown };
    let why = if image.gone { "is not in ECR" } else { "could not be read" };
    Answer::of(status, format!("{} of {}: {why}", image.image, image.container))
}

/// Artifacts that are stored beside an image and tell of it, such as signatures.
pub(super) fn told_of<'a>(repository: &'a RepositoryFacts, digest: &'a str, kinds: &'a [&str]) -> impl Iterator<Item = &'a str> {
    let tag = digest.replace(':', "-");
    repository.images.iter().filter_map(move |stored| {
        let of_it = stored.subject_manifest_digest.as_deref() == Some(digest);
        let media = stored.artifact_media_type.as_deref().or(stored.image_manifest_media_type.as_deref()).unwrap_or_default();
        let by_kind = of_it && kinds.iter().any(|kind| media.contains(kind));
        // Cosign stores them as tags of the digest.
        let by_tag = stored.image_tags.iter().any(|known| kinds.iter().any(|kind| *known == format!("{tag}.{kind}")));
        (by_kind || by_tag).then(|| stored.image_digest.as_deref().unwrap_or_default())
    })
}
