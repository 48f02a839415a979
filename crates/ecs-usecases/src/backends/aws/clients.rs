//! What sends the calls of one Region by one set of credentials. The SDK's clients are made when they are first used.

use super::transport::Signed;
use aws_config::{Region, SdkConfig};
use std::sync::OnceLock;

/// One Region's clients.
pub(super) struct Clients {
    pub(super) config: SdkConfig,
    pub(super) region: String,
    /// For the services that have no client.
    pub(super) signed: Signed,
    ecs: OnceLock<aws_sdk_ecs::Client>,
    ecr: OnceLock<aws_sdk_ecr::Client>,
    elbv2: OnceLock<aws_sdk_elasticloadbalancingv2::Client>,
    #[cfg(feature = "aws-cloudwatch")]
    cloudwatch: OnceLock<aws_sdk_cloudwatch::Client>,
}

impl Clients {
    pub(super) fn new(config: &SdkConfig, region: &str) -> Self {
        let config = config.to_builder().region(Region::new(region.to_owned())).build();
        Self {
            signed: Signed::new(&config),
            config,
            region: region.to_owned(),
            ecs: OnceLock::new(),
            ecr: OnceLock::new(),
            elbv2: OnceLock::new(),
            #[cfg(feature = "aws-cloudwatch")]
            cloudwatch: OnceLock::new(),
        }
    }

    pub(super) fn ecs(&self) -> &aws_sdk_ecs::Client {
        self.ecs.get_or_init(|| aws_sdk_ecs::Client::new(&self.config))
    }

    pub(super) fn ecr(&self) -> &aws_sdk_ecr::Client {
        self.ecr.get_or_init(|| aws_sdk_ecr::Client::new(&self.config))
    }

    pub(super) fn elbv2(&self) -> &aws_sdk_elasticloadbalancingv2::Client {
        self.elbv2.get_or_init(|| aws_sdk_elasticloadbalancingv2::Client::new(&self.config))
    }

    #[cfg(feature = "aws-cloudwatch")]
    pub(super) fn cloudwatch(&self) -> &aws_sdk_cloudwatch::Client {
        self.cloudwatch.get_or_init(|| aws_sdk_cloudwatch::Client::new(&self.config))
    }
}
