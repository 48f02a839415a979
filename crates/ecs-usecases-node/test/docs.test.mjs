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

// What differs between an outcome on the wire and in JavaScript are the names of members.
const told = (outcome) => JSON.stringify(outcome).replaceAll('_', '').toLowerCase()

for (const [page, [, scenario, shown, code]] of calls) {
  test(page, async () => {
    const { scenario: world, steps } = JSON.parse(read(`tests/scenarios/${scenario}.json`))
    const [simulator, twin] = [Simulator.fromScenario(world), Simulator.fromScenario(world)]
    const [client, other] = [simulator.client(), twin.client()]
    for (const [index, { use_case: useCase, request }] of steps.entries()) {
      if (index + 1 === Number(shown)) {
        const outcome = await other.invoke(useCase, request)
        assert.equal(told(await new AsyncFunction('client', `${code}\nreturn outcome`)(client)), told(outcome))
        continue
      }
      for (const each of [client, other]) {
        await each.invoke(useCase, request).catch((error) => {
          // How each ends is the scenario's own test to check.
          if (!(error instanceof EcsUseCasesError)) throw error
        })
      }
    }
    assert.equal(simulator.trace(), twin.trace())
    assert.ok(read(`tests/scenarios/${scenario}.trace.txt`).endsWith(simulator.trace()))
  })
}
