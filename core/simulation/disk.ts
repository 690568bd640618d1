/**
 * The disk of one machine: an append-only list of records, of which a first part is durable and
 * the rest was only written. A sync covers everything that was written when it began (group
 * commit) and takes virtual time; one runs at a time.
 *
 * It knows no scheduler: `beginSync` says how long the sync will take, and the host calls
 * `endSync` when that time has passed. What a crash leaves follows `CrashKind`:
 *
 * - `process`: everything that was written;
 * - `power`: the durable part alone;
 * - `torn`: the durable part, and a piece of the next record, which recovery cuts off.
 *
 * A flipped bit stays unseen until the disk is opened; then it is damage, never a torn tail,
 * because the record is all there and its checksum does not match.
 */
import { assert } from '../base/assert.ts'
import type { Prng } from '../base/prng.ts'
import type { CrashKind, DiskRule } from '../faults/action.ts'
import type { DiskRecord } from '../runtime/machine.ts'

export interface DiskProfile {
  /** How long a sync takes without faults: uniform between the two, microseconds. */
  readonly syncFromUs: number
  readonly syncToUs: number
}

interface Write {
  readonly position: number
  /** One record to append, or all records that replace the content. */
  readonly record: DiskRecord | null
  readonly replacement: readonly DiskRecord[] | null
}

interface InstalledRule {
  readonly id: string
  readonly rule: DiskRule
}

export interface SlowedSync {
  readonly fault: string
  readonly byUs: number
}

export interface BegunSync {
  readonly takesUs: number
  readonly slowed: SlowedSync | null
}

/** A write or a sync that a fault made fail. */
export interface FailedWrite {
  readonly fault: string
  readonly reason: string
}

export type Opened =
  | { readonly kind: 'records'; readonly records: readonly DiskRecord[]; readonly torn: boolean }
  | { readonly kind: 'damaged'; readonly detail: string }

export class SimulatedDisk {
  readonly #profile: DiskProfile
  readonly #prng: Prng
  #durable: DiskRecord[] = []
  #written: Write[] = []
  #durablePosition = 0
  #syncingTo = 0
  /** Index of the record with a flipped bit; -1 when there is none. */
  #damagedAt = -1
  #torn = false
  #rules: readonly InstalledRule[] = []

  constructor(profile: DiskProfile, prng: Prng) {
    this.#profile = profile
    this.#prng = prng
  }

  /** How far this life's records are durable. */
  get durablePosition(): number {
    return this.#durablePosition
  }

  get syncing(): boolean {
    return this.#syncingTo > 0
  }

  /** True when something was written that no sync under way covers. */
  get dirty(): boolean {
    return this.#written.length > 0 && !this.syncing
  }

  get records(): number {
    return this.#durable.length
  }

  append(record: DiskRecord, position: number): FailedWrite | null {
    return this.#write({ position, record, replacement: null })
  }

  rewrite(records: readonly DiskRecord[], position: number): FailedWrite | null {
    return this.#write({ position, record: null, replacement: records })
  }

