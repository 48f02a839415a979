// The process ends by itself.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import test from 'node:test'
import { promisify } from 'node:util'

const index = new URL('../index.js', import.meta.url).href
const HEAD = `import { Simulator } from '${index}'\nconst client = new Simulator().client()\n`

async function endsWell(code) {
  const { stdout, stderr } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', HEAD + code], { timeout: 15_000 })
  assert.deepEqual({ stdout, stderr }, { stdout: 'done\n', stderr: '' })
}

test('after calls', () => endsWell("await client.noop(); console.log('done')"))
test('with a started run', () => endsWell("client._launch((native) => native.start('__wait', '{\"millis\":60000}')); console.log('done')"))
test('with a run that finished unseen', () => endsWell("client.start.noop(); setTimeout(() => console.log('done'), 50)"))
test('with a run that was cancelled', () =>
  endsWell("await client.invoke('__wait', { millis: 60000 }, { signal: AbortSignal.timeout(20) }).catch(() => console.log('done'))"))
test('by process.exit with calls in flight', () => endsWell("client.invoke('__wait', { millis: 60000 }); setTimeout(() => { console.log('done'); process.exit(0) }, 20)"))

// Workers that end while the library is busy for them: many, four at a time, each a little later than the one before.
// `main` says whether the process itself has loaded the library, or only workers do.
async function survives(body, { workers = 40, main = true, how = '' } = {}) {
  const code = `import { Worker } from 'node:worker_threads'
${main ? `import { Simulator } from '${index}'\nawait new Simulator().client().noop()` : ''}
let next = 0
const one = (k) => new Promise((resolve) => {
  const body = "const k = " + k + "; import('${index}').then(({ Simulator }) => { const client = new Simulator().client(); " + ${JSON.stringify(body)} + " })"
  const worker = new Worker(body, { eval: true })
  worker.on('exit', resolve)
  ${how}
})
await Promise.all(Array.from({ length: 4 }, async () => { while (next < ${workers}) await one(next++) }))
await new Promise((resolve) => setTimeout(resolve, 100))
console.log('done')`
  const { stdout, stderr } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', code], { timeout: 60_000 })
  assert.deepEqual({ stdout, stderr }, { stdout: 'done\n', stderr: '' })
}

const CALLS = "for (let i = 0; i < 20; i++) client.invoke('__wait', { millis: i % 5 }); "
test('with workers that end in the middle of calls', () => survives(CALLS + 'process.exit(0)'))
test('with workers that end while results come', () => survives(CALLS + 'setTimeout(() => process.exit(0), k % 4)'))
test('with workers that alone have the library', () => survives(CALLS + 'setTimeout(() => process.exit(0), k % 4)', { main: false }))
test('with workers that alone have the library, and leave runs behind', () =>
  survives("client._launch((native) => native.start('__wait', JSON.stringify({ millis: 100 }))); process.exit(0)", { main: false }))
test('with workers that end while their objects are collected', () =>
  survives("for (let i = 0; i < 20; i++) new Simulator().client().invoke('__wait', { millis: i % 5 }); process.exit(0)"))
test('with workers that end while events and a result are awaited', () =>
  survives(`const run = client._launch((native) => native.start('__wait', JSON.stringify({ millis: k % 7, events: 3 })), (wire) => wire)
run.result(); (async () => { for await (const event of run); })(); setTimeout(() => process.exit(0), k % 5)`))
test('with workers that end by an error', () =>
  survives(CALLS + "setTimeout(() => { throw new Error('on purpose') }, k % 3)", { how: "worker.on('error', () => {})" }))
test('with workers that are terminated', () =>
  survives('(async () => { for (;;) await Promise.all(Array.from({ length: 20 }, () => client.noop())) })()', {
    how: 'setTimeout(() => worker.terminate(), 30 + (k % 20))'
  }))
