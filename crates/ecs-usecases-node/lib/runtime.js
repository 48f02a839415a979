// What the generated clients stand on: clients by name, runs, the simulator.
import { opened } from './errors.js'
import { NativeClient, NativeSimulator } from './native.js'
import { Report } from './report.js'
import { anchorToWire, define, outcomeOf, planToWire, rehearsalToWire, toLocal, toWire } from './shapes.js'

export { define }

const event = (text) => toLocal('Event', JSON.parse(text))

// A plan for people, as Markdown.
export const planMarkdown = (plan) => opened(NativeClient.planMarkdown(JSON.stringify(planToWire(plan))))

const anchored = (anchor) => (anchor == null ? null : anchorToWire(anchor))

// Check an audit log that was exported.
export const verifyAuditExport = (log, anchor) =>
  toLocal('AuditReport', opened(NativeClient.verifyAuditExport(log, JSON.stringify(anchored(anchor)))))

// A rehearsal for people, as Markdown.
export const rehearsalMarkdown = (rehearsal) => opened(NativeClient.rehearsalMarkdown(JSON.stringify(rehearsalToWire(rehearsal))))

// A started run: iterate over it for its events, ask it for its result.
export class Run {
  #native
  #events = []
  #pending
  #ended = false
  #read

  constructor(native, read) {
    this.#native = native
    this.#read = read
  }

  [Symbol.asyncIterator]() {
    return this
  }

  async next() {
    const text = await this.nextText()
    return text === undefined ? { done: true, value: undefined } : { done: false, value: event(text) }
  }

