// Feature flag: code is shipped dark, then a flag shows it to more and more requests, and is turned off without a deployment.
import { Simulator } from 'ecs-usecases'
import { readFile } from 'node:fs/promises'

const world = JSON.parse(await readFile(new URL('../worlds/shop.json', import.meta.url), 'utf8'))
const client = Simulator.fromScenario(world).client()

const flag = { application: 'shop', environment: 'production', profile: 'flags', flag: 'new-checkout' }
const service = { cluster: 'main', service: 'web' }

const released = await client.featureFlagRelease({
  ...service,
  image: 'shop/web:1.1',
  exposure: { flag, steps: [20, 100], bake: '5m' },
})
for (const { percent, finding } of released.analysis) console.log(`at ${percent}%: ${finding}`)
console.log(`${released.exposed}% of the requests see it`)

const off = await client.featureFlagRelease({ ...service, turnOff: true, exposure: { flag, steps: [100] } })
console.log(`${off.exposed}% see it, and nothing was deployed`)
