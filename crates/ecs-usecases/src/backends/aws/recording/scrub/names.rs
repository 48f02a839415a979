//! Members whose name says that the value is secret.

/// Names that only look as if.
const HARMLESS: [&str; 8] =
    ["clienttoken", "clientrequesttoken", "idempotencytoken", "nexttoken", "previoustoken", "pagetoken", "startingtoken", "tokentype"];

const SECRET_ENDS: [&str; 6] = ["token", "secret", "secretstring", "secretbinary", "pwd", "accesskey"];

const SECRET_PARTS: [&str; 8] =
    ["password", "passwd", "passphrase", "apikey", "privatekey", "secretkey", "secretaccess", "connectionstring"];

/// Whether a member, a tag or a parameter of this name holds a secret.
pub(super) fn is_secret(name: &str) -> bool {
    let name: String = name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    !HARMLESS.contains(&name.as_str())
        && (SECRET_ENDS.iter().any(|end| name.ends_with(end)) || SECRET_PARTS.iter().any(|part| name.contains(part)))
}

/// Whether a member of this name holds environment variables.
pub(super) fn is_environment(name: &str) -> bool {
    matches!(name, "environment" | "Environment" | "environmentVariables" | "EnvironmentVariables")
}

/// Whether a member of this name names a secret that is kept elsewhere.
pub(super) fn is_reference(name: &str) -> bool {
    matches!(name, "valueFrom" | "credentialsParameter")
}

/// Whether this is a flag on a command line whose value is the next argument.
pub(super) fn is_secret_flag(argument: &str) -> bool {
    argument.starts_with('-') && !argument.contains(['=', ' ']) && is_secret(argument)
}

/// The part of a reference to a secret or a parameter that is its name.
pub(super) fn referenced(reference: &str) -> &str {
    for (service, kind) in [(":secretsmanager:", ":secret:"), (":ssm:", ":parameter/")] {
        if reference.contains(service)
            && let Some((_, name)) = reference.split_once(kind)
        {
            // Behind the name of a secret stand the JSON key and the version.
            return name.split(':').next().unwrap_or(name);
        }
    }
    reference
}
