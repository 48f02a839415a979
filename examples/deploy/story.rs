//! The story: what is deployed, one after another, and whether each ends as it should.

use super::{
    options::{Options, Strategy},
    plan::{Plan, Refusal, RefusedAt},
    show::Show,
    world::{CLUSTER, Routing, SERVICE, World, run},
};
use ecs_usecases::{
    Error, ErrorKind, Result,
    span::Span,
    steps::{self, DeploymentOutcome, Ending, ImageReference, verdict::HeldState},
    use_cases::{CanaryDeployment, RollingDeployment, deployment::CanaryMethod},
};
use serde::Serialize;

/// How a telling ended.
pub enum Ended {
    /// It was told to its end.
    Told(Summary),
    /// The task definition was refused.
    Refused(Refusal),
    /// Something failed that should not.
    Failed(Error),
}

impl Ended {
    /// 0 when all went as told, 2 when the task definition was refused, else 1.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Told(summary) => u8::from(!summary.as_told),
            Self::Refused(_) => 2,
            Self::Failed(_) => 1,
        }
    }
}

/// What came of everything.
#[derive(Debug, Serialize)]
pub struct Summary {
    /// Whether every deployment ended as it should.
    pub as_told: bool,
    /// Seed of the simulation.
    pub seed: u64,
    /// The deployments, in order.
    pub chapters: Vec<Chapter>,
    /// What was left out, and why.
    pub skipped: Vec<String>,
}

/// One deployment.
#[derive(Debug, Serialize)]
pub struct Chapter {
    /// Number, from 1.
    pub number: usize,
    /// What it is about.
    pub title: &'static str,
    /// The image that was deployed.
    pub image: String,
    /// How it should end.
    pub expected: Ending,
    /// How it ended; nothing if it failed before there was a deployment.
    pub ending: Option<Ending>,
    /// Whether it ended as it should.
    pub as_told: bool,
    /// Why it ended so.
    pub cause: String,
    /// The state that holds.
    pub state: Option<HeldState>,
    /// Virtual time that it took, in seconds.
    pub seconds: u64,
    /// All that the use case said of it.
    pub outcome: Option<DeploymentOutcome>,
}

/// A deployment that is going to be told.
struct Step {
    title: &'static str,
    way: Strategy,
    tag: &'static str,
    expected: Ending,
}

const STEPS: [Step; 6] = [
    Step { title: "rolling: a good image", way: Strategy::Rolling, tag: "v2", expected: Ending::Succeeded },
    Step { title: "rolling: an image that crashes", way: Strategy::Rolling, tag: "v3", expected: Ending::RolledBack },
    Step { title: "weighted canary: too many errors", way: Strategy::Weighted, tag: "v4", expected: Ending::RolledBack },
    Step { title: "weighted canary: a good image", way: Strategy::Weighted, tag: "v5", expected: Ending::Succeeded },
    Step { title: "canary: too many errors", way: Strategy::Canary, tag: "v4", expected: Ending::RolledBack },
    Step { title: "canary: a good image", way: Strategy::Canary, tag: "v6", expected: Ending::Succeeded },
];

/// Tell the story that the options ask for.
pub async fn tell(options: &Options, show: &mut Show) -> Ended {
    tell_plan(Plan::of(options), options.strategy, show).await
}

/// The same with a plan, or why there is none.
pub async fn tell_plan(plan: Result<Plan, Refusal>, strategy: Strategy, show: &mut Show) -> Ended {
    let ended = match plan {
        Ok(plan) => perform(plan, strategy, show).await.unwrap_or_else(Ended::Failed),
        Err(refusal) => Ended::Refused(refusal),
    };
    show.end(&ended);
    ended
}

