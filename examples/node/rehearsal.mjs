// Rehearsal: how a deployment goes, also if the new image crashes or a zone is lost, before anything is changed.
import { RefusedError, Simulator, rehearsalMarkdown } from 'ecs-usecases'
import { readFile } from 'node:fs/promises'

const world = JSON.parse(await readFile(new URL('../worlds/shop.json', import.meta.url), 'utf8'))
const client = Simulator.fromScenario(world).client()

/** @param {import('ecs-usecases').Rehearsal} rehearsal */
function tell({ useCase, passed, expected, whatIfs, reasons }) {
  console.log(`${useCase} ${passed ? 'passes' : 'does not pass'}: ${expected.duration}`)
  for (const { whatIf, course, safe } of whatIfs) console.log(`  ${whatIf.type}: ${course.ending}, ${safe ? 'safe' : 'not safe'}`)
  for (const why of reasons) console.log(`  ${why}`)
}

// Without alarms nobody notices an image that answers some requests with errors.
const rolling = { cluster: 'main', service: 'web', image: 'shop/web:1.1' }
tell(await client.rehearse.rollingDeployment(rolling))
try {
  await client.rollingDeployment(rolling, { rehearsed: true })
} catch (error) {
  if (!(error instanceof RefusedError)) throw error
  console.log('not run:', error.reason)
}

// A canary is judged: it does. One that passed is given to the run.
/** @type {import('ecs-usecases').CanaryDeployment} */
const canary = { ...rolling, method: { type: 'native', percent: 10, bake: '5m' } }
const rehearsal = await client.rehearse.canaryDeployment(canary)
tell(rehearsal)
console.log(rehearsalMarkdown(rehearsal))
const { verdict } = await client.canaryDeployment(canary, { rehearsed: rehearsal })
console.log('run:', verdict.ending)
