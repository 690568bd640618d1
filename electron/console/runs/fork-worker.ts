/** The thread of `fork-run.ts`: continues one run, tells how far it has come, and ends. */
import { parentPort, workerData } from 'node:worker_threads'
import { assert } from '../../../core/base/assert.ts'
import { CallError } from '../../ipc/envelope.ts'
import { comeBy } from '../../recorder/brake.ts'
import { forkInLibrary } from './fork-in-library.ts'
import type { ForkReply, ForkWork } from './fork-run.ts'

/** As often as an eye can use it. */
const TOLD_EVERY_MS = 50

assert(parentPort !== null, 'a run is forked on a thread of its own')
const port = parentPort
const work = workerData as ForkWork
let doing = ''
let toldMs = -Infinity

function reply(told: ForkReply): void {
  port.postMessage(told)
}

try {
  comeBy(work.brake)
  await forkInLibrary(work, {
    progress(part, share) {
      comeBy(work.brake)
      const nowMs = performance.now()
      if (part === doing && nowMs - toldMs < TOLD_EVERY_MS) return
      doing = part
      toldMs = nowMs
      reply({ kind: 'progress', forked: { doing: part, share } })
    },
  })
  reply({ kind: 'made' })
} catch (error) {
  if (error instanceof CallError) {
    const { code, message, definite } = error
    reply({ kind: 'refused', failure: { code, message, definite } })
  } else reply({ kind: 'failed', error })
}
