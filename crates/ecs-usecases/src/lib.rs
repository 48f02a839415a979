//! x
pub mod backend;
pub mod clock;
pub mod error;
pub mod model;
pub mod operations;
pub mod rules;
