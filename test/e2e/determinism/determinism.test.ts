/**
 * Goal: one seed decides everything, in whatever engine. Method: each seed of a list runs twice in
 * Node and once in the bundled Chromium, and every step of every machine must have the same
 * digest. What the language leaves to an engine would show here.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'
import { describe, expect, it } from 'vitest'
import type { Drill } from '../../../core/drills/drill.ts'
import { DRILLS_FOLDER } from '../../../electron/drill-files/drill-library.ts'
import { loadDrill } from '../../../electron/drill-files/load-drill.ts'
import { launchBrowser } from '../browser.ts'
import { digestsOf, type SeedDigest } from './digests.ts'
import { seedList } from './seed-list.ts'

/** `FAULTLINE_SEEDS=5,17,40..60` asks for others. */
const SEEDS = seedList(process.env['FAULTLINE_SEEDS'] ?? '1..4')
const DRILLS = [
  'random-faults',
  'power-loss',
  'clock-jump',
  'split-brain-bank',
  'abd-minority-lost',
]

async function bundle(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'faultline-bundle-'))
  try {
    await build({
      configFile: false,
      logLevel: 'error',
      build: {
        outDir: folder,
        lib: {
          entry: join(import.meta.dirname, 'in-a-page.ts'),
          formats: ['iife'],
          name: 'faultline',
          fileName: 'core',
        },
      },
    })
    return await readFile(join(folder, 'core.iife.js'), 'utf8')
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function drills(): Promise<readonly Drill[]> {
  return Promise.all(
    DRILLS.map(async (name) => {
      const loaded = await loadDrill(join(DRILLS_FOLDER, `${name}.yaml`))
      if (!loaded.ok) throw new Error(`${name} does not load`)
      return loaded.drill
    }),
  )
}

describe('a seed', () => {
  it('decides every step, twice in Node and once in another engine', async () => {
    const script = await bundle()
    const browser = await launchBrowser()
    try {
      const page = await browser.newPage()
      await page.addScriptTag({ content: script })
      for (const drill of await drills()) {
        // Both engines at work at once.
        const asked = page.evaluate(
          ([asked, seeds]) =>
            (globalThis as unknown as InPage).digestsOf(asked as Drill, seeds as string[]),
          [drill, SEEDS] as const,
        )
        const [once, twice] = [digestsOf(drill, SEEDS), digestsOf(drill, SEEDS)]
        const there = await asked
        expect(twice, drill.name).toEqual(once)
        expect(there, drill.name).toEqual(once)
      }
    } finally {
      await browser.close()
    }
  })
})

interface InPage {
  digestsOf(drill: Drill, seeds: readonly string[]): readonly SeedDigest[]
}
