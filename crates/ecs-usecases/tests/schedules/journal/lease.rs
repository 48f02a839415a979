//! The library's leases, compiled anew.

pub use ecs_usecases::journal::lease::{BUSY, LOST, is_lost, of_run};
pub use ecs_usecases::journal::{Fence, Lease};

#[path = "../../../src/journal/lease/attempt.rs"]
mod attempt;
#[path = "../../../src/journal/lease/process.rs"]
mod process;

pub use attempt::{Attempt, Held, Hold};
pub use process::Process;
