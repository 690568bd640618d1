/**
 * `npm run screenshots`: pictures of every screen, dark and light, into `docs/screenshots/`. The
 * console runs in homes of its own, which are gone afterwards; nothing of this computer is shown.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright'
import { newDrillSource } from '../../renderer/views/drills/drill-source.ts'
import { launchBrowser } from '../e2e/browser.ts'
import { serveConsole, type ServedConsole } from '../e2e/served-console.ts'
import { LIVE_PLACE, startLiveDrill } from './live-room.ts'
import { recordRuns } from './recorded-runs.ts'
import { OWN_DRILL, SCREENS } from './screens.ts'

const FOLDER = join(import.meta.dirname, '..', '..', 'docs', 'screenshots')
const SIZE = { width: 1280, height: 800 }
const THEMES = ['dark', 'light'] as const
type Theme = (typeof THEMES)[number]
const FRAMES_TO_SETTLE = 30
/** Recorded screens are looked at on this day, so that dates are written alike in every year. */
const TODAY = new Date('2026-11-21T12:00:00Z')

async function openPage(
  browser: Browser,
  served: ServedConsole,
  place: string,
  today?: Date,
): Promise<Page> {
  const context = await browser.newContext({
    viewport: SIZE,
    colorScheme: 'dark',
    locale: 'en-GB',
    timezoneId: 'UTC',
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  if (today !== undefined) await page.clock.setFixedTime(today)
  await page.goto(served.address)
  // The first screen has to be there before another can be asked for.
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.evaluate(`location.hash = ${JSON.stringify(place)}`)
  return page
}

/** Both themes of what stands there now: the page follows the system while it is open. */
async function picture(page: Page, name: string): Promise<void> {
  for (const theme of THEMES) {
    await page.emulateMedia({ colorScheme: theme })
    await everythingDrawn(page)
    await page.screenshot({ path: pathOf(name, theme) })
  }
}

function pathOf(name: string, theme: Theme): string {
  return join(FOLDER, `${name}-${theme}.png`)
}

/** Fonts are there, and what was asked of the console has been drawn. */
async function everythingDrawn(page: Page): Promise<void> {
  await page.evaluate('document.fonts.ready.then(() => true)')
  await page.waitForLoadState('networkidle')
  for (let frame = 0; frame < FRAMES_TO_SETTLE; frame++) {
    await page.evaluate('new Promise((drawn) => requestAnimationFrame(drawn))')
  }
}

async function pictureRecorded(browser: Browser): Promise<void> {
  const served = await serveConsole()
  try {
    await recordRuns(served.places.runs)
    await mkdir(served.places.drills, { recursive: true })
    await writeFile(join(served.places.drills, `${OWN_DRILL}.yaml`), newDrillSource(OWN_DRILL))
    for (const { name, place, arrive } of SCREENS) {
      const page = await openPage(browser, served, place, TODAY)
      await arrive(page)
      await picture(page, name)
      await page.context().close()
    }
  } finally {
    await served.close()
  }
}

async function pictureGreeting(browser: Browser): Promise<void> {
  const served = await serveConsole()
  try {
    const greeting = await openPage(browser, served, '/drills')
    await greeting.getByText('Elections', { exact: true }).first().waitFor()
    await picture(greeting, 'drills')
    await greeting.context().close()
  } finally {
    await served.close()
  }
}

/** A drill goes on while it is pictured, so each theme has a drill of its own. */
async function pictureLive(browser: Browser, theme: Theme): Promise<void> {
  const served = await serveConsole()
  try {
    const room = await openPage(browser, served, LIVE_PLACE)
    await room.emulateMedia({ colorScheme: theme })
    await startLiveDrill(room)
    await room.screenshot({ path: pathOf('room', theme) })
    await room.context().close()
  } finally {
    await served.close()
  }
}

await mkdir(FOLDER, { recursive: true })
const browser = await launchBrowser()
try {
  await pictureGreeting(browser)
  for (const theme of THEMES) await pictureLive(browser, theme)
  await pictureRecorded(browser)
} finally {
  await browser.close()
}
