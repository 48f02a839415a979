//! How an [`AwsBackend`] is set up.

use super::AwsBackend;
use aws_config::{BehaviorVersion, Region, SdkConfig, retry::RetryConfig, timeout::TimeoutConfig};
use aws_credential_types::Credentials;
use aws_sdk_ecs::config::{HttpClient, IntoShared, SharedCredentialsProvider, SharedHttpClient};
use aws_types::origin::Origin;
use std::time::Duration;

/// Sets up an [`AwsBackend`]; what is not set comes from the environment, the profile or the machine's role.
pub struct AwsBackendBuilder {
    base: Option<SdkConfig>,
    region: Option<String>,
    account: Option<String>,
    endpoint_url: Option<String>,
    credentials: Option<Credentials>,
    http_client: Option<SharedHttpClient>,
    connect_timeout: Duration,
    read_timeout: Duration,
    operation_timeout: Duration,
}

impl Default for AwsBackendBuilder {
    fn default() -> Self {
        Self {
            base: None,
            region: None,
            account: None,
            endpoint_url: None,
            credentials: None,
            http_client: None,
            connect_timeout: Duration::from_millis(3100),
            read_timeout: Duration::from_secs(10),
            operation_timeout: Duration::from_secs(20),
        }
    }
}

impl AwsBackendBuilder {
    /// Start from this configuration instead of the environment, say with a provider that assumes a role.
    /// Its retries are switched off and its timeouts replaced.
    #[must_use]
    pub fn sdk_config(mut self, config: SdkConfig) -> Self {
        self.base = Some(config);
        self
    }

    /// The Region of [`AwsBackend::scope`].
    #[must_use]
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.region = Some(region.into());
        self
    }

    /// The account that the credentials belong to.
    #[must_use]
    pub fn account(mut self, account: impl Into<String>) -> Self {
        self.account = Some(account.into());
        self
    }

    /// Send every call here instead of to AWS.
    #[must_use]
    pub fn endpoint_url(mut self, url: impl Into<String>) -> Self {
        self.endpoint_url = Some(url.into());
        self
    }

    /// Sign with this access key.
    #[must_use]
    pub fn credentials(mut self, access_key_id: impl Into<String>, secret_access_key: impl Into<String>) -> Self {
        self.credentials = Some(Credentials::new(access_key_id, secret_access_key, None, None, "ecs-usecases"));
        self
    }

    /// Send through this HTTP client: a proxy, other TLS, or recorded replies.
    #[must_use]
    pub fn http_client(mut self, client: impl HttpClient + 'static) -> Self {
        self.http_client = Some(client.into_shared());
        self
    }

    /// How long connecting may take; 3.1 s unless set.
    #[must_use]
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.connect_timeout = limit;
        self
    }

    /// How long the first byte of an answer may take; 10 s unless set.
    #[must_use]
    pub fn read_timeout(mut self, limit: Duration) -> Self {
        self.read_timeout = limit;
        self
    }

    /// How long a call may take in all; 20 s unless set.
    #[must_use]
    pub fn operation_timeout(mut self, limit: Duration) -> Self {
        self.operation_timeout = limit;
        self
    }

    /// Look up what was not set, and build the backend. Nothing is sent to the services.
    pub async fn build(self) -> AwsBackend {
        // The environment's account says nothing about credentials that the program brings.
        let brings_credentials = self.base.is_some() || self.credentials.is_some();
        let account = self.account.or_else(|| if brings_credentials { None } else { std::env::var("AWS_ACCOUNT_ID").ok() });
        let base = match self.base {
            Some(config) => config,
            None => from_env(self.region.clone(), self.credentials.clone()).await,
        };
        let timeouts = TimeoutConfig::builder()
            .connect_timeout(self.connect_timeout)
            .read_timeout(self.read_timeout)
            .operation_timeout(self.operation_timeout)
            .build();
        let mut config = base.into_builder().retry_config(RetryConfig::disabled()).timeout_config(timeouts);
        if let Some(region) = self.region {
            config.set_region(Region::new(region));
        }
        if let Some(credentials) = self.credentials {
            config.set_credentials_provider(Some(SharedCredentialsProvider::new(credentials)));
        }
        if let Some(client) = self.http_client {
            config.set_http_client(Some(client));
        }
        if let Some(url) = self.endpoint_url {
            config.set_endpoint_url(Some(url));
            // Without this the services' own AWS_ENDPOINT_URL_… variables would win over the program.
            config.insert_origin("endpoint_url", Origin::shared_config());
        }
        AwsBackend::new(config.build(), account.filter(|account| !account.is_empty()))
    }
}

async fn from_env(region: Option<String>, credentials: Option<Credentials>) -> SdkConfig {
    let mut loader = aws_config::defaults(BehaviorVersion::latest());
    // What is set needs no looking up, which may ask the machine's metadata service.
    if let Some(region) = region {
        loader = loader.region(Region::new(region));
    }
    if let Some(credentials) = credentials {
        loader = loader.credentials_provider(credentials);
    }
    loader.load().await
}
