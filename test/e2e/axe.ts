/** What axe-core finds on the page as it stands. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright'
import { expect } from 'vitest'

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

const THEMES = ['dark', 'light'] as const

interface Violation {
  readonly id: string
  readonly impact: string | null
  readonly nodes: readonly {
    readonly target: readonly unknown[]
    readonly failureSummary: string
  }[]
}

/**
 * A line for each place of a serious or critical violation. What the driver evaluates is no script
 * of the page, so the content security policy stands as it is.
 */
export async function seriousViolations(page: Page): Promise<readonly string[]> {
  await page.evaluate(`window.axe === undefined && (() => { ${SOURCE} })()`)
  const found: readonly Violation[] = await page.evaluate(
    `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations)`,
  )
  return found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary}`),
    )
}

/** The page as it stands, dark and then light, with the motion that some ask to be spared. */
export async function readableInBothThemes(page: Page): Promise<void> {
  for (const colorScheme of THEMES) {
    await page.emulateMedia({ reducedMotion: 'reduce', colorScheme })
    expect(await seriousViolations(page), colorScheme).toEqual([])
  }
}
