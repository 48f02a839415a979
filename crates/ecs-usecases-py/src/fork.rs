//! Forks.
//!
//! A forked child has one thread, and a copy of all else: of locks that other threads held at that moment, and of runs
//! that nobody goes on with, for which a simulator's time would stand still. So the parent forks while no thread is in the
//! middle of the library's work: tokio's threads are held up ([`Held`]), and other threads are kept out ([`apart`]). The child
//! then drops its copies of the runs.
//!
//! None of this waits for the interpreter's lock, which the thread that forks holds.

use ecs_usecases_ffi::Started;
use pyo3::prelude::*;
use std::{
    cell::RefCell,
    collections::BTreeMap,
    future::Future,
    pin::Pin,
    sync::{
        Arc, Condvar, Mutex, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard,
        atomic::{AtomicU64, Ordering},
        mpsc,
    },
    task::{Context, Poll},
    time::Duration,
};
use tokio::runtime::Handle;

/// How long a fork waits for each of tokio's threads: one that is stuck is no reason never to fork.
const PATIENCE: Duration = Duration::from_secs(2);

static GATE: RwLock<()> = RwLock::new(());
static WORKS: Mutex<BTreeMap<u64, Arc<Slot>>> = Mutex::new(BTreeMap::new());
static NEXT: AtomicU64 = AtomicU64::new(0);

fn enter() -> RwLockReadGuard<'static, ()> {
    GATE.read().unwrap_or_else(PoisonError::into_inner)
}

/// Do something of the library's with the interpreter's lock released, when nobody forks.
pub(crate) fn apart<T: Send>(py: Python<'_>, work: impl FnOnce() -> T + Send) -> T {
    py.detach(|| {
        let _entered = enter();
        work()
    })
}

type Inner = Pin<Box<dyn Future<Output = ()> + Send>>;

struct Slot {
    work: Mutex<Option<Inner>>,
    /// The run that the work is, or that it waits for.
    started: Arc<Started>,
}

/// Work that a forked child drops.
pub(crate) struct Work {
    id: u64,
    slot: Arc<Slot>,
}

impl Work {
    pub(crate) fn new(started: &Arc<Started>, work: impl Future<Output = ()> + Send + 'static) -> Self {
        let slot = Arc::new(Slot { work: Mutex::new(Some(Box::pin(work))), started: started.clone() });
        let id = NEXT.fetch_add(1, Ordering::Relaxed);
        WORKS.lock().unwrap_or_else(PoisonError::into_inner).insert(id, slot.clone());
        Self { id, slot }
    }
}

impl Future for Work {
    type Output = ();
    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let mut work = self.slot.work.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(inner) = work.as_mut() else { return Poll::Ready(()) };
        if inner.as_mut().poll(context).is_pending() {
            return Poll::Pending;
        }
        *work = None;
        Poll::Ready(())
    }
}

impl Drop for Work {
    fn drop(&mut self) {
        let _entered = enter();
        // In a child it is not there.
        let mut works = WORKS.lock().unwrap_or_else(PoisonError::into_inner);
        works.remove(&self.id);
        drop(works);
        let work = self.slot.work.lock().unwrap_or_else(PoisonError::into_inner).take();
        drop(work);
    }
}

/// A future that is polled, and dropped, only when nobody forks; for threads of Python, which no [`Held`] holds up.
pub(crate) struct Apart<F>(Option<Pin<Box<F>>>);

impl<F: Future> Apart<F> {
    pub(crate) fn new(work: F) -> Self {
        Self(Some(Box::pin(work)))
    }
}

impl<F: Future> Future for Apart<F> {
    type Output = F::Output;
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        let _entered = enter();
        let Some(work) = &mut self.0 else { return Poll::Pending };
        let polled = work.as_mut().poll(context);
        if polled.is_ready() {
            self.0 = None;
        }
        polled
    }
}

impl<F> Drop for Apart<F> {
    fn drop(&mut self) {
        if self.0.is_some() {
            let _entered = enter();
            self.0 = None;
        }
    }
}

/// Threads of a runtime that do nothing until this is dropped.
struct Held(Arc<(Mutex<bool>, Condvar)>);

impl Held {
    /// Hold up so many threads.
    fn threads(runtime: &Handle, threads: usize) -> Self {
        let open = Arc::new((Mutex::new(false), Condvar::new()));
        let (arrived, arrivals) = mpsc::channel();
        for _ in 0..threads {
            let (open, arrived) = (open.clone(), arrived.clone());
            runtime.spawn(async move {
                // It fails when the fork waits no longer.
                let _ = arrived.send(());
                let (lock, changed) = &*open;
                let closed = lock.lock().unwrap_or_else(PoisonError::into_inner);
                drop(changed.wait_while(closed, |open| !*open));
            });
        }
        for _ in 0..threads {
            let _ = arrivals.recv_timeout(PATIENCE);
        }
        Self(open)
    }

    fn release(self) {
        let (lock, changed) = &*self.0;
        *lock.lock().unwrap_or_else(PoisonError::into_inner) = true;
        changed.notify_all();
    }
}

thread_local! {
    /// What this thread holds up while it forks.
    static FORKING: RefCell<Option<(Option<Held>, RwLockWriteGuard<'static, ()>)>> = const { RefCell::new(None) };
}

/// Called before a fork.
#[pyfunction]
pub(crate) fn _before_fork() {
    let held = crate::bridge::runtime().map(|(runtime, threads)| Held::threads(&runtime, threads));
    let gate = GATE.write().unwrap_or_else(PoisonError::into_inner);
    FORKING.set(Some((held, gate)));
}

/// Called after a fork, in the parent.
#[pyfunction]
pub(crate) fn _after_fork() {
    if let Some((held, gate)) = FORKING.take() {
        drop(gate);
        if let Some(held) = held {
            held.release();
        }
    }
}

/// Called after a fork, in the child.
#[pyfunction]
pub(crate) fn _in_forked_child() {
    if let Some((held, gate)) = FORKING.take() {
        drop(gate);
        // Whom it would wake are the parent's threads.
        std::mem::forget(held);
    }
    let works = std::mem::take(&mut *WORKS.lock().unwrap_or_else(PoisonError::into_inner));
    for slot in works.into_values() {
        slot.started.forsake();
        let Ok(mut work) = slot.work.try_lock() else { continue };
        let work = work.take();
        // What talks to AWS has sockets that the parent still uses: dropping it would take them from the parent's reactor.
        if slot.started.is_simulated() {
            drop(work);
        } else {
            std::mem::forget(work);
        }
    }
}

/// Have Python tell of forks, where there are any.
pub(crate) fn install(module: &Bound<'_, PyModule>) -> PyResult<()> {
    let os = module.py().import("os")?;
    if let Ok(register) = os.getattr("register_at_fork") {
        let hooks = pyo3::types::PyDict::new(module.py());
        hooks.set_item("before", module.getattr("_before_fork")?)?;
        hooks.set_item("after_in_parent", module.getattr("_after_fork")?)?;
        hooks.set_item("after_in_child", module.getattr("_in_forked_child")?)?;
        register.call((), Some(&hooks))?;
    }
    Ok(())
}
