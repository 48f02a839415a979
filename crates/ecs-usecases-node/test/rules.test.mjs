// The rules from Node.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { InvalidRequestError, rules } from '../index.js'

const DEFINITION = `{
  "family": "web",
  "containerDefinitions": [
    { "name": "app", "image": "nginx:1.27", "memory": 128, "privileged": true }
  ]
}
`

test('all rules are listed', () => {
  const items = rules.list()
  const scan = items.find((item) => item.id === 'ECR-SCAN')
  assert.deepEqual([scan.kind, scan.level, scan.registration], ['repository', 'high', false])
  assert.ok(scan.sources.includes('security-hub ECR.1'))
  assert.ok(items.find((item) => item.id === 'TD-CPU-MEMORY').registration)
})

test('a file is checked, and its report has its forms', (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'rules-'))
  context.after(() => rmSync(folder, { recursive: true }))
  const path = join(folder, 'web.json')
  writeFileSync(path, DEFINITION)
  const report = rules.checkFile(path)
  const privileged = rules.failures(report).find((check) => check.rule === 'ECS-PRIVILEGED')
  assert.equal(privileged.place.line, 4)
  assert.equal(privileged.place.endLine, 4)
  assert.deepEqual(rules.checkText(DEFINITION, path), report)
  const sarif = JSON.parse(rules.sarif(report))
  assert.equal(sarif.runs[0].results.length, rules.failures(report).length)
  assert.match(rules.junit(report), /<testsuites /)
  assert.match(rules.markdown(report), /ECS-PRIVILEGED/)
  assert.match(rules.html(report), /<td/)
  assert.equal(rules.csv(report).trimEnd().split('\r\n').length, report.checks.length + 1)
})

test('what is no task definition is refused', () => {
  assert.throws(() => rules.checkText('{\n  "family": web\n}'), (error) => error instanceof InvalidRequestError && /line 2, column 13/.test(error.message))
  assert.throws(() => rules.checkText(`[${' '.repeat(2_000_000)}]`), InvalidRequestError)
  assert.throws(() => rules.checkFile('/nowhere/web.json'), { code: 'ENOENT' })
})
