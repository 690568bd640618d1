/**
 * Once for all specs: the page is built where its sources have changed, the runs that specs look
 * at are recorded, and a browser is started.
 */
import type { BrowserServer } from 'playwright'
import type { TestProject } from 'vitest/node'
import { ensureBuilt } from '../../electron/start/ensure-built.ts'
import type { TestFolder } from '../folders/test-folder.ts'
import { serveBrowser } from './browser.ts'
import { recordRuns } from './recorded-runs.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder of the recorded runs. */
    recordedRuns: string
    /** Where the browser is reached. */
    browser: string
  }
}

let folder: TestFolder | null = null
let browser: BrowserServer | null = null

export async function setup(project: TestProject): Promise<void> {
  const built = await ensureBuilt({ building: () => undefined })
  if (built.kind === 'failed') throw new Error(`the page could not be built: ${built.message}`)
  folder = await recordRuns()
  project.provide('recordedRuns', folder.path)
  browser = await serveBrowser()
  project.provide('browser', browser.wsEndpoint())
}

export async function teardown(): Promise<void> {
  await browser?.close()
  folder?.remove()
}
