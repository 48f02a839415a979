use super::{Example, app, ec2, example, fargate, with};
use serde_json::{Value, json};

pub(super) fn examples() -> Vec<Example> {
    let mode = |mode: &str, container: Value| with(ec2(container), json!({ "networkMode": mode }));
    let two = |first: Value| json!({ "family": "web", "containerDefinitions": [with(app(json!({ "memory": 9 })), first), { "name": "db", "image": "db", "memory": 9 }] });
    let control = |name: &str| json!({ "systemControls": [{ "namespace": name, "value": "1" }] });
    let proxy = |container: &str, properties: &[&str]| {
        let properties: Value = properties.iter().map(|name| json!({ "name": name, "value": "1" })).collect();
        let proxy = json!({ "type": "APPMESH", "containerName": container, "properties": properties });
        with(fargate(json!({})), json!({ "proxyConfiguration": proxy }))
    };
    vec![
        example(
            "TD-FARGATE-NETWORK-MODE",
            fargate(json!({})),
            with(fargate(json!({})), json!({ "networkMode": "bridge" })),
            &["networkMode"],
        ),
        example("TD-FARGATE-NETWORK-MODE", fargate(json!({})), with(fargate(json!({})), json!({ "networkMode": null })), &["networkMode"]),
        example(
            "TD-EXTERNAL-NETWORK-MODE",
            with(mode("host", json!({})), json!({ "requiresCompatibilities": ["EXTERNAL"] })),
            with(mode("awsvpc", json!({})), json!({ "requiresCompatibilities": ["EXTERNAL"] })),
            &["networkMode"],
        ),
        example(
            "TD-LINKS-MODE",
            two(json!({ "links": ["db"] })),
            with(two(json!({ "links": ["db"] })), json!({ "networkMode": "awsvpc" })),
            &["containerDefinitions[0].links"],
        ),
        example(
            "TD-LINKS-CONTAINER",
            two(json!({ "links": ["db:database"] })),
            two(json!({ "links": ["cache", "app", "db:a b"] })),
            &["containerDefinitions[0].links[0]", "containerDefinitions[0].links[1]", "containerDefinitions[0].links[2]"],
        ),
        example(
            "TD-HOSTNAME",
            ec2(json!({ "hostname": "web" })),
            mode("awsvpc", json!({ "hostname": "web" })),
            &["containerDefinitions[0].hostname"],
        ),
        example(
            "TD-EXTRA-HOSTS",
            ec2(json!({ "extraHosts": [{ "hostname": "db", "ipAddress": "10.0.0.1" }] })),
            mode("awsvpc", json!({ "extraHosts": [{ "hostname": "db", "ipAddress": "10.0.0.1" }] })),
            &["containerDefinitions[0].extraHosts"],
        ),
        example(
            "TD-SYSTEM-CONTROL-NAME",
            ec2(control("net.core.somaxconn")),
            ec2(control("vm.max_map_count")),
            &["containerDefinitions[0].systemControls[0].namespace"],
        ),
        example(
            "TD-SYSTEM-CONTROL-MODE",
            mode("awsvpc", control("net.core.somaxconn")),
            mode("host", control("net.core.somaxconn")),
            &["containerDefinitions[0].systemControls[0].namespace"],
        ),
        example(
            "TD-SYSTEM-CONTROL-MODE",
            with(ec2(control("kernel.sem")), json!({ "ipcMode": "task" })),
            with(ec2(control("kernel.sem")), json!({ "ipcMode": "host" })),
            &["containerDefinitions[0].systemControls[0].namespace"],
        ),
        example(
            "TD-PROXY",
            proxy("app", &["IgnoredGID", "AppPorts", "ProxyIngressPort", "ProxyEgressPort"]),
            proxy("envoy", &["AppPorts", "ProxyIngressPort", "ProxyEgressPort"]),
            &["proxyConfiguration.containerName", "proxyConfiguration.properties"],
        ),
    ]
}
