/**
 * Goal: from nothing to a failing seed, its verdict and its small drill, without losing anything
 * when the page is loaded anew. Method: a published bug that a short drill shows under most seeds.
 */
import { readdir } from 'node:fs/promises'
import type { Page } from 'playwright'
import { describe, expect, it } from 'vitest'
import { seriousViolations } from './axe.ts'
import { useConsole } from './console-in-test.ts'
import { doorsHere } from './doors.ts'
import { goTo, leaderElected, told } from './moves.ts'
import { ownDrill } from './own-drills.ts'

/** Live over within seconds. */
const SHORT = ownDrill({ name: 'short', duration: '4s', killAt: '1s' })
const THEMES = ['dark', 'light'] as const
/** Simulated seeds on a busy computer, ms. */
const EXPLORED_WITHIN_MS = 90_000

async function readableInBothThemes(page: Page): Promise<void> {
  for (const colorScheme of THEMES) {
    await page.emulateMedia({ reducedMotion: 'reduce', colorScheme })
    expect(await seriousViolations(page)).toEqual([])
  }
}

async function choose(page: Page, drill: string, bug: string): Promise<void> {
  await page.getByRole('combobox', { name: 'Drill', exact: true }).click()
  await page.keyboard.type(drill)
  await page.getByRole('option', { name: new RegExp(`^${drill}`) }).click()
  await page.getByRole('combobox', { name: 'Published bug' }).click()
  await page.getByRole('option', { name: bug, exact: true }).click()
}

async function explored(page: Page): Promise<void> {
  const standing = page.getByRole('status').filter({ hasText: /^explored$/ })
  await standing.waitFor({ timeout: EXPLORED_WITHIN_MS })
}

describe.each(doorsHere())('exploring through the door %s', (door) => {
  const at = useConsole(door, { drills: { short: SHORT } })

  it('says what it is before anything was explored', async () => {
    const { page } = at()
    await page.keyboard.press('6')
    await page.getByRole('heading', { name: 'Nothing is explored yet' }).waitFor()
    await page.getByRole('button', { name: /^Find the stale read: 200 seeds/ }).waitFor()
    await readableInBothThemes(page)
  })

  it('offers the drills by their ideas, and the bugs of the system', async () => {
    const { page } = at()
    await page.getByRole('combobox', { name: 'Drill', exact: true }).click()
    await page.getByRole('group', { name: 'Disks and durability' }).waitFor()
    await readableInBothThemes(page)
    await page.keyboard.press('Escape')
    await page.keyboard.press('Enter')
    await page.getByRole('group', { name: 'Disks and durability' }).waitFor()
    await page.keyboard.type('stale')
    await page.keyboard.press('Enter')
    await page.getByText('Does a leader that was deposed without noticing').waitFor()
    expect(await page.getByRole('region', { name: 'Progress' }).count()).toBe(0)
    await choose(page, 'power-loss', 'ack-before-fsync')
    await page.getByText('Found in:').waitFor()
    await page.getByRole('textbox', { name: 'Last' }).fill('12')
    await page.getByRole('button', { name: 'Explore 12 seeds' }).waitFor()
  })

  it('finds the seeds that fail, and tells why', async () => {
    const { page } = at()
    await page.getByRole('button', { name: 'Explore 12 seeds' }).click()
    await explored(page)
    const rows = page.getByRole('listbox', { name: 'Failing seeds' }).getByRole('option')
    expect(await rows.count()).toBeGreaterThan(0)
    await readableInBothThemes(page)
  })

  it('is all there again when the page is loaded anew', async () => {
    const { page } = at()
    const progress = page.getByRole('region', { name: 'Progress' })
    const before = await progress.innerText()
    await page.reload()
    await explored(page)
    expect(await progress.innerText()).toBe(before)
  })

  it('leads from seed to seed with the arrows', async () => {
    const { page } = at()
    await page.keyboard.press('g')
    const current = page.getByRole('listbox', { name: 'Seeds', exact: true }).getByRole('option')
    await page.keyboard.press('Home')
    await told(current).toMatch(/^Seed 1, /)
    await page.keyboard.press('ArrowRight')
    await told(current).toMatch(/^Seed 2, /)
    await page.keyboard.press('End')
    await told(current).toMatch(/^Seed 12, /)
  })

  it('shrinks a failing seed to a drill of its own', async () => {
    const { page, places } = at()
    await page.keyboard.press('Home')
    await page.getByRole('heading', { name: 'Seed 1', exact: true }).waitFor()
    if ((await page.getByText('It kept every promise.').count()) > 0) {
      await page.keyboard.press('j')
    }
    await page.keyboard.press('m')
    const stop = page.getByRole('button', { name: 'Stop and keep this' })
    await stop.waitFor({ timeout: EXPLORED_WITHIN_MS })
    await stop.click()
    await page.getByText(/^It still breaks/).waitFor()
    await readableInBothThemes(page)
    await page.getByRole('button', { name: 'Open the drill' }).click()
    await page.getByText('No mistakes').waitFor()
    expect(await readdir(places.drills)).toHaveLength(2)
  })

  it('records a failing seed and opens its verdict', async () => {
    const { page, places } = at()
    await page.keyboard.press('Escape')
    await goTo(page, '/explore')
    await page.getByRole('button', { name: /^Record and open/ }).click()
    await page.getByRole('region', { name: 'Verdict' }).waitFor({ timeout: EXPLORED_WITHIN_MS })
    await page.getByRole('heading', { name: /^Invalid/ }).waitFor()
    expect((await readdir(places.runs)).filter((file) => file.endsWith('.faultline'))).toHaveLength(
      1,
    )
  })

  it('waits for a drill that runs live', async () => {
    const { page } = at()
    await goTo(page, '/explore')
    await page.getByRole('textbox', { name: 'Last' }).fill('5000')
    await page.getByRole('button', { name: 'Explore 5,000 seeds' }).click()
    await goTo(page, '/room?drill=short&origin=own')
    await page.getByRole('button', { name: 'Start drill' }).click()
    await leaderElected(page)
    await goTo(page, '/explore')
    await page.getByText('waiting: a drill runs live').waitFor()
    const going = page.getByRole('status').filter({ hasText: /^exploring$/ })
    await going.waitFor({ timeout: EXPLORED_WITHIN_MS })
    await page.keyboard.press('x')
    await page
      .getByRole('status')
      .filter({ hasText: /^stopped$/ })
      .waitFor()
    expect(at().troubles).toEqual([])
  })
})
