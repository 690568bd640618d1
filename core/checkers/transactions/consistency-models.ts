/**
 * Consistency models of transactions, which of them are stronger than which, and what each one
 * forbids: from anomalies to the weakest models that cannot have held.
 *
 * A model forbids what every weaker model forbids, and each anomaly that implies one it forbids.
 *
 * Sources: Adya, "Weak Consistency" (PL-1, PL-2, PL-CS, PL-MSR, PL-2L, PL-2+, PL-FCV, PL-2.99,
 * PL-SI, PL-3U, PL-3, PL-SS); Bailis et al., "Highly Available Transactions" (VLDB 2014); Cerone,
 * Bernardi and Gotsman (CONCUR 2015); Daudjee and Salem, "Lazy Database Replication with Snapshot
 * Isolation" (VLDB 2006) for the session models; and the hierarchy that Elle puts together from
 * them. Serializable means conflict serializable, as there.
 */
import { ANOMALIES, impliedBy } from './anomalies.ts'
import type { AnomalyType } from './anomalies.ts'

interface ModelEntry {
  /** Models that hold wherever this one does. */
  readonly implies: readonly ConsistencyModel[]
  /** What it forbids beyond them. */
  readonly forbids: readonly AnomalyType[]
}

export type ConsistencyModel =
  | 'read-uncommitted'
  | 'read-committed'
  | 'monotonic-view'
  | 'monotonic-snapshot-read'
  | 'monotonic-atomic-view'
  | 'cursor-stability'
  | 'consistent-view'
  | 'forward-consistent-view'
  | 'read-atomic'
  | 'update-atomic'
  | 'causal'
  | 'prefix'
  | 'parallel-snapshot-isolation'
  | 'repeatable-read'
  | 'update-serializable'
  | 'snapshot-isolation'
  | 'serializable'
  | 'strong-session-read-uncommitted'
  | 'strong-session-read-committed'
  | 'strong-session-snapshot-isolation'
  | 'strong-session-serializable'
  | 'strong-read-uncommitted'
  | 'strong-read-committed'
  | 'strong-snapshot-isolation'
  | 'strict-serializable'

const G1: readonly AnomalyType[] = ['G1a', 'G1b', 'G1c']

/** Weaker models come before stronger ones. */
const MODELS: { readonly [model in ConsistencyModel]: ModelEntry } = {
  'read-uncommitted': {
    implies: [],
    forbids: ['G0', 'garbage-read', 'duplicate-elements', 'cyclic-versions'],
  },
  'read-committed': { implies: ['read-uncommitted'], forbids: G1 },
  'monotonic-view': { implies: ['read-committed'], forbids: [] },
  'monotonic-snapshot-read': { implies: ['read-committed'], forbids: [] },
  'monotonic-atomic-view': { implies: ['read-committed'], forbids: [] },
  'cursor-stability': { implies: ['read-committed'], forbids: ['lost-update'] },
  'consistent-view': { implies: ['cursor-stability', 'monotonic-view'], forbids: ['G-single'] },
  'forward-consistent-view': { implies: ['consistent-view'], forbids: [] },
  'read-atomic': { implies: ['monotonic-atomic-view'], forbids: ['internal', 'future-read'] },
  'update-atomic': { implies: ['read-atomic'], forbids: ['lost-update'] },
  causal: { implies: ['read-atomic'], forbids: [] },
  prefix: { implies: ['causal'], forbids: [] },
  'parallel-snapshot-isolation': { implies: ['causal', 'update-atomic'], forbids: [] },
  'repeatable-read': {
    implies: ['cursor-stability', 'monotonic-atomic-view'],
    forbids: ['G2-item', 'lost-update'],
  },
  'update-serializable': { implies: ['forward-consistent-view'], forbids: [] },
  'snapshot-isolation': {
    implies: [
      'forward-consistent-view',
      'monotonic-snapshot-read',
      'parallel-snapshot-isolation',
      'prefix',
    ],
    forbids: ['G-nonadjacent'],
  },
  serializable: {
    implies: ['repeatable-read', 'snapshot-isolation', 'update-serializable'],
    forbids: [],
  },
  'strong-session-read-uncommitted': { implies: ['read-uncommitted'], forbids: ['G0-process'] },
  'strong-session-read-committed': {
    implies: ['read-committed', 'strong-session-read-uncommitted'],
    forbids: ['G1c-process'],
  },
  'strong-session-snapshot-isolation': {
    implies: ['snapshot-isolation', 'strong-session-read-committed'],
    forbids: ['G-nonadjacent-process'],
  },
  'strong-session-serializable': {
    implies: ['serializable', 'strong-session-snapshot-isolation'],
    forbids: ['G2-item-process'],
  },
  'strong-read-uncommitted': {
    implies: ['strong-session-read-uncommitted'],
    forbids: ['G0-realtime'],
  },
  'strong-read-committed': {
    implies: ['strong-session-read-committed', 'strong-read-uncommitted'],
    forbids: ['G1c-realtime'],
  },
  'strong-snapshot-isolation': {
    implies: ['strong-session-snapshot-isolation', 'strong-read-committed'],
    forbids: ['G-nonadjacent-realtime'],
  },
  'strict-serializable': {
    implies: ['strong-session-serializable', 'strong-snapshot-isolation'],
    forbids: ['G2-item-realtime'],
  },
}

