//! A simulator that begins empty, and into which things of another cloud are put as that cloud shows them.

use super::{
    Outage, Scenario, Simulator, World,
    ecs::{self, Supposed},
    world::Happens,
};
use crate::{
    backend::Scope,
    clock::{Clock, Timestamp, VirtualClock},
    error::Result,
};
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
    time::Duration,
};

/// How things are put into a world, a module a service.
pub(crate) mod imports {
    pub(crate) use super::super::{
        appconfig::import as appconfig, cloudwatch::import as cloudwatch, dynamodb::import as dynamodb, ecr::import as ecr,
        ecs::import as ecs, elbv2::import as elbv2, logs::import as logs, parameters::import as parameters, quotas::import as quotas,
        scaling::import as scaling, secrets::import as secrets,
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
        let mut world = World::new(home.clone(), scenario, now);
        world.meter = Some(Box::default());
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
        let metered = |world: &World| world.meter.as_ref().map_or(0, |meter| meter.tasks_now());
        self.worlds().values().map(metered).sum()
    }

    /// Let the programs of what does not run yet do what is supposed, in all accounts and Regions.
    pub(crate) fn suppose(&self, supposed: &Supposed) {
        for world in self.worlds().values_mut() {
            ecs::suppose(world, Some(supposed.clone()));
        }
    }

    /// Let AWS take something away from the tasks of an account and Region after a span of time.
    pub(crate) fn strike_after(&self, scope: &Scope, after: Duration, outage: &Outage) -> Result<()> {
        outage.check(&scope.region)?;
        self.within(scope, |world| {
            world.schedule(after, Happens::outage(outage.clone()));
            Ok(())
        })
    }

    /// What was not as it must be, where that is watched.
    #[cfg_attr(not(any(test, feature = "testkit")), allow(clippy::unused_self))] // only tests watch
    pub(crate) fn broken(&self) -> Vec<String> {
        #[cfg(any(test, feature = "testkit"))]
        return self.violations();
        #[cfg(not(any(test, feature = "testkit")))]
        Vec::new()
    }

    /// What was counted, an account and Region each.
    pub(crate) fn metered(&self) -> Vec<Metered> {
        let worlds = self.worlds();
        let now = self.clock.now();
        worlds.values().filter_map(|world| metered(world, now.max(world.now))).collect()
    }
}

/// What was counted in one account and Region.
#[derive(Debug, Clone)]
pub(crate) struct Metered {
    pub(crate) scope: Scope,
    pub(crate) classes: Vec<MeteredClass>,
    /// The most that was there at once.
    pub(crate) peak: ecs::Amount,
    pub(crate) services: Vec<ecs::Standing>,
    /// Where a minimum was not kept by what was done.
    pub(crate) beneath: Vec<String>,
    /// Tasks that were started of what did not run before.
    pub(crate) new_started: u32,
    /// Why tasks found no room, if some did.
    pub(crate) no_room: Vec<String>,
    /// Names of the Availability Zones that were lost.
    pub(crate) lost_zones: Vec<String>,
    /// vCPUs that tasks on Fargate and on Fargate Spot may have at once, as far as that is known.
    pub(crate) fargate_vcpus: [Option<f64>; 2],
}

#[cfg(test)]
impl Metered {
    /// Nothing was counted.
    pub(crate) fn nothing(scope: Scope) -> Self {
        let mut world = World::new(scope, Scenario::default(), Timestamp(0));
        world.meter = Some(Box::default());
        metered(&world, Timestamp(0)).unwrap_or_else(|| unreachable!())
    }
}

/// What the tasks of one class took.
#[derive(Debug, Clone)]
pub(crate) struct MeteredClass {
    pub(crate) class: ecs::Class,
    pub(crate) peak: ecs::Amount,
    /// What was paid for beyond what would have been anyway.
    pub(crate) extra: ecs::Used,
    /// What was there at first, and what is wanted and there now.
    pub(crate) before: ecs::Amount,
    pub(crate) after: ecs::Amount,
}

fn metered(world: &World, now: Timestamp) -> Option<Metered> {
    let meter = world.meter.as_ref()?;
    let wanted = ecs::wanted(world);
    let class = |(class, taken): (&ecs::Class, &ecs::Taken)| MeteredClass {
        class: class.clone(),
        peak: taken.peak,
        extra: taken.extra(now),
        before: taken.imported(),
        after: wanted.get(class).copied().unwrap_or_default(),
    };
    Some(Metered {
        scope: world.scope.clone(),
        classes: meter.classes.iter().map(class).collect(),
        peak: meter.peak,
        services: ecs::standings(world),
        beneath: meter.beneath.clone(),
        new_started: meter.new_started,
        no_room: meter.no_room.iter().cloned().collect(),
        lost_zones: ecs::lost_zones(world),
        fargate_vcpus: [false, true].map(|spot| super::quotas::import::known(super::quotas::fargate_vcpus(world, spot))),
    })
}

/// What can be supposed of the program of a new image.
pub(crate) mod supposing {
    use super::Supposed;
    use crate::span::Span;
    use std::time::Duration;

    /// It exits as soon as it has read what it needs.
    pub(crate) fn crash() -> Supposed {
        Supposed { crashes_after: Some(Span::from_secs(3)), ..Supposed::default() }
    }

    /// It takes so much longer to start up.
    pub(crate) fn slower(span: Duration) -> Supposed {
        Supposed { slower: Some(Span(span)), ..Supposed::default() }
    }

    /// It answers this share of requests with errors, in percent.
    pub(crate) fn errors(percent: f64) -> Supposed {
        Supposed { error_rate: Some(percent), ..Supposed::default() }
    }
}
