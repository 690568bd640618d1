/**
 * Goal: the past can be walked through event by event, and gone on with otherwise: in `stale-read`
 * with the mutant `local-reads`, a fork from before the partition without it keeps every promise.
 * Method: a recorded run that broke its promise, with keys and pointer, through the console.
 */
import SQLite from 'better-sqlite3'
import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright'
import { describe, expect, it } from 'vitest'
import { readableInBothThemes } from './axe.ts'
import { useConsole } from './console-in-test.ts'
import { doorsHere } from './doors.ts'
import { recordedFile } from './home.ts'
import { goTo, told } from './moves.ts'

/** The workload begins so long after the run, give or take; the partition comes 5 s later. */
const BEFORE_PARTITION_US = 6_000_000
/** A replicated write comes far sooner. */
const EVENTS_WALKED_MAX = 200

/** Where the scrubber stands, microseconds since the run began. */
async function playheadUs(page: Page): Promise<number> {
  const text = await page.getByRole('slider', { name: 'Playhead' }).getAttribute('aria-valuetext')
  return Math.round(Number.parseFloat(text ?? '') * 1e6)
}

async function openTimeline(page: Page, address: string): Promise<void> {
  await goTo(page, address)
  await page.getByRole('cell', { name: 'leader' }).first().waitFor()
}

