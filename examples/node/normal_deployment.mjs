// The normal way: one digest through development, staging and production, with a smoke check and an approval.
import { DeploymentFailedError, RefusedError, Simulator } from 'ecs-usecases'
import { readFile } from 'node:fs/promises'

const world = JSON.parse(await readFile(new URL('../worlds/shop.json', import.meta.url), 'utf8'))
const url = 'http://front-42c3db770e87ca7a.eu-west-1.elb.amazonaws.com/'
const client = Simulator.fromScenario(world).client()

/**
 * @param {string} image
 * @param {string} [startAt]
 */
const deploy = (image, startAt) =>
  client.normalDeployment({
    image,
    environments: [
      { name: 'dev', cluster: 'main', service: 'web-dev' },
      { name: 'staging', cluster: 'main', service: 'web-staging' },
      {
        name: 'production',
        cluster: 'main',
        service: 'web',
        approval: {},
        checks: [{ type: 'http', url, times: 10 }],
      },
    ],
    startAt,
    requestedBy: 'ann',
  })

/** @param {string} image */
const approve = (image) =>
  client.approveDeployment({
    environment: 'production',
    cluster: 'main',
    service: 'web',
    image,
    requestedBy: 'ann',
    approvedBy: 'ben',
    role: 'operations_team',
  })

/** @param {import('ecs-usecases').NormalDeploymentOutcome} outcome */
function tell({ environments }) {
  for (const { name, deployment, checks, rollback } of environments) {
    console.log([`${name}: ${deployment.verdict.ending}`, ...checks.map((check) => check.found)].join('; '))
    if (rollback) console.log(`${name}: put back to ${rollback.state.taskDefinition}`)
  }
}

try {
  await deploy('shop/web:1.1')
} catch (error) {
  if (!(error instanceof RefusedError)) throw error
  console.log(error.message)
}
await approve('shop/web:1.1')
tell(await deploy('shop/web:1.1', 'production'))

// Errors that only requests show: the check puts production back.
await approve('shop/web:1.2')
try {
  tell(await deploy('shop/web:1.2'))
} catch (error) {
  if (!(error instanceof DeploymentFailedError)) throw error
  tell(/** @type {import('ecs-usecases').NormalDeploymentOutcome} */ (error.outcome))
}
