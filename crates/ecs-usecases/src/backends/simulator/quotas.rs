//! Simulated Service Quotas: those that bound deployments. A scenario may set what applies; Fargate's vCPUs are held to it.

use super::{
    page::page,
    world::{World, aws_error},
};
use crate::{
    error::{Error, ErrorKind, Result},
    model::service_quotas::{
        GetAWSDefaultServiceQuotaResponse, GetServiceQuotaResponse, ListServiceQuotas, ListServiceQuotasResponse, ServiceQuota,
    },
    operations::service_quotas::{Request, Response},
};

/// A quota of AWS.
struct Quota {
    service: &'static str,
    code: &'static str,
    name: &'static str,
    /// What a new account has.
    default: f64,
    /// What the simulated account has, where AWS raises a quota by itself as it is used.
    grown: Option<f64>,
    adjustable: bool,
}

const fn fixed(service: &'static str, code: &'static str, name: &'static str, default: f64) -> Quota {
    Quota { service, code, name, default, grown: None, adjustable: false }
}

const fn adjustable(service: &'static str, code: &'static str, name: &'static str, default: f64) -> Quota {
    Quota { adjustable: true, ..fixed(service, code, name, default) }
}

const fn grown(service: &'static str, code: &'static str, name: &'static str, default: f64, now: f64) -> Quota {
    Quota { grown: Some(now), ..adjustable(service, code, name, default) }
}

const ELB: &str = "elasticloadbalancing";
/// vCPUs of all tasks on Fargate, but for those on Fargate Spot.
const ON_DEMAND: &str = "L-3032A538";
/// vCPUs of all tasks on Fargate Spot.
const SPOT: &str = "L-36FBB829";

/// Codes, names and defaults as Service Quotas lists them.
const QUOTAS: [Quota; 15] = [
    fixed("ecs", "L-A24B7D58", "Capacity providers per cluster", 20.0),
    adjustable("ecs", "L-21C621EB", "Clusters per account", 10_000.0),
    fixed("ecs", "L-86C34207", "Container instances per cluster", 5_000.0),
    fixed("ecs", "L-B9151B48", "Revisions per task definition family", 1_000_000.0),
    adjustable("ecs", "L-9EF96962", "Services per cluster", 5_000.0),
    fixed("ecs", "L-A04A77EF", "Target groups per service", 5.0),
    adjustable("ecs", "L-92E49DE3", "Tasks per service", 5_000.0),
    grown("fargate", ON_DEMAND, "Fargate On-Demand vCPU resource count", 6.0, 4_000.0),
    grown("fargate", SPOT, "Fargate Spot vCPU resource count", 6.0, 4_000.0),
    adjustable(ELB, "L-53DA6B97", "Application Load Balancers per Region", 50.0),
    adjustable(ELB, "L-69A177A2", "Network Load Balancers per Region", 50.0),
    adjustable(ELB, "L-B6DF7632", "Listeners per Application Load Balancer", 50.0),
    adjustable(ELB, "L-B22855CB", "Target Groups per Region", 3_000.0),
    adjustable(ELB, "L-7E6692B2", "Targets per Application Load Balancer", 1_000.0),
    adjustable(ELB, "L-A0D0B863", "Targets per Target Group per Region", 1_000.0),
];

/// Check what the scenario sets.
pub(crate) fn build(world: &World) -> Result<()> {
    for (code, value) in &world.scenario.quotas {
        if !QUOTAS.iter().any(|quota| quota.code == code) {
            return Err(Error::invalid(format!("quotas.{code}"), "the simulator has no such quota"));
        }
        if !value.is_finite() || *value < 0.0 {
            return Err(Error::invalid(format!("quotas.{code}"), "a quota is a number that is not negative"));
        }
    }
    Ok(())
}

/// What applies in this account and Region.
fn applied(world: &World, quota: &Quota) -> f64 {
    world.scenario.quotas.get(quota.code).copied().unwrap_or(quota.grown.unwrap_or(quota.default))
}

/// vCPUs that tasks on Fargate, or on Fargate Spot, may have at the same time.
pub(crate) fn fargate_vcpus(world: &World, spot: bool) -> f64 {
    let code = if spot { SPOT } else { ON_DEMAND };
    QUOTAS.iter().find(|quota| quota.code == code).map_or(f64::INFINITY, |quota| applied(world, quota))
}

/// How the quotas of vCPUs on Fargate are put in place as another cloud has them.
pub(crate) mod import {
    use super::{ON_DEMAND, SPOT, World};

    /// Service and code of those on Fargate and on Fargate Spot.
    pub(crate) const FARGATE: [(&str, &str); 2] = [("fargate", ON_DEMAND), ("fargate", SPOT)];

    /// What applies, if it is known; what is not known bounds nothing.
    pub(crate) fn put(world: &mut World, code: &str, value: Option<f64>) {
        world.scenario.quotas.insert(code.to_owned(), value.unwrap_or(UNBOUNDED));
    }

    /// More than any account has.
    const UNBOUNDED: f64 = 1e12;

    /// A quota that bounds something.
    pub(crate) fn known(vcpus: f64) -> Option<f64> {
        (vcpus < UNBOUNDED).then_some(vcpus)
    }
}

