//! Markdown with a heading a field, as the same value that YAML gives.
//!
//! Texts are taken as they are written, with their emphasis and code marks, so that what the catalog prints is read back as it was.

mod blocks;

use super::{
    NotUnderstood,
    fields::{self, Field, Kind},
    shortened,
};
use blocks::{Block, Item};
use serde_json::{Map, Value, json};

/// Whether this is Markdown and not YAML: it has more headings than keys at the beginning of a line.
pub(super) fn looks_like_it(text: &str) -> bool {
    if text.trim_start().starts_with(['{', '[']) {
        return false;
    }
    let key = |line: &str| {
        let name = line.split(':').next().unwrap_or_default();
        let rest = &line[name.len()..];
        !name.is_empty()
            && name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
            && (rest == ":" || rest.starts_with(": "))
    };
    let heading = |line: &str| line.starts_with('#') && line.trim_start_matches('#').starts_with(' ');
    let keys = text.lines().filter(|line| key(line.trim_end())).count();
    let headings = text.lines().filter(|line| heading(line)).count();
    keys == 0 && !text.trim_start().starts_with("- ") || headings > keys
}

/// What stands under one heading.
struct Section {
    name: String,
    level: usize,
    blocks: Vec<Block>,
}

/// Read Markdown. What stands where no field is goes to the list.
pub(super) fn read(text: &str) -> (Value, Vec<NotUnderstood>) {
    let mut reader = Reader { members: Map::new(), rest: Vec::new() };
    let mut sections = vec![Section { name: String::new(), level: 0, blocks: Vec::new() }];
    for block in blocks::of(text) {
        match block {
            Block::Heading(level, name) => sections.push(Section { name, level, blocks: Vec::new() }),
            other => {
                if let Some(section) = sections.last_mut() {
                    section.blocks.push(other);
                }
            }
        }
    }
    let mut at = 0;
    while at < sections.len() {
        // The headings below that of a field are its parts.
        let below = sections[at + 1..].iter().take_while(|section| section.level > sections[at].level.max(1)).count();
        let field = fields::find(fields::DOCUMENT, &sections[at].name).filter(|_| sections[at].level > 0);
        if let Some(field) = field {
            reader.field(field, &sections[at], &sections[at + 1..=at + below]);
            at += 1 + below;
        } else {
            reader.other(&sections[at]);
            at += 1;
        }
    }
    (Value::Object(reader.members), reader.rest)
}

struct Reader {
    members: Map<String, Value>,
    rest: Vec<NotUnderstood>,
}

impl Reader {
    /// The title with what follows it, or a heading that names no field.
    fn other(&mut self, section: &Section) {
        let first = section.level == 1 && !self.members.contains_key("title");
        if first {
            self.title(&section.name);
        }
        let blocks = self.without_related(section);
        if !first && section.level > 0 {
            let said = blocks.iter().map(|block| block.text()).collect::<Vec<_>>().join(" ");
            // A heading over other headings says nothing by itself.
            if !said.is_empty() || fields::nearest(fields::DOCUMENT.iter().map(|field| field.name), &section.name).is_some() {
                self.put(&section.name, Value::String(said));
            }
            return;
        }
        for block in blocks {
            match block {
                Block::Table { rows, .. } => rows.iter().for_each(|row| self.property(row)),
                // The code says it, above the summary.
                Block::Paragraph(text) if text.starts_with("**Not implemented yet") => {}
                Block::Paragraph(text) => {
                    let name = if self.members.contains_key("summary") { "description" } else { "summary" };
                    let before = self.members.get(name).and_then(Value::as_str).map(|before| format!("{before} ")).unwrap_or_default();
                    self.members.insert(name.to_owned(), Value::String(before + text));
                }
                other => self.lost(&section.name, &other.text(), "it stands under no heading of a field"),
            }
        }
    }

