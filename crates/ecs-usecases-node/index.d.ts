// Made by `cargo xtask generate`; do not edit.
import type { CallOptions, ClientOptions, Place, PlanOptions, RehearseOptions, ResumeOptions, Run, RunPlanOptions, RunsOptions, SimulatedOptions, StartOptions, StartPlanOptions, StartResumedOptions } from './lib/runtime.js'
import { ClientBase, PlannerBase, RehearserBase, SimulatorBase, StarterBase } from './lib/runtime.js'

export * from './lib/catalog.js'
export * from './lib/errors.js'
export * from './lib/report.js'
export * from './lib/rules.js'
export * from './lib/server.js'
export { planMarkdown, rehearsalMarkdown, verifyAuditExport } from './lib/runtime.js'
export type { CallOptions, ClientOptions, Place, PlanOptions, RehearseOptions, ResumeOptions, Run, RunPlanOptions, RunsOptions, SimulatedOptions, StartOptions, StartPlanOptions, StartResumedOptions }

/** One thing that happened in a run. Events are numbered from 1 without gaps, in the order in which they happened. */
export interface Event {
  /** Number of the event in its run. */
  sequence: number
  /** When, in the time of the cloud (RFC 3339). */
  at: string
  /** The branch and step in which it happened, from the outermost to the innermost. */
  step: Array<string>
  /** It was told before the run was interrupted, and is told again by the resumed run. */
  replayed: boolean
  /** What happened. */
  detail: EventDetail
}

/** The run began. */
export interface EventDetailRunStarted {
  type: 'run_started'
  /** Run id, by which it can be resumed. */
  runId: string
  /** Name of the use case. */
  useCase: string
}

/** A step began. */
export interface EventDetailStepStarted {
  type: 'step_started'
  /** What the step does. */
  name: string
}

/** A step ended. */
export interface EventDetailStepFinished {
  type: 'step_finished'
  /** What the step did. */
  name: string
  /** The kind of error that ended it, or nothing when it succeeded. */
  error: ErrorKind | null
}

/** Something was changed. */
export interface EventDetailChanged {
  type: 'changed'
  /** The AWS action. */
  action: string
  /** Name or ARN of what was changed. */
  resource: string | null
}

/** A deployment moved. */
export interface EventDetailProgress {
  type: 'progress'
  /** Tasks of the new revision that are wanted. */
  desired: number
  /** Tasks of the new revision that run. */
  running: number
  /** Tasks of the new revision that start. */
  pending: number
  /** Tasks of the new revision that failed, as the circuit breaker counts them. */
  failed: number
  /** Tasks of earlier revisions that still run. */
  previousRunning: number
}

/** A deployment reached another state or lifecycle stage. */
export interface EventDetailStage {
  type: 'stage'
  /** AWS's status of the deployment. */
  status: string
  /** AWS's lifecycle stage, for strategies that have stages. */
  stage: string | null
  /** Why. */
  reason: string | null
}

/** Traffic was shifted. */
export interface EventDetailTraffic {
  type: 'traffic'
  /** Share of production traffic of the new revision, in percent. */
  percent: number
}

/** An alarm that the deployment watches is in another state than before. */
export interface EventDetailAlarm {
  type: 'alarm'
  /** Name of the alarm. */
  name: string
  /** AWS's state: `OK`, `ALARM` or `INSUFFICIENT_DATA`. */
  state: string
  /** AWS's reason for it. */
  reason: string | null
}

/** A load balancer sees the targets of a target group otherwise than before. */
export interface EventDetailHealth {
  type: 'health'
  /** Name or ARN of the target group. */
  targetGroup: string
  /** Targets that are healthy. */
  healthy: number
  /** Targets that are unhealthy. */
  unhealthy: number
  /** Targets whose first health checks go on. */
  initial: number
  /** Targets that are being taken out. */
  draining: number
}

/** The service's own event log. */
export interface EventDetailService {
  type: 'service'
  /** AWS's text. */
  message: string
}

/** One judgement of an analysis. */
export interface EventDetailAnalysis {
  type: 'analysis'
  /** Number of the judgement in its step, from 1. */
  round: number
  /** What was found: `pass`, `fail` or `no_data`. */
  result: string
  /** Why, metric by metric. */
  reasons: Array<string>
}

/** Something that the caller should know but that stops nothing. */
export interface EventDetailWarning {
  type: 'warning'
  /** The text. */
  message: string
}

/** The run ended. */
export interface EventDetailRunFinished {
  type: 'run_finished'
  /** `succeeded`, or the kind of the error. */
  result: string
  /** In a sentence. */
  message: string
}

/** What happened. */
export type EventDetail = EventDetailRunStarted | EventDetailStepStarted | EventDetailStepFinished | EventDetailChanged | EventDetailProgress | EventDetailStage | EventDetailTraffic | EventDetailAlarm | EventDetailHealth | EventDetailService | EventDetailAnalysis | EventDetailWarning | EventDetailRunFinished

/** What went wrong, in a form that a program can match on. */
export type ErrorKind = 'invalid_request' | 'not_found' | 'access_denied' | 'conflict' | 'throttled' | 'quota_exceeded' | 'unsupported' | 'timeout' | 'network' | 'service_fault' | 'refused' | 'deployment_failed' | 'cancelled' | 'diverged' | 'internal'

/** The parts of an `Error`, as they are in JSON. */
export interface ErrorDetails {
  /** What went wrong. */
  kind: ErrorKind
  /** Why, in a sentence. */
  message: string
  /** The AWS action, such as `ecs:UpdateService`. */
  operation?: string | null
  /** AWS's own error code, such as `ServiceNotFoundException`. */
  code?: string | null
  /** The name or ARN of what the operation was about, or the path of the field that is wrong. */
  resource?: string | null
  /** Whether the same call may succeed a little later. */
  retryable: boolean
  /** What was being done, from the outermost step to the innermost. */
  context?: Array<string>
  /** What to do about it. */
  advice?: string | null
  /** What was changed and is still so. */
  leftBehind?: Array<string>
  /** The outcome of a use case that ended otherwise than asked. */
  outcome?: unknown
  /** Where several things are wrong at once: each of them. */
  findings?: Array<ErrorDetails>
}

/**
 * What a use case would do: every write with what it changes, the stages with how long they take, and the risks.
 *
 * Values that may be secret are not shown. `request` is as the caller gave it, because the plan is run with it.
 */
export interface Plan {
  /** Name of the use case. */
  useCase: string
  /** Its request, as on the wire. */
  request: unknown
  /** Account from which it runs. */
  account: string
  /** Region from which it runs. */
  region: string
  /** When the plan was made (RFC 3339). */
  madeAt: string
  /** Everything that is written, in order. */
  writes: Array<PlannedWrite>
  /** The stages, in the order in which they begin. */
  stages: Array<PlannedStage>
  /** How long it takes. */
  duration: string
  /** How it ends if images behave well: `succeeded`, another ending of a deployment, or the kind of an error. */
  ending: string
  /** Why it ends so, in a sentence. */
  cause: string
  /** The most tasks of the services concerned that are there at the same time. */
  peakTasks: number
  /** What the run would warn of, and what had to be assumed. */
  warnings: Array<string>
  /** What could go wrong, the worst first. */
  risks: Array<Risk>
  /** What was read of the cloud and must still be so when the plan is run. */
  basis: Array<BasisRead>
}

/** One write, and what it changes. */
export interface PlannedWrite {
  /** The AWS action. */
  action: string
  /** Account in which it is done. */
  account: string
  /** Region in which it is done. */
  region: string
  /** Name or ARN of what is changed. Ids of what is only made by the run, which AWS chooses, are `*`. */
  resource: string | null
  /** The ECS cluster that it is in, if the request names one. */
  cluster: string | null
  /** The branch of the run; empty for the trunk. Writes of one branch keep their order. */
  branch: string
  /** The steps that it is in, from the outermost to the innermost. */
  step: Array<string>
  /** How long after the start. */
  after: string
  /** What it changes. Values that AWS would have set itself are no change. */
  changes: Array<Change>
}

/** A member that gets another value. */
export interface Change {
  /** Where, in AWS's names, such as `containerDefinitions[app].image`; empty for the whole. */
  path: string
  /** The value before; absent if there was none. What may be secret is not shown. */
  before: string | null
  /** The value after; absent if it is taken away. What may be secret is not shown. */
  after: string | null
}

/** A part of a run, and how long it takes. */
export interface PlannedStage {
  /** What it does; also the name of the step in events. */
  name: string
  /** The steps and the branch that it is in, from the outermost to the innermost. */
  within: Array<string>
  /** Who answers for it, where the use case says so. */
  responsible: Actor | null
  /** How long after the start it begins for the first time. */
  after: string
  /** How long it takes, all times together. */
  duration: string
  /** How often it is done. */
  times: number
}

/** Who answers for something. */
export type Actor = 'development_team' | 'cicd_pipeline' | 'operations_team' | 'infrastructure_team' | 'security_team' | 'vulnerability_management_team'

/** Something that could go wrong. */
export interface Risk {
  /** The stable name, such as `circuit-breaker-off`. */
  id: string
  /** How bad it would be. */
  level: RiskLevel
  /** What it is about. */
  resource: string
  /** Why it is a risk, in a sentence. */
  why: string
}

/** How bad it would be. */
export type RiskLevel = 'low' | 'medium' | 'high'

/**
 * One read of the cloud, and what it said that must still be so.
 *
 * What changes by itself (counts, times, events) is left out, and what may be secret is not shown and not part of the digest:
 * a secret can't be guessed from it. Secrets that change are noticed by their version.
 */
export interface BasisRead {
  /** Account that was read. */
  account: string
  /** Region that was read. */
  region: string
  /** The AWS action. */
  action: string
  /** The request in AWS's form. */
  request: unknown
  /** Of a long list only the items that mention one of these count; all, if there are none. */
  about: Array<string>
  /** What it said, in AWS's form; the code of an error is text. */
  said: unknown
  /** SHA-256 of what it said. */
  digest: string
}

/**
 * How a use case goes, as expected and under faults, and whether that is good enough.
 *
 * It has passed when all of this is so. As expected, the run ends as asked, every service that it changes has its minimum of
 * healthy tasks, and nothing is broken. Under each fault, every service that it changes ends in a safe state: the former task
 * definition is back, or the new one holds with every wanted task healthy, which one that crashes or answers with errors never
 * does; requests arrive only where something healthy answers; and nothing is broken. Broken is a minimum of healthy tasks that was
 * not kept by what the run or ECS did itself, as opposed to what the fault did.
 */
export interface Rehearsal {
  /** Name of the use case. */
  useCase: string
  /** Its request, as on the wire, without what may be secret in it. */
  request: unknown
  /** Account from which it runs. */
  account: string
  /** Region from which it runs. */
  region: string
  /** When the cloud was read (RFC 3339). */
  madeAt: string
  /** Whether it has passed. */
  passed: boolean
  /** Why it has not, a sentence each. */
  reasons: Array<string>
  /** The run as it is expected. */
  expected: Course
  /** The run under each fault. */
  whatIfs: Array<Rehearsed>
  /** Faults that were not tried out, because they can't happen to this run. */
  leftOut: Array<LeftOut>
  /** What could go wrong that is not tried out, the worst first. */
  risks: Array<Risk>
  /** What was read of the cloud and must still be so when it is run. */
  basis: Array<BasisRead>
}

/** What a run comes to. */
export interface Course {
  /** How it ends: `succeeded`, another ending of a deployment, or the kind of an error. */
  ending: string
  /** Why it ends so, in a sentence. */
  cause: string
  /** The error, if the use case ends with one; its outcome is told by the ending. */
  error: ErrorDetails | null
  /** How long it takes. */
  duration: string
  /** The stages, in the order in which they begin. */
  stages: Array<PlannedStage>
  /** Everything that is written, in order. */
  writes: Array<PlannedWrite>
  /** The most tasks at once, of all services that were read. Of several accounts and Regions as they are at each call. */
  peakTasks: number
  /** The services that are written to. */
  services: Array<ServiceCourse>
  /** What tasks take at their peak, by what they run on. */
  capacity: Array<CapacityNeed>
  /** Why tasks found no room, where some did. */
  noRoom: Array<string>
  /** What it costs. */
  cost: Cost
  /**
   * What must hold and did not: a minimum of healthy tasks that was not kept by what the run or ECS did, traffic without a
   * healthy target.
   */
  broken: Array<string>
  /** What the run warns of, and what had to be assumed. */
  warnings: Array<string>
}

/** A service in one course. */
export interface ServiceCourse {
  /** Account. */
  account: string
  /** Region. */
  region: string
  /** Name of its cluster. */
  cluster: string
  /** Name. */
  service: string
  /** Which state holds in the end. */
  holds: ServiceStanding
  /** ARN of the task definition before; none, if the run makes the service. */
  taskDefinitionBefore: string | null
  /** ARN of the task definition in the end. */
  taskDefinition: string | null
  /** Tasks wanted in the end. */
  desired: number
  /** Healthy tasks that its health percents keep. */
  minimum: number
  /** Healthy tasks in the end. */
  healthy: number
  /** The most tasks that were there at once, those that start and stop too. */
  peakTasks: number
  /** The most tasks that ran at once. */
  peakRunning: number
  /** The fewest tasks that ran, of whatever revision; none, if the run makes the service. */
  lowestRunning: number | null
  /** Tasks in the end that run what did not run before. */
  newTasks: number
  /** Target groups that requests arrive at and that have no healthy target in the end. */
  unserved: Array<string>
}

/** Which state holds when a course is over and everything that moves by itself has had half an hour to settle. */
export type ServiceStanding = 'former' | 'new' | 'open' | 'gone'

/** What tasks of one kind take at their peak, of all services that were read. */
export interface CapacityNeed {
  /** Account. */
  account: string
  /** Region. */
  region: string
  /** What they run on: `fargate_x86_64`, `fargate_spot_x86_64`, `instances_arm64` and so on. */
  kind: string
  /** The most tasks at once. */
  peakTasks: number
  /** The most vCPUs at once. */
  peakVcpu: number
  /** The most memory at once, in GB. */
  peakMemoryGb: number
  /**
   * vCPUs that the account may have on Fargate, or on Fargate Spot, as Service Quotas tells; absent for instances, and where it
   * could not be read. Tasks that were not read count against it, too.
   */
  quotaVcpu: number | null
}

/**
 * What a course costs beyond what would have been paid without it: tasks only, neither load balancers nor data, and of storage only
 * what is free with a task.
 */
export interface Cost {
  /**
   * US dollars for tasks that are there for the time of the run; absent, if a price is not known. Less than nothing, if tasks are
   * taken away.
   */
  rollout: number | null
  /** US dollars that a month of 730 hours costs more afterwards; absent, if a price is not known. */
  monthlyDifference: number | null
  /** How these are made up. */
  items: Array<CostItem>
  /** What has no known price. */
  unpriced: Array<string>
  /** Where the prices are from. */
  source: string
  /** When they were so. */
  asOf: string
}

/** What tasks of one kind cost. */
export interface CostItem {
  /** Account. */
  account: string
  /** Region. */
  region: string
  /** What they run on, as price lists have it. */
  kind: string
  /** Hours of a vCPU beyond what would have been paid for. */
  extraVcpuHours: number
  /** Hours of a GB of memory beyond what would have been paid for. */
  extraGbHours: number
  /** vCPUs more than before, for good. */
  moreVcpu: number
  /** GB of memory more than before, for good. */
  moreGb: number
  /** The price that was taken; absent, if none is known. */
  price: Price | null
}

/** What a task costs an hour. */
export interface Price {
  /** For each vCPU. */
  vcpuHour: number
  /** For each GB of memory. */
  gbHour: number
}

/** The run under a fault. */
export interface Rehearsed {
  /** The fault. */
  whatIf: WhatIf
  /** How long after the start it happens, if it has a moment. */
  happensAfter: string | null
  /** Names of the Availability Zones that are lost. */
  lostZones: Array<string>
  /** Whether it ends in a safe state. */
  safe: boolean
  /** Why not, a sentence each. */
  reasons: Array<string>
  /** How it goes. */
  course: Course
}

/** The new image exits with code 1 three seconds after it runs. */
export interface WhatIfImageCrashes {
  type: 'image_crashes'
}

/** The new image takes longer until it answers. */
export interface WhatIfStartsSlowly {
  type: 'starts_slowly'
  /** Seconds that it takes longer. */
  seconds: number
}

/** The new image answers requests with HTTP 5xx. */
export interface WhatIfErrors {
  type: 'errors'
  /** Share of the requests, in percent. */
  percent: number
}

/** An Availability Zone is lost in the middle of the run, and stays lost. */
export interface WhatIfZoneLost {
  type: 'zone_lost'
  /** Its name, such as `eu-west-1a`; the one with the most tasks when absent. */
  zone?: string | null
}

/** Fargate Spot takes its capacity back in the middle of the run, and has none for ten minutes. */
export interface WhatIfSpotReclaimed {
  type: 'spot_reclaimed'
}

/** A fault that is tried out. Of images only those are meant that the run starts and that did not run before. */
export type WhatIf = WhatIfImageCrashes | WhatIfStartsSlowly | WhatIfErrors | WhatIfZoneLost | WhatIfSpotReclaimed

/** A fault that was not tried out. */
export interface LeftOut {
  /** The fault. */
  whatIf: WhatIf
  /** Why, in a sentence. */
  why: string
}

/** A run in a list. Its number and hash are those of the last record: kept elsewhere, they prove that nothing was cut off. */
export interface RunHead {
  /** The run's id. */
  runId: string
  /** Name of the use case. */
  useCase: string
  /** Whether it has ended. */
  state: RunState
  /** When it began (RFC 3339). */
  startedAt: string
  /** When it last wrote something down (RFC 3339). */
  updatedAt: string
  /** Records that it has. */
  number: number
  /** Hash of the last record. */
  hash: string
}

