//! A moto server of one test.

use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_credential_types::{Credentials, provider::SharedCredentialsProvider};
use std::{
    env,
    fs::File,
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    path::PathBuf,
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};

const PATIENCE: Duration = Duration::from_millis(50);
const ATTEMPTS: u32 = 1200;

/// How the SDK's own clients reach the server at this address.
pub fn config(url: &str) -> SdkConfig {
    SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new(super::REGION))
        .endpoint_url(url)
        .credentials_provider(SharedCredentialsProvider::new(Credentials::new("test", "test", None, None, "test")))
        .build()
}

/// A running moto server; it ends with this value, also when the test panics.
pub struct Moto {
    process: Child,
    port: u16,
    log: PathBuf,
}

impl Moto {
    /// Start one with these environment variables. `None` if moto is not installed and not required.
    pub fn start(environment: &[(&str, &str)]) -> Option<Self> {
        let python = python();
        if !has_moto(&python) {
            let message = format!("moto is not importable from {}", python.display());
            assert!(env::var("ECS_USECASES_REQUIRE_MOTO").as_deref() != Ok("1"), "{message}");
            eprintln!("skipped: {message}; run `cargo xtask test`, or set ECS_USECASES_PYTHON");
            return None;
        }
        let port = free_port();
        let log = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("moto-{port}.log"));
        let output = File::create(&log).unwrap();
        let process = Command::new(python)
            .args(["-m", "moto.server", "-H", "127.0.0.1", "-p", &port.to_string()])
            .envs(environment.iter().copied())
            .stdin(Stdio::null())
            .stdout(output.try_clone().unwrap())
            .stderr(output)
            .spawn()
            .unwrap();
        let mut moto = Self { process, port, log };
        moto.wait();
        Some(moto)
    }

    /// Where it listens.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Call an action of a service that speaks the Query protocol, past the backend; the answer's body.
    pub fn query(&self, service: &str, form: &str) -> String {
        self.post(service, "application/x-www-form-urlencoded", "", form)
    }

    /// Call an action of a service that speaks JSON, past the backend; the answer's body.
    pub fn json(&self, service: &str, target: &str, body: &serde_json::Value) -> serde_json::Value {
        let answer = self.post(service, "application/x-amz-json-1.1", &format!("X-Amz-Target: {target}\r\n"), &body.to_string());
        serde_json::from_str(&answer).unwrap_or_else(|error| panic!("{error}: {answer}"))
    }

    /// The subnets of the default network.
    pub fn subnets(&self) -> Vec<String> {
        self.describe("DescribeSubnets", "subnetId")
    }

    /// The default network.
    pub fn vpc(&self) -> String {
        self.describe("DescribeVpcs", "vpcId").remove(0)
    }

    /// Its security group.
    pub fn security_group(&self) -> String {
        self.describe("DescribeSecurityGroups", "groupId").remove(0)
    }

    /// All values of a member in the answer of EC2.
    fn describe(&self, action: &str, member: &str) -> Vec<String> {
        let answer = self.query("ec2", &format!("Action={action}&Version=2016-11-15"));
        let tag = format!("<{member}>");
        answer.split(&tag).skip(1).filter_map(|rest| rest.split('<').next()).map(str::to_owned).collect()
    }

    fn post(&self, service: &str, content_type: &str, header: &str, body: &str) -> String {
        let scope = format!("test/20260101/{}/{service}/aws4_request", super::REGION);
        let request = format!(
            "POST / HTTP/1.1\r\nHost: {service}.{}.amazonaws.com\r\nConnection: close\r\nContent-Type: {content_type}\r\n{header}\
             Authorization: AWS4-HMAC-SHA256 Credential={scope}, SignedHeaders=host, Signature=0\r\nContent-Length: {}\r\n\r\n{body}",
            super::REGION,
            body.len()
        );
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        assert!(head.starts_with("HTTP/1.1 2"), "{answer}");
        body.to_owned()
    }

    fn wait(&mut self) {
        for _ in 0..ATTEMPTS {
            if TcpStream::connect(("127.0.0.1", self.port)).is_ok() {
                return;
            }
            if let Some(status) = self.process.try_wait().unwrap() {
                panic!("moto ended with {status}; see {}", self.log.display());
            }
            thread::sleep(PATIENCE);
        }
        panic!("moto does not answer; see {}", self.log.display());
    }
}

impl Drop for Moto {
    fn drop(&mut self) {
        // Nothing can be done about a failure here.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn python() -> PathBuf {
    env::var_os("ECS_USECASES_PYTHON")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../target/python/bin/python"), PathBuf::from)
}

fn has_moto(python: &PathBuf) -> bool {
    let probe = "import importlib.util, sys; sys.exit(not all(map(importlib.util.find_spec, ['moto', 'flask'])))";
    Command::new(python).args(["-c", probe]).status().is_ok_and(|status| status.success())
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}
