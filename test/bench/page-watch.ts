/**
 * What a page tells of its own main thread: when it was given frames, and what held it up. Scripts
 * are text, because tests are compiled without the types of a browser.
 */
import type { Page } from 'playwright'

export interface Watched {
  /** `performance.now()` of each frame. */
  readonly framesMs: readonly number[]
  /** Length of each piece of work of 50 ms or more. */
  readonly longTasksMs: readonly number[]
}

/** What a wheel turns over the whole of a leg, in pixels. */
export interface Wheel {
  readonly deltaX: number
  readonly deltaY: number
}

/** Lets frames go by for a while; nothing else is asked of the page. */
export function watchFrames(page: Page, forMs: number): Promise<Watched> {
  return page.evaluate(`(${WATCH})(${forMs}, () => undefined)`)
}

/** Turns a wheel over the middle of an element, evenly: in each frame as much as the time that went by. */
export function turnWheel(
  page: Page,
  selector: string,
  forMs: number,
  { deltaX, deltaY }: Wheel,
): Promise<Watched> {
  const turn = `(elapsedMs) => {
    const surface = document.querySelector(${JSON.stringify(selector)})
    const { left, top, width, height } = surface.getBoundingClientRect()
    const share = elapsedMs / ${forMs}
    surface.dispatchEvent(new WheelEvent('wheel', {
      deltaX: ${deltaX} * share,
      deltaY: ${deltaY} * share,
      clientX: left + width / 2,
      clientY: top + height / 2,
      bubbles: true,
      cancelable: true,
    }))
  }`
  return page.evaluate(`(${WATCH})(${forMs}, ${turn})`)
}

const WATCH = `(forMs, move) => new Promise((resolve) => {
  const framesMs = []
  const longTasksMs = []
  const observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longTasksMs.push(duration)
  })
  observer.observe({ type: 'longtask' })
  let beganMs = 0
  let lastMs = 0
  const frame = (nowMs) => {
    if (framesMs.length === 0) beganMs = lastMs = nowMs
    framesMs.push(nowMs)
    move(nowMs - lastMs)
    lastMs = nowMs
    if (nowMs - beganMs < forMs) return requestAnimationFrame(frame)
    // Entries of long tasks come a little later than the tasks.
    setTimeout(() => {
      observer.disconnect()
      resolve({ framesMs, longTasksMs })
    }, 50)
  }
  requestAnimationFrame(frame)
})`
