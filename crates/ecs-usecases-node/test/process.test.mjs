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
test('with a worker that ends in the middle of a call', () =>
  endsWell(`import { Worker } from 'node:worker_threads'
const worker = new Worker("import('${index}').then(({ Simulator }) => { new Simulator().client().invoke('__wait', { millis: 300 }); process.exit(0) })", { eval: true })
worker.on('exit', () => setTimeout(() => console.log('done'), 400))`))
