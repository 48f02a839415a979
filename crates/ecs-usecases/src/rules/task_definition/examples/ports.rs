use super::{Example, app, ec2, example, fargate, times, with};
use serde_json::{Value, json};

pub(super) fn examples() -> Vec<Example> {
    let mode = |mode: &str, container: Value| with(ec2(container), json!({ "networkMode": mode }));
    let ports = |mappings: Value| json!({ "portMappings": mappings });
    let two = |first: Value, second: Value| {
        let second = with(json!({ "name": "b", "image": "b", "memory": 9 }), json!({ "portMappings": [second] }));
        json!({ "family": "web", "containerDefinitions": [app(json!({ "memory": 9, "portMappings": [first] })), second] })
    };
    let named = |name: &str| fargate(ports(json!([{ "containerPort": 80, "name": name }])));
    vec![
        example(
            "TD-PORTS-NONE",
            mode("none", ports(json!([]))),
            mode("none", ports(json!([{ "containerPort": 80 }]))),
            &["containerDefinitions[0].portMappings"],
        ),
        example(
            "TD-PORT",
            ec2(ports(json!([{ "containerPort": 65535, "hostPort": 0 }, { "containerPortRange": "1-9" }]))),
            ec2(ports(json!([{ "containerPort": 0, "hostPort": 65536 }, { "hostPort": 80 }]))),
            &[
                "containerDefinitions[0].portMappings[0].containerPort",
                "containerDefinitions[0].portMappings[0].hostPort",
                "containerDefinitions[0].portMappings[1].containerPort",
            ],
        ),
        example(
            "TD-PORT-RANGE",
            fargate(ports(json!([{ "containerPortRange": "8000-8010" }]))),
            fargate(ports(json!([{ "containerPortRange": "8010-8000" }, { "containerPortRange": "1-2", "hostPort": 1 }]))),
            &["containerDefinitions[0].portMappings[0].containerPortRange", "containerDefinitions[0].portMappings[1].containerPortRange"],
        ),
        example(
            "TD-PORT-RANGE",
            mode("bridge", ports(json!([{ "containerPortRange": "8000-8010" }]))),
            mode("host", ports(json!([{ "containerPortRange": "8000-8010" }]))),
            &["containerDefinitions[0].portMappings[0].containerPortRange"],
        ),
        example(
            "TD-PORT-RANGE-COUNT",
            ec2(ports(times(100, |at| json!({ "containerPortRange": format!("{}-{}", at * 2 + 1, at * 2 + 2) })))),
            ec2(ports(times(101, |at| json!({ "containerPortRange": format!("{}-{}", at * 2 + 1, at * 2 + 2) })))),
            &["containerDefinitions[0].portMappings"],
        ),
        example(
            "TD-HOST-PORT-EQUAL",
            fargate(ports(json!([{ "containerPort": 80, "hostPort": 80 }]))),
            fargate(ports(json!([{ "containerPort": 80, "hostPort": 8080 }]))),
            &["containerDefinitions[0].portMappings[0].hostPort"],
        ),
        example(
            "TD-HOST-PORT-EQUAL",
            ec2(ports(json!([{ "containerPort": 80, "hostPort": 8080 }]))),
            mode("host", ports(json!([{ "containerPort": 80, "hostPort": 8080 }]))),
            &["containerDefinitions[0].portMappings[0].hostPort"],
        ),
        example(
            "TD-PORT-DUPLICATE",
            ec2(ports(json!([{ "containerPort": 53 }, { "containerPort": 54 }]))),
            ec2(ports(json!([{ "containerPort": 53 }, { "containerPort": 53, "protocol": "udp" }, { "containerPortRange": "50-60" }]))),
            &["containerDefinitions[0].portMappings[1]", "containerDefinitions[0].portMappings[2]"],
        ),
        example(
            "TD-PORT-SHARED",
            two(json!({ "containerPort": 80, "hostPort": 8080 }), json!({ "containerPort": 80, "hostPort": 8081 })),
            two(json!({ "containerPort": 80, "hostPort": 8080 }), json!({ "containerPort": 81, "hostPort": 8080 })),
            &["containerDefinitions[1].portMappings[0]"],
        ),
        example(
            "TD-PORT-SHARED",
            two(json!({ "containerPort": 80 }), json!({ "containerPort": 80 })),
            with(two(json!({ "containerPort": 80 }), json!({ "containerPort": 80 })), json!({ "networkMode": "awsvpc" })),
            &["containerDefinitions[1].portMappings[0]"],
        ),
        example(
            "TD-HOST-PORT-RESERVED",
            ec2(ports(json!([{ "containerPort": 22, "hostPort": 2222 }]))),
            ec2(ports(json!([{ "containerPort": 22, "hostPort": 22 }, { "containerPort": 80, "hostPort": 50000 }]))),
            &["containerDefinitions[0].portMappings[0].hostPort", "containerDefinitions[0].portMappings[1].hostPort"],
        ),
        example("TD-PORT-NAME", named("web_80-a"), named("Web"), &["containerDefinitions[0].portMappings[0].name"]),
        example("TD-PORT-NAME", named(&"a".repeat(64)), named("-web"), &["containerDefinitions[0].portMappings[0].name"]),
    ]
}