  // The next event as on the wire. Readers that overlap take turns.
  async nextText() {
    while (this.#events.length === 0 && !this.#ended) {
      this.#pending ??= this.#native.nextEvents().then((batch) => {
        this.#events = batch.reverse()
        this.#ended = batch.length === 0
        this.#pending = undefined
      })
      await this.#pending
    }
    return this.#events.pop()
  }

  // Leaving a loop early stops watching, not the run.
  async return() {
    return { done: true, value: undefined }
  }

  async result() {
    const wire = opened(await this.#native.result())
    return this.#read(wire, this.#native.useCase)
  }

  cancel() {
    this.#native.cancel()
  }

  report() {
    return new Report(opened(this.#native.report()))
  }
}

// Cancel the run when the signal says so, for as long as `work` goes on; then throw the signal's reason.
async function under(signal, native, work) {
  if (signal === undefined) return work()
  const cancel = () => native.cancel()
  signal.addEventListener('abort', cancel, { once: true })
  if (signal.aborted) cancel()
  try {
    return await work()
  } catch (error) {
    if (error.kind === 'cancelled') signal.throwIfAborted()
    throw error
  } finally {
    signal.removeEventListener('abort', cancel)
  }
}

// Tell `onEvent` of every event, in order. What it throws cancels the run, and is thrown.
async function watch(run, native, onEvent) {
  try {
    for (let text = await run.nextText(); text !== undefined; text = await run.nextText()) onEvent(text)
  } catch (error) {
    native.cancel()
    await native.result()
    throw error
  }
}

export class ClientBase {
  #native

  constructor(options = {}) {
    this.#native = options instanceof NativeClient ? options : NativeClient.aws(options.region, options.endpointUrl, options.journal)
  }

  // Run a use case by name, without types: request and outcome are as on the wire, `onEvent` gets JSON text.
  async invoke(useCase, request, options = {}) {
    const body = JSON.stringify(request)
    if (options.onEvent == null && options.signal == null) return opened(await this.#native.call(useCase, body, options.runId))
    return this.#run(() => this.#native.start(useCase, body, options.runId), options, (wire) => wire, options.onEvent)
  }

  async resume(runId, options = {}) {
    const onEvent = options.onEvent && ((text) => options.onEvent(event(text)))
    return this.#run(() => this.#native.resume(runId, options.takeOver), options, (wire, useCase) => outcomeOf(useCase, wire), onEvent)
  }

  async listRuns(options) {
    return (await this.#ask('runs.list', toFilter(options))).map((run) => toLocal('RunHead', run))
  }

  async showRun(runId) {
    return toLocal('RunStory', await this.#ask('runs.show', { run_id: runId }))
  }

  async cancelRun(runId) {
    return toLocal('RunStory', await this.#ask('runs.cancel', { run_id: runId }))
  }

  async exportAudit(options) {
    return this.#ask('audit.export', toFilter(options))
  }

  async anchorAudit() {
    return toLocal('AuditAnchor', await this.#ask('audit.anchor', {}))
  }

  async verifyAudit(anchor) {
    return toLocal('AuditReport', await this.#ask('audit.verify', { anchor: anchored(anchor) }))
  }

  async reviewService(cluster, service) {
    return toLocal('ServiceReview', await this.#ask('review.service', { cluster, service }))
  }

  async checkRules(cluster, service) {
    return toLocal('PostureReport', await this.#ask('review.rules', { cluster, service }))
  }

  async reviewEcrIntegration(cluster, service) {
    return toLocal('EcrChecklist', await this.#ask('review.ecr', { cluster, service }))
  }

  async findGaps() {
    return toLocal('GapReport', await this.#ask('review.gaps', {}))
  }

  async #ask(work, request) {
    return opened(await this.#native.call(work, JSON.stringify(request)))
  }

  async run(plan, options = {}) {
    return this._do('run.plan', toRun(plan, options), options, (wire) => outcomeOf(plan.useCase, wire))
  }

  async _call(useCase, shape, request = {}, options = {}) {
    const [name, body] = demanding(useCase, toWire(shape, request), options)
    return this._do(name, body, options, (wire) => outcomeOf(useCase, wire))
  }

  async _do(name, body, options, read) {
    // The usual case, without what watching and cancelling need.
    if (options.onEvent == null && options.signal == null) return read(opened(await this.#native.call(name, body, options.runId)))
    const onEvent = options.onEvent && ((text) => options.onEvent(event(text)))
    return this.#run(() => this.#native.start(name, body, options.runId), options, read, onEvent)
  }

  // For the class of started use cases.
  _launch(start, read) {
    return new Run(start(this.#native), read)
  }

  async #run(start, { signal }, read, onEvent) {
    signal?.throwIfAborted()
    const native = start()
    return under(signal, native, async () => {
      if (onEvent != null) await watch(new Run(native, read), native, onEvent)
      const wire = opened(await native.result())
      return read(wire, native.useCase)
    })
  }
}

const toFilter = ({ state, useCase, limit } = {}) => ({ state, use_case: useCase, limit })

const toRun = (plan, { strict = false }) => JSON.stringify({ plan: planToWire(plan), strict })

// What is called, and with what, for a run that may demand a rehearsal.
function demanding(useCase, request, { rehearsed = false }) {
  if (rehearsed === false) return [useCase, JSON.stringify(request)]
  const rehearsal = rehearsed === true ? { type: 'required' } : { type: 'given', rehearsal: rehearsalToWire(rehearsed) }
  return [`rehearsed.${useCase}`, JSON.stringify({ request, rehearsal })]
}

export class StarterBase {
  #client

  constructor(client) {
    this.#client = client
  }

  resume(runId, options = {}) {
    return this.#client._launch((native) => native.resume(runId, options.takeOver), (wire, useCase) => outcomeOf(useCase, wire))
  }

  run(plan, options = {}) {
    const body = toRun(plan, options)
    return this.#client._launch((native) => native.start('run.plan', body, options.runId), (wire) => outcomeOf(plan.useCase, wire))
  }

  _start(useCase, shape, request = {}, options = {}) {
    const [name, body] = demanding(useCase, toWire(shape, request), options)
    return this.#client._launch((native) => native.start(name, body, options.runId), (wire) => outcomeOf(useCase, wire))
  }
}

export class PlannerBase {
  #client

  constructor(client) {
    this.#client = client
  }

  _plan(useCase, shape, request = {}, options = {}) {
    const body = JSON.stringify(toWire(shape, request))
    return this.#client._do(`plan.${useCase}`, body, { signal: options.signal }, (wire) => toLocal('Plan', wire))
  }
}

export class RehearserBase {
  #client

  constructor(client) {
    this.#client = client
  }

  _rehearse(useCase, shape, request = {}, options = {}) {
    const { signal, ...rehearsed } = options
    const body = JSON.stringify({ request: toWire(shape, request), options: toWire('RehearsalOptions', rehearsed) })
    return this.#client._do(`rehearse.${useCase}`, body, { signal }, (wire) => toLocal('Rehearsal', wire))
  }
}

export class SimulatorBase {
  #native

  constructor(scenario = {}) {
    const native = (wire) => new NativeSimulator(JSON.stringify(wire))
    if (scenario instanceof NativeSimulator) this.#native = scenario
    else this.#native = native(scenario instanceof Wire ? scenario.value : toWire('Scenario', scenario))
    opened(this.#native.check())
  }

  static fromScenario(scenario) {
    return new this(new Wire(scenario))
  }

  trace() {
    return opened(this.#native.trace())
  }

  now() {
    return new Date(opened(this.#native.now()))
  }

  advance(span) {
    opened(this.#native.advance(JSON.stringify(span)))
  }

  scriptImage(image, behaviour, { region, account } = {}) {
    opened(this.#native.scriptImage(image, JSON.stringify(toWire('ImageBehaviour', behaviour)), region, account))
  }

  pushImage(repository, image, { region, account } = {}) {
    return opened(this.#native.pushImage(repository, JSON.stringify(toWire('ImageScript', image)), region, account))
  }

  call(action, request = {}, { region, account } = {}) {
    return opened(this.#native.call(action, JSON.stringify(request), region, account))
  }

  _client(Client, { region, account, journal } = {}) {
    return new Client(this.#native.client(region, account, journal))
  }

  // For the server.
  static _native(simulator) {
    return simulator.#native
  }
}

// A scenario that is as on the wire already.
class Wire {
  constructor(value) {
    this.value = value
  }
}
