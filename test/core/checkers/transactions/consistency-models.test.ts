/** Which model forbids what, and which is weakest: against what Elle's own tests say of it. */
import { describe, expect, it } from 'vitest'
import type { AnomalyType } from '../../../../core/checkers/transactions/anomalies.ts'
import {
  CONSISTENCY_MODELS,
  findConsistencyModel,
  forbiddenBy,
  ruledOutBy,
} from '../../../../core/checkers/transactions/consistency-models.ts'
import type { ConsistencyModel } from '../../../../core/checkers/transactions/consistency-models.ts'

/** All that cannot have held, weakest or not. */
const impossible = (type: AnomalyType): readonly string[] =>
  CONSISTENCY_MODELS.filter((model) => forbiddenBy([model]).has(type)).toSorted()

const SERIALIZABLE_ONES = [
  'serializable',
  'snapshot-isolation',
  'strict-serializable',
  'strong-session-serializable',
  'strong-session-snapshot-isolation',
  'strong-snapshot-isolation',
]
const ATOMIC_ONES = [
  'causal',
  'parallel-snapshot-isolation',
  'prefix',
  'read-atomic',
  'update-atomic',
]
const VIEWS = ['consistent-view', 'forward-consistent-view', 'update-serializable']
const COMMITTED_ONES = [
  'cursor-stability',
  'monotonic-atomic-view',
  'monotonic-snapshot-read',
  'monotonic-view',
  'read-committed',
  'repeatable-read',
  'strong-read-committed',
  'strong-session-read-committed',
]

describe('models and what they forbid', () => {
  it('forbids for read committed what Elle does, and garbage', () => {
    expect(Array.from(forbiddenBy(['read-committed'])).toSorted()).toEqual([
      'G0',
      'G1a',
      'G1b',
      'G1c',
      'cyclic-versions',
      'dirty-update',
      'duplicate-elements',
      'future-read',
      'garbage-read',
      'incompatible-order',
    ])
  })

  it.each<[AnomalyType, readonly string[]]>([
    ['internal', [...SERIALIZABLE_ONES, ...ATOMIC_ONES]],
    ['dirty-update', [...SERIALIZABLE_ONES, ...ATOMIC_ONES, ...VIEWS, ...COMMITTED_ONES]],
    ['G1a', [...SERIALIZABLE_ONES, ...ATOMIC_ONES, ...VIEWS, ...COMMITTED_ONES]],
    ['cyclic-versions', CONSISTENCY_MODELS],
    // Of an item, not of a predicate: repeatable read forbids it too.
    ['G-single', [...SERIALIZABLE_ONES, ...VIEWS, 'repeatable-read']],
    ['G-single-realtime', ['strict-serializable', 'strong-snapshot-isolation']],
    ['G1c-realtime', ['strict-serializable', 'strong-read-committed', 'strong-snapshot-isolation']],
  ])('%s leaves none of the models that Elle names', (type, models) => {
    expect(impossible(type)).toEqual(models.toSorted())
  })

  it.each<[readonly AnomalyType[], readonly ConsistencyModel[]]>([
    [[], []],
    [['cyclic-versions'], ['read-uncommitted']],
    [['G0'], ['read-uncommitted']],
    [['internal'], ['read-atomic']],
    [['G1a'], ['read-committed']],
    [['G1b'], ['read-committed']],
    [['G1c'], ['read-committed']],
    [['dirty-update'], ['read-committed']],
    [['incompatible-order'], ['read-committed']],
    [['future-read'], ['read-committed']],
    [['duplicate-elements'], ['read-uncommitted']],
    [['lost-update'], ['cursor-stability', 'update-atomic']],
    [['G-single'], ['consistent-view', 'repeatable-read']],
    [['G-nonadjacent'], ['repeatable-read', 'snapshot-isolation']],
    [['G2-item'], ['repeatable-read']],
    [
      ['G2-item', 'internal'],
      ['read-atomic', 'repeatable-read'],
    ],
    [['G0-process'], ['strong-session-read-uncommitted']],
    [['G1c-process'], ['strong-session-read-committed']],
    [['G-single-process'], ['strong-session-snapshot-isolation']],
    [['G-nonadjacent-process'], ['strong-session-snapshot-isolation']],
    [['G2-item-process'], ['strong-session-serializable']],
    [['G0-realtime'], ['strong-read-uncommitted']],
    [['G1c-realtime'], ['strong-read-committed']],
    [['G-single-realtime'], ['strong-snapshot-isolation']],
    [['G-nonadjacent-realtime'], ['strong-snapshot-isolation']],
    [['G2-item-realtime'], ['strict-serializable']],
  ])('from %j, the weakest models that cannot have held are %j', (types, models) => {
    expect(ruledOutBy(types)).toEqual(models)
  })

  it.each([
    ['PL-1', 'read-uncommitted'],
    ['PL-2', 'read-committed'],
    ['PL-2.99', 'repeatable-read'],
    ['PL-2+', 'consistent-view'],
    ['PL-3', 'serializable'],
    ['PL-3U', 'update-serializable'],
    ['PL-CS', 'cursor-stability'],
    ['PL-FCV', 'forward-consistent-view'],
    ['PL-MSR', 'monotonic-snapshot-read'],
    ['PL-2L', 'monotonic-view'],
    ['PL-SI', 'snapshot-isolation'],
    ['PL-SS', 'strict-serializable'],
    ['strong-PL-1', 'strong-read-uncommitted'],
    ['strong-session-PL-2', 'strong-session-read-committed'],
    ['strong-serializable', 'strict-serializable'],
    ['conflict-serializable', 'serializable'],
    ['causal-cerone', 'causal'],
    ['ROLA', 'update-atomic'],
  ])('knows %s as %s', (alias, model) => {
    expect(findConsistencyModel(alias)).toBe(model)
  })
})
