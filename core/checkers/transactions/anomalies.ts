/**
 * The anomalies that transactions can show, by the names of Elle, worst first, and which of them
 * say more than which others.
 *
 * Every read here is of one item, never of a predicate, so that `G-single` is what newer versions
 * of Elle call `G-single-item`, and `G2-item` is all there is of `G2`.
 *
 * Sources: Atul Adya, "Weak Consistency" (MIT, 1999), for the G phenomena; Kyle Kingsbury and
 * Peter Alvaro, "Elle: Inferring Isolation Anomalies from Experimental Observations" (VLDB 2020);
 * Andrea Cerone, Giovanni Bernardi and Alexey Gotsman, "A Framework for Transactional Consistency
 * Models with Atomic Visibility" (CONCUR 2015), for `internal`.
 */

/** Broken without any cycle: one transaction, one value or one version order shows it. */
export const DIRECT_ANOMALIES = [
  'garbage-read',
  'duplicate-elements',
  'cyclic-versions',
  'incompatible-order',
  'dirty-update',
  'G1a',
  'G1b',
  'future-read',
  'internal',
  'lost-update',
] as const

const CYCLES = ['G0', 'G1c', 'G-single', 'G-nonadjacent', 'G2-item'] as const
const VARIANTS = ['', '-process', '-realtime'] as const

export type DirectAnomaly = (typeof DIRECT_ANOMALIES)[number]
export type CycleName = (typeof CYCLES)[number]
export type CycleVariant = (typeof VARIANTS)[number]
export type CycleAnomaly = `${CycleName}${CycleVariant}`
export type AnomalyType = DirectAnomaly | CycleAnomaly

/** All cycles, each before those that it implies. */
export const CYCLE_ANOMALIES: readonly CycleAnomaly[] = VARIANTS.flatMap((variant) =>
  CYCLES.map((name): CycleAnomaly => `${name}${variant}`),
)

/** Worst first: what breaks the weakest promise, and of cycles those that need least to be seen. */
export const ANOMALIES: readonly AnomalyType[] = [
  'garbage-read',
  'duplicate-elements',
  'cyclic-versions',
  'G0',
  'incompatible-order',
  'dirty-update',
  'G1a',
  'G1b',
  'G1c',
  'future-read',
  'internal',
  'lost-update',
  ...CYCLE_ANOMALIES.filter((type) => type !== 'G0' && type !== 'G1c'),
]

const IMPLIED: { readonly [type in AnomalyType]?: readonly AnomalyType[] } = {
  'incompatible-order': ['G1a'],
  'dirty-update': ['G1a'],
  'future-read': ['G1c'],
  'lost-update': ['G2-item'],
}

/** Every anomaly that is there where `type` is, itself included. */
export function impliedBy(type: AnomalyType): ReadonlySet<AnomalyType> {
  const implied = new Set<AnomalyType>([type])
  for (const one of implied) {
    for (const next of IMPLIED[one] ?? []) implied.add(next)
    for (const next of weaker(one)) implied.add(next)
  }
  return implied
}

/** A cycle is one of the next weaker kind too, and one within data is one within any order. */
function weaker(type: AnomalyType): readonly AnomalyType[] {
  const parts = /^(G0|G1c|G-single|G-nonadjacent|G2-item)(|-process|-realtime)$/.exec(type)
  if (parts === null) return []
  const name = parts[1] as CycleName
  const variant = parts[2] as CycleVariant
  const found: AnomalyType[] = []
  if (variant === '') found.push(`${name}-process`)
  if (variant === '-process') found.push(`${name}-realtime`)
  if (name === 'G0') found.push(`G1c${variant}`)
  if (name === 'G-single') found.push(`G-nonadjacent${variant}`)
  if (name === 'G-nonadjacent') found.push(`G2-item${variant}`)
  return found
}
