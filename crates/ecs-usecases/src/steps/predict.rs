//! Say before anything is changed whether a rolling deployment can move at all.

use crate::error::{Error, ErrorKind, Result};

/// Refuse health percents with which no task can be stopped and none started.
pub fn can_progress(desired: i32, minimum_percent: i32, maximum_percent: i32) -> Result<()> {
    if desired == 0 {
        return Err(Error::new(ErrorKind::Refused, "the service is scaled to zero: a deployment would start no task and prove nothing")
            .on("desired_count")
            .advise("Scale the service to at least one task first."));
    }
    let kept = (desired * minimum_percent + 99) / 100;
    let most = desired * maximum_percent / 100;
    if most > desired || kept < desired {
        return Ok(());
    }
    Err(Error::new(
        ErrorKind::Refused,
        format!(
            "with {desired} tasks, minimum {minimum_percent}% keeps {kept} of them and maximum {maximum_percent}% allows {most}: \
             no task can be stopped and none can be started"
        ),
    )
    .on("deploymentConfiguration")
    .advise("Lower minimum_healthy_percent or raise maximum_percent (the minimum rounds up, the maximum rounds down)."))
}

#[cfg(test)]
mod tests {
    use super::can_progress;

    #[test]
    fn rounding_decides() {
        assert!(can_progress(2, 75, 100).is_err(), "75% of 2 keeps 2");
        assert!(can_progress(3, 100, 125).is_err(), "125% of 3 allows 3");
        assert!(can_progress(3, 100, 134).is_ok());
        assert!(can_progress(4, 75, 100).is_ok());
        assert!(can_progress(1, 100, 200).is_ok());
        assert!(can_progress(1, 0, 100).is_ok());
    }

    #[test]
    fn zero_tasks_prove_nothing() {
        assert!(can_progress(0, 100, 200).is_err());
    }
}
