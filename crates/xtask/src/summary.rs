//! Counts of tests, read from what each runner prints, and the closing summary.

use std::{fmt, iter::Sum, ops::Add};

/// How many tests ended how.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
    pub(crate) skipped: u64,
}

impl Counts {
    /// Of one check.
    pub(crate) fn of(passed: bool) -> Self {
        Self { passed: u64::from(passed), failed: u64::from(!passed), skipped: 0 }
    }

    /// A runner that failed without a failed test, because nothing could be built say, is a failure.
    pub(crate) fn given(mut self, success: bool) -> Self {
        if !success && self.failed == 0 {
            self.failed = 1;
        }
        self
    }
}

impl Add for Counts {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self { passed: self.passed + other.passed, failed: self.failed + other.failed, skipped: self.skipped + other.skipped }
    }
}

impl Sum for Counts {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), Add::add)
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed, {} skipped", self.passed, self.failed, self.skipped)
    }
}

/// A line each and the sum, alone on the last line. Gives whether nothing failed.
pub(crate) fn close(parts: &[(&str, Counts)]) -> bool {
    println!();
    for (name, counts) in parts {
        println!("{name}: {counts}");
    }
    let all: Counts = parts.iter().map(|(_, counts)| *counts).sum();
    println!("{all}");
    all.failed == 0
}

/// `Summary [0.1s] 12 tests run: 10 passed (1 slow), 1 failed, 1 timed out, 3 skipped`
pub(crate) fn nextest(printed: &str) -> Counts {
    let summary = printed.lines().rev().find(|line| line.contains("Summary [") && line.contains(" run: "));
    let said = summary.and_then(|line| line.split(" run: ").nth(1)).unwrap_or_default();
    count(said, &["passed"], &["failed", "timed", "exec"], &["skipped"])
}

/// `test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out`, once a program
pub(crate) fn cargo_test(printed: &str) -> Counts {
    let lines = printed.lines().filter(|line| line.starts_with("test result:"));
    lines.map(|line| count(line, &["passed"], &["failed"], &["ignored"])).sum()
}

/// `1 failed, 10 passed, 2 skipped, 1 error in 3.21s`
pub(crate) fn pytest(printed: &str) -> Counts {
    let summary = printed.lines().rev().find(|line| {
        line.contains(" in ") && (line.contains("passed") || line.contains("failed") || line.contains("error") || line.contains("skipped"))
    });
    count(summary.unwrap_or_default(), &["passed", "xfailed"], &["failed", "error", "errors", "xpassed"], &["skipped"])
}

/// A line for each count: `# pass 3`, or with another sign before it.
pub(crate) fn node(printed: &str) -> Counts {
    let said = |word: &str| -> u64 {
        let line = |line: &str| {
            let mut words = line.split_whitespace().skip(1);
            if words.next() == Some(word) { words.next().and_then(|number| number.parse::<u64>().ok()) } else { None }
        };
        printed.lines().filter_map(line).next_back().unwrap_or(0)
    };
    Counts { passed: said("pass"), failed: said("fail") + said("cancelled"), skipped: said("skipped") + said("todo") }
}

/// Sum the numbers that stand before these words.
fn count(line: &str, passed: &[&str], failed: &[&str], skipped: &[&str]) -> Counts {
    let words: Vec<&str> = line.split(|sign: char| !sign.is_alphanumeric() && sign != '.').filter(|word| !word.is_empty()).collect();
    let mut counts = Counts::default();
    for pair in words.windows(2) {
        let Ok(number) = pair[0].parse::<u64>() else { continue };
        if passed.contains(&pair[1]) {
            counts.passed += number;
        } else if failed.contains(&pair[1]) {
            counts.failed += number;
        } else if skipped.contains(&pair[1]) {
            counts.skipped += number;
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(passed: u64, failed: u64, skipped: u64) -> Counts {
        Counts { passed, failed, skipped }
    }

    #[test]
    fn every_runner_is_understood() {
        assert_eq!(nextest("     Summary [   0.123s] 12 tests run: 12 passed, 0 skipped\n"), counts(12, 0, 0));
        assert_eq!(nextest("  Summary [ 1.0s] 5/9 tests run: 2 passed (1 slow), 2 failed, 1 timed out, 3 skipped"), counts(2, 3, 3));
        let two = "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 2 filtered out\ntest result: FAILED. 1 passed; 2 failed; 0 ignored;";
        assert_eq!(cargo_test(two), counts(4, 2, 1));
        assert_eq!(pytest("....\n=== 1 failed, 10 passed, 2 skipped, 1 error in 3.21s ==="), counts(10, 2, 2));
        assert_eq!(pytest("12 passed in 0.50s"), counts(12, 0, 0));
        assert_eq!(node("# tests 5\n# pass 3\n# fail 1\n# cancelled 0\n# skipped 1\n"), counts(3, 1, 1));
        assert_eq!(node("ℹ pass 7\nℹ fail 0\nℹ todo 0"), counts(7, 0, 0));
    }

    #[test]
    fn a_runner_that_fails_has_a_failure() {
        assert_eq!(nextest("error: could not compile").given(false), counts(0, 1, 0));
        assert_eq!(counts(3, 2, 0).given(false), counts(3, 2, 0));
    }
}
