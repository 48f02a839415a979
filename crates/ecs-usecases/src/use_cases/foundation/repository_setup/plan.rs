//! What differs, and the writes that change it and put it back.

use super::{
    Encryption, EncryptionKind, RepositoryChange, RepositorySetup, ScanMode, apply::Write, lifecycle, policy, registry, state::Current,
};
use crate::{
    error::{Error, ErrorKind, Result},
    model::ecr,
    run::Run,
};
use serde_json::Value;

/// One write, what it changes, and what puts it back.
#[derive(Debug)]
pub(super) struct Planned {
    pub(super) changes: Vec<RepositoryChange>,
    pub(super) write: Write,
    pub(super) undo: Vec<Write>,
}

/// Everything that is to be written, in order.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) name: String,
    /// The repository, if it exists.
    pub(super) repository: Option<ecr::Repository>,
    pub(super) steps: Vec<Planned>,
    lifecycle: Option<Value>,
}

impl Plan {
    /// The policy whose effect on the images that are there is not known yet.
    pub(super) fn lifecycle_to_preview(&self) -> Option<&Value> {
        self.lifecycle.as_ref().filter(|_| self.repository.is_some())
    }

    fn add(&mut self, change: RepositoryChange, write: Write, undo: Write) {
        self.add_all(vec![change], write, vec![undo]);
    }

    fn add_all(&mut self, changes: Vec<RepositoryChange>, write: Write, undo: Vec<Write>) {
        self.steps.push(Planned { changes, write, undo });
    }
}

fn change(what: impl Into<String>, before: Option<String>, after: Option<String>) -> RepositoryChange {
    RepositoryChange { what: what.into(), before, after }
}

/// Compare what is there with what is asked for.
pub(super) fn make(run: &Run, request: &RepositorySetup, current: &Current) -> Result<Plan> {
    let mut plan = Plan { name: request.repository.clone(), repository: current.repository.clone(), steps: Vec::new(), lifecycle: None };
    match &current.repository {
        Some(repository) => {
            encryption(run, request, repository)?;
            settings(request, repository, &mut plan);
            tags(request, current, repository, &mut plan);
        }
        None => create(request, &mut plan),
    }
    documents(run, request, current, &mut plan);
    shared(run, request, current, &mut plan);
    Ok(plan)
}

fn mutability(request: &RepositorySetup) -> (ecr::ImageTagMutability, Vec<ecr::ImageTagMutabilityExclusionFilter>) {
    let filters = request.mutable_tag_exclusions.iter().map(|pattern| ecr::ImageTagMutabilityExclusionFilter {
        filter_type: Some(ecr::ImageTagMutabilityExclusionFilterType::Wildcard),
        filter: Some(pattern.clone()),
        ..Default::default()
    });
    let kind = match (request.immutable_tags, request.mutable_tag_exclusions.is_empty()) {
        (false, _) => ecr::ImageTagMutability::Mutable,
        (true, true) => ecr::ImageTagMutability::Immutable,
        (true, false) => ecr::ImageTagMutability::ImmutableWithExclusion,
    };
    (kind, filters.collect())
}

fn tell_mutability(kind: &ecr::ImageTagMutability, filters: &[ecr::ImageTagMutabilityExclusionFilter]) -> String {
    let mut patterns: Vec<_> = filters.iter().filter_map(|filter| filter.filter.as_deref()).collect();
    patterns.sort_unstable();
    std::iter::once(kind.as_str()).chain(patterns).collect::<Vec<_>>().join(" ")
}

fn scan_on_push(mode: ScanMode) -> Option<bool> {
    match mode {
        ScanMode::OnPush => Some(true),
        ScanMode::None => Some(false),
        ScanMode::Enhanced => None,
    }
}

fn aws_encryption(encryption: &Encryption) -> ecr::EncryptionConfiguration {
    let kind = match encryption.r#type {
        EncryptionKind::Aes256 => ecr::EncryptionType::Aes256,
        EncryptionKind::Kms => ecr::EncryptionType::Kms,
        EncryptionKind::KmsDsse => ecr::EncryptionType::KmsDsse,
    };
    ecr::EncryptionConfiguration { encryption_type: Some(kind), kms_key: encryption.key.clone(), ..Default::default() }
}

fn tell_encryption(encryption: &ecr::EncryptionConfiguration) -> String {
    let kind = encryption.encryption_type.as_ref().map_or("AES256", ecr::EncryptionType::as_str);
    encryption.kms_key.as_ref().map_or_else(|| kind.to_owned(), |key| format!("{kind} {key}"))
}

