use super::*;
use crate::steps::image::FindingException;
use serde_json::json;

fn found(findings: serde_json::Value) -> (BTreeMap<String, u32>, Vec<Finding>) {
    match done("COMPLETE".into(), serde_json::from_value(findings).unwrap()) {
        Seen::Done { counts, findings, .. } => (counts, findings),
        other => panic!("{other:?}"),
    }
}

fn judged(findings: serde_json::Value, gate: &Gate) -> Result<ScanVerdict> {
    let (counts, findings) = found(findings);
    weigh("COMPLETE", counts, &findings, gate, Timestamp(1000))
}

fn accept(finding: &str, until: i64) -> FindingException {
    FindingException { finding: finding.into(), until: Timestamp(until), reason: "not reachable".into() }
}

#[test]
fn basic_and_enhanced_findings_are_one_shape() {
    let (_, findings) = found(json!({
        "findings": [{"name": "CVE-1", "severity": "HIGH"}],
        "enhancedFindings": [
            {"severity": "CRITICAL", "status": "ACTIVE", "packageVulnerabilityDetails": {"vulnerabilityId": "CVE-2"}},
            {"severity": "UNTRIAGED", "title": "odd"},
            {"severity": "CRITICAL", "status": "CLOSED", "packageVulnerabilityDetails": {"vulnerabilityId": "CVE-3"}},
        ],
    }));
    let told: Vec<_> = findings.iter().map(|finding| (finding.id.as_str(), finding.severity)).collect();
    assert_eq!(told, [("CVE-1", Severity::High), ("CVE-2", Severity::Critical), ("odd", Severity::Undefined)]);
}

#[test]
fn findings_below_the_gate_pass() {
    let verdict =
        judged(json!({"findingSeverityCounts": {"HIGH": 2}, "findings": [{"name": "CVE-1", "severity": "HIGH"}]}), &Gate::default())
            .unwrap();
    assert_eq!(verdict.counts, BTreeMap::from([("HIGH".into(), 2)]));
}

#[test]
fn findings_at_the_gate_are_named() {
    let error = judged(
        json!({"findings": [{"name": "CVE-1", "severity": "HIGH"}, {"name": "CVE-2", "severity": "CRITICAL"}]}),
        &Gate { fail_on: Severity::High, ..Gate::default() },
    )
    .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Refused);
    assert!(error.to_string().contains("1 CRITICAL, 1 HIGH; CVE-2, CVE-1"), "{error}");
}

#[test]
fn what_is_counted_but_not_listed_is_refused() {
    let gate = Gate { exceptions: vec![accept("CVE-1", 2000)], ..Gate::default() };
    let error = judged(json!({"findingSeverityCounts": {"CRITICAL": 2}, "findings": [{"name": "CVE-1", "severity": "CRITICAL"}]}), &gate)
        .unwrap_err();
    assert!(error.to_string().contains("1 CRITICAL"), "{error}");
}

#[test]
fn an_exception_holds_until_it_ends() {
    let findings = json!({"findingSeverityCounts": {"CRITICAL": 1}, "findings": [{"name": "CVE-1", "severity": "CRITICAL"}]});
    let verdict = judged(findings.clone(), &Gate { exceptions: vec![accept("CVE-1", 1000)], ..Gate::default() }).unwrap();
    assert_eq!(verdict.excepted, ["CVE-1"]);
    let error = judged(findings, &Gate { exceptions: vec![accept("CVE-1", 999)], ..Gate::default() }).unwrap_err();
    assert!(error.to_string().contains("exceptions that are over: CVE-1"), "{error}");
}

#[test]
fn a_long_list_is_cut() {
    let findings: Vec<_> = (0..30).map(|number| json!({"name": format!("CVE-{number:02}"), "severity": "CRITICAL"})).collect();
    let error = judged(json!({"findings": findings}), &Gate::default()).unwrap_err();
    assert!(error.to_string().contains("30 CRITICAL") && error.to_string().contains("and 20 more"), "{error}");
}
