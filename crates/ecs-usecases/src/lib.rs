//! x
pub mod backend;
pub mod backends;
pub mod clock;
pub mod error;
pub mod model;
pub mod operations;
