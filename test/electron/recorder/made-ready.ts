/** Runs with all that they are looked at with, as they are some time after their verdict. */
import { simulate, type SimulateOptions } from '../../../electron/conductor/simulate.ts'
import { prepareRun } from '../../../electron/recorder/prepare-run.ts'

/** Makes the timeline and the states of a recorded run. */
export async function makeReady(path: string): Promise<void> {
  const prepared = await prepareRun({ path, signal: new AbortController().signal })
  if (prepared.kind !== 'prepared') throw new Error(JSON.stringify(prepared))
}

/** Simulates a drill into a run file that lacks nothing. */
export async function recordWhole(order: SimulateOptions): Promise<void> {
  await simulate(order)
  await makeReady(order.path)
}
