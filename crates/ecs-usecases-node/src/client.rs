//! A client: invoke by name.

#![allow(clippy::needless_pass_by_value)] // text of JavaScript arrives as a String of its own

use crate::{
    envelope::{envelope, read},
    run::NativeRun,
};
use ecs_usecases::RunOptions;
use ecs_usecases_ffi::{AwsOptions, Session, Started, Work};
use napi::bindgen_prelude::within_runtime_if_available;
use napi_derive::napi;
use std::sync::OnceLock;

/// Runs use cases on AWS, or on a simulator.
#[napi]
pub struct NativeClient(Session);

impl NativeClient {
    pub(crate) fn of(session: Session) -> Self {
        Self(session)
    }

    #[allow(clippy::disallowed_methods)] // the binding puts a run on the runtime; inside of it concurrency is structured
    fn launch(&self, work: Work, run_id: Option<String>, watched: bool) -> NativeRun {
        let (started, work) = Started::new(&self.0, work, run_id, watched);
        within_runtime_if_available(|| drop(tokio::spawn(work)));
        NativeRun::new(started)
    }
}

#[napi]
impl NativeClient {
    /// A client of AWS, with what the environment, the profile or the machine's role give where nothing is said.
    #[napi(factory)]
    pub fn aws(region: Option<String>, endpoint_url: Option<String>) -> Self {
        Self(Session::aws(AwsOptions { region, endpoint_url }))
    }

    /// Start a use case. Only a watched run has events.
    #[napi]
    pub fn start(&self, use_case: String, request: String, run_id: Option<String>, watched: bool) -> NativeRun {
        match read(&request, "request") {
            Ok(request) => self.launch(Work::called(use_case, request), run_id, watched),
            Err(error) => NativeRun::failed(error),
        }
    }

    /// Run a use case to its end; gives an envelope.
    #[napi]
    pub async fn call(&self, use_case: String, request: String, run_id: Option<String>) -> String {
        let request = match read(&request, "request") {
            Ok(request) => request,
            Err(error) => return envelope(Err(error), None),
        };
        let name = OnceLock::new();
        let options = RunOptions { run_id, ..RunOptions::default() };
        let result = self.0.perform(Work::called(use_case, request), options, &name).await;
        envelope(result, name.get().map(String::as_str))
    }

    /// Go on with a run that was interrupted.
    #[napi]
    pub fn resume(&self, run_id: String, watched: bool) -> NativeRun {
        self.launch(Work::Resume { run_id }, None, watched)
    }

    /// A plan for people, as Markdown; gives an envelope.
    #[napi]
    pub fn plan_markdown(plan: String) -> String {
        let text = read(&plan, "plan").and_then(ecs_usecases_ffi::plan_markdown);
        envelope(text.map(Into::into), None)
    }
}
