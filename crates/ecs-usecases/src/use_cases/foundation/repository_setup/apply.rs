//! The writes, and putting back what was written when one fails.

use super::{RepositoryChange, plan::Plan, registry, state};
use crate::{
    error::{Error, ErrorKind, Result},
    model::ecr,
    run::Run,
};

/// One write to ECR.
#[derive(Debug)]
pub(super) enum Write {
    Create(Box<ecr::CreateRepository>),
    /// Only while it is empty, and has the tags that it was created with.
    Delete(String, Vec<ecr::Tag>),
    Mutability(Box<ecr::PutImageTagMutability>),
    ScanOnPush(String, bool),
    /// Without a text it is deleted.
    Lifecycle(String, Option<String>),
    /// Without a text it is deleted.
    Policy(String, Option<String>),
    Tag(String, Vec<ecr::Tag>),
    Untag(String, Vec<String>),
    /// Unless it is neither of the two, because somebody else has changed it.
    RegistryScanning {
        from: Box<ecr::RegistryScanningConfiguration>,
        to: Box<ecr::RegistryScanningConfiguration>,
    },
    /// Unless it is neither of the two, because somebody else has changed it.
    Replication {
        from: Box<ecr::ReplicationConfiguration>,
        to: Box<ecr::ReplicationConfiguration>,
    },
}

impl Write {
    /// Send it; the repository, if it created one.
    async fn send(&self, run: &Run) -> Result<Option<ecr::Repository>> {
        match self {
            Self::Create(create) => {
                let created = run.send((**create).clone()).await.map_err(|error| match error.code() {
                    Some("RepositoryAlreadyExistsException") => {
                        error.advise("Somebody else created it meanwhile. Run again to see and change only what differs.")
                    }
                    _ => error,
                })?;
                return Ok(created.repository);
            }
            Self::Delete(name, tags) => {
                if !is_tagged_with(run, name, tags).await? {
                    return Err(changed(&format!("the tags of repository {name}")));
                }
                run.send(ecr::DeleteRepository { repository_name: name.clone(), ..Default::default() }).await?;
            }
            Self::Mutability(put) => drop(run.send((**put).clone()).await?),
            Self::ScanOnPush(name, on_push) => {
                let configuration = ecr::ImageScanningConfiguration { scan_on_push: Some(*on_push), ..Default::default() };
                let put = ecr::PutImageScanningConfiguration {
                    repository_name: name.clone(),
                    image_scanning_configuration: configuration,
                    ..Default::default()
                };
                run.send(put).await?;
            }
            Self::Lifecycle(name, Some(text)) => {
                let put =
                    ecr::PutLifecyclePolicy { repository_name: name.clone(), lifecycle_policy_text: text.clone(), ..Default::default() };
                run.send(put).await?;
            }
            Self::Lifecycle(name, None) => {
                gone(run.send(ecr::DeleteLifecyclePolicy { repository_name: name.clone(), ..Default::default() }).await.map(drop))?;
            }
            Self::Policy(name, Some(text)) => {
                let set = ecr::SetRepositoryPolicy { repository_name: name.clone(), policy_text: text.clone(), ..Default::default() };
                run.send(set).await?;
            }
            Self::Policy(name, None) => {
                gone(run.send(ecr::DeleteRepositoryPolicy { repository_name: name.clone(), ..Default::default() }).await.map(drop))?;
            }
            Self::Tag(arn, tags) => {
                run.send(ecr::TagResource { resource_arn: arn.clone(), tags: tags.clone(), ..Default::default() }).await?;
            }
            Self::Untag(arn, keys) => {
                run.send(ecr::UntagResource { resource_arn: arn.clone(), tag_keys: keys.clone(), ..Default::default() }).await?;
            }
            Self::RegistryScanning { from, to } => {
                let now = state::registry_scanning(run).await?;
                if !registry::same_scanning(&now, from) && !registry::same_scanning(&now, to) {
                    return Err(changed("the registry's scanning configuration"));
                }
                let rules = Some(to.rules.clone());
                let scan_type = Some(to.scan_type.clone().unwrap_or(ecr::ScanType::Basic));
                run.send(ecr::PutRegistryScanningConfiguration { scan_type, rules, ..Default::default() }).await?;
            }
            Self::Replication { from, to } => {
                let now = state::registry_replication(run).await?;
                if !registry::same_replication(&now, from) && !registry::same_replication(&now, to) {
                    return Err(changed("the registry's replication configuration"));
                }
                let rules = Some(to.rules.clone().unwrap_or_default());
                let replication_configuration = ecr::ReplicationConfiguration { rules, ..(**to).clone() };
                run.send(ecr::PutReplicationConfiguration { replication_configuration, ..Default::default() }).await?;
            }
        }
        Ok(None)
    }

