// Blue/green: a second set of tasks gets all of the traffic at once; when it answers with errors, the first gets it back.
import { DeploymentFailedError, Simulator } from 'ecs-usecases'
import { readFile } from 'node:fs/promises'

const world = JSON.parse(await readFile(new URL('../worlds/shop.json', import.meta.url), 'utf8'))
const client = Simulator.fromScenario(world).client()

/** @param {string} image */
const deploy = (image) =>
  client.blueGreenDeployment({ cluster: 'main', service: 'web', image, method: { type: 'native', bake: '5m' }, analysis: {} })

const { verdict } = await deploy('shop/web:1.1')
console.log(`1.1: ${verdict.ending}, ${verdict.cause}`)

// One request in five fails, which shows only under traffic: every task is healthy.
try {
  await deploy('shop/web:1.2')
} catch (error) {
  if (!(error instanceof DeploymentFailedError)) throw error
  const { verdict, state } = /** @type {import('ecs-usecases').DeploymentOutcome} */ (error.outcome)
  console.log(`1.2: ${verdict.ending}, ${verdict.cause}`)
  console.log(`${state.running} of ${state.desired} tasks run ${state.taskDefinition}`)
}
