//! Security, monitoring, pipelines, cost, compliance, and what others have learned.

use super::{
    COST, Check, OPERATIONS, RELIABILITY,
    ReviewTopic::{Cicd, Compliance, Cost, Knowledge, Monitoring, Security},
    SECURITY, Says, members, names_one, needed, refined,
};

/// Words that say who may do something.
const WHO_MAY: [&str; 20] = [
    "role",
    "polic",
    "permission",
    "iam",
    "privilege",
    "approv",
    "access",
    "right",
    "may",
    "who",
    "allow",
    "den",
    "credential",
    "principal",
    "key",
    "encrypt",
    "trust",
    "secret",
    "kms",
    "boundary",
];

/// Words for what one sees.
const SIGNALS: [&str; 15] = [
    "alarm",
    "metric",
    "event",
    "log",
    "dashboard",
    "trace",
    "count",
    "notif",
    "alert",
    "insight",
    "p99",
    "percentile",
    "error",
    "rate",
    "latency",
];

pub(super) const CHECKS: &[Check] = &[
    needed(
        &Says {
            id: "UC-SECURITY",
            topic: Security,
            pillars: &[SECURITY],
            weight: 3,
            source: "AWS Well-Architected Framework, SEC03-BP02 Grant least privilege access",
            about: "It says what it means for security.",
            why: "Rights that nobody thought of are those that are too wide.",
        },
        |reviewed, found| {
            if reviewed.document.security.is_empty() {
                let advice = "Say which roles it needs and no more, where secrets are, and who approves.";
                found.add("security", "nothing is said of security", advice);
            }
        },
    ),
    refined(
        &Says {
            id: "UC-SECURITY-WHO",
            topic: Security,
            pillars: &[SECURITY],
            weight: 2,
            source: "AWS Well-Architected Framework, SEC03-BP02 Grant least privilege access",
            about: "The security section says who may do it, or with which role.",
            why: "Without it the procedure runs with whatever rights its runner has.",
        },
        |reviewed| !reviewed.document.security.is_empty(),
        |reviewed, found| {
            if !reviewed.document.security.iter().any(|line| names_one(line, &WHO_MAY)) {
                let advice = "Name the role that does it, with the actions that it needs, and who approves.";
                found.add("security", "it does not say who may do it", advice);
            }
        },
    ),
    needed(
        &Says {
            id: "UC-MONITORING",
            topic: Monitoring,
            pillars: &[OPERATIONS, RELIABILITY],
            weight: 3,
            source: "AWS Well-Architected Framework, REL06-BP01 Monitor all components for the workload (Generation)",
            about: "It says which metric, alarm, log or event shows what.",
            why: "What is not watched is reported by customers.",
        },
        |reviewed, found| {
            if reviewed.document.monitoring.is_empty() {
                let advice = "Name the metrics and alarms that tell good from bad, with their thresholds, and where logs and events go.";
                found.add("monitoring", "nothing is said of monitoring", advice);
            }
        },
    ),
    refined(
        &Says {
            id: "UC-MONITORING-SIGNAL",
            topic: Monitoring,
            pillars: &[OPERATIONS],
            weight: 2,
            source: "AWS Well-Architected Framework, OPS08-BP04 Create actionable alerts",
            about: "The monitoring section names a metric, an alarm, a log or an event.",
            why: "`It is monitored` wakes nobody.",
        },
        |reviewed| !reviewed.document.monitoring.is_empty(),
        |reviewed, found| {
            let named = |line: &String| line.contains('`') || names_one(line, &SIGNALS) || names_aws(line);
            if !reviewed.document.monitoring.iter().any(named) {
                let advice = "Name the signal: a CloudWatch metric with its threshold, an alarm, an event of ECS, a log group.";
                found.add("monitoring", "no metric, alarm, log or event is named", advice);
            }
        },
    ),
    needed(
        &Says {
            id: "UC-CICD",
            topic: Cicd,
            pillars: &[OPERATIONS],
            weight: 2,
            source: "AWS Well-Architected Framework, OPS05-BP04 Use build and deployment management systems",
            about: "It says its place in the pipelines.",
            why: "What is done by hand beside the pipeline is not repeated, nor recorded.",
        },
        |reviewed, found| {
            if reviewed.document.cicd.is_empty() {
                let advice = "Say what starts it, which stage of the pipeline it is, and what stops the pipeline.";
                found.add("cicd", "nothing is said of pipelines", advice);
            }
        },
    ),
    needed(
        &Says {
            id: "UC-COST",
            topic: Cost,
            pillars: &[COST],
            weight: 3,
            source: "AWS Well-Architected Framework, COST06-BP02 Select resource type, size, and number based on data",
            about: "It says what it costs, and what saves.",
            why: "A second set of tasks, NAT traffic or kept images are seen on the bill only.",
        },
        |reviewed, found| {
            if reviewed.document.cost.is_empty() {
                let advice = "Say what is paid while it runs and afterwards, and what makes it cheaper.";
                found.add("cost", "nothing is said of cost", advice);
            }
        },
    ),
    needed(
        &Says {
            id: "UC-COMPLIANCE",
            topic: Compliance,
            pillars: &[SECURITY, OPERATIONS],
            weight: 2,
            source: "AWS Well-Architected Framework, SEC01-BP03 Identify and validate control objectives",
            about: "It says which controls it meets.",
            why: "An auditor asks for the control; evidence that nobody collected can't be made later.",
        },
        |reviewed, found| {
            if reviewed.document.compliance.is_empty() {
                let advice = "Name the controls by framework and id, and what of the use case meets each.";
                found.add("compliance", "no control is named that it meets", advice);
            }
        },
    ),
    needed(
        &Says {
            id: "UC-CONTROLS",
            topic: Compliance,
            pillars: &[SECURITY],
            weight: 1,
            source: "AWS Well-Architected Framework, OPS01-BP04 Evaluate compliance requirements",
            about: "Each control has its framework, its id, and how it is met.",
            why: "A control without its evidence is a claim.",
        },
        |reviewed, found| {
            for (at, control) in reviewed.document.compliance.iter().enumerate() {
                members(
                    found,
                    &format!("compliance[{at}]"),
                    &[
                        ("framework", control.framework.is_some(), "Say whose control it is."),
                        ("control", !control.control.is_empty(), "Give the id of the control."),
                        ("how", !control.how.is_empty(), "Say what of the use case meets it."),
                    ],
                );
            }
        },
    ),
    needed(
        &Says {
            id: "UC-PITFALLS",
            topic: Knowledge,
            pillars: &[OPERATIONS, RELIABILITY],
            weight: 1,
            source: "AWS Well-Architected Framework, OPS11-BP08 Document and share lessons learned",
            about: "It says what goes wrong often, and what to do instead.",
            why: "Each team makes the same mistake once.",
        },
        |reviewed, found| {
            let pitfalls = &reviewed.document.pitfalls;
            if pitfalls.is_empty() {
                found.add("pitfalls", "no pitfall is named", "Write what went wrong before, and what to do instead.");
            }
            for (at, pitfall) in pitfalls.iter().enumerate() {
                let said = [
                    ("pitfall", !pitfall.pitfall.is_empty(), "Say what is done wrong, and what comes of it."),
                    ("instead", !pitfall.instead.is_empty(), "Say what to do instead."),
                ];
                members(found, &format!("pitfalls[{at}]"), &said);
            }
        },
    ),
    needed(
        &Says {
            id: "UC-PRACTICES",
            topic: Knowledge,
            pillars: &[OPERATIONS],
            weight: 1,
            source: "AWS Well-Architected Framework, OPS11-BP04 Perform knowledge management",
            about: "It names best practices, each with its pillar and where AWS says so.",
            why: "A practice without its source can't be looked up, nor be seen to have changed.",
        },
        |reviewed, found| {
            let practices = &reviewed.document.best_practices;
            if practices.is_empty() {
                found.add("best_practices", "no best practice is named", "Name what is known to work, with its pillar and source.");
            }
            for (at, practice) in practices.iter().enumerate() {
                let said = [
                    ("practice", !practice.practice.is_empty(), "Say what to do."),
                    ("pillar", practice.pillar.is_some(), "Name the pillar of the Well-Architected Framework that it serves."),
                    ("source", !practice.source.is_empty(), "Say where AWS says so."),
                ];
                members(found, &format!("best_practices[{at}]"), &said);
            }
        },
    ),
    needed(
        &Says {
            id: "UC-INTEGRATIONS",
            topic: Knowledge,
            pillars: &[OPERATIONS],
            weight: 1,
            source: "AWS Well-Architected Framework, OPS04-BP04 Implement dependency telemetry",
            about: "It names the services that it works with, and what for.",
            why: "A dependency that nobody listed is found when it fails.",
        },
        |reviewed, found| {
            let integrations = &reviewed.document.integrations;
            if integrations.is_empty() {
                found.add("integrations", "no service is named that it works with", "Name the AWS services and tools, and what for.");
            }
            for (at, integration) in integrations.iter().enumerate() {
                let said = [
                    ("service", !integration.service.is_empty(), "Name the service."),
                    ("purpose", !integration.purpose.is_empty(), "Say what for."),
                ];
                members(found, &format!("integrations[{at}]"), &said);
            }
        },
    ),
    needed(
        &Says {
            id: "UC-RELATED",
            topic: Knowledge,
            pillars: &[OPERATIONS],
            weight: 1,
            source: "AWS Well-Architected Framework, OPS11-BP04 Perform knowledge management",
            about: "It names the use cases that have to do with it.",
            why: "Who has done this one needs the next: the rollback, the cleanup, the audit.",
        },
        |reviewed, found| {
            if reviewed.document.related.is_empty() {
                found.add("related", "no other use case is named", "Name the use cases before and after it, and the rollback.");
            }
        },
    ),
];

/// Whether a word is written as AWS writes its metrics and events, such as `IteratorAgeMilliseconds`.
fn names_aws(line: &str) -> bool {
    line.split(|letter: char| !letter.is_alphanumeric())
        .any(|word| word.chars().filter(char::is_ascii_uppercase).count() >= 2 && word.chars().any(|letter| letter.is_ascii_lowercase()))
}
