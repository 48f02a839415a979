//! An HTTP endpoint on loopback that gives prepared answers and keeps what it was asked.

use std::{
    collections::VecDeque,
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread,
};

/// A prepared answer.
pub struct Answer {
    status: u16,
    content_type: &'static str,
    headers: Vec<(&'static str, &'static str)>,
    body: String,
    missing: usize,
}

impl Answer {
    pub fn ok(content_type: &'static str, body: impl Into<String>) -> Self {
        Self { status: 200, content_type, headers: Vec::new(), body: body.into(), missing: 0 }
    }

    pub fn error(status: u16, body: &str) -> Self {
        Self { status, ..Self::ok("application/x-amz-json-1.1", body) }
    }

    /// An answer that breaks off.
    pub fn broken(content_type: &'static str, body: &str) -> Self {
        Self { missing: 10, ..Self::ok(content_type, body) }
    }
}

impl Answer {
    pub fn with(mut self, name: &'static str, value: &'static str) -> Self {
        self.headers.push((name, value));
        self
    }
}

/// What it was asked.
#[derive(Clone)]
pub struct Asked {
    pub method: String,
    pub path: String,
    pub headers: Vec<(String, String)>,
    pub body: String,
}

impl Asked {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// The endpoint. Its thread ends with the test process.
pub struct Endpoint {
    address: SocketAddr,
    asked: Arc<Mutex<Vec<Asked>>>,
}

impl Endpoint {
    pub fn start(answers: impl IntoIterator<Item = Answer>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let mut answers: VecDeque<_> = answers.into_iter().collect();
        let record = Arc::clone(&asked);
        thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                record.lock().unwrap().push(read(&stream));
                write(&mut stream, &answers.pop_front().unwrap_or_else(|| Answer::error(418, "no answer is prepared")));
            }
        });
        Self { address, asked }
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    pub fn requests(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }
}

fn read(stream: &TcpStream) -> Asked {
    let mut reader = BufReader::new(stream);
    let mut lines = Vec::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        match line.trim_end() {
            "" => break,
            line => lines.push(line.to_owned()),
        }
    }
    let mut line = lines[0].split(' ').map(str::to_owned);
    let (method, path) = (line.next().unwrap(), line.next().unwrap());
    let headers: Vec<_> =
        lines[1..].iter().filter_map(|line| line.split_once(": ")).map(|(key, value)| (key.to_lowercase(), value.to_owned())).collect();
    let length = headers.iter().find(|(key, _)| key == "content-length").map_or(0, |(_, value)| value.parse().unwrap());
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    Asked { method, path, headers, body: String::from_utf8(body).unwrap() }
}

fn write(stream: &mut TcpStream, answer: &Answer) {
    let Answer { status, content_type, headers, body, missing } = answer;
    let headers = headers.iter().fold(String::new(), |text, (name, value)| text + name + ": " + value + "\r\n");
    let length = body.len() + missing;
    write!(
        stream,
        "HTTP/1.1 {status} Scripted\r\nContent-Type: {content_type}\r\n{headers}Content-Length: {length}\r\nConnection: close\r\n\r\n{body}"
    )
    .unwrap();
}
