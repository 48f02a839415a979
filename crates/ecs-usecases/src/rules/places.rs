//! Where the members of a task definition stand in its file.

use super::posture::FilePlace;
use jsonc_parser::{
    CollectOptions, ParseOptions,
    ast::{Object, ObjectProp, Value},
    common::{Range, Ranged},
    parse_to_ast,
};

/// A file whose members can be found by their paths.
#[derive(Debug)]
pub(crate) struct Places<'a> {
    root: Option<Value<'a>>,
    text: &'a str,
    /// The byte at which each line starts.
    lines: Vec<usize>,
}

/// What is at the end of a path, as far as it is there.
struct Found<'a, 'b> {
    value: &'b Value<'a>,
    /// What to point at if the path goes on.
    sign: Range,
    /// What to point at if the path ends here.
    whole: Range,
}

impl<'a> Places<'a> {
    /// Of a text that is JSON; of any other the places are all its start.
    pub(crate) fn of(text: &'a str) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let root = parse_to_ast(text, &CollectOptions::default(), &ParseOptions::default()).ok().and_then(|parsed| parsed.value);
        let lines = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { root, text, lines }
    }

    /// The place of the member at this path, such as `containerDefinitions[0].privileged`, or of the nearest part around it.
    pub(crate) fn find(&self, path: &str) -> FilePlace {
        let Some(root) = &self.root else { return self.place(Range::new(0, 0)) };
        let outer = Found { value: root, sign: opening(root), whole: opening(root) };
        let inner = match root {
            Value::Object(object) if get(object, "containerDefinitions").is_none() => get(object, "taskDefinition").map(of_member),
            _ => None,
        };
        // Of an answer the tags stand beside the definition.
        let start = match inner {
            Some(inner) if path.is_empty() || step(&inner, path).is_some() => inner,
            Some(inner) => {
                if step(&outer, path).is_some() {
                    outer
                } else {
                    inner
                }
            }
            None => outer,
        };
        let mut found = start;
        let mut rest = path;
        while !rest.is_empty() {
            let Some((next, after)) = step(&found, rest) else { return self.place(found.sign) };
            (found, rest) = (next, after);
        }
        self.place(found.whole)
    }

    fn place(&self, range: Range) -> FilePlace {
        let (line, column) = self.line_and_column(range.start);
        let (end_line, end_column) = self.line_and_column(range.end);
        FilePlace { line, column, end_line, end_column }
    }

    fn line_and_column(&self, at: usize) -> (u32, u32) {
        let line = self.lines.partition_point(|start| *start <= at).max(1);
        let before = self.text.get(self.lines[line - 1]..at).unwrap_or_default();
        (line as u32, before.chars().count() as u32 + 1)
    }
}

/// The sign with which a value starts.
fn opening(value: &Value<'_>) -> Range {
    let range = value.range();
    match value {
        Value::Object(_) | Value::Array(_) => Range::new(range.start, range.start + 1),
        _ => range,
    }
}

fn of_member<'a, 'b>(member: &'b ObjectProp<'a>) -> Found<'a, 'b> {
    Found { value: &member.value, sign: member.name.range(), whole: member.range }
}

/// The member that a reader of JSON takes: the last of its name.
fn get<'a, 'b>(object: &'b Object<'a>, name: &str) -> Option<&'b ObjectProp<'a>> {
    object.properties.iter().rev().find(|member| member.name.as_str() == name)
}

/// One step along the path, and what is left of it.
fn step<'a, 'b, 'p>(from: &Found<'a, 'b>, path: &'p str) -> Option<(Found<'a, 'b>, &'p str)> {
    match from.value {
        Value::Array(array) => {
            let (index, rest) = path.strip_prefix('[')?.split_once(']')?;
            let value = array.elements.get(index.parse::<usize>().ok()?)?;
            Some((Found { value, sign: opening(value), whole: value.range() }, rest.strip_prefix('.').unwrap_or(rest)))
        }
        Value::Object(object) => {
            // Names of options have dots in them, so that the longest name that fits is meant.
            let rest_of = |name: &str| path.strip_prefix(name).filter(|rest| rest.is_empty() || rest.starts_with(['.', '[']));
            let fitting = object.properties.iter().filter(|member| rest_of(member.name.as_str()).is_some());
            let name = fitting.map(|member| member.name.as_str()).max_by_key(|name| name.len())?;
            let rest = rest_of(name)?;
            Some((of_member(get(object, name)?), rest.strip_prefix('.').unwrap_or(rest)))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::Places;
    use proptest::prelude::*;

    const FILE: &str = "{\n  \"family\": \"wéb\", \"cpu\": \"1\",\n  \"containerDefinitions\": [\n    { \"name\": \"a\" },\n    {\n      \"logConfiguration\": { \"options\": { \"mode.a\": \"x\", \"mode\": [1, 2] } }\n    }\n  ],\n  \"volumes\": [],\n  \"volumes\": [{}]\n}\n";

    #[test]
    fn members_and_what_stands_around_them_are_found() {
        let places = Places::of(FILE);
        for (path, expected) in [
            ("", (1, 1, 1, 2)),
            ("family", (2, 3, 2, 18)),
            ("cpu", (2, 20, 2, 30)),
            ("memory", (1, 1, 1, 2)),
            ("containerDefinitions[0].name", (4, 7, 4, 18)),
            ("containerDefinitions[0].image", (4, 5, 4, 6)),
            ("containerDefinitions[0]", (4, 5, 4, 20)),
            ("containerDefinitions[1].logConfiguration.options.mode.a", (6, 42, 6, 55)),
            ("containerDefinitions[1].logConfiguration.options.mode[1]", (6, 69, 6, 70)),
            ("containerDefinitions[1].logConfiguration.options.other", (6, 29, 6, 38)),
            ("containerDefinitions[7].name", (3, 3, 3, 25)),
            ("volumes[0].name", (10, 15, 10, 16)),
        ] {
            let place = places.find(path);
            assert_eq!((place.line, place.column, place.end_line, place.end_column), expected, "{path}");
        }
    }

    #[test]
    fn an_answer_has_tags_beside_the_definition() {
        let places = Places::of("{\n\"taskDefinition\": {\n\"family\": \"web\"\n},\n\"tags\": []\n}");
        for (path, line) in [("family", 3), ("tags", 5), ("cpu", 2), ("", 2)] {
            assert_eq!(places.find(path).line, line, "{path}");
        }
    }

    proptest! {
        #[test]
        fn no_text_and_no_path_panics(text in any::<String>(), path in any::<String>()) {
            Places::of(&text).find(&path);
        }

        #[test]
        fn no_path_in_a_file_panics(path in "(containerDefinitions|volumes|family|\\[|\\]|[0-9]{1,20}|\\.|options|mode|é){0,8}", cut in any::<prop::sample::Index>()) {
            let places = Places::of(FILE);
            let place = places.find(&path);
            prop_assert!(place.line >= 1 && (place.line, place.column) <= (place.end_line, place.end_column));
            let end = (0..=cut.index(FILE.len())).rev().find(|end| FILE.is_char_boundary(*end)).unwrap_or(0);
            Places::of(&FILE[..end]).find(&path);
        }
    }
}