    /// `Related:` stands at the end of the last section, whichever that is.
    fn without_related<'a>(&mut self, section: &'a Section) -> Vec<&'a Block> {
        section.blocks.iter().filter(|block| !matches!(block, Block::Paragraph(text) if self.related(text))).collect()
    }

    fn title(&mut self, heading: &str) {
        let (first, after) = heading.split_once([' ', ':']).unwrap_or((heading, ""));
        let number = first.get(..2).filter(|start| start.eq_ignore_ascii_case("uc")).map(|_| &first[2..]);
        match number {
            Some(number) if !number.is_empty() && number.bytes().all(|letter| letter.is_ascii_digit()) && !after.trim().is_empty() => {
                self.members.insert("id".into(), first.to_uppercase().into());
                self.members.insert("title".into(), after.trim_start_matches([' ', ':', '-']).into());
            }
            _ => drop(self.members.insert("title".into(), heading.into())),
        }
    }

    /// A row of a table whose first cell names a field.
    fn property(&mut self, row: &[String]) {
        if let [name, values @ ..] = row {
            let value = values.iter().find(|value| !value.is_empty()).cloned().unwrap_or_default();
            self.put(name, Value::String(value));
        }
    }

    fn related(&mut self, text: &str) -> bool {
        let Some(ids) = text.strip_prefix("Related:") else { return false };
        self.put("related", split(ids));
        true
    }

    fn field(&mut self, field: &'static Field, section: &Section, parts: &[Section]) {
        let blocks = self.without_related(section);
        let value = match field.kind {
            Kind::Text | Kind::Name(_) => Value::String(blocks.iter().map(|block| block.text()).collect::<Vec<_>>().join(" ")),
            Kind::Lines | Kind::Names(_) => {
                let mut lines: Vec<String> = blocks.iter().flat_map(|block| block.lines()).collect();
                for part in parts {
                    lines.extend(part.blocks.iter().flat_map(Block::lines).map(|line| format!("{}: {line}", part.name)));
                }
                if field.name == "related" { split(&lines.join(", ")) } else { json!(lines) }
            }
            Kind::Record(members) => self.record(members, section, &blocks, parts),
            Kind::Records(members) => records(members, &blocks, parts),
        };
        self.put(&section.name, value);
    }

    fn record(&mut self, members: &'static [Field], section: &Section, blocks: &[&Block], parts: &[Section]) -> Value {
        let mut record = Map::new();
        for block in blocks {
            match block {
                Block::Table { rows, .. } => {
                    for row in rows {
                        if let [name, value, ..] = row.as_slice() {
                            record.insert(name.clone(), Value::String(value.clone()));
                        }
                    }
                }
                Block::List(items) => {
                    for item in items {
                        match named(&item.text) {
                            Some((name, text)) => drop(record.insert(name, Value::String(text))),
                            None => self.lost(&section.name, &item.text, &parts_of(members)),
                        }
                    }
                }
                Block::Paragraph(text) if named(text).is_some_and(|(name, _)| fields::find(members, &name).is_some()) => {
                    if let Some((name, text)) = named(text) {
                        record.insert(name, Value::String(text));
                    }
                }
                other => self.lost(&section.name, &other.text(), &parts_of(members)),
            }
        }
        for part in parts {
            record.insert(part.name.clone(), Value::String(part.blocks.iter().map(Block::text).collect::<Vec<_>>().join(" ")));
        }
        Value::Object(record)
    }

    fn put(&mut self, name: &str, value: Value) {
        match self.members.get_mut(name) {
            None => drop(self.members.insert(name.to_owned(), value)),
            Some(Value::Array(items)) => match value {
                Value::Array(more) => items.extend(more),
                one => items.push(one),
            },
            Some(Value::Object(members)) if value.is_object() => members.extend(value.as_object().cloned().unwrap_or_default()),
            Some(before) => *before = json!([before.clone(), value]),
        }
    }

    fn lost(&mut self, path: &str, text: &str, why: &str) {
        if !text.is_empty() {
            self.rest.push(NotUnderstood { path: path.to_owned(), text: shortened(text), why: why.to_owned(), nearest: None });
        }
    }
}

fn records(members: &'static [Field], blocks: &[&Block], parts: &[Section]) -> Value {
    let mut records = Vec::new();
    for block in blocks {
        match block {
            Block::Table { head, rows } => records.extend(rows.iter().map(|row| {
                let cells = head.iter().zip(row).filter(|(_, cell)| !cell.is_empty());
                Value::Object(cells.map(|(name, cell)| (name.clone(), member(members, name, cell))).collect())
            })),
            Block::List(items) => records.extend(items.iter().map(|item| from_item(members, item))),
            other => records.push(Value::String(other.text())),
        }
    }
    for part in parts {
        let mut record = Map::from_iter([(members[0].name.to_owned(), Value::String(part.name.clone()))]);
        for block in &part.blocks {
            match block {
                Block::List(items) => items.iter().for_each(|item| add(members, &mut record, &item.text)),
                other => add(members, &mut record, &other.text()),
            }
        }
        records.push(Value::Object(record));
    }
    Value::Array(records)
}

fn parts_of(members: &[Field]) -> String {
    let names: Vec<_> = members.iter().map(|field| field.name).collect();
    format!("it names none of the parts: {}", names.join(", "))
}

/// A cell or line as the member of this name holds it.
fn member(members: &[Field], name: &str, text: &str) -> Value {
    match fields::find(members, name).map(|field| field.kind) {
        Some(Kind::Lines) => split(text),
        _ => Value::String(text.to_owned()),
    }
}

fn split(text: &str) -> Value {
    json!(text.split(',').map(str::trim).filter(|part| !part.is_empty()).collect::<Vec<_>>())
}

/// `name: text`, with the name as emphasis or code or plain.
fn named(text: &str) -> Option<(String, String)> {
    let (name, rest) = text.split_once(':')?;
    // `**name:** text` is written too.
    let rest = rest.trim_start_matches(['*', '_']).trim();
    let name = name.trim_matches(['*', '_', '`', ' ']);
    (!name.is_empty() && name.len() <= 120).then(|| (name.to_owned(), rest.to_owned()))
}

/// A list item as a record: its text is the first member, or says the first two as `name: text`; items below it say the others.
fn from_item(members: &'static [Field], item: &Item) -> Value {
    let mut record = Map::new();
    let emphasised = item.text.starts_with(['*', '`']);
    match named(&item.text) {
        Some((name, text)) if emphasised && members.len() > 1 => {
            record.insert(members[0].name.to_owned(), Value::String(name));
            record.insert(members[1].name.to_owned(), Value::String(text));
        }
        _ => drop(record.insert(members[0].name.to_owned(), Value::String(item.text.clone()))),
    }
    for line in &item.below {
        add(members, &mut record, line);
    }
    Value::Object(record)
}

/// Add `member: text`, or a text that names no member to the last member that is a text.
fn add(members: &'static [Field], record: &mut Map<String, Value>, line: &str) {
    if line.is_empty() {
        return;
    }
    if let Some((name, text)) = named(line)
        && fields::find(members, &name).is_some()
    {
        let value = member(members, &name, &text);
        record.insert(name, value);
        return;
    }
    let last = members.iter().rev().find(|field| field.kind == Kind::Text).map_or(members[0].name, |field| field.name);
    let before = record.get(last).and_then(Value::as_str).map(|before| format!("{before} ")).unwrap_or_default();
    record.insert(last.to_owned(), Value::String(before + line));
}
