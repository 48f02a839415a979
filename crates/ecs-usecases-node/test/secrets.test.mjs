// No error, report or event that a program gets has a secret in it.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { inspect } from 'node:util'
import { Simulator } from '../index.js'

const SECRET = 'qzx001w002vk' // like no other text
const WEB = { cluster: 'main', service: 'web' }

// A world with the secret in the task's variables and in what its containers log.
function world() {
  const file = new URL('../../../tests/scenarios/rolling-crash.json', import.meta.url)
  const { scenario } = JSON.parse(readFileSync(file, 'utf8'))
  const [service] = scenario.services
  service.task_definition = {
    family: 'web',
    networkMode: 'awsvpc',
    requiresCompatibilities: ['FARGATE'],
    executionRoleArn: 'arn:aws:iam::111122223333:role/ecsTaskExecutionRole',
    cpu: '256',
    memory: '512',
    containerDefinitions: [
      {
        name: 'app',
        image: service.image,
        essential: true,
        portMappings: [{ containerPort: 8080, protocol: 'tcp' }],
        environment: [{ name: 'DB_PASSWORD', value: SECRET }],
        dockerLabels: { url: `https://me:${SECRET}@labels.example/x` },
        logConfiguration: {
          logDriver: 'awslogs',
          options: { 'awslogs-group': '/ecs/web', 'awslogs-region': 'eu-west-1', 'awslogs-stream-prefix': 'app' },
        },
      },
    ],
  }
  for (const image of scenario.repositories[0].images) {
    image.behaviour = { ...image.behaviour, log: [`login with password=${SECRET}`, `rejected: ${SECRET}`] }
  }
  return Simulator.fromScenario(scenario)
}

const requests = [
  ['rolling_deployment', { ...WEB, image: 'shop/web:crash' }],
  ['configuration_change', { ...WEB, change: { environment: { DB_PASSWORD: SECRET, LEVEL: 'debug' } } }],
  ['configuration_change', { ...WEB, change: { environment: { DB_PASSWORD: SECRET }, cpu: 512, memory: 9999 } }],
  ['configuration_change', { ...WEB, change: { environment: SECRET } }],
  ['configuration_change', { ...WEB, change: { environment: { DB_PASSWORD: [SECRET] } } }],
  ['configuration_change', { ...WEB, change: { cpu: SECRET } }],
]

async function givenOut(work) {
  try {
    return [inspect(await work(), { depth: null })]
  } catch (error) {
    const texts = [String(error), error.stack, inspect(error, { depth: null, showHidden: true }), JSON.stringify(error)]
    if (error.report !== undefined) {
      const report = typeof error.report === 'function' ? error.report() : error.report
      texts.push(report.toJSON === undefined ? inspect(report) : JSON.stringify(report), report.toHtml(), report.toMarkdown())
    }
    return texts
  }
}

for (const [at, [useCase, request]] of requests.entries()) {
  test(`nothing has the secret: request ${at}`, async () => {
    const client = world().client()
    const events = []
    const found = await givenOut(() => client.invoke(useCase, request, { runId: 'mine', onEvent: (event) => events.push(event) }))
    const planned = async () => {
      // A plan is run later: it keeps the request as it was given.
      const { request: kept, ...plan } = await client.invoke(`plan.${useCase}`, request)
      assert.deepEqual(kept, request)
      return plan
    }
    found.push(...(await givenOut(planned)), ...(await givenOut(() => client.invoke(`rehearse.${useCase}`, { request }))))
    found.push(...events, await client.exportAudit(), ...(await givenOut(() => client.showRun('mine'))))
    found.push(...(await givenOut(() => client.resume('mine'))))
    for (const text of found) assert.equal(text?.includes(SECRET) ?? false, false, text)
    assert.ok(found.length > 6)
  })
}
