// Recommendations, the decision tree and the matrices from Node.
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { InvalidRequestError, Simulator, catalog } from '../index.js'

const world = JSON.parse(await readFile(new URL('../../../examples/worlds/shop.json', import.meta.url), 'utf8'))

test('what is recommended can be run as it is', async () => {
  const recommended = catalog.recommend({
    traffic: 'high',
    risk: 'high',
    compliance: ['hipaa'],
    cluster: 'main',
    service: 'web',
    image: 'shop/web:1.1',
  })
  assert.deepEqual([recommended.useCase.id, recommended.strategy, recommended.missing], ['UC14', 'canary', []])
  assert.equal(recommended.request.gate.failOn, 'HIGH')
  assert.ok(recommended.refused.some(({ name }) => name === 'linear_deployment'))
  assert.ok(recommended.assumed.some(({ id }) => id === 'launch_type'))
  const outcome = await Simulator.fromScenario(world).client().canaryDeployment(recommended.request)
  assert.equal(outcome.verdict.ending, 'succeeded')
})

test('what is missing and what cannot run is told', () => {
  assert.deepEqual(catalog.recommend().missing, ['cluster', 'image', 'service'])
  const batch = catalog.recommend({ work: 'batch' })
  assert.deepEqual([batch.useCase.implemented, batch.request], [false, null])
})

test('bad answers are refused with their fields and the nearest', () => {
  const refused = (answers, check) => assert.throws(() => catalog.recommend(answers), (error) => error instanceof InvalidRequestError && check(error))
  refused({ state: 'exclusive', downtime: 'none' }, (error) => error.resource === 'state, downtime')
  refused({ trafic: 'high' }, (error) => /`traffic`/.test(error.advice))
  refused({ traffic: 'hihg' }, (error) => /`high`/.test(error.advice))
})

test('the tree is data and can be drawn', () => {
  const tree = catalog.decisionTree()
  assert.equal(tree.start, tree.nodes[0].id)
  assert.match(catalog.decisionTreeMermaid(), /^flowchart TD\n/)
  assert.match(catalog.decisionTreeMarkdown(), /\*\*Take `canary`\.\*\*/)
})

test('matrices have every form', () => {
  const matrix = catalog.matrix('actor')
  assert.equal(matrix.rows.length, 72)
  assert.deepEqual(matrix.columns.slice(0, 2), ['use case', 'development team'])
  assert.match(catalog.matrixMarkdown('pillar'), /^## /)
  assert.equal(catalog.matrixHtml('actor').match(/<tr>/g).length, 73)
  assert.equal(catalog.matrixCsv('strategy').trimEnd().split('\r\n').length, 73)
  assert.throws(() => catalog.matrix('actors'), (error) => error instanceof InvalidRequestError && /`actor`/.test(error.advice))
})
