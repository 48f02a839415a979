//! Reads of an account: nothing is written, pages are followed, and what can't be read is noted.

use super::live::Unread;
use crate::{
    backend::{Cloud, Scope},
    error::{Error, ErrorKind, Result},
    layers::ReadOnly,
    operations::Operation,
};

/// A cloud that is only read.
pub(super) struct Reading {
    cloud: Cloud,
    pub(super) unread: Vec<Unread>,
}

impl Reading {
    /// Reads of this cloud, which refuses to be written to by them.
    pub(super) fn of(cloud: &Cloud) -> Self {
        Self { cloud: cloud.clone().with(ReadOnly), unread: Vec::new() }
    }

    /// Where it reads.
    pub(super) fn scope(&self) -> &Scope {
        self.cloud.scope()
    }

    /// Send a read whose failure ends the whole.
    pub(super) async fn send<O: Operation>(&self, operation: O) -> Result<O::Output> {
        self.cloud.send(operation).await
    }

    /// Send a read in a Region. What is not there is nothing; what can't be read is noted, unless the whole can't go on.
    pub(super) async fn try_in<O: Operation>(&mut self, region: &str, operation: O) -> Result<Option<O::Output>> {
        let cloud = match &self.cloud {
            cloud if cloud.scope().region == region => cloud.clone(),
            cloud => {
                let scope = Scope::new(cloud.scope().account.clone(), region);
                cloud.at(scope, cloud.role().map(ToString::to_string))
            }
        };
        let read = cloud.send(operation).await;
        self.noted(read)
    }

    /// The same where the cloud is.
    pub(super) async fn try_send<O: Operation>(&mut self, operation: O) -> Result<Option<O::Output>> {
        let read = self.cloud.send(operation).await;
        self.noted(read)
    }

    /// All pages of a list: `ask` makes the request of a page's token, `take` gives items and the next token.
    pub(super) async fn try_every<O: Operation, T>(
        &mut self,
        region: &str,
        ask: impl Fn(Option<String>) -> O,
        take: impl Fn(O::Output) -> (Vec<T>, Option<String>),
    ) -> Result<Vec<T>> {
        let (mut all, mut token) = (Vec::new(), None);
        loop {
            let Some(page) = self.try_in(region, ask(token.clone())).await? else { return Ok(all) };
            let (items, next) = take(page);
            all.extend(items);
            let next = next.filter(|next| !next.is_empty());
            if next.is_none() || next == token {
                return Ok(all);
            }
            token = next;
        }
    }

    /// What could not be read, each once.
    pub(super) fn not_read(self) -> Vec<Unread> {
        let mut once: Vec<Unread> = Vec::new();
        for unread in self.unread {
            if !once.contains(&unread) {
                once.push(unread);
            }
        }
        once
    }

    fn noted<T>(&mut self, read: Result<T>) -> Result<Option<T>> {
        match read {
            Ok(reply) => Ok(Some(reply)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) if error.kind() == ErrorKind::Cancelled => Err(error),
            Err(error) => {
                self.unread.push(unread(&error));
                Ok(None)
            }
        }
    }
}

fn unread(error: &Error) -> Unread {
    let details = error.details();
    Unread { action: details.operation.clone().unwrap_or_default(), resource: details.resource.clone(), error: details.message.clone() }
}
