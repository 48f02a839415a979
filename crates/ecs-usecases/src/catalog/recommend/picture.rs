//! The tree as a picture: a row for each way on, indented by how many questions come before it. A question that several ways lead to has its
//! ways where it comes first.

use super::{
    draw::named,
    tree::{DecisionBranch, DecisionTree},
};
use crate::{
    catalog::render::words,
    report::svg::{
        bars::width,
        canvas::{Canvas, escape, number},
    },
};
use std::collections::HashSet;

const STYLE: &str = include_str!("picture.css");
const ROW: f64 = 20.0;
const INDENT: f64 = 22.0;
const LEFT: f64 = 14.0;
const TOP: f64 = 20.0;

impl DecisionTree {
    /// As an SVG picture.
    pub fn to_svg(&self) -> String {
        let mut picture = Picture { tree: self, canvas: Canvas::default(), shown: HashSet::new(), row: 0, right: 0.0 };
        picture.question(&self.start, 0);
        let (wide, high) = (number(picture.right + LEFT), number(TOP + ROW * picture.row as f64));
        let label = escape("The decision tree: from answers to a use case and a strategy");
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"ecs-tree\" role=\"img\" aria-label=\"{label}\" viewBox=\"0 0 {wide} {high}\">\
             <style>{STYLE}</style><title>{label}</title><rect class=\"ground\" width=\"{wide}\" height=\"{high}\"/>{}</svg>\n",
            picture.canvas.into_text(),
        )
    }
}

struct Picture<'a> {
    tree: &'a DecisionTree,
    canvas: Canvas,
    shown: HashSet<&'a str>,
    row: usize,
    right: f64,
}

impl Picture<'_> {
    /// The question of a node, with its ways below it.
    fn question(&mut self, id: &str, depth: usize) {
        let tree = self.tree;
        let Some((place, node)) = tree.nodes.iter().enumerate().find(|(_, node)| node.id == id) else { return };
        let ask = tree.question(&node.question).map_or(node.question.as_str(), |question| question.ask.as_str());
        self.text("ask", depth, &format!("{}. {ask}", place + 1));
        if !self.shown.insert(&node.id) {
            return;
        }
        let top = self.middle();
        for branch in &node.branches {
            self.row += 1;
            self.elbow(depth, top);
            self.way(branch, depth + 1);
        }
    }

    fn way(&mut self, branch: &DecisionBranch, depth: usize) {
        let answers = branch.answers.iter().map(|answer| words(answer)).collect::<Vec<_>>().join(", ");
        if let Some(leaf) = self.tree.leaves.iter().find(|leaf| leaf.id == branch.next) {
            let strategy = serde_json::to_value(leaf.strategy).unwrap_or_default();
            let strategy = words(strategy.as_str().unwrap_or_default());
            let class = if leaf.request.is_some() { "leaf" } else { "leaf later" };
            self.titled(class, depth, &format!("{answers} → {} ({strategy})", named(&leaf.use_case)), &leaf.why);
        } else if self.shown.contains(branch.next.as_str()) {
            let place = self.tree.nodes.iter().position(|node| node.id == branch.next).map_or(0, |place| place + 1);
            self.titled("again", depth, &format!("{answers} → see {place}"), &branch.why);
        } else {
            self.titled("answer", depth, &answers, &branch.why);
            let top = self.middle();
            self.row += 1;
            self.elbow(depth, top);
            self.question(&branch.next, depth + 1);
        }
    }

    fn middle(&self) -> f64 {
        TOP + ROW * self.row as f64
    }

    fn text(&mut self, class: &str, depth: usize, text: &str) {
        let x = LEFT + INDENT * depth as f64;
        // The widest letters of the font are wider than those by which widths are told.
        self.right = self.right.max(x + width(text) * 1.2);
        self.canvas.text(class, x, self.middle() + 4.0, "start", text);
    }

    fn titled(&mut self, class: &str, depth: usize, text: &str, title: &str) {
        self.canvas.open(&format!("<g><title>{}</title>", escape(title)));
        self.text(class, depth, text);
        self.canvas.open("</g>");
    }

    /// From the row at `top` down to this one, and to its text.
    fn elbow(&mut self, depth: usize, top: f64) {
        let x = LEFT + INDENT * depth as f64 + 5.0;
        self.canvas.path("way", &format!("M{} {}V{}H{}", number(x), number(top + 8.0), number(self.middle()), number(x + INDENT - 9.0)));
    }
}
