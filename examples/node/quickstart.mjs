// Deploy on a simulated ECS: a good image, then one that crashes at start.
import { DeploymentFailedError, Simulator } from 'ecs-usecases'

const simulator = new Simulator({
  clusters: [{ name: 'main' }],
  repositories: [
    {
      name: 'shop/web',
      images: [{ tags: ['1.0'] }, { tags: ['1.1'] }, { tags: ['1.2'], behaviour: { crashAfter: '3s', exitCode: 3 } }],
    },
  ],
  services: [
    {
      name: 'web',
      image: 'shop/web:1.0',
      settings: { deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: true } } },
    },
  ],
})
const client = simulator.client()

const run = client.start.rollingDeployment({ cluster: 'main', service: 'web', image: 'shop/web:1.1' })
for await (const event of run) console.log(event.at, event.detail)
const outcome = await run.result()
console.log(outcome.verdict.ending, outcome.state.taskDefinition)

try {
  await client.rollingDeployment({ cluster: 'main', service: 'web', image: 'shop/web:1.2' })
} catch (error) {
  if (!(error instanceof DeploymentFailedError)) throw error
  console.log(error.message)
}
