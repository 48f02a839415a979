// Repository: created with safe settings, and left alone when it has them.
import { Simulator } from 'ecs-usecases'
import { readFile } from 'node:fs/promises'

const world = JSON.parse(await readFile(new URL('../worlds/shop.json', import.meta.url), 'utf8'))
const client = Simulator.fromScenario(world).client()

for (const run of ['first', 'second']) {
  const outcome = await client.repositorySetup({ repository: 'shop/api', tags: { team: 'shop' }, mutableTagExclusions: ['latest'] })
  console.log(`${run}: ${outcome.created ? 'created' : 'was there'}, ${outcome.changes.length} settings changed`)
  for (const { what, before, after } of outcome.changes) console.log(`  ${what}: ${before} -> ${after}`)
}
