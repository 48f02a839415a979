//! The data plane. A token holds the session's state, so that a world has no sessions to keep.

use super::{bad, live};
use crate::{
    backends::simulator::{
        page::{read, token_of},
        world::World,
    },
    error::Result,
    model::appconfigdata::{
        GetLatestConfiguration, GetLatestConfigurationResponse, StartConfigurationSession, StartConfigurationSessionResponse,
    },
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// A token is valid for a day.
const VALID: i64 = 24 * 60 * 60 * 1000;
/// Seconds between two polls, unless a session asks for another number.
const INTERVAL: i32 = 60;

/// What a token says.
#[derive(Clone, Serialize, Deserialize)]
struct Session {
    id: String,
    application: String,
    environment: String,
    profile: String,
    interval: Option<i32>,
    /// The version that the client has, and when it asked.
    has: Option<i32>,
    asked: Option<i64>,
    given: i64,
}

pub(super) fn start(world: &mut World, request: &StartConfigurationSession) -> Result<StartConfigurationSessionResponse> {
    let interval = request.required_minimum_poll_interval_in_seconds;
    if interval.is_some_and(|seconds| !(15..=86_400).contains(&seconds)) {
        return Err(bad("RequiredMinimumPollIntervalInSeconds must be 15-86400"));
    }
    let (application_id, application) = world.appconfig.application(&request.application_identifier)?;
    let (environment, _) = application.environment(&request.environment_identifier)?;
    let (profile, _) = application.profile(&request.configuration_profile_identifier)?;
    let mut session = Session {
        id: String::new(),
        application: application_id.clone(),
        environment: environment.clone(),
        profile: profile.clone(),
        interval,
        has: None,
        asked: None,
        given: world.now.0,
    };
    session.id = world.new_id("appconfig/session", 16);
    Ok(StartConfigurationSessionResponse {
        initial_configuration_token: Some(session.token()),
        ..StartConfigurationSessionResponse::default()
    })
}

impl Session {
    fn token(&self) -> String {
        token_of(&serde_json::to_string(self).unwrap_or_default())
    }

    /// Where among all clients this one is (0-1): it decides whether a growing deployment has reached it.
    fn point(&self) -> f64 {
        u32::from_str_radix(self.id.get(..8).unwrap_or_default(), 16).map_or(0.0, |number| f64::from(number) / (f64::from(u32::MAX) + 1.0))
    }
}

pub(super) fn get(world: &World, request: &GetLatestConfiguration) -> Result<GetLatestConfigurationResponse> {
    let session: Option<Session> = read(&request.configuration_token).and_then(|text| serde_json::from_str(&text).ok());
    let session = session.ok_or_else(|| bad("Request token is corrupted"))?;
    if world.now.0 - session.given > VALID {
        return Err(bad("Request token is expired"));
    }
    let due = session.asked.map(|asked| asked + i64::from(session.interval.unwrap_or(0)) * 1000);
    if due.is_some_and(|due| world.now.0 < due) {
        return Err(bad("Request token was used before its poll interval was over"));
    }
    let (_, application) = world.appconfig.application(&session.application)?;
    let (_, environment) = application.environment(&session.environment)?;
    let (id, profile) = application.profile(&session.profile)?;
    let found = live::version_at(application, environment, id, session.point());
    let version = found.ok_or_else(|| bad("No configuration has been deployed for this configuration profile and environment"))?;
    let is_new = version.version_number != session.has;
    let content = version.content.as_deref().unwrap_or_default();
    let shown = if profile.has_flags() { simplified(content) } else { content.to_owned() };
    let next = Session { has: version.version_number, asked: Some(world.now.0), given: world.now.0, ..session };
    Ok(GetLatestConfigurationResponse {
        next_poll_interval_in_seconds: Some(next.interval.unwrap_or(INTERVAL)),
        next_poll_configuration_token: Some(next.token()),
        content_type: version.content_type.clone(),
        // A client that has it already is given nothing.
        configuration: Some(if is_new { shown } else { String::new() }),
        version_label: version.version_label.clone().filter(|_| is_new),
        ..GetLatestConfigurationResponse::default()
    })
}

/// Flags as running code gets them: without their definitions, and with attributes only if they are on. Variants are chosen by
/// AppConfig's agent; who asks without it gets the default one.
fn simplified(content: &str) -> String {
    let document: Value = serde_json::from_str(content).unwrap_or_default();
    let mut flags = Map::new();
    for (key, value) in document["values"].as_object().into_iter().flatten() {
        let default = value["_variants"].as_array().and_then(|variants| variants.last());
        let (enabled, attributes) = match default {
            Some(variant) => (&variant["enabled"], variant["attributeValues"].as_object()),
            None => (&value["enabled"], value.as_object()),
        };
        let mut shown = Map::from_iter([("enabled".to_owned(), Value::Bool(*enabled == Value::Bool(true)))]);
        if *enabled == Value::Bool(true) {
            let own = |name: &String| name != "enabled" && !name.starts_with('_');
            shown.extend(attributes.into_iter().flatten().filter(|(name, _)| own(name)).map(|(name, value)| (name.clone(), value.clone())));
        }
        flags.insert(key.clone(), Value::Object(shown));
    }
    Value::Object(flags).to_string()
}
