//! Tasks of services, and those that belong to none.

use super::{
    Mirror,
    mentions::last_part,
    reading::pages,
    thing::{Known, Thing},
};
use crate::{backend::Scope, backends::simulator::imports::ecs as put, error::Result, model::ecs as shapes};

/// Tasks that DescribeTasks takes at once.
const TASKS: usize = 100;

impl Mirror {
    /// The tasks of a service, or of a cluster: those that run and those that have stopped.
    pub(super) async fn tasks_of(&self, scope: &Scope, cluster: &str, service: Option<&str>) -> Result<Vec<shapes::Task>> {
        let mut arns = Vec::new();
        for status in [shapes::DesiredStatus::Running, shapes::DesiredStatus::Stopped] {
            let list = shapes::ListTasks {
                cluster: Some(cluster.to_owned()),
                service_name: service.map(str::to_owned),
                desired_status: Some(status),
                ..Default::default()
            };
            arns.extend(pages!(self, scope, list, next_token, next_token, task_arns));
        }
        let mut tasks = Vec::with_capacity(arns.len());
        for some in arns.chunks(TASKS) {
            let describe = shapes::DescribeTasks {
                cluster: Some(cluster.to_owned()),
                tasks: some.to_vec(),
                include: Some(vec![shapes::TaskField::Tags]),
                ..Default::default()
            };
            tasks.extend(self.read(scope, describe).await?.tasks);
        }
        Ok(tasks)
    }

    pub(super) async fn tasks(&self, known: &mut Known, scope: &Scope, cluster: &str) -> Result<()> {
        self.import(known, scope, Thing::Cluster(cluster.to_owned())).await?;
        self.import(known, scope, Thing::Services(cluster.to_owned())).await?;
        for task in self.tasks_of(scope, cluster, None).await? {
            self.put_task(known, scope, &task).await?;
        }
        Ok(())
    }

    pub(super) async fn task(&self, known: &mut Known, scope: &Scope, cluster: &str, id: &str) -> Result<()> {
        self.import(known, scope, Thing::Cluster(cluster.to_owned())).await?;
        if self.simulator.change(scope, |world| put::has_task(world, id))? {
            return Ok(());
        }
        let describe = shapes::DescribeTasks {
            cluster: Some(cluster.to_owned()),
            tasks: vec![id.to_owned()],
            include: Some(vec![shapes::TaskField::Tags]),
            ..Default::default()
        };
        for task in self.find(scope, describe).await?.unwrap_or_default().tasks {
            self.put_task(known, scope, &task).await?;
        }
        Ok(())
    }

    /// A task comes with its service, if it has one.
    async fn put_task(&self, known: &mut Known, scope: &Scope, task: &shapes::Task) -> Result<()> {
        let cluster = last_part(task.cluster_arn.as_deref().unwrap_or_default()).to_owned();
        if let Some(service) = task.group.as_deref().and_then(|group| group.strip_prefix("service:")) {
            return self.import(known, scope, Thing::Service(cluster, service.to_owned())).await;
        }
        let definition = last_part(task.task_definition_arn.as_deref().unwrap_or_default()).to_owned();
        self.import(known, scope, Thing::Definition(definition)).await?;
        self.simulator.change(scope, |world| put::standalone(world, task))
    }
}
