//! [`ImageReference`]: the name of an image, as people and task definitions write it.

use crate::{
    backend::Scope,
    error::{Error, Result},
};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};
use std::{borrow::Cow, fmt, str::FromStr};

/// The name of an image: `repository:tag`, `repository@sha256:...` or the same after a registry's host.
///
/// It follows the grammar of the OCI distribution specification. Without a host it means, as the image that a use case
/// deploys, the ECR registry of the run's own account and Region; in a task definition, Docker Hub.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ImageReference(String);

/// An ECR registry that a host names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EcrRegistry {
    /// Account id.
    pub account: String,
    /// Region name.
    pub region: String,
}

impl EcrRegistry {
    /// The registry behind a host name, if it is one of ECR's private registries.
    pub fn of_host(host: &str) -> Option<Self> {
        let (account, rest) = host.split_once('.')?;
        if account.len() != 12 || !account.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let classic = ["dkr.ecr.", "dkr.ecr-fips."].iter().find_map(|prefix| rest.strip_prefix(prefix));
        let region = match classic {
            Some(rest) => rest.strip_suffix(".amazonaws.com.cn").or_else(|| rest.strip_suffix(".amazonaws.com")),
            None => rest
                .strip_prefix("dkr-ecr.")
                .or_else(|| rest.strip_prefix("dkr-ecr-fips."))
                .and_then(|rest| rest.strip_suffix(".on.aws").or_else(|| rest.strip_suffix(".on.amazonwebservices.com.cn"))),
        }?;
        let named = !region.is_empty() && region.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        named.then(|| Self { account: account.to_owned(), region: region.to_owned() })
    }

    /// Whether it is the registry of this account and Region.
    pub fn is_of(&self, scope: &Scope) -> bool {
        self.account == scope.account && self.region == scope.region
    }

    /// The host of the registry of this account and Region.
    pub fn host_of(scope: &Scope) -> String {
        let suffix = if scope.region.starts_with("cn-") { ".cn" } else { "" };
        format!("{}.dkr.ecr.{}.amazonaws.com{suffix}", scope.account, scope.region)
    }
}

impl ImageReference {
    /// Read a reference; the error names the mistake.
    pub fn parse(text: impl Into<String>) -> Result<Self> {
        let text = text.into();
        match check(&text) {
            Ok(()) => Ok(Self(text)),
            Err(mistake) => Err(Error::invalid("image", format!("`{text}` is not an image reference: {mistake}"))
                .advise("Write `repository:tag` or `repository@sha256:...`, after the host of its registry if it is not the run's own.")),
        }
    }

    /// The text as it was written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The registry's host with its port, if one is written.
    pub fn host(&self) -> Option<&str> {
        split(&self.0).host
    }

    /// The repository, without the host.
    pub fn repository(&self) -> &str {
        split(&self.0).repository
    }

    /// The tag, if one is written.
    pub fn tag(&self) -> Option<&str> {
        split(&self.0).tag
    }

    /// The digest, if one is written.
    pub fn digest(&self) -> Option<&str> {
        split(&self.0).digest
    }

    /// The private ECR registry that the host names.
    pub fn ecr(&self) -> Option<EcrRegistry> {
        self.host().and_then(EcrRegistry::of_host)
    }

    /// Host and repository as a container runtime reads them: without a host it is Docker Hub, and a name of one part is
    /// in its `library`.
    pub fn as_pulled(&self) -> (String, String) {
        let repository = self.repository();
        match self.host() {
            Some(host) if !matches!(host, "docker.io" | "index.docker.io" | "registry-1.docker.io") => {
                (host.to_owned(), repository.to_owned())
            }
            _ if repository.contains('/') => ("docker.io".to_owned(), repository.to_owned()),
            _ => ("docker.io".to_owned(), format!("library/{repository}")),
        }
    }
}

struct Parts<'a> {
    host: Option<&'a str>,
    repository: &'a str,
    tag: Option<&'a str>,
    digest: Option<&'a str>,
}

/// Cut a reference into its parts, whether or not they are well formed.
fn split(text: &str) -> Parts<'_> {
    let (rest, digest) = text.split_once('@').map_or((text, None), |(rest, digest)| (rest, Some(digest)));
    let (host, path) = match rest.split_once('/') {
        Some((first, path)) if first.contains(['.', ':']) || first == "localhost" => (Some(first), path),
        _ => (None, rest),
    };
    let (repository, tag) =
        path.rsplit_once(':').filter(|(_, tag)| !tag.contains('/')).map_or((path, None), |(name, tag)| (name, Some(tag)));
    Parts { host, repository, tag, digest }
}

