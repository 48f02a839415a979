//! A client: invoke by name.

#![allow(clippy::needless_pass_by_value)] // text of JavaScript arrives as a String of its own

use crate::{
    bridge::{promise, tokio},
    envelope::{ended, envelope, read, refused},
    run::NativeRun,
};
use ecs_usecases_ffi::{AwsOptions, Session, Started, Work};
use napi::{Env, Result, bindgen_prelude::Object};
use napi_derive::napi;

/// Runs use cases on AWS, or on a simulator.
#[napi]
pub struct NativeClient(Session);

impl NativeClient {
    pub(crate) fn of(session: Session) -> Self {
        Self(session)
    }

    fn launch(&self, work: Work, run_id: Option<String>) -> Result<NativeRun> {
        let (started, work) = Started::new(&self.0, work, run_id);
        tokio()?.spawn(work);
        Ok(NativeRun::new(started))
    }
}

#[napi]
impl NativeClient {
    /// A client of AWS, with what the environment, the profile or the machine's role give where nothing is said.
    #[napi(factory)]
    pub fn aws(region: Option<String>, endpoint_url: Option<String>, journal: Option<String>) -> Self {
        Self(Session::aws(AwsOptions { region, journal, endpoint_url }))
    }

    /// Start a use case.
    #[napi]
    pub fn start(&self, use_case: String, request: String, run_id: Option<String>) -> Result<NativeRun> {
        match read(&request, "request") {
            Ok(request) => self.launch(Work::called(use_case, request), run_id),
            Err(error) => Ok(NativeRun::failed(error)),
        }
    }

    /// Run a use case to its end; gives the promise of an envelope.
    #[napi]
    pub fn call<'env>(&self, env: &'env Env, use_case: String, request: String, run_id: Option<String>) -> Result<Object<'env>> {
        let session = self.0.clone();
        promise(env, async move {
            let request = match read(&request, "request") {
                Ok(request) => request,
                Err(error) => return refused(&error),
            };
            let (started, work) = Started::new(&session, Work::called(use_case, request), run_id);
            work.await;
            ended(&started.result().await, &started)
        })
    }

    /// Go on with a run that was interrupted.
    #[napi]
    pub fn resume(&self, run_id: String, take_over: Option<bool>) -> Result<NativeRun> {
        self.launch(Work::Resume { run_id, take_over: take_over.unwrap_or_default() }, None)
    }

    /// A plan for people, as Markdown; gives an envelope.
    #[napi]
    pub fn plan_markdown(plan: String) -> String {
        let text = read(&plan, "plan").and_then(ecs_usecases_ffi::plan_markdown);
        envelope(text.map(Into::into))
    }

    /// Check an audit log that was exported, against an anchor or null; gives an envelope.
    #[napi]
    pub fn verify_audit_export(log: String, anchor: String) -> String {
        let report = read(&anchor, "anchor").and_then(|anchor| ecs_usecases_ffi::verify_audit_export(&log, anchor));
        envelope(report)
    }

    /// A rehearsal for people, as Markdown; gives an envelope.
    #[napi]
    pub fn rehearsal_markdown(rehearsal: String) -> String {
        let text = read(&rehearsal, "rehearsal").and_then(ecs_usecases_ffi::rehearsal_markdown);
        envelope(text.map(Into::into))
    }
}