fn create(request: &RepositorySetup, plan: &mut Plan) {
    let (kind, filters) = mutability(request);
    let on_push = scan_on_push(request.scan);
    let encryption = request.encryption.as_ref().map(aws_encryption);
    let mut changes = vec![
        change("repository", None, Some(request.repository.clone())),
        change("tag_mutability", None, Some(tell_mutability(&kind, &filters))),
    ];
    changes.extend(on_push.map(|on_push| change("scan_on_push", None, Some(on_push.to_string()))));
    changes.extend(encryption.as_ref().map(|encryption| change("encryption", None, Some(tell_encryption(encryption)))));
    changes.extend(request.tags.iter().map(|(key, value)| change(format!("tags.{key}"), None, Some(value.clone()))));
    let tags: Vec<_> = request.tags.iter().map(|(key, value)| tag(key, value)).collect();
    let undo = vec![Write::Delete(request.repository.clone(), tags.clone())];
    let create = ecr::CreateRepository {
        repository_name: request.repository.clone(),
        tags: (!tags.is_empty()).then_some(tags),
        image_tag_mutability: Some(kind),
        image_tag_mutability_exclusion_filters: (!filters.is_empty()).then_some(filters),
        image_scanning_configuration: on_push
            .map(|on_push| ecr::ImageScanningConfiguration { scan_on_push: Some(on_push), ..Default::default() }),
        encryption_configuration: encryption,
        ..Default::default()
    };
    plan.add_all(changes, Write::Create(Box::new(create)), undo);
}

/// Encryption is fixed when a repository is created.
fn encryption(run: &Run, request: &RepositorySetup, repository: &ecr::Repository) -> Result<()> {
    let Some(wanted) = &request.encryption else { return Ok(()) };
    let has = repository.encryption_configuration.clone().unwrap_or_default();
    let same_kind =
        has.encryption_type.clone().unwrap_or(ecr::EncryptionType::Aes256) == aws_encryption(wanted).encryption_type.unwrap_or_default();
    let same_key = match (&wanted.key, &has.kms_key) {
        (None, _) => true,
        (Some(wanted), _) if wanted.contains("alias/") => {
            run.warn(format!("whether {wanted} is the key of {} can't be told from its alias", request.repository));
            true
        }
        (Some(wanted), Some(has)) => wanted == has || has.ends_with(&format!(":key/{wanted}")),
        (Some(_), None) => false,
    };
    if same_kind && same_key {
        return Ok(());
    }
    let message = format!(
        "the repository is encrypted with {}, {} was asked for; encryption is fixed when a repository is created",
        tell_encryption(&has),
        tell_encryption(&aws_encryption(wanted))
    );
    Err(Error::new(ErrorKind::Conflict, message)
        .on(&request.repository)
        .advise("Ask for the encryption that it has, or create a repository of another name and promote the images to it."))
}

fn settings(request: &RepositorySetup, repository: &ecr::Repository, plan: &mut Plan) {
    let name = || request.repository.clone();
    let (kind, filters) = mutability(request);
    let (had, had_filters) = (
        repository.image_tag_mutability.clone().unwrap_or(ecr::ImageTagMutability::Mutable),
        &repository.image_tag_mutability_exclusion_filters,
    );
    let (from, to) = (tell_mutability(&had, had_filters), tell_mutability(&kind, &filters));
    if from != to {
        let put = |kind: ecr::ImageTagMutability, filters: Vec<ecr::ImageTagMutabilityExclusionFilter>| {
            Write::Mutability(Box::new(ecr::PutImageTagMutability {
                repository_name: name(),
                image_tag_mutability: kind,
                image_tag_mutability_exclusion_filters: (!filters.is_empty()).then_some(filters),
                ..Default::default()
            }))
        };
        plan.add(change("tag_mutability", Some(from), Some(to)), put(kind, filters), put(had, had_filters.clone()));
    }
    let had = repository.image_scanning_configuration.as_ref().and_then(|scanning| scanning.scan_on_push).unwrap_or(false);
    if let Some(wanted) = scan_on_push(request.scan).filter(|wanted| *wanted != had) {
        let put = |on_push: bool| Write::ScanOnPush(name(), on_push);
        plan.add(change("scan_on_push", Some(had.to_string()), Some(wanted.to_string())), put(wanted), put(had));
    }
}

