// The simulator as a server: what others see of it over HTTP, and what becomes of its thread.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { connect } from 'node:net'
import test from 'node:test'
import { promisify } from 'node:util'
import { Client, EcsUseCasesError, InvalidRequestError, NetworkError, Simulator, SimulatorServer } from '../index.js'

const scenario = {
  clusters: [{ name: 'main' }],
  repositories: [{ name: 'shop/web', images: [{ tags: ['1.0'] }, { tags: ['1.1'] }] }],
  services: [
    {
      name: 'web',
      image: 'shop/web:1.0',
      desiredCount: 1,
      settings: { deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: true } } },
    },
  ],
}

// An operation of ECS over the wire; what AWS calls an error is given, not thrown.
async function ecs(server, operation, request, key = 'simulated') {
  const reply = await fetch(server.url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `AmazonEC2ContainerServiceV20141113.${operation}`,
      authorization: `AWS4-HMAC-SHA256 Credential=${key}/20260101/eu-west-1/ecs/aws4_request, SignedHeaders=host, Signature=0`,
    },
    body: JSON.stringify(request),
  })
  return { status: reply.status, body: await reply.json() }
}

async function theService(server) {
  const { status, body } = await ecs(server, 'DescribeServices', { cluster: 'main', services: ['web'] })
  assert.equal(status, 200)
  return body.services[0]
}

const isOpen = (port) =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.on('connect', () => resolve(true)).on('error', () => resolve(false)).on('connect', () => socket.destroy())
  })

// Give it a server, and close it whatever happens.
async function serving(options, work) {
  const server = new SimulatorServer(options)
  try {
    return await work(server)
  } finally {
    server.close()
  }
}

test('a scenario is seen over the wire', () =>
  serving({ scenario, pace: 'manual' }, async (server) => {
    assert.equal(server.url, `http://127.0.0.1:${server.port}`)
    assert.equal((await theService(server)).runningCount, 1)
    const { status, body } = await ecs(server, 'DescribeServices', { cluster: 'main', services: ['web'] }, '444455556666')
    assert.deepEqual([status, body.__type], [400, 'ClusterNotFoundException'])
    assert.deepEqual(server.calls(), { 'ecs:DescribeServices': 2 })
    const environment = server.environment()
    assert.equal(environment.AWS_ENDPOINT_URL, server.url)
    assert.deepEqual([environment.AWS_REGION, environment.AWS_ACCOUNT_ID], ['eu-west-1', '111122223333'])
  }))

test('use cases and the wire share a world', async () => {
  const simulator = new Simulator(scenario)
  await serving({ simulator }, async (server) => {
    assert.equal(server.pace, 'manual')
    assert.equal(server.simulator, simulator)
    const outcome = await simulator.client().rollingDeployment({ cluster: 'main', service: 'web', image: 'shop/web:1.1' })
    assert.equal((await theService(server)).taskDefinition, outcome.state.taskDefinition)
    await ecs(server, 'UpdateService', { cluster: 'main', service: 'web', desiredCount: 3 })
    simulator.advance('10m')
    assert.equal((await theService(server)).runningCount, 3)
    assert.equal(simulator.call('ecs:DescribeServices', { cluster: 'main', services: ['web'] }).services[0].desiredCount, 3)
  })
})

const withoutAws = process.env.ECS_USECASES_WITHOUT_AWS ? 'built without AWS' : false
// The backend's waits are in real time, and it compares AWS's times with its own.
test('a use case runs over the wire', { skip: withoutAws }, () =>
  serving({ scenario: { ...scenario, start: new Date().toISOString() }, pace: 60 }, async (server) => {
    Object.assign(process.env, server.environment())
    const client = new Client({ region: 'eu-west-1', endpointUrl: server.url })
    const outcome = await client.rollingDeployment({ cluster: 'main', service: 'web', image: 'shop/web:1.1' })
    assert.equal((await theService(server)).taskDefinition, outcome.state.taskDefinition)
    assert.equal(server.calls()['ecs:UpdateService'], 1)
  }))

test('faults happen on the wire only', () =>
  serving({ scenario, pace: 'manual' }, async (server) => {
    server.setFaults([{ action: 'ecs:DescribeServices', kind: 'deny' }, { action: 'ecs:UpdateService', kind: 'drop_after' }])
    const request = { cluster: 'main', services: ['web'] }
    server.simulator.call('ecs:DescribeServices', request)
    assert.equal((await ecs(server, 'DescribeServices', request)).body.__type, 'AccessDeniedException')
    await assert.rejects(ecs(server, 'UpdateService', { cluster: 'main', service: 'web', desiredCount: 2 }))
    assert.equal((await theService(server)).desiredCount, 2)
    server.setFaults([])
    assert.throws(() => server.setFaults([{ action: '*', kind: 'odd' }]), InvalidRequestError)
  }))

