//! A simulator.

#![allow(clippy::needless_pass_by_value)] // text of JavaScript arrives as a String of its own

use crate::{
    client::NativeClient,
    envelope::{envelope, read},
};
use ecs_usecases::Result;
use ecs_usecases_ffi::{Place, Twin};
use napi_derive::napi;
use serde_json::Value;

/// A simulated AWS. Its methods give envelopes, as a run does.
#[napi]
pub struct NativeSimulator(Result<Twin>);

impl NativeSimulator {
    pub(crate) fn of(twin: Result<Twin>) -> Self {
        Self(twin)
    }

    pub(crate) fn twin(&self) -> Result<&Twin> {
        self.0.as_ref().map_err(Clone::clone)
    }
}

#[napi]
impl NativeSimulator {
    /// The world of this scenario. `check` tells whether it could be built.
    #[napi(constructor)]
    pub fn new(scenario: String) -> Self {
        Self(read(&scenario, "scenario").and_then(Twin::new))
    }

    /// Nothing in an envelope, or why the scenario can't be right.
    #[napi]
    pub fn check(&self) -> String {
        self.with(|_| Ok(Value::Null))
    }

    /// A client of this world; null when there is none.
    #[napi]
    pub fn client(&self, region: Option<String>, account: Option<String>, journal: Option<String>) -> Option<NativeClient> {
        self.0.as_ref().ok().map(|twin| NativeClient::of(twin.session(Place { region, account }, journal)))
    }

    /// What happened so far, a line each.
    #[napi]
    pub fn trace(&self) -> String {
        self.with(|twin| twin.trace().map(Value::from))
    }

    /// The virtual time in RFC 3339.
    #[napi]
    pub fn now(&self) -> String {
        self.with(|twin| Ok(twin.now().into()))
    }

    /// Let time pass.
    #[napi]
    pub fn advance(&self, span: String) -> String {
        self.with(|twin| twin.advance(read(&span, "span")?).map(Value::from))
    }

    /// Change what the program in an image does.
    #[napi]
    pub fn script_image(&self, image: String, behaviour: String, region: Option<String>, account: Option<String>) -> String {
        self.with(|twin| twin.script_image(&image, read(&behaviour, "behaviour")?, Place { region, account }).map(Value::from))
    }

    /// Push an image; gives its digest.
    #[napi]
    pub fn push_image(&self, repository: String, image: String, region: Option<String>, account: Option<String>) -> String {
        self.with(|twin| twin.push_image(&repository, read(&image, "image")?, Place { region, account }).map(Value::from))
    }

    /// Send an operation in AWS's JSON form.
    #[napi]
    pub fn call(&self, action: String, request: String, region: Option<String>, account: Option<String>) -> String {
        self.with(|twin| twin.call(&action, read(&request, "request")?, Place { region, account }))
    }

    fn with(&self, work: impl FnOnce(&Twin) -> Result<Value>) -> String {
        let result = match &self.0 {
            Ok(twin) => work(twin),
            Err(error) => Err(error.clone()),
        };
        envelope(result)
    }
}
