/** One live drill on real processes, until it is worth a picture. */
import type { Page } from 'playwright'

const DRILL = 'stale-read'

/** Stages and starts the drill, and resolves while both of its faults stand and are measured. */
export async function startLiveDrill(page: Page): Promise<void> {
  const start = page.getByRole('button', { name: 'Start drill' })
  await start.waitFor()
  await page.keyboard.press('H')
  await start.click()
  const proofs = page.getByText(/^proof: \S/)
  await proofs.nth(1).waitFor({ timeout: 60_000 })
}

export const LIVE_PLACE = `/room?drill=${DRILL}`
