/** Goal: a run whose faults are drawn gets smaller until it cannot, and never before anything is drawn. */
import { describe, expect, it } from 'vitest'
import type { Drill } from '../../../core/drills/drill.ts'
import { smallerRuns } from '../../../core/simulation/smaller-runs.ts'
import { parseDrill } from '../../../electron/drill-files/load-drill.ts'

const [fewerNodes, shorter] = smallerRuns

function drillOf(random: string): Drill {
  const parsed = parseDrill(
    `
drill: storm
question: How small?
hypothesis: Small.
system: { kind: raft, nodes: 5 }
workload: { kind: register, clients: 2, duration: 20s }
${random}
`,
    'storm.yaml',
  )
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors))
  return parsed.drill
}

const storm = drillOf(
  'random: { every: 500ms, lasts: 40ms..400ms, start: 1s, end: 13s, liveness: 5s, faults: [{ kind: kill, target: random }] }',
)

describe('a smaller run', () => {
  it('is half as long, for as long as some faults come, and has no liveness phase', () => {
    const once = shorter?.(storm)
    expect(once?.random).toMatchObject({ startMs: 1000, endMs: 7000 })
    expect(once?.random).not.toHaveProperty('livenessMs')
    expect(once?.workload.durationMs).toBe(8000)
    const twice = once && shorter?.(once)
    expect(twice?.random?.endMs).toBe(4000)
    expect(twice && shorter?.(twice)).toBeNull()
  })

  it('has an odd number of nodes, and at least three', () => {
    const once = fewerNodes?.(storm)
    expect(once?.system.nodes).toBe(3)
    expect(once && fewerNodes?.(once)).toBeNull()
  })

  it('is none where nothing is drawn', () => {
    const still = drillOf('schedule: []')
    expect(smallerRuns.map((way) => way(still))).toEqual([null, null])
  })
})