/** Weaker models come before stronger ones. */
export const CONSISTENCY_MODELS = Object.keys(MODELS) as readonly ConsistencyModel[]

const ALIASES: { readonly [name: string]: ConsistencyModel } = {
  'strong-serializable': 'strict-serializable',
  'conflict-serializable': 'serializable',
  'causal-cerone': 'causal',
  ROLA: 'update-atomic',
  'PL-1': 'read-uncommitted',
  'PL-2': 'read-committed',
  'PL-2L': 'monotonic-view',
  'PL-MSR': 'monotonic-snapshot-read',
  'PL-CS': 'cursor-stability',
  'PL-2+': 'consistent-view',
  'PL-FCV': 'forward-consistent-view',
  'PL-2.99': 'repeatable-read',
  'PL-3U': 'update-serializable',
  'PL-SI': 'snapshot-isolation',
  'PL-3': 'serializable',
  'PL-SS': 'strict-serializable',
  'strong-session-PL-1': 'strong-session-read-uncommitted',
  'strong-session-PL-2': 'strong-session-read-committed',
  'strong-PL-1': 'strong-read-uncommitted',
  'strong-PL-2': 'strong-read-committed',
}

/** The model of that name or by that name of Adya's; `undefined` where there is none. */
export function findConsistencyModel(name: string): ConsistencyModel | undefined {
  if (Object.hasOwn(MODELS, name)) return name as ConsistencyModel
  return Object.hasOwn(ALIASES, name) ? ALIASES[name] : undefined
}

/** Every model that holds wherever `model` does, itself included. */
function weakerModels(model: ConsistencyModel): ReadonlySet<ConsistencyModel> {
  const all = new Set([model])
  for (const one of all) for (const weaker of MODELS[one].implies) all.add(weaker)
  return all
}

/** The anomalies that cannot be there where all of `models` hold. */
export function forbiddenBy(models: readonly ConsistencyModel[]): ReadonlySet<AnomalyType> {
  const forbidden = new Set<AnomalyType>()
  for (const model of models) {
    for (const weaker of weakerModels(model)) {
      for (const type of MODELS[weaker].forbids) forbidden.add(type)
    }
  }
  return new Set(
    ANOMALIES.filter((type) => Array.from(impliedBy(type)).some((one) => forbidden.has(one))),
  )
}

/** The weakest models that cannot have held where these anomalies are, weaker ones first. */
export function ruledOutBy(anomalies: Iterable<AnomalyType>): readonly ConsistencyModel[] {
  const present = new Set<AnomalyType>()
  for (const type of anomalies) for (const one of impliedBy(type)) present.add(one)
  const broken = new Set(
    CONSISTENCY_MODELS.filter((model) => MODELS[model].forbids.some((type) => present.has(type))),
  )
  return Array.from(broken).filter((model) =>
    Array.from(weakerModels(model)).every((weaker) => weaker === model || !broken.has(weaker)),
  )
}
