// Rehearsals: how a use case would go, also under faults, and runs that demand one.
import assert from 'node:assert/strict'
import test from 'node:test'
import { ConflictError, InvalidRequestError, RefusedError, Simulator, rehearsalMarkdown } from '../index.js'

const shop = { cluster: 'main', service: 'web', image: 'shop/web:1.1' }
const breaker = { deploymentCircuitBreaker: { enable: true, rollback: true } }
const alarms = { enable: true, rollback: true, alarmNames: ['errors'] }
// Whatever goes wrong is noticed and taken back; or nobody notices errors.
const careful = { deploymentConfiguration: { ...breaker, alarms, bakeTimeInMinutes: 5 }, healthCheckGracePeriodSeconds: 300 }
const careless = { deploymentConfiguration: breaker }
const world = (settings = careful) =>
  new Simulator({
    clusters: [{ name: 'main' }],
    repositories: [{ name: 'shop/web', images: [{ tags: ['1.0'] }, { tags: ['1.1'] }] }],
    targetGroups: [
      { name: 'blue', deregistrationDelay: '30s' },
      { name: 'green', deregistrationDelay: '30s' },
    ],
    loadBalancers: [{ name: 'front', listeners: [{ forward: { blue: 1 }, requestsPerSecond: 50 }] }],
    alarms: [{ name: 'errors', targetGroup: 'blue' }],
    services: [
      { name: 'web', image: 'shop/web:1.0', desiredCount: 4, targetGroup: 'blue', alternateTargetGroup: 'green', settings },
    ],
  })

test('a rehearsal tells and does nothing', async () => {
  const simulator = world()
  const before = [simulator.trace(), simulator.now()]
  const rehearsal = await simulator.client().rehearse.rollingDeployment(shop)
  assert.deepEqual([simulator.trace(), simulator.now()], before)
  assert.deepEqual([rehearsal.passed, rehearsal.reasons], [true, []])
  assert.deepEqual(rehearsal.expected.writes.map((write) => write.action), ['ecs:RegisterTaskDefinition', 'ecs:UpdateService'])
  assert.deepEqual([rehearsal.expected.ending, rehearsal.expected.peakTasks], ['succeeded', 8])
  const tried = rehearsal.whatIfs.map(({ whatIf, course, safe }) => [whatIf.type, course.ending, course.services[0].holds, safe])
  assert.deepEqual(tried, [
    ['image_crashes', 'rolled_back', 'former', true],
    ['starts_slowly', 'succeeded', 'new', true],
    ['errors', 'rolled_back', 'former', true],
    ['zone_lost', 'succeeded', 'new', true],
  ])
  assert.deepEqual(rehearsal.leftOut.map(({ whatIf }) => whatIf.type), ['spot_reclaimed'])
})

test('the faults are chosen', async () => {
  const { rehearse } = world().client()
  assert.deepEqual((await rehearse.rollingDeployment(shop, { whatIfs: [] })).whatIfs, [])
  const whatIfs = [
    { type: 'starts_slowly', seconds: 7 },
    { type: 'zone_lost', zone: 'eu-west-1b' },
  ]
  const [slow, lost] = (await rehearse.rollingDeployment(shop, { whatIfs })).whatIfs
  assert.deepEqual([slow.whatIf, slow.happensAfter], [whatIfs[0], null])
  assert.deepEqual([lost.whatIf, lost.lostZones], [whatIfs[1], ['eu-west-1b']])
  const wrong = (whatIf) => rehearse.rollingDeployment(shop, { whatIfs: [whatIf] })
  await assert.rejects(wrong({ type: 'errors', percent: 0 }), InvalidRequestError)
  await assert.rejects(wrong({ type: 'image_crushes' }), (error) => error instanceof InvalidRequestError && /image_crushes/.test(error.message))
})

