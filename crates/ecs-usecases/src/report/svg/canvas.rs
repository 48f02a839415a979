//! A picture that is being drawn. Texts are escaped here and nowhere else.

use std::fmt::Write;

/// SVG elements, in the order in which they are drawn.
#[derive(Default)]
pub(crate) struct Canvas(String);

impl Canvas {
    /// A rectangle with round corners.
    pub(crate) fn rect(&mut self, class: &str, x: f64, y: f64, width: f64, height: f64) {
        let round = number((height / 4.0).clamp(1.0, 3.0));
        let (x, y, width, height) = (number(x), number(y), number(width.max(0.0)), number(height));
        let _ = write!(self.0, "<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"{round}\"/>");
    }

    /// A path.
    pub(crate) fn path(&mut self, class: &str, d: &str) {
        let _ = write!(self.0, "<path class=\"{class}\" d=\"{d}\"/>");
    }

    /// A disc.
    pub(crate) fn disc(&mut self, class: &str, x: f64, y: f64, radius: f64) {
        let _ = write!(self.0, "<circle class=\"{class}\" cx=\"{}\" cy=\"{}\" r=\"{}\"/>", number(x), number(y), number(radius));
    }

    /// A line of text that begins, ends, or has its middle at `x`, as `anchor` says.
    pub(crate) fn text(&mut self, class: &str, x: f64, y: f64, anchor: &str, text: &str) {
        let (x, y, text) = (number(x), number(y), escape(text));
        let _ = write!(self.0, "<text class=\"{class}\" x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\">{text}</text>");
    }

    /// What is drawn inside shows this text when it is pointed at.
    pub(crate) fn titled(&mut self, title: &str, draw: impl FnOnce(&mut Self)) {
        let _ = write!(self.0, "<g><title>{}</title>", escape(title));
        draw(self);
        self.0 += "</g>";
    }

    /// Markup of the picture's own structure.
    pub(crate) fn open(&mut self, markup: &str) {
        self.0 += markup;
    }

    /// After this, all that another canvas has.
    pub(crate) fn append(&mut self, other: &Self) {
        self.0 += &other.0;
    }

    /// The markup.
    pub(crate) fn into_text(self) -> String {
        self.0
    }
}

/// A number with one digit after the point at most, the same on every machine.
pub(crate) fn number(value: f64) -> String {
    let tenths = (value * 10.0).round() as i64;
    let sign = if tenths < 0 { "-" } else { "" };
    match (tenths.abs() / 10, tenths.abs() % 10) {
        (whole, 0) => format!("{sign}{whole}"),
        (whole, tenth) => format!("{sign}{whole}.{tenth}"),
    }
}

/// Text that is safe in SVG and HTML, in content and in quoted attributes. What XML can't hold is dropped.
pub(crate) fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + 8);
    for letter in text.chars() {
        match letter {
            '&' => safe += "&amp;",
            '<' => safe += "&lt;",
            '>' => safe += "&gt;",
            '"' => safe += "&quot;",
            '\'' => safe += "&#39;",
            '\u{fffe}' | '\u{ffff}' => {}
            letter if letter.is_control() && letter != '\n' && letter != '\t' => {}
            letter => safe.push(letter),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short() {
        for (value, text) in [(1.0, "1"), (1.25, "1.3"), (-0.26, "-0.3"), (0.04, "0"), (-0.04, "0"), (12.96, "13")] {
            assert_eq!(number(value), text);
        }
    }

    #[test]
    fn texts_are_escaped() {
        assert_eq!(escape("</title><b a='1' c=\"2\">&\u{0}\u{1b}[0m"), "&lt;/title&gt;&lt;b a=&#39;1&#39; c=&quot;2&quot;&gt;&amp;[0m");
    }
}