async fn perform(plan: Plan, strategy: Strategy, show: &mut Show) -> Result<Ended> {
    let (mut steps, mut skipped) = (Vec::new(), Vec::new());
    for step in STEPS.iter().filter(|step| strategy.includes(step.way)) {
        match &plan.traffic {
            Err(why) if step.way != Strategy::Rolling => skipped.push(format!("{} is left out: {why}", step.title)),
            _ => steps.push(step),
        }
    }
    if steps.is_empty() {
        let reason = format!("nothing is left to deploy: {}. Use the strategy rolling", skipped.join("; "));
        return Ok(Ended::Refused(Refusal::new(RefusedAt::Planning, reason)));
    }
    let world = World::build(plan, show).await?;
    let mut chapters = Vec::new();
    for (index, step) in steps.into_iter().enumerate() {
        let image = world.image(step.tag);
        show.chapter(index + 1, step.title, &image, world.simulator.now());
        let began = world.simulator.now();
        let result = deploy(&world, step, &image, show).await;
        if let Err(error) = &result
            && error.kind() == ErrorKind::Refused
        {
            return Ok(Ended::Refused(Refusal::new(RefusedAt::Admission, error.to_string())));
        }
        let seconds = world.simulator.now().since(began).as_secs();
        let chapter = chapter(index + 1, step, image, result, seconds);
        show.chapter_end(&chapter);
        chapters.push(chapter);
    }
    for line in &skipped {
        show.note(line);
    }
    Ok(Ended::Told(Summary { as_told: chapters.iter().all(|chapter| chapter.as_told), seed: world.plan.seed, chapters, skipped }))
}

fn chapter(number: usize, step: &Step, image: String, result: Result<DeploymentOutcome>, seconds: u64) -> Chapter {
    // A deployment that did not end as asked is an error that carries its outcome.
    let (outcome, error) = match result {
        Ok(outcome) => (Some(outcome), None),
        Err(error) => (error.outcome::<DeploymentOutcome>(), Some(error)),
    };
    let ending = outcome.as_ref().map(|outcome| outcome.verdict.ending);
    let cause = outcome.as_ref().map(|outcome| outcome.verdict.cause.clone());
    Chapter {
        number,
        title: step.title,
        image,
        expected: step.expected,
        ending,
        as_told: ending == Some(step.expected),
        cause: cause.or(error.map(|error| error.to_string())).unwrap_or_default(),
        state: outcome.as_ref().map(|outcome| outcome.state.clone()),
        seconds,
        outcome,
    }
}

async fn deploy(world: &World, step: &Step, image: &str, show: &mut Show) -> Result<DeploymentOutcome> {
    let image = ImageReference::parse(image)?;
    match (step.way, &world.routing) {
        (Strategy::Weighted, Some(routing)) => run(&world.client, canary(world, image, weighted(routing)), show).await,
        (Strategy::Canary, Some(routing)) => run(&world.client, canary(world, image, native(routing)), show).await,
        _ => {
            let rolling = RollingDeployment {
                container: Some(world.plan.container.clone()),
                gate: world.plan.gate.clone(),
                ..RollingDeployment::new(CLUSTER, SERVICE, image)
            };
            run(&world.client, rolling, show).await
        }
    }
}

fn canary(world: &World, image: ImageReference, method: CanaryMethod) -> CanaryDeployment {
    CanaryDeployment {
        container: Some(world.plan.container.clone()),
        gate: world.plan.gate.clone(),
        method,
        ..CanaryDeployment::new(CLUSTER, SERVICE, image)
    }
}

fn weighted(routing: &Routing) -> CanaryMethod {
    CanaryMethod::Weighted {
        listener_rule_arn: routing.rule.clone(),
        canary_target_group_arn: routing.green.clone(),
        steps: vec![10.0, 50.0],
        bake: Span::from_mins(5),
        canary_tasks: None,
    }
}

fn native(routing: &Routing) -> CanaryMethod {
    let routing = steps::Routing {
        alternate_target_group_arn: routing.green.clone(),
        production_listener_rule: routing.rule.clone(),
        role_arn: routing.role.clone(),
        test_listener_rule: None,
    };
    CanaryMethod::Native { percent: 10.0, bake: Span::from_mins(10), routing: Some(routing) }
}
