//! The worlds of a simulator, one an account and Region, on one clock; and what one sends to another.

use super::{MOST_SCOPES, Scenario, World, step, too_many_scopes, world::Letter};
use crate::{
    backend::Scope,
    clock::Timestamp,
    error::{Error, Result},
};
use std::collections::{BTreeMap, BTreeSet};

/// The worlds by account and Region.
pub(super) type Worlds = BTreeMap<Scope, World>;

/// The world of this account and Region; if nobody has been there yet, an empty one that is set up as that of `like`.
pub(super) fn open<'a>(worlds: &'a mut Worlds, scope: &Scope, like: &Scope, now: Timestamp) -> Result<&'a mut World> {
    if !worlds.contains_key(scope) {
        if worlds.len() >= MOST_SCOPES {
            return Err(too_many_scopes());
        }
        let supposed = worlds.get(like).and_then(super::ecs::supposed);
        let metered = worlds.get(like).is_some_and(|world| world.meter.is_some());
        let like = worlds.get(like).map(|world| &world.scenario);
        let empty = Scenario {
            account: scope.account.clone(),
            region: scope.region.clone(),
            seed: like.map_or(1, |like| like.seed),
            throttling: like.is_none_or(|like| like.throttling),
            ..Scenario::default()
        };
        let mut world = World::new(scope.clone(), empty, now);
        world.meter = metered.then(Box::default);
        super::ecs::suppose(&mut world, supposed);
        worlds.insert(scope.clone(), world);
    }
    worlds.get_mut(scope).ok_or_else(|| Error::invalid("region", "the simulator has no such Region"))
}

/// Let everything happen that is due until `limit`, in the order of time, whichever world it is in.
pub(super) fn catch_up(worlds: &mut Worlds, limit: Timestamp) {
    let due_until = |world: &World| world.next_at().filter(|at| *at <= limit);
    if worlds.values().all(|world| due_until(world).is_none()) {
        return;
    }
    let mut due: BTreeSet<(Timestamp, Scope)> =
        worlds.iter().filter_map(|(scope, world)| Some((due_until(world)?, scope.clone()))).collect();
    while let Some((_, scope)) = due.pop_first() {
        let Some(world) = worlds.get_mut(&scope) else { continue };
        // Until it is another's turn, or something is sent that may be it.
        let until = due.first().map_or(limit, |(at, _)| *at);
        while world.outbox.is_empty() && step(world, until) {}
        let mut moved = deliver(worlds, &scope);
        moved.push(scope);
        let next = |scope: Scope| Some((worlds.get(&scope).and_then(due_until)?, scope));
        due.extend(moved.into_iter().filter_map(next));
    }
}

/// Hand over what a world has sent. Gives to whom.
pub(super) fn deliver(worlds: &mut Worlds, from: &Scope) -> Vec<Scope> {
    let Some(world) = worlds.get_mut(from).filter(|world| !world.outbox.is_empty()) else { return Vec::new() };
    let now = world.now;
    let mut told = Vec::new();
    for Letter { to, at, what } in std::mem::take(&mut world.outbox) {
        match open(worlds, &to, from, now) {
            Ok(world) => {
                world.schedule_at(at, what);
                told.push(to);
            }
            // There is no room for one more account and Region.
            Err(error) => {
                if let Some(world) = worlds.get_mut(from) {
                    world.note(format!("nothing arrives in account {} in {}: {error}", to.account, to.region));
                }
            }
        }
    }
    told
}

/// What happened in all worlds in the order of time, a line each. Lines of another world than `home` name it.
pub(super) fn trace(worlds: &Worlds, home: &Scope) -> String {
    let mut lines: Vec<(&str, Option<&Scope>, &str)> = Vec::new();
    for (scope, world) in worlds {
        let elsewhere = (scope != home).then_some(scope);
        lines.extend(world.trace.iter().map(|line| {
            let (time, what) = line.split_once(' ').unwrap_or((line, ""));
            (time, elsewhere, what)
        }));
    }
    // Stable: what happened at the same time stays in its order.
    lines.sort_by_key(|(time, ..)| *time);
    lines.into_iter().fold(String::new(), |text, (time, elsewhere, what)| match elsewhere {
        Some(scope) => text + time + " [" + &scope.account + " " + &scope.region + "] " + what + "\n",
        None => text + time + " " + what + "\n",
    })
}
