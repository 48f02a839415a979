//! `matrix`: every fault at every call of every scenario.

use crate::project::{Outcome, Project};

/// Run all of it, built for speed, and print how many runs were disturbed by use case and fault. Gives whether nothing was wrong.
pub(crate) fn run(project: &Project, only: Option<&str>, combined: usize) -> Outcome<bool> {
    let arguments = ["bench", "--quiet", "--package", "ecs-usecases", "--features", "testkit", "--bench", "matrix"];
    let program = project.cargo(&arguments).env("ECS_USECASES_MATRIX_COMBINED", combined.to_string());
    let program = match only {
        Some(only) => program.env("ECS_USECASES_MATRIX_ONLY", only),
        None => program,
    };
    program.watch().map(|(success, _)| success)
}
