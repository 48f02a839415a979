//! The decision tree holds together, and every request that it recommends runs to the verdict `succeeded`.
#![allow(clippy::unwrap_used)]

mod answers;
mod fitting;
mod paths;
mod runs;