fn check(text: &str) -> Result<(), String> {
    if text.is_empty() {
        return Err("it is empty".into());
    }
    if let Some(space) = text.chars().find(|letter| letter.is_whitespace() || letter.is_control()) {
        return Err(format!("it has {space:?} in it"));
    }
    if text.contains("://") {
        return Err("it is not a URL: leave out the scheme".into());
    }
    let parts = split(text);
    if let Some(host) = parts.host {
        check_host(host)?;
    }
    check_repository(parts.repository)?;
    if let Some(tag) = parts.tag {
        check_tag(tag)?;
    }
    parts.digest.map_or(Ok(()), check_digest)
}

fn check_host(host: &str) -> Result<(), String> {
    let (name, port) = host.split_once(':').map_or((host, None), |(name, port)| (name, Some(port)));
    if port.is_some_and(|port| port.is_empty() || !port.bytes().all(|byte| byte.is_ascii_digit())) {
        return Err(format!("`{host}` has a port that is not a number"));
    }
    let good = |label: &str| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    if name.split('.').all(good) { Ok(()) } else { Err(format!("`{name}` is not a host name")) }
}

/// Parts of lower-case letters and digits, joined by `.`, `_`, `__` or dashes, and separated by `/`.
pub(crate) fn check_repository(name: &str) -> Result<(), String> {
    if name.is_empty() {
        return Err("the name of the repository is missing".into());
    }
    if name.len() > 255 {
        return Err(format!("the name of the repository has {} characters; 255 are allowed", name.len()));
    }
    if name.chars().any(|letter| letter.is_ascii_uppercase()) {
        return Err(format!("the repository `{name}` has upper-case letters"));
    }
    if let Some(letter) = name.chars().find(|letter| !(letter.is_ascii_lowercase() || letter.is_ascii_digit() || "._-/".contains(*letter)))
    {
        return Err(format!("the repository `{name}` has `{letter}` in it"));
    }
    for part in name.split('/') {
        if part.is_empty() {
            return Err(format!("the repository `{name}` has an empty part"));
        }
        let ends = |letter: Option<char>| letter.is_some_and(|letter| letter.is_ascii_alphanumeric());
        if !ends(part.chars().next()) || !ends(part.chars().last()) {
            return Err(format!("the part `{part}` of the repository does not begin and end with a letter or digit"));
        }
        let joins = part.split(|letter: char| letter.is_ascii_alphanumeric()).filter(|join| !join.is_empty());
        for join in joins {
            if !matches!(join, "." | "_" | "__") && !join.bytes().all(|byte| byte == b'-') {
                return Err(format!("the part `{part}` of the repository has `{join}` in it"));
            }
        }
    }
    Ok(())
}

fn check_tag(tag: &str) -> Result<(), String> {
    let word = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
    match tag.chars().next() {
        None => Err("the tag is empty".into()),
        Some(first) if !word(first) => Err(format!("the tag `{tag}` begins with `{first}`")),
        _ if tag.len() > 128 => Err(format!("the tag has {} characters; 128 are allowed", tag.len())),
        _ => match tag.chars().find(|letter| !(word(*letter) || ".-".contains(*letter))) {
            Some(letter) => Err(format!("the tag `{tag}` has `{letter}` in it")),
            None => Ok(()),
        },
    }
}

fn check_digest(digest: &str) -> Result<(), String> {
    let Some((algorithm, hex)) = digest.split_once(':') else {
        return Err(format!("the digest `{digest}` does not name its algorithm, as in `sha256:...`"));
    };
    let length = match algorithm {
        "sha256" => 64,
        "sha384" => 96,
        "sha512" => 128,
        _ => return Err(format!("the digest's algorithm `{algorithm}` is not known")),
    };
    if hex.len() != length {
        return Err(format!("the digest has {} hexadecimal digits; {algorithm} has {length}", hex.len()));
    }
    let lower = hex.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte));
    if lower { Ok(()) } else { Err("the digest is not of lower-case hexadecimal digits".into()) }
}

impl fmt::Display for ImageReference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for ImageReference {
    type Err = Error;
    fn from_str(text: &str) -> Result<Self> {
        Self::parse(text)
    }
}

impl TryFrom<String> for ImageReference {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(text).map_err(|error| error.details().message.clone())
    }
}

impl From<ImageReference> for String {
    fn from(reference: ImageReference) -> Self {
        reference.0
    }
}

impl JsonSchema for ImageReference {
    fn schema_name() -> Cow<'static, str> {
        "ImageReference".into()
    }
    fn inline_schema() -> bool {
        true
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "description": "Name of an image: `repository:tag` or `repository@sha256:...`, after the host of its registry if it is not the run's own ECR registry."
        })
    }
}

#[cfg(test)]
#[path = "reference_tests.rs"]
mod tests;
