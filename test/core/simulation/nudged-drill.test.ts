/**
 * Goal: a nudge moves the faults of a drill and nothing else, and gives a drill that can be run.
 * Method: many nudges of one drill.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkDrill } from '../../../core/drills/check-drill.ts'
import { nudgedDrill } from '../../../core/simulation/nudged-drill.ts'
import { LIBRARY, parseDrill } from '../../../electron/drill-files/load-drill.ts'

const parsed = parseDrill(
  `
drill: three
question: Do they move?
hypothesis: A little.
system: { kind: raft, nodes: 3 }
workload: { kind: register, clients: 2, duration: 3s }
schedule:
  - at: 0s
    fault: { kind: delay, target: all, by: 3ms }
  - at: 1s
    fault: { kind: kill, target: n1, for: 100ms }
  - at: 2950ms
    fault: { kind: pause, target: n2, for: 700ms }
`,
  'three.yaml',
)
if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors))
const { drill } = parsed

describe('a nudged drill', () => {
  it('has the same faults at other times, in order, within the workload', () => {
    fc.assert(
      fc.property(fc.string(), (draw) => {
        const { schedule, ...rest } = nudgedDrill(drill, draw)
        expect({ ...rest, schedule: drill.schedule }).toEqual(drill)
        const kinds = schedule.map((entry) => 'fault' in entry && entry.fault.kind)
        expect([...kinds].sort()).toEqual(['delay', 'kill', 'pause'])
        expect(checkDrill({ ...rest, schedule }, LIBRARY)).toEqual([])
        schedule.forEach(({ atMs }, index) => {
          expect(atMs).toBeGreaterThanOrEqual(schedule[index - 1]?.atMs ?? 0)
        })
        for (const entry of schedule) {
          if (!('fault' in entry)) continue
          if (entry.fault.kind === 'delay') expect(entry.fault.forMs).toBeUndefined()
          else expect(entry.fault.forMs).toBeGreaterThanOrEqual(50)
        }
      }),
    )
  })

  it('is the same for the same draw, and moves for most', () => {
    expect(nudgedDrill(drill, '3')).toEqual(nudgedDrill(drill, '3'))
    const moved = ['1', '2', '3', '4'].filter(
      (draw) => JSON.stringify(nudgedDrill(drill, draw)) !== JSON.stringify(drill),
    )
    expect(moved.length).toBeGreaterThan(2)
  })
})
