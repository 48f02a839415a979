//! A clock that follows a server whose time passes faster than real time.

use async_trait::async_trait;
use ecs_usecases::clock::{Clock, Timestamp};
use serde_json::Value;
use std::time::{Duration, Instant};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

pub struct Paced {
    pace: f64,
    /// The server's time when it was asked.
    then: Timestamp,
    asked: Instant,
}

impl Paced {
    /// The time of the server at this address.
    pub async fn of_server(url: &str, pace: f64) -> Self {
        let address = url.trim_start_matches("http://");
        let mut stream = TcpStream::connect(address).await.unwrap();
        let request = format!("GET /_simulator/time HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        let body: Value = serde_json::from_str(answer.split("\r\n\r\n").nth(1).unwrap()).unwrap();
        let then = Timestamp::parse(body["now"].as_str().unwrap()).unwrap();
        Self { pace, then, asked: Instant::now() }
    }
}

#[async_trait]
impl Clock for Paced {
    fn now(&self) -> Timestamp {
        self.then + self.asked.elapsed().mul_f64(self.pace)
    }

    async fn sleep_until(&self, moment: Timestamp) {
        let left: Duration = moment.since(self.now()).div_f64(self.pace);
        tokio::time::sleep(left).await;
    }

    async fn settle(&self) {
        tokio::task::yield_now().await;
    }
}