/** Whether a run has ended. */
export type RunState = 'open' | 'succeeded' | 'failed' | 'cancelled'

/** A run, and what it did. */
export interface RunStory {
  /** What a list shows of it. */
  run: RunHead
  /** Its request, without what must not be written down. */
  request: unknown
  /** What it sent to change something, in order. */
  changes: Array<SentChange>
  /** What it holds: `account/region/kind/name`. */
  holds: Array<string>
  /** Processes that executed it, with the moment each began. */
  attempts: Array<RunAttempt>
  /** Whether a process seems to be executing it now. */
  executing: boolean
  /** The outcome, when it succeeded. */
  outcome: unknown
  /** The error, when it failed. */
  error: ErrorDetails | null
}

/** A call of a run that changes something. */
export interface SentChange {
  /** The AWS action. */
  action: string
  /** Name or ARN of what it changes. */
  resource: string | null
  /** Account and Region, if not those of the run. */
  place: string | null
  /** When it was about to be sent (RFC 3339). */
  at: string
  /** `done`, `failed`, or `unknown` if no answer was written down: it may have been done. */
  result: string
}

/** A process that executed a run. */
export interface RunAttempt {
  /** The process. */
  process: string
  /** Version of this library. */
  library: string
  /** When it began (RFC 3339). */
  at: string
}

/** How far each run had come at a moment. Kept elsewhere, it shows later that nothing before it was changed or taken away. */
export interface AuditAnchor {
  /** When it was made, in the time of the cloud (RFC 3339). */
  at: string
  /** The runs that there were, in the order of their ids. */
  runs: Array<AnchoredRun>
  /** SHA-256 of the ids, numbers and hashes, in hexadecimal. */
  hash: string
}

/** How far a run had come. */
export interface AnchoredRun {
  /** The run's id. */
  runId: string
  /** Records that it had. */
  number: number
  /** Hash of the last of them. */
  hash: string
}

/** What was checked and found to be whole. */
export interface AuditReport {
  /** The runs, in the order in which they stand there. */
  runs: Array<RunHead>
  /** Records of all of them. */
  records: number
  /** Of them, those that an anchor vouches for; 0 without an anchor. */
  anchored: number
}

/** An entry in a list. */
export interface CatalogItem {
  /** Its id, such as `UC14`. */
  id: string
  /** Its API name, such as `canary_deployment`. */
  name: string
  /** Its name in Rust, such as `CanaryDeployment`. */
  title: string
  /** What it does, in one sentence. */
  summary: string
  /** Its family. */
  family: Family
  /** How much there is to get right. */
  complexity: Complexity
  /** Whether this version can run it. */
  implemented: boolean
}

/** The families of the catalog. */
export type Family = 'foundation' | 'deployment' | 'workload' | 'operations' | 'images' | 'resilience' | 'governance' | 'migration'

/** How much there is to get right. */
export type Complexity = 'simple' | 'moderate' | 'complex'

/** An entry of the catalog. */
export interface CatalogEntry {
  /** Its id, such as `UC14`. */
  id: string
  /** Its API name in snake case, such as `canary_deployment`. */
  name: string
  /** Its name in Rust, such as `CanaryDeployment`. */
  title: string
  /** What it does, in one sentence. */
  summary: string
  /** What happens, when one uses it, and which state holds after a failure. */
  description: string
  /** Kinds of application that it is for. */
  applicationTypes: Array<ApplicationType>
  /** Where its tasks can run. */
  launchTypes: Array<LaunchKind>
  /** How it changes what runs. */
  strategies: Array<Strategy>
  /** How much there is to get right. */
  complexity: Complexity | null
  /** Who takes part. */
  actors: Array<Actor>
  /** Its stages, in order. */
  stages: Array<StageDocument>
  /** How it can fail, and what holds then. */
  failures: Array<FailureDocument>
  /** What its later stages take that none before them leaves. What the first stage takes comes with the request, from who answers for it. */
  inputs: Array<InputDocument>
  /** What it asks of Amazon ECR. */
  ecr: EcrRequirements
  /** Settings of the task definition. */
  task: Array<Setting>
  /** Settings of the service, or of the run, schedule or stack where there is none. */
  service: Array<Setting>
  /** Networking. */
  networking: Array<string>
  /** Scaling. */
  scaling: Array<string>
  /** Security. */
  security: Array<string>
  /** Which metric, alarm, log or event shows what. */
  monitoring: Array<string>
  /** Its place in build and deployment pipelines. */
  cicd: Array<string>
  /** What it costs, and what saves. */
  cost: Array<string>
  /** Rollback, and recovery from disasters. */
  recovery: Array<string>
  /** What goes wrong often. */
  pitfalls: Array<Pitfall>
  /** What is known to work. */
  bestPractices: Array<BestPractice>
  /** Controls that it meets. */
  compliance: Array<Compliance>
  /** Services that it works with. */
  integrations: Array<Integration>
  /** Ids of entries that have to do with it. */
  related: Array<string>
  /** Its family. */
  family: Family
  /** Whether this version can run it. */
  implemented: boolean
  /** The IAM actions of the calls that it makes in the scenario tests; empty as long as it is not implemented. */
  actions: Array<string>
  /**
   * An IAM policy that allows them, each on the resources that AWS can narrow it to, with roles passed to ECS and tasks only.
   * What your account is called and has is a placeholder, such as `${Account}` or `${Cluster}`. Absent as long as it is not
   * implemented.
   */
  iamPolicy: unknown
}

/** A kind of application. */
export type ApplicationType = 'web_application' | 'api' | 'worker' | 'batch' | 'scheduled' | 'stream' | 'event_driven' | 'machine_learning' | 'media' | 'hpc' | 'ci' | 'edge' | 'windows' | 'data' | 'any'

/** Where tasks run: AWS's launch types, and the capacity that is chosen apart from them. */
export type LaunchKind = 'fargate' | 'fargate_spot' | 'ec2' | 'managed_instances' | 'external'

/** How what runs is changed. */
export type Strategy = 'rolling' | 'blue_green' | 'canary' | 'linear' | 'weighted' | 'none'

/** A stage of a use case. */
export interface StageDocument {
  /** Its name. */
  name: string
  /** Who answers for it. */
  responsible: Actor | null
  /** Artifacts that it takes. */
  takes: Array<string>
  /** Artifacts that it leaves. */
  leaves: Array<string>
  /** What is done. Empty where the code says it. */
  does?: string
}

/** A way in which a use case fails. */
export interface FailureDocument {
  /** What goes wrong. */
  when: string
  /** What holds afterwards. */
  then: string
}

/** An artifact that somebody brings. */
export interface InputDocument {
  /** The artifact, as the stage that takes it names it. */
  artifact: string
  /** Who brings it. */
  broughtBy: Actor | null
}

/** What a use case asks of Amazon ECR. */
export interface EcrRequirements {
  /** Names of repositories. */
  naming: string
  /** Tags, and whether they can be moved. */
  tags: string
  /** What the lifecycle policy takes away. */
  lifecycle: string
  /** Scans, and what they let pass. */
  scan: string
  /** Replication to other Regions and accounts. */
  replication: string
  /** What must be kept for rollback or evidence. */
  retention: string
  /** Who builds and pushes, and how. */
  buildAndPush: string
}

/** A setting by AWS's name. */
export interface Setting {
  /** Path of the setting, such as `deploymentConfiguration.strategy`. */
  setting: string
  /** What it is set to, in words or as AWS writes it. */
  value: string
  /** Why. */
  why: string
}

/** What goes wrong often. */
export interface Pitfall {
  /** What is done wrong, and what comes of it. */
  pitfall: string
  /** What to do instead. */
  instead: string
}

/** What is known to work. */
export interface BestPractice {
  /** What to do. */
  practice: string
  /** The pillar that it serves. */
  pillar: Pillar | null
  /** Where AWS says so. */
  source: string
}

/** A pillar of the AWS Well-Architected Framework. */
export type Pillar = 'operational_excellence' | 'security' | 'reliability' | 'performance_efficiency' | 'cost_optimization' | 'sustainability'

/** A control that a use case helps to meet. */
export interface Compliance {
  /** Whose control. */
  framework: Framework | null
  /** Its id. */
  control: string
  /** What of the use case meets it. */
  how: string
}

/** Whose rules a control is one of. */
export type Framework = 'security_hub' | 'pci_dss' | 'hipaa' | 'soc2' | 'gdpr' | 'nist_800_53' | 'cis'

/** A service that a use case works with. */
export interface Integration {
  /** Name of the service. */
  service: string
  /** What for. */
  purpose: string
}

/** A rule, as a list shows it. */
export interface RuleItem {
  /** The stable name, such as `ECS-PRIVILEGED`. */
  id: string
  /** What must hold, in a sentence. */
  title: string
  /** What kind of resource it inspects. */
  kind: ResourceKind
  /** How bad it is if it does not hold. */
  level: RuleLevel
  /** The pillar of the Well-Architected Framework that it serves most. */
  pillar: Pillar
  /** Whether it is about what Amazon ECS asks when a task definition is registered; every other rule is about posture. */
  registration: boolean
  /** What to do, in a sentence; empty for rules of registration, whose findings each say it. */
  remedy: string
  /** The AWS documentation page that it comes from. */
  documentation: string
  /** The rules of others that ask the same, such as `security-hub ECS.4`. */
  sources: Array<string>
}

/** Kinds of resource. */
export type ResourceKind = 'task_definition' | 'service' | 'cluster' | 'capacity_provider' | 'repository' | 'registry' | 'load_balancer' | 'listener' | 'target_group' | 'account'

/** How bad a finding is. */
export type RuleLevel = 'low' | 'medium' | 'high' | 'critical' | 'invalid'

/** What all rules say of some resources, in the order in which they ran. */
export interface PostureReport {
  /** One for each rule and resource; for each place where the rule found something, if it found several. */
  checks: Array<RuleCheck>
}

/** One rule and one place of one resource. */
export interface RuleCheck {
  /** The rule's id. */
  rule: string
  /** What must hold. */
  title: string
  /** What it says. */
  outcome: RuleOutcome
  /** How bad it is if it does not hold. */
  level: RuleLevel
  /** The pillar that it serves most. */
  pillar: Pillar
  /** What kind of resource it is. */
  kind: ResourceKind
  /** Its name, ARN or file. */
  resource: string
  /** Where, in AWS's names; empty for the whole. */
  path: string
  /** What was found, what is not known, or how the rule failed; empty if it passed. */
  message: string
  /** What to do, if it failed. */
  remedy: string
  /** The AWS documentation page that it comes from. */
  documentation: string
  /** The rules of others that ask the same, such as `security-hub ECS.4`. */
  sources: Array<string>
  /** Where in the file that `resource` names; absent if it is not about a file. */
  place: FilePlace | null
}

/** What a rule says of a resource. */
export type RuleOutcome = 'passed' | 'failed' | 'unknown' | 'not_applicable' | 'error'

/** A part of a file. Lines and columns count from one, columns in characters; the end is the column after the last character. */
export interface FilePlace {
  /** Line of the first character. */
  line: number
  /** Column of the first character. */
  column: number
  /** Line of the last character. */
  endLine: number
  /** Column after the last character. */
  endColumn: number
}

/** The way from answers to a use case. Several ways may lead to the same node. */
export interface DecisionTree {
  /** The questions, in the order in which one asks them. */
  questions: Array<DecisionQuestion>
  /** Id of the first node. */
  start: string
  /** The nodes. */
  nodes: Array<DecisionNode>
  /** The leaves. */
  leaves: Array<DecisionLeaf>
  /** What answers add to a leaf's request besides. */
  adjustments: Array<DecisionAdjustment>
}

/** A question. */
export interface DecisionQuestion {
  /** Its id: a field of the answers. */
  id: string
  /** The question. */
  ask: string
  /** Why it is asked. */
  why: string
  /** The answer that is assumed. */
  default: string
  /** Why it is that one. */
  defaultWhy: string
  /** The answers. */
  answers: Array<DecisionAnswer>
}

/** An answer to a question. */
export interface DecisionAnswer {
  /** The answer. */
  answer: string
  /** What it means. */
  means: string
  /** Answers to other questions that follow from it, by question. Others contradict it. */
  implies: Record<string, string>
  /** Of a question to which one answers with names: the names that mean this. */
  of: Array<string>
}

/** A place where the way parts. */
export interface DecisionNode {
  /** Its id. */
  id: string
  /** Id of the question by whose answer it parts. */
  question: string
  /** Where the answers lead. */
  branches: Array<DecisionBranch>
}

/** Where some answers lead. */
export interface DecisionBranch {
  /** The answers. */
  answers: Array<string>
  /** Id of the node or leaf that comes next. */
  next: string
  /** Why. */
  why: string
  /** Use cases that are out of the question from here on. */
  refuses: Array<DecisionRefusal>
}

/** A use case that is out of the question. */
export interface DecisionRefusal {
  /** API name of the use case. */
  useCase: string
  /** Why. */
  why: string
}

/** What is recommended at the end of a way. */
export interface DecisionLeaf {
  /** Its id. */
  id: string
  /** API name of the use case. */
  useCase: string
  /** How what runs is changed. */
  strategy: Strategy
  /** Why. */
  why: string
  /** What has to be there before it can run. */
  needs: Array<string>
  /** The request, with placeholders such as `{cluster}`. None of a use case that this version can't run. */
  request: unknown
}

/** What an answer adds to a request. */
export interface DecisionAdjustment {
  /** The answers that it is for, by question: one of each. */
  when: Record<string, Array<string>>
  /** Ids of the leaves that it is for. */
  leaves: Array<string>
  /** What is added to the request, or to each of its environments if it has some. */
  set: unknown
  /** Why. */
  why: string
}

/** A table: a head for each row, and its cells. */
export interface Matrix {
  /** What use cases are set against. */
  by: MatrixBy
  /** What it shows. */
  title: string
  /** The heads of the columns; the first is that of the rows' heads. */
  columns: Array<string>
  /** The rows. */
  rows: Array<MatrixRow>
}

/** What use cases are set against. */
export type MatrixBy = 'actor' | 'artifact' | 'launch_type' | 'strategy' | 'ecr_feature' | 'iam_action' | 'pillar'

/** A row of a matrix. */
export interface MatrixRow {
  /** What it is about: a use case, or an artifact or action. */
  head: string
  /** A cell for each column but the first; empty where nothing is said. */
  cells: Array<string>
}

/** Which use case to take, and how. */
export interface Recommendation {
  /** The use case. */
  useCase: CatalogItem
  /** How what runs is changed. */
  strategy: Strategy
  /** Id of the tree's leaf. */
  leaf: string
  /** Why. */
  why: string
  /** What has to be there before it can run. */
  needs: Array<string>
  /** The request of the use case; it can be run as it is when nothing is missing. Absent if this version can't run the use case. */
  request: unknown
  /** Fields of the answers that the request needs and that were not given: `{name}` stands in their places. */
  missing: Array<string>
  /** The way through the tree. */
  path: Array<PathStep>
  /** What other answers added to the request. */
  adjustments: Array<AppliedAdjustment>
  /** Use cases that are out of the question, and why. */
  refused: Array<RefusedUseCase>
  /** Questions that were not answered though the recommendation depends on them, and what was assumed. */
  assumed: Array<AssumedAnswer>
  /** Fields that were given and that made no difference here. */
  unused: Array<string>
}

/** A question on the way, and where its answer led. */
export interface PathStep {
  /** The question's id. */
  id: string
  /** The question. */
  question: string
  /** The answer. */
  answer: string
  /** How the answer came about. */
  origin: AnswerOrigin
  /** Why the way goes on as it does. */
  why: string
}

/** How an answer came about. */
export type AnswerOrigin = 'given' | 'implied' | 'assumed'

/** What other answers added to the request. */
export interface AppliedAdjustment {
  /** The answers. */
  because: Record<string, string>
  /** What was added. */
  set: unknown
  /** Why. */
  why: string
}

/** A use case that is out of the question. */
export interface RefusedUseCase {
  /** The use case's id. */
  id: string
  /** Its API name. */
  name: string
  /** Why not. */
  why: string
  /** The question by whose answer it went. */
  question: string
  /** The answer. */
  answer: string
}

/** An answer that was assumed. */
export interface AssumedAnswer {
  /** The question's id. */
  id: string
  /** The question. */
  question: string
  /** The answer that was assumed. */
  answer: string
  /** Why. */
  why: string
}

/** What a review of a use case tells. */
export interface Review {
  /** What was reviewed: its id and title, as far as it has them. */
  subject: string
  /** How it ends. */
  verdict: ReviewVerdict
  /** What was found, in the order of the document's parts. */
  findings: Array<ReviewFinding>
  /** What of a written use case was not understood. It is in no part of the review, and the verdict is not complete. */
  notUnderstood: Array<NotUnderstood>
  /** The score by pillar. */
  scores: Array<PillarScore>
  /** How many checks were run, and how many of them held. */
  checks: number
  /** How many of them held. */
  held: number
  /** Checks that failed themselves. They count for no score. */
  broken: Array<BrokenCheck>
  /** Id of the catalog's entry that refinements are taken from, if one is like it. */
  like: string | null
}

/** How a review ends. */
export type ReviewVerdict = 'complete' | 'needs_refinement' | 'incomplete'

/** What a review found. */
export interface ReviewFinding {
  /** The check, such as `UC-ARTIFACT-FLOW`. */
  id: string
  /** What it is about. */
  topic: ReviewTopic
  /** Whether something is missing or has to be refined. */
  gap: ReviewGap
  /** The pillars whose score it lowers. */
  pillars: Array<Pillar>
  /** Which part, such as `stages[2].leaves`. */
  path: string
  /** What was found. */
  what: string
  /** What comes of it. */
  why: string
  /** Where AWS says so. */
  source: string
  /** What to write. Where the catalog has the same use case, with its text. */
  refinement: string
}

