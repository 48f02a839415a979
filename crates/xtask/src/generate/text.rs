//! Lines of code.

use std::fmt::Display;

/// Code that grows line by line.
#[derive(Debug, Default)]
pub(crate) struct Text {
    code: String,
    step: usize,
}

impl Text {
    /// Code whose indentation goes in steps of this many spaces.
    pub(crate) fn new(step: usize) -> Self {
        Self { code: String::new(), step }
    }

    /// A line.
    pub(crate) fn line(&mut self, depth: usize, line: impl Display) {
        let line = line.to_string();
        if !line.is_empty() {
            self.code.push_str(&" ".repeat(depth * self.step));
            self.code.push_str(line.trim_end());
        }
        self.code.push('\n');
    }

    /// A line for each item.
    pub(crate) fn each(&mut self, depth: usize, lines: impl IntoIterator<Item = String>) {
        for line in lines {
            self.line(depth, line);
        }
    }

    /// Several lines.
    pub(crate) fn lines(&mut self, depth: usize, lines: &str) {
        for line in lines.lines() {
            self.line(depth, line);
        }
    }

    /// Empty lines.
    pub(crate) fn gap(&mut self, count: usize) {
        self.code.push_str(&"\n".repeat(count));
    }

    /// All of it.
    pub(crate) fn finish(self) -> String {
        self.code.trim_end().to_owned() + "\n"
    }
}
