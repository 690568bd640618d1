/**
 * Goal: what a run recorded is enough to have the same run again. Method: every drill of the
 * library runs in the simulator; what it recorded is written down as a drill without chance and
 * runs under the same seed, where every step of every machine must be the same.
 */
import { describe, expect, it } from 'vitest'
import { recordedSchedule, repeated } from '../../../core/drills/recorded-schedule.ts'
import { runDrill, type DrillRun } from '../../../core/simulation/run-drill.ts'
import { listDrills } from '../../../electron/drill-files/drill-library.ts'
import { drillText } from '../../../electron/drill-files/drill-text.ts'
import { parseDrill } from '../../../electron/drill-files/load-drill.ts'

const SEEDS = ['1', '2']

const drills = await listDrills()

function told({ outcome }: DrillRun): readonly unknown[] {
  return outcome.faults.map(({ kind, target, atMs, undoneAtMs }) => [
    kind,
    target,
    atMs,
    undoneAtMs,
  ])
}

describe('the recorded schedule of a drill', () => {
  it.each(drills)('repeats every step of $name', ({ name, drill }) => {
    for (const seed of SEEDS) {
      const first = runDrill({ drill, seed, checkers: [], digest: 'steps' })
      const again = repeated(drill, first.outcome.faults)
      const second = runDrill({ drill: again, seed, checkers: [], digest: 'steps' })
      expect(told(second), `${name}, seed ${seed}`).toEqual(told(first))
      expect(second.digest, `${name}, seed ${seed}`).toBe(first.digest)
      const recorded = recordedSchedule(first.outcome.faults)
      expect(recordedSchedule(second.outcome.faults)).toEqual(recorded)
    }
  })

  it.each(drills)('survives the file of $name', ({ drill }) => {
    const { outcome } = runDrill({ drill, seed: '1', checkers: [], digest: 'steps' })
    const again = repeated(drill, outcome.faults)
    const parsed = parseDrill(drillText(again), 'again.yaml')
    expect(parsed).toMatchObject({ ok: true })
    expect(parsed.ok && parsed.drill).toEqual(again)
  })
})
