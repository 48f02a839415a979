/** A simulator server a test file, its controls, and the world of the tests. */

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

export const ACCOUNT = '111122223333'
export const REGION = 'eu-west-1'
/** Virtual seconds in a real one. */
export const PACE = 300
/** A waiter asks every 15 seconds for ten minutes; in the server's time. Its delays grow up to two minutes unless told otherwise. */
export const often = (client) => ({ client, minDelay: 15 / PACE, maxDelay: 15 / PACE, maxWaitTime: 600 / PACE })

const REGISTRY = `${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com`
export const BREAKER = { deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: true } } }

export class Server {
  static async start() {
    const program = process.env.ECS_USECASES_SIMULATOR_SERVER
    if (!program) throw new Error('ECS_USECASES_SIMULATOR_SERVER names no program')
    const server = new Server()
    server.process = spawn(program, ['--port', '0', '--pace', 'manual'], { stdio: ['ignore', 'pipe', 'inherit'] })
    for await (const line of createInterface({ input: server.process.stdout })) {
      const found = /^export AWS_ENDPOINT_URL=(\S+)$/.exec(line)
      if (found) {
        server.url = found[1]
        return server
      }
    }
    throw new Error('the server did not start')
  }

  /** What a client of the SDK is made with. */
  get settings() {
    return { endpoint: this.url, region: REGION, credentials: { accessKeyId: 'simulated', secretAccessKey: 'simulated' } }
  }

  async control(method, path, body) {
    const answer = await fetch(`${this.url}/_simulator${path}`, { method, body: body && JSON.stringify(body) })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`)
    return answer.headers.get('content-type') === 'application/json' ? JSON.parse(text) : text
  }

  /** A new world, in which time stands still. */
  async world(scenario = world()) {
    await this.control('PUT', '/time', { pace: 'manual' })
    await this.control('PUT', '/faults', [])
    await this.control('POST', '/world', scenario)
  }

  pace(pace = PACE) {
    return this.control('PUT', '/time', { pace })
  }

  async stop() {
    this.process.kill()
    if (this.process.exitCode === null && this.process.signalCode === null) await once(this.process, 'exit')
  }
}

/** A cluster with service `web` of image `shop/web:1.0`; `1.1` works, `crash` crashes. */
export function world(settings = {}, more = {}) {
  return {
    clusters: [{ name: 'main' }],
    repositories: [
      {
        name: 'shop/web',
        images: [{ tags: ['1.0'] }, { tags: ['1.1'] }, { tags: ['crash'], behaviour: { crash_after: '3s', exit_code: 3 } }],
      },
    ],
    target_groups: [{ name: 'web', deregistration_delay: '30s' }],
    load_balancers: [{ name: 'front', listeners: [{ forward: { web: 1 }, requests_per_second: 5 }] }],
    services: [{ name: 'web', image: 'shop/web:1.0', desired_count: 2, target_group: 'web', settings }],
    ...more,
  }
}

export const image = (tag) => `${REGISTRY}/shop/web:${tag}`

/** A request of `RegisterTaskDefinition`. */
export function taskDefinition(tag) {
  return {
    family: 'web',
    containerDefinitions: [{ name: 'app', image: image(tag), essential: true, portMappings: [{ containerPort: 8080 }] }],
    requiresCompatibilities: ['FARGATE'],
    networkMode: 'awsvpc',
    cpu: '256',
    memory: '512',
    executionRoleArn: `arn:aws:iam::${ACCOUNT}:role/ecsTaskExecutionRole`,
  }
}
