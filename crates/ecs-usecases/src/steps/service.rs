//! Read the service that a use case is about, and refuse what it can't work with.

use super::{
    revision::family_and_revision,
    scaling::{self, ScalingLimits},
};
use crate::{
    error::{Error, ErrorKind, Result},
    model::ecs::{self, DeploymentConfiguration, DeploymentControllerType, DescribeServices, Service, TaskDefinition},
    run::Run,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What to do when a deployment of the service goes on already.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum IfBusy {
    /// Refuse, naming the deployment.
    #[default]
    Refuse,
    /// Wait until it has ended, however it ends.
    Wait,
    /// Replace it; ECS stops it.
    Replace,
}

/// What was known of a service when it was decided what to deploy: what somebody else deployed since is not replaced.
#[derive(Debug, Clone, Default)]
pub enum Known {
    /// Nothing: it is decided by what is there.
    #[default]
    Nothing,
    /// It was seen like this.
    Seen(Box<Service>),
    /// It was set to the task definition of this ARN.
    SetTo(String),
}

impl Known {
    /// As it was before a use case changed anything.
    pub fn seen(before: &Before) -> Self {
        Self::Seen(Box::new(before.service.clone()))
    }

    /// A conflict where somebody else deployed the service since.
    pub(crate) fn still_holds(&self, now: &Service, name: &str) -> Result<()> {
        match self {
            Self::Nothing => Ok(()),
            Self::Seen(seen) => not_deployed_since(now, seen, name),
            Self::SetTo(known) => match now.task_definition.as_deref() {
                Some(definition) if definition != known => {
                    let message = format!("someone deployed {} since; it was left as it is", family_and_revision(definition));
                    Err(Error::new(ErrorKind::Conflict, message).on(name))
                }
                _ => Ok(()),
            },
        }
    }
}

/// A service as it was before a use case changed anything.
#[derive(Debug, Clone)]
pub struct Before {
    /// The service.
    pub service: Service,
    /// The task definition that it runs.
    pub definition: TaskDefinition,
    /// The tags of that task definition.
    pub tags: Vec<ecs::Tag>,
    /// The limits within which the service is scaled, if it is.
    pub scaling: Option<ScalingLimits>,
}

impl Before {
    /// ARN of the task definition.
    pub fn task_definition(&self) -> String {
        self.service.task_definition.clone().unwrap_or_default()
    }

    /// Tasks that the service wants.
    pub fn desired(&self) -> i32 {
        self.service.desired_count.unwrap_or(0)
    }

    /// The service's deployment configuration.
    pub fn configuration(&self) -> DeploymentConfiguration {
        self.service.deployment_configuration.clone().unwrap_or_default()
    }
}

/// Read a service; an absent one is an error that says what was looked for where.
pub async fn read_service(run: &Run, cluster: &str, service: &str) -> Result<Service> {
    let describe = DescribeServices { cluster: Some(cluster.to_owned()), services: vec![service.to_owned()], ..Default::default() };
    pick_service(run.send(describe).await, run, cluster, service)
}

/// The same inside of a wait.
pub async fn observe_service(run: &Run, cluster: &str, service: &str) -> Result<Service> {
    let describe = DescribeServices { cluster: Some(cluster.to_owned()), services: vec![service.to_owned()], ..Default::default() };
    pick_service(run.observe(describe).await, run, cluster, service)
}

fn pick_service(reply: Result<ecs::DescribeServicesResponse>, run: &Run, cluster: &str, service: &str) -> Result<Service> {
    let region = &run.cloud().scope().region;
    let reply = reply.map_err(|error| match error.kind() {
        ErrorKind::NotFound => error.advise(format!("Check the name of cluster {cluster}, and that it is in {region}.")),
        _ => error,
    })?;
    let found = reply.services.into_iter().next().filter(|service| service.status.as_deref() != Some("INACTIVE"));
    found.ok_or_else(|| {
        Error::new(ErrorKind::NotFound, format!("cluster {cluster} in {region} has no service {service}"))
            .during("ecs:DescribeServices")
            .on(service)
            .advise("Check the names of the cluster and the service, and the Region.")
    })
}

/// Read the service and its task definition, and make sure that ECS itself deploys it and that nothing goes on.
pub async fn service_before(run: &Run, cluster: &str, name: &str, busy: IfBusy) -> Result<Before> {
    run.step("read the service", async {
        let mut service = read_service(run, cluster, name).await?;
        if service.status.as_deref() != Some("ACTIVE") {
            let status = service.status.as_deref().unwrap_or("unknown");
            return Err(Error::new(ErrorKind::Conflict, format!("the service is {status}, not ACTIVE")).on(name));
        }
        let controller = service.deployment_controller.as_ref().and_then(|controller| controller.r#type.clone());
        if let Some(controller) = controller.filter(|controller| *controller != DeploymentControllerType::Ecs) {
            return Err(other_controller(&controller).on(name));
        }
        if let Some(running) = going_on(&service) {
            match busy {
                IfBusy::Refuse => {
                    return Err(Error::new(ErrorKind::Conflict, format!("deployment {running} of the service goes on already"))
                        .on(name)
                        .advise("Wait until it has ended, or say that it may be replaced (if_busy)."));
                }
                IfBusy::Wait => service = wait_until_idle(run, cluster, name).await?,
                IfBusy::Replace => run.warn(format!("deployment {running} goes on and will be replaced")),
            }
        }
        let arn = service.task_definition.clone().unwrap_or_default();
        let describe = ecs::DescribeTaskDefinition {
            task_definition: arn.clone(),
            include: Some(vec![ecs::TaskDefinitionField::Tags]),
            ..Default::default()
        };
        let found = run.send(describe).await?;
        let definition =
            found.task_definition.ok_or_else(|| Error::new(ErrorKind::NotFound, "the service's task definition is not there").on(arn))?;
        let scaling = scaling::limits(run, &service).await?;
        Ok(Before { service, definition, tags: found.tags, scaling })
    })
    .await
}

/// Make sure that nobody has deployed the service since it was read: AWS has no conditional update, so this is looked at right
/// before the first change. Gives the service as it is now.
pub async fn still_as_before(run: &Run, cluster: &str, name: &str, before: &Before) -> Result<Service> {
    let now = read_service(run, cluster, name).await?;
    not_deployed_since(&now, &before.service, name)?;
    Ok(now)
}

/// Make sure that nobody has deployed the service between two looks at it.
fn not_deployed_since(now: &Service, seen: &Service, name: &str) -> Result<()> {
    let known = primary(seen).and_then(|primary| primary.created_at);
    // Two that were made in the same millisecond are told apart by their ids.
    let newer = primary(now).filter(|primary| primary.created_at >= known);
    // A reader may be shown the service as it was for a while, but not as it was before that.
    let Some(newer) = newer.filter(|newer| primary(seen).is_none_or(|known| known.id != newer.id)) else { return Ok(()) };
    let (id, definition) = (newer.id.as_deref().unwrap_or_default(), newer.task_definition.as_deref().unwrap_or_default());
    Err(Error::new(
        ErrorKind::Conflict,
        format!("someone deployed {} meanwhile (deployment {id}); it was left as it is", family_and_revision(definition)),
    )
    .on(name)
    .advise("Look at what was deployed, then deploy anew."))
}

/// The deployment that the service is set to.
pub(crate) fn primary(service: &Service) -> Option<&ecs::Deployment> {
    service.deployments.iter().find(|deployment| deployment.status.as_deref() == Some("PRIMARY"))
}

/// What to do with a service that another controller deploys.
fn other_controller(controller: &DeploymentControllerType) -> Error {
    let advice = match controller {
        // ECS changes the controller of a running service by UpdateService, and keeps its tasks.
        DeploymentControllerType::CodeDeploy => {
            "Move the service to the ECS controller, whose BLUE_GREEN, LINEAR and CANARY strategies do what CodeDeploy does: end its running deployment, then update the service with deploymentController.type ECS, the strategy, and a load balancer with advancedConfiguration (alternateTargetGroupArn, productionListenerRule, roleArn). Until then deploy it with CodeDeploy."
        }
        DeploymentControllerType::External => {
            "Move the service to the ECS controller: create it anew under another name with deploymentController.type ECS behind the same \
             load balancer, shift the traffic by the weights of the listener rule, then delete the old one with its task sets. Until then \
             deploy it with the tool that makes its task sets."
        }
        _ => "Move the service to the ECS deployment controller, or deploy it with that controller's own tools.",
    };
    Error::new(ErrorKind::Unsupported, format!("the service is deployed by the controller {controller}")).advise(advice)
}

/// The id of the deployment that goes on, if one does.
pub fn going_on(service: &Service) -> Option<String> {
    let primary = service.deployments.iter().find(|deployment| deployment.status.as_deref() == Some("PRIMARY"))?;
    let moves = primary.rollout_state == Some(ecs::DeploymentRolloutState::InProgress);
    moves.then(|| primary.id.clone().unwrap_or_default())
}

async fn wait_until_idle(run: &Run, cluster: &str, name: &str) -> Result<Service> {
    run.wait("the running deployment has ended", async {
        loop {
            let service = observe_service(run, cluster, name).await?;
            if going_on(&service).is_none() {
                return Ok(());
            }
            run.pause(std::time::Duration::from_secs(15)).await?;
        }
    })
    .await?;
    read_service(run, cluster, name).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Timestamp;

    fn service(id: &str, created: i64, definition: &str) -> Service {
        let primary = ecs::Deployment {
            id: Some(id.into()),
            status: Some("PRIMARY".into()),
            created_at: Some(Timestamp(created)),
            task_definition: Some(definition.into()),
            ..Default::default()
        };
        Service { task_definition: Some(definition.into()), deployments: vec![primary], ..Default::default() }
    }

    #[test]
    fn what_somebody_else_deployed_since_is_a_conflict() {
        let seen = Known::Seen(Box::new(service("a", 10, "web:1")));
        let set = Known::SetTo("web:1".into());
        let newer = service("b", 20, "web:2");
        for known in [&seen, &set] {
            assert!(known.still_holds(&service("a", 10, "web:1"), "web").is_ok());
            let error = known.still_holds(&newer, "web").err();
            assert_eq!(error.as_ref().map(Error::kind), Some(ErrorKind::Conflict));
            assert!(error.is_some_and(|error| error.to_string().contains("someone deployed web:2")));
        }
        assert!(seen.still_holds(&service("b", 10, "web:2"), "web").is_err(), "it was deployed in the same millisecond");
        assert!(seen.still_holds(&service("0", 5, "web:0"), "web").is_ok(), "a reader may be shown what was before");
        assert!(Known::Nothing.still_holds(&newer, "web").is_ok());
    }
}
