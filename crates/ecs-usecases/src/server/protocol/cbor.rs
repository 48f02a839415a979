//! RPC v2 CBOR, which current SDKs speak to CloudWatch.

use super::tree::Tree;
use crate::clock::Timestamp;
use ciborium::Value;

/// The tag of a time in seconds since 1970.
const EPOCH: u64 = 1;

/// Read a body; `Err` says why it can't be right.
pub(crate) fn read(body: &[u8]) -> Result<Tree, String> {
    if body.is_empty() {
        return Ok(Tree::Structure(Vec::new()));
    }
    let value: Value = ciborium::from_reader(body).map_err(|error| error.to_string())?;
    tree(value)
}

fn tree(value: Value) -> Result<Tree, String> {
    Ok(match value {
        Value::Null => Tree::Null,
        Value::Bool(flag) => Tree::Flag(flag),
        Value::Integer(number) => Tree::Integer(i64::try_from(i128::from(number)).map_err(|error| error.to_string())?),
        Value::Float(number) => Tree::Float(number),
        Value::Text(text) => Tree::Text(text),
        Value::Tag(EPOCH, inner) => match tree(*inner)? {
            Tree::Integer(seconds) => Tree::Time(Timestamp(seconds.saturating_mul(1000))),
            Tree::Float(seconds) => Tree::Time(Timestamp((seconds * 1000.0).round() as i64)),
            _ => return Err("a time is not a number".into()),
        },
        Value::Array(items) => Tree::List(items.into_iter().map(tree).collect::<Result<_, _>>()?),
        Value::Map(members) => {
            let member = |(name, value): (Value, Value)| match name {
                Value::Text(name) => Ok((name, tree(value)?)),
                _ => Err("a member's name is not text".to_owned()),
            };
            Tree::Structure(members.into_iter().map(member).collect::<Result<_, _>>()?)
        }
        _ => return Err("no AWS shape has such a value".into()),
    })
}

/// The body of a reply.
pub(crate) fn write(tree: &Tree) -> Vec<u8> {
    let mut body = Vec::new();
    // Nothing can go wrong when writing to memory.
    let _ = ciborium::into_writer(&value(tree), &mut body);
    body
}

fn value(tree: &Tree) -> Value {
    match tree {
        Tree::Null => Value::Null,
        Tree::Flag(flag) => Value::Bool(*flag),
        Tree::Integer(number) => Value::Integer((*number).into()),
        Tree::Float(number) => Value::Float(*number),
        Tree::Time(moment) => Value::Tag(EPOCH, Box::new(Value::Float(moment.0 as f64 / 1000.0))),
        Tree::Text(text) => Value::Text(text.clone()),
        Tree::List(items) => Value::Array(items.iter().map(value).collect()),
        Tree::Structure(members) | Tree::Map(members) => {
            let members = members.iter().filter(|(_, member)| *member != Tree::Null);
            Value::Map(members.map(|(name, member)| (Value::Text(name.clone()), value(member))).collect())
        }
    }
}
