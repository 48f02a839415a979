//! What threads meet at, for the parts of journals and leases whose schedules are explored: the test `schedules` compiles their files
//! with what a scheduler controls in the place of this.

pub(crate) use std::sync::{Mutex, MutexGuard};

pub(crate) mod atomic {
    pub(crate) use std::sync::atomic::AtomicU64;
}
