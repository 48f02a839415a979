// Zero downtime: what in the settings could drop a request is found first, and mended if that is wanted.
import { RefusedError, Simulator } from 'ecs-usecases'
import { readFile } from 'node:fs/promises'

const world = JSON.parse(await readFile(new URL('../worlds/shop.json', import.meta.url), 'utf8'))
const client = Simulator.fromScenario(world).client()

const deployment = { cluster: 'main', service: 'web', image: 'shop/web:1.1', longestRequest: '45s' }

try {
  await client.zeroDowntimeDeployment(deployment)
} catch (error) {
  if (!(error instanceof RefusedError)) throw error
  console.log('refused:', error.message)
}

const outcome = await client.zeroDowntimeDeployment({ ...deployment, repair: true })
for (const { setting, message, repaired, remedy } of outcome.findings) console.log(`${setting}: ${message} (${repaired ? 'repaired' : remedy})`)
console.log(`${outcome.deployment.verdict.ending}; never fewer than ${outcome.lowestHealthy} healthy targets`)
