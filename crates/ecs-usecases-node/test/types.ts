// What the compiler has to accept. It is checked, not run.
import { Client, EcsUseCasesError, NotFoundError, Report, Simulator, SimulatorServer, planMarkdown, rehearsalMarkdown } from '../index.js'
import type { CallOptions, Change, ErrorKind, Event, EventDetail, ImageBehaviour, NoopOutcome, Pace, Plan, Rehearsal, RehearseOptions, Run, Scenario, SimulatorServerOptions } from '../index.js'

function told(detail: EventDetail): string {
  switch (detail.type) {
    case 'run_started':
      return detail.runId
    case 'progress':
      return `${detail.running} of ${detail.desired}`
    case 'step_finished': {
      const kind: ErrorKind | null = detail.error
      return kind ?? 'done'
    }
    default:
      return detail.type
  }
}

export async function sample(): Promise<void> {
  const behaviour: ImageBehaviour = { startUp: '3s', crashAfter: 300 }
  const scenario: Scenario = {
    seed: 3,
    consistencyDelay: 1,
    clusters: [{ name: 'main' }],
    repositories: [{ name: 'shop', images: [{ tags: ['1.2'], sizeMib: 80, behaviour, findings: { HIGH: 1 } }] }],
  }
  const simulator = new Simulator(scenario)
  const again: Simulator = Simulator.fromScenario({ seed: 3 })
  simulator.scriptImage('shop:1.2', behaviour)
  simulator.scriptImage('shop:1.2', behaviour, { region: 'us-east-1' })
  simulator.advance('5m')
  const now: Date = again.now()
  const client: Client = simulator.client()
  const options: CallOptions = { onEvent: (event: Event) => console.log(told(event.detail), now), signal: AbortSignal.timeout(1000), runId: 'mine' }
  const outcome: NoopOutcome = await client.noop({}, options)
  const run: Run<NoopOutcome> = client.start.noop()
  for await (const event of run) console.log(event.sequence, outcome)
  await run.result()
  const report: Report = run.report()
  const html: string = new Report(JSON.stringify(report)).toHtml()
  console.log(html)
  const plan: Plan = await client.plan.noop({}, { signal: AbortSignal.timeout(1000) })
  const changes: Change[] = plan.writes.flatMap((write) => write.changes)
  console.log(planMarkdown(plan), changes, plan.risks[0]?.level)
  await client.run(plan, { strict: true, runId: 'planned' })
  for await (const event of client.start.run(plan)) console.log(event.sequence)
  const rehearsing: RehearseOptions = {
    whatIfs: [{ type: 'errors', percent: 1.5 }, { type: 'zone_lost', zone: 'eu-west-1a' }, { type: 'image_crashes' }],
    prices: { source: 'ours', asOf: '2026-01-31', regions: { 'eu-west-1': { fargate_x86_64: { vcpuHour: 0.04, gbHour: 0.004 } } } },
    signal: AbortSignal.timeout(1000),
  }
  const rehearsal: Rehearsal = await client.rehearse.noop({}, rehearsing)
  const cost: number | null | undefined = rehearsal.expected.cost.rollout
  console.log(rehearsalMarkdown(rehearsal), cost)
  await client.noop({}, { rehearsed: rehearsal })
  await client.start.noop({}, { rehearsed: true }).result()
  try {
    await new Client({ region: 'eu-west-1', endpointUrl: 'http://localhost:5000' }).noop()
  } catch (error) {
    if (error instanceof NotFoundError) console.log(error.leftBehind.length)
    if (error instanceof EcsUseCasesError) console.log(error.kind, error.outcome, error.report().toMarkdown())
  }
  // @ts-expect-error a field that there is not
  const wrong: Scenario = { sed: 3 }
  console.log(wrong)
}

export async function served(scenario: Scenario): Promise<void> {
  const options: SimulatorServerOptions = { scenario, pace: 60, port: 0, address: '::1', allowRemote: false }
  await using server = new SimulatorServer(options)
  using other = new SimulatorServer({ simulator: new Simulator() })
  const pace: Pace = server.pace
  server.pace = 'manual'
  server.setFaults([{ action: 'ecs:UpdateService', kind: 'throttle', times: 2 }])
  const calls: Record<string, number> = server.calls()
  const client: Client = other.simulator.client()
  console.log(server.url, server.port + 1, server.environment()['AWS_REGION'], calls['ecs:UpdateService'], client, pace)
  // @ts-expect-error a pace that there is not
  server.pace = 'slowly'
  other.close()
}
