//! Sees everything that a run writes, and what was so before.

use super::{PlannedWrite, before, diff, follow::masked};
use crate::{
    backend::{Call, Cloud, CloudBackend, Layer, Scope},
    clock::{Clock, Timestamp},
    error::Result,
    mirror::{Mirror, Reading},
    operations::{Reply, ecs::Response},
    run::{Witness, Writing},
    span::Span,
};
use async_trait::async_trait;
use serde_json::Value;
use std::{
    collections::{BTreeMap, HashSet},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// Collects the writes of a run on a mirror.
pub(super) struct Collector {
    mirror: Cloud,
    start: Timestamp,
    written: Mutex<Vec<(String, PlannedWrite)>>,
    described: Described,
}

/// Task definitions by family, as the run read them last: what it registers comes from these.
#[derive(Clone, Default)]
struct Described(Arc<Mutex<BTreeMap<String, Value>>>);

impl Collector {
    pub(super) fn new(mirror: &Arc<Mirror>, start: Timestamp) -> Self {
        Self { mirror: mirror.cloud(), start, written: Mutex::default(), described: Described::default() }
    }

    /// The layer that has to be between the run and the mirror.
    pub(super) fn layer(&self) -> impl Layer {
        self.described.clone()
    }

    /// What was written, in order. What failed is not among it. ARNs that the live cloud does not know were made up here.
    pub(super) fn writes(&self, readings: &[Reading]) -> Vec<PlannedWrite> {
        let mut writes: Vec<PlannedWrite> = self.written().iter().map(|(_, write)| write.clone()).collect();
        let known: HashSet<&str> = readings.iter().filter_map(|reading| reading.said.as_deref().ok()).flat_map(arns).collect();
        let is_known = |arn: &str| known.contains(arn);
        for resource in writes.iter_mut().filter_map(|write| write.resource.as_mut()) {
            if resource.starts_with("arn:") && !is_known(resource) {
                *resource = masked(resource);
            }
        }
        writes
    }

    fn written(&self) -> MutexGuard<'_, Vec<(String, PlannedWrite)>> {
        self.written.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What is there before a write.
    async fn before(&self, call: &Call) -> Option<Value> {
        if let Some(family) = before::registers(&call.operation)
            && let Some(read) = self.described.0.lock().unwrap_or_else(PoisonError::into_inner).get(family)
        {
            return Some(read.clone());
        }
        before::read(&self.mirror.in_scope((*call.scope).clone()), &call.operation).await
    }
}

/// The ARNs that the text of a reply tells: in JSON nothing of them is written otherwise.
fn arns(said: &str) -> impl Iterator<Item = &str> {
    const BEGIN: &str = "\"arn:";
    said.match_indices(BEGIN).filter_map(|(at, _)| said[at + 1..].split('"').next())
}

#[async_trait]
impl Witness for Collector {
    async fn before(&self, write: &Writing<'_>) -> Result<Option<String>> {
        let Writing { position, branch, call, .. } = write;
        let before = self.before(call).await;
        let (action, request) = (call.operation.info().action(), call.operation.to_json());
        let planned = PlannedWrite {
            changes: diff::changes(&action, &request, before.as_ref()),
            action,
            account: call.scope.account.clone(),
            region: call.scope.region.clone(),
            resource: call.operation.resource(),
            cluster: request["cluster"].as_str().map(str::to_owned),
            branch: (*branch).to_owned(),
            step: write.steps.clone(),
            after: Span(self.mirror.clock().now().since(self.start)),
        };
        self.written().push(((*position).to_owned(), planned));
        Ok(None)
    }

    fn after(&self, position: &str, result: &Result<Reply>) {
        if result.is_err() {
            self.written().retain(|(known, _)| known != position);
        }
    }
}

impl Layer for Described {
    fn layer(self, inner: Arc<dyn CloudBackend>) -> Arc<dyn CloudBackend> {
        Arc::new(Describing { inner, described: self })
    }
}

struct Describing {
    inner: Arc<dyn CloudBackend>,
    described: Described,
}

#[async_trait]
impl CloudBackend for Describing {
    async fn call(&self, call: Call) -> Result<Reply> {
        let reply = self.inner.call(call).await?;
        if let Reply::Ecs(Response::DescribeTaskDefinition(found)) = &reply
            && let Some(definition) = &found.task_definition
            && let Some(family) = &definition.family
        {
            let mut document = serde_json::to_value(definition).unwrap_or_default();
            if let Ok(tags) = serde_json::to_value(&found.tags) {
                document["tags"] = tags;
            }
            self.described.0.lock().unwrap_or_else(PoisonError::into_inner).insert(family.clone(), document);
        }
        Ok(reply)
    }

    fn clock(&self) -> &dyn Clock {
        self.inner.clock()
    }

    fn changes(&self, scope: &Scope, cluster: &str, service: &str) -> Option<u64> {
        self.inner.changes(scope, cluster, service)
    }
}
