//! The blocks of a Markdown text: headings, paragraphs, lists and tables, with their texts as they are written.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// A block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Block {
    Heading(usize, String),
    Paragraph(String),
    List(Vec<Item>),
    Table { head: Vec<String>, rows: Vec<Vec<String>> },
}

/// An item of a list, with the texts of the lists in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Item {
    pub(super) text: String,
    pub(super) below: Vec<String>,
}

impl Block {
    /// All of it in one line.
    pub(super) fn text(&self) -> String {
        match self {
            Self::Heading(_, text) | Self::Paragraph(text) => text.clone(),
            _ => self.lines().join("; "),
        }
    }

    /// It as lines.
    pub(super) fn lines(&self) -> Vec<String> {
        match self {
            Self::Heading(_, text) | Self::Paragraph(text) => vec![text.clone()],
            Self::List(items) => items
                .iter()
                .map(|item| if item.below.is_empty() { item.text.clone() } else { format!("{}: {}", item.text, item.below.join("; ")) })
                .collect(),
            Self::Table { rows, .. } => rows.iter().map(|row| row.join(": ")).collect(),
        }
    }
}

/// The blocks of this text, in order.
pub(super) fn of(text: &str) -> Vec<Block> {
    let mut reading =
        Reading { text, blocks: Vec::new(), span: None, lists: 0, items: Vec::new(), head: Vec::new(), row: Vec::new(), rows: Vec::new() };
    for (event, range) in Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter() {
        reading.take(&event, range);
    }
    reading.blocks
}

struct Reading<'a> {
    text: &'a str,
    blocks: Vec<Block>,
    /// Where the inline text that is being read stands.
    span: Option<Range<usize>>,
    /// How many lists are open.
    lists: usize,
    items: Vec<Item>,
    head: Vec<String>,
    row: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Reading<'_> {
    fn take(&mut self, event: &Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(Tag::List(_)) => {
                self.flush_item();
                self.lists += 1;
            }
            Event::Start(Tag::Item) if self.lists == 1 => self.items.push(Item::default()),
            Event::End(TagEnd::Item) => self.flush_item(),
            Event::End(TagEnd::List(_)) => {
                self.lists -= 1;
                if self.lists == 0 {
                    let items = std::mem::take(&mut self.items);
                    self.blocks.push(Block::List(items));
                }
            }
            Event::End(TagEnd::Heading(level)) => {
                let text = self.taken();
                self.blocks.push(Block::Heading(number(*level), text));
            }
            Event::End(TagEnd::Paragraph | TagEnd::CodeBlock | TagEnd::HtmlBlock) => {
                if self.lists > 0 {
                    self.flush_item();
                } else {
                    let text = self.taken();
                    if !text.is_empty() {
                        self.blocks.push(Block::Paragraph(text));
                    }
                }
            }
            Event::End(TagEnd::TableCell) => {
                let cell = self.taken().replace("\\|", "|");
                self.row.push(without_code_marks(&cell));
            }
            Event::End(TagEnd::TableHead) => self.head = std::mem::take(&mut self.row),
            Event::End(TagEnd::TableRow) => {
                let row = std::mem::take(&mut self.row);
                self.rows.push(row);
            }
            Event::End(TagEnd::Table) => {
                let (head, rows) = (std::mem::take(&mut self.head), std::mem::take(&mut self.rows));
                self.blocks.push(Block::Table { head, rows });
            }
            Event::Text(_)
            | Event::Code(_)
            | Event::Html(_)
            | Event::InlineHtml(_)
            | Event::Start(Tag::Emphasis | Tag::Strong | Tag::Link { .. } | Tag::Image { .. } | Tag::Strikethrough) => {
                self.span = Some(match self.span.take() {
                    Some(span) => span.start.min(range.start)..span.end.max(range.end),
                    None => range,
                });
            }
            _ => {}
        }
    }

    /// The text that was read, in one line.
    fn taken(&mut self) -> String {
        let span = self.span.take().unwrap_or(0..0);
        let text = self.text.get(span.clone()).unwrap_or_default();
        // A backslash before the text is not part of what is told of it.
        let escaped = span.start > 0 && self.text.as_bytes()[span.start - 1] == b'\\';
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if escaped && !text.is_empty() { format!("\\{text}") } else { text }
    }

    /// What was read belongs to the item that is open.
    fn flush_item(&mut self) {
        let text = self.taken();
        if text.is_empty() || self.lists == 0 {
            return;
        }
        if let Some(item) = self.items.last_mut() {
            if self.lists == 1 && item.text.is_empty() {
                item.text = text;
            } else {
                item.below.push(text);
            }
        }
    }
}

/// `` `name` `` is told as name.
fn without_code_marks(cell: &str) -> String {
    match cell.strip_prefix('`').and_then(|cell| cell.strip_suffix('`')) {
        Some(inner) if !inner.contains('`') => inner.to_owned(),
        _ => cell.to_owned(),
    }
}

fn number(level: HeadingLevel) -> usize {
    level as usize
}
