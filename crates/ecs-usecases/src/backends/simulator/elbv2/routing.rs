//! One request: which listener it arrives at, which rule it fits, which target answers it.

use super::{rules::Routing, targets::App};
use crate::{
    backends::simulator::{glob, world::World},
    model::elbv2::{
        Action, ActionTypeEnum, FixedResponseActionConfig, ProtocolEnum, RedirectActionConfig, RuleCondition,
        TargetHealthStateEnum as Health,
    },
};
use rand::Rng;
use std::collections::BTreeMap;

/// A request.
#[derive(Debug)]
pub(crate) struct Incoming {
    /// The name that it is sent to.
    pub(crate) host: String,
    /// The name that it asks for: its `Host` header.
    pub(crate) asked_host: String,
    pub(crate) port: u16,
    /// It is sent by TLS.
    pub(crate) secure: bool,
    pub(crate) method: String,
    pub(crate) path: String,
    /// Without its question mark.
    pub(crate) query: String,
    /// By names in lower case.
    pub(crate) headers: BTreeMap<String, String>,
}

/// What becomes of a request.
pub(crate) enum Routed {
    /// There is no connection, and why.
    Refused(&'static str),
    /// The load balancer answers by itself.
    Answered { status: i32, headers: BTreeMap<String, String>, body: String },
    /// The target at this address answers.
    Target { address: String, app: App },
}

fn answered(status: i32, body: impl Into<String>) -> Routed {
    Routed::Answered { status, headers: BTreeMap::from([("server".to_owned(), "awselb/2.0".to_owned())]), body: body.into() }
}

/// The load balancer that the name leads to: by its own name, or by one that a rule of its listener on this port asks for.
pub(crate) fn balancer(world: &World, incoming: &Incoming) -> Option<String> {
    let state = &world.elbv2;
    let own = state
        .balancers
        .iter()
        .find(|(_, balancer)| balancer.shape.dns_name.as_ref().is_some_and(|name| name.eq_ignore_ascii_case(&incoming.host)));
    let named = || {
        state.balancers.iter().find(|(_, balancer)| {
            let listener = balancer.ports.get(&incoming.port.into()).and_then(|arn| state.listeners.get(arn));
            let rules = listener.into_iter().flat_map(|listener| listener.rules.values()).filter_map(|arn| state.rules.get(arn));
            let mut conditions = rules.flat_map(|rule| &rule.shape.conditions);
            conditions.any(|condition| condition.field.as_deref() == Some("host-header") && names(condition, &incoming.host))
        })
    };
    own.or_else(named).map(|(arn, _)| arn.clone())
}

/// Route a request that arrives at this load balancer.
pub(crate) fn route(world: &mut World, balancer: &str, incoming: &Incoming) -> Routed {
    let state = &world.elbv2;
    let Some(balancer) = state.balancers.get(balancer) else { return Routed::Refused("is not there") };
    let Some(listener) = balancer.ports.get(&incoming.port.into()).and_then(|arn| state.listeners.get(arn)) else {
        return Routed::Refused("refuses the connection: no listener has this port");
    };
    let secured = matches!(listener.shape.protocol, Some(ProtocolEnum::Https | ProtocolEnum::Tls));
    match (secured, incoming.secure) {
        (false, true) if !balancer.is_network() => return Routed::Refused("does not speak TLS"),
        (true, false) if balancer.is_network() => return Routed::Refused("speaks TLS only"),
        (true, false) => return answered(400, "The plain HTTP request was sent to HTTPS port"),
        _ => {}
    }
    let ordered = listener.rules.values().filter_map(|arn| state.rules.get(arn));
    let fitting = ordered.into_iter().find(|rule| rule.shape.conditions.iter().all(|condition| fits(condition, incoming)));
    let Some(rule) = fitting.or_else(|| state.rules.get(&listener.default_rule)) else {
        return Routed::Refused("has no rule");
    };
    if let Some(routed) = own_answer(rule, incoming) {
        return routed;
    }
    let (forward, network) = (rule.forward.clone(), balancer.is_network());
    let unavailable =
        || if network { Routed::Refused("resets the connection") } else { answered(503, "503 Service Temporarily Unavailable") };
    target(world, &forward).unwrap_or_else(unavailable)
}

/// The answer of a rule that does not forward.
fn own_answer(rule: &Routing, incoming: &Incoming) -> Option<Routed> {
    for action in &rule.shape.actions {
        let endpoint = action.authenticate_oidc_config.as_ref().and_then(|config| config.authorization_endpoint.clone());
        match action.r#type {
            Some(ActionTypeEnum::FixedResponse) => return Some(fixed(action.fixed_response_config.as_ref())),
            Some(ActionTypeEnum::Redirect) => return Some(redirect(action, incoming)),
            // Nobody is signed in.
            Some(ActionTypeEnum::AuthenticateOidc | ActionTypeEnum::AuthenticateCognito) => {
                return Some(found(302, endpoint.unwrap_or_default()));
            }
            _ => {}
        }
    }
    None
}

fn fixed(config: Option<&FixedResponseActionConfig>) -> Routed {
    let status = config.and_then(|config| config.status_code.as_deref()).and_then(|code| code.parse().ok()).unwrap_or(503);
    let body = config.and_then(|config| config.message_body.clone()).unwrap_or_default();
    let mut routed = answered(status, body);
    if let (Routed::Answered { headers, .. }, Some(kind)) = (&mut routed, config.and_then(|config| config.content_type.clone())) {
        headers.insert("content-type".into(), kind);
    }
    routed
}

