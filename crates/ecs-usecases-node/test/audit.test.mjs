// What runs did is exported, anchored and checked; who changes a byte of it is found.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { Simulator, verifyAuditExport } from '../index.js'

async function clientOf(journal) {
  const client = new Simulator().client({ journal })
  for (const runId of ['run-a', 'run-b']) await client.noop({}, { runId })
  return client
}

test('a log and its anchor agree', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'audit-'))
  try {
    const client = await clientOf(join(folder, 'runs.db'))
    const log = await client.exportAudit()
    const anchor = await client.anchorAudit()
    const report = verifyAuditExport(log, anchor)
    assert.deepEqual(report.runs.map((run) => run.runId), ['run-a', 'run-b'])
    assert.equal(report.records, log.trimEnd().split('\n').length - 2)
    assert.equal(report.anchored, report.records)
    assert.deepEqual(await client.verifyAudit(anchor), report)
    assert.equal((await client.verifyAudit()).anchored, 0)
    assert.deepEqual(verifyAuditExport(log, JSON.parse(JSON.stringify(anchor))), report)
    assert.equal(verifyAuditExport(await client.exportAudit({ limit: 1 })).runs.length, 1)
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('a changed log is found', async () => {
  const client = await clientOf()
  const log = await client.exportAudit()
  const anchor = await client.anchorAudit()
  for (const other of [log.replace('noop', 'poon'), log.slice(0, -1), log.split('\n').toSpliced(2, 1).join('\n')]) {
    assert.throws(() => verifyAuditExport(other), (error) => ['AuditDamaged', 'JournalDamaged'].includes(error.code))
  }
  await assert.rejects(new Simulator().client().verifyAudit(anchor), /run run-a has 0 records/)
})
