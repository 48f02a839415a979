//! Counts what reaches the cloud.

use async_trait::async_trait;
use ecs_usecases::{
    ErrorKind, Result,
    backend::{Call, CloudBackend, Layer},
    clock::{Clock, Timestamp},
    operations::{OperationInfo, Reply},
};
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};

/// A call that reached the cloud.
#[derive(Clone)]
pub struct Counted {
    pub info: &'static OperationInfo,
    pub at: Timestamp,
    /// Names that it asked about, where it takes a list of them.
    pub names: usize,
    pub throttled: bool,
}

/// The calls so far. Clones share them.
#[derive(Clone, Default)]
pub struct Counting(Arc<Mutex<Vec<Counted>>>);

impl Counting {
    pub fn calls(&self) -> Vec<Counted> {
        self.0.lock().expect("nobody panicked").clone()
    }

    /// How many of each action.
    pub fn by_action(&self) -> BTreeMap<String, usize> {
        self.calls().iter().fold(BTreeMap::new(), |mut count, call| {
            *count.entry(call.info.action()).or_default() += 1;
            count
        })
    }

    pub fn throttled(&self) -> usize {
        self.calls().iter().filter(|call| call.throttled).count()
    }
}

impl Layer for Counting {
    fn layer(self, inner: Arc<dyn CloudBackend>) -> Arc<dyn CloudBackend> {
        Arc::new(Counter { inner, counting: self })
    }
}

struct Counter {
    inner: Arc<dyn CloudBackend>,
    counting: Counting,
}

#[async_trait]
impl CloudBackend for Counter {
    async fn call(&self, call: Call) -> Result<Reply> {
        let (info, at, request) = (call.operation.info(), self.clock().now(), call.operation.to_json());
        let names =
            ["services", "tasks", "serviceDeploymentArns"].iter().find_map(|member| request[*member].as_array()).map_or(0, Vec::len);
        let result = self.inner.call(call).await;
        let throttled = result.as_ref().is_err_and(|error| error.kind() == ErrorKind::Throttled);
        self.counting.0.lock().expect("nobody panicked").push(Counted { info, at, names, throttled });
        result
    }

    fn clock(&self) -> &dyn Clock {
        self.inner.clock()
    }
}
