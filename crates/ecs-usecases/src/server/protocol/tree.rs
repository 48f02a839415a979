//! A value between a wire format and a shape, for the formats that serde has no crate for or that have times of their own.
//!
//! Reading is lenient as the Query protocol needs it: text is what the shape says it is, a number, a flag, a time.

use crate::clock::Timestamp;
use serde::{
    Deserializer,
    de::{
        Error as _, IntoDeserializer, Visitor,
        value::{Error, MapDeserializer, SeqDeserializer},
    },
    forward_to_deserialize_any,
};

/// A value of any AWS protocol.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Tree {
    Null,
    Flag(bool),
    Integer(i64),
    Float(f64),
    Time(Timestamp),
    Text(String),
    List(Vec<Tree>),
    /// Members by name.
    Structure(Vec<(String, Tree)>),
    /// Entries by key: user data.
    Map(Vec<(String, Tree)>),
}

macro_rules! parsed {
    ($( $deserialize:ident $visit:ident $kind:ty, )*) => { $(
        fn $deserialize<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            match &self {
                Tree::Text(text) => {
                    let parsed: $kind = text.trim().parse().map_err(|_| Error::custom(format!("`{text}` is not a {}", stringify!($kind))))?;
                    visitor.$visit(parsed)
                }
                _ => self.deserialize_any(visitor),
            }
        }
    )* };
}

impl<'de> Deserializer<'de> for Tree {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Tree::Null => visitor.visit_unit(),
            Tree::Flag(flag) => visitor.visit_bool(flag),
            Tree::Integer(number) => visitor.visit_i64(number),
            Tree::Float(number) => visitor.visit_f64(number),
            Tree::Time(moment) => visitor.visit_f64(moment.0 as f64 / 1000.0),
            Tree::Text(text) => visitor.visit_string(text),
            Tree::List(items) => visitor.visit_seq(SeqDeserializer::new(items.into_iter())),
            Tree::Structure(members) | Tree::Map(members) => visitor.visit_map(MapDeserializer::new(members.into_iter())),
        }
    }

    parsed! {
        deserialize_bool visit_bool bool,
        deserialize_i32 visit_i32 i32,
        deserialize_i64 visit_i64 i64,
        deserialize_u32 visit_u32 u32,
        deserialize_u64 visit_u64 u64,
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match &self {
            Tree::Text(text) => match Timestamp::parse(text.trim()) {
                Some(moment) => visitor.visit_f64(moment.0 as f64 / 1000.0),
                None => visitor.visit_f64(text.trim().parse().map_err(|_| Error::custom(format!("`{text}` is not a number or a time")))?),
            },
            Tree::Integer(number) => visitor.visit_f64(*number as f64),
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Tree::Null => visitor.visit_none(),
            some => visitor.visit_some(some),
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match &self {
            // The Query protocol says an empty list with an empty value.
            Tree::Text(text) if text.is_empty() => Tree::List(Vec::new()).deserialize_any(visitor),
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    forward_to_deserialize_any! {
        i8 i16 u8 u16 f32 i128 u128 char str string bytes byte_buf unit unit_struct tuple tuple_struct map struct enum identifier
        ignored_any
    }
}

impl IntoDeserializer<'_, Error> for Tree {
    type Deserializer = Self;
    fn into_deserializer(self) -> Self {
        self
    }
}
