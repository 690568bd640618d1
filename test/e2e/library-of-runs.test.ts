/**
 * Goal: runs are found, tagged, compared, taken in from elsewhere, and removed only on purpose.
 * Method: recorded runs in a home of their own, one of them outside of it at first.
 */
import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright'
import { describe, expect, it } from 'vitest'
import { useConsole } from './console-in-test.ts'
import { doorsHere } from './doors.ts'
import { recordedFile } from './home.ts'
import { goTo } from './moves.ts'

const search = (page: Page) => page.getByRole('searchbox', { name: 'Search runs' })
const counted = (page: Page, words: string) => page.getByText(words, { exact: true }).waitFor()
const select = (page: Page, run: string) =>
  page.getByRole('checkbox', { name: `Select ${run}`, exact: true }).click()

describe.each(doorsHere())('the library of runs, through the door %s', (door) => {
  const at = useConsole(door, { runs: ['kept', 'kept-again'] })

  it('takes in a file from elsewhere', async () => {
    const { page } = at()
    await goTo(page, '/runs')
    await counted(page, '2 runs')
    await page.getByLabel('Run files to take in').setInputFiles(recordedFile('broken'))
    await page.getByText('broken.faultline joined the library.').first().waitFor()
    await page.getByRole('row', { name: /invalid stale-read/ }).waitFor()
  })

  it('refuses one that is no run, in a sentence, and loses nothing', async () => {
    const { page, places } = at()
    const stranger = join(places.drills, 'stranger.faultline')
    await writeFile(stranger, 'no run at all')
    await page.getByLabel('Run files to take in').setInputFiles(stranger)
    await page
      .getByText(/^stranger\.faultline was not taken in: /)
      .first()
      .waitFor()
    await counted(page, '3 runs')
  })

  it('finds what is searched for', async () => {
    const { page } = at()
    await search(page).fill('invalid')
    await counted(page, '1 run of 3')
    expect(await page.getByRole('row', { name: /stale-read/ }).count()).toBe(1)
    await search(page).fill('seed:2')
    await page.getByRole('row', { name: /Select kept-again/ }).waitFor()
    await search(page).fill('')
    await counted(page, '3 runs')
  })

  it('tags a run, and finds it by its tag', async () => {
    const { page } = at()
    await select(page, 'kept')
    await page.getByRole('button', { name: 'Tags' }).click()
    await page.getByRole('textbox', { name: 'Add a tag' }).fill('baseline')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Remove the tag baseline' }).waitFor()
    await page.keyboard.press('Escape')
    await search(page).fill('tag:baseline')
    await counted(page, '1 run of 3, 1 selected')
    await search(page).fill('')
  })

  it('lays two runs over each other', async () => {
    const { page } = at()
    await select(page, 'kept-again')
    await page.getByRole('button', { name: 'Compare' }).click()
    await page.getByText('They differ in seed.').waitFor()
    await page.getByRole('row', { name: /^throughput / }).waitFor()
    await page.getByRole('row', { name: /^linearizable valid valid/ }).waitFor()
    await page.getByRole('row', { name: /seed .*differs 1 2/ }).waitFor()
    await goTo(page, '/runs')
  })

  it('removes a run only after a question', async () => {
    const { page, places } = at()
    const file = join(places.runs, 'kept.faultline')
    await search(page).fill('tag:baseline')
    await counted(page, '1 run of 3, 1 selected')
    await page.getByRole('button', { name: 'Delete' }).click()
    await page.getByRole('alertdialog', { name: 'Delete kept?' }).waitFor()
    await page.getByRole('button', { name: 'Cancel' }).click()
    expect(existsSync(file)).toBe(true)
    await page.getByRole('button', { name: 'Delete' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click()
    await page.getByText('Deleted 1 run.').first().waitFor()
    expect(existsSync(file)).toBe(false)
    await page.getByRole('button', { name: 'Show all' }).click()
    await counted(page, '2 runs')
  })
})
