// Made by `cargo xtask generate`; do not edit.
import type { CallOptions, ClientOptions, ResumeOptions, Run, StartOptions } from './lib/runtime.js'
import { ClientBase, SimulatorBase, StarterBase } from './lib/runtime.js'

export * from './lib/errors.js'
export type { CallOptions, ClientOptions, ResumeOptions, Run, StartOptions }

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
export type EventDetail = EventDetailRunStarted | EventDetailStepStarted | EventDetailStepFinished | EventDetailChanged | EventDetailProgress | EventDetailStage | EventDetailTraffic | EventDetailService | EventDetailAnalysis | EventDetailWarning | EventDetailRunFinished

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
}

/** Nothing. */
export type NoopOutcome = Record<string, never>

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
   * CloudWatch alarms.
   * @default []
   */
  alarms?: Array<AlarmScript>
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

/** A failure to inject: which calls, and how they fail. */
export interface Fault {
  /** The AWS action, such as `ecs:UpdateService`, or `*` for every call. */
  action: string
  /**
   * Let this many such calls pass first.
   * @default 0
   */
  after?: number
  /**
   * Then fail this many.
   * @default 1
   */
  times?: number
  /** How they fail. */
  kind: FaultKind
}

/** How a call fails. */
export type FaultKind = 'throttle' | 'server_error' | 'drop_before' | 'drop_after' | 'deny' | 'slow'

/** Something that others do while a use case runs. */
export interface Happening {
  /** How long after the start. */
  after: string | number
  /** An AWS action, such as `ecs:UpdateService`. */
  action: string
  /** Its request in AWS's form. */
  request?: unknown
}

/** Do nothing. It measures what a call costs, and shows that a binding works. */
export type Noop = Record<string, never>

/**
 * All use cases.
 *
 * Aborting the signal of a call cancels its run at the next safe point; `resume` goes on with it.
 */
export declare class Client extends ClientBase {
  constructor(options?: ClientOptions)
  /** Start a use case, to watch it. */
  get start(): Starter
  /** Do nothing. It measures what a call costs, and shows that a binding works. */
  noop(request?: Noop, options?: CallOptions): Promise<NoopOutcome>
}

/** All use cases, started: iterate over the run for its events, and ask it for its result. */
export declare class Starter extends StarterBase {
  noop(request?: Noop, options?: StartOptions): Run<NoopOutcome>
}

/** A deterministic ECS that lives in memory and in virtual time. */
export declare class Simulator extends SimulatorBase {
  constructor(scenario?: Scenario)
  /** A client of this world. Its runs are numbered from 1. */
  client(): Client
  /** Change what the program in an image does. Tasks that run already go on as they were. */
  scriptImage(image: string, behaviour: ImageBehaviour): void
  /** Push an image, as a builder would; gives its digest. */
  pushImage(repository: string, image: ImageScript): string
}