/** What a finding is about. */
export type ReviewTopic = 'artifacts' | 'responsibilities' | 'steps' | 'error_handling' | 'ecr' | 'networking' | 'scaling' | 'security' | 'monitoring' | 'compliance' | 'cicd' | 'cost' | 'disaster_recovery' | 'description' | 'configuration' | 'knowledge'

/** Whether a part is missing or has to be refined. */
export type ReviewGap = 'missing' | 'refine'

/** A part of a written use case that says nothing that is known. */
export interface NotUnderstood {
  /** Where, as the text names it, such as `stages[0].responsibel`. */
  path: string
  /** What stands there, shortened. */
  text: string
  /** Why it is not understood. */
  why: string
  /** What looks most like it, if anything does. */
  nearest: string | null
}

/**
 * The score of one pillar of the AWS Well-Architected Framework.
 *
 * It is the share of the pillar's checks that hold, each counted by its weight of 1 to 3, of 100 and rounded down: 100 says that
 * all hold. A check counts for each of its pillars. A check that was not asked, because the part that it refines is missing, counts
 * for none.
 */
export interface PillarScore {
  /** The pillar. */
  pillar: Pillar
  /** 0 to 100; absent if none of its checks was asked. */
  score: number | null
  /** Sum of the weights of its checks that hold. */
  held: number
  /** Sum of the weights of its checks. */
  asked: number
}

/** A check that could not be run. */
export interface BrokenCheck {
  /** The check. */
  id: string
  /** What it failed with. */
  error: string
}

/** What a review of a live service tells. */
export interface ServiceReview {
  /** `cluster/service`. */
  subject: string
  /** Incomplete with a finding of high severity, complete with none and nothing unread. */
  verdict: ReviewVerdict
  /** What was found, the worst first. */
  findings: Array<ServiceFinding>
  /** The score by pillar: the share of its rules that hold, a rule of high severity counted three times, of medium twice. */
  scores: Array<PillarScore>
  /** The checklist of Amazon ECR. Its items that fail are among the findings. */
  ecr: EcrChecklist
  /** What could not be read, and counts for no score. */
  unread: Array<Unread>
  /** Rules that failed themselves. That is a defect of the rule, not of the service; the others ran. */
  ruleErrors: Array<RuleCheck>
}

/** Something of a live service that is not as it should be. */
export interface ServiceFinding {
  /** The rule, such as `ECR-R2`. */
  id: string
  /** How bad it is. */
  severity: ReviewSeverity
  /** The pillars that it counts for. */
  pillars: Array<Pillar>
  /** Where, in AWS's names. */
  path: string
  /** What was found. */
  what: string
  /** What comes of it. */
  why: string
  /** Where AWS says so. */
  source: string
  /** What to do. */
  remedy: string
}

/** How bad it is that something of a live service is not as it should be. */
export type ReviewSeverity = 'high' | 'medium' | 'low'

/** The checklist of Amazon ECR, filled in. */
export interface EcrChecklist {
  /** Of what: an entry, a written use case, or `cluster/service`. */
  subject: string
  /** Whether it is of a live service. */
  live: boolean
  /** The items, by group. */
  items: Array<EcrItem>
  /** How many hold. */
  passed: number
  /** How many do not. */
  failed: number
  /** How many could not be told. */
  unknown: number
  /** What of a live service could not be read. */
  unread: Array<Unread>
}

/** An item of the checklist. */
export interface EcrItem {
  /** Its id, such as `ECR-R2`. */
  id: string
  /** Its group. */
  group: EcrGroup
  /** What has to hold. */
  title: string
  /** How it stands. */
  status: EcrStatus
  /** What shows it, a line each. */
  evidence: Array<string>
  /** What comes of it where it does not hold. */
  why: string
  /** Where AWS says so. */
  source: string
  /** What to do. */
  remedy: string
}

/** A group of the checklist. */
export type EcrGroup = 'repository' | 'image' | 'build' | 'security' | 'cost' | 'operations'

/** How an item of the checklist stands. */
export type EcrStatus = 'pass' | 'fail' | 'unknown' | 'not_applicable'

/** Something that could not be read. */
export interface Unread {
  /** The IAM action of the read, such as `ecr:GetLifecyclePolicy`. */
  action: string
  /** Of what. */
  resource: string | null
  /** Why. */
  error: string
}

/** Which use cases a team has, and which it has not. */
export interface GapReport {
  /** Those it has. */
  have: Array<Had>
  /** Those it has not, the most urgent first. */
  missing: Array<Gap>
  /** Names that may mean several, which count for none. */
  ambiguous: Array<AmbiguousName>
  /** Names that mean none. */
  unknown: Array<UnknownName>
  /** How many of each family it has. */
  families: Array<FamilyCoverage>
  /** What of the account could not be read: what it would have shown counts as missing. */
  unread: Array<Unread>
}

/** A use case that the team has. */
export interface Had {
  /** Its id. */
  id: string
  /** Its API name. */
  name: string
  /** What was given for it, or what of the account shows it. */
  evidence: Array<string>
}

/** A use case that is missing. */
export interface Gap {
  /** Its id. */
  id: string
  /** Its name in Rust. */
  title: string
  /** What it does, in one sentence. */
  summary: string
  /** Its family. */
  family: Family
  /** How urgent it is. */
  priority: GapPriority
  /** The points that give the priority. */
  points: number
  /** Why it is so urgent, a reason a line. */
  why: Array<string>
  /** Who takes part. */
  actors: Array<Actor>
  /** The artifacts that its stages leave. */
  artifacts: Array<string>
  /** What it asks of Amazon ECR. */
  ecr: EcrRequirements
  /** How much there is to get right. */
  complexity: Complexity
  /** The name by which the API runs it, in Python and on the wire; the same in camel case in TypeScript. */
  api: string
  /** Whether this version can run it. */
  implemented: boolean
  /** Of a report of a live account: whether the account could have shown it. What it can't show, the team may do all the same. */
  observable: boolean | null
}

/**
 * How urgent a missing use case is, by points:
 *
 * - 100 for a safety net of something that the team does: the way back and the gates of a deployment, the watch over what runs.
 * - 10 for each use case of the team that names it as related, at most 50.
 * - 20 if it is of the foundation and the team does anything at all, 10 if it is of operations, images, resilience or governance.
 *
 * From 100 on it is critical, from 40 high, from 20 medium, below low. A team that has nothing is told to begin with the foundation
 * and one deployment with its way back.
 */
export type GapPriority = 'critical' | 'high' | 'medium' | 'low'

/** A name that may mean several use cases. */
export interface AmbiguousName {
  /** As it was given. */
  given: string
  /** The ids and names that it may mean. */
  candidates: Array<string>
}

/** A name that means no use case. */
export interface UnknownName {
  /** As it was given. */
  given: string
  /** The one that looks most like it. */
  nearest: string
}

/** How much of a family a team has. */
export interface FamilyCoverage {
  /** The family. */
  family: Family
  /** How many of it the team has. */
  have: number
  /** How many there are. */
  of: number
}

/** Nothing. */
export type NoopOutcome = Record<string, never>

/** What was set up. */
export interface RepositorySetupOutcome {
  /** ARN of the repository. */
  repositoryArn: string
  /** What images are pushed to and pulled from: `host/repository`. */
  repositoryUri: string
  /** Whether this run created it. */
  created: boolean
  /** What this run changed. Empty if everything was as asked. */
  changes: Array<RepositoryChange>
  /** What the changed lifecycle policy deletes of the images that were there, if it was looked at. */
  lifecyclePreview: LifecyclePreview | null
}

/** One setting that was changed. */
export interface RepositoryChange {
  /**
   * The setting: `repository`, `tag_mutability`, `scan_on_push`, `lifecycle_policy`, `repository_policy`,
   * `registry_scanning`, `replication` or `tags.KEY`.
   */
  what: string
  /** What it was, if it was set. */
  before: string | null
  /** What it is now, if it is set. */
  after: string | null
}

/** What a lifecycle policy does to the images that were there when it was set. */
export interface LifecyclePreview {
  /** Images that it deletes. */
  wouldExpire: Array<ExpiringImage>
  /** Number of images that stay. */
  kept: number
}

/** An image that a lifecycle policy deletes. */
export interface ExpiringImage {
  /** Digest. */
  digest: string
  /** Tags. */
  tags: Array<string>
  /** Priority of the rule that deletes it. */
  rulePriority: number
}

/** What came of the environments. */
export interface NormalDeploymentOutcome {
  /** Digest that was deployed. */
  digest: string
  /** The environments that the image reached, in order. */
  environments: Array<EnvironmentOutcome>
}

/** What came of an environment. */
export interface EnvironmentOutcome {
  /** Its name. */
  name: string
  /** Whether it runs the image now. */
  deployed: boolean
  /** The deployment. */
  deployment: DeploymentOutcome
  /** What the checks found. */
  checks: Array<Checked>
  /** The approval that was used. */
  approval: Approval | null
  /** How the former revision was put back after a failed check. */
  rollback: DeploymentOutcome | null
}

/** What came of a deployment. */
export interface DeploymentOutcome {
  /** ARN of the service. */
  serviceArn: string
  /** The image that was to be deployed, with its digest. */
  image: string | null
  /** Task definition that was deployed. */
  taskDefinition: string
  /** Task definition that ran before. */
  previousTaskDefinition: string
  /** Id of the deployment in ECS; none when the service ran this revision already. */
  deploymentId: string | null
  /** ARN of the service deployment, where AWS keeps one. */
  serviceDeploymentArn: string | null
  /** How it ended. */
  verdict: Verdict
  /** Which state holds now. */
  state: HeldState
  /** What the checks before any production traffic found. */
  tests: Array<Checked>
  /** Judgements of the analysis, for strategies that have one. */
  analysis: Array<Judgement>
  /** What differs from the task definition that ran before; values of environment variables are not shown. */
  changes: Array<SettingChange>
}

/** How a deployment ended, with its cause and the evidence. */
export interface Verdict {
  /** How. */
  ending: Ending
  /** Why, in a sentence. */
  cause: string
  /** What shows it. */
  evidence: Evidence
}

/** How a deployment ended. */
export type Ending = 'succeeded' | 'rolled_back' | 'superseded' | 'stopped' | 'timed_out' | 'stuck'

/** What shows how a deployment ended. */
export interface Evidence {
  /** AWS's status of the service deployment, where AWS keeps one. */
  status: string | null
  /** AWS's reason for it. */
  statusReason: string | null
  /** Tasks of the new revision that were wanted and that ran at the end. */
  desired: number
  /** Tasks of the new revision that ran at the end. */
  running: number
  /** The fewest tasks of the service, of whatever revision, that any look at the deployment saw running. */
  lowestRunning: number | null
  /** Tasks that failed, as ECS counts them. */
  failed: number
  /** Failures after which the circuit breaker opens. */
  breakerThreshold: number | null
  /** Alarms that fired. */
  alarms: Array<string>
  /** Tasks of the new revision that stopped. */
  stoppedTasks: Array<StoppedTask>
  /** Targets that the load balancer found unhealthy, at the end or while the deployment was followed. */
  unhealthyTargets: Array<UnhealthyTarget>
  /** Lifecycle hooks that the deployment came to, in that order. */
  hooks: Array<HookRun>
  /** The last lines that the containers of the latest failed task logged. */
  logs: Array<LogTail>
  /** The service's events since the deployment began, the oldest first. */
  events: Array<string>
}

/** A task that stopped, and why. */
export interface StoppedTask {
  /** Id of the task. */
  task: string
  /** AWS's stop code. */
  stopCode: string | null
  /** AWS's stopped reason. */
  reason: string | null
  /** Its containers that ended with an error. */
  containers: Array<EndedContainer>
}

/** A container that ended. */
export interface EndedContainer {
  /** Name. */
  name: string
  /** Exit code. */
  exitCode: number | null
  /** AWS's reason. */
  reason: string | null
}

/** A target that the load balancer finds unhealthy. */
export interface UnhealthyTarget {
  /** Target group. */
  targetGroupArn: string
  /** Id of the target. */
  target: string
  /** AWS's reason code. */
  reason: string | null
  /** AWS's description. */
  description: string | null
}

/** A lifecycle hook of a deployment, and what came of it. */
export interface HookRun {
  /** Name of the Lambda function, or `PAUSE`. */
  name: string
  /** AWS's id of this run of the hook. */
  hookId: string | null
  /** Lifecycle stage in which it ran, where AWS showed it. */
  stage: string | null
  /** AWS's status: `AWAITING_ACTION`, `IN_PROGRESS`, `SUCCEEDED`, `FAILED` or `TIMED_OUT`. */
  status: string | null
}

/** The last lines that a container logged. */
export interface LogTail {
  /** Id of the task. */
  task: string
  /** Name of the container. */
  container: string
  /** Log group of CloudWatch Logs, if the container logs to one. */
  logGroup: string | null
  /** Log stream. */
  logStream: string | null
  /** The lines, the oldest first: at most 20 of at most 400 characters, with what may be secret masked. */
  lines: Array<string>
  /** Why there are none, where there are none. */
  missing: string | null
}

/** Which revision the service has at the end, and how it came to that. */
export interface HeldState {
  /** Task definition that the service is set to. */
  taskDefinition: string
  /** Tasks that are wanted. */
  desired: number
  /** Tasks that run. */
  running: number
  /** Who put the former revision back, if it was. */
  restoredBy: Restorer | null
}

/** Who put the former revision back. */
export type Restorer = 'ecs' | 'use_case'

/** What a check found. */
export interface Checked {
  /** What was checked. */
  check: string
  /** Whether it was as it has to be. */
  passed: boolean
  /** What was seen. */
  found: string
}

/** One judgement of a new version. */
export interface Judgement {
  /** Share of traffic of the new version, in percent. */
  percent: number
  /** Number in its step, from 1. */
  round: number
  /** What was found. */
  finding: Finding
  /** Why, a line a check. */
  reasons: Array<string>
}

/** What one judgement found. */
export type Finding = 'pass' | 'fail' | 'no_data'

/** One member that changes. */
export interface SettingChange {
  /** Which, in ECS's names: `cpu`, `containerDefinitions[web].environment.LOG_LEVEL`. */
  path: string
  /** What it was; nothing if it was not set. Values of environment variables are not shown. */
  before: string | null
  /** What it will be; nothing if it is taken away. */
  after: string | null
}

/** An approval, as it is kept in Parameter Store. */
export interface Approval {
  /** What is approved. */
  of: Approvable
  /** Who asked for it. */
  requestedBy: string
  /** Who approved it. */
  approvedBy: string
  /** As what. */
  role: Actor
  /** When. */
  approvedAt: string
  /** Until when it may be used. */
  expiresAt: string
  /** What the approver wrote. */
  note: string | null
  /** The run that used it. It can't be used by another. */
  usedBy: string | null
}

/** What is approved: one image for one service in one environment. */
export interface Approvable {
  /** Name of the environment. */
  environment: string
  /** Cluster. */
  cluster: string
  /** Service. */
  service: string
  /** Digest of the image. */
  digest: string
}

/** What came of a hotfix. */
export interface HotfixOutcome {
  /** The deployment. */
  deployment: DeploymentOutcome
  /** The approval that was used. */
  approval: Approval
  /** What is left to do. */
  followUp: FollowUp
  /** The deployment that it took the place of. */
  tookOver: string | null
}

/** Something that has to be done after an emergency, as it is kept in Parameter Store. */
export interface FollowUp {
  /** Id: that of the run which opened it. */
  id: string
  /** Cluster. */
  cluster: string
  /** Service. */
  service: string
  /** Image that was deployed. */
  image: string
  /** The break-glass reason. */
  reason: string
  /** Who asked for the emergency deployment. */
  requestedBy: string
  /** Who approved it. */
  approvedBy: string
  /** What has to be done. */
  toDo: Array<string>
  /** When it was opened. */
  openedAt: string
  /** Until when it should be closed. */
  dueAt: string
  /** How it was closed. */
  closed: Closed | null
}

/** How a follow-up was closed. */
export interface Closed {
  /** Who closed it. */
  by: string
  /** When. */
  at: string
  /** What was done. */
  resolution: string
}

/** What came of the Regions. */
export interface MultiRegionOutcome {
  /** Digest that was deployed. */
  digest: string
  /** The waves, in order. */
  waves: Array<WaveOutcome>
}

/** What came of a wave. */
export interface WaveOutcome {
  /** Each Region. */
  regions: Array<MemberOutcome>
  /** Alarms that fired while it baked. */
  alarms: Array<string>
}

/** What came of a member. */
export interface MemberOutcome {
  /** Its name. */
  name: string
  /** Account. */
  account: string
  /** Region. */
  region: string
  /** How it went. */
  state: MemberState
  /** What came of its deployment, as far as there was one. */
  outcome: DeploymentOutcome | null
  /** How rolling it back went, if that was begun. */
  rollback: DeploymentOutcome | null
  /** Why it failed, or why it could not be rolled back. */
  error: string | null
}

/** How it went for a member. */
export type MemberState = 'deployed' | 'failed' | 'rolled_back' | 'rollback_failed' | 'not_started'

/** What came of the test. */
export interface AbTestOutcome {
  /** Both arms, the service's own first. */
  arms: Array<ArmReport>
  /** What the analysis says of the second arm over the whole time. */
  finding: Finding
  /** Why, a line a check. */
  reasons: Array<string>
  /** Whether the service runs the second arm's version now. */
  promoted: boolean
  /** The deployment: of the second arm, or of the promotion. */
  deployment: DeploymentOutcome
}

