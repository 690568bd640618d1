/** Prepares the run of its argument and stands still in the middle of it, until it is killed. */
import { Brake } from '../../../electron/recorder/brake.ts'
import { prepareRun } from '../../../electron/recorder/prepare-run.ts'

const brake = new Brake()
void prepareRun({
  path: process.argv[2] as string,
  signal: new AbortController().signal,
  brake,
  progress(share) {
    if (share < Number(process.argv[3]) || brake.held) return
    brake.hold(true)
    process.stdout.write('in the middle\n')
  },
})
