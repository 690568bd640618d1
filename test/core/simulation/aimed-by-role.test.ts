/** Goal: what aimed at one node by its name may aim at the leader, one fault at a time. */
import { describe, expect, it } from 'vitest'
import { aimedByRole } from '../../../core/simulation/aimed-by-role.ts'
import { writeSelector } from '../../../core/drills/write-drill.ts'
import { parseDrill } from '../../../electron/drill-files/load-drill.ts'

/** The targets of the drills that come of one with these targets. */
function aims(...targets: readonly [string, string][]): readonly unknown[][] {
  const schedule = targets.map(
    ([kind, target], index) =>
      `  - { at: ${index}s, fault: { kind: ${kind}, target: ${target}, for: 1s } }`,
  )
  const parsed = parseDrill(
    `
drill: aims
question: At whom?
hypothesis: At the leader.
system: { kind: raft, nodes: 5 }
workload: { kind: register, clients: 2, duration: 9s }
schedule:
${schedule.join('\n')}
`,
    'aims.yaml',
  )
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors))
  return aimedByRole(parsed.drill).map((drill) =>
    drill.schedule.map((entry) => {
      const target = 'fault' in entry ? entry.fault.target : undefined
      return target && writeSelector(target)
    }),
  )
}

describe('a drill aimed by role', () => {
  it('aims one fault at the leader and leaves the others', () => {
    expect(aims(['kill', 'n1'], ['pause', 'n2'])).toEqual([
      ['leader', 'n2'],
      ['n1', 'leader'],
    ])
  })

  it('turns the end of a link into the leader, and the other one into its followers', () => {
    expect(aims(['cut', '"n1 -> n2, n3"'])).toEqual([['leader -> followers']])
    expect(aims(['cut', '"n2, n3 -> n1"'])).toEqual([['followers -> leader']])
    expect(aims(['cut', 'n1 <-> n2'])).toEqual([['leader <-> followers'], ['followers <-> leader']])
  })

  it('turns the one node of a side into the leader, and leaves its clients with it', () => {
    expect(aims(['partition', '[n3, c1, c2]'])).toEqual([[['leader', 'c1', 'c2']]])
  })

  it('has nothing to say of several nodes, of clients, and of roles', () => {
    expect(aims(['kill', '[n1, n2]'], ['pause', 'followers'], ['kill', 'leader'])).toEqual([])
    expect(aims(['cut', '"c1 -> n1, n2"'])).toEqual([])
  })
})
