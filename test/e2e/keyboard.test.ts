/**
 * Goal: every screen does its main job without a pointer. Method: keys alone, from the first to
 * the last; the only places to look at are those that a screen reader would name.
 */
import type { Page } from 'playwright'
import { describe, expect, it } from 'vitest'
import { useConsole } from './console-in-test.ts'
import { doorsHere } from './doors.ts'
import { activeFault, leaderElected, measuredEffect, outcomeOf, told } from './moves.ts'
import { UNHURRIED } from './own-drills.ts'

/** More presses of Tab than any screen has stops. */
const STOPS_MAX = 60

/** Presses Tab until the named thing has the focus. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let stop = 0; stop < STOPS_MAX; stop++) {
    await page.keyboard.press('Tab')
    const words = await page.locator('*:focus').last().ariaSnapshot()
    // What stands inside of it comes on the lines below.
    if (name.test(words.split('\n')[0] ?? '')) return
  }
  throw new Error(`Tab does not lead to ${name}`)
}

async function press(page: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key)
}

describe.each(doorsHere())('with keys alone, through the door %s', (door) => {
  const at = useConsole(door, {
    runs: ['kept', 'kept-again', 'broken'],
    drills: { unhurried: UNHURRIED },
  })

  it('a drill is found, staged and started', async () => {
    const { page } = at()
    await press(page, '5')
    await page.getByRole('heading', { name: 'Drills', level: 1 }).waitFor()
    await press(page, '/')
    await page.keyboard.type('unhurried')
    await page.getByText(/^1 of \d+ drills$/).waitFor()
    await press(page, 'Enter')
    await page
      .getByRole('button', { name: /unhurried/, pressed: false })
      .first()
      .waitFor()
    await press(page, 'Enter')
    await page.getByRole('button', { name: 'Start drill' }).waitFor()
    await press(page, 'b')
    await page.getByRole('button', { name: 'breaks', pressed: true }).waitFor()
    await press(page, 's')
    await leaderElected(page)
  })

  it('links are picked and cut, and everything is halted', async () => {
    const { page } = at()
    await tabTo(page, /option "n1, /)
    await press(page, 'Shift+ArrowRight', 'Shift+ArrowRight', 'b', 'x')
    await activeFault(page, 'cut').first().waitFor()
    await measuredEffect(activeFault(page, 'cut').first())
    await press(page, 'ControlOrMeta+.')
    await page.getByText('Nothing is broken.').waitFor()
  })

  it('the drill leads to its verdict, and that to its timeline', async () => {
    const { page } = at()
    await outcomeOf(page)
    await press(page, 'v')
    await page.getByRole('region', { name: 'Verdict' }).waitFor()
    await press(page, 'x')
    await page.getByRole('menu').waitFor()
    const saving = page.waitForEvent('download')
    await press(page, 'ArrowDown', 'Enter')
    expect((await saving).suggestedFilename()).toMatch(/^unhurried/)
    await press(page, 't')
    await page.getByRole('cell', { name: 'leader' }).first().waitFor()
  })

  it('the timeline is walked from event to event', async () => {
    const { page } = at()
    const moment = page.getByRole('heading', { name: /^State at/ })
    await press(page, 'Home')
    const before = await moment.innerText()
    await press(page, 'e')
    await told(moment).not.toBe(before)
    await press(page, 'ArrowRight')
    await page.getByText('concurrent with').waitFor()
    await press(page, 'Escape')
    await page.getByText('concurrent with').waitFor({ state: 'hidden' })
  })

  it('the timeline is searched', async () => {
    const { page } = at()
    const moment = page.getByRole('heading', { name: /^State at/ })
    await press(page, 'End')
    const before = await moment.innerText()
    await press(page, '/')
    await page.keyboard.type('heartbeat')
    await press(page, 'Enter')
    await page.getByRole('listbox', { name: 'Found events' }).getByRole('option').first().waitFor()
    await press(page, 'ArrowDown', 'ArrowDown', 'Enter')
    await told(moment).not.toBe(before)
    await press(page, 'Escape')
  })

  it('runs are ordered, searched, selected and compared', async () => {
    const { page } = at()
    await press(page, '4')
    await page.getByRole('grid', { name: 'Runs' }).waitFor()
    await tabTo(page, /button "Seed"/)
    await press(page, 'Enter')
    await page
      .getByRole('columnheader', { name: 'Seed' })
      .and(page.locator('[aria-sort$="ending"]'))
      .waitFor()
    await press(page, '/')
    await page.keyboard.type('lost-leader')
    await page.getByText('2 runs of 4').waitFor()
    await press(page, 'Enter', 'Home', 'Space', 'ArrowDown', 'Space', 'c')
    await page.getByText('They differ in seed.').waitFor()
  })

  it('compared runs change sides, and one gives way to another', async () => {
    const { page } = at()
    const setting = page.getByRole('row', { name: /seed .*differs/ })
    const before = await setting.innerText()
    await press(page, 's')
    await told(setting).not.toBe(before)
    await tabTo(page, /combobox "The run on the left"/)
    await page.keyboard.type('stale')
    await page.getByRole('option', { name: /stale-read/ }).waitFor()
    await press(page, 'ArrowDown', 'Enter')
    await page.getByRole('region', { name: 'left' }).getByText('stale-read').first().waitFor()
    // Out of the field, where digits are written.
    await press(page, 'Tab')
  })

  it('a drill file is copied, changed and saved', async () => {
    const { page } = at()
    await press(page, '5')
    await page.getByRole('heading', { name: 'Drills', level: 1 }).waitFor()
    await press(page, 'n')
    const text = page.getByRole('textbox', { name: /^Drill file/ })
    await text.waitFor()
    await press(page, 'i', 'ControlOrMeta+End')
    await page.keyboard.type('# by hand')
    await press(page, 'ControlOrMeta+s')
    await page.getByText('Saved my-drill').first().waitFor()
  })

  it('the text of a drill file is left with Escape and Tab', async () => {
    const { page } = at()
    const text = page.getByRole('textbox', { name: /^Drill file/ })
    const inText = (): Promise<boolean> =>
      text.evaluate((box: { getRootNode(): unknown }) => {
        const { activeElement } = box.getRootNode() as { activeElement: unknown }
        return activeElement === box
      })
    await press(page, 'Tab')
    expect(await inText()).toBe(true)
    await press(page, 'Escape', 'Shift+Tab')
    await expect.poll(inText).toBe(false)
    await press(page, 'i')
    expect(await inText()).toBe(true)
    // What closes by Escape must not keep it for itself.
    await press(page, 'ControlOrMeta+End', 'Enter', 'Control+Space')
    await page.getByRole('listbox', { name: 'Completions' }).waitFor()
    await press(page, 'Escape', 'Tab')
    await expect.poll(inText).toBe(false)
  })
})
