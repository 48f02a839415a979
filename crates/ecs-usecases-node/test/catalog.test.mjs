// The catalog from Node.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NotFoundError, catalog } from '../index.js'

test('all entries are listed', () => {
  const items = catalog.list()
  assert.equal(items.length, 72)
  assert.equal(items[13].name, 'canary_deployment')
  assert.ok(items[13].implemented)
})

test('an entry has what is written and what the code says', () => {
  const entry = catalog.get('UC14')
  assert.deepEqual(catalog.get('canary_deployment'), entry)
  assert.ok(entry.implemented)
  assert.ok(entry.stages.length > 1)
  assert.ok(entry.bestPractices.length > 3)
  assert.ok(entry.actions.includes('ecs:UpdateService'))
  assert.equal(entry.iamPolicy.Version, '2012-10-17')
  const update = entry.iamPolicy.Statement.find(({ Action }) => Action.includes('ecs:UpdateService'))
  assert.ok(update.Resource.includes('arn:${Partition}:ecs:${Region}:${Account}:service/${Cluster}/${Service}'))
  assert.match(catalog.markdown('UC31'), /Not implemented yet/)
  assert.match(catalog.markdown('UC14'), /^# UC14 CanaryDeployment/)
  assert.match(catalog.html('UC14'), /<h2>UC14 CanaryDeployment<\/h2>/)
})

test('the nearest is told', () => {
  assert.throws(() => catalog.get('rolingDeployment'), (error) => error instanceof NotFoundError && /`rolling_deployment`/.test(error.advice))
})
