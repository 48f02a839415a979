//! Sends one HTTP request by the SDK's orchestrator: credentials, signature, connections and timeouts are those of the SDK's clients, and
//! so are the ways in which it fails.

use super::{
    endpoint::Place,
    failure::Failure,
    message::{Message, Received},
};
use aws_config::{Region, SdkConfig, identity::IdentityCache};
use aws_runtime::{
    auth::{
        SigV4OperationSigningConfig,
        sigv4::{SCHEME_ID, SigV4AuthScheme},
    },
    user_agent::{ApiMetadata, UserAgentInterceptor},
};
use aws_sdk_ecs::config::{
    BehaviorVersion, FrozenLayer, Layer, RuntimeComponentsBuilder, RuntimePlugin, SharedHttpClient, SharedIdentityCache,
};
use aws_smithy_http_client::{
    Builder, ConnectorBuilder,
    proxy::ProxyConfig,
    tls::{Provider, rustls_provider::CryptoMode},
};
use aws_smithy_runtime::client::orchestrator::operation::{Operation, OperationBuilder};
use aws_smithy_runtime_api::client::{
    auth::{
        AuthSchemeOptionResolverParams, SharedAuthScheme, SharedAuthSchemeOptionResolver, static_resolver::StaticAuthSchemeOptionResolver,
    },
    identity::SharedIdentityResolver,
};
use aws_smithy_types::timeout::TimeoutConfig;
use aws_types::{SigningName, region::SigningRegion};
use std::{borrow::Cow, convert::Infallible};

/// The HTTP client that the SDK would take by itself, of which it would make one a client and Region.
pub(super) fn http_client() -> SharedHttpClient {
    Builder::new().build_with_connector_fn(|settings, components| {
        let mut connector = ConnectorBuilder::default().tls_provider(Provider::Rustls(CryptoMode::AwsLc));
        connector.set_connector_settings(settings.cloned());
        if let Some(components) = components {
            connector.set_sleep_impl(components.sleep_impl());
        }
        connector.set_proxy_config(Some(ProxyConfig::from_env()));
        connector.build()
    })
}

/// Sends signed requests of one account and Region.
pub(super) struct Signed {
    config: SdkConfig,
    identities: SharedIdentityCache,
}

impl Signed {
    pub(super) fn new(config: &SdkConfig) -> Self {
        let identities = config.identity_cache().unwrap_or_else(|| IdentityCache::lazy().build());
        Self { config: config.clone(), identities }
    }

    /// Send a request that is signed for this service. Every answer is a success here, whatever its status.
    pub(super) async fn send(
        &self,
        operation: &'static str,
        message: Message,
        to: &Place,
        signing: &'static str,
    ) -> Result<Received, Failure> {
        let signature = Signature {
            config: signature_config(signing, &to.region),
            provider: self.config.credentials_provider().map(SharedIdentityResolver::new),
            identities: self.identities.clone(),
        };
        let timeouts = self.config.timeout_config().cloned().unwrap_or_else(TimeoutConfig::disabled);
        let builder = transport(&self.config, signing, operation, timeouts).endpoint_url(&to.url);
        invoke(builder.interceptor(UserAgentInterceptor::new()).runtime_plugin(signature), message).await
    }
}

/// Send a request that nobody signs, such as a smoke check's.
pub(super) async fn send_plain(config: &SdkConfig, timeouts: TimeoutConfig, message: Message, endpoint: &str) -> Result<Received, Failure> {
    invoke(transport(config, "http", "SendRequest", timeouts).endpoint_url(endpoint).no_auth(), message).await
}

fn transport(config: &SdkConfig, service: &'static str, operation: &'static str, timeouts: TimeoutConfig) -> OperationBuilder {
    let mut builder = Operation::builder()
        .service_name(service)
        .operation_name(operation)
        .behavior_version(config.behavior_version().unwrap_or_else(BehaviorVersion::latest))
        .timeout_config(timeouts)
        .with_connection_poisoning()
        .no_retry();
    if let Some(client) = config.http_client() {
        builder = builder.http_client(client);
    }
    if let Some(sleep) = config.sleep_impl() {
        builder = builder.sleep_impl(sleep);
    }
    if let Some(time) = config.time_source() {
        builder = builder.time_source(time);
    }
    builder
}

async fn invoke(builder: OperationBuilder, message: Message) -> Result<Received, Failure> {
    let operation = builder
        .serializer(|message: Message| message.request())
        .deserializer::<Received, Infallible>(|response| Ok(Received::from(response)))
        .build();
    Box::pin(operation.invoke(message)).await.map_err(Failure::from)
}

fn signature_config(signing: &'static str, region: &str) -> FrozenLayer {
    let mut layer = Layer::new("signature");
    layer.store_put(AuthSchemeOptionResolverParams::new(()));
    layer.store_put(ApiMetadata::new(signing, env!("CARGO_PKG_VERSION")));
    layer.store_put(SigV4OperationSigningConfig {
        region: Some(SigningRegion::from(Region::new(region.to_owned()))),
        name: Some(SigningName::from_static(signing)),
        ..SigV4OperationSigningConfig::default()
    });
    layer.freeze()
}

/// What signs a request, for the orchestrator.
#[derive(Debug)]
struct Signature {
    config: FrozenLayer,
    provider: Option<SharedIdentityResolver>,
    identities: SharedIdentityCache,
}

impl RuntimePlugin for Signature {
    fn config(&self) -> Option<FrozenLayer> {
        Some(self.config.clone())
    }

    fn runtime_components(&self, _: &RuntimeComponentsBuilder) -> Cow<'_, RuntimeComponentsBuilder> {
        let mut components = RuntimeComponentsBuilder::new("signature")
            .with_auth_scheme_option_resolver(Some(SharedAuthSchemeOptionResolver::new(StaticAuthSchemeOptionResolver::new(vec![
                SCHEME_ID,
            ]))))
            .with_auth_scheme(SharedAuthScheme::new(SigV4AuthScheme::new()))
            .with_identity_cache(Some(self.identities.clone()));
        if let Some(provider) = &self.provider {
            components.set_identity_resolver(SCHEME_ID, provider.clone());
        }
        Cow::Owned(components)
    }
}
