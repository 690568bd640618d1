/**
 * Goal: a promise that a drill breaks is told in the room while the drill still goes on, as the
 * verdict tells it in the end. Method: real processes of a release with a published bug, under
 * faults that bring it out within seconds.
 */
import { describe, expect, it } from 'vitest'
import { readableInBothThemes } from './axe.ts'
import { useConsole } from './console-in-test.ts'
import { doorsHere } from './doors.ts'
import { outcomeOf, stage } from './moves.ts'
import { DEPOSED } from './own-drills.ts'

/** Processes start, and break their promise, within this, and so is a timeline made, ms. */
const SHOWN_WITHIN_MS = 60_000

describe.each(doorsHere())('a promise that breaks while the drill goes on, at %s', (door) => {
  const at = useConsole(door, { drills: { 'deposed-leader': DEPOSED } })
  const panel = () => at().page.getByRole('region', { name: 'Broken promise' })
  let sentences: readonly string[] = []

  // What other work leaves of the computer decides who is asked when: not each try breaks it.
  it('is a sentence in the room, while it runs', { retry: 1 }, async () => {
    const { page } = at()
    await stage(page, 'deposed-leader')
    await page.getByRole('button', { name: 'Start drill' }).click()
    const abort = page.getByRole('button', { name: 'Abort' })
    await abort.waitFor()
    const either = page.getByRole('region', { name: /^(Broken promise|Outcome)$/ })
    await either.first().waitFor({ timeout: SHOWN_WITHIN_MS })
    expect(await either.first().innerText()).toContain('Linearizable is broken.')
    expect(await abort.isVisible()).toBe(true)
    const said = panel().getByRole('alert')
    expect(await said.innerText()).toMatch(/^Linearizable is broken\. c\d+ read /)
  })

  it('can be read by everybody', async () => {
    await readableInBothThemes(at().page)
  })

  it('is what the verdict tells, and leads to its moment', async () => {
    const { page } = at()
    await (await outcomeOf(page)).getByText('invalid').waitFor()
    const more = panel().getByRole('button', { name: /^And \d+ more$/ })
    if (await more.isVisible()) {
      await more.focus()
      await page.keyboard.press('Enter')
      await panel().getByRole('list', { name: 'More broken promises' }).waitFor()
    }
    await readableInBothThemes(page)
    sentences = await panel()
      .getByText(/^c\d+ .* k\d/)
      .allInnerTexts()
    await page.keyboard.press('J')
    const violation = page.getByRole('region', { name: 'Violation' })
    await violation.waitFor({ timeout: SHOWN_WITHIN_MS })
    await violation.getByText('Linearizable is broken.').waitFor()
    expect(page.url()).toMatch(/at=\d+/)
  })

  it('is at a key that the room had named', async () => {
    const { page } = at()
    await page.getByRole('link', { name: 'Verdict' }).click()
    const check = page.getByRole('listitem').filter({ hasText: 'linearizable' }).first()
    const key = /\(key (k\d+)\)/.exec(await check.innerText())?.[1]
    expect(sentences.map((sentence) => /\bk\d+\b/.exec(sentence)?.[0])).toContain(key)
  })
})
