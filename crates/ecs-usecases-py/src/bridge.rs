//! asyncio and tokio, side by side.
//!
//! Tokio's threads never touch Python. What they have for it goes over a channel to one delivery thread, which takes the
//! interpreter's lock, settles futures in batches, and is joined before the interpreter ends. A forked child, in which
//! none of these threads exist, makes its own.

use crate::fork::{Apart, Work};
use ecs_usecases_ffi::Started;
use pyo3::{
    exceptions::{PyRuntimeError, PySystemExit},
    prelude::*,
    sync::PyOnceLock,
    types::{PyList, PyModule, PyTuple},
};
use std::{
    future::Future,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, AtomicU32, AtomicUsize, Ordering},
        mpsc,
    },
    thread::JoinHandle,
    time::Duration,
};
use tokio::{
    runtime::{Builder, Handle, Runtime},
    sync::oneshot,
};

/// How often a blocked call looks for signals.
const SIGNALS: Duration = Duration::from_millis(50);
/// How long the end of the process waits for what tokio is in the middle of.
const LAST_WAIT: Duration = Duration::from_secs(1);
/// How often the end of the process looks whether blocked threads have gone.
const LOOK: Duration = Duration::from_millis(5);
/// How many threads tokio has.
const WORKERS: usize = 2;
/// At most this many futures are settled under one hold of the interpreter's lock.
const BATCH: usize = 256;

/// Makes a value in Python; it is called with the interpreter's lock held.
pub(crate) type Make = Box<dyn for<'py> FnOnce(Python<'py>) -> PyResult<Bound<'py, PyAny>> + Send>;

enum Message {
    Settle(Delivery),
    Stop,
}

struct Delivery {
    event_loop: Py<PyAny>,
    future: Py<PyAny>,
    make: Make,
}

/// The threads of this process. The lock on it is only ever taken with the interpreter's lock held, so that no fork
/// finds it taken.
struct Threads {
    pid: u32,
    runtime: Runtime,
    sender: mpsc::Sender<Message>,
    delivery: JoinHandle<()>,
    callers: Arc<Callers>,
    deferred: Arc<Mutex<Deferred>>,
}

/// Work that is put on tokio together when the event loop comes round: waking tokio's threads for each of ten thousand
/// calls would cost more than the calls. Its lock, too, is only taken with the interpreter's lock held, and nothing of Python's
/// is called under it: another thread could get the interpreter's lock meanwhile, and wait for this one.
#[derive(Default)]
struct Deferred {
    works: Vec<Work>,
    /// The event loop that will launch them.
    launcher: Option<Py<PyAny>>,
}

/// The threads of Python that wait in a blocking call.
#[derive(Default)]
struct Callers {
    waiting: AtomicUsize,
    /// The process ends: they are sent away.
    closing: AtomicBool,
}

impl Callers {
    fn enter(&self) -> Waiting<'_> {
        self.waiting.fetch_add(1, Ordering::SeqCst);
        Waiting(self)
    }

    /// Send all away. False if some don't go.
    fn close(&self) -> bool {
        self.closing.store(true, Ordering::SeqCst);
        let looks = LAST_WAIT.as_millis() / LOOK.as_millis();
        (0..looks).any(|_| {
            let gone = self.waiting.load(Ordering::SeqCst) == 0;
            if !gone {
                std::thread::sleep(LOOK);
            }
            gone
        })
    }
}

struct Waiting<'a>(&'a Callers);

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.waiting.fetch_sub(1, Ordering::SeqCst);
    }
}

static THREADS: Mutex<Option<Threads>> = Mutex::new(None);
/// The process whose threads have been ended.
static ENDED: AtomicU32 = AtomicU32::new(0);

/// What a call needs of [`Threads`].
#[derive(Clone)]
pub(crate) struct Bridge {
    pub(crate) tokio: Handle,
    sender: mpsc::Sender<Message>,
    callers: Arc<Callers>,
    deferred: Arc<Mutex<Deferred>>,
}

impl Bridge {
    /// The bridge of this process, made when it is first asked for.
    pub(crate) fn get(py: Python<'_>) -> PyResult<Self> {
        // Daemon threads go on after the library's own end. New threads for them would be in the middle of something when the
        // interpreter ends, so that they go on no longer, as those don't that wait for the interpreter's lock by then.
        if has_ended() && in_daemon(py)? {
            py.detach(|| {
                loop {
                    std::thread::park();
                }
            });
        }
        let mut threads = THREADS.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = threads.as_ref().filter(|known| known.pid == std::process::id()) {
            return Ok(Self {
                tokio: known.runtime.handle().clone(),
                sender: known.sender.clone(),
                callers: known.callers.clone(),
                deferred: known.deferred.clone(),
            });
        }
        let (sender, receiver) = mpsc::channel();
        let runtime = Builder::new_multi_thread().worker_threads(WORKERS).thread_name("ecs-usecases").enable_all().build()?;
        let delivery = std::thread::Builder::new().name("ecs-usecases-py".into()).spawn(move || deliver(&receiver))?;
        let made = Self { tokio: runtime.handle().clone(), sender: sender.clone(), callers: Arc::default(), deferred: Arc::default() };
        let parents = threads.replace(Threads {
            pid: std::process::id(),
            runtime,
            sender,
            delivery,
            callers: made.callers.clone(),
            deferred: made.deferred.clone(),
        });
        // Dropping them would wait for threads that stayed in the parent.
        std::mem::forget(parents);
        Ok(made)
    }

