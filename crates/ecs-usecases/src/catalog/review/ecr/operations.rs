//! Items of what is there when something fails.

use super::{
    Answer, EcrGroup, Question,
    live::{each_image, each_repository, not_there, unless_unread},
    written::{said, says, shown_live},
};
use std::collections::BTreeSet;

/// An image that is older was not rebuilt with the mended packages of three months.
const STALE_DAYS: i64 = 90;

pub(super) const QUESTIONS: &[Question] = &[
    Question {
        id: "ECR-O1",
        group: EcrGroup::Operations,
        title: "There is another image to roll back to.",
        why: "A rollback to an image that is gone fails when it is needed.",
        source: "AWS Well-Architected Framework, OPS06-BP01 Plan for unsuccessful changes",
        remedy: "Keep the images of the last releases in the lifecycle policy.",
        written: |document| said("ecr.retention", &document.ecr.retention),
        live: |facts| {
            let running: BTreeSet<&str> =
                facts.images.iter().filter_map(|image| image.detail.as_ref().and_then(|detail| detail.image_digest.as_deref())).collect();
            each_repository(facts, |repository| {
                unless_unread(repository, &["ecr:DescribeImages"], || {
                    let others = repository.images.iter().filter(|image| {
                        !image.image_tags.is_empty() && image.image_digest.as_deref().is_some_and(|digest| !running.contains(digest))
                    });
                    let count = others.count();
                    Answer::held(count > 0, format!("{} has {count} tagged images besides the one that runs", repository.name()))
                })
            })
        },
    },
    Question {
        id: "ECR-O2",
        group: EcrGroup::Operations,
        title: "Images are replicated to another Region or account.",
        why: "Without a copy nothing can be started elsewhere when the Region of the registry is lost.",
        source: "AWS Well-Architected Framework, REL13-BP02 Use defined recovery strategies to meet the recovery objectives",
        remedy: "Put a replication rule for the prefix of the repository.",
        written: |document| says("ecr.replication", &document.ecr.replication, &["region", "account", "replicat", "copy", "copied"]),
        live: |facts| {
            each_repository(facts, |repository| {
                unless_unread(repository, &["ecr:DescribeRegistry"], || {
                    let fits = |filters: &Option<Vec<crate::model::ecr::RepositoryFilter>>| {
                        filters.as_ref().is_none_or(|filters| {
                            filters.is_empty()
                                || filters
                                    .iter()
                                    .any(|filter| filter.filter.as_deref().is_some_and(|prefix| repository.name().starts_with(prefix)))
                        })
                    };
                    let rules = repository.replication.iter().filter(|rule| fits(&rule.repository_filters));
                    let to: Vec<_> =
                        rules.flat_map(|rule| rule.destinations.iter().flatten()).filter_map(|place| place.region.as_deref()).collect();
                    let told = if to.is_empty() { "nowhere".to_owned() } else { to.join(", ") };
                    Answer::held(!to.is_empty(), format!("{} is replicated to {told}", repository.name()))
                })
            })
        },
    },
    Question {
        id: "ECR-O3",
        group: EcrGroup::Operations,
        title: "The repository's tags tell whose it is.",
        why: "Findings and costs of a repository without an owner are nobody's.",
        source: "AWS Well-Architected Framework, OPS02-BP01 Resources have identified owners",
        remedy: "Tag it with its team, such as `team` or `owner`.",
        written: |_| shown_live(),
        live: |facts| {
            each_repository(facts, |repository| {
                unless_unread(repository, &["ecr:ListTagsForResource"], || {
                    let own: Vec<_> = repository
                        .tags
                        .iter()
                        .filter(|(key, _)| !key.starts_with("aws:"))
                        .map(|(key, value)| format!("{key}={value}"))
                        .collect();
                    let told = if own.is_empty() { "no tags".to_owned() } else { own.join(", ") };
                    Answer::held(!own.is_empty(), format!("{} has {told}", repository.name()))
                })
            })
        },
    },
    Question {
        id: "ECR-O4",
        group: EcrGroup::Operations,
        title: "The images that run were built in the last 90 days.",
        why: "An image that is not rebuilt misses the mended packages of its base.",
        source: "AWS Well-Architected Framework, OPS05-BP05 Perform patch management",
        remedy: "Rebuild and deploy on a schedule, also without a change of the source.",
        written: |_| shown_live(),
        live: |facts| {
            each_image(facts, |image| {
                let Some(detail) = &image.detail else { return not_there(image) };
                match detail.image_pushed_at {
                    None => Answer::unknown(format!("ECR does not tell when the image of {} was pushed", image.container)),
                    Some(pushed) => {
                        let days = days_between(pushed, facts.read_at);
                        Answer::held(days <= STALE_DAYS, format!("the image of {} was pushed {days} days ago", image.container))
                    }
                }
            })
        },
    },
];

fn days_between(from: crate::model::Timestamp, to: crate::model::Timestamp) -> i64 {
    (to.since(from).as_secs() / 86_400) as i64
}