  /** Starts a sync of all that is written; returns how long it takes and who slowed it down. */
  beginSync(): BegunSync {
    const last = this.#written.at(-1)
    assert(last !== undefined && !this.syncing, 'a sync began with nothing to do')
    this.#syncingTo = last.position
    const { syncFromUs, syncToUs } = this.#profile
    const usualUs = syncFromUs + (this.#prng.uint32() % (syncToUs - syncFromUs + 1))
    const slow = this.#slowest()
    if (slow === null || slow.us <= usualUs) return { takesUs: usualUs, slowed: null }
    return { takesUs: slow.us, slowed: { fault: slow.id, byUs: slow.us - usualUs } }
  }

  /** Whether the sync under way fails. What it should have saved is lost with the machine. */
  failedSync(): FailedWrite | null {
    for (const { id, rule } of this.#rules) {
      if (rule.type === 'fsync-error') return { fault: id, reason: 'the disk failed a sync' }
    }
    return null
  }

  /** The sync is done. Returns the position up to which everything is durable now. */
  endSync(): number {
    assert(this.syncing, 'a sync ended that never began')
    const position = this.#syncingTo
    this.#syncingTo = 0
    this.syncedTo(position)
    return position
  }

  /** Everything that was written up to `position` is durable. */
  syncedTo(position: number): void {
    let done = 0
    for (const write of this.#written) {
      if (write.position > position) break
      this.#settle(write)
      done++
    }
    this.#written = done === this.#written.length ? [] : this.#written.slice(done)
    this.#durablePosition = position
  }

  /** The life that wrote is over. Returns how many bytes were written and are gone. */
  crash(kind: CrashKind): number {
    let lostBytes = 0
    if (kind === 'process') for (const write of this.#written) this.#settle(write)
    else {
      for (const write of this.#written) lostBytes += bytesOf(write)
      if (kind === 'torn' && this.#written.some((write) => write.record)) this.#torn = true
    }
    this.#written = []
    this.#syncingTo = 0
    this.#durablePosition = 0
    return lostBytes
  }

  /** Opens the disk for a new life: what recovery finds; `cutsDamage` as a machine says. */
  open(cutsDamage = false): Opened {
    if (this.#damagedAt >= 0 && cutsDamage) {
      this.#durable.length = this.#damagedAt
      this.#damagedAt = -1
    }
    if (this.#damagedAt >= 0) {
      const detail = `record ${this.#damagedAt + 1} of ${this.#durable.length} is damaged`
      return { kind: 'damaged', detail }
    }
    const torn = this.#torn
    this.#torn = false
    return { kind: 'records', records: this.#durable.slice(), torn }
  }

  /** Flips one bit of a stored record. Returns how many bits were flipped: none of nothing. */
  flipBit(where: 'middle' | 'tail'): number {
    const count = this.#durable.length
    if (count === 0) return 0
    this.#damagedAt = where === 'tail' ? count - 1 : (count - 1) >> 1
    return 1
  }

  /** Holds these records and nothing else, all of them durable: a life begins with them. */
  restore(records: readonly DiskRecord[]): void {
    this.wipe()
    this.#durable = [...records]
    this.#written = []
    this.#syncingTo = 0
    this.#durablePosition = 0
  }

  wipe(): void {
    this.#durable = []
    this.#damagedAt = -1
    this.#torn = false
  }

  install(id: string, rule: DiskRule): void {
    this.#rules = [...this.#rules, { id, rule }]
  }

  lift(id: string): number {
    const kept = this.#rules.filter((installed) => installed.id !== id)
    const lifted = this.#rules.length - kept.length
    this.#rules = kept
    return lifted
  }

  ruleIds(): readonly string[] {
    return this.#rules.map((installed) => installed.id)
  }

  #write(write: Write): FailedWrite | null {
    for (const { id, rule } of this.#rules) {
      if (rule.type === 'no-space') return { fault: id, reason: 'no space left on the disk' }
      if (rule.type === 'io-error') return { fault: id, reason: 'the disk refused a write' }
    }
    // Most often it is the only one, and a list that begins empty makes room for many.
    if (this.#written.length === 0) this.#written = [write]
    else this.#written.push(write)
    return null
  }

  #settle(write: Write): void {
    if (write.record) this.#durable.push(write.record)
    else if (write.replacement) this.#durable = [...write.replacement]
  }

  #slowest(): { readonly id: string; readonly us: number } | null {
    let slowest: { readonly id: string; readonly us: number } | null = null
    for (const { id, rule } of this.#rules) {
      if (rule.type !== 'slow-fsync') continue
      if (slowest === null || rule.ms * 1000 > slowest.us) slowest = { id, us: rule.ms * 1000 }
    }
    return slowest
  }
}

/** The bytes of a write, as JSON would spell it: near enough for evidence. */
function bytesOf(write: Write): number {
  return JSON.stringify(write.record ?? write.replacement).length
}
