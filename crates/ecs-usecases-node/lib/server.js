// The simulator as a server that speaks AWS's wire protocols.
import { Simulator } from '../generated.js'
import { opened } from './errors.js'
import { NativeServer } from './native.js'
import { toWire } from './shapes.js'

// Servers that are not closed. The garbage collector is no judge of whether somebody still uses a URL.
const open = new Set()

export class SimulatorServer {
  #native
  #place
  #simulator

  constructor({ scenario, simulator, allowRemote, ...rest } = {}) {
    if (scenario != null && simulator != null) throw new TypeError('a server has a scenario or a simulator, not both')
    const options = JSON.stringify({ ...rest, allow_remote: allowRemote })
    this.#simulator = simulator ?? undefined
    this.#native =
      simulator == null
        ? NativeServer.start(JSON.stringify(toWire('Scenario', scenario ?? {})), options)
        : NativeServer.over(Simulator._native(simulator), options)
    this.#place = opened(this.#native.check())
    open.add(this)
  }

  get url() {
    return this.#place.url
  }

  get port() {
    return this.#place.port
  }

  get running() {
    return this.#native.running()
  }

  environment() {
    return opened(this.#native.environment())
  }

  // The same object for as long as it is the same world.
  get simulator() {
    const other = this.#native.simulator(this.#simulator && Simulator._native(this.#simulator))
    if (other != null) this.#simulator = new Simulator(other)
    return this.#simulator
  }

  get pace() {
    return opened(this.#native.pace())
  }

  set pace(pace) {
    opened(this.#native.setPace(JSON.stringify(pace ?? null)))
  }

  setFaults(faults) {
    opened(this.#native.setFaults(JSON.stringify(faults.map((fault) => toWire('Fault', fault)))))
  }

  calls() {
    return opened(this.#native.calls())
  }

  close() {
    opened(this.#native.stop())
    open.delete(this)
  }
}

// `using server = ...`, where Node has it (from 20 on) or a compiler's helper brings it.
const hidden = (value) => ({ value, configurable: true, writable: true })
if (Symbol.dispose) {
  Object.defineProperty(SimulatorServer.prototype, Symbol.dispose, hidden(function () { this.close() }))
}
if (Symbol.asyncDispose) {
  Object.defineProperty(SimulatorServer.prototype, Symbol.asyncDispose, hidden(async function () { this.close() }))
}
