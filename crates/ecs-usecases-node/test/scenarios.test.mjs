// The scenarios that all languages run: the same outcomes, the same errors, and the same trace, byte for byte.
import assert from 'node:assert/strict'
import { readFileSync, readdirSync } from 'node:fs'
import test from 'node:test'
import { EcsUseCasesError, Simulator } from '../index.js'

const folder = new URL('../../../tests/scenarios/', import.meta.url)
const isObject = (value) => value !== null && typeof value === 'object' && !Array.isArray(value)

// Where `found` lacks something of `expected`. Objects may have more members than expected; nothing else may.
function differences(expected, found, path = '') {
  if (isObject(expected) && isObject(found)) {
    return Object.keys(expected).flatMap((name) => (name in found ? differences(expected[name], found[name], `${path}.${name}`) : [`${path}.${name}: missing`]))
  }
  if (Array.isArray(expected) && Array.isArray(found) && expected.length === found.length) {
    return expected.flatMap((item, index) => differences(item, found[index], `${path}[${index}]`))
  }
  return expected === found ? [] : [`${path}: expected ${JSON.stringify(expected)}, found ${JSON.stringify(found)}`]
}

for (const file of readdirSync(folder).filter((name) => name.endsWith('.json')).sort()) {
  test(file, async () => {
    const { scenario, steps } = JSON.parse(readFileSync(new URL(file, folder), 'utf8'))
    const simulator = Simulator.fromScenario(scenario)
    const client = simulator.client()
    let trace = ''
    for (const [number, { use_case: useCase, request, expect }] of steps.entries()) {
      const found = await client.invoke(useCase, request, { onEvent: (text) => (trace += `${text}\n`) }).then(
        (outcome) => ({ outcome }),
        (error) => {
          if (error instanceof EcsUseCasesError) return { error: error.wire }
          throw error
        },
      )
      assert.deepEqual(differences(expect, found), [], `step ${number}`)
    }
    assert.equal(trace + simulator.trace(), readFileSync(new URL(file.replace(/\.json$/, '.trace.txt'), folder), 'utf8'))
  })
}
