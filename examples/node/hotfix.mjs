// An emergency: break the glass with a reason and someone else's approval, then do what it left to be done.
import { InvalidRequestError, RefusedError, Simulator } from 'ecs-usecases'
import { readFile } from 'node:fs/promises'

const world = JSON.parse(await readFile(new URL('../worlds/shop.json', import.meta.url), 'utf8'))
const client = Simulator.fromScenario(world).client()

const service = { cluster: 'main', service: 'web', image: 'shop/web:1.1', requestedBy: 'ann' }
const hotfix = () => client.emergencyHotfix({ ...service, reason: 'checkout answers 500 since 09:12' })
/** @param {string} approvedBy */
const approve = (approvedBy) =>
  client.approveDeployment({ ...service, environment: 'hotfix', approvedBy, role: 'security_team', validFor: '1h' })

try {
  await hotfix()
} catch (error) {
  if (!(error instanceof RefusedError)) throw error
  console.log('without approval:', error.message)
}
try {
  await approve('ann')
} catch (error) {
  if (!(error instanceof InvalidRequestError)) throw error
  console.log('approved by ann:', error.message)
}
const approved = await approve('ben')
console.log('approved by', approved.approvedBy, 'until', approved.expiresAt)

const { verdict } = (await hotfix()).deployment
console.log(`${verdict.ending}: ${verdict.cause}`)

for (const { id, dueAt, toDo } of (await client.openFollowUps()).followUps) {
  console.log(`follow-up ${id}, due ${dueAt}:\n  ${toDo.join('\n  ')}`)
  await client.closeFollowUp({ id, closedBy: 'cem', resolution: 'released as 1.1.1' })
}
console.log((await client.openFollowUps()).followUps.length, 'follow-ups are open')
