//! The code of the example `deploy`, and a place for what it writes.
#![allow(dead_code)]

#[path = "../../../../examples/deploy/options.rs"]
pub mod options;
#[path = "../../../../examples/deploy/plan.rs"]
pub mod plan;
#[path = "../../../../examples/deploy/show.rs"]
pub mod show;
pub mod sink;
#[path = "../../../../examples/deploy/story.rs"]
pub mod story;
#[path = "../../../../examples/deploy/table.rs"]
pub mod table;
#[path = "../../../../examples/deploy/world.rs"]
pub mod world;
