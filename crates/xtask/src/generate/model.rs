//! What the generator makes code from: definitions read from the schemas, with everything refused that has no clean form in
//! every language.

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The form of a value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Type {
    /// Any JSON: a document whose shape is not ours.
    Any,
    String,
    Integer,
    Number,
    Boolean,
    /// A span of time.
    Duration,
    /// A moment, as RFC 3339 text.
    Moment,
    /// A definition.
    Named(String),
    List(Box<Type>),
    /// Keys that are data, not field names.
    Map(Box<Type>),
    Nullable(Box<Type>),
}

impl Type {
    /// The definition that it mentions.
    pub(crate) fn mentions(&self) -> Option<&str> {
        match self {
            Self::Named(name) => Some(name),
            Self::List(inner) | Self::Map(inner) | Self::Nullable(inner) => inner.mentions(),
            _ => None,
        }
    }
}

/// A field of a structure.
#[derive(Debug, Clone)]
pub(crate) struct Field {
    pub(crate) name: String,
    pub(crate) doc: String,
    pub(crate) form: Type,
    pub(crate) required: bool,
    pub(crate) default: Option<Value>,
}

/// A variant of an enumeration that carries its name in `type`.
#[derive(Debug, Clone)]
pub(crate) struct Variant {
    pub(crate) tag: String,
    pub(crate) doc: String,
    pub(crate) fields: Vec<Field>,
}

/// What a definition is.
#[derive(Debug, Clone)]
pub(crate) enum Kind {
    Record(Vec<Field>),
    Tagged(Vec<Variant>),
    /// A string out of these.
    Strings(Vec<String>),
    Alias(Type),
}

/// A named type.
#[derive(Debug, Clone)]
pub(crate) struct Definition {
    pub(crate) doc: String,
    pub(crate) kind: Kind,
}

impl Definition {
    /// All its fields, also those of its variants.
    pub(crate) fn fields(&self) -> Vec<&Field> {
        match &self.kind {
            Kind::Record(fields) => fields.iter().collect(),
            Kind::Tagged(variants) => variants.iter().flat_map(|variant| &variant.fields).collect(),
            Kind::Strings(_) | Kind::Alias(_) => Vec::new(),
        }
    }

    /// The definitions that it mentions.
    pub(crate) fn mentions(&self) -> BTreeSet<&str> {
        let alias = if let Kind::Alias(form) = &self.kind { form.mentions() } else { None };
        self.fields().into_iter().filter_map(|field| field.form.mentions()).chain(alias).collect()
    }

    /// Whether a value has the same form on both sides, but for the definitions that it mentions.
    fn same_as(&self, other: &Self) -> bool {
        let alike = |ours: &[Field], others: &[Field]| {
            ours.len() == others.len()
                && ours.iter().zip(others).all(|(a, b)| a.name == b.name && a.required == b.required && a.form == b.form)
        };
        match (&self.kind, &other.kind) {
            (Kind::Record(ours), Kind::Record(others)) => alike(ours, others),
            (Kind::Tagged(ours), Kind::Tagged(others)) => {
                ours.len() == others.len() && ours.iter().zip(others).all(|(a, b)| a.tag == b.tag && alike(&a.fields, &b.fields))
            }
            (Kind::Strings(ours), Kind::Strings(others)) => ours == others,
            (Kind::Alias(ours), Kind::Alias(other)) => ours == other,
            _ => false,
        }
    }

    fn is_structure(&self) -> bool {
        matches!(self.kind, Kind::Record(_) | Kind::Tagged(_))
    }
}

/// Definitions by name, in the order in which they were met.
#[derive(Debug, Clone, Default)]
pub(crate) struct Definitions {
    pub(crate) order: Vec<String>,
    by_name: BTreeMap<String, Definition>,
}

impl Definitions {
    pub(crate) fn insert(&mut self, name: String, definition: Definition) {
        self.order.push(name.clone());
        self.by_name.insert(name, definition);
    }

    pub(crate) fn get(&self, name: &str) -> Option<&Definition> {
        self.by_name.get(name)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&String, &Definition)> {
        self.order.iter().filter_map(|name| self.by_name.get_key_value(name))
    }

    /// These and everything that they mention.
    pub(crate) fn reach<'a>(&'a self, from: impl IntoIterator<Item = &'a str>) -> BTreeSet<&'a str> {
        let mut open: Vec<&str> = from.into_iter().collect();
        let mut seen = BTreeSet::new();
        while let Some(name) = open.pop() {
            if seen.insert(name)
                && let Some(definition) = self.get(name)
            {
                open.extend(definition.mentions());
            }
        }
        seen
    }
}

/// A use case.
#[derive(Debug, Clone)]
pub(crate) struct Case {
    /// Its name on the wire.
    pub(crate) name: String,
    /// The definition of its request.
    pub(crate) request: String,
    /// The definition of its outcome.
    pub(crate) outcome: String,
}

/// Everything that the bindings have in common.
#[derive(Debug, Clone, Default)]
pub(crate) struct Api {
    pub(crate) cases: Vec<Case>,
    /// What callers write.
    pub(crate) inputs: Definitions,
    /// What callers read.
    pub(crate) outputs: Definitions,
}

impl Api {
    /// Definitions that callers write in another form than they read.
    pub(crate) fn differing(&self) -> BTreeSet<&str> {
        let both = |name: &&String| self.outputs.get(name).is_some();
        let shared: Vec<&str> = self.inputs.order.iter().filter(both).map(String::as_str).collect();
        let mut differing: BTreeSet<&str> = shared
            .iter()
            .copied()
            .filter(|name| match (self.inputs.get(name), self.outputs.get(name)) {
                (Some(input), Some(output)) => !input.same_as(output) || has_duration(input),
                _ => false,
            })
            .collect();
        self.spread(&shared, &mut differing);
        differing
    }

    /// Definitions on both sides that are structures: callers write them as mappings, and read them as objects.
    pub(crate) fn shared_structures(&self) -> BTreeSet<&str> {
        let both = |name: &&String| self.outputs.get(name).is_some();
        let shared: Vec<&str> = self.inputs.order.iter().filter(both).map(String::as_str).collect();
        let mut structures: BTreeSet<&str> =
            shared.iter().copied().filter(|name| self.inputs.get(name).is_some_and(Definition::is_structure)).collect();
        self.spread(&shared, &mut structures);
        structures
    }

    /// A definition that mentions one of `names` is one of them.
    fn spread<'a>(&'a self, shared: &[&'a str], names: &mut BTreeSet<&'a str>) {
        loop {
            let more: Vec<&str> = shared
                .iter()
                .copied()
                .filter(|name| !names.contains(name))
                .filter(|name| {
                    self.inputs.get(name).is_some_and(|definition| definition.mentions().iter().any(|other| names.contains(other)))
                })
                .collect();
            if more.is_empty() {
                return;
            }
            names.extend(more);
        }
    }
}

/// Callers may write a span in more ways than they read one.
fn has_duration(definition: &Definition) -> bool {
    fn is_duration(form: &Type) -> bool {
        match form {
            Type::Duration => true,
            Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) => is_duration(inner),
            _ => false,
        }
    }
    let alias = if let Kind::Alias(form) = &definition.kind { is_duration(form) } else { false };
    alias || definition.fields().iter().any(|field| is_duration(&field.form))
}