/** What one arm did. */
export interface ArmReport {
  /** `a` for what the service ran, `b` for the new version. */
  arm: string
  /** Task definition. */
  taskDefinition: string
  /** Requests. */
  requests: number
  /** Share of requests answered with an error, in percent. */
  errorRate: number
  /** What was measured, in detail. */
  samples: Samples
}

/** What one arm did. */
export interface Samples {
  /** Requests. */
  requests: number
  /** Requests answered with an error. */
  errors: number
  /** The values of each minute, a list a check: milliseconds for a latency, as published for a custom metric. */
  values: Array<Array<number>>
}

/** What came of a release. */
export interface FeatureFlagOutcome {
  /** How the image was shipped, if one was. */
  deployment: DeploymentOutcome | null
  /** Share of requests that has the feature now, in percent. */
  exposed: number
  /** Every judgement. */
  analysis: Array<Judgement>
}

/** What came of it. */
export interface ZeroDowntimeOutcome {
  /** The deployment. */
  deployment: DeploymentOutcome
  /** Settings that were not as they have to be. */
  findings: Array<Downtime>
  /**
   * Fewest targets that were seen healthy while it went on; nothing if they were not seen. A resumed run knows only what it
   * saw itself.
   */
  lowestHealthy: number | null
}

/** A setting with which requests can be dropped. */
export interface Downtime {
  /**
   * The setting: `load_balancer`, `two_tasks`, `two_zones`, `minimum_healthy`, `grace_period`, `deregistration_delay`,
   * `stop_timeout` or `circuit_breaker`.
   */
  setting: string
  /** What is wrong with it. */
  message: string
  /** What to do, or what was done. */
  remedy: string
  /** Whether it was mended. */
  repaired: boolean
}

/** What came of the services. */
export interface MicroservicesOutcome {
  /** Each service, in the order of the request. */
  services: Array<MemberOutcome>
}

/** The follow-ups that are open. */
export interface OpenFollowUpsOutcome {
  /** Those that are open, the one that is due first before the others. */
  followUps: Array<FollowUp>
  /** How many of them are overdue. */
  overdue: number
  /** When this was so. */
  at: string
}

/** What was set up. */
export interface JournalSetupOutcome {
  /** ARN of the table. It is active. */
  tableArn: string
  /** Whether this run created it. */
  created: boolean
  /** What this run changed. Empty if everything was as asked. */
  changes: Array<JournalTableChange>
}

/** One setting that was changed. */
export interface JournalTableChange {
  /** The setting: `table`, `billing_mode`, `deletion_protection`, `time_to_live`, `point_in_time_recovery` or `tags.KEY`. */
  what: string
  /** What it was, if it was set. */
  before: string | null
  /** What it is now, if it is set. */
  after: string | null
}

/** What is said of a service and of what is to be done. What is left out is assumed, and the recommendation tells how. */
export interface Answers {
  /** What kind of work it is. */
  work?: Work | null
  /** How urgent it is. */
  urgency?: Urgency | null
  /** The Regions in which the service runs, the one to begin with first; one when absent. */
  regions?: Array<string> | null
  /** What the tasks keep, and whether two versions can run side by side. */
  state?: TaskState | null
  /** Whether the service may be down while it is deployed. */
  downtime?: DowntimePolicy | null
  /** Where the tasks run. */
  launchType?: LaunchKind | null
  /** What stands before the service. */
  loadBalancer?: LoadBalancerKind | null
  /** How many requests come in. */
  traffic?: TrafficLevel | null
  /** How much the change can break. */
  risk?: ChangeRisk | null
  /** How much capacity can be paid, and is there, besides what runs. */
  budget?: CapacityBudget | null
  /** How the team deploys. */
  team?: TeamPractice | null
  /** The frameworks that the service is held to. */
  compliance?: Array<Framework> | null
  /** Names of CloudWatch alarms of the service. */
  alarms?: Array<string> | null
  /** Cluster name or ARN, for the request. */
  cluster?: string | null
  /** Service name or ARN, for the request. */
  service?: string | null
  /** Image to deploy, with a tag or digest, for the request. */
  image?: string | null
  /** Who asks for it, for requests that need an approval. */
  requestedBy?: string | null
  /** Why the normal way can't be taken, for an emergency. */
  reason?: string | null
  /** ARN of the listener rule (or listener) of the production traffic, for weights of a listener. */
  listenerRuleArn?: string | null
  /** ARN of a second target group on the same load balancer, for weights of a listener. */
  targetGroupArn?: string | null
}

/** Kinds of work. */
export type Work = 'service' | 'worker' | 'batch' | 'scheduled' | 'event'

/** How urgent it is. */
export type Urgency = 'routine' | 'urgent' | 'broken'

/** What tasks keep. */
export type TaskState = 'stateless' | 'stateful' | 'exclusive'

/** Whether a service may be down. */
export type DowntimePolicy = 'none' | 'allowed'

/** Kinds of load balancers. */
export type LoadBalancerKind = 'application' | 'network' | 'none'

/** How many requests come in. */
export type TrafficLevel = 'none' | 'low' | 'high'

/** How much a change can break. */
export type ChangeRisk = 'low' | 'medium' | 'high'

/** How much capacity there can be besides what runs. */
export type CapacityBudget = 'double' | 'partial' | 'none'

/** How a team deploys. */
export type TeamPractice = 'manual' | 'pipeline'

/** Everything that is there when a simulation starts. */
export interface Scenario {
  /**
   * Two simulations with the same seed do the same, to the millisecond.
   * @default 1
   */
  seed?: number
  /**
   * Account id.
   * @default "111122223333"
   */
  account?: string
  /**
   * Region.
   * @default "eu-west-1"
   */
  region?: string
  /**
   * When it starts (RFC 3339).
   * @default "2026-01-01T00:00:00Z"
   */
  start?: string
  /**
   * Whether calls are throttled as AWS documents.
   * @default true
   */
  throttling?: boolean
  /**
   * For this long after a change, reads may still show what was before.
   * @default "0s"
   */
  consistencyDelay?: string | number
  /**
   * How images are replicated to other accounts and Regions, if `ecr:PutReplicationConfiguration` says that they are.
   * @default {"lag":"30s","failing":[]}
   */
  replication?: ReplicationScript
  /**
   * ECS clusters.
   * @default []
   */
  clusters?: Array<ClusterScript>
  /**
   * ECR repositories with their images.
   * @default []
   */
  repositories?: Array<RepositoryScript>
  /**
   * Target groups.
   * @default []
   */
  targetGroups?: Array<TargetGroupScript>
  /**
   * Load balancers with their listeners and rules.
   * @default []
   */
  loadBalancers?: Array<LoadBalancerScript>
  /**
   * Services. They run and are steady when the simulation starts.
   * @default []
   */
  services?: Array<ServiceScript>
  /**
   * Secrets and parameters that are there, as `valueFrom` names them, besides those that the services' tasks name.
   * @default []
   */
  secrets?: Array<string>
  /**
   * CloudWatch alarms.
   * @default []
   */
  alarms?: Array<AlarmScript>
  /**
   * AppConfig applications with their feature flags.
   * @default []
   */
  applications?: Array<ApplicationScript>
  /**
   * What Lambda lifecycle hooks answer, by ARN of the function: `FAILED`, or anything else for success.
   * @default {}
   */
  hooks?: Record<string, string>
  /**
   * Roles of IAM, which hold in all Regions of the account. A role that a service or its task definition names is there without
   * being listed, unless it is missing.
   * @default []
   */
  roles?: Array<RoleScript>
  /**
   * Names of roles that are not there, whoever names them.
   * @default []
   */
  missingRoles?: Array<string>
  /** Name of the role by which calls are made, as IAM and STS tell it. When absent they are made by a user who may do everything. */
  caller?: string | null
  /**
   * Quotas that are not AWS's defaults, by code such as `L-3032A538` (vCPUs on Fargate). Fargate's are held to.
   * @default {}
   */
  quotas?: Record<string, number>
  /**
   * Calls that fail.
   * @default []
   */
  faults?: Array<Fault>
  /**
   * What others do meanwhile.
   * @default []
   */
  happenings?: Array<Happening>
  /**
   * What AWS takes away from tasks meanwhile: an Availability Zone, the capacity of Fargate Spot.
   * @default []
   */
  outages?: Array<OutageScript>
  /**
   * Other accounts and Regions, each a scenario with an account and Region of its own, and nothing elsewhere. They start when
   * this one does, whatever their `start` is.
   * @default []
   */
  elsewhere?: Array<Scenario>
}

/** How images are replicated from this account and Region. */
export interface ReplicationScript {
  /**
   * How long it takes from a push until the image is there.
   * @default "30s"
   */
  lag?: string | number
  /**
   * Regions that images can't be replicated to.
   * @default []
   */
  failing?: Array<string>
}

/** An ECS cluster. */
export interface ClusterScript {
  /**
   * Name.
   * @default ""
   */
  name?: string
  /**
   * EC2 capacity. Fargate is always there.
   * @default []
   */
  instances?: Array<InstanceScript>
}

/** Container instances of one kind. */
export interface InstanceScript {
  /**
   * How many.
   * @default 1
   */
  count?: number
  /**
   * CPU units of each.
   * @default 4096
   */
  cpu?: number
  /**
   * Memory of each, in MiB.
   * @default 15768
   */
  memory?: number
  /**
   * CPU architecture: `X86_64` or `ARM64`.
   * @default "X86_64"
   */
  architecture?: string
}

/** An ECR repository. */
export interface RepositoryScript {
  /**
   * Name, such as `team/service`.
   * @default ""
   */
  name?: string
  /**
   * Whether tags can be moved; they can unless this is set.
   * @default false
   */
  immutableTags?: boolean
  /**
   * Whether images are scanned when they are pushed.
   * @default false
   */
  scanOnPush?: boolean
  /**
   * Images, the oldest first.
   * @default []
   */
  images?: Array<ImageScript>
}

/** An image in a repository. */
export interface ImageScript {
  /**
   * Tags; an image may have none.
   * @default []
   */
  tags?: Array<string>
  /** Digest; made from the repository's name and the tags when absent. */
  digest?: string | null
  /**
   * CPU architectures. More than one makes an image index.
   * @default ["X86_64"]
   */
  architectures?: Array<string>
  /**
   * Compressed size in MiB; it sets how long a pull takes.
   * @default 100
   */
  sizeMib?: number
  /**
   * It was pushed this long before the start.
   * @default "1h"
   */
  age?: string | number
  /**
   * What it does when it runs.
   * @default {"start_up":"2s","crash_after":null,"exit_code":1,"out_of_memory":false,"fails_health_check":false,"cannot_be_pulled":false,"error_rate":0.0,"latency_ms":20.0,"log":[]}
   */
  behaviour?: ImageBehaviour
  /**
   * What a scan says, if it was scanned: number of findings by severity (`CRITICAL`, `HIGH`, ...).
   * @default {}
   */
  findings?: Record<string, number> | null
}

/** How a container of an image behaves. */
export interface ImageBehaviour {
  /**
   * Time from RUNNING until it answers requests and health checks.
   * @default "2s"
   */
  startUp?: string | number
  /** It exits this long after RUNNING. */
  crashAfter?: string | number | null
  /**
   * The exit code it exits with.
   * @default 1
   */
  exitCode?: number
  /**
   * It uses more memory than it has, and is killed when it would crash (`crash_after`).
   * @default false
   */
  outOfMemory?: boolean
  /**
   * Its health check never passes: the load balancer's and the container's.
   * @default false
   */
  failsHealthCheck?: boolean
  /**
   * The image can't be pulled.
   * @default false
   */
  cannotBePulled?: boolean
  /**
   * Share of requests answered with HTTP 5xx, in percent.
   * @default 0.0
   */
  errorRate?: number
  /**
   * Time to answer a request, in milliseconds.
   * @default 20.0
   */
  latencyMs?: number
  /**
   * The last lines that it logs.
   * @default []
   */
  log?: Array<string>
  /** Where it reads its feature flags from. Without it, all its flags are off. */
  flagSource?: FlagSource | null
  /** How it answers a request that has a feature flag on, by the flag's key. Of several that are on, the worst counts. */
  flags?: Record<string, FlaggedBehaviour>
  /**
   * What it does when a task is run with another command, by the words of the command with a space between them. A command
   * that is not here ends well, unless the image ends by itself anyway.
   */
  commands?: Record<string, CommandBehaviour>
}

/**
 * The feature flags of AppConfig that a program reads; each by its name or id. It counts its requests by flag as custom metrics
 * of CloudWatch: `Requests`, `Errors` and `Latency` (milliseconds), with the dimensions Service, Flag and Variant (`on` or `off`).
 */
export interface FlagSource {
  /** Application. */
  application: string
  /** Environment. */
  environment: string
  /** Configuration profile. */
  profile: string
  /**
   * Namespace of the metrics.
   * @default "FeatureFlags"
   */
  namespace?: string
}

/** How code behind a feature flag answers. */
export interface FlaggedBehaviour {
  /**
   * Share of requests answered with HTTP 5xx, in percent.
   * @default 0.0
   */
  errorRate?: number
  /**
   * Time to answer a request, in milliseconds.
   * @default 20.0
   */
  latencyMs?: number
}

/** What a program does that ends by itself. */
export interface CommandBehaviour {
  /**
   * How long it runs.
   * @default "10s"
   */
  takes?: string | number
  /**
   * The exit code that it ends with.
   * @default 0
   */
  exitCode?: number
  /**
   * The last lines that it logs.
   * @default []
   */
  log?: Array<string>
}

/** A target group, with target type `ip` unless said otherwise. */
export interface TargetGroupScript {
  /**
   * Name.
   * @default ""
   */
  name?: string
  /**
   * Protocol: `HTTP`, `HTTPS`, `TCP`.
   * @default "HTTP"
   */
  protocol?: string
  /**
   * Port.
   * @default 80
   */
  port?: number
  /**
   * Target type: `ip` or `instance`.
   * @default "ip"
   */
  targetType?: string
  /**
   * Path of the health check.
   * @default "/"
   */
  healthCheckPath?: string
  /**
   * Time between health checks.
   * @default "30s"
   */
  healthCheckInterval?: string | number
  /**
   * Passes in a row after which an unhealthy target is healthy again.
   * @default 5
   */
  healthyThreshold?: number
  /**
   * Failures in a row after which a target is unhealthy.
   * @default 2
   */
  unhealthyThreshold?: number
  /**
   * How long a deregistered target drains.
   * @default "5m"
   */
  deregistrationDelay?: string | number
}

/** A load balancer. */
export interface LoadBalancerScript {
  /**
   * Name.
   * @default ""
   */
  name?: string
  /**
   * `application` or `network`.
   * @default "application"
   */
  kind?: string
  /**
   * Listeners.
   * @default []
   */
  listeners?: Array<ListenerScript>
}

/** A listener. */
export interface ListenerScript {
  /**
   * Port.
   * @default 80
   */
  port?: number
  /**
   * Protocol: `HTTP`, `HTTPS`, `TCP`, `TLS`.
   * @default "HTTP"
   */
  protocol?: string
  /**
   * Where the default action forwards to: weight by name of the target group.
   * @default {}
   */
  forward?: Record<string, number>
  /**
   * Rules besides the default one.
   * @default []
   */
  rules?: Array<RuleScript>
  /**
   * Requests a second that the default action gets.
   * @default 0.0
   */
  requestsPerSecond?: number
}

/** A listener rule. */
export interface RuleScript {
  /**
   * Priority, 1-50000; the lowest is tried first.
   * @default 1
   */
  priority?: number
  /**
   * Path pattern.
   * @default "/*"
   */
  path?: string
  /**
   * Where it forwards to: weight by name of the target group.
   * @default {}
   */
  forward?: Record<string, number>
  /**
   * Requests a second that it gets.
   * @default 0.0
   */
  requestsPerSecond?: number
}

/** A service, steady when the simulation starts. */
export interface ServiceScript {
  /**
   * Name of its cluster.
   * @default "main"
   */
  cluster?: string
  /**
   * Name.
   * @default ""
   */
  name?: string
  /**
   * Image, as `repository:tag` of the simulated registry.
   * @default ""
   */
  image?: string
  /**
   * Task definition in AWS's form; made from `image` when absent. An image `repository:tag` in it means the simulated
   * registry's.
   */
  taskDefinition?: unknown
  /**
   * Tasks wanted.
   * @default 2
   */
  desiredCount?: number
  /**
   * `FARGATE` or `EC2`.
   * @default "FARGATE"
   */
  launchType?: string
  /**
   * Port of the container.
   * @default 8080
   */
  containerPort?: number
  /** Name of its target group, if it has one. */
  targetGroup?: string | null
  /** Name of the second target group of a strategy that shifts traffic. */
  alternateTargetGroup?: string | null
  /** Port of the listener that gets the test traffic of such a strategy, if there is one. */
  testPort?: number | null
  /**
   * What `CreateService` is asked for beyond this, in AWS's form: `deploymentConfiguration`, `healthCheckGracePeriodSeconds`
   * and so on.
   * @default {}
   */
  settings?: Record<string, unknown>
}

/** A CloudWatch alarm on a metric of a target group. */
export interface AlarmScript {
  /**
   * Name.
   * @default ""
   */
  name?: string
  /** Name of the target group. */
  targetGroup?: string | null
  /**
   * Metric, such as `HTTPCode_Target_5XX_Count` of `AWS/ApplicationELB`.
   * @default "HTTPCode_Target_5XX_Count"
   */
  metric?: string
  /**
   * It is in ALARM when the sum over a minute is greater than this.
   * @default 10.0
   */
  threshold?: number
  /**
   * It is in ALARM from the start, whatever the metric.
   * @default false
   */
  firing?: boolean
}

