// Errors. Every kind has a class; all have `EcsUseCasesError` as their base.
import { outcomeOf } from './shapes.js'

export class EcsUseCasesError extends Error {
  constructor(text, wire = {}, useCase = undefined) {
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
    Object.defineProperty(this, 'wire', { value: wire })
  }

  get outcome() {
    return this.wire.outcome == null ? null : outcomeOf(this.useCase, this.wire.outcome)
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
  const { ok, error, text: said, useCase } = JSON.parse(text)
  if (error !== undefined) throw new (byKind[error.kind] ?? EcsUseCasesError)(said, error, useCase)
  return ok
}
