//! What the use case is, and for what.

use super::{COST, Check, OPERATIONS, PERFORMANCE, RELIABILITY, ReviewTopic::Description, SUSTAINABILITY, Says, needed};

pub(super) const CHECKS: &[Check] = &[
    needed(
        &Says {
            id: "UC-TITLE",
            topic: Description,
            pillars: &[OPERATIONS],
            weight: 1,
            source: "AWS Well-Architected Framework, OPS11-BP04 Perform knowledge management",
            about: "A use case has a title.",
            why: "What has no name can't be found, nor be referred to in an incident.",
        },
        |reviewed, found| {
            if reviewed.document.title.is_empty() {
                found.add("title", "it has no title", "Give it a title that says what it does.");
            }
        },
    ),
    needed(
        &Says {
            id: "UC-SUMMARY",
            topic: Description,
            pillars: &[OPERATIONS],
            weight: 1,
            source: "AWS Well-Architected Framework, OPS11-BP04 Perform knowledge management",
            about: "It says in one sentence what it does.",
            why: "Who looks for a procedure in an incident reads one sentence of each.",
        },
        |reviewed, found| {
            if reviewed.document.summary.is_empty() {
                found.add("summary", "no sentence says what it does", "Say in one sentence what it does, and for what.");
            }
        },
    ),
    needed(
        &Says {
            id: "UC-DESCRIPTION",
            topic: Description,
            pillars: &[OPERATIONS],
            weight: 2,
            source: "AWS Well-Architected Framework, OPS07-BP03 Use runbooks to perform procedures",
            about: "It says what happens, when one uses it, and which state holds after a failure.",
            why: "Without it nobody can tell whether this is the right procedure for the situation.",
        },
        |reviewed, found| {
            if reviewed.document.description.is_empty() {
                let advice = "Say what happens, when one uses it and when not, and which state holds after a failure.";
                found.add("description", "what happens is not described", advice);
            }
        },
    ),
    needed(
        &Says {
            id: "UC-APPLICATION",
            topic: Description,
            pillars: &[PERFORMANCE],
            weight: 1,
            source: "AWS Well-Architected Framework, PERF02-BP01 Select the best compute options for your workload",
            about: "It says for which kinds of application it is.",
            why: "A batch job and a web application need other health checks, scaling and capacity.",
        },
        |reviewed, found| {
            if reviewed.document.application_types.is_empty() {
                found.add("application_types", "no kind of application is named", "Name the kinds of application, or `any`.");
            }
        },
    ),
    needed(
        &Says {
            id: "UC-LAUNCH-TYPE",
            topic: Description,
            pillars: &[PERFORMANCE, COST, SUSTAINABILITY],
            weight: 2,
            source: "Amazon ECS Developer Guide, Amazon ECS launch types and capacity providers",
            about: "It says where its tasks can run.",
            why: "Task sizes, GPUs, placement, Spot and the price depend on it.",
        },
        |reviewed, found| {
            if reviewed.document.launch_types.is_empty() {
                let advice = "Name the launch types: fargate, fargate_spot, ec2, managed_instances, external.";
                found.add("launch_types", "no launch type is named", advice);
            }
        },
    ),
    needed(
        &Says {
            id: "UC-STRATEGY",
            topic: Description,
            pillars: &[RELIABILITY, OPERATIONS],
            weight: 2,
            source: "AWS Well-Architected Framework, OPS06-BP03 Employ safe deployment strategies",
            about: "It says how it changes what runs.",
            why: "How many users meet a bad version, and how fast one is back, is decided by the strategy.",
        },
        |reviewed, found| {
            if reviewed.document.strategies.is_empty() {
                let advice = "Name the strategies: rolling, blue_green, canary, linear, weighted, or none where nothing is replaced.";
                found.add("strategies", "no deployment strategy is named", advice);
            }
        },
    ),
    needed(
        &Says {
            id: "UC-COMPLEXITY",
            topic: Description,
            pillars: &[OPERATIONS],
            weight: 1,
            source: "AWS Well-Architected Framework, OPS07-BP01 Ensure personnel capability",
            about: "It says how much there is to get right.",
            why: "It tells who can be asked to do it, and how much time to plan.",
        },
        |reviewed, found| {
            if reviewed.document.complexity.is_none() {
                found.add("complexity", "how complex it is is not said", "Say simple, moderate or complex.");
            }
        },
    ),
];