/** An AppConfig application. */
export interface ApplicationScript {
  /**
   * Name.
   * @default ""
   */
  name?: string
  /**
   * Environments.
   * @default []
   */
  environments?: Array<EnvironmentScript>
  /**
   * Sets of feature flags, each deployed to every environment.
   * @default []
   */
  flagSets?: Array<FlagSetScript>
}

/** An environment of an AppConfig application. */
export interface EnvironmentScript {
  /**
   * Name.
   * @default ""
   */
  name?: string
  /**
   * Names of the CloudWatch alarms that roll a deployment back.
   * @default []
   */
  alarms?: Array<string>
}

/** A configuration profile of feature flags with its first version. */
export interface FlagSetScript {
  /**
   * Name of the profile.
   * @default ""
   */
  name?: string
  /**
   * Whether each flag is on, by its key.
   * @default {}
   */
  flags?: Record<string, boolean>
  /** The flags in the form of `AWS.AppConfig.FeatureFlags`, where more is to be said of them. */
  document?: unknown
}

/** A role of IAM. Patterns of actions may have `*` and `?`: `ecs:*`. */
export interface RoleScript {
  /**
   * Name.
   * @default ""
   */
  name?: string
  /**
   * The services that may assume it.
   * @default ["ecs-tasks.amazonaws.com"]
   */
  trust?: Array<string>
  /**
   * Actions that its policies allow: any, unless it is said.
   * @default ["*"]
   */
  allow?: Array<string>
  /**
   * Actions that its policies deny, whatever is allowed.
   * @default []
   */
  deny?: Array<string>
}

/** A failure to inject: which calls, and how they fail. */
export interface Fault {
  /** The AWS action, such as `ecs:UpdateService`, or `*` for every call. */
  action: string
  /**
   * Let this many such calls pass first.
   * @default 0
   */
  after?: number
  /** Then fail this many. Unless it is said, that is one; with `since` or `until` it is every call in that time. */
  times?: number | null
  /** How they fail. */
  kind: FaultKind
  /** Only calls of this Region. */
  region?: string | null
  /** Only calls of this account. */
  account?: string | null
  /** Only calls from this long after the start on. */
  since?: string | number | null
  /** Only calls before this long after the start. */
  until?: string | number | null
}

/** How a call fails. */
export type FaultKind = 'throttle' | 'server_error' | 'drop_before' | 'drop_after' | 'deny' | 'slow' | 'stale' | 'unreachable'

/** Something that others do while a use case runs. */
export interface Happening {
  /** How long after the start. */
  after: string | number
  /** An AWS action, such as `ecs:UpdateService`. */
  action: string
  /** Its request in AWS's form. */
  request?: unknown
  /** The Region that is called; that of its scenario unless it is said. */
  region?: string | null
  /** The account that is called; that of its scenario unless it is said. */
  account?: string | null
}

/** An outage at a moment. */
export interface OutageScript {
  /** How long after the start. */
  after: string | number
  /** What is taken away. */
  outage: Outage
}

/**
 * An Availability Zone: the tasks in it stop at once, its container instances take none, and no task is placed in it any
 * more.
 */
export interface OutageZoneLost {
  type: 'zone_lost'
  /** Its name, such as `eu-west-1a`; the one with the most tasks when absent. */
  zone?: string | null
}

/** Fargate Spot: its tasks get SIGTERM and have two minutes; no other is placed on it for a time. */
export interface OutageSpotReclaimed {
  type: 'spot_reclaimed'
  /**
   * For how long there is no capacity.
   * @default "10m"
   */
  lasts?: string | number
}

/** Something of AWS's own that is no longer there. */
export type Outage = OutageZoneLost | OutageSpotReclaimed

/** What is rehearsed, and by which prices. */
export interface RehearsalOptions {
  /** The faults that are tried out; one of each when absent. Those that can't happen to the run are left out. */
  whatIfs?: Array<WhatIfParam> | null
  /** The prices; those that are known here when absent. */
  prices?: PriceList | null
}

/** The new image exits with code 1 three seconds after it runs. */
export interface WhatIfParamImageCrashes {
  type: 'image_crashes'
}

/** The new image takes longer until it answers. */
export interface WhatIfParamStartsSlowly {
  type: 'starts_slowly'
  /**
   * Seconds that it takes longer.
   * @default 120
   */
  seconds?: number
}

/** The new image answers requests with HTTP 5xx. */
export interface WhatIfParamErrors {
  type: 'errors'
  /**
   * Share of the requests, in percent.
   * @default 5.0
   */
  percent?: number
}

/** An Availability Zone is lost in the middle of the run, and stays lost. */
export interface WhatIfParamZoneLost {
  type: 'zone_lost'
  /** Its name, such as `eu-west-1a`; the one with the most tasks when absent. */
  zone?: string | null
}

/** Fargate Spot takes its capacity back in the middle of the run, and has none for ten minutes. */
export interface WhatIfParamSpotReclaimed {
  type: 'spot_reclaimed'
}

/** A fault that is tried out. Of images only those are meant that the run starts and that did not run before. */
export type WhatIfParam = WhatIfParamImageCrashes | WhatIfParamStartsSlowly | WhatIfParamErrors | WhatIfParamZoneLost | WhatIfParamSpotReclaimed

/** Prices of tasks, in US dollars. */
export interface PriceList {
  /** Where they are from. */
  source: string
  /** When they were so. */
  asOf: string
  /**
   * By Region and by what a task runs on: `fargate_x86_64`, `fargate_arm64`, `fargate_spot_x86_64`, `fargate_spot_arm64`,
   * `instances_x86_64`, `instances_arm64`. What is not in it has no price.
   */
  regions: Record<string, Record<string, Price>>
}

/** Do nothing. It measures what a call costs, and shows that a binding works. */
export type Noop = Record<string, never>

/**
 * Set up an ECR repository: tag immutability, encryption, scanning, lifecycle, access, replication, tags. Run again, it
 * changes only what differs.
 */
export interface RepositorySetup {
  /** Name of the repository, by convention `team/service`. */
  repository: string
  /**
   * Allow any name that ECR allows, also one that does not name a team.
   * @default false
   */
  allowAnyName?: boolean
  /**
   * Whether a tag that was pushed can't be moved to another image.
   * @default true
   */
  immutableTags?: boolean
  /**
   * Tags that can be moved although tags are immutable: one to five patterns with `*`, such as `latest` or `dev-*`.
   * @default []
   */
  mutableTagExclusions?: Array<string>
  /**
   * Encryption at rest, fixed when the repository is created. When absent, a new repository gets AES256 and an existing
   * one keeps what it has.
   */
  encryption?: Encryption | null
  /**
   * How images are scanned.
   * @default "on_push"
   */
  scan?: ScanMode
  /**
   * Which images go when.
   * @default {"type":"rules","keep_last":[{"count":100,"patterns":[]}],"expire_untagged_after_days":14}
   */
  lifecycle?: Lifecycle
  /** Who may pull and push besides the account itself. When absent, the policy stays as it is. */
  repositoryPolicy?: RepositoryAccess | null
  /**
   * Where images of this repository, and of those whose name begins with its name, are replicated to. When empty,
   * replication stays as it is.
   * @default []
   */
  replication?: Array<ReplicationTarget>
  /**
   * Tags of the repository. Other tags that it has stay.
   * @default {}
   */
  tags?: Record<string, string>
  /**
   * Find out first what a changed lifecycle policy would delete of today's images.
   * @default true
   */
  previewLifecycle?: boolean
  /** Refuse a lifecycle policy that would delete more of today's images than this. */
  maxDeletions?: number | null
}

/** Encryption at rest. */
export interface Encryption {
  /** Kind of encryption. */
  type: EncryptionKind
  /** Id, ARN or alias of the KMS key. AWS's own key when absent. */
  key?: string | null
}

/** Kinds of encryption, as AWS names them. */
export type EncryptionKind = 'AES256' | 'KMS' | 'KMS_DSSE'

/** How images are scanned. */
export type ScanMode = 'on_push' | 'enhanced' | 'none'

/** Keep the newest images, and let untagged ones go after a while. */
export interface LifecycleRules {
  type: 'rules'
  /**
   * How many of which images are kept.
   * @default []
   */
  keepLast?: Array<KeepLast>
  /** Days after which an image without a tag goes. They stay when absent. */
  expireUntaggedAfterDays?: number | null
}

/** This policy, in AWS's form. */
export interface LifecycleDocument {
  type: 'document'
  /** The policy document. */
  policy: unknown
}

/** Leave the policy that is there. */
export interface LifecycleUnmanaged {
  type: 'unmanaged'
}

/** Which images go when. */
export type Lifecycle = LifecycleRules | LifecycleDocument | LifecycleUnmanaged

/** Keep the newest of some images; the others go. */
export interface KeepLast {
  /** How many are kept. */
  count: number
  /**
   * Patterns with `*`, such as `release-*`: it is about images that have tags for **all** of them. When empty, it is
   * about all images that no other rule is about.
   * @default []
   */
  patterns?: Array<string>
}

/** These accounts and principals, and no others. */
export interface RepositoryAccessGrants {
  type: 'grants'
  /**
   * Accounts whose principals may pull, as far as their own policies allow.
   * @default []
   */
  pullAccounts?: Array<string>
  /**
   * Principals that may push and pull: ARNs of roles, or account ids.
   * @default []
   */
  pushPrincipals?: Array<string>
}

/** This policy, in AWS's form. */
export interface RepositoryAccessDocument {
  type: 'document'
  /** The policy document. */
  policy: unknown
}

/** Who may pull from and push to a repository besides the account itself. */
export type RepositoryAccess = RepositoryAccessGrants | RepositoryAccessDocument

/** Where images are replicated to. */
export interface ReplicationTarget {
  /** Region. */
  region: string
  /** Account id; the run's own when absent. Another account has to allow it in its registry policy. */
  account?: string | null
}

/**
 * Deploy one image through the environments in order: the same digest in each, checked, and approved where that is asked.
 *
 * An environment that fails its deployment or its checks is put back to what it ran, and the image goes no further.
 */
export interface NormalDeployment {
  /**
   * Image to deploy: `repository:tag` or `repository@digest` of the first environment's registry. The tag is resolved
   * there once; the digest is what is promoted.
   */
  image: string
  /** The environments, in order: development, staging, production. */
  environments: Array<Environment>
  /** Name of the first environment to deploy to; those before it are skipped. */
  startAt?: string | null
  /** Name of the last environment to deploy to; all when absent. */
  upTo?: string | null
  /** Who asks for it: an approval by the same person does not count. */
  requestedBy: string
}

/** A stage on the way of an image: development, staging, production. */
export interface Environment {
  /** Name. */
  name: string
  /** Cluster name or ARN. */
  cluster: string
  /** Service name or ARN. */
  service: string
  /**
   * Account and Region, if they are not the run's.
   * @default {"region":null,"account":null,"role_arn":null}
   */
  target?: Target
  /** Container that gets the image; needed only where several could be meant. */
  container?: string | null
  /**
   * What the image has to meet.
   * @default {"fail_on":"CRITICAL","require_scan":true,"scan_timeout":"5m","exceptions":[],"require_signature":false,"allowed_registries":[]}
   */
  gate?: Gate
  /**
   * How it is deployed; as the service is set when absent.
   * @default {"type":"service"}
   */
  strategy?: StrategyParam
  /** How the new revision is judged, by strategies that shift traffic; not at all when absent. */
  analysis?: Analysis | null
  /**
   * What changes in the service's settings: circuit breaker, alarms.
   * @default {"circuit_breaker":null,"alarms":null,"availability_zone_rebalancing":null}
   */
  settings?: DeploymentSettings
  /**
   * Checks after the deployment; when one fails, the former revision is put back.
   * @default []
   */
  checks?: Array<Check>
  /** The image needs an approval for this environment. */
  approval?: ApprovalRule | null
  /**
   * What changes besides the image.
   * @default {"container":null,"environment":{},"remove_environment":[],"secrets":{},"remove_secrets":[],"cpu":null,"memory":null,"container_cpu":null,"container_memory":null,"container_memory_reservation":null,"command":null,"stop_timeout":null,"log_configuration":null,"health_check":null,"task_role_arn":null,"execution_role_arn":null}
   */
  configuration?: ConfigurationPatch
  /** Revisions of the task definition to keep after a success; all when absent. */
  keepRevisions?: number | null
  /**
   * What to do when a deployment goes on already.
   * @default "refuse"
   */
  ifBusy?: IfBusy
  /**
   * How long the deployment may take.
   * @default "1h"
   */
  timeout?: string | number
}

/** Account and Region of a service, and the role by which they are reached. What is absent is the run's own. */
export interface Target {
  /** Region. */
  region?: string | null
  /** Account id. */
  account?: string | null
  /** ARN of a role in that account, which is assumed. */
  roleArn?: string | null
}

/** What an image has to meet before it is deployed. */
export interface Gate {
  /**
   * Refuse an image with a finding of this severity or a graver one.
   * @default "CRITICAL"
   */
  failOn?: Severity
  /**
   * Refuse an image that was never scanned. A missing scan is started and waited for. When this is off, an image
   * without a scan passes with a warning; one whose scan failed does not.
   * @default true
   */
  requireScan?: boolean
  /**
   * How long a scan is waited for.
   * @default "5m"
   */
  scanTimeout?: string | number
  /**
   * Findings of scans, and rules, that are accepted for a while.
   * @default []
   */
  exceptions?: Array<FindingException>
  /**
   * Refuse a new revision if a rule about its task definition or the service says that it fails, and its level is this or a worse
   * one. Without it the rules of posture are not asked; what AWS itself refuses, always is.
   */
  failOnRules?: RuleLevel | null
  /**
   * Refuse an image that is not signed. This version can't verify signatures, so that it refuses the request.
   * @default false
   */
  requireSignature?: boolean
  /**
   * Registries outside of the run's own ECR from which other containers of the task may come: a host, or a host with
   * the beginning of a path, such as `public.ecr.aws/aws-observability`. Docker Hub is `docker.io`.
   * @default []
   */
  allowedRegistries?: Array<string>
}

/** How grave a finding is, as AWS names it. The first is the least grave. */
export type Severity = 'UNDEFINED' | 'INFORMATIONAL' | 'LOW' | 'MEDIUM' | 'HIGH' | 'CRITICAL'

/** A finding that is accepted for a while. */
export interface FindingException {
  /** Id of the finding, such as `CVE-2025-1234`, or of the rule, such as `ECS-PRIVILEGED`. */
  finding: string
  /** Until when it is accepted: a time (RFC 3339), or a date, whose last moment (UTC) is meant. */
  until: string
  /** Why it is accepted. */
  reason: string
}

/** As the service is set: by the strategy, percents, steps and bake times of its own deployment configuration. */
export interface StrategyParamService {
  type: 'service'
}

/** Replace tasks in batches, within the health percents (ECS strategy ROLLING). */
export interface StrategyParamRolling {
  type: 'rolling'
  /** Healthy tasks to keep, in percent of those wanted; as the service has it when absent. */
  minimumHealthyPercent?: number | null
  /** Tasks that may run or start at the same time, in percent of those wanted; as the service has it when absent. */
  maximumPercent?: number | null
}

/** Stop all tasks, then start the new ones: an outage, for what can't run twice. */
export interface StrategyParamRecreate {
  type: 'recreate'
}

/** Start a whole second set of tasks, then shift all traffic at once (ECS strategy BLUE_GREEN). */
export interface StrategyParamBlueGreen {
  type: 'blue_green'
  /**
   * How long both sets are kept after the shift, in whole minutes (0-1440); until then switching back is instant.
   * @default "10m"
   */
  bake?: string | number
  /** What the service needs for this strategy, if it does not have it yet. */
  routing?: Routing | null
}

/** Shift traffic in equal steps at equal intervals (ECS strategy LINEAR). */
export interface StrategyParamLinear {
  type: 'linear'
  /**
   * Traffic of each step, 3-100 percent in tenths.
   * @default 10.0
   */
  percent?: number
  /**
   * How long each step is judged, in whole minutes (0-1440).
   * @default "6m"
   */
  stepBake?: string | number
  /** How long both sets are kept after the last step, in whole minutes (0-1440); as the service has it when absent. */
  bake?: string | number | null
  /** What the service needs for this strategy, if it does not have it yet. */
  routing?: Routing | null
}

/** Give the new revision a small share of the traffic first, then all of it (ECS strategy CANARY). */
export interface StrategyParamCanary {
  type: 'canary'
  /**
   * Share of the first step, 0.1-100 percent.
   * @default 10.0
   */
  percent?: number
  /**
   * How long the first step is judged, in whole minutes (0-1440).
   * @default "10m"
   */
  stepBake?: string | number
  /** How long both sets are kept after the last step, in whole minutes (0-1440); as the service has it when absent. */
  bake?: string | number | null
  /** What the service needs for this strategy, if it does not have it yet. */
  routing?: Routing | null
}

/**
 * By the weights of a listener rule, with a second service for the new revision: for services whose controller can't
 * shift traffic. Steps `[100]` are blue/green.
 */
export interface StrategyParamWeighted {
  type: 'weighted'
  /** ARN of the listener rule (or listener) that forwards the production traffic. */
  listenerRuleArn: string
  /** ARN of a target group for the new revision, on the same load balancer. */
  targetGroupArn: string
  /**
   * Shares of traffic, a step each, in percent; rising, each over 0 and at most 100.
   * @default [10.0,50.0]
   */
  steps?: Array<number>
  /**
   * How long each step is judged.
   * @default "10m"
   */
  bake?: string | number
  /** Tasks of the second service; in proportion to its largest share when absent. */
  tasks?: number | null
  /** How long a client stays with the version that it got first (1 s to 7 days); not at all when absent. */
  sticky?: string | number | null
}

