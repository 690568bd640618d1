/**
 * What a Raft node knows: the durable part (term, vote, log), what it believes of the cluster,
 * and how far it has applied. The parts of the node share it; only the methods here change the
 * durable part, so memory and disk cannot drift apart.
 */
import { assert } from '../../base/assert.ts'
import type { Address, Context, DiskRecord } from '../../runtime/machine.ts'
import { ReplicatedStore } from '../../store/replicated-store.ts'
import type { StoreSnapshot } from '../../store/replicated-store.ts'
import { ConfigurationHistory, isVoter, plainConfiguration } from './configuration.ts'
import type { Configuration } from './configuration.ts'
import type { Decisions } from './decisions.ts'
import { Durability } from './durability.ts'
import type { Entry, RaftRecord, Snapshot } from './entry.ts'
import { Log } from './log.ts'
import { Observer } from './observer.ts'
import type { RaftOptions } from './options.ts'
import type { Role } from './reports.ts'

/** Entries in one record when the log is written anew. */
const RECORD_ENTRIES = 1024

export interface RaftStateOptions {
  readonly id: Address
  /** Those that the cluster began with. */
  readonly members: readonly Address[]
  readonly options: RaftOptions
  readonly decisions: Decisions
}

export class RaftState {
  readonly id: Address
  readonly options: RaftOptions
  readonly log = new Log()
  readonly durability = new Durability()
  readonly memberships: ConfigurationHistory
  readonly store = new ReplicatedStore()
  readonly observer: Observer

  term = 0
  vote: Address | null = null
  role: Role = 'follower'
  leader: Address | null = null
  commit = 0
  applied = 0
  snapshot: Snapshot | null = null
  /** Counts the node's own ticks, one every `heartbeatMs`: no clock can step them. */
  tick = 0
  readonly #decisions: Decisions

  constructor({ id, members, options, decisions }: RaftStateOptions) {
    this.id = id
    this.options = options
    this.#decisions = decisions
    this.memberships = new ConfigurationHistory(plainConfiguration(members))
    this.observer = new Observer(this.log)
  }

  get configuration(): Configuration {
    return this.memberships.current
  }

  /**
   * Whether this node stands for election. One that is leaving does so until its leaving is
   * known to be committed: those who stay may need its log (thesis, section 4.2.2).
   */
  get stands(): boolean {
    const { current, index, previous } = this.memberships
    return isVoter(current, this.id) || (index > this.commit && isVoter(previous, this.id))
  }

  /** Whether an entry of the current term is committed: only then a leader knows the commit. */
  get committedInTerm(): boolean {
    return this.log.termAt(this.commit) === this.term
  }

  /** Takes up what the disk kept. */
  load(context: Context, records: readonly DiskRecord[]): void {
    for (const record of records as readonly RaftRecord[]) this.#take(record)
    this.durability.begin(this.log.lastIndex)
    this.observer.restored(context, this.log.base)
  }

  /** Whose majorities decide. */
  get electorate(): Configuration {
    return this.#decisions.electorate(this.memberships.current)
  }

