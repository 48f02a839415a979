//! A client: invoke by name.

#![allow(clippy::needless_pass_by_value)] // text of JavaScript arrives as a String of its own

use crate::{
    envelope::{ended, envelope, read, refused},
    run::NativeRun,
};
use ecs_usecases_ffi::{AwsOptions, Session, Started, Work};
use napi::bindgen_prelude::within_runtime_if_available;
use napi_derive::napi;

/// Runs use cases on AWS, or on a simulator.
#[napi]
pub struct NativeClient(Session);

impl NativeClient {
    pub(crate) fn of(session: Session) -> Self {
        Self(session)
    }

    #[allow(clippy::disallowed_methods)] // the binding puts a run on the runtime; inside of it concurrency is structured
    fn launch(&self, work: Work, run_id: Option<String>) -> NativeRun {
        let (started, work) = Started::new(&self.0, work, run_id);
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

    /// Start a use case.
    #[napi]
    pub fn start(&self, use_case: String, request: String, run_id: Option<String>) -> NativeRun {
        match read(&request, "request") {
            Ok(request) => self.launch(Work::called(use_case, request), run_id),
            Err(error) => NativeRun::failed(error),
        }
    }

    /// Run a use case to its end; gives an envelope.
    #[napi]
    pub async fn call(&self, use_case: String, request: String, run_id: Option<String>) -> String {
        let request = match read(&request, "request") {
            Ok(request) => request,
            Err(error) => return refused(&error),
        };
        let (started, work) = Started::new(&self.0, Work::called(use_case, request), run_id);
        work.await;
        ended(&started.result().await, &started)
    }

    /// Go on with a run that was interrupted.
    #[napi]
    pub fn resume(&self, run_id: String) -> NativeRun {
        self.launch(Work::Resume { run_id }, None)
    }

    /// A plan for people, as Markdown; gives an envelope.
    #[napi]
    pub fn plan_markdown(plan: String) -> String {
        let text = read(&plan, "plan").and_then(ecs_usecases_ffi::plan_markdown);
        envelope(text.map(Into::into))
    }
}
