//! Who reaches the images, with which key they are encrypted, and where else they are.

use super::super::{
    About, Checked, Level, PostureRule, policy,
    source::{checkov, prowler, security_hub, trivy, well_architected},
    subject::RepositoryFacts,
};
use crate::{
    model::ecr::{EncryptionType, ReplicationRule},
    rules::Pillar,
};

pub(super) static RULES: [PostureRule<RepositoryFacts>; 4] = [
    PostureRule {
        about: About {
            id: "ECR-PUBLIC-POLICY",
            title: "The repository is not open to everybody.",
            pillar: Pillar::Security,
            level: Level::Critical,
            remedy: "Name the accounts or roles in Principal, or add a condition such as aws:PrincipalOrgID",
            documentation: "Amazon ECR User Guide, private repository policies in Amazon ECR",
            sources: &[
                prowler("ecr_repositories_not_publicly_accessible", Level::Critical),
                trivy("AWS-0032", Level::High),
                checkov("CKV_AWS_32"),
            ],
        },
        examples: include_str!("../examples/ECR-PUBLIC-POLICY.json"),
        check: public,
    },
    PostureRule {
        about: About {
            id: "ECR-POLICY-ACTIONS",
            title: "The policy of the repository allows only what is needed.",
            pillar: Pillar::Security,
            level: Level::Medium,
            remedy: "Name the actions that the principal needs: pulling takes ecr:BatchGetImage, ecr:GetDownloadUrlForLayer and ecr:BatchCheckLayerAvailability",
            documentation: "Amazon ECR User Guide, private repository policy examples in Amazon ECR",
            sources: &[well_architected("SEC03-BP02")],
        },
        examples: include_str!("../examples/ECR-POLICY-ACTIONS.json"),
        check: actions,
    },
    PostureRule {
        about: About {
            id: "ECR-KMS",
            title: "Images are encrypted with a customer managed key.",
            pillar: Pillar::Security,
            level: Level::Medium,
            remedy: "Make a repository with encryptionType KMS or KMS_DSSE and your own kmsKey, and move the images: the encryption of a repository can not be changed",
            documentation: "Amazon ECR User Guide, encryption at rest",
            sources: &[security_hub("ECR.5", Level::Medium), checkov("CKV_AWS_136"), trivy("AWS-0033", Level::Low)],
        },
        examples: include_str!("../examples/ECR-KMS.json"),
        check: key,
    },
    PostureRule {
        about: About {
            id: "ECR-REPLICATION",
            title: "A repository for production is replicated to another Region.",
            pillar: Pillar::Reliability,
            level: Level::Low,
            remedy: "Add a rule with a destination in another Region and a filter for the repository to the replication configuration of the registry",
            documentation: "Amazon ECR User Guide, private image replication in Amazon ECR",
            sources: &[well_architected("REL10-BP01")],
        },
        examples: include_str!("../examples/ECR-REPLICATION.json"),
        check: replicated,
    },
];

fn public(facts: &RepositoryFacts, checked: &mut Checked) {
    policy::judge(facts.policy_text.as_ref(), checked, policy::open_to_everybody);
}

fn actions(facts: &RepositoryFacts, checked: &mut Checked) {
    if facts.policy_text == Some(None) {
        return checked.not_applicable();
    }
    policy::judge(facts.policy_text.as_ref(), checked, policy::every_action);
}

fn key(facts: &RepositoryFacts, checked: &mut Checked) {
    let at = "encryptionConfiguration";
    let configuration = facts.repository.encryption_configuration.as_ref();
    let key = configuration.and_then(|it| it.kms_key.as_deref());
    match configuration.and_then(|it| it.encryption_type.as_ref()) {
        Some(EncryptionType::Kms | EncryptionType::KmsDsse) if key.is_some_and(|key| !key.ends_with("alias/aws/ecr")) => {}
        Some(EncryptionType::Kms | EncryptionType::KmsDsse) => checked.fail(format!("{at}.kmsKey"), "the key is the one that AWS manages"),
        Some(other) => checked.fail(format!("{at}.encryptionType"), format!("encryptionType is {other}")),
        None => checked.fail(at, "the repository has no encryption configuration, which is AES256"),
    }
}

/// Whether the name says that it is for production.
fn for_production(name: &str) -> bool {
    name.split(|letter: char| !letter.is_ascii_alphanumeric()).any(|word| ["prod", "production", "prd", "live"].contains(&word))
}

fn replicated(facts: &RepositoryFacts, checked: &mut Checked) {
    let name = facts.repository.repository_name.as_deref().unwrap_or_default();
    if !for_production(name) {
        return checked.not_applicable();
    }
    let Some(replication) = &facts.replication else { return checked.unknown("how the registry replicates") };
    let own = facts.repository.repository_arn.as_deref().and_then(|arn| arn.split(':').nth(3));
    let elsewhere = |rule: &ReplicationRule| rule.destinations.iter().flatten().any(|to| to.region.as_deref() != own);
    let about = |rule: &ReplicationRule| match rule.repository_filters.as_deref() {
        None | Some([]) => true,
        Some(filters) => filters.iter().filter_map(|filter| filter.filter.as_deref()).any(|prefix| name.starts_with(prefix)),
    };
    if !replication.rules.iter().flatten().any(|rule| elsewhere(rule) && about(rule)) {
        checked.fail("replication.rules", "no rule replicates the repository to another Region");
    }
}
