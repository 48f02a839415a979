// Errors, and what becomes of a panic.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import test from 'node:test'
import * as ecs from '../index.js'

const client = new ecs.Simulator().client()
const DETAILS = {
  kind: 'access_denied',
  message: 'not authorized',
  operation: 'ecs:UpdateService',
  code: 'AccessDeniedException',
  resource: 'shop',
  retryable: false,
  context: ['start the deployment'],
  advice: 'Allow it.',
  left_behind: ['revision web:3'],
}
const schema = JSON.parse(readFileSync(new URL('../../../docs/reference/schema.json', import.meta.url)))
const kinds = schema.outputs.ErrorKind.oneOf.map((kind) => kind.const)

const failed = async (request) => client.invoke('__fail', request).then(() => assert.fail('it succeeded'), (error) => error)

test('an error tells everything', async () => {
  const error = await failed(DETAILS)
  assert.ok(error instanceof ecs.AccessDeniedError && error instanceof ecs.EcsUseCasesError && error instanceof Error)
  assert.equal(error.name, 'AccessDeniedError')
  const { kind, reason, operation, code, resource, retryable, context, advice, leftBehind, outcome } = error
  assert.deepEqual(
    { kind, reason, operation, code, resource, retryable, context, advice, leftBehind, outcome },
    {
      kind: 'access_denied',
      reason: 'not authorized',
      operation: 'ecs:UpdateService',
      code: 'AccessDeniedException',
      resource: 'shop',
      retryable: false,
      context: ['start the deployment'],
      advice: 'Allow it.',
      leftBehind: ['revision web:3'],
      outcome: null,
    },
  )
  assert.match(error.message, /^start the deployment: ecs:UpdateService on shop: not authorized/)
  assert.deepEqual(error.wire, DETAILS)
  assert.match(error.stack, /errors.test.mjs/)
})

test('every kind is thrown as a class of its own', async () => {
  const classes = new Set()
  for (const kind of kinds) {
    const error = await failed({ ...DETAILS, kind })
    assert.equal(error.kind, kind)
    assert.notEqual(error.constructor, ecs.EcsUseCasesError)
    assert.equal(ecs[error.name], error.constructor)
    classes.add(error.constructor)
  }
  assert.equal(classes.size, kinds.length)
})

test('an outcome is given as the use case gives it', () => {
  const error = new ecs.DeploymentFailedError('it failed', { kind: 'deployment_failed', outcome: {} }, 'noop')
  assert.deepEqual(error.outcome, {})
  assert.deepEqual(new ecs.DeploymentFailedError('it failed', { outcome: { a_b: 1 } }).outcome, { a_b: 1 })
})

test('a field that is wrong is named', async () => {
  await assert.rejects(client.noop({ clutser: 'main' }), (error) => error instanceof ecs.InvalidRequestError && error.resource === 'clutser')
  await assert.rejects(client.invoke('nothing', {}), /there is no use case/)
})

test('a panic is an error', async () => {
  await assert.rejects(client.invoke('__panic', {}), (error) => error instanceof ecs.InternalError && /asked to panic/.test(error.message))
  assert.deepEqual(await client.noop(), {})
})
