// Several Regions in waves. One stops answering during the second deployment, and all that were deployed are rolled back.
import { DeploymentFailedError, Simulator } from 'ecs-usecases'
import { readFile } from 'node:fs/promises'

const world = JSON.parse(await readFile(new URL('../worlds/regions.json', import.meta.url), 'utf8'))
const client = Simulator.fromScenario(world).client()

/** @param {string} region */
const service = (region) => ({ target: { region }, cluster: 'main', service: 'web' })
/** @param {string} image */
const deploy = (image) =>
  client.multiRegionDeployment({
    image,
    waves: [{ regions: [service('eu-west-1')], bake: '10m' }, { regions: [service('eu-central-1'), service('us-east-1')] }],
  })

/** @param {import('ecs-usecases').MultiRegionOutcome} outcome */
function tell({ waves }) {
  for (const [index, { regions }] of waves.entries()) {
    for (const { region, state, error } of regions) console.log(`wave ${index + 1}, ${region}: ${state}${error ? `: ${error}` : ''}`)
  }
}

const good = await deploy('shop/web:1.1')
console.log('1.1 is deployed everywhere:')
tell(good)

try {
  await deploy('shop/web:1.2')
} catch (error) {
  if (!(error instanceof DeploymentFailedError)) throw error
  console.log(error.message)
  tell(/** @type {import('ecs-usecases').MultiRegionOutcome} */ (error.outcome))
}
