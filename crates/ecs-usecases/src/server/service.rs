//! The services that are served, and the names by which requests tell which one they mean.

use crate::operations::rest;

/// A service of AWS.
pub(crate) struct Service {
    /// The service's prefix in IAM actions, as in the operations table.
    pub(crate) prefix: &'static str,
    /// What `X-Amz-Target` calls it, if it speaks JSON.
    pub(crate) target: Option<&'static str>,
    /// The version of its JSON protocol.
    pub(crate) json: &'static str,
    /// The version and namespace of its Query protocol, if it speaks that.
    pub(crate) query: Option<(&'static str, &'static str)>,
    /// The name by which requests are signed.
    pub(crate) signing: &'static str,
    /// The names of errors in JSON and CBOR that differ from those of the Query protocol.
    pub(crate) error_names: &'static [(&'static str, &'static str)],
    /// The code of a throttled call.
    pub(crate) throttled: &'static str,
    /// The code of a call that failed by the service's own fault.
    pub(crate) fault: &'static str,
}

const JSON: Service = Service {
    prefix: "",
    target: None,
    json: "1.1",
    query: None,
    signing: "",
    error_names: &[],
    throttled: "ThrottlingException",
    fault: "InternalFailure",
};

/// Every service that is served. Names and versions are those of botocore's models.
pub(crate) static SERVICES: [Service; 13] = [
    Service { prefix: "ecs", target: Some("AmazonEC2ContainerServiceV20141113"), signing: "ecs", fault: "ServerException", ..JSON },
    Service { prefix: "ecr", target: Some("AmazonEC2ContainerRegistry_V20150921"), signing: "ecr", fault: "ServerException", ..JSON },
    Service {
        prefix: "elasticloadbalancing",
        query: Some(("2015-12-01", "http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/")),
        signing: "elasticloadbalancing",
        throttled: "Throttling",
        ..JSON
    },
    Service {
        prefix: "cloudwatch",
        target: Some("GraniteServiceVersion20100801"),
        json: "1.0",
        query: Some(("2010-08-01", "http://monitoring.amazonaws.com/doc/2010-08-01/")),
        signing: "monitoring",
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
        fault: "InternalFailure",
    },
    Service { prefix: "logs", target: Some("Logs_20140328"), signing: "logs", fault: "ServiceUnavailableException", ..JSON },
    Service { prefix: "secretsmanager", target: Some("secretsmanager"), signing: "secretsmanager", fault: "InternalServiceError", ..JSON },
    Service { prefix: "ssm", target: Some("AmazonSSM"), signing: "ssm", fault: "InternalServerError", ..JSON },
    Service {
        prefix: "application-autoscaling",
        target: Some("AnyScaleFrontendService"),
        signing: "application-autoscaling",
        fault: "InternalServiceException",
        ..JSON
    },
    Service {
        prefix: "sts",
        query: Some(("2011-06-15", "https://sts.amazonaws.com/doc/2011-06-15/")),
        signing: "sts",
        throttled: "Throttling",
        ..JSON
    },
    Service {
        prefix: "iam",
        query: Some(("2010-05-08", "https://iam.amazonaws.com/doc/2010-05-08/")),
        signing: "iam",
        throttled: "Throttling",
        ..JSON
    },
    Service {
        prefix: "servicequotas",
        target: Some("ServiceQuotasV20190624"),
        signing: "servicequotas",
        throttled: "TooManyRequestsException",
        fault: "ServiceException",
        ..JSON
    },
    Service { prefix: "appconfig", signing: "appconfig", fault: "InternalServerException", ..JSON },
    Service { prefix: "appconfigdata", signing: "appconfig", fault: "InternalServerException", ..JSON },
];

impl Service {
    /// Whether the service of this prefix is served. Tables have one that is not AWS's.
    pub(crate) fn is_served(prefix: &str) -> bool {
        SERVICES.iter().any(|service| service.prefix == prefix)
    }

    /// By the part of `X-Amz-Target` before the dot, or the service in a CBOR request's path.
    pub(crate) fn by_target(target: &str) -> Option<&'static Self> {
        SERVICES.iter().find(|service| service.target == Some(target))
    }

    /// Of a form, by its version; a form without one is the signing service's.
    pub(crate) fn by_query(version: &str, signing: Option<&str>) -> Option<&'static Self> {
        SERVICES.iter().filter(|service| service.query.is_some()).find(|service| {
            service.query.is_some_and(|(known, _)| known == version) || (version.is_empty() && signing == Some(service.signing))
        })
    }

    /// By its prefix.
    pub(crate) fn by_prefix(prefix: &str) -> Option<&'static Self> {
        SERVICES.iter().find(|service| service.prefix == prefix)
    }

    /// A REST service that requests are signed for by this name, if there is one.
    pub(crate) fn rest(signing: Option<&str>) -> Option<&'static Self> {
        SERVICES.iter().find(|service| Some(service.signing) == signing && rest::service(service.prefix).is_some())
    }

    /// The name of an error in JSON and CBOR.
    pub(crate) fn error_name<'a>(&self, code: &'a str) -> &'a str {
        self.error_names.iter().find(|(query, _)| *query == code).map_or(code, |(_, name)| *name)
    }
}
