//! Foundation: what deployments stand on.

mod journal_setup;
mod repository_setup;

pub use journal_setup::*;
pub use repository_setup::*;
