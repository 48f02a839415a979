//! Texts in a task definition that someone meant to replace before registering it.
//!
//! Only members whose value must be concrete are looked at: images, roles, secrets, log groups and the like. Environment
//! values and commands may hold such texts on purpose.

use super::task_definition::TaskDefinitionRule;
use super::{Finding, Found, Rule};
use crate::model::ecs::{ContainerDefinition, LogDriver, RegisterTaskDefinition};

pub(super) static RULES: [TaskDefinitionRule; 1] = [Rule::error(
    "TD-PLACEHOLDER",
    "Amazon ECS task definition parameters",
    "No image, role, secret, log option or other reference holds a template placeholder, and accounts and Regions have their forms.",
    report,
)];

/// Each place where something must be filled in, with the texts to replace.
pub fn placeholders(definition: &RegisterTaskDefinition) -> Vec<Finding> {
    let mut findings = Vec::new();
    for rule in &RULES {
        rule.run(definition, &mut findings);
    }
    findings
}

const BRACKETS: [(&str, &str); 7] = [("${{", "}}"), ("{{", "}}"), ("${", "}"), ("$(", ")"), ("<", ">"), ("{", "}"), ("%", "%")];
const STEMS: [&str; 8] = ["YOUR_", "CHANGEME", "CHANGE_ME", "REPLACE_", "REPLACEME", "INSERT_", "TODO_", "FIXME_"];
const ENDS: [&str; 9] = ["_ACCOUNT", "_ACCOUNT_ID", "_ARN", "_HERE", "_NAME", "_REGION", "_ROLE", "_TAG", "_URI"];
const WORDS: [&str; 12] =
    ["ACCOUNT", "ACCOUNT_ID", "AWS_ACCOUNT", "AWS_REGION", "FIXME", "IMAGE", "IMAGE_TAG", "REGION", "ROLE_ARN", "TAG", "TODO", "YOUR"];

/// The texts in template syntax, from left to right.
fn templates(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = text;
    'text: while let Some(at) = rest.find(['$', '<', '{', '%']) {
        rest = &rest[at..];
        for (open, close) in BRACKETS {
            let Some(inside) = rest.strip_prefix(open) else { continue };
            let Some(length) = inside.find(close).filter(|length| *length > 0) else { continue };
            let (template, after) = rest.split_at(open.len() + length + close.len());
            found.push(template);
            rest = after;
            continue 'text;
        }
        let name = rest.strip_prefix('$').unwrap_or_default();
        let length = name.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(name.len());
        if length > 0 && !name.starts_with(|c: char| c.is_ascii_digit()) {
            found.push(&rest[..=length]);
            rest = &name[length..];
        } else {
            rest = &rest[1..];
        }
    }
    found
}

/// Words in capitals that start as one does that asks to be replaced.
fn stems(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
    words.filter(|word| STEMS.iter().any(|stem| word.starts_with(stem)) && !word.bytes().any(|b| b.is_ascii_lowercase()))
}

/// Whether it is a word in capitals that names what belongs in its place.
fn is_word(text: &str) -> bool {
    let capitals = !text.is_empty() && text.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_');
    capitals && (WORDS.contains(&text) || ENDS.iter().any(|end| text.ends_with(end)))
}

/// Whether it has the form of a Region, such as `eu-west-1`.
pub(super) fn is_region(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let letters = |part: &&str| part.len() >= 2 && part.bytes().all(|b| b.is_ascii_lowercase());
    let [names @ .., number] = parts.as_slice() else { return false };
    names.len() >= 2 && names.iter().all(letters) && (1..=2).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit())
}

fn is_account(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|b| b.is_ascii_digit())
}

/// Add what is not said yet.
fn add<'a>(found: &mut Vec<&'a str>, text: &'a str) {
    let said = found.iter().any(|other| text.contains(other) || other.contains(text));
    if !text.is_empty() && !said {
        found.push(text);
    }
}

/// What must be replaced in a reference to something: template syntax, and in an ARN an account or Region that is none.
pub(super) fn in_reference(text: &str) -> Vec<&str> {
    let mut found = templates(text);
    for word in stems(text) {
        add(&mut found, word);
    }
    // Colons inside templates would shift the segments of the ARN.
    let arn = text.find("arn:").map(|at| &text[at..]).filter(|arn| !templates(arn).iter().any(|template| template.contains(':')));
    let Some(arn) = arn else { return found };
    let parts: Vec<&str> = arn.splitn(6, ':').collect();
    // An absent account or Region is no text to replace; the rules of each member tell whether it may be absent.
    if let [_, _, _, region, account, _] = parts[..] {
        if !is_region(region) {
            add(&mut found, region);
        }
        if !is_account(account) && account != "aws" {
            add(&mut found, account);
        }
    }
    found
}

/// What must be replaced in a role.
pub(super) fn in_role(text: &str) -> Vec<&str> {
    let mut found = in_reference(text);
    if is_word(text) {
        add(&mut found, text);
    }
    found
}

/// What must be replaced in the source of a secret.
pub(super) fn in_secret(text: &str) -> Vec<&str> {
    in_reference(text)
}

