/** Goal: two runs are told apart without looking at a chart. Method: known figures and settings. */
import { describe, expect, it } from 'vitest'
import type { RunComparison } from '../../../electron/ipc/shapes/runs.ts'
import {
  checkRows,
  comparisonInWords,
  figureRows,
  settingRows,
} from '../../../renderer/views/compare/comparison.ts'

type Figure = RunComparison['figures'][number]

function figure(changed: Partial<Figure>): Figure {
  return { name: 'latency p99', unit: 'ms', left: 10, right: 15, better: 'left', ...changed }
}

function difference(changed: Partial<Figure>): string | undefined {
  return figureRows([figure(changed)])[0]?.difference
}

describe('figures side by side', () => {
  it('have the difference with its sign, in their unit and as a share', () => {
    expect(difference({})).toBe('+5.00 ms, +50 %')
    expect(difference({ left: 15, right: 10 })).toBe('−5.00 ms, −33 %')
    expect(difference({ unit: 'ok/s', left: 200, right: 201 })).toBe('+1 ok/s, +0.5 %')
    expect(difference({ unit: 'ok/s', left: 225.4, right: 225.07 })).toBe('−0.33 ok/s, −0.15 %')
    expect(difference({ unit: 'share', left: 0.956, right: 1 })).toBe('+4.4 points')
    expect(difference({ left: 6, right: 900 })).toBe('+894 ms, ×150')
    expect(difference({ unit: '', left: 0, right: 4 })).toBe('+4')
    expect(difference({ left: 5, right: 5 })).toBe('0')
  })

  it('have none where one was not measured', () => {
    const [row] = figureRows([figure({ right: null, better: null })])
    expect(row).toMatchObject({ right: '–', difference: '–', better: null })
  })

  it('say which is better, and that equal ones are the same', () => {
    const rows = figureRows([figure({}), figure({ right: 10, better: null })])
    expect(rows.map(({ better }) => better)).toEqual(['left', 'same'])
  })

  it('praise nobody for a difference that says nothing, unless it is a share', () => {
    const rows = figureRows([
      figure({ left: 10, right: 10.05 }),
      figure({ unit: 'share', left: 1, right: 0.999 }),
      figure({ unit: '', left: 368, right: 370 }),
      figure({ unit: '', left: 1, right: 2 }),
    ])
    expect(rows.map(({ better }) => better)).toEqual(['alike', 'left', 'alike', 'left'])
  })
})

describe('settings and checks side by side', () => {
  it('have what differs first', () => {
    const settings = [
      { name: 'drill', left: 'a', right: 'a', differs: false },
      { name: 'seed', left: '1', right: '2', differs: true },
    ]
    expect(settingRows(settings).map(({ name }) => name)).toEqual(['seed', 'drill'])
    const checks = [
      { name: 'converged', left: 'valid', right: 'valid' },
      { name: 'linearizable', left: 'valid', right: null },
    ] as const
    expect(checkRows(checks).map(({ name }) => name)).toEqual(['linearizable', 'converged'])
  })
})

describe('a comparison in words', () => {
  function comparison(left: string | null, right: string | null, differing: readonly string[]) {
    const side = (verdict: string | null) => ({
      detail: { status: 'interrupted', verdict: verdict === null ? null : { verdict } },
    })
    const settings = differing.map((name) => ({ name, left: '1', right: '2', differs: true }))
    return { left: side(left), right: side(right), settings } as unknown as RunComparison
  }

  it('tells both verdicts and where the two differ', () => {
    expect(comparisonInWords(comparison('valid', 'invalid', ['release']))).toBe(
      'Left is valid, right is invalid. They differ in release.',
    )
    expect(comparisonInWords(comparison('valid', 'valid', []))).toBe(
      'Both are valid. They were made with the same settings.',
    )
    expect(comparisonInWords(comparison(null, 'unknown', ['a', 'b', 'c', 'd', 'e']))).toBe(
      'Left is interrupted, right is unknown. They differ in a, b, c and 2 more.',
    )
  })
})
