//! Alarms that are to roll a deployment back.

use crate::{
    error::{Error, ErrorKind, Result},
    model::cloudwatch::{DescribeAlarms, StateValue},
    run::Run,
};

/// CloudWatch describes at most this many alarms by name.
const AT_ONCE: usize = 100;

/// Refuse alarms that do not exist, or that are in ALARM already: ECS takes no notice of those for this deployment.
pub(crate) async fn none_is_firing(run: &Run, names: &[String]) -> Result<()> {
    let (mut firing, mut missing) = (Vec::new(), Vec::new());
    for names in names.chunks(AT_ONCE) {
        let describe = DescribeAlarms { alarm_names: Some(names.to_vec()), ..Default::default() };
        let found = match run.send(describe).await {
            Ok(found) => found,
            Err(error) if matches!(error.kind(), ErrorKind::AccessDenied | ErrorKind::Unsupported) => {
                run.warn(format!("the state of the deployment's alarms could not be checked: {error}"));
                return Ok(());
            }
            Err(error) => return Err(error),
        };
        let metric = found.metric_alarms.into_iter().map(|alarm| (alarm.alarm_name, alarm.state_value));
        let composite = found.composite_alarms.into_iter().map(|alarm| (alarm.alarm_name, alarm.state_value));
        let known: Vec<_> = metric.chain(composite).collect();
        for name in names {
            match known.iter().find(|(known, _)| known.as_ref() == Some(name)) {
                None => missing.push(name.clone()),
                Some((_, Some(StateValue::Alarm))) => firing.push(name.clone()),
                Some(_) => {}
            }
        }
    }
    if !missing.is_empty() {
        return Err(Error::new(ErrorKind::NotFound, format!("there is no alarm {}", missing.join(", ")))
            .on("alarms")
            .advise("Create the alarm, or leave it out."));
    }
    if !firing.is_empty() {
        return Err(Error::new(
            ErrorKind::Refused,
            format!("alarm {} is in ALARM already, so that ECS would not heed it during the deployment", firing.join(", ")),
        )
        .on("alarms")
        .advise("Find out why it fires first; to deploy the remedy, leave it out of the deployment's alarms."));
    }
    Ok(())
}
