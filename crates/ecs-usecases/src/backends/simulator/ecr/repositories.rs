//! Repositories, and whether their tags can be moved.

use super::{constraint, cut, images::Stored, invalid, page_size, policies::Lifecycle, preview::Preview, tags, wildcard};
use crate::{
    backends::simulator::world::{World, aws_error},
    error::{Error, ErrorKind, Result},
    model::ecr::{
        CreateRepository, CreateRepositoryResponse, DeleteRepository, DeleteRepositoryResponse, DescribeRepositories,
        DescribeRepositoriesResponse, EncryptionConfiguration, EncryptionType, ImageScanningConfiguration, ImageTagMutability,
        ImageTagMutabilityExclusionFilter, PutImageScanningConfiguration, PutImageScanningConfigurationResponse, PutImageTagMutability,
        PutImageTagMutabilityResponse, Repository,
    },
};
use std::collections::BTreeMap;

/// A repository with what is in it.
#[derive(Debug, Clone, Default, serde::Serialize, serde::Deserialize)]
pub(super) struct Held {
    pub(super) shape: Repository,
    pub(super) tags: BTreeMap<String, String>,
    pub(super) policy: Option<String>,
    pub(super) lifecycle: Option<Lifecycle>,
    pub(super) preview: Option<Preview>,
    /// Images by digest.
    pub(super) images: BTreeMap<String, Stored>,
    /// Digests by tag.
    pub(super) by_tag: BTreeMap<String, String>,
}

impl Held {
    /// Whether a tag, once set, stays where it is.
    pub(super) fn is_immutable(&self, tag: &str) -> bool {
        let filters = &self.shape.image_tag_mutability_exclusion_filters;
        let excluded = || filters.iter().filter_map(|filter| filter.filter.as_deref()).any(|filter| wildcard::fits(filter, tag));
        match self.shape.image_tag_mutability {
            Some(ImageTagMutability::Immutable) => true,
            Some(ImageTagMutability::ImmutableWithExclusion) => !excluded(),
            Some(ImageTagMutability::MutableWithExclusion) => excluded(),
            _ => false,
        }
    }
}

/// The error for a repository that is not there.
pub(super) fn no_repository(account: &str, name: &str) -> Error {
    let message = format!("The repository with name '{name}' does not exist in the registry with id '{account}'");
    aws_error(ErrorKind::NotFound, "RepositoryNotFoundException", message)
}

/// The repository of this name in the registry asked for.
pub(super) fn find<'a>(world: &'a World, registry: Option<&String>, name: &str) -> Result<&'a Held> {
    let account = registry.unwrap_or(&world.scope.account);
    let own = *account == world.scope.account;
    world.ecr.repositories.get(name).filter(|_| own).ok_or_else(|| no_repository(account, name))
}

/// The same, to change it.
pub(super) fn find_mut<'a>(world: &'a mut World, registry: Option<&String>, name: &str) -> Result<&'a mut Held> {
    let account = registry.unwrap_or(&world.scope.account);
    let own = *account == world.scope.account;
    world.ecr.repositories.get_mut(name).filter(|_| own).ok_or_else(|| no_repository(account, name))
}

fn check_name(name: &str) -> Result<()> {
    let part = |part: &str| {
        let ends = |at: Option<char>| at.is_some_and(|at| at.is_ascii_lowercase() || at.is_ascii_digit());
        let letters = part.chars().all(|at| at.is_ascii_lowercase() || at.is_ascii_digit() || matches!(at, '.' | '_' | '-'));
        let separated = !["..", "___", "._", "_.", ".-", "-.", "_-", "-_"].iter().any(|wrong| part.contains(wrong));
        letters && separated && ends(part.chars().next()) && ends(part.chars().last())
    };
    if (2..=256).contains(&name.len()) && name.split('/').all(part) {
        return Ok(());
    }
    Err(constraint("repositoryName", "must satisfy regular expression '(?:[a-z0-9]+(?:[._-][a-z0-9]+)*/)*[a-z0-9]+(?:[._-][a-z0-9]+)*'"))
}

fn check_mutability(mode: &ImageTagMutability, filters: &[ImageTagMutabilityExclusionFilter]) -> Result<()> {
    let with = match mode {
        ImageTagMutability::Mutable | ImageTagMutability::Immutable => false,
        ImageTagMutability::ImmutableWithExclusion | ImageTagMutability::MutableWithExclusion => true,
        ImageTagMutability::Unknown(_) => return Err(constraint("imageTagMutability", "must be a known value")),
    };
    if with == filters.is_empty() {
        let what = if with { "needs" } else { "can't have" };
        return Err(invalid(format!("The tag mutability {mode} {what} exclusion filters")));
    }
    if filters.len() > 5 {
        return Err(constraint("imageTagMutabilityExclusionFilters", "must have at most 5 items"));
    }
    for filter in filters {
        let text = filter.filter.as_deref().unwrap_or_default();
        let letters = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'*' | b'-'));
        if text.is_empty() || text.len() > 128 || !letters {
            return Err(constraint("imageTagMutabilityExclusionFilters", "must satisfy regular expression '^[0-9a-zA-Z._*-]{1,128}$'"));
        }
    }
    Ok(())
}

