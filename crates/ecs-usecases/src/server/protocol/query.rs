//! The Query protocol: a form in, XML out.

use super::tree::Tree;
use quick_xml::escape::escape;
use std::{collections::BTreeMap, fmt::Write};

/// No shape of AWS nests deeper, and nobody can make us build a deeper one.
const DEEPEST: usize = 32;

/// A node of the names in a form, which are paths such as `Actions.member.1.TargetGroupArn`.
#[derive(Default)]
struct Node {
    text: Option<String>,
    children: BTreeMap<String, Node>,
}

/// What a form says: the action, the version, and the request.
#[derive(Debug)]
pub(crate) struct Form {
    pub(crate) action: String,
    pub(crate) version: String,
    pub(crate) request: Tree,
}

/// Read a form; `Err` says why it can't be right.
pub(crate) fn read(body: &[u8]) -> Result<Form, String> {
    let (mut action, mut version) = (String::new(), String::new());
    let mut root = Node::default();
    for (name, value) in form_urlencoded::parse(body) {
        match &*name {
            "Action" => action = value.into_owned(),
            "Version" => version = value.into_owned(),
            "" => {}
            path => {
                let mut node = &mut root;
                for (depth, part) in path.split('.').enumerate() {
                    if depth == DEEPEST {
                        return Err("a parameter's name has too many parts".into());
                    }
                    node = node.children.entry(part.to_owned()).or_default();
                }
                if node.text.replace(value.into_owned()).is_some() {
                    return Err(format!("{path} is given twice"));
                }
            }
        }
    }
    let request = if root.children.is_empty() { Tree::Structure(Vec::new()) } else { tree(root) };
    Ok(Form { action, version, request })
}

fn tree(node: Node) -> Tree {
    let Node { text, mut children } = node;
    if children.is_empty() {
        return Tree::Text(text.unwrap_or_default());
    }
    if children.len() == 1 {
        if let Some(items) = children.remove("member") {
            return Tree::List(in_order(items).map(tree).collect());
        }
        if let Some(entries) = children.remove("entry") {
            let pair = |mut entry: Node| {
                let key = entry.children.remove("key").and_then(|key| key.text).unwrap_or_default();
                (key, entry.children.remove("value").map_or(Tree::Null, tree))
            };
            return Tree::Map(in_order(entries).map(pair).collect());
        }
    }
    Tree::Structure(children.into_iter().map(|(name, child)| (name, tree(child))).collect())
}

/// The children of a list by their numbers, whatever these are.
fn in_order(node: Node) -> impl Iterator<Item = Node> {
    let mut items: Vec<(u64, Node)> = node.children.into_iter().map(|(number, item)| (number.parse().unwrap_or(u64::MAX), item)).collect();
    items.sort_by_key(|(number, _)| *number);
    items.into_iter().map(|(_, item)| item)
}

/// The XML of a reply.
pub(crate) fn reply(namespace: &str, operation: &str, result: &Tree, request_id: &str) -> String {
    let mut xml = format!("<{operation}Response xmlns=\"{namespace}\"><{operation}Result>");
    element_content(&mut xml, result);
    let _ =
        write!(xml, "</{operation}Result><ResponseMetadata><RequestId>{request_id}</RequestId></ResponseMetadata></{operation}Response>");
    xml
}

/// The XML of an error.
pub(crate) fn error(namespace: &str, sender: bool, code: &str, message: &str, request_id: &str) -> String {
    let kind = if sender { "Sender" } else { "Receiver" };
    format!(
        "<ErrorResponse xmlns=\"{namespace}\"><Error><Type>{kind}</Type><Code>{}</Code><Message>{}</Message></Error>\
         <RequestId>{request_id}</RequestId></ErrorResponse>",
        text(code),
        text(message)
    )
}

fn element(xml: &mut String, name: &str, value: &Tree) {
    if *value == Tree::Null {
        return;
    }
    let _ = write!(xml, "<{name}>");
    element_content(xml, value);
    let _ = write!(xml, "</{name}>");
}

fn element_content(xml: &mut String, value: &Tree) {
    match value {
        Tree::Null => {}
        Tree::Flag(flag) => drop(write!(xml, "{flag}")),
        Tree::Integer(number) => drop(write!(xml, "{number}")),
        Tree::Float(number) => drop(write!(xml, "{number}")),
        Tree::Time(moment) => drop(write!(xml, "{moment}")),
        Tree::Text(words) => xml.push_str(&text(words)),
        Tree::List(items) => items.iter().for_each(|item| element(xml, "member", item)),
        Tree::Structure(members) => members.iter().filter(|(name, _)| is_name(name)).for_each(|(name, member)| element(xml, name, member)),
        Tree::Map(entries) => {
            for (key, value) in entries {
                let _ = write!(xml, "<entry><key>{}</key>", text(key));
                element(xml, "value", value);
                xml.push_str("</entry>");
            }
        }
    }
}

/// Text with what XML 1.0 can't hold, not even escaped, replaced.
fn text(words: &str) -> String {
    let fits = |sign: char| matches!(sign, '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    let words: String = words.chars().map(|sign| if fits(sign) { sign } else { '\u{fffd}' }).collect();
    // A raw carriage return would be read as a line feed.
    escape(&words).replace('\r', "&#13;")
}

/// Members that a caller made up and the world kept must not become markup.
fn is_name(name: &str) -> bool {
    name.starts_with(|sign: char| sign.is_ascii_alphabetic() || sign == '_')
        && name.chars().all(|sign| sign.is_ascii_alphanumeric() || matches!(sign, '_' | '-' | '.'))
}
