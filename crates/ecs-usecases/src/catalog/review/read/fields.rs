//! The fields of a written use case: what they hold, and by which words people name them.

/// What a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A text.
    Text,
    /// Lines, each a text.
    Lines,
    /// Names of a fixed set.
    Names(&'static [&'static str]),
    /// One of these names.
    Name(&'static [&'static str]),
    /// Records with these members; a line alone is the first of them.
    Records(&'static [Field]),
    /// One record.
    Record(&'static [Field]),
}

/// A field, and the other words for it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Field {
    pub(super) name: &'static str,
    pub(super) also: &'static [&'static str],
    pub(super) kind: Kind,
}

const fn field(name: &'static str, also: &'static [&'static str], kind: Kind) -> Field {
    Field { name, also, kind }
}

const ACTORS: &[&str] =
    &["development_team", "cicd_pipeline", "operations_team", "infrastructure_team", "security_team", "vulnerability_management_team"];
const APPLICATIONS: &[&str] = &[
    "web_application",
    "api",
    "worker",
    "batch",
    "scheduled",
    "stream",
    "event_driven",
    "machine_learning",
    "media",
    "hpc",
    "ci",
    "edge",
    "windows",
    "data",
    "any",
];
const LAUNCH_TYPES: &[&str] = &["fargate", "fargate_spot", "ec2", "managed_instances", "external"];
const STRATEGIES: &[&str] = &["rolling", "blue_green", "canary", "linear", "weighted", "none"];
const COMPLEXITIES: &[&str] = &["simple", "moderate", "complex"];
const PILLARS: &[&str] =
    &["operational_excellence", "security", "reliability", "performance_efficiency", "cost_optimization", "sustainability"];
const FRAMEWORKS: &[&str] = &["security_hub", "pci_dss", "hipaa", "soc2", "gdpr", "nist_800_53", "cis"];

const STAGE: &[Field] = &[
    field("name", &["stage", "step"], Kind::Text),
    field("responsible", &["owner", "actor", "who"], Kind::Name(ACTORS)),
    field("takes", &["input", "inputs", "needs"], Kind::Lines),
    field("leaves", &["output", "outputs", "artifacts", "produces"], Kind::Lines),
    field("does", &["description", "action", "what"], Kind::Text),
];
const INPUT: &[Field] = &[field("artifact", &["input"], Kind::Text), field("brought_by", &["from", "owner", "actor"], Kind::Name(ACTORS))];
const FAILURE: &[Field] = &[
    field("when", &["failure", "error", "condition"], Kind::Text),
    field("then", &["consequence", "handling", "response", "action"], Kind::Text),
];
const ECR: &[Field] = &[
    field("naming", &["name", "names", "repository"], Kind::Text),
    field("tags", &["tag", "tagging"], Kind::Text),
    field("lifecycle", &["lifecycle_policy"], Kind::Text),
    field("scan", &["scanning", "scans", "image_scan"], Kind::Text),
    field("replication", &["replicate"], Kind::Text),
    field("retention", &["keep", "kept"], Kind::Text),
    field("build_and_push", &["build", "push"], Kind::Text),
];
const SETTING: &[Field] =
    &[field("setting", &["name", "parameter"], Kind::Text), field("value", &["set_to"], Kind::Text), field("why", &["reason"], Kind::Text)];
const PITFALL: &[Field] =
    &[field("pitfall", &["problem", "mistake"], Kind::Text), field("instead", &["solution", "remedy", "avoid_by"], Kind::Text)];
const PRACTICE: &[Field] = &[
    field("practice", &["best_practice"], Kind::Text),
    field("pillar", &[], Kind::Name(PILLARS)),
    field("source", &["reference"], Kind::Text),
];
const CONTROL: &[Field] = &[
    field("framework", &["standard"], Kind::Name(FRAMEWORKS)),
    field("control", &["requirement"], Kind::Text),
    field("how", &["evidence"], Kind::Text),
];
const INTEGRATION: &[Field] = &[field("service", &["name"], Kind::Text), field("purpose", &["for", "what_for"], Kind::Text)];

/// The fields of a use case.
pub(super) const DOCUMENT: &[Field] = &[
    field("id", &["number"], Kind::Text),
    field("name", &["api", "api_name"], Kind::Text),
    field("title", &["use_case", "use_case_name"], Kind::Text),
    field("summary", &["goal", "purpose", "overview"], Kind::Text),
    field("description", &["details", "scenario"], Kind::Text),
    field("application_types", &["application_type", "workload_types"], Kind::Names(APPLICATIONS)),
    field("launch_types", &["launch_type", "compute"], Kind::Names(LAUNCH_TYPES)),
    field("strategies", &["strategy", "deployment_strategy"], Kind::Names(STRATEGIES)),
    field("complexity", &[], Kind::Name(COMPLEXITIES)),
    field("actors", &["actor", "teams", "roles"], Kind::Names(ACTORS)),
    field("stages", &["steps", "flow", "main_flow", "procedure"], Kind::Records(STAGE)),
    field("inputs", &["input_artifacts", "prerequisites", "preconditions"], Kind::Records(INPUT)),
    field("failures", &["when_it_fails", "error_handling", "errors", "failure_modes", "failure_handling"], Kind::Records(FAILURE)),
    field("ecr", &["amazon_ecr", "ecr_requirements", "ecr_integration", "image_requirements"], Kind::Record(ECR)),
    field("task", &["task_definition", "task_configuration"], Kind::Records(SETTING)),
    field("service", &["service_configuration", "service_settings"], Kind::Records(SETTING)),
    field("networking", &["network", "network_configuration"], Kind::Lines),
    field("scaling", &["auto_scaling", "autoscaling"], Kind::Lines),
    field("security", &["security_considerations", "security_requirements"], Kind::Lines),
    field("monitoring", &["observability", "monitoring_and_logging", "logging", "alarms"], Kind::Lines),
    field("cicd", &["ci_cd", "pipeline", "ci_cd_pipeline"], Kind::Lines),
    field("cost", &["costs", "cost_optimization"], Kind::Lines),
    field("recovery", &["rollback", "disaster_recovery", "rollback_and_recovery", "backup_and_recovery"], Kind::Lines),
    field("pitfalls", &["common_mistakes", "common_pitfalls"], Kind::Records(PITFALL)),
    field("best_practices", &["practices"], Kind::Records(PRACTICE)),
    field("compliance", &["compliance_requirements", "controls"], Kind::Records(CONTROL)),
    field("integrations", &["integration", "services"], Kind::Records(INTEGRATION)),
    field("related", &["related_use_cases", "see_also"], Kind::Lines),
];

/// Fields that an entry of the catalog shows besides: the code says them, so they are passed over.
pub(super) const SAID_BY_CODE: &[&str] = &["family", "implemented", "this_version_runs_it", "actions", "iam_actions", "iam_policy"];

/// The name as fields are written: `ECR requirements` is `ecr_requirements`.
pub(super) fn plain(name: &str) -> String {
    let mut plain = String::new();
    for letter in name.trim().chars() {
        if letter.is_alphanumeric() {
            plain.extend(letter.to_lowercase());
        } else if !plain.ends_with('_') && !plain.is_empty() {
            plain.push('_');
        }
    }
    plain.trim_end_matches('_').to_owned()
}

/// The field that this name means.
pub(super) fn find<'a>(fields: &'a [Field], name: &str) -> Option<&'a Field> {
    let name = plain(name);
    fields.iter().find(|field| field.name == name).or_else(|| fields.iter().find(|field| field.also.contains(&name.as_str())))
}

