//! Where the services that have no SDK client are reached.
//!
//! AWS's rules of partitions come from the ECS client, whose endpoints have the form of nearly all services.

use super::failure::Failure;
use crate::operations::wire::Wire;
use aws_config::SdkConfig;
use aws_sdk_ecs::config::endpoint::{DefaultResolver, Params, ResolveEndpoint};
use aws_types::service_config::ServiceConfigKey;

/// An endpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) url: String,
    /// The Region that requests to it are signed for.
    pub(super) region: String,
}

/// IAM's endpoints: the partition's DNS suffix and a Region's prefix, the plain host, the host under FIPS, that for dual stack, that for
/// both, and the Region that it signs for.
const IAM: [(&str, &str, [&str; 4], &str); 8] = [
    (
        "amazonaws.com",
        "us-gov-",
        ["iam.us-gov.amazonaws.com", "iam.us-gov.amazonaws.com", "iam.us-gov.api.aws", "iam.us-gov.api.aws"],
        "us-gov-west-1",
    ),
    ("amazonaws.com", "", ["iam.amazonaws.com", "iam-fips.amazonaws.com", "iam.global.api.aws", "iam-fips.global.api.aws"], "us-east-1"),
    (
        "amazonaws.com.cn",
        "",
        [
            "iam.cn-north-1.amazonaws.com.cn",
            "iam-fips.amazonaws.com.cn",
            "iam.global.api.amazonwebservices.com.cn",
            "iam-fips.api.amazonwebservices.com.cn",
        ],
        "cn-north-1",
    ),
    (
        "c2s.ic.gov",
        "",
        ["iam.us-iso-east-1.c2s.ic.gov", "iam-fips.us-iso-east-1.c2s.ic.gov", "iam.api.aws.ic.gov", "iam-fips.api.aws.ic.gov"],
        "us-iso-east-1",
    ),
    (
        "sc2s.sgov.gov",
        "",
        ["iam.us-isob-east-1.sc2s.sgov.gov", "iam-fips.us-isob-east-1.sc2s.sgov.gov", "iam.api.aws.scloud", "iam-fips.api.aws.scloud"],
        "us-isob-east-1",
    ),
    (
        "cloud.adc-e.uk",
        "",
        ["iam.eu-isoe-west-1.cloud.adc-e.uk", "iam-fips.cloud.adc-e.uk", "iam.api.cloud-aws.adc-e.uk", "iam-fips.api.cloud-aws.adc-e.uk"],
        "eu-isoe-west-1",
    ),
    (
        "csp.hci.ic.gov",
        "",
        ["iam.us-isof-south-1.csp.hci.ic.gov", "iam-fips.csp.hci.ic.gov", "iam.api.aws.hci.ic.gov", "iam-fips.api.aws.hci.ic.gov"],
        "us-isof-south-1",
    ),
    (
        "amazonaws.eu",
        "",
        [
            "iam.eusc-de-east-1.amazonaws.eu",
            "iam-fips.amazonaws.eu",
            "iam.global.api.amazonwebservices.eu",
            "iam-fips.global.api.amazonwebservices.eu",
        ],
        "eusc-de-east-1",
    ),
];

/// The endpoint of a service for calls of this Region: the one that is configured, or AWS's own.
pub(super) async fn of(config: &SdkConfig, wire: &Wire, region: &str) -> Result<Place, Failure> {
    if let Some(url) = configured(config, wire) {
        return Ok(Place { url, region: region.into() });
    }
    let (fips, dual) = (config.use_fips().unwrap_or_default(), config.use_dual_stack().unwrap_or_default());
    if wire.service == "iam" {
        // The plain form tells the partition.
        let url = ecs(region, false, false).await?;
        let suffix = url.split_once(&format!("{region}.")).map_or("", |(_, suffix)| suffix);
        let row = IAM.iter().find(|(known, prefix, ..)| *known == suffix && region.starts_with(prefix));
        let (_, _, hosts, region) = row.ok_or_else(|| Failure::request(format!("no endpoint of IAM is known for the Region {region}")))?;
        let host = hosts[usize::from(fips) + 2 * usize::from(dual)];
        return Ok(Place { url: format!("https://{host}"), region: (*region).into() });
    }
    let (fips, dual) = match wire.service {
        // Its plain names answer both ways in the partitions that most people use.
        "secretsmanager" => {
            let plain = ecs(region, false, false).await?;
            (fips, dual && !plain.ends_with(".amazonaws.com") && !plain.ends_with(".amazonaws.com.cn"))
        }
        // The plain names of GovCloud are FIPS already.
        _ => (fips && (dual || !region.starts_with("us-gov-")), dual),
    };
    let url = ecs(region, fips, dual).await?;
    let rest = url.strip_prefix("https://ecs").ok_or_else(|| Failure::request(format!("the endpoint {url} has another form")))?;
    Ok(Place { url: format!("https://{}{rest}", wire.host), region: region.into() })
}

