/**
 * What a large run costs to look at: from the click to the whole picture, frames while it is panned
 * and zoomed as by a hand, and the memory of the page. Frames of a page with nothing on it, taken
 * before and after in the same browser, say what this computer could do at the time.
 */
import { loadavg } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright'
import { RUN_EXTENSION } from '../../electron/library/home.ts'
import {
  memoryOf,
  openConsolePage,
  processorTime,
  SCREEN,
  type ConsolePage,
  type PageMemory,
} from './console-page.ts'
import { frameRateOf, type FrameRate } from './frame-rate.ts'
import { writeLargeRun } from './large-run.ts'
import { turnWheel, watchFrames, type Wheel } from './page-watch.ts'
import { median } from './percentile.ts'

export interface ConsoleTimelinePlan {
  readonly events: number
  /** How often the run is opened, each time by a console that never saw it. */
  readonly openings: number
  /** Of each leg of the journey over the run. */
  readonly legMs: number
}

export interface ConsoleTimelineFigures {
  readonly events: number
  /** Processes that wanted this computer, on average over the minute before the end. */
  readonly load: number
  /** From the click to the frame after the picture was whole, each time. */
  readonly openMs: readonly number[]
  readonly emptyPage: FrameRate
  readonly legs: readonly LegFigures[]
  /** Median and worst of the legs; the ratio is that median over the one of the empty page. */
  readonly perSecond: number
  readonly worstSecond: number
  readonly ratio: number
  /** At the end, with everything that the journey brought into the page. */
  readonly memory: PageMemory
}

export interface LegFigures extends FrameRate {
  readonly leg: string
  readonly longTasks: number
  readonly longestTaskMs: number
  /** Processor time that a frame took, in the page's main thread and in the browser as a whole. */
  readonly mainMsPerFrame: number
  readonly browserMsPerFrame: number
  /** What the page says that it shows at the end. */
  readonly shown: string
}

const RUN = 'large'
const SURFACE = '.surface'
/** Words of the status line once every tile of the view is there. */
const WHOLE_PICTURE = / in view$/

/** In over every zoom and out again, with a stretch of panning at each that looks different. */
const JOURNEY: readonly { readonly leg: string; readonly wheel: Wheel }[] = [
  { leg: 'zoom in on density', wheel: { deltaX: 0, deltaY: -1700 } },
  { leg: 'pan density', wheel: { deltaX: 3000, deltaY: 0 } },
  { leg: 'zoom in to dots', wheel: { deltaX: 0, deltaY: -1700 } },
  { leg: 'pan dots and arrows', wheel: { deltaX: 3000, deltaY: 0 } },
  { leg: 'zoom in to single messages', wheel: { deltaX: 0, deltaY: -1700 } },
  { leg: 'pan single messages', wheel: { deltaX: 3000, deltaY: 0 } },
  { leg: 'zoom out to the whole run', wheel: { deltaX: 0, deltaY: 6000 } },
]

export async function measureConsoleTimeline(
  plan: ConsoleTimelinePlan,
): Promise<ConsoleTimelineFigures> {
  const openMs: number[] = []
  for (let opening = 1; opening < plan.openings; opening++) {
    const opened = await openLargeConsole(plan.events)
    openMs.push(await clickToPicture(opened))
    await opened.close()
  }
  const opened = await openLargeConsole(plan.events)
  try {
    openMs.push(await clickToPicture(opened))
    const before = await emptyPageFrames(opened.browser, plan.legMs)
    const legs: LegFigures[] = []
    for (const { leg, wheel } of JOURNEY) legs.push(await ride(opened, leg, plan.legMs, wheel))
    const after = await emptyPageFrames(opened.browser, plan.legMs)
    const emptyPage = frameRateOf([before, after])
    const perSecond = median(legs.map((leg) => leg.perSecond))
    if (opened.troubles.length > 0) throw new Error(opened.troubles.join('\n'))
    return {
      events: plan.events,
      load: Math.round((loadavg()[0] ?? 0) * 10) / 10,
      openMs,
      emptyPage,
      legs,
      perSecond,
      worstSecond: Math.min(...legs.map((leg) => leg.worstSecond)),
      ratio: Math.round((perSecond * 100) / emptyPage.perSecond) / 100,
      memory: await memoryOf(opened),
    }
  } finally {
    await opened.close()
  }
}

function openLargeConsole(events: number): Promise<ConsolePage> {
  return openConsolePage({
    furnish: ({ runs }) => writeLargeRun(join(runs, `${RUN}${RUN_EXTENSION}`), events),
  })
}

/** The rail's link leads to the newest run, and there is only this one. */
async function clickToPicture({ page }: ConsolePage): Promise<number> {
  await page.evaluate(`
    window.clicked = new Promise((resolve) => addEventListener('click', (event) => {
      const whole = () => {
        const shown = document.querySelector('.status .strong')?.textContent ?? ''
        if (!${String(WHOLE_PICTURE)}.test(shown)) return requestAnimationFrame(whole)
        requestAnimationFrame(() => resolve(performance.now() - event.timeStamp))
      }
      whole()
    }, { capture: true, once: true })), undefined
  `)
  await page.getByRole('navigation').getByRole('link', { name: 'Timeline' }).click()
  return Math.round(await page.evaluate<number>('window.clicked'))
}

async function ride(
  opened: ConsolePage,
  leg: string,
  forMs: number,
  wheel: Wheel,
): Promise<LegFigures> {
  const { page } = opened
  const before = await processorTime(opened)
  const { framesMs, longTasksMs } = await turnWheel(page, SURFACE, forMs, wheel)
  const after = await processorTime(opened)
  const perFrame = (ms: number): number => Math.round((ms * 10) / framesMs.length) / 10
  return {
    leg,
    ...frameRateOf([framesMs]),
    longTasks: longTasksMs.length,
    longestTaskMs: Math.round(Math.max(0, ...longTasksMs)),
    mainMsPerFrame: perFrame(after.mainMs - before.mainMs),
    browserMsPerFrame: perFrame(after.browserMs - before.browserMs),
    shown: await page.locator('.status .strong').innerText(),
  }
}

/** A page of the same size with nothing on it. */
async function emptyPageFrames(browser: Browser, forMs: number): Promise<readonly number[]> {
  const page = await browser.newPage({ viewport: SCREEN })
  try {
    return (await watchFrames(page, forMs)).framesMs
  } finally {
    await page.close()
  }
}
