//! The native part of the Python package `ecs_usecases`: invoke by name, events, cancel. The typed part is generated
//! Python on top of this.
// Not `forbid`: the macros of pyo3 write unsafe code of their own, and allow it there.
#![deny(unsafe_code)]

mod bridge;
mod catalog;
mod client;
mod convert;
mod error;
mod fork;
mod rules;
mod run;
mod server;
mod simulator;

use pyo3::prelude::*;

/// Native part of `ecs_usecases`; use the package instead.
#[pymodule]
mod _native {
    #[pymodule_export]
    use super::{
        bridge::{_launch, _settle, _shutdown},
        catalog::{
            catalog_decision_tree, catalog_decision_tree_text, catalog_find_gaps, catalog_get, catalog_list, catalog_matrix,
            catalog_matrix_text, catalog_recommend, catalog_review, catalog_review_ecr, catalog_text, review_text,
        },
        client::{Client, plan_markdown, rehearsal_markdown, verify_audit_export},
        convert::{dumps, loads},
        fork::{_after_fork, _before_fork, _in_forked_child},
        rules::{rules_check, rules_check_file, rules_list, rules_text},
        run::{Run, render_report},
        server::SimulatorServer,
        simulator::Simulator,
    };
    use pyo3::{prelude::*, types::PyModule};

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        super::bridge::install(module)?;
        super::fork::install(module)
    }
}
