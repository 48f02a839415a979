//! Quotas that a deployment can reach at its peak, when old and new tasks run at the same time.

use crate::{
    error::{Error, ErrorKind, Result},
    model::{
        ecs::{DeploymentConfiguration, LaunchType},
        service_quotas::GetServiceQuota,
    },
    rules::task_size,
    run::Run,
    steps::{predict::shifts_traffic, service::Before},
};

/// Tasks of a service, at most.
const TASKS: i32 = 5000;
/// Fargate On-Demand vCPU resource count.
const FARGATE_VCPU: &str = "L-3032A538";

/// Refuse a deployment whose own tasks at its peak are more than the account's quotas allow.
pub(crate) async fn quotas_suffice(
    run: &Run,
    before: &Before,
    configuration: &DeploymentConfiguration,
    desired: Option<i32>,
) -> Result<()> {
    let desired = desired.unwrap_or_else(|| before.desired());
    let peak = peak(desired, configuration);
    if desired > TASKS {
        return Err(over("tasks of the service", f64::from(desired), f64::from(TASKS)));
    }
    if before.service.launch_type != Some(LaunchType::Fargate) {
        return Ok(());
    }
    let (cpu, _) = task_size(&before.definition);
    let wanted = f64::from(cpu) / 1024.0 * f64::from(peak);
    let get = GetServiceQuota { service_code: "fargate".into(), quota_code: FARGATE_VCPU.into(), ..Default::default() };
    match run.send(get).await {
        Ok(found) => match found.quota.and_then(|quota| quota.value) {
            Some(quota) if wanted > quota => Err(over("Fargate On-Demand vCPUs", wanted, quota)),
            _ => Ok(()),
        },
        Err(error) if matches!(error.kind(), ErrorKind::AccessDenied | ErrorKind::Unsupported | ErrorKind::NotFound) => Ok(()),
        Err(error) => Err(error),
    }
}

/// Tasks that may run at the same time.
fn peak(desired: i32, configuration: &DeploymentConfiguration) -> i32 {
    if shifts_traffic(configuration) { desired * 2 } else { desired * configuration.maximum_percent.unwrap_or(200) / 100 }
}

fn over(what: &str, wanted: f64, quota: f64) -> Error {
    Error::new(ErrorKind::QuotaExceeded, format!("at its peak the deployment needs {wanted} {what}, and the quota is {quota}"))
        .on("quotas")
        .advise("Have the quota raised, or lower maximum_percent so that fewer tasks run at the same time.")
}
