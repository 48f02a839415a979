//! Connections: as many as are allowed, each until its client leaves, is too slow, or the server ends.

use super::{Served, ServerOptions, http};
use crate::clock::{Clock, SystemClock};
use hyper::{server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use std::{future::Future, sync::Arc, time::Duration};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::oneshot,
    task::JoinSet,
};
use tokio_io_timeout::TimeoutStream;

/// How long to wait when no connection can be taken, because there are no more file descriptors say.
const RESPITE: Duration = Duration::from_millis(50);

/// The largest head of a request, in bytes.
const MAX_HEAD: usize = 64 << 10;

/// Serve until `stopped`.
pub(super) async fn serve(socket: std::net::TcpListener, served: Arc<Served>, options: ServerOptions, mut stopped: oneshot::Receiver<()>) {
    let Ok(listener) = TcpListener::from_std(socket) else { return };
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            biased;
            // Also when the sender is gone.
            _ = &mut stopped => break,
            Some(_) = connections.join_next() => {}
            accepted = listener.accept(), if connections.len() < options.max_connections => match accepted {
                Ok((stream, _)) => drop(connections.spawn(talk(stream, served.clone(), options.patience))),
                Err(_) => (&SystemClock as &dyn Clock).sleep(RESPITE).await,
            },
        }
    }
}

fn talk(stream: TcpStream, served: Arc<Served>, patience: Duration) -> impl Future<Output = ()> {
    // Without it a small answer may wait for the client's acknowledgement.
    let _ = stream.set_nodelay(true);
    let mut stream = TimeoutStream::new(stream);
    stream.set_write_timeout(Some(patience));
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(patience)
        .max_buf_size(MAX_HEAD)
        .serve_connection(TokioIo::new(Box::pin(stream)), service_fn(move |request| http::answer(served.clone(), request)));
    async move {
        // A client that breaks off is no concern of the server's.
        let _ = connection.await;
    }
}
