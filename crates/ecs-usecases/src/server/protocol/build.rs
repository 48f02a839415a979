//! Makes a [`Tree`] of what a shape serialises.

use super::tree::Tree;
use crate::clock::Timestamp;
use serde::{
    Serialize, Serializer,
    de::value::Error,
    ser::{self, Error as _},
};

impl Tree {
    /// What serde makes of a shape.
    pub(crate) fn of<T: Serialize + ?Sized>(value: &T) -> Result<Self, Error> {
        value.serialize(Builder)
    }
}

/// Builds a [`Tree`] from what a shape serialises.
struct Builder;

fn unfit() -> Error {
    Error::custom("no AWS shape has such a value")
}

impl Serializer for Builder {
    type Ok = Tree;
    type Error = Error;
    type SerializeSeq = Items;
    type SerializeTuple = ser::Impossible<Tree, Error>;
    type SerializeTupleStruct = ser::Impossible<Tree, Error>;
    type SerializeTupleVariant = ser::Impossible<Tree, Error>;
    type SerializeMap = Members;
    type SerializeStruct = Members;
    type SerializeStructVariant = ser::Impossible<Tree, Error>;

    fn serialize_bool(self, value: bool) -> Result<Tree, Error> {
        Ok(Tree::Flag(value))
    }
    fn serialize_i8(self, value: i8) -> Result<Tree, Error> {
        Ok(Tree::Integer(value.into()))
    }
    fn serialize_i16(self, value: i16) -> Result<Tree, Error> {
        Ok(Tree::Integer(value.into()))
    }
    fn serialize_i32(self, value: i32) -> Result<Tree, Error> {
        Ok(Tree::Integer(value.into()))
    }
    fn serialize_i64(self, value: i64) -> Result<Tree, Error> {
        Ok(Tree::Integer(value))
    }
    fn serialize_u8(self, value: u8) -> Result<Tree, Error> {
        Ok(Tree::Integer(value.into()))
    }
    fn serialize_u16(self, value: u16) -> Result<Tree, Error> {
        Ok(Tree::Integer(value.into()))
    }
    fn serialize_u32(self, value: u32) -> Result<Tree, Error> {
        Ok(Tree::Integer(value.into()))
    }
    fn serialize_u64(self, value: u64) -> Result<Tree, Error> {
        i64::try_from(value).map_or_else(|_| Ok(Tree::Float(value as f64)), |value| Ok(Tree::Integer(value)))
    }
    fn serialize_f32(self, value: f32) -> Result<Tree, Error> {
        Ok(Tree::Float(value.into()))
    }
    fn serialize_f64(self, value: f64) -> Result<Tree, Error> {
        Ok(Tree::Float(value))
    }
    fn serialize_char(self, value: char) -> Result<Tree, Error> {
        Ok(Tree::Text(value.into()))
    }
    fn serialize_str(self, value: &str) -> Result<Tree, Error> {
        Ok(Tree::Text(value.to_owned()))
    }
    fn serialize_bytes(self, _: &[u8]) -> Result<Tree, Error> {
        Err(unfit())
    }
    fn serialize_none(self) -> Result<Tree, Error> {
        Ok(Tree::Null)
    }
    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Tree, Error> {
        value.serialize(self)
    }
    fn serialize_unit(self) -> Result<Tree, Error> {
        Ok(Tree::Null)
    }
    fn serialize_unit_struct(self, _: &'static str) -> Result<Tree, Error> {
        Ok(Tree::Null)
    }
    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<Tree, Error> {
        Ok(Tree::Text(variant.to_owned()))
    }
    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, name: &'static str, value: &T) -> Result<Tree, Error> {
        match (name, value.serialize(self)?) {
            (Timestamp::NAME, Tree::Float(seconds)) => Ok(Tree::Time(Timestamp((seconds * 1000.0).round() as i64))),
            (_, tree) => Ok(tree),
        }
    }
    fn serialize_newtype_variant<T: Serialize + ?Sized>(self, _: &'static str, _: u32, _: &'static str, _: &T) -> Result<Tree, Error> {
        Err(unfit())
    }
    fn serialize_seq(self, length: Option<usize>) -> Result<Items, Error> {
        Ok(Items(Vec::with_capacity(length.unwrap_or_default())))
    }
    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple, Error> {
        Err(unfit())
    }
    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Self::SerializeTupleStruct, Error> {
        Err(unfit())
    }
    fn serialize_tuple_variant(self, _: &'static str, _: u32, _: &'static str, _: usize) -> Result<Self::SerializeTupleVariant, Error> {
        Err(unfit())
    }
    /// A shape has members that it does not know, so that serde can't tell how many it has: that tells it from a map.
    fn serialize_map(self, length: Option<usize>) -> Result<Members, Error> {
        Ok(Members { is_map: length.is_some(), built: Vec::new(), name: String::new() })
    }
    fn serialize_struct(self, _: &'static str, length: usize) -> Result<Members, Error> {
        Ok(Members { is_map: false, built: Vec::with_capacity(length), name: String::new() })
    }
    fn serialize_struct_variant(self, _: &'static str, _: u32, _: &'static str, _: usize) -> Result<Self::SerializeStructVariant, Error> {
        Err(unfit())
    }
}

struct Items(Vec<Tree>);

impl ser::SerializeSeq for Items {
    type Ok = Tree;
    type Error = Error;
    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.0.push(value.serialize(Builder)?);
        Ok(())
    }
    fn end(self) -> Result<Tree, Error> {
        Ok(Tree::List(self.0))
    }
}

struct Members {
    is_map: bool,
    built: Vec<(String, Tree)>,
    name: String,
}

impl Members {
    fn close(self) -> Tree {
        if self.is_map { Tree::Map(self.built) } else { Tree::Structure(self.built) }
    }
}

impl ser::SerializeMap for Members {
    type Ok = Tree;
    type Error = Error;
    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        self.name = match key.serialize(Builder)? {
            Tree::Text(name) => name,
            Tree::Integer(number) => number.to_string(),
            _ => return Err(unfit()),
        };
        Ok(())
    }
    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.built.push((std::mem::take(&mut self.name), value.serialize(Builder)?));
        Ok(())
    }
    fn end(self) -> Result<Tree, Error> {
        Ok(self.close())
    }
}

impl ser::SerializeStruct for Members {
    type Ok = Tree;
    type Error = Error;
    fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Error> {
        self.built.push((name.to_owned(), value.serialize(Builder)?));
        Ok(())
    }
    fn end(self) -> Result<Tree, Error> {
        Ok(self.close())
    }
}
