/** Goal: a cluster that no computer carries as processes is refused live, and runs simulated. */
import { expect, it } from 'vitest'
import { CHECKERS } from '../../../core/checkers/index.ts'
import { runDrill } from '../../../core/simulation/run-drill.ts'
import { refuseLive } from '../../../electron/conductor/live-limits.ts'
import { parseDrill } from '../../../electron/drill-files/load-drill.ts'

function drillOf(nodes: number) {
  const read = parseDrill(
    `
drill: many
question: How many?
hypothesis: As many as the simulator carries.
system: { kind: raft, nodes: ${nodes} }
workload: { kind: register, clients: 4, rate: 20/s, duration: 3s }
schedule: [{ at: 1s, fault: { kind: kill, target: leader, for: 1s } }]
check: [election-safety, converged]
`,
    'many.yaml',
  )
  return read
}

it('refuses 26 nodes live, and says where more may run', () => {
  const [most, tooMany] = [drillOf(25), drillOf(26)]
  if (!most.ok || !tooMany.ok) throw new Error('both must be read')
  expect(refuseLive(most.drill)).toBeNull()
  expect(refuseLive(tooMany.drill)).toBe(
    '25 nodes at most run as live processes, and the drill has 26; simulated it may have 200',
  )
})

it('runs 100 nodes simulated, elects another leader, and refuses 201 by the file', () => {
  const read = drillOf(100)
  if (!read.ok) throw new Error(JSON.stringify(read.errors))
  const { document } = runDrill({ drill: read.drill, seed: '1', checkers: CHECKERS })
  expect(document.verdict).toBe('valid')
  expect(document.elections).toBeGreaterThan(0)
  expect(drillOf(200).ok).toBe(true)
  expect(drillOf(201)).toMatchObject({ ok: false, errors: [{ line: 5 }] })
})
