/**
 * What one replica keeps: the newest value that it has heard of, for each key, and on its disk
 * the records that bring it back. It decides nothing but which of two values is the newer.
 *
 * A value counts as held only once it is durable: `isDurable` tells, and nobody may be told of a
 * value before. The digest of the state does not depend on the order in which keys came, so
 * replicas with equal contents have equal digests.
 */
import { assert } from '../../base/assert.ts'
import { EMPTY_DIGEST, mix } from '../../base/digest.ts'
import type { Context, DiskRecord } from '../../runtime/machine.ts'
import type { KeyedValue, ReplicaRecord, Tagged, TaggedReport } from './messages.ts'
import { compareTags, FIRST_TAG } from './tag.ts'

/** A value, and the position on the disk at which it was stored; 0 for what was found there. */
export interface Held extends Tagged {
  readonly position: number
}

const NOTHING: Held = { tag: FIRST_TAG, value: null, position: 0 }

/** Values in one message that repairs another replica. */
const PAGE_VALUES = 64

export class Replica {
  readonly #compactAtRecords: number
  readonly #held = new Map<string, Held>()
  #life = 0
  #durable = 0
  #records = 0
  #digest = 0
  #applied = 0

  constructor(compactAtRecords: number) {
    this.#compactAtRecords = compactAtRecords
  }

  /** Counts the starts of this replica, from 1. */
  get life(): number {
    return this.#life
  }

  /** Whether the number of this life is durable, so that it will never be used again. */
  get lifeIsDurable(): boolean {
    return this.#durable > 0
  }

  get digest(): number {
    return this.#digest >>> 0
  }

  /** Sum of the counters of all tags: grows with every newer value, equal on equal replicas. */
  get applied(): number {
    return this.#applied
  }

  get keys(): number {
    return this.#held.size
  }

  get records(): number {
    return this.#records
  }

  /** Takes back what the disk kept, and begins the next life. */
  restore(records: readonly DiskRecord[], context: Context): void {
    for (const record of records as readonly ReplicaRecord[]) {
      if (record.type === 'life') this.#life = Math.max(this.#life, record.life)
      else if (compareTags(record.tag, this.get(record.key).tag) > 0) this.#put(record, 0)
    }
    this.#records = records.length + 1
    this.#life++
    const position = context.store({ type: 'life', life: this.#life } as DiskRecord)
    assert(position === 1, 'the number of a life must be its first record')
  }

  get(key: string): Held {
    return this.#held.get(key) ?? NOTHING
  }

  /** Everything up to `position` is durable. */
  stored(position: number): void {
    this.#durable = Math.max(this.#durable, position)
  }

  isDurable(held: Held): boolean {
    return held.position <= this.#durable
  }

  /** Keeps `offered` unless what it has is as new; returns what it then has. */
  adopt(offered: KeyedValue, context: Context): Held {
    const { key, tag, value } = offered
    const before = this.get(key)
    if (compareTags(tag, before.tag) <= 0) return before
    const record: ReplicaRecord = { type: 'value', key, tag, value }
    const held = this.#put(record, context.store(record))
    this.#records++
    const report: TaggedReport = {
      type: 'tagged',
      key,
      tag: [tag.counter, tag.node, tag.life, tag.round],
    }
    context.report(report)
    this.#compact(context)
    return held
  }

  /** Some of the values, in order of keys, beginning behind `after`. */
  page(after: string): { readonly entries: readonly KeyedValue[]; readonly next: string | null } {
    const keys = [...this.#held.keys()].filter((key) => key > after).sort(byCodeUnits)
    const entries = keys.slice(0, PAGE_VALUES).map((key) => {
      const { tag, value } = this.get(key)
      return { key, tag, value }
    })
    const last = entries.at(-1)
    return { entries, next: last !== undefined && keys.length > PAGE_VALUES ? last.key : null }
  }

  #put(offered: KeyedValue, position: number): Held {
    const { key, tag, value } = offered
    const before = this.#held.get(key)
    if (before !== undefined) this.#digest ^= digestOf(key, before)
    this.#applied += tag.counter - (before?.tag.counter ?? 0)
    const held: Held = { tag, value, position }
    this.#held.set(key, held)
    this.#digest ^= digestOf(key, held)
    return held
  }

  /** Positions stay as they are: before the new content is durable, the old content counts. */
  #compact(context: Context): void {
    if (this.#records < this.#compactAtRecords || this.#records < 2 * this.#held.size) return
    const records: ReplicaRecord[] = [{ type: 'life', life: this.#life }]
    for (const key of [...this.#held.keys()].sort(byCodeUnits)) {
      const { tag, value } = this.get(key)
      records.push({ type: 'value', key, tag, value })
    }
    context.rewrite(records)
    this.#records = records.length
  }
}

function digestOf(key: string, held: Held): number {
  const { counter, node, life, round } = held.tag
  return mix(EMPTY_DIGEST, [key, counter, node, life, round, held.value])
}

function byCodeUnits(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0
}
