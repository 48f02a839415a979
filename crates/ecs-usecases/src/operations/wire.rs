//! How each service of AWS is spoken to: its protocols and the names by which it goes. They are those of botocore's models.

/// A service of AWS on the wire.
#[derive(Debug, PartialEq, Eq)]
pub struct Wire {
    /// The service as in the operations table: its prefix in IAM actions.
    pub service: &'static str,
    /// AWS's id of the service, by which settings name it: `AWS_ENDPOINT_URL_CLOUDWATCH_LOGS`.
    pub id: &'static str,
    /// The first part of its hosts' names.
    pub host: &'static str,
    /// The name by which requests are signed.
    pub signing: &'static str,
    /// What `X-Amz-Target` calls it, if it speaks JSON.
    pub target: Option<&'static str>,
    /// The version of its JSON protocol.
    pub json: &'static str,
    /// The version and namespace of its Query protocol, if it speaks that.
    pub query: Option<(&'static str, &'static str)>,
}

const JSON: Wire = Wire { service: "", id: "", host: "", signing: "", target: None, json: "1.1", query: None };

/// A service that has one name for everything.
const fn plain(name: &'static str, id: &'static str, target: Option<&'static str>) -> Wire {
    Wire { service: name, id, host: name, signing: name, target, ..JSON }
}

/// Every service of AWS in the tables. Those that speak neither JSON nor the Query protocol speak REST (see [`super::rest`]).
pub static SERVICES: [Wire; 14] = [
    plain("ecs", "ECS", Some("AmazonEC2ContainerServiceV20141113")),
    Wire { host: "api.ecr", ..plain("ecr", "ECR", Some("AmazonEC2ContainerRegistry_V20150921")) },
    Wire {
        query: Some(("2015-12-01", "http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/")),
        ..plain("elasticloadbalancing", "Elastic Load Balancing v2", None)
    },
    Wire {
        service: "cloudwatch",
        json: "1.0",
        query: Some(("2010-08-01", "http://monitoring.amazonaws.com/doc/2010-08-01/")),
        ..plain("monitoring", "CloudWatch", Some("GraniteServiceVersion20100801"))
    },
    plain("logs", "CloudWatch Logs", Some("Logs_20140328")),
    plain("secretsmanager", "Secrets Manager", Some("secretsmanager")),
    plain("ssm", "SSM", Some("AmazonSSM")),
    plain("application-autoscaling", "Application Auto Scaling", Some("AnyScaleFrontendService")),
    Wire { query: Some(("2011-06-15", "https://sts.amazonaws.com/doc/2011-06-15/")), ..plain("sts", "STS", None) },
    Wire { query: Some(("2010-05-08", "https://iam.amazonaws.com/doc/2010-05-08/")), ..plain("iam", "IAM", None) },
    plain("servicequotas", "Service Quotas", Some("ServiceQuotasV20190624")),
    Wire { json: "1.0", ..plain("dynamodb", "DynamoDB", Some("DynamoDB_20120810")) },
    plain("appconfig", "AppConfig", None),
    Wire { signing: "appconfig", ..plain("appconfigdata", "AppConfigData", None) },
];

/// How the service of this prefix is spoken to. Tables have one that is not AWS's.
pub fn of(service: &str) -> Option<&'static Wire> {
    SERVICES.iter().find(|wire| wire.service == service)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::{AnyOperation, rest};
    use std::collections::BTreeSet;

    #[test]
    fn every_service_of_the_tables_speaks_something() {
        let services: BTreeSet<&str> = AnyOperation::table().iter().map(|info| info.service).collect();
        for service in services.into_iter().filter(|service| *service != "http") {
            let wire = of(service).unwrap_or_else(|| panic!("{service} has no row"));
            assert!(wire.target.is_some() || wire.query.is_some() || rest::service(service).is_some(), "{service} speaks nothing");
        }
    }
}
