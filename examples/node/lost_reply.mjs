// A deployment script whose one call is done although its reply is lost: it says "not deployed", and ECS deploys.
import { SimulatorServer } from 'ecs-usecases'

const server = new SimulatorServer({
  pace: 600,
  scenario: {
    clusters: [{ name: 'main' }],
    repositories: [{ name: 'shop/web', images: [{ tags: ['1.0'] }, { tags: ['1.1'] }] }],
    services: [{ name: 'web', image: 'shop/web:1.0' }],
  },
})

/**
 * Any client of AWS would do; this is one in a few lines.
 * @param {string} operation
 * @param {object} request
 */
async function ecs(operation, request) {
  const reply = await fetch(server.url, {
    method: 'POST',
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `AmazonEC2ContainerServiceV20141113.${operation}` },
    body: JSON.stringify({ cluster: 'main', ...request }),
  })
  return reply.json()
}

try {
  server.setFaults([{ action: 'ecs:UpdateService', kind: 'drop_after' }])
  try {
    await ecs('UpdateService', { service: 'web', forceNewDeployment: true })
    console.log('the script: deployed')
  } catch (error) {
    console.log('the script: not deployed,', String(error))
  }
  const { services } = await ecs('DescribeServices', { services: ['web'] })
  for (const { status, rolloutState, runningCount } of services[0].deployments) console.log('ECS:', status, rolloutState, runningCount)

  // The library's use cases read before they repeat anything. They move the time by themselves.
  server.pace = 'manual'
  const client = server.simulator.client()
  const outcome = await client.rollingDeployment({ cluster: 'main', service: 'web', image: 'shop/web:1.1', ifBusy: 'wait' })
  console.log('ecs-usecases:', outcome.verdict.ending, outcome.state.taskDefinition)
  console.log('calls over the wire:', server.calls())
} finally {
  server.close()
}
