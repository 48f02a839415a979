//! The library's journal, with some of its files compiled anew.

pub use ecs_usecases::journal::{Entry, Fence, Journal, Lease, Record, RunFilter, RunHead, RunState, verify};

pub mod lease;
#[path = "../../src/journal/memory.rs"]
mod memory;
#[path = "../../src/journal/writer.rs"]
mod writer;

pub use memory::MemoryJournal;
pub use writer::{Writer, is_repeated};
