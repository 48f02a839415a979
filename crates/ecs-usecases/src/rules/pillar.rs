//! The pillars of the AWS Well-Architected Framework.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A pillar of the AWS Well-Architected Framework.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Pillar {
    OperationalExcellence,
    Security,
    Reliability,
    PerformanceEfficiency,
    CostOptimization,
    Sustainability,
}

impl Pillar {
    /// All six, in the order in which AWS lists them.
    pub const ALL: [Self; 6] = [
        Self::OperationalExcellence,
        Self::Security,
        Self::Reliability,
        Self::PerformanceEfficiency,
        Self::CostOptimization,
        Self::Sustainability,
    ];

    /// As it is written in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::OperationalExcellence => "operational_excellence",
            Self::Security => "security",
            Self::Reliability => "reliability",
            Self::PerformanceEfficiency => "performance_efficiency",
            Self::CostOptimization => "cost_optimization",
            Self::Sustainability => "sustainability",
        }
    }
}