pub(super) fn create(world: &mut World, request: &CreateRepository) -> Result<CreateRepositoryResponse> {
    let name = &request.repository_name;
    check_name(name)?;
    let account = world.scope.account.clone();
    if world.ecr.repositories.contains_key(name) {
        let message = format!("The repository with name '{name}' already exists in the registry with id '{account}'");
        return Err(aws_error(ErrorKind::Conflict, "RepositoryAlreadyExistsException", message));
    }
    let mode = request.image_tag_mutability.clone().unwrap_or(ImageTagMutability::Mutable);
    let filters = request.image_tag_mutability_exclusion_filters.clone().unwrap_or_default();
    check_mutability(&mode, &filters)?;
    let mut held = Held::default();
    tags::add(&mut held.tags, request.tags.as_deref().unwrap_or_default())?;
    let kind = request
        .encryption_configuration
        .as_ref()
        .and_then(|encryption| encryption.encryption_type.clone())
        .unwrap_or(EncryptionType::Aes256);
    let key = request.encryption_configuration.as_ref().and_then(|encryption| encryption.kms_key.clone());
    let key = match (&kind, key) {
        (EncryptionType::Aes256, Some(_)) => return Err(invalid("A KMS key can't be specified with the encryption type AES256")),
        (EncryptionType::Aes256, None) => None,
        (_, key) => Some(key.unwrap_or_else(|| world.arn("kms", &format!("key/{}", world.digest_of("kms/aws/ecr", 32))))),
    };
    held.shape = Repository {
        repository_arn: Some(world.arn("ecr", &format!("repository/{name}"))),
        repository_uri: Some(format!("{account}.dkr.ecr.{}.amazonaws.com/{name}", world.scope.region)),
        registry_id: Some(account),
        repository_name: Some(name.clone()),
        created_at: Some(world.now),
        image_tag_mutability: Some(mode),
        image_tag_mutability_exclusion_filters: filters,
        image_scanning_configuration: Some(ImageScanningConfiguration {
            scan_on_push: Some(request.image_scanning_configuration.as_ref().and_then(|scanning| scanning.scan_on_push).unwrap_or(false)),
            ..ImageScanningConfiguration::default()
        }),
        encryption_configuration: Some(EncryptionConfiguration {
            encryption_type: Some(kind),
            kms_key: key,
            ..EncryptionConfiguration::default()
        }),
        ..Repository::default()
    };
    let repository = Some(held.shape.clone());
    world.ecr.repositories.insert(name.clone(), held);
    Ok(CreateRepositoryResponse { repository, ..CreateRepositoryResponse::default() })
}

pub(super) fn describe(world: &World, request: &DescribeRepositories) -> Result<DescribeRepositoriesResponse> {
    let mut reply = DescribeRepositoriesResponse::default();
    let names = request.repository_names.as_deref().unwrap_or_default();
    if !names.is_empty() {
        if request.max_results.is_some() || request.next_token.is_some() {
            return Err(invalid("maxResults and nextToken can't be used with repositoryNames"));
        }
        for name in names {
            reply.repositories.push(find(world, request.registry_id.as_ref(), name)?.shape.clone());
        }
        return Ok(reply);
    }
    let size = page_size(request.max_results, 100, 1000)?;
    let after = request.next_token.as_deref().unwrap_or_default();
    let rest = world.ecr.repositories.range(after.to_owned()..).filter(|(name, _)| name.as_str() > after);
    let (page, next) = cut(rest.take(size + 1).collect(), size, |(name, _)| (*name).clone());
    reply.repositories = page.into_iter().map(|(_, held)| held.shape.clone()).collect();
    reply.next_token = next;
    Ok(reply)
}

pub(super) fn delete(world: &mut World, request: &DeleteRepository) -> Result<DeleteRepositoryResponse> {
    let name = &request.repository_name;
    let held = find(world, request.registry_id.as_ref(), name)?;
    if !held.images.is_empty() && request.force != Some(true) {
        let message = format!(
            "The repository with name '{name}' in registry with id '{}' cannot be deleted because it still contains images",
            world.scope.account
        );
        return Err(aws_error(ErrorKind::Conflict, "RepositoryNotEmptyException", message));
    }
    let repository = world.ecr.repositories.remove(name).map(|held| held.shape);
    Ok(DeleteRepositoryResponse { repository, ..DeleteRepositoryResponse::default() })
}

pub(super) fn put_mutability(world: &mut World, request: &PutImageTagMutability) -> Result<PutImageTagMutabilityResponse> {
    let filters = request.image_tag_mutability_exclusion_filters.clone().unwrap_or_default();
    check_mutability(&request.image_tag_mutability, &filters)?;
    let held = find_mut(world, request.registry_id.as_ref(), &request.repository_name)?;
    held.shape.image_tag_mutability = Some(request.image_tag_mutability.clone());
    held.shape.image_tag_mutability_exclusion_filters.clone_from(&filters);
    Ok(PutImageTagMutabilityResponse {
        registry_id: held.shape.registry_id.clone(),
        repository_name: Some(request.repository_name.clone()),
        image_tag_mutability: Some(request.image_tag_mutability.clone()),
        image_tag_mutability_exclusion_filters: filters,
        ..PutImageTagMutabilityResponse::default()
    })
}

pub(super) fn put_scanning(world: &mut World, request: &PutImageScanningConfiguration) -> Result<PutImageScanningConfigurationResponse> {
    let held = find_mut(world, request.registry_id.as_ref(), &request.repository_name)?;
    let scan_on_push = Some(request.image_scanning_configuration.scan_on_push.unwrap_or(false));
    let scanning = ImageScanningConfiguration { scan_on_push, ..ImageScanningConfiguration::default() };
    held.shape.image_scanning_configuration = Some(scanning.clone());
    Ok(PutImageScanningConfigurationResponse {
        registry_id: held.shape.registry_id.clone(),
        repository_name: Some(request.repository_name.clone()),
        image_scanning_configuration: Some(scanning),
        ..PutImageScanningConfigurationResponse::default()
    })
}
