import type {
  AuditAnchor,
  AuditReport,
  EcrChecklist,
  Event,
  GapReport,
  Plan,
  PostureReport,
  Rehearsal,
  RehearsalOptions,
  RunHead,
  RunState,
  RunStory,
  ServiceReview,
} from '../index.js'
import type { Report } from './report.js'

/** What a caller may say about AWS; the environment, the profile or the machine's role give the rest. */
export interface ClientOptions {
  /** The Region. */
  region?: string
  /** Where every service is spoken to instead of at AWS: an emulator, a proxy. */
  endpointUrl?: string
  /**
   * A file, or `dynamodb://` and the name of a table that `journalSetup` made: runs that are written there can be listed, and resumed
   * by another process. Without it they are remembered as long as this process lives.
   */
  journal?: string
}

/** What a caller may say about a started run. */
export interface StartOptions {
  /** Id of the run; a run of this id that was interrupted goes on. */
  runId?: string
  /**
   * What is demanded of a rehearsal before the run begins: `true` holds one first, a `Rehearsal` was held before. The run is
   * refused with a `RefusedError` if it has not passed. Of a run by name, of a resumed one and of a plan's nothing is demanded.
   */
  rehearsed?: boolean | Rehearsal
}

/** What a caller may say about a resumed run that is started. */
export interface StartResumedOptions {
  /** The process that executed the run is dead: otherwise it is watched for a minute whether that lives. */
  takeOver?: boolean
}

/** Which runs are listed. What is absent does not matter. */
export interface RunsOptions {
  /** Only those of this state. */
  state?: RunState
  /** Only those of this use case, by its name on the wire. */
  useCase?: string
  /** At most this many, 100 when absent. */
  limit?: number
}

/** What a caller may say about watching a run. */
export interface WatchOptions {
  /** Called with each event, in order. What it throws cancels the run, and is thrown. */
  onEvent?: (event: Event) => void
  /** Cancels the run at its next safe point. */
  signal?: AbortSignal
}

/** What a caller may say about resuming a run. */
export interface ResumeOptions extends WatchOptions, StartResumedOptions {}

/** What a caller may say about one call. */
export interface CallOptions extends WatchOptions, StartOptions {}

/** What a caller may say about planning. */
export interface PlanOptions {
  /** Stops planning. */
  signal?: AbortSignal
}

/** What a caller may say about rehearsing. */
export interface RehearseOptions extends RehearsalOptions {
  /** Stops rehearsing. */
  signal?: AbortSignal
}

/** What a caller may say about a started run of a plan. */
export interface StartPlanOptions extends StartOptions {
  /** Stop before a write that the plan does not have, instead of warning of it. A write that undoes a failure is not planned either. */
  strict?: boolean
}

/** What a caller may say about running a plan. */
export interface RunPlanOptions extends CallOptions, StartPlanOptions {}

/** A plan for people, as Markdown. */
export declare function planMarkdown(plan: Plan): string

/**
 * Check an audit log that was exported, against an anchor if there is one; no journal is needed. What is not as it was throws an error
 * with the code `AuditDamaged` or `JournalDamaged` that names the record. Without an anchor it can't be seen that whole runs are absent,
 * or that somebody wrote all of it anew.
 */
export declare function verifyAuditExport(log: string, anchor?: AuditAnchor): AuditReport

/** A rehearsal for people, as Markdown. */
export declare function rehearsalMarkdown(rehearsal: Rehearsal): string

/** What a caller may say about a call by name. */
export interface InvokeOptions extends StartOptions {
  /** Called with the JSON text of each event, in order. */
  onEvent?: (event: string) => void
  /** Cancels the run at its next safe point. */
  signal?: AbortSignal
}

/**
 * A started run: iterate over it for its events, ask it for its result. It goes on whether or not anybody iterates, as
 * long as the process does: a run that nobody waits for does not keep the process alive.
 */
