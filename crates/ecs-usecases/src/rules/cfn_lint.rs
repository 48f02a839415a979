//! Which rules of cfn-lint ask what a rule of registration asks.
//!
//! Those of its rules that look at a service are asked by rules of posture about services.

use super::posture::{Level, Source, Tool};

/// Our rule, and cfn-lint's.
const SAME: &[(&str, &str)] = &[
    // Not all of its containers say that they are not essential.
    ("TD-ESSENTIAL", "E3042"),
    // The awslogs driver has a group and a Region, and the group has the form of one.
    ("TD-LOG-AWSLOGS", "E3046"),
    ("TD-LOG-GROUP", "E3046"),
    // Pairs of CPU and memory on Fargate.
    ("TD-CPU-MEMORY", "E3047"),
    // On Fargate CPU and memory are given and CPU has one of its forms, the network mode is awsvpc, the log driver is one of
    // three, and there are no placement constraints.
    ("TD-FARGATE-SIZE", "E3048"),
    ("TD-CPU-FORM", "E3048"),
    ("TD-FARGATE-NETWORK-MODE", "E3048"),
    ("TD-LOG-DRIVER", "E3048"),
    ("TD-FARGATE-PLACEMENT", "E3048"),
    // In awsvpc the host port is that of the container.
    ("TD-HOST-PORT-EQUAL", "E3053"),
    ("TD-ROLE", "E3511"),
];

/// The rules of cfn-lint that ask what this one asks.
pub(crate) fn cfn_lint_of(id: &str) -> Vec<Source> {
    SAME.iter().filter(|(own, _)| *own == id).map(|(_, id)| cfn_lint(id)).collect()
}

/// Every rule of cfn-lint that a rule of registration asks.
pub fn cfn_lint_in_registration() -> Vec<Source> {
    SAME.iter().map(|(_, id)| cfn_lint(id)).collect()
}

const fn cfn_lint(id: &'static str) -> Source {
    Source { tool: Tool::CfnLint, id, level: Some(Level::Invalid) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::title;

    #[test]
    fn each_of_our_rules_exists() {
        for (own, _) in SAME {
            assert!(title(own).is_some(), "{own}");
        }
    }
}