/// The nearest of these names, if one is near enough to be meant.
pub(super) fn nearest<'a>(names: impl IntoIterator<Item = &'a str>, written: &str) -> Option<&'a str> {
    let written = plain(written);
    names
        .into_iter()
        .map(|name| (strsim::jaro_winkler(name, &written), name))
        .filter(|(likeness, _)| *likeness > 0.75)
        .max_by(|one, other| one.0.total_cmp(&other.0))
        .map(|(_, name)| name)
}

/// The member of a fixed set that is written here; `CI/CD Pipeline` is `cicd_pipeline`.
pub(super) fn member(set: &'static [&'static str], written: &str) -> Option<&'static str> {
    let joined = |name: &str| plain(name).replace('_', "");
    let wanted = joined(written);
    let other = match wanted.as_str() {
        "ecsmanagedinstances" => "managedinstances",
        "externalecsanywhere" | "ecsanywhere" => "external",
        "developers" | "developer" | "devteam" => "developmentteam",
        "operations" | "ops" | "opsteam" => "operationsteam",
        "security" => "securityteam",
        "infrastructure" | "platformteam" => "infrastructureteam",
        "pipeline" => "cicdpipeline",
        same => same,
    };
    // `security` is a pillar before it is a team.
    let find = |wanted: &str| set.iter().copied().find(|name| joined(name) == wanted);
    find(&wanted).or_else(|| find(other))
}
