// The rules: what AWS refuses of a task definition, and what scanners and auditors ask.
import { closeSync, openSync, readSync } from 'node:fs'
import { opened } from './errors.js'
import { rulesCheck, rulesCheckFile, rulesList, rulesText } from './native.js'
import { ruleReportToWire, toLocal } from './shapes.js'

const MOST_BYTES = 1024 * 1024
const LEVELS = ['low', 'medium', 'high', 'critical', 'invalid']

// What is too large is refused by its first bytes: the rest need not be read.
function read(path) {
  const file = openSync(path, 'r')
  try {
    const bytes = Buffer.alloc(MOST_BYTES + 1)
    let length = 0
    for (let count = 1; count > 0 && length < bytes.length; length += count) {
      count = readSync(file, bytes, length, bytes.length - length, null)
    }
    return bytes.toString('utf8', 0, length)
  } finally {
    closeSync(file)
  }
}

const text = (report, form) => opened(rulesText(JSON.stringify(ruleReportToWire(report)), form))

export const rules = {
  list: () => opened(rulesList()).map((item) => toLocal('RuleItem', item)),
  checkFile: (path, name) => rules.checkText(read(path), name ?? String(path)),
  checkText: (text, name = 'task-definition.json') => toLocal('PostureReport', opened(rulesCheckFile(name, text))),
  check: (kind, subject, name = kind) => toLocal('PostureReport', opened(rulesCheck(kind, name, JSON.stringify(subject)))),
  failures: (report) =>
    report.checks
      .filter((check) => check.outcome === 'failed')
      .sort((one, other) => LEVELS.indexOf(other.level) - LEVELS.indexOf(one.level)),
  sarif: (report) => text(report, 'sarif'),
  junit: (report) => text(report, 'junit'),
  markdown: (report) => text(report, 'markdown'),
  html: (report) => text(report, 'html'),
  csv: (report) => text(report, 'csv'),
}
