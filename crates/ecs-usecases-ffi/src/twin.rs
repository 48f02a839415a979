//! [`Twin`]: a simulator as the bindings use it, with JSON in and out.

use crate::{guard::guarded_now, session::Session};
use ecs_usecases::{Error, ErrorKind, Result, Simulator, backend::Scope, span::Span};
use futures::FutureExt;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::sync::Arc;

/// An account and Region; what is not said is the scenario's.
#[derive(Debug, Clone, Default)]
pub struct Place {
    /// Region name.
    pub region: Option<String>,
    /// Account id.
    pub account: Option<String>,
}

/// A simulator.
#[derive(Clone)]
pub struct Twin(Arc<Simulator>);

impl Twin {
    /// The world of this scenario.
    pub fn new(scenario: Value) -> Result<Self> {
        guarded_now(|| Simulator::new(read(scenario, "scenario")?).map(Self))
    }

    /// The one that a server serves.
    pub(crate) fn of(simulator: Arc<Simulator>) -> Self {
        Self(simulator)
    }

    /// What is behind it.
    pub(crate) fn simulator(&self) -> &Arc<Simulator> {
        &self.0
    }

    /// Whether both are the same world.
    pub fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }

    /// A session with it. Its runs are numbered from 1, unless their journal is in a file.
    pub fn session(&self, place: Place, journal: Option<String>) -> Session {
        Session::simulated(&self.0, self.scope(place), journal)
    }

    fn scope(&self, Place { region, account }: Place) -> Scope {
        self.0.scope_in(region, account)
    }

    /// What happened so far, a line each.
    pub fn trace(&self) -> Result<String> {
        guarded_now(|| Ok(self.0.trace()))
    }

    /// The virtual time in RFC 3339.
    pub fn now(&self) -> String {
        self.0.now().to_string()
    }

    /// Let time pass.
    pub fn advance(&self, span: Value) -> Result<()> {
        guarded_now(|| {
            let Span(span) = read(span, "span")?;
            self.0.advance(span);
            Ok(())
        })
    }

    /// Change what the program in an image does.
    pub fn script_image(&self, image: &str, behaviour: Value, place: Place) -> Result<()> {
        guarded_now(|| self.0.script_image_in(&self.scope(place), image, read(behaviour, "behaviour")?))
    }

    /// Push an image; gives its digest.
    pub fn push_image(&self, repository: &str, image: Value, place: Place) -> Result<String> {
        guarded_now(|| self.0.push_image_in(&self.scope(place), repository, &read(image, "image")?))
    }

    /// Send an operation in AWS's JSON form, such as `ecs:DescribeServices`.
    pub fn call(&self, action: &str, request: Value, place: Place) -> Result<Value> {
        // The simulator answers a call at once.
        let waits = || Error::new(ErrorKind::Internal, "the simulator did not answer at once").during(action);
        guarded_now(|| self.0.call_json_in(&self.scope(place), action, request).now_or_never().unwrap_or_else(|| Err(waits())))
    }
}

/// A plan for people, as Markdown.
pub fn plan_markdown(plan: Value) -> Result<String> {
    guarded_now(|| Ok(read::<ecs_usecases::Plan>(plan, "plan")?.to_markdown()))
}

/// A rehearsal for people, as Markdown.
pub fn rehearsal_markdown(rehearsal: Value) -> Result<String> {
    guarded_now(|| Ok(read::<ecs_usecases::Rehearsal>(rehearsal, "rehearsal")?.to_markdown()))
}

/// A value of a caller; what is wrong with it is told by its path.
pub(crate) fn read<T: DeserializeOwned>(value: Value, what: &str) -> Result<T> {
    ecs_usecases::error::read(value, what).map_err(|error| error.while_(format!("read the {what}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_scenario_that_cannot_be_right_names_the_field() {
        let Err(error) = Twin::new(json!({"clusters": [{"name": "main", "instancse": []}]})) else { panic!("it was taken") };
        assert_eq!(error.kind(), ErrorKind::InvalidRequest);
        assert_eq!(error.details().resource.as_deref(), Some("clusters[0].instancse"));
    }

    #[test]
    fn another_region_is_a_place_of_its_own() {
        let repository = json!([{"name": "shop/web", "images": [{"tags": ["1.0"]}]}]);
        let twin = Twin::new(json!({"elsewhere": [{"region": "us-east-1", "repositories": repository}]})).expect("two worlds");
        let there = || Place { region: Some("us-east-1".into()), account: None };
        let image = || json!({"tags": ["1.1"]});
        assert!(twin.push_image("shop/web", image(), Place::default()).is_err());
        let digest = twin.push_image("shop/web", image(), there()).expect("it is pushed");
        twin.script_image("shop/web:1.1", json!({"exit_code": 3}), there()).expect("it is there");
        let request = || json!({"repositoryName": "shop/web", "imageIds": [{"imageTag": "1.1"}]});
        let found = twin.call("ecr:DescribeImages", request(), there()).expect("it is there");
        assert_eq!(found["imageDetails"][0]["imageDigest"], digest);
        assert!(twin.call("ecr:DescribeImages", request(), Place::default()).is_err());
    }

    #[test]
    fn time_passes_by_hand() {
        let twin = Twin::new(json!({"start": "2026-02-01T00:00:00Z"})).expect("a world");
        twin.advance(json!("90s")).expect("it advances");
        twin.advance(json!(30)).expect("it advances");
        assert_eq!(twin.now(), "2026-02-01T00:02:00.000Z");
        assert!(twin.advance(json!("soon")).is_err());
    }
}