test('spot that is reclaimed, and its price', async () => {
  const capacityProviderStrategy = ['FARGATE', 'FARGATE_SPOT'].map((capacityProvider) => ({ capacityProvider, weight: 1 }))
  const { rehearse } = world({ ...careless, capacityProviderStrategy }).client()
  const { expected, whatIfs } = await rehearse.rollingDeployment(shop, { whatIfs: [{ type: 'spot_reclaimed' }] })
  assert.ok(whatIfs[0].safe)
  assert.ok(whatIfs[0].course.noRoom.some((why) => why.includes('Capacity is unavailable')))
  assert.deepEqual(new Set(expected.capacity.map(({ kind }) => kind)), new Set(['fargate_x86_64', 'fargate_spot_x86_64']))
  // Spot has no price that is known.
  assert.deepEqual([expected.cost.rollout, expected.cost.unpriced], [null, ['fargate_spot_x86_64 in eu-west-1']])
  const price = { vcpuHour: 0.02, gbHour: 0.002 }
  const regions = { 'eu-west-1': { fargate_x86_64: price, fargate_spot_x86_64: price } }
  const prices = { source: 'our contract', asOf: '2026-01-31', regions }
  const { cost } = (await rehearse.rollingDeployment(shop, { whatIfs: [], prices })).expected
  assert.equal(cost.source, 'our contract')
  assert.ok(cost.rollout > 0)
})

test('a run demands a rehearsal that passes', async () => {
  const simulator = world(careless)
  const trace = simulator.trace()
  const refused = await simulator.client().rollingDeployment(shop, { rehearsed: true }).catch((error) => error)
  assert.ok(refused instanceof RefusedError && /the rehearsal has not passed/.test(refused.message), refused)
  const told = refused.outcome
  assert.equal(told.passed, false)
  assert.ok(told.reasons.some((why) => why.includes('nothing noticed')))
  assert.equal(told.whatIfs.find(({ whatIf }) => whatIf.type === 'errors').safe, false)
  // The one that it told of does not help either.
  await assert.rejects(simulator.client().rollingDeployment(shop, { rehearsed: told }), RefusedError)
  assert.equal(simulator.trace(), trace)
  assert.equal((await world().client().rollingDeployment(shop, { rehearsed: true })).verdict.ending, 'succeeded')
})

test('a rehearsal is given to a run, as it is or after it was kept somewhere', async () => {
  const client = world().client()
  const rehearsal = JSON.parse(JSON.stringify(await client.rehearse.rollingDeployment(shop)))
  const other = client.rollingDeployment({ ...shop, image: 'shop/web:1.0' }, { rehearsed: rehearsal })
  await assert.rejects(other, (error) => error instanceof RefusedError && /another request/.test(error.message))
  const run = client.start.rollingDeployment(shop, { rehearsed: rehearsal })
  assert.equal((await run.result()).verdict.ending, 'succeeded')
})

test('a rehearsal of a canary is given to a run', async () => {
  // Its request has numbers that may have a fraction.
  const client = world().client()
  const canary = { ...shop, method: { type: 'native', percent: 10, bake: '5m' } }
  const rehearsed = await client.rehearse.canaryDeployment(canary, { whatIfs: [] })
  assert.equal((await client.canaryDeployment(canary, { rehearsed })).verdict.ending, 'succeeded')
})

test('a rehearsal of a world that has moved, or an old one, is refused', async () => {
  const simulator = world()
  const client = simulator.client()
  const rehearsed = await client.rehearse.rollingDeployment(shop, { whatIfs: [] })
  simulator.call('ecs:UpdateService', { cluster: 'main', service: 'web', healthCheckGracePeriodSeconds: 60 })
  const moved = (error) => error instanceof ConflictError && /healthCheckGracePeriodSeconds/.test(error.message)
  await assert.rejects(client.rollingDeployment(shop, { rehearsed }), moved)
  simulator.advance('61m')
  await assert.rejects(client.rollingDeployment(shop, { rehearsed }), (error) => error instanceof RefusedError && /1h 1m old/.test(error.message))
})

test('a rehearsal for people', async () => {
  const rehearsal = await world().client().rehearse.rollingDeployment(shop, { whatIfs: [{ type: 'image_crashes' }] })
  const text = rehearsalMarkdown(rehearsal)
  assert.match(text, /^# Rehearsal of rolling_deployment in eu-west-1/)
  assert.ok(text.includes('| if the new image crashes | rolled back |'), text)
})
