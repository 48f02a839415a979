// Plans: what a use case would do, and doing exactly that.
import assert from 'node:assert/strict'
import test from 'node:test'
import { ConflictError, NotFoundError, Simulator, planMarkdown } from '../index.js'

const shop = { cluster: 'main', service: 'web', image: 'shop/web:1.1' }
const world = () =>
  new Simulator({
    clusters: [{ name: 'main' }],
    repositories: [{ name: 'shop/web', images: [{ tags: ['1.0'] }, { tags: ['1.1'] }] }],
    services: [{ name: 'web', image: 'shop/web:1.0' }],
  })

test('a plan tells and does nothing', async () => {
  const simulator = world()
  const before = [simulator.trace(), simulator.now()]
  const plan = await simulator.client().plan.rollingDeployment(shop)
  assert.deepEqual([simulator.trace(), simulator.now()], before)
  assert.deepEqual(plan.writes.map((write) => write.action), ['ecs:RegisterTaskDefinition', 'ecs:UpdateService'])
  assert.deepEqual(plan.writes[0].changes.map((change) => change.path), ['containerDefinitions[app].image'])
  assert.equal(plan.ending, 'succeeded')
  assert.ok(plan.peakTasks >= 4)
  assert.ok(plan.risks.some((risk) => risk.id === 'circuit-breaker-off'))
  assert.match(planMarkdown(plan), /^# Plan of rolling_deployment in eu-west-1/)
})

test('a plan is run, as it is or after it was kept somewhere', async () => {
  const client = world().client()
  const plan = JSON.parse(JSON.stringify(await client.plan.rollingDeployment(shop)))
  const changed = []
  const onEvent = ({ detail }) => detail.type === 'changed' && changed.push(detail.action)
  const outcome = await client.run(plan, { strict: true, onEvent })
  assert.equal(outcome.verdict.ending, 'succeeded')
  assert.deepEqual(changed, plan.writes.map((write) => write.action))
})

test('a plan is refused when the world has moved', async () => {
  const simulator = world()
  const client = simulator.client()
  const plan = await client.plan.rollingDeployment(shop)
  simulator.call('ecr:BatchDeleteImage', { repositoryName: 'shop/web', imageIds: [{ imageTag: '1.1' }] })
  await assert.rejects(client.run(plan), (error) => error instanceof ConflictError && /the world has moved/.test(error.message))
  await assert.rejects(client.plan.rollingDeployment(shop), NotFoundError)
})

test('a started run of a plan is watched', async () => {
  const client = world().client()
  const run = client.start.run(await client.plan.rollingDeployment(shop))
  const types = new Set()
  for await (const event of run) types.add(event.detail.type)
  assert.ok(types.has('changed'))
  assert.equal((await run.result()).verdict.ending, 'succeeded')
})
