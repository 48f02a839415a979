// Runs that are written to a file are listed, shown, resumed and cancelled by whoever has the file.
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'node:test'
import { NotFoundError, RunCancelledError, Simulator } from '../index.js'

const { scenario, steps } = JSON.parse(readFileSync(new URL('../../../tests/scenarios/rolling-good.json', import.meta.url)))
const file = () => join(mkdtempSync(join(tmpdir(), 'runs-')), 'runs.db')

// A run that was stopped after it had changed something.
async function interrupted(client, runId) {
  const onEvent = (text) => {
    if (text.includes('"changed"')) throw new Error('enough')
  }
  await assert.rejects(client.invoke('rolling_deployment', steps[0].request, { runId, onEvent }), /enough/)
}

test('another client finishes an interrupted run', async () => {
  const [simulator, journal] = [Simulator.fromScenario(scenario), file()]
  await interrupted(simulator.client({ journal }), 'mine')
  const client = simulator.client({ journal })
  const [head, ...others] = await client.listRuns({ state: 'open' })
  assert.deepEqual([head.runId, head.useCase, others.length], ['mine', 'rolling_deployment', 0])
  const story = await client.showRun('mine')
  assert.deepEqual([story.changes[0].action, story.changes[0].result], ['ecs:RegisterTaskDefinition', 'done'])
  assert.equal(story.holds.length, 1)
  assert.equal((await client.resume('mine', { takeOver: true })).verdict.ending, 'succeeded')
  assert.equal((await client.showRun('mine')).run.state, 'succeeded')
  assert.deepEqual(await client.listRuns({ state: 'open', useCase: 'rolling_deployment', limit: 5 }), [])
})

test('a run is cancelled for good', async () => {
  const client = Simulator.fromScenario(scenario).client({ journal: file() })
  await interrupted(client, 'mine')
  assert.equal((await client.cancelRun('mine')).run.state, 'cancelled')
  await assert.rejects(client.resume('mine'), RunCancelledError)
  await assert.rejects(client.cancelRun('another'), NotFoundError)
})
