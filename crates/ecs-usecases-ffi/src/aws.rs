//! A connection to AWS that is made when it is first needed, once a process.

use crate::per_process::PerProcess;
use ecs_usecases::{Client, Result};
use std::{convert::Infallible, sync::Arc};
use tokio::sync::OnceCell;

/// What a caller may say about AWS; the SDK's own chain gives the rest.
#[derive(Debug, Clone, Default)]
pub struct AwsOptions {
    /// The Region.
    pub region: Option<String>,
    /// The file of the journal; the journal is in memory when absent.
    pub journal: Option<String>,
    /// Where every service is spoken to instead of at AWS: an emulator, a proxy.
    pub endpoint_url: Option<String>,
}

/// A client of AWS for each process that uses it: a forked child can't use its parent's connections.
pub(crate) struct Connection {
    options: AwsOptions,
    made: PerProcess<Arc<OnceCell<Client>>>,
}

impl Connection {
    pub(crate) fn new(options: AwsOptions) -> Self {
        Self { options, made: PerProcess::default() }
    }

    /// The client of this process.
    pub(crate) async fn client(&self) -> Result<Client> {
        let Ok(cell) = self.made.get(|| Ok::<_, Infallible>(Arc::default()));
        Ok(cell.get_or_try_init(|| connect(&self.options)).await?.clone())
    }
}

#[cfg(feature = "aws")]
async fn connect(options: &AwsOptions) -> Result<Client> {
    use ecs_usecases::backends::aws::AwsBackend;

    let mut builder = AwsBackend::builder();
    if let Some(region) = &options.region {
        builder = builder.region(region);
    }
    if let Some(url) = &options.endpoint_url {
        builder = builder.endpoint_url(url);
    }
    let backend = builder.build().await;
    let scope = backend.scope().await?;
    Ok(Client::new(Arc::new(backend), scope))
}

#[cfg(not(feature = "aws"))]
#[allow(clippy::unused_async)] // the same signature as with the feature
async fn connect(options: &AwsOptions) -> Result<Client> {
    use ecs_usecases::{Error, ErrorKind};

    let _ = (&options.region, &options.endpoint_url);
    Err(Error::new(ErrorKind::Unsupported, "this build has no AWS backend").advise("Build with the feature `aws`, or use a simulator."))
}
