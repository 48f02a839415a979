//! What ECS forgets, so that a service that lives for years does not grow.

use super::{Moves, ServiceId};
use crate::backends::simulator::world::{Happens, World};
use std::time::Duration;

/// AWS shows service deployments for 90 days.
const DEPLOYMENTS_KEPT: Duration = Duration::from_hours(90 * 24);
/// AWS says only that INACTIVE services "may be cleaned up and purged"; here they are shown for a day.
const INACTIVE_KEPT: Duration = Duration::from_hours(24);

/// A service deployment began: see in time that it is forgotten. One look is planned for all deployments of a service.
pub(crate) fn plan(world: &mut World, id: ServiceId) {
    if !std::mem::replace(&mut world.ecs.services[id].tidies, true) {
        world.schedule(DEPLOYMENTS_KEPT, Happens::Ecs(Moves::Tidy(id)));
    }
}

/// Forget the service deployments that ended too long ago, and the revisions that nothing refers to any more.
pub(crate) fn tidy(world: &mut World, id: ServiceId) {
    let now = world.now;
    let service = &mut world.ecs.services[id];
    service.history.retain(|_, deployment| deployment.finished_at.is_none_or(|end| now.since(end) < DEPLOYMENTS_KEPT));
    let mut used: Vec<usize> = service.rollouts.iter().map(|rollout| rollout.revision).collect();
    for deployment in service.history.iter() {
        used.push(deployment.target);
        used.extend(&deployment.sources);
    }
    service.revisions.retain(|number, _| used.contains(&number));
    let next =
        service.history.iter().map(|deployment| deployment.finished_at.map_or(now + DEPLOYMENTS_KEPT, |end| end + DEPLOYMENTS_KEPT)).min();
    service.tidies = next.is_some();
    if let Some(next) = next {
        world.schedule_at(next, Happens::Ecs(Moves::Tidy(id)));
    }
}

/// A deleted service has become INACTIVE.
pub(crate) fn retired(world: &mut World, id: ServiceId) {
    world.schedule(INACTIVE_KEPT, Happens::Ecs(Moves::Purge(id)));
}

/// Forget an INACTIVE service. Its tasks are forgotten before.
pub(crate) fn purge(world: &mut World, id: ServiceId) {
    let Some(service) = world.ecs.services.forget(id) else { return };
    let Some(names) = world.ecs.service_ids.get_mut(&service.cluster) else { return };
    // Another service may have its name by now.
    if names.get(&service.name) == Some(&id) {
        names.remove(&service.name);
    }
    if names.is_empty() {
        world.ecs.service_ids.remove(&service.cluster);
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::backends::simulator::{ClusterScript, ImageScript, RepositoryScript, Scenario, ServiceScript, Simulator};

    #[test]
    fn what_goes_on_is_not_forgotten_and_what_runs_neither() {
        let image = ImageScript { tags: vec!["1".into()], ..ImageScript::default() };
        let scenario = Scenario {
            clusters: vec![ClusterScript { name: "main".into(), ..ClusterScript::default() }],
            repositories: vec![RepositoryScript { name: "web".into(), images: vec![image], ..RepositoryScript::default() }],
            services: vec![ServiceScript { name: "web".into(), image: "web:1".into(), ..ServiceScript::default() }],
            ..Scenario::default()
        };
        let simulator = Simulator::new(scenario).unwrap();
        let mut worlds = simulator.worlds();
        let world = worlds.values_mut().next().unwrap();
        let numbers = |world: &World| {
            let service = &world.ecs.services[0];
            let history: Vec<_> = service.history.numbered().map(|(number, _)| number).collect();
            let revisions: Vec<_> = service.revisions.numbered().map(|(number, _)| number).collect();
            (history, revisions)
        };
        world.now = world.now + DEPLOYMENTS_KEPT;
        let definition = world.ecs.services[0].revisions[0].definition.clone();
        for _ in 0..2 {
            super::super::deployments::begin(world, 0, definition.clone()).unwrap();
        }
        world.now = world.now + Duration::from_secs(5);
        super::super::requested::act(world, 0);
        assert_eq!(numbers(world), (vec![0, 1, 2], vec![0, 1, 2]));
        tidy(world, 0);
        assert_eq!(numbers(world), (vec![1, 2], vec![0, 1, 2]));
        world.now = world.now + DEPLOYMENTS_KEPT * 2;
        tidy(world, 0);
        assert_eq!(numbers(world), (vec![2], vec![0, 1, 2]), "its sources, and what runs");
        // Another look is planned, since something is left.
        assert!(world.ecs.services[0].tidies);
    }
}
