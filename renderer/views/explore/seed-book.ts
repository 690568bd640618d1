/**
 * What became of each seed, as the grid and the list look it up: one byte for each seed, and the
 * failing ones in order of their numbers. Results come numbered; a gap means that some were missed.
 * Pure, and not reactive: thousands of seeds come within seconds.
 */
import type { Verdict } from '../../../core/checkers/checker.ts'
import type { SeedResult } from '../../../electron/ipc/shapes/explore.ts'

export type SeedMark = 'waiting' | Verdict

const MARKS: readonly SeedMark[] = ['waiting', 'valid', 'invalid', 'unknown']

interface Range {
  /** Both included. */
  readonly fromSeed: number
  readonly toSeed: number
}

export interface BrokenCheck {
  /** Null for what was no check. */
  readonly check: string | null
  readonly seeds: number
}

export class SeedBook {
  #fromSeed = 0
  #marks = new Uint8Array(0)
  #failing: SeedResult[] = []
  #taken = 0

  /** How many seeds there are in all. */
  get count(): number {
    return this.#marks.length
  }

  /** Seeds that were not valid, by their numbers. */
  get failing(): readonly SeedResult[] {
    return this.#failing
  }

  /** Where a seed stands in the grid; -1 for one that is not in it. */
  indexOf(seed: number): number {
    const index = seed - this.#fromSeed
    return Number.isInteger(index) && index >= 0 && index < this.count ? index : -1
  }

  seedAt(index: number): number {
    return this.#fromSeed + index
  }

  markAt(index: number): SeedMark {
    return MARKS[this.#marks[index] ?? 0] ?? 'waiting'
  }

  failureOf(seed: number): SeedResult | null {
    const found = this.#failing[placeOf(this.#failing, seed)]
    return found?.seed === seed ? found : null
  }

  /** The failing seed after `seed`, or before it; null where there is none. */
  nextFailing(seed: number | null, direction: 1 | -1): number | null {
    if (seed === null) return this.#failing.at(direction === 1 ? 0 : -1)?.seed ?? null
    const place = placeOf(this.#failing, direction === 1 ? seed + 1 : seed)
    return this.#failing[direction === 1 ? place : place - 1]?.seed ?? null
  }

  /** Which checks broke, the most frequent first. */
  get brokenChecks(): readonly BrokenCheck[] {
    const counts = new Map<string | null, number>()
    for (const { check } of this.#failing) counts.set(check, (counts.get(check) ?? 0) + 1)
    return [...counts]
      .map(([check, seeds]) => ({ check, seeds }))
      .sort((left, right) => right.seeds - left.seeds)
  }

  replace({ fromSeed, toSeed }: Range, results: readonly SeedResult[]): void {
    this.#fromSeed = fromSeed
    this.#marks = new Uint8Array(toSeed - fromSeed + 1)
    this.#failing = []
    this.#taken = 0
    this.append({ first: 0, rows: results })
  }

  /** False where results were missed: then nothing is changed, and the whole must be asked for. */
  append({
    first,
    rows,
  }: {
    readonly first: number
    readonly rows: readonly SeedResult[]
  }): boolean {
    if (first > this.#taken) return false
    for (const result of rows.slice(this.#taken - first)) this.#take(result)
    return true
  }

  #take(result: SeedResult): void {
    this.#taken++
    const { seed, verdict } = result
    this.#marks[seed - this.#fromSeed] = MARKS.indexOf(verdict)
    if (verdict !== 'valid') this.#failing.splice(placeOf(this.#failing, seed), 0, result)
  }
}

/** The first place whose seed is not before `seed`. */
function placeOf(failing: readonly SeedResult[], seed: number): number {
  let low = 0
  let high = failing.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((failing[middle]?.seed ?? Infinity) < seed) low = middle + 1
    else high = middle
  }
  return low
}
