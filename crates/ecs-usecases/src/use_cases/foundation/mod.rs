//! Foundation: what deployments stand on.

mod repository_setup;

pub use repository_setup::*;
