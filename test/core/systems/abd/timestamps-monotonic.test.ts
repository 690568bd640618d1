/** Goal: the checker goes red on a tag that does not grow, and on nothing else. */
import { describe, expect, it } from 'vitest'
import type { NodeReport, Recording } from '../../../../core/checkers/checker.ts'
import { timestampsMonotonic } from '../../../../core/systems/abd/timestamps-monotonic.ts'

function tagged(node: string, incarnation: number, key: string, counter: number): NodeReport {
  const event = { type: 'tagged', key, tag: [counter, 'n1', 1, 1] }
  return { atUs: 0, node, incarnation, event }
}

function check(reports: readonly NodeReport[], budget = 100) {
  const workload = { kind: 'register', options: {} }
  const recording: Recording = { workload, history: [], reports, finalStates: [] }
  return timestampsMonotonic.check(recording, budget)
}

describe('timestamps-monotonic', () => {
  it('accepts tags that grow, and other replicas, keys and lives with lower ones', () => {
    const reports = [tagged('n1', 1, 'x', 5), tagged('n1', 1, 'x', 6), tagged('n2', 1, 'x', 5)]
    const more = [tagged('n1', 1, 'y', 1), tagged('n1', 2, 'x', 4)]
    expect(check([...reports, ...more])).toMatchObject({ verdict: 'valid', steps: 5 })
  })

  it.each([5, 4])('refuses %i after 5, with both reports as the witness', (counter) => {
    const reports = [tagged('n1', 1, 'x', 5), tagged('n1', 1, 'x', counter)]
    const result = check(reports)
    expect(result).toMatchObject({ verdict: 'invalid', witness: { reports } })
    expect(result.witness?.sentence).toContain(`${counter}.n1.1.1`)
  })

  it('does not guess beyond its budget', () => {
    const reports = [tagged('n1', 1, 'x', 5), tagged('n1', 1, 'x', 4)]
    expect(check(reports, 1).verdict).toBe('unknown')
  })
})
