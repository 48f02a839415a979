//! A client that asks a server the same thing again and again, and measures.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpStream},
    time::{Duration, Instant},
};

/// What came of a load.
#[derive(Debug, Default)]
pub(crate) struct Load {
    pub(crate) requests: usize,
    pub(crate) failed: usize,
    pub(crate) seconds: f64,
    pub(crate) p50: Duration,
    pub(crate) p99: Duration,
}

impl Load {
    pub(crate) fn per_second(&self) -> f64 {
        self.requests as f64 / self.seconds
    }
}

/// A request in AWS's JSON protocol.
#[derive(Clone, Copy)]
pub(crate) struct Request<'a> {
    pub(crate) target: &'a str,
    pub(crate) body: &'a str,
}

#[allow(clippy::disallowed_methods)] // how long an answer takes is about this machine, not about a cloud
pub(crate) fn now() -> Instant {
    Instant::now()
}

/// Send the request on so many connections for so long, one at a time on each.
pub(crate) fn run(address: SocketAddr, request: Request<'_>, connections: usize, span: Duration) -> Load {
    let began = now();
    let until = began + span;
    let each: Vec<(Vec<Duration>, usize)> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..connections).map(|_| scope.spawn(move || ask_until(address, request, until))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap_or_default()).collect()
    });
    let seconds = began.elapsed().as_secs_f64();
    let failed = each.iter().map(|(_, failed)| failed).sum();
    let mut times: Vec<Duration> = each.into_iter().flat_map(|(times, _)| times).collect();
    times.sort_unstable();
    let at =
        |share: f64| times.get(((times.len() as f64 * share) as usize).min(times.len().saturating_sub(1))).copied().unwrap_or_default();
    Load { requests: times.len(), failed, seconds, p50: at(0.5), p99: at(0.99) }
}

fn ask_until(address: SocketAddr, request: Request<'_>, until: Instant) -> (Vec<Duration>, usize) {
    let (mut times, mut failed) = (Vec::new(), 0);
    let mut connection = None;
    loop {
        let began = now();
        if began >= until {
            return (times, failed);
        }
        match ask(&mut connection, address, request) {
            Ok(200) => times.push(began.elapsed()),
            Ok(_) => failed += 1,
            Err(_) => {
                connection = None;
                failed += 1;
            }
        }
    }
}

/// Send the request once, on a new connection if there is none. Gives the status.
pub(crate) fn ask(connection: &mut Option<BufReader<TcpStream>>, address: SocketAddr, request: Request<'_>) -> std::io::Result<u16> {
    let reader = if let Some(reader) = connection {
        reader
    } else {
        let stream = TcpStream::connect_timeout(&address, Duration::from_secs(5))?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_secs(30)))?;
        connection.insert(BufReader::new(stream))
    };
    let Request { target, body } = request;
    let text = format!(
        "POST / HTTP/1.1\r\nHost: {address}\r\nContent-Type: application/x-amz-json-1.1\r\nX-Amz-Target: {target}\r\n\
         Authorization: AWS4-HMAC-SHA256 Credential=test/20260101/eu-west-1/ecs/aws4_request, SignedHeaders=host, Signature=0\r\n\
         Content-Length: {}\r\n\r\n{body}",
        body.len()
    );
    reader.get_mut().write_all(text.as_bytes())?;
    let (status, stays) = read(reader)?;
    if !stays {
        *connection = None;
    }
    Ok(status)
}

/// Read an answer; gives its status and whether the connection stays open.
fn read(reader: &mut BufReader<TcpStream>) -> std::io::Result<(u16, bool)> {
    let broken = || std::io::Error::new(std::io::ErrorKind::InvalidData, "not an answer in HTTP");
    let mut line = String::new();
    reader.read_line(&mut line)?;
    let status = line.split(' ').nth(1).and_then(|status| status.parse().ok()).ok_or_else(broken)?;
    let (mut length, mut stays) = (None, line.starts_with("HTTP/1.1"));
    loop {
        line.clear();
        if reader.read_line(&mut line)? == 0 {
            return Err(broken());
        }
        let Some((name, value)) = line.trim_end().split_once(':') else { break };
        if name.eq_ignore_ascii_case("content-length") {
            length = value.trim().parse().ok();
        } else if name.eq_ignore_ascii_case("connection") {
            stays = !value.trim().eq_ignore_ascii_case("close");
        }
    }
    if let Some(length) = length {
        let copied = std::io::copy(&mut reader.take(length), &mut std::io::sink())?;
        if copied < length { Err(broken()) } else { Ok((status, stays)) }
    } else {
        std::io::copy(reader, &mut std::io::sink())?;
        Ok((status, false))
    }
}

/// Any request on a connection of its own; gives the status and the body.
pub(crate) fn exchange(address: SocketAddr, method: &str, path: &str, body: &str) -> std::io::Result<(u16, String)> {
    let mut stream = TcpStream::connect(address)?;
    let head = format!("{method} {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\nContent-Length: {}\r\n\r\n", body.len());
    stream.write_all(head.as_bytes())?;
    stream.write_all(body.as_bytes())?;
    let mut text = String::new();
    stream.read_to_string(&mut text)?;
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
    Ok((status, body.to_owned()))
}
