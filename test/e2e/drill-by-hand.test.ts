/**
 * Goal: a person breaks a live cluster with the pointer, sees what it did, undoes it all, and
 * finds the run afterwards. Method: one drill by hand from its stage to the list of runs; each
 * spec goes on where the one before it ended.
 */
import { describe, expect, it } from 'vitest'
import { readableInBothThemes } from './axe.ts'
import { useConsole } from './console-in-test.ts'
import { doorsHere } from './doors.ts'
import { HALT_WITHIN_MS, measureHalt } from './halt.ts'
import { activeFault, leaderElected, measuredEffect, outcomeOf, stage, told } from './moves.ts'
import { UNHURRIED } from './own-drills.ts'
import { cutAcross } from './strokes.ts'

describe.each(doorsHere())('a drill by hand, through the door %s', (door) => {
  const at = useConsole(door, { drills: { unhurried: UNHURRIED } })

  it('starts without its schedule, with a prediction', async () => {
    const { page } = at()
    await stage(page, 'unhurried')
    await page.getByRole('button', { name: 'holds' }).click()
    await page.getByRole('switch', { name: 'By hand instead of the schedule' }).click()
    await page.getByRole('button', { name: 'Start drill' }).click()
    await leaderElected(page)
    expect(await page.getByText('by hand', { exact: true }).isVisible()).toBe(true)
    expect(await page.getByText(/planned: kill/).count()).toBe(0)
  })

  it('cuts the link that a stroke is drawn across, and measures what that did', async () => {
    const { page } = at()
    // Followers have nothing to say to each other.
    const leader = await leaderElected(page)
    const follower = leader === 'n1' ? 'n2' : 'n1'
    await cutAcross(page, leader, follower)
    const cut = activeFault(page, 'cut')
    await told(cut).toMatch(/n\d <-> n\d/)
    expect(await measuredEffect(cut)).toMatch(/\d+ messages? dropped/)
    expect(await page.getByRole('button', { name: /^HALT/ }).innerText()).toContain('1')
  })

  it('finds a fault by typing, and takes the first that fits with Enter', async () => {
    const { page } = at()
    await page.keyboard.press('/')
    const filter = page.getByRole('textbox', { name: 'Search faults' })
    await filter.pressSequentially('skew')
    const [first] = await page.getByRole('option').allInnerTexts()
    await page.keyboard.press('Enter')
    const form = page.getByRole('dialog', { name: 'Inject a fault' })
    await form.getByRole('heading', { name: first?.split('\n')[0] ?? '' }).waitFor()
    await page.keyboard.press('Escape')
    await form.waitFor({ state: 'hidden' })
  })

  it('is all there again after a reload', async () => {
    const { page } = at()
    await page.reload()
    const cut = activeFault(page, 'cut')
    await cut.waitFor()
    expect(await cut.innerText()).toMatch(/n\d <-> n\d/)
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('unhurried')
    await page.getByRole('button', { name: 'holds', pressed: true }).waitFor()
  })

  it('has nothing broken within a second of HALT, and says how long it took', async () => {
    const { page } = at()
    const halt = page.getByRole('button', { name: /^HALT/ })
    const shownForMs = await measureHalt(page, () => halt.click())
    const words = page.getByText(/^Halted: \d+ rules lifted/).first()
    const tookMs = Number(/ in (\d+) ms$/.exec(await words.innerText())?.[1])
    expect(tookMs).toBeLessThan(HALT_WITHIN_MS)
    expect(shownForMs).toBeLessThan(HALT_WITHIN_MS)
  })

  it('is judged at its end, and its prediction answered', async () => {
    const { page } = at()
    const outcome = await outcomeOf(page)
    await told(outcome).toMatch(/valid/)
    await told(page.getByRole('region', { name: 'Hypothesis' })).toContain(
      'You predicted that it holds',
    )
    await readableInBothThemes(page)
    await outcome.getByRole('button', { name: 'Verdict' }).click()
    await page.getByRole('heading', { name: 'linearizable' }).waitFor()
    await page.getByRole('row', { name: /proven cut n\d <-> n\d/ }).waitFor()
  })

  it('is the newest of the runs, and opens from there', async () => {
    const { page } = at()
    await page.getByRole('link', { name: 'Runs' }).click()
    const row = page.getByRole('row', { name: /unhurried .* live/ })
    await row.getByRole('link', { name: 'unhurried' }).click()
    await page.getByRole('region', { name: 'Verdict' }).waitFor()
  })

  it('can be scrubbed on its timeline, to where the link was cut', async () => {
    const { page } = at()
    await page.keyboard.press('t')
    // It opens at the first fault.
    const faults = page.getByRole('region', { name: 'Active faults' })
    await told(faults).toMatch(/cut\s+n\d <-> n\d/)
    await page.getByRole('slider', { name: 'Playhead' }).focus()
    await page.keyboard.press('Home')
    await page.getByRole('heading', { name: 'State at 0.000 s' }).waitFor()
    await faults.waitFor({ state: 'hidden' })
  })

  it('tells the state of a node at that moment', async () => {
    const { page } = at()
    await page.getByRole('button', { name: 'n3', exact: true }).click()
    await page.getByRole('button', { name: 'Everything about n3' }).click()
    await page.getByText('It was not running.').waitFor()
    await page.getByRole('slider', { name: 'Playhead' }).focus()
    await page.keyboard.press('End')
    await page.getByRole('button', { name: /^Life \d/ }).waitFor()
  })
})
