// What `cargo xtask sanitize` watches: calls, cancellation, and workers that end in the middle of calls.
import { Worker } from 'node:worker_threads'

const index = process.env.ECS_USECASES_PACKAGE
const { Simulator, SimulatorServer } = await import(index)
const simulator = new Simulator()
const client = simulator.client()

for (let i = 0; i < 20; i++) await client.noop()
await Promise.all(Array.from({ length: 50 }, () => client.noop()))
await client.invoke('__fail', { kind: 'conflict', message: 'on purpose' }).catch(() => {})
await client.invoke('__wait', { millis: 60_000 }, { signal: AbortSignal.timeout(20) }).catch(() => {})
for await (const event of client.start.noop());
client._launch((native) => native.start('__wait', '{"millis":1,"events":5}'))
new SimulatorServer({ simulator }).close()

const BODY = `import('${index}').then(({ Simulator }) => {
  const client = new Simulator().client()
  for (let i = 0; i < 20; i++) client.invoke('__wait', { millis: i % 5 })
  const run = client._launch((native) => native.start('__wait', '{"millis":5,"events":5}'), (wire) => wire)
  run.result()
  run.next()
  setTimeout(() => process.exit(0), END)
})`
for (const end of [0, 1, 5]) {
  await Promise.all([1, 2].map(() => new Promise((resolve) => new Worker(BODY.replace('END', end), { eval: true }).on('exit', resolve))))
}
await new Promise((resolve) => setTimeout(resolve, 100))
console.log('done')
