// What a call costs: one JSON line a measurement. The best of several rounds, which is what the machine can do.
import { performance } from 'node:perf_hooks'
import { Simulator, catalog } from '../index.js'

const ROUNDS = 7

async function best(what, aim, calls, work) {
  let micros = Infinity
  for (let round = 0; round < ROUNDS; round += 1) {
    // A client a round: the journal of a client keeps every run.
    const client = new Simulator().client()
    const began = performance.now()
    await work(client)
    micros = Math.min(micros, ((performance.now() - began) / calls) * 1000)
  }
  console.log(JSON.stringify({ what, micros: Math.round(micros * 100) / 100, aim }))
}

await best('one at a time', 70, 2_000, async (client) => {
  for (let call = 0; call < 2_000; call += 1) await client.noop()
})
await best('10,000 in flight', 10, 10_000, (client) => Promise.all(Array.from({ length: 10_000 }, () => client.noop())))
await best('catalog.list', 1_000, 100, () => {
  for (let call = 0; call < 100; call += 1) catalog.list()
})
