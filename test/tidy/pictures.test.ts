/** Goal: pages for people show what they say. Method: every picture that they name is there. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { SCREENS } from '../screenshots/screens.ts'

const PAGES = ['README.md', 'docs/console.md']
const FOLDER = 'docs/screenshots'
/** A clone should not wait for pictures. */
const BYTES_MAX = 4_000_000

test('every picture of a page is there', () => {
  for (const page of PAGES) {
    const named = [...readFileSync(page, 'utf8').matchAll(/!\[[^\]]+\]\(([^)]+)\)/g)]
    expect(named.length).toBeGreaterThan(0)
    for (const [, path = ''] of named) {
      expect(existsSync(join(dirname(page), path)), `${path} in ${page}`).toBe(true)
    }
  }
})

test('every screen is pictured dark and light, and all of it stays small', () => {
  const pictures = readdirSync(FOLDER)
  for (const name of ['drills', 'room', ...SCREENS.map((screen) => screen.name)]) {
    expect(pictures).toEqual(expect.arrayContaining([`${name}-dark.png`, `${name}-light.png`]))
  }
  const bytes = pictures.reduce((sum, file) => sum + statSync(join(FOLDER, file)).size, 0)
  expect(bytes).toBeLessThan(BYTES_MAX)
})
