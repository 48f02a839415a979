//! The two forms that every AWS shape takes here.

use serde_json::{Map, Value};
use std::cell::Cell;

/// Members that AWS sent and this version does not name; kept and sent back.
pub type Extra = Map<String, Value>;

thread_local! {
    static WITH_EMPTY_LISTS: Cell<bool> = const { Cell::new(false) };
}

/// Write shapes as AWS answers: with the lists and maps that are empty, which its clients count on. Everywhere else these are left
/// out, since what AWS did not send must not be sent to it.
pub(crate) fn with_empty_lists<R>(write: impl FnOnce() -> R) -> R {
    struct Reset;
    impl Drop for Reset {
        fn drop(&mut self) {
            WITH_EMPTY_LISTS.set(false);
        }
    }
    WITH_EMPTY_LISTS.set(true);
    let _reset = Reset;
    write()
}

/// A secret value: plain in AWS's JSON, which has to carry it, and never shown otherwise.
#[derive(Clone, Default, PartialEq, Eq, serde::Serialize)]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    /// The value itself.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl<T: Into<String>> From<T> for Secret {
    fn from(value: T) -> Self {
        Self(value.into())
    }
}

impl<'de> serde::Deserialize<'de> for Secret {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // The error of a value that is no text would show the value.
        String::deserialize(deserializer).map(Self).map_err(|_| serde::de::Error::custom("a secret value must be a string"))
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("[secret]")
    }
}

/// Whether a member is left out of the JSON.
pub(crate) trait Absent {
    fn absent(&self) -> bool {
        false
    }
}

impl<T> Absent for Option<T> {
    fn absent(&self) -> bool {
        self.is_none()
    }
}
impl<T> Absent for Vec<T> {
    fn absent(&self) -> bool {
        self.is_empty() && !WITH_EMPTY_LISTS.get()
    }
}
impl<K, V> Absent for std::collections::BTreeMap<K, V> {
    fn absent(&self) -> bool {
        self.is_empty() && !WITH_EMPTY_LISTS.get()
    }
}
impl Absent for String {}
impl Absent for Secret {}
impl Absent for i32 {}
impl Absent for i64 {}
impl Absent for f64 {}
impl Absent for bool {}
impl Absent for super::Timestamp {}

/// A structure: AWS's member names in JSON, absent members left out, unknown members kept in `extra`.
macro_rules! shape {
    (camel $name:ident { $($body:tt)* }) => { $crate::model::shape::shape! { @ "camelCase" $name { $($body)* } } };
    (pascal $name:ident { $($body:tt)* }) => { $crate::model::shape::shape! { @ "PascalCase" $name { $($body)* } } };
    (@ $style:literal $name:ident { $( $([$rename:literal])? $field:ident : $kind:ty, )* }) => {
        #[derive(Debug, Clone, Default, PartialEq, serde::Serialize, serde::Deserialize)]
        #[serde(default, rename_all = $style)]
        pub struct $name {
            $(
                $(#[serde(rename = $rename)])?
                #[serde(skip_serializing_if = "crate::model::shape::Absent::absent")]
                pub $field: $kind,
            )*
            #[serde(flatten)]
            pub extra: $crate::model::shape::Extra,
        }
        impl $crate::model::shape::Absent for $name {}
    };
}

/// An enumeration that AWS may extend: an unknown value is kept as it came.
macro_rules! open_enum {
    ($name:ident { $( $variant:ident = $value:literal, )* }) => {
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $( $variant, )*
            /// A value that this version does not know.
            Unknown(Box<str>),
        }
        impl $name {
            /// The value as AWS writes it.
            pub fn as_str(&self) -> &str {
                match self {
                    $( Self::$variant => $value, )*
                    Self::Unknown(other) => other,
                }
            }
        }
        impl Default for $name {
            fn default() -> Self {
                Self::Unknown(Box::default())
            }
        }
        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                match text {
                    $( $value => Self::$variant, )*
                    other => Self::Unknown(other.into()),
                }
            }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str> as serde::Deserialize>::deserialize(deserializer)?;
                Ok(Self::from(&*text))
            }
        }
        impl $crate::model::shape::Absent for $name {}
    };
}

pub(crate) use {open_enum, shape};
