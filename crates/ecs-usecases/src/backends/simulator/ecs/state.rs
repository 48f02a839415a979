//! What has to be seen to when the state of ECS was read.

use super::{Definition, State, services::Service, task_definitions::Family};
use crate::backends::simulator::world::World;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// Something that is named by its number and is not there.
pub(crate) fn lost(world: &World) -> Option<String> {
    let state = &world.ecs;
    let without = |what: &str, number: usize| format!("{what} names the service {number}, which is not there");
    // A standalone task has none.
    let mut tasks = state.tasks.values().filter_map(|task| Some((task, task.service?)));
    if let Some((task, service)) = tasks.find(|(_, service)| !state.services.has(*service)) {
        return Some(without(&format!("task {}", task.name), service));
    }
    if let Some(id) = state.service_ids.values().flat_map(BTreeMap::values).find(|id| !state.services.has(**id)) {
        return Some(without("a name", *id));
    }
    if let Some(id) = state.task_ids.values().chain(state.targets.values()).find(|id| !state.tasks.contains_key(id)) {
        return Some(format!("the task {id} is named and not there"));
    }
    state.services.iter().find_map(lost_of)
}

fn lost_of(service: &Service) -> Option<String> {
    if service.current.is_some_and(|current| !service.history.has(current) || service.rollouts.is_empty()) {
        return Some(format!("service {} has a deployment going on that is not there", service.name));
    }
    let deployed = service.history.iter().flat_map(|deployment| deployment.sources.iter().chain([&deployment.target]));
    let mut used = service.rollouts.iter().map(|rollout| &rollout.revision).chain(deployed);
    used.find(|revision| !service.revisions.has(**revision))
        .map(|revision| format!("service {} names its revision {revision}, which is not there", service.name))
}

/// Let equal task definitions and ids of rollouts be one in memory again, as they were before they were written down.
pub(crate) fn share(state: &mut State) {
    let mut definitions: BTreeMap<Option<String>, Vec<Definition>> = BTreeMap::new();
    let mut share_definition = |definition: &mut Definition| {
        let alike = definitions.entry(definition.task_definition_arn.clone()).or_default();
        match alike.iter().find(|known| *known == definition) {
            Some(known) => *definition = known.clone(),
            None => alike.push(definition.clone()),
        }
    };
    state.families.values_mut().flat_map(Family::definitions_mut).for_each(&mut share_definition);
    state
        .services
        .iter_mut()
        .flat_map(|service| service.revisions.iter_mut())
        .for_each(|revision| share_definition(&mut revision.definition));
    state.tasks.values_mut().for_each(|task| share_definition(&mut task.definition));

    let mut ids: BTreeSet<Arc<str>> = BTreeSet::new();
    let mut share_id = |id: &mut Arc<str>| match ids.get(id) {
        Some(known) => *id = known.clone(),
        None => drop(ids.insert(id.clone())),
    };
    for service in state.services.iter_mut() {
        service.rollouts.iter_mut().for_each(|rollout| share_id(&mut rollout.id));
        service.history.iter_mut().for_each(|deployment| share_id(&mut deployment.rollout));
    }
    state.tasks.values_mut().for_each(|task| share_id(&mut task.rollout));
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::backends::simulator::{ClusterScript, ImageScript, RepositoryScript, Scenario, ServiceScript, Simulator};

    #[test]
    fn what_was_shared_is_shared_again() {
        let image = ImageScript { tags: vec!["1".into()], ..ImageScript::default() };
        let scenario = Scenario {
            clusters: vec![ClusterScript { name: "main".into(), ..ClusterScript::default() }],
            repositories: vec![RepositoryScript { name: "web".into(), images: vec![image], ..RepositoryScript::default() }],
            services: vec![ServiceScript { name: "web".into(), image: "web:1".into(), desired_count: 3, ..ServiceScript::default() }],
            ..Scenario::default()
        };
        let simulator = Simulator::load(Simulator::new(scenario).unwrap().dump().unwrap()).unwrap();
        let worlds = simulator.worlds();
        let ecs = &worlds.values().next().unwrap().ecs;
        let service = &ecs.services[0];
        // One in the family, one in the revision, and one in each task.
        let definition = &service.revisions[0].definition;
        assert_eq!(Arc::strong_count(definition), 5);
        assert_eq!(ecs.tasks.len(), 3);
        assert!(ecs.tasks.values().all(|task| Arc::ptr_eq(&task.definition, definition)));
        assert!(ecs.tasks.values().all(|task| Arc::ptr_eq(&task.rollout, &service.rollouts[0].id)));
    }
}
