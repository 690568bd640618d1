/**
 * Goal: a drill follows its schedule, waits when it is told to, and can be given up. Method: real
 * drills of a few seconds, started from the list of drills.
 */
import { describe, expect, it } from 'vitest'
import { useConsole } from './console-in-test.ts'
import { doorsHere } from './doors.ts'
import { activeFault, leaderElected, measuredEffect, outcomeOf, stage, told } from './moves.ts'
import { LONG, ownDrill } from './own-drills.ts'

const PATIENT = ownDrill({ name: 'patient', duration: '120s', killAt: '500ms' })

describe.each(doorsHere())('a drill on its schedule, through the door %s', (door) => {
  const at = useConsole(door, { drills: { patient: PATIENT, long: LONG } })

  it('breaks nothing while its schedule is paused', async () => {
    const { page } = at()
    await page.getByRole('link', { name: 'Drills' }).click()
    await page.getByRole('searchbox', { name: 'Search drills' }).fill('patient')
    await page.getByRole('button', { name: 'Open in the room' }).click()
    await page.getByRole('button', { name: 'Start drill' }).click()
    await page.getByRole('button', { name: 'Pause schedule' }).click()
    await page.getByText('schedule paused').waitFor()
    // The kill was planned for half a second into the workload.
    await told(page.getByLabel('Time of the drill')).toMatch(/^00:0[1-9]/)
    expect(await page.getByText('Nothing is broken.').isVisible()).toBe(true)
  })

  it('tells what was broken by hand in the meantime from what it breaks itself', async () => {
    const { page } = at()
    await page.getByRole('button', { name: 'Pause', exact: true }).click()
    const pause = activeFault(page, 'pause')
    await pause.getByText('by hand').waitFor()
    await pause.getByRole('button', { name: 'Undo pause' }).click()
    await page.getByText('Nothing is broken.').waitFor()
  })

  it('goes on with it when it is told to', async () => {
    const { page } = at()
    await page.getByRole('button', { name: 'Resume schedule' }).click()
    const kill = activeFault(page, 'kill')
    expect(await measuredEffect(kill)).toContain('down')
    expect(await kill.innerText()).not.toContain('by hand')
    await page.getByText('Nothing is broken.').waitFor()
    await page.getByRole('button', { name: /^HALT/ }).click()
    const outcome = await outcomeOf(page)
    await outcome.getByText(/^All \d+ checks held/).waitFor()
  })

  it('offers no fault before the clients work, and says so', async () => {
    const { page } = at()
    await stage(page, 'long')
    await page.getByRole('button', { name: 'Start drill' }).click()
    const kill = page.getByRole('button', { name: /^Kill/ })
    await kill.and(page.locator(':disabled')).waitFor()
    await page.getByRole('region', { name: 'Inject' }).getByText('once the clients work').waitFor()
    await leaderElected(page)
    expect(await kill.isEnabled()).toBe(true)
  })

  it('is kept without a verdict when it is aborted, after a question', async () => {
    const { page } = at()
    await page.getByRole('button', { name: 'Abort' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel' }).click()
    expect(await page.getByRole('button', { name: 'Pause schedule' }).isVisible()).toBe(true)
    await page.getByRole('button', { name: 'Abort' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Abort the drill' }).click()
    await told(await outcomeOf(page)).toContain('interrupted')
    await page.getByRole('link', { name: 'Runs' }).click()
    await page.getByRole('row', { name: /interrupted long/ }).waitFor()
  })
})
