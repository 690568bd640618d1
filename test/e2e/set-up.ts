/**
 * Once for all specs: the page is built where its sources have changed, and the runs that specs
 * look at are recorded.
 */
import { rm } from 'node:fs/promises'
import type { TestProject } from 'vitest/node'
import { ensureBuilt } from '../../electron/start/ensure-built.ts'
import { recordRuns } from './recorded-runs.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder of the recorded runs. */
    recordedRuns: string
  }
}

let folder: string | null = null

export async function setup(project: TestProject): Promise<void> {
  const built = await ensureBuilt({ building: () => undefined })
  if (built.kind === 'failed') throw new Error(`the page could not be built: ${built.message}`)
  folder = await recordRuns()
  project.provide('recordedRuns', folder)
}

export async function teardown(): Promise<void> {
  if (folder !== null) await rm(folder, { recursive: true, force: true })
}
