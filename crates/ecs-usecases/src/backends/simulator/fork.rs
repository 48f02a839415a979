//! A second simulator that goes on from where one is now.

use super::{Simulator, answer, ecs, invariants};
use crate::{
    backend::Scope,
    clock::VirtualClock,
    error::Result,
    operations::{AnyOperation, Reply},
};
use std::{
    mem,
    sync::{Arc, Mutex},
};

impl Simulator {
    /// A simulator in the state that this one is in now, with a clock of its own: what happens in the one does not happen in the
    /// other. Its trace begins here; who waits for a moment waits in the first alone.
    pub fn fork(&self) -> Arc<Self> {
        let mut worlds = self.worlds();
        let mut copies = super::Worlds::new();
        for (scope, world) in worlds.iter_mut() {
            // What is past is not needed, and long.
            let trace = mem::take(&mut world.trace);
            copies.insert(scope.clone(), world.clone());
            world.trace = trace;
        }
        Arc::new(Self { clock: VirtualClock::starting_at(self.now()), worlds: Mutex::new(copies), home: self.home.clone() })
    }

    /// The accounts and Regions in which there is something.
    pub fn scopes(&self) -> Vec<Scope> {
        self.worlds().keys().cloned().collect()
    }

    /// Answer an operation in this account and Region whatever the rate of calls: for who stands outside of what is simulated.
    pub(crate) fn ask(&self, scope: &Scope, operation: &AnyOperation) -> Result<Reply> {
        self.within(scope, |world| {
            let answered = answer(world, operation);
            invariants::check(world, &invariants::After::call(operation));
            answered
        })
    }

    /// Task definitions that one intent made several of, by the tag that the intent gave them.
    pub(crate) fn twins(&self) -> Vec<String> {
        self.worlds().values().flat_map(ecs::twins).collect()
    }
}
