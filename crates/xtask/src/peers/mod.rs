//! `bench-peers`: the simulator's server beside other emulators, and what one deployment costs with this library and with
//! other people's clients.

mod load;
mod server;

use crate::{
    bench,
    project::{Outcome, Program, Project, on_path},
    wire,
};
use ecs_usecases::clock::{Clock, SystemClock};
use load::Request;
use serde_json::{Value, json};
use server::{Recipe, Server, free_port};
use std::{
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

/// How long a load lasts.
const SPAN: Duration = Duration::from_secs(5);
/// So many connections at once: one alone measures the client as much as the server.
const CONNECTIONS: usize = 4;
/// How often each client deploys; the quickest run counts.
const RUNS: usize = 3;
/// Virtual time passes so fast that a deployment is over when a client looks for the first time: what is left is what the
/// client itself costs.
const AT_ONCE: f64 = 100_000.0;
/// A deployment of minutes takes seconds: what a client's polling costs shows.
const QUICKLY: f64 = 20.0;

/// What is measured.
#[derive(Clone, Copy, clap::Args)]
pub(crate) struct What {
    /// Measure the servers only.
    #[arg(long)]
    servers: bool,
    /// Measure what was built before: a build for speed takes a quarter of an hour.
    #[arg(long)]
    built: bool,
}

/// Measure, and print the tables.
pub(crate) fn run(project: &Project, what: What) -> Outcome<bool> {
    wire::install(project)?;
    let server = ["--package", "ecs-usecases", "--example", "simulator-server", "--features", "ecs-usecases/simulator-server"];
    if !what.built {
        project.cargo(&[&["build", "--quiet", "--release"], &server[..]].concat()).must()?;
    }
    let ours = project.target.join("release/examples/simulator-server");
    println!("\n| server | DescribeServices a second | p50 | p99 | start-up | memory, idle | memory, after |");
    println!("|---|---:|---:|---:|---:|---:|---:|");
    for row in servers(project, &ours)? {
        println!("{row}");
    }
    if what.servers {
        return Ok(true);
    }
    let (python, node) = if what.built { bench::packages(project) } else { bench::release_bindings(project)? };
    for (pace, what) in [(AT_ONCE, "a deployment is over at the first look"), (QUICKLY, "20 times faster than real time")] {
        println!("\n| change the image and wait: {what} | seconds | peak memory | calls | by action |\n|---|---:|---:|---:|---|");
        for row in deployments(project, &ours, &python, &node, pace)? {
            println!("{row}");
        }
    }
    Ok(true)
}

fn servers(project: &Project, ours: &Path) -> Outcome<Vec<String>> {
    let python = |name: &str| wire::program(project, name, "python").into_os_string();
    let mut rows = Vec::new();
    for name in ["ecs-usecases", "moto", "ministack"] {
        let port = free_port()?;
        let text = port.to_string();
        let args = |list: &[&str]| list.iter().map(|arg| (*arg).to_owned()).collect::<Vec<_>>();
        let recipe = match name {
            "moto" => Recipe {
                name,
                program: python("clients"),
                args: args(&["-m", "moto.server", "-H", "127.0.0.1", "-p", &text]),
                environment: vec![],
            },
            "ministack" => Recipe {
                name,
                program: python("ministack"),
                args: args(&["-m", "ministack"]),
                environment: vec![("GATEWAY_PORT", text.clone()), ("BIND_HOST", "127.0.0.1".into())],
            },
            _ => Recipe { name, program: ours.into(), args: args(&["--port", &text, "--pace", "manual"]), environment: vec![] },
        };
        rows.push(measure(&pinned(recipe), port)?);
    }
    Ok(rows)
}

/// On one core, where the system can do that.
fn pinned(recipe: Recipe) -> Recipe {
    if !on_path("taskset") {
        return recipe;
    }
    let program = recipe.program.to_string_lossy().into_owned();
    let args = ["-c".to_owned(), "0".to_owned(), program].into_iter().chain(recipe.args).collect();
    Recipe { program: "taskset".into(), args, ..recipe }
}

fn measure(recipe: &Recipe, port: u16) -> Outcome<String> {
    let server = Server::start(recipe, port)?;
    let idle = server.memory();
    if recipe.name == "ecs-usecases" {
        // Where time stands still, a bucket that is empty stays so.
        server.control("POST", "/world", &json!({"throttling": false}))?;
    }
    server.call("CreateCluster", r#"{"clusterName":"main"}"#)?;
    server.call("RegisterTaskDefinition", r#"{"family":"web","containerDefinitions":[{"name":"app","image":"web","memory":128}]}"#)?;
    server.call("CreateService", r#"{"cluster":"main","serviceName":"web","taskDefinition":"web:1","desiredCount":0}"#)?;
    let request =
        Request { target: "AmazonEC2ContainerServiceV20141113.DescribeServices", body: r#"{"cluster":"main","services":["web"]}"# };
    let load = load::run(server.address, request, CONNECTIONS, SPAN);
    if load.failed > 0 {
        return Err(format!("{}: {} of {} calls failed", recipe.name, load.failed, load.failed + load.requests));
    }
    let mib = |memory: Option<f64>| memory.map_or("?".into(), |mib| format!("{mib:.0} MiB"));
    let millis = |span: Duration| format!("{:.2} ms", span.as_secs_f64() * 1000.0);
    Ok(format!(
        "| {} | {:.0} | {} | {} | {:.0} ms | {} | {} |",
        recipe.name,
        load.per_second(),
        millis(load.p50),
        millis(load.p99),
        server.start_up.as_secs_f64() * 1000.0,
        mib(idle),
        mib(server.memory())
    ))
}

/// A client that changes the image of service `web` to `shop/web:1.1` and waits.
struct Peer {
    name: &'static str,
    command: Vec<String>,
    environment: Vec<(&'static str, PathBuf)>,
}

fn peers(project: &Project, python: &Path, node: &Path) -> Vec<Peer> {
    let scripts = project.root.join("tests/wire/peers");
    let script = |name: &str| scripts.join(name).to_string_lossy().into_owned();
    let clients = wire::program(project, "clients", "python");
    let beside = |program: &str| wire::program(project, "clients", program).to_string_lossy().into_owned();
    let image = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop/web:1.1";
    let words = |list: &[&str]| list.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    let boto3 = words(&[&clients.to_string_lossy(), &script("change_image_boto3.py"), "main", "web", image]);
    vec![
        Peer { name: "boto3, waiter as it is", command: boto3.clone(), environment: vec![] },
        Peer { name: "boto3, waiter every second", command: [boto3, words(&["1"])].concat(), environment: vec![] },
        Peer {
            name: "ecs-deploy",
            command: words(&[&beside("ecs"), "deploy", "main", "web", "--image", "app", image, "--region", "eu-west-1"]),
            environment: vec![],
        },
        Peer {
            name: "ecs-usecases, Python",
            command: words(&[&clients.to_string_lossy(), &script("change_image.py"), "main", "web", "shop/web:1.1"]),
            environment: vec![("PYTHONPATH", python.to_owned())],
        },
        Peer {
            name: "ecs-usecases, Node",
            command: words(&["node", &script("change_image.mjs"), &node.join("index.js").to_string_lossy(), "main", "web", "shop/web:1.1"]),
            environment: vec![],
        },
    ]
}

fn deployments(project: &Project, ours: &Path, python: &Path, node: &Path, pace: f64) -> Outcome<Vec<String>> {
    let port = free_port()?;
    let args = ["--port", &port.to_string(), "--pace", "manual"].map(str::to_owned).to_vec();
    let server = Server::start(&Recipe { name: "ecs-usecases", program: ours.into(), args, environment: vec![] }, port)?;
    let scenario = fs::read_to_string(project.root.join("tests/scenarios/rolling-good.json")).map_err(|error| error.to_string())?;
    let mut scenario: Value = serde_json::from_str(&scenario).map_err(|error| error.to_string())?;
    // A client takes what happens before its own time for somebody else's doing.
    scenario["scenario"]["start"] = SystemClock.now().to_string().into();
    let mut rows = Vec::new();
    for peer in peers(project, python, node) {
        let mut best: Option<(f64, f64)> = None;
        for _ in 0..RUNS {
            server.control("PUT", "/time", &json!({"pace": "manual"}))?;
            server.control("POST", "/world", &scenario["scenario"])?;
            server.control("PUT", "/time", &json!({ "pace": pace }))?;
            let (seconds, mib) = deploy(project, &peer, port)?;
            best = Some(best.map_or((seconds, mib), |known| (known.0.min(seconds), known.1.min(mib))));
        }
        let calls = server.control("GET", "/calls", &Value::Null)?;
        let calls: Vec<(String, u64)> =
            calls.as_object().into_iter().flatten().map(|(action, count)| (action.clone(), count.as_u64().unwrap_or(0))).collect();
        let by_action: Vec<String> =
            calls.iter().map(|(action, count)| format!("{} {count}", action.split(':').nth(1).unwrap_or(action))).collect();
        let (seconds, mib) = best.unwrap_or_default();
        let sum: u64 = calls.iter().map(|(_, count)| count).sum();
        rows.push(format!("| {} | {seconds:.2} | {mib:.0} MiB | {sum} | {} |", peer.name, by_action.join(", ")));
    }
    Ok(rows)
}

/// Run the client once; gives its wall time in seconds and its peak memory in MiB.
fn deploy(project: &Project, peer: &Peer, port: u16) -> Outcome<(f64, f64)> {
    let measure = project.root.join("tests/wire/peers/measure.py").to_string_lossy().into_owned();
    let args: Vec<String> = std::iter::once(measure).chain(peer.command.iter().cloned()).collect();
    let mut program = Program::new(wire::program(project, "clients", "python"), &args)
        .env("AWS_ENDPOINT_URL", format!("http://127.0.0.1:{port}"))
        .env("AWS_ACCESS_KEY_ID", "simulated")
        .env("AWS_SECRET_ACCESS_KEY", "simulated")
        .env("AWS_REGION", "eu-west-1")
        .env("AWS_DEFAULT_REGION", "eu-west-1")
        .env("AWS_EC2_METADATA_DISABLED", "true");
    for (name, value) in &peer.environment {
        program = program.env(name, value);
    }
    let measured: Value = serde_json::from_str(&program.read()?).map_err(|error| error.to_string())?;
    if measured["exit"] != 0 {
        return Err(format!("{}: {}", peer.name, measured["said"].as_str().unwrap_or_default()));
    }
    Ok((measured["seconds"].as_f64().unwrap_or_default(), measured["mib"].as_f64().unwrap_or_default()))
}