    fn is_create(&self) -> bool {
        matches!(self, Self::Create(_))
    }
}

/// Whether nobody changed its tags.
async fn is_tagged_with(run: &Run, name: &str, tags: &[ecr::Tag]) -> Result<bool> {
    let describe = ecr::DescribeRepositories { repository_names: Some(vec![name.to_owned()]), ..Default::default() };
    let found = run.send(describe).await?.repositories.into_iter().next().unwrap_or_default();
    let list = ecr::ListTagsForResource { resource_arn: found.repository_arn.unwrap_or_default(), ..Default::default() };
    let has = run.send(list).await?.tags;
    let own = |tag: &&ecr::Tag| !tag.key.as_deref().unwrap_or_default().starts_with("aws:");
    Ok(has.iter().filter(own).count() == tags.len() && tags.iter().all(|tag| has.contains(tag)))
}

/// What is to be deleted and is not there is deleted.
fn gone(result: Result<()>) -> Result<()> {
    result.or_else(|error| if error.kind() == ErrorKind::NotFound { Ok(()) } else { Err(error) })
}

fn changed(what: &str) -> Error {
    Error::new(ErrorKind::Conflict, format!("somebody else changed {what} meanwhile"))
        .on(what)
        .advise("Run again to see what differs now; changes of others are never overwritten.")
}

/// What was written, and how the repository is now.
#[derive(Debug)]
pub(super) struct Applied {
    pub(super) repository: ecr::Repository,
    pub(super) changes: Vec<RepositoryChange>,
}

/// A write that was done, or may have been, and what puts it back.
struct Done {
    what: String,
    undo: Vec<Write>,
}

/// Write everything, or put back what was written.
pub(super) async fn all(run: &Run, plan: Plan) -> Result<Applied> {
    let is_new = plan.repository.is_none();
    let mut repository = plan.repository;
    let (mut changes, mut done) = (Vec::new(), Vec::new());
    for step in plan.steps {
        let settings: Vec<_> = step.changes.iter().map(|change| change.what.as_str()).collect();
        let what =
            if step.write.is_create() { format!("repository {}", plan.name) } else { format!("{} of {}", settings.join(", "), plan.name) };
        let shared = matches!(step.write, Write::RegistryScanning { .. } | Write::Replication { .. });
        // The settings of a new repository go with it.
        let undo = if is_new && !shared && !step.write.is_create() { Vec::new() } else { step.undo };
        match step.write.send(run).await {
            Ok(created) => {
                repository = created.or(repository);
                changes.extend(step.changes);
                done.push(Done { what, undo });
            }
            Err(error) => {
                let in_doubt = error.kind().may_have_happened();
                let mut error = error.while_(format!("set {what}"));
                if in_doubt && step.write.is_create() {
                    error = error.leaving(format!("{what}, if the lost call created it"));
                } else if in_doubt {
                    done.push(Done { what, undo });
                }
                return Err(put_back(run, done, error).await);
            }
        }
    }
    match repository {
        Some(repository) => Ok(Applied { repository, changes }),
        None => Err(Error::new(ErrorKind::Internal, "ECR created a repository without describing it").on(plan.name)),
    }
}

/// Put everything back, the last first; the error then names what could not be.
async fn put_back(run: &Run, done: Vec<Done>, mut error: Error) -> Error {
    // A run that is resumed goes on from here.
    if matches!(error.kind(), ErrorKind::Cancelled | ErrorKind::Diverged) {
        return done.into_iter().fold(error, |error, done| error.leaving(done.what));
    }
    if done.iter().all(|done| done.undo.is_empty()) {
        return error;
    }
    let work = async {
        let mut left = Vec::new();
        let mut failed = None;
        for done in done.into_iter().rev() {
            for write in &done.undo {
                if let Err(error) = write.send(run).await {
                    left.push(format!("{} ({})", done.what, error.details().message));
                    failed = Some(error);
                }
            }
        }
        Ok((left, failed))
    };
    match run.step("put back what was changed", work).await {
        Ok((left, failed)) => {
            // A cancelled run is resumed here, and must not end before.
            if let Some(cancelled) = failed.filter(|error| error.kind() == ErrorKind::Cancelled) {
                error = cancelled.while_(format!("put back after: {error}"));
            }
            left.into_iter().fold(error, Error::leaving)
        }
        Err(stopped) => stopped,
    }
}