    /// A future of the running event loop, and what settles it from any thread.
    pub(crate) fn future<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, Reply)> {
        not_ended()?;
        let event_loop = running_loop(py)?;
        let future = event_loop.call_method0(pyo3::intern!(py, "create_future"))?;
        let sender = self.sender.clone();
        let reply = Reply { event_loop: event_loop.unbind(), future: future.clone().unbind(), sender, pid: std::process::id() };
        Ok((future, reply))
    }

    /// Put work on tokio when the running event loop comes round, with what else was started until then.
    pub(crate) fn defer(&self, py: Python<'_>, work: Work) -> PyResult<()> {
        static LAUNCH: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
        let ready = not_ended().and_then(|()| running_loop(py)).and_then(|event_loop| {
            let launch = LAUNCH.get_or_try_init(py, || PyResult::Ok(py.import("ecs_usecases._native")?.getattr("_launch")?.unbind()))?;
            Ok((event_loop, launch))
        });
        let (event_loop, launch) = match ready {
            Ok(ready) => ready,
            Err(error) => {
                py.detach(|| drop(work));
                return Err(error);
            }
        };
        // A loop that was closed never comes round: another takes over what it left.
        let mut deferred = self.deferred();
        deferred.works.push(work);
        let known = deferred.launcher.as_ref().is_some_and(|launcher| launcher.is(&event_loop));
        let before = if known { None } else { deferred.launcher.replace(event_loop.clone().unbind()) };
        if deferred.works.len() >= BATCH {
            self.launch(std::mem::take(&mut deferred.works));
        }
        drop(deferred);
        drop(before);
        if !known {
            event_loop.call_method1(pyo3::intern!(py, "call_soon"), (launch,))?;
        }
        Ok(())
    }

    fn deferred(&self) -> MutexGuard<'_, Deferred> {
        self.deferred.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn launch(&self, works: Vec<Work>) {
        let tokio = self.tokio.clone();
        self.tokio.spawn(async move {
            for work in works {
                tokio.spawn(work);
            }
        });
    }

    /// Wait for `work` with the interpreter's lock released, and look for signals now and then. At a signal's exception,
    /// `interrupted` says whether to wait for the end of `work` before it is raised; a second one is raised at once.
    pub(crate) fn block<T: Send + 'static>(
        &self,
        py: Python<'_>,
        started: &Arc<Started>,
        work: impl Future<Output = T> + Send + 'static,
        interrupted: impl Fn() -> bool + Send + Sync,
    ) -> PyResult<T> {
        let (sender, mut receiver) = oneshot::channel();
        // It fails only when a signal's exception is raised instead.
        let mut work = Work::new(started, async move { drop(sender.send(work.await)) });
        // Before others can end the threads.
        let waiting = self.callers.enter();
        py.detach(move || {
            let _waiting = waiting;
            self.tokio.block_on(async {
                let mut pending: Option<PyErr> = None;
                loop {
                    if Apart::new(tokio::time::timeout(SIGNALS, &mut work)).await.is_ok() {
                        let done = receiver.try_recv().map_err(|_| PyRuntimeError::new_err("the work ended before its result"));
                        return pending.map_or(done, Err);
                    }
                    if self.callers.closing.load(Ordering::SeqCst) {
                        // It ends the thread, without a word.
                        return Err(PySystemExit::new_err("the process ends"));
                    }
                    #[allow(clippy::redundant_closure_for_method_calls)] // the method is not general enough
                    let signals = Python::attach(|py| py.check_signals());
                    if let Err(signal) = signals {
                        if pending.is_some() || !interrupted() {
                            return Err(signal);
                        }
                        pending = Some(signal);
                    }
                }
            })
        })
    }
}

/// The runtime of this process, if there is one, and how many threads it has.
pub(crate) fn runtime() -> Option<(Handle, usize)> {
    let threads = THREADS.lock().unwrap_or_else(PoisonError::into_inner);
    let known = threads.as_ref().filter(|known| known.pid == std::process::id())?;
    Some((known.runtime.handle().clone(), WORKERS))
}

fn has_ended() -> bool {
    ENDED.load(Ordering::SeqCst) == std::process::id()
}

/// Nobody would wait for the delivery thread to let go of Python before the interpreter ends.
fn not_ended() -> PyResult<()> {
    let late = || PyRuntimeError::new_err("an event loop can't call any more when the interpreter ends; a blocking client can");
    if has_ended() { Err(late()) } else { Ok(()) }
}

fn in_daemon(py: Python<'_>) -> PyResult<bool> {
    py.import("threading")?.call_method0("current_thread")?.getattr("daemon")?.is_truthy()
}

fn running_loop(py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
    static RUNNING: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let running = RUNNING.get_or_try_init(py, || PyResult::Ok(py.import("asyncio")?.getattr("get_running_loop")?.unbind()))?;
    running.bind(py).call0()
}

