/** Goal: how far and how fast is told only where it is known. */
import { describe, expect, it } from 'vitest'
import type { ExplorationNow } from '../../../electron/ipc/shapes/explore.ts'
import { progressOf, rateText, standingText } from '../../../renderer/views/explore/progress.ts'
import {
  seedInWords,
  shrunkInWords,
  sizeInWords,
} from '../../../renderer/views/explore/seed-words.ts'

const NOW: ExplorationNow = {
  standing: { kind: 'exploring' },
  seeds: 50,
  valid: 40,
  invalid: 10,
  unknown: 0,
  simulatedMs: 1_000_000,
  exploredMs: 10_000,
  shrinking: null,
}

describe('the progress of an exploration', () => {
  it('tells the pace, and how long it will take', () => {
    expect(progressOf(NOW, 200)).toEqual({
      share: 0.25,
      seedsPerSecond: 5,
      timesRealTime: 100,
      leftMs: 30_000,
    })
  })

  it('tells nothing before the first seed, and no rest once it is over', () => {
    expect(progressOf({ ...NOW, seeds: 0, exploredMs: 0 }, 200)).toEqual({
      share: 0,
      seedsPerSecond: null,
      timesRealTime: null,
      leftMs: null,
    })
    expect(progressOf({ ...NOW, standing: { kind: 'stopped' } }, 200).leftMs).toBeNull()
  })

  it('says for whom it waits', () => {
    expect(standingText({ kind: 'waiting', waitsFor: 'drill' }, false)).toMatch(/a drill runs live/)
    expect(standingText({ kind: 'waiting', waitsFor: 'shrinking' }, false)).toMatch(/shrunk/)
    expect(standingText({ kind: 'explored' }, true)).toBe('stopped at a failure')
  })

  it('rounds rates to what they are worth', () => {
    expect([null, 0.04, 3.14, 104.6, 1240].map(rateText)).toEqual([
      '–',
      '0.04',
      '3.1',
      '105',
      '1,240',
    ])
  })
})

describe('a seed in words', () => {
  it('says how it stands and why', () => {
    const failure = { seed: 6, verdict: 'invalid', check: 'linearizable', why: 'no order' } as const
    expect(seedInWords(6, 'invalid', failure)).toBe('Seed 6, invalid. linearizable: no order')
    expect(seedInWords(7, 'waiting', null)).toBe('Seed 7, not explored yet')
  })

  it('says what a small drill still shows, and where it is', () => {
    const shrunk = { kind: 'shrunk', drill: 'small', broken: 'converged' } as const
    expect(shrunkInWords({ ...shrunk, greenOnCorrect: false, stopped: false })).toBe(
      'It still breaks converged. It is kept as your own drill small.',
    )
    expect(shrunkInWords({ ...shrunk, greenOnCorrect: true, stopped: true })).toMatch(
      /converged\. Without the bug .* valid\. The search was stopped, .* one\. It is kept/,
    )
  })

  it('counts what is left of a drill', () => {
    const size = { faults: 1, nodes: 3, clients: 2, durationMs: 4_500 }
    expect(sizeInWords(size)).toBe('1 fault, 3 nodes, 2 clients, 4.5s')
  })
})