  /** Enters `term`, or gives the vote in it; returns the position of the record. */
  enter(context: Context, term: number, vote: Address | null): number {
    assert(term >= this.term, `term ${this.term} cannot go back to ${term}`)
    assert(
      term > this.term || this.vote === null || vote === null || this.vote === vote,
      `the vote in term ${term} was given to ${this.vote}`,
    )
    this.term = term
    this.vote = vote
    return context.store(this.#hardState())
  }

  /** Appends to log and disk. */
  append(context: Context, entries: readonly Entry[]): void {
    const from = this.log.lastIndex + 1
    for (const entry of entries) this.#append(entry)
    const position = context.store({ type: 'entries', from, entries } as RaftRecord)
    this.durability.stored(position, this.log.lastIndex)
  }

  /** Removes the entries from `from` on; the next append overwrites them on the disk. */
  truncate(context: Context, from: number): void {
    assert(from > this.commit, `entry ${from} is overwritten, but ${this.commit} is committed`)
    this.log.truncate(from)
    this.durability.truncated(from)
    this.memberships.truncate(from)
    this.observer.truncated(context, from)
  }

  /** The configuration that is known to be committed is in force again. */
  forgetUncommittedChange(): void {
    this.memberships.truncate(this.commit + 1)
  }

  /** Snapshots what is applied and cuts the log; `trailing` entries stay in memory. */
  compact(context: Context): void {
    const { applied, log } = this
    const point = this.#decisions.snapshotPoint({
      applied: log.pointAt(applied),
      last: log.pointAt(log.lastIndex),
    })
    const text = JSON.stringify(this.store.snapshot())
    this.snapshot = { ...point, configuration: this.memberships.at(point.index), text }
    this.log.compact(point.index - this.options.trailingEntries)
    this.memberships.compact(point.index)
    this.#rewrite(context)
    this.observer.appended(context)
    const { index, chain } = point
    this.observer.tell(context, { type: 'snapshot', index, chain })
  }

  /**
   * Replaces the state by a leader's snapshot. Entries after it stay when the log agrees with
   * the snapshot; otherwise nothing of the log is worth keeping.
   */
  install(context: Context, snapshot: Snapshot): void {
    if (this.#decisions.keepsSuffix(this.log.termAt(snapshot.index), snapshot.term)) {
      this.log.compact(snapshot.index)
      this.memberships.compact(snapshot.index)
    } else {
      this.durability.truncated(this.commit + 1)
      this.log.reset(snapshot)
      this.memberships.reset(snapshot.index, snapshot.configuration)
    }
    this.snapshot = snapshot
    this.store.restore(JSON.parse(snapshot.text) as StoreSnapshot)
    this.commit = snapshot.index
    this.applied = snapshot.index
    this.#rewrite(context)
    this.observer.restored(context, this.log.base)
  }

  #append(entry: Entry): void {
    this.log.append(entry)
    if (entry.command.kind === 'configure') {
      this.memberships.append(this.log.lastIndex, entry.command.configuration)
    }
  }

  #take(record: RaftRecord): void {
    switch (record.type) {
      case 'hard-state':
        this.term = record.term
        this.vote = record.vote
        return
      case 'snapshot':
        this.snapshot = record.snapshot
        this.log.reset(record.snapshot)
        this.memberships.reset(record.snapshot.index, record.snapshot.configuration)
        this.store.restore(JSON.parse(record.snapshot.text) as StoreSnapshot)
        this.commit = record.snapshot.index
        this.applied = record.snapshot.index
        return
      default:
        assert(
          record.from <= this.log.lastIndex + 1,
          `the disk lacks what is before ${record.from}`,
        )
        this.#overwrite(record.from, record.entries)
    }
  }

  /** The log from `from` on is `entries`, whatever stood there before. */
  #overwrite(from: number, entries: readonly Entry[]): void {
    const revives = this.#decisions.revivesOverwritten()
    const revived = revives ? this.log.after(from - 1 + entries.length) : []
    if (from <= this.log.lastIndex) {
      this.log.truncate(from)
      this.memberships.truncate(from)
    }
    for (const entry of entries) this.#append(entry)
    for (const entry of revived) this.#append(entry)
  }

  #hardState(): RaftRecord {
    return { type: 'hard-state', term: this.term, vote: this.vote }
  }

  #rewrite(context: Context): void {
    assert(this.snapshot !== null, 'the log is rewritten without a snapshot')
    const records: RaftRecord[] = [this.#hardState(), { type: 'snapshot', snapshot: this.snapshot }]
    for (let from = this.snapshot.index + 1; from <= this.log.lastIndex; from += RECORD_ENTRIES) {
      const { entries } = this.log.batch(from, { entries: RECORD_ENTRIES, bytes: Infinity })
      records.push({ type: 'entries', from, entries })
    }
    this.durability.stored(context.rewrite(records), this.log.lastIndex)
  }
}
