//! Simulated HTTP: a request arrives at a load balancer, and the program behind it answers. It is not a service of AWS.

use super::{
    ecs,
    elbv2::{
        programs,
        routing::{self, Incoming, Routed},
    },
    world::World,
};
use crate::{
    error::{Error, ErrorKind, Result},
    model::http::{SendRequest, SendRequestResponse},
    operations::http::{PATIENCE, Request, Response, target},
    span::Span,
};
use rand::Rng;
use std::collections::BTreeMap;

/// A header of the simulated program's answers: its image, as the task definition has it.
const IMAGE: &str = "x-simulated-image";

/// Whether a request arrives at a load balancer of this account and Region.
pub(crate) fn is_reached_by(world: &World, request: &SendRequest) -> bool {
    read(request).is_ok_and(|incoming| routing::balancer(world, &incoming).is_some())
}

/// Answer a request as the internet does.
pub(crate) fn answer(world: &mut World, request: &Request) -> Result<Response> {
    let Request::SendRequest(request) = request;
    send(world, request).map(|reply| Response::SendRequest(Box::new(reply)))
}

fn send(world: &mut World, request: &SendRequest) -> Result<SendRequestResponse> {
    let incoming = read(request)?;
    let network = |why: String| Error::new(ErrorKind::Network, why);
    let Some(balancer) = routing::balancer(world, &incoming) else {
        return Err(network(format!("the name {} leads nowhere", incoming.host)));
    };
    let mut reply = match routing::route(world, &balancer, &incoming) {
        Routed::Refused(why) => return Err(network(format!("{}:{} {why}", incoming.host, incoming.port))),
        Routed::Answered { status, headers, body } => {
            SendRequestResponse { status, headers, body, latency_ms: 1.0, ..SendRequestResponse::default() }
        }
        Routed::Target { address, app } => {
            let drawn = if app.program.is_some() { world.rng.random() } else { 0.0 };
            let answers = programs::one(world, &app, drawn);
            let Span(patience) = request.timeout.unwrap_or(PATIENCE);
            if answers.latency_ms > patience.as_secs_f64() * 1000.0 {
                return Err(Error::new(ErrorKind::Timeout, format!("no answer within {}", Span(patience))));
            }
            let failed = world.rng.random::<f64>() * 100.0 < answers.error_rate;
            let (status, body) = if failed { (500, "error") } else { (200, "ok") };
            let mut headers = BTreeMap::from([("content-type".to_owned(), "text/plain".to_owned())]);
            headers.extend(ecs::image_at(world, &address).map(|image| (IMAGE.to_owned(), image)));
            SendRequestResponse { status, headers, body: body.into(), latency_ms: answers.latency_ms, ..SendRequestResponse::default() }
        }
    };
    if incoming.method == "HEAD" {
        reply.body.clear();
    }
    Ok(reply)
}

fn read(request: &SendRequest) -> Result<Incoming> {
    let (method, url) = target(request)?;
    let secure = url.scheme_str() == Some("https");
    let host = url.host().unwrap_or_default().to_ascii_lowercase();
    let headers: BTreeMap<String, String> =
        request.headers.iter().flatten().map(|(name, value)| (name.to_ascii_lowercase(), value.clone())).collect();
    Ok(Incoming {
        // What is asked for may be another name than the one that leads there.
        asked_host: headers.get("host").map_or_else(|| host.clone(), |host| host.split(':').next().unwrap_or(host).to_ascii_lowercase()),
        host,
        port: url.port_u16().unwrap_or(if secure { 443 } else { 80 }),
        secure,
        method,
        path: url.path().to_owned(),
        query: url.query().unwrap_or_default().to_owned(),
        headers,
    })
}
