/**
 * Records a run until it is killed: a conductor in small. Arguments: the run file, the folder
 * of the journals. Prints `open`, then the moment of each operation once its journal has it.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { openRecorder } from '../../../electron/recorder/open-recorder.ts'
import { header, plannedFault, SampleMachine } from './sample-run.ts'

const [, , run, folder] = process.argv as [string, string, string, string]
const recorder = await openRecorder({ path: run, header })
const journal = `${folder}/clients`
recorder.tail('clients', journal)
await recorder.faultPlanned(plannedFault)
const startedAt = performance.now()
const client = new SampleMachine('c1', journal)
process.stdout.write('open\n')
for (;;) {
  const atUs = Math.round((performance.now() - startedAt) * 1000)
  client.local({ kind: 'timer', name: 'next' }, atUs)
  process.stdout.write(`${atUs}\n`)
  await sleep(2)
}
