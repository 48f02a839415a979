//! Was it done? For operations that AWS does not deduplicate, look for the effect before sending again.

mod appconfig;
mod dynamodb;
mod stores;

use crate::{
    backend::{Call, CloudBackend},
    error::{ErrorKind, Result},
    model::{ecr, ecs, elbv2},
    operations::{AnyOperation, Operation, Reply, TOKEN_TAG, ecr as ecr_table, ecs as ecs_table, elbv2 as elbv2_table},
};
use std::sync::Arc;

/// The reply that the call had, if its effect is there; `None` if it is not and may be sent.
pub async fn effect_of(backend: &Arc<dyn CloudBackend>, call: &Call) -> Result<Option<Reply>> {
    let look = Look { backend, call };
    match &call.operation {
        AnyOperation::Ecs(request) => look.ecs(request).await,
        AnyOperation::Ecr(request) => look.ecr(request).await,
        AnyOperation::Elbv2(request) => look.elbv2(request).await,
        AnyOperation::Logs(request) => look.logs(request).await,
        AnyOperation::SecretsManager(request) => look.secrets(request).await,
        AnyOperation::Ssm(request) => look.ssm(request).await,
        AnyOperation::ApplicationAutoScaling(request) => look.scaling(request).await,
        AnyOperation::AppConfig(request) => look.appconfig(request).await,
        AnyOperation::DynamoDb(request) => look.dynamodb(request).await,
        // What these write may be written again, or they only read.
        AnyOperation::CloudWatch(_)
        | AnyOperation::AppConfigData(_)
        | AnyOperation::Iam(_)
        | AnyOperation::Sts(_)
        | AnyOperation::ServiceQuotas(_)
        | AnyOperation::Http(_) => Ok(None),
    }
}

struct Look<'a> {
    backend: &'a Arc<dyn CloudBackend>,
    call: &'a Call,
}

