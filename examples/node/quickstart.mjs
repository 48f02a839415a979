// A client of a simulator: run a use case, watch it, and handle an error.
import { InvalidRequestError, Simulator } from 'ecs-usecases'

const simulator = new Simulator({ seed: 7, clusters: [{ name: 'main' }] })
const client = simulator.client()

const run = client.start.noop()
for await (const event of run) console.log(event.at, event.detail)
console.log(await run.result())

try {
  await client.invoke('noop', { surprise: true })
} catch (error) {
  if (!(error instanceof InvalidRequestError)) throw error
  console.log(error.resource, 'is wrong:', error.message)
}
