//! The tree for people: as a flowchart in Mermaid's form, and as a list in Markdown.

use super::tree::{DecisionBranch, DecisionTree};
use std::fmt::Write;

impl DecisionTree {
    /// As a flowchart in [Mermaid](https://mermaid.js.org)'s form.
    pub fn to_mermaid(&self) -> String {
        let mut chart = String::from("flowchart TD\n");
        for node in &self.nodes {
            let ask = self.question(&node.question).map_or(node.question.as_str(), |question| question.ask.as_str());
            line(&mut chart, format_args!("    {}{{{{\"{}\"}}}}", node.id, quoted(ask)));
        }
        for leaf in &self.leaves {
            let text = format!("<b>{}</b><br/>{}", quoted(&named(&leaf.use_case)), quoted(&leaf.why));
            line(&mut chart, format_args!("    {}[\"{text}\"]", leaf.id));
        }
        for (node, branch) in self.nodes.iter().flat_map(|node| node.branches.iter().map(move |branch| (node, branch))) {
            line(&mut chart, format_args!("    {} -->|\"{}\"| {}", node.id, quoted(&branch.answers.join(", ")), branch.next));
        }
        chart
    }

    /// As a list in Markdown: a point a question, with a line for each way on, and then the leaves.
    pub fn to_markdown(&self) -> String {
        let mut list = String::new();
        for (number, node) in self.nodes.iter().enumerate() {
            let ask = self.question(&node.question).map_or(node.question.as_str(), |question| question.ask.as_str());
            line(&mut list, format_args!("{}. **{ask}** (`{}`)", number + 1, node.question));
            for branch in &node.branches {
                let answers: Vec<_> = branch.answers.iter().map(|answer| format!("`{answer}`")).collect();
                line(&mut list, format_args!("    - {}: {} {}", answers.join(", "), branch.why, self.onward(branch)));
            }
        }
        list.push_str("\n| recommended | use case | strategy | why |\n|---|---|---|---|\n");
        for leaf in &self.leaves {
            let runs = if leaf.request.is_some() { "" } else { " (this version can't run it)" };
            let strategy = serde_json::to_value(leaf.strategy).unwrap_or_default();
            let strategy = strategy.as_str().unwrap_or_default();
            line(
                &mut list,
                format_args!("| `{}` | {}{runs} | {strategy} | {} |", leaf.id, named(&leaf.use_case), leaf.why.replace('|', "\\|")),
            );
        }
        list
    }

    fn onward(&self, branch: &DecisionBranch) -> String {
        match self.nodes.iter().position(|node| node.id == branch.next) {
            Some(node) => format!("Go to {}.", node + 1),
            None => format!("**Take `{}`.**", branch.next),
        }
    }
}

pub(super) fn named(use_case: &str) -> String {
    let item = crate::catalog::list().iter().find(|item| item.name == use_case);
    item.map_or_else(|| use_case.to_owned(), |item| format!("{} {}", item.id, item.title))
}

fn line(text: &mut String, line: std::fmt::Arguments<'_>) {
    // Writing to a text can't fail.
    let _ = writeln!(text, "{line}");
}

/// Text within the quotes of a label.
fn quoted(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;").replace('>', "&gt;")
}
