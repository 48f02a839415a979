//! What is read of the live cloud, and how it is kept.

use super::Mirror;
use crate::{
    backend::{Call, Scope},
    error::{Error, ErrorKind, Result},
    operations::{AnyOperation, Operation, Reply},
};
use serde_json::Value;
use std::sync::Arc;

/// One read of the live cloud, and what it said.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// Where.
    pub scope: Scope,
    /// The AWS action.
    pub action: String,
    /// The request as AWS's JSON.
    pub request: Value,
    /// The text of the reply as AWS's JSON, or the code of the error that says that something is not there.
    pub said: Result<String, String>,
}

impl Reading {
    /// The reply as AWS's JSON.
    pub fn reply(&self) -> Option<Value> {
        serde_json::from_str(self.said.as_deref().ok()?).ok()
    }
}

impl Mirror {
    /// Read something of the live cloud.
    pub(super) async fn read<O: Operation>(&self, scope: &Scope, operation: O) -> Result<O::Output> {
        crate::backend::read::<O>(self.read_any(scope, operation.into()).await?)
    }

    /// Read something of the live cloud, by the role by which calls there are made.
    pub(super) async fn read_any(&self, scope: &Scope, operation: AnyOperation) -> Result<Reply> {
        let action = operation.info().action();
        let request = operation.to_json();
        let role = self.notes().roles.get(scope).cloned();
        let call = Call { role, ..Call::new(Arc::new(scope.clone()), operation, self.live.clock().now()) };
        let said = self.live.backend().call(call).await;
        let kept = match &said {
            // As text: of a thousand services, trees of values are most of the memory.
            Ok(reply) => Ok(serde_json::to_string(reply).unwrap_or_default()),
            Err(error) if error.kind() == ErrorKind::NotFound => Err(error.code().unwrap_or("NotFound").to_owned()),
            // No answer: nothing to build on.
            Err(error) => return Err(error.clone()),
        };
        self.notes().readings.push(Reading { scope: scope.clone(), action, request, said: kept });
        said
    }

    /// Read something that may not be there.
    pub(super) async fn find<O: Operation>(&self, scope: &Scope, operation: O) -> Result<Option<O::Output>> {
        match self.read(scope, operation).await {
            Ok(found) => Ok(Some(found)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Read something that only makes the picture better: where the caller may not or the endpoint can't, it is left out.
    pub(super) async fn glance<O: Operation>(&self, scope: &Scope, operation: O, without: &str) -> Result<Option<O::Output>> {
        let optional = |error: &Error| matches!(error.kind(), ErrorKind::AccessDenied | ErrorKind::Unsupported | ErrorKind::InvalidRequest);
        match self.find(scope, operation).await {
            Err(error) if optional(&error) => {
                self.warn(format!("{} could not be read, so {without}", O::INFO.action()));
                Ok(None)
            }
            other => other,
        }
    }
}

/// All pages of a list: the member that takes the token of a page, the one that gives the next, and the list.
macro_rules! pages {
    ($mirror:expr, $scope:expr, $request:expr, $takes:ident, $gives:ident, $list:ident) => {{
        let mut request = $request;
        let mut all = Vec::new();
        loop {
            let page = $mirror.read($scope, request.clone()).await?;
            all.extend(page.$list);
            match page.$gives {
                Some(token) => request.$takes = Some(token),
                None => break all,
            }
        }
    }};
}

pub(super) use pages;
