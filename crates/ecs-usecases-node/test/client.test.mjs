// Calls, events, cancelling.
import assert from 'node:assert/strict'
import test from 'node:test'
import { Client, InvalidRequestError, NotFoundError, RunCancelledError, Simulator } from '../index.js'
import { Run } from '../lib/runtime.js'

const WAIT = { millis: 60_000 }
const client = new Simulator({ seed: 7 }).client()

// A started run of a use case that only debug builds have: it waits in real time until it is cancelled.
const waiting = (request = WAIT) => client._launch((native) => native.start('__wait', JSON.stringify(request)), (wire) => wire)

test('a call gives its outcome', async () => {
  assert.deepEqual(await client.noop(), {})
  assert.deepEqual(await client.noop({}), {})
})

test('events come in order', async () => {
  const events = []
  await client.noop({}, { onEvent: (event) => events.push(event), runId: 'mine' })
  assert.deepEqual(events.map((event) => event.sequence), [1, 2])
  assert.deepEqual(events[0].detail, { type: 'run_started', runId: 'mine', useCase: 'noop' })
})

test('a started run is iterated and asked', async () => {
  const run = client.start.noop()
  const types = []
  for await (const event of run) types.push(event.detail.type)
  assert.deepEqual(types, ['run_started', 'run_finished'])
  assert.deepEqual(await run.result(), {})
  assert.deepEqual(await run.result(), {})
  assert.deepEqual(await run.next(), { done: true, value: undefined })
})

test('readers that overlap get every event once', async () => {
  const run = waiting({ events: 100 })
  const read = async () => {
    const seen = []
    for await (const event of run) seen.push(event.sequence)
    return seen
  }
  const seen = (await Promise.all([read(), read(), read()])).flat().sort((a, b) => a - b)
  assert.deepEqual(seen, Array.from({ length: 100 }, (_, index) => index + 1))
})

test('leaving a loop does not stop the run', async () => {
  const run = client.start.noop()
  for await (const event of run) {
    assert.equal(event.sequence, 1)
    break
  }
  assert.deepEqual(await run.result(), {})
})

test('a finished run is resumed to its outcome', async () => {
  await client.noop({}, { runId: 'first' })
  assert.deepEqual(await client.resume('first'), {})
  assert.deepEqual(await client.start.resume('first').result(), {})
  await assert.rejects(client.resume('another'), NotFoundError)
})

test('ten thousand calls at once', async () => {
  const outcomes = await Promise.all(Array.from({ length: 10_000 }, () => client.noop()))
  assert.equal(outcomes.length, 10_000)
})

test('a signal cancels the run', async () => {
  const began = Date.now()
  await assert.rejects(client.invoke('__wait', WAIT, { signal: AbortSignal.timeout(30) }), { name: 'TimeoutError' })
  const reason = new Error('enough')
  await assert.rejects(client.invoke('__wait', WAIT, { signal: AbortSignal.abort(reason) }), reason)
  const controller = new AbortController()
  const call = client.invoke('__wait', { ...WAIT, events: 1 }, { signal: controller.signal, onEvent: () => controller.abort() })
  await assert.rejects(call, { name: 'AbortError' })
  assert.ok(Date.now() - began < 5000)
})

test('a signal that comes too late does nothing', async () => {
  const controller = new AbortController()
  assert.deepEqual(await client.noop({}, { signal: controller.signal }), {})
  controller.abort()
})

test('cancelling a run is an error of its own', async () => {
  const run = waiting()
  run.cancel()
  await assert.rejects(run.result(), (error) => error instanceof RunCancelledError && error.advice === 'Resume it.')
})

test('what a listener throws cancels the run and is thrown', async () => {
  const enough = new Error('enough')
  const onEvent = () => {
    throw enough
  }
  await assert.rejects(client.invoke('__wait', { ...WAIT, events: 3 }, { onEvent }), enough)
})

test('an undrained run does not wait for a reader', async () => {
  const run = waiting({ events: 5000 })
  await run.result()
  let count = 0
  for await (const _ of run) count += 1
  assert.equal(count, 5000)
})

test('a started run is a Run', () => {
  assert.ok(client.start.noop() instanceof Run)
  assert.ok(client instanceof Client)
})

test('another Region is a place of its own', async () => {
  const simulator = new Simulator({ elsewhere: [{ region: 'us-east-1', repositories: [{ name: 'shop', scanOnPush: true }] }] })
  const there = { region: 'us-east-1' }
  const digest = simulator.pushImage('shop', { tags: ['1.1'] }, there)
  simulator.scriptImage('shop:1.1', { exitCode: 3 }, there)
  const { imageIds } = simulator.call('ecr:ListImages', { repositoryName: 'shop' }, there)
  assert.deepEqual(imageIds, [{ imageDigest: digest, imageTag: '1.1' }])
  for (const place of [undefined, { ...there, account: '444455556666' }]) {
    assert.throws(() => simulator.pushImage('shop', { tags: ['1.1'] }, place), (error) => error instanceof NotFoundError)
  }
  assert.deepEqual(await simulator.client(there).noop(), {})
})

test('the simulator has its own time', () => {
  const simulator = new Simulator({ start: '2026-03-01T00:00:00Z', clusters: [{ name: 'main', instances: [{ count: 2 }] }] })
  simulator.advance('90s')
  simulator.advance(30)
  assert.equal(simulator.now().toISOString(), '2026-03-01T00:02:00.000Z')
  assert.equal(typeof simulator.trace(), 'string')
  assert.equal(Simulator.fromScenario({ start: '2026-03-01T00:00:00Z', consistency_delay: '1s' }).now().getUTCMonth(), 2)
  assert.throws(() => new Simulator({ clusters: [{ nmae: 'main' }] }), (error) => error instanceof InvalidRequestError && error.resource === 'clusters[0].nmae')
})
