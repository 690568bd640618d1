/**
 * A busy drill that goes on for minutes with the room open in the page: how long the page's main
 * thread was held up, and whether its memory grows. Memory is taken at the end of each minute, after
 * garbage was collected; what that holds up is left out, because no person asked for it.
 *
 * How long the thread was held up counts what other programs took from this computer as well; the
 * processor time of its longest piece of work does not.
 */
import { loadavg } from 'node:os'
import type { Page } from 'playwright'
import type { Room } from '../../electron/ipc/shapes/room.ts'
import { abortDrill, openMeasuredDrill } from './console-drill.ts'
import {
  heaviestTask,
  memoryOf,
  processorTime,
  type ConsolePage,
  type PageMemory,
} from './console-page.ts'

export interface EndurancePlan {
  readonly rate: number
  readonly minutes: number
}

export interface Minute extends PageMemory {
  readonly minute: number
  readonly load: number
  /** Acknowledged. */
  readonly operationsPerSecond: number
  /** The longest that nothing else could run in the page's main thread. */
  readonly heldUpMs: number
  /** Of each piece of work of more than 50 ms. */
  readonly longTasks: number
  /** Processor time of the longest piece of work in the seconds after the minute. */
  readonly heaviestTaskMs: number
  /** Share of the time in which the main thread was at work, in percent of one processor. */
  readonly mainPercent: number
}

export interface EnduranceFigures {
  readonly minutes: readonly Minute[]
  readonly heldUpMs: number
  /** Heap at the end over that after the second minute; null before there are three. */
  readonly heapRatio: number | null
}

const MINUTE_MS = 60_000
/** Writing down every piece of work is work itself: a while is enough. */
const TRACED_MS = 10_000
const CLIENTS = 32

export async function measureEndurance(plan: EndurancePlan): Promise<EnduranceFigures> {
  const { rate, minutes: count } = plan
  const drill = { clients: CLIENTS, rate, schedule: scheduleOf(count), byHand: false }
  const opened = await openMeasuredDrill(drill)
  try {
    const minutes: Minute[] = []
    for (let minute = 1; minute <= count; minute++) minutes.push(await watchMinute(opened, minute))
    if (opened.troubles.length > 0) throw new Error(opened.troubles.join('\n'))
    await abortDrill(opened)
    const settled = minutes[1]?.heapMb
    const last = minutes.at(-1)?.heapMb ?? Number.NaN
    return {
      minutes,
      heldUpMs: Math.max(...minutes.map(({ heldUpMs }) => heldUpMs)),
      heapRatio:
        settled === undefined || count < 3 ? null : Math.round((last * 100) / settled) / 100,
    }
  } finally {
    await opened.close()
  }
}

/** Something happens all the time: each minute the leader is lost, and links are slow. */
function scheduleOf(minutes: number): string {
  const entries = Array.from({ length: minutes }, (_, minute) => {
    const [kill, delay] = [minute * 60 + 10, minute * 60 + 35]
    return `  - { at: ${kill}s, fault: { kind: kill, target: leader, for: 5s } }
  - { at: ${delay}s, fault: { kind: delay, target: followers, by: 5ms, for: 10s } }
`
  })
  return entries.join('')
}

async function watchMinute(opened: ConsolePage, minute: number): Promise<Minute> {
  const before = { ...(await processorTime(opened)), ok: await acknowledged(opened) }
  const beganMs = performance.now()
  const { heldUpMs, longTasks } = await watchThread(opened.page, MINUTE_MS)
  const tookMs = performance.now() - beganMs
  const after = { ...(await processorTime(opened)), ok: await acknowledged(opened) }
  return {
    minute,
    load: Math.round((loadavg()[0] ?? 0) * 10) / 10,
    operationsPerSecond: Math.round(((after.ok - before.ok) * 1000) / tookMs),
    heldUpMs: Math.round(heldUpMs),
    longTasks,
    heaviestTaskMs: await heaviestTask(opened, () => opened.page.waitForTimeout(TRACED_MS)),
    mainPercent: Math.round(((after.mainMs - before.mainMs) * 100) / tookMs),
    ...(await memoryOf(opened)),
  }
}

async function acknowledged({ console }: ConsolePage): Promise<number> {
  const answer = await console.dispatch('room.state', {})
  const room = answer.ok ? (answer.value as Room | null) : null
  return room?.now.operations.ok ?? 0
}

interface Held {
  readonly heldUpMs: number
  readonly longTasks: number
}

/** A message to itself goes round all the time, at rest between; how late it comes is how long it was held up. */
function watchThread(page: Page, forMs: number): Promise<Held> {
  return page.evaluate(`new Promise((resolve) => {
    const PAUSE_MS = 10
    let longTasks = 0
    let heldUpMs = 0
    const observer = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) {
        longTasks++
        heldUpMs = Math.max(heldUpMs, duration)
      }
    })
    observer.observe({ type: 'longtask' })
    const beganMs = performance.now()
    let lastMs = beganMs
    const beat = () => {
      const nowMs = performance.now()
      heldUpMs = Math.max(heldUpMs, nowMs - lastMs - PAUSE_MS)
      lastMs = nowMs
      if (nowMs - beganMs < ${forMs}) return setTimeout(beat, PAUSE_MS)
      observer.disconnect()
      resolve({ heldUpMs, longTasks })
    }
    setTimeout(beat, PAUSE_MS)
  })`)
}
