//! HTTP by hand: clients that AWS's SDKs are not.

use ecs_usecases::server::SimulatorServer;
use serde_json::Value;
use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    time::Duration,
};

pub struct Answer {
    pub status: u16,
    pub headers: String,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }
}

pub fn connect(server: &SimulatorServer) -> TcpStream {
    let stream = TcpStream::connect(server.address()).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    stream
}

/// Send a request on a connection of its own, and read the answer.
pub fn send(server: &SimulatorServer, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
    let mut stream = connect(server);
    write(&mut stream, method, path, headers, body).unwrap();
    read(&mut BufReader::new(stream)).unwrap()
}

/// Call an action of ECS.
pub fn ecs(server: &SimulatorServer, action: &str, body: &Value) -> Answer {
    let target = format!("AmazonEC2ContainerServiceV20141113.{action}");
    send(server, "POST", "/", &[("X-Amz-Target", &target), ("Content-Type", "application/x-amz-json-1.1")], body.to_string().as_bytes())
}

pub fn control(server: &SimulatorServer, method: &str, path: &str, body: &Value) -> Answer {
    let body = if body.is_null() { String::new() } else { body.to_string() };
    send(server, method, &format!("/_simulator{path}"), &[], body.as_bytes())
}

pub fn write(stream: &mut TcpStream, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> std::io::Result<()> {
    let headers = headers.iter().fold(String::new(), |text, (name, value)| text + &format!("{name}: {value}\r\n"));
    let head = format!("{method} {path} HTTP/1.1\r\nHost: localhost\r\n{headers}Content-Length: {}\r\n\r\n", body.len());
    stream.write_all(head.as_bytes())?;
    stream.write_all(body)
}

pub fn read(reader: &mut BufReader<TcpStream>) -> std::io::Result<Answer> {
    let mut line = String::new();
    reader.read_line(&mut line)?;
    let status = line.split(' ').nth(1).and_then(|status| status.parse().ok());
    let status = status.ok_or_else(|| std::io::Error::new(std::io::ErrorKind::UnexpectedEof, format!("no answer: {line:?}")))?;
    let (mut headers, mut length) = (String::new(), 0);
    loop {
        line.clear();
        reader.read_line(&mut line)?;
        if line.trim().is_empty() {
            break;
        }
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse().unwrap();
        }
        headers += &line.to_ascii_lowercase();
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    Ok(Answer { status, headers, body })
}
