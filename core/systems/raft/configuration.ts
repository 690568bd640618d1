/**
 * Who decides. A configuration is usually one set of voters; while membership changes it is two,
 * the incoming and the outgoing, and every decision needs a majority of both. That is the whole
 * of joint consensus: no moment exists in which two disjoint majorities could decide.
 *
 * Learners receive the log and decide nothing.
 *
 * Source: Ongaro and Ousterhout (2014), section 6; Ongaro's thesis, section 4.3.
 */
import type { Address } from '../../runtime/machine.ts'

export interface Configuration {
  readonly voters: readonly Address[]
  /** The voters before the change; empty when none is under way. */
  readonly outgoing: readonly Address[]
  readonly learners: readonly Address[]
  /** The voters that are wanted once the learners have caught up; empty when none are. */
  readonly target: readonly Address[]
}

export function plainConfiguration(voters: readonly Address[]): Configuration {
  return { voters: sortNames(voters), outgoing: [], learners: [], target: [] }
}

/** n2 before n10; a total order. */
export function compareNames(left: Address, right: Address): number {
  if (left.length !== right.length) return left.length - right.length
  return left < right ? -1 : left > right ? 1 : 0
}

export function sortNames(names: readonly Address[]): Address[] {
  return [...new Set(names)].sort(compareNames)
}

export function isJoint(configuration: Configuration): boolean {
  return configuration.outgoing.length > 0
}

export function isVoter(configuration: Configuration, node: Address): boolean {
  return configuration.voters.includes(node) || configuration.outgoing.includes(node)
}

/** Everybody who receives the log, in the order of names. */
export function membersOf(configuration: Configuration): Address[] {
  const { voters, outgoing, learners } = configuration
  return sortNames([...voters, ...outgoing, ...learners])
}

/** Everybody who votes, in the order of names. */
export function votersOf(configuration: Configuration): Address[] {
  return sortNames([...configuration.voters, ...configuration.outgoing])
}

const scratch: number[] = []

/** The largest value that a majority of `voters` has reached. */
function majorityValue(voters: readonly Address[], valueOf: (node: Address) => number): number {
  const count = voters.length
  for (let next = 0; next < count; next++) {
    const value = valueOf(voters[next] as Address)
    let place = next
    while (place > 0 && (scratch[place - 1] as number) < value) {
      scratch[place] = scratch[place - 1] as number
      place--
    }
    scratch[place] = value
  }
  return scratch[count >> 1] as number
}

/**
 * The largest value that a quorum has reached, where `valueOf` says how far each voter is. In a
 * joint configuration both majorities must have reached it. Without voters nothing is reached.
 */
export function quorumValue(
  configuration: Configuration,
  valueOf: (node: Address) => number,
): number {
  if (configuration.voters.length === 0) return -Infinity
  const incoming = majorityValue(configuration.voters, valueOf)
  if (configuration.outgoing.length === 0) return incoming
  return Math.min(incoming, majorityValue(configuration.outgoing, valueOf))
}

/** Whether those for whom `agrees` holds are a quorum. */
export function isQuorum(
  configuration: Configuration,
  agrees: (node: Address) => boolean,
): boolean {
  return quorumValue(configuration, (node) => (agrees(node) ? 1 : 0)) === 1
}

interface Dated {
  readonly index: number
  readonly configuration: Configuration
}

/**
 * The configurations that stand in a log, by the index of their entry. The newest is in force,
 * whether committed or not; when its entry is overwritten, the one before it is in force again.
 */
export class ConfigurationHistory {
  #dated: Dated[]

  constructor(initial: Configuration) {
    this.#dated = [{ index: 0, configuration: initial }]
  }

  get current(): Configuration {
    return this.#last().configuration
  }

  /** Index of the entry that holds the current one; 0 for the one the cluster began with. */
  get index(): number {
    return this.#last().index
  }

  /** The one before the current one; the current one where no other is known. */
  get previous(): Configuration {
    return (this.#dated[this.#dated.length - 2] ?? this.#last()).configuration
  }

  /** In force for a state that ends at `index`. */
  at(index: number): Configuration {
    let found = this.#dated[0] as Dated
    for (const dated of this.#dated) {
      if (dated.index <= index) found = dated
    }
    return found.configuration
  }

  append(index: number, configuration: Configuration): void {
    this.#dated.push({ index, configuration })
  }

  /** Forgets what entries from `index` on said; true when the current one changed. */
  truncate(index: number): boolean {
    const before = this.#dated.length
    while (this.#dated.length > 1 && this.#last().index >= index) this.#dated.pop()
    return this.#dated.length !== before
  }

  /** Starts again from a snapshot that ends at `index`. */
  reset(index: number, configuration: Configuration): void {
    this.#dated = [{ index, configuration }]
  }

  /** Forgets those that were replaced at or before `index`. */
  compact(index: number): void {
    while (this.#dated.length > 1 && (this.#dated[1] as Dated).index <= index) this.#dated.shift()
  }

  #last(): Dated {
    return this.#dated[this.#dated.length - 1] as Dated
  }
}
