// Errors. Every kind has a class; all have `EcsUseCasesError` as their base.
import { Report } from './report.js'
import { outcomeOf, toLocal } from './shapes.js'

export class EcsUseCasesError extends Error {
  #report

  constructor(text, wire = {}, useCase = undefined, report = undefined) {
    super(text)
    this.name = new.target.name
    this.kind = wire.kind ?? 'internal'
    this.reason = wire.message ?? text
    this.operation = wire.operation ?? null
    this.code = wire.code ?? null
    this.resource = wire.resource ?? null
    this.retryable = wire.retryable ?? false
    this.context = wire.context ?? []
    this.advice = wire.advice ?? null
    this.leftBehind = wire.left_behind ?? []
    this.useCase = useCase ?? null
    this.#report = report ?? JSON.stringify({ use_case: this.useCase, error: { kind: 'internal', message: text, retryable: false, ...wire } })
    Object.defineProperty(this, 'wire', { value: wire })
  }

  report() {
    return new Report(this.#report)
  }

  get outcome() {
    const { outcome } = this.wire
    if (outcome == null) return null
    // Of a run that a rehearsal kept from being begun it is that rehearsal.
    return this.kind === 'refused' && 'what_ifs' in outcome ? toLocal('Rehearsal', outcome) : outcomeOf(this.useCase, outcome)
  }
}

export class InvalidRequestError extends EcsUseCasesError {}
export class NotFoundError extends EcsUseCasesError {}
export class AccessDeniedError extends EcsUseCasesError {}
export class ConflictError extends EcsUseCasesError {}
export class ThrottledError extends EcsUseCasesError {}
export class QuotaExceededError extends EcsUseCasesError {}
export class UnsupportedError extends EcsUseCasesError {}
export class CallTimeoutError extends EcsUseCasesError {}
export class NetworkError extends EcsUseCasesError {}
export class ServiceFaultError extends EcsUseCasesError {}
export class RefusedError extends EcsUseCasesError {}
export class DeploymentFailedError extends EcsUseCasesError {}
export class RunCancelledError extends EcsUseCasesError {}
export class DivergedError extends EcsUseCasesError {}
export class InternalError extends EcsUseCasesError {}

const byKind = {
  invalid_request: InvalidRequestError,
  not_found: NotFoundError,
  access_denied: AccessDeniedError,
  conflict: ConflictError,
  throttled: ThrottledError,
  quota_exceeded: QuotaExceededError,
  unsupported: UnsupportedError,
  timeout: CallTimeoutError,
  network: NetworkError,
  service_fault: ServiceFaultError,
  refused: RefusedError,
  deployment_failed: DeploymentFailedError,
  cancelled: RunCancelledError,
  diverged: DivergedError,
  internal: InternalError,
}

// The outcome in an envelope of the native code, or its error thrown.
export function opened(text) {
  const { ok, error, text: said, useCase, report } = JSON.parse(text)
  if (error !== undefined) throw new (byKind[error.kind] ?? EcsUseCasesError)(said, error, useCase, report)
  return ok
}
