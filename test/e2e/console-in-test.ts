/**
 * One console for the specs of a file: opened before the first of them in a home of its own, closed
 * after the last. After each, nothing may have gone wrong in the page or behind it.
 */
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import type { Page } from 'playwright'
import { openConsole, type Door, type OpenedConsole } from './doors.ts'
import { furnishHome, type Furnishing } from './home.ts'

/** Called where specs are declared; what it returns is called in them. */
export function useConsole(door: Door, furnishing: Furnishing = {}): () => OpenedConsole {
  let opened: OpenedConsole | null = null
  const at = (): OpenedConsole => {
    if (opened === null) throw new Error('the console is open only while specs run')
    return opened
  }

  beforeAll(async () => {
    opened = await openConsole(door, (places) => furnishHome(places, furnishing))
  })
  let told = 0
  afterEach(async ({ task }) => {
    const { page, troubles } = at()
    if (task.result?.state === 'fail') console.error(await shownBy(page))
    // Each trouble fails the spec that it came up in, and no other.
    const fresh = troubles.slice(told)
    told = troubles.length
    expect(fresh).toEqual([])
  })
  afterAll(async () => {
    await opened?.close()
  })
  return at
}

/** What a person would have seen, in words; for whoever reads why a spec failed. */
async function shownBy(page: Page): Promise<string> {
  try {
    return `the page showed:\n${await page.locator('body').ariaSnapshot()}`
  } catch (problem) {
    return `the page could not be read: ${String(problem)}`
  }
}