function selectedEvent(page: Page): Promise<string> {
  return page
    .getByRole('region', { name: 'Selected event' })
    .getByText(/#[\d,]+/)
    .innerText()
}

describe.each(doorsHere())('through the door %s', (door) => {
  const at = useConsole(door, { runs: ['broken'] })

  it('keys go from event to event through the whole run, and back', async () => {
    const { page } = at()
    await openTimeline(page, '/timeline/broken?at=9000000')
    const walked: string[] = []
    for (let count = 0; count < 4; count++) {
      await page.keyboard.press('.')
      await expect.poll(() => selectedEvent(page)).not.toBe(walked.at(-1) ?? '')
      walked.push(await selectedEvent(page))
    }
    const numbers = walked.map((text) => Number(text.replaceAll(/^.*#|,/g, '')))
    expect(numbers).toEqual(numbers.map((_, place) => (numbers[0] ?? 0) + place))
    expect(await playheadUs(page)).toBeGreaterThanOrEqual(9_000_000)
    for (const expected of walked.slice(0, -1).reverse()) {
      await page.keyboard.press(',')
      await expect.poll(() => selectedEvent(page)).toBe(expected)
    }
  })

  it('arrows stay on the lane', async () => {
    const { page } = at()
    await page.getByRole('button', { name: 'n3', exact: true }).click()
    for (let count = 0; count < 3; count++) {
      const before = await selectedEvent(page)
      await page.keyboard.press('ArrowRight')
      await expect.poll(() => selectedEvent(page)).not.toBe(before)
      expect(await selectedEvent(page)).toMatch(/^n3 /)
    }
  })

  it('the panel tells what the event changed, field by field', async () => {
    const { page } = at()
    const changed = page.getByRole('group', { name: 'Changed by this event' })
    const seen = new Set<string>()
    await openTimeline(page, '/timeline/broken?at=9000000')
    for (let count = 0; count < EVENTS_WALKED_MAX && seen.size < 3; count++) {
      const before = count === 0 ? '' : await selectedEvent(page)
      await page.keyboard.press('.')
      await expect.poll(() => selectedEvent(page)).not.toBe(before)
      await changed.getByText('Looking for what it changed.').waitFor({ state: 'hidden' })
      const text = (await changed.innerText()).replaceAll(/\s+/g, ' ')
      if (/lastIndex (\d+) → to (?!\1\b)\d+/.test(text)) seen.add('a field of the log')
      if (/commit (\d+) → to (?!\1\b)\d+/.test(text)) seen.add('what is committed')
      if (/\+ added \d+ k\d/.test(text)) seen.add('an entry')
    }
    expect([...seen].sort()).toEqual(['a field of the log', 'an entry', 'what is committed'])
    await readableInBothThemes(page)
  })

  it('a fork from before the partition, without it, is valid though its parent is not', async () => {
    const { page } = at()
    await openTimeline(page, `/timeline/broken?at=${BEFORE_PARTITION_US}`)
    await page.keyboard.press('k')
    const dialog = page.getByRole('dialog', { name: 'Fork at 6.000 s' })
    await dialog.getByRole('checkbox', { name: /^partition / }).uncheck()
    await readableInBothThemes(page)
    await dialog.getByRole('button', { name: 'Fork', exact: true }).click()
    await told(page.getByRole('region', { name: 'Verdict' })).toMatch(/^Valid/)
    const panel = page.getByRole('region', { name: 'Fork', exact: true })
    await panel.getByText(/^Without f1: partition /).waitFor()
    await readableInBothThemes(page)
    await panel.getByRole('button', { name: 'Compare with the parent' }).click()
    await page.getByRole('heading', { name: 'Figures' }).waitFor()
    expect(page.url()).toMatch(/#\/compare\/broken\/stale-read-/)
    await page.goBack()
    await panel.getByRole('link', { name: 'broken' }).click()
    await told(page.getByRole('region', { name: 'Verdict' })).toMatch(/^Invalid/)
  }, 90_000)

  it('a fault is added by its form, and what it may not be is said', async () => {
    const { page } = at()
    await openTimeline(page, `/timeline/broken?at=${BEFORE_PARTITION_US}`)
    await page.keyboard.press('k')
    const dialog = page.getByRole('dialog', { name: 'Fork at 6.000 s' })
    await dialog.getByRole('button', { name: 'Add a fault' }).click()
    await page.getByRole('textbox', { name: 'Search faults' }).waitFor()
    await page.keyboard.press('Escape')
    await expect
      .poll(() => page.evaluate('document.activeElement.textContent.trim()'))
      .toBe('Add a fault')
    await page.keyboard.press('Enter')
    await page.getByRole('textbox', { name: 'Search faults' }).fill('pause')
    await readableInBothThemes(page)
    // The pointer may have left the list as it became shorter.
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    const form = page.getByRole('dialog').locator('form').first()
    await form.getByLabel('for', { exact: true }).fill('soon')
    await form.getByText(/^Expected /).waitFor()
    await readableInBothThemes(page)
    await form.getByLabel('for', { exact: true }).fill('300ms')
    await page.keyboard.press('Enter')
    await dialog.getByText('leader, for 300ms').waitFor()
    await dialog.getByRole('button', { name: 'Fork', exact: true }).click()
    const panel = page.getByRole('region', { name: 'Fork', exact: true })
    await panel.getByText(/^With pause on leader for 300ms/).waitFor({ timeout: 60_000 })
  }, 90_000)

  it('a fork that is stopped leaves nothing', async () => {
    const { page } = at()
    await openTimeline(page, `/timeline/broken?at=${BEFORE_PARTITION_US}`)
    await page.keyboard.press('k')
    const dialog = page.getByRole('dialog', { name: 'Fork at 6.000 s' })
    await dialog.getByRole('button', { name: 'Fork', exact: true }).click()
    await dialog.getByRole('progressbar').waitFor()
    await readableInBothThemes(page)
    await dialog.getByRole('button', { name: 'Stop' }).click()
    await dialog.waitFor({ state: 'hidden' })
    await goTo(page, '/runs')
    await page.getByText('3 runs').first().waitFor()
  })

  it('the list of runs finds forks, and leads to their parent and to both over each other', async () => {
    const { page } = at()
    await goTo(page, '/runs')
    await page.getByRole('searchbox', { name: 'Search runs' }).fill('fork')
    await page.getByText('2 runs of 3').waitFor()
    await page
      .getByRole('link', { name: /^Forked from broken at / })
      .first()
      .waitFor()
    await readableInBothThemes(page)
    await page.keyboard.press('Enter')
    await page.keyboard.press('ArrowDown')
    await page.getByRole('button', { name: 'Compare with parent' }).waitFor()
    await page.keyboard.press('p')
    await told(page.getByRole('region', { name: 'Verdict' })).toMatch(/^Invalid/)
  })

  it('says plainly where a run is too long for its states', async () => {
    const { page, places } = at()
    const path = join(places.runs, 'endless.faultline')
    await copyFile(recordedFile('broken'), path)
    const database = new SQLite(path)
    database.exec(`DELETE FROM state_page;
      UPDATE journal_chunk SET entries = 1600000 WHERE id = (SELECT min(id) FROM journal_chunk)`)
    database.close()
    await goTo(page, '/timeline/endless')
    await page.getByText('The states of this run cannot be told.').waitFor()
    await page.getByText(/^The run is too long to be replayed: 1,\d{3},\d{3} steps/).waitFor()
    await readableInBothThemes(page)
  })
})
