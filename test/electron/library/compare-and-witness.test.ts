/**
 * Goal: two runs are compared setting by setting, and a witness is told with what stands beside
 * it. Method: runs made for the purpose, where every answer is known.
 */
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { VerdictDocument } from '../../../core/drills/verdict-document.ts'
import type { ComparedRun } from '../../../electron/ipc/shapes/runs.ts'
import { compareRuns } from '../../../electron/library/compare-runs.ts'
import { operationText } from '../../../electron/library/operation-text.ts'
import { readRunDetail } from '../../../electron/library/run-detail.ts'
import { selectorText } from '../../../electron/library/run-settings.ts'
import { readSeries } from '../../../electron/library/series.ts'
import { drawWitness } from '../../../electron/library/witness.ts'
import { reading, recordRun, type RecordedRun } from './recorded-run.ts'
import { BROKEN, STALE_READ } from './stale-read.ts'
import { useFolder } from '../../folders/use-folder.ts'

const folder = useFolder('compare', { brokenRuns: 'written by hand, of machines that only talk' })

function compared(name: string, run: RecordedRun): ComparedRun {
  const path = join(folder, `${name}.faultline`)
  recordRun(path, run)
  return reading(path, (file) => ({
    detail: readRunDetail(file),
    series: readSeries(file.database, 10),
  }))
}

describe('two runs', () => {
  const left = compared('left', {
    verdict: { ...(BROKEN as Partial<VerdictDocument>), throughputPerSecond: 20 },
  })
  const right = compared('right', {
    header: { seed: 'seed-2', simulated: true },
    drill: {
      system: { kind: 'toy', nodes: 3, release: 'correct', options: { reads: { lease: true } } },
      schedule: [
        { atMs: 5_000, fault: { kind: 'kill', target: { type: 'leader' }, parameters: {} } },
      ],
    },
    verdict: {
      operations: { ok: 0, fail: 0, info: 0 },
      latencyMs: { p50: 0, p95: 0, p99: 0, p999: 0 },
      unavailableMs: 5,
      recovery: { answer: 'not-asked', afterMs: null },
    },
  })
  const comparison = compareRuns(left, right)

  it('differ in what differs, and agree in the main things that do not', () => {
    const settings = new Map(comparison.settings.map(({ name, ...sides }) => [name, sides]))
    expect(settings.get('drill')).toEqual({
      left: 'leader-loss',
      right: 'leader-loss',
      differs: false,
    })
    expect(settings.get('nodes')).toEqual({ left: '2', right: '3', differs: true })
    expect(settings.get('system.reads.lease')).toEqual({ left: '—', right: 'true', differs: true })
    expect(settings.get('schedule 1')).toEqual({
      left: '—',
      right: 'at 5s kill on leader',
      differs: true,
    })
    expect(settings.get('seed')).toEqual({ left: 'seed-1', right: 'seed-2', differs: true })
    expect(settings.get('world')).toEqual({ left: 'live', right: 'simulated', differs: true })
    // The same in both, and not of the main ones.
    expect(settings.has('workload.keys')).toBe(false)
    expect(settings.has('recover within')).toBe(false)
  })

  it('are told which figure is the better one, where one is', () => {
    const figures = new Map(comparison.figures.map((figure) => [figure.name, figure]))
    expect(figures.get('throughput')).toMatchObject({ left: 20, right: 10, better: 'left' })
    expect(figures.get('unavailable')).toMatchObject({ left: 0, right: 5, better: 'left' })
    expect(figures.get('availability')).toMatchObject({ left: 1, right: 1, better: null })
    expect(figures.get('elections')).toMatchObject({ better: null })
    expect(figures.get('recovery')).toMatchObject({ left: 12.5, right: null, better: null })
    // Nothing was acknowledged: zero is no latency.
    expect(figures.get('latency p50')).toMatchObject({ left: 1, right: null, better: null })
  })

  it('have their answers side by side, also to what only one was asked', () => {
    expect(comparison.checks).toEqual([
      { name: 'linearizable', left: 'invalid', right: 'valid' },
      { name: 'converged', left: 'unknown', right: null },
      { name: 'hypothesis', left: 'invalid', right: 'valid' },
      { name: 'recovery', left: 'valid', right: null },
    ])
  })

  it('of which one was not judged have no figures of it', () => {
    const unjudged = compared('unjudged', { end: 'interrupt' })
    const { figures, checks } = compareRuns(left, unjudged)
    expect(figures.every(({ right, better }) => right === null && better === null)).toBe(true)
    expect(checks.every(({ right }) => right === null)).toBe(true)
  })
})

