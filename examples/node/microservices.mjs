// Microservices: three services in the order of what they depend on, and back again if one fails.
import { DeploymentFailedError, Simulator } from 'ecs-usecases'
import { readFile } from 'node:fs/promises'

const world = JSON.parse(await readFile(new URL('../worlds/fleet.json', import.meta.url), 'utf8'))
const client = Simulator.fromScenario(world).client()

/** @param {string} image */
const services = (image) =>
  Object.entries({ web: ['api'], api: ['db'], db: [] }).map(([service, dependsOn]) => ({ cluster: 'main', service, image, dependsOn }))

const outcome = await client.microservicesDeployment({ services: services('shop/web:1.1') })
for (const { name } of outcome.services) console.log(name, 'deployed')

try {
  await client.microservicesDeployment({ services: services('shop/web:1.3') })
} catch (error) {
  if (!(error instanceof DeploymentFailedError)) throw error
  console.log(error.message)
}
