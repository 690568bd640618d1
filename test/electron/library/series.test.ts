/**
 * Goal: the columns of a run are exact, whatever its length, and finite, whatever its file says.
 * Method: small histories with known answers, and any history against a plain recount.
 */
import { join } from 'node:path'
import { array, assert, constantFrom, integer, property, record } from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { HistoryEvent } from '../../../core/history/operation.ts'
import type { CompletedOperations } from '../../../electron/library/completed-operations.ts'
import { FAIL, INFO, OK } from '../../../electron/library/completed-operations.ts'
import { readSeries } from '../../../electron/library/series.ts'
import { slotOperations } from '../../../electron/library/slots.ts'
import { alter, alteredCopy, reading, recordRun } from './recorded-run.ts'
import { STALE_READ } from './stale-read.ts'
import { useFolder } from '../../folders/use-folder.ts'

const folder = useFolder('series', { brokenRuns: 'written by hand, of machines that only talk' })

interface Ended {
  readonly at: number
  readonly took: number
  readonly result: number
}

function columns(ended: readonly Ended[]): CompletedOperations {
  return {
    count: ended.length,
    endedNs: Float64Array.from(ended, ({ at }) => at),
    tookNs: Float64Array.from(ended, ({ took }) => took),
    result: Uint8Array.from(ended, ({ result }) => result),
  }
}

describe('slots', () => {
  it('hold what a plain recount finds', () => {
    const any = record({
      at: integer({ min: -50, max: 1_050 }),
      took: integer({ min: 0, max: 1e9 }),
      result: constantFrom(OK, FAIL, INFO),
    })
    assert(
      property(array(any, { maxLength: 300 }), integer({ min: 1, max: 20 }), (ended, slots) => {
        const range = { fromNs: 0, slotNs: 1_000 / slots, slots }
        const found = slotOperations(columns(ended), range)
        for (let slot = 0; slot < slots; slot++) {
          const inside = ended.filter(({ at }) => Math.floor(at / range.slotNs) === slot)
          const took = inside.filter(({ result }) => result === OK).map(({ took }) => took)
          took.sort((left, right) => left - right)
          expect(found.ok[slot]).toBe(took.length)
          expect(found.fail[slot]).toBe(inside.filter(({ result }) => result === FAIL).length)
          expect(found.info[slot]).toBe(inside.filter(({ result }) => result === INFO).length)
          for (const [name, share] of [
            ['p50', 0.5],
            ['p99', 0.99],
          ] as const) {
            // The least latency that at least this share of all did not exceed.
            const expected = took.find(
              (value) => took.filter((other) => other <= value).length >= share * took.length,
            )
            const value = found[name][slot] as number
            if (expected === undefined) expect(value).toBeNaN()
            else expect(value).toBe(Math.fround(expected / 1e6))
          }
        }
      }),
    )
  })
})

describe('the series of a run', () => {
  const path = join(folder, 'run.faultline')
  recordRun(path, { history: STALE_READ })
  alter(path, (database) => {
    const report = database.prepare(
      `INSERT INTO report (at_us, machine, role, incarnation, type, body)
       VALUES (?, ?, 'node', 1, 'role', ?)`,
    )
    report.run(1_250_000, 'n1', JSON.stringify({ type: 'role', role: 'leader', term: 3 }))
    report.run(1_240_000, 'n2', JSON.stringify({ type: 'role', role: 'candidate', term: 3 }))
  })

  it('counts from the beginning of the workload and ends with it', () => {
    const series = reading(path, ({ database }) => readSeries(database, 20))
    expect(series).toMatchObject({ fromMs: 0, slotMs: 100 })
    expect([...series.ok]).toEqual([0, 1, 1, 1, ...Array<number>(16).fill(0)])
    expect([series.p50[1], series.p50[2], series.p999[3]]).toEqual([2, 4, 10])
    expect(series.p50[0]).toBeNaN()
    expect(series.elections).toEqual([{ atMs: 250, node: 'n1', term: 3 }])
    expect(series.phases.slice(0, 3)).toEqual([
      { atMs: -1_000, phase: 'warm-up' },
      { atMs: 0, phase: 'drill' },
      { atMs: 2_000, phase: 'recovery' },
    ])
    expect(series.faults).toEqual([
      {
        id: 'f1',
        kind: 'kill',
        target: 'n1',
        fromMs: 500,
        toMs: 1_000,
        proven: true,
        effect: 'went down once',
      },
    ])
  })

  it('has no slots shorter than a millisecond', () => {
    const { slotMs, ok } = reading(path, ({ database }) => readSeries(database, 4_096))
    expect({ slotMs, slots: ok.length }).toEqual({ slotMs: 1, slots: 2_000 })
  })

  it('is finite, whatever times the file tells', () => {
    const copy = alteredCopy(path, join(folder, 'odd-times.faultline'), (database) => {
      database.exec(`
        UPDATE history SET time_ns = -9223372036854775807 WHERE id = 1;
        UPDATE history SET time_ns = 9223372036854775807 WHERE id = 4;
        UPDATE fault SET applied_at_ms = 9e999, undone_at_ms = -9e999;
        UPDATE log SET at_ms = 9e999 WHERE text = 'recovery';
        UPDATE log SET at_ms = -9e999 WHERE text = 'warm-up';
        UPDATE log SET at_ms = -1e300 WHERE text = 'done';
        UPDATE report SET at_us = -9223372036854775807`)
    })
    const series = reading(copy, ({ database }) => readSeries(database, 100))
    expect(series.ok.length).toBeLessThanOrEqual(100)
    const told = [
      series.slotMs,
      ...series.faults.flatMap(({ fromMs, toMs }) => [fromMs, toMs]),
      ...series.elections.map(({ atMs }) => atMs),
      ...series.phases.map(({ atMs }) => atMs),
    ]
    for (const number of told) expect(Number.isFinite(number)).toBe(true)
  })

  it('of 200,000 operations takes well under a second', () => {
    const long = join(folder, 'long.faultline')
    recordRun(long)
    alter(long, (database) => {
      const insert = database.prepare(
        `INSERT INTO history (time_ns, process, type, f, key, client) VALUES (?, ?, ?, 'read', 'x', 'c1')`,
      )
      database.transaction(() => {
        for (let place = 0; place < 200_000; place++) {
          const event: Omit<HistoryEvent, 'index' | 'f'> = {
            time: 1e9 + place * 10_000,
            process: place % 8,
            type: 'invoke',
          }
          insert.run(event.time, event.process, 'invoke')
          insert.run(event.time + 5_000, event.process, place % 10 === 0 ? 'fail' : 'ok')
        }
      })()
    })
    reading(long, ({ database }) => {
      const beganMs = performance.now()
      const series = readSeries(database, 500)
      // Far above what it takes, for a slow and busy machine.
      expect(performance.now() - beganMs).toBeLessThan(3_000)
      expect(series.ok.reduce((sum, count) => sum + count, 0)).toBe(180_000)
      expect(series.fail.reduce((sum, count) => sum + count, 0)).toBe(20_000)
      expect(series.p50[250]).toBeCloseTo(0.005)
    })
  })
})
