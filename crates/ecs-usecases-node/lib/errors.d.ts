import type { ErrorKind } from '../index.js'
import type { Report } from './report.js'

/** What went wrong, what was being done, on what, and what to do. `message` tells all of it in a line. */
export declare class EcsUseCasesError extends Error {
  /** The kind of error; each has a class of its own. */
  readonly kind: ErrorKind
  /** Why, in a sentence. */
  readonly reason: string
  /** The AWS action, such as `ecs:UpdateService`. */
  readonly operation: string | null
  /** AWS's own error code. */
  readonly code: string | null
  /** The name or ARN of what the operation was about, or the path of the field that is wrong. */
  readonly resource: string | null
  /** Whether the same call may succeed a little later. */
  readonly retryable: boolean
  /** What was being done, from the outermost step to the innermost. */
  readonly context: string[]
  /** What to do about it. */
  readonly advice: string | null
  /** What was changed and is still so. */
  readonly leftBehind: string[]
  /** The use case that failed, where it is known, by its name on the wire. */
  readonly useCase: string | null
  /** The details as they are on the wire. */
  readonly wire: Record<string, unknown>
  /** The outcome of a use case that ended otherwise than asked, or null. */
  get outcome(): unknown
  /** The report of the run that failed. Of an error that no run had, it has only the error. */
  report(): Report
}

/** The request can't be right, whatever the state of the account. */
export declare class InvalidRequestError extends EcsUseCasesError {}

/** A named thing does not exist. */
export declare class NotFoundError extends EcsUseCasesError {}

/** The credentials are missing or do not allow the operation. */
export declare class AccessDeniedError extends EcsUseCasesError {}

/** The state of the account does not allow the change now: it exists already, it is in use, someone changed it. */
export declare class ConflictError extends EcsUseCasesError {}

/** AWS asked to slow down. */
export declare class ThrottledError extends EcsUseCasesError {}

/** A quota is used up. */
export declare class QuotaExceededError extends EcsUseCasesError {}

/** The endpoint does not know the operation or the feature. */
export declare class UnsupportedError extends EcsUseCasesError {}

/** No answer in time. The operation may have been done. */
export declare class CallTimeoutError extends EcsUseCasesError {}

/** The connection failed. The operation may have been done. */
export declare class NetworkError extends EcsUseCasesError {}

/** AWS failed on its side. The operation may have been done. */
export declare class ServiceFaultError extends EcsUseCasesError {}

/** An admission check refused the change before anything was changed. */
export declare class RefusedError extends EcsUseCasesError {}

/** The deployment did not end as asked; `outcome` tells how it did end and which state holds now. */
export declare class DeploymentFailedError extends EcsUseCasesError {}

/** The run was cancelled; its journal allows it to be resumed. */
export declare class RunCancelledError extends EcsUseCasesError {}

/** A resumed run did not ask for what its journal records: the program or the request changed. */
export declare class DivergedError extends EcsUseCasesError {}

/** A defect of this library. */
export declare class InternalError extends EcsUseCasesError {}
