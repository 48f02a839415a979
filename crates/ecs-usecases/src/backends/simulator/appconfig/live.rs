//! What running code gets to see: the configuration of the last completed deployment and, while another goes on, that one for
//! its share of the clients.

use super::{Application, Environment, share};
use crate::{
    backends::simulator::{behaviour::FlagSource, world::World},
    model::appconfig::{DeploymentState as State, HostedConfigurationVersion},
};
use std::collections::BTreeMap;

/// The number of the deployment whose configuration is in use besides one that goes on, and its version.
pub(super) fn settled(environment: &Environment, profile: &str) -> Option<(i32, i32)> {
    let mut newest_first = environment.deployments.iter().rev();
    let ended = newest_first.find(|(_, deployed)| {
        deployed.shape.configuration_profile_id.as_deref() == Some(profile) && deployed.shape.state == Some(State::Complete)
    });
    ended.map(|(number, deployed)| (*number, deployed.version))
}

/// The version that a deployment is bringing, and its share of the clients in percent.
fn growing(environment: &Environment, profile: &str) -> Option<(i32, f64)> {
    let running = environment.deployments.values().find(|deployed| {
        deployed.shape.configuration_profile_id.as_deref() == Some(profile)
            && matches!(deployed.shape.state, Some(State::Deploying | State::Baking))
    });
    running.map(|deployed| (deployed.version, deployed.percent))
}

/// The versions that clients have, with the share of the clients, the older first; `None`: no version at all.
pub(super) fn versions(environment: &Environment, profile: &str) -> Vec<(f64, Option<i32>)> {
    let before = settled(environment, profile).map(|(_, version)| version);
    match growing(environment, profile) {
        None => vec![(1.0, before)],
        Some((version, percent)) => {
            let share = percent / 100.0;
            [(1.0 - share, before), (share, Some(version))].into_iter().filter(|(share, _)| *share > 0.0).collect()
        }
    }
}

/// The version that a client has which is at `point` of all (0-1).
pub(super) fn version_at<'a>(
    application: &'a Application,
    environment: &Environment,
    profile: &str,
    point: f64,
) -> Option<&'a HostedConfigurationVersion> {
    let all = versions(environment, profile);
    // The newest configuration reaches those first that are first.
    let newest = all.last().filter(|(share, _)| point < *share).or(all.first())?;
    application.profiles.get(profile)?.versions.get(&newest.1?)
}

/// The configurations that clients have, with their shares (0-1): of each the share of requests (0-1) that have a flag on, by flag.
pub(crate) fn exposures(world: &World, source: &FlagSource) -> Vec<(f64, BTreeMap<String, f64>)> {
    let nothing = || vec![(1.0, BTreeMap::new())];
    let Ok((_, application)) = world.appconfig.application(&source.application) else { return nothing() };
    let (Ok((_, environment)), Ok((id, profile))) = (application.environment(&source.environment), application.profile(&source.profile))
    else {
        return nothing();
    };
    let flags = |version: Option<i32>| {
        let content = version.and_then(|version| profile.versions.get(&version)).and_then(|version| version.content.as_deref());
        content.map(share::of_document).unwrap_or_default()
    };
    versions(environment, id).into_iter().map(|(share, version)| (share, flags(version))).collect()
}
