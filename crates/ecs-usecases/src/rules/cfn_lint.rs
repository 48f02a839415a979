//! Which rules of cfn-lint ask what a rule of registration asks.

use super::posture::{Source, Tool};

/// Our rule, and cfn-lint's.
const SAME: &[(&str, &str)] = &[
    ("TD-CPU-MEMORY", "E3047"),
    ("TD-FARGATE-SIZE", "E3048"),
    ("TD-FARGATE-NETWORK-MODE", "E3048"),
    ("TD-FARGATE-PLACEMENT", "E3048"),
    ("TD-LOG-AWSLOGS", "E3046"),
    ("TD-LOG-DRIVER", "E3713"),
    ("TD-ESSENTIAL", "E3042"),
    ("TD-ROLE", "E3511"),
];

/// The rules of cfn-lint that ask what this one asks.
pub(crate) fn cfn_lint_of(id: &str) -> Vec<Source> {
    let level = Some(super::posture::Level::Invalid);
    SAME.iter().filter(|(own, _)| *own == id).map(|(_, id)| Source { tool: Tool::CfnLint, id, level }).collect()
}
