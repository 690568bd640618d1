/**
 * When the drill room drew what happened, as the page itself saw it: each change of the document is
 * dated with the end of the next frame. What is changed within a frame is thus dated with the frame
 * after it, so the figures are never better than what a person saw.
 */
import type { Page } from 'playwright'

/** Milliseconds since 1970, with a fraction. */
export interface Drawings {
  /** Presses on the buttons that break something. */
  readonly clicks: readonly number[]
  /** Faults that appeared among the active ones, by their order. */
  readonly faults: readonly number[]
  /** Marks on the axis of the charts, by their words: `n1 term 3`. */
  readonly elections: { readonly [mark: string]: number }
  /** Every time that a node of the picture became a leader, with its name. */
  readonly leaders: readonly { readonly node: string; readonly at: number }[]
}

/** To be called once, with the drill room in the page. */
export async function watchDrawings(page: Page): Promise<void> {
  await page.evaluate(`(${WATCH})()`)
}

export function readDrawings(page: Page): Promise<Drawings> {
  return page.evaluate('window.drawings')
}

const WATCH = `() => {
  const drawings = { clicks: [], faults: [], elections: {}, leaders: [] }
  window.drawings = drawings
  const drawn = (tell) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => tell(performance.timeOrigin + performance.now())
    port2.postMessage(null)
  })
  addEventListener('click', ({ target, timeStamp }) => {
    if (target.closest('.fault') !== null) drawings.clicks.push(performance.timeOrigin + timeStamp)
  }, { capture: true })
  const marks = () => [...document.querySelectorAll('[aria-label="Elections"] > li')]
  const wordsOf = (mark) => mark.textContent.trim().replace(/\\s+/g, ' ')
  const seen = new Set(marks().map(wordsOf))
  const cards = new WeakSet(document.querySelectorAll('.card'))
  const told = new Map()
  const look = () => {
    for (const mark of marks()) {
      const words = wordsOf(mark)
      if (seen.has(words)) continue
      seen.add(words)
      drawn((at) => { drawings.elections[words] = at })
    }
    for (const card of document.querySelectorAll('.card')) {
      if (cards.has(card)) continue
      cards.add(card)
      drawn((at) => drawings.faults.push(at))
    }
    for (const option of document.querySelectorAll('[role=option][data-machine]')) {
      const node = option.dataset.machine
      const leads = /^n\\d+, leader, /.test(option.getAttribute('aria-label') ?? option.textContent)
      if (leads && told.get(node) === false) drawn((at) => drawings.leaders.push({ node, at }))
      told.set(node, leads)
    }
  }
  look()
  new MutationObserver(look).observe(document.querySelector('main'), {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ['aria-label'],
    characterData: true,
  })
}`
