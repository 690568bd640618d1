/**
 * The console as a person has it, through either door: a browser, or the desktop app where
 * Electron's program and a display are. The page is the same; a spec need not know which.
 */
import { join } from 'node:path'
import { _electron, type Page } from 'playwright'
import { inject } from 'vitest'
import type { ConsolePlaces } from '../../electron/console/part.ts'
import { consoleEnvironment } from '../../electron/shell/console-environment.ts'
import { PROJECT_ROOT } from '../../electron/start/ensure-built.ts'
import { findDesktop } from '../../electron/start/find-desktop.ts'
import { connectBrowser } from './browser.ts'
import { serveConsole } from './served-console.ts'
import { watchPage } from './troubles.ts'
import { makeFolder } from '../folders/test-folder.ts'

export type Door = 'browser' | 'desktop'

export interface OpenedConsole {
  readonly door: Door
  readonly page: Page
  readonly places: ConsolePlaces
  /** What went wrong in the page or behind it, in words; empty as long as all is well. */
  readonly troubles: readonly string[]
  /** The address of every request that the page made. */
  readonly requests: readonly string[]
  close(): Promise<void>
}

/** Fills the home before the console opens. */
export type Furnish = (places: ConsolePlaces) => Promise<void>

const SIZE = { width: 1280, height: 800 }
/** What a page was asked for is there within this, on a busy computer too, ms. */
const PATIENCE_MS = 15_000

function desktopHere() {
  const folder = join(PROJECT_ROOT, 'node_modules', 'electron')
  return findDesktop({ folder, platform: process.platform, environment: process.env })
}

/** The doors that specs go through here: `FAULTLINE_DOOR` names one, else all that there are. */
export function doorsHere(): readonly Door[] {
  const asked = process.env['FAULTLINE_DOOR']
  if (asked === 'browser' || asked === 'desktop') return [asked]
  if (asked !== undefined) throw new Error(`FAULTLINE_DOOR is browser or desktop, not ${asked}`)
  return desktopHere().ok ? ['browser', 'desktop'] : ['browser']
}

/** The page must have been built. Rejects where the desktop app is asked for and cannot open. */
export function openConsole(
  door: Door = 'browser',
  furnish: Furnish = () => Promise.resolve(),
): Promise<OpenedConsole> {
  return door === 'desktop' ? throughDesktop(furnish) : throughBrowser(furnish)
}

async function throughBrowser(furnish: Furnish): Promise<OpenedConsole> {
  const troubles: string[] = []
  const served = await serveConsole(furnish, troubles)
  const browser = await connectBrowser(inject('browser'))
  const page = await browser.newPage({ viewport: SIZE })
  page.setDefaultTimeout(PATIENCE_MS)
  const { requests } = watchPage(page, troubles)
  await page.goto(served.address)
  await shown(page)
  return {
    door: 'browser',
    page,
    places: served.places,
    troubles,
    requests,
    async close() {
      await browser.close()
      await served.close()
    },
  }
}

async function throughDesktop(furnish: Furnish): Promise<OpenedConsole> {
  const desktop = desktopHere()
  if (!desktop.ok) throw new Error(`the desktop app cannot be opened: ${desktop.missing}`)
  const folder = makeFolder('e2e')
  const home = folder.path
  const places = { runs: join(home, 'runs'), drills: join(home, 'drills') }
  await furnish(places)
  const app = await _electron.launch({
    executablePath: desktop.binary,
    args: [PROJECT_ROOT, `--user-data-dir=${join(home, 'chromium')}`],
    env: {
      ...definedOnly(consoleEnvironment(process.env)),
      FAULTLINE_HOME: home,
      FAULTLINE_NODE: process.execPath,
    },
    // The sandbox is part of what is claimed; root has none.
    chromiumSandbox: process.getuid?.() !== 0,
  })
  const page = await app.firstWindow()
  page.setDefaultTimeout(PATIENCE_MS)
  const { troubles, requests } = watchPage(page)
  await page.setViewportSize(SIZE)
  await shown(page)
  return {
    door: 'desktop',
    page,
    places,
    troubles,
    requests,
    async close() {
      await app.close()
      folder.remove()
    },
  }
}

/** The router listens to the address once its first screen stands. */
async function shown(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).waitFor()
}

function definedOnly(environment: NodeJS.ProcessEnv): { [name: string]: string } {
  const entries = Object.entries(environment)
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => !!entry[1]))
}
