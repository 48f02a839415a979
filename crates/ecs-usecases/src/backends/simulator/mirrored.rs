//! A simulator that begins empty, and into which things of another cloud are put as that cloud shows them.

use super::{Scenario, Simulator, World};
use crate::{
    backend::Scope,
    clock::{Timestamp, VirtualClock},
    error::Result,
};
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};

/// How things are put into a world, a module a service.
pub(crate) mod imports {
    pub(crate) use super::super::{
        appconfig::import as appconfig, cloudwatch::import as cloudwatch, dynamodb::import as dynamodb, ecr::import as ecr,
        ecs::import as ecs, elbv2::import as elbv2, logs::import as logs, parameters::import as parameters, scaling::import as scaling,
        secrets::import as secrets,
    };
}

const SEED: u64 = 0x6d69_7272_6f72;

impl Simulator {
    /// A simulator with nothing in it, at this time. It throttles nobody.
    pub(crate) fn empty(home: Scope, now: Timestamp) -> Arc<Self> {
        let scenario = Scenario {
            account: home.account.clone(),
            region: home.region.clone(),
            start: now.to_string(),
            throttling: false,
            // Ids that are made here must not be those of a simulator that is mirrored.
            seed: now.0.unsigned_abs() ^ SEED,
            ..Scenario::default()
        };
        let world = World::new(home.clone(), scenario, now);
        Arc::new(Self { clock: VirtualClock::starting_at(now), worlds: Mutex::new(BTreeMap::from([(home.clone(), world)])), home })
    }

    /// Change the world of an account and Region, with everything in it that is due done before.
    pub(crate) fn change<T>(&self, scope: &Scope, change: impl FnOnce(&mut World) -> T) -> Result<T> {
        self.within(scope, |world| {
            let changed = change(world);
            #[cfg(any(test, feature = "testkit"))]
            super::invariants::begin(world);
            Ok(changed)
        })
    }

    /// Tasks that start, run or stop now, in all accounts and Regions.
    pub(crate) fn tasks_now(&self) -> u32 {
        self.worlds().values().map(super::ecs::import::tasks_now).sum()
    }
}
