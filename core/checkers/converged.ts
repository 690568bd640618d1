/**
 * `converged`: when the run has ended and everything has healed, all nodes that should be there
 * are there and hold the same state: they applied as much, and the digests of what they hold
 * are equal.
 *
 * It compares the nodes with each other, not with what clients were promised.
 */
import type { Checker, CheckResult, FinalState, Verdict } from './checker.ts'

const NAME = 'converged'

export const converged: Checker = {
  name: NAME,
  summary: 'all nodes end up with the same state',
  check: ({ finalStates }) => {
    const expected = finalStates.filter(({ expected }) => expected)
    const steps = finalStates.length
    if (expected.length === 0)
      return result('unknown', 'no node was expected to have healed when the run ended', steps)
    const absent = expected.filter(({ description }) => description === undefined)
    if (absent.length > 0) {
      const names = absent.map(({ node }) => node).join(', ')
      const were = absent.length === 1 ? 'was' : 'were'
      return invalid(`${names} ${were} not running when the run ended`, steps)
    }
    const groups = groupByState(expected)
    if (groups.length === 1) {
      const summary = `${expected.length} nodes hold the same state, ${groups[0]?.state}`
      return result('valid', summary, steps)
    }
    const sides = groups.map(({ nodes, state }) => `${nodes.join(', ')} (${state})`)
    return invalid(`the nodes hold different states: ${sides.join(' against ')}`, steps)
  },
}

interface Group {
  readonly state: string
  readonly nodes: string[]
}

/** Nodes by what they hold, the largest group first. */
function groupByState(states: readonly FinalState[]): readonly Group[] {
  const groups = new Map<string, Group>()
  for (const { node, description } of states) {
    if (description === undefined) continue
    const { applied, digest } = description.state
    const state = `${applied} applied, digest ${(digest >>> 0).toString(16).padStart(8, '0')}`
    const group = groups.get(state)
    if (group === undefined) groups.set(state, { state, nodes: [node] })
    else group.nodes.push(node)
  }
  return [...groups.values()].sort((a, b) => b.nodes.length - a.nodes.length)
}

function invalid(sentence: string, steps: number): CheckResult {
  return { ...result('invalid', sentence, steps), witness: { sentence } }
}

function result(verdict: Verdict, summary: string, steps: number): CheckResult {
  return { name: NAME, verdict, summary, steps }
}