/** By a listener rule of its own: requests with a header, cookie or path get the new revision, with a second service. */
export interface StrategyParamRules {
  type: 'rules'
  /** ARN of the listener that gets the rule. */
  listenerArn: string
  /** ARN of a target group for the new revision, on the same load balancer. */
  targetGroupArn: string
  /** Which requests get the new revision. */
  matching: RuleMatch
  /**
   * Priority of the rule, 1-50000: it has to be tried before the rule of the production traffic.
   * @default 1
   */
  priority?: number
  /**
   * How long the new revision is judged.
   * @default "10m"
   */
  bake?: string | number
  /** Tasks of the second service; one when absent. */
  tasks?: number | null
}

/** Deploy with the feature off by the service's own strategy, then turn on an AppConfig feature flag in steps. */
export interface StrategyParamFeatureFlag {
  type: 'feature_flag'
  /** The flag, and how it is exposed. */
  exposure: FlagExposure
}

/** How a service gets from one revision to the next. */
export type StrategyParam = StrategyParamService | StrategyParamRolling | StrategyParamRecreate | StrategyParamBlueGreen | StrategyParamLinear | StrategyParamCanary | StrategyParamWeighted | StrategyParamRules | StrategyParamFeatureFlag

/** What a service needs so that ECS can shift its traffic. */
export interface Routing {
  /** ARN of the second target group. */
  alternateTargetGroupArn: string
  /** ARN of the listener rule of the production traffic (of the listener, for a Network Load Balancer). */
  productionListenerRule: string
  /** ARN of the role by which ECS changes the load balancer. */
  roleArn: string
  /** ARN of the listener rule of the test traffic. */
  testListenerRule?: string | null
}

/** Which requests a rule is about: all conditions that are given have to hold. */
export interface RuleMatch {
  /** Name of an HTTP header. */
  header?: string | null
  /**
   * Values of that header, with `*` and `?`; one has to match.
   * @default []
   */
  headerValues?: Array<string>
  /** A cookie as `name=value`, with `*` and `?`. */
  cookie?: string | null
  /** Path pattern. */
  path?: string | null
  /** Host name pattern. */
  host?: string | null
}

/** How a flag is exposed. */
export interface FlagExposure {
  /** The flag. */
  flag: FlagName
  /**
   * Key of the context value by which users are told apart.
   * @default "userId"
   */
  by?: string
  /**
   * Shares of requests that get the feature, a step each, in percent; rising, each over 0 and at most 100.
   * @default [10.0,50.0,100.0]
   */
  steps?: Array<number>
  /**
   * How long each step is judged.
   * @default "10m"
   */
  bake?: string | number
  /**
   * How AppConfig deploys each step.
   * @default {"strategy":"AppConfig.AllAtOnce"}
   */
  rollout?: FlagRollout
  /**
   * Where the metrics of both variants are.
   * @default {"namespace":"FeatureFlags"}
   */
  metrics?: FlagMetrics
}

/** Where a flag is. Application, environment and profile by name or id. */
export interface FlagName {
  /** AppConfig application. */
  application: string
  /** Its environment. */
  environment: string
  /** Its configuration profile, of the type `AWS.AppConfig.FeatureFlags`. */
  profile: string
  /** Key of the flag. */
  flag: string
}

/** How a change of a flag is deployed. */
export interface FlagRollout {
  /**
   * Id of the deployment strategy, such as `AppConfig.AllAtOnce`. Its bake time is waited for, too.
   * @default "AppConfig.AllAtOnce"
   */
  strategy?: string
}

/**
 * Where the code that has the flag publishes what it did, with and without the feature: the metrics `Requests`, `Errors`
 * (counts) and `Latency` (milliseconds) with the dimensions Service, Flag and Variant (`on` and `off`).
 */
export interface FlagMetrics {
  /**
   * CloudWatch namespace.
   * @default "FeatureFlags"
   */
  namespace?: string
}

/** How a new version is judged between two steps. */
export interface Analysis {
  /**
   * What is looked at; one failing check fails the judgement.
   * @default [{"metric":"error_rate","max":5.0,"max_ratio":null,"significance":0.01,"custom":null},{"metric":"latency_p99","max":null,"max_ratio":2.0,"significance":null,"custom":null}]
   */
  metrics?: Array<MetricCheck>
  /**
   * Time between two judgements. CloudWatch has a value a minute.
   * @default "1m"
   */
  interval?: string | number
  /**
   * Requests that an arm must have had to be judged; with fewer there is no data.
   * @default 100
   */
  minimumRequests?: number
  /**
   * Failed judgements that are tolerated before the new version is aborted.
   * @default 0
   */
  failureLimit?: number
  /**
   * How long the new version waits for data beyond its time before it is aborted.
   * @default "10m"
   */
  noDataDeadline?: string | number
  /**
   * What it means when the new version got no request at all in its time.
   * @default "wait"
   */
  zeroTraffic?: ZeroTraffic
}

/** A check of one metric. Of its bounds, those that are given hold. */
export interface MetricCheck {
  /** The metric. */
  metric: CanaryMetric
  /**
   * The new version's value may be at most this: percent for an error rate, milliseconds for a latency, the metric's own
   * unit for a custom one.
   */
  max?: number | null
  /** The new version's value may be at most this many times the baseline's. */
  maxRatio?: number | null
  /**
   * The new version fails when it is worse than the baseline with a p-value below this: for an error rate by a one-sided
   * two-proportion z-test, for other metrics by a one-sided Welch's t-test of the values of each minute (at least five
   * minutes of both).
   */
  significance?: number | null
  /** Where the values of a `custom` metric are. */
  custom?: CustomMetric | null
}

/** A metric by which a version is judged. */
export type CanaryMetric = 'error_rate' | 'latency_average' | 'latency_p90' | 'latency_p99' | 'custom'

/** A metric of CloudWatch that the application or another service publishes; greater is worse. */
export interface CustomMetric {
  /** Namespace. */
  namespace: string
  /** Name. */
  name: string
  /** Statistic, such as `Average`, `Sum` or `p99`. */
  statistic: string
  /** Dimensions by which the new version is found. */
  canaryDimensions: Record<string, string>
  /**
   * Dimensions by which the baseline is found; without them it can't be compared.
   * @default {}
   */
  baselineDimensions?: Record<string, string>
}

/** What it means when a new version got no request at all. */
export type ZeroTraffic = 'wait' | 'abort'

/** Settings of a service that a deployment may change; what is absent stays as the service has it. */
export interface DeploymentSettings {
  /** The circuit breaker. */
  circuitBreaker?: CircuitBreaker | null
  /** CloudWatch alarms that fail the deployment and roll it back. */
  alarms?: Array<string> | null
  /** Availability Zone rebalancing. */
  availabilityZoneRebalancing?: boolean | null
}

/** The deployment circuit breaker. */
export interface CircuitBreaker {
  /** Whether it is on. */
  enable: boolean
  /**
   * Whether ECS rolls back when it opens.
   * @default true
   */
  rollback?: boolean
  /** Failed tasks after which it opens; half of the wanted tasks, at least 3 and at most 200, when absent. */
  threshold?: number | null
}

/** Send a request, and look at the answer. */
export interface CheckHttp {
  type: 'http'
  /** URL. */
  url: string
  /**
   * Headers of the request.
   * @default {}
   */
  headers?: Record<string, string>
  /**
   * HTTP status that the answer has to have.
   * @default 200
   */
  status?: number
  /** Text that the body has to contain. */
  contains?: string | null
  /**
   * Answers in a row that have to be right.
   * @default 3
   */
  times?: number
  /**
   * Time between two requests.
   * @default "5s"
   */
  every?: string | number
  /**
   * How long right answers are waited for.
   * @default "1m"
   */
  patience?: string | number
}

/** Run a task once, beside the service: it has to exit with 0. */
export interface CheckTask {
  type: 'task'
  /** Command of the container; that of the task definition when absent. */
  command?: Array<string> | null
  /** Container whose command it is and whose exit code counts; the first one when absent. */
  container?: string | null
  /** Task definition; the one that was deployed when absent. */
  taskDefinition?: string | null
  /**
   * How long it may take.
   * @default "15m"
   */
  timeout?: string | number
}

/** A check of what was deployed. */
export type Check = CheckHttp | CheckTask

/** Who has to approve. */
export interface ApprovalRule {
  /**
   * Roles that may approve.
   * @default ["operations_team","security_team"]
   */
  roles?: Array<Actor>
  /**
   * How long an approval is waited for; not at all by default.
   * @default "0s"
   */
  wait?: string | number
}

/** What changes in a task definition besides the image. What is absent stays as it is. */
export interface ConfigurationPatch {
  /** Container that is changed; needed only where several could be meant. */
  container?: string | null
  /**
   * Environment variables to set.
   * @default {}
   */
  environment?: Record<string, string>
  /**
   * Environment variables to take away.
   * @default []
   */
  removeEnvironment?: Array<string>
  /**
   * Secrets to set: name of the environment variable, and the ARN of a secret or the name or ARN of a parameter.
   * @default {}
   */
  secrets?: Record<string, string>
  /**
   * Secrets to take away, by the name of the environment variable.
   * @default []
   */
  removeSecrets?: Array<string>
  /** CPU units of the whole task. */
  cpu?: number | null
  /** Memory of the whole task, in MiB. */
  memory?: number | null
  /** CPU units of the container. */
  containerCpu?: number | null
  /** Most memory of the container, in MiB. */
  containerMemory?: number | null
  /** Memory that is kept for the container, in MiB. */
  containerMemoryReservation?: number | null
  /** Command of the container. */
  command?: Array<string> | null
  /** How long the container has to stop, in whole seconds. */
  stopTimeout?: string | number | null
  /** Log configuration of the container, as ECS names its members; it takes the place of the whole. */
  logConfiguration?: Record<string, unknown> | null
  /** Health check of the container, as ECS names its members; it takes the place of the whole. */
  healthCheck?: Record<string, unknown> | null
  /** ARN of the role that the task's containers have. */
  taskRoleArn?: string | null
  /** ARN of the role by which ECS pulls images, reads secrets and writes logs. */
  executionRoleArn?: string | null
}

/** What to do when a deployment of the service goes on already. */
export type IfBusy = 'refuse' | 'wait' | 'replace'

/**
 * Deploy an image at once: through the smallest gate, in the place of a deployment that goes on, with fast settings.
 *
 * It needs a reason and an approval (`approve_deployment` for the environment `hotfix`) by someone other than the
 * requester, and leaves a follow-up that `open_follow_ups` lists until it is closed.
 */
export interface EmergencyHotfix {
  /** Cluster name or ARN. */
  cluster: string
  /** Service name or ARN. */
  service: string
  /** Image to deploy, with a tag or digest. */
  image: string
  /** Container that gets the image; needed only where several could be meant. */
  container?: string | null
  /** Why the normal way can't be taken: at least ten characters that an auditor will read. */
  reason: string
  /** Who asks for it. */
  requestedBy: string
  /**
   * Who may approve it, and how long an approval is waited for.
   * @default {"roles":["operations_team","security_team"],"wait":"0s"}
   */
  approval?: ApprovalRule
  /**
   * What the image has to meet: it has to exist and to fit; an image without a scan passes with a warning, one with
   * critical findings does not.
   * @default {"fail_on":"CRITICAL","require_scan":false,"scan_timeout":"5m","exceptions":[],"require_signature":false,"allowed_registries":[]}
   */
  gate?: Gate
  /**
   * How it is deployed; as the service is set when absent. A rolling one with `minimum_healthy_percent` 50 and `maximum_percent` 200 is
   * quicker than the defaults.
   */
  strategy?: StrategyParam | null
  /**
   * Until when the follow-up should be closed.
   * @default "3days"
   */
  followUpWithin?: string | number
  /**
   * How long it may take.
   * @default "1h"
   */
  timeout?: string | number
}

/**
 * Go back to the last good revision, a named one, or a version of the image.
 *
 * A deployment that goes on is stopped first, which rolls it back. A target whose image is gone from ECR is refused, with
 * the targets that still can be gone back to; a deregistered task definition is registered again.
 */
export interface Rollback {
  /** Cluster name or ARN. */
  cluster: string
  /** Service name or ARN. */
  service: string
  /**
   * Where to go back to.
   * @default {"type":"last_good"}
   */
  to?: RollbackTarget
  /**
   * Tasks wanted afterwards. When absent, as many as before the deployment that is gone back from, if that is recorded
   * and the service is not scaled; as many as now otherwise.
   */
  desiredCount?: number | null
  /**
   * Scaling limits afterwards, of a service that is scaled; those of before the deployment that is gone back from when
   * absent, if they are recorded.
   */
  scalingLimits?: ScalingLimits | null
  /**
   * How to get back; as the service is set when absent.
   * @default {"type":"service"}
   */
  strategy?: StrategyParam
  /**
   * Gate for a version of the image; a revision that ran well before is not scanned again.
   * @default {"fail_on":"CRITICAL","require_scan":true,"scan_timeout":"5m","exceptions":[],"require_signature":false,"allowed_registries":[]}
   */
  gate?: Gate
  /**
   * What to do when going back fails as well.
   * @default "restore"
   */
  onFailure?: OnFailure
  /**
   * How long it may take.
   * @default "1h"
   */
  timeout?: string | number
}

/** The revision of the last deployment that succeeded before the present one. */
export interface RollbackTargetLastGood {
  type: 'last_good'
}

/** A task definition. */
export interface RollbackTargetTaskDefinition {
  type: 'task_definition'
  /** `family:revision`, or an ARN. */
  name: string
}

/** A service revision. */
export interface RollbackTargetServiceRevision {
  type: 'service_revision'
  /** Its ARN. */
  arn: string
}

/** The present task definition with another version of the image. */
export interface RollbackTargetImage {
  type: 'image'
  /** Image with a tag or digest. */
  image: string
}

/** Where to go back to. */
export type RollbackTarget = RollbackTargetLastGood | RollbackTargetTaskDefinition | RollbackTargetServiceRevision | RollbackTargetImage

/** The limits within which Application Auto Scaling keeps the number of tasks. */
export interface ScalingLimits {
  /** Fewest tasks. */
  minimum: number
  /** Most tasks. */
  maximum: number
}

/** What to do when a deployment fails. */
export type OnFailure = 'restore' | 'keep'

/**
 * Change a service's configuration: environment, secrets, CPU and memory, logging, health check, roles. The image stays.
 *
 * Secrets and parameters have to exist before anything is changed. The outcome tells what differs, without the values of
 * environment variables; what fails is undone.
 */
export interface ConfigurationChange {
  /** Cluster name or ARN. */
  cluster: string
  /** Service name or ARN. */
  service: string
  /** What changes. */
  change: ConfigurationPatch
  /**
   * How it is rolled out; as the service is set when absent.
   * @default {"type":"service"}
   */
  strategy?: StrategyParam
  /** How the new revision is judged, by strategies that shift traffic; not at all when absent. */
  analysis?: Analysis | null
  /**
   * Registries from which the task's images may come besides the account's own.
   * @default {"fail_on":"CRITICAL","require_scan":true,"scan_timeout":"5m","exceptions":[],"require_signature":false,"allowed_registries":[]}
   */
  gate?: Gate
  /**
   * What changes in the service's settings: circuit breaker, alarms.
   * @default {"circuit_breaker":null,"alarms":null,"availability_zone_rebalancing":null}
   */
  settings?: DeploymentSettings
  /** Revisions of the task definition to keep after a success; all when absent. */
  keepRevisions?: number | null
  /**
   * What to do when a deployment goes on already.
   * @default "refuse"
   */
  ifBusy?: IfBusy
  /**
   * What to do when it fails.
   * @default "restore"
   */
  onFailure?: OnFailure
  /**
   * How long it may take.
   * @default "1h"
   */
  timeout?: string | number
}

/**
 * Run a new version beside the old one, give it all of the traffic at once, and keep the old one until the new has baked.
 *
 * Until the bake is over, going back is instant: an alarm, a failed analysis or a stop gives the traffic to the old
 * version, whose tasks still run.
 */
export interface BlueGreenDeployment {
  /** Cluster name or ARN. */
  cluster: string
  /** Service name or ARN. */
  service: string
  /** Image to deploy, with a tag or digest: `repository:tag` of the account's own registry, or a full reference. */
  image: string
  /** Container that gets the image; needed only where several could be meant. */
  container?: string | null
  /**
   * What the image has to meet.
   * @default {"fail_on":"CRITICAL","require_scan":true,"scan_timeout":"5m","exceptions":[],"require_signature":false,"allowed_registries":[]}
   */
  gate?: Gate
  /**
   * How traffic is shifted.
   * @default {"type":"native","bake":"10m","routing":null}
   */
  method?: BlueGreenMethod
  /**
   * Checks that have to pass before the new version gets production traffic: requests to the test listener, or tasks that
   * have to exit with 0. One that fails rolls the deployment back.
   * @default []
   */
  tests?: Array<Check>
  /** How the new version is judged while it bakes, against what the old one did before; not at all when absent. */
  analysis?: Analysis | null
  /**
   * What changes in the service's settings: circuit breaker, alarms.
   * @default {"circuit_breaker":null,"alarms":null,"availability_zone_rebalancing":null}
   */
  settings?: DeploymentSettings
  /** Revisions of the task definition to keep after a success; all when absent. */
  keepRevisions?: number | null
  /**
   * What to do when a deployment goes on already.
   * @default "refuse"
   */
  ifBusy?: IfBusy
  /**
   * What to do when it fails.
   * @default "restore"
   */
  onFailure?: OnFailure
  /**
   * How long it may take in all.
   * @default "6h"
   */
  timeout?: string | number
}

