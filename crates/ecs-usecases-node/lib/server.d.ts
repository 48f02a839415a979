/// <reference lib="esnext.disposable" />
import type { Fault, Scenario, Simulator } from '../index.js'

/** How virtual time passes: as real time does, only by hand, or so many times faster than real time. */
export type Pace = 'manual' | 'real' | number

/** What is served, and how. */
export interface SimulatorServerOptions {
  /** What is there when it starts; nothing when absent. */
  scenario?: Scenario
  /** Instead of a scenario: what clients of this simulator do is seen over the wire, and the other way round. */
  simulator?: Simulator
  /**
   * How virtual time passes. When absent, `manual` for a simulator, whose use cases move the time by themselves, and
   * `real` for a scenario.
   */
  pace?: Pace
  /** Where it listens; 0 takes a free port. */
  port?: number
  /** Where it listens. An address that other machines can reach is refused without `allowRemote`. */
  address?: string
  /** Let other machines reach it. Anybody who can reach it can do with it what they like. */
  allowRemote?: boolean
}

/**
 * A simulated AWS that AWS's SDKs, the AWS CLI and other tools can talk to. It listens when it has been made, in a thread
 * of its own, which does not keep the process alive. It ends when it is closed, and with the process or worker.
 */
export declare class SimulatorServer {
  constructor(options?: SimulatorServerOptions)
  /** The endpoint for AWS's clients, such as `http://127.0.0.1:4566`. */
  readonly url: string
  /** The port it listens on. */
  readonly port: number
  /** Whether it can be called. */
  readonly running: boolean
  /** Environment variables with which AWS's SDKs and the AWS CLI talk to it: endpoint, Region, dummy credentials. */
  environment(): Record<string, string>
  /** The simulator that is served, also when the server is closed. A control request may replace it. */
  readonly simulator: Simulator
  /** How virtual time passes. */
  get pace(): Pace
  set pace(pace: Pace)
  /** Make calls that come over the wire fail so, instead of what was planned before. */
  setFaults(faults: Array<Fault>): void
  /** How often each action was called over the wire, such as `ecs:DescribeServices`, also when it failed. */
  calls(): Record<string, number>
  /** End it: its port is free and its connections are closed when this returns. Closed already, it does nothing. */
  close(): void
  // For `using` and `await using`.
  [Symbol.dispose](): void
  [Symbol.asyncDispose](): Promise<void>
}