describe('a witness', () => {
  const path = join(folder, 'witness.faultline')
  recordRun(path, {
    history: [
      ...STALE_READ,
      { time: 1_301e6, process: 2, type: 'invoke', f: 'read', key: 'other' },
      { time: 1_302e6, process: 3, type: 'invoke', f: 'write', key: 'x', value: 9 },
      { time: 1_400e6, process: 4, type: 'invoke', f: 'cas', key: 'x', value: [1, 2] },
      { time: 1_410e6, process: 4, type: 'fail', f: 'cas', key: 'x', value: [1, 2] },
    ],
  })
  const [broken] = BROKEN.checks

  it('is drawn with what cannot be explained, what it speaks of, and what stands beside it', () => {
    const drawn = reading(path, ({ database }) => drawWitness(database, { ...broken }))
    expect(drawn).toMatchObject({ check: 'linearizable', sentence: broken.witness.sentence })
    expect(
      drawn.operations.map(({ client, text, result, part }) => [client, text, result, part]),
    ).toEqual([
      ['c1', 'write x = "old"', 'ok', 'context'],
      ['c1', 'write x = "new"', 'ok', 'witness'],
      ['c2', 'read x -> "old"', 'ok', 'impossible'],
      ['c4', 'write x = 9', 'info', 'context'],
    ])
    expect(drawn.operations[2]).toMatchObject({ fromUs: 1_300_000, toUs: 1_310_000 })
    expect(drawn.operations[3]).toMatchObject({ toUs: null })
    expect(drawn.fromUs).toBeLessThan(1_100_000)
    expect(drawn.toUs).toBeGreaterThan(1_310_000)
  })

  it('is not drowned in what was never answered: the last of it stands beside', () => {
    const crowded = join(folder, 'crowded.faultline')
    const open = Array.from({ length: 20 }, (_, place) => {
      const asked = { type: 'invoke' as const, f: 'write', key: 'x', value: 100 + place }
      return { time: 1_110e6 + place * 1e6, process: 10 + place, ...asked }
    })
    recordRun(crowded, { history: [...STALE_READ, ...open] })
    const drawn = reading(crowded, ({ database }) => drawWitness(database, { ...broken }))
    const beside = drawn.operations.filter(({ part }) => part === 'context')
    expect(beside.map(({ text }) => text)).toEqual([
      'write x = "old"',
      'write x = 118',
      'write x = 119',
    ])
  })

  it('of reports alone is a sentence with the moments of the reports', () => {
    const reports = [{ atUs: 1_600_000, node: 'n1', incarnation: 1, event: { type: 'role' } }]
    const witness = { sentence: 'Two led.', reports }
    const drawn = reading(path, ({ database }) => drawWitness(database, { ...broken, witness }))
    expect(drawn.operations).toEqual([])
    expect(drawn.fromUs).toBeLessThan(1_600_000)
    expect(drawn.toUs).toBeGreaterThan(1_600_000)
    expect(drawn.faults).toMatchObject([{ id: 'f1', fromMs: 1_500, toMs: 2_000 }])
  })
})

describe('words', () => {
  it.each([
    ['read', undefined, 4, 'ok', 'read x -> 4'],
    ['read', undefined, null, 'ok', 'read x -> nothing'],
    ['read', undefined, undefined, 'info', 'read x'],
    ['write', 7, 7, 'ok', 'write x = 7'],
    ['write', 7, undefined, 'info', 'write x = 7'],
    ['cas', [1, 2], [1, 2], 'ok', 'cas x: 1 -> 2'],
    ['write', 'y'.repeat(100), undefined, 'fail', `write x = "${'y'.repeat(58)}…`],
  ] as const)('for %s %o are those of the console', (f, input, output, result, expected) => {
    expect(operationText({ f, key: 'x', input, output, result })).toBe(expected)
  })

  it('for targets are those of a drill file', () => {
    expect(
      selectorText({
        type: 'link',
        from: { type: 'leader' },
        to: {
          type: 'groups',
          groups: [
            { type: 'random', count: 2 },
            { type: 'zone', zone: 'a' },
          ],
        },
        both: true,
      }),
    ).toBe('leader <-> random: 2 | zone: a')
  })
})