/** By ECS itself: the service's deployment strategy BLUE_GREEN. */
export interface BlueGreenMethodNative {
  type: 'native'
  /**
   * How long both versions are kept after the shift, in whole minutes (0-1440).
   * @default "10m"
   */
  bake?: string | number
  /** What the service needs for this strategy, if it does not have it yet. */
  routing?: Routing | null
}

/** By a listener rule, with a second service for the new version: for services whose controller can't. */
export interface BlueGreenMethodWeighted {
  type: 'weighted'
  /** ARN of the listener rule (or listener) that forwards the production traffic. */
  listenerRuleArn: string
  /** ARN of a target group for the new version, on the same load balancer. */
  targetGroupArn: string
  /**
   * How long the new version has all of the traffic before the service itself takes it over.
   * @default "10m"
   */
  bake?: string | number
}

/** How a blue/green deployment shifts traffic. */
export type BlueGreenMethod = BlueGreenMethodNative | BlueGreenMethodWeighted

/**
 * Replace a service's tasks in batches, within its health limits, and undo on failure.
 *
 * It succeeds when every wanted task of the new revision runs and is healthy and nothing of the old is left; anything else
 * is an error that carries the outcome, with the cause and the state that holds then.
 */
export interface RollingDeployment {
  /** Cluster name or ARN. */
  cluster: string
  /** Service name or ARN. */
  service: string
  /** Image to deploy, with a tag or digest: `repository:tag` of the account's own registry, or a full reference. */
  image: string
  /** Container that gets the image; needed only where several could be meant. */
  container?: string | null
  /**
   * What the image has to meet.
   * @default {"fail_on":"CRITICAL","require_scan":true,"scan_timeout":"5m","exceptions":[],"require_signature":false,"allowed_registries":[]}
   */
  gate?: Gate
  /** Healthy tasks to keep, in percent of those wanted; as the service has it when absent. */
  minimumHealthyPercent?: number | null
  /** Tasks that may run or start at the same time, in percent of those wanted; as the service has it when absent. */
  maximumPercent?: number | null
  /** The circuit breaker; as the service has it when absent. */
  circuitBreaker?: CircuitBreaker | null
  /** CloudWatch alarms that fail the deployment and roll it back; as the service has them when absent. */
  alarms?: Array<string> | null
  /** Availability Zone rebalancing; as the service has it when absent. */
  availabilityZoneRebalancing?: boolean | null
  /**
   * Deploy although the service runs this image already: replace its tasks by new ones of the same revision.
   * @default false
   */
  force?: boolean
  /**
   * Revisions of the task definition to keep after a success; older ones are deregistered, but never one that runs, is a
   * way back or was good lately. All are kept when absent.
   */
  keepRevisions?: number | null
  /**
   * What to do when a deployment goes on already.
   * @default "refuse"
   */
  ifBusy?: IfBusy
  /**
   * What to do when it fails.
   * @default "restore"
   */
  onFailure?: OnFailure
  /**
   * How long it may take.
   * @default "1h"
   */
  timeout?: string | number
}

/**
 * Give a new version a small share of the traffic, judge it by its metrics, then give it all of the traffic, or none.
 *
 * A canary with a failing metric, or without enough data until the deadline, is rolled back and the call is an error that
 * carries the outcome with every judgement.
 */
export interface CanaryDeployment {
  /** Cluster name or ARN. */
  cluster: string
  /** Service name or ARN. */
  service: string
  /** Image to deploy, with a tag or digest: `repository:tag` of the account's own registry, or a full reference. */
  image: string
  /** Container that gets the image; needed only where several could be meant. */
  container?: string | null
  /**
   * What the image has to meet.
   * @default {"fail_on":"CRITICAL","require_scan":true,"scan_timeout":"5m","exceptions":[],"require_signature":false,"allowed_registries":[]}
   */
  gate?: Gate
  /**
   * How traffic is shifted.
   * @default {"type":"native","percent":10.0,"bake":"10m","routing":null}
   */
  method?: CanaryMethod
  /**
   * Checks that have to pass before the new version gets production traffic: requests to the test listener, or tasks that
   * have to exit with 0. One that fails rolls the deployment back.
   * @default []
   */
  tests?: Array<Check>
  /**
   * How the canary is judged.
   * @default {"metrics":[{"metric":"error_rate","max":5.0,"max_ratio":null,"significance":0.01,"custom":null},{"metric":"latency_p99","max":null,"max_ratio":2.0,"significance":null,"custom":null}],"interval":"1m","minimum_requests":100,"failure_limit":0,"no_data_deadline":"10m","zero_traffic":"wait"}
   */
  analysis?: Analysis
  /**
   * What changes in the service's settings: circuit breaker, alarms.
   * @default {"circuit_breaker":null,"alarms":null,"availability_zone_rebalancing":null}
   */
  settings?: DeploymentSettings
  /** Revisions of the task definition to keep after a success; all when absent. */
  keepRevisions?: number | null
  /**
   * What to do when a deployment goes on already.
   * @default "refuse"
   */
  ifBusy?: IfBusy
  /**
   * What to do when it fails. A canary that fails its analysis is always taken out of traffic.
   * @default "restore"
   */
  onFailure?: OnFailure
  /**
   * How long it may take in all.
   * @default "6h"
   */
  timeout?: string | number
}

/** By ECS itself: the service's deployment strategy CANARY, held by a PAUSE hook until the analysis has passed. */
export interface CanaryMethodNative {
  type: 'native'
  /**
   * Share of traffic of the canary, 0.1-100 percent.
   * @default 10.0
   */
  percent?: number
  /**
   * How long the canary is judged, in whole minutes (0-1440).
   * @default "10m"
   */
  bake?: string | number
  /** What the service needs for this strategy, if it does not have it yet. */
  routing?: Routing | null
}

/** By the weights of a listener rule, with a second service for the canary: for services whose strategy can't. */
export interface CanaryMethodWeighted {
  type: 'weighted'
  /** ARN of the listener rule (or listener) that forwards the production traffic. */
  listenerRuleArn: string
  /** ARN of a target group for the canary, on the same load balancer. */
  canaryTargetGroupArn: string
  /**
   * Shares of traffic, a step each, in percent; rising, each over 0 and under 100.
   * @default [10.0,50.0]
   */
  steps?: Array<number>
  /**
   * How long each step is judged.
   * @default "10m"
   */
  bake?: string | number
  /** Tasks of the canary; in proportion to its largest share when absent. */
  canaryTasks?: number | null
}

/** How traffic is shifted. */
export type CanaryMethod = CanaryMethodNative | CanaryMethodWeighted

/**
 * Deploy one image, by its digest, to a service in many Regions and accounts: wave by wave, each wave with a bake.
 *
 * The image has to be in every Region's own registry, with the same digest, before anything is changed; replication is
 * waited for. When a Region fails, or an alarm fires while a wave bakes, no further wave starts, and what was asked for is
 * rolled back.
 */
export interface MultiRegionDeployment {
  /**
   * Image to deploy: `repository:tag` or `repository@digest` of the registry of the run's own account and Region. The tag
   * is resolved there once; the digest is what is deployed everywhere.
   */
  image: string
  /** The waves, in order: by convention one Region first, then more. */
  waves: Array<Wave>
  /** Container that gets the image; needed only where several could be meant. */
  container?: string | null
  /**
   * What the image has to meet in each Region.
   * @default {"fail_on":"CRITICAL","require_scan":true,"scan_timeout":"5m","exceptions":[],"require_signature":false,"allowed_registries":[]}
   */
  gate?: Gate
  /**
   * How it is deployed, where a Region says nothing else; as the service is set when absent.
   * @default {"type":"service"}
   */
  strategy?: StrategyParam
  /** How the new revision is judged, by strategies that shift traffic; not at all when absent. */
  analysis?: Analysis | null
  /**
   * What changes in the services' settings: circuit breaker, alarms.
   * @default {"circuit_breaker":null,"alarms":null,"availability_zone_rebalancing":null}
   */
  settings?: DeploymentSettings
  /**
   * What is undone when a Region fails.
   * @default "all"
   */
  rollBack?: RollBack
  /**
   * How long the image's replication to all Regions is waited for.
   * @default "30m"
   */
  replicationTimeout?: string | number
  /**
   * How long each deployment may take.
   * @default "1h"
   */
  timeout?: string | number
}

/** Regions that are deployed at the same time. */
export interface Wave {
  /** The services. */
  regions: Array<RegionalService>
  /**
   * How long the wave is watched before the next one starts.
   * @default "0s"
   */
  bake?: string | number
}

/** A service in a Region. */
export interface RegionalService {
  /** Account and Region. */
  target: Target
  /** Cluster name or ARN. */
  cluster: string
  /** Service name or ARN. */
  service: string
  /** How it is deployed here, if otherwise than elsewhere. */
  strategy?: StrategyParam | null
  /**
   * CloudWatch alarms of the Region that fail the wave while it bakes.
   * @default []
   */
  bakeAlarms?: Array<string>
}

/** What is undone when a member fails. The one that failed undoes its own work as its own request says. */
export type RollBack = 'nothing' | 'wave' | 'all'

/**
 * Shift traffic to a new version in equal steps at equal intervals, and judge it at each step.
 *
 * A step that fails its analysis, or has no data until the deadline, gives all traffic back to the old version.
 */
export interface LinearDeployment {
  /** Cluster name or ARN. */
  cluster: string
  /** Service name or ARN. */
  service: string
  /** Image to deploy, with a tag or digest: `repository:tag` of the account's own registry, or a full reference. */
  image: string
  /** Container that gets the image; needed only where several could be meant. */
  container?: string | null
  /**
   * What the image has to meet.
   * @default {"fail_on":"CRITICAL","require_scan":true,"scan_timeout":"5m","exceptions":[],"require_signature":false,"allowed_registries":[]}
   */
  gate?: Gate
  /**
   * How traffic is shifted.
   * @default {"type":"native","percent":10.0,"step_bake":"6m","routing":null}
   */
  method?: LinearMethod
  /**
   * Checks that have to pass before the new version gets production traffic: requests to the test listener, or tasks that
   * have to exit with 0. One that fails rolls the deployment back.
   * @default []
   */
  tests?: Array<Check>
  /**
   * How the new version is judged at each step.
   * @default {"metrics":[{"metric":"error_rate","max":5.0,"max_ratio":null,"significance":0.01,"custom":null},{"metric":"latency_p99","max":null,"max_ratio":2.0,"significance":null,"custom":null}],"interval":"1m","minimum_requests":100,"failure_limit":0,"no_data_deadline":"10m","zero_traffic":"wait"}
   */
  analysis?: Analysis
  /**
   * What changes in the service's settings: circuit breaker, alarms.
   * @default {"circuit_breaker":null,"alarms":null,"availability_zone_rebalancing":null}
   */
  settings?: DeploymentSettings
  /** Revisions of the task definition to keep after a success; all when absent. */
  keepRevisions?: number | null
  /**
   * What to do when a deployment goes on already.
   * @default "refuse"
   */
  ifBusy?: IfBusy
  /**
   * What to do when it fails.
   * @default "restore"
   */
  onFailure?: OnFailure
  /**
   * How long it may take in all.
   * @default "6h"
   */
  timeout?: string | number
}

/** By ECS itself: the service's deployment strategy LINEAR, held by a PAUSE hook until the analysis has passed. */
export interface LinearMethodNative {
  type: 'native'
  /**
   * Traffic of each step, 3-100 percent in tenths.
   * @default 10.0
   */
  percent?: number
  /**
   * How long each step is judged, in whole minutes (0-1440).
   * @default "6m"
   */
  stepBake?: string | number
  /** What the service needs for this strategy, if it does not have it yet. */
  routing?: Routing | null
}

/** By the weights of a listener rule, with a second service for the new version: for services whose controller can't. */
export interface LinearMethodWeighted {
  type: 'weighted'
  /** ARN of the listener rule (or listener) that forwards the production traffic. */
  listenerRuleArn: string
  /** ARN of a target group for the new version, on the same load balancer. */
  targetGroupArn: string
  /**
   * Traffic of each step, 3-100 percent in tenths.
   * @default 10.0
   */
  percent?: number
  /**
   * How long each step is judged.
   * @default "6m"
   */
  stepBake?: string | number
}

/** How a linear deployment shifts traffic. */
export type LinearMethod = LinearMethodNative | LinearMethodWeighted

/**
 * Run two versions of a service side by side for a set time, report what both did, then promote the new one or end.
 *
 * The new version runs in a service of its own. While the test goes on it is judged like a canary: one that fails is taken
 * away at once.
 */
export interface AbTest {
  /** Cluster name or ARN. */
  cluster: string
  /** Service name or ARN: it is the first arm. */
  service: string
  /** Image of the second arm, with a tag or digest. */
  image: string
  /** Who gets the second arm. */
  split: AbSplit
  /** How long both run. */
  duration: string | number
  /**
   * What comes after.
   * @default "end"
   */
  then?: AfterTest
  /** Container that gets the image; needed only where several could be meant. */
  container?: string | null
  /**
   * What the second arm runs with besides.
   * @default {"container":null,"environment":{},"remove_environment":[],"secrets":{},"remove_secrets":[],"cpu":null,"memory":null,"container_cpu":null,"container_memory":null,"container_memory_reservation":null,"command":null,"stop_timeout":null,"log_configuration":null,"health_check":null,"task_role_arn":null,"execution_role_arn":null}
   */
  configuration?: ConfigurationPatch
  /**
   * What the image has to meet.
   * @default {"fail_on":"CRITICAL","require_scan":true,"scan_timeout":"5m","exceptions":[],"require_signature":false,"allowed_registries":[]}
   */
  gate?: Gate
  /**
   * How the second arm is judged.
   * @default {"metrics":[{"metric":"error_rate","max":5.0,"max_ratio":null,"significance":0.01,"custom":null},{"metric":"latency_p99","max":null,"max_ratio":2.0,"significance":null,"custom":null}],"interval":"1m","minimum_requests":100,"failure_limit":0,"no_data_deadline":"10m","zero_traffic":"wait"}
   */
  analysis?: Analysis
  /**
   * What to do when a deployment goes on already.
   * @default "refuse"
   */
  ifBusy?: IfBusy
  /**
   * How long each deployment may take.
   * @default "1h"
   */
  timeout?: string | number
}

/** A share of the requests. */
export interface AbSplitWeight {
  type: 'weight'
  /** ARN of the listener rule (or listener) that forwards the production traffic. */
  listenerRuleArn: string
  /** ARN of a target group for the second arm, on the same load balancer. */
  targetGroupArn: string
  /**
   * Share of the second arm, in percent.
   * @default 50.0
   */
  percent?: number
  /**
   * How long a client stays with the arm that it got first.
   * @default "1day"
   */
  sticky?: string | number | null
  /** Tasks of the second arm; in proportion to its share when absent. */
  tasks?: number | null
}

/** Requests with a header, cookie, path or host. */
export interface AbSplitRule {
  type: 'rule'
  /** ARN of the listener that gets the rule. */
  listenerArn: string
  /** ARN of a target group for the second arm, on the same load balancer. */
  targetGroupArn: string
  /** Which requests get the second arm. */
  matching: RuleMatch
  /**
   * Priority of the rule, 1-50000.
   * @default 1
   */
  priority?: number
  /** Tasks of the second arm; one when absent. */
  tasks?: number | null
}

/** Who gets the second arm. */
export type AbSplit = AbSplitWeight | AbSplitRule

/** What comes after a test. */
export type AfterTest = 'end' | 'promote_if_good'

/**
 * Ship code dark, then give its feature to more and more requests by a flag of AWS AppConfig, judged at each step.
 *
 * A step that fails its analysis, has no data until the deadline, or is rolled back by an alarm turns the flag off at once;
 * no deployment is needed for that.
 */
export interface FeatureFlagRelease {
  /** Cluster name or ARN. */
  cluster: string
  /** Name of the service that has the flag. */
  service: string
  /** The flag, and how it is exposed. */
  exposure: FlagExposure
  /**
   * Turn the flag off at once, and do nothing else.
   * @default false
   */
  turnOff?: boolean
  /** Image to ship first, with the feature off; the code is there already when absent. */
  image?: string | null
  /** Container that gets the image; needed only where several could be meant. */
  container?: string | null
  /**
   * How the image is shipped; as the service is set when absent.
   * @default {"type":"service"}
   */
  strategy?: StrategyParam
  /**
   * What the image has to meet.
   * @default {"fail_on":"CRITICAL","require_scan":true,"scan_timeout":"5m","exceptions":[],"require_signature":false,"allowed_registries":[]}
   */
  gate?: Gate
  /**
   * How the feature is judged at each step: requests that have it against those that have not.
   * @default {"metrics":[{"metric":"error_rate","max":5.0,"max_ratio":null,"significance":0.01,"custom":null},{"metric":"latency_p99","max":null,"max_ratio":2.0,"significance":null,"custom":null}],"interval":"1m","minimum_requests":100,"failure_limit":0,"no_data_deadline":"10m","zero_traffic":"wait"}
   */
  analysis?: Analysis
  /**
   * What to do when a deployment of the service goes on already.
   * @default "refuse"
   */
  ifBusy?: IfBusy
  /**
   * How long shipping the image may take.
   * @default "1h"
   */
  timeout?: string | number
}

/**
 * Deploy so that no request is dropped: prove first that the settings allow it, mend or refuse them, and report the lowest
 * number of healthy tasks that was seen.
 */
