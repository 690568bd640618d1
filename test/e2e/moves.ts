/** What a person does over and over: goes to a place, starts a drill, waits for its end. */
import type { Locator, Page } from 'playwright'
import { expect } from 'vitest'

/** A cluster of real processes starts, runs its workload and is judged within this, ms. */
const DRILL_WITHIN_MS = 60_000

/** By the address, as a bookmark would. `path` begins with a slash. */
export async function goTo(page: Page, path: string): Promise<void> {
  await page.evaluate(`location.hash = ${JSON.stringify(path)}`)
}

/** Stages an own drill and waits for its page. */
export async function stage(page: Page, drill: string): Promise<void> {
  await goTo(page, `/room?drill=${drill}&origin=own`)
  await page.getByRole('button', { name: 'Start drill' }).waitFor()
}

/** Its name, as soon as the clients work: from then on it may be broken. */
export async function leaderElected(page: Page): Promise<string> {
  const kill = page.getByRole('button', { name: /^Kill/, disabled: false })
  await kill.waitFor({ timeout: DRILL_WITHIN_MS })
  const leader = page.getByRole('option', { name: /^n\d+, leader, / })
  await leader.waitFor({ timeout: DRILL_WITHIN_MS })
  return (await leader.getAttribute('data-machine')) ?? ''
}

/** The panel that tells how the drill ended. */
export async function outcomeOf(page: Page): Promise<Locator> {
  const outcome = page.getByRole('region', { name: 'Outcome' })
  await outcome.waitFor({ timeout: DRILL_WITHIN_MS })
  return outcome
}

export function activeFault(page: Page, kind: string): Locator {
  return page
    .getByRole('region', { name: 'List of faults' })
    .getByRole('listitem', { name: new RegExp(`^${kind} on `) })
}

/** Resolves with the measured effect, once there is one. */
export async function measuredEffect(fault: Locator): Promise<string> {
  await fault.getByText(/^proof: \S/).waitFor()
  return fault.getByText(/^proof: \S/).innerText()
}

/** What the page says within a while. */
export function told(locator: Locator): ReturnType<typeof expect.poll<string>> {
  return expect.poll(() => locator.innerText(), { timeout: 15_000 })
}
