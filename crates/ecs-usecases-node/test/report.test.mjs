// Reports of runs.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import test from 'node:test'
import { DeploymentFailedError, EcsUseCasesError, Report, Simulator } from '../index.js'

const scenario = (name) => {
  const { scenario, steps } = JSON.parse(readFileSync(new URL(`../../../tests/scenarios/${name}.json`, import.meta.url)))
  return [Simulator.fromScenario(scenario).client(), steps[0].request]
}

test('a run has a report', async () => {
  const [client, request] = scenario('rolling-good')
  const run = client.start.rollingDeployment(request)
  await run.result()
  const report = run.report()
  assert.ok(report instanceof Report)
  assert.ok(report.toHtml().startsWith('<!doctype html>') && report.toHtml().includes('Succeeded'))
  assert.ok(report.toSvg().includes('data-lane="tasks"'))
  assert.ok(report.toMarkdown().startsWith('### ✅ RollingDeployment (UC13): Succeeded'))
  assert.equal((await run.next()).value.sequence, 1, 'the report takes no events away')
  assert.deepEqual(run.report().toJSON(), report.toJSON(), 'and reading them takes nothing from the report')
})

test('a run that goes on has a report', async () => {
  const client = new Simulator().client()
  const run = client._launch((native) => native.start('__wait', '{"millis":60000,"events":1}'), (wire) => wire)
  await run.next()
  assert.ok(run.report().toHtml().includes('event 1'))
  run.cancel()
})

test('an error has the report of its run', async () => {
  const [client, request] = scenario('rolling-crash')
  await assert.rejects(client.rollingDeployment(request), (error) => {
    assert.ok(error instanceof DeploymentFailedError)
    assert.ok(error.report().toHtml().includes('<p class="verdict">Rolled back</p>'))
    assert.ok(error.report().toMarkdown().includes('ecs:UpdateService'), 'it has what happened, though nobody watched')
    return true
  })
})

test('an error that no run had has a report', async () => {
  assert.throws(() => new Simulator().call('ecs:DescribeServices', { services: ['web'], cluster: 'nowhere' }), (error) =>
    error.report().toHtml().includes('ecs:DescribeServices'))
  assert.ok(new EcsUseCasesError('made by hand').report().toHtml().includes('made by hand'))
  const [client] = scenario('rolling-good')
  await assert.rejects(client.start.rollingDeployment({ wrong: 1 }).result(), (error) => error.report().toHtml().includes('wrong'))
})

test('a report is data', async () => {
  const [client, request] = scenario('rolling-good')
  const run = client.start.rollingDeployment(request)
  await run.result()
  const kept = new Report(JSON.stringify(run.report()))
  assert.equal(kept.toHtml(), run.report().toHtml())
  assert.equal(kept.toJSON().use_case, 'rolling_deployment')
  assert.throws(() => new Report('no report').toHtml(), TypeError)
})
