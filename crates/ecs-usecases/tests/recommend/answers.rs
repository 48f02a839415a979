//! What is made of answers, good and bad.

use ecs_usecases::{
    Error, ErrorKind,
    catalog::{self, AnswerOrigin, Answers, Recommendation},
};
use serde_json::{Value, json};

fn recommend(given: Value) -> Result<Recommendation, Error> {
    catalog::recommend(&Answers::from_json(&given)?)
}

#[test]
fn without_answers_everything_is_assumed_and_told() {
    let recommended = recommend(json!({})).unwrap();
    assert_eq!((recommended.use_case.id, recommended.leaf.as_str()), ("UC11", "blue_green"));
    assert_eq!(recommended.missing, ["cluster", "image", "service"]);
    assert_eq!(recommended.request.as_ref().unwrap()["cluster"], "{cluster}");
    assert!(recommended.path.iter().all(|step| step.origin == AnswerOrigin::Assumed));
    let told: Vec<_> = recommended.assumed.iter().map(|assumed| (assumed.id.as_str(), assumed.answer.as_str())).collect();
    for step in &recommended.path {
        assert!(told.contains(&(&step.id, &step.answer)), "{} is not told", step.id);
    }
    assert!(recommended.assumed.iter().all(|assumed| !assumed.why.is_empty()));
}

#[test]
fn the_way_and_what_it_refuses_are_told() {
    let given = json!({
        "traffic": "high", "risk": "high", "team": "pipeline", "budget": "double", "cluster": "main", "service": "web",
        "image": "shop/web:1.1", "alarms": ["errors"], "compliance": ["hipaa"],
    });
    let recommended = recommend(given).unwrap();
    assert_eq!((recommended.use_case.name, recommended.use_case.implemented), ("canary_deployment", true));
    let path: Vec<_> = recommended.path.iter().map(|step| (step.id.as_str(), step.answer.as_str(), step.origin)).collect();
    use AnswerOrigin::{Assumed, Given};
    assert_eq!(
        path,
        [
            ("work", "service", Assumed),
            ("urgency", "routine", Assumed),
            ("regions", "one", Assumed),
            ("state", "stateless", Assumed),
            ("downtime", "none", Assumed),
            ("launch_type", "fargate", Assumed),
            ("load_balancer", "application", Assumed),
            ("traffic", "high", Given),
            ("risk", "high", Given),
            ("state", "stateless", Assumed),
            ("team", "pipeline", Given),
            ("budget", "double", Given),
            ("risk", "high", Given),
            ("compliance", "findings", Given),
        ]
    );
    let refused: Vec<_> = recommended.refused.iter().map(|refused| (refused.name, refused.question.as_str())).collect();
    assert!(refused.contains(&("linear_deployment", "risk")) && refused.contains(&("blue_green_deployment", "risk")), "{refused:?}");
    assert!(refused.iter().all(|(name, _)| *name != "canary_deployment"));
    let request = recommended.request.unwrap();
    assert_eq!((&request["gate"]["fail_on"], &request["settings"]["alarms"]), (&json!("HIGH"), &json!(["errors"])));
    assert_eq!(recommended.adjustments.len(), 2);
    assert_eq!(recommended.adjustments[0].because, [("compliance".to_owned(), "findings".to_owned())].into());
    assert!(recommended.unused.is_empty() && recommended.missing.is_empty(), "{:?}", recommended.unused);
}

#[test]
fn what_follows_from_an_answer_is_told() {
    let recommended = recommend(json!({ "work": "worker", "risk": "high" })).unwrap();
    let balancer = recommended.path.iter().find(|step| step.id == "load_balancer").unwrap();
    assert_eq!((balancer.answer.as_str(), balancer.origin), ("none", AnswerOrigin::Implied));
    assert_eq!((recommended.leaf.as_str(), recommended.unused), ("rolling", vec!["risk".to_owned()]));
    assert!(recommended.assumed.iter().all(|assumed| assumed.id != "load_balancer" && assumed.id != "risk"));
}

#[test]
fn an_assumption_by_which_nothing_was_added_is_told() {
    let recommended = recommend(json!({ "urgency": "urgent" })).unwrap();
    assert_eq!(recommended.missing, ["cluster", "image", "reason", "requested_by", "service"]);
    assert!(recommended.adjustments.is_empty());
    assert!(recommended.assumed.iter().any(|assumed| (assumed.id.as_str(), assumed.answer.as_str()) == ("compliance", "none")));
    let strict = recommend(json!({ "urgency": "urgent", "compliance": ["soc2", "cis"], "image": "shop/web:1.1" })).unwrap();
    assert_eq!((&strict.request.unwrap()["gate"]["fail_on"], strict.unused.len()), (&json!("HIGH"), 0));
    assert_eq!(strict.adjustments[0].because["compliance"], "approval");
}

