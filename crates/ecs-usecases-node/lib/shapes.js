// Field names: snake_case on the wire, camelCase here. Only what a shape names is renamed, so that user data (tags,
// environment) and AWS's documents stay as they are. What shapes look like is told in the generator.
let inputs = {}
let outputs = {}
let outcomes = {}

export function define(written, read, byUseCase) {
  inputs = written
  outputs = read
  outcomes = byUseCase
}

const camel = (name) => name.replace(/(?<=.)_(.)/g, (_, letter) => letter.toUpperCase())

// Each structure's names, worked out once: pairs of from and to, with the shape of the member.
const known = new WeakMap()
function names(fields) {
  let made = known.get(fields)
  if (made === undefined) {
    made = { toWire: new Map(), toLocal: new Map() }
    for (const [wire, shape] of Object.entries(fields)) {
      made.toWire.set(camel(wire), [wire, shape])
      made.toLocal.set(wire, [camel(wire), shape])
    }
    known.set(fields, made)
  }
  return made
}

function structure(value, fields, shapes, direction) {
  const table = names(fields)[direction]
  const out = {}
  for (const [name, member] of Object.entries(value)) {
    const entry = table.get(name)
    // What has no name here goes through, for the library to refuse it by its name.
    if (entry === undefined) out[name] = member
    else out[entry[0]] = rename(member, entry[1], shapes, direction)
  }
  return out
}

function rename(value, shape, shapes, direction) {
  while (typeof shape === 'string') shape = shapes[shape]
  if (shape == null || value === null || typeof value !== 'object') return value
  if (Array.isArray(shape)) return Array.isArray(value) ? value.map((item) => rename(item, shape[0], shapes, direction)) : value
  if (Array.isArray(value) || value instanceof Date) return value
  if (shape.m !== undefined) {
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, rename(item, shape.m, shapes, direction)]))
  }
  const fields = shape.f ?? shape.t[value.type]
  return fields === undefined ? value : structure(value, fields, shapes, direction)
}

// What a caller wrote, as it is on the wire.
export const toWire = (name, value) => rename(value, name, inputs, 'toWire')

// What the wire has, as a caller reads it.
export const toLocal = (name, value) => rename(value, name, outputs, 'toLocal')

// A request that the library made, as a caller writes it.
export const requestToLocal = (name, value) => rename(value, name, inputs, 'toLocal')

// What a caller was given, as it is on the wire.
export const outputToWire = (name, value) => rename(value, name, outputs, 'toWire')

// A plan that a caller was given, as it is on the wire.
export const planToWire = (plan) => rename(plan, 'Plan', outputs, 'toWire')

// A rehearsal that a caller was given, as it is on the wire.
export const rehearsalToWire = (rehearsal) => rename(rehearsal, 'Rehearsal', outputs, 'toWire')

// A report of the rules that a caller was given, as it is on the wire.
export const ruleReportToWire = (report) => rename(report, 'PostureReport', outputs, 'toWire')

// An anchor that was given out, as on the wire.
export const anchorToWire = (anchor) => rename(anchor, 'AuditAnchor', outputs, 'toWire')

// An outcome of a use case, as a caller reads it.
export const outcomeOf = (useCase, value) => (useCase in outcomes ? toLocal(outcomes[useCase], value) : value)
