//! Lets nothing be changed.

use crate::{
    backend::{Call, CloudBackend, Layer},
    clock::Clock,
    error::{Error, ErrorKind, Result},
    operations::{Effect, Reply},
};
use async_trait::async_trait;
use std::sync::Arc;

/// Refuses every operation that writes, before it reaches the cloud.
#[derive(Debug, Clone, Copy, Default)]
pub struct ReadOnly;

impl Layer for ReadOnly {
    fn layer(self, inner: Arc<dyn CloudBackend>) -> Arc<dyn CloudBackend> {
        Arc::new(Reading(inner))
    }
}

struct Reading(Arc<dyn CloudBackend>);

#[async_trait]
impl CloudBackend for Reading {
    async fn call(&self, call: Call) -> Result<Reply> {
        if call.operation.info().effect == Effect::Write {
            return Err(call.blame(Error::new(ErrorKind::Unsupported, "this cloud is only read: nothing is changed in it")));
        }
        self.0.call(call).await
    }

    fn clock(&self) -> &dyn Clock {
        self.0.clock()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::{Simulator, operations::AnyOperation, simulator::Scenario};
    use serde_json::{Map, Value, json};

    /// The smallest request that is read as this operation: what it can't do without is empty.
    fn smallest(action: &str) -> AnyOperation {
        let mut request = Map::new();
        let kinds = [json!(""), json!([]), json!({}), json!(0), json!(false)];
        let mut tried = 0;
        loop {
            let error = match AnyOperation::from_json(action, Value::Object(request.clone())) {
                Ok(operation) => return operation,
                Err(error) => error.to_string(),
            };
            if let Some((name, _)) = error.split_once("missing field `").and_then(|(_, rest)| rest.split_once('`')) {
                tried = 0;
                request.insert(name.to_owned(), kinds[0].clone());
            } else {
                // The one that was put in last is of another kind.
                tried += 1;
                let kind = kinds.get(tried).unwrap_or_else(|| panic!("{action}: {error}"));
                *request.values_mut().next_back().unwrap_or_else(|| panic!("{action}: {error}")) = kind.clone();
            }
        }
    }

    #[tokio::test]
    async fn what_writes_is_refused_and_what_reads_is_answered() {
        let simulator = Simulator::new(Scenario { throttling: false, ..Scenario::default() }).unwrap();
        let cloud = simulator.cloud().with(ReadOnly);
        let before = simulator.dump().unwrap();
        let mut seen = (0, 0);
        for info in AnyOperation::table() {
            let call = cloud.call(smallest(&info.action()), simulator.now());
            let refused = cloud.backend().call(call).await.is_err_and(|error| error.kind() == ErrorKind::Unsupported);
            assert_eq!(refused, info.effect == Effect::Write, "{}", info.action());
            if info.effect == Effect::Write { seen.0 += 1 } else { seen.1 += 1 }
        }
        let writes = AnyOperation::table().iter().filter(|info| info.effect == Effect::Write).count();
        assert!(seen.0 == writes && seen.0 > 40 && seen.1 > 40, "{seen:?} of {writes} that write");
        assert_eq!(simulator.dump().unwrap(), before);
    }
}
