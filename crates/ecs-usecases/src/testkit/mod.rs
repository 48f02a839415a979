//! What tests of use cases stand on: this library's own, and those that its users add.

pub mod engine;
pub mod fuzz;
pub mod history;
pub mod journal;
pub mod matrix;
