/** Makes the timeline and the states of a recorded run, as it is done once a drill was judged. */
import { prepareRun } from '../../../electron/recorder/prepare-run.ts'

export async function makeReady(path: string): Promise<void> {
  const prepared = await prepareRun({ path, signal: new AbortController().signal })
  if (prepared.kind !== 'prepared') throw new Error(JSON.stringify(prepared))
}