#[test]
fn what_this_version_cannot_run_is_told_and_has_no_request() {
    for (work, id) in [("batch", "UC15"), ("scheduled", "UC23"), ("event", "UC25")] {
        let recommended = recommend(json!({ "work": work, "cluster": "main" })).unwrap();
        assert_eq!((recommended.use_case.id, recommended.use_case.implemented, recommended.request), (id, false, None));
        assert_eq!(recommended.unused, ["cluster"]);
    }
}

#[test]
fn answers_that_contradict_each_other_are_refused_with_their_fields() {
    let cases = [
        (json!({ "state": "exclusive", "downtime": "none" }), "state, downtime"),
        (json!({ "work": "worker", "traffic": "high" }), "work, traffic"),
        (json!({ "launch_type": "external", "load_balancer": "network" }), "launch_type, load_balancer"),
    ];
    for (given, fields) in cases {
        let error = recommend(given).unwrap_err();
        assert_eq!((error.kind(), error.details().resource.as_deref()), (ErrorKind::InvalidRequest, Some(fields)), "{error:?}");
        for field in fields.split(", ") {
            assert!(error.details().message.contains(&format!("`{field}`")), "{error:?}");
        }
    }
    let both = recommend(json!({ "work": "worker", "traffic": "high", "state": "exclusive", "downtime": "none" })).unwrap_err();
    assert_eq!(both.details().findings.len(), 2, "{both:?}");
    assert_eq!(both.details().resource.as_deref(), Some("work, traffic; state, downtime"));
}

#[test]
fn what_is_not_known_is_refused_with_the_nearest() {
    let cases = [
        (json!({ "trafic": "high" }), "trafic", "`traffic`"),
        (json!({ "traffic": "hihg" }), "traffic", "`high`"),
        (json!({ "launch_type": "farget_spot" }), "launch_type", "`fargate_spot`"),
        (json!({ "compliance": ["pci"] }), "compliance", "`pci_dss`"),
        (json!({ "compliance": ["approval"] }), "compliance", "There are: security_hub"),
    ];
    for (given, field, nearest) in cases {
        let error = recommend(given.clone()).unwrap_err();
        assert_eq!((error.kind(), error.details().resource.as_deref()), (ErrorKind::InvalidRequest, Some(field)), "{given}");
        assert!(error.details().advice.as_ref().unwrap().contains(nearest), "{error:?}");
    }
    for (given, field) in [
        (json!({ "traffic": 7 }), "traffic"),
        (json!({ "compliance": "pci_dss" }), "compliance"),
        (json!({ "regions": [] }), "regions"),
        (json!({ "regions": ["eu-west-1", "eu-west-1"] }), "regions[1]"),
        (json!({ "regions": [" "] }), "regions[0]"),
        (json!(["traffic"]), "answers"),
        // Nothing but the image is missing, and it can't be one.
        (json!({ "cluster": "main", "service": "web", "image": "Shop Web" }), "image"),
    ] {
        let error = recommend(given.clone()).unwrap_err();
        assert_eq!((error.kind(), error.details().resource.as_deref()), (ErrorKind::InvalidRequest, Some(field)), "{given}: {error:?}");
    }
    // As a program says that it has no answer.
    assert!(recommend(json!({ "traffic": null })).is_ok());
}

#[test]
fn names_are_put_where_they_belong_and_never_read_as_placeholders() {
    let given = json!({ "cluster": "{service}", "service": "web", "image": "shop/web:1.1", "traffic": "none" });
    let recommended = recommend(given).unwrap();
    assert_eq!(recommended.request.unwrap()["cluster"], "{service}");
    assert!(recommended.missing.is_empty());
    let given = json!({ "regions": ["eu-west-1", "us-east-1"], "cluster": "main", "service": "web", "image": "shop/web:1.1" });
    let request = recommend(given).unwrap().request.unwrap();
    assert_eq!(request["waves"][0]["regions"][0]["target"]["region"], "eu-west-1");
    assert_eq!(request["waves"][1]["regions"], json!([{ "target": { "region": "us-east-1" }, "cluster": "main", "service": "web" }]));
}