fn redirect(action: &Action, incoming: &Incoming) -> Routed {
    let nothing = RedirectActionConfig::default();
    let config = action.redirect_config.as_ref().unwrap_or(&nothing);
    let fill = |text: Option<&String>, default: &str| {
        let text = text.map_or(default, String::as_str);
        text.replace("#{protocol}", if incoming.secure { "HTTPS" } else { "HTTP" })
            .replace("#{host}", &incoming.asked_host)
            .replace("#{port}", &incoming.port.to_string())
            .replace("#{path}", incoming.path.trim_start_matches('/'))
            .replace("#{query}", &incoming.query)
    };
    let protocol = fill(config.protocol.as_ref(), "#{protocol}").to_ascii_lowercase();
    let (host, port) = (fill(config.host.as_ref(), "#{host}"), fill(config.port.as_ref(), "#{port}"));
    let (path, query) = (fill(config.path.as_ref(), "/#{path}"), fill(config.query.as_ref(), "#{query}"));
    let mark = if query.is_empty() { "" } else { "?" };
    let status = if config.status_code.as_ref().is_some_and(|code| code.as_str() == "HTTP_302") { 302 } else { 301 };
    found(status, format!("{protocol}://{host}:{port}{path}{mark}{query}"))
}

fn found(status: i32, location: String) -> Routed {
    let mut routed = answered(status, "");
    if let Routed::Answered { headers, .. } = &mut routed {
        headers.insert("location".into(), location);
    }
    routed
}

/// A healthy target of a group that is drawn by weight; `None` if that group has none.
fn target(world: &mut World, forward: &[(String, i32)]) -> Option<Routed> {
    let total: i32 = forward.iter().map(|(_, weight)| weight).sum();
    if total <= 0 {
        return None;
    }
    let mut drawn = world.rng.random_range(0..total);
    let (group, _) = forward.iter().find(|(_, weight)| {
        drawn -= weight;
        drawn < 0
    })?;
    let targets = &world.elbv2.groups.get(group)?.targets;
    let healthy: Vec<_> = targets.iter().filter(|(_, target)| target.health == Health::Healthy).collect();
    if healthy.is_empty() {
        return None;
    }
    let ((address, _), target) = healthy[world.rng.random_range(0..healthy.len())];
    Some(Routed::Target { address: address.clone(), app: target.app.clone() })
}

/// The values of a condition that is written in the old or the new form, then its regular expressions.
fn values(condition: &RuleCondition) -> (Vec<&String>, Vec<&String>) {
    let old = condition.values.iter().flatten();
    let paths = condition.path_pattern_config.as_ref();
    let hosts = condition.host_header_config.as_ref();
    let headers = condition.http_header_config.as_ref();
    let methods = condition.http_request_method_config.as_ref();
    let plain = old
        .chain(paths.and_then(|config| config.values.as_ref()).into_iter().flatten())
        .chain(hosts.and_then(|config| config.values.as_ref()).into_iter().flatten())
        .chain(headers.and_then(|config| config.values.as_ref()).into_iter().flatten())
        .chain(methods.and_then(|config| config.values.as_ref()).into_iter().flatten());
    let patterns = condition
        .regex_values
        .iter()
        .flatten()
        .chain(paths.and_then(|config| config.regex_values.as_ref()).into_iter().flatten())
        .chain(hosts.and_then(|config| config.regex_values.as_ref()).into_iter().flatten())
        .chain(headers.and_then(|config| config.regex_values.as_ref()).into_iter().flatten());
    (plain.collect(), patterns.collect())
}

fn matches(condition: &RuleCondition, text: &str, any_case: bool) -> bool {
    let (plain, patterns) = values(condition);
    let lower = text.to_lowercase();
    let globbed = |value: &&String| if any_case { glob::fits(&value.to_lowercase(), &lower) } else { glob::fits(value, text) };
    let searched = |pattern: &&String| regex_lite::Regex::new(&format!("^(?:{pattern})$")).is_ok_and(|regex| regex.is_match(text));
    plain.iter().any(globbed) || patterns.iter().any(searched)
}

fn names(condition: &RuleCondition, host: &str) -> bool {
    matches(condition, host, true)
}

fn fits(condition: &RuleCondition, incoming: &Incoming) -> bool {
    match condition.field.as_deref().unwrap_or_default() {
        "host-header" => names(condition, &incoming.asked_host),
        "path-pattern" => matches(condition, &incoming.path, false),
        "http-request-method" => values(condition).0.iter().any(|method| **method == incoming.method),
        "http-header" => {
            let name = condition.http_header_config.as_ref().and_then(|config| config.http_header_name.as_deref()).unwrap_or_default();
            incoming.headers.get(&name.to_ascii_lowercase()).is_some_and(|value| matches(condition, value, true))
        }
        "query-string" => {
            let wanted = condition.query_string_config.as_ref().and_then(|config| config.values.as_ref());
            wanted.into_iter().flatten().any(|pair| {
                let text = |pattern: &Option<String>| pattern.as_deref().unwrap_or("*").to_lowercase();
                let (key, value) = (text(&pair.key), text(&pair.value));
                incoming.query.to_lowercase().split('&').filter(|part| !part.is_empty()).any(|part| {
                    let (name, given) = part.split_once('=').unwrap_or((part, ""));
                    glob::fits(&key, name) && glob::fits(&value, given)
                })
            })
        }
        // The request comes from anywhere.
        "source-ip" => {
            let ranges = condition.source_ip_config.as_ref().and_then(|config| config.values.as_ref());
            ranges.into_iter().flatten().any(|range| range.ends_with("/0"))
        }
        _ => false,
    }
}
