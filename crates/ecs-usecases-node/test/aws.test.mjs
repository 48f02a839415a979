// The AWS backend through the binding, on moto: what AWS's wire formats make of a use case.
import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { createServer } from 'node:net'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client, NotFoundError } from '../index.js'

const python = process.env.ECS_USECASES_PYTHON
const missing = !python || spawnSync(python, ['-c', 'import moto.server']).status !== 0
const skip = missing && 'moto is not installed: run `cargo xtask test`'
let server
let client

before(async () => {
  if (missing) return
  const port = await new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => resolve(port))
    })
  })
  server = spawn(python, ['-m', 'moto.server', '-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' })
  const url = `http://127.0.0.1:${port}`
  for (let attempt = 0; attempt < 300; attempt++) {
    if (await fetch(`${url}/moto-api/`).then((reply) => reply.ok, () => false)) break
    await sleep(100)
  }
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test', AWS_ACCOUNT_ID: '123456789012' })
  client = new Client({ region: 'eu-west-1', endpointUrl: url })
})
after(() => server?.kill())

test('a repository is set up once', { skip }, async () => {
  const request = { repository: 'shop/web', tags: { team: 'shop' }, previewLifecycle: false }
  const first = await client.repositorySetup(request)
  assert.equal(first.created, true)
  assert.equal(first.repositoryUri, '123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop/web')
  const again = await client.repositorySetup(request)
  assert.deepEqual([again.created, again.changes], [false, []])
})

test('what is not there is told', { skip }, async () => {
  await assert.rejects(client.rollingDeployment({ cluster: 'main', service: 'web', image: 'shop/web:1.0' }), (error) => {
    assert.ok(error instanceof NotFoundError)
    assert.equal(error.operation, 'ecs:DescribeServices')
    assert.equal(error.code, 'ClusterNotFoundException')
    return true
  })
})
