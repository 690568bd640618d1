/**
 * The console in a page of the bundled Chromium, as a person has it on a large screen, with what is
 * needed to measure it: the driver's own session, memory, and time of the processor.
 */
import { readFileSync } from 'node:fs'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, CDPSession, Page } from 'playwright'
import { openBrowserHost } from '../../electron/browser-host/open-browser-host.ts'
import { createConsole, type Console } from '../../electron/console/create-console.ts'
import type { ConsolePlaces } from '../../electron/console/part.ts'
import { ensureBuilt } from '../../electron/start/ensure-built.ts'
import { launchBrowser } from '../e2e/browser.ts'
import { watchPage } from '../e2e/troubles.ts'

/**
 * What a browser does by itself where there is no graphics processor: it draws with the processor.
 * The other flags of the tests' browser would have it emulate one, which takes five times as long.
 */
const BY_THE_PROCESSOR = ['--disable-gpu', '--disable-software-rasterizer']

export const SCREEN = { width: 1920, height: 1080 }
const BYTES_PER_MB = 1024 ** 2

export interface ConsolePage {
  readonly page: Page
  readonly driver: CDPSession
  readonly browser: Browser
  readonly console: Console
  readonly places: ConsolePlaces
  /** What went wrong in the page, in words. */
  readonly troubles: readonly string[]
  close(): Promise<void>
}

export interface ConsolePageOptions {
  /** Fills the home before the console opens. */
  readonly furnish?: (places: ConsolePlaces) => void | Promise<void>
  /** Stands between the page and the console, to measure. */
  readonly through?: (console: Console) => Console
}

export async function openConsolePage({
  furnish = () => undefined,
  through = (console) => console,
}: ConsolePageOptions): Promise<ConsolePage> {
  const built = await ensureBuilt({ building: () => process.stderr.write('bench: building ...\n') })
  if (built.kind === 'failed') throw new Error(built.message)
  const home = await mkdtemp(join(tmpdir(), 'faultline-bench-'))
  const places = { runs: join(home, 'runs'), drills: join(home, 'drills') }
  await mkdir(places.runs)
  await mkdir(places.drills)
  await furnish(places)
  const failed = (call: string, error: unknown): void =>
    void process.stderr.write(`bench: ${call}: ${String(error)}\n`)
  const console = through(createConsole({ places, failed }))
  const host = await openBrowserHost({ console })
  const browser = await launchBrowser(BY_THE_PROCESSOR)
  const page = await browser.newPage({ viewport: SCREEN, colorScheme: 'dark' })
  const { troubles } = watchPage(page)
  const driver = await page.context().newCDPSession(page)
  await page.goto(host.address)
  await page.getByRole('heading', { level: 1 }).waitFor()
  return {
    page,
    driver,
    browser,
    console,
    places,
    troubles,
    async close() {
      await browser.close()
      await host.close()
      await console.close()
      await rm(home, { recursive: true, force: true })
    },
  }
}

/** Megabytes of 1024 × 1024 bytes. */
export interface PageMemory {
  /** Objects of scripts that are in use, after a collection. */
  readonly heapMb: number
  /** What scripts hold outside of the heap, buffers above all. */
  readonly buffersMb: number
  /** Memory that only the page's process has; null where the system does not tell. */
  readonly processMb: number | null
  readonly domNodes: number
}

/** Collects garbage first. */
export async function memoryOf({ driver, browser }: ConsolePage): Promise<PageMemory> {
  await driver.send('HeapProfiler.collectGarbage')
  const heap = (await driver.send('Runtime.getHeapUsage')) as {
    readonly usedSize: number
    readonly backingStorageSize?: number
  }
  const { nodes } = await driver.send('Memory.getDOMCounters')
  return {
    heapMb: megabytes(heap.usedSize),
    buffersMb: megabytes(heap.backingStorageSize ?? 0),
    processMb: await processMemory(browser),
    domNodes: nodes,
  }
}

/** Of the largest page of the browser: the others are empty. */
async function processMemory(browser: Browser): Promise<number | null> {
  const session = await browser.newBrowserCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  await session.detach()
  const own = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => privateMb(id))
  const known = own.filter((size) => size !== null)
  return known.length === 0 ? null : Math.max(...known)
}

function privateMb(process: number): number | null {
  try {
    const rollup = readFileSync(`/proc/${process}/smaps_rollup`, 'utf8')
    let kilobytes = 0
    for (const [, size] of rollup.matchAll(/^Private_\w+: +(\d+) kB$/gm)) kilobytes += Number(size)
    return megabytes(kilobytes * 1024)
  } catch {
    return null
  }
}

export function megabytes(bytes: number): number {
  return Math.round((bytes * 10) / BYTES_PER_MB) / 10
}

/** Processor time since the page or the browser began, ms. */
export interface ProcessorTime {
  /** Of the page's main thread. */
  readonly mainMs: number
  /** Of every process of the browser, the one that draws among them. */
  readonly browserMs: number
}

/** Tells little of what other programs do: that is why it stands beside every rate. */
export async function processorTime({ driver, browser }: ConsolePage): Promise<ProcessorTime> {
  await driver.send('Performance.enable', { timeDomain: 'threadTicks' })
  const { metrics } = await driver.send('Performance.getMetrics')
  const session = await browser.newBrowserCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  await session.detach()
  const browserS = processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0)
  const mainS = metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0
  return { mainMs: mainS * 1000, browserMs: browserS * 1000 }
}

interface TraceEvent {
  readonly name: string
  readonly pid: number
  readonly tid: number
  /** Processor time, microseconds. */
  readonly tdur?: number
  readonly args?: { readonly name?: string }
}

const MAIN_THREAD = 'CrRendererMain'
const TASK = 'ThreadControllerImpl::RunTask'

/**
 * Processor time of the longest piece of work of a page's main thread while `during` goes on, ms.
 * What other programs took meanwhile is not in it.
 */
export async function heaviestTask(
  { browser, page }: ConsolePage,
  during: () => Promise<unknown>,
): Promise<number> {
  await browser.startTracing(page, { categories: ['toplevel'] })
  await during()
  const trace = JSON.parse((await browser.stopTracing()).toString()) as {
    readonly traceEvents: readonly TraceEvent[]
  }
  const { traceEvents } = trace
  const mains = new Set<string>()
  for (const { name, pid, tid, args } of traceEvents) {
    if (name === 'thread_name' && args?.name === MAIN_THREAD) mains.add(`${pid} ${tid}`)
  }
  let heaviestUs = 0
  for (const { name, pid, tid, tdur = 0 } of traceEvents) {
    if (name === TASK && mains.has(`${pid} ${tid}`)) heaviestUs = Math.max(heaviestUs, tdur)
  }
  return Math.round(heaviestUs / 100) / 10
}
