//! Rules of others that no rule of ours asks, with the reason.

/// The tool, its rule, and why it is not asked here.
pub const NOT_ASKED: &[(&str, &str, &str)] = &[
    ("checkov", "CKV2_AWS_15", "It is about Auto Scaling groups behind a target group, and Amazon EC2 Auto Scaling is not read."),
    ("checkov", "CKV2_AWS_28", "It is about the web ACL of a load balancer, and AWS WAF is not read."),
    ("checkov", "CKV2_AWS_76", "It is about the rules of a web ACL, and AWS WAF is not read."),
    ("guard-registry", "ALB_WAF_ENABLED", "The registry has its name and no rule for it; AWS WAF is not read."),
    (
        "prowler",
        "ecr_repositories_scan_vulnerabilities_in_latest_image",
        "It is about an image and what a scan found in it, not about how the repository is set up.",
    ),
    ("prowler", "ecr_repository_image_no_secrets", "It pulls the image and searches its layers, and images are not pulled."),
    (
        "prowler",
        "elbv2_internet_facing",
        "It asks which addresses the security groups let in, and Amazon EC2 is not read; ELB-INTERNET-FACING asks the scheme.",
    ),
    ("prowler", "elbv2_waf_acl_attached", "It is about the web ACL of a load balancer, and AWS WAF is not read."),
    ("security-hub", "ECS.1", "It was retired in March 2026; ECS.4, ECS.17, ECS.20 and ECS.21 ask its parts."),
    ("security-hub", "ECR.4", "It is about public repositories, and Amazon ECR Public is not read."),
    ("security-hub", "ELB.16", "It is about the web ACL of a load balancer, and AWS WAF is not read."),
];
