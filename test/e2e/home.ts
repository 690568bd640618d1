/** What a home holds before the console opens: recorded runs and own drills. */
import { copyFile, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { inject } from 'vitest'
import type { ConsolePlaces } from '../../electron/console/part.ts'
import type { RecordedRun } from './recorded-runs.ts'

export interface Furnishing {
  readonly runs?: readonly RecordedRun[]
  /** Text of drill files by name. */
  readonly drills?: { readonly [name: string]: string }
}

export async function furnishHome(
  places: ConsolePlaces,
  { runs = [], drills = {} }: Furnishing,
): Promise<void> {
  await mkdir(places.runs, { recursive: true })
  await mkdir(places.drills, { recursive: true })
  for (const run of runs) {
    await copyFile(recordedFile(run), join(places.runs, `${run}.faultline`))
  }
  for (const [name, text] of Object.entries(drills)) {
    await writeFile(join(places.drills, `${name}.yaml`), text)
  }
}

/** A file outside of every library. */
export function recordedFile(run: RecordedRun): string {
  return join(inject('recordedRuns'), `${run}.faultline`)
}
