/**
 * How soon a promise that was broken is told while the drill still goes on: from the answer that
 * broke it, by the clock of the processes, to the frame of the page that says so, and to the line of
 * the command line. Real processes of a release that answers reads without asking anybody; each key
 * at which it did is one violation.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Page } from 'playwright'
import { RUN_EXTENSION } from '../../electron/library/home.ts'
import { goTo, outcomeOf } from '../e2e/moves.ts'
import { DEPOSED } from '../e2e/own-drills.ts'
import { brokenMoments } from './broken-moments.ts'
import { openConsolePage } from './console-page.ts'
import { delayOf, loadNow, type Delay } from './delay.ts'

export interface BrokenPromiseFigures {
  readonly load: number
  /** The drill, in the page and on the command line each. */
  readonly drills: number
  readonly delays: readonly Delay[]
}

/** When each key was told of, milliseconds since 1970. */
type Told = ReadonlyMap<string, number>

const NAME = 'deposed-leader'
const CLI = join(import.meta.dirname, '../../electron/cli/faultline.mjs')

export async function measureBrokenPromises(drills: number): Promise<BrokenPromiseFigures> {
  const shown: number[] = []
  const printed: number[] = []
  for (let drill = 0; drill < drills; drill++) {
    shown.push(...(await inThePage()))
    printed.push(...(await onTheCommandLine()))
  }
  return {
    load: loadNow(),
    drills,
    delays: [
      delayOf('broken promise to its panel in the page', shown),
      delayOf('broken promise to its line on the command line', printed),
    ],
  }
}

async function inThePage(): Promise<readonly number[]> {
  const opened = await openConsolePage({
    furnish: ({ drills }) => writeFile(join(drills, `${NAME}.yaml`), DEPOSED),
  })
  try {
    const { page, places } = opened
    await goTo(page, `/room?drill=${NAME}&origin=own`)
    await page.getByRole('button', { name: 'Start drill' }).click()
    await page.evaluate(`(${WATCH})()`)
    await outcomeOf(page)
    const file = readdirSync(places.runs).find((name) => name.endsWith(RUN_EXTENSION))
    if (file === undefined) throw new Error('the drill left no run')
    return delays(join(places.runs, file), await shownIn(page))
  } finally {
    await opened.close()
  }
}

async function shownIn(page: Page): Promise<Told> {
  const sentences: readonly (readonly [string, number])[] = await page.evaluate('window.broken')
  // The first time counts: once the drill is over, each sentence becomes a link with more words.
  return new Map(sentences.toReversed().map(([sentence, at]) => [keyOf(sentence), at]))
}

async function onTheCommandLine(): Promise<readonly number[]> {
  const folder = await mkdtemp(join(tmpdir(), 'faultline-bench-'))
  try {
    const drill = join(folder, `${NAME}.yaml`)
    const run = join(folder, `run${RUN_EXTENSION}`)
    await writeFile(drill, DEPOSED)
    const child = spawn(process.execPath, [CLI, 'drill', drill, '--json', '--out', run], {
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    const told = new Map<string, number>()
    createInterface({ input: child.stderr }).on('line', (line) => {
      if (!line.includes(' is broken: ')) return
      told.set(keyOf(line), performance.timeOrigin + performance.now())
    })
    await once(child, 'close')
    return delays(run, told)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function delays(path: string, told: Told): readonly number[] {
  const broken = brokenMoments(path)
  return [...told].map(([key, at]) => {
    const since = broken.get(key)
    if (since === undefined) throw new Error(`${key} was told to be broken, and is not`)
    return at - since
  })
}

function keyOf(sentence: string): string {
  return /\bk\d+\b/.exec(sentence)?.[0] ?? ''
}

/** Opens the list of what else is broken, and dates each sentence with the end of its frame. */
const WATCH = `() => {
  window.broken = []
  const seen = new Set()
  const drawn = (tell) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => tell(performance.timeOrigin + performance.now())
    port2.postMessage(null)
  })
  const look = () => {
    const told = document.querySelector('.broken > .check')?.parentElement ?? null
    told?.parentElement.querySelector('button[data-state=closed]')?.click()
    const more = document.querySelectorAll('[aria-label="More broken promises"] > li')
    for (const { textContent } of told === null ? [] : [told.lastElementChild, ...more]) {
      const sentence = textContent.trim()
      if (seen.has(sentence)) continue
      seen.add(sentence)
      drawn((at) => window.broken.push([sentence, at]))
    }
  }
  new MutationObserver(look).observe(document.querySelector('main'), {
    subtree: true,
    childList: true,
    characterData: true,
  })
}`
