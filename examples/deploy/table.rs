//! A table of texts, wrapped into columns.

/// The rows, of which the first is the head, in columns of these widths.
pub fn of<const COLUMNS: usize>(widths: &[usize; COLUMNS], rows: impl Iterator<Item = [String; COLUMNS]>) -> String {
    let rule = widths.map(|width| "-".repeat(width)).join("  ");
    let mut text = String::new();
    for row in rows {
        let mut index = 0;
        let cells = row.map(|cell| {
            index += 1;
            wrap(&cell, widths[index - 1])
        });
        for line in 0..cells.iter().map(Vec::len).max().unwrap_or_default() {
            let parts: Vec<String> =
                cells.iter().zip(widths).map(|(cell, &width)| format!("{:width$}", cell.get(line).map_or("", String::as_str))).collect();
            text += parts.join("  ").trim_end();
            text.push('\n');
        }
        text += &rule;
        text.push('\n');
    }
    text
}

/// Cut a text into lines, between words where that goes.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let letters: Vec<char> = word.chars().collect();
        for (at, piece) in letters.chunks(width).enumerate() {
            let piece: String = piece.iter().collect();
            match lines.last_mut() {
                Some(last) if last.is_empty() => *last = piece,
                Some(last) if at == 0 && last.chars().count() + 1 + piece.chars().count() <= width => {
                    last.push(' ');
                    last.push_str(&piece);
                }
                _ => lines.push(piece),
            }
        }
    }
    lines
}
