/**
 * Goal: who magnifies the page to 200 % loses nothing: every screen tells its whole title, its
 * actions are in sight, and nothing makes the page wider than the window. Method: the window that
 * a screen of 1280 by 800 leaves then.
 */
import type { Page } from 'playwright'
import { describe, expect, it } from 'vitest'
import { useConsole } from './console-in-test.ts'
import { doorsHere } from './doors.ts'
import { goTo } from './moves.ts'
import { LONG } from './own-drills.ts'

const MAGNIFIED = { width: 640, height: 400 }
const PLACES = [
  ['the drills', '/drills', 'Drills'],
  ['a drill file', '/drills/own/long', 'long'],
  ['the room', '/room?drill=long&origin=own', 'long'],
  ['a verdict', '/verdict/broken', 'stale-read'],
  ['a timeline', '/timeline/broken', 'stale-read'],
  ['the runs', '/runs', 'Runs'],
  ['two runs', '/compare/kept/broken', 'Compare'],
  ['exploring', '/explore', 'Explore'],
] as const

/** Whatever of the head of the screen, or of an open dialog, is cut off or out of the window. */
function lost(page: Page, within: string): Promise<readonly string[]> {
  return page.evaluate(`[...document.querySelectorAll('${within}')]
    .filter((element) => {
      const { left, right, top, bottom } = element.getBoundingClientRect()
      const isCut = element.scrollWidth > element.clientWidth + 1
      return isCut || left < 0 || top < 0 || right > innerWidth || bottom > innerHeight
    })
    .map((element) => element.textContent)`)
}

describe.each(doorsHere())('magnified to 200 %, through the door %s', (door) => {
  const at = useConsole(door, { runs: ['kept', 'broken'], drills: { long: LONG } })

  it.each(PLACES)('%s can be used', async (_, place, title) => {
    const { page } = at()
    await page.setViewportSize(MAGNIFIED)
    await goTo(page, place)
    await page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor()
    await expect.poll(() => lost(page, 'main h1, main header button')).toEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
  })

  it('a long form of a fault can be sent', async () => {
    const { page } = at()
    await goTo(page, '/timeline/broken?at=6000000')
    await page.getByRole('cell', { name: 'leader' }).first().waitFor()
    await page.keyboard.press('k')
    await page.getByRole('button', { name: 'Add a fault' }).click()
    await page.getByRole('textbox', { name: 'Search faults' }).fill('delay')
    await page.keyboard.press('Enter')
    const add = page.getByRole('dialog').getByRole('button', { name: /^Add/ })
    await add.scrollIntoViewIfNeeded()
    await expect.poll(() => lost(page, '[role=dialog] footer button')).toEqual([])
  })
})
