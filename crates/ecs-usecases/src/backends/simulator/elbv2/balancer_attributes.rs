//! The attributes of load balancers: defaults and documented values.

use super::{invalid, no_balancer, unfit};
use crate::{
    backends::simulator::world::World,
    error::Result,
    model::elbv2::{
        DescribeLoadBalancerAttributes, DescribeLoadBalancerAttributesResponse, LoadBalancerAttribute, ModifyLoadBalancerAttributes,
        ModifyLoadBalancerAttributesResponse,
    },
};
use std::collections::BTreeMap;

/// What values an attribute takes.
enum Values {
    Of(&'static [&'static str]),
    Number(u32, u32),
    Text,
}

const SWITCH: Values = Values::Of(&["true", "false"]);
pub(super) const DELETION_PROTECTION: &str = "deletion_protection.enabled";

const ALL: &[(&str, Values, &str)] = &[
    (DELETION_PROTECTION, SWITCH, "false"),
    ("access_logs.s3.enabled", SWITCH, "false"),
    ("access_logs.s3.bucket", Values::Text, ""),
    ("access_logs.s3.prefix", Values::Text, ""),
    ("ipv6.deny_all_igw_traffic", SWITCH, "false"),
    ("zonal_shift.config.enabled", SWITCH, "false"),
];

const APPLICATION: &[(&str, Values, &str)] = &[
    // It can't be changed.
    ("load_balancing.cross_zone.enabled", Values::Of(&["true"]), "true"),
    ("idle_timeout.timeout_seconds", Values::Number(1, 4000), "60"),
    ("client_keep_alive.seconds", Values::Number(60, 604_800), "3600"),
    ("connection_logs.s3.enabled", SWITCH, "false"),
    ("connection_logs.s3.bucket", Values::Text, ""),
    ("connection_logs.s3.prefix", Values::Text, ""),
    ("health_check_logs.s3.enabled", SWITCH, "false"),
    ("health_check_logs.s3.bucket", Values::Text, ""),
    ("health_check_logs.s3.prefix", Values::Text, ""),
    ("routing.http.desync_mitigation_mode", Values::Of(&["monitor", "defensive", "strictest"]), "defensive"),
    ("routing.http.drop_invalid_header_fields.enabled", SWITCH, "false"),
    ("routing.http.preserve_host_header.enabled", SWITCH, "false"),
    ("routing.http.x_amzn_tls_version_and_cipher_suite.enabled", SWITCH, "false"),
    ("routing.http.x_amzn_tls_kx.enabled", SWITCH, "false"),
    ("routing.http.xff_client_port.enabled", SWITCH, "false"),
    ("routing.http.xff_header_processing.mode", Values::Of(&["append", "preserve", "remove"]), "append"),
    ("routing.http2.enabled", SWITCH, "true"),
    ("waf.fail_open.enabled", SWITCH, "false"),
];

const NETWORK: &[(&str, Values, &str)] = &[
    ("load_balancing.cross_zone.enabled", SWITCH, "false"),
    (
        "dns_record.client_routing_policy",
        Values::Of(&["availability_zone_affinity", "partial_availability_zone_affinity", "any_availability_zone"]),
        "any_availability_zone",
    ),
    ("secondary_ips.auto_assigned.per_subnet", Values::Number(0, 7), "0"),
];

fn of(network: bool) -> impl Iterator<Item = &'static (&'static str, Values, &'static str)> {
    ALL.iter().chain(if network { NETWORK } else { APPLICATION })
}

/// All attributes with what was set of them.
fn shown(network: bool, internal: bool, set: &BTreeMap<String, String>) -> Vec<LoadBalancerAttribute> {
    let default = |key: &str, default: &str| {
        if key == "ipv6.deny_all_igw_traffic" && internal { "true".to_owned() } else { default.to_owned() }
    };
    of(network)
        .map(|(key, _, value)| LoadBalancerAttribute {
            key: Some((*key).to_owned()),
            value: Some(set.get(*key).cloned().unwrap_or_else(|| default(key, value))),
            ..LoadBalancerAttribute::default()
        })
        .collect()
}

pub(super) fn describe(world: &World, request: &DescribeLoadBalancerAttributes) -> Result<DescribeLoadBalancerAttributesResponse> {
    let balancer = world.elbv2.balancers.get(&request.load_balancer_arn).ok_or_else(no_balancer)?;
    let attributes = shown(balancer.is_network(), balancer.is_internal(), &balancer.attributes);
    Ok(DescribeLoadBalancerAttributesResponse { attributes, ..DescribeLoadBalancerAttributesResponse::default() })
}

pub(super) fn modify(world: &mut World, request: &ModifyLoadBalancerAttributes) -> Result<ModifyLoadBalancerAttributesResponse> {
    let balancer = world.elbv2.balancers.get_mut(&request.load_balancer_arn).ok_or_else(no_balancer)?;
    let (network, internal) = (balancer.is_network(), balancer.is_internal());
    let mut changed = balancer.attributes.clone();
    for attribute in &request.attributes {
        let (key, value) = (attribute.key.as_deref().unwrap_or_default(), attribute.value.as_deref().unwrap_or_default());
        let Some((_, values, _)) = of(network).find(|(known, ..)| *known == key) else {
            return Err(invalid(format!("Load balancer attribute key '{key}' is not recognized")));
        };
        let fine = match values {
            Values::Of(all) => all.contains(&value),
            Values::Number(least, most) => value.parse::<u32>().is_ok_and(|number| (*least..=*most).contains(&number)),
            Values::Text => true,
        };
        if !fine {
            return Err(invalid(format!("Load balancer attribute '{key}' can't be '{value}'")));
        }
        changed.insert(key.to_owned(), value.to_owned());
    }
    for logs in ["access_logs", "connection_logs", "health_check_logs"] {
        let is = |what: &str| changed.get(&format!("{logs}.s3.{what}")).map(String::as_str).unwrap_or_default();
        if is("enabled") == "true" && is("bucket").is_empty() {
            return Err(unfit(format!("A bucket must be specified when '{logs}.s3.enabled' is true")));
        }
    }
    let attributes = shown(network, internal, &changed);
    balancer.attributes = changed;
    Ok(ModifyLoadBalancerAttributesResponse { attributes, ..ModifyLoadBalancerAttributesResponse::default() })
}
