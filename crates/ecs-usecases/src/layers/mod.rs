//! One file a layer: each adds one concern to every operation there is.

mod budget;
mod coalesce;
mod fault;
mod permitted;
mod read_only;
mod record;
mod retry;

pub use budget::RateBudget;
pub use coalesce::Coalesce;
pub use fault::{Fault, FaultKind, FaultPlan, Faults, SLOW};
pub use permitted::Permitted;
pub use read_only::ReadOnly;
pub use record::{Exchange, Record, Recording, Replay};
pub use retry::Retry;