impl Look<'_> {
    /// Read something; a thing that does not exist is `None`.
    async fn find<O: Operation>(&self, operation: O) -> Result<Option<O::Output>> {
        let call = Call { operation: operation.into(), ..self.call.clone() };
        match self.backend.call(call).await {
            Ok(reply) => Ok(O::output(reply)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    async fn ecs(&self, request: &ecs_table::Request) -> Result<Option<Reply>> {
        use ecs_table::{Request, Response};
        let found = match request {
            Request::RegisterTaskDefinition(wanted) => {
                self.registered(&wanted.family).await?.map(|found| Response::RegisterTaskDefinition(Box::new(found)))
            }
            Request::UpdateService(wanted) if wanted.force_new_deployment == Some(true) => {
                let known =
                    ecs::DescribeServices { cluster: wanted.cluster.clone(), services: vec![wanted.service.clone()], ..Default::default() };
                self.find(known).await?.and_then(|found| found.services.into_iter().next()).and_then(|service| {
                    let primary = service.deployments.iter().find(|deployment| deployment.status.as_deref() == Some("PRIMARY"))?;
                    let ours = primary.created_at.is_some_and(|created| created >= self.call.since)
                        && wanted.task_definition.as_ref().is_none_or(|wanted| primary.task_definition.as_ref() == Some(wanted));
                    ours.then(|| {
                        Response::UpdateService(Box::new(ecs::UpdateServiceResponse { service: Some(service), ..Default::default() }))
                    })
                })
            }
            Request::StopServiceDeployment(wanted) => self.deployment(&wanted.service_deployment_arn).await?.and_then(|deployment| {
                let untouched = matches!(
                    deployment.status,
                    None | Some(ecs::ServiceDeploymentStatus::Pending | ecs::ServiceDeploymentStatus::InProgress)
                );
                (!untouched).then(|| {
                    let arn = Some(wanted.service_deployment_arn.clone());
                    Response::StopServiceDeployment(Box::new(ecs::StopServiceDeploymentResponse {
                        service_deployment_arn: arn,
                        ..Default::default()
                    }))
                })
            }),
            Request::ContinueServiceDeployment(wanted) => self.deployment(&wanted.service_deployment_arn).await?.and_then(|deployment| {
                let waits = deployment.lifecycle_hook_details.iter().any(|hook| {
                    hook.hook_id.as_ref() == Some(&wanted.hook_id)
                        && hook.status == Some(ecs::DeploymentLifecycleHookStatus::AwaitingAction)
                });
                (!waits).then(|| {
                    let arn = Some(wanted.service_deployment_arn.clone());
                    Response::ContinueServiceDeployment(Box::new(ecs::ContinueServiceDeploymentResponse {
                        service_deployment_arn: arn,
                        ..Default::default()
                    }))
                })
            }),
            _ => None,
        };
        Ok(found.map(Reply::Ecs))
    }

    /// The newest revisions of a family, searched for our token.
    async fn registered(&self, family: &str) -> Result<Option<ecs::RegisterTaskDefinitionResponse>> {
        let list = ecs::ListTaskDefinitions {
            family_prefix: Some(family.to_owned()),
            sort: Some(ecs::SortOrder::Desc),
            max_results: Some(10),
            ..Default::default()
        };
        for arn in self.find(list).await?.map(|found| found.task_definition_arns).unwrap_or_default() {
            let describe = ecs::DescribeTaskDefinition {
                task_definition: arn,
                include: Some(vec![ecs::TaskDefinitionField::Tags]),
                ..Default::default()
            };
            let Some(found) = self.find(describe).await? else { continue };
            if found.tags.iter().any(|tag| tag.key.as_deref() == Some(TOKEN_TAG) && tag.value.as_deref() == Some(&*self.call.token)) {
                return Ok(Some(ecs::RegisterTaskDefinitionResponse {
                    task_definition: found.task_definition,
                    tags: found.tags,
                    ..Default::default()
                }));
            }
        }
        Ok(None)
    }

    async fn deployment(&self, arn: &str) -> Result<Option<ecs::ServiceDeployment>> {
        let describe = ecs::DescribeServiceDeployments { service_deployment_arns: vec![arn.to_owned()], ..Default::default() };
        Ok(self.find(describe).await?.and_then(|found| found.service_deployments.into_iter().next()))
    }

    async fn ecr(&self, request: &ecr_table::Request) -> Result<Option<Reply>> {
        use ecr_table::{Request, Response};
        let found = match request {
            Request::CreateRepository(wanted) => {
                let describe =
                    ecr::DescribeRepositories { repository_names: Some(vec![wanted.repository_name.clone()]), ..Default::default() };
                let found = self.find(describe).await?.and_then(|found| found.repositories.into_iter().next());
                found.filter(|repository| repository.created_at.is_some_and(|created| created >= self.call.since)).map(|repository| {
                    Response::CreateRepository(Box::new(ecr::CreateRepositoryResponse {
                        repository: Some(repository),
                        ..Default::default()
                    }))
                })
            }
            Request::DeleteRepository(wanted) => {
                let describe =
                    ecr::DescribeRepositories { repository_names: Some(vec![wanted.repository_name.clone()]), ..Default::default() };
                let gone = self.find(describe).await?.is_none();
                gone.then(|| Response::DeleteRepository(Box::default()))
            }
            Request::DeleteLifecyclePolicy(wanted) => {
                let get = ecr::GetLifecyclePolicy { repository_name: wanted.repository_name.clone(), ..Default::default() };
                self.find(get).await?.is_none().then(|| Response::DeleteLifecyclePolicy(Box::default()))
            }
            Request::DeleteRepositoryPolicy(wanted) => {
                let get = ecr::GetRepositoryPolicy { repository_name: wanted.repository_name.clone(), ..Default::default() };
                self.find(get).await?.is_none().then(|| Response::DeleteRepositoryPolicy(Box::default()))
            }
            Request::StartLifecyclePolicyPreview(wanted) => {
                let get = ecr::GetLifecyclePolicyPreview { repository_name: wanted.repository_name.clone(), ..Default::default() };
                let found = self.find(get).await?;
                found
                    .filter(|found| wanted.lifecycle_policy_text.is_none() || found.lifecycle_policy_text == wanted.lifecycle_policy_text)
                    .map(|found| {
                        Response::StartLifecyclePolicyPreview(Box::new(ecr::StartLifecyclePolicyPreviewResponse {
                            registry_id: found.registry_id,
                            repository_name: found.repository_name,
                            lifecycle_policy_text: found.lifecycle_policy_text,
                            status: found.status,
                            ..Default::default()
                        }))
                    })
            }
            Request::PutImage(wanted) => self
                .image(wanted)
                .await?
                .map(|image| Response::PutImage(Box::new(ecr::PutImageResponse { image: Some(image), ..Default::default() }))),
            Request::StartImageScan(wanted) => {
                let describe = ecr::DescribeImageScanFindings {
                    repository_name: wanted.repository_name.clone(),
                    image_id: wanted.image_id.clone(),
                    ..Default::default()
                };
                self.find(describe).await?.map(|found| {
                    Response::StartImageScan(Box::new(ecr::StartImageScanResponse {
                        registry_id: found.registry_id,
                        repository_name: found.repository_name,
                        image_id: found.image_id,
                        image_scan_status: found.image_scan_status,
                        ..Default::default()
                    }))
                })
            }
            _ => None,
        };
        Ok(found.map(Reply::Ecr))
    }

    async fn image(&self, wanted: &ecr::PutImage) -> Result<Option<ecr::Image>> {
        let id =
            ecr::ImageIdentifier { image_digest: wanted.image_digest.clone(), image_tag: wanted.image_tag.clone(), ..Default::default() };
        if id.image_digest.is_none() && id.image_tag.is_none() {
            return Ok(None);
        }
        let get = ecr::BatchGetImage { repository_name: wanted.repository_name.clone(), image_ids: vec![id], ..Default::default() };
        let found = self.find(get).await?.and_then(|found| found.images.into_iter().next());
        Ok(found.filter(|image| image.image_manifest.as_ref() == Some(&wanted.image_manifest)))
    }

    async fn elbv2(&self, request: &elbv2_table::Request) -> Result<Option<Reply>> {
        use elbv2_table::{Request, Response};
        let found = match request {
            Request::CreateRule(wanted) => {
                let describe = elbv2::DescribeRules { listener_arn: Some(wanted.listener_arn.clone()), ..Default::default() };
                let priority = wanted.priority.to_string();
                let found = self.find(describe).await?.and_then(|found| {
                    found.rules.into_iter().find(|rule| rule.priority.as_ref() == Some(&priority) && rule.conditions == wanted.conditions)
                });
                found.map(|rule| Response::CreateRule(Box::new(elbv2::CreateRuleResponse { rules: vec![rule], ..Default::default() })))
            }
            Request::DeleteRule(wanted) => {
                let describe = elbv2::DescribeRules { rule_arns: Some(vec![wanted.rule_arn.clone()]), ..Default::default() };
                self.find(describe).await?.is_none().then(|| Response::DeleteRule(Box::default()))
            }
            _ => None,
        };
        Ok(found.map(Reply::Elbv2))
    }
}
