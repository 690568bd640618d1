/**
 * How long it takes to be told the state of every machine at a moment, by the console as it answers
 * a page: moments at random over a run of five nodes at 400 operations a second. Once with the
 * states that a run file holds since its run was judged, and once for a file without them, which is
 * replayed in the background.
 */
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import SQLite from 'better-sqlite3'
import { Prng } from '../../core/base/prng.ts'
import { simulate } from '../../electron/conductor/simulate.ts'
import { createTimelinePart } from '../../electron/console/timeline/create-timeline-part.ts'
import { loadDrill } from '../../electron/drill-files/load-drill.ts'
import { withPreparations } from '../electron/console/preparations-in-test.ts'
import { makeReady } from '../electron/recorder/made-ready.ts'
import { percentile } from './percentile.ts'

export interface TimeTravelPlan {
  readonly seconds: number
  readonly moments: number
}

export interface TimeTravelFigures {
  readonly run: 'sealed' | 'without states'
  readonly events: number
  readonly fileBytes: number
  /** Until the run is open, its lanes and faults told. */
  readonly openMs: number
  /** Asked for right then: the states at the end of the run. */
  readonly firstMs: number
  readonly p50Ms: number
  readonly p99Ms: number
  readonly slowestMs: number
}

const RUN = 'bench'
const DRILL = fileURLToPath(new URL('../../resources/drills/leader-loss.yaml', import.meta.url))

export async function measureTimeTravel(plan: TimeTravelPlan): Promise<TimeTravelFigures[]> {
  const root = mkdtempSync(join(tmpdir(), 'faultline-bench-'))
  const runs = join(root, 'runs')
  mkdirSync(runs)
  const path = join(runs, `${RUN}.faultline`)
  try {
    await makeRun(path, plan.seconds)
    const sealed = await measure(root, path, plan.moments)
    const database = new SQLite(path)
    database.exec('DELETE FROM state_page')
    database.close()
    const bare = await measure(root, path, plan.moments)
    return [
      { run: 'sealed', ...sealed },
      { run: 'without states', ...bare },
    ]
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}

async function makeRun(path: string, seconds: number): Promise<void> {
  const overrides = [`workload.duration=${seconds}s`, 'workload.rate=400/s']
  const loaded = await loadDrill(DRILL, { overrides })
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.errors))
  const { drill, source } = loaded
  await simulate({ drill, source, seed: '1', path, version: 'bench' })
  await makeReady(path)
}

async function measure(root: string, path: string, moments: number) {
  const places = { runs: join(root, 'runs'), drills: root }
  const timeline = withPreparations(createTimelinePart, { places, publish: () => {} })
  const prng = new Prng('moments')
  try {
    const [head, openMs] = await timed(() => timeline.handlers['timeline.open']({ run: RUN }))
    const statesAt = (atUs: number) =>
      timed(async () => {
        // What is not replayed yet is asked for again, as the page does.
        for (;;) {
          const answer = await timeline.handlers['timeline.states']({ run: RUN, atUs })
          if (answer.kind === 'states') return answer
        }
      })
    const [, firstMs] = await statesAt(head.durationUs - 1)
    const times: number[] = []
    for (let asked = 0; asked < moments; asked++) {
      const [, tookMs] = await statesAt(prng.integer(0, head.durationUs))
      times.push(tookMs)
    }
    times.sort((left, right) => left - right)
    const figures = {
      openMs,
      firstMs,
      p50Ms: percentile(times, 0.5),
      p99Ms: percentile(times, 0.99),
    }
    const slowestMs = times.at(-1) ?? NaN
    const rounded = Object.entries({ ...figures, slowestMs }).map(
      ([name, ms]) => [name, Math.round(ms * 10) / 10] as const,
    )
    return {
      events: head.events,
      fileBytes: statSync(path).size,
      ...(Object.fromEntries(rounded) as typeof figures & { readonly slowestMs: number }),
    }
  } finally {
    await timeline.close()
  }
}

async function timed<Answer>(ask: () => Answer | Promise<Answer>): Promise<[Answer, number]> {
  const beganMs = performance.now()
  const answer = await ask()
  return [answer, performance.now() - beganMs]
}