export interface ZeroDowntimeDeployment {
  /** Cluster name or ARN. */
  cluster: string
  /** Service name or ARN. */
  service: string
  /** Image to deploy, with a tag or digest. */
  image: string
  /** Container that gets the image; needed only where several could be meant. */
  container?: string | null
  /**
   * How long the longest request takes.
   * @default "30s"
   */
  longestRequest?: string | number
  /**
   * Mend the settings that can be mended; refuse them otherwise.
   * @default false
   */
  repair?: boolean
  /**
   * How it is deployed; as the service is set when absent.
   * @default {"type":"service"}
   */
  strategy?: StrategyParam
  /** How the new revision is judged, by strategies that shift traffic; not at all when absent. */
  analysis?: Analysis | null
  /**
   * What the image has to meet.
   * @default {"fail_on":"CRITICAL","require_scan":true,"scan_timeout":"5m","exceptions":[],"require_signature":false,"allowed_registries":[]}
   */
  gate?: Gate
  /** CloudWatch alarms that fail the deployment and roll it back; as the service has them when absent. */
  alarms?: Array<string> | null
  /**
   * What to do when a deployment goes on already.
   * @default "refuse"
   */
  ifBusy?: IfBusy
  /**
   * How long it may take.
   * @default "1h"
   */
  timeout?: string | number
}

/**
 * Deploy several services in the order of their dependencies, at the same time where they are free of each other.
 *
 * A service starts only when those that it depends on are deployed and healthy. When one fails no further one is started,
 * and those that were deployed are rolled back in reverse order.
 */
export interface MicroservicesDeployment {
  /** The services. */
  services: Array<Microservice>
  /**
   * What is undone when one fails.
   * @default "all"
   */
  rollBack?: RollBack
  /**
   * Services that are deployed at the same time, at most.
   * @default 10
   */
  atOnce?: number
  /**
   * What the images have to meet.
   * @default {"fail_on":"CRITICAL","require_scan":true,"scan_timeout":"5m","exceptions":[],"require_signature":false,"allowed_registries":[]}
   */
  gate?: Gate
  /**
   * How long each may take.
   * @default "1h"
   */
  timeout?: string | number
}

/** One of the services. */
export interface Microservice {
  /** Name by which others depend on it; the service's name when absent. */
  name?: string | null
  /** Cluster name or ARN. */
  cluster: string
  /** Service name or ARN. */
  service: string
  /** Image to deploy, with a tag or digest. */
  image: string
  /** Container that gets the image; needed only where several could be meant. */
  container?: string | null
  /**
   * Names of the services that have to be deployed before.
   * @default []
   */
  dependsOn?: Array<string>
  /**
   * How it is deployed; as the service is set when absent.
   * @default {"type":"service"}
   */
  strategy?: StrategyParam
  /** How it is judged, by strategies that shift traffic; not at all when absent. */
  analysis?: Analysis | null
  /**
   * What changes in its settings: circuit breaker, alarms.
   * @default {"circuit_breaker":null,"alarms":null,"availability_zone_rebalancing":null}
   */
  settings?: DeploymentSettings
  /**
   * Account and Region, if they are not the run's.
   * @default {"region":null,"account":null,"role_arn":null}
   */
  target?: Target
}

/**
 * Approve that one image goes to one service of an environment. It is bound to the image's digest, ends by itself, and can
 * be used once.
 *
 * It is kept in Parameter Store below `/ecs-usecases/approvals/`: IAM says who may approve for which environment.
 */
export interface ApproveDeployment {
  /** Name of the environment; `hotfix` for an emergency hotfix. */
  environment: string
  /** Cluster name or ARN. */
  cluster: string
  /** Service name or ARN. */
  service: string
  /** Image, with a tag or digest. */
  image: string
  /** Who asked for it. */
  requestedBy: string
  /** Who approves it: somebody else. */
  approvedBy: string
  /** As what. */
  role: Actor
  /**
   * How long it may be used.
   * @default "1day"
   */
  validFor?: string | number
  /** A note. */
  note?: string | null
}

/** List what emergency deployments left to be done and nobody has closed yet. */
export type OpenFollowUps = Record<string, never>

/** Close a follow-up: what it asked for was done. */
export interface CloseFollowUp {
  /** Its id. */
  id: string
  /** Who closes it. */
  closedBy: string
  /** What was done. */
  resolution: string
}

/**
 * Set up the DynamoDB table in which runs are journaled: paid by request, with point-in-time recovery, deletion protection, and
 * an attribute by which finished runs end. Run again, it changes only what differs.
 */
export interface JournalSetup {
  /** Name of the table, in the account and Region of the run. */
  table: string
  /**
   * Whether the table can be put back to any second of the last days.
   * @default true
   */
  pointInTimeRecovery?: boolean
  /** How many days back that reaches: 1 to 35. When absent, a table keeps what it has, and a new one has 35. */
  recoveryDays?: number | null
  /**
   * Whether the table is kept from being deleted.
   * @default true
   */
  deletionProtection?: boolean
  /**
   * Tags of the table. Other tags that it has stay.
   * @default {}
   */
  tags?: Record<string, string>
}

/**
 * All use cases.
 *
 * Aborting the signal of a call cancels its run at the next safe point; `resume` goes on with it.
 */
export declare class Client extends ClientBase {
  constructor(options?: ClientOptions)
  /** Start a use case, to watch it. */
  get start(): Starter
  /** Tell what a use case would do, and do nothing. */
  get plan(): Planner
  /** Tell how a use case would go, also under faults, and do nothing. */
  get rehearse(): Rehearser
  /** Do nothing. It measures what a call costs, and shows that a binding works. */
  noop(request?: Noop, options?: CallOptions): Promise<NoopOutcome>
  /**
   * Set up an ECR repository: tag immutability, encryption, scanning, lifecycle, access, replication, tags. Run again, it
   * changes only what differs.
   */
  repositorySetup(request: RepositorySetup, options?: CallOptions): Promise<RepositorySetupOutcome>
  /**
   * Deploy one image through the environments in order: the same digest in each, checked, and approved where that is asked.
   *
   * An environment that fails its deployment or its checks is put back to what it ran, and the image goes no further.
   */
  normalDeployment(request: NormalDeployment, options?: CallOptions): Promise<NormalDeploymentOutcome>
  /**
   * Deploy an image at once: through the smallest gate, in the place of a deployment that goes on, with fast settings.
   *
   * It needs a reason and an approval (`approve_deployment` for the environment `hotfix`) by someone other than the
   * requester, and leaves a follow-up that `open_follow_ups` lists until it is closed.
   */
  emergencyHotfix(request: EmergencyHotfix, options?: CallOptions): Promise<HotfixOutcome>
  /**
   * Go back to the last good revision, a named one, or a version of the image.
   *
   * A deployment that goes on is stopped first, which rolls it back. A target whose image is gone from ECR is refused, with
   * the targets that still can be gone back to; a deregistered task definition is registered again.
   */
  rollback(request: Rollback, options?: CallOptions): Promise<DeploymentOutcome>
  /**
   * Change a service's configuration: environment, secrets, CPU and memory, logging, health check, roles. The image stays.
   *
   * Secrets and parameters have to exist before anything is changed. The outcome tells what differs, without the values of
   * environment variables; what fails is undone.
   */
  configurationChange(request: ConfigurationChange, options?: CallOptions): Promise<DeploymentOutcome>
  /**
   * Run a new version beside the old one, give it all of the traffic at once, and keep the old one until the new has baked.
   *
   * Until the bake is over, going back is instant: an alarm, a failed analysis or a stop gives the traffic to the old
   * version, whose tasks still run.
   */
  blueGreenDeployment(request: BlueGreenDeployment, options?: CallOptions): Promise<DeploymentOutcome>
  /**
   * Replace a service's tasks in batches, within its health limits, and undo on failure.
   *
   * It succeeds when every wanted task of the new revision runs and is healthy and nothing of the old is left; anything else
   * is an error that carries the outcome, with the cause and the state that holds then.
   */
  rollingDeployment(request: RollingDeployment, options?: CallOptions): Promise<DeploymentOutcome>
  /**
   * Give a new version a small share of the traffic, judge it by its metrics, then give it all of the traffic, or none.
   *
   * A canary with a failing metric, or without enough data until the deadline, is rolled back and the call is an error that
   * carries the outcome with every judgement.
   */
  canaryDeployment(request: CanaryDeployment, options?: CallOptions): Promise<DeploymentOutcome>
  /**
   * Deploy one image, by its digest, to a service in many Regions and accounts: wave by wave, each wave with a bake.
   *
   * The image has to be in every Region's own registry, with the same digest, before anything is changed; replication is
   * waited for. When a Region fails, or an alarm fires while a wave bakes, no further wave starts, and what was asked for is
   * rolled back.
   */
  multiRegionDeployment(request: MultiRegionDeployment, options?: CallOptions): Promise<MultiRegionOutcome>
  /**
   * Shift traffic to a new version in equal steps at equal intervals, and judge it at each step.
   *
   * A step that fails its analysis, or has no data until the deadline, gives all traffic back to the old version.
   */
  linearDeployment(request: LinearDeployment, options?: CallOptions): Promise<DeploymentOutcome>
  /**
   * Run two versions of a service side by side for a set time, report what both did, then promote the new one or end.
   *
   * The new version runs in a service of its own. While the test goes on it is judged like a canary: one that fails is taken
   * away at once.
   */
  abTest(request: AbTest, options?: CallOptions): Promise<AbTestOutcome>
  /**
   * Ship code dark, then give its feature to more and more requests by a flag of AWS AppConfig, judged at each step.
   *
   * A step that fails its analysis, has no data until the deadline, or is rolled back by an alarm turns the flag off at once;
   * no deployment is needed for that.
   */
  featureFlagRelease(request: FeatureFlagRelease, options?: CallOptions): Promise<FeatureFlagOutcome>
  /**
   * Deploy so that no request is dropped: prove first that the settings allow it, mend or refuse them, and report the lowest
   * number of healthy tasks that was seen.
   */
  zeroDowntimeDeployment(request: ZeroDowntimeDeployment, options?: CallOptions): Promise<ZeroDowntimeOutcome>
  /**
   * Deploy several services in the order of their dependencies, at the same time where they are free of each other.
   *
   * A service starts only when those that it depends on are deployed and healthy. When one fails no further one is started,
   * and those that were deployed are rolled back in reverse order.
   */
  microservicesDeployment(request: MicroservicesDeployment, options?: CallOptions): Promise<MicroservicesOutcome>
  /**
   * Approve that one image goes to one service of an environment. It is bound to the image's digest, ends by itself, and can
   * be used once.
   *
   * It is kept in Parameter Store below `/ecs-usecases/approvals/`: IAM says who may approve for which environment.
   */
  approveDeployment(request: ApproveDeployment, options?: CallOptions): Promise<Approval>
  /** List what emergency deployments left to be done and nobody has closed yet. */
  openFollowUps(request?: OpenFollowUps, options?: CallOptions): Promise<OpenFollowUpsOutcome>
  /** Close a follow-up: what it asked for was done. */
  closeFollowUp(request: CloseFollowUp, options?: CallOptions): Promise<FollowUp>
  /**
   * Set up the DynamoDB table in which runs are journaled: paid by request, with point-in-time recovery, deletion protection, and
   * an attribute by which finished runs end. Run again, it changes only what differs.
   */
  journalSetup(request: JournalSetup, options?: CallOptions): Promise<JournalSetupOutcome>
}

/** All use cases, started: iterate over the run for its events, and ask it for its result. */
export declare class Starter extends StarterBase {
  noop(request?: Noop, options?: StartOptions): Run<NoopOutcome>
  repositorySetup(request: RepositorySetup, options?: StartOptions): Run<RepositorySetupOutcome>
  normalDeployment(request: NormalDeployment, options?: StartOptions): Run<NormalDeploymentOutcome>
  emergencyHotfix(request: EmergencyHotfix, options?: StartOptions): Run<HotfixOutcome>
  rollback(request: Rollback, options?: StartOptions): Run<DeploymentOutcome>
  configurationChange(request: ConfigurationChange, options?: StartOptions): Run<DeploymentOutcome>
  blueGreenDeployment(request: BlueGreenDeployment, options?: StartOptions): Run<DeploymentOutcome>
  rollingDeployment(request: RollingDeployment, options?: StartOptions): Run<DeploymentOutcome>
  canaryDeployment(request: CanaryDeployment, options?: StartOptions): Run<DeploymentOutcome>
  multiRegionDeployment(request: MultiRegionDeployment, options?: StartOptions): Run<MultiRegionOutcome>
  linearDeployment(request: LinearDeployment, options?: StartOptions): Run<DeploymentOutcome>
  abTest(request: AbTest, options?: StartOptions): Run<AbTestOutcome>
  featureFlagRelease(request: FeatureFlagRelease, options?: StartOptions): Run<FeatureFlagOutcome>
  zeroDowntimeDeployment(request: ZeroDowntimeDeployment, options?: StartOptions): Run<ZeroDowntimeOutcome>
  microservicesDeployment(request: MicroservicesDeployment, options?: StartOptions): Run<MicroservicesOutcome>
  approveDeployment(request: ApproveDeployment, options?: StartOptions): Run<Approval>
  openFollowUps(request?: OpenFollowUps, options?: StartOptions): Run<OpenFollowUpsOutcome>
  closeFollowUp(request: CloseFollowUp, options?: StartOptions): Run<FollowUp>
  journalSetup(request: JournalSetup, options?: StartOptions): Run<JournalSetupOutcome>
}

/** All use cases, planned: what each would do, with nothing done. */
export declare class Planner extends PlannerBase {
  noop(request?: Noop, options?: PlanOptions): Promise<Plan>
  repositorySetup(request: RepositorySetup, options?: PlanOptions): Promise<Plan>
  normalDeployment(request: NormalDeployment, options?: PlanOptions): Promise<Plan>
  emergencyHotfix(request: EmergencyHotfix, options?: PlanOptions): Promise<Plan>
  rollback(request: Rollback, options?: PlanOptions): Promise<Plan>
  configurationChange(request: ConfigurationChange, options?: PlanOptions): Promise<Plan>
  blueGreenDeployment(request: BlueGreenDeployment, options?: PlanOptions): Promise<Plan>
  rollingDeployment(request: RollingDeployment, options?: PlanOptions): Promise<Plan>
  canaryDeployment(request: CanaryDeployment, options?: PlanOptions): Promise<Plan>
  multiRegionDeployment(request: MultiRegionDeployment, options?: PlanOptions): Promise<Plan>
  linearDeployment(request: LinearDeployment, options?: PlanOptions): Promise<Plan>
  abTest(request: AbTest, options?: PlanOptions): Promise<Plan>
  featureFlagRelease(request: FeatureFlagRelease, options?: PlanOptions): Promise<Plan>
  zeroDowntimeDeployment(request: ZeroDowntimeDeployment, options?: PlanOptions): Promise<Plan>
  microservicesDeployment(request: MicroservicesDeployment, options?: PlanOptions): Promise<Plan>
  approveDeployment(request: ApproveDeployment, options?: PlanOptions): Promise<Plan>
  openFollowUps(request?: OpenFollowUps, options?: PlanOptions): Promise<Plan>
  closeFollowUp(request: CloseFollowUp, options?: PlanOptions): Promise<Plan>
  journalSetup(request: JournalSetup, options?: PlanOptions): Promise<Plan>
}

/** All use cases, rehearsed: how each would go, also under faults, with nothing done. */
export declare class Rehearser extends RehearserBase {
  noop(request?: Noop, options?: RehearseOptions): Promise<Rehearsal>
  repositorySetup(request: RepositorySetup, options?: RehearseOptions): Promise<Rehearsal>
  normalDeployment(request: NormalDeployment, options?: RehearseOptions): Promise<Rehearsal>
  emergencyHotfix(request: EmergencyHotfix, options?: RehearseOptions): Promise<Rehearsal>
  rollback(request: Rollback, options?: RehearseOptions): Promise<Rehearsal>
  configurationChange(request: ConfigurationChange, options?: RehearseOptions): Promise<Rehearsal>
  blueGreenDeployment(request: BlueGreenDeployment, options?: RehearseOptions): Promise<Rehearsal>
  rollingDeployment(request: RollingDeployment, options?: RehearseOptions): Promise<Rehearsal>
  canaryDeployment(request: CanaryDeployment, options?: RehearseOptions): Promise<Rehearsal>
  multiRegionDeployment(request: MultiRegionDeployment, options?: RehearseOptions): Promise<Rehearsal>
  linearDeployment(request: LinearDeployment, options?: RehearseOptions): Promise<Rehearsal>
  abTest(request: AbTest, options?: RehearseOptions): Promise<Rehearsal>
  featureFlagRelease(request: FeatureFlagRelease, options?: RehearseOptions): Promise<Rehearsal>
  zeroDowntimeDeployment(request: ZeroDowntimeDeployment, options?: RehearseOptions): Promise<Rehearsal>
  microservicesDeployment(request: MicroservicesDeployment, options?: RehearseOptions): Promise<Rehearsal>
  approveDeployment(request: ApproveDeployment, options?: RehearseOptions): Promise<Rehearsal>
  openFollowUps(request?: OpenFollowUps, options?: RehearseOptions): Promise<Rehearsal>
  closeFollowUp(request: CloseFollowUp, options?: RehearseOptions): Promise<Rehearsal>
  journalSetup(request: JournalSetup, options?: RehearseOptions): Promise<Rehearsal>
}

/** A deterministic ECS that lives in memory and in virtual time. */
export declare class Simulator extends SimulatorBase {
  constructor(scenario?: Scenario)
  /** A client of this world. Its runs are numbered from 1. */
  client(options?: SimulatedOptions): Client
  /** Change what the program in an image does. Tasks that run already go on as they were. */
  scriptImage(image: string, behaviour: ImageBehaviour, place?: Place): void
  /** Push an image, as a builder would; gives its digest. */
  pushImage(repository: string, image: ImageScript, place?: Place): string
}
