// Operations that are repeated thousands of times leave nothing behind. Memory after a warm-up is measured round by round.
// What leaks grows in every round; what is kept or cut up by chance does not, so that the first round in which nothing grew
// is the last.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import test from 'node:test'
import { promisify } from 'node:util'

const index = new URL('../index.js', import.meta.url).href
// What the round that grew least may grow by. A leak of one small object grows by more in each.
const BYTES = 500_000

async function leftBehind(times, step) {
  const code = `import { Simulator, SimulatorServer } from '${index}'
const simulator = new Simulator()
const client = simulator.client()
const kept = []
const step = async () => { ${step} }
async function round() {
  for (let done = 0; done < ${times}; done += 100) await Promise.all(Array.from({ length: 100 }, step))
  await client.noop()
  for (let turn = 0; turn < 3; turn++) {
    await new Promise((resolve) => setTimeout(resolve, 20))
    gc()
  }
}
await round()
await round()
const rounds = []
let before = process.memoryUsage.rss()
for (let turn = 0; turn < 8; turn++) {
  await round()
  const now = process.memoryUsage.rss()
  rounds.push(now - before)
  before = now
  if (rounds.at(-1) < 100_000) break
}
console.log(Math.min(...rounds))`
  const { stdout, stderr } = await promisify(execFile)(process.execPath, ['--expose-gc', '--input-type=module', '--eval', code], { timeout: 60_000 })
  assert.equal(stderr, '')
  return Number(stdout)
}

const WORK = {
  calls: [10_000, 'await client.noop()'],
  errors: [3_000, "await client.invoke('__fail', { kind: 'conflict', message: 'on purpose' }).catch(() => {})"],
  'cancelled calls': [
    3_000,
    `const abort = new AbortController()
const call = client.invoke('__wait', { millis: 60000 }, { signal: abort.signal })
abort.abort()
await call.catch(() => {})`
  ],
  'runs that are dropped': [5_000, 'client.start.noop()'],
  'runs that are awaited': [3_000, 'await client.start.noop().result()'],
  'events that nobody reads': [3_000, "await client._launch((native) => native.start('__wait', '{\"events\":5}'), (wire) => wire).result()"],
  'events that are read': [3_000, 'for await (const event of client.start.noop());'],
  simulators: [2_000, 'await new Simulator().client().noop()'],
  servers: [200, 'new SimulatorServer({ simulator }).close()']
}
for (const [name, [times, step]] of Object.entries(WORK)) {
  test(`${name} leave nothing`, async () => {
    const left = await leftBehind(times, step)
    assert.ok(left < BYTES, `${left} bytes`)
  })
}

test('a leak is found', async () => {
  assert.ok((await leftBehind(10_000, 'kept.push(new Array(64).fill(kept.length + 0.5))')) > BYTES)
})
