/** A runs part with a library of its own, as the console has it: behind the contract's checks. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { createRunsPart, type RunsPart } from '../../../../electron/console/runs/create-runs-part.ts'
import { createApi } from '../../../../electron/ipc/create-api.ts'
import type { Api } from '../../../../electron/ipc/contract.ts'
import { createDispatch } from '../../../../electron/ipc/dispatch.ts'
import { withPreparations } from '../preparations-in-test.ts'
import { makeFolder } from '../../../folders/test-folder.ts'

export interface PartInTest {
  readonly api: Api['runs']
  readonly part: RunsPart
  /** The library. */
  readonly runs: string
  /** A place outside it. */
  readonly elsewhere: string
  /** Path of a run of the library. */
  pathOf(run: string): string
  /** Events that were published since the last call. */
  published(): readonly string[]
}

export function usePart(): PartInTest {
  const folder = makeFolder('runs-part', { brokenRuns: 'written by hand, of machines that only talk' })
  const root = folder.path
  const [runs, elsewhere] = [join(root, 'runs'), join(root, 'elsewhere')]
  mkdirSync(runs)
  mkdirSync(elsewhere)
  let events: string[] = []
  const part = withPreparations(createRunsPart, {
    places: { runs, drills: join(root, 'drills') },
    publish: (name) => void events.push(name),
  })
  const dispatch = createDispatch(part.handlers as never, (call, error) => {
    throw new Error(`${call} failed`, { cause: error })
  })
  const api = createApi({
    call: (name, request) => dispatch(name, request),
    listen: () => undefined,
    onConnection: () => () => undefined,
  })
  afterAll(async () => {
    await part.close()
    folder.remove()
  })
  return {
    api: api.runs,
    part,
    runs,
    elsewhere,
    pathOf: (run) => join(runs, `${run}.faultline`),
    published() {
      const told = events
      events = []
      return told
    },
  }
}
