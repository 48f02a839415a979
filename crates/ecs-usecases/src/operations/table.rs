//! The macro that turns a service's table into types.

/// One row an operation: `Name -> Output, effect, repeat;`
macro_rules! operations {
    ($service:literal, $any:ident, $model:ident { $( $name:ident -> $output:ident, $effect:ident, $repeat:ident; )* }) => {
        use super::{AnyOperation, Effect, Operation, OperationInfo, Repeat, Reply};
        // Several operations may have the same output, so outputs are named by their path.
        use crate::{error::{Error, ErrorKind, Result}, model::$model::{self as shapes, $( $name, )*}};
        use serde_json::Value;

        /// The service's prefix in IAM actions.
        pub const SERVICE: &str = $service;

        /// The requests of this service.
        #[derive(Debug, Clone, PartialEq)]
        #[allow(missing_docs)]
        pub enum Request { $( $name(Box<$name>), )* }

        /// The replies of this service.
        #[derive(Debug, Clone, PartialEq)]
        #[allow(missing_docs)]
        pub enum Response { $( $name(Box<shapes::$output>), )* }

        /// Every operation of this service.
        pub const TABLE: &[&OperationInfo] = &[$( &$name::INFO, )*];

        $(
            impl Operation for $name {
                type Output = shapes::$output;
                const INFO: OperationInfo = OperationInfo { service: SERVICE, name: stringify!($name), effect: Effect::$effect, repeat: Repeat::$repeat };
                fn output(reply: Reply) -> Option<shapes::$output> {
                    match reply {
                        Reply::$any(Response::$name(output)) => Some(*output),
                        _ => None,
                    }
                }
            }
            impl From<$name> for AnyOperation {
                fn from(request: $name) -> Self {
                    Self::$any(Request::$name(Box::new(request)))
                }
            }
        )*

        impl Request {
            /// What the table says of it.
            pub fn info(&self) -> &'static OperationInfo {
                match self { $( Self::$name(_) => &$name::INFO, )* }
            }

            /// The request as AWS's JSON.
            pub fn to_json(&self) -> Value {
                let json = match self { $( Self::$name(request) => serde_json::to_value(request), )* };
                json.unwrap_or_default()
            }

            /// The request of the named operation from AWS's JSON.
            pub fn from_json(name: &str, request: Value) -> Result<Self> {
                match Self::read(name, request) {
                    Ok(Some(request)) => Ok(request),
                    Ok(None) => Err(super::unknown(SERVICE, name)),
                    Err(error) => Err(Error::new(ErrorKind::InvalidRequest, error.to_string()).during(format!("{SERVICE}:{name}"))),
                }
            }

            /// The request of the named operation from any form that its members can be read from; `None` if there is no
            /// such operation.
            pub fn read<'de, D: serde::Deserializer<'de>>(name: &str, form: D) -> std::result::Result<Option<Self>, D::Error> {
                match name {
                    $( stringify!($name) => serde::Deserialize::deserialize(form).map(|request| Some(Self::$name(request))), )*
                    _ => Ok(None),
                }
            }

            /// The reply to this operation from AWS's JSON.
            pub fn reply_from_json(&self, reply: &Value) -> Result<Response> {
                let malformed = |error: serde_json::Error| {
                    Error::new(ErrorKind::Internal, format!("the reply has another form than AWS documents: {error}")).during(self.info().action())
                };
                match self { $( Self::$name(_) => serde::Deserialize::deserialize(reply).map(Response::$name).map_err(malformed), )* }
            }
        }

        impl serde::Serialize for Response {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
                match self { $( Self::$name(output) => output.serialize(serializer), )* }
            }
        }

        impl Response {
            /// The reply as AWS's JSON.
            pub fn to_json(&self) -> Value {
                let json = match self { $( Self::$name(output) => serde_json::to_value(output), )* };
                json.unwrap_or_default()
            }
        }
    };
}

pub(crate) use operations;
