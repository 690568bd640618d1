/**
 * Goal: a drill file is copied, changed and broken in the editor, every mistake is told at its
 * line, and nothing that was written is lost. Method: the file on the disk beside the page.
 */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { useConsole } from './console-in-test.ts'
import { doorsHere } from './doors.ts'
import { goTo, told } from './moves.ts'

describe.each(doorsHere())('the editor of drill files, through the door %s', (door) => {
  const at = useConsole(door)
  const text = () => at().page.getByRole('textbox', { name: /^Drill file/ })
  const onDisk = () => readFile(join(at().places.drills, 'my-leader-loss.yaml'), 'utf8')

  it('saves a drill of the library as an own one', async () => {
    const { page } = at()
    await goTo(page, '/drills/library/leader-loss')
    await page.getByText('comes with Faultline, read-only').waitFor()
    await page.getByRole('button', { name: 'Save as own drill' }).click()
    const dialog = page.getByRole('dialog', { name: 'Save as own drill' })
    expect(await dialog.getByRole('textbox', { name: 'Name' }).inputValue()).toBe('my-leader-loss')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('heading', { name: 'my-leader-loss', level: 1 }).waitFor()
    expect(await onDisk()).toContain('drill: my-leader-loss')
  })

  it('tells a mistake with its line and what was expected', async () => {
    const { page } = at()
    await text().click()
    await page.keyboard.press('ControlOrMeta+End')
    await page.keyboard.type('nonsense: 1')
    await page.getByText('1 mistake', { exact: true }).waitFor()
    const mistake = page.getByRole('button', { name: /^line and column \d+:1/ })
    await told(mistake).toMatch(/nonsense/)
    const lines = (await onDisk()).split('\n').length
    expect(await mistake.innerText()).toContain(`${lines}:1`)
    expect(await page.getByRole('button', { name: 'Save and open in the room' }).isDisabled()).toBe(
      true,
    )
  })

  it('asks before what was not saved is left behind', async () => {
    const { page } = at()
    await page.getByRole('link', { name: 'Runs' }).click()
    const question = page.getByRole('alertdialog', { name: 'Leave without saving?' })
    await question.getByRole('button', { name: 'Cancel' }).click()
    await told(text()).toContain('nonsense: 1')
  })

  it('saves a file with its mistakes, so that it can be mended another day', async () => {
    const { page } = at()
    await page
      .getByRole('button', { name: /^Save( |$)/ })
      .first()
      .click()
    await page.getByText('Saved my-leader-loss, with its mistakes').first().waitFor()
    expect(await onDisk()).toContain('nonsense: 1')
    await goTo(page, '/drills')
    await page.getByRole('button', { name: /^my-leader-loss .*1 mistake/ }).click()
    await page.getByText('This file has mistakes, so the drill cannot start.').waitFor()
    await page.getByRole('button', { name: 'Edit', exact: false }).last().click()
    await told(text()).toContain('nonsense: 1')
  })

  it('is ready to start once it is mended', async () => {
    const { page } = at()
    await text().click()
    await page.keyboard.press('ControlOrMeta+End')
    for (let left = 'nonsense: 1'.length; left > 0; left--) await page.keyboard.press('Backspace')
    await page.getByText('No mistakes').waitFor()
    await page.getByRole('button', { name: 'Save and open in the room' }).click()
    await page.getByRole('button', { name: 'Start drill' }).waitFor()
    expect(await onDisk()).not.toContain('nonsense')
  })
})
