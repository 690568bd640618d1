/** What HALT promises, measured where it is seen: from the press to a page without a fault. */
import type { Page } from 'playwright'

/** Everything is undone within this, ms. */
export const HALT_WITHIN_MS = 1_000

/**
 * Presses, by whatever means, and resolves with how long the page still showed a fault, ms. The
 * page's own clock and its own frames: what the driver adds to them is no delay of the console.
 */
export async function measureHalt(page: Page, press: () => Promise<void>): Promise<number> {
  await page.evaluate(WATCH)
  await press()
  return page.evaluate('halted')
}

const WATCH = `
  window.halted = new Promise((resolve) => {
    let pressedAt = null
    const pressed = ({ timeStamp }) => { pressedAt = timeStamp }
    for (const event of ['click', 'keydown']) addEventListener(event, pressed, { capture: true })
    const look = () => {
      const fault = document.querySelector('[aria-label="List of faults"] > ul > li')
      if (pressedAt === null || fault !== null) return requestAnimationFrame(look)
      for (const event of ['click', 'keydown']) removeEventListener(event, pressed, { capture: true })
      resolve(performance.now() - pressedAt)
    }
    look()
  })
  undefined`
