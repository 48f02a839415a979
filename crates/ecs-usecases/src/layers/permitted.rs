//! A change that has waited is sent only if it may be still.

use crate::{
    backend::{Call, CloudBackend, Layer},
    clock::Clock,
    error::Result,
    operations::{Effect, Reply},
};
use async_trait::async_trait;
use std::{sync::Arc, time::Duration};

/// What was allowed this long ago is asked again.
const FRESH: Duration = Duration::from_secs(1);

/// Asks the [`Permit`](crate::backend::Permit) of a change before each attempt that comes a second or more after it was written down: it waited
/// for its turn, or was refused for a while, and its run may have been taken over meanwhile. It stands innermost, beneath
/// what lets calls wait.
#[derive(Debug, Clone, Copy, Default)]
pub struct Permitted;

impl Layer for Permitted {
    fn layer(self, inner: Arc<dyn CloudBackend>) -> Arc<dyn CloudBackend> {
        Arc::new(Asking(inner))
    }
}

struct Asking(Arc<dyn CloudBackend>);

#[async_trait]
impl CloudBackend for Asking {
    async fn call(&self, call: Call) -> Result<Reply> {
        if let Some(permit) = &call.permit
            && call.operation.info().effect == Effect::Write
            && self.clock().now().since(call.since) >= FRESH
        {
            permit.check().await?;
        }
        self.0.call(call).await
    }

    fn clock(&self) -> &dyn Clock {
        self.0.clock()
    }
}
