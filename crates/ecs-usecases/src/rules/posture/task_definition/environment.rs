//! What variables do to the program.

use super::super::{About, Checked, Level, PostureRule, source::well_architected};
use crate::{
    model::ecs::RegisterTaskDefinition,
    rules::{
        Pillar,
        task_definition::facts::{containers, list, text},
    },
};

pub(super) static RULES: [PostureRule<RegisterTaskDefinition>; 1] = [PostureRule {
    about: About {
        id: "ECS-TLS-VERIFICATION",
        title: "No environment variable turns off the check of certificates.",
        pillar: Pillar::Security,
        level: Level::High,
        remedy: "Remove the variable, and let the program trust the authority that signed the certificate",
        documentation: "AWS Well-Architected Framework, SEC09-BP03 authenticate network communications",
        sources: &[well_architected("SEC09-BP03")],
    },
    examples: include_str!("../examples/ECS-TLS-VERIFICATION.json"),
    check: tls,
}];

/// A variable, and whether a value of it turns the check off.
type Switch = (&'static str, fn(&str) -> bool);

/// Variables that Node.js, Python, Git and npm read.
const SWITCHES: [Switch; 4] = [
    ("NODE_TLS_REJECT_UNAUTHORIZED", |value| value == "0"),
    ("PYTHONHTTPSVERIFY", |value| value == "0"),
    ("GIT_SSL_NO_VERIFY", |value| !matches!(value.to_ascii_lowercase().as_str(), "" | "0" | "false" | "no" | "off")),
    ("NPM_CONFIG_STRICT_SSL", |value| value.eq_ignore_ascii_case("false")),
];

fn tls(definition: &RegisterTaskDefinition, checked: &mut Checked) {
    for (path, container) in containers(definition) {
        for (at, pair) in list(container.environment.as_ref()).iter().enumerate() {
            let (name, value) = (text(pair.name.as_ref()), text(pair.value.as_ref()));
            if SWITCHES.iter().any(|(switch, is_off)| name.eq_ignore_ascii_case(switch) && is_off(value)) {
                let message = format!("{name} is {value}: any server can pose as the one that is meant");
                checked.fail(format!("{path}.environment[{at}]"), message);
            }
        }
    }
}
