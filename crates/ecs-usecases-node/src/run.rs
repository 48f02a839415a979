//! A started run.

use crate::{
    bridge::promise,
    envelope::{ended, envelope, refused},
};
use ecs_usecases::{Error, RunReport};
use ecs_usecases_ffi::{Started, report_text};
use napi::{Env, Result, bindgen_prelude::Object};
use napi_derive::napi;
use std::sync::Arc;

/// A started run.
#[napi]
pub struct NativeRun(Ran);

#[derive(Clone)]
enum Ran {
    Started(Arc<Started>),
    /// It could not be started; its result tells why.
    Failed(Error),
}

impl NativeRun {
    pub(crate) fn new(started: Arc<Started>) -> Self {
        Self(Ran::Started(started))
    }

    pub(crate) fn failed(error: Error) -> Self {
        Self(Ran::Failed(error))
    }
}

#[napi]
impl NativeRun {
    /// The promise of the result in an envelope.
    #[napi]
    pub fn result<'env>(&self, env: &'env Env) -> Result<Object<'env>> {
        let ran = self.0.clone();
        promise(env, async move {
            match &ran {
                Ran::Started(started) => ended(&started.result().await, started),
                Ran::Failed(error) => refused(error),
            }
        })
    }

    /// The promise of the next events as JSON text; empty when there are no more.
    #[napi]
    pub fn next_events<'env>(&self, env: &'env Env) -> Result<Object<'env>> {
        let ran = self.0.clone();
        promise(env, async move {
            match ran {
                Ran::Started(started) => started.next_events().await,
                Ran::Failed(_) => Vec::new(),
            }
        })
    }

    /// Ask the run to stop at its next safe point.
    #[napi]
    pub fn cancel(&self) {
        if let Ran::Started(started) = &self.0 {
            started.cancel();
        }
    }

    /// The report's text, in an envelope.
    #[napi]
    pub fn report(&self) -> String {
        let report = match &self.0 {
            Ran::Started(started) => started.report(),
            Ran::Failed(error) => RunReport::default().ended(Err(error)),
        };
        envelope(report_text(&report).map(Into::into))
    }

    /// Which use case it is, as soon as that is known.
    #[napi(getter)]
    pub fn use_case(&self) -> Option<String> {
        match &self.0 {
            Ran::Started(started) => started.use_case().map(str::to_owned),
            Ran::Failed(_) => None,
        }
    }
}
