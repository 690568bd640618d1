/**
 * The recorded screens that are pictured, and the way to each. A screen waits for what it shows,
 * never for time to pass; a new one is one more entry here.
 */
import type { Page } from 'playwright'
import { nameOf, RECORDED_RUNS } from './recorded-runs.ts'

export interface Screen {
  /** Of its picture, without theme and extension. */
  readonly name: string
  /** Behind the `#` of the address. */
  readonly place: string
  /** Resolves when everything that belongs into the picture is there. */
  readonly arrive: (page: Page) => Promise<void>
}

/** Two hundred seeds on a busy computer, ms. */
const EXPLORED_WITHIN_MS = 300_000

/** The own drill that is in the middle of being written. */
export const OWN_DRILL = 'silent-leader'

function runOf(drill: string, mutant?: string): string {
  const run = RECORDED_RUNS.find((one) => one.drill === drill && one.mutant === mutant)
  if (run === undefined) throw new Error(`no recorded run of ${drill}`)
  return nameOf(run)
}

const SOUND = runOf('stale-read')
const BROKEN = runOf('stale-read', 'local-reads')

export const SCREENS: readonly Screen[] = [
  {
    name: 'timeline',
    place: `/timeline/${BROKEN}`,
    async arrive(page) {
      await page.getByText('Violation', { exact: true }).first().waitFor()
      await page.keyboard.press('J')
    },
  },
  {
    name: 'verdict',
    place: `/verdict/${BROKEN}`,
    async arrive(page) {
      await page.getByText('linearizable').first().waitFor()
    },
  },
  {
    name: 'runs',
    place: '/runs',
    async arrive(page) {
      const grid = page.getByRole('grid', { name: 'Runs' })
      await grid.focus()
      for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'Space', 'ArrowDown', 'Space']) {
        await page.keyboard.press(key)
      }
    },
  },
  {
    name: 'compare',
    place: `/compare/${SOUND}/${BROKEN}`,
    async arrive(page) {
      await page.getByText('Over each other').waitFor()
    },
  },
  {
    name: 'drill-editor',
    place: `/drills/own/${OWN_DRILL}`,
    async arrive(page) {
      await page.getByText('No mistakes').waitFor()
      const editor = page.getByRole('textbox', { name: `Drill file ${OWN_DRILL}` })
      await editor.focus()
      await page.keyboard.press('Control+End')
      await page.keyboard.type('stedy: []')
      await page.keyboard.press('Enter')
      await page.getByText('1 mistake', { exact: true }).waitFor()
      await page.keyboard.press('Control+Space')
    },
  },
  {
    name: 'explore',
    place: '/explore',
    async arrive(page) {
      await page.getByRole('button', { name: /^Find the stale read/ }).click()
      const explored = page.getByRole('status').filter({ hasText: /^explored$/ })
      await explored.waitFor({ timeout: EXPLORED_WITHIN_MS })
    },
  },
]
