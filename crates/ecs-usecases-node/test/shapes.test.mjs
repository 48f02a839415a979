// Field names change their case; user data and AWS's documents stay as they are.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { define, outcomeOf, toLocal, toWire } from '../lib/shapes.js'

const shapes = {
  Request: { f: { desired_count: null, tags: null, strategy: 'Strategy', task_definition: null, containers: ['Container'], by_region: { m: 'Container' } } },
  Strategy: { t: { canary: { bake_time: null, inner: 'Container' }, rolling: { max_percent: null } } },
  Container: { f: { image_name: null, environment: null } },
  Alias: 'Container',
}
define(shapes, shapes, { use_it: 'Request' })
after(() => import('../generated.js'))

const local = {
  desiredCount: 2,
  tags: { snake_key: 'v', camelKey: 'w' },
  strategy: { type: 'canary', bakeTime: '5m', inner: { imageName: 'i', environment: { a_b: '1' } } },
  taskDefinition: { containerDefinitions: [{ image_name: 'stays' }] },
  containers: [{ imageName: 'a' }, { imageName: 'b', environment: { FOO_BAR: 'x', fooBar: 'y' } }],
  byRegion: { eu_west: { imageName: 'c' } },
}
const wire = {
  desired_count: 2,
  tags: { snake_key: 'v', camelKey: 'w' },
  strategy: { type: 'canary', bake_time: '5m', inner: { image_name: 'i', environment: { a_b: '1' } } },
  task_definition: { containerDefinitions: [{ image_name: 'stays' }] },
  containers: [{ image_name: 'a' }, { image_name: 'b', environment: { FOO_BAR: 'x', fooBar: 'y' } }],
  by_region: { eu_west: { image_name: 'c' } },
}

test('there and back', () => {
  assert.deepEqual(toWire('Request', local), wire)
  assert.deepEqual(toLocal('Request', wire), local)
  assert.deepEqual(outcomeOf('use_it', wire), local)
  assert.deepEqual(toWire('Alias', { imageName: 'a' }), { image_name: 'a' })
})

test('what is unknown or of another form goes through', () => {
  assert.deepEqual(toWire('Request', { unknownField: 1, containers: 'none', strategy: null }), { unknownField: 1, containers: 'none', strategy: null })
  assert.deepEqual(toWire('Strategy', { type: 'later', someThing: 1 }), { type: 'later', someThing: 1 })
  assert.deepEqual(outcomeOf('another', { a_b: 1 }), { a_b: 1 })
  const date = new Date(0)
  assert.equal(toWire('Container', date), date)
})
