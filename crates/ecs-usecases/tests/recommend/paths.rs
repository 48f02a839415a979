//! All ways through the tree.

use ecs_usecases::catalog::{self, Answers, DecisionTree, document::LaunchKind};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// A way through the tree: the answers of its questions, and the leaf or the place where it ends.
pub struct Path {
    pub answers: BTreeMap<String, String>,
    pub end: String,
}

impl Path {
    /// The answers as a team gives them, with everything that a request can ask for.
    pub fn given(&self) -> Value {
        let mut given = json!({
            "cluster": "main", "service": "web", "image": "shop/web:1.1", "requested_by": "ann",
            "reason": "checkout answers 500 since 09:12",
            "listener_rule_arn": super::fitting::listener(), "target_group_arn": super::fitting::target_group("green"),
        });
        for (question, answer) in &self.answers {
            given[question] = match (question.as_str(), answer.as_str()) {
                ("regions", "one") => json!(["eu-west-1"]),
                ("regions", _) => json!(["eu-west-1", "eu-central-1", "us-east-1"]),
                ("compliance", "none") => json!([]),
                ("compliance", _) => {
                    let question = catalog::decision_tree().unwrap().question("compliance").unwrap();
                    json!([question.answer(answer).unwrap().of[0]])
                }
                _ => json!(answer),
            };
        }
        given
    }
}

/// Every way that answers can take which do not contradict each other.
pub fn all(tree: &DecisionTree) -> Vec<Path> {
    let (mut found, mut open) = (Vec::new(), vec![(tree.start.clone(), BTreeMap::new())]);
    while let Some((at, answers)) = open.pop() {
        let Some(node) = tree.node(&at) else {
            found.push(Path { answers, end: at });
            continue;
        };
        let question = tree.question(&node.question).unwrap_or_else(|| panic!("{at} asks {}", node.question));
        for answer in &question.answers {
            let said = |other: &str, value: &str| answers.get(other).is_none_or(|known: &String| known == value);
            let implied = answers.iter().filter_map(|(other, known)| tree.question(other)?.answer(known)?.implies.get(&question.id));
            if !said(&question.id, &answer.answer)
                || implied.clone().any(|implied| *implied != answer.answer)
                || answer.implies.iter().any(|(other, value)| !said(other, value))
            {
                continue;
            }
            let mut answers = answers.clone();
            answers.insert(question.id.clone(), answer.answer.clone());
            let next = node.branches.iter().find(|branch| branch.answers.contains(&answer.answer));
            open.push((next.map_or_else(|| format!("{at}: no way on for {}", answer.answer), |branch| branch.next.clone()), answers));
        }
        assert!(open.len() < 10_000 && found.len() < 100_000, "it goes in a circle at {at}");
    }
    found
}

#[test]
fn every_way_ends_at_a_leaf_and_every_node_and_leaf_is_on_a_way() {
    let tree = catalog::decision_tree().unwrap();
    let paths = all(tree);
    let lost: BTreeSet<_> = paths.iter().filter(|path| tree.leaf(&path.end).is_none()).map(|path| &path.end).collect();
    assert!(lost.is_empty(), "{lost:?}");
    let reached: BTreeSet<_> = paths.iter().map(|path| path.end.as_str()).collect();
    let leaves: BTreeSet<_> = tree.leaves.iter().map(|leaf| leaf.id.as_str()).collect();
    assert_eq!(reached, leaves);
    let ids: Vec<_> = tree.nodes.iter().map(|node| &node.id).chain(tree.leaves.iter().map(|leaf| &leaf.id)).collect();
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "an id is there twice");
    let led_to: BTreeSet<_> = tree.nodes.iter().flat_map(|node| &node.branches).map(|branch| &branch.next).collect();
    let alone: Vec<_> = ids.iter().filter(|id| ***id != tree.start && !led_to.contains(**id)).collect();
    assert!(alone.is_empty(), "nothing leads to {alone:?}");
}