/// Put deferred work on tokio; called by the event loop.
#[pyfunction]
pub(crate) fn _launch(py: Python<'_>) -> PyResult<()> {
    let bridge = Bridge::get(py)?;
    let deferred = std::mem::take(&mut *bridge.deferred());
    bridge.launch(deferred.works);
    Ok(())
}

/// Settles one future.
pub(crate) struct Reply {
    pid: u32,
    event_loop: Py<PyAny>,
    future: Py<PyAny>,
    sender: mpsc::Sender<Message>,
}

impl Reply {
    /// Give the future the value, or the exception, that `make` makes.
    pub(crate) fn send(self, make: Make) {
        // The parent's delivery thread is not here, but a lock that it held may be.
        if self.pid != std::process::id() {
            return;
        }
        let delivery = Delivery { event_loop: self.event_loop, future: self.future, make };
        // It fails only when the process ends: nobody waits any more.
        let _ = self.sender.send(Message::Settle(delivery));
    }
}

fn deliver(receiver: &mpsc::Receiver<Message>) {
    while let Ok(Message::Settle(first)) = receiver.recv() {
        let go_on = Python::try_attach(|py| {
            let mut batch = Batch { py, event_loop: first.event_loop.clone_ref(py), settled: PyList::empty(py) };
            batch.add(first);
            for _ in 1..BATCH {
                match receiver.try_recv() {
                    Ok(Message::Settle(next)) => batch.add(next),
                    Ok(Message::Stop) => return false,
                    Err(_) => break,
                }
            }
            batch.flush();
            true
        });
        if go_on != Some(true) {
            return;
        }
    }
}

/// Futures of one event loop, settled by one call in its thread.
struct Batch<'py> {
    py: Python<'py>,
    event_loop: Py<PyAny>,
    settled: Bound<'py, PyList>,
}

impl Batch<'_> {
    fn add(&mut self, delivery: Delivery) {
        let Delivery { event_loop, future, make } = delivery;
        if !self.event_loop.is(&event_loop) {
            self.flush();
            self.event_loop = event_loop;
        }
        let none = || self.py.None().into_bound(self.py);
        let (value, error) = match make(self.py) {
            Ok(value) => (value, none()),
            Err(error) => (none(), error.into_value(self.py).into_bound(self.py).into_any()),
        };
        let added = PyTuple::new(self.py, [future.into_bound(self.py), value, error]).and_then(|entry| self.settled.append(entry));
        if let Err(error) = added {
            error.write_unraisable(self.py, None);
        }
    }

    fn flush(&mut self) {
        static SETTLE: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
        let py = self.py;
        let settled = std::mem::replace(&mut self.settled, PyList::empty(py));
        let settle = SETTLE.get_or_try_init(py, || PyResult::Ok(py.import("ecs_usecases._native")?.getattr("_settle")?.unbind()));
        match settle {
            // It fails only when the loop is closed: nobody waits any more.
            Ok(settle) => drop(self.event_loop.bind(py).call_method1(pyo3::intern!(py, "call_soon_threadsafe"), (settle, settled))),
            Err(error) => error.write_unraisable(py, None),
        }
    }
}

/// Settle futures; called by the event loop in its own thread.
#[pyfunction]
pub(crate) fn _settle(batch: &Bound<'_, PyList>) -> PyResult<()> {
    let py = batch.py();
    for entry in batch.iter() {
        let (future, value, error): (Bound<'_, PyAny>, Bound<'_, PyAny>, Bound<'_, PyAny>) = entry.extract()?;
        if future.call_method0(pyo3::intern!(py, "done"))?.is_truthy()? {
            continue;
        }
        if error.is_none() {
            future.call_method1(pyo3::intern!(py, "set_result"), (value,))?;
        } else {
            future.call_method1(pyo3::intern!(py, "set_exception"), (error,))?;
        }
    }
    Ok(())
}

/// Have the threads end before the interpreter does.
pub(crate) fn install(module: &Bound<'_, PyModule>) -> PyResult<()> {
    let py = module.py();
    py.import("atexit")?.call_method1("register", (module.getattr("_shutdown")?,)).map(drop)
}

/// End the threads of this process; called at exit.
#[pyfunction]
pub(crate) fn _shutdown(py: Python<'_>) -> PyResult<()> {
    let threads = THREADS.lock().unwrap_or_else(PoisonError::into_inner).take();
    ENDED.store(std::process::id(), Ordering::SeqCst);
    let Some(threads) = threads else { return Ok(()) };
    if threads.pid != std::process::id() {
        std::mem::forget(threads);
        return Ok(());
    }
    py.detach(|| {
        if threads.callers.close() {
            threads.runtime.shutdown_timeout(LAST_WAIT);
        } else {
            // It may not end under those who still use it.
            std::mem::forget(threads.runtime);
        }
        // It fails only when the delivery thread has ended already.
        let _ = threads.sender.send(Message::Stop);
        threads.delivery.join().map_err(|_| PyRuntimeError::new_err("the delivery thread panicked"))
    })
}
