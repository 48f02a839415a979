//! Items of the repository.

use super::{
    Answer, EcrGroup, EcrStatus, Question,
    live::{each_repository, unless_unread},
    written::{said, says, shown_live},
};
use crate::{catalog::review::gaps::by_kms, model::ecr::ImageTagMutability};
use serde_json::Value;

pub(super) const QUESTIONS: &[Question] = &[
    Question {
        id: "ECR-R1",
        group: EcrGroup::Repository,
        title: "The repository is named by a convention with a namespace.",
        why: "Policies, lifecycle rules, scans and replication are filtered by the beginning of the name.",
        source: "Amazon ECR User Guide, Amazon ECR private repositories (namespaces)",
        remedy: "Name repositories `team/service`, and move images to one of such a name.",
        written: |document| said("ecr.naming", &document.ecr.naming),
        live: |facts| {
            each_repository(facts, |repository| {
                Answer::held(repository.name().contains('/'), format!("the repository is {}", repository.name()))
            })
        },
    },
    Question {
        id: "ECR-R2",
        group: EcrGroup::Repository,
        title: "Tags can't be overwritten.",
        why: "A tag that is overwritten runs other code than was scanned and approved.",
        source: "AWS Security Hub, [ECR.2] ECR private repositories should have tag immutability configured",
        remedy: "Set `imageTagMutability` to IMMUTABLE, or IMMUTABLE_WITH_EXCLUSION where a tag has to move.",
        written: |document| says("ecr.tags", &document.ecr.tags, &["immutable", "digest", "never move", "not move"]),
        live: |facts| {
            each_repository(facts, |repository| {
                let mutability = repository.repository.image_tag_mutability.as_ref();
                let holds = matches!(mutability, Some(ImageTagMutability::Immutable | ImageTagMutability::ImmutableWithExclusion));
                let said = mutability.map_or("not said", ImageTagMutability::as_str);
                Answer::held(holds, format!("imageTagMutability of {} is {said}", repository.name()))
            })
        },
    },
    Question {
        id: "ECR-R3",
        group: EcrGroup::Repository,
        title: "The repository is encrypted by a key of AWS KMS.",
        why: "With the key of the service nobody can take the right to decrypt away, nor see who used it.",
        source: "AWS Security Hub, [ECR.5] ECR repositories should be encrypted with customer managed AWS KMS keys",
        remedy: "Encryption is set when a repository is made: make one with `encryptionType` KMS and move the images.",
        written: |_| shown_live(),
        live: |facts| {
            each_repository(facts, |repository| {
                let Some(encryption) = &repository.repository.encryption_configuration else {
                    return Answer::unknown(format!("{} does not tell its encryption", repository.name()));
                };
                let kind = encryption.encryption_type.as_ref();
                let said = kind.map_or("not said", |kind| kind.as_str());
                Answer::held(by_kms(kind), format!("encryptionType of {} is {said}", repository.name()))
            })
        },
    },
    Question {
        id: "ECR-R4",
        group: EcrGroup::Repository,
        title: "The repository policy opens it to named principals only.",
        why: "A policy for everybody lets any AWS account pull the images, and push where it says so.",
        source: "AWS Well-Architected Framework, SEC03-BP07 Analyze public and cross-account access",
        remedy: "Name the accounts or roles as `Principal`, or limit `*` by `aws:PrincipalOrgID`.",
        written: |_| shown_live(),
        live: |facts| {
            each_repository(facts, |repository| {
                unless_unread(repository, &["ecr:GetRepositoryPolicy"], || match repository.policy.as_deref() {
                    None => Answer::held(true, format!("{} has no policy: only its own account reaches it", repository.name())),
                    Some(text) => match serde_json::from_str::<Value>(text) {
                        Err(error) => Answer::of(EcrStatus::Unknown, format!("the policy of {} can't be read: {error}", repository.name())),
                        Ok(policy) if for_everybody(&policy) => {
                            Answer::held(false, format!("the policy of {} allows `*` without a condition", repository.name()))
                        }
                        Ok(_) => Answer::held(true, format!("the policy of {} names its principals", repository.name())),
                    },
                })
            })
        },
    },
];

/// Whether a statement allows everybody without a condition.
fn for_everybody(policy: &Value) -> bool {
    let statements = match &policy["Statement"] {
        Value::Array(statements) => statements.iter().collect(),
        one => vec![one],
    };
    let everybody = |principal: &Value| match principal {
        Value::String(text) => text == "*",
        Value::Object(kinds) => kinds.get("AWS").is_some_and(|names| match names {
            Value::String(text) => text == "*",
            Value::Array(names) => names.iter().any(|name| name == "*"),
            _ => false,
        }),
        _ => false,
    };
    statements.iter().any(|statement| {
        let unconditional = statement["Condition"].as_object().is_none_or(serde_json::Map::is_empty);
        statement["Effect"] == "Allow" && everybody(&statement["Principal"]) && unconditional
    })
}
