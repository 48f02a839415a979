//! The whole state of a simulator as JSON: taken out, and put in again.

use super::{Simulator, ecs, elbv2, world::World, worlds::Worlds};
use crate::{
    backend::Scope,
    clock::{Timestamp, VirtualClock},
    error::{self, Error, Result},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::sync::{Arc, Mutex};

/// The version of the form that a dump has. It grows with every change by which a dump of before can no longer be read.
const VERSION: u64 = 1;

/// What a dump is made of; a world has its scenario with it.
#[derive(Serialize, Deserialize)]
struct State<W> {
    version: u64,
    /// Account and Region of the scenario that the simulator was made of.
    home: Scope,
    now: Timestamp,
    worlds: Vec<W>,
}

impl Simulator {
    /// The state of all accounts and Regions, with the virtual time and the random numbers to come.
    ///
    /// A simulator that is made of it by [`Simulator::load`] does the same from here on, to the millisecond. Runs of use
    /// cases are not in it (their journal is theirs), and neither is what a client's faults have counted.
    pub fn dump(&self) -> Result<Value> {
        let worlds = self.worlds();
        let state = State { version: VERSION, home: self.home.clone(), now: self.now(), worlds: worlds.values().collect() };
        serde_json::to_value(state).map_err(|error| Error::invalid("state", error.to_string()).while_("dump the simulator"))
    }

    /// A simulator in the state that [`Simulator::dump`] gave.
    pub fn load(state: Value) -> Result<Arc<Self>> {
        let (home, now, worlds) = read(state).map_err(|error| error.while_("load the simulator"))?;
        Ok(Arc::new(Self { clock: VirtualClock::starting_at(now), worlds: Mutex::new(worlds), home }))
    }

    /// Put a state into this simulator in place of its own, the virtual time too, be it earlier or later.
    ///
    /// The state must have the same home account and Region, because clients of this simulator call there. Whoever waits
    /// for a moment goes on waiting for it.
    pub fn restore(&self, state: Value) -> Result<()> {
        let doing = |error: Error| error.while_("restore the simulator");
        let (home, now, worlds) = read(state).map_err(doing)?;
        if home != self.home {
            let text = |scope: &Scope| format!("account {} in {}", scope.account, scope.region);
            let message = format!("the state is of {}, and this simulator of {}: load it as a new one", text(&home), text(&self.home));
            return Err(doing(Error::invalid("home", message)));
        }
        let mut known = self.worlds();
        *known = worlds;
        self.clock.set(now);
        Ok(())
    }
}

fn read(state: Value) -> Result<(Scope, Timestamp, Worlds)> {
    match &state["version"] {
        Value::Number(version) if version.as_u64() == Some(VERSION) => {}
        Value::Null => return Err(Error::invalid("version", format!("the state has no version; this simulator reads version {VERSION}"))),
        other => return Err(Error::invalid("version", format!("the state has version {other}; this simulator reads version {VERSION}"))),
    }
    #[cfg(any(test, feature = "testkit"))]
    let unwatched: Vec<bool> = state["worlds"].as_array().into_iter().flatten().map(|world| world["watcher"].is_null()).collect();
    let mut state: State<World> = error::read(state, "state")?;
    if state.worlds.len() > super::MOST_SCOPES {
        return Err(super::too_many_scopes());
    }
    for world in &mut state.worlds {
        check(world)?;
        ecs::share(&mut world.ecs);
    }
    // A state that was dumped without the test kit has no watcher: it begins with what it finds now.
    #[cfg(any(test, feature = "testkit"))]
    for (world, _) in state.worlds.iter_mut().zip(unwatched).filter(|(_, unwatched)| *unwatched) {
        super::invariants::begin(world);
    }
    let worlds: Worlds = state.worlds.into_iter().map(|world| (world.scope.clone(), world)).collect();
    if !worlds.contains_key(&state.home) {
        return Err(Error::invalid("worlds", "the state has no world of its home account and Region"));
    }
    Ok((state.home, state.now, worlds))
}

/// Whether everything is there that is named by its number or its ARN, so that no later event finds it missing.
fn check(world: &World) -> Result<()> {
    let lost = ecs::lost(world).or_else(|| elbv2::lost(world));
    match lost.or_else(|| world.lost_happening()) {
        Some(lost) => Err(Error::invalid("worlds", format!("account {} in {}: {lost}", world.scope.account, world.scope.region))),
        None => Ok(()),
    }
}
