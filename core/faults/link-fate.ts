/**
 * Decides what becomes of each message on a link where faults stand. One instance for each
 * sending host; live and simulated hosts consult the same code, so that a fault means the same
 * in both. It also counts what it did: that is the proof of effect.
 *
 * Rules of one link are consulted in the order in which they were installed, and add up: the
 * first that drops wins, delays are summed, and one corruption is enough.
 */
import { assert } from '../base/assert.ts'
import type { Prng } from '../base/prng.ts'
import type { Address } from '../runtime/machine.ts'
import type { Delay, Evidence, LinkRule } from './action.ts'

/** A throttled link holds back at most this much; what would wait longer is dropped. */
export const THROTTLE_LIMIT_MS = 5_000
/** A second copy follows the first within this time. */
const DUPLICATE_WITHIN_MS = 10

/** One delivery of a message: how long it is held, and whether it arrives damaged. */
export interface Copy {
  readonly delayMs: number
  readonly corrupt: boolean
}

/** No copies: the message is lost. `null`: it passes untouched. */
export type Fate = readonly Copy[] | null

const LOST: Fate = []

interface Installed {
  readonly fault: string
  readonly rule: LinkRule
  /** For rules that keep order: when the link's last held message is due, ms. */
  lastDueMs: number
}

interface Tally {
  messages: number
  dropped: number
  delayed: number
  delayedMs: number
  duplicated: number
  reordered: number
  corrupted: number
}

export class LinkFates {
  readonly #prng: Prng
  /** By sender and receiver. */
  readonly #links = new Map<Address, Map<Address, Installed[]>>()
  readonly #tallies = new Map<string, Tally>()

  constructor(prng: Prng) {
    this.#prng = prng
  }

  install(fault: string, from: Address, to: Address, rule: LinkRule): void {
    let links = this.#links.get(from)
    if (!links) this.#links.set(from, (links = new Map()))
    links.set(to, [...(links.get(to) ?? []), { fault, rule, lastDueMs: 0 }])
    if (!this.#tallies.has(fault)) this.#tallies.set(fault, emptyTally())
  }

  /** Removes every rule of `fault`; its evidence stays. Returns how many there were. */
  lift(fault: string): number {
    let lifted = 0
    for (const [from, links] of this.#links) {
      for (const [to, rules] of links) {
        const kept = rules.filter((installed) => installed.fault !== fault)
        lifted += rules.length - kept.length
        if (kept.length > 0) links.set(to, kept)
        else links.delete(to)
      }
      if (links.size === 0) this.#links.delete(from)
    }
    return lifted
  }

  /** True while no rule stands at all: the usual case, to be asked first. */
  get idle(): boolean {
    return this.#links.size === 0
  }

  /** What becomes of one message of `bytes` bytes, sent at `nowMs` of the host's true time. */
  decide(from: Address, to: Address, bytes: number, nowMs: number): Fate {
    const rules = this.#links.get(from)?.get(to)
    if (!rules) return null
    let delayMs = 0
    let corrupt = false
    let copies = 1
    for (const installed of rules) {
      const tally = this.#tallies.get(installed.fault) as Tally
      tally.messages++
      const held = this.#hold(installed, tally, bytes, nowMs + delayMs)
      if (held === 'lost') return LOST
      delayMs += held
      if (this.#happens(installed.rule, 'corrupt')) {
        tally.corrupted++
        corrupt = true
      }
      if (this.#happens(installed.rule, 'duplicate')) {
        tally.duplicated++
        copies++
      }
    }
    if (delayMs === 0 && copies === 1 && !corrupt) return null
    const fate: Copy[] = [{ delayMs, corrupt }]
    while (fate.length < copies) {
      fate.push({ delayMs: delayMs + this.#prng.integer(1, DUPLICATE_WITHIN_MS), corrupt: false })
    }
    return fate
  }

  /** What each fault did on the links of this host since it was installed. */
  evidence(): ReadonlyMap<string, Evidence> {
    return this.#tallies
  }

  #happens(rule: LinkRule, type: 'corrupt' | 'duplicate'): boolean {
    return rule.type === type && this.#prng.chance(rule.probability)
  }

  /** How long one rule holds the message that reaches it at `nowMs`, or that it is lost. */
  #hold(installed: Installed, tally: Tally, bytes: number, nowMs: number): number | 'lost' {
    const { rule } = installed
    switch (rule.type) {
      case 'cut':
        tally.dropped++
        return 'lost'
      case 'loss':
        if (!this.#prng.chance(rule.probability)) return 0
        tally.dropped++
        return 'lost'
      case 'delay': {
        const drawnMs = drawDelay(rule.delay, this.#prng)
        const dueMs = rule.keepOrder
          ? Math.max(nowMs + drawnMs, installed.lastDueMs)
          : nowMs + drawnMs
        installed.lastDueMs = dueMs
        return count(tally, dueMs - nowMs)
      }
      case 'reorder':
        if (!this.#prng.chance(rule.probability)) return 0
        tally.reordered++
        return count(tally, rule.byMs)
      case 'throttle': {
        const startMs = Math.max(nowMs, installed.lastDueMs)
        const dueMs = startMs + (bytes * 1000) / rule.bytesPerSecond
        if (dueMs - nowMs > THROTTLE_LIMIT_MS) {
          tally.dropped++
          return 'lost'
        }
        installed.lastDueMs = dueMs
        return count(tally, dueMs - nowMs)
      }
      case 'duplicate':
      case 'corrupt':
      case 'reset':
        return 0
    }
  }
}

/** Draws a delay in whole ms. Uses only operations that every engine rounds alike. */
export function drawDelay(delay: Delay, prng: Prng): number {
  switch (delay.shape) {
    case 'constant':
      return delay.ms
    case 'uniform':
      return prng.integer(delay.fromMs, delay.toMs)
    case 'normal': {
      // Irwin and Hall: twelve uniform numbers sum to mean 6 and deviation 1, nearly normal.
      let sum = 0
      for (let draw = 0; draw < 12; draw++) sum += prng.uint32() / 0x1_0000_0000
      return Math.max(0, Math.round(delay.meanMs + (sum - 6) * delay.deviationMs))
    }
    case 'heavy-tail': {
      const uniform = (prng.uint32() + 1) / 0x1_0000_0000
      const drawnMs = Math.round(delay.medianMs * Math.sqrt(0.5 / uniform))
      return Math.min(drawnMs, delay.maximumMs)
    }
  }
}

function count(tally: Tally, heldMs: number): number {
  assert(heldMs >= 0, `a message was held ${heldMs} ms`)
  if (heldMs > 0) {
    tally.delayed++
    tally.delayedMs += heldMs
  }
  return heldMs
}

function emptyTally(): Tally {
  return {
    messages: 0,
    dropped: 0,
    delayed: 0,
    delayedMs: 0,
    duplicated: 0,
    reordered: 0,
    corrupted: 0,
  }
}