/// What must be replaced in an image.
pub(super) fn in_image(text: &str) -> Vec<&str> {
    let mut found = templates(text);
    for word in stems(text) {
        add(&mut found, word);
    }
    let host = text.split('/').next().unwrap_or_default();
    if let Some((account, rest)) = host.split_once(".dkr.ecr.").or_else(|| host.split_once(".dkr.ecr-fips.")) {
        if !is_account(account) {
            add(&mut found, account);
        }
        let region = rest.split(".amazonaws.").next().unwrap_or_default();
        if !is_region(region) {
            add(&mut found, region);
        }
    }
    for word in text.split(['/', ':', '@', '.']).filter(|word| is_word(word)) {
        add(&mut found, word);
    }
    found
}

/// What must be replaced in an option of the awslogs driver.
pub(super) fn in_awslogs<'a>(option: &str, text: &'a str) -> Vec<&'a str> {
    if !matches!(option, "awslogs-group" | "awslogs-region" | "awslogs-stream-prefix" | "awslogs-endpoint") {
        return Vec::new();
    }
    let mut found = templates(text);
    for word in stems(text) {
        add(&mut found, word);
    }
    if is_word(text) || (option == "awslogs-region" && !is_region(text)) {
        add(&mut found, text);
    }
    found
}

/// What must be replaced in an option of another log driver, whose own templates may be meant.
fn in_log_option(text: &str) -> Vec<&str> {
    let mut found: Vec<&str> = templates(text).into_iter().filter(|template| template.starts_with("${{")).collect();
    let whole = text.strip_prefix('<').and_then(|text| text.strip_suffix('>')).is_some();
    if whole || stems(text).next() == Some(text) {
        add(&mut found, text);
    }
    found
}

fn report(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    let mut tell = |path: &str, value: &str, texts: Vec<&str>| {
        if !texts.is_empty() {
            let texts: Vec<String> = texts.iter().map(|text| format!("{text:?}")).collect();
            found.add(
                path,
                format!("the value is {value:?}; to be replaced first: {}", texts.join(", ")),
                "Fill in the value that is meant",
            );
        }
    };
    tell("family", &definition.family, templates(&definition.family));
    for (path, role) in [("taskRoleArn", &definition.task_role_arn), ("executionRoleArn", &definition.execution_role_arn)] {
        let role = role.as_deref().unwrap_or_default();
        tell(path, role, in_role(role));
    }
    for (at, container) in definition.container_definitions.iter().enumerate() {
        in_container(&format!("containerDefinitions[{at}]"), container, &mut tell);
    }
    for (at, volume) in definition.volumes.iter().flatten().enumerate() {
        if let Some(efs) = &volume.efs_volume_configuration {
            let path = format!("volumes[{at}].efsVolumeConfiguration");
            let id = efs.file_system_id.as_deref().unwrap_or_default();
            tell(&format!("{path}.fileSystemId"), id, in_role(id));
            let point = efs.authorization_config.as_ref().and_then(|config| config.access_point_id.as_deref()).unwrap_or_default();
            tell(&format!("{path}.authorizationConfig.accessPointId"), point, in_role(point));
        }
        if let Some(s3) = &volume.s3files_volume_configuration {
            let arn = s3.file_system_arn.as_deref().unwrap_or_default();
            tell(&format!("volumes[{at}].s3filesVolumeConfiguration.fileSystemArn"), arn, in_role(arn));
        }
    }
}