test('time passes as it is told', () =>
  serving({ pace: 'manual' }, async (server) => {
    const began = server.simulator.now()
    server.simulator.advance('5m')
    assert.equal(server.simulator.now() - began, 300_000)
    server.pace = 10_000
    await new Promise((resolve) => setTimeout(resolve, 50))
    await fetch(`${server.url}/_simulator/time`)
    assert.ok(server.simulator.now() - began > 500_000)
    assert.equal(server.pace, 10_000)
    for (const wrong of [0, -1, 1e9, 'fast', undefined, NaN]) assert.throws(() => (server.pace = wrong), EcsUseCasesError)
  }))

test('a world that is replaced is the one that is served', () =>
  serving({}, async (server) => {
    const before = server.simulator
    assert.equal(server.simulator, before)
    await fetch(`${server.url}/_simulator/world`, { method: 'POST', body: '{"account": "444455556666"}' })
    assert.notEqual(server.simulator, before)
    assert.equal(server.simulator, server.simulator)
    assert.equal(server.environment().AWS_ACCOUNT_ID, '444455556666')
  }))

test('it closes twice and tells what was', async () => {
  const server = new SimulatorServer({ scenario })
  await theService(server)
  assert.equal(server.running && (await isOpen(server.port)), true)
  for (let times = 0; times < 2; times++) {
    server.close()
    assert.equal(server.running || (await isOpen(server.port)), false)
  }
  assert.deepEqual(server.calls(), { 'ecs:DescribeServices': 1 })
  assert.equal(server.pace, 'real')
  assert.ok(server.simulator.now())
  assert.throws(() => (server.pace = 'manual'), /the server has been stopped/)
  await serving({ port: server.port }, async (again) => assert.equal(again.port, server.port))
})

test('it is disposed of', { skip: !Symbol.dispose && 'this Node has no Symbol.dispose' }, async () => {
  const servers = [new SimulatorServer(), new SimulatorServer()]
  servers[0][Symbol.dispose]()
  await servers[1][Symbol.asyncDispose]()
  assert.deepEqual(servers.map((server) => server.running), [false, false])
})

test('what cannot be served is told', () =>
  serving({}, async (server) => {
    assert.throws(() => new SimulatorServer({ port: server.port }), NetworkError)
    assert.throws(() => new SimulatorServer({ address: '0.0.0.0' }), /other machines could reach this address/)
    new SimulatorServer({ address: '0.0.0.0', allowRemote: true }).close()
    assert.throws(() => new SimulatorServer({ scenario: { clusters: [{ nam: 'main' }] } }), (error) => error.resource === 'clusters[0].nam')
    assert.throws(() => new SimulatorServer({ port: 70_000 }), InvalidRequestError)
    assert.throws(() => new SimulatorServer({ prot: 80 }), /prot/)
    assert.throws(() => new SimulatorServer({ scenario, simulator: new Simulator() }), TypeError)
  }))

const index = new URL('../index.js', import.meta.url).href
async function endsWell(code, ...flags) {
  const program = `import { SimulatorServer } from '${index}'\nimport { connect } from 'node:net'\n${code}`
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [...flags, '--input-type=module', '--eval', program], { timeout: 15_000 })
  assert.deepEqual({ stdout, stderr }, { stdout: 'done\n', stderr: '' })
}

test('the process ends with a running server', () => endsWell("const server = new SimulatorServer(); await (await fetch(server.url)).text(); console.log('done')"))
test('the process ends by process.exit with a running server', () =>
  endsWell("const server = new SimulatorServer(); connect(server.port, '127.0.0.1', () => { console.log('done'); process.exit(0) })"))
test('a worker ends with a running server', () =>
  endsWell(`import { Worker } from 'node:worker_threads'
const worker = new Worker("import('${index}').then(({ SimulatorServer }) => { globalThis.server = new SimulatorServer(); process.exit(0) })", { eval: true })
worker.on('exit', () => console.log('done'))`))
test('it serves until it is closed, whether or not anybody keeps it', () =>
  endsWell(
    `const url = (() => new SimulatorServer().url)()
for (let times = 0; times < 5; times++) { gc(); await new Promise((resolve) => setTimeout(resolve, 10)) }
await (await fetch(url)).text()
console.log('done')`,
    '--expose-gc',
  ))
