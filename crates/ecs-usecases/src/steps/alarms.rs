//! Watch alarms for a while.

use crate::{
    error::Result,
    event::EventDetail,
    model::cloudwatch::{DescribeAlarms, StateValue},
    run::Run,
    span::Span,
};
use std::time::Duration;

/// CloudWatch evaluates an alarm at most this often, but for those of high resolution.
const EVERY: Duration = Duration::from_secs(30);

/// Watch these alarms for this long. Those that are in ALARM, as soon as one is; none if all was quiet to the end.
pub async fn watch_alarms(run: &Run, names: &[String], span: Span) -> Result<Vec<String>> {
    if names.is_empty() {
        run.sleep(span.0).await?;
        return Ok(Vec::new());
    }
    let until = run.now().await? + span.0;
    let fired: Vec<(String, Option<String>)> = run
        .wait("the alarms stayed quiet", async {
            loop {
                let describe =
                    DescribeAlarms { alarm_names: Some(names.to_vec()), state_value: Some(StateValue::Alarm), ..Default::default() };
                let found = run.observe(describe).await?;
                let metric = found.metric_alarms.into_iter().filter_map(|alarm| Some((alarm.alarm_name?, alarm.state_reason)));
                let composite = found.composite_alarms.into_iter().filter_map(|alarm| Some((alarm.alarm_name?, alarm.state_reason)));
                let fired: Vec<_> = metric.chain(composite).collect();
                let now = run.cloud().clock().now();
                if !fired.is_empty() || now >= until {
                    return Ok(fired);
                }
                run.pause(EVERY.min(until.since(now))).await?;
            }
        })
        .await?;
    for (name, reason) in &fired {
        run.emit(EventDetail::Alarm { name: name.clone(), state: "ALARM".into(), reason: reason.clone() });
    }
    Ok(fired.into_iter().map(|(name, _)| name).collect())
}
