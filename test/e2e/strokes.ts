/** Strokes of the pointer over the topology. */
import type { Page } from 'playwright'

interface Point {
  readonly x: number
  readonly y: number
}

/** From the middle of the link to either side, in pixels. */
const REACH_PX = 30

/** Draws a stroke through the middle of the link between two machines. */
export async function cutAcross(page: Page, from: string, to: string): Promise<void> {
  const start = await centreOf(page, from)
  const end = await centreOf(page, to)
  const middle = { x: (start.x + end.x) / 2, y: (start.y + end.y) / 2 }
  const length = Math.hypot(end.x - start.x, end.y - start.y)
  const aside = {
    x: (-(end.y - start.y) / length) * REACH_PX,
    y: ((end.x - start.x) / length) * REACH_PX,
  }
  await page.mouse.move(middle.x - aside.x, middle.y - aside.y)
  await page.mouse.down()
  await page.mouse.move(middle.x + aside.x, middle.y + aside.y, { steps: 8 })
  await page.mouse.up()
}

/** The ring around a machine is centred on it; the words beside it are not. */
async function centreOf(page: Page, machine: string): Promise<Point> {
  const option = page.getByRole('option', { name: new RegExp(`^${machine}, `) })
  const box = await option.locator('.ring').boundingBox()
  if (box === null) throw new Error(`${machine} is not in the picture`)
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}
