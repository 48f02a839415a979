/** `@aws-sdk/client-ecs`: rollouts, and what its waiters say of them. */

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as sdk from '@aws-sdk/client-ecs'
import { BREAKER, Server, image, often, taskDefinition, world } from './server.mjs'

const WEB = { cluster: 'main', services: ['web'] }
let server, ecs

before(async () => {
  server = await Server.start()
  ecs = new sdk.ECS(server.settings)
})
after(async () => {
  ecs?.destroy()
  await server?.stop()
})

async function deploy(tag) {
  const { taskDefinition: made } = await ecs.registerTaskDefinition(taskDefinition(tag))
  await ecs.updateService({ cluster: 'main', service: 'web', taskDefinition: made.taskDefinitionArn })
  return made.taskDefinitionArn
}

const web = async () => (await ecs.describeServices(WEB)).services[0]

async function running() {
  const { taskArns } = await ecs.listTasks({ cluster: 'main', serviceName: 'web' })
  if (!taskArns.length) return []
  const { tasks } = await ecs.describeTasks({ cluster: 'main', tasks: taskArns })
  return tasks.filter((task) => task.lastStatus === 'RUNNING').map((task) => task.containers[0].image)
}

test('a good image is rolled out', async () => {
  await server.world(world(BREAKER))
  await server.pace()
  const arn = await deploy('1.1')
  const { state, reason } = await sdk.waitUntilServicesStable(often(ecs), WEB)
  assert.equal(state, 'SUCCESS')
  assert.deepEqual(reason.services[0].deployments.map((one) => [one.taskDefinition, one.rolloutState]), [[arn, 'COMPLETED']])
  assert.ok(reason.services[0].createdAt instanceof Date)
  assert.deepEqual(await running(), [image('1.1'), image('1.1')])
})

test('waitUntilServicesStable takes a rollback for success', async () => {
  await server.world(world(BREAKER))
  await server.pace()
  const arn = await deploy('crash')
  assert.equal((await sdk.waitUntilServicesStable(often(ecs), WEB)).state, 'SUCCESS')
  assert.notEqual((await web()).taskDefinition, arn)
  assert.deepEqual(await running(), [image('1.0'), image('1.0')])
  const { serviceDeployments } = await ecs.listServiceDeployments({ cluster: 'main', service: 'web' })
  assert.equal(serviceDeployments[0].status, 'ROLLBACK_SUCCESSFUL')
})

for (const [breaker, settings, rolloutState] of [
  ['without a breaker', {}, 'IN_PROGRESS'],
  ['with a breaker alone', { deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: false } } }, 'FAILED'],
]) {
  test(`waitUntilServicesStable gives up on a crashing image ${breaker}`, async () => {
    await server.world(world(settings))
    await server.pace()
    await deploy('crash')
    await assert.rejects(sdk.waitUntilServicesStable(often(ecs), WEB), { name: 'TimeoutError' })
    const newest = (await web()).deployments.find((one) => one.status === 'PRIMARY')
    assert.equal(newest.rolloutState, rolloutState)
    assert.ok(newest.failedTasks >= 3)
  })
}

test('a service is rolled back and scaled', async () => {
  await server.world()
  await server.pace()
  const { taskDefinition: before } = await web()
  await deploy('crash')
  await ecs.updateService({ cluster: 'main', service: 'web', taskDefinition: before, desiredCount: 3 })
  await sdk.waitUntilServicesStable(often(ecs), WEB)
  assert.deepEqual(await running(), Array(3).fill(image('1.0')))
  await ecs.updateService({ cluster: 'main', service: 'web', desiredCount: 0 })
  await sdk.waitUntilServicesStable(often(ecs), WEB)
  assert.deepEqual(await running(), [])
  await ecs.deleteService({ cluster: 'main', service: 'web' })
  assert.equal((await sdk.waitUntilServicesInactive(often(ecs), WEB)).state, 'SUCCESS')
})

