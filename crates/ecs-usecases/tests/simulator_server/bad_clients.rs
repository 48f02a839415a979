//! Requests and connections that no SDK makes: none of them stops the server or makes it grow.

use super::{
    http::{self, connect, ecs, read, send},
    server,
};
use ecs_usecases::server::{Pace, ServerOptions, SimulatorServer};
use serde_json::json;
use std::{
    io::{BufReader, Read, Write},
    net::Shutdown,
    time::Duration,
};

/// The server still does its work.
fn assert_alive(server: &SimulatorServer) {
    assert_eq!(ecs(server, "ListServices", &json!({"cluster": "main"})).status, 200);
}

#[test]
fn odd_requests_get_an_error_of_aws() {
    let server = server();
    let target = ("X-Amz-Target", "AmazonEC2ContainerServiceV20141113.ListServices");
    for (headers, body, status) in [
        // Unsigned, and signed oddly.
        (vec![target], br#"{"cluster":"main"}"#.as_slice(), 200),
        (vec![target, ("Authorization", "AWS4-HMAC-SHA256 Credential=")], br#"{"cluster":"main"}"#, 200),
        (vec![target, ("Authorization", "Bearer \u{e9}\u{ff}")], br#"{"cluster":"main"}"#, 200),
        // The wrong content type.
        (vec![target, ("Content-Type", "text/html")], br#"{"cluster":"main"}"#, 200),
        (vec![target, ("Content-Encoding", "gzip")], br#"{"cluster":"main"}"#, 400),
        // Malformed.
        (vec![target], b"{", 400),
        (vec![target], b"\xff\xfe\x00", 400),
        (vec![target], br#"{"cluster":{"a":1}}"#, 400),
        (vec![("X-Amz-Target", "")], b"{}", 400),
        (vec![("X-Amz-Target", "....")], b"{}", 400),
        (vec![("Content-Type", "application/x-www-form-urlencoded")], b"Action=CreateRule&Version=2015-12-01&=&.=&a..b=1", 400),
        (vec![], b"", 400),
    ] {
        let answer = send(&server, "POST", "/", &headers, body);
        assert_eq!(answer.status, status, "{headers:?} {}: {}", String::from_utf8_lossy(body), answer.text());
    }
    for (method, path) in [
        ("PUT", "/"),
        ("DELETE", "/x"),
        ("OPTIONS", "/"),
        ("GET", "/favicon.ico"),
        ("POST", "/service/%00/operation/"),
        ("PATCH", "/_simulator/world"),
    ] {
        let answer = send(&server, method, path, &[], b"");
        assert!((400..500).contains(&answer.status), "{method} {path}: {}", answer.status);
    }
    assert_alive(&server);
}

#[test]
fn a_form_can_t_inject_xml() {
    let server = server();
    let body = b"Action=CreateTargetGroup&Version=2015-12-01&Name=%3C%2FName%3E%3Cscript%3E&Protocol=HTTP&Port=80";
    let answer = send(&server, "POST", "/", &[("Content-Type", "application/x-www-form-urlencoded")], body);
    assert_eq!(answer.status, 400);
    assert!(!answer.text().contains("<script>"), "{}", answer.text());
    let odd = send(&server, "POST", "/", &[], b"Action=%3Cx%3E&Version=2015-12-01");
    assert!(odd.text().contains("&lt;x&gt;"), "{}", odd.text());
}

#[test]
fn a_body_that_is_too_large_is_refused() {
    let server = server();
    let target = "X-Amz-Target: AmazonEC2ContainerServiceV20141113.ListServices";
    let refused = |head: &str, chunk: &[u8], times: usize| {
        let mut stream = connect(&server);
        stream.write_all(format!("POST / HTTP/1.1\r\nHost: x\r\n{target}\r\n{head}\r\n\r\n").as_bytes()).unwrap();
        // The server may close the connection before all is sent.
        let sent = (0..times).take_while(|_| stream.write_all(chunk).is_ok()).count();
        (read(&mut BufReader::new(stream)).map(|answer| answer.status), sent)
    };
    let mib = vec![b' '; 1 << 20];
    // 100 MiB, announced: refused before it is sent.
    assert!(matches!(refused("Content-Length: 104857600", b"", 0).0, Ok(413)));
    // The same without saying so: cut off when it is too much.
    let chunk = [b"100000\r\n".as_slice(), &mib, b"\r\n"].concat();
    let (status, sent) = refused("Transfer-Encoding: chunked", &chunk, 100);
    assert!(sent < 100, "all was taken");
    assert!(status.is_err() || matches!(status, Ok(413)), "{status:?}");
    // A little that becomes much.
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    for _ in 0..100 {
        encoder.write_all(&mib).unwrap();
    }
    let bomb = encoder.finish().unwrap();
    let header = [("X-Amz-Target", "AmazonEC2ContainerServiceV20141113.ListServices"), ("Content-Encoding", "gzip")];
    assert_eq!(send(&server, "POST", "/", &header, &bomb).status, 400);
    assert_alive(&server);
}

#[test]
fn a_head_that_is_too_large_is_refused() {
    let server = server();
    let mut stream = connect(&server);
    let _ = stream.write_all(format!("POST / HTTP/1.1\r\nX: {}\r\n\r\n", "x".repeat(1 << 20)).as_bytes());
    let mut answer = String::new();
    let _ = stream.read_to_string(&mut answer);
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 4"), "{answer}");
    assert_alive(&server);
}

#[test]
fn slow_clients_are_sent_away() {
    let server = server();
    let head = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n";
    for sent in ["", "POST / HT", head, &format!("{head}\r\n{{")] {
        let mut stream = connect(&server);
        stream.write_all(sent.as_bytes()).unwrap();
        let mut answer = Vec::new();
        // Patience is a second; the read would time out after twenty.
        stream.read_to_end(&mut answer).unwrap_or_else(|error| panic!("{sent:?}: {error}"));
        let answer = String::from_utf8_lossy(&answer).into_owned();
        assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 408"), "{sent:?}: {answer}");
    }
    assert_alive(&server);
}

#[test]
fn connections_that_break_off_leave_nothing_behind() {
    let server = server();
    for number in 0..200 {
        let mut stream = connect(&server);
        let body = json!({"cluster": "main", "services": ["web"]}).to_string();
        let target = ("X-Amz-Target", "AmazonEC2ContainerServiceV20141113.DescribeServices");
        http::write(&mut stream, "POST", "/", &[target], body.as_bytes()).unwrap();
        if number % 2 == 0 {
            // Closing with an answer unread resets the connection.
            drop(stream);
        } else {
            let _ = stream.read(&mut [0; 16]);
            let _ = stream.shutdown(Shutdown::Both);
        }
    }
    assert_alive(&server);
}

#[test]
fn there_are_as_many_connections_as_allowed_and_the_next_waits() {
    let options = ServerOptions { pace: Pace::Manual, max_connections: 3, patience: Duration::from_secs(60), ..ServerOptions::default() };
    let server = SimulatorServer::start(super::shop(), options).unwrap();
    let ask = |stream: &mut std::net::TcpStream| http::write(stream, "GET", "/_simulator/time", &[], b"").unwrap();
    let mut open: Vec<_> = (0..3).map(|_| connect(&server)).collect();
    for stream in &mut open {
        ask(stream);
        assert_eq!(read(&mut BufReader::new(stream.try_clone().unwrap())).unwrap().status, 200);
    }
    let mut fourth = connect(&server);
    ask(&mut fourth);
    fourth.set_read_timeout(Some(Duration::from_millis(200))).unwrap();
    assert!(read(&mut BufReader::new(fourth.try_clone().unwrap())).is_err(), "it was served at once");
    open.pop();
    fourth.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    assert_eq!(read(&mut BufReader::new(fourth)).unwrap().status, 200);
}

#[test]
fn four_hundred_connections_are_served_at_once() {
    let options = ServerOptions { pace: Pace::Manual, ..ServerOptions::default() };
    let server = SimulatorServer::start(super::shop(), options).unwrap();
    let mut open: Vec<_> = (0..400).map(|_| connect(&server)).collect();
    for stream in &mut open {
        http::write(stream, "GET", "/_simulator/time", &[], b"").unwrap();
    }
    for stream in open {
        assert_eq!(read(&mut BufReader::new(stream)).unwrap().status, 200);
    }
    assert_alive(&server);
}
