//! Admission: everything that can be known to be wrong is found before anything is changed, and told at once.

mod alarms;
mod posture;
mod quotas;
mod roles;
mod secrets;

pub(crate) use alarms::none_is_firing;
pub(crate) use posture::rules_hold;
pub(crate) use quotas::quotas_suffice;
pub(crate) use roles::roles_can_be_passed;
pub(crate) use secrets::secrets_exist;

use crate::error::{Error, ErrorKind, Result};

/// Collects what stands in the way of a change.
#[derive(Debug, Default)]
pub(crate) struct Admission {
    findings: Vec<Error>,
}

impl Admission {
    /// Take the result of a check: what it found to be wrong is kept, and the next check goes on. A check that could not be
    /// made at all ends the admission.
    pub(crate) fn see<T>(&mut self, checked: Result<T>) -> Result<Option<T>> {
        match checked {
            Ok(value) => Ok(Some(value)),
            Err(error) if is_finding(error.kind()) => {
                self.findings.push(error);
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }

    /// An error if something stands in the way: the thing itself, or all of them.
    pub(crate) fn finish(mut self) -> Result<()> {
        if self.findings.len() < 2 {
            return self.findings.pop().map_or(Ok(()), Err);
        }
        let told: Vec<_> = self.findings.iter().enumerate().map(|(index, finding)| format!("({}) {}", index + 1, plain(finding))).collect();
        let invalid = self.findings.iter().all(|finding| finding.kind() == ErrorKind::InvalidRequest);
        let kind = if invalid { ErrorKind::InvalidRequest } else { ErrorKind::Refused };
        Err(Error::new(kind, format!("{} things stand in the way: {}", self.findings.len(), told.join("; "))).with_findings(self.findings))
    }
}

fn is_finding(kind: ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::InvalidRequest
            | ErrorKind::NotFound
            | ErrorKind::AccessDenied
            | ErrorKind::Conflict
            | ErrorKind::QuotaExceeded
            | ErrorKind::Unsupported
            | ErrorKind::Refused
    )
}

fn plain(error: &Error) -> String {
    let details = error.details();
    match &details.resource {
        Some(resource) if !details.message.contains(resource.as_str()) => format!("{resource}: {}", details.message),
        _ => details.message.clone(),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn all_findings_are_told_at_once() {
        let mut admission = Admission::default();
        assert_eq!(admission.see(Ok(1)).unwrap(), Some(1));
        admission.see::<()>(Err(Error::new(ErrorKind::Refused, "no scan").on("image").advise("Scan it."))).unwrap();
        admission.see::<()>(Err(Error::new(ErrorKind::NotFound, "there is no such secret").on("db"))).unwrap();
        let error = admission.finish().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Refused);
        assert_eq!(error.details().message, "2 things stand in the way: (1) image: no scan; (2) db: there is no such secret");
        assert_eq!(error.details().findings.len(), 2);
        assert_eq!(error.details().findings[0].advice.as_deref(), Some("Scan it."));
    }

    #[test]
    fn a_single_finding_is_itself_and_a_failed_check_ends_it() {
        let mut admission = Admission::default();
        admission.see::<()>(Err(Error::new(ErrorKind::NotFound, "gone"))).unwrap();
        assert_eq!(admission.finish().unwrap_err().kind(), ErrorKind::NotFound);
        assert!(Admission::default().see::<()>(Err(Error::new(ErrorKind::Network, "down"))).is_err());
        assert!(Admission::default().finish().is_ok());
    }
}
