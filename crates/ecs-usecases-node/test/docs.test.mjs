// The calls in the docs' pages do what the scenarios do whose requests they are.
import assert from 'node:assert/strict'
import { readFileSync, readdirSync } from 'node:fs'
import test from 'node:test'
import { EcsUseCasesError, Simulator } from '../index.js'

const root = new URL('../../../', import.meta.url)
const read = (path) => readFileSync(new URL(path, root), 'utf8')
const AsyncFunction = (async () => {}).constructor
const call = /The request of `tests\/scenarios\/(\S+)\.json`, step (\d+):[\s\S]*?```ts\n([\s\S]*?)```/
const pages = readdirSync(new URL('docs/src/use-cases/', root)).sort()
const calls = pages.map((page) => [page, call.exec(read(`docs/src/use-cases/${page}`))]).filter(([, found]) => found)

test('pages have calls', () => assert.ok(calls.length > 10))

for (const [page, [, scenario, shown, code]] of calls) {
  test(page, async () => {
    const { scenario: world, steps } = JSON.parse(read(`tests/scenarios/${scenario}.json`))
    const simulator = Simulator.fromScenario(world)
    const client = simulator.client()
    for (const [index, { use_case: useCase, request }] of steps.entries()) {
      try {
        await (index + 1 === Number(shown) ? new AsyncFunction('client', code)(client) : client.invoke(useCase, request))
      } catch (error) {
        // How each ends is in the trace.
        if (!(error instanceof EcsUseCasesError)) throw error
      }
    }
    assert.ok(simulator.trace() && read(`tests/scenarios/${scenario}.trace.txt`).endsWith(simulator.trace()), `${scenario} did something else`)
  })
}
