// Linear: equal shares of the traffic at equal intervals, each judged before the next.
import { DeploymentFailedError, Simulator } from 'ecs-usecases'
import { readFile } from 'node:fs/promises'

const world = JSON.parse(await readFile(new URL('../worlds/shop.json', import.meta.url), 'utf8'))
const client = Simulator.fromScenario(world).client()

/** @param {string} image */
const deploy = (image) =>
  client.linearDeployment({ cluster: 'main', service: 'web', image, method: { type: 'native', percent: 25, stepBake: '2m' } })

/** @param {import('ecs-usecases').DeploymentOutcome} outcome */
function tell({ analysis, verdict }) {
  for (const { percent, finding } of analysis) console.log(`at ${percent}%: ${finding}`)
  console.log(`${verdict.ending}: ${verdict.cause}`)
}

tell(await deploy('shop/web:1.1'))

try {
  await deploy('shop/web:1.2')
} catch (error) {
  if (!(error instanceof DeploymentFailedError)) throw error
  const outcome = /** @type {import('ecs-usecases').DeploymentOutcome} */ (error.outcome)
  tell(outcome)
  console.log('the service runs', outcome.state.taskDefinition, 'again')
}
