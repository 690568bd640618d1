/**
 * Goal: a person breaks a live cluster with the pointer, sees what it did, undoes it all, and
 * finds the run afterwards. Method: one drill by hand from its stage to the list of runs; each
 * spec goes on where the one before it ended.
 */
import { describe, expect, it } from 'vitest'
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
})
