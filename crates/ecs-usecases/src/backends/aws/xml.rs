//! Reads an XML element into a shape. The shape decides what text is: a number, a time, a list.

use crate::clock::Timestamp;
use roxmltree::Node;
use serde::{
    Deserializer,
    de::{
        Error, IntoDeserializer, Visitor,
        value::{MapDeserializer, SeqDeserializer},
    },
    forward_to_deserialize_any,
};

/// Why an element does not fit the shape.
pub(super) type Mismatch = serde::de::value::Error;

/// One element, to be deserialised.
#[derive(Clone, Copy)]
pub(super) struct Element<'a, 'input>(pub(super) Node<'a, 'input>);

impl<'a, 'input: 'a> Element<'a, 'input> {
    fn children(self) -> impl Iterator<Item = Self> {
        self.0.children().filter(Node::is_element).map(Self)
    }

    fn name(self) -> &'a str {
        self.0.tag_name().name()
    }

    fn text(self) -> &'a str {
        self.0.text().unwrap_or_default()
    }

    fn child(self, name: &str) -> Option<Self> {
        self.children().find(|child| child.name() == name)
    }

    /// Whether it has children, all of this name.
    fn is_made_of(self, name: &str) -> bool {
        self.children().next().is_some() && self.children().all(|child| child.name() == name)
    }

    fn parse<T: std::str::FromStr>(self) -> Result<T, Mismatch> {
        let text = self.text().trim();
        text.parse().map_err(|_| Mismatch::custom(format!("`{text}` in <{}> is not a {}", self.name(), std::any::type_name::<T>())))
    }
}

macro_rules! numbers {
    ($( $deserialize:ident $visit:ident )*) => { $(
        fn $deserialize<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
            visitor.$visit(self.parse()?)
        }
    )* };
}

impl<'de, 'a, 'input: 'a> Deserializer<'de> for Element<'a, 'input> {
    type Error = Mismatch;

    numbers! {
        deserialize_bool visit_bool
        deserialize_i8 visit_i8
        deserialize_i16 visit_i16
        deserialize_i32 visit_i32
        deserialize_i64 visit_i64
        deserialize_u8 visit_u8
        deserialize_u16 visit_u16
        deserialize_u32 visit_u32
        deserialize_u64 visit_u64
        deserialize_f32 visit_f32
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        // A time is a number in our shapes, and RFC 3339 in XML.
        match Timestamp::parse(self.text().trim()) {
            Some(moment) => visitor.visit_f64(moment.0 as f64 / 1000.0),
            None => visitor.visit_f64(self.parse()?),
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        visitor.visit_str(self.text())
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        visitor.visit_str(self.text())
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        visitor.visit_some(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        visitor.visit_seq(SeqDeserializer::new(self.children()))
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        if self.is_made_of("entry") {
            let entries = self.children().filter_map(|entry| Some((entry.child("key")?, entry.child("value")?)));
            visitor.visit_map(MapDeserializer::new(entries))
        } else {
            visitor.visit_map(MapDeserializer::new(self.children().map(|child| (child.name(), child))))
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(self, _: &'static str, _: &'static [&'static str], visitor: V) -> Result<V::Value, Mismatch> {
        self.deserialize_map(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Mismatch> {
        visitor.visit_newtype_struct(self)
    }

    /// A member that no shape names: its form tells what it is, as far as it can.
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        if self.is_made_of("member") {
            self.deserialize_seq(visitor)
        } else if self.children().next().is_some() {
            self.deserialize_map(visitor)
        } else {
            self.deserialize_str(visitor)
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! { i128 u128 char bytes byte_buf unit unit_struct tuple tuple_struct enum identifier }
}

impl<'a, 'input: 'a> IntoDeserializer<'_, Mismatch> for Element<'a, 'input> {
    type Deserializer = Self;
    fn into_deserializer(self) -> Self {
        self
    }
}
