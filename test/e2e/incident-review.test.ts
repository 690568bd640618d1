/**
 * Goal: a recorded incident can be understood and handed on: what broke, when, in what state every
 * node was, and the proof as a file. Method: a simulated run of a release that is known to answer
 * reads with what is out of date.
 */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { useConsole } from './console-in-test.ts'
import { doorsHere } from './doors.ts'
import { goTo, told } from './moves.ts'

describe.each(doorsHere())('the review of an incident, through the door %s', (door) => {
  const at = useConsole(door, { runs: ['broken'] })

  it('tells in a sentence what was impossible, and draws it', async () => {
    const { page } = at()
    await goTo(page, '/verdict/broken')
    await told(page.getByRole('region', { name: 'Verdict' })).toMatch(
      /Invalid: linearizable does not hold.*\n+.*read \d+ from k\d/s,
    )
    await page.getByRole('img', { name: /read \d+ from k\d .* acknowledged/ }).waitFor()
  })

  it('leads from there to the moment on the timeline', async () => {
    const { page } = at()
    await page.getByRole('link', { name: 'See it in the timeline' }).click()
    await page.getByRole('region', { name: 'Violation' }).waitFor()
    await page.getByRole('cell', { name: 'leader' }).first().waitFor()
  })

  it('shows the state of every node wherever the scrubber stands', async () => {
    const { page } = at()
    const first = page.getByRole('row', { name: /^n1 / })
    // All of it on the axis, so that its ends are those of the run.
    await page.keyboard.press('0')
    await page.getByRole('slider', { name: 'Playhead' }).focus()
    await page.keyboard.press('End')
    await page.getByRole('heading', { name: /^State at 19\.\d{3} s$/ }).waitFor()
    await told(first).toMatch(/follower|leader/)
    await page.keyboard.press('Home')
    await page.getByRole('heading', { name: 'State at 0.000 s' }).waitFor()
    await told(first).not.toMatch(/leader/)
  })

  it('opens everything about one node', async () => {
    const { page } = at()
    await page.getByRole('slider', { name: 'Playhead' }).focus()
    await page.keyboard.press('End')
    await page.getByRole('button', { name: 'n2', exact: true }).click()
    await page.getByRole('button', { name: 'Everything about n2' }).click()
    await page.getByRole('button', { name: /^Life \d/ }).waitFor()
    await page
      .getByText(/^role /)
      .first()
      .waitFor()
  })

  it('keeps a note at the playhead in the run', async () => {
    const { page } = at()
    await page.getByRole('textbox', { name: 'Note at the playhead' }).fill('here it begins')
    await page.keyboard.press('Enter')
    await page.getByText('here it begins').waitFor()
    await goTo(page, '/verdict/broken')
    await page.getByRole('region', { name: 'Notes' }).getByText('here it begins').waitFor()
  })

  it('leaves as a report that needs nothing but itself', async () => {
    const { page, places } = at()
    await page.getByRole('button', { name: 'Export' }).click()
    const saving = page.waitForEvent('download')
    await page.getByRole('menuitem', { name: /HTML report/ }).click()
    const saved = await saving
    expect(saved.suggestedFilename()).toMatch(/^broken.*\.html$/)
    const file = join(places.drills, 'report.html')
    await saved.saveAs(file)
    const report = await readFile(file, 'utf8')
    expect(report).toContain('linearizable')
    expect(report).not.toMatch(/(src|href)="?https?:/)
  })
})
