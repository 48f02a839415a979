//! What the Python and Node bindings share: where a client's runs go, a started run, and the border that no panic crosses.
//!
//! Nothing here knows a language. A binding turns its values into JSON, starts a [`Started`] run on its own runtime, and
//! hands events and results back in the form that its language likes.

mod aws;
mod books;
mod catalog;
mod guard;
mod journal_work;
mod per_process;
#[cfg(debug_assertions)]
mod probe;
mod report;
mod review;
mod rules;
mod server;
mod session;
mod started;
mod twin;

pub use aws::AwsOptions;
pub use catalog::{
    catalog_decision_tree, catalog_decision_tree_text, catalog_get, catalog_list, catalog_matrix, catalog_matrix_text, catalog_recommend,
    catalog_text,
};
pub use guard::{guarded, guarded_now};
pub use journal_work::{JournalWork, verify_audit_export};
pub use report::{render_report, report_text};
pub use review::{ReviewWork, catalog_find_gaps, catalog_review, catalog_review_ecr, review_text};
pub use rules::{rules_check, rules_check_file, rules_list, rules_text};
pub use server::{Server, World};
pub use session::{Session, Work};
pub use started::Started;
pub use twin::{Place, Twin, plan_markdown, rehearsal_markdown};