fn in_container(path: &str, container: &ContainerDefinition, tell: &mut impl FnMut(&str, &str, Vec<&str>)) {
    let name = container.name.as_deref().unwrap_or_default();
    tell(&format!("{path}.name"), name, templates(name));
    let image = container.image.as_deref().unwrap_or_default();
    tell(&format!("{path}.image"), image, in_image(image));
    let credentials = container.repository_credentials.as_ref().and_then(|of| of.credentials_parameter.as_deref()).unwrap_or_default();
    tell(&format!("{path}.repositoryCredentials.credentialsParameter"), credentials, in_secret(credentials));
    for (at, file) in container.environment_files.iter().flatten().enumerate() {
        let value = file.value.as_deref().unwrap_or_default();
        tell(&format!("{path}.environmentFiles[{at}].value"), value, in_reference(value));
    }
    for (at, secret) in container.secrets.iter().flatten().enumerate() {
        let value = secret.value_from.as_deref().unwrap_or_default();
        tell(&format!("{path}.secrets[{at}].valueFrom"), value, in_secret(value));
    }
    for (at, option) in container.docker_security_options.iter().flatten().enumerate() {
        tell(&format!("{path}.dockerSecurityOptions[{at}]"), option, in_reference(option));
    }
    for (at, spec) in container.credential_specs.iter().flatten().enumerate() {
        tell(&format!("{path}.credentialSpecs[{at}]"), spec, in_reference(spec));
    }
    let Some(log) = &container.log_configuration else { return };
    for (option, value) in log.options.iter().flatten() {
        let texts = if log.log_driver == Some(LogDriver::Awslogs) { in_awslogs(option, value) } else { in_log_option(value) };
        tell(&format!("{path}.logConfiguration.options.{option}"), value, texts);
    }
    for (at, secret) in log.secret_options.iter().flatten().enumerate() {
        let value = secret.value_from.as_deref().unwrap_or_default();
        tell(&format!("{path}.logConfiguration.secretOptions[{at}].valueFrom"), value, in_secret(value));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn template_syntax_is_found() {
        for (text, expected) in [
            ("", &[][..]),
            ("nginx:1.27", &[]),
            ("{{image}}", &["{{image}}"]),
            ("${{ secrets.USER }}/web:${TAG}", &["${{ secrets.USER }}", "${TAG}"]),
            ("$REGISTRY/$REPOSITORY:$IMAGE_TAG", &["$REGISTRY", "$REPOSITORY", "$IMAGE_TAG"]),
            ("$(tag) <TAG> {tag} %TAG%", &["$(tag)", "<TAG>", "{tag}", "%TAG%"]),
            ("$1 ${} {} <> %% $", &[]),
            ("ü{é}ü$ü", &["{é}"]),
            ("{{never closed", &[]),
        ] {
            assert_eq!(templates(text), expected, "{text:?}");
        }
    }

    #[test]
    fn images_name_an_account_a_region_and_a_tag() {
        for (image, expected) in [
            ("nginx", &[][..]),
            ("012345678910.dkr.ecr.us-east-1.amazonaws.com/web:latest", &[]),
            ("012345678910.dkr.ecr.cn-north-1.amazonaws.com.cn/web:V1", &[]),
            ("YOUR_ACCOUNT_ID.dkr.ecr.YOUR_REGION.amazonaws.com/web", &["YOUR_ACCOUNT_ID", "YOUR_REGION"]),
            ("ACCOUNT.dkr.ecr.REGION.amazonaws.com/web", &["ACCOUNT", "REGION"]),
            ("{account}.dkr.ecr.${region}.amazonaws.com.cn/web", &["{account}", "${region}"]),
            ("1234.dkr.ecr.eu-west-1.amazonaws.com/web", &["1234"]),
            ("web:REPLACE_WITH_TAG", &["REPLACE_WITH_TAG"]),
            ("CHANGEME_IMAGE", &["CHANGEME_IMAGE"]),
            ("web:IMAGE_TAG", &["IMAGE_TAG"]),
            ("web:<IMAGE_TAG>", &["<IMAGE_TAG>"]),
        ] {
            assert_eq!(in_image(image), expected, "{image:?}");
        }
    }

    #[test]
    fn references_name_an_account_and_a_region() {
        for (text, expected) in [
            ("arn:aws:iam::111122223333:role/YOUR-role", &[][..]),
            ("arn:aws:iam::YOUR_ACCOUNT_ID:role/web", &["YOUR_ACCOUNT_ID"]),
            ("arn:aws:iam::account:role/web", &["account"]),
            ("arn:aws:iam:::role/web", &[]),
            ("arn:aws:secretsmanager:REGION:111122223333:secret:DB_NAME-abcdef", &["REGION"]),
            ("arn:aws:s3:::bucket/a.env", &[]),
            ("arn:aws:iam::${AWS::AccountId}:role/web", &["${AWS::AccountId}"]),
            ("credentialspec:arn:aws:ssm:eu-west-1:123:parameter/a", &["123"]),
            ("SESSION_ID", &[]),
        ] {
            assert_eq!(in_reference(text), expected, "{text:?}");
        }
        assert_eq!(in_role("TASK_EXECUTION_ROLE"), ["TASK_EXECUTION_ROLE"]);
        assert_eq!(in_role("ecsTaskExecutionRole"), Vec::<&str>::new());
    }

    #[test]
    fn log_options_are_concrete_where_the_driver_has_no_templates() {
        for (option, value, expected) in [
            ("awslogs-group", "/ecs/web", &[][..]),
            ("awslogs-group", "TASK_LOG_GROUP_NAME", &["TASK_LOG_GROUP_NAME"]),
            ("awslogs-group", "PROD", &[]),
            ("awslogs-region", "ap-southeast-1", &[]),
            ("awslogs-region", "some region", &["some region"]),
            ("tag", "{{.Name}}", &[]),
        ] {
            assert_eq!(in_awslogs(option, value), expected, "{option} {value:?}");
        }
        assert_eq!(in_log_option("<API_KEY>"), ["<API_KEY>"]);
        assert_eq!(in_log_option("${{ secrets.KEY }}"), ["${{ secrets.KEY }}"]);
        assert_eq!(in_log_option("${FLUENT_HOST} {{.ID}}"), Vec::<&str>::new());
    }

    #[test]
    fn regions_have_a_form() {
        for region in ["eu-west-1", "us-gov-west-1", "us-iso-east-1", "eusc-de-east-1", "ap-southeast-7"] {
            assert!(is_region(region), "{region}");
        }
        for text in ["", "REGION", "eu", "eu-west", "eu-west-", "EU-WEST-1", "eu west 1", "1-2-3", "--1"] {
            assert!(!is_region(text), "{text:?}");
        }
    }
}