fn tag(key: &str, value: &str) -> ecr::Tag {
    ecr::Tag { key: Some(key.to_owned()), value: Some(value.to_owned()), ..Default::default() }
}

fn tags(request: &RepositorySetup, current: &Current, repository: &ecr::Repository, plan: &mut Plan) {
    let differ: Vec<_> = request.tags.iter().filter(|(key, value)| current.tags.get(*key) != Some(*value)).collect();
    let Some(arn) = repository.repository_arn.clone().filter(|_| !differ.is_empty()) else { return };
    let changes = differ.iter().map(|(key, value)| change(format!("tags.{key}"), current.tags.get(*key).cloned(), Some((*value).clone())));
    let old: Vec<_> = differ.iter().filter_map(|(key, _)| current.tags.get(*key).map(|value| tag(key, value))).collect();
    let new: Vec<_> = differ.iter().filter(|(key, _)| !current.tags.contains_key(*key)).map(|(key, _)| (*key).clone()).collect();
    let mut undo = Vec::new();
    if !old.is_empty() {
        undo.push(Write::Tag(arn.clone(), old));
    }
    if !new.is_empty() {
        undo.push(Write::Untag(arn.clone(), new));
    }
    let changes = changes.collect();
    plan.add_all(changes, Write::Tag(arn, differ.iter().map(|(key, value)| tag(key, value)).collect()), undo);
}

fn documents(run: &Run, request: &RepositorySetup, current: &Current, plan: &mut Plan) {
    let scope = run.cloud().scope();
    if let Some(wanted) = request.lifecycle.document()
        && !current.lifecycle.as_ref().is_some_and(|has| lifecycle::same(has, &wanted))
    {
        let change = change("lifecycle_policy", current.lifecycle.clone(), Some(wanted.to_string()));
        let put = |text: String| Write::Lifecycle(request.repository.clone(), Some(text));
        let undo = current.lifecycle.clone().map_or_else(|| Write::Lifecycle(request.repository.clone(), None), put);
        plan.add(change, put(wanted.to_string()), undo);
        plan.lifecycle = Some(wanted);
    }
    if let Some(wanted) = request.repository_policy.as_ref().map(|access| access.document(scope))
        && !current.policy.as_ref().is_some_and(|has| policy::same(has, &wanted, scope))
    {
        let change = change("repository_policy", current.policy.clone(), Some(wanted.to_string()));
        let set = |text: Option<String>| Write::Policy(request.repository.clone(), text);
        plan.add(change, set(Some(wanted.to_string())), set(current.policy.clone()));
    }
}

/// What the repository shares with the whole registry.
fn shared(run: &Run, request: &RepositorySetup, current: &Current, plan: &mut Plan) {
    let (name, scope) = (&request.repository, run.cloud().scope());
    if request.scan == ScanMode::Enhanced
        && let Some(wanted) = registry::with_enhanced_scanning(&current.scanning, name)
    {
        let has = &current.scanning;
        if has.scan_type != wanted.scan_type {
            run.warn(
                "the registry is turned from basic to enhanced scanning, which is billed by Amazon Inspector, for all its repositories",
            );
        }
        let put = |from: &ecr::RegistryScanningConfiguration, to: &ecr::RegistryScanningConfiguration| Write::RegistryScanning {
            from: Box::new(from.clone()),
            to: Box::new(to.clone()),
        };
        let (from, to) = (registry::tell_scanning(has), registry::tell_scanning(&wanted));
        plan.add(change("registry_scanning", Some(from), Some(to)), put(has, &wanted), put(&wanted, has));
    }
    if request.replication.is_empty() {
        return;
    }
    if let Some(wanted) = registry::with_replication(&current.replication, name, &request.replication, scope) {
        for account in request.replication.iter().filter_map(|target| target.account.as_ref()).filter(|account| **account != scope.account)
        {
            run.warn(format!(
                "nothing is replicated to account {account} unless its registry policy allows it to account {}",
                scope.account
            ));
        }
        let has = &current.replication;
        let put = |from: &ecr::ReplicationConfiguration, to: &ecr::ReplicationConfiguration| Write::Replication {
            from: Box::new(from.clone()),
            to: Box::new(to.clone()),
        };
        let (from, to) = (registry::tell_replication(has), registry::tell_replication(&wanted));
        plan.add(change("replication", from, to), put(has, &wanted), put(&wanted, has));
    }
}
