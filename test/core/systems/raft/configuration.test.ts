/**
 * Goal: the arithmetic of majorities is right, joint or not. Method: against counting by brute
 * force, for random configurations; and the configurations in a log against a plain list.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  ConfigurationHistory,
  isQuorum,
  membersOf,
  plainConfiguration,
  quorumValue,
  sortNames,
} from '../../../../core/systems/raft/configuration.ts'
import type { Configuration } from '../../../../core/systems/raft/configuration.ts'

const SEED = 20_261_121
const NAMES = ['n1', 'n2', 'n3', 'n4', 'n5', 'n6', 'n7', 'n10']

const voters = fc.subarray(NAMES, { minLength: 1 })
const configurations: fc.Arbitrary<Configuration> = fc.record({
  voters,
  outgoing: fc.oneof(fc.constant([]), voters),
  learners: fc.constant([]),
  target: fc.constant([]),
})
const values = fc.array(fc.nat(9), { minLength: NAMES.length, maxLength: NAMES.length })

function hasMajority(group: readonly string[], agrees: (node: string) => boolean): boolean {
  return group.filter(agrees).length * 2 > group.length
}

describe('quorums', () => {
  it('reach the largest value that a majority of each group has reached', () => {
    fc.assert(
      fc.property(configurations, values, (configuration, reached) => {
        const valueOf = (node: string): number => reached[NAMES.indexOf(node)] as number
        const groups = [configuration.voters, configuration.outgoing]
        const agreed = [...Array(10).keys()].filter((value) =>
          groups.every(
            (group) => group.length === 0 || hasMajority(group, (node) => valueOf(node) >= value),
          ),
        )
        expect(quorumValue(configuration, valueOf)).toBe(Math.max(...agreed))
      }),
      { seed: SEED, numRuns: 500 },
    )
  })

  it('of any two steps of a change share a node', () => {
    fc.assert(
      fc.property(voters, voters, fc.subarray(NAMES), (before, after, side) => {
        const joint = { voters: after, outgoing: before, learners: [], target: [] }
        const inside = (node: string): boolean => side.includes(node)
        const outside = (node: string): boolean => !side.includes(node)
        for (const single of [plainConfiguration(before), plainConfiguration(after), joint]) {
          expect(isQuorum(joint, inside) && isQuorum(single, outside)).toBe(false)
        }
      }),
      { seed: SEED, numRuns: 500 },
    )
  })

  it('are reached by nobody where nobody votes', () => {
    const nobody = { voters: [], outgoing: [], learners: ['n1'], target: [] }
    expect(isQuorum(nobody, () => true)).toBe(false)
  })
})

describe('names', () => {
  it('are ordered as people order them', () => {
    expect(sortNames(['n10', 'n2', 'n1', 'n2'])).toEqual(['n1', 'n2', 'n10'])
    const joint = { voters: ['n2', 'n3'], outgoing: ['n1', 'n2'], learners: ['n10'], target: [] }
    expect(membersOf(joint)).toEqual(['n1', 'n2', 'n3', 'n10'])
  })
})

describe('configurations in a log', () => {
  it('are in force from their entry on, and not beyond its truncation', () => {
    const step = fc.tuple(fc.constantFrom('append', 'truncate', 'compact'), fc.nat(30), voters)
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        const history = new ConfigurationHistory(plainConfiguration(['n1']))
        let model = [{ index: 0, configuration: plainConfiguration(['n1']) }]
        let compacted = 0
        for (const [kind, number, names] of steps) {
          const last = model[model.length - 1]?.index as number
          if (kind === 'append') {
            const configuration = plainConfiguration(names)
            const index = Math.max(last, compacted) + 1 + number
            history.append(index, configuration)
            model.push({ index, configuration })
          } else if (kind === 'truncate') {
            const index = compacted + 1 + number
            history.truncate(index)
            model = model.filter((dated, at) => at === 0 || dated.index < index)
          } else {
            compacted = Math.max(compacted, number)
            history.compact(compacted)
          }
          const newest = model[model.length - 1]
          expect(history.current).toEqual(newest?.configuration)
          expect(history.index).toBe(newest?.index)
          const before = model.filter(({ index }) => index <= compacted)
          expect(history.at(compacted)).toEqual(before[before.length - 1]?.configuration)
        }
      }),
      { seed: SEED, numRuns: 300 },
    )
  })
})
