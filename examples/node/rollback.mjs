// Rollback: to the last good revision, then by a plan to another version of the image.
import { NotFoundError, Simulator } from 'ecs-usecases'
import { readFile } from 'node:fs/promises'

const world = JSON.parse(await readFile(new URL('../worlds/shop.json', import.meta.url), 'utf8'))
const client = Simulator.fromScenario(world).client()
const service = { cluster: 'main', service: 'web' }

const deployed = await client.rollingDeployment({ ...service, image: 'shop/web:1.1' })
console.log('deployed', deployed.state.taskDefinition)

// It turns out bad later. What was good before is in ECS's own history of deployments.
const back = await client.rollback(service)
console.log(`${back.verdict.ending}: ${back.state.taskDefinition} instead of ${back.previousTaskDefinition}`)

// What a rollback would do can be looked at first, and then just that is done.
const plan = await client.plan.rollback({ ...service, to: { type: 'image', image: 'shop/web:1.1' } })
for (const { action, resource } of plan.writes) console.log('planned:', action, 'on', resource ?? 'what is new')
console.log(`it would end ${plan.ending}: ${plan.cause}`)
await client.run(plan)
console.log('done as planned')

try {
  await client.rollback({ ...service, to: { type: 'image', image: 'shop/web:0.9' } })
} catch (error) {
  if (!(error instanceof NotFoundError)) throw error
  console.log(error.message)
}