/// Answer an operation as Service Quotas does.
pub(crate) fn answer(world: &World, request: &Request) -> Result<Response> {
    Ok(match request {
        Request::GetServiceQuota(request) => {
            let quota = find(&request.service_code, &request.quota_code)?;
            let quota = Some(shape(world, quota, applied(world, quota)));
            Response::GetServiceQuota(Box::new(GetServiceQuotaResponse { quota, ..GetServiceQuotaResponse::default() }))
        }
        Request::GetAWSDefaultServiceQuota(request) => {
            let quota = find(&request.service_code, &request.quota_code)?;
            let mut quota = shape(world, quota, quota.default);
            // The default is nobody's.
            quota.quota_arn = quota.quota_arn.map(|arn| arn.replace(&world.scope.account, ""));
            let reply = GetAWSDefaultServiceQuotaResponse { quota: Some(quota), ..GetAWSDefaultServiceQuotaResponse::default() };
            Response::GetAWSDefaultServiceQuota(Box::new(reply))
        }
        Request::ListServiceQuotas(request) => Response::ListServiceQuotas(Box::new(list(world, request)?)),
    })
}

fn list(world: &World, request: &ListServiceQuotas) -> Result<ListServiceQuotasResponse> {
    let mut all = QUOTAS.iter().filter(|quota| quota.service == request.service_code).peekable();
    if all.peek().is_none() {
        return Err(no_service(&request.service_code));
    }
    let wanted = |quota: &&Quota| request.quota_code.as_ref().is_none_or(|code| quota.code == code);
    let items: Vec<_> = all.filter(wanted).map(|quota| (quota.code.to_owned(), shape(world, quota, applied(world, quota)))).collect();
    let size = usize::try_from(request.max_results.unwrap_or(100)).ok().filter(|size| (1..=100).contains(size));
    let size = size.ok_or_else(|| aws_error(ErrorKind::InvalidRequest, "IllegalArgumentException", "MaxResults must be 1-100"))?;
    let (quotas, next_token) = page(items, false, request.next_token.as_deref(), size)
        .ok_or_else(|| aws_error(ErrorKind::InvalidRequest, "InvalidPaginationTokenException", "Invalid NextToken"))?;
    Ok(ListServiceQuotasResponse { next_token, quotas, ..ListServiceQuotasResponse::default() })
}

fn find(service: &str, code: &str) -> Result<&'static Quota> {
    if !QUOTAS.iter().any(|quota| quota.service == service) {
        return Err(no_service(service));
    }
    let no_quota = || {
        let message = format!("The request failed because the specified quota {code} does not exist for the service {service}.");
        aws_error(ErrorKind::NotFound, "NoSuchResourceException", message)
    };
    QUOTAS.iter().find(|quota| quota.service == service && quota.code == code).ok_or_else(no_quota)
}

fn no_service(service: &str) -> Error {
    let message = format!("The request failed because the specified service {service} does not exist.");
    aws_error(ErrorKind::NotFound, "NoSuchResourceException", message)
}

fn shape(world: &World, quota: &Quota, value: f64) -> ServiceQuota {
    let service = match quota.service {
        "ecs" => "Amazon Elastic Container Service (Amazon ECS)",
        "fargate" => "AWS Fargate",
        _ => "Elastic Load Balancing (ELB)",
    };
    ServiceQuota {
        service_code: Some(quota.service.into()),
        service_name: Some(service.into()),
        quota_arn: Some(world.arn("servicequotas", &format!("{}/{}", quota.service, quota.code))),
        quota_code: Some(quota.code.into()),
        quota_name: Some(quota.name.into()),
        value: Some(value),
        unit: Some("None".into()),
        adjustable: Some(quota.adjustable),
        global_quota: Some(false),
        ..ServiceQuota::default()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use crate::backends::simulator::testing::{answers_all, call, code, world};
    use serde_json::json;

    #[test]
    fn what_applies_is_the_scenarios_or_the_default() {
        let mut world = world(json!({"quotas": {"L-3032A538": 2.5}}));
        let mut value = |action: &str, service: &str, quota: &str| {
            let request = json!({"ServiceCode": service, "QuotaCode": quota});
            call(&mut world, &format!("servicequotas:{action}"), request).unwrap()["Quota"]["Value"].as_f64().unwrap()
        };
        assert_eq!(value("GetServiceQuota", "fargate", "L-3032A538").to_bits(), 2.5f64.to_bits());
        assert_eq!(value("GetAWSDefaultServiceQuota", "fargate", "L-3032A538").to_bits(), 6f64.to_bits());
        assert_eq!(value("GetServiceQuota", "ecs", "L-9EF96962").to_bits(), 5000f64.to_bits());
        for wrong in [json!({"ServiceCode": "ecs", "QuotaCode": "L-3032A538"}), json!({"ServiceCode": "none", "QuotaCode": "L-9EF96962"})] {
            assert_eq!(code(&mut world, "servicequotas:GetServiceQuota", wrong), "NoSuchResourceException");
        }
    }

    #[test]
    fn a_list_has_pages() {
        let mut world = world(json!({}));
        let (mut seen, mut token) = (Vec::new(), None::<String>);
        loop {
            let mut request = json!({"ServiceCode": "elasticloadbalancing", "MaxResults": 4});
            if let Some(token) = &token {
                request["NextToken"] = json!(token);
            }
            let page = call(&mut world, "servicequotas:ListServiceQuotas", request).unwrap();
            seen.extend(page["Quotas"].as_array().unwrap().iter().map(|quota| quota["QuotaCode"].clone()));
            token = page["NextToken"].as_str().map(str::to_owned);
            if token.is_none() {
                break;
            }
        }
        assert_eq!(seen.len(), 6);
        answers_all(crate::operations::service_quotas::TABLE);
    }

    #[test]
    fn a_quota_that_cannot_be_is_refused() {
        for quotas in [json!({"L-NONE": 1.0}), json!({"L-3032A538": -1.0})] {
            let scenario = serde_json::from_value(json!({"quotas": quotas})).unwrap();
            let error = crate::Simulator::new(scenario).err().expect("it can't be");
            assert!(error.details().resource.as_ref().is_some_and(|path| path.starts_with("quotas.L-")), "{error}");
        }
    }
}