#[test]
fn branches_and_questions_hold_together() {
    let tree = catalog::decision_tree().unwrap();
    let known: BTreeSet<_> = catalog::list().iter().map(|item| item.name).collect();
    for node in &tree.nodes {
        let question = tree.question(&node.question).unwrap();
        let mut answered = BTreeSet::new();
        for branch in &node.branches {
            for answer in &branch.answers {
                assert!(question.answer(answer).is_some(), "{}: {answer} is no answer", node.id);
                assert!(answered.insert(answer), "{}: {answer} leads to two places", node.id);
            }
            let refused: Vec<_> = branch.refuses.iter().map(|refusal| refusal.use_case.as_str()).collect();
            assert!(refused.iter().all(|name| known.contains(name)), "{}: {refused:?}", node.id);
            assert!(branch.why.len() > 10 && branch.refuses.iter().all(|refusal| refusal.why.len() > 10), "{}", node.id);
        }
    }
    for question in &tree.questions {
        assert!(question.answer(&question.default).is_some() && !question.default_why.is_empty(), "{}", question.id);
        assert!(tree.nodes.iter().any(|node| node.question == question.id), "nobody asks {}", question.id);
        for answer in &question.answers {
            for (other, implied) in &answer.implies {
                assert!(tree.question(other).is_some_and(|other| other.answer(implied).is_some()), "{} {}", question.id, answer.answer);
            }
        }
    }
    for adjustment in &tree.adjustments {
        assert!(adjustment.leaves.iter().all(|leaf| tree.leaf(leaf).is_some()), "{:?}", adjustment.leaves);
        for (question, answers) in adjustment.when.iter().filter(|(question, _)| *question != "alarms") {
            assert!(answers.iter().all(|answer| tree.question(question).unwrap().answer(answer).is_some()), "{question}");
        }
    }
}

/// The answers that a program can give are those of the tree, and the other way round.
#[test]
fn every_answer_of_the_tree_can_be_given() {
    let tree = catalog::decision_tree().unwrap();
    let schema = serde_json::to_string(&schemars::schema_for!(Answers)).unwrap();
    for question in &tree.questions {
        for text in question.known().into_iter().filter(|_| question.id != "regions") {
            let given = if question.id == "compliance" { json!([text]) } else { json!(text) };
            let answers = Answers::from_json(&json!({ question.id.clone(): given })).unwrap();
            assert_eq!(serde_json::to_value(&answers).unwrap()[&question.id], given);
            assert!(schema.contains(&format!("\"{text}\"")), "{text}");
        }
    }
    let launch_types = [LaunchKind::Fargate, LaunchKind::FargateSpot, LaunchKind::Ec2, LaunchKind::ManagedInstances, LaunchKind::External];
    let named: Vec<_> = launch_types.iter().map(|kind| serde_json::to_value(kind).unwrap()).collect();
    assert_eq!(named, tree.question("launch_type").unwrap().known());
}

#[test]
fn a_leaf_is_what_its_entry_in_the_catalog_says() {
    let tree = catalog::decision_tree().unwrap();
    for path in all(tree) {
        let leaf = tree.leaf(&path.end).unwrap();
        let entry = catalog::get(&leaf.use_case).unwrap();
        assert!(entry.document.strategies.contains(&leaf.strategy), "{}: {:?}", leaf.id, leaf.strategy);
        assert_eq!(leaf.request.is_some(), entry.implemented, "{}: a request of what can't run, or none of what can", leaf.id);
        if let Some(launch_type) = path.answers.get("launch_type") {
            let launch_type: LaunchKind = serde_json::from_value(json!(launch_type)).unwrap();
            assert!(entry.document.launch_types.contains(&launch_type), "{} by {}", launch_type_name(launch_type), entry.document.id);
        }
    }
}

fn launch_type_name(kind: LaunchKind) -> String {
    serde_json::to_value(kind).unwrap().as_str().unwrap().to_owned()
}

#[test]
fn the_tree_is_drawn_whole() {
    let tree = catalog::decision_tree().unwrap();
    let (chart, list) = (tree.to_mermaid(), tree.to_markdown());
    let edges = tree.nodes.iter().map(|node| node.branches.len()).sum::<usize>();
    assert_eq!(chart.matches(" -->|").count(), edges);
    assert_eq!(chart.lines().count(), 1 + tree.nodes.len() + tree.leaves.len() + edges);
    for node in &tree.nodes {
        assert!(list.contains(&format!("**{}** (`{}`)", tree.question(&node.question).unwrap().ask, node.question)));
    }
    for leaf in &tree.leaves {
        assert!(chart.contains(&format!("    {}[", leaf.id)) && list.contains(&format!("**Take `{}`.**", leaf.id)), "{}", leaf.id);
    }
    assert_eq!(list.matches("Go to ").count() + list.matches("**Take ").count(), edges);
}