test('tasks are waited for', async () => {
  await server.world()
  await server.pace()
  const { taskArns } = await ecs.listTasks({ cluster: 'main', serviceName: 'web' })
  assert.equal((await sdk.waitUntilTasksRunning(often(ecs), { cluster: 'main', tasks: taskArns })).state, 'SUCCESS')
  await ecs.stopTask({ cluster: 'main', task: taskArns[0], reason: 'by hand' })
  const { reason } = await sdk.waitUntilTasksStopped(often(ecs), { cluster: 'main', tasks: [taskArns[0]] })
  assert.equal(reason.tasks[0].stoppedReason, 'by hand')
})

test('the waiter fails at once for a service that is not there, and waits in vain for a cluster', async () => {
  await server.world()
  await assert.rejects(sdk.waitUntilServicesStable(often(ecs), { cluster: 'main', services: ['gone'] }), /FAILURE/)
  // An exception is no acceptor's business: it asks again, until its time is over.
  const soon = { ...often(ecs), maxWaitTime: 0.3 }
  await assert.rejects(sdk.waitUntilServicesStable(soon, { cluster: 'gone', services: ['web'] }), /ClusterNotFoundException|Cluster not found/)
  assert.ok((await server.control('GET', '/calls'))['ecs:DescribeServices'] > 2)
})

test('every page is given', async () => {
  const more = Array.from({ length: 120 }, (_, number) => ({ name: `web-${number}`, image: 'shop/web:1.0', desired_count: 0 }))
  const scenario = world()
  await server.world({ ...scenario, services: [...scenario.services, ...more] })
  const found = []
  let pages = 0
  for await (const page of sdk.paginateListServices({ client: ecs, pageSize: 50 }, { cluster: 'main' })) {
    pages += 1
    found.push(...page.serviceArns)
  }
  assert.deepEqual([pages, new Set(found).size], [3, 121])
  const definitions = []
  for await (const page of sdk.paginateListTaskDefinitions({ client: ecs }, {})) definitions.push(...page.taskDefinitionArns)
  assert.equal(new Set(definitions).size, 121)
})

test('errors have their classes', async () => {
  await server.world()
  await assert.rejects(ecs.updateService({ cluster: 'main', service: 'gone' }), sdk.ServiceNotFoundException)
  await assert.rejects(ecs.listServices({ cluster: 'gone' }), sdk.ClusterNotFoundException)
  await assert.rejects(ecs.updateService({ cluster: 'main', service: 'web', desiredCount: -1 }), sdk.InvalidParameterException)
  const refused = await ecs.describeTaskDefinition({ taskDefinition: 'gone' }).catch((error) => error)
  assert.ok(refused instanceof sdk.ClientException)
  assert.equal(refused.$metadata.httpStatusCode, 400)
  assert.match(refused.$metadata.requestId, /^[0-9a-f]{8}-/)
})

for (const kind of ['throttle', 'server_error', 'drop_before', 'drop_after']) {
  test(`a call is repeated: ${kind}`, async () => {
    await server.world()
    await server.control('PUT', '/faults', [{ action: 'ecs:UpdateService', kind, times: 2 }])
    const { service, $metadata } = await ecs.updateService({ cluster: 'main', service: 'web', desiredCount: 1 })
    assert.deepEqual([service.desiredCount, $metadata.attempts], [1, 3])
    await server.control('PUT', '/faults', [{ action: 'ecs:UpdateService', kind, times: 3 }])
    await assert.rejects(ecs.updateService({ cluster: 'main', service: 'web' }), (error) => error.$metadata.attempts === 3)
  })
}

test('a task is run', async () => {
  await server.world()
  await server.pace()
  const network = { awsvpcConfiguration: { subnets: ['subnet-1'], securityGroups: ['sg-1'] } }
  const { tasks } = await ecs.runTask({ cluster: 'main', taskDefinition: 'web', launchType: 'FARGATE', networkConfiguration: network })
  const ended = await sdk.waitUntilTasksRunning(often(ecs), { cluster: 'main', tasks: [tasks[0].taskArn] })
  assert.equal(ended.state, 'SUCCESS')
})
