// The deployment use cases of Amazon ECS, typed, with a simulator to try them on.
export * from './generated.js'
export * from './lib/catalog.js'
export * from './lib/errors.js'
export * from './lib/report.js'
export * from './lib/rules.js'
export * from './lib/server.js'
export { planMarkdown, rehearsalMarkdown, verifyAuditExport } from './lib/runtime.js'
