//! A panic is a defect of the library, and an error in the caller's language, never an abort.

use ecs_usecases::{Error, ErrorKind, Result};
use futures::FutureExt;
use std::{any::Any, future::Future, panic::AssertUnwindSafe};

/// Do `work`; a panic in it is an [`ErrorKind::Internal`] error.
pub async fn guarded<T>(work: impl Future<Output = Result<T>>) -> Result<T> {
    // What `work` borrowed is shared through locks, which the library takes even when they are poisoned.
    AssertUnwindSafe(work).catch_unwind().await.unwrap_or_else(|panic| Err(defect(&*panic)))
}

/// The same for work that does not wait.
pub fn guarded_now<T>(work: impl FnOnce() -> Result<T>) -> Result<T> {
    std::panic::catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| Err(defect(&*panic)))
}

fn defect(panic: &(dyn Any + Send)) -> Error {
    let said = panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    Error::new(ErrorKind::Internal, format!("the library panicked: {}", said.unwrap_or("without a message")))
        .advise("This is a defect; please report it with the text that was printed.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_an_internal_error() {
        let now = guarded_now(|| -> Result<()> { panic!("of {} kinds", 2) });
        let later = futures::executor::block_on(guarded(async { if true { panic!("plain") } else { Ok(()) } }));
        for (result, text) in [(now, "of 2 kinds"), (later, "plain")] {
            let error = result.expect_err("it panicked");
            assert_eq!(error.kind(), ErrorKind::Internal);
            assert!(error.to_string().contains(text), "{error}");
        }
    }
}