export declare class Run<T> implements AsyncIterableIterator<Event> {
  private constructor()
  [Symbol.asyncIterator](): this
  /** The next event. */
  next(): Promise<IteratorResult<Event, undefined>>
  /** Stop watching. The run goes on. */
  return(): Promise<IteratorResult<Event, undefined>>
  /** The outcome. */
  result(): Promise<T>
  /** Ask the run to stop at its next safe point; `result` then throws a `RunCancelledError`. */
  cancel(): void
  /** The report of what happened so far, and of how the run ended if it has. */
  report(): Report
}

/** A client by name. */
export declare class ClientBase {
  constructor(options?: ClientOptions)
  /** Run a use case by name, without types: the request and the outcome are as on the wire. */
  invoke(useCase: string, request: Record<string, unknown>, options?: InvokeOptions): Promise<Record<string, unknown>>
  /** Go on with a run that was cancelled or interrupted; gives the outcome of its use case. */
  resume(runId: string, options?: ResumeOptions): Promise<unknown>
  /** The runs in the journal, the latest first. */
  listRuns(options?: RunsOptions): Promise<RunHead[]>
  /** What a run did and holds, and how it ended if it has. */
  showRun(runId: string): Promise<RunStory>
  /** End a run for good, also one of another process: it can't be resumed, and lets go what it holds. Nothing is undone. */
  cancelRun(runId: string): Promise<RunStory>
  /** The audit log of the runs that fit, the oldest first, as text to be kept elsewhere; all of them unless said. */
  exportAudit(options?: RunsOptions): Promise<string>
  /** How far each run has come: kept elsewhere, it shows later that nothing was changed or taken away. */
  anchorAudit(): Promise<AuditAnchor>
  /**
   * Check the journal, against an anchor if there is one. What is not as it was throws an error with the code `AuditDamaged` or
   * `JournalDamaged` that names the record.
   */
  verifyAudit(anchor?: AuditAnchor): Promise<AuditReport>
  /**
   * Review a live service: it and what stands around it against the rules, its images and repositories against the checklist of Amazon
   * ECR, with a score by pillar. Reads only.
   */
  reviewService(cluster: string, service: string): Promise<ServiceReview>
  /** What all rules say of a live service and of what stands around it; what could not be read is unknown to its rules. Reads only. */
  checkRules(cluster: string, service: string): Promise<PostureReport>
  /** The checklist of Amazon ECR against a live service. Reads only. */
  reviewEcrIntegration(cluster: string, service: string): Promise<EcrChecklist>
  /** Which use cases the account does not show in this Region, with evidence for those that it does. Reads only. */
  findGaps(): Promise<GapReport>
  /**
   * Run a plan; gives the outcome of its use case. Throws a `ConflictError` before anything is changed if the cloud says something
   * else than when the plan was made.
   */
  run(plan: Plan, options?: RunPlanOptions): Promise<unknown>
}

/** Started use cases by name. */
export declare class StarterBase {
  protected constructor()
  /** Go on with a run that was cancelled or interrupted. */
  resume(runId: string, options?: StartResumedOptions): Run<unknown>
  /** Run a plan, as the client's method does. */
  run(plan: Plan, options?: StartPlanOptions): Run<unknown>
}

/** Planned use cases by name. */
export declare class PlannerBase {
  protected constructor()
}

/** Rehearsed use cases by name. */
export declare class RehearserBase {
  protected constructor()
}

/** An account and Region of a simulator; what is not said is the scenario's. */
export interface Place {
  region?: string
  account?: string
}

/** Where a simulator's client works, and where it writes. */
export interface SimulatedOptions extends Place {
  /** A file or table for the journal, as a client's, which is in memory when absent. Runs are then not numbered from 1. */
  journal?: string
}

/** A simulator by JSON. */
export declare class SimulatorBase {
  /** The world of a scenario as on the wire, as a JSON file has it. */
  static fromScenario<T extends SimulatorBase>(this: new () => T, scenario: Record<string, unknown>): T
  /** What happened so far, a line each. */
  trace(): string
  /** The virtual time. */
  now(): Date
  /** Let time pass: text such as `5m`, or a number of seconds. */
  advance(span: string | number): void
  /** Send an operation in AWS's JSON form, such as `ecs:DescribeServices`. */
  call(action: string, request?: Record<string, unknown>, place?: Place): unknown
}
