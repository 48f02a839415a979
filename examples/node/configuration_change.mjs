// Configuration change: a variable, a secret and the size of the task, with the difference shown before it is made.
import { Simulator } from 'ecs-usecases'
import { readFile } from 'node:fs/promises'

const world = JSON.parse(await readFile(new URL('../worlds/shop.json', import.meta.url), 'utf8'))
const client = Simulator.fromScenario(world).client()

const SECRET = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:shop/db-AbCdEf'

const plan = await client.plan.configurationChange({
  cluster: 'main',
  service: 'web',
  change: { environment: { LEVEL: 'debug' }, secrets: { DB: SECRET }, cpu: 512, memory: 1024 },
})
for (const { action, resource } of plan.writes) console.log('planned:', action, 'on', resource ?? 'what is new')

const outcome = /** @type {import('ecs-usecases').DeploymentOutcome} */ (await client.run(plan))
for (const { path, before, after } of outcome.changes) console.log(`${path}: ${before} -> ${after}`)
console.log(outcome.verdict.ending)
