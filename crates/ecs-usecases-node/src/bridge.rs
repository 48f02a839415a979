//! Promises and tokio, side by side.
//!
//! A worker may end in the middle of a call, and with it go its objects and promises, while the work goes on in tokio's
//! threads. So work owns all that it uses: never is it an `async fn` of a class, which would borrow an object that the
//! worker's end frees. And it goes on in a runtime of the process, which no worker's end stops; napi's own is shut down
//! when the last environment that is known at that moment ends, also when the next one is just starting.

use napi::{
    Env, Error, JsDeferred, Result,
    bindgen_prelude::{Object, ToNapiValue},
};
use std::{
    future::Future,
    sync::{Mutex, PoisonError},
};
use tokio::runtime::{Builder, Handle, Runtime};

static RUNTIME: Mutex<Option<Runtime>> = Mutex::new(None);

/// The runtime of this process, made when it is first asked for. Its threads end with the process.
pub(crate) fn tokio() -> Result<Handle> {
    let mut known = RUNTIME.lock().unwrap_or_else(PoisonError::into_inner);
    let runtime = match &mut *known {
        Some(runtime) => runtime,
        none => {
            let failed = |error| Error::from_reason(format!("the threads of ecs-usecases could not be started: {error}"));
            none.insert(Builder::new_multi_thread().worker_threads(2).thread_name("ecs-usecases").enable_all().build().map_err(failed)?)
        }
    };
    Ok(runtime.handle().clone())
}

/// Do the work in tokio's threads; gives the promise of what it gives.
pub(crate) fn promise<T: ToNapiValue + Send + 'static>(env: &Env, work: impl Future<Output = T> + Send + 'static) -> Result<Object<'_>> {
    let tokio = tokio()?;
    let (deferred, promise) = env.create_deferred()?;
    let mut reply = Reply(Some(deferred));
    tokio.spawn(async move { reply.send(work.await) });
    Ok(promise)
}

type Make<T> = Box<dyn FnOnce(Env) -> Result<T> + Send>;

/// Settles a promise, also when the work panics: else the promise would keep the process from ending. It does nothing
/// when the promise's environment has ended.
struct Reply<T: ToNapiValue>(Option<JsDeferred<T, Make<T>>>);

impl<T: ToNapiValue + Send + 'static> Reply<T> {
    fn send(&mut self, value: T) {
        if let Some(deferred) = self.0.take() {
            deferred.resolve(Box::new(move |_| Ok(value)));
        }
    }
}

impl<T: ToNapiValue> Drop for Reply<T> {
    fn drop(&mut self) {
        if let Some(deferred) = self.0.take() {
            deferred.reject(Error::from_reason("the work ended before its result"));
        }
    }
}
