//! How the operations of REST-JSON services are sent: the method, the path, and which member goes where.
//!
//! A shape's JSON has all of its members by their names; on the wire some of them are in the path, in the query or in headers,
//! and one may be the whole body. The rows are made from botocore's models.

mod table;

pub use table::SERVICES;

/// A service that speaks REST-JSON. Times in its bodies are text (RFC 3339).
#[derive(Debug, PartialEq, Eq)]
pub struct RestService {
    /// The service as in the operations table.
    pub service: &'static str,
    /// Its errors, and the HTTP status of each.
    pub errors: &'static [(&'static str, u16)],
    /// Its operations.
    pub operations: &'static [RestOperation],
}

/// How an operation is sent and answered.
#[derive(Debug, PartialEq, Eq)]
pub struct RestOperation {
    /// AWS's name of the operation.
    pub name: &'static str,
    /// The HTTP method.
    pub method: &'static str,
    /// The path, with `{Member}` where a member goes.
    pub path: &'static str,
    /// The HTTP status of success.
    pub status: u16,
    /// The members of the request that are not in a JSON body.
    pub request: &'static [Placed],
    /// The members of the reply that are not in a JSON body.
    pub reply: &'static [Placed],
}

/// A member that is not in a JSON body.
#[derive(Debug, PartialEq, Eq)]
pub struct Placed {
    /// Its name in the shape.
    pub member: &'static str,
    /// Where it goes.
    pub place: Place,
    /// Its name there.
    pub name: &'static str,
    /// What it is.
    pub kind: Kind,
}

/// Where a member goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Into the path.
    Path,
    /// Into the query.
    Query,
    /// Into a header.
    Header,
    /// It is the body, as it is: a blob, which is text in the shapes.
    Payload,
}

/// What a member is that is written as text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// A whole number.
    Integer,
    /// `true` or `false`.
    Flag,
}

/// The service of this name, if it speaks REST-JSON.
pub fn service(name: &str) -> Option<&'static RestService> {
    SERVICES.iter().find(|known| known.service == name)
}

/// An operation that a request line is of.
#[derive(Debug)]
pub struct Found<'a> {
    /// The service.
    pub service: &'static RestService,
    /// The operation.
    pub operation: &'static RestOperation,
    /// The members that are in the path, by their names there, as they are written there.
    pub path: Vec<(&'static str, &'a str)>,
}

/// The operation of this method and path, without its query.
pub fn find<'a>(method: &str, path: &'a str) -> Option<Found<'a>> {
    let rows = SERVICES.iter().flat_map(|service| service.operations.iter().map(move |operation| (service, operation)));
    let mut fitting = rows.filter(|(_, operation)| operation.method == method);
    fitting.find_map(|(service, operation)| segments(operation, path).map(|path| Found { service, operation, path }))
}

/// The parts of a path that stand for members; `None` if it is another operation's path.
fn segments<'a>(operation: &RestOperation, path: &'a str) -> Option<Vec<(&'static str, &'a str)>> {
    let (mut wanted, mut given) = (operation.path.split('/'), path.split('/'));
    let mut found = Vec::new();
    loop {
        match (wanted.next(), given.next()) {
            (None, None) => return Some(found),
            (Some(wanted), Some(given)) => match wanted.strip_prefix('{').and_then(|wanted| wanted.strip_suffix('}')) {
                Some(member) if !given.is_empty() => found.push((member, given)),
                None if wanted == given => {}
                _ => return None,
            },
            _ => return None,
        }
    }
}

impl RestService {
    /// An operation by its name.
    pub fn operation(&self, name: &str) -> Option<&'static RestOperation> {
        self.operations.iter().find(|known| known.name == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::AnyOperation;

    #[test]
    fn every_operation_of_a_rest_service_has_its_row() {
        for known in SERVICES {
            let table = AnyOperation::table();
            let names: Vec<&str> = table.iter().filter(|info| info.service == known.service).map(|info| info.name).collect();
            let rows: Vec<&str> = known.operations.iter().map(|row| row.name).collect();
            assert_eq!(rows, names, "{}", known.service);
        }
    }

    #[test]
    fn paths_name_the_members_that_go_there() {
        for row in SERVICES.iter().flat_map(|known| known.operations) {
            let named: Vec<&str> = row.path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}')).collect();
            let placed: Vec<&str> = row.request.iter().filter(|placed| placed.place == Place::Path).map(|placed| placed.name).collect();
            assert_eq!(placed, named, "{}", row.name);
        }
    }
}
