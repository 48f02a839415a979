//! The services that are served, and the names by which requests tell which one they mean.

use crate::operations::{
    rest,
    wire::{self, Wire},
};

/// A service of AWS.
pub(crate) struct Service {
    /// The service's prefix in IAM actions, as in the operations table.
    pub(crate) prefix: &'static str,
    /// The names of errors in JSON and CBOR that differ from those of the Query protocol.
    error_names: &'static [(&'static str, &'static str)],
    /// The code of a throttled call.
    pub(crate) throttled: &'static str,
    /// The code of a call that failed by the service's own fault.
    pub(crate) fault: &'static str,
}

const fn service(prefix: &'static str, fault: &'static str) -> Service {
    Service { prefix, error_names: &[], throttled: "ThrottlingException", fault }
}

/// Every service that is served.
pub(crate) static SERVICES: [Service; 14] = [
    service("ecs", "ServerException"),
    service("ecr", "ServerException"),
    Service { throttled: "Throttling", ..service("elasticloadbalancing", "InternalFailure") },
    Service {
        error_names: &[
            ("InternalServiceError", "InternalServiceFault"),
            ("InvalidFormat", "InvalidFormatFault"),
            ("InvalidParameterCombination", "InvalidParameterCombinationException"),
            ("InvalidParameterValue", "InvalidParameterValueException"),
            ("LimitExceeded", "LimitExceededFault"),
            ("MissingParameter", "MissingRequiredParameterException"),
            ("ValidationError", "ValidationException"),
        ],
        throttled: "Throttling",
        ..service("cloudwatch", "InternalFailure")
    },
    service("logs", "ServiceUnavailableException"),
    service("secretsmanager", "InternalServiceError"),
    service("ssm", "InternalServerError"),
    service("application-autoscaling", "InternalServiceException"),
    Service { throttled: "Throttling", ..service("sts", "InternalFailure") },
    Service { throttled: "Throttling", ..service("iam", "InternalFailure") },
    Service { throttled: "TooManyRequestsException", ..service("servicequotas", "ServiceException") },
    service("dynamodb", "InternalServerError"),
    service("appconfig", "InternalServerException"),
    service("appconfigdata", "InternalServerException"),
];

impl Service {
    /// Whether the service of this prefix is served. Tables have one that is not AWS's.
    pub(crate) fn is_served(prefix: &str) -> bool {
        SERVICES.iter().any(|service| service.prefix == prefix)
    }

    /// By the part of `X-Amz-Target` before the dot, or the service in a CBOR request's path.
    pub(crate) fn by_target(target: &str) -> Option<&'static Self> {
        Self::speaking(|wire| wire.target == Some(target))
    }

    /// Of a form, by its version; a form without one is the signing service's.
    pub(crate) fn by_query(version: &str, signing: Option<&str>) -> Option<&'static Self> {
        Self::speaking(|wire| {
            wire.query.is_some_and(|(known, _)| known == version || (version.is_empty() && signing == Some(wire.signing)))
        })
    }

    /// By its prefix.
    pub(crate) fn by_prefix(prefix: &str) -> Option<&'static Self> {
        SERVICES.iter().find(|service| service.prefix == prefix)
    }

    /// A REST service that requests are signed for by this name, if there is one.
    pub(crate) fn rest(signing: Option<&str>) -> Option<&'static Self> {
        Self::speaking(|wire| Some(wire.signing) == signing && rest::service(wire.service).is_some())
    }

    fn speaking(fits: impl Fn(&Wire) -> bool) -> Option<&'static Self> {
        wire::SERVICES.iter().find(|wire| fits(wire)).and_then(|wire| Self::by_prefix(wire.service))
    }

    /// How it is spoken to.
    pub(crate) fn wire(&self) -> Option<&'static Wire> {
        wire::of(self.prefix)
    }

    /// The name of an error in JSON and CBOR.
    pub(crate) fn error_name<'a>(&self, code: &'a str) -> &'a str {
        self.error_names.iter().find(|(query, _)| *query == code).map_or(code, |(_, name)| *name)
    }
}
