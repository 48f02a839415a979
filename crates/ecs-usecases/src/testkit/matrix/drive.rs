//! Runs a future of a simulated world without a runtime, and notices when nothing will ever wake it.

use std::{
    future::Future,
    pin::pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll, Wake, Waker},
};

#[derive(Default)]
struct Woken(AtomicBool);

impl Wake for Woken {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::SeqCst);
    }
}

/// What the future gives; nothing when it waits and nobody is left who could wake it, as all time is virtual and everybody is in it.
pub(in crate::testkit) fn to_the_end<T>(future: impl Future<Output = T>) -> Option<T> {
    let woken = Arc::new(Woken::default());
    let waker = Waker::from(woken.clone());
    let mut future = pin!(future);
    loop {
        if let Poll::Ready(value) = future.as_mut().poll(&mut Context::from_waker(&waker)) {
            return Some(value);
        }
        if !woken.0.swap(false, Ordering::SeqCst) {
            return None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::to_the_end;
    use crate::clock::{Clock, VirtualClock};
    use std::time::Duration;

    #[test]
    fn it_ends_or_is_known_to_be_stuck() {
        let clock = VirtualClock::default();
        let mut slept = false;
        let work = async {
            clock.sleep_until(clock.now() + Duration::from_hours(1)).await;
            slept = true;
        };
        assert_eq!(to_the_end(clock.drive(Box::pin(work))), Some(()));
        assert!(slept);
        let stuck = clock.drive(Box::pin(std::future::pending()));
        assert_eq!(to_the_end(stuck), None);
    }
}
