//! How an [`AwsBackend`] is set up.

use super::{
    AwsBackend,
    recording::{HttpRecording, HttpReplay, recording_client, replaying_client},
    transport,
};
use crate::clock::{Clock, SystemClock};
use aws_config::{BehaviorVersion, Region, SdkConfig, retry::RetryConfig, timeout::TimeoutConfig};
use aws_credential_types::Credentials;
use aws_sdk_ecs::config::{HttpClient, IntoShared, SharedCredentialsProvider, SharedHttpClient};
use aws_types::origin::Origin;
use std::{sync::Arc, time::Duration};

/// Sets up an [`AwsBackend`]; what is not set comes from the environment, the profile or the machine's role.
pub struct AwsBackendBuilder {
    base: Option<SdkConfig>,
    region: Option<String>,
    account: Option<String>,
    endpoint_url: Option<String>,
    credentials: Option<Credentials>,
    http_client: Option<SharedHttpClient>,
    recording: Option<HttpRecording>,
    replay: Option<HttpReplay>,
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
            recording: None,
            replay: None,
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

    /// Write down every HTTP exchange, scrubbed. What comes back is not touched.
    #[must_use]
    pub fn record(mut self, recording: &HttpRecording) -> Self {
        self.recording = Some(recording.clone());
        self
    }

    /// Answer from a recording; nothing is sent and nothing is looked up. Region and account are those of the recording unless set,
    /// and so is the time at which the backend's clock starts, which then waits for nothing.
    #[must_use]
    pub fn replay(mut self, replay: &HttpReplay) -> Self {
        self.replay = Some(replay.clone());
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
    pub async fn build(mut self) -> AwsBackend {
        let mut clock: Arc<dyn Clock> = Arc::new(SystemClock);
        if let Some(replay) = &self.replay {
            let stage = || SdkConfig::builder().behavior_version(BehaviorVersion::latest()).build();
            self.base.get_or_insert_with(stage);
            self.credentials.get_or_insert_with(|| Credentials::new("replay", "replay", None, None, "ecs-usecases"));
            self.region = self.region.or_else(|| replay.region());
            self.account = self.account.or_else(|| replay.account());
            self.http_client = Some(replaying_client(replay));
            if replay.is_of_custom_endpoint() {
                // What an answer means depends on whether AWS gave it. Nobody can have this name.
                self.endpoint_url.get_or_insert_with(|| "http://recording.invalid".into());
            }
            clock = Arc::new(replay.clock());
        }
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
        // One for all clients: they share its connections.
        let mut client = self.http_client.or_else(|| base.http_client()).unwrap_or_else(transport::http_client);
        let mut config = base.into_builder().retry_config(RetryConfig::disabled()).timeout_config(timeouts);
        if let Some(region) = self.region {
            config.set_region(Region::new(region));
        }
        if let Some(credentials) = self.credentials {
            config.set_credentials_provider(Some(SharedCredentialsProvider::new(credentials)));
        }
        let account = account.filter(|account| !account.is_empty());
        if let Some(recording) = &self.recording {
            client = recording_client(recording, client, account.as_deref());
        }
        config.set_http_client(Some(client));
        if let Some(url) = self.endpoint_url {
            config.set_endpoint_url(Some(url));
            // Without this the services' own AWS_ENDPOINT_URL_… variables would win over the program.
            config.insert_origin("endpoint_url", Origin::shared_config());
        }
        AwsBackend::new(config.build(), account, clock)
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
