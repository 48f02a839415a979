//! Settings of the task definition and of the service.

use super::{
    COST, Check, OPERATIONS, PERFORMANCE, RELIABILITY,
    ReviewTopic::{Configuration, Networking, Scaling},
    SECURITY, SUSTAINABILITY, Says, members, needed, refined,
};
use crate::catalog::document::Setting;

pub(super) const CHECKS: &[Check] = &[
    needed(
        &Says {
            id: "UC-TASK",
            topic: Configuration,
            pillars: &[PERFORMANCE, SECURITY],
            weight: 2,
            source: "AWS Well-Architected Framework, PERF02-BP04 Configure and right-size compute resources",
            about: "It says which settings of the task definition it needs.",
            why: "Size, health check, roles and logs decide whether a task starts, and whether one sees why it does not.",
        },
        |reviewed, found| {
            if reviewed.document.task.is_empty() {
                found.add(
                    "task",
                    "no setting of the task definition is given",
                    "Give the settings that matter by AWS's names, each with value and reason.",
                );
            }
        },
    ),
    needed(
        &Says {
            id: "UC-SERVICE",
            topic: Configuration,
            pillars: &[RELIABILITY, OPERATIONS],
            weight: 2,
            source: "Amazon ECS Developer Guide, Amazon ECS service definition parameters",
            about: "It says which settings of the service, run, schedule or stack it needs.",
            why: "Healthy percents, circuit breaker and grace period decide what a bad version does.",
        },
        |reviewed, found| {
            if reviewed.document.service.is_empty() {
                found.add(
                    "service",
                    "no setting of the service is given",
                    "Give the settings that matter by AWS's names, each with value and reason.",
                );
            }
        },
    ),
    needed(
        &Says {
            id: "UC-SETTINGS",
            topic: Configuration,
            pillars: &[OPERATIONS],
            weight: 1,
            source: "AWS Well-Architected Framework, OPS05-BP03 Use configuration management systems",
            about: "Each setting has its name, its value and the reason.",
            why: "A value without its reason is changed by the next who does not know it.",
        },
        |reviewed, found| {
            let lists: [(&str, &[Setting]); 2] = [("task", &reviewed.document.task), ("service", &reviewed.document.service)];
            for (name, settings) in lists {
                for (at, setting) in settings.iter().enumerate() {
                    members(
                        found,
                        &format!("{name}[{at}]"),
                        &[
                            ("setting", !setting.setting.is_empty(), "Name the setting by its path in AWS's request."),
                            ("value", !setting.value.is_empty(), "Say what it is set to."),
                            ("why", !setting.why.is_empty(), "Say why it has this value."),
                        ],
                    );
                }
            }
        },
    ),
    needed(
        &Says {
            id: "UC-NETWORKING",
            topic: Networking,
            pillars: &[RELIABILITY, SECURITY],
            weight: 2,
            source: "AWS Well-Architected Framework, REL02-BP01 Use highly available network connectivity for your workload public endpoints",
            about: "It says what it needs of the network.",
            why: "Tasks that reach neither ECR nor their logs do not start, and a single zone is a single point of failure.",
        },
        |reviewed, found| {
            if reviewed.document.networking.is_empty() {
                let advice = "Say subnets and zones, security groups, load balancer, and how ECR and the logs are reached.";
                found.add("networking", "nothing is said of the network", advice);
            }
        },
    ),
    needed(
        &Says {
            id: "UC-SCALING",
            topic: Scaling,
            pillars: &[RELIABILITY, PERFORMANCE, COST, SUSTAINABILITY],
            weight: 2,
            source: "AWS Well-Architected Framework, REL07-BP01 Use automation when obtaining or scaling resources",
            about: "It says how it scales, and what scaling does to it.",
            why: "Scaling during a deployment or without a limit is an outage or a bill.",
        },
        |reviewed, found| {
            if reviewed.document.scaling.is_empty() {
                let advice = "Say the metric, minimum and maximum, and what scaling does while this use case runs.";
                found.add("scaling", "nothing is said of scaling", advice);
            }
        },
    ),
    refined(
        &Says {
            id: "UC-THIN",
            topic: Configuration,
            pillars: &[OPERATIONS],
            weight: 1,
            source: "AWS Well-Architected Framework, OPS11-BP04 Perform knowledge management",
            about: "Each section says more than a word or two.",
            why: "`As usual` helps those only who know what is usual.",
        },
        |_| true,
        |reviewed, found| {
            let document = &reviewed.document;
            let sections = [
                ("networking", &document.networking),
                ("scaling", &document.scaling),
                ("security", &document.security),
                ("monitoring", &document.monitoring),
                ("cicd", &document.cicd),
                ("cost", &document.cost),
                ("recovery", &document.recovery),
            ];
            for (name, lines) in sections {
                let letters: usize = lines.iter().map(|line| line.trim().len()).sum();
                if !lines.is_empty() && letters < 30 {
                    found.add(name, format!("`{}` is all that is said", lines.join("; ")), "Say it so that somebody else can act on it.");
                }
            }
        },
    ),
];