/// The endpoint that the program, the environment or the profile names, in the order of the SDK's clients.
fn configured(config: &SdkConfig, wire: &Wire) -> Option<String> {
    let shared = || config.endpoint_url().map(str::to_owned);
    if config.get_origin("endpoint_url").is_client_config() {
        return shared();
    }
    let key = ServiceConfigKey::builder().service_id(wire.id).env("AWS_ENDPOINT_URL").profile("endpoint_url").build().ok()?;
    config.service_config().and_then(|services| services.load_config(key)).or_else(shared)
}

async fn ecs(region: &str, fips: bool, dual: bool) -> Result<String, Failure> {
    let failed = |error: &dyn std::fmt::Display| Failure::request(format!("no endpoint is known for the Region {region}: {error}"));
    let params = Params::builder().region(region).use_fips(fips).use_dual_stack(dual).build().map_err(|error| failed(&error))?;
    let found = DefaultResolver::new().resolve_endpoint(&params).await.map_err(|error| failed(&error))?;
    Ok(found.url().to_owned())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::operations::wire;
    use aws_types::origin::Origin;

    async fn at(config: &SdkConfig, service: &str, region: &str) -> (String, String) {
        let place = of(config, wire::of(service).unwrap(), region).await.unwrap();
        (place.url, place.region)
    }

    async fn url(fips: bool, dual: bool, service: &str, region: &str) -> String {
        let config = SdkConfig::builder().use_fips(fips).use_dual_stack(dual).build();
        at(&config, service, region).await.0
    }

    #[tokio::test]
    async fn partitions_have_their_own_names() {
        let plain = |service, region| url(false, false, service, region);
        assert_eq!(plain("logs", "eu-west-1").await, "https://logs.eu-west-1.amazonaws.com");
        assert_eq!(plain("appconfigdata", "cn-north-1").await, "https://appconfigdata.cn-north-1.amazonaws.com.cn");
        assert_eq!(plain("ssm", "us-gov-west-1").await, "https://ssm.us-gov-west-1.amazonaws.com");
        assert_eq!(plain("sts", "us-iso-east-1").await, "https://sts.us-iso-east-1.c2s.ic.gov");
        assert_eq!(plain("servicequotas", "eusc-de-east-1").await, "https://servicequotas.eusc-de-east-1.amazonaws.eu");
        assert_eq!(plain("ecr", "eu-west-1").await, "https://api.ecr.eu-west-1.amazonaws.com");
    }

    #[tokio::test]
    async fn iam_is_one_in_a_partition() {
        let config = SdkConfig::builder().build();
        for (region, host, signed) in [
            ("eu-west-1", "https://iam.amazonaws.com", "us-east-1"),
            ("cn-northwest-1", "https://iam.cn-north-1.amazonaws.com.cn", "cn-north-1"),
            ("us-gov-east-1", "https://iam.us-gov.amazonaws.com", "us-gov-west-1"),
            ("us-isob-east-1", "https://iam.us-isob-east-1.sc2s.sgov.gov", "us-isob-east-1"),
            ("eusc-de-east-1", "https://iam.eusc-de-east-1.amazonaws.eu", "eusc-de-east-1"),
        ] {
            assert_eq!(at(&config, "iam", region).await, (host.to_owned(), signed.to_owned()));
        }
        assert_eq!(url(true, false, "iam", "eu-west-1").await, "https://iam-fips.amazonaws.com");
        assert_eq!(url(true, true, "iam", "eu-west-1").await, "https://iam-fips.global.api.aws");
    }

    #[tokio::test]
    async fn fips_and_dual_stack_are_as_in_the_rules_of_each_service() {
        assert_eq!(url(true, false, "ssm", "us-east-1").await, "https://ssm-fips.us-east-1.amazonaws.com");
        assert_eq!(url(true, true, "ssm", "us-east-1").await, "https://ssm-fips.us-east-1.api.aws");
        assert_eq!(url(false, true, "logs", "us-east-1").await, "https://logs.us-east-1.api.aws");
        assert_eq!(url(true, false, "logs", "us-gov-west-1").await, "https://logs.us-gov-west-1.amazonaws.com");
        assert_eq!(url(true, true, "logs", "us-gov-west-1").await, "https://logs-fips.us-gov-west-1.api.aws");
        assert_eq!(url(true, false, "secretsmanager", "us-gov-west-1").await, "https://secretsmanager-fips.us-gov-west-1.amazonaws.com");
        assert_eq!(url(true, true, "secretsmanager", "us-east-1").await, "https://secretsmanager-fips.us-east-1.amazonaws.com");
        assert_eq!(url(false, true, "secretsmanager", "cn-north-1").await, "https://secretsmanager.cn-north-1.amazonaws.com.cn");
    }

    #[tokio::test]
    async fn what_is_configured_wins() {
        let mut config = SdkConfig::builder().endpoint_url("http://here:1");
        config.insert_origin("endpoint_url", Origin::shared_config());
        assert_eq!(at(&config.build(), "iam", "eu-west-1").await, ("http://here:1".to_owned(), "eu-west-1".to_owned()));
    }

    #[tokio::test]
    async fn what_is_no_region_has_no_endpoint() {
        let config = SdkConfig::builder().build();
        assert!(of(&config, wire::of("ssm").unwrap(), "eu west/1").await.is_err());
    }
}
