// Reviews, gaps and the checklist of Amazon ECR from Node.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { InvalidRequestError, NotFoundError, Simulator, catalog } from '../index.js'

const client = () =>
  new Simulator({
    clusters: [{ name: 'main' }],
    repositories: [{ name: 'shop/web', images: [{ tags: ['1.0'] }] }],
    services: [{ name: 'web', image: 'shop/web:1.0' }],
  }).client()

test('an entry is complete', () => {
  const review = catalog.review('UC14')
  assert.equal(review.verdict, 'complete')
  assert.deepEqual([...new Set(review.scores.map((score) => score.score))], [100])
  assert.match(catalog.reportHtml(review), /<h2>Review of UC14 CanaryDeployment<\/h2>/)
})

test('a written use case gets a report', () => {
  const review = catalog.review('title: Nightly rollout\nsecurty: Only the pipeline.\necr:\n  tags: Pushed as latest.\n')
  assert.equal(review.verdict, 'incomplete')
  assert.deepEqual(review.notUnderstood.map((part) => [part.path, part.nearest]), [['securty', 'security']])
  assert.ok(review.findings.some((finding) => finding.path === 'ecr.tags' && finding.gap === 'refine'))
  assert.match(catalog.reportMarkdown(review), /`ecr\.tags`/)
})

test('bad input is refused', () => {
  assert.throws(() => catalog.review('canary_deploy'), (error) => error instanceof NotFoundError && /`canary_deployment`/.test(error.advice))
  assert.throws(() => catalog.review('x'.repeat(2 * 1024 * 1024)), (error) => error instanceof InvalidRequestError && /1 MiB/.test(error.message))
})

test('gaps of a list and of an account', async () => {
  const report = catalog.findGaps(['UC13', 'blue/green deployments', 'nonsense words'])
  assert.deepEqual(report.have.map((had) => had.id), ['UC11', 'UC13'])
  assert.deepEqual(report.unknown.map((name) => name.given), ['nonsense words'])
  assert.equal(report.missing[0].priority, 'critical')
  assert.match(catalog.reportMarkdown(report), /Use cases that are missing/)
  const live = await catalog.findGaps(client())
  assert.ok(live.have.some((had) => had.id === 'UC13'))
})

test('the checklist of an entry and of a service', async () => {
  assert.equal(catalog.reviewEcrIntegration('UC14').failed, 0)
  const asked = client()
  const checklist = await asked.reviewEcrIntegration('main', 'web')
  assert.equal(checklist.items.find((item) => item.id === 'ECR-I3').status, 'pass')
  assert.match(catalog.reportHtml(checklist), /shop&#x2f;web/)
  const review = await asked.reviewService('main', 'web')
  assert.deepEqual(review.ecr, checklist)
  assert.match(catalog.reportMarkdown(review), /main\/web/)
})
