/**
 * What a leader knows of one follower, and how much it has under way to it.
 *
 * `probe`: nobody knows where the logs agree; one append at a time asks. `replicate`: they agree
 * up to `match`, and appends are sent ahead of the acknowledgements, within limits. `snapshot`:
 * the follower lacks what the log no longer holds; a snapshot goes to it piece by piece.
 */
import type { Address } from '../../runtime/machine.ts'
import type { Snapshot } from './entry.ts'

export type ProgressMode = 'probe' | 'replicate' | 'snapshot'

export interface SnapshotTransfer {
  readonly snapshot: Snapshot
  /** The follower has this much of its text. */
  offset: number
}

export class Progress {
  readonly id: Address
  mode: ProgressMode = 'probe'
  /** The follower's disk holds the leader's log up to here. */
  match = 0
  /** The next entry to send. */
  next: number
  /** Whether a probe is out. */
  probing = false
  transfer: SnapshotTransfer | null = null
  /** The latest round that the follower confirmed. */
  round = 0
  /** Ticks at which something, and at which an acknowledgement, was last heard. */
  heardTick: number
  answeredTick: number
  /** No longer a member, and told so once more. */
  leaving = false

  /** Last index and bytes of each append that is under way, oldest first. */
  readonly #lasts: number[] = []
  readonly #bytes: number[] = []
  #totalBytes = 0

  constructor(id: Address, next: number, tick: number) {
    this.id = id
    this.next = next
    this.heardTick = tick
    this.answeredTick = tick
  }

  get inFlight(): number {
    return this.#lasts.length
  }

  get inFlightBytes(): number {
    return this.#totalBytes
  }

  sent(lastIndex: number, bytes: number): void {
    this.#lasts.push(lastIndex)
    this.#bytes.push(bytes)
    this.#totalBytes += bytes
    this.next = lastIndex + 1
  }

  /** The follower has everything up to `match`; returns whether that is news. */
  acknowledge(match: number): boolean {
    while (this.#lasts.length > 0 && (this.#lasts[0] as number) <= match) {
      this.#lasts.shift()
      this.#totalBytes -= this.#bytes.shift() as number
    }
    if (this.next <= match) this.next = match + 1
    if (match <= this.match) return false
    this.match = match
    return true
  }

  becomeProbe(next: number): void {
    this.mode = 'probe'
    this.next = Math.max(next, this.match + 1)
    this.probing = false
    this.transfer = null
    this.#clear()
  }

  becomeReplicate(): void {
    this.mode = 'replicate'
    this.next = Math.max(this.next, this.match + 1)
    this.probing = false
    this.transfer = null
  }

  becomeSnapshot(snapshot: Snapshot): void {
    this.mode = 'snapshot'
    this.transfer = { snapshot, offset: 0 }
    this.probing = false
    this.#clear()
  }

  #clear(): void {
    this.#lasts.length = 0
    this.#bytes.length = 0
    this.#totalBytes = 0
  }
}
